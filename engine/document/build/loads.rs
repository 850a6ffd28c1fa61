//! The inventory: sums, lines, ratios, coefficients, wastes.

use super::pen::{NONE, Pen, cite, period};
use crate::assessment::EqualLoad;
use crate::document::citation::marker;
use crate::document::view::{
    CoefficientView, InventoryView, PublishedView, RatioView, ShareView, SourceView,
    TotalView, UncertaintyView, WasteView,
};
use crate::inventory::{InventoryLine, Total, Uncertainty};
use crate::profile::{LoadItem, PublishedLoad, Waste};
use crate::quantity::{Amount, Provenance, Quantity, Term};

/// Below this share (%) of the published load, its digits say nothing.
const LEAST_SHARE: f64 = 1.0;

/// The pollutants of inventory tables.
const POLLUTANTS: [&str; 4] = ["cod", "nh3n", "tn", "tp"];

pub(super) fn inventory(pen: &Pen<'_>) -> InventoryView {
    let equal = pen.inputs.assessment.equal_loads.iter().find(|e| !e.demonstration);
    let (equal, equal_reason) = rankable(pen, equal);
    let wastes = |demonstration: bool| {
        let wastes = pen.inputs.profile.wastes.iter();
        let own = wastes.filter(|w| w.row.demonstration == demonstration);
        own.map(|w| waste(pen, w)).collect()
    };
    InventoryView {
        totals: totals(pen, false),
        demonstration_totals: totals(pen, true),
        published: {
            let loads = pen.inputs.profile.loads.iter();
            loads.filter(|l| !l.row.demonstration).map(|l| published(pen, l)).collect()
        },
        ratios: ratios(pen),
        coverage: coverage(pen),
        notes: notes(pen),
        sources: sources(pen, false),
        demonstration_sources: sources(pen, true),
        equal_loads: equal
            .map(|e| e.sources.iter().enumerate().map(|(n, s)| share(n, s)).collect())
            .unwrap_or_default(),
        equal_standard: equal.map(|e| e.standard.clone()).unwrap_or_default(),
        equal_reason,
        coefficients: coefficients(pen, false),
        demonstration_coefficients: coefficients(pen, true),
        wastes: wastes(false),
        demonstration_wastes: wastes(true),
    }
}

/// The ranking, unless too few kinds of source have data: then it would mislead.
pub(super) fn rankable<'a>(
    pen: &Pen<'_>,
    equal: Option<&'a EqualLoad>,
) -> (Option<&'a EqualLoad>, String) {
    let Some(equal) = equal else { return (None, String::new()) };
    let method = pen.inputs.knowledge.methods.get("equal-load");
    let wanted = method.and_then(|m| m.value("min-kinds")).unwrap_or_default();
    let mut kinds: Vec<_> = pen
        .inputs
        .inventory
        .totals
        .iter()
        .filter(|t| !t.demonstration && t.discharged.is_some())
        .map(|t| t.kind)
        .collect();
    kinds.sort();
    kinds.dedup();
    #[expect(clippy::cast_precision_loss, reason = "there are ten kinds")]
    let enough = kinds.len() as f64 >= wanted;
    if enough {
        return (Some(equal), String::new());
    }
    let reason = format!(
        "有排放量的源只有 {}，不足 {}，等标污染负荷排序会误导，本稿不排。",
        pen.count("有排放量的源类别", kinds.len(), "类"),
        method.and_then(|m| m.parameters.get("min-kinds")).map_or_else(
            String::new,
            |p| p.figure.quantity.as_ref().map_or_else(String::new, |least| {
                pen.note(&p.name, least);
                least.text()
            }),
        )
    );
    (None, reason)
}

