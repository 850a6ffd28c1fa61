//! 危险废物产生量核算与核查: the quantity by mass balance and by coefficient beside the declared one,
//! the class of the producer after HJ 1259-2022 4.2.1, and what to ask where they differ.
//!
//! Mass balance: G = Σ input − Σ product − Σ by-product − Σ carried off − Σ reused. Coefficient:
//! G = activity × coefficient, a range where the coefficient is one. No national threshold
//! for the difference exists: outside the range is a question, not a violation.

use std::collections::BTreeMap;

use super::grading::possible;
use super::outcome::Outcome;
use super::rows::{
    Lack, YES_NO, agreed_word, grouped, method, needed, once_each, open, positive,
    waste_class,
};
use crate::knowledge::{Knowledge, Method};
use crate::profile::{SheetColumn, SheetRow};
use crate::quantity::{Quantity, Term, Unit};

/// Columns: one row a waste of a producer.
pub const WASTES: [SheetColumn; 18] = [
    needed("企业", "", "产生单位"),
    needed("废物", "", "废物名称或代码"),
    open("申报产生量", "t/a", "申报的年产生量"),
    open("投入", "t/a", "原辅料投入量，物料衡算用"),
    open("产品", "t/a", "进入产品的量"),
    open("副产品", "t/a", "进入副产品的量"),
    open("带走", "t/a", "废水与废气带走的量"),
    open("回用", "t/a", "回用的量"),
    open("系数", "", "知识库中产废系数的编号"),
    open("活动量", "*", "系数所按的产品、原料或废水量，一年"),
    open("活动量单位", "", "表头没有写单位时，这一行活动量的单位"),
    open("类比产生量", "t/a", "同原料、产品与工艺的类比企业的产生量"),
    open("类比规模", "*", "类比企业的规模"),
    open("类比规模单位", "", "表头没有写单位时，这一行类比规模的单位"),
    open("规模", "*", "本企业的规模，与类比规模同量纲"),
    open("规模单位", "", "表头没有写单位时，这一行规模的单位"),
    open("自行利用处置", "", "是 或 否，企业第一行写").holding(YES_NO),
    open("经营许可证", "", "是 或 否，企业第一行写").holding(YES_NO),
];

/// The wastes of every producer, and its class.
#[must_use]
pub fn hazwaste(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    grouped(rows, "企业", |own, outcome| {
        let method = method("hazwaste-accounting", knowledge)?;
        once_each(own, "废物", "合并成一行，或按产生环节分别命名")?;
        let mut declared = Vec::new();
        for row in own {
            let name = row.word("废物").unwrap_or_default();
            match waste_class(name, knowledge) {
                Ok(()) => waste(row, knowledge, outcome),
                Err(Lack(why)) => outcome.note(format!("{name}不能核算：{why}")),
            }
            declared.extend(row.figure("申报产生量"));
        }
        class(own, &declared, method, knowledge, outcome)
    })
}

fn waste(row: &SheetRow, knowledge: &Knowledge, outcome: &mut Outcome) {
    let name = row.word("废物").unwrap_or_default();
    let unit = knowledge.unit("t/a");
    let balance = balance(row);
    let by_coefficient = match coefficient(row, &unit, knowledge) {
        Ok(estimate) => estimate,
        Err(why) => {
            outcome.note(format!("{name}：按系数不能核算，{why}"));
            None
        }
    };
    let declared = row.figure("申报产生量");
    if let Some(declared) = declared {
        outcome.figure(format!("{name}申报"), declared);
    }
    let by_analogy = match analogy(row, &unit, outcome) {
        Ok(estimate) => estimate,
        Err(Lack(why)) => {
            outcome.note(format!("{name}：不能类比，{why}"));
            None
        }
    };
    let estimates = [
        ("物料衡算", balance.as_ref()),
        ("系数核算", by_coefficient.as_ref()),
        ("类比", by_analogy.as_ref()),
    ];
    for (how, estimate) in estimates {
        let Some(estimate) = estimate else { continue };
        outcome.figure(format!("{name}{how}"), estimate);
        if declared.is_none() && estimate.amount().high < 0.0 {
            outcome.note(format!("{name}：{how}结果为负，投入或产出有漏项，先核对物料"));
        }
        let Some(declared) = declared.and_then(|d| d.amount_in(&unit).ok()) else {
            continue;
        };
        let amount = estimate.amount();
        let verdict = if amount.high < 0.0 {
            "衡算结果为负，投入或产出有漏项，先核对物料"
        } else if declared.typical < amount.low {
            "申报低于核算，请企业提供原辅料台账、转移联单与贮存记录说明差额去向"
        } else if declared.typical > amount.high {
            "申报高于核算，请企业说明工艺、含水率或口径与系数的差别"
        } else {
            "申报在核算范围内"
        };
        outcome.words(format!("{name}与{how}比较"), verdict);
    }
    unused(row, name, outcome);
    if estimates.iter().all(|(_, estimate)| estimate.is_none()) {
        outcome.note(format!(
            "{name}：没有物料或系数，不能核算；可类比同原料、同产品、同工艺、同规模企业"
        ));
    }
}

