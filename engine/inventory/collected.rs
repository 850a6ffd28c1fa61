//! 纳管: which sources discharge to a treatment plant and not to the river.
//!
//! What a plant of the inventory takes in leaves by its effluent and is counted there: the
//! loads of its users are not summed beside it. A source whose plant is not in the
//! inventory has no way to the river that could be computed.

use std::collections::BTreeSet;

use crate::knowledge::Knowledge;
use crate::profile::{Source, SourceKind};

/// Names and ids of the plants of one inventory, and the words for having one.
#[derive(Debug, Clone, Default)]
pub(super) struct Plants {
    names: BTreeSet<String>,
    words: Vec<String>,
}

/// Where the discharge of a source goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Way {
    /// To the water.
    Direct,
    /// To this plant of the inventory.
    Plant(String),
    /// To a plant that the inventory does not have.
    Elsewhere(String),
}

impl Plants {
    /// With the words of the method's list `collected`.
    pub fn new(names: BTreeSet<String>, knowledge: &Knowledge) -> Self {
        let method = knowledge.methods.get(super::METHOD);
        let list = method.and_then(|m| m.lists.get("collected"));
        let words = list.map(|list| list.items.clone()).unwrap_or_default();
        Self { names, words }
    }

    /// The plants among `sources`.
    pub fn of(sources: &[Source], knowledge: &Knowledge) -> Self {
        let plants = sources.iter().filter(|s| s.kind == SourceKind::TreatmentPlant);
        let names = plants.flat_map(|s| [s.name.clone(), s.id.clone()]);
        Self::new(names.collect(), knowledge)
    }

    /// Where `source` discharges to.
    pub fn way(&self, source: &Source) -> Way {
        let Some(to) = source.destination.as_deref() else { return Way::Direct };
        if source.kind == SourceKind::TreatmentPlant {
            return Way::Direct;
        }
        if self.names.contains(to) {
            return Way::Plant(to.to_owned());
        }
        if self.words.iter().any(|word| to.contains(word.as_str())) {
            return Way::Elsewhere(to.to_owned());
        }
        Way::Direct
    }
}
