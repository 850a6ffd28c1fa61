//! Areas with rules of their own: where special discharge limits hold.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::figure::{Bench, SourceRef, Validity};
use crate::reading::At;

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenAreas {
    #[schemars(description = "名称（中文）")]
    pub name: String,
    #[schemars(description = "在这些地方执行什么")]
    pub rule: String,
    #[schemars(description = "来源与定位。例：{ref: gb-18599-2020, at: 附录A 表2}")]
    pub source: SourceRef,
    #[schemars(description = "数值是否在该来源中读到：true 读到，false 凭记忆或转述")]
    pub seen: bool,
    #[serde(default)]
    #[schemars(description = "有效期与上次核对的日期")]
    pub valid: Validity,
    #[serde(default)]
    #[schemars(description = "涉及的标准号")]
    pub standards: Vec<String>,
    #[schemars(description = "区域")]
    pub areas: Vec<WrittenArea>,
    #[serde(default)]
    #[schemars(description = "使用时要注意的事，一条一句")]
    pub caveats: Vec<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenArea {
    #[schemars(
        description = "编号：小写英文、数字、连字符，在同类记录中唯一。例：pg-pond-water-p"
    )]
    pub id: At<String>,
    #[schemars(description = "省")]
    pub province: String,
    #[schemars(description = "名称（中文）")]
    pub name: String,
    #[schemars(description = "范围")]
    pub scope: String,
    #[serde(default)]
    #[schemars(description = "来源与定位。例：{ref: gb-18599-2020, at: 附录A 表2}")]
    pub source: Option<SourceRef>,
    #[serde(default)]
    #[schemars(description = "数值是否在该来源中读到：true 读到，false 凭记忆或转述")]
    pub seen: Option<bool>,
    #[serde(default)]
    #[schemars(description = "备注")]
    pub note: Option<String>,
}

/// 特别管控区域: a list of areas under one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Areas {
    /// Id.
    pub id: String,
    /// 名称.
    pub name: String,
    /// What holds there.
    pub rule: String,
    /// Id of the document that says so.
    pub source: String,
    /// Clause.
    pub at: Option<String>,
    /// Whether it was read.
    pub seen: bool,
    /// 有效期.
    pub valid: Validity,
    /// 适用的标准: numbers as written there.
    pub standards: Vec<String>,
    /// The areas.
    pub areas: Vec<Area>,
    /// 注意事项.
    pub caveats: Vec<String>,
}

/// 行政区域.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Area {
    /// Id.
    pub id: String,
    /// 省.
    pub province: String,
    /// 市.
    pub name: String,
    /// What of it.
    pub scope: String,
    /// Anything else to know.
    pub note: Option<String>,
}

/// Checks the areas `id` as written.
pub(crate) fn check(id: &str, written: WrittenAreas, bench: &mut Bench<'_>) -> Areas {
    bench.source(&written.source.id);
    bench.validity(&written.valid, id);
    let area = |a: WrittenArea| {
        if let Some(source) = &a.source {
            bench.source(&source.id);
        }
        let note = match (a.seen, a.note) {
            (Some(false), note) => Some(format!("凭记忆；{}", note.unwrap_or_default())),
            (_, note) => note,
        };
        Area { id: a.id.value, province: a.province, name: a.name, scope: a.scope, note }
    };
    let areas = written.areas.into_iter().map(area).collect();
    Areas {
        id: id.to_owned(),
        name: written.name,
        rule: written.rule,
        source: written.source.id.value,
        at: written.source.at,
        seen: written.seen,
        valid: written.valid,
        standards: written.standards,
        areas,
        caveats: written.caveats,
    }
}
