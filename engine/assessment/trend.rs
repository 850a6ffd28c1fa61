//! 多时段变化趋势 of yearly means: Spearman's rank correlation after 环办〔2011〕22号 三 and the
//! test of Mann and Kendall with Sen's slope.
//!
//! Spearman: r_s = 1 − 6·Σd²/(N³ − N), d = rank of the concentration − rank of the year;
//! significant where |r_s| ≥ W_p. Mann–Kendall: S = Σ sgn(x_j − x_i) over i < j,
//! Var(S) = [n(n−1)(2n+5) − Σ t(t−1)(2t+5)]/18 over groups of t equal values,
//! Z = (S ∓ 1)/√Var(S). Equal values share the mean of their ranks;
//! with them the plain correlation of the ranks must be significant, too.

use std::collections::BTreeMap;

use serde::Serialize;

use super::mean::mean;
use super::outcome::Outcome;
use super::periods;
use super::rows::count;
use crate::knowledge::{Knowledge, Method};
use crate::profile::{Profile, Reading};
use crate::quantity::{Amount, Quantity, Term, Unit};

/// Ids of the methods.
const SPEARMAN: &str = "spearman";
const KENDALL: &str = "mann-kendall";

/// 年均值, by year.
type Series = BTreeMap<String, Quantity>;

/// 变化趋势 of one pollutant in one section.
#[derive(Debug, Clone, Serialize)]
pub struct Trend {
    /// Id of the section.
    pub section: String,
    /// Id of the pollutant.
    pub pollutant: String,
    /// First and last year.
    pub years: Option<(String, String)>,
    /// What the test says, or why it says nothing.
    pub outcome: Outcome,
}

/// Spearman's trend of every section and pollutant.
pub(super) fn trends(profile: &Profile, knowledge: &Knowledge) -> Vec<Trend> {
    each(profile, knowledge, SPEARMAN, spearman_of)
}

/// Spearman's trend of every section and pollutant with yearly means.
#[must_use]
pub fn spearman(profile: &Profile, knowledge: &Knowledge) -> Vec<Outcome> {
    trends(profile, knowledge).into_iter().map(|t| t.outcome).collect()
}

/// The trend of Mann and Kendall of every section and pollutant with yearly means.
#[must_use]
pub fn mann_kendall(profile: &Profile, knowledge: &Knowledge) -> Vec<Outcome> {
    let trends = each(profile, knowledge, KENDALL, kendall_of);
    trends.into_iter().map(|t| t.outcome).collect()
}

fn each(
    profile: &Profile,
    knowledge: &Knowledge,
    id: &str,
    test: fn(&Method, &Series, &mut Outcome),
) -> Vec<Trend> {
    let Some(method) = knowledge.methods.get(id) else { return Vec::new() };
    let by_section = periods::by_section(profile);
    let mut trends = Vec::new();
    for section in &profile.sections {
        let Some(readings) = by_section.get(section.id.as_str()) else { continue };
        let mut pollutants: Vec<&String> =
            readings.iter().flat_map(|r| r.values.keys()).collect();
        pollutants.sort();
        pollutants.dedup();
        for pollutant in pollutants {
            let name = knowledge.pollutant_name(pollutant);
            let mut outcome = Outcome::of(format!("{} {name}", section.name));
            let series = yearly(readings, pollutant, &mut outcome);
            let least = method.value("min-periods").unwrap_or_default();
            if count(series.len()) < least {
                outcome.note(format!("只有 {} 个年份，少于 {least}，不评", series.len()));
            } else {
                test(method, &series, &mut outcome);
            }
            let years = series.keys().next().cloned().zip(series.keys().last().cloned());
            trends.push(Trend {
                section: section.id.clone(),
                pollutant: pollutant.clone(),
                years,
                outcome,
            });
        }
    }
    trends
}

/// Means by year; a year of months with gaps is said.
fn yearly(readings: &[&Reading], pollutant: &str, outcome: &mut Outcome) -> Series {
    let mut years: BTreeMap<&str, Vec<&Reading>> = BTreeMap::new();
    for reading in readings.iter().filter(|r| r.values.contains_key(pollutant)) {
        years.entry(periods::year(reading)).or_default().push(reading);
    }
    let mut series = Series::new();
    for (year, own) in years {
        let (own, aside) = periods::standing(&own);
        if let Some(aside) = aside {
            outcome.note(format!("{year}年{aside}"));
        }
        let unit = own.iter().find_map(|r| r.values.get(pollutant)?.quantity());
        let mean = unit.and_then(|q| mean(&own, pollutant, &q.unit().clone()));
        let Some(mean) = mean else {
            outcome.note(format!("{year}年全部未检出而没有检出限，没有用"));
            continue;
        };
        let monthly = own.iter().filter(|r| r.basis == "月均").count();
        if monthly > 0 && monthly < 12 {
            outcome.note(format!("{year}年只有 {monthly} 个月的数据"));
        }
        if mean.below > 0 {
            let (below, all) = (mean.below, mean.count);
            outcome.note(format!("{year}年 {all} 个值中 {below} 个低于检出限，按一半计"));
        }
        series.insert(year.to_owned(), mean.value);
    }
    series
}