/// One sentence on how little (or much) of the published loads the inventory covers.
fn coverage(pen: &Pen<'_>) -> String {
    let parts: Vec<String> = pen
        .inputs
        .inventory
        .ratios
        .iter()
        .map(|ratio| {
            let pollutant = pen.pollutant(&ratio.pollutant);
            if ratio.share.amount().typical < LEAST_SHARE {
                return format!("{pollutant}不足 {LEAST_SHARE}%");
            }
            let share =
                pen.figure(&format!("{pollutant}清单与公布总量之比"), &ratio.share);
            format!("{pollutant} {share}")
        })
        .collect();
    if parts.is_empty() {
        return String::new();
    }
    let mut periods: Vec<String> =
        pen.inputs.inventory.ratios.iter().map(|r| period(&r.period)).collect();
    periods.dedup();
    format!(
        "清单合计与{}公布总量之比：{}；两者的年份与范围不同，只说明清单覆盖了多少，不能当作占比引用。",
        periods.join("、"),
        parts.join("，")
    )
}

/// What the analyst says of real sources, each remark once.
fn notes(pen: &Pen<'_>) -> String {
    let mut remarks: Vec<(&str, Vec<&str>)> = Vec::new();
    for source in
        pen.inputs.profile.pollution_sources.iter().filter(|s| !s.row.demonstration)
    {
        let Some(note) = source.row.note.as_deref() else { continue };
        match remarks.iter_mut().find(|(said, _)| *said == note) {
            Some((_, names)) => names.push(&source.name),
            None => remarks.push((note, vec![&source.name])),
        }
    }
    let remark =
        |(note, names): (&str, Vec<&str>)| format!("{}：{note}。", names.join("、"));
    remarks.into_iter().map(remark).collect()
}

/// The pollutants of one source side by side.
fn sources(pen: &Pen<'_>, demonstration: bool) -> Vec<SourceView> {
    let lines = &pen.inputs.inventory.lines;
    let mut ids: Vec<&str> = Vec::new();
    for line in lines.iter().filter(|l| l.demonstration == demonstration) {
        if !ids.contains(&line.source.as_str()) {
            ids.push(&line.source);
        }
    }
    ids.into_iter().filter_map(|id| source(pen, id)).collect()
}

fn source(pen: &Pen<'_>, id: &str) -> Option<SourceView> {
    let own: Vec<&InventoryLine> =
        pen.inputs.inventory.lines.iter().filter(|l| l.source == id).collect();
    let first = own.first()?;
    let row = pen.inputs.profile.pollution_sources.iter().find(|s| s.id == id);
    let loads = |what: &str, value: fn(&InventoryLine) -> Option<&Quantity>| {
        POLLUTANTS
            .iter()
            .map(|pollutant| {
                let line = own.iter().find(|l| l.pollutant == **pollutant);
                let label = format!("{}{}{what}", first.name, pen.pollutant(pollutant));
                pen.number_or_none(&label, line.and_then(|l| value(l)))
            })
            .collect()
    };
    let mut gaps: Vec<(&str, Vec<String>)> = Vec::new();
    for (line, gap) in own.iter().flat_map(|l| l.gaps.iter().map(move |g| (l, g))) {
        let name = pen.pollutant(&line.pollutant);
        match gaps.iter_mut().find(|(lacks, _)| *lacks == gap.lacks) {
            Some((_, names)) if names.contains(&name) => {}
            Some((_, names)) => names.push(name),
            None => gaps.push((&gap.lacks, vec![name])),
        }
    }
    let collected = first.collected_by.iter();
    let collected = collected.map(|plant| format!("排入{plant}，在其出水中计"));
    let gaps: Vec<String> = gaps
        .into_iter()
        .map(|(lacks, names)| format!("{lacks}（{}）", names.join("、")))
        .chain(collected)
        .collect();
    Some(SourceView {
        name: first.name.clone(),
        kind: first.kind.to_string(),
        unit: pen.unit(&first.unit),
        activity: first.activity.as_ref().map_or_else(
            || NONE.to_owned(),
            |activity| {
                let year = row.and_then(|s| s.year.as_deref());
                let year = year.map(|y| format!("，{}", period(y))).unwrap_or_default();
                let source = row.and_then(|s| s.row.source.as_deref());
                format!(
                    "{}{year}{}",
                    pen.figure(&format!("{}活动水平", first.name), activity),
                    marker(source)
                )
            },
        ),
        discharged: loads("排放量", InventoryLine::load),
        delivered: loads("入河量", |l| l.delivered.as_ref()),
        gap: if gaps.is_empty() { "/".to_owned() } else { gaps.join("；") },
    })
}

