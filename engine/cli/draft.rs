//! `yice draft CASE`: the main job.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};

use super::args::Target;
use super::edits;
use super::pipeline;
use super::project::Project;
use super::{Exit, Failure, output};
use crate::diagnostic::{Sink, SourceFile};
use crate::document::{Document, Register};
use crate::publish;

/// What to draft and where to put it.
pub(super) struct Order {
    pub case: String,
    pub kind: Option<String>,
    pub targets: Vec<Target>,
    pub folder: Option<PathBuf>,
}

/// Drafts the document and writes it.
pub(super) fn run(project: &Project, order: &Order) -> Result<Exit, Failure> {
    let bar = progress();
    bar.set_message("读取并检查知识、规则与案例");
    let mut sink = Sink::new();
    let Some(loaded) = pipeline::load(project, &order.case, &mut sink)? else {
        bar.finish_and_clear();
        return Ok(output::diagnostics(sink));
    };
    bar.set_message("核算、诊断、比选与编排");
    let results = loaded.run();
    bar.set_message("成文");
    let kind = order
        .kind
        .clone()
        .unwrap_or_else(|| pipeline::template_kind(loaded.profile.kind));
    let templates = templates(project, &kind, &mut sink)?;
    let Some(mut document) = loaded.document(&results, &templates, &mut sink) else {
        bar.finish_and_clear();
        return Ok(output::diagnostics(sink));
    };
    bar.set_message("排版");
    let folder = order.folder.clone().unwrap_or_else(|| project.root().join("out"));
    let stem = format!("{}-{kind}", loaded.profile.id);
    let text = folder.join(format!("{stem}.md"));
    let edits = edits::merge(&text, &document.markdown)?;
    let fresh = std::mem::replace(&mut document.markdown, edits.text.clone());
    let imprint = Imprint {
        organisation: loaded.profile.author.clone().unwrap_or_default(),
        date: date_text(&loaded.profile.reference_date),
    };
    // Typesetting is the peak of memory; it needs none of what the words came from.
    document.register = Register::default();
    drop(results);
    drop(loaded);
    let files = publish_all(project, &document, imprint, order, &stem, &mut sink)?;
    bar.finish_and_clear();
    if sink.has_errors() {
        return Ok(output::diagnostics(sink));
    }
    output::diagnostics(sink);
    write_all(order, &folder, &files, (&text, &fresh), &edits)?;
    report(&folder, &files);
    Ok(Exit::Good)
}

/// Writes `files`; a text goes with what was generated, so that edits can be told next time.
fn write_all(
    order: &Order,
    folder: &Path,
    files: &BTreeMap<String, Vec<u8>>,
    (text, fresh): (&Path, &str),
    edits: &edits::Merged,
) -> Result<(), Failure> {
    let writes_text = order.targets.contains(&Target::Md);
    if writes_text || edits.backup.is_none() {
        edits.remarks.iter().for_each(|remark| output::remark(remark));
    }
    if writes_text && let Some((path, old)) = &edits.backup {
        output::write(path, old.as_bytes())?;
    }
    for (name, bytes) in files {
        output::write(&folder.join(name), bytes)?;
    }
    if writes_text {
        edits::keep(text, fresh)?;
    }
    Ok(())
}

fn templates(
    project: &Project,
    kind: &str,
    sink: &mut Sink,
) -> Result<Vec<std::sync::Arc<SourceFile>>, Failure> {
    let kinds = project.folders("templates")?;
    let folder = format!("templates/{kind}");
    let files = project.texts(&folder, &[".tera", ".yaml"], sink)?;
    if files.is_empty() {
        let known =
            kinds.iter().map(String::as_str).filter(|k| !["fonts", "style"].contains(k));
        let known: Vec<&str> = known.collect();
        let message = format!("没有“{kind}”的模板；已有：{}", known.join("、"));
        return Err(Failure::Unknown(message));
    }
    Ok(files)
}

/// What the cover says of the case.
struct Imprint {
    organisation: String,
    date: String,
}

/// All files of the order, nothing written yet: either all are good or none is.
fn publish_all(
    project: &Project,
    document: &Document,
    imprint: Imprint,
    order: &Order,
    stem: &str,
    sink: &mut Sink,
) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let figures: BTreeMap<String, String> = document
        .charts
        .iter()
        .map(|(name, chart)| (name.clone(), publish::chart::svg(chart)))
        .collect();
    let mut files = BTreeMap::new();
    if order.targets.contains(&Target::Md) {
        files.insert(format!("{stem}.md"), document.markdown.clone().into_bytes());
        for (name, svg) in &figures {
            files.insert(name.clone(), svg.clone().into_bytes());
        }
    }
    if order.targets.contains(&Target::Pdf) {
        let markdown = SourceFile::new(format!("{stem}.md"), document.markdown.clone());
        let manuscript = publish::Manuscript {
            meta: publish::Meta {
                title: document.title.clone(),
                subtitle: document.subtitle.clone(),
                place: String::new(),
                organisation: imprint.organisation,
                date_text: imprint.date,
                version_text: String::new(),
                marks: document.marks.clone(),
                figures_note: String::new(),
            },
            markdown,
            figures,
        };
        if let Some(pdf) = pdf(project, &manuscript, &document.style, sink)? {
            files.insert(format!("{stem}.pdf"), pdf);
        }
    }
    Ok(files)
}

fn date_text(iso: &str) -> String {
    let parts: Vec<&str> = iso.split('-').map(|p| p.trim_start_matches('0')).collect();
    match parts.as_slice() {
        [year, month, ..] => format!("{year}年{month}月"),
        _ => iso.to_owned(),
    }
}

#[cfg(feature = "pdf")]
fn pdf(
    project: &Project,
    manuscript: &publish::Manuscript,
    style: &str,
    sink: &mut Sink,
) -> Result<Option<Vec<u8>>, Failure> {
    let name = format!("templates/style/{style}.typ");
    let styles = project.texts("templates/style", &[".typ"], sink)?;
    let Some(style) = styles.iter().find(|f| f.name() == name) else {
        return Err(Failure::Unknown(format!("没有版式 {name}")));
    };
    let fonts = project.bytes("templates/fonts", &[".otf", ".ttf"])?;
    match publish::typeset(manuscript, style, &publish::Fonts::new(fonts)) {
        Ok(typeset) => {
            sink.extend(typeset.warnings);
            Ok(Some(typeset.pdf))
        }
        Err(faults) => {
            sink.extend(faults);
            Ok(None)
        }
    }
}

#[cfg(not(feature = "pdf"))]
fn pdf(
    _: &Project,
    _: &publish::Manuscript,
    _: &str,
    _: &mut Sink,
) -> Result<Option<Vec<u8>>, Failure> {
    Err(Failure::Unknown("这个 yice 编译时没有带排版（pdf），只能输出 md".to_owned()))
}

fn progress() -> ProgressBar {
    // indicatif draws on a terminal only; elsewhere the bar is silent.
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
        bar.set_style(style);
    }
    bar
}

fn report(folder: &Path, files: &BTreeMap<String, Vec<u8>>) {
    for name in files.keys().filter(|name| !name.starts_with("figures/")) {
        output::line(&format!("已写出 {}", folder.join(name).display()));
    }
}
