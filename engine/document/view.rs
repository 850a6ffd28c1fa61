//! What templates see: figures formatted, with their citation; no number without source.
//!
//! Every string that holds a figure was made by the build step from a quantity, and is
//! kept in the register with it, so that `yice explain` can walk it back.

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
    /// 削减需求.
    pub reductions: Vec<ReductionView>,
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

/// 水质.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WaterView {
    /// Published statistics.
    pub counts: Vec<CountView>,
    /// 断面评价.
    pub sections: Vec<SectionView>,
    /// Grade of the latest period with several sections; empty when none.
    pub basin: String,
    /// 营养状态.
    pub trophic: Vec<TrophicView>,
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
