//! 园区指标评价: what a park reports against the indicators of a scheme, and what it does not report.
//!
//! The thresholds are those of knowledge/parks; an indicator without a reported value is
//! a gap, named.

use super::outcome::Outcome;
use super::rows::{Lack, count, grouped, method, need, needed};
use crate::diagnostic::did_you_mean;
use crate::knowledge::{Indicator, Knowledge, Sense};
use crate::profile::{SheetColumn, SheetRow};
use crate::quantity::{Amount, Quantity, Term, Unit};

/// Columns: one row an indicator of a park.
pub const INDICATORS: [SheetColumn; 3] = [
    needed("园区", "", "园区名称"),
    needed("指标", "", "指标编号或名称，见 yice knowledge list"),
    needed("数值", "*", "园区的数值，单位同指标"),
];

/// The indicators of every park.
#[must_use]
pub fn parks(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    grouped(rows, "园区", |own, outcome| of_park(own, knowledge, outcome))
}

fn of_park(
    rows: &[&SheetRow],
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<(), Lack> {
    method("park-indicators", knowledge)?;
    let (mut reported, mut met, mut terms) = (Vec::new(), 0usize, Vec::new());
    for row in rows {
        let word = row.word("指标").unwrap_or_default();
        let judged = find(word, knowledge).and_then(|i| {
            Ok((i, need(row, "数值")?, judge(i, need(row, "数值")?, outcome)?))
        });
        match judged {
            Ok((indicator, value, kept)) => {
                reported.push(indicator);
                met += usize::from(kept);
                terms.push(Term::new(indicator.name.as_str(), value));
            }
            Err(Lack(why)) => outcome.note(format!("{word}不能评价：{why}")),
        }
    }
    if reported.is_empty() {
        return Ok(());
    }
    let total = reported.len();
    let share = Amount::point(100.0 * count(met) / count(total));
    let formula = format!("达到的指标 {met}÷已报的指标 {total}");
    outcome
        .figure("达到比例", &Quantity::derived(share, Unit::percent(), formula, terms)?);
    missing(&reported, knowledge, outcome);
    Ok(())
}

fn find<'k>(word: &str, knowledge: &'k Knowledge) -> Result<&'k Indicator, Lack> {
    let parks = || knowledge.indicators.values().filter(|i| i.industry.is_none());
    parks().find(|i| i.id == word || i.name == word).ok_or_else(|| {
        let help = did_you_mean(word, parks().map(|i| i.name.as_str()));
        Lack(format!("没有这个指标。{}", help.unwrap_or_default()))
    })
}

fn judge(
    indicator: &Indicator,
    value: &Quantity,
    outcome: &mut Outcome,
) -> Result<bool, Lack> {
    let name = &indicator.name;
    outcome.figure(format!("{name}数值"), value);
    let threshold = indicator.figure.as_ref().and_then(|f| f.quantity.as_ref());
    let threshold = threshold.ok_or("知识库没有这个指标的阈值")?;
    outcome.figure(format!("{name}阈值"), threshold);
    let (found, bounds) = (value.amount().typical, threshold.amount_in(value.unit())?);
    let kept = match indicator.sense {
        Some(Sense::Max) => found <= bounds.high,
        Some(Sense::Min) => found >= bounds.low,
        Some(Sense::Range) => (bounds.low..=bounds.high).contains(&found),
        _ => return Err("知识库没有说明这个指标的方向".into()),
    };
    outcome.words(name.as_str(), if kept { "达到" } else { "未达到" });
    Ok(kept)
}

/// Indicators of the same schemes that the park does not report.
fn missing(reported: &[&Indicator], knowledge: &Knowledge, outcome: &mut Outcome) {
    let scheme = |i: &Indicator| i.id.split('-').next().map(str::to_owned);
    let schemes: Vec<Option<String>> = reported.iter().map(|i| scheme(i)).collect();
    let names: Vec<&str> = knowledge
        .indicators
        .values()
        .filter(|i| i.industry.is_none() && schemes.contains(&scheme(i)))
        .filter(|i| !reported.iter().any(|r| r.id == i.id))
        .map(|i| i.name.as_str())
        .collect();
    if !names.is_empty() {
        outcome.note(format!("未报的指标 {} 项：{}", names.len(), names.join("、")));
    }
}
