//! The facts that exist: a closed table, so that a misspelt one is found before it runs.

use super::subject::SubjectKind;

/// What kind of value a fact has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactKind {
    /// 是非.
    Bool,
    /// 数, in this unit; empty for none.
    Number(&'static str),
    /// 文字.
    Text,
    /// 词表.
    List,
}

/// What a fact asks for in brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parameter {
    /// Nothing.
    Nothing,
    /// Id of a pollutant.
    Pollutant,
    /// Id of a published fact, a topic: only the case knows which there are.
    Open,
    /// One of these words.
    Of(&'static [&'static str]),
}

/// One fact of one kind of subject.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// Whose fact.
    pub subject: SubjectKind,
    /// Its name: `load` (rules write `load("tp")`, guards `load.tp`).
    pub name: &'static str,
    /// What stands in its brackets.
    pub parameter: Parameter,
    /// What its value is.
    pub kind: FactKind,
    /// Chinese meaning.
    pub meaning: &'static str,
}

impl Word {
    /// Whether something stands in its brackets.
    #[must_use]
    pub fn takes_parameter(&self) -> bool {
        self.parameter != Nothing
    }
}

const fn word(
    subject: SubjectKind,
    name: &'static str,
    parameter: Parameter,
    kind: FactKind,
    meaning: &'static str,
) -> Word {
    Word { subject, name, parameter, kind, meaning }
}

use FactKind::{Bool, List, Number, Text};
use Parameter::{Nothing, Open, Pollutant};
use SubjectKind::{
    Case, Outfall, Result, Risk, Section, Source, Technology, Unit, Waste,
};

const TABLES: Parameter = Parameter::Of(&["outfalls", "risks", "sources", "waste"]);

const SUBJECTS: Parameter = Parameter::Of(&[
    "enterprise",
    "tailings",
    "livestock",
    "cropland",
    "aquaculture",
    "households-rural",
    "households-urban",
    "urban-runoff",
    "wwtp",
    "ship",
    "port",
    "river",
    "small-watershed",
    "lake",
    "wetland",
    "outfall",
    "park",
    "waste",
    "site",
    "mine",
    "groundwater",
    "forest",
]);

