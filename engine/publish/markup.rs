//! The tree as Typst markup for a page style that defines the functions called here.
//!
//! Takes: the tree after all passes, and what stands on the cover.
//! Gives: [`Markup`]: text for Typst, and which of it came from which Markdown.
//! Never: decides how anything looks: faces, sizes and spacing are the style's.

mod escape;
mod inline;
mod table;

pub use escape::{escape, string};

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;

use super::Meta;
use super::tree::{Block, Heading, Inline, Kind, List, heading_ids, plain};
use super::width;

/// Up to this many em (three lines) a paragraph before a table stays on its page; a longer
/// one would draw white after it, and figures float.
const LEAD_IN: f64 = 84.0;

/// Typst markup and where it came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markup {
    /// The markup.
    pub text: String,
    /// Where each block starts in [`Self::text`], and its bytes in the Markdown; ordered.
    pub origins: Vec<(usize, Range<usize>)>,
}

impl Markup {
    /// The Markdown bytes of the block that byte `at` of the markup belongs to.
    #[must_use]
    pub fn origin(&self, at: usize) -> Option<Range<usize>> {
        let next = self.origins.partition_point(|(start, _)| *start <= at);
        Some(self.origins.get(next.checked_sub(1)?)?.1.clone())
    }
}

/// Writes the whole document; `faces` are the families for the body, first choice first.
#[must_use]
pub fn write(meta: &Meta, blocks: &[Block], faces: &[&str]) -> Markup {
    let mut writer = Writer {
        out: head(meta, faces),
        origins: Vec::new(),
        ids: heading_ids(blocks).into_iter().map(|(id, _)| id.to_owned()).collect(),
        labelled: BTreeSet::new(),
    };
    writer.blocks(blocks);
    Markup { text: writer.out, origins: writer.origins }
}

/// The style's call with what stands on the cover.
fn head(meta: &Meta, faces: &[&str]) -> String {
    let fields = [
        ("title", &meta.title),
        ("subtitle", &meta.subtitle),
        ("place", &meta.place),
        ("organisation", &meta.organisation),
        ("date-text", &meta.date_text),
        ("version-text", &meta.version_text),
        ("figures-note", &meta.figures_note),
    ];
    let mut out = String::from("#import \"/style.typ\": *\n#show: official.with(\n");
    for (name, value) in fields {
        out.extend(["  ", name, ": ", &string(value), ",\n"]);
    }
    out.extend(["  marks: ", &strings(&meta.marks), ",\n"]);
    out.extend(["  body-faces: ", &strings(faces), ",\n)\n\n"]);
    out
}

fn strings<T: AsRef<str>>(items: &[T]) -> String {
    let items: String = items.iter().map(|item| string(item.as_ref()) + ", ").collect();
    format!("({})", items.trim_end())
}

/// Whether a paragraph must not be parted from what follows: a short one before a table, one
/// that ends in a colon before a list.
fn leads_in(inlines: &[Inline], next: &Kind) -> bool {
    let text = plain(inlines);
    match next {
        Kind::Table(_) => width::of(&text) <= LEAD_IN,
        Kind::List(_) => text.ends_with('：'),
        _ => false,
    }
}

struct Writer {
    out: String,
    origins: Vec<(usize, Range<usize>)>,
    /// Headings that links can refer to.
    ids: BTreeSet<String>,
    /// Names already given; Typst refuses a second one.
    labelled: BTreeSet<String>,
}

impl Writer {
    fn put(&mut self, text: std::fmt::Arguments) {
        // Writing to a string cannot fail.
        let _ = self.out.write_fmt(text);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for (at, block) in blocks.iter().enumerate() {
            self.origins.push((self.out.len(), block.span.clone()));
            let next = blocks.get(at + 1).map(|next| &next.kind);
            match (&block.kind, next) {
                (Kind::Paragraph(inlines), Some(next)) if leads_in(inlines, next) => {
                    self.out.push_str("#lead-in");
                    self.content(inlines);
                }
                _ => self.block(block),
            }
            self.out.push_str("\n\n");
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            Kind::Heading(heading) => self.heading(heading),
            Kind::Paragraph(inlines) => self.inlines(inlines),
            Kind::List(list) => self.list(list),
            Kind::Table(table) => self.table(table),
            Kind::Figure(figure) => self.figure(figure),
            Kind::Note(inner) => self.enclosed("note", inner),
            Kind::Code(text) => {
                let text = string(text.trim_end_matches('\n'));
                self.put(format_args!("#listing({text})"));
            }
            Kind::Framed(inner) => self.enclosed("framed", inner),
            Kind::Wide(inner) => self.enclosed("landscape", inner),
            Kind::PageBreak => self.out.push_str("#pagebreak(weak: true)"),
            Kind::Annexes => self.out.push_str("#show: annexes"),
            Kind::Mark(_) => {}
        }
    }

    fn enclosed(&mut self, function: &str, blocks: &[Block]) {
        self.put(format_args!("#{function}[\n"));
        self.blocks(blocks);
        self.out.push(']');
    }

    fn heading(&mut self, heading: &Heading) {
        self.put(format_args!("#heading(level: {})[", heading.level));
        self.inlines(&heading.content);
        self.out.push(']');
        if let Some(id) = &heading.id
            && self.labelled.insert(id.clone())
        {
            self.put(format_args!("#label({})", string(id)));
        }
    }

    fn list(&mut self, list: &List) {
        match list.start {
            Some(start) => self.put(format_args!("#enum(start: {start},\n")),
            None => self.out.push_str("#list(\n"),
        }
        for item in &list.items {
            self.out.push('[');
            self.blocks(item);
            self.out.truncate(self.out.trim_end().len());
            self.out.push_str("],\n");
        }
        self.out.push(')');
    }
}
