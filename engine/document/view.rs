//! What templates see: figures formatted, with their citation; no number without source.
//!
//! Every string that holds a figure was made by the build step from a quantity, and is
//! kept in the register with it, so that `yice explain` can walk it back.

mod annex;
mod case;
mod loads;
mod plan;
mod water;

pub use annex::{
    CheckView, CriterionView, GapView, MethodRowView, MethodView, OptionView,
    ParameterView, ReviewView, RuleView, SelectionView,
};
pub use case::{
    BasisView, CaseView, ClauseView, FactView, FactsView, GradeView, StatementView,
    SummaryView, VersionsView,
};
pub use loads::{
    CoefficientView, InventoryView, PublishedView, RatioView, ShareView, SourceView,
    TotalView, UncertaintyView, WasteView,
};
pub use plan::{
    FindingView, MeasureView, PhaseView, ReductionView, ResponsibilityView, TargetView,
    TaskView, TopicView, UnitView,
};
pub use water::{CountView, SectionView, TrendView, TrophicView, WaterView};

use schemars::JsonSchema;
use serde::Serialize;

/// Everything a document is written from.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct View {
    /// 案例.
    pub case: CaseView,
    /// 版本: what the draft was made with.
    pub versions: VersionsView,
    /// 摘要.
    pub summary: SummaryView,
    /// 编制依据.
    pub basis: Vec<BasisView>,
    /// How many they are: `13 份`.
    pub basis_count: String,
    /// 现状数据 for the body, by topic: the analyst's paragraphs and key figures.
    pub facts: Vec<FactsView>,
    /// 现状数据 that the body, targets and findings use, by topic.
    pub all_facts: Vec<FactsView>,
    /// How many others the case has that nothing uses; empty for none.
    pub unused_facts: String,
    /// 证据等级, explained.
    pub grades: Vec<GradeView>,
    /// 水质.
    pub water: WaterView,
    /// 源清单.
    pub inventory: InventoryView,
    /// 问题, by topic.
    pub topics: Vec<TopicView>,
    /// 目标.
    pub targets: Vec<TargetView>,
    /// Control units with a grave problem and no target, in a sentence.
    pub unaimed: String,
    /// Whether the causes of any real problem are known.
    pub causes_known: bool,
    /// 削减需求.
    pub reductions: Vec<ReductionView>,
    /// When past reductions were credited: `2014年至2016年6月`.
    pub credited_when: String,
    /// 控制单元.
    pub units: Vec<UnitView>,
    /// Which control units name their districts, in a sentence.
    pub districts: String,
    /// 削减需求 of 示例数据.
    pub demonstration_reductions: Vec<ReductionView>,
    /// 分期.
    pub phases: Vec<PhaseView>,
    /// Whether the reduction or investment of any real measure is known.
    pub estimates_known: bool,
    /// 任务清单.
    pub tasks: Vec<TaskView>,
    /// 责任清单.
    pub responsibilities: Vec<ResponsibilityView>,
    /// 比选明细.
    pub selections: Vec<SelectionView>,
    /// 数据缺口 that the analyst states.
    pub gaps: Vec<GapView>,
    /// How many they are: `17 项`.
    pub gap_count: String,
    /// 数据缺口 that the engine met.
    pub met_gaps: Vec<GapView>,
    /// 专项评价.
    pub methods: Vec<MethodView>,
    /// What keeps the other methods from being run.
    pub unassessed: Vec<GapView>,
    /// 不确定性 of the inventory.
    pub uncertainties: Vec<UncertaintyView>,
    /// 比选准则.
    pub criteria: Vec<CriterionView>,
    /// 约定参数.
    pub parameters: Vec<ParameterView>,
    /// 规则判定.
    pub rules: Vec<RuleView>,
    /// 规则判定 of 示例数据.
    pub demonstration_rules: Vec<RuleView>,
    /// 审查.
    pub review: ReviewView,
    /// 图, by id: file name.
    pub charts: ChartsView,
}

/// 图: file names; empty when there is nothing to draw.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct ChartsView {
    /// 断面类别比例.
    pub classes: String,
    /// 负荷占比.
    pub shares: String,
    /// 排放量与容量之比.
    pub ratios: String,
    /// 小流域成因.
    pub causes: String,
    /// 累计削减.
    pub cumulative: String,
    /// 累计削减 of 示例数据.
    pub demonstration_cumulative: String,
}
