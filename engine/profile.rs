//! What is known of one case: a city, district, river, lake or basin.
//!
//! Takes: the texts of the files under cases/<case>/ and the knowledge they refer to.
//! Gives: [`Profile`], checked, or every fault there is.
//! Never: reads a file itself, computes a load or judges a water.
//!
//! Empty cells stay empty: what is not known is absent, and [`Gap`]s say what is missed.

mod alone;
mod check;
mod closure;
mod columns;
mod derived;
mod facts;
mod heads;
mod measurement;
mod narrative;
mod period;
mod records;
mod sheet;
mod tables;
mod targets;
mod waste;
mod written;

pub use alone::{LoadRow, load_rows, plant_names, sources_in_parts};
pub use facts::{CaseFact, FactBody, Gap, OwnTarget};
pub use measurement::{Measurement, Reading};
pub use narrative::{Narrative, Piece};
pub use period::{chinese_date, chinese_period, is_dated};
pub use records::{
    ClassCount, ControlUnit, Declared, LoadItem, Outfall, OutfallKind, PublishedLoad,
    Risk, RiskKind, Row, Section, Source, SourceKind,
};
pub use sheet::{Holds, SheetColumn, SheetRow, SheetShape, sheet};
pub use waste::Waste;
pub use written::CaseKind;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Sink, SourceFile};
use crate::knowledge::{self, Knowledge};

/// 案例: everything known of one planning subject.
#[derive(Debug)]
pub struct Profile {
    /// Id: the folder's name.
    pub id: String,
    /// 名称.
    pub name: String,
    /// 类别.
    pub kind: CaseKind,
    /// 行政区划代码.
    pub code: Option<String>,
    /// 所在省.
    pub province: Option<String>,
    /// 所在流域.
    pub basin: Option<String>,
    /// 基准日 (ISO): selects editions.
    pub reference_date: String,
    /// 编制单位.
    pub author: Option<String>,
    /// 范围.
    pub scope: Option<String>,
    /// 案例自有来源, by id.
    pub sources: BTreeMap<String, knowledge::Source>,
    /// 分析员的叙述.
    pub narrative: Vec<Narrative>,
    /// Single figures and statements.
    pub facts: Vec<CaseFact>,
    /// 目标.
    pub targets: Vec<OwnTarget>,
    /// 数据缺口.
    pub gaps: Vec<Gap>,
    /// 控制单元.
    pub units: Vec<ControlUnit>,
    /// 断面.
    pub sections: Vec<Section>,
    /// 监测数据.
    pub readings: Vec<Reading>,
    /// 已公布的断面统计.
    pub class_counts: Vec<ClassCount>,
    /// 已公布的负荷.
    pub loads: Vec<PublishedLoad>,
    /// 污染源.
    pub pollution_sources: Vec<Source>,
    /// 排污口.
    pub outfalls: Vec<Outfall>,
    /// 风险源.
    pub risks: Vec<Risk>,
    /// 固体废物.
    pub wastes: Vec<Waste>,
    /// 方法的输入表, by id of the method.
    pub sheets: BTreeMap<&'static str, Vec<SheetRow>>,
    /// The files, in order of name.
    pub files: Vec<Arc<SourceFile>>,
}

impl Profile {
    /// Reads and checks `files` (names `cases/<id>/…`) of the case `id`; `shapes` are the
    /// tables that it may bring for single methods.
    ///
    /// Every fault goes to `sink`; `None` when profile.yaml itself cannot be used.
    pub fn load(
        id: &str,
        files: &[Arc<SourceFile>],
        shapes: &[SheetShape],
        knowledge: &Knowledge,
        sink: &mut Sink,
    ) -> Option<Self> {
        check::check(id, files, shapes, knowledge, sink)
    }

    /// A case of nothing in `basin`, as of the day `reference` (ISO): for tables of one's
    /// own.
    #[must_use]
    pub fn undated(reference: &str, basin: &str) -> Self {
        let basin = Some(basin.to_owned());
        Self { reference_date: reference.to_owned(), basin, ..check::blank("") }
    }

    /// The fact `id`.
    #[must_use]
    pub fn fact(&self, id: &str) -> Option<&CaseFact> {
        self.facts.iter().find(|fact| fact.id == id)
    }

    /// The control unit `id`.
    #[must_use]
    pub fn unit(&self, id: &str) -> Option<&ControlUnit> {
        self.units.iter().find(|unit| unit.id == id)
    }

    /// The section `id`.
    #[must_use]
    pub fn section(&self, id: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }

    /// A document cited by the case or by knowledge.
    #[must_use]
    pub fn source<'a>(
        &'a self,
        id: &str,
        knowledge: &'a Knowledge,
    ) -> Option<&'a knowledge::Source> {
        self.sources.get(id).or_else(|| knowledge.sources.get(id))
    }

    /// Whether any row is 示例数据.
    #[must_use]
    pub fn has_demonstration(&self) -> bool {
        self.pollution_sources.iter().any(|r| r.row.demonstration)
            || self.outfalls.iter().any(|r| r.row.demonstration)
            || self.risks.iter().any(|r| r.row.demonstration)
            || self.wastes.iter().any(|r| r.row.demonstration)
    }
}
