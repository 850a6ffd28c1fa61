//! Techniques: control technologies, measures and remedies.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::coefficient::{Scale, SubjectKind};
use super::figure::{
    Background, Bench, Confidence, Figure, Purpose, SourceRef, WrittenFigure,
};
use crate::diagnostic::Code;
use crate::quantity::Unit;
use crate::reading::At;

/// 环节.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::Display,
)]
pub enum TechniqueStage {
    /// Reduction at the source.
    #[serde(rename = "源头减量")]
    #[strum(serialize = "源头减量")]
    SourceReduction,
    /// Process control.
    #[serde(rename = "过程控制")]
    #[strum(serialize = "过程控制")]
    ProcessControl,
    /// End-of-pipe.
    #[serde(rename = "末端治理")]
    #[strum(serialize = "末端治理")]
    EndOfPipe,
    /// Recovery and use.
    #[serde(rename = "资源化")]
    #[strum(serialize = "资源化")]
    Recovery,
    /// Ecological restoration.
    #[serde(rename = "生态修复")]
    #[strum(serialize = "生态修复")]
    Restoration,
    /// Management.
    #[serde(rename = "管理")]
    #[strum(serialize = "管理")]
    Management,
}

/// 成熟度.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::Display,
)]
pub enum Maturity {
    /// Laboratory.
    #[serde(rename = "小试")]
    #[strum(serialize = "小试")]
    Laboratory,
    /// Pilot.
    #[serde(rename = "中试")]
    #[strum(serialize = "中试")]
    Pilot,
    /// Demonstration.
    #[serde(rename = "示范")]
    #[strum(serialize = "示范")]
    Demonstration,
    /// In use.
    #[serde(rename = "应用")]
    #[strum(serialize = "应用")]
    InUse,
    /// Widely used.
    #[serde(rename = "推广")]
    #[strum(serialize = "推广")]
    Widespread,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct WrittenTechnique {
    #[schemars(description = "名称（中文）")]
    pub name: String,
    #[schemars(description = "环节：源头减量 过程控制 末端治理 资源化 生态修复 管理")]
    pub stage: TechniqueStage,
    #[serde(rename = "for")]
    #[schemars(description = "针对什么，词同系数的 of")]
    pub subjects: Vec<SubjectKind>,
    #[serde(default)]
    #[schemars(description = "行业编号；在 industries/ 下的可不写")]
    pub industry: Vec<At<String>>,
    #[serde(default)]
    #[schemars(description = "来源与定位。例：{ref: gb-18599-2020, at: 附录A 表2}")]
    pub source: Option<SourceRef>,
    #[serde(default)]
    #[schemars(description = "数值是否在该来源中读到：true 读到，false 凭记忆或转述")]
    pub seen: Option<bool>,
    #[serde(default)]
    #[schemars(description = "凭记忆时的把握：high medium low（low 降为 D 级）")]
    pub confidence: Option<Confidence>,
    #[serde(default, rename = "use")]
    #[schemars(description = "screening 表示只供筛查（E 级）")]
    pub purpose: Option<Purpose>,
    #[serde(default)]
    #[schemars(description = "做法，一两句")]
    pub principle: Option<String>,
    #[serde(default)]
    #[schemars(description = "去除什么、去除率多少")]
    pub treats: Vec<WrittenTreats>,
    #[serde(default)]
    #[schemars(description = "不针对污染物时写理由")]
    pub no_pollutant: Option<String>,
    #[serde(default)]
    #[schemars(description = "可接收的危险废物类别或代码。例：[HW17, 336-054-17]")]
    pub accepts: Vec<At<String>>,
    #[serde(default)]
    #[schemars(description = "不可接收的废物")]
    pub refuses: Vec<String>,
    #[serde(default)]
    #[schemars(description = "适用条件")]
    pub applies: WrittenApplies,
    #[serde(default)]
    #[schemars(description = "费用")]
    pub cost: WrittenCost,
    #[serde(default)]
    #[schemars(description = "副产物与二次污染")]
    pub secondary: Vec<String>,
    #[serde(default)]
    #[schemars(description = "成熟度：推广 应用 示范 中试 小试")]
    pub maturity: Option<Maturity>,
    #[serde(default)]
    #[schemars(description = "责任部门类型")]
    pub responsible: Vec<String>,
    #[serde(default)]
    #[schemars(description = "工期")]
    pub duration: Option<WrittenFigure>,
    #[serde(default)]
    #[schemars(description = "须先有的技术编号")]
    pub requires: Vec<At<String>>,
    #[serde(default)]
    #[schemars(description = "不能同用的技术编号")]
    pub excludes: Vec<At<String>>,
    #[serde(default)]
    #[schemars(description = "使用时要注意的事，一条一句")]
    pub caveats: Vec<String>,
    #[serde(default)]
    #[schemars(description = "其他数值，每个有名称")]
    pub figures: Vec<WrittenNamed>,
    #[serde(default)]
    #[schemars(description = "应到哪份文件核对")]
    pub verify_in: Vec<String>,
    #[serde(default)]
    #[schemars(description = "备注")]
    pub note: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenTreats {
    #[schemars(description = "污染物编号，见 pollutants.yaml。例：tp")]
    pub pollutant: At<String>,
    #[serde(default)]
    #[schemars(description = "去除率，单位 %，不超过 100")]
    pub removal: Option<WrittenFigure>,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    #[schemars(description = "备注")]
    pub note: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub(crate) struct WrittenApplies {
    #[schemars(
        description = "工艺编号，须在行业的 processes 中登记。例：[yellow-phosphorus]"
    )]
    pub process: Vec<String>,
    #[schemars(description = "产品名")]
    pub product: Vec<String>,
    #[schemars(description = "畜种编号。例：[pig]")]
    pub animal: Vec<String>,
    #[schemars(description = "作物编号。例：[paddy]")]
    pub crop: Vec<String>,
    #[schemars(description = "地区。例：湖北省")]
    pub region: Vec<String>,
    #[schemars(description = "土地类型或地形")]
    pub land: Vec<String>,
    #[schemars(description = "规模范围")]
    pub scale: Option<Scale>,
    #[schemars(
        description = "进水条件：[{pollutant: tp, low: 5, high: 50, unit: mg/L}]"
    )]
    pub influent: Vec<Influent>,
    #[schemars(description = "其他适用条件，写成短语")]
    pub conditions: Vec<String>,
    #[schemars(description = "没有适用条件时写理由")]
    pub no_condition: Option<String>,
}

