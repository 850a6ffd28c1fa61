//! 方案: targets, required reductions, chosen measures by phase, and the five lists.
//!
//! Takes: findings, ranked options, the case, knowledge and ruleset. Gives: [`Plan`].
//! Never: ranks anew, invents a size, a cost or a date: what is not known is 待定 with its
//! reason.
//!
//! 1. [`target`]: what is to be reached, where things stand, what is missing.
//! 2. [`reduction`]: required reductions where capacity or a permitted load is known.
//! 3. [`choice`]: the first option of each selection and the rules' own measures, merged
//!    over subjects, with reduction and investment as ranges.
//! 4. [`list`]: the five lists.

mod choice;
mod list;
mod measure;
mod reduction;
mod target;

pub use list::{Lists, Responsibility, Task};
pub use measure::{Estimate, MeasureKind, PlannedMeasure};
pub use reduction::{Contribution, RequiredReduction};
pub use target::{PlanTarget, UNKNOWN_STATE};

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnosis::Diagnosis;
use crate::inventory::Inventory;
use crate::knowledge::Knowledge;
use crate::measures::Measures;
use crate::profile::Profile;
use crate::rules::{Phase, Ruleset, Severity};

/// 方案.
#[derive(Debug, Clone, Serialize)]
pub struct Plan {
    /// 目标.
    pub targets: Vec<PlanTarget>,
    /// 削减需求.
    pub reductions: Vec<RequiredReduction>,
    /// 措施, by phase and topic.
    pub measures: Vec<PlannedMeasure>,
    /// 分期, with the year each ends.
    pub phases: Vec<(Phase, u16)>,
    /// 五张清单.
    pub lists: Lists,
}

impl Plan {
    /// 削减需求 that rests on real loads.
    pub fn real_reductions(&self) -> impl Iterator<Item = &RequiredReduction> {
        self.reductions.iter().filter(|r| !r.demonstration)
    }

    /// The measures that `target` rests on: those in its control unit against its pollutant;
    /// of a target of the whole case, those that answer the same clause or document.
    pub fn supporting<'a>(
        &'a self,
        target: &'a PlanTarget,
    ) -> impl Iterator<Item = &'a PlannedMeasure> {
        self.measures.iter().filter(|m| {
            let here = match &target.unit {
                Some(unit) => m.units.contains(unit),
                None => m.basis.iter().any(|id| target.basis.contains(id)),
            };
            let of = target.pollutant.as_ref();
            let wanted = of.is_none_or(|of| m.pollutants.contains(of));
            !m.demonstration && here && wanted
        })
    }

    /// Control units with a grave problem of water or load, real ones first known as such,
    /// and whether only 示例数据 name them.
    #[must_use]
    pub fn grave_units<'a>(&self, diagnosis: &'a Diagnosis) -> BTreeMap<&'a str, bool> {
        let grave = diagnosis
            .findings
            .iter()
            .filter(|f| {
                ["section", "load", "small-watershed"].contains(&f.topic.as_str())
            })
            .filter(|f| f.severity <= Severity::Serious);
        // A unit that real findings name is one of the case, whatever 示例数据 add.
        let mut units: BTreeMap<&str, bool> = BTreeMap::new();
        for finding in grave {
            if let Some(unit) = finding.unit.as_deref() {
                *units.entry(unit).or_insert(true) &= finding.demonstration;
            }
        }
        units
    }

    /// The real control units with a grave problem and no target.
    #[must_use]
    pub fn unaimed<'a>(&self, diagnosis: &'a Diagnosis) -> Vec<&'a str> {
        let aimed =
            |unit: &str| self.targets.iter().any(|t| t.unit.as_deref() == Some(unit));
        let units = self.grave_units(diagnosis).into_iter();
        units
            .filter(|(unit, shown)| !shown && !aimed(unit))
            .map(|(unit, _)| unit)
            .collect()
    }
}

/// What a plan is made from.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// The case.
    pub profile: &'a Profile,
    /// The knowledge.
    pub knowledge: &'a Knowledge,
    /// The ruleset.
    pub ruleset: &'a Ruleset,
    /// The inventory.
    pub inventory: &'a Inventory,
    /// The findings.
    pub diagnosis: &'a Diagnosis,
    /// The ranked options.
    pub measures: &'a Measures,
}

/// Plans.
#[must_use]
pub fn run(inputs: Inputs<'_>) -> Plan {
    let year: u16 =
        inputs.profile.reference_date.get(..4).and_then(|y| y.parse().ok()).unwrap_or(0);
    let phases: Vec<(Phase, u16)> =
        inputs.ruleset.phases.iter().map(|p| (p.clone(), year + p.years)).collect();
    let targets = target::targets(inputs);
    let measures = choice::choose(inputs, &phases);
    let reductions = reduction::required(inputs, &measures);
    let lists = list::lists(inputs, &measures);
    Plan { targets, reductions, measures, phases, lists }
}
