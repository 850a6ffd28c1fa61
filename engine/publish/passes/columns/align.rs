//! How the cells of a column are set.

use crate::publish::tree::{Align, Table, plain};
use crate::publish::width;

/// Centred or right if so written, else: numbers right or centred, short words centred,
/// text left.
pub(super) fn align(table: &Table, at: usize) -> Align {
    let written = table.columns.get(at).and_then(|column| column.align);
    if let Some(align) = written.filter(|align| *align != Align::Left) {
        return align;
    }
    let texts: Vec<String> = table
        .rows
        .iter()
        .filter_map(|row| row.get(at))
        .map(|cell| plain(cell).trim().to_owned())
        .filter(|text| !text.is_empty())
        .collect();
    let longest = texts.iter().map(|text| width::of(text)).fold(0.0, f64::max);
    let numbers = texts.iter().all(|text| is_number(text));
    let decimals = |text: &String| text.split_once('.').map_or(0, |(_, rest)| rest.len());
    let alike = texts.windows(2).all(|pair| decimals(&pair[0]) == decimals(&pair[1]));
    match (numbers, alike) {
        (true, true) if at > 0 && texts.iter().all(|text| plain_number(text)) => {
            Align::Right
        }
        (true, _) => Align::Centre,
        (false, _) if longest <= 5.0 => Align::Centre,
        (false, _) => Align::Left,
    }
}

fn plain_number(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '−' | '%'))
}

/// Numbers, ranges, multiples and dashes for "none".
fn is_number(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_ascii_digit() || " .,-−–—～~%±×/<>≥≤＜＞约*()（）".contains(c))
}
