//! CSV, or a YAML list of mappings, as a table of cells that know their place.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceFile};

use super::node::{Key, Kind, Node, parse};
use super::trimmed;

/// A column: its head `总磷(mg/L)` taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The head as written.
    pub head: Arc<str>,
    /// The head without its unit.
    pub name: String,
    /// The unit in parentheses at the end of the head.
    pub unit: Option<String>,
    /// Where the head stands.
    pub place: Place,
}

/// A table as read: heads and rows of the same length.
#[derive(Debug)]
pub struct Table {
    file: Arc<SourceFile>,
    columns: Vec<Column>,
    rows: Vec<Raw>,
}

#[derive(Debug)]
enum Raw {
    /// A record of CSV and the byte where it begins.
    Record { cells: csv::StringRecord, start: usize },
    /// An entry of a YAML list: a cell per column, and the bytes of the whole.
    Entry { cells: Vec<Option<Scalar>>, span: Range<usize> },
}

/// A value in YAML and its bytes.
#[derive(Debug)]
struct Scalar {
    text: String,
    span: Range<usize>,
}

/// One row of a [`Table`].
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    table: &'a Table,
    raw: &'a Raw,
}

/// What stands in one cell.
#[derive(Debug, Clone)]
pub struct Cell<'a> {
    /// The text without surrounding white space; never empty.
    pub text: &'a str,
    /// The column.
    pub column: &'a Column,
    row: Row<'a>,
    index: usize,
}

impl Table {
    /// Reads `file`, as YAML where its name says so, else as CSV; rows that do not fit are
    /// reported and left out.
    pub fn read(file: &Arc<SourceFile>, sink: &mut Sink) -> Option<Self> {
        let table = if is_yaml(file) {
            Self::of_yaml(file, sink)?
        } else {
            Self::of_csv(file, sink)
        };
        if table.rows.is_empty() && !sink.has_errors() {
            let message = format!("{} 只有表头，没有数据行", file.name());
            sink.push(
                Diagnostic::error(Code::EmptyTable, message)
                    .at(&Place::whole(file))
                    .help(
                        "没有数据就删去这个文件，并在 profile.yaml 的 gaps 中说明缺什么",
                    ),
            );
        }
        (!table.columns.is_empty()).then_some(table)
    }

    fn of_csv(file: &Arc<SourceFile>, sink: &mut Sink) -> Self {
        let mut table = None;
        Self::of_csv_in_parts(file, usize::MAX, sink, |part, _| {
            table = Some(std::mem::replace(part, part.emptied()));
        });
        table.unwrap_or_else(|| Self {
            file: Arc::clone(file),
            columns: Vec::new(),
            rows: Vec::new(),
        })
    }

    /// Reads `file`, where it is CSV a part of at most `size` rows at a time, so that a table of any
    /// length takes the memory of one part; `each` has the heads and the rows of its part.
    pub fn read_in_parts(
        file: &Arc<SourceFile>,
        size: usize,
        sink: &mut Sink,
        mut each: impl FnMut(&Self, &mut Sink),
    ) {
        if is_yaml(file) {
            // A list is parsed whole.
            if let Some(table) = Self::of_yaml(file, sink) {
                each(&table, sink);
            }
            return;
        }
        Self::of_csv_in_parts(file, size, sink, |part, sink| each(part, sink));
    }

    fn emptied(&self) -> Self {
        let (file, columns) = (Arc::clone(&self.file), self.columns.clone());
        Self { file, columns, rows: Vec::new() }
    }

