//! Industries and their cleaner-production indicators.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::figure::{Background, Bench, Figure, SourceRef, WrittenFigure};
use crate::diagnostic::{Code, did_you_mean};
use crate::reading::At;

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenIndustry {
    pub name: String,
    #[serde(default)]
    pub codes: Vec<WrittenCode>,
    #[serde(default)]
    pub pollutants: Vec<At<String>>,
    #[serde(default)]
    pub standards: Vec<WrittenApplicable>,
    #[serde(default)]
    pub headline: Vec<String>,
    #[serde(default)]
    pub caveats: Vec<String>,
    #[serde(default)]
    pub note: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenCode {
    pub code: String,
    pub name: String,
    #[serde(default)]
    pub source: Option<SourceRef>,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    pub seen: Option<bool>,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    pub confidence: Option<super::Confidence>,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    pub note: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenApplicable {
    pub standard: At<String>,
    #[serde(default, rename = "for")]
    pub subject: Option<String>,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    pub note: Option<String>,
}

/// 行业.
#[derive(Debug, Clone, Serialize)]
pub struct Industry {
    /// Id.
    pub id: String,
    /// 名称.
    pub name: String,
    /// GB/T 4754 codes.
    pub codes: Vec<IndustryCode>,
    /// Ids of its main pollutants.
    pub pollutants: Vec<String>,
    /// Ids of the standards that apply, and to what.
    pub standards: Vec<(String, Option<String>)>,
    /// Ids of what a user would quote first.
    pub headline: Vec<String>,
    /// 清洁生产指标.
    pub indicators: Vec<Indicator>,
    /// 注意事项.
    pub caveats: Vec<String>,
}

/// 国民经济行业代码.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IndustryCode {
    /// GB/T 4754 code.
    pub code: String,
    /// Its name.
    pub name: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenIndicators {
    #[serde(default)]
    pub source: Option<SourceRef>,
    #[serde(default)]
    pub seen: Option<bool>,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    pub note: Option<String>,
    pub indicators: Vec<WrittenIndicator>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenIndicator {
    pub id: At<String>,
    pub name: String,
    #[serde(default)]
    pub level: Option<String>,
    pub figure: WrittenFigure,
    #[serde(default)]
    pub note: Option<String>,
}

/// 清洁生产指标.
#[derive(Debug, Clone, Serialize)]
pub struct Indicator {
    /// Id.
    pub id: String,
    /// 名称.
    pub name: String,
    /// 级别.
    pub level: Option<String>,
    /// The figure.
    pub figure: Figure,
}

pub(crate) fn check(
    id: &str,
    written: WrittenIndustry,
    bench: &mut Bench<'_>,
) -> Industry {
    for pollutant in &written.pollutants {
        bench.pollutant(pollutant);
    }
    for applicable in &written.standards {
        let standards = &bench.registries.standards;
        if !standards.contains(applicable.standard.as_str()) {
            let known = standards.iter().map(String::as_str);
            let help = did_you_mean(&applicable.standard, known);
            let message =
                format!("标准 {} 不在 knowledge/standards/ 中", applicable.standard);
            bench.fault(&applicable.standard, Code::UnknownReference, message, help);
        }
    }
    for code in &written.codes {
        if let Some(source) = &code.source {
            bench.source(&source.id);
        }
    }
    let code = |c: WrittenCode| IndustryCode { code: c.code, name: c.name };
    Industry {
        id: id.to_owned(),
        name: written.name,
        codes: written.codes.into_iter().map(code).collect(),
        pollutants: written.pollutants.into_iter().map(|p| p.value).collect(),
        standards: written
            .standards
            .into_iter()
            .map(|s| (s.standard.value, s.subject))
            .collect(),
        headline: written.headline,
        indicators: Vec::new(),
        caveats: written.caveats.into_iter().chain(written.note).collect(),
    }
}

pub(crate) fn check_indicators(
    written: WrittenIndicators,
    bench: &mut Bench<'_>,
) -> Vec<Indicator> {
    let outer = Background {
        source: written.source,
        seen: written.seen,
        ..Background::default()
    };
    let indicator = |i: WrittenIndicator| {
        let figure = bench.figure(&i.figure, &i.id, &outer)?;
        let figure = Figure { note: figure.note.clone().or(i.note), ..figure };
        Some(Indicator { id: i.id.value, name: i.name, level: i.level, figure })
    };
    written.indicators.into_iter().filter_map(indicator).collect()
}
