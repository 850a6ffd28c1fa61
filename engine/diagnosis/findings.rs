//! Verdicts that hold become findings, worst first within their topics.

use std::collections::BTreeMap;

use serde::Serialize;

use super::causes::{self, Cause};
use crate::inventory::Inventory;
use crate::knowledge::Knowledge;
use crate::rules::{
    ConditionResult, Nature, Priority, Read, RenderedFind, Ruleset, Severity, Strength,
    Subject, SubjectKind, Verdict,
};

/// 依据: a fact that supports a finding.
#[derive(Debug, Clone, Serialize)]
pub struct Evidence {
    /// What it proves.
    pub condition: String,
    /// The facts read for it.
    pub reads: Vec<Read>,
}

/// 问题.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// `W01` …, `G01` … for gaps, `T01` … for hints; `示W01` … on 示例数据.
    pub id: String,
    /// Id of the rule.
    pub rule: String,
    /// Kind of the subject.
    pub kind: SubjectKind,
    /// Id of the subject.
    pub subject: String,
    /// Name of the subject.
    pub name: String,
    /// Id of the control unit it concerns.
    pub unit: Option<String>,
    /// Id of the topic.
    pub topic: String,
    /// 标题.
    pub title: String,
    /// 陈述.
    pub text: String,
    /// 严重程度.
    pub severity: Severity,
    /// 性质.
    pub nature: Nature,
    /// 力度 of what the rule recommends.
    pub strength: Strength,
    /// 优先级.
    pub priority: Priority,
    /// Task of the programme.
    pub task: Option<String>,
    /// Id of the pollutant.
    pub pollutant: Option<String>,
    /// What supports it.
    pub evidence: Vec<Evidence>,
    /// 成因, largest first.
    pub causes: Vec<Cause>,
    /// Ids that justify the rule.
    pub basis: Vec<String>,
    /// Whether it rests on 示例数据.
    pub demonstration: bool,
}

pub(super) fn collect(
    verdicts: &[Verdict],
    inventory: &Inventory,
    ruleset: &Ruleset,
    knowledge: &Knowledge,
) -> Vec<Finding> {
    let mut findings: Vec<Finding> = verdicts
        .iter()
        .filter_map(|verdict| {
            Some(finding(verdict, verdict.find()?, inventory, knowledge))
        })
        .collect();
    let order = |topic: &str| ruleset.topics.iter().position(|t| t.id == topic);
    findings.sort_by(|a, b| {
        (a.demonstration, order(&a.topic), a.severity, a.priority, &a.rule, &a.subject)
            .cmp(&(
                b.demonstration,
                order(&b.topic),
                b.severity,
                b.priority,
                &b.rule,
                &b.subject,
            ))
    });
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &mut findings {
        let letter = finding.letter();
        let number = numbers.entry(letter).or_insert(0);
        *number += 1;
        finding.id = format!("{letter}{number:02}");
    }
    findings
}

impl Finding {
    /// Whether it only remarks on something that is in order.
    #[must_use]
    pub fn is_hint(&self) -> bool {
        self.severity == Severity::Hint
    }

    fn letter(&self) -> &'static str {
        match (self.demonstration, self.is_hint(), self.nature) {
            (true, ..) => "示W",
            (false, true, _) => "T",
            (false, false, Nature::Problem) => "W",
            (false, false, Nature::Gap) => "G",
        }
    }
}

fn finding(
    verdict: &Verdict,
    find: RenderedFind,
    inventory: &Inventory,
    knowledge: &Knowledge,
) -> Finding {
    let (rule, subject) = (&verdict.rule, &verdict.subject);
    let conditions = verdict.conditions();
    let demonstration = demonstration(&conditions, &find, subject);
    let unit = match subject.kind {
        SubjectKind::Unit => Some(subject.id.clone()),
        _ => subject.links.get("unit").map(|unit| unit.id.clone()),
    };
    let causes = match (&unit, &find.pollutant) {
        (Some(unit), Some(pollutant)) if subject.kind != SubjectKind::Source => {
            causes::of_finding(unit, pollutant, demonstration, inventory, knowledge)
        }
        _ => Vec::new(),
    };
    let evidence = conditions
        .into_iter()
        .map(|condition| Evidence { condition: condition.text, reads: condition.reads });
    let told = Evidence { condition: "陈述所引".to_owned(), reads: find.reads };
    Finding {
        id: String::new(),
        rule: rule.id.clone(),
        kind: subject.kind,
        subject: subject.id.clone(),
        name: subject.name.clone(),
        unit,
        topic: find.topic,
        title: find.title,
        text: find.text,
        severity: find.severity,
        nature: find.nature,
        strength: rule.strength,
        priority: rule.priority,
        task: rule.task.clone(),
        pollutant: find.pollutant,
        evidence: evidence.chain([told]).collect(),
        causes,
        basis: rule.basis.clone(),
        demonstration,
    }
}

/// A finding rests on 示例数据 when its subject is, or a figure that it read does.
fn demonstration(
    conditions: &[ConditionResult],
    find: &RenderedFind,
    subject: &Subject,
) -> bool {
    let reads = conditions.iter().flat_map(|c| &c.reads).chain(&find.reads);
    let figure = reads
        .filter_map(|read| read.quantity.as_ref())
        .any(|quantity| quantity.provenance().has_demonstration());
    subject.is_demonstration() || figure
}
