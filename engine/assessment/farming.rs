//! 秸秆 and 化肥: what straw a region grows, can collect and uses, and how much fertiliser falls on
//! a hectare.
//!
//! Straw = yield × ratio of straw to grain; collectable = straw × collectable share; use =
//! Σ routes ÷ collectable. Fertiliser intensity = pure nutrients ÷ area. The ratios are
//! those of knowledge/nonpoint/straw.yaml for the region's farming zone.

use super::outcome::Outcome;
use super::rows::{Lack, each, grouped, need, needed, once_each, open, positive};
use crate::knowledge::{Coefficient, Knowledge};
use crate::profile::{Holds, SheetColumn, SheetRow};
use crate::quantity::{Quantity, Term, Unit};

/// Routes by which straw is used (五化利用).
const ROUTES: [&str; 5] = ["肥料化", "饲料化", "燃料化", "基料化", "原料化"];

/// Columns: one row a crop of a region.
pub const STRAW: [SheetColumn; 9] = [
    needed("区域", "", "县区"),
    needed("作物", "", "稻谷、小麦、玉米、棉花、油菜、花生、豆类或薯类"),
    needed("产量", "t/a", "年产量"),
    needed("农区", "", "长江中下游 或 西南"),
    open("肥料化", "t/a", "还田及作肥料的秸秆量"),
    open("饲料化", "t/a", "作饲料的秸秆量"),
    open("燃料化", "t/a", "作燃料的秸秆量"),
    open("基料化", "t/a", "作基料的秸秆量"),
    open("原料化", "t/a", "作原料的秸秆量"),
];

/// Columns of the intensity.
pub const FERTILISER: [SheetColumn; 5] = [
    needed("区域", "", "县区"),
    needed("面积", "hm²", "耕地或播种面积"),
    needed("面积口径", "", "耕地 或 播种：两种口径的强度不能相比")
        .holding(Holds::OneOf(&["耕地", "播种"])),
    open("氮肥", "t/a", "折纯量"),
    open("磷肥", "t/a", "折纯量（P2O5）"),
];

/// Straw of every region.
#[must_use]
pub fn straw(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    grouped(rows, "区域", |own, outcome| {
        once_each(own, "作物", "合并成一行")?;
        let tons = knowledge.unit("t/a");
        let (mut grown, mut collectable, mut used) = (Vec::new(), Vec::new(), Vec::new());
        let mut unrouted = Vec::new();
        let mut complete = true;
        for row in own {
            let crop = row.word("作物").unwrap_or_default();
            let straw = match grown_of(row, crop, &tons, knowledge) {
                Ok(straw) => straw,
                Err(Lack(why)) => {
                    complete = false;
                    outcome.note(format!("{crop}没有计入：{why}"));
                    continue;
                }
            };
            outcome.figure(format!("{crop}秸秆产生量"), &straw);
            grown.push(Term::new(crop, &straw));
            if let Some(share) = of_crop("straw-collectable-", crop, None, knowledge) {
                let labels = ["秸秆产生量", "可收集系数"];
                let part =
                    straw.times(share, &tons, "可收集量＝产生量×可收集系数", labels)?;
                outcome.figure(format!("{crop}可收集量"), &part);
                collectable.push(Term::new(crop, &part));
            } else {
                complete = false;
                outcome.note(format!("知识库没有{crop}的可收集系数"));
            }
            let routes: Vec<Term> = ROUTES
                .iter()
                .filter_map(|r| Some(Term::new(format!("{crop} {r}"), row.figure(r)?)))
                .collect();
            if routes.is_empty() {
                unrouted.push(crop);
            }
            used.extend(routes);
        }
        Sums { grown, collectable, used, complete, unrouted }.say(&tons, outcome)
    })
}

/// What the crops of a region add up to.
struct Sums<'a> {
    grown: Vec<Term>,
    collectable: Vec<Term>,
    used: Vec<Term>,
    /// Whether every crop has its coefficients.
    complete: bool,
    /// Crops without a route.
    unrouted: Vec<&'a str>,
}