/// All facts.
pub const VOCABULARY: &[Word] = &[
    word(Case, "name", Nothing, Text, "案例名称"),
    word(Case, "kind", Nothing, Text, "案例类别"),
    word(Case, "demonstration", Nothing, Bool, "含示例数据"),
    word(Case, "has-gap", Open, Bool, "分析员声明某专题缺数据"),
    word(Case, "fact", Open, Number(""), "现状数据的数值，按来源单位"),
    word(Case, "has-fact", Open, Bool, "有某条现状数据"),
    word(Case, "good-share", Nothing, Number("%"), "最近一期年度断面优良比例"),
    word(Case, "attained-share", Nothing, Number("%"), "最近一期断面达标率"),
    word(Case, "sections", Nothing, Number(""), "有监测数据的断面数"),
    word(Case, "sections-without-target", Nothing, Number(""), "没有目标类别的断面数"),
    word(Case, "snapshot-only", Nothing, Bool, "断面数据只有单次监测"),
    word(Case, "exceeding-waters", Nothing, Text, "已公布的超标水体"),
    word(Case, "listed-period", Nothing, Text, "最近一期有超标名单的期间"),
    word(Case, "listed-apart", Nothing, Bool, "有列入超标名单而没有建控制单元的水体"),
    word(Case, "waters-apart", Nothing, Text, "列入超标名单而没有建控制单元的水体"),
    word(Case, "pg-rate", Nothing, Number("%"), "全市磷石膏综合利用率"),
    word(Case, "lists", TABLES, Bool, "有某张表：outfalls risks sources waste"),
    word(Unit, "name", Nothing, Text, "控制单元名称"),
    word(Unit, "exceeds", Pollutant, Bool, "某污染物在所辖断面超过目标（无目标按Ⅲ类）"),
    word(Unit, "published-exceeding", Nothing, Bool, "列入已公布的超标水体"),
    word(Unit, "listed-period", Nothing, Text, "最近一次列入超标名单的期间"),
    word(Unit, "listed-items", Nothing, Text, "历次名单给出的超标指标"),
    word(Unit, "assessed", Nothing, Bool, "所辖断面有监测数据或公布类别"),
    word(Unit, "demonstration", Nothing, Bool, "示例数据"),
    word(Unit, "worst-class", Nothing, Text, "所辖断面最差类别（公布优先）"),
    word(Unit, "load", Pollutant, Number("t/a"), "某污染物排放量（清单）"),
    word(Unit, "load-period", Nothing, Text, "公布排放量的期间"),
    word(Unit, "published-load", Pollutant, Number("t/a"), "某污染物公布排放量"),
    word(Unit, "capacity", Pollutant, Number("t/a"), "某污染物环境容量"),
    word(Unit, "excess", Pollutant, Number("t/a"), "公布排放量减环境容量"),
    word(Unit, "load-ratio", Pollutant, Number("%"), "公布排放量与环境容量之比"),
    word(Unit, "kinds", Pollutant, Number(""), "清单中有该污染物负荷的源类别数"),
    word(Unit, "top-kind", Pollutant, Text, "某污染物排放量最大的源类别"),
    word(Unit, "top-share", Pollutant, Number("%"), "该类别的占比"),
    word(Section, "name", Nothing, Text, "断面名称"),
    word(Section, "water", Nothing, Text, "所在水体"),
    word(Section, "level", Nothing, Text, "断面级别"),
    word(Section, "period", Nothing, Text, "评价时段"),
    word(Section, "class", Nothing, Text, "评价类别"),
    word(Section, "published-class", Nothing, Text, "公布类别"),
    word(Section, "target", Nothing, Text, "目标类别"),
    word(Section, "attained", Nothing, Bool, "达到目标"),
    word(Section, "worse-than-target", Nothing, Bool, "公布或评价类别劣于目标"),
    word(Section, "class-unexplained", Nothing, Bool, "公布类别劣于已知指标所得类别"),
    word(Section, "exceeds", Pollutant, Bool, "某指标超过目标（无目标按Ⅲ类）"),
    word(
        Section,
        "multiple",
        Pollutant,
        Number(""),
        "某指标超标倍数（对目标，无目标对Ⅲ类）",
    ),
    word(Section, "concentration", Pollutant, Number("mg/L"), "某指标浓度均值"),
    word(Section, "exceedances", Nothing, Text, "超标指标、浓度、限值与倍数"),
    word(Section, "target-known", Nothing, Bool, "有目标类别"),
    word(Section, "main-pollutants", Nothing, Text, "主要污染指标"),
    word(Section, "readings", Nothing, Number(""), "监测次数"),
    word(Section, "snapshot-only", Nothing, Bool, "只有单次监测"),
    word(Source, "name", Nothing, Text, "污染源名称"),
    word(Source, "category", Nothing, Text, "类别"),
    word(Source, "industry", Nothing, Text, "行业 id"),
    word(Source, "process", Nothing, Text, "工艺 id"),
    word(Source, "process-name", Nothing, Text, "工艺中文名"),
    word(Source, "object", Nothing, Text, "活动对象"),
    word(Source, "activity", Nothing, Text, "活动水平"),
    word(Source, "distance-km", Nothing, Number("km"), "距岸线"),
    word(Source, "treatment", Nothing, Text, "现有治理"),
    word(Source, "destination", Nothing, Text, "去向"),
    word(Source, "load", Pollutant, Number("t/a"), "某污染物排放量"),
    word(Source, "generated", Pollutant, Number("t/a"), "某污染物产生量"),
    word(Source, "declared", Pollutant, Number("t/a"), "某污染物申报排放量"),
    word(Source, "share", Pollutant, Number("%"), "占本控制单元的比例"),
    word(Source, "declared-ratio", Pollutant, Number(""), "申报量与核算量之比"),
    word(Source, "demonstration", Nothing, Bool, "示例数据"),
    word(Outfall, "name", Nothing, Text, "排污口名称"),
    word(Outfall, "type", Nothing, Text, "类型"),
    word(Outfall, "water", Nothing, Text, "受纳水体"),
    word(Outfall, "approved", Nothing, Bool, "经批准"),
    word(Outfall, "status", Nothing, Text, "整治状态"),
    word(Outfall, "distance-km", Nothing, Number("km"), "距岸线"),
    word(Outfall, "flow", Nothing, Number("万m³/a"), "污水量"),
    word(Outfall, "concentration", Pollutant, Number("mg/L"), "某污染物浓度"),
    word(Outfall, "demonstration", Nothing, Bool, "示例数据"),
    word(Risk, "name", Nothing, Text, "风险源名称"),
    word(Risk, "category", Nothing, Text, "类别"),
    word(Risk, "distance-km", Nothing, Number("km"), "距岸线"),
    word(Risk, "contents", Nothing, Text, "堆存物"),
    word(Risk, "stored", Nothing, Number("万m³"), "堆存量"),
    word(Risk, "designed", Nothing, Number("万m³"), "设计库容"),
    word(Risk, "fill-ratio", Nothing, Number("%"), "堆存量与设计库容之比"),
    word(Risk, "lining", Nothing, Text, "防渗"),
    word(Risk, "leachate", Nothing, Text, "渗滤液收集"),
    word(Risk, "online-monitoring", Nothing, Text, "在线监测"),
    word(Risk, "status", Nothing, Text, "状态"),
    word(Risk, "downstream", Nothing, Text, "下游敏感目标"),
    word(Risk, "demonstration", Nothing, Bool, "示例数据"),
    word(Waste, "name", Nothing, Text, "废物名称"),
    word(Waste, "producer", Nothing, Text, "产生单位"),
    word(Waste, "waste", Nothing, Text, "废物 id 或代码"),
    word(Waste, "hazardous", Nothing, Bool, "列入危险废物名录"),
    word(Waste, "year", Nothing, Text, "年份"),
    word(Waste, "generated", Nothing, Number("万t/a"), "产生量"),
    word(Waste, "generated-note", Nothing, Text, "产生量怎样得来，公布的不写"),
    word(Waste, "used", Nothing, Number("万t/a"), "综合利用量"),
    word(Waste, "unused", Nothing, Number("万t/a"), "产生量与综合利用量之差"),
    word(Waste, "disposed", Nothing, Number("万t/a"), "处置量"),
    word(Waste, "stored", Nothing, Number("万t/a"), "当年贮存量"),
    word(Waste, "stock", Nothing, Number("万t"), "库存量"),
    word(Waste, "utilisation-rate", Nothing, Number("%"), "综合利用率"),
    word(Waste, "demonstration", Nothing, Bool, "示例数据"),
    word(Result, "name", Nothing, Text, "评价对象"),
    word(Result, "method", Nothing, Text, "评价方法 id"),
    word(Result, "method-name", Nothing, Text, "评价方法名称"),
    word(Result, "says", Open, Text, "某项结论的文字"),
    word(Result, "figure", Open, Number(""), "某项结果的数值，按结果的单位"),
    word(Result, "demonstration", Nothing, Bool, "示例数据"),
    word(Technology, "name", Nothing, Text, "技术名称"),
    word(Technology, "stage", Nothing, Text, "环节"),
    word(Technology, "field", Nothing, Text, "修复领域"),
    word(Technology, "for", Nothing, List, "适用对象"),
    word(Technology, "industry", Nothing, List, "适用行业"),
    word(Technology, "process", Nothing, List, "适用工艺"),
    word(Technology, "animal", Nothing, List, "适用畜禽"),
    word(Technology, "maturity", Nothing, Text, "成熟度"),
    word(Technology, "screening", Nothing, Bool, "仅供筛查"),
    word(Technology, "treats", Pollutant, Bool, "去除某污染物"),
    word(Technology, "is-for", SUBJECTS, Bool, "适用于某对象"),
];