fn spearman_of(method: &Method, series: &Series, outcome: &mut Outcome) {
    let values: Vec<f64> = series.values().map(|q| q.amount().typical).collect();
    let (ranks, tied) = ranks(&values);
    let n = count(values.len());
    let squares: f64 =
        ranks.iter().enumerate().map(|(i, r)| (r - count(i + 1)).powi(2)).sum();
    let rs = 1.0 - 6.0 * squares / (n.powi(3) - n);
    let formula = format!("r_s＝1－6·Σd²/(N³－N)，N＝{n}，Σd²＝{squares}");
    // With equal values the formula of the document overstates: of a series that does not
    // change at all it makes 0.5, which would be significant where N is large.
    let years: Vec<f64> = (1..=values.len()).map(count).collect();
    let Some(corrected) = pearson(&years, &ranks) else {
        outcome.note("各年均值全部相等，没有趋势可检验");
        return;
    };
    let Some(rs) = index(rs, formula, terms(series)) else { return };
    outcome.figure("r_s", &rs);
    let mut least = rs.amount().typical;
    if tied {
        let formula = format!("r_s＝年份秩与浓度秩的相关系数，N＝{n}");
        let Some(figure) = index(corrected, formula, terms(series)) else { return };
        outcome.figure("r_s（相等值校正）", &figure);
        outcome.note("有相等的年均值，取平均秩；原式与校正值都达到临界值才算显著");
        if corrected.abs() < least.abs() || corrected.signum() != least.signum() {
            least = corrected;
        }
    }
    verdict(method, least, values.len(), outcome);
}

/// The critical value of `n` pairs.
pub(super) fn critical(n: usize, knowledge: &Knowledge) -> Option<&Quantity> {
    critical_of(knowledge.methods.get(SPEARMAN)?, n)
}

/// The name of the critical value of `n`: which table, which level.
fn name_of(method: &Method, n: usize) -> &str {
    method.parameters.get(&format!("exact-05-n{n}")).map_or("", |p| p.name.as_str())
}

fn critical_of(method: &Method, n: usize) -> Option<&Quantity> {
    let parameter = method.parameters.get(&format!("exact-05-n{n}"))?;
    parameter.figure.quantity.as_ref()
}

/// Whether `rs` reaches the critical value, which is tabled to three decimals.
pub(super) fn reaches(rs: f64, critical: &Quantity) -> bool {
    (rs.abs() * 1000.0).round() / 1000.0 >= critical.amount().typical
}

/// Compares with the critical value of N periods.
fn verdict(method: &Method, rs: f64, n: usize, outcome: &mut Outcome) {
    let Some(critical) = critical_of(method, n) else {
        outcome.note(format!("临界值表没有 N＝{n}，显著性不能判定"));
        return;
    };
    outcome.note(format!("W_p 取{}", name_of(method, n)));
    outcome.figure("W_p", critical);
    outcome.words("趋势", trend(reaches(rs, critical), rs));
}

