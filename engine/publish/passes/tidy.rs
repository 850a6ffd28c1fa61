//! Running text is mended: strong emphasis, line breaks, neighbouring texts.
//!
//! `CommonMark` does not close `**注意：**后文`, because a punctuation mark stands before the
//! closing stars and a letter after them. Chinese authors mean it, so pairs of stars that
//! are left over get their meaning here.

use super::super::tree::{GUARD, Inline};
use super::super::width::is_wide;

/// Mends one stretch of running text.
pub(super) fn tidy(inlines: &mut Vec<Inline>) {
    let mut mended = superscripts(strong(join(std::mem::take(inlines))));
    resolve_breaks(&mut mended);
    *inlines = join(mended);
    if let Some(Inline::Text(text)) = inlines.first_mut() {
        // Indents made by hand with full-width blanks; the page style indents.
        *text = text.trim_start_matches('\u{3000}').to_owned();
    }
    for inline in inlines {
        match inline {
            Inline::Text(text) => text.retain(|c| c != GUARD),
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Superscript(inner)
            | Inline::Link { content: inner, .. }
            | Inline::Image { caption: inner, .. } => tidy(inner),
            _ => {}
        }
    }
}

/// Pairs of left-over `**` become strong text.
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
                open = pair(&mut out, open);
            }
            if !part.is_empty() {
                out.push(Inline::Text(part.to_owned()));
            }
        }
    }
    out
}

/// Stars at the end of `out`: they close the pair opened at `open`, or open one.
fn pair(out: &mut Vec<Inline>, open: Option<usize>) -> Option<usize> {
    if let Some(start) = open {
        let inner = out.drain(start + 1..).collect();
        out[start] = Inline::Strong(inner);
        return None;
    }
    out.push(Inline::Text(String::from("**")));
    Some(out.len() - 1)
}

/// `^[12]^` and `^2^` become superscripts.
fn superscripts(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out = Vec::new();
    for inline in inlines {
        let Inline::Text(text) = inline else {
            out.push(inline);
            continue;
        };
        let mut before = String::new();
        let mut rest = text.as_str();
        while let Some(c) = rest.chars().next() {
            let escaped = before.ends_with(GUARD);
            if let Some(raised) = raised(rest).filter(|_| !escaped) {
                out.push(Inline::Text(std::mem::take(&mut before)));
                out.push(Inline::Superscript(vec![Inline::Text(raised.to_owned())]));
                rest = &rest[raised.len() + 2..];
            } else {
                before.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
        out.push(Inline::Text(before));
    }
    out.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
    out
}

/// What stands between two carets at the start of `text`: numbers in brackets, or a short
/// exponent with or without sign.
fn raised(text: &str) -> Option<&str> {
    let (inner, _) = text.strip_prefix('^')?.split_once('^')?;
    let exponent = inner.strip_prefix(['+', '-', '−']).unwrap_or(inner);
    let short = (1..=6).contains(&exponent.len())
        && exponent.bytes().all(|b| b.is_ascii_alphanumeric());
    let cited = inner.len() > 2
        && inner.starts_with('[')
        && inner.ends_with(']')
        && !inner.contains([' ', GUARD]);
    (short || cited).then_some(inner)
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
