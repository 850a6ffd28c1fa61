//! Parameters of assessment methods: constants, lists and grading tables.

mod condition;

pub use condition::Condition;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::figure::{
    Background, Bench, Confidence, Figure, SourceRef, Validity, WrittenFigure,
};
use super::needed::check_method;
use crate::reading::At;

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenMethod {
    #[schemars(description = "名称（中文）")]
    pub name: String,
    #[schemars(description = "来源编号")]
    pub source: At<String>,
    #[serde(default)]
    #[schemars(description = "数值是否在该来源中读到：true 读到，false 凭记忆或转述")]
    pub seen: Option<bool>,
    #[serde(default)]
    #[schemars(description = "凭记忆时的把握：high medium low（low 降为 D 级）")]
    pub confidence: Option<Confidence>,
    #[serde(default)]
    #[schemars(description = "有效期与上次核对的日期")]
    pub valid: Validity,
    #[serde(default)]
    #[schemars(description = "公式")]
    pub formula: Option<String>,
    #[serde(default)]
    #[schemars(description = "符号 → 含义与单位")]
    pub symbols: BTreeMap<String, String>,
    #[serde(default)]
    #[schemars(description = "参数")]
    pub parameters: Vec<WrittenParameter>,
    #[serde(default)]
    #[schemars(description = "名单")]
    pub lists: Vec<WrittenList>,
    #[serde(default)]
    #[schemars(description = "分级表")]
    pub gradings: Vec<WrittenGrading>,
    #[serde(default)]
    #[schemars(description = "文字规则")]
    pub rules: Vec<WrittenRule>,
    #[serde(default)]
    #[schemars(description = "备注")]
    pub note: Option<String>,
    #[serde(default)]
    #[schemars(description = "使用时要注意的事，一条一句")]
    pub caveats: Vec<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenParameter {
    #[schemars(
        description = "编号：小写英文、数字、连字符，在同类记录中唯一。例：pg-pond-water-p"
    )]
    pub id: At<String>,
    #[schemars(description = "名称（中文）")]
    pub name: String,
    #[serde(default)]
    #[schemars(description = "污染物编号，见 pollutants.yaml。例：tp")]
    pub pollutant: Option<At<String>>,
    #[schemars(description = "数值，写法见“数值”一节")]
    pub figure: WrittenFigure,
    #[serde(default)]
    #[schemars(description = "备注")]
    pub note: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenList {
    #[schemars(
        description = "编号：小写英文、数字、连字符，在同类记录中唯一。例：pg-pond-water-p"
    )]
    pub id: At<String>,
    #[schemars(description = "名称（中文）")]
    pub name: String,
    #[serde(default)]
    #[schemars(description = "条款、表号或页码。例：表2")]
    pub at: Option<String>,
    #[schemars(description = "各项")]
    pub items: Vec<String>,
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

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenGrading {
    #[schemars(
        description = "编号：小写英文、数字、连字符，在同类记录中唯一。例：pg-pond-water-p"
    )]
    pub id: At<String>,
    #[schemars(description = "名称（中文）")]
    pub name: String,
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
    #[schemars(description = "凭记忆时的把握：high medium low（low 降为 D 级）")]
    pub confidence: Option<Confidence>,
    #[schemars(description = "各级，自上而下第一条成立的为准")]
    pub rows: Vec<GradingRow>,
    #[serde(default)]
    #[schemars(description = "备注")]
    pub note: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenRule {
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

/// One grade: holds when all its conditions do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GradingRow {
    /// 等级.
    #[schemars(description = "等级")]
    pub grade: String,
    /// Conditions by field.
    #[serde(default)]
    #[schemars(description = "条件。例：{tli: '< 30'}")]
    pub when: BTreeMap<String, Condition>,
    /// 表征颜色.
    #[serde(default)]
    #[schemars(description = "表征颜色")]
    pub colour: Option<String>,
    /// What the grade means.
    #[serde(default)]
    #[schemars(description = "含义")]
    pub note: Option<String>,
}

/// 方法: its parameters and where they come from.
#[derive(Debug, Clone, Serialize)]
pub struct Method {
    /// Id.
    pub id: String,
    /// 名称.
    pub name: String,
    /// Id of its document.
    pub source: String,
    /// 有效期.
    pub valid: Validity,
    /// 公式.
    pub formula: Option<String>,
    /// 符号.
    pub symbols: BTreeMap<String, String>,
    /// 参数, by id.
    pub parameters: BTreeMap<String, Parameter>,
    /// Named lists, by id.
    pub lists: BTreeMap<String, NamedList>,
    /// Grading tables, by id.
    pub gradings: BTreeMap<String, Grading>,
    /// Rules in words.
    pub rules: Vec<MethodRule>,
    /// 注意事项.
    pub caveats: Vec<String>,
}

