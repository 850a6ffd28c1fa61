//! 上限与下限: a figure of which one end alone is known.

use serde::Serialize;

use super::{Quantity, Term};

/// Which side of the truth a figure stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// 不低于: the truth is this or more.
    AtLeast,
    /// 不高于: the truth is this or less.
    AtMost,
}

impl Bound {
    /// The sign printed before the number.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::AtMost => "≤",
        }
    }

    /// The bound of a sum or product of `terms`, none of them negative: theirs, if those
    /// that are bounded agree. Of a difference or quotient nothing follows.
    pub(super) fn common(terms: &[Term]) -> Option<Self> {
        let mut bounds = terms.iter().filter_map(|t| t.quantity.bound());
        let first = bounds.next()?;
        bounds.all(|other| other == first).then_some(first)
    }
}

impl Quantity {
    /// The same figure, as one that only bounds the truth.
    #[must_use]
    pub fn with_bound(mut self, bound: Option<Bound>) -> Self {
        self.bound = bound;
        self
    }

    /// Which side of the truth it stands on; `None` when it is the figure itself.
    #[must_use]
    pub fn bound(&self) -> Option<Bound> {
        self.bound
    }
}
