//! 综合营养状态指数 TLI(Σ) after 总站生字〔2001〕090号.
//!
//! TLI(j) = 10 (a + b ln C), W_j = r_ij² / Σ r_ij², TLI(Σ) = Σ W_j TLI(j). Chlorophyll a is
//! taken in mg/m³, transparency in m, the others in mg/L. Missing items: the weights of
//! those present are normalised anew, and the result says so.

use std::collections::BTreeMap;

use serde::Serialize;

use super::grading::grade;
use super::mean::mean;
use crate::knowledge::{Knowledge, Method};
use crate::profile::{Reading, Section};
use crate::quantity::{Amount, Quantity, Term, Unit};

/// Id of the method.
const METHOD: &str = "tli";

/// Parameter prefix, pollutant and unit of each item.
const ITEMS: [(&str, &str, &str); 5] = [
    ("chla", "chla", "mg/m³"),
    ("tp", "tp", "mg/L"),
    ("tn", "tn", "mg/L"),
    ("sd", "transparency", "m"),
    ("codmn", "codmn", "mg/L"),
];

/// One item's part.
#[derive(Debug, Clone, Serialize)]
pub struct TliItem {
    /// Id of the pollutant.
    pub pollutant: String,
    /// 均值.
    pub value: Quantity,
    /// TLI(j).
    pub index: f64,
    /// W_j over the items present.
    pub weight: f64,
}

/// TLI(Σ) of one section over one period.
#[derive(Debug, Clone, Serialize)]
pub struct TliResult {
    /// Id of the section.
    pub section: String,
    /// 期间.
    pub period: String,
    /// The items present.
    pub items: Vec<TliItem>,
    /// Ids of the items that are missing.
    pub missing: Vec<String>,
    /// TLI(Σ).
    pub index: Quantity,
    /// 营养状态.
    pub grade: Option<String>,
}

/// TLI(Σ) over `readings`; `None` without nutrient data.
pub(super) fn section(
    section: &Section,
    period: &str,
    readings: &[&Reading],
    knowledge: &Knowledge,
) -> Option<TliResult> {
    let method = knowledge.methods.get(METHOD)?;
    let (mut items, mut missing) = (Vec::new(), Vec::new());
    for (prefix, pollutant, unit) in ITEMS {
        let unit = knowledge.units.find(unit).ok()?;
        match mean(readings, pollutant, &unit)
            .and_then(|m| item(prefix, pollutant, m.value, method))
        {
            Some(item) => items.push(item),
            None => missing.push(pollutant.to_owned()),
        }
    }
    let nutrient = items.iter().any(|i| i.pollutant == "tp" || i.pollutant == "tn");
    if !nutrient {
        return None;
    }
    let index = combine(&mut items, knowledge)?;
    let numbers = BTreeMap::from([("tli", index.amount().typical)]);
    // One item alone is no composite index to grade.
    let table = method.gradings.get("trophic").filter(|_| items.len() > 1);
    let grade = table.and_then(|g| grade(g, &numbers, &BTreeMap::new()));
    Some(TliResult {
        section: section.id.clone(),
        period: period.to_owned(),
        items,
        missing,
        index,
        grade,
    })
}

/// TLI(j); `None` when the value is not positive, for its logarithm does not exist.
fn item(
    prefix: &str,
    pollutant: &str,
    value: Quantity,
    method: &Method,
) -> Option<TliItem> {
    let concentration = value.amount().typical;
    if concentration <= 0.0 {
        return None;
    }
    let a = method.value(&format!("{prefix}.a"))?;
    let b = method.value(&format!("{prefix}.b"))?;
    let r = method.value(&format!("{prefix}.r"))?;
    let index = 10.0 * (a + b * concentration.ln());
    Some(TliItem { pollutant: pollutant.to_owned(), value, index, weight: r * r })
}

/// Normalises the weights and sums.
fn combine(items: &mut [TliItem], knowledge: &Knowledge) -> Option<Quantity> {
    let total: f64 = items.iter().map(|i| i.weight).sum();
    if total <= 0.0 {
        return None;
    }
    let mut sum = 0.0;
    for item in items.iter_mut() {
        item.weight /= total;
        sum += item.weight * item.index;
    }
    let term = |i: &TliItem| Term::new(knowledge.pollutant_name(&i.pollutant), &i.value);
    let terms = items.iter().map(term).collect();
    let index =
        Quantity::derived(Amount::point(sum), Unit::one(), "TLI(Σ)＝ΣWj·TLI(j)", terms);
    // 50.02 is no longer 中营养: two decimals show it.
    Some(index.ok()?.with_decimals(Some(2)))
}
