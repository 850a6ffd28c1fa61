//! Every method that can be run alone: what it reads, what verifies it, how it is run.

use super::outcome::Outcome;
use super::{
    allocation, attainment, balance, black_odour, capacity, change, cwqi, effluent,
    enterprise_risk, farming, flow, flow_relation, hazwaste, manure, network, outfall,
    park, receptor, river_grade, scored, site, sludge, tailings, trend, water_source,
};
use crate::knowledge::{Knowledge, Water};
use crate::profile::{Profile, SheetColumn, SheetRow, SheetShape};

/// A method, run on a table of one's own.
#[derive(Debug)]
pub struct Alone {
    /// Id: the file's stem in knowledge/methods.
    pub id: &'static str,
    /// Examples that verify it, with how far.
    pub verified: &'static str,
    /// What it reads and does.
    pub input: Input,
}

/// What a method reads.
#[derive(Debug)]
pub enum Input {
    /// The monitoring table of a case; water of unknown type is taken for the one named.
    Monitoring(Water, fn(&Profile, &Knowledge) -> Vec<Outcome>),
    /// A table of its own.
    Sheet(&'static [SheetColumn], fn(&[SheetRow], &Knowledge) -> Vec<Outcome>),
}

/// The tables that a case may bring for single methods.
#[must_use]
pub fn sheets() -> Vec<SheetShape> {
    let shape = |method: &Alone| match method.input {
        Input::Sheet(columns, _) => Some(SheetShape { id: method.id, columns }),
        Input::Monitoring(..) => None,
    };
    ALONE.iter().filter_map(shape).collect()
}

/// All of them, in the order of the field's tasks.
pub const ALONE: &[Alone] = &[
    Alone {
        id: "river-grade",
        verified: "没有公布的算例；由办法的判据手算（tests/field_methods.rs）",
        input: Input::Monitoring(Water::River, river_grade::river_grade),
    },
    Alone {
        id: "cwqi",
        verified: "没有公布的算例；由技术规定的公式手算（tests/methods.rs）",
        input: Input::Monitoring(Water::River, cwqi::cwqi),
    },
    Alone {
        id: "spearman",
        verified: "太湖 8 站 2007—2015 年 40 组：复算一致，没有公布的结果（tests/goldens/spearman-taihu.csv）",
        input: Input::Monitoring(Water::Lake, trend::spearman),
    },
    Alone {
        id: "mann-kendall",
        verified: "逐年上升的手算例；太湖 40 组与 Spearman 方向不矛盾（tests/methods.rs）",
        input: Input::Monitoring(Water::Lake, trend::mann_kendall),
    },
    Alone {
        id: "water-quality-change",
        verified: "没有公布的算例；由办法的判据手算（tests/methods.rs）",
        input: Input::Sheet(&change::PERIODS, change::change),
    },
    Alone {
        id: "capacity-zero",
        verified: "没有公布的算例；手算（tests/methods.rs）",
        input: Input::Sheet(&capacity::ZERO, capacity::zero),
    },
    Alone {
        id: "capacity-one",
        verified: "hydro-capacity 示例 4 个功能区逐月：公式与结果同出一处（tests/goldens/capacity-river.csv）",
        input: Input::Sheet(&capacity::ONE, capacity::one),
    },
    Alone {
        id: "capacity-two",
        verified: "没有公布的算例；以公式反代验算（tests/methods.rs）",
        input: Input::Sheet(&capacity::TWO, capacity::two),
    },
    Alone {
        id: "capacity-lake",
        verified: "hydro-capacity 示例 2 座水库逐月：公式与结果同出一处（tests/goldens/capacity-reservoir.csv）",
        input: Input::Sheet(&capacity::LAKE, capacity::lake),
    },
    Alone {
        id: "tennant",
        verified: "孔雀河 A 段 2009—2018 年：月均流量 12 个月一致，满足度 12 个月一致（tests/goldens/flow-kongque.csv）",
        input: Input::Sheet(&flow::MONTHLY, flow::tennant),
    },
    Alone {
        id: "gb-t-25173",
        verified: "没有公布的算例；由孔雀河流量手算（tests/methods.rs）",
        input: Input::Sheet(&flow::MONTHLY, flow::design),
    },
    Alone {
        id: "black-odour-remediation",
        verified: "没有公布的算例；由指南的判据手算（tests/methods.rs）",
        input: Input::Sheet(&black_odour::READINGS, black_odour::black_odour),
    },
    Alone {
        id: "manure-land-capacity",
        verified: "仁怀市算例的单位猪当量供给量；其余手算（tests/methods.rs）",
        input: Input::Sheet(&manure::CROPS, manure::capacity),
    },
    Alone {
        id: "hazwaste-accounting",
        verified: "没有公布的算例；手算（tests/methods.rs）",
        input: Input::Sheet(&hazwaste::WASTES, hazwaste::hazwaste),
    },
    Alone {
        id: "hazwaste-sludge-balance",
        verified: "没有公布的算例；由化学计量手算（tests/field_methods.rs）",
        input: Input::Sheet(&sludge::PRECIPITATES, sludge::sludge),
    },
    Alone {
        id: "hj-941",
        verified: "没有公布的算例；由标准的矩阵手算（tests/methods.rs）",
        input: Input::Sheet(
            &enterprise_risk::SUBSTANCES,
            enterprise_risk::enterprise_risk,
        ),
    },
    Alone {
        id: "receptor-sensitivity",
        verified: "没有公布的算例；由判据手算（tests/field_methods.rs）",
        input: Input::Sheet(&receptor::RECEPTORS, receptor::receptors),
    },
    Alone {
        id: "attainment",
        verified: "没有公布的算例；由办法手算（tests/field_methods.rs）",
        input: Input::Monitoring(Water::River, attainment::attainment),
    },
    Alone {
        id: "trophic-by-month",
        verified: "呼伦湖分项指数与 tli 同一函数；逐月部分手算（tests/field_methods.rs）",
        input: Input::Monitoring(Water::Lake, attainment::trophic),
    },
    Alone {
        id: "concentration-flow",
        verified: "没有公布的算例；手算（tests/field_methods.rs）",
        input: Input::Sheet(&flow_relation::PAIRS, flow_relation::relation),
    },
    Alone {
        id: "unit-network",
        verified: "没有公布的算例；与解析解比对（tests/field_methods.rs）",
        input: Input::Sheet(&network::UNITS, network::network),
    },
    Alone {
        id: "load-allocation",
        verified: "没有公布的算例；手算，各方式之和等于应削减量（tests/field_methods.rs）",
        input: Input::Sheet(&allocation::SOURCES, allocation::allocation),
    },
    Alone {
        id: "decay-coefficients",
        verified: "没有公布的算例；手算（tests/field_methods.rs）",
        input: Input::Sheet(&scored::DECAY, scored::decay),
    },
    Alone {
        id: "hj-774",
        verified: "没有公布的算例；手算（tests/field_methods.rs）",
        input: Input::Sheet(&water_source::MONTHS, water_source::sources),
    },
    Alone {
        id: "sewage-collection-rate",
        verified: "没有公布的算例；手算（tests/field_methods.rs）",
        input: Input::Sheet(&scored::COLLECTION, scored::collection),
    },
    Alone {
        id: "straw-resources",
        verified: "没有公布的算例；手算（tests/field_methods.rs）",
        input: Input::Sheet(&farming::STRAW, farming::straw),
    },
    Alone {
        id: "fertiliser-intensity",
        verified: "没有公布的算例；手算（tests/field_methods.rs）",
        input: Input::Sheet(&farming::FERTILISER, farming::fertiliser),
    },
    Alone {
        id: "waste-capacity-balance",
        verified: "没有公布的算例；手算（tests/field_methods.rs）",
        input: Input::Sheet(&balance::CATEGORIES, balance::balance),
    },
    Alone {
        id: "tailings-design-grade",
        verified: "没有公布的算例；由规范的判据手算（tests/field_methods.rs）",
        input: Input::Sheet(&tailings::DESIGN, tailings::design_grade),
    },
    Alone {
        id: "tailings-environmental-risk",
        verified: "没有公布的算例；只作三项指标分级，判定矩阵未见（tests/field_methods.rs）",
        input: Input::Sheet(&tailings::RISK, tailings::environmental_risk),
    },
    Alone {
        id: "soil-screening",
        verified: "没有公布的算例；由标准的限值手算（tests/field_methods.rs）",
        input: Input::Sheet(&site::CONTENTS, site::screening),
    },
    Alone {
        id: "effluent-toxicity",
        verified: "没有公布的算例；由分级表手算（tests/field_methods.rs）",
        input: Input::Sheet(&scored::TOXICITY, scored::toxicity),
    },
    Alone {
        id: "industry-gap",
        verified: "没有公布的算例；由标准的限值手算（tests/field_methods.rs）",
        input: Input::Sheet(&effluent::EFFLUENTS, effluent::gaps),
    },
    Alone {
        id: "park-indicators",
        verified: "没有公布的算例；由指标阈值手算（tests/field_methods.rs）",
        input: Input::Sheet(&park::INDICATORS, park::parks),
    },
    Alone {
        id: "outfall-classification",
        verified: "没有公布的算例；由分类表与处置建议表手算（tests/field_methods.rs）",
        input: Input::Sheet(&outfall::OUTFALLS, outfall::outfalls),
    },
    Alone {
        id: "river-lake-health",
        verified: "没有公布的算例；由分类表手算（tests/field_methods.rs）",
        input: Input::Sheet(&scored::HEALTH, scored::health),
    },
];
