//! The national catalogue of hazardous wastes, as far as it is carried.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::figure::{Bench, SourceRef};
use crate::diagnostic::Code;
use crate::reading::At;

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenCatalogue {
    pub source: SourceRef,
    #[expect(dead_code, reason = "for readers of the file")]
    pub seen: bool,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    pub note: Option<String>,
    pub codes: Vec<WrittenWasteCode>,
}

/// 豁免管理清单 as written.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenExemptions {
    pub source: SourceRef,
    pub seen: bool,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    pub note: Option<String>,
    pub exemptions: Vec<WrittenExemption>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenExemption {
    pub id: At<String>,
    pub name: String,
    #[serde(default)]
    pub codes: Vec<String>,
    pub link: String,
    pub condition: String,
    #[serde(default)]
    pub at: Option<String>,
    #[serde(default)]
    pub source: Option<SourceRef>,
    #[serde(default)]
    pub seen: Option<bool>,
    #[serde(default)]
    pub note: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenWasteCode {
    pub code: At<String>,
    pub class: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub properties: Vec<String>,
    #[serde(default)]
    pub industry: Vec<String>,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
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
