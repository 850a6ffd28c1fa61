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
    #[schemars(description = "名称（中文）")]
    pub name: String,
    #[serde(default)]
    #[schemars(description = "国民经济行业代码与名称")]
    pub codes: Vec<WrittenCode>,
    #[serde(default)]
    #[schemars(description = "工艺编号 → 中文名")]
    pub processes: BTreeMap<String, String>,
    #[serde(default)]
    #[schemars(description = "主要污染物编号")]
    pub pollutants: Vec<At<String>>,
    #[serde(default)]
    #[schemars(description = "适用的标准")]
    pub standards: Vec<WrittenApplicable>,
    #[serde(default)]
    #[schemars(
        description = "审查者先看的记录：编号，或地址如 limit/gb-21900-2008/t2/cr"
    )]
    pub headline: Vec<At<String>>,
    #[serde(default)]
    #[schemars(description = "使用时要注意的事，一条一句")]
    pub caveats: Vec<String>,
    #[serde(default)]
    #[schemars(description = "备注")]
    pub note: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenCode {
    #[schemars(description = "GB/T 4754 代码，加引号。例：'2622'")]
    pub code: String,
    #[schemars(description = "名称（中文）")]
    pub name: String,
    #[serde(default)]
    #[schemars(description = "来源与定位。例：{ref: gb-18599-2020, at: 附录A 表2}")]
    pub source: Option<SourceRef>,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    #[schemars(description = "数值是否在该来源中读到：true 读到，false 凭记忆或转述")]
    pub seen: Option<bool>,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    #[schemars(description = "凭记忆时的把握：high medium low（low 降为 D 级）")]
    pub confidence: Option<Confidence>,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    #[schemars(description = "备注")]
    pub note: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenApplicable {
    #[schemars(description = "标准编号（standards/ 下的文件名）")]
    pub standard: At<String>,
    #[serde(default, rename = "for")]
    #[schemars(description = "适用对象")]
    pub subject: Option<String>,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    #[schemars(description = "备注")]
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
    #[schemars(
        description = "指标体系的名称，园区指标必填。例：国家生态工业示范园区（HJ 274-2015）"
    )]
    pub scheme: Option<String>,
    #[serde(default)]
    #[schemars(description = "来源与定位。例：{ref: gb-18599-2020, at: 附录A 表2}")]
    pub source: Option<SourceRef>,
    #[serde(default)]
    #[schemars(description = "数值是否在该来源中读到：true 读到，false 凭记忆或转述")]
    pub seen: Option<bool>,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    #[schemars(description = "备注")]
    pub note: Option<String>,
    #[schemars(description = "指标")]
    pub indicators: Vec<WrittenIndicator>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenIndicator {
    #[schemars(
        description = "编号：小写英文、数字、连字符，在同类记录中唯一。例：pg-pond-water-p"
    )]
    pub id: At<String>,
    #[schemars(description = "名称（中文）")]
    pub name: String,
    #[serde(default)]
    #[schemars(description = "类别")]
    pub category: Option<String>,
    #[serde(default)]
    #[schemars(
        description = "可互相替代的一组指标的组名：同组达到一项即可；不写的必须达到。例：用水效率"
    )]
    pub choice: Option<String>,
    #[serde(default)]
    #[schemars(
        description = "按情形只适用一项的一组指标的组名：报其中一项，须达到。例：综合能耗弹性系数"
    )]
    pub either: Option<String>,
    #[serde(default)]
    #[schemars(description = "是否占整体的份额，数值不会超过 100%")]
    pub share: bool,
    #[serde(default)]
    #[schemars(description = "是否可为负，如增长率、弹性系数")]
    pub signed: bool,
    #[serde(default)]
    #[schemars(description = "方向：max 不高于、min 不低于、range 在范围内、equal 达到")]
    pub sense: Option<Sense>,
    #[serde(default)]
    #[schemars(description = "数值，写法见“数值”一节")]
    pub figure: Option<WrittenFigure>,
    #[serde(default)]
    #[schemars(
        description = "分级值：{Ⅰ级: {value: 8, unit: L/m²}, …}（与 figure 二选一）"
    )]
    pub levels: BTreeMap<String, WrittenFigure>,
    #[serde(default)]
    #[schemars(description = "来源与定位。例：{ref: gb-18599-2020, at: 附录A 表2}")]
    pub source: Option<SourceRef>,
    #[serde(default)]
    #[schemars(description = "数值是否在该来源中读到：true 读到，false 凭记忆或转述")]
    pub seen: Option<bool>,
    #[serde(default)]
    #[schemars(description = "凭记忆时的把握：high medium low（low 降为 D 级）")]
    pub confidence: Option<Confidence>,
    #[serde(default)]
    #[schemars(description = "备注")]
    pub note: Option<String>,
}

/// 指标: of cleaner production in an industry, or of a park's performance.
#[derive(Debug, Clone, Serialize)]
pub struct Indicator {
    /// Id.
    pub id: String,
    /// Id of the industry; `None` for parks.
    pub industry: Option<String>,
    /// 指标体系, of parks.
    pub scheme: Option<String>,
    /// The group of which one that is reached is enough.
    pub choice: Option<String>,
    /// The group of which one alone applies, by the park's case.
    pub either: Option<String>,
    /// Whether it is a share of a whole, which cannot exceed 100 %.
    pub share: bool,
    /// Whether it may be below zero: rates of change, elasticities.
    pub signed: bool,
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
        headline: written.headline.into_iter().map(|h| h.value).collect(),
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
    let scheme = written.scheme;
    if let (None, None, Some(first)) = (industry, &scheme, written.indicators.first()) {
        let message = "园区指标没有写 scheme（指标体系）".to_owned();
        let help = "在文件开头写，例：scheme: 国家生态工业示范园区（HJ 274-2015）";
        bench.fault(&first.id, Code::MissingKey, message, Some(help.to_owned()));
    }
    let indicators = written.indicators.into_iter().map(|i| {
        let id = i.id.clone();
        let checked = check_indicator(industry, i, &outer, bench);
        (id, Indicator { scheme: scheme.clone(), ..checked })
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
        scheme: None,
        choice: written.choice,
        either: written.either,
        share: written.share,
        signed: written.signed,
        name: written.name,
        category: written.category,
        sense: written.sense,
        figure,
        levels,
        note: written.note,
    }
}