    fn of_csv_in_parts(
        file: &Arc<SourceFile>,
        size: usize,
        sink: &mut Sink,
        mut each: impl FnMut(&mut Self, &mut Sink),
    ) {
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).from_reader(file.text().as_bytes());
        let heads = reader.headers().cloned().unwrap_or_default();
        let columns = columns(file, &heads);
        let mut table = Self { file: Arc::clone(file), columns, rows: Vec::new() };
        let mut any = false;
        let mut before: Option<(usize, u64)> = None;
        for record in reader.into_records() {
            let Ok(cells) = record else { continue };
            if table.rows.len() >= size {
                any = true;
                each(&mut table, sink);
                table.rows.clear();
            }
            let start =
                cells.position().map_or(0, |p| usize::try_from(p.byte()).unwrap_or(0));
            let line = cells.position().map_or(0, csv::Position::line);
            if let Some((from, _)) = before.filter(|(_, first)| line > first + 1) {
                table.several_lines(from..start, sink);
            }
            before = Some((start, line));
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if cells.len() == table.columns.len() {
                table.rows.push(Raw::Record { cells, start });
            } else {
                sink.push(table.ragged(cells.len(), start));
            }
        }
        if let Some((from, _)) = before {
            table.several_lines(from..file.text().len(), sink);
        }
        if !any || !table.rows.is_empty() {
            each(&mut table, sink);
        }
    }

    /// Says where a quote swallows the rows that follow: never closed, or closed so late that
    /// what lies between reads as rows.
    fn several_lines(&self, record: Range<usize>, sink: &mut Sink) {
        let text = self.file.text().get(record.clone()).unwrap_or_default().trim_end();
        let commas = |line: &str| line.matches(',').count() + 1;
        let swallowed = || text.lines().skip(1).any(|l| commas(l) >= self.columns.len());
        if !text.contains('\n') || !text.contains('"') {
            return;
        }
        let place = Place::new(&self.file, line(self.file.text(), record.start));
        let fault = if text.matches('"').count() % 2 == 1 {
            let message = "这一行的引号没有闭合，后面的行都被读进了这一格".to_owned();
            Diagnostic::error(Code::RaggedRow, message)
        } else if self.columns.len() > 1 && swallowed() {
            let message = "这一行的引号跨过了后面的行，它们被读进了同一格".to_owned();
            Diagnostic::warning(Code::RaggedRow, message)
        } else {
            return;
        };
        sink.push(fault.at(&place).help("单元格里的英文引号要成对；不用引号时删去"));
    }

    /// The columns are the keys, in the order in which they first appear.
    fn of_yaml(file: &Arc<SourceFile>, sink: &mut Sink) -> Option<Self> {
        let root = parse(file, sink)?;
        let mut table =
            Self { file: Arc::clone(file), columns: Vec::new(), rows: Vec::new() };
        let span = root.span.clone();
        let Kind::Seq(items) = root.kind else {
            let message = format!("{} 应是一个列表，每项一行数据", file.name());
            sink.push(
                Diagnostic::error(Code::WrongType, message)
                    .at(&Place::new(file, span))
                    .help("写成 - {断面编号: A, 时间: 2024, 总磷(mg/L): 0.2}"),
            );
            return None;
        };
        for item in items {
            match item.kind {
                Kind::Map(entries) => table.entry(entries, item.span, sink),
                _ => sink.push(
                    Diagnostic::error(Code::WrongType, "这一项不是“列名: 值”".to_owned())
                        .at(&Place::new(file, item.span)),
                ),
            }
        }
        Some(table)
    }

    fn entry(&mut self, entries: Vec<(Key, Node)>, span: Range<usize>, sink: &mut Sink) {
        let mut cells = Vec::new();
        for (key, node) in entries {
            let known = self.columns.iter().position(|c| *c.head == *key.text);
            let index = known.unwrap_or_else(|| {
                let (name, unit) = split_head(key.text.trim());
                let place = Place::new(&self.file, key.span.clone());
                let head = Arc::from(key.text.as_str());
                self.columns.push(Column { head, name, unit, place });
                self.columns.len() - 1
            });
            if cells.len() <= index {
                cells.resize_with(index + 1, || None);
            }
            let null = node.is_null();
            match node.kind {
                Kind::Scalar { text, .. } if !null => {
                    cells[index] = Some(Scalar { text, span: node.span });
                }
                Kind::Scalar { .. } => {}
                Kind::Seq(_) | Kind::Map(_) => sink.push(
                    Diagnostic::error(Code::WrongType, "单元格应是一个值".to_owned())
                        .at(&Place::new(&self.file, node.span)),
                ),
            }
        }
        self.rows.push(Raw::Entry { cells, span });
    }

    fn ragged(&self, found: usize, start: usize) -> Diagnostic {
        let expected = self.columns.len();
        let message = format!("这一行有 {found} 个单元格，表头有 {expected} 个");
        let help = if found < expected {
            "补上缺少的逗号：没有数据的单元格留空，但逗号不能少"
        } else {
            "删去多余的单元格；内容里有逗号时用英文双引号把整格括起来"
        };
        Diagnostic::error(Code::RaggedRow, message)
            .at(&Place::new(&self.file, line(self.file.text(), start)))
            .help(help)
    }

    /// The file.
    #[must_use]
    pub fn file(&self) -> &Arc<SourceFile> {
        &self.file
    }

    /// The columns, in the file's order.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The rows, in the file's order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|raw| Row { table: self, raw })
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl<'a> Row<'a> {
    /// The cell under the head `name` (without unit), if it holds anything.
    #[must_use]
    pub fn cell(&self, name: &str) -> Option<Cell<'a>> {
        let index = self.table.columns.iter().position(|column| column.name == name)?;
        self.cell_at(index)
    }

    /// The cell in column number `index`, if it holds anything.
    #[must_use]
    pub fn cell_at(&self, index: usize) -> Option<Cell<'a>> {
        let text = match self.raw {
            Raw::Record { cells, .. } => cells.get(index)?.trim(),
            Raw::Entry { cells, .. } => cells.get(index)?.as_ref()?.text.trim(),
        };
        let column = self.table.columns.get(index)?;
        (!text.is_empty()).then_some(Cell { text, column, row: *self, index })
    }

    /// The text under the head `name`, if any.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.cell(name).map(|cell| cell.text)
    }

    /// The whole row.
    #[must_use]
    pub fn place(&self) -> Place {
        let span = match self.raw {
            Raw::Record { start, .. } => line(self.table.file.text(), *start),
            Raw::Entry { span, .. } => span.clone(),
        };
        Place::new(&self.table.file, span)
    }
}

