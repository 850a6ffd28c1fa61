//! What a method says of one subject, with every value walkable back to its inputs.

use serde::Serialize;

use crate::quantity::Quantity;

/// The result of a method for one subject.
#[derive(Debug, Clone, Serialize)]
pub struct Outcome {
    /// Name of the subject.
    pub name: String,
    /// Values in the order in which they are reached.
    pub values: Vec<Value>,
    /// What limits the result, or why there is none.
    pub notes: Vec<String>,
}

/// One value of an outcome.
#[derive(Debug, Clone, Serialize)]
pub struct Value {
    /// What it is.
    pub label: String,
    /// The figure; `None` for words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figure: Option<Quantity>,
    /// A grade or verdict.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

impl Outcome {
    /// Nothing said yet of `name`.
    #[must_use]
    pub fn of(name: impl Into<String>) -> Self {
        Self { name: name.into(), values: Vec::new(), notes: Vec::new() }
    }

    /// Says a figure.
    pub fn figure(&mut self, label: impl Into<String>, figure: &Quantity) {
        let figure = Some(figure.clone());
        self.values.push(Value { label: label.into(), figure, words: None });
    }

    /// Says a grade or verdict.
    pub fn words(&mut self, label: impl Into<String>, words: impl Into<String>) {
        let words = Some(words.into());
        self.values.push(Value { label: label.into(), figure: None, words });
    }

    /// Says what limits the result.
    pub fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    /// The figure said under `label`.
    #[must_use]
    pub fn find(&self, label: &str) -> Option<&Quantity> {
        self.values.iter().find(|v| v.label == label)?.figure.as_ref()
    }

    /// The words said under `label`.
    #[must_use]
    pub fn said(&self, label: &str) -> Option<&str> {
        self.values.iter().find(|v| v.label == label)?.words.as_deref()
    }
}
