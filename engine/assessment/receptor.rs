//! 水环境风险受体敏感程度 E after HJ 941-2018 7.3: what lies downstream of an enterprise's outlets.
//!
//! A fact that is not given leaves the grade open where it could decide.

use std::collections::BTreeMap;

use super::grading::{YesOrNo, possible, said};
use super::outcome::Outcome;
use super::rows::{YES_NO, each, method, needed, open};
use crate::knowledge::Knowledge;
use crate::profile::{SheetColumn, SheetRow};

/// Facts that decide, with their fields in the grading.
const FACTS: [YesOrNo; 5] = [
    ("水源保护区", "source"),
    ("跨国界", "border"),
    ("其他敏感区", "area"),
    ("跨省界", "province"),
    ("特殊地貌", "terrain"),
];

/// Columns: one row an enterprise.
pub const RECEPTORS: [SheetColumn; 6] = [
    needed("企业", "", "企业名称"),
    open("水源保护区", "", "是 或 否：排口下游10 km内有饮用水水源保护区").holding(YES_NO),
    open("跨国界", "", "是 或 否：废水排入后24 h流经范围跨国界").holding(YES_NO),
    open(
        "其他敏感区",
        "",
        "是 或 否：下游10 km内有自然保护地、重要湿地、水产种质资源保护区等",
    )
    .holding(YES_NO),
    open("跨省界", "", "是 或 否：下游10 km内跨省界").holding(YES_NO),
    open("特殊地貌", "", "是 或 否：位于溶岩地貌、泄洪区、泥石流多发等地区")
        .holding(YES_NO),
];

/// The receptors of every enterprise.
#[must_use]
pub fn receptors(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    each(rows, &["企业"], |row, outcome| {
        let method = method("receptor-sensitivity", knowledge)?;
        let table = method.gradings.get("receptor").ok_or("知识库没有分级表")?;
        let (words, unknown) = said(row, &FACTS);
        let open: Vec<&str> = unknown.iter().map(|(_, field)| *field).collect();
        let grades = possible(table, &BTreeMap::new(), &words, &open)?;
        match grades.as_slice() {
            [grade] => outcome.words("受体敏感程度", grade.as_str()),
            _ => {
                outcome.words("受体敏感程度", format!("待定（{}）", grades.join("、")));
                let unknown: Vec<&str> =
                    unknown.iter().map(|(column, _)| *column).collect();
                outcome.note(format!("先查明：{}", unknown.join("、")));
            }
        }
        Ok(())
    })
}