/// 进水条件.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Influent {
    /// Id of the pollutant.
    #[schemars(description = "污染物编号，见 pollutants.yaml。例：tp")]
    pub pollutant: String,
    /// Lower end.
    #[serde(default)]
    #[schemars(description = "下端")]
    pub low: Option<f64>,
    /// Upper end.
    #[serde(default)]
    #[schemars(description = "上端")]
    pub high: Option<f64>,
    /// Unit.
    #[serde(default)]
    #[schemars(description = "单位，见 units.yaml；复合单位由原子组合。例：kg/(hm²·a)")]
    pub unit: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(crate) struct WrittenCost {
    #[schemars(description = "投资，须有 year")]
    pub invest: Option<WrittenFigure>,
    #[schemars(description = "运行费，须有 year")]
    pub operate: Option<WrittenFigure>,
    #[schemars(description = "都没有时写原因。例：来源未给费用")]
    pub none: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenNamed {
    #[schemars(description = "这是什么数。例：水力停留时间")]
    pub name: String,
    #[serde(default)]
    #[schemars(description = "不是数时写文字")]
    pub text: Option<String>,
    #[serde(default)]
    #[schemars(description = "单值（与 low、typical、high 二选一）")]
    pub value: Option<At<f64>>,
    #[serde(default)]
    #[schemars(description = "下端")]
    pub low: Option<At<f64>>,
    #[serde(default)]
    #[schemars(description = "典型值")]
    pub typical: Option<At<f64>>,
    #[serde(default)]
    #[schemars(description = "上端")]
    pub high: Option<At<f64>>,
    #[serde(default)]
    #[schemars(description = "单位，见 units.yaml；复合单位由原子组合。例：kg/(hm²·a)")]
    pub unit: Option<At<String>>,
    #[serde(default)]
    #[schemars(description = "口径：到底量的是什么。例：湿基，含水率25%")]
    pub basis: Option<String>,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    #[schemars(description = "污染物编号，见 pollutants.yaml。例：tp")]
    pub pollutant: Option<At<String>>,
    #[serde(default)]
    #[schemars(description = "来源与定位。例：{ref: gb-18599-2020, at: 附录A 表2}")]
    pub source: Option<SourceRef>,
    #[serde(default)]
    #[schemars(description = "数值是否在该来源中读到：true 读到，false 凭记忆或转述")]
    pub seen: Option<bool>,
    #[serde(default)]
    #[schemars(description = "凭记忆时的把握：high medium low（low 降为 D 级）")]
    pub confidence: Option<Confidence>,
    #[serde(default, rename = "use")]
    #[schemars(description = "screening 表示只供筛查（E 级）")]
    pub purpose: Option<Purpose>,
    #[serde(default)]
    #[schemars(description = "备注")]
    pub note: Option<String>,
    #[serde(default)]
    #[schemars(description = "价格年份；来源没给写 不详")]
    pub year: Option<String>,
}

/// 技术或修复选项.
#[derive(Debug, Clone, Serialize)]
pub struct Technique {
    /// Id.
    pub id: String,
    /// 名称.
    pub name: String,
    /// 环节.
    pub stage: TechniqueStage,
    /// What it is for.
    pub subjects: Vec<SubjectKind>,
    /// Industry ids.
    pub industry: Vec<String>,
    /// Field of a remedy: the folder under remedies/.
    pub field: Option<String>,
    /// Id of its document.
    pub source: Option<String>,
    /// How it works.
    pub principle: Option<String>,
    /// What it removes.
    pub treats: Vec<Treats>,
    /// 可接收的废物: classes (`HW17`) or codes, for disposal and utilisation routes.
    pub accepts: Vec<String>,
    /// 不可接收的废物, in words.
    pub refuses: Vec<String>,
    /// Process ids it suits; empty = any.
    pub process: Vec<String>,
    /// Animal ids it suits; empty = any.
    pub animal: Vec<String>,
    /// 适用规模.
    pub scale: Option<Scale>,
    /// 进水条件.
    pub influent: Vec<Influent>,
    /// 适用条件, in words.
    pub conditions: Vec<String>,
    /// 费用.
    pub cost: Cost,
    /// 副产物与二次污染.
    pub secondary: Vec<String>,
    /// 成熟度.
    pub maturity: Option<Maturity>,
    /// 责任部门类型.
    pub responsible: Vec<String>,
    /// 工期.
    pub duration: Option<Figure>,
    /// Ids of what it needs.
    pub requires: Vec<String>,
    /// Ids of what it rules out.
    pub excludes: Vec<String>,
    /// 注意事项.
    pub caveats: Vec<String>,
    /// Other figures: name and figure.
    pub figures: Vec<(String, Figure)>,
    /// Where the values should be checked.
    pub verify_in: Vec<String>,
    /// Good for screening only.
    pub screening: bool,
}

/// 去除对象.
#[derive(Debug, Clone, Serialize)]
pub struct Treats {
    /// Id of the pollutant.
    pub pollutant: String,
    /// 去除率.
    pub removal: Option<Figure>,
}

/// 费用.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Cost {
    /// 投资.
    pub invest: Option<Figure>,
    /// 运行费.
    pub operate: Option<Figure>,
    /// Why neither is known.
    pub none: Option<String>,
}

