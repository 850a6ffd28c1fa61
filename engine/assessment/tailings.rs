//! 尾矿库: design grade after GB 50863-2013 3.3.1, and the three indices of HJ 740-2015 as far as
//! they were read.
//!
//! Design grade: by volume and by height; one grade apart, the higher; more, the higher
//! less one. HJ 740: H, S and R are graded by their scores; the matrix that makes the
//! risk grade of them was not read, so none is given.

use std::collections::BTreeMap;

use super::grading::grade;
use super::outcome::Outcome;
use super::rows::{Lack, each, method, needed, open, positive};
use crate::knowledge::{Grading, Knowledge};
use crate::profile::{SheetColumn, SheetRow};

/// Columns of the design grade.
pub const DESIGN: [SheetColumn; 3] = [
    needed("尾矿库", "", "尾矿库名称"),
    open("全库容", "万m³", "设计全库容"),
    open("坝高", "m", "设计坝高"),
];

/// Columns of the environmental risk.
pub const RISK: [SheetColumn; 4] = [
    needed("尾矿库", "", "尾矿库名称"),
    open("危害性得分", "1", "环境危害性 D_H"),
    open("敏感性得分", "1", "周边环境敏感性 D_S"),
    open("可靠性得分", "1", "控制机制可靠性 D_R"),
];

/// 设计等别.
#[must_use]
pub fn design_grade(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    each(rows, &["尾矿库"], |row, outcome| {
        let method = method("tailings-design-grade", knowledge)?;
        let mut places = Vec::new();
        for (column, id, unit, label) in
            [("全库容", "volume", "万m³", "按全库容"), ("坝高", "height", "m", "按坝高")]
        {
            let Some(value) = row.figure(column) else { continue };
            outcome.figure(column, value);
            let value =
                positive(value, column)?.amount_in(&knowledge.unit(unit))?.typical;
            let table = method.gradings.get(id).ok_or("知识库没有分级表")?;
            let place = place(table, id, value).ok_or("分级表没有这一档")?;
            outcome.words(label, &table.rows[place].grade);
            places.push((table, place));
        }
        let (table, place) = match places.as_slice() {
            [] => return Err("全库容与坝高都没有写".into()),
            [_] => {
                outcome.note("只有一项，设计等别待另一项补齐后核定");
                return Ok(());
            }
            [(table, a), (_, b), ..] => {
                let (higher, apart) = ((*a).min(*b), a.abs_diff(*b));
                (table, if apart > 1 { higher + 1 } else { higher })
            }
        };
        outcome.words("设计等别", &table.rows[place].grade);
        Ok(())
    })
}

/// The first row that holds; the highest grade stands first.
fn place(table: &Grading, field: &str, value: f64) -> Option<usize> {
    let numbers = BTreeMap::from([(field, value)]);
    let found = grade(table, &numbers, &BTreeMap::new())?;
    table.rows.iter().position(|row| row.grade == found)
}

/// 环境风险: H, S and R.
#[must_use]
pub fn environmental_risk(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    each(rows, &["尾矿库"], |row, outcome| {
        let method = method("tailings-environmental-risk", knowledge)?;
        let mut missing = Vec::new();
        for (column, id, label) in [
            ("危害性得分", "hj740-h", "环境危害性"),
            ("敏感性得分", "hj740-s", "周边环境敏感性"),
            ("可靠性得分", "hj740-r", "控制机制可靠性"),
        ] {
            let Some(score) = row.figure(column) else {
                missing.push(column);
                continue;
            };
            outcome.figure(column, score);
            let score = score.amount().typical;
            if !(0.0..=100.0).contains(&score) {
                return Err(Lack(format!("{column}应在 0 到 100 之间")));
            }
            let table = method.gradings.get(id).ok_or("知识库没有分级表")?;
            let numbers = BTreeMap::from([("score", score)]);
            let words = grade(table, &numbers, &BTreeMap::new());
            outcome.words(label, words.ok_or("分级表没有这一档")?);
        }
        if !missing.is_empty() {
            outcome.note(format!("没有写{}", missing.join("、")));
        }
        outcome.note("等级判定矩阵未见 HJ 740-2015 原文，不给出环境风险等级");
        Ok(())
    })
}
