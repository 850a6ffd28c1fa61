//! 入河排污口分类与处置建议: the class of HJ 1312-2023 by the outfall's kind, and one of 依法取缔, 清理合并,
//! 规范整治 or 保留 (国办函〔2022〕17号) by what is known of it.
//!
//! The table of advice is knowledge; a fact that is not given leaves the rows that need it
//! open, and the answer says which fact would decide.

use std::collections::BTreeMap;

use super::grading::{possible, said};
use super::outcome::Outcome;
use super::rows::{Lack, YES_NO, each, method, needed, open};
use crate::diagnostic::did_you_mean;
use crate::knowledge::{Knowledge, Method};
use crate::profile::{SheetColumn, SheetRow};

/// Facts that decide, with their names in the table of advice.
const FACTS: [(&str, &str); 4] = [
    ("在禁设区内", "banned"),
    ("可并入", "mergeable"),
    ("已审批", "approved"),
    ("达标排放", "compliant"),
];

/// Columns: one row an outfall.
pub const OUTFALLS: [SheetColumn; 6] = [
    needed("排口", "", "名称或编码"),
    needed("类型", "", "HJ 1312-2023 的二级或三级类型"),
    open("在禁设区内", "", "是 或 否：饮用水水源保护区、自然保护地等禁设区域")
        .holding(YES_NO),
    open("可并入", "", "是 或 否：同一区域可并入集中排口或纳管").holding(YES_NO),
    open("已审批", "", "是 或 否：有设置同意或登记").holding(YES_NO),
    open("达标排放", "", "是 或 否：监测符合所执行的标准").holding(YES_NO),
];

/// Class and advice of every outfall.
#[must_use]
pub fn outfalls(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    each(rows, &["排口"], |row, outcome| {
        let method = method("outfall-classification", knowledge)?;
        classify(row.word("类型").unwrap_or_default(), method, outcome)?;
        advise(row, method, outcome)
    })
}

fn classify(kind: &str, method: &Method, outcome: &mut Outcome) -> Result<(), Lack> {
    // Lists of the second and third level, and the class of the first that each is of.
    const CLASSES: [(&str, &str); 7] = [
        ("industrial", "工业排污口"),
        ("industrial-outfall", "工业排污口"),
        ("industrial-storm", "工业排污口"),
        ("urban-plant", "城镇污水处理厂排污口"),
        ("agricultural", "农业排口"),
        ("other", "其他排口"),
        ("other-more", "其他排口"),
    ];
    let items =
        |id: &str| method.lists.get(id).map(|l| l.items.as_slice()).unwrap_or_default();
    let found = CLASSES.iter().find(|(id, _)| items(id).iter().any(|i| i == kind));
    let Some((_, class)) = found else {
        let all = CLASSES.iter().flat_map(|(id, _)| items(id)).map(String::as_str);
        let help = did_you_mean(kind, all).unwrap_or_default();
        return Err(Lack(format!("类型“{kind}”不在已见的分类表中。{help}")));
    };
    outcome.words("一级分类", *class);
    outcome.words("类型", kind);
    Ok(())
}

fn advise(row: &SheetRow, method: &Method, outcome: &mut Outcome) -> Result<(), Lack> {
    let (words, unknown) = said(row, &FACTS);
    let open: Vec<&str> = unknown.iter().map(|(_, field)| *field).collect();
    let unknown: Vec<&str> = unknown.iter().map(|(column, _)| *column).collect();
    let table = method.gradings.get("advice").ok_or("知识库没有处置建议表")?;
    let possible = possible(table, &BTreeMap::new(), &words, &open)?;
    match possible.as_slice() {
        [advice] => outcome.words("建议", advice.as_str()),
        _ => {
            outcome.words("建议", format!("待定（{}）", possible.join("、")));
            outcome.note(format!("先查明：{}", unknown.join("、")));
        }
    }
    Ok(())
}
