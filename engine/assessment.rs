//! 水质评价: the statutory and customary methods, each a pure function of its inputs.
//!
//! Takes: monitoring, published statistics, the inventory, and parameters from knowledge.
//! Gives: [`Assessment`]: classes, exceedances, main pollutants, river grades, trophic
//! state, equal-standard loads, each with how it was reached.
//! Never: holds a limit or a grading of its own; takes a single sample for a year.

mod allocation;
mod alone;
mod attainment;
mod balance;
mod black_odour;
mod capacity;
mod change;
mod cwqi;
mod effluent;
mod enterprise_risk;
mod equal_load;
mod equivalents;
mod farming;
mod flow;
mod flow_relation;
mod grading;
mod hazwaste;
mod manure;
mod mean;
mod network;
mod outcome;
mod outfall;
mod park;
mod periods;
mod receptor;
mod river_grade;
mod rows;
mod scored;
mod site;
mod sludge;
mod special_area;
mod surface_water;
mod tailings;
mod tli;
mod trend;
mod water_source;
mod wired;

pub use alone::{ALONE, Alone, Input, sheets};
pub use equal_load::{EqualLoad, LoadItem, Share, equal_load, equal_load_steps};
pub use equivalents::{Discharge, equivalents};
pub use grading::{Comparison, grade};
pub use mean::{Mean, mean};
pub use outcome::{Outcome, Value};
pub use surface_water::{Basin, Exceedance, Item, Proportions, SectionResult};
pub use tli::{TliItem, TliResult};
pub use trend::Trend;
pub use wired::{MethodResult, Unassessed};

use serde::Serialize;

use crate::inventory::Inventory;
use crate::knowledge::Knowledge;
use crate::profile::Profile;

/// 评价结果.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Assessment {
    /// 断面评价, by section and period.
    pub sections: Vec<SectionResult>,
    /// 全部断面 of the latest period that has several.
    pub basin: Option<Basin>,
    /// 湖库营养状态, by section and period.
    pub trophic: Vec<TliResult>,
    /// 变化趋势 by section and pollutant, of yearly means.
    pub trends: Vec<Trend>,
    /// 等标污染负荷 over the inventory; real rows and 示例数据 apart.
    pub equal_loads: Vec<EqualLoad>,
    /// Single methods on the tables that the case brings for them, and on its months.
    pub methods: Vec<MethodResult>,
    /// Methods that the case brings no data for.
    pub unassessed: Vec<Unassessed>,
    /// What could not be assessed, and why.
    pub notes: Vec<String>,
}

/// Assesses the case.
#[must_use]
pub fn run(
    profile: &Profile,
    knowledge: &Knowledge,
    inventory: &Inventory,
) -> Assessment {
    let (sections, trophic) = by_readings(profile, knowledge);
    let mut assessment = Assessment { sections, trophic, ..Assessment::default() };
    assessment.trends = trend::trends(profile, knowledge);
    assessment.basin = surface_water::latest_basin(&assessment.sections, knowledge);
    assessment.equal_loads = [false, true]
        .into_iter()
        .filter_map(|demonstration| equal_load::run(inventory, demonstration, knowledge))
        .collect();
    (assessment.methods, assessment.unassessed) = wired::run(profile, knowledge);
    assessment
}

/// Classes and trophic states of the sections by period, and nothing else.
#[must_use]
pub fn by_readings(
    profile: &Profile,
    knowledge: &Knowledge,
) -> (Vec<SectionResult>, Vec<TliResult>) {
    let (mut sections, mut trophic) = (Vec::new(), Vec::new());
    for (section, readings) in periods::by_section(profile) {
        let Some(section) = profile.section(section) else { continue };
        for (period, readings) in periods::by_period(&readings) {
            let result = surface_water::section(section, &period, &readings, knowledge);
            sections.extend(result);
            if section.water_type == Some(crate::knowledge::Water::Lake) {
                trophic.extend(tli::section(section, &period, &readings, knowledge));
            }
        }
    }
    (sections, trophic)
}

#[cfg(test)]
mod tests;
