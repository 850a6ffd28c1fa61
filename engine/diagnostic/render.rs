//! Diagnostics as the user sees them: a heading, a code frame, and what to do.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Severity};

/// Renders `diagnostic` with a code frame; `colour` adds terminal colours.
#[must_use]
pub fn render(diagnostic: &Diagnostic, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR.with_name("错误"),
        Severity::Warning => Level::WARNING.with_name("警告"),
        Severity::Note => Level::NOTE.with_name("说明"),
    };
    let code = diagnostic.code.to_string();
    let title = level.primary_title(diagnostic.message.as_str()).id(code.as_str());
    let mut group = Group::with_title(title);
    if let Some(place) = &diagnostic.place
        && !place.file().text().is_empty()
    {
        let mut annotation = AnnotationKind::Primary.span(place.span());
        if let Some(cell) = place.cell() {
            annotation = annotation.label(format!("“{cell}”列"));
        }
        group = group.element(
            Snippet::source(place.file().text())
                .path(place.file().name())
                .annotation(annotation),
        );
    } else if let Some(place) = &diagnostic.place {
        group = group.element(annotate_snippets::Origin::path(place.file().name()));
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.with_name("建议").message(help.as_str()));
    }
    renderer.render(&[group])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Place, SourceFile};

    #[test]
    fn shows_the_line_and_what_to_do() {
        let file = SourceFile::new(
            "knowledge/x.yaml",
            "a: 1\nsource: { ref: hj-984-2018x, at: 表3 }\n",
        );
        let at = file.text().find("hj-984").unwrap();
        let diagnostic = Diagnostic::error(Code::UnknownSource, "系数引用了未登记的来源")
            .at(&Place::new(&file, at..at + 12))
            .help("是否指 hj-984-2018？");
        insta::assert_snapshot!(render(&diagnostic, false));
    }
}