impl Technique {
    /// What it does to `pollutant`.
    #[must_use]
    pub fn treatment(&self, pollutant: &str) -> Option<&Treats> {
        self.treats.iter().find(|t| t.pollutant == pollutant)
    }
}

/// What a file's place in the folders says of the technique in it.
pub(crate) struct Folder<'a> {
    pub id: &'a At<String>,
    pub industry: Option<&'a str>,
    pub field: Option<&'a str>,
}

pub(crate) fn check(
    folder: &Folder<'_>,
    written: WrittenTechnique,
    bench: &mut Bench<'_>,
) -> Technique {
    let outer = Background {
        source: written.source.clone(),
        seen: written.seen,
        confidence: written.confidence,
        purpose: written.purpose,
        ..Background::default()
    };
    check_references(folder.id, &written, bench);
    check_completeness(folder.id, &written, bench);
    let mut industry: Vec<_> = written.industry.iter().map(|i| i.value.clone()).collect();
    if industry.is_empty() {
        industry.extend(folder.industry.map(str::to_owned));
    }
    let treats = written
        .treats
        .iter()
        .map(|t| check_treats(folder.id, t, &outer, bench))
        .collect();
    let mut figure = |figure: &Option<WrittenFigure>| {
        figure.as_ref().and_then(|f| bench.figure(f, folder.id, &outer))
    };
    let (invest, operate) = (figure(&written.cost.invest), figure(&written.cost.operate));
    let duration = figure(&written.duration);
    let figures = written.figures.iter().filter_map(|named| {
        let figure = bench.figure(&named.as_figure(), folder.id, &outer)?;
        Some((named.name.clone(), figure))
    });
    let figures = figures.collect();
    Technique {
        id: folder.id.value.clone(),
        name: written.name,
        stage: written.stage,
        subjects: written.subjects,
        industry,
        field: folder.field.map(str::to_owned),
        source: written.source.map(|s| s.id.value),
        principle: written.principle,
        treats,
        accepts: written.accepts.into_iter().map(|waste| waste.value).collect(),
        refuses: written.refuses,
        process: written.applies.process,
        animal: written.applies.animal,
        scale: written.applies.scale,
        influent: written.applies.influent,
        conditions: written.applies.conditions,
        cost: Cost { invest, operate, none: written.cost.none },
        secondary: written.secondary,
        maturity: written.maturity,
        responsible: written.responsible,
        duration,
        requires: written.requires.into_iter().map(|id| id.value).collect(),
        excludes: written.excludes.into_iter().map(|id| id.value).collect(),
        caveats: written.caveats.into_iter().chain(written.note).collect(),
        figures,
        verify_in: written.verify_in,
        screening: written.purpose == Some(Purpose::Screening),
    }
}