fn totals(pen: &Pen<'_>, demonstration: bool) -> Vec<TotalView> {
    let all: Vec<&Total> = pen
        .inputs
        .inventory
        .totals
        .iter()
        .filter(|t| t.demonstration == demonstration)
        .collect();
    let mut groups: Vec<(&str, String)> = Vec::new();
    for total in &all {
        let key = (total.unit.as_str(), total.kind.to_string());
        if !groups.contains(&key) {
            groups.push(key);
        }
    }
    groups
        .into_iter()
        .map(|(unit, kind)| {
            let load = |pollutant: &&str| {
                let total = all.iter().find(|t| {
                    t.unit == unit
                        && t.kind.to_string() == kind
                        && t.pollutant == **pollutant
                });
                let label =
                    format!("{}{kind}{}排放量", pen.unit(unit), pen.pollutant(pollutant));
                pen.number_or_none(&label, total.and_then(|t| t.discharged.as_ref()))
            };
            let loads: Vec<String> = POLLUTANTS.iter().map(load).collect();
            let mut names: Vec<&str> = Vec::new();
            for line in &pen.inputs.inventory.lines {
                let own = line.unit == unit
                    && line.kind.to_string() == kind
                    && line.demonstration == demonstration
                    && line.counted().is_some();
                if own && !names.contains(&line.name.as_str()) {
                    names.push(&line.name);
                }
            }
            TotalView { unit: pen.unit(unit), kind, sources: names.join("、"), loads }
        })
        .filter(|view| view.loads.iter().any(|load| load != NONE))
        .collect()
}

fn published(pen: &Pen<'_>, load: &PublishedLoad) -> PublishedView {
    let unit = pen.unit(&load.unit);
    let value = |pollutant: &str| {
        let label = format!("{unit}{}{}", pen.pollutant(pollutant), load.item);
        let value = load.values.get(pollutant);
        match load.item {
            // Tonnes over the period, under a head of tonnes a year.
            LoadItem::Reduced => pen.figure_or_none(&label, value),
            _ => pen.number_or_none(&label, value),
        }
    };
    PublishedView {
        item: load.item.to_string(),
        period: period(&load.period),
        loads: ["cod", "nh3n", "tp"].iter().map(|p| value(p)).collect(),
        cite: marker(load.row.source.as_deref()),
        basis: load.basis.clone().unwrap_or_default(),
        unit,
    }
}

fn ratios(pen: &Pen<'_>) -> Vec<RatioView> {
    pen.inputs
        .inventory
        .ratios
        .iter()
        .map(|ratio| {
            let pollutant = pen.pollutant(&ratio.pollutant);
            RatioView {
                computed: pen.figure(&format!("{pollutant}清单合计"), &ratio.computed),
                total: pen.figure(&format!("{pollutant}公布总量"), &ratio.total),
                share: pen
                    .figure(&format!("{pollutant}清单与公布总量之比"), &ratio.share),
                period: period(&ratio.period),
                pollutant,
            }
        })
        .collect()
}

fn share(number: usize, share: &crate::assessment::Share) -> ShareView {
    ShareView {
        rank: number + 1,
        name: share.name.clone(),
        load: crate::quantity::significant(share.load),
        share: format!("{:.1}", share.share),
        cumulative: format!("{:.1}", share.cumulative),
        main: if share.main { "是" } else { "" }.to_owned(),
        equivalents: share
            .equivalents
            .map_or_else(|| NONE.to_owned(), crate::quantity::significant),
    }
}

