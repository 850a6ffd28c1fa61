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

/// Reads `file` by `columns`; every fault is reported. Rows that lack what is needed are
/// faults, too: a method has no use for half a row.
pub fn sheet(
    file: &Arc<SourceFile>,
    columns: &[SheetColumn],
    knowledge: &Knowledge,
    sink: &mut Sink,
) -> Option<Vec<SheetRow>> {
    let specs: Vec<Spec> = columns
        .iter()
        .map(|c| Spec { name: c.name, unit: c.unit, required: c.needed })
        .collect();
    let table = Table::read(file, sink)?;
    let registries = registries(&BTreeMap::new(), knowledge);
    let mut bench = Bench { registries: &registries, file, sink, case: true };
    let mut reader =
        Reader { bench: &mut bench, knowledge, table: &table, sourced: false };
    reader.heads(&specs, &[]);
    let mut rows = Vec::new();
    for row in table.rows() {
        let origin = reader.row(row);
        let (mut words, mut figures) = (BTreeMap::new(), BTreeMap::new());
        for column in columns {
            let given = row.cell(column.name).is_some();
            let headed = table.columns().iter().any(|c| c.name == column.name);
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
        rows.push(SheetRow { words, figures, place: row.place() });
    }
    Some(rows)
}
