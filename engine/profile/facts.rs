//! Single figures, targets and gaps of a case, checked.

use serde::Serialize;

use crate::diagnostic::Place;
use crate::knowledge::{Figure, Sense, WaterClass};

/// 现状数据: one figure or statement.
#[derive(Debug, Clone, Serialize)]
pub struct CaseFact {
    /// Id.
    pub id: String,
    /// What it is about.
    pub topic: String,
    /// What is measured.
    pub item: String,
    /// When.
    pub period: Option<String>,
    /// The figure or the statement.
    pub body: FactBody,
    /// Whether the body of the document prints it; the annex prints all.
    pub key: bool,
    /// Why it must not be used; it is kept all the same.
    pub unusable: Option<String>,
    /// Caveats.
    pub note: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// A figure or a statement.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactBody {
    /// A figure.
    Figure(Box<Figure>),
    /// A statement in words.
    Text {
        /// What the source says.
        text: String,
        /// Id of the document.
        source: Option<String>,
        /// Locator.
        at: Option<String>,
        /// Whether it was read.
        seen: bool,
    },
}

impl CaseFact {
    /// The figure, unless it is a statement, missing, or unusable.
    #[must_use]
    pub fn quantity(&self) -> Option<&crate::quantity::Quantity> {
        match (&self.body, &self.unusable) {
            (FactBody::Figure(figure), None) => figure.quantity.as_ref(),
            _ => None,
        }
    }
}

/// 目标 of the case itself.
#[derive(Debug, Clone, Serialize)]
pub struct OwnTarget {
    /// Id.
    pub id: String,
    /// What is to be reached.
    pub item: String,
    /// Id of the indicator.
    pub indicator: String,
    /// Control unit, `None` for the whole case.
    pub unit: Option<String>,
    /// Id of the pollutant, where the target is one of load or concentration.
    pub pollutant: Option<String>,
    /// Which side it bounds.
    pub sense: Sense,
    /// By the end of which year.
    pub by: Option<u16>,
    /// What must be known before a year can be set, instead of one.
    pub once: Option<String>,
    /// The figure; `None` when a class is to be reached.
    pub figure: Option<Figure>,
    /// 目标类别, instead of a figure.
    pub class: Option<WaterClass>,
    /// Id of the case fact that says where things stand.
    pub current: Option<String>,
    /// Policies or documents that it rests on.
    pub basis: Vec<String>,
    /// Anything else to know.
    pub note: Option<String>,
    /// Where it is written.
    pub place: Place,
}

/// 数据缺口: something that is missed, and whom to ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// Id.
    pub id: String,
    /// What is missing.
    pub item: String,
    /// Which conclusion suffers.
    pub why: String,
    /// Whom to ask.
    pub ask: String,
    /// In what form.
    pub form: Option<String>,
    /// What it is about.
    pub topics: Vec<String>,
    /// Where it is written.
    pub place: Place,
}
