//! A table of a method's own: named columns with units, one row a subject or a period.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::check::registries;
use super::columns::{Reader, Spec};
use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceFile};
use crate::knowledge::Knowledge;
use crate::knowledge::written::Bench;
use crate::quantity::Quantity;
use crate::reading::Table;

/// A column that a method reads.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct SheetColumn {
    /// Its head, without unit.
    pub name: &'static str,
    /// The unit whose dimension it must have; empty for words.
    pub unit: &'static str,
    /// Whether every row must have it.
    pub needed: bool,
    /// What it holds.
    pub meaning: &'static str,
}

/// One row.
#[derive(Debug, Clone)]
pub struct SheetRow {
    words: BTreeMap<&'static str, String>,
    figures: BTreeMap<&'static str, Quantity>,
    /// Whether it is 示例数据.
    pub demonstration: bool,
    /// Where it stands.
    pub place: Place,
}

impl SheetRow {
    /// The word under `name`.
    #[must_use]
    pub fn word(&self, name: &str) -> Option<&str> {
        self.words.get(name).map(String::as_str)
    }

    /// The figure under `name`.
    #[must_use]
    pub fn figure(&self, name: &str) -> Option<&Quantity> {
        self.figures.get(name)
    }
}

/// A table that a case may bring for one method: `methods/<id>.csv`.
#[derive(Debug, Clone, Copy)]
pub struct SheetShape {
    /// Id of the method: the file's stem.
    pub id: &'static str,
    /// Its columns.
    pub columns: &'static [SheetColumn],
}

/// Reads `file` by `columns`; every fault is reported. Rows that lack what is needed are
/// faults, too: a method has no use for half a row.
pub fn sheet(
    file: &Arc<SourceFile>,
    columns: &[SheetColumn],
    knowledge: &Knowledge,
    sink: &mut Sink,
) -> Option<Vec<SheetRow>> {
    let registries = registries(&BTreeMap::new(), knowledge);
    let mut bench = Bench { registries: &registries, file, sink, case: true };
    rows(columns, knowledge, &mut bench, false)
}

/// The table of a case: as [`sheet`], and every row says where it comes from.
pub(super) fn of_case(
    columns: &[SheetColumn],
    knowledge: &Knowledge,
    bench: &mut Bench<'_>,
) -> Option<Vec<SheetRow>> {
    rows(columns, knowledge, bench, true)
}

fn rows(
    columns: &[SheetColumn],
    knowledge: &Knowledge,
    bench: &mut Bench<'_>,
    sourced: bool,
) -> Option<Vec<SheetRow>> {
    let specs: Vec<Spec> = columns
        .iter()
        .map(|c| Spec { name: c.name, unit: c.unit, required: c.needed })
        .collect();
    let table = Table::read(bench.file, bench.sink)?;
    let mut reader = Reader { bench, knowledge, table: &table, sourced };
    reader.heads(&specs, &[]);
    let rows = table.rows().map(|row| one(row, columns, &mut reader));
    Some(rows.collect())
}

fn one(
    row: crate::reading::Row<'_>,
    columns: &[SheetColumn],
    reader: &mut Reader<'_, '_>,
) -> SheetRow {
    let origin = reader.row(row);
    let (mut words, mut figures) = (BTreeMap::new(), BTreeMap::new());
    for column in columns {
        let given = row.cell(column.name).is_some();
        let headed = reader.table.columns().iter().any(|c| c.name == column.name);
        if !given && column.needed && headed {
            let message = format!("“{}”空着", column.name);
            reader.bench.sink.push(
                Diagnostic::error(Code::MissingKey, message)
                    .at(&row.place())
                    .help(format!("{}；没有就删去这一行", column.meaning)),
            );
        }
        if column.unit.is_empty() {
            words.extend(row.text(column.name).map(|w| (column.name, w.to_owned())));
        } else {
            let figure = reader.quantity(row, column.name, &origin);
            figures.extend(figure.map(|f| (column.name, f)));
        }
    }
    SheetRow { words, figures, demonstration: origin.demonstration, place: row.place() }
}
