//! 畜禽粪污土地承载力 after 农办牧〔2018〕1号: how many pigs' manure the crops of an area can take, by
//! nitrogen and by phosphorus; the smaller holds.
//!
//! Demand = Σ(yield × uptake) × share supplied by fertilising × share of manure ÷ use in the
//! season; capacity = demand ÷ supply of one 猪当量; index = 猪当量 kept ÷ capacity.

use std::collections::BTreeMap;

use super::grading::grade;
use super::outcome::Outcome;
use super::rows::{Lack, agreed_figure, agreed_word, grouped, needed, once_each, open};
use crate::knowledge::{Coefficient, Knowledge};
use crate::profile::{Holds, SheetColumn, SheetRow};
use crate::quantity::{Quantity, QuantityError, Term, Unit};

/// Columns: one row a crop of an area.
pub const CROPS: [SheetColumn; 7] = [
    needed("区域", "", "县区或场"),
    needed("作物", "", "作物名，如 水稻"),
    needed("产量", "t/a", "年总产量"),
    open("土壤养分等级", "", "Ⅰ、Ⅱ或Ⅲ，区域第一行写")
        .holding(Holds::OneOf(&["Ⅰ", "Ⅱ", "Ⅲ", "I", "II", "III"])),
    open("粪肥占施肥比例", "%", "区域第一行写；不写时取指南示例值").holding(Holds::Share),
    open("测算基础", "", "氮 或 磷，区域第一行写；不写时取两者中较小的")
        .holding(Holds::OneOf(&["氮", "磷"])),
    open("存栏", "猪当量", "实际存栏猪当量，区域第一行写"),
];

/// The capacity of every area.
#[must_use]
pub fn capacity(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    grouped(rows, "区域", |own, outcome| {
        once_each(own, "作物", "合并成一行")?;
        let mut capacities = Vec::new();
        for (nutrient, id) in [("氮", "tn"), ("磷", "tp")] {
            match by_nutrient(own, nutrient, id, knowledge, outcome) {
                Ok(capacity) => capacities.push(capacity),
                Err(Lack(why)) => outcome.note(format!("以{nutrient}计不能计算：{why}")),
            }
        }
        if let [nitrogen, phosphorus] = capacities.as_slice() {
            let (n, p) = (nitrogen.amount().typical, phosphorus.amount().typical);
            let basis = agreed_word(own, "测算基础")?;
            let by_nitrogen = basis.map_or(n <= p, |basis| basis == "氮");
            let least = if by_nitrogen { nitrogen } else { phosphorus };
            outcome.figure("承载力", least);
            outcome.words("测算基础", if by_nitrogen { "氮" } else { "磷" });
            if basis.is_none() {
                outcome.note("没有写测算基础，取氮、磷中较小的，偏严；一般以氮为基础，设施蔬菜或土壤磷含量高的用磷");
            }
            compare(own, least, knowledge, outcome)?;
        }
        Ok(())
    })
}

