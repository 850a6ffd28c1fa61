//! Running compiled rules: three outcomes, every condition and every read told.

use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use super::guard::GuardResult;
use super::rule::{Find, Rule};
use super::subject::{Fact, Subject, SubjectKind};
use super::text;
use super::vocabulary;
use super::{Ruleset, Severity};
use crate::quantity::Quantity;

/// 判定.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "outcome", content = "reason")]
pub enum Outcome {
    /// 成立.
    Holds,
    /// 不成立.
    Fails,
    /// 数据不足: what is missing.
    Undetermined(String),
    /// The rule itself is broken: what went wrong.
    Broken(String),
}

impl Outcome {
    /// Chinese word.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Holds => "成立",
            Self::Fails => "不成立",
            Self::Undetermined(_) => "数据不足",
            Self::Broken(_) => "规则出错",
        }
    }
}

/// A fact that was read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Read {
    /// Kind of the subject.
    pub kind: SubjectKind,
    /// Id of the subject.
    pub subject: String,
    /// Name of the subject.
    pub name: String,
    /// Key of the fact.
    pub key: String,
    /// What the fact means.
    pub meaning: String,
    /// Its value as printed, or why it is missing.
    pub text: String,
    /// Whether it is missing.
    pub missing: bool,
    /// The figure behind it.
    #[serde(skip)]
    pub quantity: Option<Box<Quantity>>,
}

impl Read {
    /// Reads the fact `path` of `subject`, through links.
    pub(super) fn of(subject: &Arc<Subject>, path: &str) -> Self {
        if let Some((link, rest)) = path.split_once('.')
            && let Some(linked) = subject.links.get(link)
        {
            return Self::of(linked, rest);
        }
        let meaning = vocabulary::find(subject.kind, path)
            .map_or_else(|| path.to_owned(), |word| word.meaning.to_owned());
        let (text, missing, quantity) = match subject.facts.get(path) {
            Some(Fact::Known { text, quantity, .. }) => {
                (text.clone(), false, quantity.clone())
            }
            Some(Fact::Missing(reason)) => (reason.clone(), true, None),
            None => ("没有数据".to_owned(), true, None),
        };
        Self {
            kind: subject.kind,
            subject: subject.id.clone(),
            name: subject.name.clone(),
            key: path.to_owned(),
            meaning,
            text,
            missing,
            quantity,
        }
    }
}

/// One condition of a verdict.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConditionResult {
    /// What it proves.
    pub text: String,
    /// How it came out.
    pub outcome: Outcome,
    /// What it read.
    pub reads: Vec<Read>,
}

/// What a rule that holds says of its subject.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RenderedFind {
    /// Id of the topic.
    pub topic: String,
    /// 标题.
    pub title: String,
    /// 严重程度.
    pub severity: Severity,
    /// Id of the pollutant.
    pub pollutant: Option<String>,
    /// The sentence.
    pub text: String,
    /// Facts that the sentence printed.
    pub reads: Vec<Read>,
}

/// A rule's judgement of one subject.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Verdict {
    /// Id of the rule.
    pub rule: String,
    /// Kind of the subject.
    pub kind: SubjectKind,
    /// Id of the subject.
    pub subject: String,
    /// Name of the subject.
    pub name: String,
    /// How it came out.
    pub outcome: Outcome,
    /// Guards and expressions, in the order of the rule file.
    pub conditions: Vec<ConditionResult>,
    /// What is found, when the rule holds and says so.
    pub find: Option<RenderedFind>,
}

pub(super) fn run(ruleset: &Ruleset, subjects: &[Arc<Subject>]) -> Vec<Verdict> {
    let verdicts: Vec<Vec<Verdict>> = subjects
        .par_iter()
        .map(|subject| {
            let screened = ruleset.screen(subject);
            screened
                .into_iter()
                .map(|(rule, guards)| {
                    decide(ruleset, &ruleset.rules[rule], subject, guards)
                })
                .collect()
        })
        .collect();
    verdicts.into_iter().flatten().collect()
}

pub(super) fn decide(
    ruleset: &Ruleset,
    rule: &Rule,
    subject: &Arc<Subject>,
    guards: GuardResult,
) -> Verdict {
    let mut conditions: Vec<ConditionResult> = rule
        .guards
        .iter()
        .enumerate()
        .map(|(bit, guard)| guard_condition(rule, bit, &guard.path, subject, guards))
        .collect();
    // Expressions are worth their cost only where no guard has failed.
    if guards.fails == 0 {
        for (text, expression) in &rule.conditions {
            let scope = scope(subject);
            let borrowed: Vec<(&str, &Arc<Subject>)> =
                scope.iter().map(|(name, s)| (*name, s)).collect();
            let (outcome, reads) =
                ruleset.sandbox.evaluate(expression, &borrowed, &ruleset.parameters);
            conditions.push(ConditionResult { text: text.clone(), outcome, reads });
        }
    }
    let outcome = overall(&conditions);
    let find = match (&outcome, &rule.find) {
        (Outcome::Holds, Some(find)) => Some(render(find, subject)),
        _ => None,
    };
    Verdict {
        rule: rule.id.clone(),
        kind: subject.kind,
        subject: subject.id.clone(),
        name: subject.name.clone(),
        outcome,
        conditions,
        find,
    }
}

/// The subject under its own name, and what it is linked to.
pub(super) fn scope(subject: &Arc<Subject>) -> Vec<(&'static str, Arc<Subject>)> {
    let own = [(subject.kind.word(), Arc::clone(subject))];
    own.into_iter()
        .chain(subject.links.iter().map(|(name, linked)| (*name, Arc::clone(linked))))
        .collect()
}

fn guard_condition(
    rule: &Rule,
    bit: usize,
    path: &str,
    subject: &Arc<Subject>,
    guards: GuardResult,
) -> ConditionResult {
    let read = Read::of(subject, path);
    let mask = 1u64.checked_shl(u32::try_from(bit).unwrap_or(64)).unwrap_or(0);
    let outcome = if guards.fails & mask != 0 {
        Outcome::Fails
    } else if guards.missing & mask != 0 {
        Outcome::Undetermined(format!("缺“{}”（{}）", read.meaning, read.text))
    } else {
        Outcome::Holds
    };
    let wanted = rule.guard_texts.get(bit).cloned().unwrap_or_default();
    ConditionResult {
        text: format!("{} {wanted}", read.meaning),
        outcome,
        reads: vec![read],
    }
}

/// One failure beats all; then a broken condition, then a missing fact.
fn overall(conditions: &[ConditionResult]) -> Outcome {
    let find = |wanted: fn(&Outcome) -> bool| {
        conditions.iter().map(|c| &c.outcome).find(|o| wanted(o)).cloned()
    };
    find(|o| matches!(o, Outcome::Fails))
        .or_else(|| find(|o| matches!(o, Outcome::Broken(_))))
        .or_else(|| find(|o| matches!(o, Outcome::Undetermined(_))))
        .unwrap_or(Outcome::Holds)
}

fn render(find: &Find, subject: &Arc<Subject>) -> RenderedFind {
    let mut reads = Vec::new();
    let title = without_marks(&text::fill(&find.title, subject, &mut reads));
    let text = text::fill(&find.text, subject, &mut reads);
    RenderedFind {
        topic: find.topic.clone(),
        title,
        severity: find.severity,
        pollutant: find.pollutant.clone(),
        text,
        reads,
    }
}

/// A title stays short: the grades stand in the text.
fn without_marks(title: &str) -> String {
    ["（待核）", "（参考）", "（筛查）"]
        .iter()
        .fold(title.to_owned(), |t, m| t.replace(m, ""))
}
