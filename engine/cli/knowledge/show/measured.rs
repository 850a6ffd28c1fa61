//! Coefficients, techniques and indicators.

use super::{document, figure, head, item, notes};
use crate::knowledge::{Coefficient, Indicator, Knowledge, Technique};

pub(super) fn of_coefficient(k: &Knowledge, c: &Coefficient) {
    head("系数", &c.id, &c.name);
    figure(k, &c.figure);
    let d = &c.domain;
    let industries =
        named(&d.industry, |id| k.industries.get(id).map(|i| i.name.clone()));
    let processes = named(&d.process, |id| Some(k.process_name(id).to_owned()));
    let lists = [
        ("行业", &industries),
        ("行业代码", &d.code),
        ("工艺", &processes),
        ("产品", &d.product),
        ("原料", &d.feedstock),
        ("畜种", &d.animal),
        ("作物", &d.crop),
        ("地区", &d.region),
        ("条件", &d.conditions),
    ];
    for (name, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
        item(&format!("{name}：{}", list.join("、")));
    }
    if let Some(text) = d.scale.as_ref().and_then(|scale| scale.text.as_ref()) {
        item(&format!("规模：{text}"));
    }
    for removal in &c.removals {
        let share = removal.percent.map(|p| format!("{p}%")).or(removal.words.clone());
        item(&format!("去除率　{}：{}", removal.treatment, share.unwrap_or_default()));
    }
    for other in &c.conflicts {
        item("另一来源：");
        figure(k, other);
    }
    notes("注意", &c.caveats);
}

/// Ids by their names where they have one.
fn named(ids: &[String], name: impl Fn(&str) -> Option<String>) -> Vec<String> {
    ids.iter().map(|id| name(id).unwrap_or_else(|| id.clone())).collect()
}

/// `5–50 mg/L`, `≥1000 m³/d`.
fn span(low: Option<f64>, high: Option<f64>, unit: Option<&str>) -> String {
    let unit =
        unit.filter(|unit| *unit != "1").map(|u| format!(" {u}")).unwrap_or_default();
    match (low, high) {
        (Some(low), Some(high)) => format!("{low}–{high}{unit}"),
        (Some(low), None) => format!("≥{low}{unit}"),
        (None, Some(high)) => format!("≤{high}{unit}"),
        (None, None) => String::new(),
    }
}

pub(super) fn of_technique(k: &Knowledge, t: &Technique) {
    head("技术", &t.id, &format!("{}（{}）", t.name, t.stage));
    if let Some(principle) = &t.principle {
        item(&format!("做法：{principle}"));
    }
    for treats in &t.treats {
        item(&format!("去除：{}", k.pollutant_name(&treats.pollutant)));
        if let Some(removal) = &treats.removal {
            figure(k, removal);
        }
    }
    let process: Vec<&str> = t.process.iter().map(|p| k.process_name(p)).collect();
    for (name, list) in [("工艺", process.join("、")), ("接收", t.accepts.join("、"))]
    {
        if !list.is_empty() {
            item(&format!("{name}：{list}"));
        }
    }
    notes("不接收", &t.refuses);
    for influent in &t.influent {
        let range = span(influent.low, influent.high, influent.unit.as_deref());
        item(&format!("进水：{} {range}", k.pollutant_name(&influent.pollutant)));
    }
    if let Some(scale) = &t.scale {
        let range = span(scale.low, scale.high, scale.unit.as_deref());
        item(&format!("规模：{range}{}", scale.text.as_deref().unwrap_or_default()));
    }
    notes("适用", &t.conditions);
    for (name, cost) in [("投资", &t.cost.invest), ("运行费", &t.cost.operate)] {
        if let Some(cost) = cost {
            item(&format!("{name}："));
            figure(k, cost);
        }
    }
    for (name, named) in &t.figures {
        item(&format!("{name}："));
        figure(k, named);
    }
    if let Some(maturity) = &t.maturity {
        item(&format!("成熟度：{maturity}"));
    }
    notes("二次影响", &t.secondary);
    notes("注意", &t.caveats);
    notes("应核对", &t.verify_in);
    if let Some(source) = &t.source {
        document(k, source);
    }
}

pub(super) fn of_indicator(k: &Knowledge, indicator: &Indicator) {
    head("指标", &indicator.id, &indicator.name);
    if let Some(f) = &indicator.figure {
        figure(k, f);
    }
    for (level, f) in &indicator.levels {
        item(&format!("{level}："));
        figure(k, f);
    }
    notes("备注", indicator.note.as_slice());
}
