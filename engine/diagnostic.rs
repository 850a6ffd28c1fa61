//! What can be said about a file that somebody wrote: code, severity, place, help.
//!
//! Takes: facts about a fault. Gives: [`Diagnostic`]s, collected in a [`Sink`] so that one
//! run reports every fault, and their rendering with a code frame.
//! Never: decides what is a fault, reads a file, knows what a knowledge record is.

mod code;
mod place;
mod render;

pub use code::Code;
pub use place::{Place, SourceFile};
pub use render::{render, render_all};

use serde::Serialize;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// 说明: something was done on the user's behalf and is worth knowing.
    Note,
    /// 警告: usable, but somebody should look.
    Warning,
    /// 错误: the file cannot be used as it is.
    Error,
}

impl Severity {
    /// The Chinese word that opens the message.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "说明",
            Self::Warning => "警告",
            Self::Error => "错误",
        }
    }
}

/// One thing that somebody can mend in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Stable kebab-case code.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong: what was found and what was expected, in Chinese.
    pub message: String,
    /// Where it is.
    pub place: Option<Place>,
    /// What to do about it, in Chinese.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// An error with `code`.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A warning with `code`.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// A note with `code`.
    pub fn note(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message)
    }

    fn new(severity: Severity, code: Code, message: impl Into<String>) -> Self {
        Self { code, severity, message: message.into(), place: None, help: Vec::new() }
    }

    /// Points at `place`.
    #[must_use]
    pub fn at(mut self, place: &Place) -> Self {
        self.place = Some(place.clone());
        self
    }

    /// Points at `place` if there is one.
    #[must_use]
    pub fn at_some(mut self, place: Option<&Place>) -> Self {
        self.place = place.cloned();
        self
    }

    /// Adds a line on how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Adds a line on how to mend it if there is one to give.
    #[must_use]
    pub fn help_some(mut self, help: Option<String>) -> Self {
        self.help.extend(help);
        self
    }
}

/// Collects diagnostics, so that reading goes on after a fault.
#[derive(Debug, Default, Clone)]
pub struct Sink {
    found: Vec<Diagnostic>,
}

impl Sink {
    /// An empty sink.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps `diagnostic`.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Keeps all of `diagnostics`.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.found.extend(diagnostics);
    }

    /// Whether an error was found.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|d| d.severity == Severity::Error)
    }

    /// How many of `severity` were found.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.found.iter().filter(|d| d.severity == severity).count()
    }

    /// What was found so far, in the order found.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.found
    }

    /// What was found, ordered by file, place and code, without repetitions.
    #[must_use]
    pub fn into_sorted(self) -> Vec<Diagnostic> {
        let mut found = self.found;
        found.sort_by(|a, b| {
            (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message))
        });
        found.dedup();
        found
    }
}

/// The known word nearest to `found`, for "did you mean".
///
/// Jaro–Winkler similarity of at least 0.8, or one word containing the other.
#[must_use]
pub fn nearest<'a>(
    found: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let score = |candidate: &str| strsim::jaro_winkler(found, candidate);
    known
        .into_iter()
        .map(|candidate| (score(candidate), candidate))
        .filter(|&(similarity, candidate)| {
            similarity >= 0.8
                || (found.chars().count() > 1 && candidate.contains(found))
                || (candidate.chars().count() > 1 && found.contains(candidate))
        })
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

/// "是否指 x？" for the known word nearest to `found`.
pub fn did_you_mean<'a>(
    found: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(found, known).map(|word| format!("是否指 {word}？"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_finds_slips_and_refuses_strangers() {
        let known = ["hj-984-2018", "gb-3838-2002"];
        assert_eq!(nearest("hj-984-2018x", known), Some("hj-984-2018"));
        assert_eq!(nearest("gb3838-2002", known), Some("gb-3838-2002"));
        assert_eq!(nearest("qqqq", known), None);
    }

    #[test]
    fn sorted_removes_repetitions() {
        let mut sink = Sink::new();
        sink.push(Diagnostic::error(Code::UnknownKey, "甲"));
        sink.push(Diagnostic::error(Code::UnknownKey, "甲"));
        assert!(sink.has_errors());
        assert_eq!(sink.into_sorted().len(), 1);
    }
}
