//! 行业达标差距: a measured or declared concentration against the limits in force on the day,
//! with special discharge limits where the place lies in such an area.
//!
//! A limit applies by its standard and the row's subject (`标准`, `针对`); where the table
//! does not say them, every row that may apply is compared, and only what all of them say is
//! the verdict.

use super::outcome::Outcome;
use super::rows::{Lack, grouped, method, needed, open, pollutant};
use super::special_area::{is_special, unlisted};
use crate::diagnostic::did_you_mean;
use crate::knowledge::{InForce, Knowledge, LimitValue, Sense};
use crate::profile::{Holds, Measurement, SheetColumn, SheetRow};
use crate::quantity::{Quantity, Unit};

/// Columns: one row a pollutant of an enterprise.
pub const EFFLUENTS: [SheetColumn; 9] = [
    needed("企业", "", "企业名称"),
    needed("行业", "", "知识库中的行业编号或名称"),
    needed("污染物", "", "污染物名称"),
    needed("浓度", "mg/L", "监测或申报的排放浓度；低于检出限写 <0.01 或 未检出")
        .holding(Holds::Concentration),
    needed("去向", "", "直接 或 间接（排入污水处理厂）")
        .holding(Holds::OneOf(&["直接", "间接"])),
    needed("日期", "", "监测日期，如 2026-06-30；按它取当时有效的标准")
        .holding(Holds::Day),
    open("地区", "", "省、市、区县全名，如 江苏省苏州市昆山市；判断是否执行特别排放限值"),
    open("标准", "", "执行的标准号，如 GB 21903-2008；行业有几个标准时写"),
    open("针对", "", "标准限值行所针对的企业或产品，如 磷肥"),
];

/// The gaps of every enterprise.
#[must_use]
pub fn gaps(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    grouped(rows, "企业", |own, outcome| {
        method("industry-gap", knowledge)?;
        let (mut over, mut kept, mut open) = (Vec::new(), 0usize, 0usize);
        for reading in readings(own)? {
            let row = reading.row;
            match of_pollutant(&reading, knowledge, outcome) {
                Ok(Some(true)) => kept += 1,
                Ok(Some(false)) => {
                    let word = row.word("污染物").unwrap_or_default();
                    if !over.contains(&word) {
                        over.push(word);
                    }
                }
                Ok(None) => open += 1,
                Err(Lack(why)) => {
                    open += 1;
                    outcome.note(format!("{}不能比较：{why}", reading.name));
                }
            }
        }
        if own.iter().any(|row| row.word("地区").is_none()) {
            outcome.note("没有写地区，未判断是否执行特别排放限值");
        }
        for row in own {
            if let Some(told) = unlisted(row.word("地区").unwrap_or_default(), knowledge)
                && !outcome.notes.contains(&told)
            {
                outcome.note(told);
            }
        }
        outcome.note("浓度未按单位产品基准排水量折算；实际排水量大于基准时须折算后再比");
        match (over.len(), open, kept) {
            (0, 0, 0) => {}
            (0, 0, _) => outcome.words("结论", "达标"),
            (0, ..) => outcome.words("结论", "待定"),
            _ => outcome.words("结论", "超标"),
        }
        if !over.is_empty() {
            outcome.words("超标项目", over.join("、"));
        }
        Ok(())
    })
}

/// A row, named so that no two are alike.
struct Reading<'a> {
    row: &'a SheetRow,
    name: String,
}

/// The pollutant, with day and way of discharge where it stands in more than one row; of one
/// day, way and limit there is one row.
fn readings<'a>(rows: &[&'a SheetRow]) -> Result<Vec<Reading<'a>>, Lack> {
    let word = |row: &'a SheetRow, name: &str| row.word(name).unwrap_or_default();
    let mut seen = std::collections::BTreeSet::new();
    let mut readings = Vec::new();
    for row in rows {
        let pollutant = word(row, "污染物");
        let parts = ["日期", "去向", "标准", "针对"].map(|name| word(row, name));
        let several = rows.iter().filter(|r| word(r, "污染物") == pollutant).count() > 1;
        let told: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        let name = if several {
            format!("{pollutant}（{}）", told.join("，"))
        } else {
            pollutant.to_owned()
        };
        if !seen.insert(name.clone()) {
            return Err(Lack(format!("{name}有两行：删去重复的，或写日均值")));
        }
        readings.push(Reading { row, name });
    }
    Ok(readings)
}

