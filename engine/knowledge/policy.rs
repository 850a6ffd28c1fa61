//! Policies: what documents ask for, and their numeric targets.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::figure::{
    Background, Bench, Confidence, Figure, SourceRef, Validity, WrittenFigure,
};
use crate::reading::At;

/// Which side a figure bounds.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::Display,
)]
#[serde(rename_all = "kebab-case")]
pub enum Sense {
    /// 不低于.
    #[strum(serialize = "不低于")]
    Min,
    /// 不高于.
    #[strum(serialize = "不高于")]
    Max,
    /// 范围内.
    #[strum(serialize = "在")]
    Range,
    /// 等于.
    #[strum(serialize = "达到")]
    Equal,
}

/// 文件类别.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PolicyKind {
    /// 法律.
    Law,
    /// 行政法规.
    Regulation,
    /// 地方性法规.
    LocalRegulation,
    /// 部门规章.
    Rule,
    /// 政策文件.
    Policy,
    /// 地方文件.
    LocalPolicy,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenPolicy {
    #[schemars(description = "名称（中文）")]
    pub name: String,
    #[schemars(
        description = "law 法律、regulation 法规、policy 政策、plan 规划等，见已有文件"
    )]
    pub kind: PolicyKind,
    #[serde(default)]
    #[schemars(description = "文号")]
    pub number: Option<String>,
    #[serde(default)]
    #[schemars(description = "发布机关")]
    pub issuer: Option<String>,
    #[schemars(description = "来源编号")]
    pub source: At<String>,
    #[serde(default)]
    #[schemars(description = "有效期与上次核对的日期")]
    pub valid: Validity,
    #[serde(default)]
    #[schemars(description = "数值是否在该来源中读到：true 读到，false 凭记忆或转述")]
    pub seen: Option<bool>,
    #[serde(default)]
    #[schemars(description = "凭记忆时的把握：high medium low（low 降为 D 级）")]
    pub confidence: Option<Confidence>,
    #[serde(default)]
    #[schemars(description = "效力说明")]
    pub status: Option<WrittenStatus>,
    #[serde(default)]
    #[schemars(description = "条款")]
    pub provisions: Vec<WrittenProvision>,
    #[serde(default)]
    #[schemars(description = "量化目标")]
    pub targets: Vec<WrittenTarget>,
    #[serde(default)]
    #[schemars(description = "备注")]
    pub note: Option<String>,
    #[serde(default)]
    #[schemars(description = "使用时要注意的事，一条一句")]
    pub caveats: Vec<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenProvision {
    #[schemars(
        description = "编号：小写英文、数字、连字符，在同类记录中唯一。例：pg-pond-water-p"
    )]
    pub id: At<String>,
    #[serde(default)]
    #[schemars(description = "条款、表号或页码。例：表2")]
    pub at: Option<String>,
    #[schemars(description = "内容，用自己的话写")]
    pub text: String,
    #[serde(default)]
    #[schemars(description = "主题词")]
    pub topics: Vec<String>,
    #[serde(default)]
    #[schemars(description = "来源与定位。例：{ref: gb-18599-2020, at: 附录A 表2}")]
    pub source: Option<SourceRef>,
    #[serde(default)]
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
pub(crate) struct WrittenTarget {
    #[schemars(
        description = "编号：小写英文、数字、连字符，在同类记录中唯一。例：pg-pond-water-p"
    )]
    pub id: At<String>,
    #[schemars(description = "要达到什么")]
    pub item: String,
    #[schemars(description = "指标编号，各政策间一致。例：pg-utilisation")]
    pub indicator: String,
    #[serde(default)]
    #[schemars(description = "地区。例：湖北省")]
    pub region: Option<String>,
    #[schemars(description = "方向：max 不高于、min 不低于、range 在范围内、equal 达到")]
    pub sense: Sense,
    #[serde(default)]
    #[schemars(description = "年限")]
    pub by: Option<u16>,
    #[schemars(description = "数值，写法见“数值”一节")]
    pub figure: WrittenFigure,
    #[serde(default)]
    #[schemars(description = "备注")]
    pub note: Option<String>,
}

/// 政策法规.
#[derive(Debug, Clone, Serialize)]
pub struct Policy {
    /// Id.
    pub id: String,
    /// 名称.
    pub name: String,
    /// 类别.
    pub kind: PolicyKind,
    /// 文号.
    pub number: Option<String>,
    /// 发布机关.
    pub issuer: Option<String>,
    /// Id of its document.
    pub source: String,
    /// 有效期.
    pub valid: Validity,
    /// 效力说明.
    pub status: Option<Status>,
    /// 条款.
    pub provisions: Vec<Provision>,
    /// 目标.
    pub targets: Vec<Target>,
    /// 注意事项.
    pub caveats: Vec<String>,
}

