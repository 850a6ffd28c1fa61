//! Candidate techniques for each finding: filtered by applicability, ranked by several
//! criteria, with the reasons for and against.
//!
//! Takes: findings, the knowledge, the ruleset's criteria. Gives: [`Measures`]: per finding
//! the ranked options, the rejected ones with their reasons, and how firm the first rank is.
//! Never: plans, sums costs, or hides an option that was rejected.
//!
//! 1. [`candidates`]: what the recommending rules' queries select from knowledge.
//! 2. [`score`]: each criterion scaled to 0–1 over the candidates, weighted.
//! 3. [`sensitivity`]: in what share of random weightings the winner stays first.

mod candidates;
mod score;
mod sensitivity;

pub use candidates::{Option_, Rejected};
pub use score::Score;

use serde::Serialize;

use crate::diagnosis::Diagnosis;
use crate::knowledge::Knowledge;
use crate::rules::Ruleset;

/// 措施比选 for all findings.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Measures {
    /// One per finding that asks for techniques.
    pub selections: Vec<Selection>,
}

/// 比选: the options for one finding.
#[derive(Debug, Clone, Serialize)]
pub struct Selection {
    /// Id of the finding.
    pub finding: String,
    /// Id of the recommending rule.
    pub rule: String,
    /// How many are to be taken.
    pub take: usize,
    /// Ranked options, best first.
    pub options: Vec<Option_>,
    /// What was looked at and not taken, with the reason.
    pub rejected: Vec<Rejected>,
    /// 稳健性: share of weight draws in which the first option stays first; `None` with
    /// fewer than two options.
    pub firmness: Option<f64>,
    /// The weight draws behind it.
    pub draws: usize,
}
