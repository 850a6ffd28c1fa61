//! Sentences with placeholders: `{source.name}`, `{unit.load.tp}`.

use std::sync::Arc;

use super::run::Read;
use super::subject::{Subject, SubjectKind};

/// The placeholders of `template`: path and byte offset.
pub(super) fn placeholders(template: &str) -> Vec<(&str, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = template[from..].find('{') {
        let start = from + open + 1;
        let Some(length) = template[start..].find('}') else { break };
        found.push((&template[start..start + length], start));
        from = start + length + 1;
    }
    found
}

/// The path of `placeholder` as seen from a subject of `kind`: its own word is dropped.
pub(super) fn local(placeholder: &str, kind: SubjectKind) -> &str {
    placeholder
        .strip_prefix(kind.word())
        .and_then(|rest| rest.strip_prefix('.'))
        .unwrap_or(placeholder)
}

/// `template` with its placeholders filled from `subject`; each is recorded in `reads`.
pub(super) fn fill(
    template: &str,
    subject: &Arc<Subject>,
    reads: &mut Vec<Read>,
) -> String {
    let mut text = String::with_capacity(template.len() * 2);
    let mut from = 0;
    for (placeholder, start) in placeholders(template) {
        text.push_str(&template[from..start - 1]);
        let read = Read::of(subject, local(placeholder, subject.kind));
        if read.missing {
            text.push_str("（缺数据：");
            text.push_str(&read.meaning);
            text.push('）');
        } else {
            text.push_str(&read.text);
        }
        reads.push(read);
        from = start + placeholder.len() + 1;
    }
    text.push_str(&template[from..]);
    // A grade mark ends in a bracket: no space between it and the next word.
    text.replace("） ", "）")
}
