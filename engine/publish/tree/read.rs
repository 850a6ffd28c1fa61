//! Markdown events become the tree, by recursive descent: one small function per thing.

use std::iter::Peekable;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{
    Alignment, Event, HeadingLevel, OffsetIter, Options, Parser, Tag, TagEnd,
};

use super::{
    Align, Block, Cell, Column, Figure, GUARD, Heading, Inline, Kind, List, Mark, Table,
};
use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceFile};

/// What our Markdown is, decided here alone: `CommonMark` with tables and heading
/// attributes; no `~`, which Chinese texts use for ranges, and no footnotes. Superscripts
/// are read by the passes: the parser's own rule joins carets across Chinese text.
fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES
}

/// Reads `markdown` as a tree; what cannot be kept is reported.
#[must_use]
pub fn read(markdown: &Arc<SourceFile>, sink: &mut Sink) -> Vec<Block> {
    let events =
        Parser::new_ext(markdown.text(), options()).into_offset_iter().peekable();
    Reader { events, file: markdown, sink }.blocks(None)
}

struct Reader<'a, 's> {
    events: Peekable<OffsetIter<'a>>,
    file: &'a Arc<SourceFile>,
    sink: &'s mut Sink,
}

impl<'a> Reader<'a, '_> {
    /// The blocks up to `end`, or to the end of the file.
    fn blocks(&mut self, end: Option<TagEnd>) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some((event, span)) = self.events.peek().cloned() {
            match event {
                Event::End(tag) => {
                    self.events.next();
                    if Some(tag) == end {
                        break;
                    }
                }
                Event::Start(tag) if !is_inline(&tag) => {
                    self.events.next();
                    blocks.extend(self.block(tag, span));
                }
                Event::Html(html) => {
                    self.events.next();
                    blocks.extend(self.html(&html, span));
                }
                Event::Rule => {
                    self.events.next();
                    blocks.push(Block { kind: Kind::PageBreak, span });
                }
                _ => blocks.push(self.loose_text(span)),
            }
        }
        blocks
    }

    fn block(&mut self, tag: Tag<'a>, span: Range<usize>) -> Option<Block> {
        let end = tag.to_end();
        let kind = match tag {
            Tag::Heading { level, id, .. } => {
                self.heading(level, id.map(|id| id.to_string()), end)
            }
            Tag::BlockQuote(_) => Kind::Note(self.blocks(Some(end))),
            Tag::CodeBlock(_) => Kind::Code(self.code(end)),
            Tag::List(start) => self.list(start, end),
            Tag::Table(aligns) => self.table(&aligns, end),
            Tag::HtmlBlock => return self.html_block(span, end),
            _ => return self.paragraph(span, end),
        };
        Some(Block { kind, span })
    }

    /// Text that stands in a list item without a paragraph of its own.
    fn loose_text(&mut self, mut span: Range<usize>) -> Block {
        let mut inlines = Vec::new();
        while let Some((event, at)) = self.events.next_if(|(event, _)| match event {
            Event::Start(tag) => is_inline(tag),
            Event::End(_) | Event::Html(_) | Event::Rule => false,
            _ => true,
        }) {
            span.end = at.end;
            inlines.extend(self.inline(event, at));
        }
        Block { kind: Kind::Paragraph(inlines), span }
    }

    /// A paragraph; one that holds a picture and nothing else is a figure.
    fn paragraph(&mut self, span: Range<usize>, end: TagEnd) -> Option<Block> {
        let mut inlines = self.inlines(end);
        let kind = match inlines.as_mut_slice() {
            [] => return None,
            [Inline::Image { path, caption }] => Kind::Figure(Figure {
                path: std::mem::take(path),
                caption: std::mem::take(caption),
                notes: Vec::new(),
            }),
            _ => Kind::Paragraph(inlines),
        };
        Some(Block { kind, span })
    }

    fn heading(&mut self, level: HeadingLevel, id: Option<String>, end: TagEnd) -> Kind {
        let content = self.inlines(end);
        Kind::Heading(Heading { level: level as u8, id, content })
    }

    fn code(&mut self, end: TagEnd) -> String {
        let mut text = String::new();
        for (event, _) in self.events.by_ref() {
            match event {
                Event::End(tag) if tag == end => break,
                Event::Text(part) => text.push_str(&part),
                _ => {}
            }
        }
        text
    }

    fn list(&mut self, start: Option<u64>, end: TagEnd) -> Kind {
        let mut items = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => items.push(self.blocks(Some(TagEnd::Item))),
                Event::End(tag) if tag == end => break,
                _ => {}
            }
        }
        Kind::List(List { start, items })
    }

    fn table(&mut self, aligns: &[Alignment], end: TagEnd) -> Kind {
        let columns = aligns.iter().map(|&align| column(align)).collect();
        let (mut head, mut rows) = (Vec::new(), Vec::new());
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead) => head = self.row(TagEnd::TableHead),
                Event::Start(Tag::TableRow) => rows.push(self.row(TagEnd::TableRow)),
                Event::End(tag) if tag == end => break,
                _ => {}
            }
        }
        let notes = Vec::new();
        Kind::Table(Table {
            caption: None,
            head,
            rows,
            columns,
            notes,
            size: 10.5,
            breakable: true,
            rows_whole: false,
        })
    }

    fn row(&mut self, end: TagEnd) -> Vec<Cell> {
        let mut cells = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableCell) => {
                    cells.push(self.inlines(TagEnd::TableCell));
                }
                Event::End(tag) if tag == end => break,
                _ => {}
            }
        }
        cells
    }

    /// The running text up to `end`.
    fn inlines(&mut self, end: TagEnd) -> Vec<Inline> {
        let mut inlines = Vec::new();
        while let Some((event, span)) = self.events.next() {
            if event == Event::End(end) {
                break;
            }
            inlines.extend(self.inline(event, span));
        }
        inlines
    }

    fn inline(&mut self, event: Event<'a>, span: Range<usize>) -> Option<Inline> {
        Some(match event {
            Event::Text(text) => Inline::Text(self.text(&text, span.start)),
            Event::Code(text) => Inline::Code(text.to_string()),
            Event::SoftBreak => Inline::SoftBreak,
            Event::HardBreak => Inline::Break,
            Event::InlineHtml(html) | Event::Html(html) => {
                return self.inline_html(&html, span);
            }
            Event::Start(tag) => return self.spanned(tag),
            _ => return None,
        })
    }

    /// Text; a star or caret that was escaped is marked as such.
    fn text(&self, text: &str, at: usize) -> String {
        let before = self.file.text().as_bytes().get(at.wrapping_sub(1));
        if before == Some(&b'\\') && text.starts_with(['*', '^']) {
            return format!("{GUARD}{text}");
        }
        text.to_owned()
    }

    fn spanned(&mut self, tag: Tag<'a>) -> Option<Inline> {
        let content = self.inlines(tag.to_end());
        Some(match tag {
            Tag::Strong => Inline::Strong(content),
            Tag::Emphasis => Inline::Emphasis(content),
            Tag::Link { dest_url, .. } => {
                Inline::Link { to: dest_url.to_string(), content }
            }
            Tag::Image { dest_url, .. } => {
                Inline::Image { path: dest_url.to_string(), caption: content }
            }
            _ => return None,
        })
    }

    fn html_block(&mut self, span: Range<usize>, end: TagEnd) -> Option<Block> {
        let html = self.code_of_html(end);
        self.html(&html, span)
    }

    fn code_of_html(&mut self, end: TagEnd) -> String {
        let mut html = String::new();
        for (event, _) in self.events.by_ref() {
            match event {
                Event::End(tag) if tag == end => break,
                Event::Html(part) | Event::Text(part) => html.push_str(&part),
                _ => {}
            }
        }
        html
    }

    /// A comment may steer the layout; any other HTML is refused.
    fn html(&mut self, html: &str, span: Range<usize>) -> Option<Block> {
        let Some(comment) = comment(html) else {
            self.refuse_html(span);
            return None;
        };
        if let Some(mark) = mark(comment) {
            return Some(Block { kind: Kind::Mark(mark), span });
        }
        if comment.bytes().all(|b| b.is_ascii_alphabetic() || b == b'/') {
            self.sink.push(
                Diagnostic::warning(
                    Code::Typesetting,
                    format!("不认识的版式注释“{comment}”"),
                )
                .at(&Place::new(self.file, span))
                .help("可用：wide、pagebreak、box、/box、annex"),
            );
        }
        None
    }

    fn inline_html(&mut self, html: &str, span: Range<usize>) -> Option<Inline> {
        match html.trim() {
            "<br>" | "<br/>" | "<br />" => return Some(Inline::Break),
            html if comment(html).is_some() => {}
            _ => self.refuse_html(span),
        }
        None
    }

    fn refuse_html(&mut self, span: Range<usize>) {
        self.sink.push(
            Diagnostic::error(Code::Typesetting, "正文中有 HTML 标记，不能排版")
                .at(&Place::new(self.file, span))
                .help("改用 Markdown 写法；“小于”写成 &lt; 或全角＜"),
        );
    }
}

fn is_inline(tag: &Tag) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. })
}

fn column(alignment: Alignment) -> Column {
    let align = match alignment {
        Alignment::None => None,
        Alignment::Left => Some(Align::Left),
        Alignment::Center => Some(Align::Centre),
        Alignment::Right => Some(Align::Right),
    };
    Column { weight: 1.0, align, pad: 0.0 }
}

/// The words of an HTML comment.
fn comment(html: &str) -> Option<&str> {
    Some(html.trim().strip_prefix("<!--")?.strip_suffix("-->")?.trim())
}

fn mark(comment: &str) -> Option<Mark> {
    Some(match comment {
        "wide" => Mark::Wide,
        "pagebreak" => Mark::PageBreak,
        "box" => Mark::BoxStart,
        "/box" => Mark::BoxEnd,
        "annex" => Mark::Annex,
        _ => return None,
    })
}
