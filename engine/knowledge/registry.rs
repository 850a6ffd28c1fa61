//! The registries that every record refers to.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::source::Source;
use crate::quantity::{Unit, Units};
use crate::reading::At;

/// A unit atom as written in units.yaml.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(crate) struct WrittenUnit {
    #[schemars(description = "单位符号，如 hm²")]
    pub symbol: At<String>,
    #[schemars(description = "量纲，如 mass/length^3；无量纲写 1")]
    pub dimension: At<String>,
    #[serde(default)]
    #[schemars(description = "换算到该量纲基本单位的倍数，缺省 1")]
    pub factor: Option<f64>,
    #[serde(default)]
    #[schemars(description = "也认的写法")]
    pub aliases: Vec<String>,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    #[schemars(description = "名称（中文）")]
    pub name: Option<String>,
}

/// What a pollutant belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PollutantGroup {
    /// 营养盐.
    Nutrient,
    /// 有机物.
    Organic,
    /// 金属与类金属.
    Metal,
    /// 物理指标.
    Physical,
    /// 生物指标.
    Biological,
    /// 无机物.
    Inorganic,
    /// 有毒有机物.
    Toxic,
    /// 固体废物.
    Waste,
    /// 水量.
    Water,
}

/// A pollutant as written in pollutants.yaml.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct WrittenPollutant {
    #[schemars(
        description = "编号：小写英文、数字、连字符，在同类记录中唯一。例：pg-pond-water-p"
    )]
    pub id: At<String>,
    #[schemars(description = "名称（中文）")]
    pub name: String,
    #[serde(default)]
    #[schemars(description = "符号。例：TP")]
    pub symbol: Option<String>,
    #[serde(default)]
    #[schemars(description = "表头与文中也认的写法")]
    pub aliases: Vec<String>,
    #[schemars(
        description = "类别：nutrient organic metal physical biological inorganic toxic waste water"
    )]
    pub group: PollutantGroup,
    #[serde(default)]
    #[schemars(description = "是否重金属")]
    pub heavy_metal: bool,
    /// What can occur in surface water: values outside are slips of the pen.
    #[serde(default)]
    #[schemars(description = "地表水中可能的范围，越出即疑为笔误")]
    pub natural: Option<Natural>,
}

/// What can occur in nature, as written.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(crate) struct Natural {
    #[schemars(description = "下端")]
    pub low: f64,
    #[schemars(description = "上端")]
    pub high: f64,
    #[schemars(description = "单位，见 units.yaml；复合单位由原子组合。例：kg/(hm²·a)")]
    pub unit: At<String>,
}

/// 污染物（含水质指标与废物）.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pollutant {
    /// Id.
    pub id: String,
    /// 中文名.
    pub name: String,
    /// 符号.
    pub symbol: Option<String>,
    /// 别名, also accepted as column heads.
    pub aliases: Vec<String>,
    /// What it belongs to.
    pub group: PollutantGroup,
    /// 重金属.
    pub heavy_metal: bool,
    /// What can occur in surface water, in [`Self::range_unit`].
    pub range: Option<(f64, f64)>,
    /// Unit of [`Self::range`].
    pub range_unit: Option<Unit>,
}

/// What records refer to by id.
#[derive(Debug, Default)]
pub(crate) struct Registries {
    pub sources: BTreeMap<String, Source>,
    pub units: Units,
    pub pollutants: BTreeMap<String, Pollutant>,
    /// Names and aliases of pollutants, to their ids.
    pub pollutant_names: BTreeMap<String, String>,
    pub industries: BTreeSet<String>,
    pub processes: BTreeSet<String>,
    pub standards: BTreeSet<String>,
    /// Ids of the sources that some record refers to.
    pub used_sources: RefCell<BTreeSet<String>>,
    /// Ids of records that are known but unusable: no second fault for those.
    pub dropped: BTreeSet<String>,
}

impl Registries {
    /// Whether the source `id` is registered; it counts as used from now on.
    pub fn has_source(&self, id: &str) -> bool {
        if !self.used_sources.borrow().contains(id) {
            self.used_sources.borrow_mut().insert(id.to_owned());
        }
        self.sources.contains_key(id) || self.dropped.contains(id)
    }

    /// The id of the pollutant called `name`, by name or alias.
    pub fn pollutant_named(&self, name: &str) -> Option<&str> {
        self.pollutant_names.get(name).map(String::as_str)
    }

    /// The name of the pollutant `id`.
    pub fn pollutant_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.pollutants.get(id).map_or(id, |p| p.name.as_str())
    }

    pub fn has_pollutant(&self, id: &str) -> bool {
        self.pollutants.contains_key(id) || self.dropped.contains(id)
    }
}
