//! Which facts a rule reads, each looked up in the vocabulary before it runs.

use super::Compiler;
use crate::diagnostic::{Code, Diagnostic, Place, did_you_mean};
use crate::reading::At;
use crate::rules::subject::SubjectKind;
use crate::rules::text;
use crate::rules::vocabulary::{self, Parameter, VOCABULARY, Word};

impl Compiler<'_> {
    /// Looks up every `subject.fact` of an expression, and the parameters that it names.
    pub(super) fn facts_of(&mut self, expression: &str, start: usize, kind: SubjectKind) {
        for (path, offset) in fact_paths(expression) {
            let first = path.split('.').next().unwrap_or_default();
            let base = if first == kind.word() {
                Some(kind)
            } else if first == "t" {
                Some(SubjectKind::Technology)
            } else {
                vocabulary::links(kind).iter().find(|(n, _)| *n == first).map(|(_, k)| *k)
            };
            let Some(base) = base else { continue };
            let rest = path[first.len()..].trim_start_matches('.').replace('_', "-");
            if rest == "suits" {
                continue;
            }
            let from = start + offset;
            let place = Place::new(self.file, from..from + path.len());
            let found = resolve(base, &rest);
            if matches!(found, Found::Nothing) {
                self.unknown_fact(&place, &rest, base);
            }
            let argument = argument(&expression[offset + path.len()..]);
            if let (Found::Word(word), Some((argument, inner))) = (found, argument) {
                let from = from + path.len() + inner;
                let place = Place::new(self.file, from..from + argument.len());
                self.parameter(&place, word, argument);
            }
        }
    }

    /// The word that a guard, an example or a placeholder names, with its parameter.
    pub(super) fn word(
        &mut self,
        place: &Place,
        path: &str,
        kind: SubjectKind,
    ) -> Option<&'static Word> {
        let Some(word) = vocabulary::find(kind, path) else {
            self.unknown_fact(place, path, kind);
            return None;
        };
        if let Some((_, parameter)) = path.rsplit_once('.') {
            self.parameter(place, word, parameter);
        }
        Some(word)
    }

    /// A sentence, its placeholders looked up and its `{param.…}` filled in: those are
    /// the same for every subject.
    pub(super) fn sentence(
        &mut self,
        template: &At<String>,
        kind: SubjectKind,
    ) -> String {
        let place = template.place(self.file);
        let raw = place.text().to_owned();
        let mut sentence = template.value.clone();
        for (placeholder, offset) in text::placeholders(&raw) {
            let part = place.part(offset..offset + placeholder.len());
            let Some(id) = placeholder.strip_prefix("param.") else {
                self.word(&part, text::local(placeholder, kind), kind);
                continue;
            };
            match self.set.parameters.get(id) {
                Some(parameter) => {
                    let written = format!("{{{placeholder}}}");
                    sentence = sentence.replace(&written, &parameter.text());
                }
                None => self.unknown_parameter(&part, id),
            }
        }
        sentence
    }

    fn unknown_parameter(&mut self, place: &Place, id: &str) {
        let known = self.set.parameters.keys().map(String::as_str);
        let message = format!("参数 {id} 不在 ruleset.yaml 中");
        self.sink.push(
            Diagnostic::error(Code::UnknownReference, message)
                .at(place)
                .help_some(did_you_mean(id, known)),
        );
    }

    fn parameter(&mut self, place: &Place, word: &Word, parameter: &str) {
        let words = match word.parameter {
            Parameter::Pollutant => self.known.pollutants,
            Parameter::Of(words) => words,
            Parameter::Open | Parameter::Nothing => return,
        };
        if words.contains(&parameter) {
            return;
        }
        let (code, what) = match word.parameter {
            Parameter::Pollutant => (Code::UnknownPollutant, "污染物"),
            _ => (Code::UnknownWord, "参数"),
        };
        let message = format!("事实 {} 的{what} {parameter} 不存在", word.name);
        let help = did_you_mean(parameter, words.iter().copied());
        self.sink.push(Diagnostic::error(code, message).at(place).help_some(help));
    }

    fn unknown_fact(&mut self, place: &Place, path: &str, kind: SubjectKind) {
        let last = path.split('.').next().unwrap_or(path);
        let help = did_you_mean(last, vocabulary::names(kind));
        let message = format!("{}没有事实 {path}", kind.name());
        self.sink.push(
            Diagnostic::error(Code::UnknownFact, message)
                .at(place)
                .help_some(help)
                .help("全部事实见 yice explain facts"),
        );
    }
}

/// What a path leads to.
enum Found {
    Word(&'static Word),
    Link,
    Nothing,
}

/// What `rest` names from a subject of `kind`, through links.
fn resolve(kind: SubjectKind, rest: &str) -> Found {
    if let Some((link, deeper)) = rest.split_once('.')
        && let Some((_, linked)) =
            vocabulary::links(kind).iter().find(|(name, _)| *name == link)
    {
        return resolve(*linked, deeper);
    }
    let name = rest.split('.').next().unwrap_or(rest);
    match VOCABULARY.iter().find(|w| w.subject == kind && w.name == name) {
        Some(word) => Found::Word(word),
        None if vocabulary::names(kind).any(|known| known == name) => Found::Link,
        None => Found::Nothing,
    }
}

/// The quoted argument in the brackets that `rest` begins with, and its offset.
fn argument(rest: &str) -> Option<(&str, usize)> {
    let inner = rest.strip_prefix('(')?;
    let quoted = inner.trim_start();
    let text = quoted.strip_prefix('"').or_else(|| quoted.strip_prefix("\\\""))?;
    let end = text.find(['"', '\\'])?;
    Some((&text[..end], rest.len() - text.len()))
}

/// `subject.fact.fact` chains outside strings, with their offsets.
fn fact_paths(expression: &str) -> Vec<(&str, usize)> {
    let mut found = Vec::new();
    let mut quoted = None;
    let mut start = None;
    for (index, c) in expression.char_indices().chain([(expression.len(), ' ')]) {
        if let Some(quote) = quoted {
            if c == quote {
                quoted = None;
            }
            continue;
        }
        let wordy = c.is_ascii_alphanumeric() || c == '_' || c == '.';
        match (start, wordy) {
            (None, true) => start = Some(index),
            (Some(from), false) => {
                let word = &expression[from..index];
                if word.contains('.')
                    && word.starts_with(|c: char| c.is_ascii_alphabetic())
                {
                    found.push((word, from));
                }
                start = None;
            }
            _ => {}
        }
        if matches!(c, '"' | '\'' | '`') {
            quoted = Some(c);
        }
    }
    found
}
