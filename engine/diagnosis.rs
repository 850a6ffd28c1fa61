//! What is wrong with the waters, how bad, why, and what cannot be told for lack of data.
//!
//! Takes: a case, its inventory and assessment, and a ruleset. Gives: [`Diagnosis`]:
//! findings with evidence and cause shares, data gaps, and every verdict behind them.
//! Never: chooses a measure, hides a rule that could not be decided.
//!
//! 1. [`subjects`]: the case as subjects with facts.
//! 2. The ruleset runs over them.
//! 3. [`findings`]: verdicts that hold become findings, with causes from the inventory.
//! 4. [`gaps`]: facts that rules missed become data gaps, beside those the analyst states.
//! 5. [`grounds`], on demand: the cells behind a fact that is no figure.

mod causes;
mod findings;
mod gaps;
mod grounds;
mod subjects;

pub use causes::Cause;
pub use findings::{Evidence, Finding};
pub use gaps::DataGap;
pub use grounds::{Ground, Records};

use std::sync::Arc;

use serde::Serialize;

use crate::assessment::Assessment;
use crate::inventory::Inventory;
use crate::knowledge::Knowledge;
use crate::profile::Profile;
use crate::rules::{Ruleset, Subject, Verdict};

/// 诊断结果.
#[derive(Debug, Clone, Serialize)]
pub struct Diagnosis {
    /// 问题, worst first within their topics.
    pub findings: Vec<Finding>,
    /// 数据缺口.
    pub gaps: Vec<DataGap>,
    /// 判定: every rule over every subject it is for.
    pub verdicts: Vec<Verdict>,
    /// The subjects that the rules ran over.
    #[serde(skip)]
    pub subjects: Vec<Arc<Subject>>,
}

/// Diagnoses the case.
#[must_use]
pub fn run(
    profile: &Profile,
    knowledge: &Knowledge,
    inventory: &Inventory,
    assessment: &Assessment,
    ruleset: &Ruleset,
) -> Diagnosis {
    let subjects = subjects::build(profile, knowledge, inventory, assessment);
    let verdicts = ruleset.run(&subjects);
    let findings = findings::collect(&verdicts, inventory, ruleset, knowledge);
    let gaps =
        gaps::collect(&verdicts, profile, inventory, &assessment.unassessed, knowledge);
    Diagnosis { findings, gaps, verdicts, subjects }
}
