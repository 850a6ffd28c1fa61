//! What is to be reached, and where things stand.

use serde::Serialize;

use super::Inputs;
use crate::knowledge::{Sense, WaterClass};
use crate::profile::LoadItem;
use crate::quantity::Quantity;
use crate::rules::{Fact, SubjectKind};

/// What is said where nothing is known of now.
pub const UNKNOWN_STATE: &str = "现状不明";

/// 目标.
#[derive(Debug, Clone, Serialize)]
pub struct PlanTarget {
    /// `M01` …
    pub id: String,
    /// What is to be reached.
    pub item: String,
    /// Id of the indicator.
    pub indicator: String,
    /// Id of the control unit; `None` for the whole case.
    pub unit: Option<String>,
    /// Id of the pollutant, where it is a target of load or concentration.
    pub pollutant: Option<String>,
    /// Which side it bounds.
    pub sense: Sense,
    /// By the end of which year.
    pub by: Option<u16>,
    /// What must be known before a year can be set.
    pub once: Option<String>,
    /// The figure, unless the target is no number.
    pub figure: Option<Quantity>,
    /// The target in words, when it is no number.
    pub words: Option<String>,
    /// Where things stand.
    pub current: Option<Quantity>,
    /// Where things stand in words, or why that is not known.
    pub current_words: Option<String>,
    /// 期间 of where things stand.
    pub period: Option<String>,
    /// Whether it is met now; `None` when that cannot be told.
    pub met: Option<bool>,
    /// Whether the last known value met it, however old: then it is to be kept, not reached.
    pub held: bool,
    /// Whether what is known of now is too old to judge by.
    pub stale: bool,
    /// Ids of what it rests on.
    pub basis: Vec<String>,
    /// Anything else to know.
    pub note: Option<String>,
}

pub(super) fn targets(inputs: Inputs<'_>) -> Vec<PlanTarget> {
    inputs
        .profile
        .targets
        .iter()
        .enumerate()
        .map(|(number, own)| {
            let figure = own.figure.as_ref().and_then(|f| f.quantity.clone());
            let current = current(inputs, &own.indicator, own.unit.as_deref(), own);
            let (current, mut period) =
                current.map_or((None, None), |(q, p)| (Some(q), p));
            let by_figure = figure
                .as_ref()
                .zip(current.as_ref())
                .and_then(|(f, c)| met(own.sense, f, c));
            let met = by_figure.or_else(|| class_met(inputs, own));
            if current.is_none() {
                period = period_of_class(inputs, own.unit.as_deref());
            }
            let stale = is_stale(inputs, period.as_deref());
            let held = met == Some(true);
            let met = met.filter(|_| !stale);
            let class = own.class.map(|class| format!("{class}类"));
            let words =
                class.or_else(|| own.figure.as_ref().and_then(|f| f.missing.clone()));
            let current_words =
                current_words(inputs, own.unit.as_deref(), current.is_some());
            PlanTarget {
                id: format!("M{:02}", number + 1),
                item: own.item.clone(),
                indicator: own.indicator.clone(),
                unit: own.unit.clone(),
                pollutant: own.pollutant.clone(),
                sense: own.sense,
                by: own.by,
                once: own.once.clone(),
                figure,
                words,
                current,
                current_words,
                period,
                met,
                held,
                stale,
                basis: own.basis.clone(),
                note: own.note.clone(),
            }
        })
        .collect()
}

