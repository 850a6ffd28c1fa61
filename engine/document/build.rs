//! From results to the view: every figure formatted, marked, cited and registered.

mod annex;
mod case;
mod charts;
mod loads;
mod measures;
mod methods;
mod pen;
mod placing;
mod plan;
mod summary;
mod water;

use std::collections::BTreeMap;

use super::chart::Chart;
use super::register::Register;
use super::view::{VersionsView, View};
use crate::assessment::Assessment;
use crate::diagnosis::Diagnosis;
use crate::inventory::Inventory;
use crate::knowledge::Knowledge;
use crate::measures::Measures;
use crate::plan::Plan;
use crate::profile::Profile;
use crate::review::Review;
use crate::rules::Ruleset;
use pen::Pen;

/// What a document is written from.
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
    /// The assessment.
    pub assessment: &'a Assessment,
    /// The findings.
    pub diagnosis: &'a Diagnosis,
    /// The ranked options.
    pub measures: &'a Measures,
    /// The plan.
    pub plan: &'a Plan,
    /// The review.
    pub review: &'a Review,
}

/// The view, and what belongs to it.
pub(super) struct Built {
    pub view: View,
    pub register: Register,
    pub charts: BTreeMap<String, Chart>,
}

/// Builds the view.
pub(super) fn build(inputs: Inputs<'_>) -> Built {
    let pen = Pen::new(inputs);
    let (charts, chart_names) = charts::charts(&pen);
    let topics = plan::topics(&pen);
    let targets = plan::targets(&pen);
    let basis = case::basis(&pen);
    let gaps = annex::gaps(&pen, true);
    let view = View {
        case: case::case(&pen),
        versions: VersionsView {
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            ruleset: format!("{} {}", inputs.ruleset.name, inputs.ruleset.version),
            rules: pen.count("规则", inputs.ruleset.rules.len(), "条"),
            records: pen.count("知识库记录", inputs.knowledge.len(), "条"),
        },
        summary: summary::summary(&pen, &topics, &targets),
        basis_count: pen.count("编制依据", basis.len(), "份"),
        basis,
        facts: case::facts(&pen, false),
        all_facts: case::facts(&pen, true),
        unused_facts: case::unused(&pen),
        grades: annex::grades(),
        water: water::water(&pen),
        inventory: loads::inventory(&pen),
        targets,
        unaimed: plan::unaimed(&pen),
        causes_known: summary::causes_known(&pen),
        reductions: plan::reductions(&pen),
        credited_when: plan::credited_when(&pen),
        units: case::units(&pen),
        districts: case::districts(&pen),
        demonstration_reductions: plan::demonstration_reductions(&pen),
        phases: measures::phases(&pen),
        estimates_known: inputs.plan.measures.iter().any(|m| {
            !m.demonstration
                && (m.reduction.quantity().is_some() || m.invest.quantity().is_some())
        }),
        tasks: measures::tasks(&pen),
        responsibilities: measures::responsibilities(&pen),
        selections: annex::selections(&pen),
        gap_count: annex::gap_count(&pen),
        gaps,
        met_gaps: annex::gaps(&pen, false),
        methods: methods::methods(&pen),
        unassessed: annex::unassessed(&pen),
        uncertainties: loads::uncertainties(&pen),
        criteria: annex::criteria(&pen),
        parameters: annex::parameters(&pen),
        rules: annex::rules(&pen, false),
        demonstration_rules: annex::rules(&pen, true),
        review: annex::review(&pen),
        charts: chart_names,
        topics,
    };
    Built { view, register: pen.into_register(), charts }
}
