//! 区域利用处置能力平衡: what a region's waste streams need against what it may treat, by category.
//!
//! Gap = generated + drawn from store + received − sent away − capacity for the category. A
//! positive gap is what has no licensed place; idle capacity is said as such.

use super::outcome::Outcome;
use super::rows::{Lack, grouped, need, needed, once_each, open, waste_class};
use crate::knowledge::Knowledge;
use crate::profile::{SheetColumn, SheetRow};
use crate::quantity::{Quantity, Term, Unit};

/// Columns: one row a category of a region.
pub const CATEGORIES: [SheetColumn; 7] = [
    needed("区域", "", "市或县区"),
    needed("类别", "", "废物类别，如 HW17"),
    needed("产生量", "t/a", "年产生量"),
    needed("能力", "t/a", "区域内持证单位对该类别的核准年利用处置能力"),
    open("消化库存", "t/a", "计划每年消化的贮存量"),
    open("转入", "t/a", "从区域外转入的量"),
    open("转出", "t/a", "转出区域外的量"),
];

/// The balance of every region.
#[must_use]
pub fn balance(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    grouped(rows, "区域", |own, outcome| {
        once_each(own, "类别", "合并成一行")?;
        let tons = knowledge.unit("t/a");
        let (mut short, mut open) = (Vec::new(), false);
        for row in own {
            let category = row.word("类别").unwrap_or_default();
            let known = waste_class(category, knowledge);
            match known.and_then(|()| of_category(row, &tons, outcome)) {
                Ok(true) => short.push(category),
                Ok(false) => {}
                Err(Lack(why)) => {
                    open = true;
                    outcome.note(format!("{category}不能核算：{why}"));
                }
            }
        }
        let verdict = match (short.is_empty(), open) {
            (false, _) => "能力不足",
            (true, true) => "待定",
            (true, false) => "能力够用",
        };
        outcome.words("结论", verdict);
        if !short.is_empty() {
            outcome.words("能力不足的类别", short.join("、"));
        }
        Ok(())
    })
}

/// Whether the capacity falls short.
fn of_category(row: &SheetRow, tons: &Unit, outcome: &mut Outcome) -> Result<bool, Lack> {
    let category = row.word("类别").unwrap_or_default();
    let generated = need(row, "产生量")?;
    let mut terms = vec![Term::new("产生量", generated)];
    for name in ["消化库存", "转入"] {
        terms.extend(row.figure(name).map(|q| Term::new(name, q)));
    }
    let all = Quantity::sum(terms, tons, "产生量＋消化库存＋转入")?;
    let mut due = all.ok_or("没有产生量")?;
    if let Some(sent) = row.figure("转出") {
        due = due.minus(sent, "－转出", ["须处置", "转出"])?;
        if due.amount().typical < 0.0 {
            return Err(Lack(format!("{category}的转出多于产生、库存与转入之和")));
        }
    }
    outcome.figure(format!("{category}须在本地处置"), &due);
    let capacity = need(row, "能力")?;
    outcome.figure(format!("{category}能力"), capacity);
    let gap = due.minus(capacity, "缺口＝须处置－能力", ["须处置", "能力"])?;
    let short = gap.amount().typical > 0.0;
    if short {
        outcome.figure(format!("{category}缺口"), &gap);
        outcome.words(category, "能力不足");
    } else {
        let idle = capacity.minus(&due, "富余＝能力－须处置", ["能力", "须处置"])?;
        outcome.figure(format!("{category}富余"), &idle);
        outcome.words(category, "能力够用");
    }
    Ok(short)
}
