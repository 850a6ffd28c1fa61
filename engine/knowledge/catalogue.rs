//! The national catalogue of hazardous wastes, as far as it is carried.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::figure::{Bench, SourceRef};
use crate::diagnostic::Code;
use crate::reading::At;

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenCatalogue {
    #[schemars(description = "来源与定位。例：{ref: gb-18599-2020, at: 附录A 表2}")]
    pub source: SourceRef,
    #[expect(dead_code, reason = "for readers of the file")]
    #[schemars(description = "数值是否在该来源中读到：true 读到，false 凭记忆或转述")]
    pub seen: bool,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    #[schemars(description = "备注")]
    pub note: Option<String>,
    #[schemars(description = "废物代码")]
    pub codes: Vec<WrittenWasteCode>,
}

/// 豁免管理清单 as written.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenExemptions {
    #[schemars(description = "来源与定位。例：{ref: gb-18599-2020, at: 附录A 表2}")]
    pub source: SourceRef,
    #[schemars(description = "数值是否在该来源中读到：true 读到，false 凭记忆或转述")]
    pub seen: bool,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    #[schemars(description = "备注")]
    pub note: Option<String>,
    #[schemars(description = "豁免")]
    pub exemptions: Vec<WrittenExemption>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenExemption {
    #[schemars(
        description = "编号：小写英文、数字、连字符，在同类记录中唯一。例：pg-pond-water-p"
    )]
    pub id: At<String>,
    #[schemars(description = "名称（中文）")]
    pub name: String,
    #[serde(default)]
    #[schemars(description = "废物代码")]
    pub codes: Vec<String>,
    #[schemars(description = "豁免环节")]
    pub link: String,
    #[schemars(description = "豁免条件")]
    pub condition: String,
    #[serde(default)]
    #[schemars(description = "条款、表号或页码。例：表2")]
    pub at: Option<String>,
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

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenWasteCode {
    #[schemars(description = "八位代码。例：336-054-17")]
    pub code: At<String>,
    #[schemars(description = "类别，与代码末两位一致。例：HW17")]
    pub class: String,
    #[serde(default)]
    #[schemars(description = "名称（中文）")]
    pub name: Option<String>,
    #[serde(default)]
    #[schemars(description = "危险特性：T C I R In")]
    pub properties: Vec<String>,
    #[serde(default)]
    #[schemars(description = "行业编号，见 industries/。例：[electroplating]")]
    pub industry: Vec<String>,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    #[schemars(description = "备注")]
    pub note: Option<String>,
}

/// 危险废物代码.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WasteCode {
    /// Eight digits: 行业来源-序号-类别.
    pub code: String,
    /// 类别: HW11.
    pub class: String,
    /// Short name of our own; `None` where only code and properties are carried.
    pub name: Option<String>,
    /// 危险特性: T C I R In.
    pub properties: Vec<String>,
    /// Industry tags.
    pub industry: Vec<String>,
    /// Id of the catalogue's document.
    pub source: String,
}

/// 豁免: where a waste need not be managed as hazardous.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exemption {
    /// Id.
    pub id: String,
    /// 废物名称.
    pub name: String,
    /// Codes that it covers.
    pub codes: Vec<String>,
    /// 豁免环节.
    pub link: String,
    /// 豁免条件.
    pub condition: String,
    /// Clause.
    pub at: Option<String>,
    /// Id of the document.
    pub source: String,
    /// Whether it was read.
    pub seen: bool,
    /// Anything else to know.
    pub note: Option<String>,
}

pub(crate) fn check_exemptions(
    written: WrittenExemptions,
    bench: &mut Bench<'_>,
) -> Vec<(At<String>, Exemption)> {
    bench.source(&written.source.id);
    let (outer, outer_seen) = (written.source, written.seen);
    let exemption = |e: WrittenExemption| {
        if let Some(source) = &e.source {
            bench.source(&source.id);
        }
        let source = e.source.unwrap_or_else(|| outer.clone());
        let checked = Exemption {
            id: e.id.value.clone(),
            name: e.name,
            codes: e.codes,
            link: e.link,
            condition: e.condition,
            at: e.at.or(source.at),
            source: source.id.value,
            seen: e.seen.unwrap_or(outer_seen),
            note: e.note,
        };
        (e.id, checked)
    };
    written.exemptions.into_iter().map(exemption).collect()
}

pub(crate) fn check(
    written: WrittenCatalogue,
    bench: &mut Bench<'_>,
) -> Vec<(At<String>, WasteCode)> {
    bench.source(&written.source.id);
    let source = written.source.id.value;
    let mut codes = Vec::new();
    for code in written.codes {
        let digits = code.class.trim_start_matches("HW");
        if code.code.rsplit('-').next() != Some(digits) {
            let message = format!("代码 {} 与类别 {} 不符", code.code, code.class);
            let help = "八位代码的末两位即类别号".to_owned();
            bench.fault(&code.code, Code::UnknownReference, message, Some(help));
            continue;
        }
        let id = code.code.clone();
        let code = WasteCode {
            code: code.code.value,
            class: code.class,
            name: code.name,
            properties: code.properties,
            industry: code.industry,
            source: source.clone(),
        };
        codes.push((id, code));
    }
    codes
}