/// 效力说明 as written: what is known of a replacement under way.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenStatus {
    #[schemars(description = "所知的替代或修订情况")]
    pub text: String,
    #[schemars(description = "来源与定位。例：{ref: gb-18599-2020, at: 附录A 表2}")]
    pub source: SourceRef,
}

/// 效力说明.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Status {
    /// What is known.
    pub text: String,
    /// Id of the document that says so.
    pub source: String,
}

/// 条款, in our words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Provision {
    /// Id within the policy.
    pub id: String,
    /// Clause.
    pub at: Option<String>,
    /// What it says.
    pub text: String,
    /// What it is about.
    pub topics: Vec<String>,
    /// Whether it was read.
    pub seen: bool,
}

/// 量化目标.
#[derive(Debug, Clone, Serialize)]
pub struct Target {
    /// Id within the policy.
    pub id: String,
    /// What is to be reached.
    pub item: String,
    /// Id of the indicator, alike across policies.
    pub indicator: String,
    /// Where it applies.
    pub region: Option<String>,
    /// Which side it bounds.
    pub sense: Sense,
    /// By the end of which year.
    pub by: Option<u16>,
    /// The figure.
    pub figure: Figure,
    /// Anything else to know.
    pub note: Option<String>,
}

/// 对照数据 as written: a published state, not a target.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenBenchmark {
    #[schemars(
        description = "编号：小写英文、数字、连字符，在同类记录中唯一。例：pg-pond-water-p"
    )]
    pub id: At<String>,
    #[schemars(description = "量的是什么")]
    pub item: String,
    #[serde(default)]
    #[schemars(description = "指标编号")]
    pub indicator: Option<String>,
    #[serde(default)]
    #[schemars(description = "地区。例：湖北省")]
    pub region: Option<String>,
    #[serde(default)]
    #[schemars(description = "时间")]
    pub period: Option<String>,
    #[schemars(description = "数值，写法见“数值”一节")]
    pub figure: WrittenFigure,
    #[serde(default)]
    #[schemars(description = "备注")]
    pub note: Option<String>,
}

/// 对照数据: a published state of a region, for comparison.
#[derive(Debug, Clone, Serialize)]
pub struct Benchmark {
    /// Id.
    pub id: String,
    /// What is measured.
    pub item: String,
    /// Id of the indicator.
    pub indicator: Option<String>,
    /// Where.
    pub region: Option<String>,
    /// When.
    pub period: Option<String>,
    /// The figure.
    pub figure: Figure,
}

pub(crate) fn check_benchmark(
    written: WrittenBenchmark,
    bench: &mut Bench<'_>,
) -> Option<Benchmark> {
    let figure = bench.figure(&written.figure, &written.id, &Background::default())?;
    Some(Benchmark {
        id: written.id.value,
        item: written.item,
        indicator: written.indicator,
        region: written.region,
        period: written.period,
        figure: Figure { note: figure.note.clone().or(written.note), ..figure },
    })
}

pub(crate) fn check(id: &str, written: WrittenPolicy, bench: &mut Bench<'_>) -> Policy {
    bench.source(&written.source);
    bench.validity(&written.valid, id);
    let outer = Background {
        source: Some(SourceRef { id: written.source.clone(), at: None }),
        seen: written.seen,
        confidence: written.confidence,
        valid: Some(written.valid.clone()),
        ..Background::default()
    };
    let seen = written.seen.unwrap_or(false);
    let provisions = written
        .provisions
        .into_iter()
        .map(|p| {
            if let Some(source) = &p.source {
                bench.source(&source.id);
            }
            let seen = p.seen.unwrap_or(seen);
            Provision { id: p.id.value, at: p.at, text: p.text, topics: p.topics, seen }
        })
        .collect();
    let status = written.status.map(|status| {
        bench.source(&status.source.id);
        Status { text: status.text, source: status.source.id.value }
    });
    let targets =
        written.targets.into_iter().filter_map(|t| check_target(id, t, &outer, bench));
    Policy {
        id: id.to_owned(),
        name: written.name,
        kind: written.kind,
        number: written.number,
        issuer: written.issuer,
        source: written.source.value,
        valid: written.valid,
        status,
        provisions,
        targets: targets.collect(),
        caveats: written.caveats.into_iter().chain(written.note).collect(),
    }
}

fn check_target(
    policy: &str,
    written: WrittenTarget,
    outer: &Background,
    bench: &mut Bench<'_>,
) -> Option<Target> {
    let span = written.id.place(bench.file).span();
    let record = At::new(format!("{policy}.{}", written.id.value), span);
    let figure = bench.figure(&written.figure, &record, outer)?;
    Some(Target {
        id: written.id.value,
        item: written.item,
        indicator: written.indicator,
        region: written.region,
        sense: written.sense,
        by: written.by,
        note: written.note.or_else(|| figure.note.clone()),
        figure,
    })
}