fn check_references(id: &At<String>, written: &WrittenTechnique, bench: &mut Bench<'_>) {
    if let Some(source) = &written.source {
        bench.source(&source.id);
    }
    for industry in &written.industry {
        bench.industry(industry);
    }
    for waste in &written.accepts {
        check_waste(waste, bench);
    }
    bench.processes(&written.applies.process, id);
}

fn check_completeness(
    id: &At<String>,
    written: &WrittenTechnique,
    bench: &mut Bench<'_>,
) {
    if written.treats.is_empty() && written.no_pollutant.is_none() {
        let message = format!("技术 {} 没有写去除什么", written.name);
        let help = "补 treats，或写 no-pollutant: 理由".to_owned();
        bench.fault(id, Code::MissingKey, message, Some(help));
    }
    let applies = &written.applies;
    let conditions = applies.process.len()
        + applies.product.len()
        + applies.animal.len()
        + applies.crop.len()
        + applies.region.len()
        + applies.land.len()
        + applies.influent.len()
        + applies.conditions.len();
    if conditions == 0 && applies.scale.is_none() && applies.no_condition.is_none() {
        let message = format!("技术 {} 没有写适用条件", written.name);
        let help = "补 applies，或写 applies: { no-condition: 理由 }".to_owned();
        bench.fault(id, Code::MissingKey, message, Some(help));
    }
    let costs = [&written.cost.invest, &written.cost.operate];
    for cost in costs.into_iter().flatten() {
        if cost.year.is_none() && cost.missing.is_none() {
            let message = format!("技术 {} 的费用没有价格年份", written.name);
            let help = "补 year: 年份；来源未给时写 year: 不详".to_owned();
            bench.fault(id, Code::MissingKey, message, Some(help));
        }
    }
}

/// A class (`HW17`) or a code (`336-054-17`).
fn check_waste(waste: &At<String>, bench: &mut Bench<'_>) {
    let digits = |part: &str, length| {
        part.len() == length && part.bytes().all(|b| b.is_ascii_digit())
    };
    let class = waste.strip_prefix("HW").is_some_and(|rest| digits(rest, 2));
    let parts: Vec<&str> = waste.split('-').collect();
    let code = matches!(parts.as_slice(), [a, b, c] if digits(a, 3) && digits(b, 3) && digits(c, 2));
    if !class && !code {
        let message = format!("“{waste}”不是危险废物类别或代码");
        let help =
            "类别写成 HW17，代码写成 336-054-17；一般固体废物写在 conditions".to_owned();
        bench.fault(waste, Code::UnknownWord, message, Some(help));
    }
}

fn check_treats(
    id: &At<String>,
    written: &WrittenTreats,
    outer: &Background,
    bench: &mut Bench<'_>,
) -> Treats {
    bench.pollutant(&written.pollutant);
    let removal = written.removal.as_ref().and_then(|r| bench.figure(r, id, outer));
    if let (Some(Figure { quantity: Some(quantity), .. }), Some(figure)) =
        (&removal, &written.removal)
        && let Some(symbol) = &figure.unit
    {
        let share = quantity.unit().dimension() == Unit::one().dimension();
        let high = quantity.amount().high * quantity.unit().factor();
        if !share {
            let message = format!("去除率的单位却是 {}", quantity.unit().symbol());
            bench.fault(symbol, Code::WrongDimension, message, Some("用 %".to_owned()));
        } else if high > 1.0 {
            bench.fault(symbol, Code::AbsurdValue, "去除率超过 100%".to_owned(), None);
        }
    }
    Treats { pollutant: written.pollutant.value.clone(), removal }
}

impl WrittenNamed {
    /// A named figure without number says something in words.
    fn as_figure(&self) -> WrittenFigure {
        let numbers = [&self.value, &self.low, &self.typical, &self.high];
        let missing = numbers
            .iter()
            .all(|n| n.is_none())
            .then(|| At::new(self.text.clone().unwrap_or_default(), 0..0));
        WrittenFigure {
            value: self.value.clone(),
            low: self.low.clone(),
            typical: self.typical.clone(),
            high: self.high.clone(),
            missing,
            unit: self.unit.clone(),
            basis: self.basis.clone(),
            year: self.year.clone(),
            source: self.source.clone(),
            seen: self.seen,
            confidence: self.confidence,
            method: None,
            purpose: self.purpose,
            via: None,
            valid: None,
            note: self.note.clone().or_else(|| self.text.clone()),
        }
    }
}
