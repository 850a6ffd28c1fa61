//! Techniques: control technologies, measures and remedies.

mod check;

pub(crate) use check::{Folder, check};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::coefficient::{Scale, SubjectKind};
use super::figure::{Confidence, Figure, Purpose, SourceRef, WrittenFigure};
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
