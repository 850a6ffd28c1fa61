//! 生态流量与设计流量 from monthly flows: Tennant's percentages of the mean annual flow, the
//! driest month at a guarantee of 90 %, the driest month of the last ten years, and by month
//! the share of years in which a given base flow was kept.
//!
//! Guarantee: driest monthly flow of each year, ranked from the largest, frequency
//! P = m/(n+1), interpolated linearly between ranks (经验频率法).

use std::collections::{BTreeMap, BTreeSet};

use super::grading::grade;
use super::outcome::Outcome;
use super::rows::{Lack, count, grouped, need, needed, once_each, open};
use crate::knowledge::{Knowledge, Method};
use crate::profile::{Holds, SheetColumn, SheetRow};
use crate::quantity::{Amount, Quantity, Term, Unit};

/// Columns of the table of monthly flows.
pub const MONTHLY: [SheetColumn; 4] = [
    needed("断面", "", "断面或水文站"),
    needed("时间", "", "月份，如 2017-04").holding(Holds::Month),
    needed("流量", "m³/s", "月平均流量"),
    open("生态基流", "m³/s", "该月应保证的流量；给出时算月满足度"),
];

/// One month's mean flow.
struct Month<'a> {
    year: &'a str,
    month: u8,
    flow: &'a Quantity,
    base: Option<&'a Quantity>,
}

/// Tennant法, with 月满足度 where a base flow is given.
#[must_use]
pub fn tennant(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    let Some(method) = knowledge.methods.get("tennant") else { return Vec::new() };
    each(rows, |months, outcome| {
        let unit = knowledge.unit("m³/s");
        let whole = complete(months, outcome);
        let of_whole: Vec<Term> = months
            .iter()
            .filter(|m| whole.contains(m.year))
            .map(|m| Term::new(format!("{}年{}月", m.year, m.month), m.flow))
            .collect();
        let mean = average(of_whole, &unit, "多年平均流量＝完整年份各月流量的平均")
            .ok_or("没有满12个月的年份，多年平均流量不能算")?;
        outcome.figure("多年平均流量", &mean);
        for (id, label) in
            [("short-term", "最小流量"), ("base", "良好流量"), ("optimal", "最佳流量")]
        {
            let share =
                method.parameters.get(id).and_then(|p| p.figure.quantity.as_ref());
            let flow = share.and_then(|share| {
                let labels = ["多年平均流量", "占比"];
                mean.times(share, &unit, "Q＝多年平均流量×占比", labels).ok()
            });
            if let Some(flow) = flow {
                outcome.figure(label, &flow);
            }
        }
        if mean.amount().typical <= 0.0 {
            return Err("多年平均流量为零，不评等级".into());
        }
        let months: Vec<&Month<'_>> =
            months.iter().filter(|m| whole.contains(m.year)).collect();
        for month in 1..=12 {
            by_month(month, &months, &mean, method, outcome)?;
        }
        Ok(())
    })
}

