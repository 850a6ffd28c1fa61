//! Plain text as Typst markup and as a Typst string.

use std::fmt::Write as _;

/// Signs that mean something to Typst wherever they stand.
const SPECIAL: &str = "\\#$*_`<>@[]~-\"'/=+^|{}";

/// `text` as markup that Typst shows as it is, with runs of white space as one space.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before: Option<char> = None;
    for c in text.chars().map(|c| if is_break(c) { ' ' } else { c }) {
        if c == ' ' && before == Some(' ') {
            continue;
        }
        if c.is_control() {
            continue;
        }
        if needs_escape(c, before) {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

/// `text` as a string in Typst code.
#[must_use]
pub fn string(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn is_break(c: char) -> bool {
    matches!(
        c,
        '\t' | '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Any sign at the start of a word could continue what stands before it or start a list; a
/// stop after a number at the start would make a numbered list, two stops an ellipsis.
fn needs_escape(c: char, before: Option<char>) -> bool {
    SPECIAL.contains(c)
        || match before {
            None | Some(' ') => c.is_ascii_punctuation(),
            Some(before) => c == '.' && (before == '.' || before.is_ascii_digit()),
        }
}
