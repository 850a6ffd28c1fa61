//! Sources, loads and wastes.

use schemars::JsonSchema;
use serde::Serialize;

/// 源清单.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct InventoryView {
    /// Sums of real rows.
    pub totals: Vec<TotalView>,
    /// Sums of 示例数据.
    pub demonstration_totals: Vec<TotalView>,
    /// 清单 of 示例数据, one row per source.
    pub demonstration_sources: Vec<SourceView>,
    /// 固体废物 of 示例数据.
    pub demonstration_wastes: Vec<WasteView>,
    /// Published loads and capacities.
    pub published: Vec<PublishedView>,
    /// What the analyst says of the sources.
    pub notes: String,
    /// Ratios to published totals.
    pub ratios: Vec<RatioView>,
    /// How much of the published loads the inventory covers, in a sentence.
    pub coverage: String,
    /// 清单 of real rows, one row per source.
    pub sources: Vec<SourceView>,
    /// 等标污染负荷 of real rows.
    pub equal_loads: Vec<ShareView>,
    /// What divides the equal-standard loads.
    pub equal_standard: String,
    /// Why there is no equal-standard ranking; empty when there is one.
    pub equal_reason: String,
    /// Coefficients used for real rows.
    pub coefficients: Vec<CoefficientView>,
    /// Coefficients used for 示例数据.
    pub demonstration_coefficients: Vec<CoefficientView>,
    /// 固体废物.
    pub wastes: Vec<WasteView>,
}

/// Sum of one kind of source in one control unit.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TotalView {
    /// 控制单元.
    pub unit: String,
    /// 类别.
    pub kind: String,
    /// Names of the sources in it.
    pub sources: String,
    /// Loads by pollutant: COD, NH3-N, TN, TP.
    pub loads: Vec<String>,
}

/// One source of the inventory, its pollutants side by side.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SourceView {
    /// 污染源.
    pub name: String,
    /// 类别.
    pub kind: String,
    /// 控制单元.
    pub unit: String,
    /// 活动水平.
    pub activity: String,
    /// 排放量 by pollutant: COD, NH3-N, TN, TP; declared where that counts.
    pub discharged: Vec<String>,
    /// 入河量 by pollutant: COD, NH3-N, TN, TP.
    pub delivered: Vec<String>,
    /// What is missing.
    pub gap: String,
}

/// A published load or capacity.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PublishedView {
    /// 控制单元.
    pub unit: String,
    /// 项目.
    pub item: String,
    /// 期间.
    pub period: String,
    /// COD, NH3-N, TP.
    pub loads: Vec<String>,
    /// Citation.
    pub cite: String,
    /// 口径.
    pub basis: String,
}

/// A ratio to a published total.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RatioView {
    /// 污染物.
    pub pollutant: String,
    /// 清单合计.
    pub computed: String,
    /// 公布总量.
    pub total: String,
    /// 比值.
    pub share: String,
    /// 期间.
    pub period: String,
}

/// A share of the equal-standard load.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ShareView {
    /// 序号.
    pub rank: usize,
    /// 名称.
    pub name: String,
    /// P.
    pub load: String,
    /// K.
    pub share: String,
    /// Cumulative K.
    pub cumulative: String,
    /// 主要.
    pub main: String,
    /// 污染当量数.
    pub equivalents: String,
}

/// A coefficient used.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CoefficientView {
    /// 名称.
    pub name: String,
    /// The figure with mark and citation.
    pub value: String,
    /// 口径.
    pub basis: String,
    /// Locator.
    pub at: String,
    /// 证据等级.
    pub grade: String,
}

/// 固体废物.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WasteView {
    /// 产生单位.
    pub producer: String,
    /// 名称.
    pub name: String,
    /// 年份.
    pub year: String,
    /// 产生量.
    pub generated: String,
    /// 综合利用量.
    pub used: String,
    /// 利用率.
    pub rate: String,
    /// 产生量与综合利用量之差.
    pub unused: String,
    /// Citation or 示例.
    pub cite: String,
}

/// 不确定性 of one sum.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct UncertaintyView {
    /// 控制单元.
    pub unit: String,
    /// 污染物.
    pub pollutant: String,
    /// 排放量 or 入河量.
    pub item: String,
    /// 典型值.
    pub typical: String,
    /// 区间运算的两端.
    pub interval: String,
    /// 抽样的区间.
    pub simulated: String,
}
