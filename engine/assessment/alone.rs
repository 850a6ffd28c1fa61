//! Every method that can be run alone: what it reads, what verifies it, how it is run.

use super::outcome::Outcome;
use super::{
    black_odour, capacity, change, cwqi, enterprise_risk, flow, hazwaste, manure, trend,
};
use crate::knowledge::{Knowledge, Water};
use crate::profile::{Profile, SheetColumn, SheetRow};

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

/// All of them, in the order of the field's tasks.
pub const ALONE: &[Alone] = &[
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
        id: "hj-941",
        verified: "没有公布的算例；由标准的矩阵手算（tests/methods.rs）",
        input: Input::Sheet(
            &enterprise_risk::SUBSTANCES,
            enterprise_risk::enterprise_risk,
        ),
    },
];
