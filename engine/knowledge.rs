//! What experts know: sources, units, pollutants, standards, policies, methods,
//! coefficients, technologies and remedies, each figure with its source and grade.
//!
//! Takes: the texts of the files under knowledge/. Gives: [`Knowledge`], checked and
//! indexed, or every fault there is.
//! Never: reads a file itself, knows a case, a rule or a document.
//!
//! 1. Each file is read as its folder tells ([`files`]).
//! 2. Sources, units, pollutants and industries become registries.
//! 3. Every record is checked against them and turned into its checked shape.

mod address;
mod area;
mod basis;
mod catalogue;
mod check;
mod coefficient;
mod coverage;
mod figure;
mod files;
mod handbook;
mod in_force;
mod industry;
mod method;
mod needed;
mod policy;
mod registering;
mod registry;
mod schema;
mod search;
mod source;
mod standard;
mod technique;
mod upkeep;
mod water_class;

pub use address::Record;
pub use area::{Area, Areas};
pub use basis::{Basis, Clause};
pub use catalogue::{Exemption, WasteCode};
pub use coefficient::{Coefficient, Domain, Removal, Stage, SubjectKind};
pub use coverage::{Coverage, STAGES};
pub use figure::{Confidence, Figure, Purpose, Validity, Via};
pub use handbook::{COLUMNS as HANDBOOK_COLUMNS, Edition};
pub use in_force::InForce;
pub use industry::{Indicator, Industry, IndustryCode};
pub use method::{
    Attested, Condition, Grading, GradingRow, Method, MethodRule, NamedList, Parameter,
};
pub use policy::{Benchmark, Policy, PolicyKind, Provision, Sense, Target};
pub use registry::{Pollutant, PollutantGroup};
pub use schema::{FileSchema, schemas};
pub use search::Entry;
pub use source::Source;
pub use standard::{Level, Limit, LimitTable, LimitValue, Requirement, Standard, Water};
pub use technique::{Cost, Influent, Maturity, Technique, TechniqueStage, Treats};
pub use upkeep::{Citation, Disagreement, Stale};
pub use water_class::WaterClass;

/// How figures are written and checked, for case files too.
pub(crate) mod written {
    pub(crate) use super::figure::{
        Background, Bench, SourceRef, WrittenFigure, decimals,
    };
    pub(crate) use super::registry::Registries;
    pub(crate) use super::source::WrittenSource;
}

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Sink, SourceFile};
use crate::quantity::{Unit, Units};

/// Everything under knowledge/, checked.
#[derive(Debug, Default)]
pub struct Knowledge {
    /// 来源, by id.
    pub sources: BTreeMap<String, Source>,
    /// 计量单位.
    pub units: Units,
    /// 污染物, by id.
    pub pollutants: BTreeMap<String, Pollutant>,
    /// 标准, by id.
    pub standards: BTreeMap<String, Standard>,
    /// 政策法规, by id.
    pub policies: BTreeMap<String, Policy>,
    /// 方法参数, by id.
    pub methods: BTreeMap<String, Method>,
    /// 行业, by id.
    pub industries: BTreeMap<String, Industry>,
    /// 产排污系数, by id.
    pub coefficients: BTreeMap<String, Coefficient>,
    /// 技术与修复选项, by id.
    pub techniques: BTreeMap<String, Technique>,
    /// 危险废物代码, by code.
    pub waste_codes: BTreeMap<String, WasteCode>,
    /// 危险废物豁免, by id.
    pub exemptions: BTreeMap<String, Exemption>,
    /// 清洁生产与园区指标, by id.
    pub indicators: BTreeMap<String, Indicator>,
    /// 手册版本, by id.
    pub editions: BTreeMap<String, Edition>,
    /// 特别管控区域, by id.
    pub areas: BTreeMap<String, Areas>,
    /// 对照数据, by id.
    pub benchmarks: BTreeMap<String, Benchmark>,
    /// The files, in order of name.
    pub files: Vec<Arc<SourceFile>>,
    /// Ids of coefficients by what they are for.
    uses: BTreeMap<(SubjectKind, Stage, String), Vec<String>>,
}

impl Knowledge {
    /// Reads and checks `files` (names relative to the project: `knowledge/…`).
    ///
    /// Every fault goes to `sink`; with an error there, the value must not be used.
    #[must_use]
    pub fn load(files: &[Arc<SourceFile>], sink: &mut Sink) -> Self {
        let written = files::read_all(files, sink);
        check::check(written, files, sink)
    }

    /// The unit `symbol`, for symbols that the engine itself needs.
    ///
    /// Falls back to a unit without dimension when knowledge/units.yaml lacks the symbol;
    /// a check at load makes sure that it does not.
    #[must_use]
    pub fn unit(&self, symbol: &str) -> Unit {
        self.units.find(symbol).unwrap_or_else(|_| Unit::one())
    }

    /// The Chinese name of a pollutant, or its id when unknown.
    #[must_use]
    pub fn pollutant_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.pollutants.get(id).map_or(id, |p| p.name.as_str())
    }

    /// The coefficients of `stage` for `pollutant` of sources of the kind `of`, by id.
    pub fn coefficients_for(
        &self,
        of: SubjectKind,
        stage: Stage,
        pollutant: &str,
    ) -> impl Iterator<Item = &Coefficient> {
        let ids = self.uses.get(&(of, stage, pollutant.to_owned()));
        ids.into_iter().flatten().filter_map(|id| self.coefficients.get(id))
    }

    /// The Chinese name of a process of any industry, or its id when unknown.
    #[must_use]
    pub fn process_name<'a>(&'a self, id: &'a str) -> &'a str {
        let named = self.industries.values().find_map(|i| i.processes.get(id));
        named.map_or(id, String::as_str)
    }

    /// How many records of all kinds there are.
    #[must_use]
    pub fn len(&self) -> usize {
        let limits: usize = self
            .standards
            .values()
            .flat_map(|s| &s.tables)
            .map(|table| table.limits.len())
            .sum();
        self.sources.len()
            + self.pollutants.len()
            + limits
            + self.policies.len()
            + self.methods.len()
            + self.industries.len()
            + self.coefficients.len()
            + self.techniques.len()
            + self.waste_codes.len()
            + self.exemptions.len()
            + self.indicators.len()
            + self.areas.len()
            + self.benchmarks.len()
    }

    /// Whether nothing was loaded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
