//! 土壤污染风险筛查 of sites after GB 36600-2018 and of farmland after GB 15618-2018: each content
//! against the screening and the intervention value of the land's use.
//!
//! Up to the screening value the risk may be neglected; above it further investigation is
//! due; above the intervention value control or remediation. A value that the knowledge
//! lacks is said. Content not above a given background does not count (GB 36600 表1 注①).

use super::outcome::Outcome;
use super::rows::{Lack, agreed_figure, grouped, needed, once_each, open, pollutant};
use crate::knowledge::{Knowledge, Limit, LimitTable};
use crate::profile::{Holds, SheetColumn, SheetRow};
use crate::quantity::Quantity;

/// Columns: one row a pollutant of a site.
pub const CONTENTS: [SheetColumn; 6] = [
    needed("地块", "", "地块或样区；几个点位分开命名"),
    needed("用地", "", "第一类用地、第二类用地，或水田、果园、其他农用地").holding(
        Holds::OneOf(&["第一类用地", "第二类用地", "水田", "果园", "其他农用地"]),
    ),
    needed("污染物", "", "污染物名称"),
    needed("含量", "mg/kg", "土壤中的含量；低于检出限写 <0.01 或 未检出")
        .holding(Holds::Concentration),
    open("土壤pH", "1", "农用地必需，地块第一行写"),
    open("背景值", "mg/kg", "当地土壤环境背景含量"),
];

/// Verdicts, from the mildest.
const VERDICTS: [&str; 4] =
    ["不超过筛选值", "超过筛选值但不高于背景值", "超过筛选值", "超过管制值"];

/// The verdict of every site.
#[must_use]
pub fn screening(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    grouped(rows, "地块", |own, outcome| {
        let mut uses: Vec<&str> = own.iter().filter_map(|r| r.word("用地")).collect();
        uses.dedup();
        if let [one, other, ..] = uses.as_slice() {
            let why =
                format!("写了两种用地“{one}”和“{other}”：一个地块写一种，不同的分开命名");
            return Err(Lack(why));
        }
        once_each(own, "污染物", "几个点位时把地块分别命名")?;
        of_site(own, knowledge, outcome);
        Ok(())
    })
}

fn of_site(rows: &[&SheetRow], knowledge: &Knowledge, outcome: &mut Outcome) {
    let (mut worst, mut open) = (None, false);
    for row in rows {
        let word = row.word("污染物").unwrap_or_default();
        match of_pollutant(row, rows, knowledge, outcome) {
            Ok(verdict) => worst = worst.max(Some(verdict)),
            Err(Lack(why)) => {
                open = true;
                outcome.note(format!("{word}不能筛查：{why}"));
            }
        }
    }
    let Some(worst) = worst else { return };
    if open && worst < 2 {
        outcome.words("地块结论", "待定（有污染物没有筛查）");
        return;
    }
    outcome.words("地块结论", VERDICTS.get(worst).copied().unwrap_or_default());
    let land = rows.iter().find_map(|r| r.word("用地")).unwrap_or_default();
    let advice = match (worst, land.ends_with("类用地")) {
        (2, true) => "超过筛选值：开展详细调查和风险评估，确定是否须管控或修复",
        (3, true) => "超过管制值：通常存在不可接受风险，应采取管控或修复措施",
        (2, false) => "超过筛选值：加强土壤与农产品协同监测，原则上采取安全利用措施",
        (3, false) => {
            "超过管制值：农产品可能不合格，采取禁止种植食用农产品等严格管控措施"
        }
        _ => return,
    };
    outcome.note(advice);
}

/// The place of the verdict in [`VERDICTS`].
fn of_pollutant(
    row: &SheetRow,
    site: &[&SheetRow],
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<usize, Lack> {
    let word = row.word("污染物").unwrap_or_default();
    let id = pollutant(word, knowledge)?;
    let measured = row.measured("含量").ok_or("没有“含量”")?;
    let Some(content) = measured.quantity() else {
        outcome.words(format!("{word}含量"), "未检出");
        outcome.words(word, VERDICTS[0]);
        return Ok(0);
    };
    let below = measured.value().is_none();
    let label = if below { "检出限（含量低于它）" } else { "含量" };
    outcome.figure(format!("{word}{label}"), content);
    let land = row.word("用地").unwrap_or_default();
    let values = match land {
        "第一类用地" => of_building_land(id, "screen1", "control1", knowledge)?,
        "第二类用地" => of_building_land(id, "screen2", "control2", knowledge)?,
        land => {
            let ph = agreed_figure(site, "土壤pH")?.ok_or("农用地要写土壤pH")?;
            let range = knowledge.pollutants.get("ph").and_then(|p| p.range);
            let (low, high) = range.unwrap_or((0.0, 14.0));
            if !(low..=high).contains(&ph.amount().typical) {
                return Err(Lack(format!("土壤pH {} 不可能，核对小数点", ph.text())));
            }
            of_farmland(id, land, ph.amount().typical, knowledge)?
        }
    };
    if let Some(row) = &values.row {
        outcome.words(format!("{word}取值行"), row.as_str());
    }
    outcome.figure(format!("{word}筛选值"), values.screen);
    let over = |limit: &Quantity| -> Result<bool, Lack> {
        Ok(content.amount().typical > limit.amount_in(content.unit())?.typical)
    };
    let mut verdict = 0;
    if over(values.screen)? {
        if below {
            return Err("检出限高于筛选值".into());
        }
        // The clause on the background stands in the table of building land alone, at the
        // items that it marks.
        let marked = land.ends_with("类用地") && values.background;
        let background = row.figure("背景值");
        if background.is_some() && !marked {
            outcome.note(format!("{word}没有背景值的规定，背景值没有用"));
        }
        let natural = background.filter(|_| marked).map(|b| over(b).map(|over| !over));
        verdict = if natural.transpose()? == Some(true) { 1 } else { 2 };
    }
    match values.control {
        Some(control) => {
            outcome.figure(format!("{word}管制值"), control);
            // Up to the background it is no polluted site, however much that is.
            if verdict != 1 && over(control)? {
                verdict = 3;
            }
        }
        None if verdict > 0 => {
            outcome.note(format!("标准没有{word}的管制值，或知识库未收，未比较"));
        }
        None => {}
    }
    outcome.words(word, VERDICTS.get(verdict).copied().unwrap_or_default());
    Ok(verdict)
}

/// 筛选值 and 管制值.
struct Values<'k> {
    screen: &'k Quantity,
    control: Option<&'k Quantity>,
    /// The row and level of the table, where it has several.
    row: Option<String>,
    /// Whether the standard's table says that content up to the background does not count.
    background: bool,
}

