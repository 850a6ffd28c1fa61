//! 清单动态更新: what changed between two inventories of one place, and why.
//!
//! Of a source and pollutant that both have, L = A·f with A the activity and f the load per
//! activity: (A₂ − A₁)·f₁ is due to the activity, A₂·(f₂ − f₁) to the factor: to another
//! coefficient where the records differ, else to a changed value or treatment. Where the
//! declared load counts, the change is the declaration's. Sources that only one of the two
//! has come and go whole. The causes of a sum add up to its change.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Inventory;
use super::line::InventoryLine;
use crate::knowledge::Knowledge;
use crate::quantity::{Amount, Quantity, Term, Unit};

/// 变化原因.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, strum::Display,
)]
pub enum Cause {
    /// 新增的源.
    #[serde(rename = "新增")]
    #[strum(serialize = "新增的源")]
    Added,
    /// 退出的源.
    #[serde(rename = "退出")]
    #[strum(serialize = "退出的源")]
    Removed,
    /// 活动水平.
    #[serde(rename = "活动水平")]
    #[strum(serialize = "活动水平变化")]
    Activity,
    /// 系数换了记录: another edition, process or treatment.
    #[serde(rename = "系数换版")]
    #[strum(serialize = "换用别的系数")]
    Edition,
    /// The same records with another value.
    #[serde(rename = "系数数值")]
    #[strum(serialize = "系数或去除率的数值变化")]
    Coefficient,
    /// 申报量.
    #[serde(rename = "申报")]
    #[strum(serialize = "申报量变化")]
    Declared,
    /// One of the two could not be computed, or changed how it is.
    #[serde(rename = "算法")]
    #[strum(serialize = "取数方式变化")]
    Basis,
}

/// 某控制单元某污染物排放量的变化.
#[derive(Debug, Clone, Serialize)]
pub struct Change {
    /// Id of the control unit.
    pub unit: String,
    /// Id of the pollutant.
    pub pollutant: String,
    /// 前一清单的排放量, t/a.
    pub before: Option<Quantity>,
    /// 后一清单的排放量, t/a.
    pub after: Option<Quantity>,
    /// Change by cause, t/a.
    pub causes: Vec<(Cause, Quantity)>,
}

/// What changed from `before` to `after`, by control unit and pollutant; real lines only.
#[must_use]
pub fn compare(
    before: &Inventory,
    after: &Inventory,
    knowledge: &Knowledge,
) -> Vec<Change> {
    let tons = knowledge.unit("t/a");
    let mut groups: BTreeMap<(String, String), Group<'_>> = BTreeMap::new();
    for (lines, is_after) in [(&before.lines, false), (&after.lines, true)] {
        for line in lines.iter().filter(|l| !l.demonstration && l.counted().is_some()) {
            let key = (line.unit.clone(), line.pollutant.clone());
            let group = groups.entry(key).or_default();
            let pair = group.entry(line.source.as_str()).or_default();
            *(if is_after { &mut pair.1 } else { &mut pair.0 }) = Some(line);
        }
    }
    let change = |((unit, pollutant), group): ((String, String), Group<'_>)| {
        let side = |pick: fn(&Pair<'_>) -> Option<Quantity>| {
            let terms = group
                .iter()
                .filter_map(|(name, pair)| Some(Term::new(*name, &pick(pair)?)));
            Quantity::sum(terms.collect(), &tons, "各源求和").ok().flatten()
        };
        let before = side(|pair| pair.0.and_then(InventoryLine::load).cloned());
        let after = side(|pair| pair.1.and_then(InventoryLine::load).cloned());
        Change { before, after, causes: causes(&group, &tons), unit, pollutant }
    };
    groups.into_iter().map(change).collect()
}

/// The line of one source before and after.
type Pair<'a> = (Option<&'a InventoryLine>, Option<&'a InventoryLine>);

/// By source.
type Group<'a> = BTreeMap<&'a str, Pair<'a>>;

fn causes(group: &Group<'_>, tons: &Unit) -> Vec<(Cause, Quantity)> {
    let mut parts: BTreeMap<Cause, Vec<Term>> = BTreeMap::new();
    for pair in group.values() {
        for (cause, name, part) in of_source(*pair, tons) {
            parts.entry(cause).or_default().push(Term::new(name, &part));
        }
    }
    let sum = |(cause, terms): (Cause, Vec<Term>)| {
        let sum = Quantity::sum(terms, tons, &format!("各源{cause}求和")).ok()??;
        Some((cause, sum))
    };
    parts.into_iter().filter_map(sum).collect()
}

/// The parts of one source's change, with its name.
fn of_source<'a>(pair: Pair<'a>, tons: &Unit) -> Vec<(Cause, &'a str, Quantity)> {
    let (old, new) = match pair {
        (None, None) => return Vec::new(),
        (None, Some(new)) => {
            let load = new.load().cloned();
            return load
                .map(|l| (Cause::Added, new.name.as_str(), l))
                .into_iter()
                .collect();
        }
        (Some(old), None) => {
            let gone = old.load().and_then(|l| {
                point(-l.amount().typical, tons, l, l, "0－退出前的排放量")
            });
            return gone
                .map(|l| (Cause::Removed, old.name.as_str(), l))
                .into_iter()
                .collect();
        }
        (Some(old), Some(new)) => (old, new),
    };
    let (Some(first), Some(second)) = (old.load(), new.load()) else { return Vec::new() };
    let all = |cause| {
        let part = second.minus(first, "后－前", ["后", "前"]).ok();
        part.map(|p| (cause, new.name.as_str(), p)).into_iter().collect()
    };
    match (old.is_declared(), new.is_declared()) {
        (true, true) => return all(Cause::Declared),
        (false, false) => {}
        _ => return all(Cause::Basis),
    }
    let (Some(a1), Some(a2)) = (&old.activity, &new.activity) else {
        return all(Cause::Basis);
    };
    let Ok(a2_in) = a2.amount_in(a1.unit()) else { return all(Cause::Basis) };
    let (a1_value, a2_value) = (a1.amount().typical, a2_in.typical);
    if a1_value <= 0.0 {
        return all(Cause::Basis);
    }
    let (l1, l2) = (first.amount().typical, second.amount().typical);
    let by_activity = (a2_value - a1_value) * l1 / a1_value;
    let factor = if old.coefficients == new.coefficients {
        Cause::Coefficient
    } else {
        Cause::Edition
    };
    let parts = [(Cause::Activity, by_activity), (factor, l2 - l1 - by_activity)];
    let said = |(cause, value): (Cause, f64)| {
        // Binary noise of equal figures is no change.
        if value.abs() <= 1e-9 * l1.abs().max(l2.abs()) {
            return None;
        }
        let method = match cause {
            Cause::Activity => "(A₂－A₁)·f₁，f＝排放量÷活动水平",
            _ => "A₂·(f₂－f₁)，f＝排放量÷活动水平",
        };
        Some((cause, new.name.as_str(), point(value, tons, first, second, method)?))
    };
    parts.into_iter().filter_map(said).collect()
}

fn point(
    value: f64,
    tons: &Unit,
    first: &Quantity,
    second: &Quantity,
    method: &str,
) -> Option<Quantity> {
    let terms = vec![Term::new("前", first), Term::new("后", second)];
    Quantity::derived(Amount::point(value), tons.clone(), method, terms).ok()
}
