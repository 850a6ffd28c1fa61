//! Verdicts that hold become findings, worst first within their topics.

use serde::Serialize;

use super::causes::{self, Cause};
use crate::inventory::Inventory;
use crate::knowledge::Knowledge;
use crate::rules::{
    ConditionResult, Fact, Priority, Read, RenderedFind, Ruleset, Severity, Strength,
    Subject, SubjectKind, Value, Verdict,
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
    /// `W01` … in the order of the document.
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
        (order(&a.topic), a.demonstration, a.severity, a.priority, &a.rule, &a.subject)
            .cmp(&(
                order(&b.topic),
                b.demonstration,
                b.severity,
                b.priority,
                &b.rule,
                &b.subject,
            ))
    });
    for (number, finding) in findings.iter_mut().enumerate() {
        finding.id = format!("W{:02}", number + 1);
    }
    findings
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
            causes::shares(unit, pollutant, inventory, knowledge)
        }
        _ => Vec::new(),
    };
    let evidence = conditions
        .into_iter()
        .map(|condition| Evidence { condition: condition.text, reads: condition.reads });
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
        strength: rule.strength,
        priority: rule.priority,
        task: rule.task.clone(),
        pollutant: find.pollutant,
        evidence: evidence.collect(),
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
    let own = matches!(
        subject.fact("demonstration"),
        Some(Fact::Known { value: Value::Bool(true), .. })
    ) && subject.kind != SubjectKind::Case;
    let reads = conditions.iter().flat_map(|c| &c.reads).chain(&find.reads);
    let figure = reads
        .filter_map(|read| read.quantity.as_ref())
        .any(|quantity| quantity.provenance().has_demonstration());
    own || figure
}
