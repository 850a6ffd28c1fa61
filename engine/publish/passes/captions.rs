//! Captions and notes are bound to their tables and figures.
//!
//! A paragraph that starts with strong text `表 n …` directly before a table is its caption;
//! a block quote directly after a table or figure is its note.

use std::sync::Arc;

use super::super::tree::{Block, Inline, Kind, plain};
use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceFile};

/// Binds captions and notes, inside frames too.
pub(super) fn bind(
    blocks: Vec<Block>,
    file: &Arc<SourceFile>,
    sink: &mut Sink,
) -> Vec<Block> {
    let mut bound: Vec<Block> = Vec::new();
    for block in blocks {
        match block.kind {
            Kind::Table(_) => push_table(&mut bound, block),
            Kind::Note(note) => push_note(&mut bound, note, block.span),
            _ => bound.push(block),
        }
    }
    for block in &bound {
        if let Kind::Paragraph(inlines) = &block.kind
            && is_caption(inlines)
        {
            sink.push(
                Diagnostic::warning(Code::Typesetting, "表题之后没有紧跟表")
                    .at(&Place::new(file, block.span.clone()))
                    .help("表题须独占一段，下一段就是表"),
            );
        }
    }
    bound
}

/// Whether a paragraph reads as a table's caption: all strong, starting with 表.
fn is_caption(inlines: &[Inline]) -> bool {
    let [Inline::Strong(first), rest @ ..] = inlines else { return false };
    let start = plain(first);
    let numbered =
        start.strip_prefix("附表").or_else(|| start.strip_prefix('表')).is_some_and(
            |rest| rest.trim_start().starts_with(|c: char| c.is_ascii_alphanumeric()),
        );
    numbered && plain(rest).chars().count() <= 40
}

fn push_table(bound: &mut Vec<Block>, mut block: Block) {
    if let Some(Block { kind: Kind::Paragraph(inlines), .. }) = bound.last()
        && is_caption(inlines)
        && let Some(Block { kind: Kind::Paragraph(mut inlines), span }) = bound.pop()
        && let Kind::Table(table) = &mut block.kind
    {
        if let Some(Inline::Strong(inner)) = inlines.first_mut() {
            let inner = std::mem::take(inner);
            inlines.splice(0..1, inner);
        }
        table.caption = Some(inlines);
        block.span.start = span.start;
    }
    bound.push(block);
}

fn push_note(bound: &mut Vec<Block>, note: Vec<Block>, span: std::ops::Range<usize>) {
    let notes = match bound.last_mut().map(|block| &mut block.kind) {
        Some(Kind::Table(table)) => &mut table.notes,
        Some(Kind::Figure(figure)) => &mut figure.notes,
        _ => {
            bound.push(Block { kind: Kind::Note(note), span });
            return;
        }
    };
    notes.extend(note);
}
