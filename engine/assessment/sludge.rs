//! 重金属（含氟、含砷）污泥衡算: the sludge that a treatment makes of what it takes out.
//!
//! S = [ΣQ·(C_in − C_out)·k + R + SS] ÷ (1 − w): dry residue by stoichiometry with the factor k
//! of each precipitate, residue of the reagents and suspended solids, wetted to w.

use super::outcome::Outcome;
use super::rows::{
    Lack, agreed_figure, grouped, need, needed, once_each_of, open, pollutant,
};
use crate::diagnostic::did_you_mean;
use crate::knowledge::{Coefficient, Knowledge};
use crate::profile::{Holds, SheetColumn, SheetRow};
use crate::quantity::{Quantity, Term, Unit};

/// Columns: one row a pollutant that the treatment takes out.
pub const PRECIPITATES: [SheetColumn; 10] = [
    needed("企业", "", "企业或处理设施"),
    needed("污染物", "", "沉淀去除的金属、氟或砷"),
    open("水流", "", "同一污染物有几股废水时写，如 镀镍线"),
    needed("废水量", "m³/a", "处理的废水量 Q"),
    needed("进水浓度", "mg/L", "处理前浓度"),
    needed("出水浓度", "mg/L", "处理后浓度"),
    needed("系数", "", "干渣生成系数的编号，如 stoich-ni-oh2"),
    open("药剂残渣", "t/a", "R，企业第一行写"),
    open("悬浮物", "t/a", "去除的悬浮物 SS，企业第一行写"),
    open("含水率", "%", "湿污泥含水率 w，企业第一行写").holding(Holds::Share),
];

/// The sludge of every enterprise.
#[must_use]
pub fn sludge(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    grouped(rows, "企业", |own, outcome| of(own, knowledge, outcome))
}

fn of(
    rows: &[&SheetRow],
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<(), Lack> {
    let mut names = Vec::new();
    for row in rows {
        let id = pollutant(row.word("污染物").unwrap_or_default(), knowledge)?;
        let name = knowledge.pollutant_name(settles(id));
        names.push(format!("{} {name}", row.word("水流").unwrap_or_default()));
    }
    once_each_of(names.into_iter(), "同一水流的同一金属")?;
    let tons = knowledge.unit("t/a");
    let mut terms = Vec::new();
    for row in rows {
        let residue = residue(row, &tons, knowledge)?;
        let name = stream(row);
        outcome.figure(format!("{name}干渣"), &residue);
        terms.push(Term::new(name, &residue));
    }
    for (name, what) in [("药剂残渣", "R"), ("悬浮物", "SS")] {
        match agreed_figure(rows, name)? {
            Some(figure) => terms.push(Term::new(what, figure)),
            None => outcome.note(format!("没有写{name}，结果偏小")),
        }
    }
    let dry = Quantity::sum(terms, &tons, "干渣＋药剂残渣＋悬浮物")?;
    let dry = dry.ok_or("没有可衡算的污染物")?;
    outcome.figure("干污泥", &dry);
    let Some(water) = agreed_figure(rows, "含水率")? else {
        outcome.note("没有写含水率，只给干污泥");
        return Ok(());
    };
    let solid = 1.0 - water.amount_in(&Unit::one())?.typical;
    if solid <= 0.0 {
        return Err(Lack("含水率为 100%，没有干物质".to_owned()));
    }
    let terms = vec![Term::new("干污泥", &dry), Term::new("含水率", water)];
    let amount = dry.amount().scale(1.0 / solid);
    let wet = Quantity::derived(amount, tons, "湿污泥＝干污泥÷（1－含水率）", terms)?;
    outcome.figure("湿污泥", &wet);
    Ok(())
}

/// As what a pollutant precipitates: chromium of valence six is reduced before.
fn settles(id: &str) -> &str {
    if id == "cr6" { "cr" } else { id }
}

/// What is taken out, of which water.
fn stream(row: &SheetRow) -> String {
    let name = row.word("污染物").unwrap_or_default();
    row.word("水流").map_or(name.to_owned(), |water| format!("{water} {name}"))
}

/// Q·(C_in − C_out)·k.
fn residue(row: &SheetRow, tons: &Unit, knowledge: &Knowledge) -> Result<Quantity, Lack> {
    let factor = factor(row, knowledge)?;
    let removed = need(row, "进水浓度")?.minus(
        need(row, "出水浓度")?,
        "C进－C出",
        ["进水浓度", "出水浓度"],
    )?;
    if removed.amount().typical < 0.0 {
        return Err(Lack("出水浓度高于进水浓度，核对两栏".to_owned()));
    }
    let labels = ["废水量", "去除的浓度"];
    let taken = need(row, "废水量")?.times(&removed, tons, "Q·(C进－C出)", labels)?;
    Ok(taken.times(factor, tons, "Q·(C进－C出)·k", ["去除量", "k"])?)
}

/// k, which must be that of the pollutant of the row.
fn factor<'k>(row: &SheetRow, knowledge: &'k Knowledge) -> Result<&'k Quantity, Lack> {
    let id = row.word("系数").unwrap_or_default();
    let record = knowledge.coefficients.get(id).filter(|_| id.starts_with("stoich-"));
    let record: &Coefficient = record.ok_or_else(|| {
        let known = knowledge.coefficients.keys().map(String::as_str);
        let known = known.filter(|k| k.starts_with("stoich-"));
        let help = did_you_mean(id, known).unwrap_or_default();
        Lack(format!("没有干渣生成系数 {id}。{help}"))
    })?;
    let word = row.word("污染物").unwrap_or_default();
    let named = pollutant(word, knowledge)?;
    if record
        .pollutant
        .as_deref()
        .is_some_and(|own| own != named && own != settles(named))
    {
        let name = &record.name;
        return Err(Lack(format!("系数 {id} 是“{name}”，不能用于{word}")));
    }
    let figure = record.figure.quantity.as_ref();
    figure.ok_or_else(|| Lack(format!("系数 {id} 没有数值")))
}
