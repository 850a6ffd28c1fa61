//! 城市黑臭水体分级 after 城市黑臭水体整治工作指南: each reading by four items, then the point, then
//! the whole water.
//!
//! A point is 重度 where one item does so in at least 60 % of its readings, or two items in at
//! least 30 %; the water is 重度 where at least 60 % of its points are.

use std::collections::BTreeMap;

use super::grading::grade;
use super::outcome::Outcome;
use super::rows::count;
use crate::knowledge::{Knowledge, Method};
use crate::profile::{SheetColumn, SheetRow};
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
    SheetColumn { name: "水体", unit: "", needed: true, meaning: "水体名称" },
    SheetColumn { name: "检测点", unit: "", needed: true, meaning: "检测点" },
    SheetColumn { name: "日期", unit: "", needed: true, meaning: "检测日期" },
    SheetColumn { name: "透明度", unit: "cm", needed: false, meaning: "透明度" },
    SheetColumn {
        name: "水深",
        unit: "cm",
        needed: false,
        meaning: "水深，浅水折算透明度用",
    },
    SheetColumn { name: "溶解氧", unit: "mg/L", needed: false, meaning: "溶解氧" },
    SheetColumn {
        name: "氧化还原电位",
        unit: "mV",
        needed: false,
        meaning: "氧化还原电位",
    },
    SheetColumn { name: "氨氮", unit: "mg/L", needed: false, meaning: "氨氮" },
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
            let Some(value) = seen(row, column, method) else { continue };
            let Ok(amount) = value.amount_in(&unit) else { continue };
            let numbers = BTreeMap::from([(key, amount.typical)]);
            let grade = grade(table, &numbers, &BTreeMap::new());
            heavy += usize::from(grade.as_deref() == Some(HEAVY));
            any_light |= grade.is_some();
            terms.push(Term::new(row.word("日期").unwrap_or_default(), &value));
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
    let bound = |id: &str| method.value(id).unwrap_or(f64::INFINITY);
    let one = shares.iter().any(|s| *s >= bound("one-item-share"));
    let two = shares.iter().filter(|s| **s >= bound("two-item-share")).count() >= 2;
    let grade = match (judged, one || two, any_light) {
        (false, ..) => return None,
        (_, true, _) => HEAVY,
        (_, _, true) => LIGHT,
        _ => NONE,
    };
    outcome.words(point, grade);
    Some(grade)
}

/// A reading; in shallow water the transparency is a share of the depth.
fn seen(row: &SheetRow, column: &str, method: &Method) -> Option<Quantity> {
    let value = row.figure(column)?;
    let Some(depth) = row.figure("水深").filter(|_| column == "透明度") else {
        return Some(value.clone());
    };
    let parameter = |id: &str| method.parameters.get(id)?.figure.quantity.as_ref();
    let (shallow, share) = (parameter("shallow-depth")?, parameter("shallow-share")?);
    let limit = shallow.amount_in(depth.unit()).ok()?.typical;
    if depth.amount().typical >= limit {
        return Some(value.clone());
    }
    depth
        .times(share, depth.unit(), "水深不足，透明度按水深的占比取值", ["水深", "占比"])
        .ok()
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
    let heavy = known.iter().filter(|g| **g == HEAVY).count();
    let share = 100.0 * count(heavy) / count(known.len());
    let bound = method.value("body-share").unwrap_or(f64::INFINITY);
    let grade = if share >= bound {
        HEAVY
    } else if known.iter().any(|g| *g != NONE) {
        LIGHT
    } else {
        NONE
    };
    outcome.words("整个水体", grade);
    if grade == LIGHT && heavy > 0 {
        outcome.note(format!("{heavy} 个检测点为重度黑臭，连续的重度点之间的区域另定"));
    }
}