fn by_nutrient(
    rows: &[&SheetRow],
    nutrient: &str,
    id: &str,
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<Quantity, Lack> {
    let unit = knowledge.unit("t/a");
    let mut terms = Vec::new();
    for row in rows {
        let (Some(crop), Some(yields)) = (row.word("作物"), row.figure("产量"))
        else {
            continue;
        };
        let uptake = uptake(crop, id, knowledge)
            .ok_or_else(|| format!("指南没有“{crop}”的养分需求量"))?;
        let need = yields.times(uptake, &unit, "产量×需求量", ["产量", "需求量"]);
        terms.push(Term::new(crop, &need?));
    }
    let plants = Quantity::sum(terms, &unit, "Σ(产量×单位产量养分需求量)")?;
    let plants = plants.ok_or("没有作物")?;
    outcome.figure(format!("植物需{nutrient}"), &plants);
    let level = agreed_word(rows, "土壤养分等级")?.ok_or("没有写土壤养分等级")?;
    let supply = match level {
        "Ⅰ" | "I" => "supply-1",
        "Ⅱ" | "II" => "supply-2",
        _ => "supply-3",
    };
    let own_share = agreed_figure(rows, "粪肥占施肥比例")?;
    let share = own_share.map_or_else(|| parameter("manure-share", knowledge), Ok)?;
    let in_season = parameter(if id == "tn" { "n-use" } else { "p-use" }, knowledge)?;
    let per_pig = figure(&format!("pig-equivalent-supply-{id}"), knowledge)?;
    let steps = || -> Result<Quantity, QuantityError> {
        let fertilised = plants.times(
            parameter(supply, knowledge).unwrap_or(&plants),
            &unit,
            "×施肥供给占比",
            ["植物需求", "施肥供给占比"],
        )?;
        let manured =
            fertilised.times(share, &unit, "×粪肥占施肥比例", ["施肥", "粪肥占比"])?;
        let demand = manured.over(
            in_season,
            &unit,
            "÷粪肥当季利用率",
            ["粪肥提供", "当季利用率"],
        )?;
        let labels = ["粪肥养分需求量", "单位猪当量供给量"];
        let pigs: Unit = knowledge.unit("猪当量");
        demand.over(per_pig, &pigs, "承载力＝需求量÷单位猪当量供给量", labels)
    };
    parameter(supply, knowledge)?;
    let capacity = steps()?;
    outcome.figure(format!("以{nutrient}计的承载力"), &capacity);
    Ok(capacity)
}

/// The kept animals against the capacity.
fn compare(
    rows: &[&SheetRow],
    capacity: &Quantity,
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<(), Lack> {
    let Some(kept) = agreed_figure(rows, "存栏")? else {
        outcome.note("没有写存栏，不能判断是否超载");
        return Ok(());
    };
    let labels = ["实际存栏", "承载力"];
    let Ok(index) = kept.over(capacity, &Unit::one(), "承载力指数＝存栏÷承载力", labels)
    else {
        outcome.note("承载力为零，指数不能算");
        return Ok(());
    };
    outcome.figure("承载力指数", &index);
    let method = knowledge.methods.get("manure-land-capacity");
    let table = method.and_then(|m| m.gradings.get("load"));
    let of = |index: f64| {
        let numbers = BTreeMap::from([("index", index)]);
        table.and_then(|t| grade(t, &numbers, &BTreeMap::new()))
    };
    let ends = index.amount();
    match (of(ends.low), of(ends.high)) {
        (Some(low), Some(high)) if low == high => outcome.words("结论", low),
        (Some(low), Some(high)) => {
            outcome.words("结论", format!("待定（{low}、{high}）"));
            outcome.note("承载力指数的区间跨过分界，由系数的取值决定");
        }
        _ => outcome.note("分级表没有这一档"),
    }
    Ok(())
}

/// The nutrient that 100 kg of `crop` take up; crops are named as in the coefficients.
fn uptake<'k>(crop: &str, id: &str, knowledge: &'k Knowledge) -> Option<&'k Quantity> {
    let own = |c: &&Coefficient| {
        c.id.starts_with("crop-uptake-")
            && c.pollutant.as_deref() == Some(id)
            && c.name.contains(&format!("（{crop}）"))
    };
    knowledge.coefficients.values().find(own)?.figure.quantity.as_ref()
}

fn parameter<'k>(id: &str, knowledge: &'k Knowledge) -> Result<&'k Quantity, Lack> {
    figure(&format!("manure-capacity-params-{id}"), knowledge)
}

fn figure<'k>(id: &str, knowledge: &'k Knowledge) -> Result<&'k Quantity, Lack> {
    let found = knowledge.coefficients.get(id).and_then(|c| c.figure.quantity.as_ref());
    found.ok_or_else(|| Lack(format!("知识库没有系数 {id}")))
}
