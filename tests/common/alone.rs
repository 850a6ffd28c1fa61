//! Methods that read a table of their own, run on the real knowledge in the test's process.

use yice::assessment::{ALONE, Input, Outcome};
use yice::diagnostic::{Sink, SourceFile};
use yice::profile::sheet;

use crate::known::KNOWLEDGE;

/// What the method `id` says of `text`, and what was said of the table; no result of a
/// table with errors.
pub fn run(id: &str, text: &str) -> (Vec<Outcome>, Sink) {
    let mut sink = Sink::new();
    let method = ALONE.iter().find(|m| m.id == id).unwrap();
    let Input::Sheet(columns, run) = &method.input else { panic!("{id} reads no sheet") };
    let file = SourceFile::new("table.csv", text);
    let rows = sheet(&file, columns, &KNOWLEDGE, &mut sink);
    let outcomes = match rows {
        Some(rows) if !sink.has_errors() => run(&rows, &KNOWLEDGE),
        _ => Vec::new(),
    };
    (outcomes, sink)
}
