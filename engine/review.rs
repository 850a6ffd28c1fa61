//! 审查: the quality gate, as checks with what they found.
//!
//! Takes: everything before the document. Gives: [`Review`]: each check of 系统性 科学性
//! 准确性 针对性 适用性 with how many things it looked at, its conclusion (通过 不能判定
//! 未通过) and, where it fails, exactly what is wrong.
//! Never: mends anything, passes what it could not look at, or counts 示例数据 as the case.

mod check;
mod figures;
mod plan;
mod rules;
mod words;

pub use check::{Aspect, Check, Conclusion, Fault};

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
    /// How many checks came out as `conclusion`.
    #[must_use]
    pub fn count(&self, conclusion: Conclusion) -> usize {
        self.checks.iter().filter(|check| check.conclusion == conclusion).count()
    }

    /// `通过 12，不能判定 1，未通过 5`.
    #[must_use]
    pub fn summary(&self) -> String {
        use Conclusion::{Failed, Passed, Undetermined};
        let part = |conclusion| format!("{conclusion} {}", self.count(conclusion));
        [Passed, Undetermined, Failed].map(part).join("，")
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
