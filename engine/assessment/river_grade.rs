//! 河流、流域（水系）水质评价 after 环办〔2011〕22号 二（一）2: by class proportions where sections are many,
//! by the mean concentrations of the sections where they are few.
//!
//! A year stands as one period as soon as one section has several readings in it; of few
//! sections each weighs the same. Lakes are judged apart, not among the rivers.

use std::collections::{BTreeMap, BTreeSet};

use super::outcome::Outcome;
use super::periods::{averaged, by_section, year};
use super::rows::{Lack, count, method, parameter};
use super::surface_water::{self, SectionResult};
use crate::knowledge::{Knowledge, Method, Water, WaterClass};
use crate::profile::{Profile, Reading, Section};
use crate::quantity::{Amount, Quantity, Unit};

use super::grading::grade;

/// The sections of a period, with the reading that stands for each.
type Sections<'a> = Vec<(&'a Section, Reading)>;

/// The grade of all river sections together, by period.
#[must_use]
pub fn river_grade(profile: &Profile, knowledge: &Knowledge) -> Vec<Outcome> {
    let (rivers, lakes): (Vec<_>, Vec<_>) = by_section(profile)
        .into_iter()
        .filter_map(|(id, readings)| Some((profile.section(id)?, readings)))
        .partition(|(section, _)| section.water_type != Some(Water::Lake));
    let together = years_of_several(&rivers);
    let mut periods: BTreeMap<String, BTreeMap<&str, (&Section, Vec<&Reading>)>> =
        BTreeMap::new();
    for (section, readings) in &rivers {
        for reading in readings {
            let period = match year(reading) {
                year if together.contains(year) => year,
                _ => &reading.time,
            };
            let own = periods.entry(period.to_owned()).or_default();
            let (_, own) = own.entry(&section.id).or_insert((section, Vec::new()));
            own.push(reading);
        }
    }
    let outcome = |(period, own): (String, BTreeMap<&str, (&Section, Vec<&Reading>)>)| {
        let mut outcome = Outcome::of(period.as_str());
        let sections = means(&period, own, knowledge, &mut outcome);
        if let Err(Lack(why)) = of_period(&period, &sections, knowledge, &mut outcome) {
            outcome.note(format!("不能评价：{why}"));
        }
        if !lakes.is_empty() {
            let names: Vec<&str> = lakes.iter().map(|(s, _)| s.name.as_str()).collect();
            outcome.note(format!("湖库点位不参加河流评价：{}", names.join("、")));
        }
        outcome
    };
    periods.into_iter().map(outcome).collect()
}

/// Years of which some section has more than one reading.
fn years_of_several<'a>(sections: &[(&Section, Vec<&'a Reading>)]) -> BTreeSet<&'a str> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (section, readings) in sections {
        for reading in readings {
            *counts.entry((&section.id, year(reading))).or_default() += 1;
        }
    }
    counts.into_iter().filter(|(_, n)| *n > 1).map(|((_, year), _)| year).collect()
}

/// The mean of every section; what it leaves aside, and years that lack months, are said.
fn means<'a>(
    period: &str,
    own: BTreeMap<&str, (&'a Section, Vec<&Reading>)>,
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Sections<'a> {
    let mut sections = Vec::new();
    for (section, readings) in own.into_values() {
        let months = readings.iter().filter(|r| r.basis == "月均").count();
        let yearly = readings.iter().any(|r| r.basis == "年均");
        if section.water_type.is_none() {
            outcome.note(format!("{}没有写水体类型，按河流评价", section.name));
        }
        if period.len() == 4 && !yearly && months > 0 && months < 12 {
            outcome.note(format!("{}只有 {months} 个月的数据", section.name));
        }
        let Some(averaged) = averaged(period, &readings) else { continue };
        for (pollutant, aside) in averaged.aside {
            let item = knowledge.pollutant_name(&pollutant);
            outcome.note(format!("{}{item}{aside}", section.name));
        }
        // The terms of a mean over sections are told apart by the section.
        sections
            .push((section, Reading { time: section.name.clone(), ..averaged.reading }));
    }
    sections
}

