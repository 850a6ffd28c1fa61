//! A measure of the plan, and figures that may have to wait.

use serde::Serialize;

use crate::quantity::{Grade, Quantity};
use crate::rules::{Strength, Work};

/// 措施类别.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeasureKind {
    /// A technique of knowledge applied to subjects.
    Technique,
    /// A measure that a rule writes.
    Written(Work),
}

impl MeasureKind {
    /// 工程、监测调查、管理.
    #[must_use]
    pub fn work(self) -> Work {
        match self {
            Self::Technique => Work::Construction,
            Self::Written(work) => work,
        }
    }
}

/// A figure that may have to wait.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Estimate {
    /// Estimated.
    Known(Box<Quantity>),
    /// 待定, and why.
    Pending(String),
}

impl Estimate {
    /// The figure, if there is one.
    #[must_use]
    pub fn quantity(&self) -> Option<&Quantity> {
        match self {
            Self::Known(quantity) => Some(quantity),
            Self::Pending(_) => None,
        }
    }
}

/// 措施 of the plan.
#[derive(Debug, Clone, Serialize)]
pub struct PlannedMeasure {
    /// `C01` …; `示C01` … for those that answer only 示例数据.
    pub id: String,
    /// Technique or management.
    pub kind: MeasureKind,
    /// 名称.
    pub title: String,
    /// What is done, where.
    pub text: String,
    /// Id of the technique.
    pub technique: Option<String>,
    /// Ids of the findings it answers.
    pub findings: Vec<String>,
    /// Names of the subjects it is applied to.
    pub subjects: Vec<String>,
    /// Ids of the control units.
    pub units: Vec<String>,
    /// Id of the topic.
    pub topic: String,
    /// 规模; `None` where the measure has none.
    pub size: Option<Estimate>,
    /// Id of the pollutant it reduces.
    pub pollutant: Option<String>,
    /// Ids of the pollutants of the problems that it answers.
    pub pollutants: Vec<String>,
    /// 去除率 of the technique for the pollutant, as its source has it.
    pub removal: Option<Quantity>,
    /// 削减量, t/a.
    pub reduction: Estimate,
    /// 投资, 万元.
    pub invest: Estimate,
    /// 价格年份.
    pub invest_year: Option<String>,
    /// Id of the phase.
    pub phase: String,
    /// Name of the phase.
    pub phase_name: String,
    /// By the end of which year.
    pub due: u16,
    /// Whether it has no end: `即行，长期坚持`.
    pub standing: bool,
    /// 时限 in words: `2028年底前`, `2027年6月底前`, `即行，长期坚持`.
    pub deadline: String,
    /// What must be known before it is decided; none when it can go ahead.
    pub once: Option<String>,
    /// 牵头部门.
    pub department: String,
    /// 配合部门.
    pub cooperate: Vec<String>,
    /// 怎样算完成.
    pub accept: String,
    /// 力度.
    pub strength: Strength,
    /// Ids of what justifies it.
    pub basis: Vec<String>,
    /// Worst grade of what it rests on.
    pub grade: Option<Grade>,
    /// Names of the options that come next.
    pub alternatives: Vec<String>,
    /// 稳健性 of the choice.
    pub firmness: Option<Quantity>,
    /// Whether it answers only 示例数据.
    pub demonstration: bool,
}
