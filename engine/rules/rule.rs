//! A rule as compiled: what the later stages read of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::guard::Guard;
use super::sandbox::Expression;
use super::subject::SubjectKind;
use super::written::{
    Expected, FreeMeasure, Given, Nature, Priority, Severity, Strength,
};
use crate::diagnostic::{Place, SourceFile};

/// 规则, compiled.
#[derive(Debug)]
pub struct Rule {
    /// Id: the file's stem.
    pub id: String,
    /// 标题.
    pub title: String,
    /// 责任专家组.
    pub owner: String,
    /// Task of the programme.
    pub task: Option<String>,
    /// What it runs over.
    pub subject: SubjectKind,
    /// 力度.
    pub strength: Strength,
    /// 优先级.
    pub priority: Priority,
    /// Ids that justify it.
    pub basis: Vec<String>,
    /// What it finds.
    pub find: Option<Find>,
    /// What it recommends.
    pub recommend: Vec<Recommend>,
    /// 备注.
    pub note: Option<String>,
    /// The file.
    pub file: Arc<SourceFile>,
    pub(super) guards: Vec<Guard>,
    pub(super) guard_texts: Vec<String>,
    /// How many of the guards, from the first, say whom the rule is about.
    pub(super) scope: usize,
    pub(super) conditions: Vec<(String, Expression)>,
    pub(super) examples: Vec<Example>,
}

/// An example of a rule.
#[derive(Debug)]
pub(super) struct Example {
    pub name: String,
    pub place: Place,
    pub given: BTreeMap<String, Given>,
    pub expect: Expected,
}

/// What a rule finds, with placeholders.
#[derive(Debug, Clone, Serialize)]
pub struct Find {
    /// Id of the topic.
    pub topic: String,
    /// 标题.
    pub title: String,
    /// 严重程度.
    pub severity: Severity,
    /// Id of the pollutant.
    pub pollutant: Option<String>,
    /// 问题陈述.
    pub text: String,
    /// 性质.
    pub nature: Nature,
}

/// What a rule recommends.
#[derive(Debug, Clone)]
pub enum Recommend {
    /// Techniques that a query over knowledge selects.
    Pick(Box<Pick>),
    /// A measure that the rule writes itself.
    Measure(FreeMeasure),
}

/// A query over the techniques of knowledge.
#[derive(Debug, Clone)]
pub struct Pick {
    /// The condition on a technique `t`.
    pub query: Expression,
    /// How many to take.
    pub take: usize,
    /// Why these.
    pub why: Option<String>,
    /// Id of the phase.
    pub phase: String,
    /// 牵头部门.
    pub department: String,
    /// 配合部门.
    pub cooperate: Vec<String>,
    /// 怎样算完成, with placeholders.
    pub accept: String,
    /// What must be known before it is decided; none when it can go ahead.
    pub once: Option<String>,
}