/// 参数.
#[derive(Debug, Clone, Serialize)]
pub struct Parameter {
    /// 名称.
    pub name: String,
    /// Id of the pollutant it belongs to.
    pub pollutant: Option<String>,
    /// The figure.
    pub figure: Figure,
}

/// A list that has a name.
#[derive(Debug, Clone, Serialize)]
pub struct NamedList {
    /// 名称.
    pub name: String,
    /// Clause.
    pub at: Option<String>,
    /// Its items.
    pub items: Vec<String>,
    /// Where it comes from, when that is not the method's own document.
    pub evidence: Attested,
}

/// 分级表.
#[derive(Debug, Clone, Serialize)]
pub struct Grading {
    /// 名称.
    pub name: String,
    /// Clause.
    pub at: Option<String>,
    /// Rows in order; the first that holds counts.
    pub rows: Vec<GradingRow>,
    /// Where it comes from, when that is not the method's own document.
    pub evidence: Attested,
}

/// A rule in words.
#[derive(Debug, Clone, Serialize)]
pub struct MethodRule {
    /// Id within the method.
    pub id: String,
    /// Clause.
    pub at: Option<String>,
    /// What it says.
    pub text: String,
    /// Where it comes from, when that is not the method's own document.
    pub evidence: Attested,
}

/// Where something that is no figure comes from.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Attested {
    /// Id of the document.
    pub source: Option<String>,
    /// Whether it was read.
    pub seen: Option<bool>,
    /// How sure a recalled text is.
    pub confidence: Option<Confidence>,
    /// Anything else to know.
    pub note: Option<String>,
}

/// Checks that the document is registered, and keeps what is said of the evidence.
fn attested(
    source: Option<&SourceRef>,
    seen: Option<bool>,
    confidence: Option<Confidence>,
    note: Option<String>,
    bench: &mut Bench<'_>,
) -> Attested {
    if let Some(source) = source {
        bench.source(&source.id);
    }
    let source = source.map(|s| s.id.value.clone());
    Attested { source, seen, confidence, note }
}

impl Method {
    /// The typical value of the parameter `id`, if it is known.
    #[must_use]
    pub fn value(&self, id: &str) -> Option<f64> {
        let quantity = self.parameters.get(id)?.figure.quantity.as_ref()?;
        Some(quantity.amount().typical)
    }
}

pub(crate) fn check(id: &str, written: WrittenMethod, bench: &mut Bench<'_>) -> Method {
    bench.source(&written.source);
    bench.validity(&written.valid, id);
    let outer = Background {
        source: Some(SourceRef { id: written.source.clone(), at: None }),
        seen: written.seen,
        confidence: written.confidence,
        valid: Some(written.valid.clone()),
        ..Background::default()
    };
    let mut parameters = BTreeMap::new();
    let mut places = BTreeMap::new();
    for p in written.parameters {
        if let Some(pollutant) = &p.pollutant {
            bench.pollutant(pollutant);
        }
        let place = p.id.place(bench.file);
        let span = place.span();
        places.insert(p.id.value.clone(), place);
        let record = At::new(format!("{id}.{}", p.id.value), span);
        if let Some(figure) = bench.figure(&p.figure, &record, &outer) {
            let pollutant = p.pollutant.map(|p| p.value);
            let figure = Figure { note: figure.note.clone().or(p.note), ..figure };
            parameters.insert(p.id.value, Parameter { name: p.name, pollutant, figure });
        }
    }
    let mut lists = BTreeMap::new();
    for l in written.lists {
        let evidence = attested(l.source.as_ref(), l.seen, l.confidence, l.note, bench);
        let list = NamedList { name: l.name, at: l.at, items: l.items, evidence };
        lists.insert(l.id.value, list);
    }
    let mut gradings = BTreeMap::new();
    for g in written.gradings {
        let evidence = attested(g.source.as_ref(), g.seen, g.confidence, g.note, bench);
        let grading = Grading { name: g.name, at: g.at, rows: g.rows, evidence };
        gradings.insert(g.id.value, grading);
    }
    let mut rules = Vec::new();
    for r in written.rules {
        let evidence = attested(r.source.as_ref(), r.seen, r.confidence, r.note, bench);
        rules.push(MethodRule { id: r.id.value, at: r.at, text: r.text, evidence });
    }
    let method = Method {
        id: id.to_owned(),
        name: written.name,
        source: written.source.value,
        valid: written.valid,
        formula: written.formula,
        symbols: written.symbols,
        parameters,
        lists,
        gradings,
        rules,
        caveats: written.caveats.into_iter().chain(written.note).collect(),
    };
    check_method(&method, |id| places.get(id).cloned(), bench);
    method
}
