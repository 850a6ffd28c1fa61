//! 纳污能力 after GB/T 25173-2010: zero-, one- and two-dimensional models of a river reach,
//! and those of lakes and reservoirs.
//!
//! Zero: M = (C_s − C_0)·(Q + Q_p). One: C_x = C_0·exp(−K·x/u), M = (C_s − C_x)·(Q + Q_p);
//! inflow along the reach: W = b·(C_s − C_x)·(Q·K·L/u)/(1 − exp(−K·L/u)). Two: the band along
//! a bank, C(x,0). Reservoir: W = b·K·V·C_s. Eutrophic lake (Dillon): M = L_s·A,
//! L_s = P_s·h·Q_a/((1 − R_p)·V), R_p = 1 − W_out/W_in.
//!
//! Units are converted by the quantities themselves; nothing is done where a flow, a speed or
//! a volume is zero: that is said, never divided by.

mod lake;

pub use lake::lake;

use super::outcome::Outcome;
use super::rows::{Lack, each, need, needed, open, positive};
use crate::knowledge::Knowledge;
use crate::profile::{Holds, SheetColumn, SheetRow};
use crate::quantity::{Amount, Quantity, QuantityError, Term, Unit};

const NAME: SheetColumn = needed("名称", "", "功能区、河段或湖库的名称");
const POLLUTANT: SheetColumn = open("污染物", "", "同一河段算几种污染物时写");

/// What names a row.
const KEY: &[&str] = &["名称", "污染物"];

const TARGET: SheetColumn = needed("目标浓度", "mg/L", "水质目标浓度 C_s");
const START: SheetColumn = needed("初始浓度", "mg/L", "上游来水或初始断面浓度 C_0");
const FLOW: SheetColumn = needed("设计流量", "m³/s", "设计流量 Q");
const WASTE: SheetColumn = open("废污水流量", "m³/s", "废污水流量 Q_p，缺省为零");
const DECAY: SheetColumn = needed("衰减系数", "1/d", "综合衰减系数 K（1/d 或 1/s）");
const LENGTH: SheetColumn = needed("河段长", "m", "河段长 L");
const SPEED: SheetColumn =
    open("流速", "m/s", "设计流速 u；不写时由流速系数与指数按 u＝a·Q^β 计");
const SPEED_A: SheetColumn = open("流速系数", "1", "u＝a·Q^β 的 a");
const SPEED_B: SheetColumn = open("流速指数", "1", "u＝a·Q^β 的 β");
const UNEVEN: SheetColumn = open("不均匀系数", "1", "b，缺省为 1");

/// Columns of the zero-dimensional model.
pub const ZERO: [SheetColumn; 6] = [NAME, POLLUTANT, TARGET, START, FLOW, WASTE];

/// Columns of the one-dimensional model.
pub const ONE: [SheetColumn; 13] = [
    NAME,
    POLLUTANT,
    TARGET,
    START,
    FLOW,
    WASTE,
    DECAY,
    LENGTH,
    SPEED,
    SPEED_A,
    SPEED_B,
    UNEVEN,
    needed("入河方式", "", "末端、中部或均匀：排污口在河段末端前、中部，或沿程均匀入河")
        .holding(Holds::OneOf(&["末端", "中部", "均匀"])),
];

/// Columns of the two-dimensional model.
pub const TWO: [SheetColumn; 10] = [
    NAME,
    POLLUTANT,
    TARGET,
    START,
    FLOW,
    DECAY,
    needed("流速", "m/s", "纵向平均流速 v"),
    needed("水深", "m", "污染带起始断面平均水深 h"),
    needed("横向扩散系数", "m²/s", "E_y"),
    needed("距离", "m", "排污口到控制点的纵向距离 x"),
];

/// Columns of the models of lakes and reservoirs.
pub const LAKE: [SheetColumn; 12] = [
    NAME,
    POLLUTANT,
    TARGET,
    needed("模型", "", "简化 或 狄龙").holding(Holds::OneOf(&["简化", "狄龙"])),
    open("库容", "m³", "设计水文条件下的容积 V"),
    open("衰减系数", "1/d", "K，简化式用"),
    UNEVEN,
    open("水面面积", "km²", "A，狄龙模型用"),
    open("平均水深", "m", "h，狄龙模型用"),
    open("年出流水量", "m³/a", "Q_a，狄龙模型用"),
    open("年入湖量", "t/a", "W_in，狄龙模型用"),
    open("年出湖量", "t/a", "W_out，狄龙模型用"),
];

/// 零维模型.
#[must_use]
pub fn zero(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    each(rows, KEY, |row, outcome| {
        let (target, start) = (need(row, "目标浓度")?, need(row, "初始浓度")?);
        let flow = discharge(row, outcome)?;
        let room = target.minus(start, "C_s－C_0", ["C_s", "C_0"])?;
        capacity(&room, &flow, "M＝(C_s－C_0)·(Q＋Q_p)", knowledge, outcome)
    })
}