impl Sums<'_> {
    fn say(self, tons: &Unit, outcome: &mut Outcome) -> Result<(), Lack> {
        let sum = |terms, method: &str| Quantity::sum(terms, tons, method);
        if let Some(all) = sum(self.grown, "各作物秸秆产生量之和")? {
            outcome.figure("秸秆产生量", &all);
        }
        let collectable = sum(self.collectable, "各作物可收集量之和")?;
        let collectable = collectable.filter(|_| self.complete);
        if let Some(all) = &collectable {
            outcome.figure("可收集量", all);
        }
        let Some(used) = sum(self.used, "各途径利用量之和")? else {
            outcome.note("没有写利用去向，利用率不能算");
            return Ok(());
        };
        outcome.figure("利用量", &used);
        if !self.unrouted.is_empty() {
            let crops = self.unrouted.join("、");
            outcome.note(format!("{crops}没有写利用去向，按没有利用计，利用率偏低"));
        }
        let Some(all) = collectable else { return Ok(()) };
        let labels = ["利用量", "可收集量"];
        let rate =
            used.over(&all, &Unit::percent(), "综合利用率＝利用量/可收集量", labels)?;
        outcome.figure("综合利用率", &rate);
        if rate.amount().typical > 100.0 {
            outcome.note("利用量大于可收集量：核对各途径的量是否重复，或产量是否漏报");
        }
        Ok(())
    }
}

fn grown_of(
    row: &SheetRow,
    crop: &str,
    tons: &Unit,
    knowledge: &Knowledge,
) -> Result<Quantity, Lack> {
    let region = row.word("农区");
    let ratio = of_crop("straw-ratio-", crop, region, knowledge).ok_or_else(|| {
        let region = region.unwrap_or_default();
        Lack(format!("知识库没有{region}农区{crop}的草谷比"))
    })?;
    let labels = ["产量", "草谷比"];
    Ok(need(row, "产量")?.times(ratio, tons, "秸秆产生量＝产量×草谷比", labels)?)
}

/// The coefficient whose id starts with `prefix` for the crop, in `region` where given.
fn of_crop<'k>(
    prefix: &str,
    crop: &str,
    region: Option<&str>,
    knowledge: &'k Knowledge,
) -> Option<&'k Quantity> {
    // Names of the records vary: 稻谷 in one, 水稻 in the other.
    let names = if crop == "稻谷" { ["稻谷", "水稻"] } else { [crop, crop] };
    let fits = |c: &&Coefficient| {
        c.id.starts_with(prefix)
            && names.iter().any(|n| is_of(&c.name, n))
            && region.is_none_or(|r| c.domain.region.iter().any(|own| own == r))
    };
    knowledge.coefficients.values().find(fits)?.figure.quantity.as_ref()
}

/// Whether `crop` is the last word in the brackets of a record's name.
fn is_of(name: &str, crop: &str) -> bool {
    let inner = name.strip_suffix('）').and_then(|name| name.strip_suffix(crop));
    inner.is_some_and(|rest| rest.ends_with(['（', '，']))
}

/// Fertiliser intensity of every region.
#[must_use]
pub fn fertiliser(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    each(rows, &["区域"], |row, outcome| {
        let area = positive(need(row, "面积")?, "面积")?;
        let basis = row.word("面积口径").unwrap_or_default();
        let unit = knowledge.unit("kg/(hm²·a)");
        let mut given = false;
        for name in ["氮肥", "磷肥"] {
            let Some(amount) = row.figure(name) else { continue };
            given = true;
            let labels = ["折纯用量", "面积"];
            let intensity = amount.over(area, &unit, "用量÷面积", labels)?;
            outcome.figure(format!("{name}强度（按{basis}面积）"), &intensity);
        }
        if given { Ok(()) } else { Err("氮肥与磷肥都没有写".into()) }
    })
}
