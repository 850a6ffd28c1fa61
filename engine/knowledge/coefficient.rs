//! Coefficients: what an activity generates, discharges, or lets reach the river.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::figure::{
    Background, Bench, Confidence, Figure, Purpose, SourceRef, Validity, WrittenFigure,
};
use crate::diagnostic::Code;
use crate::quantity::Unit;
use crate::reading::At;

/// What a coefficient or technique is for.
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
    Deserialize,
    JsonSchema,
    strum::Display,
    strum::EnumString,
    strum::EnumIter,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum SubjectKind {
    /// 工业企业.
    Enterprise,
    /// 尾矿库、磷石膏库.
    Tailings,
    /// 畜禽养殖.
    Livestock,
    /// 种植业.
    Cropland,
    /// 水产养殖.
    Aquaculture,
    /// 农村生活.
    HouseholdsRural,
    /// 城镇生活.
    HouseholdsUrban,
    /// 城市径流.
    UrbanRunoff,
    /// 污水处理厂.
    Wwtp,
    /// 船舶.
    Ship,
    /// 港口码头.
    Port,
    /// 河流.
    River,
    /// 小流域.
    SmallWatershed,
    /// 湖库.
    Lake,
    /// 湿地.
    Wetland,
    /// 排污口.
    Outfall,
    /// 园区.
    Park,
    /// 固体废物.
    Waste,
    /// 污染场地.
    Site,
    /// 矿区.
    Mine,
    /// 地下水.
    Groundwater,
    /// 森林草地.
    Forest,
}

impl SubjectKind {
    /// 中文名.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Enterprise => "工业企业",
            Self::Tailings => "尾矿库、磷石膏库",
            Self::Livestock => "畜禽养殖",
            Self::Cropland => "种植业",
            Self::Aquaculture => "水产养殖",
            Self::HouseholdsRural => "农村生活",
            Self::HouseholdsUrban => "城镇生活",
            Self::UrbanRunoff => "城市径流",
            Self::Wwtp => "污水处理厂",
            Self::Ship => "船舶",
            Self::Port => "港口码头",
            Self::River => "河流",
            Self::SmallWatershed => "小流域",
            Self::Lake => "湖库",
            Self::Wetland => "湿地",
            Self::Outfall => "排污口",
            Self::Park => "园区",
            Self::Waste => "固体废物",
            Self::Site => "污染场地",
            Self::Mine => "矿区",
            Self::Groundwater => "地下水",
            Self::Forest => "森林草地",
        }
    }
}

/// 阶段 that a coefficient describes.
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
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// 产生.
    Generation,
    /// 排放.
    Discharge,
    /// 入河.
    Delivery,
    /// 治理去除.
    Removal,
    /// 水质浓度.
    Quality,
    /// 其他.
    Other,
}

/// Where a coefficient holds; an absent field means anywhere.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Domain {
    /// Industry ids.
    #[schemars(description = "行业编号，见 industries/。例：[electroplating]")]
    pub industry: Vec<String>,
    /// 国民经济行业代码.
    #[schemars(description = "国民经济行业代码（手册系数用）")]
    pub code: Vec<String>,
    /// Process ids.
    #[schemars(
        description = "工艺编号，须在行业的 processes 中登记。例：[yellow-phosphorus]"
    )]
    pub process: Vec<String>,
    /// Animal ids.
    #[schemars(description = "畜种编号。例：[pig]")]
    pub animal: Vec<String>,
    /// Crop ids.
    #[schemars(description = "作物编号。例：[paddy]")]
    pub crop: Vec<String>,
    /// Product names.
    #[schemars(description = "产品名")]
    pub product: Vec<String>,
    /// Feedstock names.
    #[schemars(description = "原料名")]
    pub feedstock: Vec<String>,
    /// Treatment names.
    #[schemars(description = "现有治理技术")]
    pub treatment: Vec<String>,
    /// Regions, by name.
    #[schemars(description = "地区。例：湖北省")]
    pub region: Vec<String>,
    /// Land types and other conditions in words.
    #[schemars(description = "土地类型或地形")]
    pub land: Vec<String>,
    /// Anything else in words.
    #[schemars(description = "其他适用条件，写成短语")]
    pub conditions: Vec<String>,
    /// Scale.
    #[schemars(description = "规模范围")]
    pub scale: Option<Scale>,
}

/// 规模范围.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Scale {
    /// Lower end.
    #[serde(default)]
    #[schemars(description = "下端")]
    pub low: Option<f64>,
    /// Upper end.
    #[serde(default)]
    #[schemars(description = "上端")]
    pub high: Option<f64>,
    /// Unit, or words for it.
    #[serde(default)]
    #[schemars(description = "规模的单位")]
    pub unit: Option<String>,
    /// The scale in the source's words.
    #[serde(default)]
    #[schemars(description = "来源里的规模原话")]
    pub text: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenCoefficients {
    #[serde(default)]
    #[schemars(description = "来源与定位。例：{ref: gb-18599-2020, at: 附录A 表2}")]
    pub source: Option<SourceRef>,
    #[serde(default)]
    #[schemars(description = "数值是否在该来源中读到：true 读到，false 凭记忆或转述")]
    pub seen: Option<bool>,
    #[serde(default)]
    #[schemars(description = "有效期与上次核对的日期")]
    pub valid: Option<Validity>,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the file")]
    #[schemars(description = "备注")]
    pub note: Option<String>,
    #[schemars(description = "系数")]
    pub coefficients: Vec<WrittenCoefficient>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WrittenCoefficient {
    #[schemars(
        description = "编号：小写英文、数字、连字符，在同类记录中唯一。例：pg-pond-water-p"
    )]
    pub id: At<String>,
    #[schemars(description = "名称（中文）")]
    pub name: String,
    #[schemars(
        description = "针对什么：enterprise tailings livestock cropland aquaculture households-rural households-urban urban-runoff wwtp ship port river small-watershed lake wetland outfall park waste site mine groundwater forest"
    )]
    pub of: At<SubjectKind>,
    #[schemars(
        description = "阶段：generation 产生、discharge 排放、delivery 入河、removal 去除、quality 水质、other"
    )]
    pub stage: Stage,
    #[serde(default)]
    #[schemars(description = "污染物编号，见 pollutants.yaml。例：tp")]
    pub pollutant: Option<At<String>>,
    #[serde(default)]
    #[schemars(description = "废物类别或代码。例：HW17")]
    pub waste: Option<String>,
    #[serde(default)]
    #[schemars(description = "适用范围；不写的项不限")]
    pub domain: Domain,
    #[schemars(description = "数值，写法见“数值”一节")]
    pub figure: WrittenFigure,
    #[serde(default)]
    #[schemars(description = "其他来源的说法，并列保存，不平均")]
    pub conflicts: Vec<WrittenFigure>,
    #[serde(default)]
    #[schemars(description = "使用时要注意的事，一条一句")]
    pub caveats: Vec<String>,
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
}

