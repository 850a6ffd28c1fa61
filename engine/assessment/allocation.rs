//! 允许入河量与削减分配: what must go, and who takes it, in three ways side by side.
//!
//! Required: R = ΣW − permitted; permitted given, or capacity × (1 − margin). Equal share:
//! the same amount for each, nobody more than it has. By contribution: R·W_i/ΣW. By
//! potential: R·(W_i·p_i)/Σ(W·p), nobody more than W_i·p_i. The choice is the experts'.

use super::outcome::Outcome;
use super::rows::{Lack, agreed_figure, grouped, need, needed, once_each, open};
use crate::knowledge::Knowledge;
use crate::profile::{Holds, SheetColumn, SheetRow};
use crate::quantity::{Amount, Quantity, Term, Unit};

/// Columns: one row a source of a unit.
pub const SOURCES: [SheetColumn; 7] = [
    needed("单元", "", "控制单元"),
    needed("分担对象", "", "分担削减的源、行业或县区"),
    needed("现状入河量", "t/a", "该分担对象的入河量"),
    open("允许入河量", "t/a", "单元第一行写；不写时由纳污能力与安全余量算"),
    open("纳污能力", "t/a", "单元第一行写"),
    open("安全余量", "%", "单元第一行写，缺省为零").holding(Holds::Share),
    open("可削减比例", "%", "该分担对象现有技术能削减的比例，按潜力分配用")
        .holding(Holds::Share),
];

/// Ways to allocate, with their formulas.
const EQUAL: (&str, &str) =
    ("等量分配", "等量：由少到多，余量÷余下的对象数，不超过其现状入河量");
const BY_LOAD: (&str, &str) = ("按贡献分配", "应削减量×现状入河量÷Σ现状入河量");
const BY_POTENTIAL: (&str, &str) = (
    "按潜力分配",
    "应削减量×(现状入河量×可削减比例)÷Σ(现状入河量×可削减比例)，不超过潜力",
);

/// The allocation of every unit.
#[must_use]
pub fn allocation(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    grouped(rows, "单元", |own, outcome| of_unit(own, knowledge, outcome))
}

fn of_unit(
    rows: &[&SheetRow],
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<(), Lack> {
    once_each(rows, "分担对象", "合并成一行，或分别命名")?;
    let tons = knowledge.unit("t/a");
    let mut terms = Vec::new();
    for row in rows {
        terms.push(Term::new(name(row), need(row, "现状入河量")?));
    }
    let present = Quantity::sum(terms, &tons, "各分担对象现状入河量之和")?;
    let present = present.ok_or("没有分担对象")?;
    outcome.figure("现状入河量", &present);
    let permitted = permitted(rows, &tons, outcome)?;
    outcome.figure("允许入河量", &permitted);
    let required =
        present.minus(&permitted, "现状－允许", ["现状入河量", "允许入河量"])?;
    if required.amount().typical <= 0.0 {
        outcome.words("结论", "不需削减");
        return Ok(());
    }
    outcome.figure("应削减量", &required);
    let loads = amounts(rows, "现状入河量", &tons)?;
    let need = required.amount().typical;
    let shares = Shares { rows, required: &required, tons: &tons };
    shares.say(&EQUAL, &equal(&loads, need), outcome)?;
    shares.say(&BY_LOAD, &proportional(&loads, need), outcome)?;
    by_potential(&shares, &loads, need, outcome)
}

/// Given, or capacity less its margin.
fn permitted(
    rows: &[&SheetRow],
    tons: &Unit,
    outcome: &mut Outcome,
) -> Result<Quantity, Lack> {
    let capacity = agreed_figure(rows, "纳污能力")?;
    let margin = agreed_figure(rows, "安全余量")?;
    if let Some(given) = agreed_figure(rows, "允许入河量")? {
        let given = given.to(tons)?;
        if capacity.is_some() || margin.is_some() {
            outcome.note("写了允许入河量，纳污能力与安全余量没有用");
        }
        let room = capacity.map(|c| c.amount_in(tons)).transpose()?;
        if room.is_some_and(|room| given.amount().typical > room.typical) {
            outcome.note("允许入河量大于纳污能力：以所写的允许入河量计，核对两栏");
        }
        return Ok(given);
    }
    let capacity = capacity.ok_or("允许入河量与纳污能力都没有写")?;
    let Some(margin) = margin else {
        return Ok(capacity.to(tons)?);
    };
    let left = 1.0 - margin.amount_in(&Unit::one())?.typical;
    let amount = capacity.amount_in(tons)?.scale(left);
    let terms = vec![Term::new("纳污能力", capacity), Term::new("安全余量", margin)];
    let method = "允许入河量＝纳污能力×（1－安全余量）";
    Ok(Quantity::derived(amount, tons.clone(), method, terms)?)
}

fn by_potential(
    shares: &Shares<'_>,
    loads: &[f64],
    need: f64,
    outcome: &mut Outcome,
) -> Result<(), Lack> {
    let one = Unit::one();
    let missing: Vec<&str> = shares
        .rows
        .iter()
        .filter(|r| r.figure("可削减比例").is_none())
        .map(|r| name(r))
        .collect();
    if !missing.is_empty() {
        let missing = missing.join("、");
        outcome.note(format!("{missing}没有写可削减比例，不能按潜力分配"));
        return Ok(());
    }
    let ratios = amounts(shares.rows, "可削减比例", &one)?;
    let potential: Vec<f64> = loads.iter().zip(&ratios).map(|(w, p)| w * p).collect();
    let total: f64 = potential.iter().sum();
    let terms = shares.rows.iter().flat_map(|row| {
        let load = row.figure("现状入河量").map(|q| Term::new(name(row), q));
        let ratio = row.figure("可削减比例").map(|q| Term::new("可削减比例", q));
        load.into_iter().chain(ratio)
    });
    let all = Quantity::derived(
        Amount::point(total),
        shares.tons.clone(),
        "削减潜力＝Σ(现状入河量×可削减比例)",
        terms.collect(),
    )?;
    outcome.figure("削减潜力", &all);
    if total < need {
        let labels = ["应削减量", "削减潜力"];
        let short = shares.required.minus(&all, "应削减量－削减潜力", labels)?;
        outcome.figure("潜力不足", &short);
        outcome.note("全部潜力用尽仍不够，须另找措施或调整目标年限");
        return shares.say(&BY_POTENTIAL, &potential, outcome);
    }
    shares.say(&BY_POTENTIAL, &proportional(&potential, need), outcome)
}

/// The rows that share, and what they share.
struct Shares<'a> {
    rows: &'a [&'a SheetRow],
    required: &'a Quantity,
    tons: &'a Unit,
}

