//! Every diagnostic code is raised by a case in tests/faults/, and says what it should.
//! See tests/faults/README.md.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use strum::IntoEnumIterator;
use yice::diagnostic::Code;

fn faults() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults")
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// The sound project with `code`'s overlay on it, and the real style and fonts.
fn project(code: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&faults().join("sound"), folder.path());
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for part in ["templates/style", "templates/fonts"] {
        fs::create_dir_all(folder.path().join(part)).unwrap();
        copy(&root.join(part), &folder.path().join(part));
    }
    let case = faults().join(code);
    if case.join("overlay").is_dir() {
        copy(&case.join("overlay"), folder.path());
    }
    for path in fs::read_to_string(case.join("remove.txt")).unwrap_or_default().lines() {
        fs::remove_file(folder.path().join(path)).unwrap();
    }
    folder
}

fn run(code: &str) -> (i32, String) {
    let folder = project(code);
    let command = fs::read_to_string(faults().join(code).join("command.txt"));
    let command = command.unwrap_or_else(|_| "check".to_owned());
    let output = Command::cargo_bin("yice")
        .unwrap()
        .current_dir(folder.path())
        .args(command.split_whitespace())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    // Nothing half-written: a faulty run leaves no output behind.
    if output.status.code() != Some(0) {
        assert!(!folder.path().join("out").is_dir(), "{code} left output behind");
    }
    let text = text.replace(folder.path().to_str().unwrap(), "[项目]");
    (output.status.code().unwrap(), text)
}

fn cases() -> BTreeSet<String> {
    fs::read_dir(faults())
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .filter(|name| name != "sound" && name != "snapshots")
        .collect()
}

#[test]
fn the_sound_project_is_sound() {
    let (status, text) = run("sound");
    assert_eq!((status, text.as_str()), (0, ""));
}

/// What a case is about: its folder's name up to the first point.
fn code(case: &str) -> &str {
    case.split('.').next().unwrap_or(case)
}

#[test]
fn every_code_has_a_case() {
    let codes: BTreeSet<String> = Code::iter().map(|code| code.to_string()).collect();
    let mut shown: BTreeSet<String> =
        cases().iter().map(|case| code(case).to_owned()).collect();
    assert!(shown.remove("world"));
    assert_eq!(codes, shown);
}

#[test]
fn every_case_raises_its_code_and_says_what_to_do() {
    for case in cases() {
        let (status, text) = run(&case);
        let code = code(&case);
        let noted =
            ["gb18030", "below-detection", "superseded", "unused-source"].contains(&code);
        let expected = if code == "world" { 3 } else { i32::from(!noted) };
        assert_eq!(status, expected, "{case}:\n{text}");
        let said =
            if code == "world" { "失败：".to_owned() } else { format!("[{code}]") };
        assert!(text.contains(&said), "{case} was not raised:\n{text}");
        insta::with_settings!({ snapshot_path => "faults/snapshots", prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(case, text);
        });
    }
}