/// 去除率 of one treatment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Removal {
    /// 治理技术.
    pub treatment: String,
    /// Share removed, in percent.
    pub percent: Option<f64>,
    /// What the source says instead of a number.
    pub words: Option<String>,
}

/// 产排污系数.
#[derive(Debug, Clone, Serialize)]
pub struct Coefficient {
    /// Id.
    pub id: String,
    /// 名称.
    pub name: String,
    /// What it is for.
    pub of: SubjectKind,
    /// 阶段.
    pub stage: Stage,
    /// Id of the pollutant.
    pub pollutant: Option<String>,
    /// Waste code or id.
    pub waste: Option<String>,
    /// Where it holds.
    pub domain: Domain,
    /// The figure.
    pub figure: Figure,
    /// 治理技术去除率 that the source gives with it.
    pub removals: Vec<Removal>,
    /// What other sources say.
    pub conflicts: Vec<Figure>,
    /// 注意事项.
    pub caveats: Vec<String>,
}

pub(crate) fn check_all(
    written: WrittenCoefficients,
    bench: &mut Bench<'_>,
) -> Vec<(At<String>, Coefficient)> {
    let outer = Background {
        source: written.source,
        seen: written.seen,
        valid: written.valid,
        ..Background::default()
    };
    let checked = written.coefficients.into_iter().filter_map(|c| {
        let id = c.id.clone();
        check(c, &outer, bench).map(|coefficient| (id, coefficient))
    });
    checked.collect()
}

fn check(
    written: WrittenCoefficient,
    outer: &Background,
    bench: &mut Bench<'_>,
) -> Option<Coefficient> {
    if let Some(pollutant) = &written.pollutant {
        bench.pollutant(pollutant);
    }
    for industry in &written.domain.industry {
        let span = written.id.place(bench.file).span();
        bench.industry(&At::new(industry.clone(), span));
    }
    bench.processes(&written.domain.process, &written.id);
    let outer = Background {
        source: written.source.clone(),
        seen: written.seen,
        confidence: written.confidence,
        purpose: written.purpose,
        ..Background::default()
    }
    .or(outer);
    let figure = bench.figure(&written.figure, &written.id, &outer)?;
    check_dimension(&written, &figure, bench);
    check_sign(&written, &figure, bench);
    let conflicts = written
        .conflicts
        .iter()
        .filter_map(|conflict| bench.figure(conflict, &written.id, &outer));
    let conflicts = conflicts.collect();
    Some(Coefficient {
        id: written.id.value,
        name: written.name,
        of: written.of.value,
        stage: written.stage,
        pollutant: written.pollutant.map(|p| p.value),
        waste: written.waste,
        domain: written.domain,
        figure,
        removals: Vec::new(),
        conflicts,
        caveats: written.caveats.into_iter().chain(written.note).collect(),
    })
}

/// A share must be a share, a concentration a concentration.
fn check_dimension(written: &WrittenCoefficient, figure: &Figure, bench: &mut Bench<'_>) {
    let Some(quantity) = &figure.quantity else { return };
    let wanted = match written.stage {
        Stage::Delivery | Stage::Removal => Unit::one(),
        Stage::Generation | Stage::Discharge | Stage::Quality | Stage::Other => return,
    };
    if quantity.unit().dimension() == wanted.dimension() {
        return;
    }
    if let Some(symbol) = &written.figure.unit {
        let message =
            format!("{} 是比例，单位却是 {}", written.id, quantity.unit().symbol());
        let help = "入河系数与去除率的单位用 1 或 %".to_owned();
        bench.fault(symbol, Code::WrongDimension, message, Some(help));
    }
}

fn check_sign(written: &WrittenCoefficient, figure: &Figure, bench: &mut Bench<'_>) {
    let Some(quantity) = &figure.quantity else { return };
    let share = quantity.unit().dimension() == Unit::one().dimension();
    let too_much = written.stage == Stage::Removal
        && share
        && quantity.amount().high * quantity.unit().factor() > 1.0;
    if quantity.amount().low < 0.0 && written.stage != Stage::Removal {
        let message = format!("{} 为负", written.id);
        bench.fault(&written.id, Code::NegativeAmount, message, None);
    } else if too_much {
        let message = format!("{} 的去除率超过 100%", written.id);
        bench.fault(&written.id, Code::AbsurdValue, message, None);
    }
}
