//! One table without a case, for a method that is run alone.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Display;
use std::sync::Arc;

use super::Profile;
use super::check::{blank, registries};
use super::columns::{Reader, Spec, key, word};
use super::records::{Section, Source, SourceKind};
use super::tables::{self, CLASSES, Known};
use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceFile};
use crate::knowledge::written::Bench;
use crate::knowledge::{Knowledge, Water, WaterClass};
use crate::quantity::Quantity;
use crate::reading::Table;

/// 排放量 of one source, as 等标污染负荷 takes it.
#[derive(Debug, Clone)]
pub struct LoadRow {
    /// 名称.
    pub name: String,
    /// 目标类别 of the water that it enters, where it differs from the method's.
    pub target: Option<WaterClass>,
    /// 排放量, by pollutant.
    pub loads: BTreeMap<String, Quantity>,
    /// 评价标准, by pollutant, where the row gives its own.
    pub limits: BTreeMap<String, Quantity>,
    /// Where it stands.
    pub place: Place,
}

impl Profile {
    /// A profile of nothing but the monitoring table `file`, whose sections are those that
    /// it names; water of a section that does not say its type is taken for `water`.
    pub fn of_monitoring(
        file: &Arc<SourceFile>,
        water: Water,
        knowledge: &Knowledge,
        sink: &mut Sink,
    ) -> Option<Self> {
        let table = Table::read(file, sink)?;
        let registries = registries(&BTreeMap::new(), knowledge);
        let mut bench = Bench { registries: &registries, file, sink, case: true };
        let mut reader =
            Reader { bench: &mut bench, knowledge, table: &table, sourced: false };
        let mut places = HashMap::new();
        let mut sections: Vec<Section> = Vec::new();
        for row in table.rows() {
            let Some(id) = row.text("断面编号") else { continue };
            let own = reader.choice(row, "水体类型", &["河流", "湖库"]);
            let target = reader.choice(row, "目标类别", &CLASSES);
            let place = *places.entry(id.to_owned()).or_insert_with(|| {
                sections.push(Section {
                    id: id.to_owned(),
                    name: id.to_owned(),
                    water: None,
                    water_type: None,
                    unit: None,
                    level: None,
                    target: None,
                    row: reader.row(row),
                });
                sections.len() - 1
            });
            if let Some(section) = sections.get_mut(place) {
                agree(&mut section.water_type, own, "水体类型", row, &mut reader);
                agree(&mut section.target, target, "目标类别", row, &mut reader);
            }
        }
        // What is taken for a river because nothing is said stays unsaid, so that the result
        // can say so.
        for section in &mut sections {
            section.water_type =
                section.water_type.or((water == Water::Lake).then_some(water));
        }
        let known = Known {
            any_unit: false,
            units: BTreeSet::new(),
            sections: sections.iter().map(|s| s.id.clone()).collect(),
            industries: BTreeSet::new(),
        };
        let readings = tables::monitoring(reader, &known);
        Some(Profile { sections, readings, ..blank("input") })
    }
}

/// Takes what a row says of its section; says where an earlier row says otherwise.
fn agree<T: Copy + PartialEq + Display>(
    known: &mut Option<T>,
    own: Option<T>,
    column: &str,
    row: crate::reading::Row<'_>,
    reader: &mut Reader<'_, '_>,
) {
    match (*known, own) {
        (Some(first), Some(own)) if first != own => {
            let place = row.cell(column).map_or_else(|| row.place(), |c| c.place());
            let message = format!("同一断面的“{column}”前面写了 {first}，这里是 {own}");
            reader.bench.sink.push(
                Diagnostic::error(Code::DuplicateKey, message)
                    .at(&place)
                    .help("一个断面只有一个；只在第一行写，或各行写成一样"),
            );
        }
        (None, Some(own)) => *known = Some(own),
        _ => {}
    }
}

/// Reads a table of loads: 名称, 目标类别, `总磷(t/a)`, `限值总磷(mg/L)`.
pub fn load_rows(
    file: &Arc<SourceFile>,
    knowledge: &Knowledge,
    sink: &mut Sink,
) -> Option<Vec<LoadRow>> {
    const SPECS: [Spec; 2] = [key("名称"), word("目标类别")];
    let table = Table::read(file, sink)?;
    let registries = registries(&BTreeMap::new(), knowledge);
    let mut bench = Bench { registries: &registries, file, sink, case: true };
    let mut reader =
        Reader { bench: &mut bench, knowledge, table: &table, sourced: false };
    reader.heads(&SPECS, &[("", "t/a"), ("限值", "mg/L")]);
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    for row in table.rows() {
        let Some(name) = reader.id(row, "名称", &mut seen) else { continue };
        let target = reader.choice(row, "目标类别", &CLASSES);
        let origin = reader.row(row);
        let (mut loads, mut limits) = (BTreeMap::new(), BTreeMap::new());
        for (index, column) in table.columns().iter().enumerate() {
            let own_limit = column.name.starts_with("限值");
            let prefix = if own_limit { "限值" } else { "" };
            let pollutant = reader.pollutant_of(&column.name, prefix).map(str::to_owned);
            let unit = column.unit.as_deref().and_then(|u| knowledge.units.find(u).ok());
            let (Some(pollutant), Some(unit), Some(cell)) =
                (pollutant, unit, row.cell_at(index))
            else {
                continue;
            };
            if let Some(quantity) = reader.cell_quantity(&cell, &unit, &origin) {
                let map = if own_limit { &mut limits } else { &mut loads };
                map.insert(pollutant, quantity);
            }
        }
        rows.push(LoadRow { name, target, loads, limits, place: row.place() });
    }
    Some(rows)
}

/// Reads the table of sources `file` (`sources.csv` of a case, but for its control units,
/// which may be any words) `size` rows at a time, and hands each part on; every fault is
/// reported.
pub fn sources_in_parts(
    file: &Arc<SourceFile>,
    size: usize,
    knowledge: &Knowledge,
    sink: &mut Sink,
    mut each: impl FnMut(Vec<Source>),
) {
    let registries = registries(&BTreeMap::new(), knowledge);
    let known = Known {
        any_unit: true,
        units: BTreeSet::new(),
        sections: BTreeSet::new(),
        industries: knowledge.industries.keys().cloned().collect(),
    };
    let (mut seen, mut headed) = (BTreeSet::new(), false);
    Table::read_in_parts(file, size, sink, |table, sink| {
        let mut bench = Bench { registries: &registries, file, sink, case: true };
        let mut reader = Reader { bench: &mut bench, knowledge, table, sourced: false };
        if headed {
            tables::source_cells(&mut reader);
        } else {
            tables::source_heads(&mut reader);
            headed = true;
        }
        each(tables::source_rows(reader, &known, &mut seen));
    });
}

/// Names and ids of the treatment plants in the table of sources `file`; a first look, that
/// reports nothing.
#[must_use]
pub fn plant_names(file: &Arc<SourceFile>) -> BTreeSet<String> {
    const PART: usize = 4096;
    let (mut names, mut unheard) = (BTreeSet::new(), Sink::new());
    let plant = SourceKind::TreatmentPlant.to_string();
    Table::read_in_parts(file, PART, &mut unheard, |table, _| {
        let plants = table.rows().filter(|row| row.text("类别") == Some(plant.as_str()));
        let words = plants.flat_map(|row| [row.text("名称"), row.text("编号")]);
        names.extend(words.flatten().map(str::to_owned));
    });
    names
}
