//! Rule files as experts write them.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::settings::Yardstick;
use super::subject::SubjectKind;
use crate::reading::At;

/// 问题严重程度.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::Display,
)]
pub enum Severity {
    /// 严重.
    #[serde(rename = "严重")]
    #[strum(serialize = "严重")]
    Severe,
    /// 较重.
    #[serde(rename = "较重")]
    #[strum(serialize = "较重")]
    Serious,
    /// 一般.
    #[serde(rename = "一般")]
    #[strum(serialize = "一般")]
    Moderate,
    /// 提示.
    #[serde(rename = "提示")]
    #[strum(serialize = "提示")]
    Hint,
}

/// 力度: how strongly something is recommended.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::Display,
)]
pub enum Strength {
    /// 必须.
    #[serde(rename = "必须")]
    #[strum(serialize = "必须")]
    Must,
    /// 应.
    #[serde(rename = "应")]
    #[strum(serialize = "应")]
    Should,
    /// 宜.
    #[serde(rename = "宜")]
    #[strum(serialize = "宜")]
    Ought,
    /// 可.
    #[serde(rename = "可")]
    #[strum(serialize = "可")]
    May,
}

/// 问题性质.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::Display,
)]
pub enum Nature {
    /// A problem of the waters or of what burdens them.
    #[default]
    #[serde(rename = "环境问题")]
    #[strum(serialize = "环境问题")]
    Problem,
    /// Something that is not known or not kept.
    #[serde(rename = "数据与管理缺口")]
    #[strum(serialize = "数据与管理缺口")]
    Gap,
}

/// 措施性质.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, strum::Display,
)]
pub enum Work {
    /// Construction: its cost needs a feasibility study.
    #[serde(rename = "工程")]
    #[strum(serialize = "工程")]
    Construction,
    /// Monitoring, survey, record keeping.
    #[serde(rename = "监测调查")]
    #[strum(serialize = "监测调查")]
    Survey,
    /// Permits, checks, planning.
    #[default]
    #[serde(rename = "管理")]
    #[strum(serialize = "管理")]
    Management,
}

/// 优先级.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Priority {
    /// First.
    High,
    /// Then.
    Medium,
    /// Last.
    Low,
}

/// A scalar, a list, or a comparison, as written under `given`.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Given {
    Bool(bool),
    Number(f64),
    Text(String),
    Any(Vec<String>),
    Nothing,
}

impl<'de> Deserialize<'de> for Given {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(GivenVisitor)
    }
}

struct GivenVisitor;

impl<'de> Visitor<'de> for GivenVisitor {
    type Value = Given;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("词、数、true/false、词的列表，或比较式如 \">= 5%\"")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Given, E> {
        Ok(Given::Bool(value))
    }

    #[expect(clippy::cast_precision_loss, reason = "numbers in rules are small")]
    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Given, E> {
        Ok(Given::Number(number as f64))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Given, E> {
        Ok(Given::Number(number))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Given, E> {
        Ok(Given::Text(text.to_owned()))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Given, E> {
        Ok(Given::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Given, A::Error> {
        let mut words = Vec::new();
        while let Some(word) = seq.next_element()? {
            words.push(word);
        }
        Ok(Given::Any(words))
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct WrittenRule {
    pub title: At<String>,
    pub owner: String,
    #[serde(default)]
    pub task: Option<String>,
    #[serde(rename = "for")]
    pub subject: SubjectKind,
    /// Which subjects of this kind the rule is about.
    #[serde(default)]
    pub among: BTreeMap<String, At<Given>>,
    #[serde(default)]
    pub given: BTreeMap<String, At<Given>>,
    #[serde(default)]
    pub when: Vec<BTreeMap<String, At<String>>>,
    #[serde(default)]
    pub find: Option<WrittenFind>,
    #[serde(default)]
    pub recommend: Vec<WrittenRecommend>,
    pub strength: Strength,
    pub priority: Priority,
    #[serde(default)]
    pub basis: Vec<At<String>>,
    #[serde(default)]
    pub examples: Vec<WrittenExample>,
    #[serde(default)]
    pub note: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct WrittenFind {
    pub topic: At<String>,
    pub title: At<String>,
    pub severity: Severity,
    #[serde(default)]
    pub pollutant: Option<String>,
    pub text: At<String>,
    #[serde(default)]
    pub nature: Nature,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct WrittenRecommend {
    #[serde(default)]
    pub pick: Option<String>,
    #[serde(default, rename = "where")]
    pub query: Option<At<String>>,
    #[serde(default)]
    pub take: Option<usize>,
    #[serde(default)]
    pub why: Option<String>,
    #[serde(default)]
    pub phase: Option<String>,
    #[serde(default)]
    pub department: Option<String>,
    #[serde(default)]
    pub cooperate: Vec<String>,
    #[serde(default)]
    pub accept: Option<At<String>>,
    #[serde(default)]
    pub once: Option<String>,
    #[serde(default)]
    pub measure: Option<FreeMeasure>,
}

/// 管理措施 that a rule writes itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct FreeMeasure {
    /// 名称.
    pub title: String,
    /// What, where, how much.
    pub text: String,
    /// 牵头部门.
    pub department: String,
    /// 配合部门.
    #[serde(default)]
    pub cooperate: Vec<String>,
    /// Id of the phase.
    pub phase: String,
    /// 怎样算完成.
    pub accept: String,
    /// 性质, which says how its cost is found.
    #[serde(default)]
    pub work: Work,
    /// To be done so many months after the reference date, where the phase is too long.
    #[serde(default)]
    pub within: Option<u8>,
    /// 即行、长期: takes effect at once and stays.
    #[serde(default)]
    pub standing: bool,
    /// 投资, when the rule can say; else 待定 with the reason.
    #[serde(default)]
    pub cost: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct WrittenExample {
    pub name: At<String>,
    #[serde(default)]
    pub given: BTreeMap<String, At<Given>>,
    pub expect: Expected,
}

/// 预期结果 of an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::Display)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub(super) enum Expected {
    Holds,
    Fails,
    Undetermined,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct WrittenRuleset {
    pub name: String,
    pub version: String,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    pub owner: Option<String>,
    #[serde(default)]
    pub parameters: Vec<WrittenParameter>,
    #[serde(default)]
    pub criteria: Vec<WrittenCriterion>,
    #[serde(default)]
    pub phases: Vec<WrittenPhase>,
    #[serde(default)]
    pub topics: Vec<WrittenTopic>,
    #[serde(default)]
    pub draws: usize,
    #[serde(default)]
    pub seed: u64,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    pub note: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct WrittenParameter {
    pub id: At<String>,
    pub name: String,
    pub value: f64,
    pub unit: String,
    pub basis: At<String>,
    #[serde(default)]
    pub note: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct WrittenCriterion {
    pub id: At<String>,
    pub name: String,
    pub weight: f64,
    pub by: Yardstick,
    pub scale: BTreeMap<String, At<f64>>,
    #[serde(default)]
    pub note: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct WrittenPhase {
    pub id: String,
    pub name: String,
    pub years: u16,
}

#[derive(Debug, Deserialize)]
pub(super) struct WrittenTopic {
    pub id: String,
    pub name: String,
}