/// Kinds that a subject of each kind is linked to.
#[must_use]
pub fn links(kind: SubjectKind) -> &'static [(&'static str, SubjectKind)] {
    match kind {
        Case | Technology => &[],
        Unit | Waste | Result => &[("case", Case)],
        Section | Source | Outfall | Risk => &[("unit", Unit), ("case", Case)],
    }
}

/// The word that `path` leads to from a subject of `kind`: `load.tp`, `unit.exceeds.tp`.
#[must_use]
pub fn find(kind: SubjectKind, path: &str) -> Option<&'static Word> {
    let mut parts = path.split('.');
    let first = parts.next()?;
    if let Some((_, linked)) = links(kind).iter().find(|(name, _)| *name == first)
        && let Some((_, rest)) = path.split_once('.')
    {
        return find(*linked, rest);
    }
    let word = VOCABULARY.iter().find(|w| w.subject == kind && w.name == first)?;
    let parameters = parts.count();
    (parameters == usize::from(word.takes_parameter())).then_some(word)
}

/// The names of all facts of `kind`, and its links.
pub fn names(kind: SubjectKind) -> impl Iterator<Item = &'static str> {
    let own = VOCABULARY.iter().filter(move |w| w.subject == kind).map(|w| w.name);
    own.chain(links(kind).iter().map(|(name, _)| *name))
}
