//! 城市黑臭水体分级 after 城市黑臭水体整治工作指南: each reading by four items, then the point, then
//! the whole water.
//!
//! A point is 重度 where one item does so in at least 60 % of its readings, or two items in at
//! least 30 %; the water is 重度 where at least 60 % of its points are.

use std::collections::BTreeMap;

use super::grading::grade;
use super::outcome::Outcome;
use super::rows::{Lack, count, needed, once_each, open};
use crate::knowledge::{Knowledge, Method};
use crate::profile::{Holds, SheetColumn, SheetRow};
use crate::quantity::{Amount, Quantity, Term};

/// Id of the method.
const METHOD: &str = "black-odour-remediation";

/// Column, grading, name in the grading, unit there.
const ITEMS: [(&str, &str, &str, &str); 4] = [
    ("透明度", "blackodor-transparency", "transparency", "cm"),
    ("溶解氧", "blackodor-do", "do", "mg/L"),
    ("氧化还原电位", "blackodor-orp", "orp", "mV"),
    ("氨氮", "blackodor-nh3n", "nh3n", "mg/L"),
];

const HEAVY: &str = "重度黑臭";
const LIGHT: &str = "轻度黑臭";
const NONE: &str = "不黑臭";

/// Columns: one row a reading.
pub const READINGS: [SheetColumn; 8] = [
    needed("水体", "", "水体名称"),
    needed("检测点", "", "检测点"),
    needed("日期", "", "检测日期，同一点的各次不同").holding(Holds::Time),
    open("透明度", "cm", "透明度"),
    open("水深", "cm", "水深，浅水的透明度限值用"),
    open("溶解氧", "mg/L", "溶解氧"),
    open("氧化还原电位", "mV", "氧化还原电位"),
    open("氨氮", "mg/L", "氨氮"),
];

/// The grade of every point and water.
#[must_use]
pub fn black_odour(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    let Some(method) = knowledge.methods.get(METHOD) else { return Vec::new() };
    let mut waters: BTreeMap<&str, BTreeMap<&str, Vec<&SheetRow>>> = BTreeMap::new();
    for row in rows {
        let (water, point) = (
            row.word("水体").unwrap_or_default(),
            row.word("检测点").unwrap_or_default(),
        );
        waters.entry(water).or_default().entry(point).or_default().push(row);
    }
    let outcome = |(water, points): (&str, BTreeMap<&str, Vec<&SheetRow>>)| {
        let mut outcome = Outcome::of(water);
        let grades: Vec<Option<&str>> = points
            .iter()
            .map(|(point, own)| of_point(point, own, method, knowledge, &mut outcome))
            .collect();
        of_water(&grades, method, &mut outcome);
        outcome
    };
    waters.into_iter().map(outcome).collect()
}

fn of_point(
    point: &str,
    rows: &[&SheetRow],
    method: &Method,
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Option<&'static str> {
    if let Err(Lack(why)) = once_each(rows, "日期", "删去重复的；一天几次的写到时刻")
    {
        outcome.note(format!("{point}不能评价：{why}"));
        return None;
    }
    let times = method.value("min-times").unwrap_or_default();
    if count(rows.len()) < times {
        outcome.note(format!("{point}只有 {} 次检测，应不少于 {times} 次", rows.len()));
    }
    let (mut shares, mut any_light, mut judged) = (Vec::new(), false, false);
    for (column, grading, key, unit) in ITEMS {
        let Some(table) = method.gradings.get(grading) else { continue };
        let unit = knowledge.unit(unit);
        let (mut terms, mut heavy) = (Vec::new(), 0usize);
        for row in rows {
            let Some(value) = row.figure(column) else { continue };
            let Ok(amount) = value.amount_in(&unit) else { continue };
            let numbers = BTreeMap::from([(key, amount.typical)]);
            let found = grade(table, &numbers, &BTreeMap::new());
            let date = row.word("日期").unwrap_or_default();
            let told = format!("{point} {date}");
            let Some(found) =
                by_depth(column, found.as_deref(), row, &told, method, outcome)
            else {
                continue;
            };
            heavy += usize::from(found == HEAVY);
            any_light |= found != NONE;
            terms.push(Term::new(date, value));
        }
        if terms.is_empty() {
            outcome.note(format!("{point}没有{column}"));
            continue;
        }
        judged = true;
        let total = terms.len();
        let share = 100.0 * count(heavy) / count(total);
        let method = format!("达到重度的次数 {heavy}÷检测次数 {total}");
        let unit = knowledge.unit("%");
        if let Ok(share) = Quantity::derived(Amount::point(share), unit, method, terms) {
            outcome.figure(format!("{point} {column}重度比例"), &share);
        }
        shares.push(share);
    }
    let grade = by_shares(judged, &shares, any_light, method)?;
    outcome.words(point, grade);
    Some(grade)
}

