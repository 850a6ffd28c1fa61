//! 行业达标差距: a measured or declared concentration against the limits in force on the day,
//! with special discharge limits where the place lies in such an area.
//!
//! A limit applies to an enterprise by its standard's row (`针对`); where the row of the
//! table says nothing, every row of the standard is compared and the strictest is named as
//! what to check, never taken for the law.

use super::outcome::Outcome;
use super::rows::{Lack, grouped, method, need, needed, open, pollutant};
use crate::diagnostic::did_you_mean;
use crate::knowledge::{InForce, Knowledge, Sense};
use crate::profile::{SheetColumn, SheetRow};
use crate::quantity::{Quantity, Unit};

/// Columns: one row a pollutant of an enterprise.
pub const EFFLUENTS: [SheetColumn; 8] = [
    needed("企业", "", "企业名称"),
    needed("行业", "", "知识库中的行业编号或名称"),
    needed("污染物", "", "污染物名称"),
    needed("浓度", "mg/L", "监测或申报的排放浓度"),
    needed("去向", "", "直接 或 间接（排入污水处理厂）"),
    needed("日期", "", "监测日期，如 2026-06-30；按它取当时有效的标准"),
    open("地区", "", "省市名，如 江苏省苏州市；判断是否执行特别排放限值"),
    open("针对", "", "标准限值行所针对的企业或产品，如 磷肥"),
];

/// The gaps of every enterprise.
#[must_use]
pub fn gaps(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    grouped(rows, "企业", |own, outcome| {
        method("industry-gap", knowledge)?;
        let (mut over, mut judged) = (Vec::new(), false);
        for row in own {
            let word = row.word("污染物").unwrap_or_default();
            match of_pollutant(row, knowledge, outcome) {
                Ok(kept) => {
                    judged = true;
                    over.extend((!kept).then_some(word));
                }
                Err(Lack(why)) => outcome.note(format!("{word}不能比较：{why}")),
            }
        }
        if judged {
            outcome.words("结论", if over.is_empty() { "达标" } else { "超标" });
        }
        if !over.is_empty() {
            outcome.words("超标项目", over.join("、"));
        }
        Ok(())
    })
}

