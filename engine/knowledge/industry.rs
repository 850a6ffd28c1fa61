//! Industries and their cleaner-production indicators.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::figure::{Background, Bench, Confidence, Figure, SourceRef, WrittenFigure};
use super::policy::Sense;
use crate::diagnostic::{Code, did_you_mean};
use crate::reading::At;

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenIndustry {
    pub name: String,
    #[serde(default)]
    pub codes: Vec<WrittenCode>,
    #[serde(default)]
    pub processes: BTreeMap<String, String>,
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
    pub confidence: Option<Confidence>,
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
    /// 工艺（工序）: names by id.
    pub processes: BTreeMap<String, String>,
    /// Ids of its main pollutants.
    pub pollutants: Vec<String>,
    /// Ids of the standards that apply, and to what.
    pub standards: Vec<(String, Option<String>)>,
    /// Ids of what a user would quote first.
    pub headline: Vec<String>,
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
    pub category: Option<String>,
    #[serde(default)]
    pub sense: Option<Sense>,
    #[serde(default)]
    pub figure: Option<WrittenFigure>,
    #[serde(default)]
    pub levels: BTreeMap<String, WrittenFigure>,
    #[serde(default)]
    pub source: Option<SourceRef>,
    #[serde(default)]
    pub seen: Option<bool>,
    #[serde(default)]
    pub confidence: Option<Confidence>,
    #[serde(default)]
    pub note: Option<String>,
}

/// 指标: of cleaner production in an industry, or of a park's performance.
#[derive(Debug, Clone, Serialize)]
pub struct Indicator {
    /// Id.
    pub id: String,
    /// Id of the industry; `None` for parks.
    pub industry: Option<String>,
    /// 名称.
    pub name: String,
    /// 类别.
    pub category: Option<String>,
    /// Which side the figures bound.
    pub sense: Option<Sense>,
    /// The figure, where there are no levels.
    pub figure: Option<Figure>,
    /// Figures by level: `Ⅰ级`, `Ⅱ级`, `Ⅲ级`.
    pub levels: BTreeMap<String, Figure>,
    /// Anything else to know.
    pub note: Option<String>,
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
        processes: written.processes,
        pollutants: written.pollutants.into_iter().map(|p| p.value).collect(),
        standards: written
            .standards
            .into_iter()
            .map(|s| (s.standard.value, s.subject))
            .collect(),
        headline: written.headline,
        caveats: written.caveats.into_iter().chain(written.note).collect(),
    }
}

/// Checks the indicators of `industry`, or of parks where there is none.
pub(crate) fn check_indicators(
    industry: Option<&str>,
    written: WrittenIndicators,
    bench: &mut Bench<'_>,
) -> Vec<(At<String>, Indicator)> {
    let outer = Background {
        source: written.source,
        seen: written.seen,
        ..Background::default()
    };
    let indicators = written.indicators.into_iter().map(|i| {
        let id = i.id.clone();
        (id, check_indicator(industry, i, &outer, bench))
    });
    indicators.collect()
}

fn check_indicator(
    industry: Option<&str>,
    written: WrittenIndicator,
    outer: &Background,
    bench: &mut Bench<'_>,
) -> Indicator {
    let outer = Background {
        source: written.source.clone(),
        seen: written.seen,
        confidence: written.confidence,
        ..Background::default()
    }
    .or(outer);
    if written.figure.is_none() && written.levels.is_empty() {
        let message = format!("指标 {} 既没有 figure 也没有 levels", written.id);
        let help =
            "单值写 figure；分级写 levels: { Ⅰ级: {value: …, unit: …} }".to_owned();
        bench.fault(&written.id, Code::MissingKey, message, Some(help));
    }
    let figure =
        written.figure.as_ref().and_then(|f| bench.figure(f, &written.id, &outer));
    let mut levels = BTreeMap::new();
    for (level, figure) in &written.levels {
        if let Some(figure) = bench.figure(figure, &written.id, &outer) {
            levels.insert(level.clone(), figure);
        }
    }
    Indicator {
        id: written.id.value,
        industry: industry.map(str::to_owned),
        name: written.name,
        category: written.category,
        sense: written.sense,
        figure,
        levels,
        note: written.note,
    }
}
