//! Diagnostics as the user sees them: a heading, a code frame, and what to do.

use std::collections::BTreeMap;

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

/// How often one fault of one file is shown with its frame; further places are listed.
const SHOWN: usize = 3;

/// Renders `diagnostics` in order; what repeats in one file is summed up by its lines.
#[must_use]
pub fn render_all(diagnostics: &[Diagnostic], colour: bool) -> Vec<String> {
    let mut groups: Vec<(&Diagnostic, Vec<&Diagnostic>)> = Vec::new();
    let mut known: BTreeMap<(&str, String, &str), usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        let file = diagnostic.place.as_ref().map_or("", |place| place.file().name());
        let key = (diagnostic.message.as_str(), diagnostic.code.to_string(), file);
        match known.get(&key) {
            Some(&index) => groups[index].1.push(diagnostic),
            None => {
                known.insert(key, groups.len());
                groups.push((diagnostic, Vec::new()));
            }
        }
    }
    let mut texts = Vec::new();
    for (first, repeated) in groups {
        texts.push(render(first, colour));
        let (shown, rest) = repeated.split_at(repeated.len().min(SHOWN - 1));
        texts.extend(shown.iter().map(|diagnostic| render(diagnostic, colour)));
        if !rest.is_empty() {
            let lines = rest.iter().filter_map(|d| Some(d.place.as_ref()?.line()));
            texts.push(format!(
                "　　“{}”还有 {} 处：第 {} 行",
                first.message,
                rest.len(),
                ranges(lines)
            ));
        }
    }
    texts
}

/// `5–864、870`.
fn ranges(lines: impl Iterator<Item = usize>) -> String {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for line in lines {
        match spans.last_mut() {
            Some((_, end)) if line <= *end + 1 => *end = line.max(*end),
            _ => spans.push((line, line)),
        }
    }
    let span = |(start, end): &(usize, usize)| {
        if start == end { start.to_string() } else { format!("{start}–{end}") }
    };
    spans.iter().map(span).collect::<Vec<_>>().join("、")
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

    #[test]
    fn repeated_faults_are_summed_up() {
        let file = SourceFile::new("t.csv", "x\n".repeat(9));
        let fault = |line: usize| {
            Diagnostic::error(Code::UnknownSource, "来源 x 没有登记")
                .at(&Place::new(&file, line * 2..line * 2 + 1))
        };
        let faults: Vec<_> = [0, 1, 2, 3, 4, 7].into_iter().map(fault).collect();
        let texts = render_all(&faults, false);
        assert_eq!(texts.len(), 4);
        assert_eq!(texts[3], "　　“来源 x 没有登记”还有 3 处：第 4–5、8 行");
    }
}