/// Whether the pollutant keeps its limit.
fn of_pollutant(
    row: &SheetRow,
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<bool, Lack> {
    let word = row.word("污染物").unwrap_or_default();
    let id = pollutant(word, knowledge)?;
    let measured = need(row, "浓度")?;
    outcome.figure(format!("{word}浓度"), measured);
    let date = row.word("日期").unwrap_or_default();
    let industry = industry(row.word("行业").unwrap_or_default(), knowledge)?;
    let all = knowledge.limits_in_force(industry, id, date);
    if all.is_empty() {
        return Err(Lack(format!("{date} 没有有效的限值")));
    }
    let direct = match row.word("去向").unwrap_or_default() {
        "直接" => true,
        "间接" => false,
        other => return Err(Lack(format!("去向应为直接或间接，这里是“{other}”"))),
    };
    let place = row.word("地区");
    let mut applicable: Vec<(InForce<'_>, &Quantity, bool)> = all
        .into_iter()
        .filter(|f| subject_fits(row.word("针对"), f.limit.subject.as_deref()))
        .filter_map(|found| {
            let special = is_special(place, &found, date, knowledge);
            let (limit, special) = limit(&found, direct, special)?;
            Some((found, limit, special))
        })
        .filter(|(_, limit, _)| limit.unit().dimension() == measured.unit().dimension())
        .collect();
    if applicable.iter().any(|(.., special)| *special) {
        applicable.retain(|(.., special)| *special);
    }
    applicable.sort_by(|a, b| {
        let in_base = |q: &Quantity| q.amount().high * q.unit().factor();
        in_base(a.1).total_cmp(&in_base(b.1))
    });
    let Some((found, limit, special)) = applicable.first() else {
        return Err(Lack("有效标准中没有这一去向、这一对象的浓度限值".to_owned()));
    };
    if applicable.len() > 1 {
        let count = applicable.len();
        outcome.note(format!(
            "{word}有 {count} 行限值可能适用，这里比的是最严的一行；请写“针对”"
        ));
    }
    if place.is_none() {
        outcome.note(format!("没有写地区，{word}未判断是否执行特别排放限值"));
    }
    let subject =
        found.limit.subject.as_deref().map_or(String::new(), |s| format!("，{s}"));
    let kind = if *special { "特别排放限值" } else { "限值" };
    let label = format!(
        "{word}{kind}（{} {}{subject}）",
        found.standard.number, found.table.name
    );
    outcome.figure(label, limit);
    compare(word, measured, limit, found.limit.sense, outcome)
}

fn compare(
    word: &str,
    measured: &Quantity,
    limit: &Quantity,
    sense: Sense,
    outcome: &mut Outcome,
) -> Result<bool, Lack> {
    let (found, bounds) = (measured.amount().typical, limit.amount_in(measured.unit())?);
    let kept = match sense {
        Sense::Min => found >= bounds.low,
        Sense::Range => (bounds.low..=bounds.high).contains(&found),
        _ => found <= bounds.high,
    };
    if !kept && sense == Sense::Max {
        let over = measured.minus(limit, "浓度－限值", ["浓度", "限值"])?;
        let over = over.over(
            limit,
            &Unit::one(),
            "超标倍数＝(浓度－限值)/限值",
            ["浓度－限值", "限值"],
        )?;
        outcome.figure(format!("{word}超标倍数"), &over);
    } else if kept && sense == Sense::Max {
        let share = measured.over(limit, &Unit::percent(), "占限值", ["浓度", "限值"])?;
        outcome.figure(format!("{word}占限值"), &share);
    }
    outcome.words(word, if kept { "达标" } else { "超标" });
    Ok(kept)
}

fn subject_fits(asked: Option<&str>, subject: Option<&str>) -> bool {
    match (asked, subject) {
        (Some(asked), Some(subject)) => subject.contains(asked),
        _ => true,
    }
}

/// The value for the way of discharge; special where it holds and the table has one.
fn limit<'k>(
    found: &InForce<'k>,
    direct: bool,
    special: bool,
) -> Option<(&'k Quantity, bool)> {
    let value =
        |ids: &[&str]| ids.iter().find_map(|id| found.limit.values.get(*id)?.quantity());
    let strict: &[&str] =
        if direct { &["special-direct", "special"] } else { &["special-indirect"] };
    let usual: &[&str] = if direct { &["direct", "limit", "new"] } else { &["indirect"] };
    if special && let Some(limit) = value(strict) {
        return Some((limit, true));
    }
    Some((value(usual)?, false))
}

/// Whether the place lies in an area where the standard's special limits hold.
fn is_special(
    place: Option<&str>,
    found: &InForce<'_>,
    date: &str,
    knowledge: &Knowledge,
) -> bool {
    let Some(place) = place else { return false };
    knowledge
        .areas
        .values()
        .filter(|list| list.valid.contains(date))
        .filter(|list| list.standards.contains(&found.standard.number))
        .flat_map(|list| &list.areas)
        .any(|area| place.contains(area.name.as_str()))
}

fn industry<'k>(word: &str, knowledge: &'k Knowledge) -> Result<&'k str, Lack> {
    let mut all = knowledge.industries.values();
    let found = all.find(|i| i.id == word || i.name == word);
    found.map(|i| i.id.as_str()).ok_or_else(|| {
        let names = knowledge.industries.values().map(|i| i.name.as_str());
        let names: Vec<&str> = names.collect();
        let help = did_you_mean(word, names.iter().copied())
            .unwrap_or_else(|| format!("有：{}", names.join("、")));
        Lack(format!("没有行业“{word}”。{help}"))
    })
}
