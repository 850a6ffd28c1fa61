//! The number and its source as one value: how they are written, and how they are checked.

mod bench;

pub(crate) use bench::Bench;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Bound, Quantity};
use crate::reading::At;

/// A document and where in it, as written.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(crate) struct SourceRef {
    /// Id in sources.yaml.
    #[serde(rename = "ref")]
    #[schemars(description = "来源编号，须在 sources.yaml 登记")]
    pub id: At<String>,
    /// Locator: table, clause, page.
    #[serde(default)]
    #[schemars(
        description = "定位：表号、条款、页码，或 摘要、正文（数值的来源必须写）"
    )]
    pub at: Option<String>,
}

/// 把握程度 of a recalled value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Surely so.
    High,
    /// Probably so.
    Medium,
    /// Perhaps so.
    Low,
}

/// 用途限制.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// 筛查: good for screening only.
    Screening,
}

/// How the value was reached there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum HowObtained {
    Statutory,
    Measured,
    Analogy,
    MassBalance,
    Literature,
    Expert,
    Design,
}

/// In what form the source was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Via {
    /// 原件.
    Original,
    /// 转载、转录.
    Transcription,
    /// 转述.
    SecondHand,
}

/// 有效期.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Validity {
    /// First day.
    #[serde(default)]
    #[schemars(description = "生效日期。例：2021-07-01")]
    pub from: Option<String>,
    /// Last day; `None` while in force.
    #[serde(default)]
    #[schemars(description = "失效日期；仍有效则不写")]
    pub to: Option<String>,
    /// Day on which somebody last compared it with its source.
    #[serde(default)]
    #[schemars(description = "上次与来源核对的日期")]
    pub checked: Option<String>,
}

impl Validity {
    /// Whether it is in force on `date` (ISO text compares by date).
    #[must_use]
    pub fn contains(&self, date: &str) -> bool {
        self.from.as_deref().is_none_or(|from| from <= date)
            && self.to.as_deref().is_none_or(|to| date <= to)
    }
}

/// The fields that say where a figure comes from; the nearest that is written counts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Background {
    pub source: Option<SourceRef>,
    pub seen: Option<bool>,
    pub confidence: Option<Confidence>,
    pub purpose: Option<Purpose>,
    pub via: Option<Via>,
    pub valid: Option<Validity>,
}

impl Background {
    /// These fields, and where they are silent those of `outer`.
    pub fn or(&self, outer: &Self) -> Self {
        let mut source = self.source.clone().or_else(|| outer.source.clone());
        // A row may give only the locator's continuation: keep the outer document.
        if let (Some(own), Some(outer)) = (&mut source, &outer.source)
            && own.at.is_none()
            && own.id.value == outer.id.value
        {
            own.at.clone_from(&outer.at);
        }
        Self {
            source,
            seen: self.seen.or(outer.seen),
            confidence: self.confidence.or(outer.confidence),
            purpose: self.purpose.or(outer.purpose),
            via: self.via.or(outer.via),
            valid: self.valid.clone().or_else(|| outer.valid.clone()),
        }
    }
}

/// A figure as written.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(crate) struct WrittenFigure {
    #[schemars(description = "单值（与 low、typical、high 二选一）")]
    pub value: Option<At<f64>>,
    #[schemars(description = "下端")]
    pub low: Option<At<f64>>,
    #[schemars(description = "典型值")]
    pub typical: Option<At<f64>>,
    #[schemars(description = "上端")]
    pub high: Option<At<f64>>,
    #[schemars(description = "没有数值时写明为何没有、补哪份文件；不写成 0")]
    pub missing: Option<At<String>>,
    #[schemars(description = "单位，见 units.yaml；复合单位由原子组合。例：kg/(hm²·a)")]
    pub unit: Option<At<String>>,
    #[schemars(description = "口径：到底量的是什么。例：湿基，含水率25%")]
    pub basis: Option<String>,
    #[schemars(description = "价格年份；来源没给写 不详")]
    pub year: Option<String>,
    #[schemars(description = "来源与定位。例：{ref: gb-18599-2020, at: 附录A 表2}")]
    pub source: Option<SourceRef>,
    #[schemars(description = "数值是否在该来源中读到：true 读到，false 凭记忆或转述")]
    pub seen: Option<bool>,
    #[schemars(description = "凭记忆时的把握：high medium low（low 降为 D 级）")]
    pub confidence: Option<Confidence>,
    #[schemars(
        description = "怎样得来：statutory measured analogy mass-balance literature expert design"
    )]
    pub method: Option<HowObtained>,
    #[serde(rename = "use")]
    #[schemars(description = "screening 表示只供筛查（E 级）")]
    pub purpose: Option<Purpose>,
    #[schemars(
        description = "怎样读到：original 原件、transcription 转录（降一级）、second-hand 转述（降到 C、D 级）"
    )]
    pub via: Option<Via>,
    #[schemars(description = "有效期与上次核对的日期")]
    pub valid: Option<Validity>,
    #[schemars(description = "备注")]
    pub note: Option<String>,
}

/// A checked figure: known, or missing for a stated reason.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// The figure; `None` when it is missing.
    pub quantity: Option<Quantity>,
    /// Why it is missing.
    pub missing: Option<String>,
    /// What exactly is measured.
    pub basis: Option<String>,
    /// Price year, for costs.
    pub year: Option<String>,
    /// 有效期.
    pub valid: Validity,
    /// Anything else to know.
    pub note: Option<String>,
}

impl WrittenFigure {
    /// One end alone bounds the figure.
    fn bound(&self) -> Option<Bound> {
        match (&self.value, &self.low, &self.typical, &self.high) {
            (None, Some(_), None, None) => Some(Bound::AtLeast),
            (None, None, None, Some(_)) => Some(Bound::AtMost),
            _ => None,
        }
    }

    pub fn background(&self) -> Background {
        Background {
            source: self.source.clone(),
            seen: self.seen,
            confidence: self.confidence,
            purpose: self.purpose,
            via: self.via,
            valid: self.valid.clone(),
        }
    }
}

impl Figure {
    /// The printed figure, or why there is none.
    #[must_use]
    pub fn text(&self) -> String {
        match (&self.quantity, &self.missing) {
            (Some(quantity), _) => quantity.text(),
            (None, Some(reason)) => format!("缺（{reason}）"),
            (None, None) => "缺".to_owned(),
        }
    }
}

/// Digits behind the point in a number as written.
pub(crate) fn decimals(text: &str) -> Option<usize> {
    let mantissa = text.split(['e', 'E']).next()?;
    (mantissa.len() == text.len())
        .then(|| mantissa.split_once('.').map_or(0, |(_, digits)| digits.len()))
}
