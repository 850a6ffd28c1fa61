//! The rows of a case's tables, checked.

use std::collections::BTreeMap;

use serde::Serialize;

use super::derived::Derivations;
use crate::diagnostic::Place;
use crate::knowledge::{Water, WaterClass};
use crate::quantity::{Grade, Quantity};

/// Where a row comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// Where it stands.
    pub place: Place,
    /// Id of the document.
    pub source: Option<String>,
    /// Locator in it.
    pub at: Option<String>,
    /// Grade of its figures.
    pub grade: Grade,
    /// Whether it is 示例数据.
    pub demonstration: bool,
    /// 推算: the cells that the analyst derived from others.
    pub derived: Option<Derivations>,
    /// 备注.
    pub note: Option<String>,
}

impl Row {
    /// Whether its figures were recalled and not read.
    #[must_use]
    pub fn recalled(&self) -> bool {
        self.note.as_ref().is_some_and(|note| note.contains("记忆"))
    }
}

/// 控制单元.
#[derive(Debug, Clone, Serialize)]
pub struct ControlUnit {
    /// Id.
    pub id: String,
    /// 名称.
    pub name: String,
    /// 水体.
    pub water: Option<String>,
    /// Ids of the units upstream.
    pub upstream: Vec<String>,
    /// 区县.
    pub district: Option<String>,
    /// Where it comes from.
    pub row: Row,
}

/// 断面.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    /// Id.
    pub id: String,
    /// 名称.
    pub name: String,
    /// 水体.
    pub water: Option<String>,
    /// 水体类型.
    pub water_type: Option<Water>,
    /// Id of its control unit.
    pub unit: Option<String>,
    /// 级别.
    pub level: Option<String>,
    /// 目标类别.
    pub target: Option<WaterClass>,
    /// Where it comes from.
    pub row: Row,
}

/// 已公布的断面统计.
#[derive(Debug, Clone, Serialize)]
pub struct ClassCount {
    /// Id.
    pub id: String,
    /// 期间.
    pub period: String,
    /// 范围.
    pub scope: Option<String>,
    /// 河流数.
    pub rivers: Option<Quantity>,
    /// 断面数.
    pub sections: Option<Quantity>,
    /// 优良断面数.
    pub good: Option<Quantity>,
    /// 达标断面数.
    pub attained: Option<Quantity>,
    /// 劣Ⅴ断面数.
    pub worse_than_v: Option<Quantity>,
    /// 超标水体.
    pub exceeding: Vec<String>,
    /// 超标指标 of those waters, where the source names them.
    pub items: Option<String>,
    /// Where it comes from.
    pub row: Row,
}

/// What a published load is.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    strum::Display,
    strum::EnumString,
)]
pub enum LoadItem {
    /// 产生量.
    #[strum(serialize = "产生量")]
    Generated,
    /// 排放量.
    #[strum(serialize = "排放量")]
    Discharged,
    /// 入河量.
    #[strum(serialize = "入河量")]
    Delivered,
    /// 环境容量.
    #[strum(serialize = "环境容量")]
    Capacity,
    /// 许可排放量.
    #[strum(serialize = "许可量")]
    Permitted,
    /// 减排量.
    #[strum(serialize = "减排量")]
    Reduced,
}

/// 已公布的负荷.
#[derive(Debug, Clone, Serialize)]
pub struct PublishedLoad {
    /// Id.
    pub id: String,
    /// Id of the control unit.
    pub unit: String,
    /// What it is.
    pub item: LoadItem,
    /// 期间.
    pub period: String,
    /// By pollutant id, t/a.
    pub values: BTreeMap<String, Quantity>,
    /// 口径.
    pub basis: Option<String>,
    /// Where it comes from.
    pub row: Row,
}

/// 污染源类别.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    strum::Display,
    strum::EnumString,
    strum::EnumIter,
)]
pub enum SourceKind {
    /// Industrial enterprise.
    #[strum(serialize = "工业企业")]
    Enterprise,
    /// Sewage treatment plant.
    #[strum(serialize = "污水处理厂")]
    TreatmentPlant,
    /// Urban households.
    #[strum(serialize = "城镇生活")]
    HouseholdsUrban,
    /// Rural households.
    #[strum(serialize = "农村生活")]
    HouseholdsRural,
    /// Livestock.
    #[strum(serialize = "畜禽养殖")]
    Livestock,
    /// Cropland.
    #[strum(serialize = "种植业")]
    Cropland,
    /// Aquaculture.
    #[strum(serialize = "水产养殖")]
    Aquaculture,
    /// Urban runoff.
    #[strum(serialize = "城市径流")]
    UrbanRunoff,
    /// Ports and ships.
    #[strum(serialize = "港口船舶")]
    Shipping,
    /// Tailings ponds.
    #[strum(serialize = "尾矿库")]
    Tailings,
    /// Industrial parks, by their own discharge.
    #[strum(serialize = "工业园区")]
    Park,
}