impl Cell<'_> {
    /// Where it stands.
    #[must_use]
    pub fn place(&self) -> Place {
        let file = &self.row.table.file;
        let span = match self.row.raw {
            Raw::Record { start, .. } => field(file.text(), *start, self.index),
            Raw::Entry { cells, span } => {
                let cell = cells.get(self.index).and_then(Option::as_ref);
                cell.map_or_else(|| span.clone(), |c| c.span.clone())
            }
        };
        Place::new(file, span).in_cell(Arc::clone(&self.column.head))
    }
}

fn columns(file: &Arc<SourceFile>, heads: &csv::StringRecord) -> Vec<Column> {
    let start = heads.position().map_or(0, |p| usize::try_from(p.byte()).unwrap_or(0));
    let column = |(index, head): (usize, &str)| {
        let (name, unit) = split_head(head.trim());
        let place = Place::new(file, field(file.text(), start, index));
        Column { head: Arc::from(head.trim()), name, unit, place }
    };
    heads.iter().enumerate().map(column).collect()
}

fn is_yaml(file: &SourceFile) -> bool {
    [".yaml", ".yml"].iter().any(|ending| file.name().ends_with(ending))
}

/// The bytes of the line that begins at `start`.
fn line(text: &str, start: usize) -> Range<usize> {
    let rest = text.get(start..).unwrap_or_default();
    start..start + rest.lines().next().map_or(0, str::len)
}

