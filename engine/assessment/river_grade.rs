//! 河流、流域（水系）水质评价 after 环办〔2011〕22号 二（一）2: by class proportions where sections are many,
//! by the mean concentrations of the sections where they are few.

use std::collections::BTreeMap;

use super::grading::grade;
use super::outcome::Outcome;
use super::periods::{averaged, by_period, by_section};
use super::rows::{Lack, count, method, parameter};
use super::surface_water;
use crate::knowledge::{Knowledge, Water, WaterClass};
use crate::profile::{Profile, Reading, Section};
use crate::quantity::{Amount, Quantity, Unit};

/// The grade of all sections together, by period.
#[must_use]
pub fn river_grade(profile: &Profile, knowledge: &Knowledge) -> Vec<Outcome> {
    let mut periods: BTreeMap<String, Vec<(&Section, Vec<&Reading>)>> = BTreeMap::new();
    for (id, readings) in by_section(profile) {
        let Some(section) = profile.section(id) else { continue };
        for (period, own) in by_period(&readings) {
            periods.entry(period).or_default().push((section, own));
        }
    }
    let outcome = |(period, sections): (String, Vec<(&Section, Vec<&Reading>)>)| {
        let mut outcome = Outcome::of(period.as_str());
        if let Err(Lack(why)) = of_period(&period, &sections, knowledge, &mut outcome) {
            outcome.note(format!("不能评价：{why}"));
        }
        outcome
    };
    periods.into_iter().map(outcome).collect()
}

fn of_period(
    period: &str,
    sections: &[(&Section, Vec<&Reading>)],
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<(), Lack> {
    let method = method("surface-water", knowledge)?;
    let few = parameter(method, "few-sections")?.amount().typical;
    let classes: Vec<WaterClass> = sections
        .iter()
        .filter_map(|(section, readings)| {
            Some(surface_water::section(section, period, readings, knowledge)?.class)
        })
        .collect();
    if classes.is_empty() {
        return Err("没有能定类的断面".into());
    }
    outcome.words("断面数", classes.len().to_string());
    if count(classes.len()) < few {
        return by_means(period, sections, knowledge, outcome);
    }
    let share = |wanted: &dyn Fn(WaterClass) -> bool, name: &str| {
        let own = classes.iter().filter(|class| wanted(**class)).count();
        let amount = Amount::point(100.0 * count(own) / count(classes.len()));
        let formula = format!("{name}断面数 {own}÷断面总数 {}", classes.len());
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
    Ok(())
}

/// The class of the mean of the sections' means.
fn by_means(
    period: &str,
    sections: &[(&Section, Vec<&Reading>)],
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<(), Lack> {
    let (first, _) = sections.first().ok_or("没有断面")?;
    let water = |section: &Section| section.water_type.unwrap_or(Water::River);
    if sections.iter().any(|(section, _)| water(section) != water(first)) {
        return Err("断面少于五个，又有河流有湖库，两者限值不同，不能合并评价".into());
    }
    let means: Vec<Reading> =
        sections.iter().filter_map(|(_, own)| averaged(period, own)).collect();
    let means: Vec<&Reading> = means.iter().collect();
    let result = surface_water::section(first, period, &means, knowledge);
    let result = result.ok_or("没有参评指标")?;
    outcome.words("按平均浓度的类别", format!("{}类", result.class));
    if let Some(status) = result.status {
        outcome.words("水质状况", status);
    }
    outcome.note("断面少于五个，按各断面均值的平均评价");
    Ok(())
}
