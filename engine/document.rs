//! 文稿: views, templates, numbers of headings and tables, citations: Markdown.
//!
//! Takes: every earlier stage's result and the texts of a template folder. Gives:
//! [`Document`]: Markdown with everything numbered, its charts as data, the register of
//! printed figures.
//! Never: computes a load or judges; prints a figure that is not in the register.
//!
//! 1. [`build`]: results → [`view`], every figure formatted, marked and registered.
//! 2. [`template`]: chapters filled from the view; paths were checked by [`paths`].
//! 3. [`hoisting`], [`numbering`], then [`citation`]: one pass each over the whole text.

pub mod chart;

mod build;
mod citation;
mod hoisting;
mod manifest;
mod numbering;
mod paths;
mod register;
mod template;
pub mod view;

pub use build::Inputs;
pub use manifest::Manifest;
pub use register::{Printed, Register};

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::schema_for;

use crate::diagnostic::{Sink, SourceFile};
use chart::Chart;

/// A document, ready to be published.
#[derive(Debug)]
pub struct Document {
    /// 标题.
    pub title: String,
    /// 副标题.
    pub subtitle: String,
    /// The text.
    pub markdown: String,
    /// Charts, by file name.
    pub charts: BTreeMap<String, Chart>,
    /// Every printed figure.
    pub register: Register,
    /// Ids of the cited sources, in the order of their numbers.
    pub cited: Vec<String>,
    /// Marks for the cover: 讨论稿, 含示例数据.
    pub marks: Vec<String>,
    /// The style's name.
    pub style: String,
}

/// Checks the templates of one kind: syntax, and every path against the view.
pub fn check(files: &[Arc<SourceFile>], sink: &mut Sink) {
    let schema = schema_for!(view::View).to_value();
    for file in files.iter().filter(|f| f.name().ends_with(".tera")) {
        paths::check(file, &schema, sink);
    }
    let templates: Vec<_> =
        files.iter().filter(|f| f.name().ends_with(".tera")).cloned().collect();
    template::Templates::compile(&templates, sink);
    manifest::read(files, sink);
}

/// Writes the document of the templates `files` from `inputs`.
pub fn run(
    inputs: Inputs<'_>,
    files: &[Arc<SourceFile>],
    sink: &mut Sink,
) -> Option<Document> {
    let manifest = manifest::read(files, sink)?;
    let templates: Vec<_> =
        files.iter().filter(|f| f.name().ends_with(".tera")).cloned().collect();
    let templates = template::Templates::compile(&templates, sink)?;
    let build::Built { view, register, charts } = build::build(inputs);
    let mut chapters = Vec::new();
    for chapter in &manifest.chapters {
        chapters.push(templates.render(chapter, &view, sink)?);
    }
    let text = numbering::number(&hoisting::hoist(&tidy(&chapters.join("\n\n"))));
    let mut citations = citation::Citations::default();
    let kind = |id: &str| inputs.profile.source(id, inputs.knowledge).map(|s| s.kind);
    let mut markdown = citations.resolve(&text, kind);
    let entries = citations.order().iter().enumerate().map(|(n, id)| {
        let source = inputs.profile.source(id, inputs.knowledge);
        let entry = source.map_or_else(|| id.clone(), citation::entry);
        format!("[{}] {}\n", n + 1, escape(&entry))
    });
    let list: String = entries.collect::<Vec<_>>().join("\n");
    markdown = markdown.replace("<!-- sources -->", &list);
    let mut marks = manifest.marks.clone();
    if view.case.demonstration {
        marks.push("含示例数据".to_owned());
    }
    let title = manifest.title.replace("{name}", &view.case.name);
    let cited = citations.order().to_vec();
    Some(Document {
        title,
        subtitle: manifest.subtitle,
        markdown,
        charts,
        register,
        cited,
        marks,
        style: manifest.style,
    })
}

/// Blank lines that templates leave are folded; every file ends with one line break.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut blank = 0;
    for line in text.lines() {
        let line = line.trim_end();
        if line.is_empty() {
            blank += 1;
            if blank > 1 {
                continue;
            }
        } else {
            blank = 0;
        }
        tidy.push_str(line);
        tidy.push('\n');
    }
    tidy
}

/// Signs that Markdown would take for markup.
fn escape(text: &str) -> String {
    text.replace('*', "\\*").replace('_', "\\_").replace('<', "\\<")
}