/// Says what was given for an estimate that lacks its other half.
fn unused(row: &SheetRow, name: &str, outcome: &mut Outcome) {
    for (given, wanted, why) in [
        ("投入", "产品", "没有写产品，物料衡算没有做"),
        ("活动量", "系数", "没有写系数，系数核算没有做"),
        ("规模", "类比产生量", "没有写类比产生量，类比没有做"),
    ] {
        let there = |name: &str| row.figure(name).is_some() || row.word(name).is_some();
        if there(given) && !there(wanted) {
            outcome.note(format!("{name}：{why}"));
        }
    }
}

/// What a like enterprise generates, in proportion to the size; `None` without one.
fn analogy(
    row: &SheetRow,
    unit: &Unit,
    outcome: &mut Outcome,
) -> Result<Option<Quantity>, Lack> {
    let Some(like) = row.figure("类比产生量") else { return Ok(None) };
    let size = row.figure("规模").ok_or("没有写规模")?;
    let of_like = positive(row.figure("类比规模").ok_or("没有写类比规模")?, "类比规模")?;
    let labels = ["规模", "类比规模"];
    let ratio = size.over(of_like, &Unit::one(), "规模之比", labels)?;
    if (ratio.amount().typical - 1.0).abs() > f64::EPSILON {
        let name = row.word("废物").unwrap_or_default();
        let ratio = ratio.text();
        outcome.note(format!("{name}：类比要求同规模，规模之比为 {ratio}，只作参考"));
    }
    let labels = ["类比产生量", "规模之比"];
    Ok(Some(like.times(&ratio, unit, "G＝类比产生量×规模÷类比规模", labels)?))
}

/// Input less all that goes elsewhere; `None` without input and product.
fn balance(row: &SheetRow) -> Option<Quantity> {
    let mut rest = row.figure("投入")?.clone();
    row.figure("产品")?;
    for part in ["产品", "副产品", "带走", "回用"] {
        if let Some(quantity) = row.figure(part) {
            let method = format!("物料衡算：减{part}");
            rest = rest.minus(quantity, &method, ["余量", part]).ok()?;
        }
    }
    Some(rest)
}

fn coefficient(
    row: &SheetRow,
    unit: &Unit,
    knowledge: &Knowledge,
) -> Result<Option<Quantity>, String> {
    let Some(id) = row.word("系数") else { return Ok(None) };
    let record =
        knowledge.coefficients.get(id).ok_or_else(|| format!("知识库没有系数 {id}"))?;
    let value =
        record.figure.quantity.as_ref().ok_or_else(|| format!("系数 {id} 没有数值"))?;
    let activity = row.figure("活动量").ok_or("没有写活动量")?;
    let estimate = activity
        .times(value, unit, "G＝活动量×系数", ["活动量", record.name.as_str()])
        .map_err(|e| format!("活动量与系数的单位不合：{e}"))?;
    Ok(Some(estimate))
}

/// Tons a year between which what is undeclared is tried out: less than any threshold of the
/// classes, and more.
const SMALL: f64 = 0.01;
const LARGE: f64 = 1e9;

/// 产废单位分级 by the declared quantities together; what is not said leaves it open where
/// it could decide.
fn class(
    rows: &[&SheetRow],
    declared: &[&Quantity],
    method: &Method,
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<(), Lack> {
    let whole = declared.len() == rows.len();
    if !whole {
        outcome.note("有废物没有申报产生量，年产生量至少是已申报的合计");
    }
    let unit = knowledge.unit("t/a");
    let terms = declared.iter().map(|q| Term::new("申报", q)).collect();
    let total = Quantity::sum(terms, &unit, "年产生量＝各废物申报之和")?;
    if let Some(total) = &total {
        outcome.figure("年产生量", total);
    }
    let sum = total.map_or(0.0, |total| total.amount().typical);
    outcome.note("按所写的一年分级；HJ 1259-2022 4.2.3 取近三年的最大值，请核对");
    let (mut words, mut unknown) = (BTreeMap::new(), Vec::new());
    for (column, field) in [("自行利用处置", "self-disposal"), ("经营许可证", "licence")]
    {
        match agreed_word(rows, column)? {
            Some(word) => {
                words.insert(field, word);
            }
            None => unknown.push((column, field)),
        }
    }
    let open: Vec<&str> = unknown.iter().map(|(_, field)| *field).collect();
    let table = method.gradings.get("chk-class").ok_or("知识库没有分级表")?;
    // With a waste undeclared the quantity is anything from the sum upwards.
    let more = std::iter::successors(Some(sum.max(SMALL)), |t| {
        let doubled = t * 2.0;
        (doubled < LARGE).then_some(doubled)
    });
    let amounts = std::iter::once(sum).chain(more.filter(|_| !whole));
    let mut classes: Vec<String> = Vec::new();
    for amount in amounts {
        let numbers = BTreeMap::from([("annual-generation", amount)]);
        for class in possible(table, &numbers, &words, &open)? {
            if !classes.contains(&class) {
                classes.push(class);
            }
        }
    }
    match classes.as_slice() {
        [class] => outcome.words("产废单位分级", class.as_str()),
        classes => {
            outcome.words("产废单位分级", format!("待定（{}）", classes.join("、")));
            let mut unknown: Vec<&str> =
                unknown.iter().map(|(column, _)| *column).collect();
            if !whole {
                unknown.push("没有申报的产生量");
            }
            outcome.note(format!("先查明：{}", unknown.join("、")));
        }
    }
    Ok(())
}
