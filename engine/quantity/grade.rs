//! 证据等级: how far a figure can be relied on, derived by one written rule.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::Display;

/// A best, E worst; ordered so that the worst of several is their maximum.
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
    Display,
    JsonSchema,
)]
pub enum Grade {
    /// Statutory text or official handbook, read.
    A,
    /// Official technical guide or peer-reviewed paper, read.
    B,
    /// Official but recalled or second-hand: 待核.
    C,
    /// News, company, single case, own derivation: 参考.
    D,
    /// Screening only: 筛查.
    E,
}

impl Grade {
    /// All grades, best first.
    pub const ALL: [Self; 5] = [Self::A, Self::B, Self::C, Self::D, Self::E];

    /// What it means, as documents explain it; the rule is [`Self::derive`].
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::A => "读到原文的法律法规、政策文件、标准与官方手册",
            Self::B => {
                "读到原文的技术指南、论文、年鉴公报与监测数据；上一行文件的转录文本"
            }
            Self::C => "由他人转述的官方文件；上一行资料的转录文本",
            Self::D => "新闻报道、企业资料、单个案例，以及编者推算",
            Self::E => "可靠性低，只供筛查，不单独作为措施的依据",
        }
    }

    /// What is printed behind a figure of this grade: nothing for A and B.
    #[must_use]
    pub fn mark(self) -> Option<&'static str> {
        match self {
            Self::A | Self::B => None,
            Self::C => Some("待核"),
            Self::D => Some("参考"),
            Self::E => Some("筛查"),
        }
    }

    /// The grade of a figure from a source of `kind`, under `evidence`.
    ///
    /// The rule: screening use gives E; recalled with low confidence D; a recalled official
    /// or retold text C, any other recalled or retold document D; read: law, standard, policy,
    /// official handbook A; guide, paper, thesis, yearbook or data set B; either a grade less
    /// when known only by transcription; all else D.
    #[must_use]
    pub fn derive(kind: SourceKind, evidence: Evidence) -> Self {
        use SourceKind as K;
        let official = matches!(
            kind,
            K::Law | K::Regulation | K::Policy | K::Standard | K::Handbook | K::Guide
        );
        match evidence {
            Evidence { screening: true, .. } => Self::E,
            Evidence { seen: false, low_confidence: true, .. } => Self::D,
            Evidence { seen: false, .. } | Evidence { second_hand: true, .. } => {
                if official {
                    Self::C
                } else {
                    Self::D
                }
            }
            Evidence { transcribed, .. } => match kind {
                K::Guide | K::Paper | K::Thesis | K::Yearbook | K::Dataset => {
                    if transcribed {
                        Self::C
                    } else {
                        Self::B
                    }
                }
                _ if !official => Self::D,
                _ if transcribed => Self::B,
                _ => Self::A,
            },
        }
    }
}

/// The word printed behind a figure of 示例数据.
pub const DEMONSTRATION_MARK: &str = "示例";

/// What a record says of how its figure was obtained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent statements of a record"
)]
pub struct Evidence {
    /// Read in the named source.
    pub seen: bool,
    /// Recalled, and not surely.
    pub low_confidence: bool,
    /// Good for screening only.
    pub screening: bool,
    /// Read in a transcription, not in the original.
    pub transcribed: bool,
    /// Read in a text that retells the source.
    pub second_hand: bool,
}

/// 来源类型.
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
    Display,
    JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum SourceKind {
    /// 法律.
    Law,
    /// 行政法规.
    Regulation,
    /// 政策文件.
    Policy,
    /// 标准.
    Standard,
    /// 官方手册.
    Handbook,
    /// 技术指南.
    Guide,
    /// 期刊论文.
    Paper,
    /// 学位论文.
    Thesis,
    /// 报告.
    Report,
    /// 年鉴、公报.
    Yearbook,
    /// 数据集.
    Dataset,
    /// 图书.
    Book,
    /// 新闻.
    News,
    /// 企业资料.
    Company,
    /// 专利.
    Patent,
    /// 网页.
    Web,
    /// 编者推算.
    Derivation,
    /// 编者记忆.
    Memory,
}
