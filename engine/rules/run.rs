//! Running compiled rules: three outcomes, every condition and every read told.

use std::sync::Arc;

use rayon::prelude::*;
use serde::{Serialize, Serializer};

use super::guard::GuardResult;
use super::rule::{Find, Rule};
use super::sandbox::Expression;
use super::subject::{Fact, Subject, SubjectKind};
use super::text;
use super::vocabulary::{self, FactKind};
use super::{Nature, Ruleset, Severity};
use crate::quantity::Quantity;

/// 判定.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "outcome", content = "reason")]
pub enum Outcome {
    /// 成立.
    Holds,
    /// 不成立.
    Fails,
    /// 不适用: the rule is not about this subject.
    Beside,
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
            Self::Beside => "不适用",
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
    /// What the fact means, said of what stands in its brackets, which `name` names.
    #[must_use]
    pub fn told<'a>(&'a self, name: impl Fn(&'a str) -> &'a str) -> String {
        let Some((_, of)) = self.key.split_once('.') else { return self.meaning.clone() };
        let of = name(of);
        let told = self.meaning.replace("某污染物", of).replace("某指标", of);
        if told == self.meaning { format!("{told}（{of}）") } else { told }
    }

    /// Whether the fact says yes or no.
    #[must_use]
    pub fn is_yes_or_no(&self) -> bool {
        let word = vocabulary::find(self.kind, &self.key);
        word.is_some_and(|word| word.kind == FactKind::Bool)
    }

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
    /// 性质.
    pub nature: Nature,
    /// Id of the pollutant.
    pub pollutant: Option<String>,
    /// The sentence.
    pub text: String,
    /// Facts that the sentence printed.
    pub reads: Vec<Read>,
}

/// A rule's judgement of one subject: the trace that every explanation is printed from.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The rule.
    pub rule: Arc<Rule>,
    /// The subject.
    pub subject: Arc<Subject>,
    guards: GuardResult,
    /// The expressions' outcomes and reads; empty where a guard failed.
    expressions: Vec<(Outcome, Vec<Read>)>,
}

impl Verdict {
    /// How it came out: not being meant beats all, then one failure; then a broken condition, then a missing fact.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        if self.guards.fails != 0 {
            let first = self.guards.fails.trailing_zeros() as usize;
            return if first < self.rule.scope {
                Outcome::Beside
            } else {
                Outcome::Fails
            };
        }
        let outcomes = || self.expressions.iter().map(|(outcome, _)| outcome);
        let find = |wanted: fn(&Outcome) -> bool| outcomes().find(|o| wanted(o)).cloned();
        find(|o| matches!(o, Outcome::Fails))
            .or_else(|| find(|o| matches!(o, Outcome::Broken(_))))
            .or_else(|| {
                let first = self.guards.missing.trailing_zeros() as usize;
                (first < self.rule.guards.len()).then(|| self.guard(first).outcome)
            })
            .or_else(|| find(|o| matches!(o, Outcome::Undetermined(_))))
            .unwrap_or(Outcome::Holds)
    }

    /// Whether the rule holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.guards == GuardResult::default()
            && self.expressions.iter().all(|(outcome, _)| *outcome == Outcome::Holds)
    }

    /// Guards and expressions, in the order of the rule file.
    #[must_use]
    pub fn conditions(&self) -> Vec<ConditionResult> {
        let guards = (0..self.rule.guards.len()).map(|bit| self.guard(bit));
        let expressions = self.rule.conditions.iter().zip(&self.expressions).map(
            |((text, _), (outcome, reads))| ConditionResult {
                text: text.clone(),
                outcome: outcome.clone(),
                reads: reads.clone(),
            },
        );
        guards.chain(expressions).collect()
    }

    /// What is found, when the rule holds and says so.
    #[must_use]
    pub fn find(&self) -> Option<RenderedFind> {
        let find = self.rule.find.as_ref().filter(|_| self.holds())?;
        Some(render(find, &self.subject))
    }

    fn guard(&self, bit: usize) -> ConditionResult {
        let path = self.rule.guards.get(bit).map_or("", |guard| guard.path.as_str());
        let read = Read::of(&self.subject, path);
        let mask = 1u64.checked_shl(u32::try_from(bit).unwrap_or(64)).unwrap_or(0);
        let outcome = if self.guards.fails & mask != 0 {
            Outcome::Fails
        } else if self.guards.missing & mask != 0 {
            Outcome::Undetermined(format!("缺“{}”（{}）", read.meaning, read.text))
        } else {
            Outcome::Holds
        };
        let wanted = self.rule.guard_texts.get(bit).map_or("", String::as_str);
        let text = format!("{} {wanted}", read.meaning);
        ConditionResult { text, outcome, reads: vec![read] }
    }
}

impl Serialize for Verdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Printed<'a> {
            rule: &'a str,
            kind: SubjectKind,
            subject: &'a str,
            name: &'a str,
            outcome: Outcome,
            conditions: Vec<ConditionResult>,
            find: Option<RenderedFind>,
        }
        Printed {
            rule: &self.rule.id,
            kind: self.subject.kind,
            subject: &self.subject.id,
            name: &self.subject.name,
            outcome: self.outcome(),
            conditions: self.conditions(),
            find: self.find(),
        }
        .serialize(serializer)
    }
}

pub(super) fn run(ruleset: &Ruleset, subjects: &[Arc<Subject>]) -> Vec<Verdict> {
    let verdicts: Vec<Vec<Verdict>> = subjects
        .par_iter()
        .map(|subject| {
            let screened = ruleset.screen(subject).into_iter();
            let verdict =
                |(rule, guards)| decide(ruleset, &ruleset.rules[rule], subject, guards);
            screened.map(verdict).collect()
        })
        .collect();
    verdicts.into_iter().flatten().collect()
}

pub(super) fn decide(
    ruleset: &Ruleset,
    rule: &Arc<Rule>,
    subject: &Arc<Subject>,
    guards: GuardResult,
) -> Verdict {
    let mut expressions = Vec::new();
    // Expressions are worth their cost only where no guard has failed.
    if guards.fails == 0 && !rule.conditions.is_empty() {
        let scope = scope(subject);
        let borrowed: Vec<(&str, &Arc<Subject>)> =
            scope.iter().map(|(name, s)| (*name, s)).collect();
        let evaluate = |(_, expression): &(String, Expression)| {
            ruleset.sandbox.evaluate(expression, &borrowed, &ruleset.parameters)
        };
        expressions.extend(rule.conditions.iter().map(evaluate));
    }
    let (rule, subject) = (Arc::clone(rule), Arc::clone(subject));
    Verdict { rule, subject, guards, expressions }
}

/// The subject under its own name, and what it is linked to.
pub(super) fn scope(subject: &Arc<Subject>) -> Vec<(&'static str, Arc<Subject>)> {
    let own = [(subject.kind.word(), Arc::clone(subject))];
    own.into_iter()
        .chain(subject.links.iter().map(|(name, linked)| (*name, Arc::clone(linked))))
        .collect()
}

fn render(find: &Find, subject: &Arc<Subject>) -> RenderedFind {
    let mut reads = Vec::new();
    let title = without_marks(&text::fill(&find.title, subject, &mut reads));
    let text = text::fill(&find.text, subject, &mut reads);
    RenderedFind {
        topic: find.topic.clone(),
        title,
        severity: find.severity,
        nature: find.nature,
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
