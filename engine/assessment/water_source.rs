//! 集中式饮用水水源地达标评估 after HJ 774-2015 as far as its items are known: attainment by amount, by
//! months and by sources. Its weights were not read, so no total score is given.
//!
//! 水量达标率 = water drawn in months that met the standard ÷ all water drawn; 水源达标率 = sources
//! that met it in every month ÷ all sources.

use std::collections::BTreeMap;

use super::outcome::Outcome;
use super::rows::{Lack, YES_NO, count, groups, method, need, needed, once_each};
use crate::knowledge::Knowledge;
use crate::profile::{Holds, SheetColumn, SheetRow};
use crate::quantity::{Amount, Quantity, Term, Unit};

/// Columns: one row a month of a source.
pub const MONTHS: [SheetColumn; 4] = [
    needed("水源地", "", "水源地名称"),
    needed("月份", "", "如 2026-04").holding(Holds::Month),
    needed("取水量", "m³", "当月取水量"),
    needed("达标", "", "是 或 否：当月监测的各项都符合标准为是").holding(YES_NO),
];

/// Every source, then all of them.
#[must_use]
pub fn sources(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    let mut years: BTreeMap<&str, Vec<&SheetRow>> = BTreeMap::new();
    for row in rows {
        let month = row.word("月份").unwrap_or_default();
        years.entry(month.get(..4).unwrap_or_default()).or_default().push(row);
    }
    let several = years.len() > 1;
    let of = |(year, rows): (&str, Vec<&SheetRow>)| {
        let year = if several { format!(" {year}年") } else { String::new() };
        of_year(&rows, &year, knowledge)
    };
    years.into_iter().flat_map(of).collect()
}

/// Every source of one year, then all of them.
fn of_year(rows: &[&SheetRow], year: &str, knowledge: &Knowledge) -> Vec<Outcome> {
    let groups = groups(rows.iter().copied(), "水源地");
    let (mut outcomes, mut whole) = (Vec::new(), 0usize);
    for (name, own) in &groups {
        let mut outcome = Outcome::of(format!("{name}{year}"));
        match of_source(own, knowledge, &mut outcome) {
            Ok(all_kept) => whole += usize::from(all_kept),
            Err(Lack(why)) => outcome.note(format!("不能评价：{why}")),
        }
        outcomes.push(outcome);
    }
    let mut all = Outcome::of(format!("全部水源地{year}"));
    let short: Vec<&str> =
        groups.iter().filter(|(_, own)| own.len() < 12).map(|(name, _)| *name).collect();
    if !short.is_empty() {
        let short = short.join("、");
        all.note(format!("{short}不满12个月，只按已有的月份计，全年是否达标未知"));
    }
    if groups.iter().any(|(_, own)| once_each(own, "月份", "同一月份只留一行").is_err())
    {
        all.note("不能评价：有水源地的同一月份写了两行");
    } else if let Err(Lack(why)) = of_all(rows, whole, groups.len(), &mut all) {
        all.note(format!("不能评价：{why}"));
    }
    outcomes.push(all);
    outcomes
}

/// Whether the source met the standard in every month.
fn of_source(
    rows: &[&SheetRow],
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<bool, Lack> {
    method("hj-774", knowledge)?;
    once_each(rows, "月份", "同一月份只留一行")?;
    let mut failed = Vec::new();
    for row in rows {
        if row.word("达标") == Some("否") {
            failed.push(row.word("月份").unwrap_or_default());
        }
    }
    if let Err(Lack(why)) = by_amount(rows, outcome) {
        outcome.note(format!("水量达标率不能算：{why}"));
    }
    if !failed.is_empty() {
        outcome.words("不达标月份", failed.join("、"));
    }
    if rows.len() < 12 {
        outcome.note(format!("只有 {} 个月的数据", rows.len()));
    }
    Ok(failed.is_empty())
}

fn of_all(
    rows: &[&SheetRow],
    whole: usize,
    total: usize,
    outcome: &mut Outcome,
) -> Result<(), Lack> {
    by_amount(rows, outcome)?;
    let share = Amount::point(100.0 * count(whole) / count(total));
    let formula = format!("水源达标率＝各月都达标的水源 {whole}÷水源 {total}");
    let drawn = |row: &&SheetRow| row.figure("取水量").cloned();
    let terms = rows.iter().filter_map(|row| {
        Some(Term::new(row.word("水源地").unwrap_or_default(), &drawn(row)?))
    });
    let share = Quantity::derived(share, Unit::percent(), formula, terms.collect())?;
    outcome.figure("水源达标率", &share);
    outcome.note("HJ 774-2015 的权重未见原文，不给总分");
    Ok(())
}

/// 水量达标率.
fn by_amount(rows: &[&SheetRow], outcome: &mut Outcome) -> Result<(), Lack> {
    let unit = match rows.first() {
        Some(row) => need(row, "取水量")?.unit().clone(),
        None => return Err("没有数据".into()),
    };
    let (mut all, mut kept) = (Vec::new(), Vec::new());
    for row in rows {
        let term = Term::new(row.word("月份").unwrap_or_default(), need(row, "取水量")?);
        if row.word("达标") == Some("是") {
            kept.push(term.clone());
        }
        all.push(term);
    }
    let all = Quantity::sum(all, &unit, "取水总量")?.ok_or("没有取水量")?;
    let Some(kept) = Quantity::sum(kept, &unit, "达标取水量")? else {
        outcome.words("水量达标率", "0%（没有一个月达标）");
        return Ok(());
    };
    let labels = ["达标取水量", "取水总量"];
    let rate = kept
        .over(&all, &Unit::percent(), "水量达标率＝达标取水量/取水总量", labels)
        .map_err(|_| Lack("取水总量为零".to_owned()))?;
    outcome.figure("水量达标率", &rate);
    Ok(())
}
