//! Rules that expert groups write: compiled once, run over subjects, always explained.
//!
//! Takes: the texts of a ruleset and subjects with facts. Gives: [`Verdict`]s: holds,
//! fails or undetermined, each with the conditions and every fact that was read.
//! Never: a file, a clock, a network; never decides on a fact that is missing.
//!
//! 1. [`written`]: rule files as experts write them.
//! 2. [`compile`]: guards into an index, expressions into the sandbox, facts looked up in
//!    the [`vocabulary`].
//! 3. [`run`]: guards by index, then expressions; one path, always traced.
//! 4. [`example`]: each rule's own examples.

mod compile;
mod example;
mod guard;
mod handle;
mod rule;
mod run;
mod sandbox;
mod settings;
mod subject;
mod text;
mod vocabulary;
mod written;

pub use example::ExampleReport;
pub use guard::GuardResult;
pub use rule::{Find, Pick, Recommend, Rule};
pub use run::{ConditionResult, Outcome, Read, RenderedFind, Verdict};
pub use sandbox::Expression;
pub use settings::{AGREED, Criterion, Phase, RuleParameter, Topic, UNKNOWN, Yardstick};
pub use subject::{Fact, Subject, SubjectKind, Value};
pub use vocabulary::{FactKind, VOCABULARY, Word};
pub use written::{FreeMeasure, Nature, Priority, Severity, Strength, Work};

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Sink, SourceFile};

/// What rules may refer to.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Whether a basis (policy, standard, method) exists.
    pub basis: &'a dyn Fn(&str) -> bool,
    /// Ids of the pollutants.
    pub pollutants: &'a [&'a str],
}

/// 规则集, compiled.
#[derive(Debug)]
pub struct Ruleset {
    /// Id: the folder's name.
    pub id: String,
    /// 名称.
    pub name: String,
    /// 版本.
    pub version: String,
    /// 约定参数, by id.
    pub parameters: BTreeMap<String, RuleParameter>,
    /// 比选准则.
    pub criteria: Vec<Criterion>,
    /// 分期.
    pub phases: Vec<Phase>,
    /// 专题, in order.
    pub topics: Vec<Topic>,
    /// How many weightings the sensitivity draws.
    pub draws: usize,
    /// Seed of those draws.
    pub seed: u64,
    /// 规则, in order of id.
    pub rules: Vec<Arc<Rule>>,
    sandbox: sandbox::Sandbox,
    index: BTreeMap<SubjectKind, guard::Index>,
}

impl Ruleset {
    /// Compiles the ruleset `id` from `files` (`rulesets/<id>/…`).
    ///
    /// `known` says what exists in knowledge. Every fault goes to `sink`; `None` when
    /// ruleset.yaml itself cannot be used.
    pub fn load(
        id: &str,
        files: &[Arc<SourceFile>],
        known: &Known<'_>,
        sink: &mut Sink,
    ) -> Option<Self> {
        compile::ruleset(id, files, known, sink)
    }

    /// Every rule over every subject that it is for, in order of subject, then rule.
    #[must_use]
    pub fn run(&self, subjects: &[Arc<Subject>]) -> Vec<Verdict> {
        run::run(self, subjects)
    }

    /// The guards' results for `subject`, one per rule for its kind: rule number and result.
    #[must_use]
    pub fn screen(&self, subject: &Subject) -> Vec<(usize, GuardResult)> {
        self.index
            .get(&subject.kind)
            .map(|index| index.screen(subject))
            .unwrap_or_default()
    }

    /// The verdict of rule number `rule` over `subject`, given its guards' result.
    #[must_use]
    pub fn decide(
        &self,
        rule: usize,
        subject: &Arc<Subject>,
        guards: GuardResult,
    ) -> Verdict {
        run::decide(self, &self.rules[rule], subject, guards)
    }

    /// Runs the rules' own examples.
    #[must_use]
    pub fn test(&self) -> Vec<ExampleReport> {
        example::test(self)
    }

    /// The rule `id`.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id).map(Arc::as_ref)
    }

    /// Whether the query `pick` holds for the technique `t` and `subject`.
    ///
    /// # Errors
    /// The missing facts, or what went wrong, in words.
    pub fn picks(
        &self,
        pick: &Pick,
        t: &Arc<Subject>,
        subject: &Arc<Subject>,
    ) -> Result<bool, String> {
        let scope = [("t", t), (subject.kind.word(), subject)];
        self.sandbox.holds(&pick.query, &scope, &self.parameters).0
    }
}

#[cfg(test)]
mod tests;