/// Whether the pollutant keeps its limit; `None` where the rows that may apply disagree, or
/// the detection limit lies above one.
fn of_pollutant(
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<Option<bool>, Lack> {
    let (row, word) = (reading.row, reading.name.as_str());
    let measured = row.measured("浓度").ok_or("没有“浓度”")?;
    let (rows, unsure) = applicable(row, measured, knowledge)?;
    if rows.is_empty() {
        return Err("有效标准中没有这一去向、这一对象以 mg/L 计的限值".into());
    }
    match measured {
        Measurement::Value(value) => outcome.figure(format!("{word}浓度"), value),
        Measurement::Below(limit) => {
            outcome.figure(format!("{word}检出限（浓度低于它）"), limit);
        }
        Measurement::NotDetected => outcome.words(format!("{word}浓度"), "未检出"),
    }
    let mut verdicts: Vec<Option<bool>> = Vec::new();
    for one in &rows {
        let kept = one.compare(word, measured, outcome)?;
        if !verdicts.contains(&kept) {
            verdicts.push(kept);
        }
    }
    let verdict = match verdicts.as_slice() {
        [kept] => *kept,
        [] => None,
        _ => {
            outcome.note(format!(
                "{word}有 {} 行限值可能适用，结论不一；请写“标准”和“针对”",
                rows.len()
            ));
            None
        }
    };
    let place = row.word("地区").unwrap_or_default();
    let verdict = if unsure && verdict == Some(true) {
        outcome.note(format!(
            "“{place}”只有一部分执行特别排放限值，{word}按普通限值达标、按特别限值待定：把地区写到区县、流域，再对照公告核定"
        ));
        None
    } else {
        verdict
    };
    let words = verdict.map_or("待定", |kept| if kept { "达标" } else { "超标" });
    outcome.words(word, words);
    Ok(verdict)
}

/// What a row of a standard allows.
enum Allowed<'k> {
    Limit(&'k Quantity),
    /// 不得检出.
    Nothing,
}

/// A row that may apply.
struct Applicable<'k> {
    found: InForce<'k>,
    allowed: Allowed<'k>,
    special: bool,
    /// Level and monitoring point.
    level: String,
}

/// The rows in force that may apply; of a standard with special limits for the place those
/// alone. And whether special limits may hold that were not taken.
fn applicable<'k>(
    row: &SheetRow,
    measured: &Measurement,
    knowledge: &'k Knowledge,
) -> Result<(Vec<Applicable<'k>>, bool), Lack> {
    let id = pollutant(row.word("污染物").unwrap_or_default(), knowledge)?;
    let date = row.word("日期").unwrap_or_default();
    let industry = industry(row.word("行业").unwrap_or_default(), knowledge)?;
    let direct = row.word("去向") == Some("直接");
    let all = knowledge.limits_in_force(industry, id, date);
    if all.is_empty() {
        return Err(Lack(format!("{date} 没有有效的限值")));
    }
    let asked = |found: &InForce<'_>| {
        row.word("标准")
            .is_none_or(|s| s == found.standard.number || s == found.standard.id)
    };
    if !all.iter().any(&asked) {
        let mut numbers: Vec<&str> =
            all.iter().map(|found| found.standard.number.as_str()).collect();
        numbers.dedup();
        let asked = row.word("标准").unwrap_or_default();
        let numbers = numbers.join("、");
        return Err(Lack(format!("标准“{asked}”不在有效的标准之中：{numbers}")));
    }
    let mut unsure = false;
    let mut rows: Vec<Applicable<'k>> = all
        .into_iter()
        .filter(asked)
        .filter(|f| subject_fits(row.word("针对"), f.limit.subject.as_deref()))
        .filter_map(|found| {
            let special = is_special(row.word("地区"), &found, date, knowledge);
            unsure |= special.is_none();
            let (allowed, special, level) =
                allowed(&found, direct, special == Some(true))?;
            Some(Applicable { found, allowed, special, level })
        })
        .filter(|one| match (&one.allowed, measured.quantity()) {
            (Allowed::Limit(limit), Some(measured)) => {
                limit.unit().dimension() == measured.unit().dimension()
            }
            _ => true,
        })
        .collect();
    let strict: Vec<&str> =
        rows.iter().filter(|r| r.special).map(|r| r.found.standard.id.as_str()).collect();
    rows.retain(|r| r.special || !strict.contains(&r.found.standard.id.as_str()));
    Ok((rows, unsure))
}

