//! From the bytes of a user's file to typed records, reporting every fault on the way.
//!
//! Takes: a file's name and bytes. Gives: its text ([`decode`]), YAML as any serde type
//! ([`yaml`]), CSV as a table of placed cells ([`Table`]), the first sheet of a workbook as CSV
//! ([`workbook`]).
//! Never: opens a file, knows what the records mean.
//!
//! An ordinary deserialiser stops at the first fault. This one goes on: a value that does
//! not fit is reported, replaced by a neutral one, and reading starts again, until one
//! pass succeeds. What contained a fault is then dropped, so no neutral value escapes.

mod at;
mod de;
mod decode;
mod node;
mod poison;
mod table;
mod workbook;

pub use at::At;
pub use de::{Parsed, yaml};
pub use decode::decode;
pub use table::{Cell, Column, Row, Table};
pub use workbook::workbook;

use std::ops::Range;

/// Half-width spelling of `text` if it has full-width digits, signs or letters.
#[must_use]
pub fn half_width(text: &str) -> Option<String> {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        other => other,
    };
    let narrowed: String = text.chars().map(narrow).collect();
    (narrowed != text).then_some(narrowed)
}

/// The bytes of `text` without surrounding white space, as a range into it.
fn trimmed(text: &str) -> Range<usize> {
    let start = text.len() - text.trim_start().len();
    start..start + text.trim().len()
}

#[cfg(test)]
mod tests;
