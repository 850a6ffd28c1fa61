//! Sums of lines, and their ratio to published totals.

use std::collections::BTreeMap;

use serde::Serialize;

use super::line::InventoryLine;
use crate::knowledge::Knowledge;
use crate::profile::{LoadItem, Profile, SourceKind};
use crate::quantity::{Quantity, Term, Unit};

/// Sum of loads of one kind of source in one control unit.
#[derive(Debug, Clone, Serialize)]
pub struct Total {
    /// Id of the control unit.
    pub unit: String,
    /// 类别.
    pub kind: SourceKind,
    /// Id of the pollutant.
    pub pollutant: String,
    /// Whether it sums 示例数据; real and demonstration rows are never summed together.
    pub demonstration: bool,
    /// How many lines it sums.
    pub count: usize,
    /// 产生量, t/a.
    pub generated: Option<Quantity>,
    /// How many lines have 产生量.
    pub generating: usize,
    /// 排放量, t/a.
    pub discharged: Option<Quantity>,
    /// 入河量, t/a.
    pub delivered: Option<Quantity>,
    /// Lines without 排放量, which the sum does not hold.
    pub undischarged: Lacking,
    /// Lines with 排放量 but without 入河量.
    pub undelivered: Lacking,
    /// How many lines discharge to a plant of the inventory, in whose effluent they count.
    pub collected: usize,
}

/// Lines that a sum does not hold.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Lacking {
    /// How many.
    pub count: usize,
    /// The first of them, and what it lacks.
    pub first: Option<String>,
}

impl Lacking {
    /// Counts `line` where `lacks` says so.
    pub(super) fn count(&mut self, line: &InventoryLine, lacks: bool) {
        if lacks {
            self.count += 1;
            let told = || {
                let lacks: Vec<&str> =
                    line.gaps.iter().map(|gap| gap.lacks.as_str()).collect();
                if lacks.is_empty() { "数据".to_owned() } else { lacks.join("、") }
            };
            let first = || format!("{}缺{}", line.name, told());
            self.first = self.first.take().or_else(|| Some(first()));
        }
    }

    /// Takes those of a later part.
    pub(super) fn add(&mut self, later: Self) {
        self.count += later.count;
        self.first = self.first.take().or(later.first);
    }

    /// Those without 排放量, and those with it but without 入河量.
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a InventoryLine>) -> (Self, Self) {
        let (mut undischarged, mut undelivered) = (Self::default(), Self::default());
        for line in lines {
            undischarged.count(line, line.load().is_none());
            let open = line.counted().is_some() && line.delivered.is_none();
            undelivered.count(line, open);
        }
        (undischarged, undelivered)
    }
}

/// 比值检验: what the inventory accounts for against a published total.
#[derive(Debug, Clone, Serialize)]
pub struct RatioTest {
    /// Id of the published load.
    pub published: String,
    /// 期间 of the published load.
    pub period: String,
    /// Id of the pollutant.
    pub pollutant: String,
    /// What the inventory's real lines sum to, t/a.
    pub computed: Quantity,
    /// The published total, t/a.
    pub total: Quantity,
    /// computed ÷ published, %.
    pub share: Quantity,
}

pub(super) fn totals(lines: &[InventoryLine], knowledge: &Knowledge) -> Vec<Total> {
    let mut groups: BTreeMap<_, Vec<&InventoryLine>> = BTreeMap::new();
    for line in lines {
        let key =
            (line.unit.clone(), line.kind, line.pollutant.clone(), line.demonstration);
        groups.entry(key).or_default().push(line);
    }
    let unit = knowledge.unit("t/a");
    groups
        .into_iter()
        .map(|((place, kind, pollutant, demonstration), lines)| {
            let (undischarged, undelivered) = Lacking::of(lines.iter().copied());
            Total {
                unit: place,
                kind,
                pollutant,
                demonstration,
                count: lines.len(),
                generated: sum(&lines, &unit, |line| line.generated.as_ref()),
                generating: lines.iter().filter(|l| l.generated.is_some()).count(),
                discharged: sum(&lines, &unit, InventoryLine::counted),
                delivered: sum(&lines, &unit, |line| line.delivered.as_ref()),
                undischarged,
                undelivered,
                collected: lines.iter().filter(|l| l.collected_by.is_some()).count(),
            }
        })
        .collect()
}

/// The sum of what `pick` takes from each line, in `unit`.
pub(crate) fn sum<'a>(
    lines: &[&'a InventoryLine],
    unit: &Unit,
    pick: impl Fn(&'a InventoryLine) -> Option<&'a Quantity>,
) -> Option<Quantity> {
    let terms: Vec<_> = lines
        .iter()
        .filter_map(|line| Some(Term::new(line.name.as_str(), pick(line)?)))
        .collect();
    Quantity::sum(terms, unit, "各源求和").ok().flatten()
}

pub(super) fn ratios(
    lines: &[InventoryLine],
    profile: &Profile,
    knowledge: &Knowledge,
) -> Vec<RatioTest> {
    let unit = knowledge.unit("t/a");
    let mut tests = Vec::new();
    for load in profile
        .loads
        .iter()
        .filter(|l| !l.row.demonstration && l.item == LoadItem::Discharged)
    {
        for (pollutant, total) in &load.values {
            let real: Vec<_> = lines
                .iter()
                .filter(|l| !l.demonstration && l.pollutant == *pollutant)
                .filter(|l| load.unit == l.unit || covers_all(&load.unit, profile))
                .collect();
            let Some(computed) = sum(&real, &unit, InventoryLine::counted) else {
                continue;
            };
            let labels = ["清单合计", "公布总量"];
            let share =
                computed.over(total, &Unit::percent(), "比值＝清单合计÷公布总量", labels);
            if let Ok(share) = share {
                tests.push(RatioTest {
                    published: load.id.clone(),
                    period: load.period.clone(),
                    pollutant: pollutant.clone(),
                    computed,
                    total: total.clone(),
                    share,
                });
            }
        }
    }
    tests
}

/// Whether the control unit stands for the whole case: its name is the case's, or 全市.
fn covers_all(unit: &str, profile: &Profile) -> bool {
    profile
        .unit(unit)
        .is_some_and(|unit| unit.name.starts_with("全") || unit.name == profile.name)
}
