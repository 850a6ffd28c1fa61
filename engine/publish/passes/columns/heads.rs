//! Heads of columns: what room they need, and where they break.

use super::share::Need;
use super::{NARROWEST, PADDING};
use crate::publish::tree::{Inline, Table};
use crate::publish::width;

/// How much wider than body type the bold type of heads is.
const HEAD: f64 = 1.08;

/// A head that takes several lines breaks before its unit, and its name evenly.
pub(super) fn break_heads(table: &mut Table, widths: &[f64]) {
    for (head, width) in table.head.iter_mut().zip(widths) {
        let room = width - PADDING;
        let [Inline::Text(text)] = head.as_slice() else { continue };
        if width::of(text) * HEAD <= room {
            continue;
        }
        let (name, unit) = unit(text).unwrap_or((text, ""));
        let mut lines = even_lines(name, room / HEAD);
        if !unit.is_empty() {
            lines.push(unit.to_owned());
        }
        let broken =
            lines.into_iter().flat_map(|line| [Inline::Break, Inline::Text(line)]);
        *head = broken.skip(1).collect();
    }
}

/// `text` in as few lines as `room` em allow, of about one length; Latin words stay whole.
fn even_lines(text: &str, room: f64) -> Vec<String> {
    let whole = width::of(text);
    let target = whole / (whole / room.max(1.0)).ceil() - 0.3;
    let mut lines = vec![String::new()];
    let mut before = ' ';
    for c in text.chars() {
        let may_break = width::is_wide(before) || width::is_wide(c);
        if let Some(line) = lines.last_mut() {
            if may_break && width::of(line) >= target {
                lines.push(String::from(c));
            } else {
                line.push(c);
            }
        }
        before = c;
    }
    lines
}

/// A head's name and its unit with brackets.
fn unit(head: &str) -> Option<(&str, &str)> {
    let open = head.rfind(['(', '（'])?;
    (open > 0 && head.ends_with([')', '）'])).then(|| head.split_at(open))
}

/// The parts of a head that may stand on lines of their own, the unit unbroken.
pub(super) fn head_need(head: &str) -> Need {
    let (name, unit) = unit(head).unwrap_or((head, ""));
    let wish = width::of(name).max(width::of(unit));
    let word = width::longest_word(name).max(width::of(unit)) * HEAD;
    Need { least: word.max(wish.min(NARROWEST)), wish: wish * HEAD }
}
