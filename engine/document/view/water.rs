//! Waters.

use schemars::JsonSchema;
use serde::Serialize;

/// 水质.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WaterView {
    /// Published statistics.
    pub counts: Vec<CountView>,
    /// 断面评价.
    pub sections: Vec<SectionView>,
    /// Grade of the latest period with several sections; empty when none.
    pub basin: String,
    /// Names of the sections that are assessed as 湖库; empty when none.
    pub lakes: String,
    /// 营养状态.
    pub trophic: Vec<TrophicView>,
    /// Whether any of them has a grade.
    pub trophic_rated: bool,
    /// 变化趋势, where there are years enough.
    pub trends: Vec<TrendView>,
}

/// Published section statistics of one period.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CountView {
    /// 期间.
    pub period: String,
    /// 范围.
    pub scope: String,
    /// 断面数.
    pub sections: String,
    /// 优良断面数 and share.
    pub good: String,
    /// 达标断面数 and share.
    pub attained: String,
    /// 超标水体.
    pub exceeding: String,
    /// Citation.
    pub cite: String,
    /// Caveat.
    pub note: String,
}

/// 断面评价.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SectionView {
    /// 断面.
    pub name: String,
    /// 水体.
    pub water: String,
    /// 期间.
    pub period: String,
    /// 口径.
    pub basis: String,
    /// 目标类别.
    pub target: String,
    /// 评价类别.
    pub class: String,
    /// 公布类别.
    pub published: String,
    /// What decides the class.
    pub decided_by: String,
    /// 达标.
    pub attained: String,
    /// Concentrations: pH, DO, CODMn, BOD5, NH3-N, TP, TN.
    pub values: Vec<String>,
    /// Citation.
    pub cite: String,
    /// What limits the result.
    pub notes: String,
}

/// 营养状态.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TrophicView {
    /// 点位.
    pub name: String,
    /// 期间.
    pub period: String,
    /// TLI(Σ).
    pub index: String,
    /// 营养状态.
    pub grade: String,
    /// Missing items.
    pub missing: String,
}

/// 变化趋势 of one pollutant in one section.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TrendView {
    /// 断面.
    pub name: String,
    /// 指标.
    pub pollutant: String,
    /// `2007—2015年`.
    pub years: String,
    /// r_s.
    pub correlation: String,
    /// W_p.
    pub critical: String,
    /// 趋势.
    pub verdict: String,
}
