//! 达标与营养状态 by month and by year: how often a section met its target, and how the trophic state
//! of a lake went through the year.
//!
//! A month is judged by its own readings, a year by their mean; a year with fewer months
//! than twelve says so. Months of no data are not months that failed.

use std::collections::{BTreeMap, BTreeSet};

use super::outcome::Outcome;
use super::rows::count;
use super::surface_water::SectionResult;
use super::{periods, surface_water, tli};
use crate::knowledge::{Knowledge, Water, WaterClass};
use crate::profile::{Profile, Reading, Section};
use crate::quantity::{Amount, Quantity, Term, Unit};

/// 月达标率 and the class of every month and year.
#[must_use]
pub fn attainment(profile: &Profile, knowledge: &Knowledge) -> Vec<Outcome> {
    years(profile, knowledge, |section, year, months| {
        let mut outcome = Outcome::of(format!("{} {year}年", section.name));
        if section.target.is_none() {
            outcome.note("没有写目标类别，只评类别，不评达标");
        }
        if section.water_type.is_none() {
            outcome.note("没有写水体类型，按河流评价");
        }
        let (mut judged, mut kept) = (0usize, 0usize);
        for (month, reading) in months {
            let period = format!("{year}-{month:02}");
            let Some(result) =
                surface_water::section(section, &period, &[reading], knowledge)
            else {
                outcome
                    .note(format!("{month}月没有参评指标的数值（或全部未检出），不评"));
                continue;
            };
            judged += 1;
            kept += usize::from(result.attained == Some(true));
            let verdict = match result.attained {
                Some(true) => "，达标",
                Some(false) => "，不达标",
                None => "",
            };
            decided(&format!("{month}月"), &result, knowledge, &mut outcome);
            outcome.words(format!("{month}月"), format!("{}类{verdict}", result.class));
        }
        if section.target.is_some() && judged > 0 {
            share(kept, judged, months, &mut outcome);
        }
        let all: Vec<&Reading> = months.values().collect();
        if let Some(result) = surface_water::section(section, year, &all, knowledge) {
            decided("均值", &result, knowledge, &mut outcome);
            outcome.words("按均值评价", format!("{}类", result.class));
            if let Some(attained) = result.attained {
                outcome.words("均值达标", if attained { "达标" } else { "不达标" });
            }
        }
        short(judged, &mut outcome);
        outcome
    })
}

/// The items that decide a class, each against the limit of the class that it reaches.
fn decided(
    when: &str,
    result: &SectionResult,
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) {
    for item in result.items.iter().filter(|i| result.decided_by.contains(&i.pollutant)) {
        let name = knowledge.pollutant_name(&item.pollutant);
        outcome.figure(format!("{when} {name}"), &item.mean.value);
        if let Some(limit) = &item.limit {
            let class = item.class.min(WaterClass::V);
            outcome.figure(format!("{when} {name}{class}类限值"), limit);
        }
        if let Some(over) = &item.over_target {
            let class = over.class;
            outcome.figure(format!("{when} {name}{class}类（目标）限值"), &over.limit);
        }
    }
}

/// 月达标率＝达标月数÷有数据的月数.
fn share(
    kept: usize,
    judged: usize,
    months: &BTreeMap<u8, Reading>,
    outcome: &mut Outcome,
) {
    let values = months.iter().flat_map(|(month, reading)| {
        let values = reading.values.values().filter_map(|m| m.value());
        values.map(move |q| Term::new(format!("{month}月"), q))
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
    years(profile, knowledge, |section, year, months| {
        let mut outcome = Outcome::of(format!("{} {year}年", section.name));
        if section.water_type == Some(Water::River) {
            outcome.note("水体类型是河流，营养状态只评湖库");
            return outcome;
        }
        let mut judged = 0usize;
        for (month, reading) in months {
            let period = format!("{year}-{month:02}");
            let Some(result) = tli::section(section, &period, &[reading], knowledge)
            else {
                outcome.note(format!("{month}月缺总磷、总氮，不评营养状态"));
                continue;
            };
            judged += 1;
            state(&format!("{month}月"), &result, knowledge, &mut outcome);
        }
        let all: Vec<&Reading> = months.values().collect();
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
    for item in &result.items {
        let name = knowledge.pollutant_name(&item.pollutant);
        outcome.figure(format!("{when} {name}"), &item.value);
        let said = format!("TLI {:.2}，权重 {:.4}", item.index, item.weight);
        outcome.words(format!("{when} {name}分项"), said);
    }
    outcome.figure(format!("{when} TLI"), &result.index);
    if let Some(grade) = &result.grade {
        outcome.words(format!("{when}营养状态"), grade.as_str());
    }
    if !result.missing.is_empty() {
        let names: Vec<&str> =
            result.missing.iter().map(|id| knowledge.pollutant_name(id)).collect();
        let names = names.join("、");
        outcome.note(format!(
            "{when}缺{names}（没有，或为零而没有对数），其余各项的权重重新归一"
        ));
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

/// One outcome a section and year with readings by month; of a month the monthly mean stands
/// before the samples, and yearly means, which have no month, are said.
fn years(
    profile: &Profile,
    knowledge: &Knowledge,
    run: impl Fn(&Section, &str, &BTreeMap<u8, Reading>) -> Outcome,
) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for (id, readings) in periods::by_section(profile) {
        let Some(section) = profile.section(id) else { continue };
        let mut years: BTreeMap<&str, BTreeMap<u8, Vec<&Reading>>> = BTreeMap::new();
        let mut whole = BTreeSet::new();
        for reading in readings {
            match reading.time.get(5..7).and_then(|m| m.parse::<u8>().ok()) {
                Some(month) => {
                    let months = years.entry(periods::year(reading)).or_default();
                    months.entry(month).or_default().push(reading);
                }
                None => {
                    whole.insert(periods::year(reading));
                }
            }
        }
        let bare = whole.iter().filter(|year| !years.contains_key(*year));
        outcomes.extend(bare.map(|year| {
            let mut outcome = Outcome::of(format!("{} {year}年", section.name));
            outcome.note("时间没有写到月，不能逐月评价");
            outcome
        }));
        for (year, months) in years {
            let (mut notes, mut means) = (Vec::new(), BTreeMap::new());
            for (month, own) in months {
                let period = format!("{year}-{month:02}");
                let Some(averaged) = periods::averaged(&period, &own) else { continue };
                for (pollutant, aside) in averaged.aside {
                    let item = knowledge.pollutant_name(&pollutant);
                    notes.push(format!("{month}月{item}{aside}"));
                }
                means.insert(month, averaged.reading);
            }
            if whole.contains(year) {
                notes.push("另有年均值，逐月评价没有用它".to_owned());
            }
            let mut outcome = run(section, year, &means);
            outcome.notes.extend(notes);
            outcomes.push(outcome);
        }
    }
    outcomes
}
