//! Subjects and their facts: all that a rule can see.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::quantity::Quantity;

/// 对象 that a rule runs over.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    strum::EnumIter,
)]
#[serde(rename_all = "kebab-case")]
pub enum SubjectKind {
    /// 案例.
    Case,
    /// 控制单元.
    Unit,
    /// 断面.
    Section,
    /// 污染源.
    Source,
    /// 排污口.
    Outfall,
    /// 风险源.
    Risk,
    /// 固体废物.
    Waste,
    /// 评价结果: what a single method says of its subject.
    Result,
    /// 技术.
    Technology,
}

impl SubjectKind {
    /// The word by which rules name the subject.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Unit => "unit",
            Self::Section => "section",
            Self::Source => "source",
            Self::Outfall => "outfall",
            Self::Risk => "risk",
            Self::Waste => "waste",
            Self::Result => "result",
            Self::Technology => "t",
        }
    }

    /// Chinese name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Case => "案例",
            Self::Unit => "控制单元",
            Self::Section => "断面",
            Self::Source => "污染源",
            Self::Outfall => "排污口",
            Self::Risk => "风险源",
            Self::Waste => "固体废物",
            Self::Result => "评价结果",
            Self::Technology => "技术",
        }
    }

    /// Its name in documents, whose readers know of no case.
    #[must_use]
    pub fn printed(self) -> &'static str {
        match self {
            Self::Case => "全域",
            kind => kind.name(),
        }
    }
}

/// What a fact is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// 是非.
    Bool(bool),
    /// 数, in the unit that the vocabulary states.
    Number(f64),
    /// 文字.
    Text(String),
    /// 词表.
    List(Vec<String>),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(true) => f.write_str("是"),
            Self::Bool(false) => f.write_str("否"),
            Self::Number(n) => f.write_str(&crate::quantity::significant(*n)),
            Self::Text(text) => f.write_str(text),
            Self::List(list) => f.write_str(&list.join("、")),
        }
    }
}

/// 事实: known, with the figure behind it; or missing, with the reason.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Fact {
    /// Known.
    Known {
        /// What rules compare.
        value: Value,
        /// As printed.
        text: String,
        /// The figure behind it.
        quantity: Option<Box<Quantity>>,
    },
    /// Missing, and why.
    Missing(String),
}

impl Fact {
    /// A fact without a figure behind it.
    #[must_use]
    pub fn plain(value: Value) -> Self {
        let text = value.to_string();
        Self::Known { value, text, quantity: None }
    }
}

/// 对象 with its facts and the subjects it belongs to.
#[derive(Debug, Clone, Serialize)]
pub struct Subject {
    /// What it is.
    pub kind: SubjectKind,
    /// Id.
    pub id: String,
    /// 名称.
    pub name: String,
    /// Facts, by key: `industry`, `load.tp`.
    pub facts: BTreeMap<String, Fact>,
    /// What it belongs to: `unit`, `case`.
    #[serde(skip)]
    pub links: BTreeMap<&'static str, Arc<Subject>>,
}

impl Subject {
    /// The fact at `path`: `load.tp`, or `unit.exceeds.tp` through a link.
    #[must_use]
    pub fn fact(&self, path: &str) -> Option<&Fact> {
        if let Some((link, rest)) = path.split_once('.')
            && let Some(linked) = self.links.get(link)
        {
            return linked.fact(rest);
        }
        self.facts.get(path)
    }

    /// Whether it is 示例数据; a case that holds some is not.
    #[must_use]
    pub fn is_demonstration(&self) -> bool {
        let fact = self.facts.get("demonstration");
        self.kind != SubjectKind::Case
            && matches!(fact, Some(Fact::Known { value: Value::Bool(true), .. }))
    }
}