fn of_period(
    period: &str,
    sections: &Sections<'_>,
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<(), Lack> {
    let method = method("surface-water", knowledge)?;
    let few = parameter(method, "few-sections")?;
    let mut results = Vec::new();
    for (section, mean) in sections {
        match surface_water::section(section, period, &[mean], knowledge) {
            Some(result) => results.push((*section, result)),
            None => outcome.note(format!("{}没有参评指标，不计入", section.name)),
        }
    }
    if results.is_empty() {
        return Err("没有能定类的断面".into());
    }
    for (section, result) in &results {
        say(section, result, knowledge, outcome);
    }
    outcome.words("断面数", results.len().to_string());
    outcome.figure("断面数的分界", few);
    if count(results.len()) < few.amount().typical {
        return by_means(period, sections, knowledge, outcome);
    }
    let share = |wanted: &dyn Fn(WaterClass) -> bool, name: &str| {
        let own = results.iter().filter(|(_, result)| wanted(result.class)).count();
        let amount = Amount::point(100.0 * count(own) / count(results.len()));
        let formula = format!("{name}断面数 {own}÷断面总数 {}", results.len());
        Quantity::derived(amount, Unit::percent(), formula, Vec::new())
    };
    let good = share(&|class| class <= WaterClass::III, "Ⅰ～Ⅲ类")?;
    let bad = share(&|class| class == WaterClass::WorseThanV, "劣Ⅴ类")?;
    outcome.figure("Ⅰ～Ⅲ类比例", &good);
    outcome.figure("劣Ⅴ类比例", &bad);
    let numbers =
        BTreeMap::from([("good", good.amount().typical), ("bad", bad.amount().typical)]);
    let table = method.gradings.get("basin").ok_or("知识库没有分级表")?;
    let words = grade(table, &numbers, &BTreeMap::new());
    outcome.words("水质状况", words.ok_or("分级表没有这一档")?);
    main_pollutants(&results, method, knowledge, outcome)
}

/// 主要污染指标: of the items worse than class Ⅲ those in the most sections.
fn main_pollutants(
    results: &[(&Section, SectionResult)],
    method: &Method,
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<(), Lack> {
    let mut over: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, result) in results {
        for item in result.items.iter().filter(|i| i.counts && i.class > WaterClass::III)
        {
            *over.entry(&item.pollutant).or_default() += 1;
        }
    }
    let mut ranked: Vec<(&str, usize)> = over.into_iter().collect();
    ranked.sort_by_key(|(_, sections)| std::cmp::Reverse(*sections));
    let most = parameter(method, "main-pollutants")?.amount().typical;
    let mut names = Vec::new();
    for (place, (pollutant, sections)) in ranked.into_iter().enumerate() {
        let name = knowledge.pollutant_name(pollutant);
        let amount = Amount::point(100.0 * count(sections) / count(results.len()));
        let formula = format!("劣于Ⅲ类的断面 {sections}÷断面总数 {}", results.len());
        let share = Quantity::derived(amount, Unit::percent(), formula, Vec::new())?;
        outcome.figure(format!("{name}断面超标率"), &share);
        if count(place) < most {
            names.push(name);
        }
    }
    if !names.is_empty() {
        outcome.words("主要污染指标", names.join("、"));
    }
    Ok(())
}

/// The class of a section, with the item that decides it against its limit.
fn say(
    section: &Section,
    result: &SectionResult,
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) {
    let name = &section.name;
    for item in result.items.iter().filter(|i| result.decided_by.contains(&i.pollutant)) {
        let pollutant = knowledge.pollutant_name(&item.pollutant);
        outcome.figure(format!("{name} {pollutant}"), &item.mean.value);
        if let Some(limit) = &item.limit {
            outcome.figure(format!("{name} {pollutant}所及一类的限值"), limit);
        }
    }
    outcome.words(format!("{name} 类别"), format!("{}类", result.class));
}

/// The class of the mean of the sections' means.
fn by_means(
    period: &str,
    sections: &Sections<'_>,
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<(), Lack> {
    let (first, _) = sections.first().ok_or("没有断面")?;
    let means: Vec<&Reading> = sections.iter().map(|(_, mean)| mean).collect();
    let result = surface_water::section(first, period, &means, knowledge);
    let result = result.ok_or("没有参评指标")?;
    for item in result.items.iter().filter(|item| item.counts) {
        let name = knowledge.pollutant_name(&item.pollutant);
        outcome.figure(format!("平均 {name}"), &item.mean.value);
        outcome.words(format!("平均 {name}类别"), format!("{}类", item.class));
    }
    outcome.words("按平均浓度的类别", format!("{}类", result.class));
    if let Some(status) = result.status {
        outcome.words("水质状况", status);
    }
    outcome.note("断面少，按各断面均值的平均评价");
    Ok(())
}
