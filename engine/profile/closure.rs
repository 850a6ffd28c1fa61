//! Closure checks: whether the parts that sources give add up to their totals.

use super::Profile;
use super::written::{Relation, WrittenCheck};
use crate::diagnostic::{Code, did_you_mean};
use crate::knowledge::written::Bench;
use crate::quantity::Quantity;
use crate::reading::At;

/// Runs every check of the case; one that does not close is an error in its file.
pub(super) fn check(checks: &[WrittenCheck], profile: &Profile, bench: &mut Bench<'_>) {
    for check in checks {
        let parts: Vec<_> =
            check.parts.iter().filter_map(|part| find(part, profile, bench)).collect();
        let Some(total) = find(&check.equals, profile, bench) else { continue };
        if parts.len() < check.parts.len() {
            continue;
        }
        let Some(found) = evaluate(check.relation, &parts, &total) else {
            let message = format!("校核“{}”的各项量纲不一致", check.item);
            bench.fault(&check.id, Code::WrongDimension, message, None);
            continue;
        };
        let stated = total.amount().typical;
        // One part in 10⁹ of slack: 0.1 + 0.2 must equal 0.3.
        let slack = check.tolerance + 1e-9 * stated.abs();
        if (found - stated).abs() > slack {
            let message = format!(
                "校核“{}”不成立：由分项得 {}，来源给的是 {}，允许差 {}",
                check.item,
                crate::quantity::significant(found),
                total.text(),
                check.tolerance
            );
            let help = "核对分项与合计；来源本身不闭合时，在备注中说明并放宽 tolerance";
            bench.fault(&check.id, Code::CheckFails, message, Some(help.to_owned()));
        }
    }
}

/// The figure of a fact, or `表.列` of a published statistic.
fn find(id: &At<String>, profile: &Profile, bench: &mut Bench<'_>) -> Option<Quantity> {
    if let Some(fact) = profile.fact(id) {
        return fact.quantity().cloned();
    }
    if let Some(quantity) = statistic(id, profile) {
        return Some(quantity);
    }
    let known = profile.facts.iter().map(|f| f.id.as_str());
    let help = did_you_mean(id, known)
        .unwrap_or_else(|| "用 facts 的 id，或 class_counts 的“编号.列名”".to_owned());
    bench.fault(id, Code::UnknownReference, format!("校核项 {id} 不存在"), Some(help));
    None
}

fn statistic(id: &str, profile: &Profile) -> Option<Quantity> {
    let (row, column) = id.rsplit_once('.')?;
    let count = profile.class_counts.iter().find(|c| c.id == row)?;
    let quantity = match column {
        "河流数" => &count.rivers,
        "断面数" => &count.sections,
        "优良断面数" => &count.good,
        "达标断面数" => &count.attained,
        "劣Ⅴ断面数" => &count.worse_than_v,
        _ => return None,
    };
    quantity.clone()
}

/// The result in the unit of `total`.
fn evaluate(relation: Relation, parts: &[Quantity], total: &Quantity) -> Option<f64> {
    let unit = total.unit();
    let amount = |q: &Quantity| q.amount_in(unit).ok().map(|a| a.typical);
    match relation {
        Relation::Sum => parts.iter().map(amount).sum(),
        Relation::Difference => {
            let (first, rest) = parts.split_first()?;
            let rest: f64 = rest.iter().map(amount).sum::<Option<f64>>()?;
            Some(amount(first)? - rest)
        }
        Relation::Ratio => {
            let [first, second] = parts else { return None };
            let scale = first.unit().factor() / second.unit().factor() / unit.factor();
            let ratio = first.amount().typical / second.amount().typical * scale;
            ratio.is_finite().then_some(ratio)
        }
    }
}
