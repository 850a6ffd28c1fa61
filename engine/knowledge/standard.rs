//! Standards and their limit tables.

mod check;
mod value;

pub(crate) use check::check;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::coefficient::SubjectKind;
use super::figure::{Confidence, SourceRef, Validity, Via};
use super::policy::Sense;
use crate::quantity::Quantity;
use crate::reading::At;
use value::WrittenValue;

/// What a standard limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StandardKind {
    /// 环境质量.
    Quality,
    /// 排放.
    Discharge,
    /// 固体废物.
    Waste,
    /// 土壤.
    Soil,
}

/// 水体类型, where limits differ.
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
    JsonSchema,
    strum::Display,
    strum::EnumString,
)]
#[serde(rename_all = "kebab-case")]
pub enum Water {
    /// 河流.
    #[strum(serialize = "河流")]
    River,
    /// 湖库.
    #[strum(serialize = "湖库")]
    Lake,
}

/// A standard as written.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenStandard {
    #[schemars(description = "名称（中文）")]
    pub name: String,
    #[schemars(description = "标准号。例：GB 21900-2008")]
    pub number: String,
    #[schemars(
        description = "quality 环境质量、discharge 排放、waste 固体废物、soil 土壤"
    )]
    pub kind: StandardKind,
    #[schemars(description = "来源编号")]
    pub source: At<String>,
    #[serde(default)]
    #[schemars(description = "数值是否在该来源中读到：true 读到，false 凭记忆或转述")]
    pub seen: Option<bool>,
    #[serde(default)]
    #[schemars(description = "凭记忆时的把握：high medium low（low 降为 D 级）")]
    pub confidence: Option<Confidence>,
    #[serde(default)]
    #[schemars(description = "有效期与上次核对的日期")]
    pub valid: Validity,
    #[serde(default)]
    #[schemars(description = "适用范围")]
    pub scope: Option<String>,
    #[serde(default, rename = "for")]
    #[schemars(
        description = "管什么，词同系数的 of；行业标准不写，由 industry.yaml 的 standards 指到"
    )]
    pub subjects: Vec<SubjectKind>,
    #[serde(default)]
    #[schemars(description = "限值表")]
    pub tables: Vec<WrittenTable>,
    #[serde(default)]
    #[schemars(description = "条文要求")]
    pub requirements: Vec<WrittenRequirement>,
    #[serde(default)]
    #[schemars(description = "备注")]
    pub note: Option<String>,
    #[serde(default)]
    #[schemars(description = "使用时要注意的事，一条一句")]
    pub caveats: Vec<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenTable {
    #[schemars(description = "表的编号。例：t2")]
    pub id: At<String>,
    #[schemars(description = "名称（中文）")]
    pub name: String,
    #[schemars(description = "条款、表号或页码。例：表2")]
    pub at: String,
    #[serde(default)]
    #[schemars(description = "数值是否在该来源中读到：true 读到，false 凭记忆或转述")]
    pub seen: Option<bool>,
    #[serde(default)]
    #[schemars(description = "凭记忆时的把握：high medium low（low 降为 D 级）")]
    pub confidence: Option<Confidence>,
    #[serde(default)]
    #[schemars(description = "有效期与上次核对的日期")]
    pub valid: Option<Validity>,
    #[schemars(description = "级别（表的各列）")]
    pub levels: Vec<Level>,
    #[schemars(description = "限值，一行一项")]
    pub limits: Vec<WrittenLimit>,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    #[schemars(description = "备注")]
    pub note: Option<String>,
}

/// 级别: a column of a limit table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Level {
    /// Id: `III`, `direct`, `grade1`.
    #[schemars(description = "级别编号。例：direct")]
    pub id: String,
    /// Chinese name.
    #[schemars(description = "名称（中文）")]
    pub name: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenLimit {
    #[schemars(description = "污染物编号，见 pollutants.yaml。例：tp")]
    pub pollutant: At<String>,
    #[schemars(description = "单位，见 units.yaml；复合单位由原子组合。例：kg/(hm²·a)")]
    pub unit: At<String>,
    #[serde(default = "default_sense")]
    #[schemars(description = "方向：max 不高于、min 不低于、range 在范围内、equal 达到")]
    pub sense: Sense,
    #[serde(default)]
    #[schemars(description = "river 或 lake，限值因水体而异时写")]
    pub water: Option<Water>,
    #[serde(default)]
    #[schemars(description = "条款、表号或页码。例：表2")]
    pub at: Option<String>,
    #[schemars(
        description = "各级别的值：数、{low, high}、none（不作规定）、not-detected（不得检出）或 {missing: 原因}"
    )]
    pub values: BTreeMap<String, At<WrittenValue>>,
    #[serde(default)]
    #[schemars(description = "针对的企业或产品")]
    pub subject: Option<String>,
    #[serde(default)]
    #[schemars(description = "监控位置")]
    pub point: Option<String>,
    #[serde(default)]
    #[schemars(description = "数值是否在该来源中读到：true 读到，false 凭记忆或转述")]
    pub seen: Option<bool>,
    #[serde(default)]
    #[schemars(description = "凭记忆时的把握：high medium low（low 降为 D 级）")]
    pub confidence: Option<Confidence>,
    #[serde(default)]
    #[schemars(description = "与标准本身不同时写")]
    pub source: Option<SourceRef>,
    #[serde(default)]
    #[schemars(description = "口径：到底量的是什么。例：湿基，含水率25%")]
    pub basis: Option<String>,
    #[serde(default)]
    #[schemars(description = "有效期与上次核对的日期")]
    pub valid: Option<Validity>,
    #[serde(default)]
    #[schemars(
        description = "怎样读到：original 原件、transcription 转录（降一级）、second-hand 转述（降到 C、D 级）"
    )]
    pub via: Option<Via>,
    #[serde(default)]
    #[schemars(description = "备注")]
    pub note: Option<String>,
}

