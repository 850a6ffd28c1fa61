//! 水质变化 between two periods by class proportions after 环办〔2011〕22号 三: ΔG = G2 − G1,
//! ΔD = D2 − D1; the sign of ΔG − ΔD says better or worse, its size how much.

use std::collections::BTreeMap;

use super::grading::grade;
use super::outcome::Outcome;
use crate::knowledge::Knowledge;
use crate::profile::{SheetColumn, SheetRow};

/// Columns: one row a period, in their order.
pub const PERIODS: [SheetColumn; 4] = [
    SheetColumn {
        name: "名称", unit: "", needed: true, meaning: "河流、流域或区域"
    },
    SheetColumn {
        name: "时段", unit: "", needed: true, meaning: "时段，先后两行"
    },
    SheetColumn {
        name: "Ⅰ～Ⅲ类比例",
        unit: "%",
        needed: true,
        meaning: "Ⅰ～Ⅲ类断面比例 G",
    },
    SheetColumn {
        name: "劣Ⅴ类比例",
        unit: "%",
        needed: true,
        meaning: "劣Ⅴ类断面比例 D",
    },
];

/// 组合类别比例法, of each name's successive periods.
#[must_use]
pub fn change(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for (index, later) in rows.iter().enumerate() {
        let name = later.word("名称").unwrap_or_default();
        let earlier = rows[..index]
            .iter()
            .rev()
            .find(|r| r.word("名称").unwrap_or_default() == name);
        let Some(earlier) = earlier else { continue };
        let when = |row: &SheetRow| row.word("时段").unwrap_or_default().to_owned();
        let mut outcome =
            Outcome::of(format!("{name} {}→{}", when(earlier), when(later)));
        if compare(earlier, later, knowledge, &mut outcome).is_none() {
            outcome.note("两个时段的比例不全，不能比较");
        }
        outcomes.push(outcome);
    }
    outcomes
}

fn compare(
    earlier: &SheetRow,
    later: &SheetRow,
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Option<()> {
    let method = knowledge.methods.get("water-quality-change")?;
    let points = knowledge.unit("个百分点");
    let delta = |column: &str, method: &str| {
        let (first, second) = (earlier.figure(column)?, later.figure(column)?);
        let delta = second.minus(first, method, ["后一时段", "前一时段"]).ok()?;
        Some(delta.read_in(points.clone()))
    };
    let good = delta("Ⅰ～Ⅲ类比例", "ΔG＝G2－G1")?;
    let bad = delta("劣Ⅴ类比例", "ΔD＝D2－D1")?;
    outcome.figure("ΔG", &good);
    outcome.figure("ΔD", &bad);
    let change = good.minus(&bad, "ΔG－ΔD", ["ΔG", "ΔD"]).ok()?;
    outcome.figure("ΔG－ΔD", &change);
    let amount = change.amount().typical;
    let numbers = BTreeMap::from([("change", amount), ("size", amount.abs())]);
    let of = |id: &str| grade(method.gradings.get(id)?, &numbers, &BTreeMap::new());
    let size = of("change-ratio")?;
    let words = match of("change-direction") {
        Some(direction) if size != "无明显变化" => format!("{size}：{direction}"),
        _ => size,
    };
    outcome.words("变化", words);
    Some(())
}
