//! Whether every path that a template uses exists in the view.
//!
//! Tera finds a misspelt path only where it prints one; `{% if plan.titel %}` is silently
//! false. So each dotted path is looked up in the JSON schema of the view's Rust types.

use std::ops::Range;
use std::sync::Arc;

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceFile, did_you_mean};

/// What is known of a value: a schema, or nothing.
type Known = Option<Value>;

/// Words that are no variables.
const WORDS: [&str; 22] = [
    "if",
    "elif",
    "else",
    "endif",
    "for",
    "endfor",
    "in",
    "set",
    "set_global",
    "and",
    "or",
    "not",
    "is",
    "true",
    "false",
    "include",
    "raw",
    "endraw",
    "block",
    "endblock",
    "none",
    "filter",
];

/// Checks every path in `file` against `schema`, the schema of the view.
pub(super) fn check(file: &Arc<SourceFile>, schema: &Value, sink: &mut Sink) {
    let mut scope = Scope { root: schema, names: Vec::new(), loops: Vec::new() };
    for tag in tags(file.text()) {
        scope.tag(file, tag, sink);
    }
}

struct Scope<'a> {
    root: &'a Value,
    /// Names bound by loops and `set`, innermost last.
    names: Vec<(String, Known)>,
    /// How many names there were when each open loop began.
    loops: Vec<usize>,
}

impl Scope<'_> {
    fn tag(&mut self, file: &Arc<SourceFile>, span: Range<usize>, sink: &mut Sink) {
        let inner = &file.text()[span.clone()];
        let words: Vec<_> = tokens(inner).collect();
        let first = words.first().map(|(word, _)| *word);
        for (path, at) in paths(&words) {
            let bound = first == Some("for") && is_loop_name(&words, at)
                || matches!(first, Some("set" | "set_global"))
                    && words.get(1).is_some_and(|(_, a)| *a == at);
            if !bound && let Err((part, known)) = self.resolve(path) {
                let start = span.start + at;
                let place = Place::new(file, start..start + path.len());
                let help = did_you_mean(&part, known.iter().map(String::as_str));
                let list = format!("可用的字段：{}", known.join("、"));
                let message = format!("视图中没有 {path}：{part} 不存在");
                sink.push(
                    Diagnostic::error(Code::TemplatePath, message)
                        .at(&place)
                        .help_some(help)
                        .help(list),
                );
            }
        }
        self.bind(first, &words);
    }

    fn bind(&mut self, first: Option<&str>, words: &[(&str, usize)]) {
        let word = |index: usize| words.get(index).map(|(word, _)| *word);
        match first {
            Some("for") => {
                self.loops.push(self.names.len());
                let within =
                    words.iter().position(|(word, _)| *word == "in").unwrap_or(1);
                let list =
                    word(within + 1).and_then(|path| self.resolve(path).ok().flatten());
                // Filters may reshape the list: then nothing is known of its items.
                let plain = words.len() == within + 2;
                let items = list.filter(|_| plain).and_then(|list| self.items(&list));
                let pair = within == 4;
                if let Some(name) = word(1) {
                    self.names
                        .push((name.to_owned(), if pair { None } else { items.clone() }));
                }
                if let (true, Some(name)) = (pair, word(3)) {
                    self.names.push((name.to_owned(), items));
                }
                self.names.push(("loop".to_owned(), None));
            }
            Some("endfor") => {
                if let Some(length) = self.loops.pop() {
                    self.names.truncate(length);
                }
            }
            Some("set" | "set_global") => {
                let value = word(3).filter(|_| words.len() == 4);
                let known = value.and_then(|path| self.resolve(path).ok().flatten());
                if let Some(name) = word(1) {
                    self.names.push((name.to_owned(), known));
                }
            }
            _ => {}
        }
    }

    /// What `path` leads to; the missing part and the names that exist there otherwise.
    fn resolve(&self, path: &str) -> Result<Known, (String, Vec<String>)> {
        let mut parts = path.split('.');
        let first = parts.next().unwrap_or_default();
        let bound = self.names.iter().rev().find(|(name, _)| name == first);
        let mut known = match bound {
            Some((_, known)) => known.clone(),
            None => self.field(self.root, first)?,
        };
        for part in parts {
            let Some(schema) = known else { return Ok(None) };
            known = self.field(&schema, part)?;
        }
        Ok(known)
    }

    fn field(&self, schema: &Value, name: &str) -> Result<Known, (String, Vec<String>)> {
        let schema = self.follow(schema);
        let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
            // A map or an unknown value may hold anything; a number or text holds nothing.
            let open = schema.get("additionalProperties").cloned();
            let scalar = schema.get("type").is_some_and(|t| *t != "object");
            return match (open, scalar) {
                (Some(Value::Object(inner)), _) => Ok(Some(Value::Object(inner))),
                (_, true) => Err((name.to_owned(), Vec::new())),
                _ => Ok(None),
            };
        };
        match properties.get(name) {
            Some(found) => Ok(Some(found.clone())),
            None => Err((name.to_owned(), properties.keys().cloned().collect())),
        }
    }

    fn items(&self, schema: &Value) -> Known {
        let schema = self.follow(schema);
        schema.get("items").or_else(|| schema.get("additionalProperties")).cloned()
    }

    /// Follows references and looks through `Option`.
    fn follow(&self, schema: &Value) -> Value {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let pointer = reference.trim_start_matches('#');
            return self.root.pointer(pointer).map_or(Value::Null, |s| self.follow(s));
        }
        let options = schema.get("anyOf").and_then(Value::as_array);
        let some = options.and_then(|options| {
            options.iter().find(|o| o.get("type").is_none_or(|t| *t != "null"))
        });
        some.map_or_else(|| schema.clone(), |inner| self.follow(inner))
    }
}

