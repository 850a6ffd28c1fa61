//! Every document ever cited.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::figure::Via;
use crate::quantity::SourceKind;
use crate::reading::At;

/// A document as written in sources.yaml.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct WrittenSource {
    #[schemars(
        description = "编号：小写英文、数字、连字符，在同类记录中唯一。例：pg-pond-water-p"
    )]
    pub id: At<String>,
    #[schemars(
        description = "种类：law regulation policy standard handbook guide paper thesis report yearbook dataset book news company patent web derivation memory；决定证据等级"
    )]
    pub kind: SourceKind,
    #[schemars(description = "题名")]
    pub title: String,
    #[serde(default)]
    #[schemars(description = "文号、标准号或 DOI")]
    pub number: Option<String>,
    #[serde(default)]
    #[schemars(description = "发布机关")]
    pub issuer: Option<String>,
    #[serde(default)]
    #[schemars(description = "作者")]
    pub authors: Vec<String>,
    #[serde(default)]
    #[schemars(description = "期刊")]
    pub journal: Option<String>,
    #[serde(default)]
    #[schemars(description = "年,卷(期):页")]
    pub issue: Option<String>,
    #[serde(default)]
    #[schemars(description = "出版者")]
    pub publisher: Option<String>,
    #[serde(default)]
    #[schemars(description = "发布日期")]
    pub date: Option<At<String>>,
    #[serde(default)]
    #[schemars(description = "实施日期")]
    pub effective: Option<At<String>>,
    #[serde(default)]
    #[schemars(description = "失效日期")]
    pub until: Option<At<String>>,
    #[serde(default)]
    #[schemars(description = "替代它的来源编号")]
    pub superseded_by: Option<At<String>>,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    #[schemars(description = "读到它的日期")]
    pub accessed: Option<At<String>>,
    #[serde(default)]
    #[schemars(
        description = "怎样读到：original 原件、transcription 转载或转录、second-hand 转述；记录没有另写的，等级随之降"
    )]
    pub via: Option<Via>,
    #[serde(default)]
    #[schemars(description = "许可")]
    pub licence: Option<String>,
    #[serde(default)]
    #[schemars(description = "网址")]
    pub url: Option<String>,
    #[serde(default)]
    #[schemars(description = "备注")]
    pub note: Option<String>,
}

/// 来源: a document that figures are cited from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Id.
    pub id: String,
    /// 来源类型.
    pub kind: SourceKind,
    /// 题名.
    pub title: String,
    /// 文号、标准号或 DOI.
    pub number: Option<String>,
    /// 发布机关.
    pub issuer: Option<String>,
    /// 作者.
    pub authors: Vec<String>,
    /// 期刊.
    pub journal: Option<String>,
    /// 年,卷(期):页.
    pub issue: Option<String>,
    /// 出版者.
    pub publisher: Option<String>,
    /// 发布日期.
    pub date: Option<String>,
    /// 实施日期.
    pub effective: Option<String>,
    /// 废止日期.
    pub until: Option<String>,
    /// Id of what replaced it.
    pub superseded_by: Option<String>,
    /// In what form it was read, for figures that do not say otherwise.
    pub via: Option<Via>,
    /// 许可.
    pub licence: Option<String>,
    /// Where it was read.
    pub url: Option<String>,
    /// Anything else to know.
    pub note: Option<String>,
}

impl From<WrittenSource> for Source {
    fn from(written: WrittenSource) -> Self {
        let text = |at: Option<At<String>>| at.map(|at| at.value);
        Self {
            id: written.id.value,
            kind: written.kind,
            title: written.title,
            number: written.number,
            issuer: written.issuer,
            authors: written.authors,
            journal: written.journal,
            issue: written.issue,
            publisher: written.publisher,
            date: text(written.date),
            effective: text(written.effective),
            until: text(written.until),
            superseded_by: text(written.superseded_by),
            via: written.via,
            licence: written.licence,
            url: written.url,
            note: written.note,
        }
    }
}
