//! One reader for each table of a case.

mod ledgers;
mod waters;

pub(super) use ledgers::{
    outfalls, risks, source_cells, source_heads, source_rows, sources, wastes,
};
pub(super) use waters::{class_counts, monitoring, sections};

use std::collections::{BTreeMap, BTreeSet};

use super::columns::{Reader, Spec, key, word};
use super::records::{ControlUnit, LoadItem, PublishedLoad};
use crate::diagnostic::Code;
use crate::quantity::Quantity;

pub(super) const CLASSES: [&str; 6] = ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "劣Ⅴ"];
const LOAD_ITEMS: [&str; 6] =
    ["产生量", "排放量", "入河量", "环境容量", "许可量", "减排量"];

/// Ids that rows of other tables refer to.
pub(super) struct Known {
    /// Whether any word will do for a control unit: a table of one's own knows no other.
    pub any_unit: bool,
    pub units: BTreeSet<String>,
    pub sections: BTreeSet<String>,
    pub industries: BTreeSet<String>,
}

/// `control_units.csv`.
pub(super) fn control_units(mut reader: Reader<'_, '_>) -> Vec<ControlUnit> {
    const SPECS: [Spec; 5] =
        [key("编号"), key("名称"), word("水体"), word("上游单元"), word("区县")];
    reader.heads(&SPECS, &[]);
    let (table, mut seen) = (reader.table, BTreeSet::new());
    let rows = table.rows().filter_map(|row| {
        let id = reader.id(row, "编号", &mut seen)?;
        let text = |name| row.text(name).map(str::to_owned);
        Some(ControlUnit {
            name: text("名称").unwrap_or_else(|| id.clone()),
            water: text("水体"),
            upstream: list(row.text("上游单元")),
            district: text("区县"),
            row: reader.row(row),
            id,
        })
    });
    rows.collect()
}

fn unit(
    reader: &mut Reader<'_, '_>,
    row: crate::reading::Row<'_>,
    known: &Known,
) -> Option<String> {
    if known.any_unit {
        return row.text("控制单元").map(str::to_owned);
    }
    reader.reference(row, "控制单元", &known.units, Code::UnknownReference, "控制单元")
}

/// `loads.csv`.
pub(super) fn loads(mut reader: Reader<'_, '_>, known: &Known) -> Vec<PublishedLoad> {
    const SPECS: [Spec; 5] =
        [key("编号"), key("控制单元"), key("项目"), key("期间"), word("口径")];
    reader.heads(&SPECS, &[("", "t/a")]);
    let (table, mut seen) = (reader.table, BTreeSet::new());
    let rows = table.rows().filter_map(|row| {
        let id = reader.id(row, "编号", &mut seen)?;
        let origin = reader.row(row);
        let unit = unit(&mut reader, row, known);
        let item = reader.choice(row, "项目", &LOAD_ITEMS);
        let mut values = by_pollutant(&mut reader, row, "", &origin);
        if item == Some(LoadItem::Reduced) {
            // What projects were credited with over the whole 期间 is no yearly flow: the
            // figure under the head `t/a` counts tonnes.
            let tonnes = reader.knowledge.unit("t");
            let tonnes = |q: Quantity| q.read_in(tonnes.clone());
            values = values.into_iter().map(|(p, q)| (p, tonnes(q))).collect();
        }
        Some(PublishedLoad {
            id,
            unit: unit?,
            item: item?,
            period: row.text("期间").unwrap_or_default().to_owned(),
            values,
            basis: row.text("口径").map(str::to_owned),
            row: origin,
        })
    });
    rows.collect()
}

/// Figures in the columns `前缀+污染物`, by pollutant.
fn by_pollutant(
    reader: &mut Reader<'_, '_>,
    row: crate::reading::Row<'_>,
    prefix: &str,
    origin: &super::records::Row,
) -> BTreeMap<String, Quantity> {
    let mut values = BTreeMap::new();
    for (index, column) in reader.table.columns().iter().enumerate() {
        let Some(pollutant) = reader.pollutant_of(&column.name, prefix) else { continue };
        let pollutant = pollutant.to_owned();
        let Some(symbol) = column.unit.as_deref() else { continue };
        if let Some(cell) = row.cell_at(index)
            && let Ok(unit) = reader.knowledge.units.find(symbol)
            && let Some(quantity) = reader.cell_quantity(&cell, &unit, origin)
        {
            values.insert(pollutant, quantity);
        }
    }
    values
}

/// `甲、乙` as a list.
fn list(text: Option<&str>) -> Vec<String> {
    let separators = ['、', ';', '；', ',', '，'];
    text.unwrap_or_default()
        .split(separators)
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}
