//! 湖（库）: the simplified model of a reservoir, and Dillon's of a eutrophic lake.

use super::{KEY, said, scaled, uneven};
use crate::assessment::outcome::Outcome;
use crate::assessment::rows::{Lack, each, need, positive};
use crate::knowledge::Knowledge;
use crate::profile::SheetRow;
use crate::quantity::Unit;

/// 湖（库）.
#[must_use]
pub fn lake(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    each(rows, KEY, |row, outcome| match row.word("模型").unwrap_or_default() {
        "简化" => reservoir(row, knowledge, outcome),
        _ => dillon(row, knowledge, outcome),
    })
}

fn reservoir(
    row: &SheetRow,
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<(), Lack> {
    let (volume, decay) = (need(row, "库容")?, need(row, "衰减系数")?);
    let turnover = volume.times(decay, &knowledge.unit("m³/s"), "K·V", ["V", "K"])?;
    let room = need(row, "目标浓度")?;
    let room = match uneven(row)? {
        Some(b) => scaled(room, b, "b")?,
        None => room.clone(),
    };
    let tons = knowledge.unit("t/a");
    let labels = ["b·C_s", "K·V"];
    said(&room.times(&turnover, &tons, "W＝b·K·V·C_s", labels)?, outcome);
    Ok(())
}

fn dillon(
    row: &SheetRow,
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<(), Lack> {
    let one = Unit::one();
    let (inflow, outflow) =
        (positive(need(row, "年入湖量")?, "年入湖量")?, need(row, "年出湖量")?);
    let passed = outflow.over(inflow, &one, "1－R_p＝W_out/W_in", ["W_out", "W_in"])?;
    if passed.amount().typical <= 0.0 {
        return Err(Lack("年出湖量为零，滞留系数为 1，狄龙模型不能用".to_owned()));
    }
    outcome.figure("1－R_p", &passed);
    if passed.amount().typical > 1.0 {
        outcome.note("年出湖量大于年入湖量：滞留系数为负，内源释放或入湖量漏计，须核实");
    }
    let volume = positive(need(row, "库容")?, "库容")?;
    let depth = need(row, "平均水深")?;
    let by_depth =
        need(row, "水面面积")?.times(depth, volume.unit(), "A·h", ["A", "h"])?;
    let (written, computed) = (volume.amount().typical, by_depth.amount().typical);
    if (written - computed).abs() > 0.1 * written {
        let (volume, by_depth) = (volume.text(), by_depth.text());
        outcome
            .note(format!("库容 {volume} 与面积×水深 {by_depth} 相差一成以上，须核实"));
    }
    let flushing = need(row, "年出流水量")?.over(
        volume,
        &knowledge.unit("1/a"),
        "β＝Q_a/V",
        ["Q_a", "V"],
    )?;
    outcome.figure("水力冲刷系数", &flushing);
    let area_load = need(row, "目标浓度")?.times(
        need(row, "平均水深")?,
        &knowledge.unit("g/m²"),
        "P_s·h",
        ["P_s", "h"],
    )?;
    let per_year = area_load.times(
        &flushing,
        &knowledge.unit("g/(m²·a)"),
        "P_s·h·β",
        ["P_s·h", "β"],
    )?;
    let allowed = per_year.over(
        &passed,
        &knowledge.unit("g/(m²·a)"),
        "L_s＝P_s·h·Q_a/((1－R_p)·V)",
        ["P_s·h·β", "1－R_p"],
    )?;
    outcome.figure("容许负荷 L_s", &allowed);
    let total = allowed.times(
        need(row, "水面面积")?,
        &knowledge.unit("t/a"),
        "M＝L_s·A",
        ["L_s", "A"],
    )?;
    said(&total, outcome);
    Ok(())
}