/// Every coefficient that the inventory used, once.
fn coefficients(pen: &Pen<'_>, demonstration: bool) -> Vec<CoefficientView> {
    let mut ids: Vec<&str> = pen
        .inputs
        .inventory
        .lines
        .iter()
        .filter(|line| line.demonstration == demonstration)
        .flat_map(|line| &line.coefficients)
        .map(String::as_str)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let mut views: Vec<CoefficientView> = ids
        .into_iter()
        .filter_map(|id| {
            let coefficient = pen.inputs.knowledge.coefficients.get(id)?;
            let quantity = coefficient.figure.quantity.as_ref()?;
            let at = match quantity.provenance().as_ref() {
                Provenance::Cited { at, .. } => without_key(at),
                _ => String::new(),
            };
            Some(CoefficientView {
                name: coefficient.name.clone(),
                value: format!(
                    "{}{}",
                    pen.figure(&coefficient.name, quantity),
                    cite(quantity)
                ),
                basis: {
                    let basis = coefficient.figure.basis.iter();
                    let words = basis.chain(&coefficient.caveats).cloned();
                    words.collect::<Vec<_>>().join("；")
                },
                at,
                grade: quantity.grade().to_string(),
            })
        })
        .collect();
    // One value for several pollutants is one line.
    views.dedup_by(|a, b| a.name == b.name && a.value == b.value && a.basis == b.basis);
    views
}

/// A locator without the key by which a handbook's file finds the row again.
fn without_key(at: &str) -> String {
    let is_key = |word: &&str| {
        word.len() == 36
            && word.split('-').map(str::len).eq([8, 4, 4, 4, 12])
            && word.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
    };
    at.split(' ').filter(|word| !is_key(word)).collect::<Vec<_>>().join(" ")
}

fn waste(pen: &Pen<'_>, waste: &Waste) -> WasteView {
    let label = |what: &str| format!("{}{}{what}", waste.producer, waste.name);
    // A derived cell is not of the row's source: it cites its own.
    let cell = |what: &str, quantity: Option<&Quantity>| {
        let number = pen.number_or_none(&label(what), quantity);
        match quantity.filter(|_| waste.is_derived(what)) {
            Some(quantity) => format!("{number}{}", cite(quantity)),
            None => number,
        }
    };
    WasteView {
        producer: waste.producer.clone(),
        name: waste.name.clone(),
        year: waste.year.clone().unwrap_or_default(),
        generated: cell("产生量", waste.generated.as_ref()),
        used: cell("综合利用量", waste.used.as_ref()),
        rate: pen.figure_or_none(&label("综合利用率"), waste.utilisation().as_ref()),
        unused: pen
            .number_or_none(&label("产生量与综合利用量之差"), waste.unused().as_ref()),
        cite: match &waste.row.source {
            Some(source) => marker([source.as_str()]),
            None => "示例数据".to_owned(),
        },
    }
}

/// 不确定性 of the sums, as text.
pub(super) fn uncertainties(pen: &Pen<'_>) -> Vec<UncertaintyView> {
    let view = |u: &Uncertainty| {
        let (unit, pollutant) = (pen.unit(&u.unit), pen.pollutant(&u.pollutant));
        let label = |what: &str| format!("{unit}{pollutant}{}{what}", u.item);
        let middle = Amount::point(u.interval.amount().typical);
        let terms = vec![Term::new("各源求和", &u.interval)];
        let own = u.interval.unit().clone();
        let middle = Quantity::derived(middle, own, "取典型值", terms).ok();
        UncertaintyView {
            item: u.item.to_string(),
            typical: pen.number_or_none(&label("典型值"), middle.as_ref()),
            interval: pen.number(&label("区间"), &u.interval),
            simulated: pen.number(&label("抽样区间"), &u.simulated),
            unit,
            pollutant,
        }
    };
    pen.inputs.inventory.uncertainties.iter().map(view).collect()
}
