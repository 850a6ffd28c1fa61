//! Candidate techniques for each finding: filtered by applicability, ranked by several
//! criteria, with the reasons for and against.
//!
//! Takes: findings, the knowledge, the ruleset's criteria. Gives: [`Measures`]: per finding
//! the ranked options, the rejected ones with their reasons, and how firm the first rank is.
//! Never: plans, sums costs, or hides an option that was rejected.
//!
//! 1. [`candidates`]: what the recommending rules' queries select from knowledge.
//! 2. [`score`]: each criterion scaled to 0–1, weighted.
//! 3. [`sensitivity`]: in what share of random weightings the winner stays first.

mod candidates;
mod score;
mod sensitivity;

pub use candidates::Rejected;
pub use score::{Candidate, Score};

use serde::Serialize;

use crate::diagnosis::Diagnosis;
use crate::knowledge::Knowledge;
use crate::quantity::Quantity;
use crate::rules::{Pick, Recommend, Ruleset};

/// 措施比选 for all findings.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Measures {
    /// One per finding and query.
    pub selections: Vec<Selection>,
}

/// 比选: the options for one finding.
#[derive(Debug, Clone, Serialize)]
pub struct Selection {
    /// Id of the finding.
    pub finding: String,
    /// Id of the recommending rule.
    pub rule: String,
    /// Number of the recommendation within the rule.
    pub recommendation: usize,
    /// How many are to be taken.
    pub take: usize,
    /// Why the rule asks for these.
    pub why: Option<String>,
    /// Ranked options, best first.
    pub options: Vec<Candidate>,
    /// What was looked at and not taken, with the reason.
    pub rejected: Vec<Rejected>,
    /// 稳健性: share of weight draws in which the first option stays first; `None` with
    /// fewer than two options.
    pub firmness: Option<Quantity>,
    /// The weight draws behind it.
    pub draws: usize,
}

/// Ranks options for every finding whose rule asks for techniques.
#[must_use]
pub fn run(diagnosis: &Diagnosis, knowledge: &Knowledge, ruleset: &Ruleset) -> Measures {
    let techniques = candidates::subjects(knowledge);
    let mut selections = Vec::new();
    for finding in &diagnosis.findings {
        let Some(rule) = ruleset.rule(&finding.rule) else { continue };
        let subject = diagnosis
            .subjects
            .iter()
            .find(|s| s.kind == finding.kind && s.id == finding.subject);
        let Some(subject) = subject else { continue };
        for (number, recommend) in rule.recommend.iter().enumerate() {
            let Recommend::Pick(pick) = recommend else { continue };
            let search =
                candidates::Search { pick, finding, subject, knowledge, ruleset };
            let (found, mut rejected) = search.run(&techniques);
            let mut options = score::rank(&found, finding, knowledge, ruleset);
            let (firmness, draws) = sensitivity::firmness(&options, ruleset);
            candidates::drop_excluded(&mut options, &mut rejected, knowledge);
            selections.push(selection(
                finding,
                number,
                pick,
                (options, rejected),
                firmness,
                draws,
            ));
        }
    }
    Measures { selections }
}

fn selection(
    finding: &crate::diagnosis::Finding,
    recommendation: usize,
    pick: &Pick,
    (options, rejected): (Vec<Candidate>, Vec<Rejected>),
    firmness: Option<Quantity>,
    draws: usize,
) -> Selection {
    Selection {
        finding: finding.id.clone(),
        rule: finding.rule.clone(),
        recommendation,
        take: pick.take,
        why: pick.why.clone(),
        options,
        rejected,
        firmness,
        draws,
    }
}