/// The insides of `{{ … }}` and `{% … %}`.
fn tags(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) =
        text[from..].find("{{").into_iter().chain(text[from..].find("{%")).min()
    {
        let start = from + open + 2;
        let close = if text[from + open..].starts_with("{{") { "}}" } else { "%}" };
        let Some(length) = text[start..].find(close) else { break };
        found.push(start..start + length);
        from = start + length + 2;
    }
    found
}

/// Words, dotted paths, strings and signs with their offsets.
fn tokens(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() && (bytes[at].is_ascii_whitespace() || bytes[at] == b'-') {
            at += 1;
        }
        let start = at;
        let first = *bytes.get(at)?;
        let wordy =
            |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.') || b >= 0x80;
        if matches!(first, b'"' | b'\'' | b'`') {
            at += 1;
            while at < bytes.len() && bytes[at] != first {
                at += 1;
            }
            at = (at + 1).min(bytes.len());
        } else if wordy(first) {
            while at < bytes.len() && wordy(bytes[at]) {
                at += 1;
            }
        } else {
            at += 1;
        }
        Some((&text[start..at], start))
    })
}

/// The tokens that are variables: no words of the language, filters, calls, arguments.
fn paths<'t>(words: &[(&'t str, usize)]) -> Vec<(&'t str, usize)> {
    let mut found = Vec::new();
    for (index, (word, at)) in words.iter().enumerate() {
        let next = words.get(index + 1).map(|(w, _)| *w);
        let previous = index.checked_sub(1).and_then(|i| words.get(i)).map(|(w, _)| *w);
        let after = words.get(index + 2).map(|(w, _)| *w);
        let argument = next == Some("=") && after != Some("=") && previous != Some("set");
        let starts =
            word.bytes().next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_');
        let is_test = previous == Some("is")
            || (previous == Some("not")
                && index >= 2
                && words.get(index - 2).map(|(w, _)| *w) == Some("is"));
        if starts
            && !WORDS.contains(word)
            && next != Some("(")
            && previous != Some("|")
            && !argument
            && !is_test
        {
            found.push((*word, *at));
        }
    }
    found
}

/// Whether the token at `at` is a name that the `for` tag binds.
fn is_loop_name(words: &[(&str, usize)], at: usize) -> bool {
    let within = words.iter().position(|(word, _)| *word == "in");
    within.is_some_and(|end| words[1..end].iter().any(|(_, a)| *a == at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use schemars::{JsonSchema, schema_for};

    #[derive(JsonSchema)]
    #[expect(dead_code, reason = "only its schema is used")]
    struct View {
        title: String,
        plan: Option<Plan>,
        rows: Vec<Row>,
    }

    #[derive(JsonSchema)]
    #[expect(dead_code, reason = "only its schema is used")]
    struct Plan {
        name: String,
    }

    #[derive(JsonSchema)]
    #[expect(dead_code, reason = "only its schema is used")]
    struct Row {
        cells: Vec<String>,
        note: Option<String>,
    }

    fn faults(template: &str) -> Vec<(usize, usize, String)> {
        let file = SourceFile::new("t.md.tera", template);
        let mut sink = Sink::new();
        check(&file, &schema_for!(View).to_value(), &mut sink);
        sink.into_sorted()
            .into_iter()
            .map(|d| {
                let place = d.place.unwrap();
                (place.line(), place.column(), place.text().to_owned())
            })
            .collect()
    }

    #[test]
    fn known_paths_pass() {
        let template = "{{ title }}{% if plan %}{{ plan.name | upper }}{% endif %}\
            {% for row in rows %}{{ loop.index }}{% for c in row.cells %}{{ c }}{% endfor %}\
            {% if row.note is defined %}{{ row.note }}{% endif %}{% endfor %}\
            {% set x = plan.name %}{{ x }}{{ rows | join(sep=\"、\") }}";
        assert_eq!(faults(template), []);
    }

    #[test]
    fn misspelt_paths_are_found_also_where_tera_is_silent() {
        let found = faults(
            "{% if plan.titel %}{% endif %}\n{% for r in rows %}{{ r.note_ }}{% endfor %}",
        );
        assert_eq!(
            found,
            [(1, 7, "plan.titel".to_owned()), (2, 23, "r.note_".to_owned())]
        );
    }

    #[test]
    fn names_of_a_loop_end_with_it() {
        assert_eq!(faults("{% for r in rows %}{% endfor %}{{ r.note }}").len(), 1);
    }
}
