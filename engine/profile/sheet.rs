//! A table of a method's own: named columns with units, one row a subject or a period.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::check::{is_time, natural, registries};
use super::columns::{Reader, Spec};
use super::measurement::Measurement;
use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceFile, did_you_mean};
use crate::knowledge::Knowledge;
use crate::knowledge::written::Bench;
use crate::quantity::{Quantity, Unit};
use crate::reading::{Cell, Table};

/// A column that a method reads.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct SheetColumn {
    /// Its head, without unit.
    pub name: &'static str,
    /// The unit whose dimension it must have; empty for words, `*` for any: then the unit
    /// stands in the head or, row by row, in the column `<name>单位`.
    pub unit: &'static str,
    /// Whether every row must have it.
    pub needed: bool,
    /// What it holds.
    pub meaning: &'static str,
    /// What its cells may say.
    pub holds: Holds,
}

/// What a cell may say, beyond its unit.
#[derive(Debug, Clone, Copy, Serialize)]
pub enum Holds {
    /// Any word, any number that is not negative.
    Anything,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Any time that a reading may bear: a year, month, day or minute.
    Time,
    /// A month: `2026-04`.
    Month,
    /// A day: `2026-04-30`.
    Day,
    /// A number that may be below zero, as a rate of change.
    Signed,
    /// A share of a whole: not above 100 %.
    Share,
    /// A concentration, which may be below detection: `<0.01` or 未检出.
    Concentration,
}

impl SheetColumn {
    /// The same column, whose cells may say `holds` only.
    #[must_use]
    pub const fn holding(self, holds: Holds) -> Self {
        Self { holds, ..self }
    }
}

/// One row.
#[derive(Debug, Clone)]
pub struct SheetRow {
    words: BTreeMap<&'static str, String>,
    figures: BTreeMap<&'static str, Quantity>,
    measured: BTreeMap<&'static str, Measurement>,
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

    /// The concentration under `name`, which may be below detection.
    #[must_use]
    pub fn measured(&self, name: &str) -> Option<&Measurement> {
        self.measured.get(name)
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
    let mut read = SheetRow {
        words: BTreeMap::new(),
        figures: BTreeMap::new(),
        measured: BTreeMap::new(),
        demonstration: origin.demonstration,
        place: row.place(),
    };
    for column in columns {
        let Some(cell) = row.cell(column.name) else { continue };
        if column.unit.is_empty() {
            if word_holds(&cell, column, reader) {
                read.words.insert(column.name, word(cell.text, column).to_owned());
            }
            continue;
        }
        let Some(unit) = unit_of(row, &cell, column, reader) else { continue };
        if matches!(column.holds, Holds::Concentration) {
            let measured = reader.measurement(&cell, &unit, &origin);
            read.measured.extend(measured.map(|m| (column.name, m)));
            continue;
        }
        let figure = if matches!(column.holds, Holds::Signed) {
            reader.signed_quantity(&cell, &unit, &origin)
        } else {
            reader.cell_quantity(&cell, &unit, &origin)
        };
        let figure = figure.filter(|f| figure_holds(&cell, f, column, reader));
        let pollutant = reader.pollutant_of(column.name, "").map(str::to_owned);
        if let (Some(figure), Some(pollutant)) = (&figure, pollutant) {
            let value = Measurement::Value(figure.clone());
            natural(reader, &cell, &pollutant, &value);
        }
        read.figures.extend(figure.map(|f| (column.name, f)));
    }
    read
}

/// The unit of the head; of a column of any unit, else that of the row.
fn unit_of(
    row: crate::reading::Row<'_>,
    cell: &Cell<'_>,
    column: &SheetColumn,
    reader: &mut Reader<'_, '_>,
) -> Option<Unit> {
    let units = &reader.knowledge.units;
    let own = row.cell(&unit_column(column.name)).filter(|_| column.unit == "*");
    match (cell.column.unit.as_deref(), own) {
        (Some(_), Some(own)) => {
            let message = format!("表头与“{}”列都写了单位", own.column.name);
            let fault = Diagnostic::error(Code::DuplicateKey, message).at(&own.place());
            reader.bench.sink.push(fault.help("只留一处"));
            None
        }
        // A fault of the head's unit has been said with the heads.
        (Some(symbol), None) => units.find(symbol).ok(),
        (None, Some(own)) => match units.find(own.text) {
            Ok(unit) => Some(unit),
            Err(error) => {
                let help = did_you_mean(own.text, units.symbols());
                reader.bench.sink.push(
                    Diagnostic::error(Code::UnknownUnit, error.to_string())
                        .at(&own.place())
                        .help_some(help),
                );
                None
            }
        },
        (None, None) if column.unit == "*" => {
            let message = format!("“{}”没有写单位", column.name);
            reader.bench.sink.push(
                Diagnostic::error(Code::MissingUnit, message)
                    .at(&cell.place())
                    .help(format!("在“{}”列写这一行的单位", unit_column(column.name))),
            );
            None
        }
        (None, None) => Some(Unit::one()),
    }
}

/// The column that says, row by row, the unit of `name`.
fn unit_column(name: &str) -> String {
    format!("{name}单位")
}

/// A spreadsheet keeps the month 2024-04 as its first day.
fn word<'a>(text: &'a str, column: &SheetColumn) -> &'a str {
    match column.holds {
        Holds::Month => text.strip_suffix("-01").filter(|t| t.len() == 7).unwrap_or(text),
        _ => text,
    }
}

/// Whether the word is one that the column takes; says it where not.
fn word_holds(
    cell: &Cell<'_>,
    column: &SheetColumn,
    reader: &mut Reader<'_, '_>,
) -> bool {
    let (text, name) = (word(cell.text, column), column.name);
    let fault = match column.holds {
        Holds::OneOf(words) if !words.contains(&text) => {
            Diagnostic::error(Code::UnknownWord, format!("“{name}”不能是“{text}”"))
                .help_some(did_you_mean(text, words.iter().copied()))
                .help(format!("可用：{}", words.join("、")))
        }
        Holds::Time if !is_time(text) => {
            Diagnostic::error(Code::BadDate, format!("“{text}”不是日期"))
                .help("写成 2024、2024-05、2024-05-01 或 2024-05-01 08:00")
        }
        Holds::Month if !(text.len() == 7 && is_time(text)) => {
            Diagnostic::error(Code::BadDate, format!("“{text}”不是月份"))
                .help("写成 2026-04：四位年，两位月")
        }
        Holds::Day if !(text.len() == 10 && is_time(text)) => {
            Diagnostic::error(Code::BadDate, format!("“{text}”不是日期"))
                .help("写成 2026-04-30：四位年，两位月，两位日")
        }
        _ => return true,
    };
    reader.bench.sink.push(fault.at(&cell.place()));
    false
}

/// Whether the figure can be; says it where not.
fn figure_holds(
    cell: &Cell<'_>,
    figure: &Quantity,
    column: &SheetColumn,
    reader: &mut Reader<'_, '_>,
) -> bool {
    let share = figure.amount_in(&Unit::one()).ok().map(|amount| amount.typical);
    if !matches!(column.holds, Holds::Share) || share.is_none_or(|share| share <= 1.0) {
        return true;
    }
    let message = format!("“{}”不会超过 100%：{}", column.name, cell.text);
    reader.bench.sink.push(
        Diagnostic::error(Code::AbsurdValue, message)
            .at(&cell.place())
            .help("核对小数点；30% 写成 30，列头写 (%)"),
    );
    false
}
