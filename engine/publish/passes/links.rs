//! Links inside the document lead somewhere, and to one place.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::super::tree::{Block, Inline, Kind, heading_ids};
use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceFile, did_you_mean};

/// Reports names of headings that are given twice and links that lead nowhere.
pub(super) fn check(blocks: &[Block], file: &Arc<SourceFile>, sink: &mut Sink) {
    let mut ids = BTreeSet::new();
    for (id, span) in heading_ids(blocks) {
        if !ids.insert(id) {
            let place = Place::new(file, span.clone());
            let message = format!("标题标识“{id}”重复");
            sink.push(Diagnostic::warning(Code::Typesetting, message).at(&place));
        }
    }
    each_link(blocks, &mut |to, span| {
        let Some(id) = to.strip_prefix('#').filter(|id| !ids.contains(id)) else {
            return;
        };
        sink.push(
            Diagnostic::warning(
                Code::Typesetting,
                format!("链接指向不存在的标题标识“{id}”"),
            )
            .at(&Place::new(file, span.clone()))
            .help_some(did_you_mean(id, ids.iter().copied())),
        );
    });
}

fn each_link(blocks: &[Block], found: &mut impl FnMut(&str, &Range<usize>)) {
    for block in blocks {
        match &block.kind {
            Kind::Paragraph(inlines) => in_text(inlines, &block.span, found),
            Kind::List(list) => list.items.iter().for_each(|item| each_link(item, found)),
            Kind::Table(table) => {
                for cell in table.rows.iter().flatten() {
                    in_text(cell, &block.span, found);
                }
            }
            Kind::Note(inner) | Kind::Framed(inner) | Kind::Wide(inner) => {
                each_link(inner, found);
            }
            _ => {}
        }
    }
}

fn in_text(
    inlines: &[Inline],
    span: &Range<usize>,
    found: &mut impl FnMut(&str, &Range<usize>),
) {
    for inline in inlines {
        match inline {
            Inline::Link { to, .. } => found(to, span),
            Inline::Strong(inner) | Inline::Emphasis(inner) => {
                in_text(inner, span, found);
            }
            _ => {}
        }
    }
}
