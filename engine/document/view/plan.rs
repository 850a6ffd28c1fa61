//! Findings, targets, measures and lists.

use schemars::JsonSchema;
use serde::Serialize;

/// 问题 of one topic.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TopicView {
    /// Id.
    pub id: String,
    /// 专题.
    pub name: String,
    /// 环境问题 on real data.
    pub findings: Vec<FindingView>,
    /// 数据与管理缺口 on real data.
    pub shortfalls: Vec<FindingView>,
    /// 提示: what is in order, and what to bear in mind.
    pub hints: Vec<FindingView>,
    /// 问题 on 示例数据.
    pub demonstrations: Vec<FindingView>,
    /// 措施 that answer them.
    pub measures: Vec<MeasureView>,
    /// 措施 that answer only 示例数据.
    pub demonstration_measures: Vec<MeasureView>,
}

/// 问题.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FindingView {
    /// Id.
    pub id: String,
    /// 标题.
    pub title: String,
    /// 陈述, with citations.
    pub text: String,
    /// 严重程度.
    pub severity: String,
    /// 成因 sentence; empty when none.
    pub causes: String,
    /// 依据 in words.
    pub basis: String,
    /// Ids of the measures that answer it.
    pub measures: String,
    /// 控制单元.
    pub unit: String,
    /// 专题.
    pub topic: String,
}

/// 措施.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MeasureView {
    /// Id.
    pub id: String,
    /// 名称.
    pub title: String,
    /// What, where.
    pub text: String,
    /// Subjects.
    pub subjects: String,
    /// 规模.
    pub size: String,
    /// 削减量.
    pub reduction: String,
    /// 投资.
    pub invest: String,
    /// 分期.
    pub phase: String,
    /// 时限.
    pub due: String,
    /// 工程、监测调查、管理.
    pub work: String,
    /// What must be known first; empty when it can go ahead.
    pub once: String,
    /// 削减量, or 待定 alone.
    pub reduction_short: String,
    /// 投资, or 待定 alone.
    pub invest_short: String,
    /// 牵头.
    pub department: String,
    /// 配合.
    pub cooperate: String,
    /// 验收.
    pub accept: String,
    /// 力度.
    pub strength: String,
    /// Ids of the findings it answers.
    pub findings: String,
    /// 备选.
    pub alternatives: String,
    /// 稳健性.
    pub firmness: String,
    /// 适用条件 and caveats of the technique.
    pub caveats: String,
    /// Sources, as markers.
    pub cite: String,
    /// Whether it is a technique of knowledge.
    pub technique: bool,
    /// 示例.
    pub demonstration: bool,
}

/// 目标.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TargetView {
    /// Id.
    pub id: String,
    /// 目标.
    pub item: String,
    /// 控制单元.
    pub unit: String,
    /// 现状.
    pub current: String,
    /// 目标值.
    pub value: String,
    /// 年限.
    pub by: String,
    /// 差距 in words.
    pub state: String,
    /// 依据.
    pub basis: String,
    /// Ids of the measures that it rests on.
    pub measures: String,
    /// What reaching it takes, in words.
    pub depends: String,
    /// Caveat.
    pub note: String,
}

/// 削减需求.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReductionView {
    /// 控制单元.
    pub unit: String,
    /// 污染物.
    pub pollutant: String,
    /// 期间.
    pub period: String,
    /// 排放量.
    pub discharged: String,
    /// 容量.
    pub capacity: String,
    /// 超出.
    pub excess: String,
    /// 公布的累计减排量.
    pub credited: String,
    /// 规划削减量.
    pub planned: String,
    /// 尚缺.
    pub remaining: String,
    /// One sentence.
    pub sentence: String,
}

/// 分期.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PhaseView {
    /// 名称.
    pub name: String,
    /// Ends in.
    pub year: String,
    /// How many measures: `19 条`.
    pub count: String,
    /// 措施 on real data.
    pub measures: Vec<MeasureView>,
}

/// 任务.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TaskView {
    /// Id.
    pub id: String,
    /// 专题.
    pub topic: String,
    /// 分期.
    pub phase: String,
    /// What is to be done: `取得排污口台账（C05）；…`.
    pub task: String,
    /// 牵头部门.
    pub departments: String,
    /// 完成年份.
    pub due: String,
    /// 问题.
    pub findings: String,
    /// 措施.
    pub measures: String,
}

/// 控制单元.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct UnitView {
    /// 名称.
    pub name: String,
    /// 水体.
    pub water: String,
    /// 区县.
    pub district: String,
    /// 说明.
    pub note: String,
    /// Citation.
    pub cite: String,
}

/// 责任.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ResponsibilityView {
    /// 部门类型.
    pub department: String,
    /// 牵头.
    pub leads: String,
    /// How many measures it leads: `13 条`; empty for none.
    pub lead_count: String,
    /// 配合.
    pub cooperates: String,
}