fn kendall_of(method: &Method, series: &Series, outcome: &mut Outcome) {
    let values: Vec<f64> = series.values().map(|q| q.amount().typical).collect();
    let n = count(values.len());
    let pairs = || {
        let later = |i: usize| (i + 1..values.len()).map(move |j| (i, j));
        (0..values.len()).flat_map(later)
    };
    let sign = |x: f64| {
        if x > 0.0 {
            1.0
        } else if x < 0.0 {
            -1.0
        } else {
            0.0
        }
    };
    let s: f64 = pairs().map(|(i, j)| sign(values[j] - values[i])).sum();
    let tied: f64 =
        groups(&values).into_iter().map(|t| t * (t - 1.0) * (2.0 * t + 5.0)).sum();
    let variance = (n * (n - 1.0) * (2.0 * n + 5.0) - tied) / 18.0;
    if variance <= 0.0 {
        outcome.note("各年均值全部相等，没有趋势可检验");
        return;
    }
    let z = (s - sign(s)) / variance.sqrt();
    let formula = format!("Z＝(S－sgn S)/√Var(S)，S＝{s}，Var(S)＝{variance:.4}");
    // Years that are missing count as time that passed.
    let years: Vec<f64> = series
        .keys()
        .zip(1..)
        .map(|(year, place)| year.parse().unwrap_or_else(|_| f64::from(place)))
        .collect();
    let mut slopes: Vec<f64> =
        pairs().map(|(i, j)| (values[j] - values[i]) / (years[j] - years[i])).collect();
    slopes.sort_by(f64::total_cmp);
    let Some(z) = index(z, formula, terms(series)) else { return };
    outcome.figure("Z", &z);
    let unit = series.values().next().map(|q| q.unit().clone());
    let slope = unit.and_then(|unit| {
        let amount = Amount::point(median(&slopes)?);
        let method = format!("各对年份斜率的中位数，每年变化，{}", unit.symbol());
        Quantity::derived(amount, unit, method, terms(series)).ok()
    });
    if let Some(slope) = slope {
        outcome.figure("Sen 斜率（每年）", &slope);
    }
    let critical = method.parameters.get("z-05").and_then(|p| p.figure.quantity.as_ref());
    if let Some(critical) = critical {
        outcome.figure("临界值", critical);
        let z = z.amount().typical;
        outcome.words("趋势", trend(z.abs() >= critical.amount().typical, z));
    }
}

fn trend(significant: bool, direction: f64) -> &'static str {
    match (significant, direction > 0.0) {
        (false, _) => "不显著",
        (true, true) => "显著上升",
        (true, false) => "显著下降",
    }
}

/// A dimensionless figure.
fn index(value: f64, formula: String, terms: Vec<Term>) -> Option<Quantity> {
    let index =
        Quantity::derived(Amount::point(value), Unit::one(), formula, terms).ok()?;
    Some(index.with_decimals(Some(3)))
}

fn terms(series: &Series) -> Vec<Term> {
    series.iter().map(|(year, q)| Term::new(format!("{year}年"), q)).collect()
}

/// Ranks from the smallest, equal values sharing their mean; whether any are equal.
pub(super) fn ranks(values: &[f64]) -> (Vec<f64>, bool) {
    let mut tied = false;
    let rank = |value: &f64| {
        let below = values.iter().filter(|v| *v < value).count();
        let equal = values.iter().filter(|v| v.total_cmp(value).is_eq()).count();
        tied |= equal > 1;
        count(below) + f64::midpoint(count(equal), 1.0)
    };
    let ranks = values.iter().map(rank).collect();
    (ranks, tied)
}

/// The correlation of two series of ranks; `None` where one does not vary.
pub(super) fn pearson(xs: &[f64], ys: &[f64]) -> Option<f64> {
    let n = count(xs.len());
    let mean = |v: &[f64]| v.iter().sum::<f64>() / n;
    let (mx, my) = (mean(xs), mean(ys));
    let product: f64 = xs.iter().zip(ys).map(|(x, y)| (x - mx) * (y - my)).sum();
    let spread = |v: &[f64], m: f64| v.iter().map(|x| (x - m).powi(2)).sum::<f64>();
    let spread = (spread(xs, mx) * spread(ys, my)).sqrt();
    (spread > 0.0).then(|| product / spread)
}

/// Sizes of the groups of equal values.
fn groups(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.chunk_by(|a, b| a.total_cmp(b).is_eq()).map(|g| count(g.len())).collect()
}

fn median(sorted: &[f64]) -> Option<f64> {
    let middle = sorted.len() / 2;
    match sorted.len() % 2 {
        1 => sorted.get(middle).copied(),
        _ => Some(f64::midpoint(
            *sorted.get(middle.checked_sub(1)?)?,
            *sorted.get(middle)?,
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_their_mean_rank() {
        assert_eq!(ranks(&[3.0, 1.0, 2.0]), (vec![3.0, 1.0, 2.0], false));
        assert_eq!(ranks(&[2.0, 1.0, 2.0]), (vec![2.5, 1.0, 2.5], true));
    }

    #[test]
    fn the_median_lies_between_the_middle_two() {
        assert_eq!(median(&[1.0, 2.0, 4.0]), Some(2.0));
        assert_eq!(median(&[1.0, 2.0, 4.0, 9.0]), Some(3.0));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn ranks_in_the_same_order_correlate_fully() {
        assert_eq!(pearson(&[1.0, 2.0, 3.0], &[1.0, 2.0, 3.0]), Some(1.0));
        assert_eq!(pearson(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0]), Some(-1.0));
        assert_eq!(pearson(&[2.0, 2.0, 2.0], &[1.0, 2.0, 3.0]), None);
    }
}
