//! 企业突发环境事件风险分级（水环境）after HJ 941-2018: Q = Σ w/W of the substances, M from the scores
//! of process and of water-environment control, E of the receptors, the grade from their matrix.
//!
//! Q < 1 is 一般 at once. A score or receptor that is not given leaves the grade open.

use std::collections::BTreeMap;

use super::grading::grade;
use super::outcome::Outcome;
use super::rows::{
    Lack, YES_NO, agreed_figure, agreed_word, grouped, method, needed, once_each, open,
};
use crate::knowledge::{Knowledge, Method};
use crate::profile::{Holds, SheetColumn, SheetRow};
use crate::quantity::{Quantity, Term, Unit};

/// Columns: one row a substance of an enterprise.
pub const SUBSTANCES: [SheetColumn; 8] = [
    needed("企业", "", "企业名称"),
    needed("物质", "", "涉水风险物质"),
    needed("最大存在量", "t", "厂界内最大存在量 w"),
    needed("临界量", "t", "附录A 的临界量 W"),
    open("工艺得分", "1", "生产工艺得分，企业第一行写"),
    open("水环境得分", "1", "水环境风险防控措施得分，企业第一行写"),
    open("受体", "", "E1、E2 或 E3，企业第一行写")
        .holding(Holds::OneOf(&["E1", "E2", "E3"])),
    open(
        "近三年处罚",
        "",
        "是 或 否：因违法排污、非法转移处置危险废物受处罚，企业第一行写",
    )
    .holding(YES_NO),
];

/// The grade of every enterprise.
#[must_use]
pub fn enterprise_risk(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    grouped(rows, "企业", |own, outcome| of(own, method("hj-941", knowledge)?, outcome))
}

fn of(rows: &[&SheetRow], method: &Method, outcome: &mut Outcome) -> Result<(), Lack> {
    once_each(rows, "物质", "合并成厂界内的总量")?;
    let one = Unit::one();
    let q = hazard(rows)?;
    outcome.figure("Q", &q);
    let table = |id: &str| {
        method.gradings.get(id).ok_or_else(|| format!("知识库没有分级表 {id}"))
    };
    let number = |id: &str, key: &'static str, value: f64| {
        let numbers = BTreeMap::from([(key, value)]);
        grade(table(id)?, &numbers, &BTreeMap::new())
            .ok_or_else(|| format!("{id} 没有这一档"))
    };
    let q_grade = number("q", "q", q.amount().typical)?;
    outcome.words("Q 值等级", &q_grade);
    let matrix = table("matrix")?;
    let by_words = |words: &[(&str, &str)]| {
        let words: BTreeMap<&str, &str> = words.iter().copied().collect();
        grade(matrix, &BTreeMap::new(), &words)
    };
    if let Some(grade) = by_words(&[("q", &q_grade)]) {
        return conclude(rows, &grade, "", outcome);
    }
    let score = |name: &str| {
        agreed_figure(rows, name)?.ok_or_else(|| Lack(format!("没有写{name}")))
    };
    let (process, water) = (score("工艺得分")?, score("水环境得分")?);
    let limit = |id: &str| method.value(id).unwrap_or(f64::INFINITY);
    for (score, id, name) in
        [(process, "process-max", "工艺得分"), (water, "water-max", "水环境得分")]
    {
        if score.amount().typical > limit(id) {
            return Err(Lack(format!("{name} {} 超过满分 {}", score.text(), limit(id))));
        }
    }
    let terms = vec![Term::new("工艺", process), Term::new("水环境", water)];
    let m = Quantity::sum(terms, &one, "M＝工艺得分＋水环境得分")?;
    let m = m.ok_or("没有得分")?;
    outcome.figure("M", &m);
    let m_grade = number("m-water", "score", m.amount().typical)?;
    outcome.words("M 值等级", &m_grade);
    let receptor = agreed_word(rows, "受体")?.ok_or("没有写受体")?;
    outcome.words("受体敏感程度", receptor);
    let grade = by_words(&[("q", &q_grade), ("m", &m_grade), ("e", receptor)]);
    let grade = grade.ok_or("矩阵没有这一格")?;
    conclude(rows, &grade, &format!("（{q_grade}-{m_grade}-{receptor}）"), outcome)
}

/// The grade, one higher where the enterprise was punished in the last three years (8).
fn conclude(
    rows: &[&SheetRow],
    grade: &str,
    written: &str,
    outcome: &mut Outcome,
) -> Result<(), Lack> {
    const GRADES: [&str; 3] = ["一般", "较大", "重大"];
    let raised = match agreed_word(rows, "近三年处罚")? {
        Some("是") => {
            outcome.note("近三年受过处罚，在评定的等级上调高一级，最高为重大");
            let place = GRADES.iter().position(|g| *g == grade);
            place.and_then(|p| GRADES.get(p + 1)).copied().unwrap_or(grade)
        }
        Some(_) => grade,
        None => {
            outcome.note("没有写近三年处罚；受过的调高一级");
            grade
        }
    };
    outcome.words("水环境风险等级", format!("{raised}{written}"));
    Ok(())
}

/// Q = Σ w/W.
fn hazard(rows: &[&SheetRow]) -> Result<Quantity, Lack> {
    let one = Unit::one();
    let mut ratios = Vec::new();
    for row in rows {
        let name = row.word("物质").unwrap_or_default();
        let (Some(held), Some(critical)) =
            (row.figure("最大存在量"), row.figure("临界量"))
        else {
            return Err(Lack(format!("{name}缺最大存在量或临界量")));
        };
        let ratio = held.over(critical, &one, "w/W", ["最大存在量", "临界量"]);
        let ratio = ratio.map_err(|_| format!("{name}的临界量为零"))?;
        ratios.push(Term::new(name, &ratio));
    }
    let q = Quantity::sum(ratios, &one, "Q＝Σ(w/W)")?;
    Ok(q.ok_or("没有风险物质")?)
}
