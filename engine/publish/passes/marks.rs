//! Comments become structure: frames, landscape pages, page breaks, annexes.

use std::sync::Arc;

use super::super::tree::{Block, Kind, Mark};
use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceFile};

/// Replaces every mark; one that has nothing to act on is reported.
pub(super) fn resolve(
    blocks: Vec<Block>,
    file: &Arc<SourceFile>,
    sink: &mut Sink,
) -> Vec<Block> {
    let mut resolver = Resolver { file, sink, done: Vec::new(), frame: None, wide: None };
    for block in blocks {
        resolver.take(block);
    }
    resolver.finish()
}

struct Resolver<'a> {
    file: &'a Arc<SourceFile>,
    sink: &'a mut Sink,
    done: Vec<Block>,
    /// The opening mark of a frame and what stood before it.
    frame: Option<(Block, Vec<Block>)>,
    /// A mark that waits for its table.
    wide: Option<Block>,
}

impl Resolver<'_> {
    fn take(&mut self, block: Block) {
        if let Some(mark) = self.wide.take() {
            if matches!(block.kind, Kind::Table(_) | Kind::Figure(_)) {
                self.turn(block);
                return;
            }
            self.complain(&mark, "“wide”之后没有紧跟表或图");
        }
        match block.kind {
            Kind::Mark(mark) => self.mark(mark, block),
            _ => self.done.push(block),
        }
    }

    /// Puts `block` on landscape pages; inside a frame no page can be turned.
    fn turn(&mut self, block: Block) {
        if self.frame.is_some() {
            self.done.push(block);
            return;
        }
        let mut inner = self.heading_before();
        inner.push(block);
        let span = inner[0].span.start..inner[inner.len() - 1].span.end;
        self.done.push(Block { kind: Kind::Wide(inner), span });
    }

    /// The headings right before, with one paragraph that leads to the table: alone on the
    /// page before they would be lost.
    fn heading_before(&mut self) -> Vec<Block> {
        let is_heading = |block: &Block| matches!(block.kind, Kind::Heading(_));
        let lead = self
            .done
            .last()
            .is_some_and(|block| matches!(block.kind, Kind::Paragraph(_)));
        let end = self.done.len() - usize::from(lead);
        let headings =
            self.done[..end].iter().rev().take_while(|b| is_heading(b)).count();
        if headings == 0 { Vec::new() } else { self.done.split_off(end - headings) }
    }

    fn mark(&mut self, mark: Mark, block: Block) {
        let span = block.span.clone();
        match mark {
            Mark::PageBreak | Mark::Annex if self.frame.is_some() => {
                self.complain(&block, "方框之内不能换页");
            }
            Mark::Wide => self.wide = Some(block),
            Mark::PageBreak => self.done.push(Block { kind: Kind::PageBreak, span }),
            Mark::Annex => self.done.push(Block { kind: Kind::Annexes, span }),
            Mark::BoxStart if self.frame.is_some() => {
                self.complain(&block, "方框之内又开方框");
            }
            Mark::BoxStart => {
                self.frame = Some((block, std::mem::take(&mut self.done)));
            }
            Mark::BoxEnd => self.close(&block),
        }
    }

    fn close(&mut self, end: &Block) {
        let Some((start, before)) = self.frame.take() else {
            self.complain(end, "方框没有开始就结束");
            return;
        };
        let inner = std::mem::replace(&mut self.done, before);
        let span = start.span.start..end.span.end;
        self.done.push(Block { kind: Kind::Framed(inner), span });
    }

    fn finish(mut self) -> Vec<Block> {
        if let Some(mark) = self.wide.take() {
            self.complain(&mark, "“wide”之后没有紧跟表或图");
        }
        if let Some((start, mut before)) = self.frame.take() {
            self.complain(&start, "方框没有结束，缺少 <!-- /box -->");
            before.append(&mut self.done);
            return before;
        }
        self.done
    }

    fn complain(&mut self, block: &Block, message: &str) {
        let place = Place::new(self.file, block.span.clone());
        self.sink.push(Diagnostic::warning(Code::Typesetting, message).at(&place));
    }
}
