//! The real knowledge, read once.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use yice::diagnostic::{Sink, SourceFile};
use yice::knowledge::Knowledge;

pub static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> = Vec::new();
    let mut folders = vec![root.join("knowledge")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "yaml" || e == "csv") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let file = |path: &PathBuf| {
        let name = path.strip_prefix(root).unwrap().to_str().unwrap();
        SourceFile::new(name, fs::read_to_string(path).unwrap())
    };
    let mut sink = Sink::new();
    let knowledge =
        Knowledge::load(&paths.iter().map(file).collect::<Vec<_>>(), &mut sink);
    assert!(!sink.has_errors());
    knowledge
});
