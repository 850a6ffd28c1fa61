//! Required reductions where a capacity is known, and what goes towards them.

use serde::Serialize;

use super::Inputs;
use super::measure::PlannedMeasure;
use crate::profile::{LoadItem, PublishedLoad};
use crate::quantity::{Quantity, Term};

/// 削减需求 of one control unit and pollutant.
#[derive(Debug, Clone, Serialize)]
pub struct RequiredReduction {
    /// Id of the control unit.
    pub unit: String,
    /// Id of the pollutant.
    pub pollutant: String,
    /// 期间 of the published load.
    pub period: String,
    /// 公布排放量.
    pub discharged: Quantity,
    /// 环境容量.
    pub capacity: Quantity,
    /// 排放量 − 容量; negative when there is room.
    pub excess: Quantity,
    /// What goes towards it: published past reductions, then planned measures.
    pub contributions: Vec<Contribution>,
    /// 公布的累计减排量: what was credited since, new loads not deducted.
    pub credited: Option<Quantity>,
    /// 规划措施削减量合计, where any is known.
    pub planned: Option<Quantity>,
    /// excess − planned, where the excess is positive and nothing was credited since: past
    /// credits are totals over years, not a yearly load, and cannot be deducted.
    pub remaining: Option<Quantity>,
    /// Whether it rests on 示例数据.
    pub demonstration: bool,
}

/// One contribution to a required reduction.
#[derive(Debug, Clone, Serialize)]
pub struct Contribution {
    /// What it is.
    pub label: String,
    /// How much.
    pub quantity: Quantity,
    /// Whether it is done already.
    pub past: bool,
}

pub(super) fn required(
    inputs: Inputs<'_>,
    measures: &[PlannedMeasure],
) -> Vec<RequiredReduction> {
    let loads = &inputs.profile.loads;
    let mut reductions = Vec::new();
    for capacity in loads.iter().filter(|l| l.item == LoadItem::Capacity) {
        let latest = loads
            .iter()
            .filter(|l| l.item == LoadItem::Discharged && l.unit == capacity.unit)
            .max_by(|a, b| a.period.cmp(&b.period));
        let Some(discharged) = latest else { continue };
        for pollutant in capacity.values.keys() {
            reductions.extend(one(inputs, measures, discharged, capacity, pollutant));
        }
    }
    reductions
}

fn one(
    inputs: Inputs<'_>,
    measures: &[PlannedMeasure],
    discharged: &PublishedLoad,
    capacity: &PublishedLoad,
    pollutant: &str,
) -> Option<RequiredReduction> {
    let (load, room) =
        (discharged.values.get(pollutant)?, capacity.values.get(pollutant)?);
    let demonstration = capacity.row.demonstration || discharged.row.demonstration;
    let labels = ["公布排放量", "环境容量"];
    let excess = load.minus(room, "削减需求＝公布排放量－环境容量", labels).ok()?;
    let mut contributions: Vec<Contribution> = inputs
        .profile
        .loads
        .iter()
        .filter(|l| l.item == LoadItem::Reduced && l.unit == capacity.unit)
        .filter(|l| l.row.demonstration == demonstration)
        .filter_map(|l| {
            let quantity = l.values.get(pollutant)?.clone();
            Some(Contribution {
                label: format!("已实施（{}）", l.period),
                quantity,
                past: true,
            })
        })
        .collect();
    // 示例数据 never counts towards a real requirement, nor the other way round.
    let planned = measures.iter().filter(|m| {
        m.demonstration == demonstration
            && m.pollutant.as_deref() == Some(pollutant)
            && m.units.contains(&capacity.unit)
    });
    contributions.extend(planned.filter_map(|m| {
        let quantity = m.reduction.quantity()?.clone();
        Some(Contribution { label: m.id.clone(), quantity, past: false })
    }));
    // Credits are tonnes over a period, planned reductions tonnes a year.
    let total = |past: bool, method: &str| {
        let own = contributions.iter().filter(|c| c.past == past);
        let terms: Vec<Term> =
            own.map(|c| Term::new(c.label.as_str(), &c.quantity)).collect();
        let unit = terms.first()?.quantity.unit().clone();
        Quantity::sum(terms, &unit, method).ok().flatten()
    };
    let credited = total(true, "公布的累计减排量求和");
    let planned = total(false, "规划措施削减量求和");
    let remaining = match (&credited, &planned) {
        _ if excess.amount().typical <= 0.0 => None,
        (Some(_), _) => None,
        (None, Some(planned)) => {
            let labels = ["削减需求", "规划削减量"];
            excess.minus(planned, "尚缺＝削减需求－规划削减量", labels).ok()
        }
        (None, None) => Some(excess.clone()),
    };
    Some(RequiredReduction {
        unit: capacity.unit.clone(),
        pollutant: pollutant.to_owned(),
        period: discharged.period.clone(),
        discharged: load.clone(),
        capacity: room.clone(),
        excess,
        contributions,
        credited,
        planned,
        remaining,
        demonstration,
    })
}
