//! What is to be reached, and where things stand.

use serde::Serialize;

use super::Inputs;
use crate::knowledge::{Sense, WaterClass};
use crate::profile::LoadItem;
use crate::quantity::Quantity;
use crate::rules::{Fact, SubjectKind};

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
    /// Which side it bounds.
    pub sense: Sense,
    /// By the end of which year.
    pub by: Option<u16>,
    /// The figure, unless the target is no number.
    pub figure: Option<Quantity>,
    /// The target in words, when it is no number.
    pub words: Option<String>,
    /// Where things stand.
    pub current: Option<Quantity>,
    /// Where things stand in words, or why that is not known.
    pub current_words: Option<String>,
    /// Whether it is met now; `None` when that cannot be told.
    pub met: Option<bool>,
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
            let by_figure = figure
                .as_ref()
                .zip(current.as_ref())
                .and_then(|(f, c)| met(own.sense, f, c));
            let met = by_figure.or_else(|| class_met(inputs, own));
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
                sense: own.sense,
                by: own.by,
                figure,
                words,
                current,
                current_words,
                met,
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
) -> Option<Quantity> {
    if let Some(fact) = &own.current {
        return inputs.profile.fact(fact)?.quantity().cloned();
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
            return loads.last()?.values.get(pollutant).cloned();
        }
        _ => return None,
    };
    let case = inputs.diagnosis.subjects.iter().find(|s| s.kind == SubjectKind::Case)?;
    match case.fact(case_fact)? {
        Fact::Known { quantity, .. } => quantity.as_deref().cloned(),
        Fact::Missing(_) => None,
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
        _ => Some("现状值不明".to_owned()),
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
