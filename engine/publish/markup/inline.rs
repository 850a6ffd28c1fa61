//! Running text as Typst markup.

use super::Writer;
use super::escape::{escape, string};
use crate::publish::tree::{Inline, plain};

impl Writer {
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    /// The same, as an argument in brackets.
    pub(super) fn content(&mut self, inlines: &[Inline]) {
        self.out.push('[');
        self.inlines(inlines);
        self.out.push(']');
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.out.push_str(&unbroken_marks(&escape(text))),
            Inline::Strong(inner) => self.call("strong", inner),
            Inline::Emphasis(inner) => self.call("emph", inner),
            Inline::Superscript(inner) if is_citation(inner) => {
                self.call("citation", inner);
            }
            Inline::Superscript(inner) => self.call("super", inner),
            Inline::Code(text) => {
                self.put(format_args!("#raw({});", string(text)));
            }
            Inline::Link { to, content } => self.link(to, content),
            Inline::Image { path, caption } => self.picture(path, caption),
            Inline::SoftBreak => self.out.push(' '),
            Inline::Break => self.out.push_str("#linebreak();"),
        }
    }

    fn call(&mut self, function: &str, inner: &[Inline]) {
        self.put(format_args!("#{function}"));
        self.content(inner);
        self.out.push(';');
    }

    /// A link to the web, or to a heading that exists; any other is plain text.
    fn link(&mut self, to: &str, content: &[Inline]) {
        let target = match to.strip_prefix('#') {
            Some(id) if self.ids.contains(id) => format!("label({})", string(id)),
            None if to.contains("://") || to.starts_with("mailto:") => string(to),
            _ => return self.inlines(content),
        };
        self.put(format_args!("#link({target})"));
        self.content(content);
        self.out.push(';');
    }

    fn picture(&mut self, path: &str, caption: &[Inline]) {
        let (path, alt) = (string(&rooted(path)), string(&plain(caption)));
        self.put(format_args!("#box(image({path}, alt: {alt}));"));
    }
}

/// The marks of evidence are not torn apart at the end of a line.
fn unbroken_marks(markup: &str) -> String {
    ["（待核）", "（参考）", "（筛查）", "（示例）"]
        .iter()
        .fold(markup.to_owned(), |text, mark| {
            text.replace(mark, &format!("#box[{mark}];"))
        })
}

/// `[12]`, `[3,5–7]`: superscripts that cite.
fn is_citation(inner: &[Inline]) -> bool {
    let text = plain(inner);
    text.starts_with('[') && text.ends_with(']')
}

/// A picture's path as Typst finds it.
pub(super) fn rooted(path: &str) -> String {
    format!("/{}", path.trim_start_matches("./").trim_start_matches('/'))
}