/// 重度 where one item is so often enough, or two are a little less often.
fn by_shares(
    judged: bool,
    shares: &[f64],
    any_light: bool,
    method: &Method,
) -> Option<&'static str> {
    let bound = |id: &str| method.value(id).unwrap_or(f64::INFINITY);
    let one = shares.iter().any(|s| *s >= bound("one-item-share"));
    let two = shares.iter().filter(|s| **s >= bound("two-item-share")).count() >= 2;
    match (judged, one || two, any_light) {
        (false, ..) => None,
        (_, true, _) => Some(HEAVY),
        (_, _, true) => Some(LIGHT),
        _ => Some(NONE),
    }
}

/// The grade of a reading as the depth lets it stand, of what says so; `None` for one that
/// cannot be.
fn by_depth(
    column: &str,
    found: Option<&str>,
    row: &SheetRow,
    told: &str,
    method: &Method,
    outcome: &mut Outcome,
) -> Option<&'static str> {
    let usual = match found {
        Some(HEAVY) => HEAVY,
        Some(_) => LIGHT,
        None => NONE,
    };
    let value = row.figure(column).filter(|_| column == "透明度");
    match value.map_or(Depth::Usual, |value| shallow(row, value, method)) {
        Depth::Usual => Some(usual),
        Depth::Shallow { heavy } => {
            outcome.note(format!("{told}水深不足：透明度的重度限值按水深的占比计"));
            Some(match (usual, heavy) {
                (NONE, _) => NONE,
                (_, true) => HEAVY,
                (_, false) => LIGHT,
            })
        }
        Depth::Clear => {
            outcome.note(format!("{told}清澈见底，透明度不作黑臭计"));
            Some(NONE)
        }
        Depth::Absurd => {
            outcome.note(format!("{told}透明度大于水深，没有用"));
            None
        }
    }
}

/// What the depth says of a transparency.
enum Depth {
    Usual,
    /// Less than the depth from which the limits hold; whether it is 重度 by its own.
    Shallow {
        heavy: bool,
    },
    /// Clear to the bottom, so that it cannot be said how far one would see.
    Clear,
    /// No water is clearer than it is deep.
    Absurd,
}

/// In shallow water the limit of 重度 is a share of the depth: the asterisk of the guide's
/// table stands at that limit, and 40 % of 25 cm is its 10 cm.
fn shallow(row: &SheetRow, value: &Quantity, method: &Method) -> Depth {
    let parameter = |id: &str| method.parameters.get(id)?.figure.quantity.as_ref();
    let read = || {
        let depth = row.figure("水深")?;
        let limit = parameter("shallow-depth")?.amount_in(value.unit()).ok()?.typical;
        let share = parameter("shallow-share")?;
        let heavy =
            depth.times(share, value.unit(), "水深×占比", ["水深", "占比"]).ok()?;
        let depth = depth.amount_in(value.unit()).ok()?.typical;
        Some((depth, limit, heavy.amount().typical))
    };
    let value = value.amount().typical;
    match read() {
        Some((depth, ..)) if value > depth => Depth::Absurd,
        Some((depth, limit, _)) if value >= depth && depth <= limit => Depth::Clear,
        Some((depth, limit, heavy)) if depth < limit => {
            Depth::Shallow { heavy: value < heavy }
        }
        _ => Depth::Usual,
    }
}

fn of_water(grades: &[Option<&str>], method: &Method, outcome: &mut Outcome) {
    let known: Vec<&str> = grades.iter().flatten().copied().collect();
    if known.is_empty() {
        outcome.note("四项指标都没有，不能分级");
        return;
    }
    let least = method.value("min-points").unwrap_or_default();
    if count(grades.len()) < least {
        outcome.note(format!("只有 {} 个检测点，应不少于 {least} 个", grades.len()));
    }
    // Of all points, judged or not: one that could not be judged is no clean one.
    let heavy = known.iter().filter(|g| **g == HEAVY).count();
    let share = 100.0 * count(heavy) / count(grades.len());
    let open = known.len() < grades.len();
    let bound = method.value("body-share").unwrap_or(f64::INFINITY);
    let grade = if share >= bound {
        HEAVY
    } else if known.iter().any(|g| *g != NONE) {
        LIGHT
    } else if open {
        "待定（有检测点没有评）"
    } else {
        NONE
    };
    if open {
        outcome.note(format!("{} 个检测点中 {} 个评了", grades.len(), known.len()));
    }
    outcome.words("整个水体", grade);
    if grade == LIGHT && heavy > 0 {
        outcome.note(format!("{heavy} 个检测点为重度黑臭，连续的重度点之间的区域另定"));
    }
}