/// 一维模型.
#[must_use]
pub fn one(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    each(rows, KEY, |row, outcome| reach(row, knowledge, outcome))
}

fn reach(
    row: &SheetRow,
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<(), Lack> {
    let (target, start) = (need(row, "目标浓度")?, need(row, "初始浓度")?);
    let speed = speed(row, knowledge, outcome)?;
    let (decay, length) = (need(row, "衰减系数")?, need(row, "河段长")?);
    let exponent = exponent(decay, length, &speed, knowledge)?;
    outcome.figure("K·L/u", &exponent);
    let k = exponent.amount().typical;
    let end = Quantity::derived(
        Amount::point(start.amount().typical * (-k).exp()),
        start.unit().clone(),
        "C_x＝C_0·exp(－K·L/u)",
        vec![Term::new("C_0", start), Term::new("K·L/u", &exponent)],
    )?;
    outcome.figure("末端浓度", &end);
    let room = target.minus(&end, "C_s－C_x", ["C_s", "C_x"])?;
    let way = row.word("入河方式").unwrap_or_default();
    // The load of an outlet in the middle, or along the reach, is diluted by the river: its
    // own water is not added to the flow (5.3 of the standard).
    let flow = if way == "末端" {
        discharge(row, outcome)?
    } else {
        positive(need(row, "设计流量")?, "设计流量")?.clone()
    };
    if way != "末端" && row.figure("废污水流量").is_some() {
        outcome.note(format!("入河方式为{way}，废污水流量没有用"));
    }
    let (factor, formula) = match way {
        "末端" => (1.0, "M＝(C_s－C_x)·(Q＋Q_p)"),
        "中部" => ((k / 2.0).exp(), "M＝(C_s－C_x)·Q·exp(K·L/(2u))"),
        "均匀" if k > 0.0 => {
            (k / -(-k).exp_m1(), "M＝(C_s－C_x)·Q·(K·L/u)/(1－exp(－K·L/u))")
        }
        _ => (1.0, "M＝(C_s－C_x)·Q，K＝0"),
    };
    let factor = Quantity::derived(
        Amount::point(factor),
        Unit::one(),
        format!("入河方式“{way}”的折算系数"),
        vec![Term::new("K·L/u", &exponent)],
    )?;
    let uneven = uneven(row)?;
    let room = scaled(&room, &factor, "折算系数")?;
    let room = match uneven {
        Some(b) => scaled(&room, b, "b")?,
        None => room,
    };
    capacity(&room, &flow, formula, knowledge, outcome)
}

/// 二维模型, at the bank.
#[must_use]
pub fn two(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    each(rows, KEY, |row, outcome| band(row, knowledge, outcome))
}

/// The load that brings the concentration along the bank up to the target.
fn band(
    row: &SheetRow,
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<(), Lack> {
    let some = |name: &str| positive(need(row, name)?, name);
    let (target, start) = (need(row, "目标浓度")?, need(row, "初始浓度")?);
    let (speed, distance) = (some("流速")?, some("距离")?);
    let (depth, spread) = (some("水深")?, some("横向扩散系数")?);
    let exponent = exponent(need(row, "衰减系数")?, distance, speed, knowledge)?;
    outcome.figure("K·x/v", &exponent);
    let in_unit = |q: &Quantity, unit: &str| {
        q.amount_in(&knowledge.unit(unit)).map(|a| a.typical).map_err(Lack::from)
    };
    let room = in_unit(target, "mg/L")? * exponent.amount().typical.exp()
        - in_unit(start, "mg/L")?;
    let mixing = std::f64::consts::PI
        * in_unit(spread, "m²/s")?
        * in_unit(distance, "m")?
        * in_unit(speed, "m/s")?;
    // C(x,0) = C_s solved for m: mg/L × m³/s is g/s.
    let mass = room * in_unit(depth, "m")? * mixing.sqrt();
    let terms = vec![
        Term::new("C_s", target),
        Term::new("C_0", start),
        Term::new("K·x/v", &exponent),
        Term::new("h", depth),
        Term::new("E_y", spread),
        Term::new("x", distance),
        Term::new("v", speed),
    ];
    let formula = "m＝[C_s·exp(K·x/v)－C_0]·h·√(π·E_y·x·v)，即 C(x,0)＝C_s 时的入河速率";
    let mass =
        Quantity::derived(Amount::point(mass), knowledge.unit("g/s"), formula, terms)?;
    let mass = mass.to(&knowledge.unit("t/a"))?;
    let most = fully_mixed(row, target, start, &exponent, knowledge)?;
    outcome.figure("全断面混合时的纳污能力", &most);
    if mass.amount().typical > most.amount().typical.max(0.0) {
        return Err(Lack(format!(
            "岸边式得 {}，大于全断面混合时的 {}：到控制点已混合，改用一维模型",
            mass.text(),
            most.text()
        )));
    }
    said(&mass, outcome);
    Ok(())
}

/// What the whole river could take, mixed at once: no band along a bank can take more.
fn fully_mixed(
    row: &SheetRow,
    target: &Quantity,
    start: &Quantity,
    exponent: &Quantity,
    knowledge: &Knowledge,
) -> Result<Quantity, Lack> {
    let flow = positive(need(row, "设计流量")?, "设计流量")?;
    let kept = Quantity::derived(
        Amount::point(exponent.amount().typical.exp()),
        Unit::one(),
        "exp(K·x/v)",
        vec![Term::new("K·x/v", exponent)],
    )?;
    let room = scaled(target, &kept, "exp(K·x/v)")?;
    let room = room.minus(start, "C_s·exp(K·x/v)－C_0", ["C_s·exp(K·x/v)", "C_0"])?;
    let unit = knowledge.unit("t/a");
    Ok(room.times(flow, &unit, "[C_s·exp(K·x/v)－C_0]·Q", ["可增浓度", "Q"])?)
}

/// Q + Q_p; a dry reach has no capacity to compute.
fn discharge(row: &SheetRow, outcome: &mut Outcome) -> Result<Quantity, Lack> {
    let flow = positive(need(row, "设计流量")?, "设计流量")?;
    let Some(waste) = row.figure("废污水流量") else { return Ok(flow.clone()) };
    let terms = vec![Term::new("Q", flow), Term::new("Q_p", waste)];
    let sum = Quantity::sum(terms, flow.unit(), "Q＋Q_p")?;
    let sum = sum.unwrap_or_else(|| flow.clone());
    outcome.figure("Q＋Q_p", &sum);
    Ok(sum)
}

/// u, given or a·Q^β with Q in m³/s.
fn speed(
    row: &SheetRow,
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<Quantity, Lack> {
    if let Some(speed) = row.figure("流速") {
        return positive(speed, "流速").cloned();
    }
    let (a, b) = (need(row, "流速系数")?, need(row, "流速指数")?);
    let flow = positive(need(row, "设计流量")?, "设计流量")?;
    let q = flow.amount_in(&knowledge.unit("m³/s"))?.typical;
    let u = a.amount().typical * q.powf(b.amount().typical);
    let terms = vec![Term::new("a", a), Term::new("β", b), Term::new("Q", flow)];
    let u = Quantity::derived(
        Amount::point(u),
        knowledge.unit("m/s"),
        "u＝a·Q^β（Q 以 m³/s 计）",
        terms,
    )?;
    outcome.figure("流速", &u);
    positive(&u, "流速").cloned()
}

/// K·x/u, which has no dimension.
pub(super) fn exponent(
    decay: &Quantity,
    length: &Quantity,
    speed: &Quantity,
    knowledge: &Knowledge,
) -> Result<Quantity, QuantityError> {
    let time = length.over(speed, &knowledge.unit("d"), "x/u", ["x", "u"])?;
    decay.times(&time, &Unit::one(), "K·x/u", ["K", "x/u"])
}

/// b, which spreads the capacity over a part of the water: above zero, at most one.
fn uneven(row: &SheetRow) -> Result<Option<&Quantity>, Lack> {
    let Some(b) = row.figure("不均匀系数") else { return Ok(None) };
    if (0.0..=1.0).contains(&b.amount().typical) && b.amount().typical > 0.0 {
        Ok(Some(b))
    } else {
        Err(Lack(format!("不均匀系数应大于 0、不超过 1，这里是 {}", b.text())))
    }
}

fn scaled(
    quantity: &Quantity,
    factor: &Quantity,
    label: &str,
) -> Result<Quantity, QuantityError> {
    let method = format!("{label} 倍");
    quantity.times(factor, quantity.unit(), &method, ["", label])
}

/// Concentration × flow, in t/a.
fn capacity(
    room: &Quantity,
    flow: &Quantity,
    formula: &str,
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<(), Lack> {
    let unit = knowledge.unit("t/a");
    let capacity = room.times(flow, &unit, formula, ["可增浓度", "流量"])?;
    said(&capacity, outcome);
    Ok(())
}

fn said(capacity: &Quantity, outcome: &mut Outcome) {
    outcome.figure("纳污能力", capacity);
    if capacity.amount().typical < 0.0 {
        outcome.note("来水已超过目标，没有纳污能力；负值是须先削减的量");
    }
}
