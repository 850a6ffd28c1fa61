//! 源清单: what each source generates, discharges and lets reach the river.
//!
//! Takes: a checked case and the knowledge. Gives: [`Inventory`]: loads in t/a by source
//! and pollutant, with the coefficients used, sums by control unit, and ratio tests
//! against published totals.
//! Never: judges a water, mixes 示例数据 into a real sum, fills in a figure.
//!
//! 1. [`select`]: for each activity and pollutant, the coefficient that fits best.
//! 2. [`line`]: activity × coefficient → generation → discharge → into-river load.
//! 3. [`total`]: sums by control unit and kind; ratios to published totals.
//! 4. [`uncertainty`]: ranges of the sums by interval and by Monte Carlo.

mod change;
mod collected;
mod line;
mod select;
mod stream;
mod total;
mod uncertainty;

pub use change::{Cause, Change, compare};
pub use line::{InventoryLine, LineGap};
pub use stream::totals_of;
pub(crate) use total::sum;
pub use total::{Lacking, RatioTest, Total};
pub use uncertainty::{LoadStage, Uncertainty};

use collected::Plants;
use rayon::prelude::*;
use select::Selector;
use serde::Serialize;

use crate::knowledge::Knowledge;
use crate::profile::Profile;

/// Sources that share what was looked up for those alike.
const SHARED: usize = 4096;

/// Id of the method whose parameters the inventory uses.
pub const METHOD: &str = "inventory";

/// 源清单.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Inventory {
    /// One line per source activity and pollutant.
    pub lines: Vec<InventoryLine>,
    /// Sums by control unit, kind, pollutant and demonstration mark.
    pub totals: Vec<Total>,
    /// Computed sums against published ones.
    pub ratios: Vec<RatioTest>,
    /// What the ranges of the inputs make of the sums.
    pub uncertainties: Vec<Uncertainty>,
}

/// Computes the inventory of `profile`.
#[must_use]
pub fn run(profile: &Profile, knowledge: &Knowledge) -> Inventory {
    let pollutants = pollutants(knowledge);
    let plants = Plants::of(&profile.pollution_sources, knowledge);
    let lines: Vec<_> = profile
        .pollution_sources
        .par_chunks(SHARED)
        .flat_map_iter(|sources| {
            let selector = Selector::new(profile, knowledge, &plants);
            let each = |source| {
                let compute = |p: &String| line::compute(source, p, &selector);
                pollutants.iter().map(compute).collect::<Vec<_>>()
            };
            sources.iter().flat_map(each).collect::<Vec<_>>()
        })
        .collect();
    let totals = total::totals(&lines, knowledge);
    let ratios = total::ratios(&lines, profile, knowledge);
    let uncertainties = uncertainty::run(&lines, knowledge);
    Inventory { lines, totals, ratios, uncertainties }
}

/// The pollutants that an inventory covers: a list of the method.
fn pollutants(knowledge: &Knowledge) -> Vec<String> {
    let list = knowledge.methods.get(METHOD).and_then(|m| m.lists.get("pollutants"));
    list.map(|list| list.items.clone()).unwrap_or_default()
}
