//! profile.yaml as written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::knowledge::Sense;
use crate::knowledge::written::{SourceRef, WrittenFigure};
use crate::reading::At;

/// 案例类别.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::Display,
    strum::EnumString,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum CaseKind {
    /// 市.
    City,
    /// 区县.
    District,
    /// 河流.
    River,
    /// 湖库.
    Lake,
    /// 流域.
    Basin,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct WrittenProfile {
    pub name: String,
    pub kind: CaseKind,
    #[serde(default)]
    pub code: Option<String>,
    #[serde(default)]
    pub province: Option<String>,
    #[serde(default)]
    pub basin: Option<String>,
    pub reference_date: At<String>,
    #[serde(default)]
    pub author: Option<String>,
    #[serde(default)]
    pub scope: Option<String>,
    #[serde(default)]
    pub narrative: Vec<WrittenNarrative>,
    #[serde(default)]
    pub facts: Vec<WrittenFact>,
    #[serde(default)]
    pub targets: Vec<WrittenOwnTarget>,
    #[serde(default)]
    pub checks: Vec<WrittenCheck>,
    #[serde(default)]
    pub gaps: Vec<WrittenGap>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct WrittenNarrative {
    pub topic: String,
    pub text: At<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct WrittenFact {
    pub id: At<String>,
    pub topic: String,
    pub item: String,
    #[serde(default)]
    pub period: Option<String>,
    #[serde(default)]
    pub figure: Option<WrittenFigure>,
    #[serde(default)]
    pub text: Option<String>,
    #[serde(default)]
    pub source: Option<SourceRef>,
    #[serde(default)]
    pub seen: Option<bool>,
    #[serde(default)]
    pub confidence: Option<crate::knowledge::Confidence>,
    #[serde(default)]
    pub key: bool,
    #[serde(default)]
    pub unusable: Option<String>,
    #[serde(default)]
    pub note: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct WrittenOwnTarget {
    pub id: At<String>,
    pub item: String,
    pub indicator: String,
    #[serde(default)]
    pub unit: Option<At<String>>,
    pub sense: Sense,
    #[serde(default)]
    pub by: Option<u16>,
    /// What must be known before a year can be set, instead of one.
    #[serde(default)]
    pub once: Option<String>,
    #[serde(default)]
    pub pollutant: Option<At<String>>,
    /// Id of the case fact that says where things stand.
    #[serde(default)]
    pub current: Option<At<String>>,
    /// The water class to be reached, instead of a figure.
    #[serde(default)]
    pub class: Option<At<String>>,
    #[serde(default)]
    pub figure: Option<WrittenFigure>,
    #[serde(default)]
    pub basis: Vec<At<String>>,
    #[serde(default)]
    pub note: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct WrittenCheck {
    pub id: At<String>,
    pub item: String,
    pub parts: Vec<At<String>>,
    pub relation: Relation,
    pub equals: At<String>,
    #[serde(default)]
    pub tolerance: f64,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    pub note: Option<String>,
}

/// How the parts of a closure check relate to its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Relation {
    /// The sum of the parts.
    Sum,
    /// The first part over the second.
    Ratio,
    /// The first part minus the others.
    Difference,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct WrittenGap {
    pub id: At<String>,
    pub item: String,
    pub why: String,
    pub ask: String,
    #[serde(default)]
    pub form: Option<String>,
    #[serde(default)]
    pub topics: Vec<String>,
}
