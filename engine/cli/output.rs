//! What the user sees, and files written whole or not at all.

#![expect(
    clippy::disallowed_methods,
    reason = "this is where files and the environment are reached"
)]

use std::fs;
use std::io::{IsTerminal, Write};
use std::path::Path;

use super::project::reason;
use super::{Exit, Failure};
use crate::diagnostic::{Diagnostic, Severity, Sink, render_all};

/// Prints what the world refused.
pub fn failure(failure: &Failure) {
    let _ = writeln!(std::io::stderr(), "失败：{failure}");
}

/// Prints a line of results.
pub fn line(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Prints a line for the user that is no result.
pub fn remark(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Prints every diagnostic and a closing count; the exit that they lead to.
pub fn diagnostics(sink: Sink) -> Exit {
    let (errors, warnings) = (sink.count(Severity::Error), sink.count(Severity::Warning));
    let mut stderr = std::io::stderr().lock();
    let colour = stderr.is_terminal();
    let sorted = sink.into_sorted();
    for text in render_all(&sorted, colour) {
        let _ = writeln!(stderr, "{text}\n");
    }
    if errors + warnings > 0 {
        let _ = writeln!(stderr, "共 {errors} 个错误、{warnings} 个警告");
    }
    if errors > 0 { Exit::Faults } else { Exit::Good }
}

/// Prints `diagnostics` as JSON.
pub fn diagnostics_json(sink: Sink) -> Exit {
    let faulty = sink.has_errors();
    let sorted: Vec<Diagnostic> = sink.into_sorted();
    json(&sorted);
    if faulty { Exit::Faults } else { Exit::Good }
}

/// Prints `value` as JSON.
pub fn json<T: serde::Serialize>(value: &T) {
    match serde_json::to_string_pretty(value) {
        Ok(text) => line(&text),
        Err(error) => remark(&format!("写不成 JSON：{error}")),
    }
}

/// Writes `bytes` to `path`: beside it first, then moved into place.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let fault = |error: std::io::Error| Failure::Write {
        path: path.display().to_string(),
        reason: reason(&error),
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(fault)?;
    }
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".part");
    let part = path.with_file_name(name);
    let written = fs::write(&part, bytes).and_then(|()| fs::rename(&part, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&part);
        fault(error)
    })
}
