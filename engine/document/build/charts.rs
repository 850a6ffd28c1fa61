//! Charts as data: drawn only where there is something to show.

use std::collections::BTreeMap;

use super::Inputs;
use super::pen::{Pen, period};
use crate::document::chart::{
    Axis, Bar, Chart, Cumulative, Item, Series, ShareBars, StackedBars, Tone,
};
use crate::document::view::ChartsView;
use crate::knowledge::WaterClass;
use crate::plan::RequiredReduction;
use crate::profile::is_dated;
use crate::quantity::Unit;

pub(super) fn charts(pen: &Pen<'_>) -> (BTreeMap<String, Chart>, ChartsView) {
    let inputs = pen.inputs;
    let mut drawn = BTreeMap::new();
    let mut put = |name: &str, chart: Option<Chart>| -> String {
        let Some(chart) = chart else { return String::new() };
        let file = format!("figures/{name}.svg");
        drawn.insert(file.clone(), chart);
        file
    };
    let names = ChartsView {
        classes: put("classes", classes(inputs)),
        shares: put("shares", shares(pen)),
        causes: put("causes", causes(inputs)),
        ratios: put("ratios", ratios(inputs)),
        cumulative: put("cumulative", cumulative(inputs, false)),
        demonstration_cumulative: put(
            "demonstration-cumulative",
            cumulative(inputs, true),
        ),
    };
    (drawn, names)
}

#[expect(clippy::cast_precision_loss, reason = "counts of sections are small")]
fn classes(inputs: Inputs<'_>) -> Option<Chart> {
    let mut bars = Vec::new();
    let counts = inputs.profile.class_counts.iter();
    for count in counts.filter(|c| is_dated(&c.period)) {
        let (Some(total), Some(good)) = (&count.sections, &count.good) else { continue };
        let (total, good) = (total.amount().typical, good.amount().typical);
        let share = 100.0 * good / total;
        bars.push(Bar {
            label: format!("{}（{total} 个断面）", period(&count.period)),
            parts: vec![share, 100.0 - share],
        });
    }
    if let Some(basin) = &inputs.assessment.basin {
        let good: usize = basin
            .proportions
            .counts
            .iter()
            .filter(|(class, _)| **class <= WaterClass::III)
            .map(|(_, n)| n)
            .sum();
        let total = basin.proportions.total;
        let share = 100.0 * good as f64 / total as f64;
        let day = basin.period.split(' ').next().unwrap_or(&basin.period);
        bars.push(Bar {
            label: format!("{}单次监测（{total} 个断面）", period(day)),
            parts: vec![share, 100.0 - share],
        });
    }
    let series = vec![
        Series { name: "优良（Ⅰ～Ⅲ类）".to_owned(), tone: Tone::ClassOneTwo },
        Series { name: "Ⅳ类及以下".to_owned(), tone: Tone::ClassFive },
    ];
    let axis =
        Axis { title: "断面比例".to_owned(), unit: "%".to_owned(), decimals: 1 };
    (!bars.is_empty()).then_some(Chart::StackedBars(StackedBars { axis, series, bars }))
}

/// 排放量与环境容量之比 of every pollutant that has both.
fn ratios(inputs: Inputs<'_>) -> Option<Chart> {
    let percent = Unit::percent();
    let item = |r: &RequiredReduction| {
        let labels = ["公布排放量", "环境容量"];
        let ratio = r.discharged.over(&r.capacity, &percent, "负荷比", labels).ok()?;
        let unit = inputs.profile.unit(&r.unit).map_or(r.unit.as_str(), |u| &u.name);
        Some(Item {
            label: format!("{unit}{}", inputs.knowledge.pollutant_name(&r.pollutant)),
            value: ratio.amount().typical,
            range: None,
            remark: format!("{}排放 {}", period(&r.period), r.discharged.text()),
        })
    };
    let items: Vec<Item> = inputs.plan.real_reductions().filter_map(item).collect();
    let axis =
        Axis { title: "占环境容量".to_owned(), unit: "%".to_owned(), decimals: 1 };
    (!items.is_empty()).then_some(Chart::ShareBars(ShareBars { axis, items }))
}

fn shares(pen: &Pen<'_>) -> Option<Chart> {
    let equal = pen.inputs.assessment.equal_loads.iter().find(|e| !e.demonstration);
    let (equal, _) = super::loads::rankable(pen, equal);
    let equal = equal?;
    let items: Vec<Item> = equal
        .sources
        .iter()
        .take(8)
        .map(|s| Item {
            label: s.name.clone(),
            value: s.share,
            range: None,
            remark: if s.main { "主要源".to_owned() } else { String::new() },
        })
        .collect();
    let axis =
        Axis { title: "等标负荷比".to_owned(), unit: "%".to_owned(), decimals: 1 };
    (!items.is_empty()).then_some(Chart::ShareBars(ShareBars { axis, items }))
}

/// Causes of total phosphorus in the first small watershed that has any.
fn causes(inputs: Inputs<'_>) -> Option<Chart> {
    let finding = inputs
        .diagnosis
        .findings
        .iter()
        .find(|f| f.demonstration && !f.causes.is_empty())?;
    let items = finding
        .causes
        .iter()
        .map(|cause| {
            let share = cause.share.amount();
            Item {
                label: cause.kind.to_string(),
                value: share.typical,
                range: (!share.is_point()).then_some((share.low, share.high)),
                remark: if cause.demonstration {
                    "示例".to_owned()
                } else {
                    String::new()
                },
            }
        })
        .collect();
    let axis =
        Axis { title: "总磷占比".to_owned(), unit: "%".to_owned(), decimals: 1 };
    Some(Chart::ShareBars(ShareBars { axis, items }))
}

/// The first requirement that yearly reductions go towards, drawn up against it. Credits of
/// the past are tonnes over years and cannot be set beside a yearly requirement.
fn cumulative(inputs: Inputs<'_>, demonstration: bool) -> Option<Chart> {
    let drawable = |r: &&RequiredReduction| {
        r.demonstration == demonstration
            && r.excess.amount().typical > 0.0
            && r.contributions.iter().any(|c| !c.past)
    };
    let reduction = inputs.plan.reductions.iter().find(drawable)?;
    let title = |id: &str| {
        let measure = inputs.plan.measures.iter().find(|m| m.id == id);
        measure.map_or_else(|| id.to_owned(), |m| format!("{id} {}", m.title))
    };
    let planned = reduction.contributions.iter().filter(|c| !c.past);
    let items = planned.map(|c| {
        let amount = c.quantity.amount();
        Item {
            label: title(&c.label),
            value: amount.typical,
            range: (!amount.is_point()).then_some((amount.low, amount.high)),
            remark: "规划".to_owned(),
        }
    });
    let axis =
        Axis { title: "累计削减量".to_owned(), unit: "t/a".to_owned(), decimals: 1 };
    let pollutant = inputs.knowledge.pollutant_name(&reduction.pollutant);
    Some(Chart::Cumulative(Cumulative {
        axis,
        items: items.collect(),
        required_label: format!("{pollutant}削减需求"),
        required: reduction.excess.amount().typical,
    }))
}
