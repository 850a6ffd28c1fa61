//! Modules use only those above them: the one-way flow, read from the `use crate::` lines.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The order of the flow. What stands later may use what stands earlier, never otherwise.
const ORDER: [&str; 15] = [
    "diagnostic",
    "reading",
    "quantity",
    "knowledge",
    "profile",
    "inventory",
    "assessment",
    "rules",
    "diagnosis",
    "measures",
    "plan",
    "review",
    "document",
    "publish",
    "cli",
];

fn rust_files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// The module that `path` belongs to.
fn module(engine: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(engine).unwrap();
    let first = relative.components().next().unwrap().as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn modules_use_only_those_above_them() {
    let engine = Path::new(env!("CARGO_MANIFEST_DIR")).join("engine");
    let rank: BTreeMap<&str, usize> =
        ORDER.iter().enumerate().map(|(i, name)| (*name, i)).collect();
    let mut files = Vec::new();
    rust_files(&engine, &mut files);
    let mut seen = 0;
    for path in files {
        let own = module(&engine, &path);
        if own == "lib" || own == "main" {
            continue;
        }
        let own_rank =
            *rank.get(own.as_str()).unwrap_or_else(|| panic!("{own} has no place"));
        let text = fs::read_to_string(&path).unwrap();
        // Examples in unit tests may use anything; the flow is about what ships.
        let shipped = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (at, _) in shipped.match_indices("crate::") {
            let rest = &shipped[at + "crate::".len()..];
            let used: String = rest
                .chars()
                .take_while(|c| c.is_ascii_lowercase() || *c == '_')
                .collect();
            if let Some(used_rank) = rank.get(used.as_str()) {
                seen += 1;
                assert!(
                    *used_rank <= own_rank,
                    "{} uses crate::{used}, which comes later",
                    path.display()
                );
            }
        }
    }
    assert!(seen > 50, "the flow was not seen at all: {seen} uses");
}
