//! `document.yaml`: title, chapters and style of one kind of document.

use std::sync::Arc;

use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostic, Sink, SourceFile, did_you_mean};
use crate::reading::{At, yaml};

#[derive(Debug, Deserialize)]
struct Written {
    title: String,
    #[serde(default)]
    subtitle: String,
    style: String,
    #[serde(default)]
    marks: Vec<String>,
    chapters: Vec<At<String>>,
}

/// 文种.
#[derive(Debug, Clone)]
pub struct Manifest {
    /// 标题, with `{name}` for the case's.
    pub title: String,
    /// The line under the title; empty for none.
    pub subtitle: String,
    /// Name of the Typst style.
    pub style: String,
    /// Marks for the cover.
    pub marks: Vec<String>,
    /// Names of the chapters' template files, in order.
    pub chapters: Vec<String>,
}

/// Reads document.yaml among `files`; chapters that do not exist are reported.
pub(super) fn read(files: &[Arc<SourceFile>], sink: &mut Sink) -> Option<Manifest> {
    let Some(file) = files.iter().find(|f| f.name().ends_with("/document.yaml")) else {
        let message = "模板文件夹没有 document.yaml".to_owned();
        sink.push(Diagnostic::error(Code::MissingKey, message));
        return None;
    };
    let written = yaml::<Written>(file, sink).value?;
    let folder = file.name().trim_end_matches("document.yaml");
    let mut chapters = Vec::new();
    for chapter in written.chapters {
        let name = format!("{folder}{}", chapter.value);
        if files.iter().any(|f| f.name() == name) {
            chapters.push(name);
        } else {
            let known = files.iter().filter_map(|f| f.name().strip_prefix(folder));
            let message = format!("没有模板 {}", chapter.value);
            sink.push(
                Diagnostic::error(Code::UnknownReference, message)
                    .at(&chapter.place(file))
                    .help_some(did_you_mean(&chapter, known)),
            );
        }
    }
    Some(Manifest {
        title: written.title,
        subtitle: written.subtitle,
        style: written.style,
        marks: written.marks,
        chapters,
    })
}