fn default_sense() -> Sense {
    Sense::Max
}

/// A clause that is no number.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(crate) struct WrittenRequirement {
    #[schemars(
        description = "编号：小写英文、数字、连字符，在同类记录中唯一。例：pg-pond-water-p"
    )]
    pub id: At<String>,
    #[schemars(description = "条款、表号或页码。例：表2")]
    pub at: String,
    #[schemars(description = "内容，用自己的话写")]
    pub text: String,
    #[serde(default)]
    #[schemars(description = "数值是否在该来源中读到：true 读到，false 凭记忆或转述")]
    pub seen: Option<bool>,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    #[schemars(description = "凭记忆时的把握：high medium low（low 降为 D 级）")]
    pub confidence: Option<Confidence>,
    #[serde(default)]
    #[schemars(description = "来源与定位。例：{ref: gb-18599-2020, at: 附录A 表2}")]
    pub source: Option<SourceRef>,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    #[schemars(description = "备注")]
    pub note: Option<String>,
}

/// 标准.
#[derive(Debug, Clone, Serialize)]
pub struct Standard {
    /// Id.
    pub id: String,
    /// 名称.
    pub name: String,
    /// 标准号.
    pub number: String,
    /// What it limits.
    pub kind: StandardKind,
    /// Id of its document.
    pub source: String,
    /// 有效期.
    pub valid: Validity,
    /// 适用范围.
    pub scope: Option<String>,
    /// What it is for, unless an industry names it.
    pub subjects: Vec<SubjectKind>,
    /// 限值表.
    pub tables: Vec<LimitTable>,
    /// 要求.
    pub requirements: Vec<Requirement>,
    /// 注意事项.
    pub caveats: Vec<String>,
}

/// 限值表.
#[derive(Debug, Clone, Serialize)]
pub struct LimitTable {
    /// Id within the standard.
    pub id: String,
    /// 表名.
    pub name: String,
    /// 级别.
    pub levels: Vec<Level>,
    /// 限值.
    pub limits: Vec<Limit>,
}

/// 限值: one row.
#[derive(Debug, Clone, Serialize)]
pub struct Limit {
    /// Id of the pollutant.
    pub pollutant: String,
    /// Which side it bounds.
    pub sense: Sense,
    /// River or lake, where it matters.
    pub water: Option<Water>,
    /// To what it applies.
    pub subject: Option<String>,
    /// 监控位置.
    pub point: Option<String>,
    /// 有效期; the row's own, else its table's or standard's.
    pub valid: Validity,
    /// By level id.
    pub values: BTreeMap<String, LimitValue>,
    /// Anything else to know.
    pub note: Option<String>,
}

/// What a standard says for one level.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LimitValue {
    /// A limit; a range has both ends.
    Limit(Quantity),
    /// 标准不作规定.
    None,
    /// 不得检出.
    NotDetected,
    /// Not known to us, and why.
    Missing(String),
}

impl LimitValue {
    /// The limit, if there is one and it is known.
    #[must_use]
    pub fn quantity(&self) -> Option<&Quantity> {
        match self {
            Self::Limit(quantity) => Some(quantity),
            Self::None | Self::NotDetected | Self::Missing(_) => None,
        }
    }
}

/// 条文要求.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Requirement {
    /// Id within the standard.
    pub id: String,
    /// Clause.
    pub at: String,
    /// What it asks, in our words.
    pub text: String,
    /// Whether it was read.
    pub seen: bool,
}

impl Standard {
    /// Limits of `pollutant` in table `table`, for `water` where that matters.
    pub fn limits<'a, 'b>(
        &'a self,
        table: &'b str,
        pollutant: &'b str,
        water: Option<Water>,
    ) -> impl Iterator<Item = &'a Limit> + use<'a, 'b> {
        self.tables
            .iter()
            .filter(move |t| t.id == table)
            .flat_map(|t| &t.limits)
            .filter(move |limit| limit.pollutant == pollutant)
            .filter(move |limit| limit.water.is_none() || limit.water == water)
    }
}
