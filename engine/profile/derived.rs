//! 推算: cells that stand in no document, because the analyst derived them from others.

use std::collections::BTreeMap;

use serde::Serialize;

use super::columns::Reader;
use super::records::Row;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::quantity::Grade;
use crate::reading::Row as TableRow;

/// Cells of a row that stand in no document: the analyst derived them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Derivations {
    /// Id of the source that stands for the analyst's derivations.
    pub source: String,
    /// Grade of such figures.
    pub grade: Grade,
    /// By column: how, with the figures it is made of.
    pub how: BTreeMap<String, String>,
}

impl Row {
    /// Source, way and grade of the cell in `column`, if it was derived.
    #[must_use]
    pub fn derivation(&self, column: &str) -> Option<(&str, &str, Grade)> {
        let derived = self.derived.as_ref()?;
        let how = derived.how.get(column)?;
        Some((derived.source.as_str(), how.as_str(), derived.grade))
    }
}

impl Reader<'_, '_> {
    /// Which cells of the row are the analyst's derivations, from `列＝算式；列＝算式`.
    pub fn derived(&mut self, row: TableRow<'_>) -> Option<Derivations> {
        let cell = row.cell("推算")?;
        let Some(source) = row.cell("推算来源") else {
            let message = "写了推算，没有写推算来源".to_owned();
            self.bench.sink.push(
                Diagnostic::error(Code::MissingSource, message)
                    .at(&cell.place())
                    .help("在“推算来源”列填 sources.yaml 中编者推算（derivation）的 id"),
            );
            return None;
        };
        let mut how = BTreeMap::new();
        for part in cell.text.split(['；', ';']).map(str::trim).filter(|p| !p.is_empty())
        {
            let column = part.split(['＝', '=']).next().unwrap_or(part).trim();
            if self.table.columns().iter().all(|c| c.name != column) {
                let known = self.table.columns().iter().map(|c| c.name.as_str());
                let message = format!("“推算”说的列“{column}”不在表中");
                self.bench.sink.push(
                    Diagnostic::error(Code::UnknownColumn, message)
                        .at(&cell.place())
                        .help_some(did_you_mean(column, known))
                        .help("写成 列名＝算式，几列之间用分号，如 产生量＝综合利用量÷利用率"),
                );
                continue;
            }
            how.insert(column.to_owned(), part.to_owned());
        }
        let grade = self.source_grade(&source, None).max(Grade::D);
        Some(Derivations { source: source.text.to_owned(), grade, how })
    }
}
