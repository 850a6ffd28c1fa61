//! 水质变化 between two periods by class proportions after 环办〔2011〕22号 三: ΔG = G2 − G1,
//! ΔD = D2 − D1; the sign of ΔG − ΔD says better or worse, its size how much.

use std::collections::BTreeMap;

use super::grading::grade;
use super::outcome::Outcome;
use super::rows::{Lack, groups, method, need, needed, once_each};
use crate::knowledge::Knowledge;
use crate::profile::{Holds, SheetColumn, SheetRow};
use crate::quantity::{Quantity, Term, Unit};

/// Columns: one row a period, in their order.
pub const PERIODS: [SheetColumn; 4] = [
    needed("名称", "", "河流、流域或区域"),
    needed("时段", "", "时段，先后两行"),
    needed("Ⅰ～Ⅲ类比例", "%", "Ⅰ～Ⅲ类断面比例 G").holding(Holds::Share),
    needed("劣Ⅴ类比例", "%", "劣Ⅴ类断面比例 D").holding(Holds::Share),
];

/// 组合类别比例法, of each name's successive periods.
#[must_use]
pub fn change(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    groups(rows.iter(), "名称")
        .into_iter()
        .flat_map(|(name, own)| of_name(name, &own, knowledge))
        .collect()
}

fn of_name(name: &str, rows: &[&SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    let lacking = |why: &str| {
        let mut outcome = Outcome::of(name);
        outcome.note(format!("不能比较：{why}"));
        vec![outcome]
    };
    if let Err(Lack(why)) = once_each(rows, "时段", "同一时段只留一行") {
        return lacking(&why);
    }
    if rows.len() < 2 {
        return lacking("只有一个时段");
    }
    let when = |row: &SheetRow| row.word("时段").unwrap_or_default().to_owned();
    let of_pair = |pair: &[&SheetRow]| {
        let [earlier, later] = pair else { return Outcome::of(name) };
        let mut outcome =
            Outcome::of(format!("{name} {}→{}", when(earlier), when(later)));
        if let Err(Lack(why)) = compare(earlier, later, knowledge, &mut outcome) {
            outcome.note(format!("不能比较：{why}"));
        }
        outcome
    };
    rows.windows(2).map(of_pair).collect()
}

fn compare(
    earlier: &SheetRow,
    later: &SheetRow,
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<(), Lack> {
    for row in [earlier, later] {
        let shares = ["Ⅰ～Ⅲ类比例", "劣Ⅴ类比例"];
        let mut terms = Vec::new();
        for name in shares {
            terms.push(Term::new(name, need(row, name)?));
        }
        let sum = Quantity::sum(terms, &Unit::percent(), "两项比例之和")?;
        // Published shares are rounded to a tenth of a percent.
        if sum.is_some_and(|sum| sum.amount().typical > 100.1) {
            let when = row.word("时段").unwrap_or_default();
            return Err(Lack(format!("{when}两项比例之和超过 100%")));
        }
    }
    let method = method("water-quality-change", knowledge)?;
    let points = knowledge.unit("个百分点");
    let delta = |column: &str, method: &str| -> Result<_, Lack> {
        let (first, second) = (need(earlier, column)?, need(later, column)?);
        let delta = second.minus(first, method, ["后一时段", "前一时段"])?;
        Ok(delta.read_in(points.clone()))
    };
    let good = delta("Ⅰ～Ⅲ类比例", "ΔG＝G2－G1")?;
    let bad = delta("劣Ⅴ类比例", "ΔD＝D2－D1")?;
    outcome.figure("ΔG", &good);
    outcome.figure("ΔD", &bad);
    let change = good.minus(&bad, "ΔG－ΔD", ["ΔG", "ΔD"])?;
    outcome.figure("ΔG－ΔD", &change);
    let amount = change.amount().typical;
    let numbers = BTreeMap::from([("change", amount), ("size", amount.abs())]);
    let of = |id: &str| grade(method.gradings.get(id)?, &numbers, &BTreeMap::new());
    let size = of("change-ratio").ok_or("分级表没有这一档")?;
    let words = match of("change-direction") {
        Some(direction) if size != "无明显变化" => format!("{size}：{direction}"),
        _ => size,
    };
    outcome.words("变化", words);
    by_grade(earlier, later, knowledge, outcome)
}

/// 等级比较: how many grades lie between the two periods.
fn by_grade(
    earlier: &SheetRow,
    later: &SheetRow,
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<(), Lack> {
    let table = method("surface-water", knowledge)?;
    let table = table.gradings.get("basin").ok_or("知识库没有水质状况的分级表")?;
    let place = |row: &SheetRow| -> Result<(usize, String), Lack> {
        let good = need(row, "Ⅰ～Ⅲ类比例")?.amount_in(&Unit::percent())?.typical;
        let bad = need(row, "劣Ⅴ类比例")?.amount_in(&Unit::percent())?.typical;
        let numbers = BTreeMap::from([("good", good), ("bad", bad)]);
        let found = grade(table, &numbers, &BTreeMap::new()).ok_or("分级表没有这一档")?;
        let mut grades: Vec<&str> = table.rows.iter().map(|r| r.grade.as_str()).collect();
        grades.dedup();
        let place = grades.iter().position(|g| *g == found).unwrap_or_default();
        Ok((place, found))
    };
    let ((first, was), (second, is)) = (place(earlier)?, place(later)?);
    outcome.words("水质状况", format!("{was}→{is}"));
    let steps = BTreeMap::from([("steps", super::rows::count(first.abs_diff(second)))]);
    let own = method("water-quality-change", knowledge)?;
    let table = own.gradings.get("change-grade").ok_or("知识库没有等级比较的分级表")?;
    let size = grade(table, &steps, &BTreeMap::new()).ok_or("分级表没有这一档")?;
    let words = match first.cmp(&second) {
        std::cmp::Ordering::Greater => format!("{size}：好转"),
        std::cmp::Ordering::Less => format!("{size}：变差"),
        std::cmp::Ordering::Equal => size,
    };
    outcome.words("等级比较", words);
    Ok(())
}
