//! Running one method on a table, and reading its result.

use std::fs;

use serde_json::Value;

use crate::common::yice;

pub fn assess(method: &str, input: &str) -> Vec<Value> {
    let (status, stdout, stderr) = yice(&["assess", method, input]);
    assert_eq!(status, 0, "{stderr}");
    serde_json::from_str(&stdout).unwrap()
}

/// A table of one's own, as an analyst would write it.
pub fn table(method: &str, text: &str) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("table.csv");
    fs::write(&path, text).unwrap();
    assess(method, path.to_str().unwrap())
}

pub fn entry<'a>(outcome: &'a Value, label: &str) -> &'a Value {
    let values = outcome["values"].as_array().unwrap();
    let found = values.iter().find(|v| v["label"] == label);
    found.unwrap_or_else(|| panic!("no {label} in {outcome}"))
}

pub fn figure(outcome: &Value, label: &str) -> f64 {
    entry(outcome, label)["figure"]["amount"]["typical"].as_f64().unwrap()
}

pub fn words<'a>(outcome: &'a Value, label: &str) -> &'a str {
    entry(outcome, label)["words"].as_str().unwrap()
}

pub fn named<'a>(outcomes: &'a [Value], name: &str) -> &'a Value {
    let found = outcomes.iter().find(|o| o["name"] == name);
    found.unwrap_or_else(|| panic!("no outcome for {name}"))
}

#[track_caller]
pub fn close(found: f64, expected: f64, tolerance: f64, what: &str) {
    let allowed = tolerance * expected.abs().max(1.0);
    assert!((found - expected).abs() <= allowed, "{what}: {found}, expected {expected}");
}
