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

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenWasteCode {
    pub code: At<String>,
    pub class: String,
    pub name: String,
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
    /// Short name of our own.
    pub name: String,
    /// 危险特性: T C I R In.
    pub properties: Vec<String>,
    /// Industry tags.
    pub industry: Vec<String>,
    /// Id of the catalogue's document.
    pub source: String,
}

pub(crate) fn check(written: WrittenCatalogue, bench: &mut Bench<'_>) -> Vec<WasteCode> {
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
        codes.push(WasteCode {
            code: code.code.value,
            class: code.class,
            name: code.name,
            properties: code.properties,
            industry: code.industry,
            source: source.clone(),
        });
    }
    codes
}
