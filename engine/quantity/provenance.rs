//! Where a figure comes from: a cell, a clause, or a method and its terms.

use serde::Serialize;

use super::Quantity;
use crate::diagnostic::Place;

/// The origin of a figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Provenance {
    /// Written in a case file.
    Given {
        /// The cell or line.
        place: Place,
        /// The document it was taken from; `None` for demonstration rows.
        source: Option<String>,
        /// Locator in that document.
        at: Option<String>,
        /// Whether it is 示例数据.
        demonstration: bool,
    },
    /// Written in knowledge.
    Cited {
        /// The record that holds it.
        record: String,
        /// Where in knowledge it stands.
        place: Place,
        /// The document.
        source: String,
        /// Locator in that document: table, clause.
        at: String,
    },
    /// Computed.
    Derived {
        /// The named method, with its source where it has one.
        method: String,
        /// What it was computed from.
        terms: Vec<Term>,
    },
}

/// One figure that another was computed from, and its role.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Term {
    /// 角色: what it stands for in the formula.
    pub label: String,
    /// The figure.
    pub quantity: Quantity,
}

impl Term {
    /// `quantity` in the role `label`.
    #[must_use]
    pub fn new(label: impl Into<String>, quantity: &Quantity) -> Self {
        Self { label: label.into(), quantity: quantity.clone() }
    }
}

impl Provenance {
    /// Whether any 示例数据 went into the figure.
    #[must_use]
    pub fn has_demonstration(&self) -> bool {
        match self {
            Self::Given { demonstration, .. } => *demonstration,
            Self::Cited { .. } => false,
            Self::Derived { terms, .. } => {
                terms.iter().any(|t| t.quantity.provenance().has_demonstration())
            }
        }
    }

    /// The ids of the documents behind the figure, in order of first use.
    #[must_use]
    pub fn sources(&self) -> Vec<&str> {
        let mut ids = Vec::new();
        self.collect_sources(&mut ids);
        ids
    }

    fn collect_sources<'a>(&'a self, ids: &mut Vec<&'a str>) {
        let id = match self {
            Self::Given { source, .. } => source.as_deref(),
            Self::Cited { source, .. } => Some(source.as_str()),
            Self::Derived { terms, .. } => {
                for term in terms {
                    term.quantity.provenance().collect_sources(ids);
                }
                None
            }
        };
        if let Some(id) = id
            && !ids.contains(&id)
        {
            ids.push(id);
        }
    }
}