impl Shares<'_> {
    fn say(
        &self,
        (way, formula): &(&str, &str),
        parts: &[f64],
        outcome: &mut Outcome,
    ) -> Result<(), Lack> {
        for (row, part) in self.rows.iter().zip(parts) {
            let terms: Vec<Term> = [
                Some(Term::new("应削减量", self.required)),
                row.figure("现状入河量").map(|q| Term::new("现状入河量", q)),
                row.figure("可削减比例")
                    .filter(|_| *way == BY_POTENTIAL.0)
                    .map(|q| Term::new("可削减比例", q)),
            ]
            .into_iter()
            .flatten()
            .collect();
            let amount = Amount::point(*part);
            let quantity = Quantity::derived(amount, self.tons.clone(), *formula, terms)?;
            outcome.figure(format!("{way} {}", name(row)), &quantity);
        }
        Ok(())
    }
}

fn name(row: &SheetRow) -> &str {
    row.word("分担对象").unwrap_or_default()
}

fn amounts(rows: &[&SheetRow], column: &str, unit: &Unit) -> Result<Vec<f64>, Lack> {
    rows.iter().map(|row| Ok(need(row, column)?.amount_in(unit)?.typical)).collect()
}

/// `total` in proportion to `weights`; all zero where these are.
fn proportional(weights: &[f64], total: f64) -> Vec<f64> {
    let sum: f64 = weights.iter().sum();
    let part = |w: &f64| if sum > 0.0 { total * w / sum } else { 0.0 };
    weights.iter().map(part).collect()
}

/// The same amount for each, at most what it has: whoever has less than the share gives
/// all, and the others share what is left.
fn equal(loads: &[f64], total: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..loads.len()).collect();
    order.sort_by(|&a, &b| loads[a].total_cmp(&loads[b]));
    let (mut left, mut parts) = (total, vec![0.0; loads.len()]);
    for (taken, &index) in order.iter().enumerate() {
        let share = left / super::rows::count(loads.len() - taken);
        parts[index] = share.min(loads[index]);
        left -= parts[index];
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_gives_more_than_it_has() {
        assert_eq!(equal(&[1.0, 10.0, 10.0], 9.0), vec![1.0, 4.0, 4.0]);
        assert_eq!(equal(&[5.0, 5.0], 4.0), vec![2.0, 2.0]);
    }

    #[test]
    fn parts_add_up_to_the_whole() {
        let parts = proportional(&[3.0, 1.0], 8.0);
        assert_eq!(parts, vec![6.0, 2.0]);
        assert_eq!(proportional(&[0.0, 0.0], 8.0), vec![0.0, 0.0]);
    }
}
