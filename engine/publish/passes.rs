//! The tree, step by step, becomes what a page style can set.
//!
//! 1. [`tidy`]: emphasis that Chinese punctuation broke is mended, line breaks resolved.
//! 2. [`marks`]: comments become frames, landscape pages, page breaks, annexes.
//! 3. [`captions`]: captions and notes are bound to their tables and figures.
//! 4. [`links`]: links inside the document are checked.
//! 5. [`columns`]: tables that read well upright are set so, columns are weighed so that
//!    every table fits its page.
//!
//! Takes: the tree as read. Gives: the tree without [`Kind::Mark`].
//! Never: reads Markdown again.

mod captions;
mod columns;
mod links;
mod marks;
mod tidy;

use std::sync::Arc;

use super::tree::{Block, Inline, Kind};
use crate::diagnostic::{Sink, SourceFile};

/// Runs all passes in order.
#[must_use]
pub fn run(
    mut blocks: Vec<Block>,
    file: &Arc<SourceFile>,
    sink: &mut Sink,
) -> Vec<Block> {
    each_text(&mut blocks, &mut tidy::tidy);
    let blocks = captions::bind(blocks, file, sink);
    let blocks = marks::resolve(blocks, file, sink);
    links::check(&blocks, file, sink);
    let mut blocks = columns::keep_upright(blocks);
    columns::weigh(&mut blocks, columns::PORTRAIT);
    columns::turn(blocks)
}

/// Applies `change` to every stretch of running text.
fn each_text(blocks: &mut [Block], change: &mut impl FnMut(&mut Vec<Inline>)) {
    for block in blocks {
        match &mut block.kind {
            Kind::Heading(heading) => change(&mut heading.content),
            Kind::Paragraph(inlines) => change(inlines),
            Kind::Figure(figure) => change(&mut figure.caption),
            Kind::List(list) => {
                for item in &mut list.items {
                    each_text(item, change);
                }
            }
            Kind::Table(table) => {
                let cells = table.head.iter_mut().chain(table.rows.iter_mut().flatten());
                cells.for_each(&mut *change);
            }
            Kind::Note(inner) | Kind::Framed(inner) | Kind::Wide(inner) => {
                each_text(inner, change);
            }
            Kind::Code(_) | Kind::Mark(_) | Kind::PageBreak | Kind::Annexes => {}
        }
    }
}
