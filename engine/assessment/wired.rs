//! Single methods on the tables and the monitoring of a case: a result for each that has its
//! data, and a named lack for each that has not.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::alone::{ALONE, Alone, Input};
use super::outcome::Outcome;
use crate::knowledge::Knowledge;
use crate::profile::{Profile, SheetRow};

/// Months of one year from which a method by month is run.
const MONTHS: &str = "months-frozen";

/// Methods on monthly readings that run by themselves; the others answer the same question
/// as a result that the assessment has anyway.
const BY_MONTH: [&str; 3] = ["attainment", "trophic-by-month", "cwqi"];

/// The test of trends beside Spearman's, which the assessment has anyway, and its parameter
/// for the least number of years.
const BY_YEAR: &str = "mann-kendall";
const YEARS: &str = "min-periods";

/// Needed columns so few that they say nothing of the method.
const FEW: usize = 3;

/// The results of one method.
#[derive(Debug, Clone, Serialize)]
pub struct MethodResult {
    /// Id of the method.
    pub method: String,
    /// By subject; real rows and 示例数据 apart.
    pub outcomes: Vec<Outcome>,
    /// Whether they rest on 示例数据.
    pub demonstration: bool,
    /// Whether they go month by month: too long for a document, which shows the years.
    pub by_month: bool,
}

/// A method that the case brings no data for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unassessed {
    /// Id of the method.
    pub method: String,
    /// The columns of the table that it would need, all of them where few are needed; empty
    /// for monitoring.
    pub columns: Vec<&'static str>,
}

/// All methods on the data of `profile`.
pub(super) fn run(
    profile: &Profile,
    knowledge: &Knowledge,
) -> (Vec<MethodResult>, Vec<Unassessed>) {
    let (mut results, mut missing) = (Vec::new(), Vec::new());
    for method in ALONE {
        let found = of(method, profile, knowledge);
        if found.is_empty() {
            missing.extend(lacking(method));
        }
        results.extend(found);
    }
    (results, missing)
}

fn of(method: &Alone, profile: &Profile, knowledge: &Knowledge) -> Vec<MethodResult> {
    let result = |outcomes: Vec<Outcome>, demonstration: bool| {
        let method = method.id.to_owned();
        let by_month = BY_MONTH.contains(&method.as_str());
        (!outcomes.is_empty()).then_some(MethodResult {
            method,
            outcomes,
            demonstration,
            by_month,
        })
    };
    match &method.input {
        Input::Sheet(_, run) => {
            let Some(rows) = profile.sheets.get(method.id) else { return Vec::new() };
            let of = |demonstration: bool| {
                let own = rows.iter().filter(|r| r.demonstration == demonstration);
                let own: Vec<SheetRow> = own.cloned().collect();
                result(run(&own, knowledge), demonstration)
            };
            [false, true].into_iter().filter_map(of).collect()
        }
        Input::Monitoring(_, run)
            if by_month(method, profile, knowledge)
                || by_year(method, profile, knowledge) =>
        {
            let mut outcomes = run(profile, knowledge);
            outcomes.retain(|o| !o.values.is_empty());
            result(outcomes, false).into_iter().collect()
        }
        Input::Monitoring(..) => Vec::new(),
    }
}

/// Whether some section has months enough in one year.
fn by_month(method: &Alone, profile: &Profile, knowledge: &Knowledge) -> bool {
    let least = knowledge.methods.get("surface-water").and_then(|m| m.value(MONTHS));
    let Some(least) = least.filter(|_| BY_MONTH.contains(&method.id)) else {
        return false;
    };
    let mut counts: HashMap<(&str, &str), HashSet<&str>> = HashMap::new();
    for reading in profile.readings.iter().filter(|r| r.time.len() >= 7) {
        let year = reading.time.get(..4).unwrap_or_default();
        let months = counts.entry((reading.section.as_str(), year)).or_default();
        months.extend(reading.time.get(5..7));
    }
    counts.values().any(|months| super::rows::count(months.len()) >= least)
}

/// Whether some section has years enough for the test of trends.
fn by_year(method: &Alone, profile: &Profile, knowledge: &Knowledge) -> bool {
    let least = knowledge.methods.get(method.id).and_then(|m| m.value(YEARS));
    let Some(least) = least.filter(|_| method.id == BY_YEAR) else { return false };
    let mut years: HashMap<&str, HashSet<&str>> = HashMap::new();
    for reading in &profile.readings {
        years.entry(&reading.section).or_default().extend(reading.time.get(..4));
    }
    years.values().any(|own| super::rows::count(own.len()) >= least)
}

fn lacking(method: &Alone) -> Option<Unassessed> {
    let columns = match method.input {
        Input::Sheet(columns, _) => {
            let needed = columns.iter().filter(|c| c.needed).count();
            // Where little is needed, what may be given is what makes the result.
            let all = needed < FEW;
            columns.iter().filter(|c| all || c.needed).map(|c| c.name).collect()
        }
        Input::Monitoring(..)
            if BY_MONTH.contains(&method.id) || method.id == BY_YEAR =>
        {
            Vec::new()
        }
        Input::Monitoring(..) => return None,
    };
    Some(Unassessed { method: method.id.to_owned(), columns })
}
