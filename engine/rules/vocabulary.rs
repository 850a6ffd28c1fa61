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

/// One fact of one kind of subject.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// Whose fact.
    pub subject: SubjectKind,
    /// Its name: `load` (rules write `load("tp")`, guards `load.tp`).
    pub name: &'static str,
    /// Whether it takes a parameter.
    pub parameter: bool,
    /// What its value is.
    pub kind: FactKind,
    /// Chinese meaning.
    pub meaning: &'static str,
}

const fn word(
    subject: SubjectKind,
    name: &'static str,
    parameter: bool,
    kind: FactKind,
    meaning: &'static str,
) -> Word {
    Word { subject, name, parameter, kind, meaning }
}

use FactKind::{Bool, List, Number, Text};
use SubjectKind::{Case, Outfall, Risk, Section, Source, Technology, Unit, Waste};

/// All facts.
pub const VOCABULARY: &[Word] = &[
    word(Case, "name", false, Text, "案例名称"),
    word(Case, "kind", false, Text, "案例类别"),
    word(Case, "demonstration", false, Bool, "含示例数据"),
    word(Case, "has-gap", true, Bool, "分析员声明某专题缺数据"),
    word(Case, "fact", true, Number(""), "现状数据的数值，按来源单位"),
    word(Case, "has-fact", true, Bool, "有某条现状数据"),
    word(Case, "good-share", false, Number("%"), "最近一期年度断面优良比例"),
    word(Case, "attained-share", false, Number("%"), "最近一期断面达标率"),
    word(Case, "sections", false, Number(""), "有监测数据的断面数"),
    word(Case, "sections-without-target", false, Number(""), "没有目标类别的断面数"),
    word(Case, "snapshot-only", false, Bool, "断面数据只有单次监测"),
    word(Case, "exceeding-waters", false, Text, "已公布的超标水体"),
    word(Case, "pg-rate", false, Number("%"), "全市磷石膏综合利用率"),
    word(Case, "lists", true, Bool, "有某张表：outfalls risks sources waste"),
    word(Unit, "name", false, Text, "控制单元名称"),
    word(Unit, "exceeds", true, Bool, "某污染物在所辖断面超过目标（无目标按Ⅲ类）"),
    word(Unit, "published-exceeding", false, Bool, "列入已公布的超标水体"),
    word(Unit, "worst-class", false, Text, "所辖断面最差类别（公布优先）"),
    word(Unit, "load", true, Number("t/a"), "某污染物排放量（清单）"),
    word(Unit, "published-load", true, Number("t/a"), "某污染物公布排放量"),
    word(Unit, "capacity", true, Number("t/a"), "某污染物环境容量"),
    word(Unit, "excess", true, Number("t/a"), "公布排放量减环境容量"),
    word(Unit, "load-ratio", true, Number("%"), "公布排放量与环境容量之比"),
    word(Unit, "kinds", true, Number(""), "清单中有该污染物负荷的源类别数"),
    word(Unit, "top-kind", true, Text, "某污染物排放量最大的源类别"),
    word(Unit, "top-share", true, Number("%"), "该类别的占比"),
    word(Section, "name", false, Text, "断面名称"),
    word(Section, "water", false, Text, "所在水体"),
    word(Section, "level", false, Text, "断面级别"),
    word(Section, "period", false, Text, "评价时段"),
    word(Section, "class", false, Text, "评价类别"),
    word(Section, "published-class", false, Text, "公布类别"),
    word(Section, "target", false, Text, "目标类别"),
    word(Section, "attained", false, Bool, "达到目标"),
    word(Section, "worse-than-target", false, Bool, "公布或评价类别劣于目标"),
    word(Section, "class-unexplained", false, Bool, "公布类别劣于已知指标所得类别"),
    word(Section, "exceeds", true, Bool, "某指标超过目标（无目标按Ⅲ类）"),
    word(Section, "multiple", true, Number(""), "某指标超标倍数（对目标，无目标对Ⅲ类）"),
    word(Section, "concentration", true, Number("mg/L"), "某指标浓度均值"),
    word(Section, "main-pollutants", false, Text, "主要污染指标"),
    word(Section, "readings", false, Number(""), "监测次数"),
    word(Section, "snapshot-only", false, Bool, "只有单次监测"),
    word(Source, "name", false, Text, "污染源名称"),
    word(Source, "category", false, Text, "类别"),
    word(Source, "industry", false, Text, "行业 id"),
    word(Source, "process", false, Text, "工艺 id"),
    word(Source, "process-name", false, Text, "工艺中文名"),
    word(Source, "object", false, Text, "活动对象"),
    word(Source, "activity", false, Text, "活动水平"),
    word(Source, "distance-km", false, Number("km"), "距岸线"),
    word(Source, "treatment", false, Text, "现有治理"),
    word(Source, "destination", false, Text, "去向"),
    word(Source, "load", true, Number("t/a"), "某污染物排放量"),
    word(Source, "generated", true, Number("t/a"), "某污染物产生量"),
    word(Source, "declared", true, Number("t/a"), "某污染物申报排放量"),
    word(Source, "share", true, Number("%"), "占本控制单元的比例"),
    word(Source, "declared-ratio", true, Number(""), "申报量与核算量之比"),
    word(Source, "demonstration", false, Bool, "示例数据"),
    word(Outfall, "name", false, Text, "排污口名称"),
    word(Outfall, "type", false, Text, "类型"),
    word(Outfall, "water", false, Text, "受纳水体"),
    word(Outfall, "approved", false, Bool, "经批准"),
    word(Outfall, "status", false, Text, "整治状态"),
    word(Outfall, "distance-km", false, Number("km"), "距岸线"),
    word(Outfall, "flow", false, Number("万m³/a"), "污水量"),
    word(Outfall, "concentration", true, Number("mg/L"), "某污染物浓度"),
    word(Outfall, "demonstration", false, Bool, "示例数据"),
    word(Risk, "name", false, Text, "风险源名称"),
    word(Risk, "category", false, Text, "类别"),
    word(Risk, "distance-km", false, Number("km"), "距岸线"),
    word(Risk, "stored", false, Number("万m³"), "堆存量"),
    word(Risk, "designed", false, Number("万m³"), "设计库容"),
    word(Risk, "fill-ratio", false, Number("%"), "堆存量与设计库容之比"),
    word(Risk, "lining", false, Text, "防渗"),
    word(Risk, "leachate", false, Text, "渗滤液收集"),
    word(Risk, "online-monitoring", false, Text, "在线监测"),
    word(Risk, "status", false, Text, "状态"),
    word(Risk, "downstream", false, Text, "下游敏感目标"),
    word(Risk, "demonstration", false, Bool, "示例数据"),
    word(Waste, "name", false, Text, "废物名称"),
    word(Waste, "producer", false, Text, "产生单位"),
    word(Waste, "waste", false, Text, "废物 id 或代码"),
    word(Waste, "hazardous", false, Bool, "列入危险废物名录"),
    word(Waste, "year", false, Text, "年份"),
    word(Waste, "generated", false, Number("万t/a"), "产生量"),
    word(Waste, "used", false, Number("万t/a"), "综合利用量"),
    word(Waste, "disposed", false, Number("万t/a"), "处置量"),
    word(Waste, "stored", false, Number("万t/a"), "当年贮存量"),
    word(Waste, "stock", false, Number("万t"), "库存量"),
    word(Waste, "utilisation-rate", false, Number("%"), "综合利用率"),
    word(Waste, "demonstration", false, Bool, "示例数据"),
    word(Technology, "name", false, Text, "技术名称"),
    word(Technology, "stage", false, Text, "环节"),
    word(Technology, "field", false, Text, "修复领域"),
    word(Technology, "for", false, List, "适用对象"),
    word(Technology, "industry", false, List, "适用行业"),
    word(Technology, "process", false, List, "适用工艺"),
    word(Technology, "animal", false, List, "适用畜禽"),
    word(Technology, "maturity", false, Text, "成熟度"),
    word(Technology, "screening", false, Bool, "仅供筛查"),
    word(Technology, "treats", true, Bool, "去除某污染物"),
    word(Technology, "is-for", true, Bool, "适用于某对象"),
];

/// Kinds that a subject of each kind is linked to.
#[must_use]
pub fn links(kind: SubjectKind) -> &'static [(&'static str, SubjectKind)] {
    match kind {
        Case | Technology => &[],
        Unit | Waste => &[("case", Case)],
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
    (parameters == usize::from(word.parameter)).then_some(word)
}

/// The names of all facts of `kind`, and its links.
pub fn names(kind: SubjectKind) -> impl Iterator<Item = &'static str> {
    let own = VOCABULARY.iter().filter(move |w| w.subject == kind).map(|w| w.name);
    own.chain(links(kind).iter().map(|(name, _)| *name))
}
