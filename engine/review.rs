//! 审查: the quality gate, as checks with what they found.
//!
//! Takes: everything before the document. Gives: [`Review`]: each check of 系统性 科学性
//! 准确性 针对性 适用性 with its result and, where it fails, exactly what is wrong.
//! Never: mends anything, or passes what it could not look at.

mod check;
mod words;

pub use check::{Aspect, Check, Fault};

use serde::Serialize;

use crate::diagnosis::Diagnosis;
use crate::inventory::Inventory;
use crate::knowledge::Knowledge;
use crate::plan::Plan;
use crate::profile::Profile;

/// 审查结果.
#[derive(Debug, Clone, Serialize)]
pub struct Review {
    /// 检查项.
    pub checks: Vec<Check>,
}

impl Review {
    /// How many checks passed.
    #[must_use]
    pub fn passed(&self) -> usize {
        self.checks.iter().filter(|check| check.faults.is_empty()).count()
    }
}

/// What a review looks at.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// The case.
    pub profile: &'a Profile,
    /// The knowledge.
    pub knowledge: &'a Knowledge,
    /// The inventory.
    pub inventory: &'a Inventory,
    /// The findings.
    pub diagnosis: &'a Diagnosis,
    /// The plan.
    pub plan: &'a Plan,
}

/// Reviews.
#[must_use]
pub fn run(inputs: Inputs<'_>) -> Review {
    Review { checks: check::all(inputs) }
}
