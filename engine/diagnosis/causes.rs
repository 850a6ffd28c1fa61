//! Which kinds of source a load comes from, and with what shares.

use serde::Serialize;

use crate::inventory::Inventory;
use crate::knowledge::Knowledge;
use crate::profile::SourceKind;
use crate::quantity::{Amount, Quantity, Term, Unit};

/// 成因: the share of one kind of source in a load.
#[derive(Debug, Clone, Serialize)]
pub struct Cause {
    /// 污染源类别.
    pub kind: SourceKind,
    /// 排放量, t/a.
    pub load: Quantity,
    /// Share of the control unit's load, %.
    pub share: Quantity,
    /// Whether 示例数据 went into it.
    pub demonstration: bool,
}

/// As [`shares`], for a finding on real rows (or on 示例数据): one kind of source alone
/// says nothing of causes, so that there must be two.
pub(super) fn of_finding(
    unit: &str,
    pollutant: &str,
    demonstration: bool,
    inventory: &Inventory,
    knowledge: &Knowledge,
) -> Vec<Cause> {
    let mut causes = shares(unit, pollutant, inventory, knowledge);
    causes.retain(|cause| cause.demonstration == demonstration);
    if causes.len() < 2 { Vec::new() } else { causes }
}

/// Shares of the kinds of source in the load of `pollutant` in `unit`, largest first.
///
/// Shares range: with each kind at its low end and the others at their high end, and the
/// reverse. Real rows and 示例数据 are not mixed: real rows count where there are any,
/// else the demonstration rows, marked as such.
pub(super) fn shares(
    unit: &str,
    pollutant: &str,
    inventory: &Inventory,
    knowledge: &Knowledge,
) -> Vec<Cause> {
    let all = || {
        inventory
            .totals
            .iter()
            .filter(|t| t.unit == unit && t.pollutant == pollutant)
            .filter_map(|t| Some((t, t.discharged.as_ref()?)))
    };
    let demonstration = all().all(|(t, _)| t.demonstration);
    let parts: Vec<_> = all().filter(|(t, _)| t.demonstration == demonstration).collect();
    let load = knowledge.unit("t/a");
    let terms: Vec<_> =
        parts.iter().map(|(t, q)| Term::new(t.kind.to_string(), q)).collect();
    let Ok(Some(total)) = Quantity::sum(terms, &load, "各类源求和") else {
        return Vec::new();
    };
    let mut causes: Vec<_> = parts
        .iter()
        .filter_map(|(t, quantity)| {
            let share = share(quantity, &total)?;
            Some(Cause { kind: t.kind, load: (*quantity).clone(), share, demonstration })
        })
        .collect();
    causes.sort_by(|a, b| {
        let typical = |c: &Cause| c.load.amount().typical;
        typical(b).total_cmp(&typical(a)).then_with(|| a.kind.cmp(&b.kind))
    });
    causes
}

/// The share of `part` in `total`, which contains it.
fn share(part: &Quantity, total: &Quantity) -> Option<Quantity> {
    let (p, t) = (part.amount(), total.amount());
    if t.typical <= 0.0 {
        return None;
    }
    let ratio = |own: f64, others: f64| {
        let sum = own + others.max(0.0);
        if sum > 0.0 { own / sum } else { 0.0 }
    };
    let low = ratio(p.low, t.high - p.high);
    let high = ratio(p.high, t.low - p.low);
    let typical = p.typical / t.typical;
    let amount = Amount::new(low.min(typical), typical, high.max(typical)).scale(100.0);
    let terms = vec![Term::new("该类源", part), Term::new("各类源合计", total)];
    let method = "占比＝该类源÷合计";
    Quantity::derived(amount, Unit::percent(), method, terms).ok()
}

/// The load that `causes` share.
pub(super) fn total(causes: &[Cause], knowledge: &Knowledge) -> Option<Quantity> {
    let terms = causes.iter().map(|c| Term::new(c.kind.to_string(), &c.load)).collect();
    Quantity::sum(terms, &knowledge.unit("t/a"), "各类源求和").ok().flatten()
}
