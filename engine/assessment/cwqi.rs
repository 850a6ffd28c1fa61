//! 城市水质指数 CWQI after 环办监测〔2017〕51号: the mean of every item over all sections against its
//! limit of class Ⅲ, summed; rivers and lakes weighted by their sections.
//!
//! CWQI(i) = C/C_s; dissolved oxygen C_s/C; pH (7 − pH)/(7 − 6) up to 7, (pH − 7)/(9 − 7) above.

use std::collections::{BTreeMap, BTreeSet};

use super::grading::grade;
use super::mean::mean;
use super::outcome::Outcome;
use super::periods;
use super::rows::count;
use crate::knowledge::{Knowledge, LimitValue, Method, Water, WaterClass};
use crate::profile::{Profile, Reading};
use crate::quantity::{Amount, Quantity, Term, Unit};

const METHOD: &str = "cwqi";
const STANDARD: &str = "gb-3838-2002";

/// CWQI of the readings of one city: of all of them, or year by year with the change from
/// the year before.
#[must_use]
pub fn cwqi(profile: &Profile, knowledge: &Knowledge) -> Vec<Outcome> {
    let Some(method) = knowledge.methods.get(METHOD) else { return Vec::new() };
    let mut years: Vec<&str> =
        profile.readings.iter().filter_map(|r| r.time.get(..4)).collect();
    years.sort_unstable();
    years.dedup();
    if years.len() < 2 {
        return vec![of_period("", profile, knowledge, method)];
    }
    let mut outcomes: Vec<Outcome> =
        years.iter().map(|year| of_period(year, profile, knowledge, method)).collect();
    for place in 1..outcomes.len() {
        let (before, after) = outcomes.split_at_mut(place);
        if let (Some(before), Some(after)) = (before.last(), after.first_mut()) {
            change(before, after, method);
        }
    }
    outcomes
}

/// ΔCWQI from the year before; sections or items that differ make it no change of water.
fn change(before: &Outcome, after: &mut Outcome, method: &Method) {
    let (Some(first), Some(second)) =
        (before.find("CWQI").cloned(), after.find("CWQI").cloned())
    else {
        return;
    };
    let labels = ["本期", "基准"];
    let change = second.minus(&first, "CWQI本期－CWQI基准", labels).and_then(|delta| {
        let method = "ΔCWQI＝(CWQI本期－CWQI基准)/CWQI基准";
        delta.over(&first, &Unit::percent(), method, ["差", "基准"])
    });
    let Ok(change) = change else { return };
    let items = |o: &Outcome| -> BTreeSet<String> {
        let single = |v: &&super::outcome::Value| v.label.contains(' ');
        o.values.iter().filter(single).map(|v| v.label.clone()).collect()
    };
    let sections = |o: &Outcome| {
        ["河流断面", "湖库断面"].map(|label| o.said(label).map(str::to_owned))
    };
    after.figure("ΔCWQI", &change);
    after.note(format!("ΔCWQI 以{}为基准", before.name));
    if items(before) == items(after) && sections(before) == sections(after) {
        let numbers = BTreeMap::from([("change", change.amount().typical)]);
        let table = method.gradings.get("change");
        let words = table.and_then(|t| grade(t, &numbers, &BTreeMap::new()));
        after.words("变化", words.unwrap_or_else(|| "没有变化".to_owned()));
        return;
    }
    after.words("变化", "不可比");
    if items(before) != items(after) {
        after.note("两年的项目不同，ΔCWQI 含项目增减的影响，不能作水质变化");
    }
    if sections(before) != sections(after) {
        after.note("两年的断面不同，ΔCWQI 含断面增减的影响，不能作水质变化");
    }
}

/// CWQI of the readings whose time begins with `period`.
fn of_period(
    period: &str,
    profile: &Profile,
    knowledge: &Knowledge,
    method: &Method,
) -> Outcome {
    let mut outcome = Outcome::of(match period {
        "" => "全部断面".to_owned(),
        year => format!("{year}年"),
    });
    let parts: Vec<(&str, Quantity, usize)> =
        [(Water::River, "河流"), (Water::Lake, "湖库")]
            .into_iter()
            .filter_map(|(water, label)| {
                let (index, sections) = of_water(
                    (water, label),
                    period,
                    profile,
                    knowledge,
                    method,
                    &mut outcome,
                )?;
                Some((label, index, sections))
            })
            .collect();
    let sections: usize = parts.iter().map(|(_, _, n)| n).sum();
    if sections > 0 {
        let sum: f64 = parts.iter().map(|(_, q, n)| q.amount().typical * count(*n)).sum();
        let terms = parts
            .iter()
            .map(|(label, q, n)| Term::new(format!("CWQI {label}（{n} 个断面）"), q));
        let formula = "CWQI＝(CWQI河流·M＋CWQI湖库·N)/(M＋N)";
        let city = index(sum / count(sections), formula, terms.collect());
        if let Some(city) = city {
            outcome.figure("CWQI", &city);
        }
    }
    outcome
}

