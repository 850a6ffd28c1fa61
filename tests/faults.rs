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
    if faults().join(code).join("overlay").is_dir() {
        copy(&faults().join(code).join("overlay"), folder.path());
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
    if output.status.code() == Some(1) {
        assert!(!folder.path().join("out").exists(), "{code} left output behind");
    }
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

#[test]
fn every_code_has_a_case() {
    let codes: BTreeSet<String> = Code::iter().map(|code| code.to_string()).collect();
    assert_eq!(codes, cases());
}

#[test]
fn every_case_raises_its_code_and_says_what_to_do() {
    for code in cases() {
        let (status, text) = run(&code);
        assert!(text.contains(&format!("[{code}]")), "{code} was not raised:\n{text}");
        let noted = ["gb18030", "below-detection", "superseded"].contains(&code.as_str());
        assert_eq!(status, i32::from(!noted), "{code}:\n{text}");
        insta::with_settings!({ snapshot_path => "faults/snapshots", prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(code, text);
        });
    }
}
