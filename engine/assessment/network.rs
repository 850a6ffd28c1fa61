//! 控制单元串联: loads that units pass down to one another, with first-order decay on the way
//! (the one-dimensional form of GB/T 25173-2010 5.3).
//!
//! Leaving a unit: W_out = Σ W_in·exp(−a) + W_own·(1 − exp(−a))/a with a = K·L/u; its own
//! load enters evenly along the reach. At the outlet C = W_out/Q. Every unit knows the
//! shares of those above it. Units in a ring have no outlet: that is said.

use std::collections::{BTreeMap, BTreeSet};

use super::outcome::Outcome;
use super::rows::{Lack, groups, need, needed, open, positive};
use crate::knowledge::Knowledge;
use crate::profile::{SheetColumn, SheetRow};
use crate::quantity::{Amount, Quantity, Term, Unit};

/// Columns: one row a unit (and pollutant).
pub const UNITS: [SheetColumn; 9] = [
    needed("单元", "", "控制单元或河段"),
    open("下游单元", "", "水流入的单元；流出本表的空着"),
    open("污染物", "", "只算一种时可不写"),
    needed("本地入河量", "t/a", "本单元各源的入河量之和"),
    needed("河段长", "m", "单元内河段长 L"),
    needed("流速", "m/s", "平均流速 u"),
    needed("衰减系数", "1/d", "综合衰减系数 K"),
    open("出口流量", "m³/s", "出口断面的年平均流量，算浓度用"),
    open("目标浓度", "mg/L", "出口断面的水质目标"),
];

/// What every unit receives, loses and passes on.
#[must_use]
pub fn network(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    let of_one = |(pollutant, own): (&str, Vec<&SheetRow>)| {
        let mut chain = Chain::new(&own, pollutant, knowledge);
        let units = groups(own.iter().copied(), "单元");
        let first = units.iter().filter_map(|(_, rows)| rows.first());
        first.map(|row| chain.outcome(row)).collect::<Vec<_>>()
    };
    groups(rows.iter(), "污染物").into_iter().flat_map(of_one).collect()
}

/// What leaves a unit, and whose it is.
#[derive(Debug, Clone)]
struct Outflow {
    total: Quantity,
    /// By unit of origin.
    origins: BTreeMap<String, Quantity>,
}

/// The units of one pollutant.
struct Chain<'a> {
    units: BTreeMap<&'a str, &'a SheetRow>,
    /// Units that flow into each.
    above: BTreeMap<&'a str, Vec<&'a str>>,
    /// Units that have more than one row.
    doubled: BTreeSet<&'a str>,
    pollutant: &'a str,
    knowledge: &'a Knowledge,
    known: BTreeMap<&'a str, Outflow>,
}

