//! The typed tree of a document, and how Markdown becomes it.
//!
//! Takes: a Markdown file. Gives: [`Block`]s with the bytes they came from.
//! Never: knows how a block will look; loses text without a diagnostic.

mod read;

pub use read::read;

use std::ops::Range;

use serde::Serialize;

/// A block and the bytes of the Markdown it was read from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Block {
    /// What it is.
    #[serde(flatten)]
    pub kind: Kind,
    /// Its bytes in the Markdown.
    #[serde(skip)]
    pub span: Range<usize>,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A heading; its number is part of its text.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List(List),
    /// A table.
    Table(Table),
    /// A picture with its caption.
    Figure(Figure),
    /// A note in small type (a block quote in Markdown).
    Note(Vec<Block>),
    /// Text to be shown as it is written.
    Code(String),
    /// A comment that steers the layout; the passes replace it.
    Mark(Mark),
    /// Blocks inside a frame.
    Framed(Vec<Block>),
    /// Blocks on landscape pages.
    Wide(Vec<Block>),
    /// The start of a new page.
    PageBreak,
    /// From here on: annexes.
    Annexes,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Heading {
    /// 1 (一、) to 6.
    pub level: u8,
    /// The name by which links refer to it.
    pub id: Option<String>,
    /// Its text, with number.
    pub content: Vec<Inline>,
}

/// A list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct List {
    /// The first number of a numbered list.
    pub start: Option<u64>,
    /// The items.
    pub items: Vec<Vec<Block>>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Table {
    /// The caption above it, with number.
    pub caption: Option<Vec<Inline>>,
    /// The head's cells.
    pub head: Vec<Cell>,
    /// The rows; each has as many cells as the head.
    pub rows: Vec<Vec<Cell>>,
    /// The columns.
    pub columns: Vec<Column>,
    /// Notes under it.
    pub notes: Vec<Block>,
    /// Size of its text in points.
    pub size: f64,
    /// Whether it may continue on the next page.
    pub breakable: bool,
    /// Whether every row stays on one page; no row is then so tall that it could not.
    pub rows_whole: bool,
}

/// A table cell.
pub type Cell = Vec<Inline>;

/// A table column.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Column {
    /// Its share of the width.
    pub weight: f64,
    /// How its cells are set; `None` until the passes decide.
    pub align: Option<Align>,
    /// Blank right of a number in em, which centres the numbers as a block.
    pub pad: f64,
}

/// How cells are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// Flush left.
    Left,
    /// Centred.
    Centre,
    /// Flush right.
    Right,
}

/// A picture with its caption.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// The picture's path as written.
    pub path: String,
    /// The caption under it, with number.
    pub caption: Vec<Inline>,
    /// Notes under it.
    pub notes: Vec<Block>,
}

/// A comment that steers the layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// `<!-- wide -->`: the next table stands on landscape pages.
    Wide,
    /// `<!-- pagebreak -->`.
    PageBreak,
    /// `<!-- box -->`.
    BoxStart,
    /// `<!-- /box -->`.
    BoxEnd,
    /// `<!-- annex -->`.
    Annex,
}

/// Stands before an escaped sign until the passes are done, so that it forms no pair.
pub(super) const GUARD: char = '\u{FDD0}';

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// `**…**`.
    Strong(Vec<Inline>),
    /// `*…*`.
    Emphasis(Vec<Inline>),
    /// `^…^`: a citation or an exponent.
    Superscript(Vec<Inline>),
    /// `` `…` ``.
    Code(String),
    /// A link.
    Link {
        /// Where to.
        to: String,
        /// What it shows.
        content: Vec<Inline>,
    },
    /// A picture in running text; the passes turn it into a figure.
    Image {
        /// The picture's path as written.
        path: String,
        /// Its caption.
        caption: Vec<Inline>,
    },
    /// A line break in the file, which is a space between Latin words only.
    SoftBreak,
    /// A line break to be kept.
    Break,
}

/// The plain text of `inlines`.
#[must_use]
pub fn plain(inlines: &[Inline]) -> String {
    inlines.iter().map(plain_one).collect()
}

fn plain_one(inline: &Inline) -> String {
    match inline {
        Inline::Text(text) | Inline::Code(text) => text.clone(),
        Inline::Strong(inner)
        | Inline::Emphasis(inner)
        | Inline::Superscript(inner)
        | Inline::Link { content: inner, .. }
        | Inline::Image { caption: inner, .. } => plain(inner),
        Inline::SoftBreak | Inline::Break => String::from(" "),
    }
}

/// The names of headings that links can refer to, and where these stand.
pub(super) fn heading_ids(blocks: &[Block]) -> Vec<(&str, &Range<usize>)> {
    let mut ids = Vec::new();
    for block in blocks {
        match &block.kind {
            Kind::Heading(Heading { id: Some(id), .. }) => {
                ids.push((id.as_str(), &block.span));
            }
            Kind::Framed(inner) => ids.extend(heading_ids(inner)),
            _ => {}
        }
    }
    ids
}