/// Mean, share of the mean annual flow, grade and satisfaction of one month of the year.
fn by_month(
    month: u8,
    months: &[&Month<'_>],
    annual: &Quantity,
    method: &Method,
    outcome: &mut Outcome,
) -> Result<(), Lack> {
    let own: Vec<&&Month<'_>> = months.iter().filter(|m| m.month == month).collect();
    let flows: Vec<Term> =
        own.iter().map(|m| Term::new(format!("{}年", m.year), m.flow)).collect();
    let Some(mean) = average(flows, annual.unit(), "历年同月平均") else {
        return Ok(());
    };
    outcome.figure(format!("{month}月平均流量"), &mean);
    let labels = ["同月平均", "多年平均"];
    let ratio = mean.over(annual, &Unit::percent(), "同月平均÷多年平均", labels)?;
    outcome.figure(format!("{month}月占多年平均"), &ratio);
    let spawn = method
        .lists
        .get("spawn-months")
        .is_some_and(|l| l.items.iter().any(|m| m.parse() == Ok(month)));
    let table = method.gradings.get(if spawn { "spawn" } else { "dry" });
    let numbers = BTreeMap::from([("ratio", ratio.amount().typical)]);
    if let Some(grade) = table.and_then(|t| grade(t, &numbers, &BTreeMap::new())) {
        outcome.words(format!("{month}月等级"), grade);
    }
    let judged: Vec<(&Month<'_>, f64)> = own
        .iter()
        .filter_map(|m| Some((**m, m.base?.amount_in(m.flow.unit()).ok()?.typical)))
        .collect();
    if judged.is_empty() {
        return Ok(());
    }
    let kept = judged.iter().filter(|(m, base)| m.flow.amount().typical >= *base).count();
    let terms = judged.iter().flat_map(|(m, _)| {
        let base = m.base.map(|b| Term::new(format!("{}年生态基流", m.year), b));
        [Some(Term::new(format!("{}年流量", m.year), m.flow)), base].into_iter().flatten()
    });
    let share = 100.0 * count(kept) / count(judged.len());
    let method =
        format!("满足度＝不低于生态基流的年数 {kept}÷有数据的年数 {}", judged.len());
    let share = Quantity::derived(
        Amount::point(share),
        Unit::percent(),
        method,
        terms.collect(),
    )?;
    outcome.figure(format!("{month}月满足度"), &share);
    Ok(())
}

/// 设计流量 of GB/T 25173-2010 4: the driest month at the guarantee, and of the last years.
#[must_use]
pub fn design(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    let Some(method) = knowledge.methods.get("gb-t-25173") else { return Vec::new() };
    let guarantee = method.value("guarantee");
    let record = method.value("record-years");
    each(rows, |months, outcome| {
        let whole = complete(months, outcome);
        let mut driest: BTreeMap<&str, &Month<'_>> = BTreeMap::new();
        for month in months.iter().filter(|m| whole.contains(m.year)) {
            let entry = driest.entry(month.year).or_insert(month);
            if month.flow.amount().typical < entry.flow.amount().typical {
                *entry = month;
            }
        }
        if let Some(guarantee) = guarantee {
            guaranteed(&driest, guarantee, outcome);
        }
        if let Some(record) = record {
            recent(&driest, record, outcome);
        }
        Ok(())
    })
}

fn guaranteed(
    driest: &BTreeMap<&str, &Month<'_>>,
    guarantee: f64,
    outcome: &mut Outcome,
) {
    let mut flows: Vec<(&str, &Quantity)> =
        driest.iter().map(|(year, m)| (*year, m.flow)).collect();
    flows.sort_by(|a, b| b.1.amount().typical.total_cmp(&a.1.amount().typical));
    // P = m/(n+1): the rank, counted from one, at which the guarantee is met.
    let rank = guarantee / 100.0 * (count(flows.len()) + 1.0);
    if flows.is_empty() || rank > count(flows.len()) {
        outcome.note(format!(
            "只有 {} 个完整年份，经验频率达不到 {guarantee}%，保证率流量不能算",
            flows.len()
        ));
        return;
    }
    let below = flows.iter().enumerate().take_while(|(i, _)| count(i + 1) <= rank).last();
    let Some((at, (_, low))) = below else { return };
    let (low, unit) = (low.amount().typical, low.unit().clone());
    let next = flows.get(at + 1).map_or(low, |(_, q)| q.amount().typical);
    let flow = low + (rank - count(at + 1)) * (next - low);
    let terms = flows.iter().map(|(year, q)| Term::new(format!("{year}年最枯月"), q));
    let method = format!(
        "{guarantee}% 保证率最枯月平均流量：各年最枯月由大到小排，P＝m/(n＋1)，n＝{}，m＝{rank:.2}，两序位之间线性内插",
        flows.len()
    );
    let flow = Quantity::derived(Amount::point(flow), unit, method, terms.collect());
    if let Ok(flow) = flow {
        outcome.figure("保证率最枯月平均流量", &flow);
    }
}

/// The driest month of the last `record` calendar years up to the latest complete one; years
/// that are missing among them are said.
fn recent(driest: &BTreeMap<&str, &Month<'_>>, record: f64, outcome: &mut Outcome) {
    let year = |text: &str| text.parse::<f64>().ok();
    let Some(latest) = driest.keys().next_back().and_then(|y| year(y)) else { return };
    let last: Vec<&Month<'_>> = driest
        .iter()
        .filter(|(y, _)| year(y).is_some_and(|y| y > latest - record))
        .map(|(_, m)| *m)
        .collect();
    if count(last.len()) < record {
        let years: Vec<&str> = last.iter().map(|m| m.year).collect();
        outcome.note(format!(
            "近 {record} 年只有 {} 个完整年份（{}），最枯月由这些年得出",
            last.len(),
            years.join("、")
        ));
    }
    let least = last
        .iter()
        .min_by(|a, b| a.flow.amount().typical.total_cmp(&b.flow.amount().typical));
    let Some(least) = least else { return };
    if least.flow.amount().typical <= 0.0 {
        outcome
            .note("有断流的月份，最枯月流量为零：季节性河流另取不为零的最小月平均流量");
    }
    let terms =
        last.iter().map(|m| Term::new(format!("{}年{}月", m.year, m.month), m.flow));
    let method = format!("近 {record} 年最枯月平均流量");
    let unit = least.flow.unit().clone();
    let flow = Quantity::derived(least.flow.amount(), unit, method, terms.collect());
    if let Ok(flow) = flow {
        outcome.figure("近年最枯月平均流量", &flow);
    }
}

/// The months of every section in order; a doubled month leaves the section out.
fn each(
    rows: &[SheetRow],
    run: impl Fn(&[Month<'_>], &mut Outcome) -> Result<(), Lack>,
) -> Vec<Outcome> {
    grouped(rows, "断面", |own, outcome| {
        once_each(own, "时间", "同一月份只留一行")?;
        let mut months: Vec<Month<'_>> = Vec::new();
        for row in own {
            let time = row.word("时间").unwrap_or_default();
            let parts =
                time.split_once('-').and_then(|(y, m)| Some((y, m.parse().ok()?)));
            let (year, month) = parts.ok_or_else(|| format!("“{time}”不是月份"))?;
            let (flow, base) = (need(row, "流量")?, row.figure("生态基流"));
            months.push(Month { year, month, flow, base });
        }
        months.sort_by_key(|m| (m.year, m.month));
        run(&months, outcome)
    })
}

/// The years that have all twelve months; the others are said.
fn complete<'a>(months: &[Month<'a>], outcome: &mut Outcome) -> BTreeSet<&'a str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for month in months {
        *counts.entry(month.year).or_default() += 1;
    }
    let short: Vec<String> = counts
        .iter()
        .filter(|(_, n)| **n < 12)
        .map(|(year, n)| format!("{year}年 {n} 个月"))
        .collect();
    if !short.is_empty() {
        outcome.note(format!("不满12个月的年份没有用：{}", short.join("、")));
    }
    counts.into_iter().filter(|(_, n)| *n == 12).map(|(year, _)| year).collect()
}

fn average(terms: Vec<Term>, unit: &Unit, method: &str) -> Option<Quantity> {
    let amounts: Option<Vec<f64>> =
        terms.iter().map(|t| Some(t.quantity.amount_in(unit).ok()?.typical)).collect();
    let amounts = amounts.filter(|a| !a.is_empty())?;
    let mean = amounts.iter().sum::<f64>() / count(amounts.len());
    Quantity::derived(Amount::point(mean), unit.clone(), method, terms).ok()
}