/// The latest value of what the target measures.
fn current(
    inputs: Inputs<'_>,
    indicator: &str,
    unit: Option<&str>,
    own: &crate::profile::OwnTarget,
) -> Option<(Quantity, Option<String>)> {
    if let Some(fact) = &own.current {
        let fact = inputs.profile.fact(fact)?;
        return Some((fact.quantity()?.clone(), fact.period.clone()));
    }
    let case_fact = match indicator {
        "pg-utilisation" => "pg-rate",
        "good-share" => "good-share",
        "load" => {
            let pollutant = own.pollutant.as_deref()?;
            let mut loads: Vec<_> = inputs
                .profile
                .loads
                .iter()
                .filter(|l| {
                    l.item == LoadItem::Discharged && Some(l.unit.as_str()) == unit
                })
                .collect();
            loads.sort_by(|a, b| a.period.cmp(&b.period));
            let latest = loads.last()?;
            let quantity = latest.values.get(pollutant)?.clone();
            return Some((quantity, Some(latest.period.clone())));
        }
        _ => return None,
    };
    let case = inputs.diagnosis.subjects.iter().find(|s| s.kind == SubjectKind::Case)?;
    let Fact::Known { quantity, .. } = case.fact(case_fact)? else { return None };
    Some((quantity.as_deref()?.clone(), case_period(inputs, indicator)))
}

/// When the case's own statistic was taken.
fn case_period(inputs: Inputs<'_>, indicator: &str) -> Option<String> {
    let p = inputs.profile;
    if indicator == "pg-utilisation" {
        let years = p
            .wastes
            .iter()
            .filter(|w| !w.row.demonstration && w.waste == "phosphogypsum")
            .filter_map(|w| w.year.clone());
        return years.max();
    }
    let periods = p.class_counts.iter().filter(|c| c.good.is_some());
    let dated = periods.map(|c| &c.period).filter(|p| p.starts_with('2'));
    dated.max().cloned()
}

/// When the worst section of the control unit was last looked at.
fn period_of_class(inputs: Inputs<'_>, unit: Option<&str>) -> Option<String> {
    let sections = inputs.profile.sections.iter().filter(|s| s.unit.as_deref() == unit);
    let times = sections.flat_map(|s| {
        inputs.profile.readings.iter().filter(|r| r.section == s.id).map(|r| &r.time)
    });
    times.max().cloned()
}

/// Whether `period` ended longer ago than the ruleset lets a state be judged by.
fn is_stale(inputs: Inputs<'_>, period: Option<&str>) -> bool {
    let year = |text: &str| text.get(..4)?.parse::<f64>().ok();
    let limit = inputs.ruleset.parameters.get("stale-years").map(|p| p.value);
    let then = period.and_then(year);
    match (year(&inputs.profile.reference_date), then, limit) {
        (Some(now), Some(then), Some(limit)) => now - then > limit,
        _ => false,
    }
}

fn current_words(inputs: Inputs<'_>, unit: Option<&str>, known: bool) -> Option<String> {
    if known {
        return None;
    }
    let unit = inputs
        .diagnosis
        .subjects
        .iter()
        .find(|s| s.kind == SubjectKind::Unit && Some(s.id.as_str()) == unit);
    match unit.and_then(|u| u.fact("worst-class")) {
        Some(Fact::Known { text, .. }) => Some(format!("{text}类")),
        _ => Some(UNKNOWN_STATE.to_owned()),
    }
}

/// Whether the worst known class of the target's control unit is good enough.
fn class_met(inputs: Inputs<'_>, own: &crate::profile::OwnTarget) -> Option<bool> {
    let wanted = own.class?;
    let unit = inputs.diagnosis.subjects.iter().find(|s| {
        s.kind == SubjectKind::Unit && Some(s.id.as_str()) == own.unit.as_deref()
    })?;
    match unit.fact("worst-class")? {
        Fact::Known { text, .. } => Some(text.parse::<WaterClass>().ok()? <= wanted),
        Fact::Missing(_) => None,
    }
}

fn met(sense: Sense, target: &Quantity, current: &Quantity) -> Option<bool> {
    let (wanted, found) = (target.amount(), current.amount_in(target.unit()).ok()?);
    Some(match sense {
        Sense::Min => found.typical >= wanted.low,
        Sense::Max => found.typical <= wanted.high,
        Sense::Range | Sense::Equal => {
            (wanted.low..=wanted.high).contains(&found.typical)
        }
    })
}
