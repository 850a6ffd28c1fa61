//! 浓度与流量的关系: Spearman's rank correlation of concentration with flow over a section's pairs,
//! against the critical values of the trend test.
//!
//! Rising with the flow points to what rain and runoff bring, falling to steady discharge
//! that the flow dilutes: a hint to look at, no apportionment.

use super::outcome::Outcome;
use super::rows::{Lack, count, grouped, method, need, needed, once_each};
use super::trend::{critical, pearson, ranks, reaches};
use crate::knowledge::Knowledge;
use crate::profile::{Holds, SheetColumn, SheetRow};
use crate::quantity::{Amount, Quantity, Term, Unit};

/// Columns: one row a pair of a section.
pub const PAIRS: [SheetColumn; 4] = [
    needed("断面", "", "断面名称；几种污染物时写成 断面 污染物"),
    needed("时间", "", "同一时间的流量与浓度").holding(Holds::Time),
    needed("流量", "m³/s", "流量"),
    needed("浓度", "mg/L", "浓度"),
];

/// The relation of every section.
#[must_use]
pub fn relation(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    grouped(rows, "断面", |own, outcome| {
        once_each(own, "时间", "同一时间只留一行；几种污染物时把断面写成 断面 污染物")?;
        let method = method("concentration-flow", knowledge)?;
        let least = method.value("min-pairs").unwrap_or_default();
        if count(own.len()) < least {
            return Err(Lack(format!("只有 {} 对数据，少于 {least}", own.len())));
        }
        of_section(own, knowledge, outcome)
    })
}

fn of_section(
    rows: &[&SheetRow],
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<(), Lack> {
    let values = |name: &str, unit: &str| -> Result<Vec<f64>, Lack> {
        let unit = knowledge.unit(unit);
        rows.iter().map(|r| Ok(need(r, name)?.amount_in(&unit)?.typical)).collect()
    };
    let (flows, tied_flow) = ranks(&values("流量", "m³/s")?);
    let (levels, tied) = ranks(&values("浓度", "mg/L")?);
    let rs = pearson(&flows, &levels).ok_or("流量或浓度全部相同，没有关系可检验")?;
    let mut terms = Vec::new();
    for row in rows {
        let time = row.word("时间").unwrap_or_default();
        terms.push(Term::new(format!("{time} 流量"), need(row, "流量")?));
        terms.push(Term::new(format!("{time} 浓度"), need(row, "浓度")?));
    }
    let formula = format!("r_s＝流量秩与浓度秩的相关系数，N＝{}", rows.len());
    let figure = Quantity::derived(Amount::point(rs), Unit::one(), formula, terms)?;
    outcome.figure("r_s", &figure.with_decimals(Some(3)));
    if tied || tied_flow {
        outcome.note("有相等的值，取平均秩");
    }
    let Some(bound) = critical(rows.len(), knowledge) else {
        outcome.note(format!("临界值表没有 N＝{}，显著性不能判定", rows.len()));
        return Ok(());
    };
    outcome.figure("W_p", bound);
    let words = match (reaches(rs, bound), rs > 0.0) {
        (false, _) => "浓度与流量没有显著关系",
        (true, true) => "浓度随流量升高",
        (true, false) => "浓度随流量降低",
    };
    outcome.words("关系", words);
    match words {
        "浓度随流量升高" => {
            outcome.note("提示降雨径流、底泥或管网溢流的输入，须结合雨情核实");
        }
        "浓度随流量降低" => {
            outcome.note("提示常年稳定的排放被来水稀释，须结合点源核实");
        }
        _ => {}
    }
    Ok(())
}
