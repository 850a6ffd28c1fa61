//! What Typst finds, and what can be found before it, as diagnostics.

use std::ops::Range;
use std::sync::Arc;

use typst::WorldExt;
use typst::diag::{Severity, SourceDiagnostic};

use super::super::fonts::Fonts;
use super::super::markup::Markup;
use super::super::tree::{Block, Inline, Kind};
use super::super::{Manuscript, Meta};
use super::world::DocumentWorld;
use crate::diagnostic::{Code, Diagnostic, Place, SourceFile};

/// Figures that the Markdown names and nobody supplied.
pub(super) fn unknown_pictures(
    blocks: &[Block],
    manuscript: &Manuscript,
) -> Vec<Diagnostic> {
    let mut pictures = Vec::new();
    each_picture(blocks, &mut |path, span| pictures.push((path.to_owned(), span)));
    pictures.retain(|(path, _)| !manuscript.figures.contains_key(path));
    let unknown = |(path, span): (String, Range<usize>)| {
        Diagnostic::error(Code::Typesetting, format!("没有图“{path}”"))
            .at(&Place::new(&manuscript.markdown, span))
            .help(known(manuscript))
    };
    pictures.into_iter().map(unknown).collect()
}

fn each_picture(blocks: &[Block], found: &mut impl FnMut(&str, Range<usize>)) {
    for block in blocks {
        let span = &block.span;
        match &block.kind {
            Kind::Figure(figure) => found(&figure.path, span.clone()),
            Kind::Paragraph(inlines) => inline_pictures(inlines, span, found),
            Kind::Heading(heading) => inline_pictures(&heading.content, span, found),
            Kind::Table(table) => {
                for cell in table.head.iter().chain(table.rows.iter().flatten()) {
                    inline_pictures(cell, span, found);
                }
            }
            Kind::List(list) => list.items.iter().for_each(|i| each_picture(i, found)),
            Kind::Note(inner) | Kind::Framed(inner) | Kind::Wide(inner) => {
                each_picture(inner, found);
            }
            Kind::Code(_) | Kind::Mark(_) | Kind::PageBreak | Kind::Annexes => {}
        }
    }
}

fn inline_pictures(
    inlines: &[Inline],
    span: &Range<usize>,
    found: &mut impl FnMut(&str, Range<usize>),
) {
    for inline in inlines {
        match inline {
            Inline::Image { path, .. } => found(path, span.clone()),
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Superscript(inner)
            | Inline::Link { content: inner, .. } => inline_pictures(inner, span, found),
            _ => {}
        }
    }
}

fn known(manuscript: &Manuscript) -> String {
    let paths: Vec<&str> = manuscript.figures.keys().map(String::as_str).collect();
    if paths.is_empty() {
        return String::from("本文档没有提供任何图");
    }
    format!("已有的图：{}", paths.join("、"))
}

/// Characters that no face has: each once, where it first stands.
pub(super) fn missing_glyphs(manuscript: &Manuscript, fonts: &Fonts) -> Vec<Diagnostic> {
    let markdown = &manuscript.markdown;
    let mut found: Vec<Diagnostic> = fonts
        .missing(markdown.text())
        .into_iter()
        .filter_map(|c| Some((c, markdown.text().find(c)?)))
        .map(|(c, at)| {
            let times = markdown.text().matches(c).count();
            glyph(c, &format!("正文，共 {times} 处"))
                .at(&Place::new(markdown, at..at + c.len_utf8()))
        })
        .collect();
    let cover = cover_text(&manuscript.meta);
    found.extend(fonts.missing(&cover).into_iter().map(|c| glyph(c, "封面")));
    for (path, svg) in &manuscript.figures {
        found.extend(
            fonts.missing(svg).into_iter().map(|c| glyph(c, &format!("图 {path}"))),
        );
    }
    found
}

fn glyph(c: char, wherein: &str) -> Diagnostic {
    let code = u32::from(c);
    Diagnostic::error(
        Code::MissingGlyph,
        format!("字体中没有“{c}”（U+{code:04X}；{wherein}）"),
    )
    .help("换一个字，或在 templates/fonts/ 放入含该字的字体")
}

fn cover_text(meta: &Meta) -> String {
    let lines = [
        &meta.title,
        &meta.subtitle,
        &meta.place,
        &meta.organisation,
        &meta.date_text,
        &meta.version_text,
        &meta.figures_note,
    ];
    lines.into_iter().chain(&meta.marks).map(String::as_str).collect()
}

/// A fault that Typst found, at its place in the style or in the Markdown.
pub(super) fn from_typst(
    found: &SourceDiagnostic,
    world: &DocumentWorld,
    markup: &Markup,
    manuscript: &Manuscript,
    style: &Arc<SourceFile>,
) -> Diagnostic {
    let place = place(found, world, markup, manuscript, style);
    let message = format!("排版程序 Typst 报告：{}", found.message);
    let mut diagnostic = match found.severity {
        Severity::Error => Diagnostic::error(Code::Typesetting, message),
        Severity::Warning => Diagnostic::warning(Code::Typesetting, message),
    };
    for hint in &found.hints {
        diagnostic = diagnostic.help(hint.v.to_string());
    }
    diagnostic.at_some(place.as_ref())
}

/// Where Typst found it: in the style, in a picture, or in the markup of some Markdown.
fn place(
    found: &SourceDiagnostic,
    world: &DocumentWorld,
    markup: &Markup,
    manuscript: &Manuscript,
    style: &Arc<SourceFile>,
) -> Option<Place> {
    let (file, markdown) = (found.span.id()?, &manuscript.markdown);
    let path = file.vpath().get_without_slash();
    if DocumentWorld::is_style(file) {
        return Some(Place::new(style, world.range(found.span)?));
    }
    if manuscript.figures.contains_key(path) {
        let at = markdown.text().find(path)?;
        return Some(Place::new(markdown, at..at + path.len()));
    }
    Some(Place::new(markdown, markup.origin(world.range(found.span)?.start)?))
}
