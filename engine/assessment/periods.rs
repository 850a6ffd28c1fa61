//! Readings by section and period, where rows of different 口径 stand side by side: a yearly mean,
//! monthly means and single samples of one year are not averaged with one another.
//!
//! Knows no method.

use std::collections::BTreeMap;

use super::mean::mean;
use crate::profile::{Measurement, Profile, Reading};

/// 口径, from the one that stands for a year the best.
const BASES: [&str; 3] = ["年均", "月均", "单次"];

/// Readings by id of their section.
pub(super) fn by_section(profile: &Profile) -> BTreeMap<&str, Vec<&Reading>> {
    let mut sections: BTreeMap<&str, Vec<&Reading>> = BTreeMap::new();
    for reading in &profile.readings {
        sections.entry(&reading.section).or_default().push(reading);
    }
    sections
}

/// Readings by period: the months of a year together, unless a yearly mean is there; else
/// each for itself.
pub(super) fn by_period<'a>(
    readings: &[&'a Reading],
) -> BTreeMap<String, Vec<&'a Reading>> {
    let mut periods: BTreeMap<String, Vec<&Reading>> = BTreeMap::new();
    let monthly = readings.iter().filter(|r| r.basis == "月均").count();
    let yearly: Vec<&str> =
        readings.iter().filter(|r| r.basis == "年均").map(|r| year(r)).collect();
    for reading in readings {
        let key = match reading.basis.as_str() {
            "月均" if monthly > 1 && !yearly.contains(&year(reading)) => year(reading),
            _ => &reading.time,
        };
        periods.entry(key.to_owned()).or_default().push(reading);
    }
    periods
}

/// The year of a reading.
pub(super) fn year(reading: &Reading) -> &str {
    reading.time.get(..4).unwrap_or(&reading.time)
}

/// The readings among those of one year (or month) that stand for it: the yearly mean, else
/// the monthly means, else the samples; and what was left aside.
pub(super) fn standing<'a>(
    readings: &[&'a Reading],
) -> (Vec<&'a Reading>, Option<String>) {
    let of = |basis: &str| -> Vec<&'a Reading> {
        readings.iter().copied().filter(|r| r.basis == basis).collect()
    };
    let Some(place) = BASES.iter().position(|basis| !of(basis).is_empty()) else {
        return (readings.to_vec(), None);
    };
    let aside: Vec<String> = BASES[place + 1..]
        .iter()
        .map(|basis| (*basis, of(basis).len()))
        .filter(|(_, n)| *n > 0)
        .map(|(basis, n)| format!("{basis} {n} 行"))
        .collect();
    let used = of(BASES[place]);
    let told = format!("以{}为准，{}没有用", BASES[place], aside.join("、"));
    (used, (!aside.is_empty()).then_some(told))
}

/// One reading of `period` that holds the mean of every item over the readings that stand for
/// it, and what was left aside, by item; `None` without any.
pub(super) fn averaged(period: &str, readings: &[&Reading]) -> Option<Averaged> {
    let first = readings.first()?;
    let (mut values, mut aside) = (BTreeMap::new(), Vec::new());
    for pollutant in readings.iter().flat_map(|r| r.values.keys()) {
        if values.contains_key(pollutant) {
            continue;
        }
        let own: Vec<&Reading> = readings
            .iter()
            .copied()
            .filter(|r| r.values.contains_key(pollutant))
            .collect();
        let (own, left) = standing(&own);
        aside.extend(left.map(|left| (pollutant.clone(), left)));
        let unit = own
            .iter()
            .find_map(|r| Some(r.values.get(pollutant)?.quantity()?.unit().clone()));
        let mean = unit.and_then(|unit| mean(&own, pollutant, &unit));
        let value =
            mean.map_or(Measurement::NotDetected, |m| Measurement::Value(m.value));
        values.insert(pollutant.clone(), value);
    }
    let time = period.to_owned();
    let reading = Reading { time, values, published_class: None, ..(*first).clone() };
    Some(Averaged { reading, aside })
}

/// A mean reading, and by id of the item which rows it does not hold.
pub(super) struct Averaged {
    pub reading: Reading,
    pub aside: Vec<(String, String)>,
}
