//! Scores of options by criterion, each between 0 and 1.

use serde::Serialize;

use crate::diagnosis::Finding;
use crate::knowledge::{Knowledge, Technique};
use crate::quantity::{Evidence, Grade, Quantity, SourceKind};
use crate::rules::{Criterion, Ruleset, UNKNOWN, Yardstick};

/// One criterion's score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Score {
    /// Id of the criterion.
    pub criterion: String,
    /// 名称.
    pub name: String,
    /// 0–1.
    pub value: f64,
    /// Why this score.
    pub reason: String,
}

/// 备选: an option with its scores.
#[derive(Debug, Clone, Serialize)]
pub struct Candidate {
    /// Id of the technique.
    pub technique: String,
    /// 名称.
    pub name: String,
    /// By criterion, in the ruleset's order.
    pub scores: Vec<Score>,
    /// Weighted sum.
    pub total: f64,
    /// 去除率 for the finding's pollutant.
    pub removal: Option<Quantity>,
    /// 投资.
    pub invest: Option<Quantity>,
    /// 价格年份 of the investment.
    pub invest_year: Option<String>,
    /// Worst grade among the figures it rests on; E when there is none.
    pub grade: Grade,
}

/// Ranks `techniques` for `finding`, best first; ties by id.
pub(super) fn rank(
    techniques: &[&Technique],
    finding: &Finding,
    knowledge: &Knowledge,
    ruleset: &Ruleset,
) -> Vec<Candidate> {
    let mut options: Vec<Candidate> =
        techniques.iter().map(|t| candidate(t, finding, knowledge, ruleset)).collect();
    options.sort_by(|a, b| {
        b.total.total_cmp(&a.total).then_with(|| a.technique.cmp(&b.technique))
    });
    options
}

fn candidate(
    technique: &Technique,
    finding: &Finding,
    knowledge: &Knowledge,
    ruleset: &Ruleset,
) -> Candidate {
    let treatment = finding.pollutant.as_deref().and_then(|p| technique.treatment(p));
    let removal = treatment.and_then(|t| t.removal.as_ref()?.quantity.clone());
    let invest = technique.cost.invest.as_ref();
    let source = technique.source.as_deref().and_then(|id| knowledge.sources.get(id));
    let grade = removal.as_ref().map_or_else(
        || source.map_or(Grade::E, |s| grade_of(s.kind, technique)),
        Quantity::grade,
    );
    let scores: Vec<Score> = ruleset
        .criteria
        .iter()
        .map(|criterion| {
            let (value, reason) = score(criterion, technique, removal.as_ref(), grade);
            let (criterion, name) = (criterion.id.clone(), criterion.name.clone());
            Score { criterion, name, value, reason }
        })
        .collect();
    let weights = ruleset.criteria.iter().map(|c| c.weight);
    let total = scores.iter().zip(weights).map(|(s, w)| s.value * w).sum();
    Candidate {
        technique: technique.id.clone(),
        name: technique.name.clone(),
        scores,
        total,
        removal,
        invest: invest.and_then(|figure| figure.quantity.clone()),
        invest_year: invest.and_then(|figure| figure.year.clone()),
        grade,
    }
}

/// The grade of a technique without removal figures: that of its source.
fn grade_of(kind: SourceKind, technique: &Technique) -> Grade {
    let evidence = Evidence {
        seen: true,
        low_confidence: false,
        screening: technique.screening,
        transcribed: false,
        second_hand: false,
    };
    Grade::derive(kind, evidence)
}

/// The score of `technique` by one criterion's yardstick and scale, and why.
fn score(
    criterion: &Criterion,
    technique: &Technique,
    removal: Option<&Quantity>,
    grade: Grade,
) -> (f64, String) {
    let on_scale = |word: &str| criterion.scale.get(word).copied().unwrap_or_default();
    match criterion.by {
        Yardstick::Removal => match removal {
            Some(q) => (
                (q.amount().typical * q.unit().factor()).clamp(0.0, 1.0),
                format!("去除率 {}", q.text()),
            ),
            None => (on_scale(UNKNOWN), "来源没有去除率".to_owned()),
        },
        Yardstick::Evidence => (on_scale(&grade.to_string()), format!("{grade} 级")),
        Yardstick::Maturity => match technique.maturity.map(|m| m.to_string()) {
            Some(word) => (on_scale(&word), word),
            None => (on_scale(UNKNOWN), "未写".to_owned()),
        },
        Yardstick::Stage => {
            let word = technique.stage.to_string();
            (on_scale(&word), word)
        }
        Yardstick::Cost => match cost_grade(technique) {
            Some(grade) => {
                (on_scale(&grade.to_string()), format!("有费用数据（{grade} 级）"))
            }
            None => (on_scale(UNKNOWN), "没有费用数据".to_owned()),
        },
    }
}

/// The better grade of its costs; `None` when neither is known.
fn cost_grade(technique: &Technique) -> Option<Grade> {
    let costs = [&technique.cost.invest, &technique.cost.operate];
    costs.into_iter().flatten().filter_map(|f| Some(f.quantity.as_ref()?.grade())).min()
}
