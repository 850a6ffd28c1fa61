//! Single figures that a table of knowledge grades: toxicity of an effluent, health of a river or
//! lake; and figures by one formula: decay between two sections, collection of sewage.
//!
//! TU = 100/EC50 (%). K = (u/Δx)·ln(C_A/C_B). Rate = BOD5 collected ÷ (P × 45 g/(人·d)).

use std::collections::BTreeMap;

use super::grading::grade;
use super::outcome::Outcome;
use super::rows::{Lack, each, method, need, needed, open, parameter, positive};
use crate::knowledge::{Knowledge, Method};
use crate::profile::{Holds, SheetColumn, SheetRow};
use crate::quantity::{Amount, Quantity, Term, Unit};

/// Columns of the toxicity.
pub const TOXICITY: [SheetColumn; 3] = [
    needed("废水", "", "企业或排放口"),
    open("受试生物", "", "如 大型溞、发光细菌"),
    needed("半数效应浓度", "%", "L(E)C50，以废水体积分数计；原液无效应时不用本法")
        .holding(Holds::Share),
];

/// Columns of the health score.
pub const HEALTH: [SheetColumn; 2] = [
    needed("河湖", "", "河流或湖泊"),
    needed("得分", "1", "健康指数 RHI 或 LHI，满分 100"),
];

/// Columns of the measured decay.
pub const DECAY: [SheetColumn; 5] = [
    needed("河段", "", "两断面之间没有支流与排口的河段"),
    needed("上断面浓度", "mg/L", "C_A"),
    needed("下断面浓度", "mg/L", "C_B"),
    needed("间距", "m", "Δx"),
    needed("流速", "m/s", "u"),
];

/// Columns of the collection rate.
pub const COLLECTION: [SheetColumn; 4] = [
    needed("区域", "", "城区"),
    needed("用水总人口", "人", "城区用水总人口"),
    needed("进水量", "m³/a", "污水厂年进水量之和"),
    needed("进水BOD5", "mg/L", "污水厂进水五日生化需氧量平均浓度"),
];

/// 综合毒性.
#[must_use]
pub fn toxicity(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    each(rows, &["废水", "受试生物"], |row, outcome| {
        let method = method("effluent-toxicity", knowledge)?;
        let effect = positive(need(row, "半数效应浓度")?, "半数效应浓度")?;
        let share = effect.amount_in(&Unit::one())?.typical;
        let terms = vec![Term::new("L(E)C50", effect)];
        let units = Amount::point(1.0 / share);
        let units = Quantity::derived(units, Unit::one(), "TU＝100/L(E)C50", terms)?;
        outcome.figure("TU", &units);
        graded(method, "tua-grades", "tu", &units, "毒性等级", outcome)
    })
}

/// 河湖健康分类.
#[must_use]
pub fn health(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    each(rows, &["河湖"], |row, outcome| {
        let method = method("river-lake-health", knowledge)?;
        let score = need(row, "得分")?;
        if !(0.0..=100.0).contains(&score.amount().typical) {
            return Err(Lack("得分应在 0 到 100 之间".to_owned()));
        }
        outcome.figure("得分", score);
        outcome.note("各准则层权重未见指南原文，得分由使用者给出，这里只作分类");
        graded(method, "river-health-guide-grades", "score", score, "分类", outcome)
    })
}

fn graded(
    method: &Method,
    table: &str,
    field: &str,
    figure: &Quantity,
    label: &str,
    outcome: &mut Outcome,
) -> Result<(), Lack> {
    let table = method.gradings.get(table).ok_or("知识库没有分级表")?;
    let numbers = BTreeMap::from([(field, figure.amount().typical)]);
    let words = grade(table, &numbers, &BTreeMap::new());
    outcome.words(label, words.ok_or("分级表没有这一档")?);
    Ok(())
}

/// 综合衰减系数 by two sections.
#[must_use]
pub fn decay(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    each(rows, &["河段"], |row, outcome| {
        let some = |name: &str| positive(need(row, name)?, name);
        let (upper, lower) = (some("上断面浓度")?, some("下断面浓度")?);
        let (distance, speed) = (some("间距")?, some("流速")?);
        let time = distance.over(speed, &knowledge.unit("d"), "Δx/u", ["Δx", "u"])?;
        outcome.figure("流经时间", &time);
        let ratio = upper.over(lower, &Unit::one(), "C_A/C_B", ["C_A", "C_B"])?;
        let k = ratio.amount().typical.ln() / time.amount().typical;
        let terms = vec![Term::new("C_A/C_B", &ratio), Term::new("Δx/u", &time)];
        let unit = knowledge.unit("1/d");
        let k =
            Quantity::derived(Amount::point(k), unit, "K＝ln(C_A/C_B)/(Δx/u)", terms)?;
        outcome.figure("综合衰减系数", &k);
        if k.amount().typical < 0.0 {
            outcome.note("下断面浓度更高，K 为负：段内有入河量未计，不能用作衰减系数");
        }
        Ok(())
    })
}

/// 城市生活污水集中收集率.
#[must_use]
pub fn collection(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    each(rows, &["区域"], |row, outcome| {
        let method = method("sewage-collection-rate", knowledge)?;
        let per_capita = parameter(method, "bod5-per-capita")?;
        let people = positive(need(row, "用水总人口")?, "用水总人口")?;
        let tons = knowledge.unit("t/a");
        let labels = ["进水量", "进水BOD5"];
        let collected = need(row, "进水量")?.times(
            need(row, "进水BOD5")?,
            &tons,
            "收集的BOD5＝进水量×浓度",
            labels,
        )?;
        outcome.figure("收集的BOD5", &collected);
        let labels = ["用水总人口", "人均BOD5"];
        let produced =
            people.times(per_capita, &tons, "产生的BOD5＝人口×人均BOD5", labels)?;
        outcome.figure("产生的BOD5", &produced);
        let labels = ["收集的BOD5", "产生的BOD5"];
        let rate =
            collected.over(&produced, &Unit::percent(), "收集率＝收集÷产生", labels)?;
        outcome.figure("集中收集率", &rate);
        if rate.amount().typical > 100.0 {
            outcome.note("收集率超过 100%：进水含工业废水，或人口口径偏小，须核实");
        }
        Ok(())
    })
}
