//! Where in a user's file something stands.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// A file as read: its name as the user knows it, and its text.
#[derive(PartialEq, Eq)]
pub struct SourceFile {
    name: String,
    text: String,
    /// Byte offset at which each line starts.
    lines: Vec<usize>,
}

impl SourceFile {
    /// A file named `name` (relative to the project, with `/`) holding `text`.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        let text = text.into();
        let lines = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(i, _)| i + 1))
            .collect();
        Arc::new(Self { name: name.into(), text, lines })
    }

    /// The file's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file's text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column (both from 1, column in characters) of a byte offset.
    fn line_column(&self, offset: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|&start| start <= offset).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or(0);
        let column = self.text.get(start..offset).map_or(1, |s| s.chars().count() + 1);
        (line, column)
    }
}

impl fmt::Debug for SourceFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SourceFile({})", self.name)
    }
}

/// A stretch of a user's file, and the table cell it is in, if any.
#[derive(Clone, PartialEq, Eq)]
pub struct Place {
    file: Arc<SourceFile>,
    start: usize,
    end: usize,
    cell: Option<Arc<str>>,
}

impl Place {
    /// The bytes `span` of `file`, widened to whole characters.
    #[must_use]
    pub fn new(file: &Arc<SourceFile>, span: Range<usize>) -> Self {
        let start = file.text.floor_char_boundary(span.start);
        let end = file.text.ceil_char_boundary(span.end.max(start));
        Self { file: Arc::clone(file), start, end, cell: None }
    }

    /// The file as a whole.
    #[must_use]
    pub fn whole(file: &Arc<SourceFile>) -> Self {
        Self::new(file, 0..0)
    }

    /// The same place, known to be the cell named `cell` (its column head).
    #[must_use]
    pub fn in_cell(mut self, cell: impl Into<Arc<str>>) -> Self {
        self.cell = Some(cell.into());
        self
    }

    /// The file.
    #[must_use]
    pub fn file(&self) -> &Arc<SourceFile> {
        &self.file
    }

    /// Its bytes in the file's text.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.start..self.end
    }

    /// What is written there.
    #[must_use]
    pub fn text(&self) -> &str {
        self.file.text.get(self.start..self.end).unwrap_or_default()
    }

    /// Line, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.file.line_column(self.start).0
    }

    /// Column in characters, from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.file.line_column(self.start).1
    }

    /// The head of the column it is in, for a table.
    #[must_use]
    pub fn cell(&self) -> Option<&str> {
        self.cell.as_deref()
    }

    /// A part of this place: `inner` counts bytes from its start.
    #[must_use]
    pub fn part(&self, inner: Range<usize>) -> Self {
        let mut part =
            Self::new(&self.file, self.start + inner.start..self.start + inner.end);
        part.cell.clone_from(&self.cell);
        part
    }
}

/// `file:line:column`, with the cell's head for a table.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.file.line_column(self.start);
        match &self.cell {
            Some(cell) => write!(f, "{} 第{line}行“{cell}”列", self.file.name),
            None => write!(f, "{}:{line}:{column}", self.file.name),
        }
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Place({self})")
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.file.name, self.start, self.end, &self.cell).cmp(&(
            &other.file.name,
            other.start,
            other.end,
            &other.cell,
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_from_one_and_columns_in_characters() {
        let file = SourceFile::new("甲.yaml", "名称: 宜昌\n单位: 吨\n");
        let at = file.text().find('吨').unwrap();
        let place = Place::new(&file, at..at + 3);
        assert_eq!((place.line(), place.column()), (2, 5));
        assert_eq!(place.text(), "吨");
        assert_eq!(place.to_string(), "甲.yaml:2:5");
    }

    #[test]
    fn a_span_beyond_the_end_is_held_inside() {
        let file = SourceFile::new("a", "x");
        assert_eq!(Place::new(&file, 5..9).span(), 1..1);
    }

    #[test]
    fn a_span_never_splits_a_character() {
        let file = SourceFile::new("a", "未注");
        assert_eq!(Place::new(&file, 1..4).span(), 0..6);
        assert_eq!(Place::new(&file, 4..4).text(), "注");
    }
}