/// The sum over items of one type of water, and how many sections it has.
fn of_water(
    (water, label): (Water, &str),
    period: &str,
    profile: &Profile,
    knowledge: &Knowledge,
    method: &Method,
    outcome: &mut Outcome,
) -> Option<(Quantity, usize)> {
    let own: Vec<&str> = profile
        .sections
        .iter()
        .filter(|s| s.water_type.unwrap_or(Water::River) == water)
        .map(|s| s.id.as_str())
        .collect();
    let means = means(&own, period, (profile, knowledge), outcome);
    let readings: Vec<&Reading> = means.iter().collect();
    let sections = readings.len();
    let names: Vec<&str> = readings.iter().map(|r| r.time.as_str()).collect();
    let mut pollutants: Vec<&String> =
        readings.iter().flat_map(|r| r.values.keys()).collect();
    pollutants.sort();
    pollutants.dedup();
    let mut terms = Vec::new();
    for pollutant in pollutants {
        let name = knowledge.pollutant_name(pollutant);
        if !counts(pollutant, water, knowledge, method) {
            continue;
        }
        let Some(single) = single(pollutant, water, &readings, knowledge, method) else {
            outcome.note(format!("{label}{name}全部未检出，或溶解氧为零，没有计入"));
            continue;
        };
        outcome.figure(format!("{label} {name}"), &single);
        terms.push(Term::new(name, &single));
    }
    if terms.is_empty() {
        return None;
    }
    let wanted = method.value("items").unwrap_or_default();
    if count(terms.len()) < wanted {
        outcome.note(format!(
            "{label}只有 {} 项，应有 {wanted} 项；指数偏小，不能与完整的指数排名",
            terms.len()
        ));
    }
    let sum = terms.iter().map(|t| t.quantity.amount().typical).sum();
    let sum = index(sum, "ΣCWQI(i)", terms)?;
    outcome.figure(format!("CWQI {label}"), &sum);
    outcome.words(format!("{label}断面"), names.join("、"));
    Some((sum, sections))
}

/// The mean of every section over the period, so that one with many readings does not outweigh
/// the others; sections of which only the class was published have none.
fn means(
    sections: &[&str],
    period: &str,
    (profile, knowledge): (&Profile, &Knowledge),
    outcome: &mut Outcome,
) -> Vec<Reading> {
    let by_section = periods::by_section(profile);
    let mut means = Vec::new();
    for id in sections {
        let own = by_section.get(id).map(Vec::as_slice).unwrap_or_default();
        let own: Vec<&Reading> =
            own.iter().copied().filter(|r| r.time.starts_with(period)).collect();
        let name = profile.section(id).map_or(*id, |section| section.name.as_str());
        let time = if period.is_empty() { "全部" } else { period };
        let Some(mut averaged) = periods::averaged(time, &own) else { continue };
        for (pollutant, aside) in averaged.aside {
            let item = knowledge.pollutant_name(&pollutant);
            outcome.note(format!("{name}{item}{aside}"));
        }
        if averaged.reading.values.is_empty() {
            outcome.note(format!("{name}没有监测值，不计入"));
            continue;
        }
        // The terms of a mean over sections are told apart by the section.
        name.clone_into(&mut averaged.reading.time);
        means.push(averaged.reading);
    }
    means
}

/// Whether the index counts the item: it has a limit of its own for the water.
fn counts(pollutant: &str, water: Water, knowledge: &Knowledge, method: &Method) -> bool {
    let excluded = method.lists.get("excluded");
    let excluded = excluded.is_some_and(|l| l.items.iter().any(|i| i == pollutant));
    let limits = || {
        knowledge
            .standards
            .get(STANDARD)
            .map(|s| s.limits("t1", pollutant, Some(water)).next())
    };
    !excluded && limits().flatten().is_some()
}

fn single(
    pollutant: &str,
    water: Water,
    readings: &[&Reading],
    knowledge: &Knowledge,
    method: &Method,
) -> Option<Quantity> {
    let standard = knowledge.standards.get(STANDARD)?;
    let limit = standard.limits("t1", pollutant, Some(water)).next()?;
    let unit = limit.values.values().find_map(LimitValue::quantity)?.unit();
    let mean = mean(readings, pollutant, unit)?.value;
    let value = mean.amount().typical;
    if pollutant == "ph" {
        let parameter = |id: &str| method.parameters.get(id)?.figure.quantity.as_ref();
        let neutral = parameter("ph-neutral")?;
        let bound = parameter(if value <= neutral.amount().typical {
            "ph-low"
        } else {
            "ph-high"
        })?;
        let (n, b) = (neutral.amount().typical, bound.amount().typical);
        let terms = vec![
            Term::new("pH", &mean),
            Term::new("分段点", neutral),
            Term::new("标准限", bound),
        ];
        return index((value - n) / (b - n), "CWQI(pH)＝(pH－7)/(限－7)", terms);
    }
    let bound = limit.values.get(WaterClass::III.id())?.quantity()?;
    let allowed = bound.amount().typical;
    let terms = vec![Term::new("浓度", &mean), Term::new("Ⅲ类限值", bound)];
    if pollutant == "do" {
        return (value > 0.0)
            .then(|| index(allowed / value, "CWQI(DO)＝C_s/C", terms))?;
    }
    (allowed > 0.0).then(|| index(value / allowed, "CWQI(i)＝C/C_s", terms))?
}

fn index(value: f64, formula: &str, terms: Vec<Term>) -> Option<Quantity> {
    Quantity::derived(Amount::point(value), Unit::one(), formula, terms).ok()
}