impl Applicable<'_> {
    /// Says the limit and how far the measured value is from it; whether it is kept, `None`
    /// where the detection limit is too high, or the limit too wide, to tell.
    fn compare(
        &self,
        word: &str,
        measured: &Measurement,
        outcome: &mut Outcome,
    ) -> Result<Option<bool>, Lack> {
        let label = self.label(word);
        outcome.words(format!("{label}所取的档"), &self.level);
        let Allowed::Limit(limit) = self.allowed else {
            outcome.words(label, "不得检出");
            return Ok(Some(measured.value().is_none_or(|v| v.amount().typical <= 0.0)));
        };
        outcome.figure(&label, limit);
        let measured = match measured {
            Measurement::Value(value) => value,
            // Without a detection limit, not detected keeps any limit, as of waters.
            Measurement::NotDetected => return Ok(Some(true)),
            Measurement::Below(detection) => {
                let bounds = limit.amount_in(detection.unit())?;
                let kept = detection.amount().typical <= bounds.low;
                if kept && self.found.limit.sense == Sense::Max {
                    return Ok(Some(true));
                }
                outcome.note(format!("{word}的检出限高于限值，不能判断是否达标"));
                return Ok(None);
            }
        };
        let (found, bounds) =
            (measured.amount().typical, limit.amount_in(measured.unit())?);
        // A limit that is a range stands for several kinds of plants: between its ends the
        // kind decides.
        let kept = match self.found.limit.sense {
            Sense::Range => Some((bounds.low..=bounds.high).contains(&found)),
            Sense::Min if found >= bounds.high => Some(true),
            Sense::Min if found < bounds.low => Some(false),
            Sense::Max if found <= bounds.low => Some(true),
            Sense::Max if found > bounds.high => Some(false),
            _ => None,
        };
        let Some(kept) = kept else {
            outcome.note(format!("{word}在限值的区间之内，按企业的类型核定限值"));
            return Ok(None);
        };
        if self.found.limit.sense == Sense::Max && bounds.high > 0.0 {
            let (what, figure) = distance(measured, limit, kept)?;
            outcome.figure(format!("{label}{what}"), &figure);
        }
        Ok(Some(kept))
    }

    /// `总磷特别排放限值（GB 21903-2008 表3，…）`.
    fn label(&self, word: &str) -> String {
        let limit = self.found.limit;
        let subject =
            limit.subject.as_deref().map_or(String::new(), |s| format!("，{s}"));
        let kind = if self.special { "特别排放限值" } else { "限值" };
        let (number, table) = (&self.found.standard.number, &self.found.table.name);
        format!("{word}{kind}（{number} {table}{subject}）")
    }
}

/// 超标倍数, or the share of the limit that is used.
fn distance(
    measured: &Quantity,
    limit: &Quantity,
    kept: bool,
) -> Result<(&'static str, Quantity), Lack> {
    if kept {
        let labels = ["浓度", "限值"];
        return Ok((
            "占用",
            measured.over(limit, &Unit::percent(), "浓度/限值", labels)?,
        ));
    }
    let over = measured.minus(limit, "浓度－限值", ["浓度", "限值"])?;
    let labels = ["浓度－限值", "限值"];
    let formula = "超标倍数＝(浓度－限值)/限值";
    Ok(("超标倍数", over.over(limit, &Unit::one(), formula, labels)?))
}

fn subject_fits(asked: Option<&str>, subject: Option<&str>) -> bool {
    match (asked, subject) {
        (Some(asked), Some(subject)) => subject.contains(asked),
        _ => true,
    }
}

/// What holds for the way of discharge, special where it holds and the table has one, and
/// where it stands in the table: level and monitoring point.
fn allowed<'k>(
    found: &InForce<'k>,
    direct: bool,
    special: bool,
) -> Option<(Allowed<'k>, bool, String)> {
    let level = |id: &str| {
        let level = found.table.levels.iter().find(|level| level.id == id);
        let point = found.limit.point.as_deref();
        let name = level.map_or(id, |level| level.name.as_str());
        point.map_or(name.to_owned(), |point| format!("{name}，监控位置 {point}"))
    };
    let value = |ids: &[&str]| {
        ids.iter().find_map(|id| match found.limit.values.get(*id)? {
            LimitValue::Limit(quantity) => Some((Allowed::Limit(quantity), level(id))),
            LimitValue::NotDetected => Some((Allowed::Nothing, level(id))),
            LimitValue::None | LimitValue::Missing(_) => None,
        })
    };
    let strict: &[&str] =
        if direct { &["special-direct", "special"] } else { &["special-indirect"] };
    let usual: &[&str] = if direct { &["direct", "limit", "new"] } else { &["indirect"] };
    if special && let Some((limit, level)) = value(strict) {
        return Some((limit, true, level));
    }
    value(usual).map(|(limit, level)| (limit, false, level))
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
