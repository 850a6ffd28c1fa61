//! Annexes: options, gaps, rules, review.

use schemars::JsonSchema;
use serde::Serialize;

/// 比选.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SelectionView {
    /// 问题.
    pub finding: String,
    /// Options.
    pub options: Vec<OptionView>,
    /// 落选理由.
    pub rejected: Vec<String>,
    /// How many more were rejected.
    pub more: usize,
    /// 稳健性 sentence.
    pub firmness: String,
    /// 示例.
    pub demonstration: bool,
}

/// 备选.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OptionView {
    /// 名次.
    pub rank: usize,
    /// 名称 with citation.
    pub name: String,
    /// Scores by criterion.
    pub scores: Vec<String>,
    /// 总分.
    pub total: String,
    /// 去除率.
    pub removal: String,
}

/// 专项评价 by one method.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MethodView {
    /// 名称.
    pub name: String,
    /// Citation of its document.
    pub cite: String,
    /// Results.
    pub rows: Vec<MethodRowView>,
    /// What limits them.
    pub notes: String,
    /// 示例.
    pub demonstration: bool,
}

/// One result of a method.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MethodRowView {
    /// 对象.
    pub subject: String,
    /// 项目.
    pub label: String,
    /// 结果.
    pub value: String,
}

/// 数据缺口.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct GapView {
    /// Id.
    pub id: String,
    /// 缺什么.
    pub item: String,
    /// 为什么要紧.
    pub why: String,
    /// 找谁要.
    pub ask: String,
    /// 格式.
    pub form: String,
    /// Subjects concerned.
    pub subjects: String,
}

/// 比选准则.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CriterionView {
    /// 名称.
    pub name: String,
    /// 权重.
    pub weight: String,
    /// 量表.
    pub scale: String,
    /// 备注.
    pub note: String,
}

/// 约定参数.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ParameterView {
    /// 名称.
    pub name: String,
    /// Value with unit.
    pub value: String,
    /// 依据.
    pub basis: String,
    /// 备注.
    pub note: String,
}

/// 规则 and how it came out.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RuleView {
    /// Id.
    pub id: String,
    /// 标题.
    pub title: String,
    /// 对象.
    pub subject: String,
    /// 成立.
    pub holds: usize,
    /// 不适用.
    pub beside: usize,
    /// 不成立.
    pub fails: usize,
    /// 数据不足.
    pub undetermined: usize,
    /// Subjects for which it holds.
    pub holding: String,
    /// What it lacked.
    pub lacking: String,
    /// 依据.
    pub basis: String,
}

/// 审查.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReviewView {
    /// How many there are.
    pub total: String,
    /// How many passed.
    pub passed: String,
    /// How many could not be told.
    pub undetermined: String,
    /// How many failed.
    pub failed: String,
    /// 检查项.
    pub checks: Vec<CheckView>,
}

/// 检查项.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CheckView {
    /// 方面.
    pub aspect: String,
    /// 检查项.
    pub title: String,
    /// How many things were looked at, 示例数据 apart.
    pub looked: String,
    /// 结论: 通过, 不能判定 or 未通过.
    pub result: String,
    /// What is wrong, then what could not be looked at.
    pub remarks: Vec<String>,
}