/// What a source itself declares for one pollutant.
#[derive(Debug, Clone, Serialize)]
pub struct Declared {
    /// 申报排放量, t/a.
    pub load: Option<Quantity>,
    /// 排放浓度, mg/L.
    pub concentration: Option<Quantity>,
}

/// 污染源: one source and one activity of it.
#[derive(Debug, Clone, Serialize)]
pub struct Source {
    /// Id.
    pub id: String,
    /// 名称.
    pub name: String,
    /// 类别.
    pub kind: SourceKind,
    /// Industry id.
    pub industry: Option<String>,
    /// 国民经济行业代码 (GB/T 4754).
    pub code: Option<String>,
    /// Process id.
    pub process: Option<String>,
    /// What the activity counts: animal, crop, product.
    pub object: Option<String>,
    /// Id of the control unit.
    pub unit: String,
    /// 活动水平.
    pub activity: Option<Quantity>,
    /// 年份.
    pub year: Option<String>,
    /// 距岸线.
    pub distance: Option<Quantity>,
    /// 去向.
    pub destination: Option<String>,
    /// 现有治理.
    pub treatment: Option<String>,
    /// By pollutant id.
    pub declared: BTreeMap<String, Declared>,
    /// Where it comes from.
    pub row: Row,
}

/// 排污口类型.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    strum::Display,
    strum::EnumString,
)]
pub enum OutfallKind {
    /// Industrial.
    #[strum(serialize = "工业")]
    Industrial,
    /// Municipal plant.
    #[strum(serialize = "城镇污水处理厂")]
    Municipal,
    /// Agricultural and rural.
    #[strum(serialize = "农业农村")]
    Rural,
    /// Storm water.
    #[strum(serialize = "雨洪")]
    Storm,
    /// Mixed.
    #[strum(serialize = "混合")]
    Mixed,
    /// Other.
    #[strum(serialize = "其他")]
    Other,
}

/// 排污口.
#[derive(Debug, Clone, Serialize)]
pub struct Outfall {
    /// Id.
    pub id: String,
    /// 名称.
    pub name: String,
    /// 类型.
    pub kind: OutfallKind,
    /// 受纳水体.
    pub water: Option<String>,
    /// Id of the control unit.
    pub unit: Option<String>,
    /// 距岸线.
    pub distance: Option<Quantity>,
    /// 污水量.
    pub flow: Option<Quantity>,
    /// 浓度, by pollutant id.
    pub concentrations: BTreeMap<String, Quantity>,
    /// 是否批准.
    pub approved: Option<bool>,
    /// 整治状态.
    pub status: Option<String>,
    /// 去向.
    pub destination: Option<String>,
    /// Where it comes from.
    pub row: Row,
}

/// 风险源类别.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    strum::Display,
    strum::EnumString,
)]
pub enum RiskKind {
    /// Tailings pond.
    #[strum(serialize = "尾矿库")]
    Tailings,
    /// Phosphogypsum pond.
    #[strum(serialize = "磷石膏库")]
    Phosphogypsum,
    /// Chemical park.
    #[strum(serialize = "化工园区")]
    ChemicalPark,
    /// Slag yard.
    #[strum(serialize = "渣场")]
    SlagYard,
    /// Tank-washing station.
    #[strum(serialize = "洗舱站")]
    TankWashing,
    /// Wharf.
    #[strum(serialize = "码头")]
    Wharf,
    /// Hazardous-waste landfill.
    #[strum(serialize = "危废填埋")]
    HazardousLandfill,
    /// Other.
    #[strum(serialize = "其他")]
    Other,
}

/// 风险源.
#[derive(Debug, Clone, Serialize)]
pub struct Risk {
    /// Id.
    pub id: String,
    /// 名称.
    pub name: String,
    /// 类别.
    pub kind: RiskKind,
    /// Id of the control unit.
    pub unit: Option<String>,
    /// 距岸线.
    pub distance: Option<Quantity>,
    /// 设计库容.
    pub designed: Option<Quantity>,
    /// 堆存物.
    pub contents: Option<String>,
    /// 堆存量.
    pub stored: Option<Quantity>,
    /// 防渗.
    pub lining: Option<String>,
    /// 渗滤液收集.
    pub leachate: Option<String>,
    /// 在线监测.
    pub online: Option<String>,
    /// 状态.
    pub status: Option<String>,
    /// 下游敏感目标.
    pub downstream: Option<String>,
    /// Where it comes from.
    pub row: Row,
}
