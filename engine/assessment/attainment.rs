//! 达标与营养状态 by month and by year: how often a section met its target, and how the trophic state
//! of a lake went through the year.
//!
//! A month is judged by its own readings, a year by their mean; a year with fewer months
//! than twelve says so. Months of no data are not months that failed.

use std::collections::BTreeMap;

use super::outcome::Outcome;
use super::rows::count;
use super::{by_section, surface_water, tli};
use crate::knowledge::Knowledge;
use crate::profile::{Profile, Reading, Section};
use crate::quantity::{Amount, Quantity, Term, Unit};

/// 月达标率 and the class of every month and year.
#[must_use]
pub fn attainment(profile: &Profile, knowledge: &Knowledge) -> Vec<Outcome> {
    years(profile, |section, year, months| {
        let mut outcome = Outcome::of(format!("{} {year}年", section.name));
        if section.target.is_none() {
            outcome.note("没有写目标类别，只评类别，不评达标");
        }
        let (mut judged, mut kept) = (0usize, 0usize);
        for (month, readings) in months {
            let period = format!("{year}-{month:02}");
            let Some(result) =
                surface_water::section(section, &period, readings, knowledge)
            else {
                continue;
            };
            judged += 1;
            kept += usize::from(result.attained == Some(true));
            let verdict = match result.attained {
                Some(true) => "，达标",
                Some(false) => "，不达标",
                None => "",
            };
            outcome.words(format!("{month}月"), format!("{}类{verdict}", result.class));
        }
        if section.target.is_some() && judged > 0 {
            share(kept, judged, months, &mut outcome);
        }
        let all: Vec<&Reading> = months.values().flatten().copied().collect();
        if let Some(result) = surface_water::section(section, year, &all, knowledge) {
            outcome.words("按均值评价", format!("{}类", result.class));
            if let Some(attained) = result.attained {
                outcome.words("均值达标", if attained { "达标" } else { "不达标" });
            }
        }
        short(judged, &mut outcome);
        outcome
    })
}

/// 月达标率＝达标月数÷有数据的月数.
fn share(
    kept: usize,
    judged: usize,
    months: &BTreeMap<u8, Vec<&Reading>>,
    outcome: &mut Outcome,
) {
    let values = months.iter().flat_map(|(month, readings)| {
        let of_month = readings.iter().flat_map(|r| r.values.values());
        of_month
            .filter_map(|m| m.value())
            .map(move |q| Term::new(format!("{month}月"), q))
    });
    let formula = format!("月达标率＝达标月数 {kept}÷有数据的月数 {judged}");
    let amount = Amount::point(100.0 * count(kept) / count(judged));
    let share = Quantity::derived(amount, Unit::percent(), formula, values.collect());
    if let Ok(share) = share {
        outcome.figure("月达标率", &share);
    }
}

/// 综合营养状态指数 and grade of every month and year, with N:P by mass.
#[must_use]
pub fn trophic(profile: &Profile, knowledge: &Knowledge) -> Vec<Outcome> {
    years(profile, |section, year, months| {
        let mut outcome = Outcome::of(format!("{} {year}年", section.name));
        let mut judged = 0usize;
        for (month, readings) in months {
            let period = format!("{year}-{month:02}");
            let Some(result) = tli::section(section, &period, readings, knowledge) else {
                outcome.note(format!("{month}月缺总磷、总氮，不评营养状态"));
                continue;
            };
            judged += 1;
            state(&format!("{month}月"), &result, knowledge, &mut outcome);
        }
        let all: Vec<&Reading> = months.values().flatten().copied().collect();
        if let Some(result) = tli::section(section, year, &all, knowledge) {
            state("全年", &result, knowledge, &mut outcome);
        }
        short(judged, &mut outcome);
        outcome
    })
}

fn state(
    when: &str,
    result: &tli::TliResult,
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) {
    outcome.figure(format!("{when} TLI"), &result.index);
    if let Some(grade) = &result.grade {
        outcome.words(format!("{when}营养状态"), grade.as_str());
    }
    if !result.missing.is_empty() {
        let names: Vec<&str> =
            result.missing.iter().map(|id| knowledge.pollutant_name(id)).collect();
        let names = names.join("、");
        outcome.note(format!("{when}缺{names}，其余各项的权重重新归一"));
    }
    if let Some(ratio) = nitrogen_to_phosphorus(result) {
        outcome.figure(format!("{when}氮磷比"), &ratio);
    }
}

/// TN/TP by mass. It names no limiting nutrient: that takes an enrichment test.
fn nitrogen_to_phosphorus(result: &tli::TliResult) -> Option<Quantity> {
    let value =
        |id: &str| result.items.iter().find(|i| i.pollutant == id).map(|i| &i.value);
    let labels = ["总氮", "总磷"];
    value("tn")?
        .over(value("tp")?, &Unit::one(), "氮磷比＝总氮/总磷（质量比）", labels)
        .ok()
}

/// Says that a year has not all its months.
fn short(judged: usize, outcome: &mut Outcome) {
    if judged < 12 {
        outcome.note(format!("全年只有 {judged} 个月有数据，年度结论仅供参考"));
    }
}

/// One outcome a section and year with readings by month.
fn years(
    profile: &Profile,
    run: impl Fn(&Section, &str, &BTreeMap<u8, Vec<&Reading>>) -> Outcome,
) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for (id, readings) in by_section(profile) {
        let Some(section) = profile.section(id) else { continue };
        let mut years: BTreeMap<&str, BTreeMap<u8, Vec<&Reading>>> = BTreeMap::new();
        for reading in readings {
            let month = reading.time.get(5..7).and_then(|m| m.parse::<u8>().ok());
            if let (Some(year), Some(month)) = (reading.time.get(..4), month) {
                years.entry(year).or_default().entry(month).or_default().push(reading);
            }
        }
        if years.is_empty() {
            let mut outcome = Outcome::of(section.name.as_str());
            outcome.note("时间没有写到月，不能逐月评价");
            outcomes.push(outcome);
        }
        outcomes.extend(years.iter().map(|(year, months)| run(section, year, months)));
    }
    outcomes
}
