//! The inventory: sums, lines, ratios, coefficients, wastes.

use super::pen::{NONE, Pen, cite, period};
use crate::document::citation::marker;
use crate::document::view::{
    CoefficientView, InventoryView, LineView, PublishedView, RatioView, ShareView,
    TotalView, WasteView,
};
use crate::inventory::{InventoryLine, Total};
use crate::profile::{PublishedLoad, Waste};
use crate::quantity::{Provenance, Quantity, Unit};

/// The pollutants of inventory tables.
const POLLUTANTS: [&str; 4] = ["cod", "nh3n", "tn", "tp"];

pub(super) fn inventory(pen: &Pen<'_>) -> InventoryView {
    let inventory = pen.inputs.inventory;
    let lines = inventory.lines.iter().map(|l| line(pen, l)).collect();
    let equal = pen.inputs.assessment.equal_loads.iter().find(|e| !e.demonstration);
    InventoryView {
        totals: totals(pen, false),
        demonstration_totals: totals(pen, true),
        published: pen.inputs.profile.loads.iter().map(|l| published(pen, l)).collect(),
        ratios: ratios(pen),
        lines,
        equal_loads: equal
            .map(|e| e.sources.iter().enumerate().map(|(n, s)| share(n, s)).collect())
            .unwrap_or_default(),
        equal_standard: equal.map(|e| e.standard.clone()).unwrap_or_default(),
        coefficients: coefficients(pen),
        wastes: pen.inputs.profile.wastes.iter().map(|w| waste(pen, w)).collect(),
    }
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
            TotalView { unit: pen.unit(unit), kind, loads }
        })
        .filter(|view| view.loads.iter().any(|load| load != NONE))
        .collect()
}

fn published(pen: &Pen<'_>, load: &PublishedLoad) -> PublishedView {
    let unit = pen.unit(&load.unit);
    let value = |pollutant: &str| {
        let label = format!("{unit}{}{}", pen.pollutant(pollutant), load.item);
        pen.number_or_none(&label, load.values.get(pollutant))
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

fn line(pen: &Pen<'_>, line: &InventoryLine) -> LineView {
    let pollutant = pen.pollutant(&line.pollutant);
    let label = |what: &str| format!("{}{pollutant}{what}", line.name);
    let gaps: Vec<String> = line.gaps.iter().map(|g| format!("缺{}", g.lacks)).collect();
    LineView {
        name: line.name.clone(),
        kind: line.kind.to_string(),
        unit: pen.unit(&line.unit),
        activity: line.activity.as_ref().map_or_else(|| NONE.to_owned(), Quantity::text),
        generated: pen.number_or_none(&label("产生量"), line.generated.as_ref()),
        discharged: pen.number_or_none(&label("核算排放量"), line.discharged.as_ref()),
        declared: pen.number_or_none(&label("申报排放量"), line.declared.as_ref()),
        delivered: pen.number_or_none(&label("入河量"), line.delivered.as_ref()),
        gap: gaps.join("；"),
        pollutant,
    }
}

fn share(number: usize, share: &crate::assessment::Share) -> ShareView {
    ShareView {
        rank: number + 1,
        name: share.name.clone(),
        load: crate::quantity::significant(share.load),
        share: format!("{:.1}", share.share),
        cumulative: format!("{:.1}", share.cumulative),
        main: if share.main { "是" } else { "" }.to_owned(),
    }
}

/// Every coefficient that the inventory used, once.
fn coefficients(pen: &Pen<'_>) -> Vec<CoefficientView> {
    let mut ids: Vec<&str> = pen
        .inputs
        .inventory
        .lines
        .iter()
        .flat_map(|line| &line.coefficients)
        .map(String::as_str)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter()
        .filter_map(|id| {
            let coefficient = pen.inputs.knowledge.coefficients.get(id)?;
            let quantity = coefficient.figure.quantity.as_ref()?;
            let at = match quantity.provenance().as_ref() {
                Provenance::Cited { at, .. } => at.clone(),
                _ => String::new(),
            };
            Some(CoefficientView {
                name: coefficient.name.clone(),
                value: format!(
                    "{}{}",
                    pen.figure(&coefficient.name, quantity),
                    cite(quantity)
                ),
                basis: coefficient.figure.basis.clone().unwrap_or_default(),
                at,
                grade: quantity.grade().to_string(),
            })
        })
        .collect()
}

fn waste(pen: &Pen<'_>, waste: &Waste) -> WasteView {
    let label = |what: &str| format!("{}{}{what}", waste.producer, waste.name);
    let rate = waste.used.as_ref().zip(waste.generated.as_ref()).and_then(
        |(used, generated)| {
            let labels = ["综合利用量", "产生量"];
            used.over(
                generated,
                &Unit::percent(),
                "综合利用率＝综合利用量÷产生量",
                labels,
            )
            .ok()
        },
    );
    WasteView {
        producer: waste.producer.clone(),
        name: waste.name.clone(),
        year: waste.year.clone().unwrap_or_default(),
        generated: pen.number_or_none(&label("产生量"), waste.generated.as_ref()),
        used: pen.number_or_none(&label("综合利用量"), waste.used.as_ref()),
        rate: pen.figure_or_none(&label("综合利用率"), rate.as_ref()),
        stored: pen.number_or_none(&label("贮存量"), waste.stored.as_ref()),
        cite: match &waste.row.source {
            Some(source) => marker([source.as_str()]),
            None => "示例数据".to_owned(),
        },
    }
}