fn of_building_land<'k>(
    id: &str,
    screen: &str,
    control: &str,
    knowledge: &'k Knowledge,
) -> Result<Values<'k>, Lack> {
    let tables = tables("gb-36600-2018", knowledge)?;
    let limits = || tables.iter().flat_map(|t| &t.limits).filter(|l| l.pollutant == id);
    let value = |level: &str| limits().find_map(|l| l.values.get(level)?.quantity());
    let screen = value(screen).ok_or("GB 36600-2018 或知识库没有这一项的筛选值")?;
    let noted =
        |limit: &Limit| limit.note.as_deref().is_some_and(|n| n.contains("背景值"));
    let background = limits().any(noted);
    Ok(Values { row: None, screen, control: value(control), background })
}

fn of_farmland<'k>(
    id: &str,
    land: &str,
    ph: f64,
    knowledge: &'k Knowledge,
) -> Result<Values<'k>, Lack> {
    let tables = tables("gb-15618-2018", knowledge)?;
    let value = |table: &str| {
        let table = tables.iter().find(|t| t.id == table)?;
        let level = table.levels.iter().find(|l| covers(&l.name, ph))?;
        let limit = best(table, id, land)?;
        let row = limit.subject.as_deref().unwrap_or("农用地");
        Some((limit.values.get(&level.id)?.quantity()?, format!("{row}，{}", level.name)))
    };
    let (screen, row) = value("t1").ok_or("GB 15618-2018 或知识库没有这一项的筛选值")?;
    let value = |table: &str| value(table).map(|(value, _)| value);
    Ok(Values { row: Some(row), screen, control: value("t3"), background: false })
}

/// The row for the land's own use, else for 其他农用地, else for all farmland.
fn best<'k>(table: &'k LimitTable, id: &str, land: &str) -> Option<&'k Limit> {
    let subject = |subject: &str| {
        let mut rows = table.limits.iter().filter(|l| l.pollutant == id);
        rows.find(|l| l.subject.as_deref() == Some(subject))
    };
    subject(land).or_else(|| subject("其他农用地")).or_else(|| subject("农用地"))
}

fn tables<'k>(id: &str, knowledge: &'k Knowledge) -> Result<&'k [LimitTable], Lack> {
    let found = knowledge.standards.get(id).map(|s| s.tables.as_slice());
    found.ok_or_else(|| Lack(format!("知识库没有标准 {id}")))
}

/// Whether `ph` lies in an interval written as `pH≤5.5`, `5.5<pH≤6.5` or `pH>7.5`.
fn covers(interval: &str, ph: f64) -> bool {
    let Some((left, right)) = interval.split_once("pH") else { return false };
    let bound = |text: &str| text.trim_matches(['<', '≤', '>', ' ']).parse::<f64>();
    let above = match bound(left) {
        Ok(low) if left.contains('≤') => ph >= low,
        Ok(low) => ph > low,
        Err(_) => true,
    };
    let Ok(edge) = bound(right) else { return false };
    above
        && match right.chars().next() {
            Some('≤') => ph <= edge,
            Some('<') => ph < edge,
            Some('>') => ph > edge,
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_of_ph_meet_without_gap() {
        let names = ["pH≤5.5", "5.5<pH≤6.5", "6.5<pH≤7.5", "pH>7.5"];
        for (ph, at) in [(4.0, 0), (5.5, 0), (5.6, 1), (6.5, 1), (7.5, 2), (7.6, 3)] {
            let found: Vec<usize> = (0..4).filter(|i| covers(names[*i], ph)).collect();
            assert_eq!(found, [at], "pH {ph}");
        }
    }
}
