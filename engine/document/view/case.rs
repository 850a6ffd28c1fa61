//! The case itself: names, summary, bases, published figures.

use schemars::JsonSchema;
use serde::Serialize;

/// 案例.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CaseView {
    /// 名称.
    pub name: String,
    /// 市、区、河、湖.
    pub kind: String,
    /// 省.
    pub province: String,
    /// 流域.
    pub basin: String,
    /// 基准日, as `2026年11月1日`.
    pub date: String,
    /// Year of the reference date.
    pub year: String,
    /// 编制单位.
    pub author: String,
    /// 范围.
    pub scope: String,
    /// Whether 示例数据 is used.
    pub demonstration: bool,
}

/// 版本.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct VersionsView {
    /// Engine version.
    pub engine: String,
    /// 规则集 name and version.
    pub ruleset: String,
    /// Number of rules: `39 条`.
    pub rules: String,
    /// Number of knowledge records: `1816 条`.
    pub records: String,
}

/// 摘要: what a vice-mayor needs.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SummaryView {
    /// 水质差在哪.
    pub water: String,
    /// 要达到什么.
    pub targets: String,
    /// 差多少.
    pub load: String,
    /// 主要怪谁.
    pub cause: String,
    /// 先做什么: titles of the first measures on real data.
    pub first: Vec<String>,
    /// 要多少钱.
    pub cost: String,
    /// 几年见效.
    pub when: String,
    /// 还有什么说不准.
    pub doubt: String,
    /// Counts of findings by severity, in words.
    pub counts: String,
}

/// 编制依据.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BasisView {
    /// 名称 with number and citation.
    pub name: String,
    /// Where the clauses stand that the plan leans on: `第二十七条、第六十二条`.
    pub clauses: String,
    /// Those clauses.
    pub details: Vec<ClauseView>,
    /// What must be known of its validity.
    pub note: String,
}

/// 引用的条款.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ClauseView {
    /// The document, without citation.
    pub document: String,
    /// Where it stands.
    pub at: String,
    /// What it says.
    pub text: String,
}

/// 现状数据 of one topic.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FactsView {
    /// Id of the topic.
    pub topic: String,
    /// Name of the topic.
    pub name: String,
    /// The analyst's paragraphs, figures cited.
    pub paragraphs: Vec<String>,
    /// Figures.
    pub rows: Vec<FactView>,
    /// Statements.
    pub texts: Vec<StatementView>,
}

/// One 证据等级.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct GradeView {
    /// A to E.
    pub letter: String,
    /// What figures have it.
    pub meaning: String,
    /// The word printed behind a figure.
    pub mark: String,
}

/// One figure of the case.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FactView {
    /// Id.
    pub id: String,
    /// What is measured.
    pub item: String,
    /// When.
    pub period: String,
    /// The figure with grade mark and citation.
    pub value: String,
    /// Caveat.
    pub note: String,
}

/// One statement of the case.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StatementView {
    /// What it is about.
    pub item: String,
    /// When.
    pub period: String,
    /// What the source says, with citation.
    pub text: String,
    /// Caveat.
    pub note: String,
}