impl<'a> Chain<'a> {
    fn new(rows: &[&'a SheetRow], pollutant: &'a str, knowledge: &'a Knowledge) -> Self {
        let name = |row: &&'a SheetRow| row.word("单元").unwrap_or_default();
        let (mut units, mut doubled) = (BTreeMap::new(), BTreeSet::new());
        for row in rows {
            if units.insert(name(row), *row).is_some() {
                doubled.insert(name(row));
            }
        }
        let mut above: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for row in rows {
            if let Some(below) = row.word("下游单元") {
                above.entry(below).or_default().push(name(row));
            }
        }
        Self { units, above, doubled, pollutant, knowledge, known: BTreeMap::new() }
    }

    fn outcome(&mut self, row: &'a SheetRow) -> Outcome {
        let unit = row.word("单元").unwrap_or_default();
        let name = match self.pollutant {
            "" => unit.to_owned(),
            pollutant => format!("{unit} {pollutant}"),
        };
        let mut outcome = Outcome::of(name);
        if let Err(Lack(why)) = self.say(unit, row, &mut outcome) {
            outcome.note(format!("不能计算：{why}"));
        }
        outcome
    }

    fn say(
        &mut self,
        unit: &'a str,
        row: &'a SheetRow,
        outcome: &mut Outcome,
    ) -> Result<(), Lack> {
        // A doubled unit would pass its load down twice.
        if !self.doubled.is_empty() {
            let names: Vec<&str> = self.doubled.iter().copied().collect();
            let names = names.join("、");
            return Err(Lack(format!("{names}有几行，把同一单元的入河量合成一行")));
        }
        if let Some(below) = row.word("下游单元")
            && !self.units.contains_key(below)
        {
            return Err(Lack(format!("下游单元“{below}”不在表中")));
        }
        let flow = self.leaving(unit, &mut Vec::new())?;
        let tons = self.knowledge.unit("t/a");
        let exponent = exponent(row, self.knowledge)?;
        outcome.figure("K·L/u", &exponent);
        if let Some(received) = self.received(unit)? {
            outcome.figure("上游来量", &received.total);
        }
        outcome.figure("本地入河量", &need(row, "本地入河量")?.to(&tons)?);
        outcome.figure("出口通量", &flow.total);
        for (origin, part) in &flow.origins {
            if origin != unit && flow.total.amount().typical > 0.0 {
                let labels = ["其中", "出口通量"];
                let share =
                    part.over(&flow.total, &Unit::percent(), "占出口通量", labels)?;
                outcome.figure(format!("来自{origin}"), &share);
            }
        }
        self.judge(row, &flow.total, outcome)
    }

    /// Concentration at the outlet against its target.
    fn judge(
        &self,
        row: &SheetRow,
        load: &Quantity,
        outcome: &mut Outcome,
    ) -> Result<(), Lack> {
        let Some(flow) = row.figure("出口流量") else { return Ok(()) };
        let flow = positive(flow, "出口流量")?;
        let unit = self.knowledge.unit("mg/L");
        let concentration = load.over(flow, &unit, "C＝W/Q", ["出口通量", "出口流量"])?;
        outcome.figure("出口浓度", &concentration);
        let Some(target) = row.figure("目标浓度") else { return Ok(()) };
        let tons = self.knowledge.unit("t/a");
        let allowed =
            target.times(flow, &tons, "允许通量＝C_s·Q", ["目标浓度", "出口流量"])?;
        let excess =
            load.minus(&allowed, "出口通量－允许通量", ["出口通量", "允许通量"])?;
        outcome.figure("允许通量", &allowed);
        outcome.figure("超出允许通量", &excess);
        let over = excess.amount().typical > 0.0;
        outcome.words("是否达到目标", if over { "不达到" } else { "达到" });
        Ok(())
    }

    /// What flows into `unit` from above; `None` at a head.
    fn received(&mut self, unit: &'a str) -> Result<Option<Outflow>, Lack> {
        self.above_of(unit, &mut vec![unit])
    }

    fn above_of(
        &mut self,
        unit: &'a str,
        path: &mut Vec<&'a str>,
    ) -> Result<Option<Outflow>, Lack> {
        let above = self.above.get(unit).cloned().unwrap_or_default();
        let (mut terms, mut origins) = (Vec::new(), BTreeMap::new());
        for name in above {
            let flow = self.leaving(name, path)?;
            terms.push(Term::new(name, &flow.total));
            // A unit has one way down, so no origin comes twice.
            origins.extend(flow.origins);
        }
        let tons = self.knowledge.unit("t/a");
        let total = Quantity::sum(terms, &tons, "上游各单元出口通量之和")?;
        Ok(total.map(|total| Outflow { total, origins }))
    }

    /// What leaves `unit`; `path` are the units below it that ask.
    fn leaving(
        &mut self,
        unit: &'a str,
        path: &mut Vec<&'a str>,
    ) -> Result<Outflow, Lack> {
        if let Some(known) = self.known.get(unit) {
            return Ok(known.clone());
        }
        if path.contains(&unit) {
            let ring = path.iter().rev().copied().collect::<Vec<_>>().join("→");
            return Err(Lack(format!("单元首尾相接成环：{unit}→{ring}")));
        }
        let row =
            *self.units.get(unit).ok_or_else(|| Lack(format!("单元“{unit}”不在表中")))?;
        path.push(unit);
        let received = self.above_of(unit, path)?;
        path.pop();
        let tons = self.knowledge.unit("t/a");
        let exponent = exponent(row, self.knowledge)?;
        let a = exponent.amount().typical;
        let passing = factor((-a).exp(), "exp(－K·L/u)", &exponent)?;
        let own = if a > 0.0 { -(-a).exp_m1() / a } else { 1.0 };
        let own = factor(own, "[1－exp(－K·L/u)]/(K·L/u)", &exponent)?;
        let labels = ["本地入河量", "沿程均匀入河的保留比例"];
        let local = need(row, "本地入河量")?.times(
            &own,
            &tons,
            "本地入河量×沿程均匀入河的保留比例",
            labels,
        )?;
        let mut terms = vec![Term::new("本地", &local)];
        let mut origins = BTreeMap::from([(unit.to_owned(), local)]);
        for (origin, load) in received.into_iter().flat_map(|r| r.origins) {
            let labels = ["来量", "过境保留比例"];
            let kept = load.times(&passing, &tons, "来量×过境保留比例", labels)?;
            terms.push(Term::new(format!("来自{origin}"), &kept));
            origins.insert(origin, kept);
        }
        let total = Quantity::sum(terms, &tons, "出口通量＝过境＋本地")?;
        let total = total.ok_or("没有入河量")?;
        let flow = Outflow { total, origins };
        self.known.insert(unit, flow.clone());
        Ok(flow)
    }
}

fn factor(value: f64, formula: &str, exponent: &Quantity) -> Result<Quantity, Lack> {
    let terms = vec![Term::new("K·L/u", exponent)];
    Ok(Quantity::derived(Amount::point(value), Unit::one(), formula, terms)?)
}

/// K·L/u.
fn exponent(row: &SheetRow, knowledge: &Knowledge) -> Result<Quantity, Lack> {
    let speed = positive(need(row, "流速")?, "流速")?;
    let (decay, length) = (need(row, "衰减系数")?, need(row, "河段长")?);
    Ok(super::capacity::exponent(decay, length, speed, knowledge)?)
}
