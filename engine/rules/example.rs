//! A rule's own examples, run as any subject would be.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::guard::GuardResult;
use super::rule::{Example, Rule};
use super::run::{self, Outcome};
use super::subject::{Fact, Subject, SubjectKind, Value};
use super::vocabulary::{self, FactKind, VOCABULARY};
use super::written::{Expected, Given};
use super::{Ruleset, guard};
use crate::diagnostic::{Code, Diagnostic, Place};

/// How an example came out.
#[derive(Debug, Clone, Serialize)]
pub struct ExampleReport {
    /// Id of the rule.
    pub rule: String,
    /// Name of the example.
    pub name: String,
    /// Whether it came out as expected.
    pub passed: bool,
    /// What was expected.
    pub expected: String,
    /// How it came out.
    pub found: Outcome,
    /// Where it stands.
    pub place: Place,
}

impl ExampleReport {
    /// The fault, if it did not come out as expected.
    #[must_use]
    pub fn fault(&self) -> Option<Diagnostic> {
        if self.passed {
            return None;
        }
        let reason = match &self.found {
            Outcome::Undetermined(reason) | Outcome::Broken(reason) => {
                format!("（{reason}）")
            }
            Outcome::Holds | Outcome::Fails | Outcome::Beside => String::new(),
        };
        let message = format!(
            "规则 {} 的例子“{}”预期 {}，结果为{}{reason}",
            self.rule,
            self.name,
            self.expected,
            self.found.name()
        );
        let code = match self.found {
            Outcome::Broken(ref r)
                if r.contains("上限") || r.contains("过深") || r.contains("过大") =>
            {
                Code::RuleLimit
            }
            Outcome::Broken(_) => Code::RuleRuntime,
            _ => Code::ExampleFails,
        };
        Some(Diagnostic::error(code, message).at(&self.place))
    }
}

pub(super) fn test(ruleset: &Ruleset) -> Vec<ExampleReport> {
    let mut reports = Vec::new();
    for rule in &ruleset.rules {
        for example in &rule.examples {
            let subject = subject(rule.subject, &example.given);
            let guards = screen(rule, &subject);
            let verdict = run::decide(ruleset, rule, &subject, guards);
            let outcome = verdict.outcome();
            let passed = matches!(
                (&outcome, example.expect),
                (Outcome::Holds, Expected::Holds)
                    | (Outcome::Fails | Outcome::Beside, Expected::Fails)
                    | (Outcome::Undetermined(_), Expected::Undetermined)
            );
            reports.push(report(rule, example, passed, outcome));
        }
    }
    reports
}

fn report(rule: &Rule, example: &Example, passed: bool, found: Outcome) -> ExampleReport {
    ExampleReport {
        rule: rule.id.clone(),
        name: example.name.clone(),
        passed,
        expected: example.expect.to_string(),
        found,
        place: example.place.clone(),
    }
}

fn screen(rule: &Rule, subject: &Subject) -> GuardResult {
    let mut index = guard::Index::default();
    index.add(0, &rule.guards);
    index.finish();
    index.screen(subject).first().map(|(_, result)| *result).unwrap_or_default()
}

/// A subject of `kind` with exactly the facts of `given`; all others are missing.
fn subject(kind: SubjectKind, given: &BTreeMap<String, Given>) -> Arc<Subject> {
    let mut facts = missing(kind);
    let mut linked: BTreeMap<&'static str, BTreeMap<String, Given>> = BTreeMap::new();
    for (path, value) in given {
        let link = path.split_once('.').and_then(|(first, rest)| {
            let (name, _) = vocabulary::links(kind).iter().find(|(n, _)| *n == first)?;
            Some((*name, rest))
        });
        match link {
            Some((name, rest)) => {
                linked.entry(name).or_default().insert(rest.to_owned(), value.clone());
            }
            None => {
                if let Some(fact) = fact(kind, path, value) {
                    facts.insert(path.clone(), fact);
                }
            }
        }
    }
    let links = vocabulary::links(kind)
        .iter()
        .map(|(name, linked_kind)| {
            let given = linked.remove(name).unwrap_or_default();
            (*name, subject(*linked_kind, &given))
        })
        .collect();
    Arc::new(Subject { kind, id: "例".to_owned(), name: "例".to_owned(), facts, links })
}

fn missing(kind: SubjectKind) -> BTreeMap<String, Fact> {
    VOCABULARY
        .iter()
        .filter(|w| w.subject == kind && !w.takes_parameter())
        .map(|w| (w.name.to_owned(), Fact::Missing("例中没有给".to_owned())))
        .collect()
}

fn fact(kind: SubjectKind, path: &str, given: &Given) -> Option<Fact> {
    let word = vocabulary::find(kind, path)?;
    let value = match (given, word.kind) {
        (Given::Bool(b), _) => Value::Bool(*b),
        (Given::Number(n), FactKind::Text) => Value::Text(n.to_string()),
        (Given::Number(n), _) => Value::Number(*n),
        (Given::Text(text), FactKind::List) => Value::List(vec![text.clone()]),
        (Given::Text(text), _) => Value::Text(text.clone()),
        (Given::Any(list), _) => Value::List(list.clone()),
        (Given::Nothing, _) => return None,
    };
    Some(Fact::plain(value))
}
