//! Running text is mended: strong emphasis, line breaks, neighbouring texts.
//!
//! `CommonMark` does not close `**注意：**后文`, because a punctuation mark stands before the
//! closing stars and a letter after them. Chinese authors mean it, so pairs of stars that
//! are left over become strong text.

use super::super::tree::Inline;
use super::super::width::is_wide;

/// Mends one stretch of running text.
pub(super) fn tidy(inlines: &mut Vec<Inline>) {
    let mut mended = join(strong(std::mem::take(inlines)));
    resolve_breaks(&mut mended);
    *inlines = join(mended);
    for inline in inlines {
        match inline {
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Superscript(inner)
            | Inline::Link { content: inner, .. }
            | Inline::Image { caption: inner, .. } => tidy(inner),
            _ => {}
        }
    }
}

/// Pairs of left-over `**` become strong text. An escaped star is a text of its own, so it
/// never looks like a pair.
fn strong(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    let mut open: Option<usize> = None;
    for inline in inlines {
        let Inline::Text(text) = inline else {
            out.push(inline);
            continue;
        };
        for (n, part) in text.split("**").enumerate() {
            if n > 0 {
                open = match open {
                    Some(start) => {
                        let inner: Vec<Inline> = out.drain(start + 1..).collect();
                        out[start] = Inline::Strong(inner);
                        None
                    }
                    None => {
                        out.push(Inline::Text(String::from("**")));
                        Some(out.len() - 1)
                    }
                };
            }
            if !part.is_empty() {
                out.push(Inline::Text(part.to_owned()));
            }
        }
    }
    out
}

/// Neighbouring texts become one.
fn join(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for inline in inlines {
        match (out.last_mut(), inline) {
            (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
            (_, inline) => out.push(inline),
        }
    }
    out
}

/// A line break in the file is a space between Latin words and nothing beside Chinese.
fn resolve_breaks(inlines: &mut [Inline]) {
    for at in 0..inlines.len() {
        if inlines[at] != Inline::SoftBreak {
            continue;
        }
        let before = at.checked_sub(1).and_then(|i| edge(&inlines[i], true));
        let after = inlines.get(at + 1).and_then(|i| edge(i, false));
        let chinese = before.is_some_and(is_wide) || after.is_some_and(is_wide);
        inlines[at] = Inline::Text(String::from(if chinese { "" } else { " " }));
    }
}

/// The last or first character of `inline`.
fn edge(inline: &Inline, last: bool) -> Option<char> {
    let text = super::super::tree::plain(std::slice::from_ref(inline));
    if last { text.chars().next_back() } else { text.chars().next() }
}