/// `总磷(mg/L)` → `总磷`, `mg/L`; parentheses may be full-width.
fn split_head(head: &str) -> (String, Option<String>) {
    let open = head.find(['(', '（']);
    match (open, head.strip_suffix([')', '）'])) {
        (Some(open), Some(inner)) if open > 0 => {
            let unit = inner[open..].trim_start_matches(['(', '（']);
            // `(元/(m³/d))`: only the outermost pair belongs to the head.
            let unit = if unit.is_empty() { None } else { Some(unit.trim().to_owned()) };
            (head[..open].trim().to_owned(), unit)
        }
        _ => (head.to_owned(), None),
    }
}

/// The bytes of field number `index` of the record that starts at `start`.
fn field(text: &str, start: usize, index: usize) -> Range<usize> {
    let (mut quoted, mut number, mut from) = (false, 0, start);
    let rest = text.get(start..).unwrap_or_default();
    let mut end = start + rest.len();
    for (offset, byte) in rest.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b',' if !quoted && number == index => {
                end = start + offset;
                break;
            }
            b',' if !quoted => {
                number += 1;
                from = start + offset + 1;
            }
            b'\n' if !quoted && offset > 0 => {
                end = start + offset;
                break;
            }
            _ => {}
        }
    }
    let inner = trimmed(text.get(from..end).unwrap_or_default());
    from + inner.start..from + inner.end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_give_name_and_unit() {
        let split = |head| split_head(head);
        assert_eq!(split("总磷(mg/L)"), ("总磷".into(), Some("mg/L".into())));
        assert_eq!(split("总磷（mg/L）"), ("总磷".into(), Some("mg/L".into())));
        assert_eq!(split("投资(元/(m³/d))"), ("投资".into(), Some("元/(m³/d)".into())));
        assert_eq!(split("名称"), ("名称".into(), None));
    }

    #[test]
    fn cells_know_their_place_also_behind_quotes() {
        let file = SourceFile::new("t.csv", "名称,总磷(mg/L)\n\"甲,乙\", 0.2\n丙,\n");
        let mut sink = Sink::new();
        let table = Table::read(&file, &mut sink).unwrap();
        let rows: Vec<_> = table.rows().collect();
        let cell = rows[0].cell("总磷").unwrap();
        assert_eq!(cell.text, "0.2");
        assert_eq!(cell.place().text(), "0.2");
        assert_eq!(cell.place().to_string(), "t.csv 第2行“总磷(mg/L)”列");
        assert!(rows[1].cell("总磷").is_none());
        assert!(!sink.has_errors());
    }

    #[test]
    fn a_yaml_list_is_a_table_too() {
        let text = "- {名称: 甲, 总磷(mg/L): 0.2}\n- {名称: 乙}\n- 丙\n";
        let file = SourceFile::new("t.yaml", text);
        let mut sink = Sink::new();
        let table = Table::read(&file, &mut sink).unwrap();
        let rows: Vec<_> = table.rows().collect();
        assert_eq!(rows.len(), 2);
        let cell = rows[0].cell("总磷").unwrap();
        assert_eq!(cell.column.unit.as_deref(), Some("mg/L"));
        assert_eq!(cell.place().text(), "0.2");
        assert!(rows[1].cell("总磷").is_none());
        assert_eq!(sink.diagnostics()[0].place.as_ref().unwrap().line(), 3);
    }

    #[test]
    fn rows_of_the_wrong_length_are_reported_and_the_others_kept() {
        let file = SourceFile::new("t.csv", "a,b\n1\n1,2\n1,2,3\n");
        let mut sink = Sink::new();
        let table = Table::read(&file, &mut sink).unwrap();
        assert_eq!(table.len(), 1);
        let lines: Vec<_> =
            sink.diagnostics().iter().map(|d| d.place.as_ref().unwrap().line()).collect();
        assert_eq!(lines, [2, 4]);
    }
}
