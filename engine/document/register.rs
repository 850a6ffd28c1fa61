//! Every figure that a document prints, with the quantity behind it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::quantity::Quantity;

/// A printed figure.
#[derive(Debug, Clone, Serialize)]
pub struct Printed {
    /// As printed, without marks and citations.
    pub text: String,
    /// What it stands for.
    pub label: String,
    /// The quantity.
    pub quantity: Quantity,
}

/// 数字登记簿 of one document.
#[derive(Debug, Default, Clone, Serialize)]
pub struct Register {
    printed: BTreeMap<(String, String), Printed>,
}

impl Register {
    pub(super) fn note(&mut self, label: &str, quantity: &Quantity) {
        let key = (quantity.text(), label.to_owned());
        self.printed.entry(key).or_insert_with(|| Printed {
            text: quantity.text(),
            label: label.to_owned(),
            quantity: quantity.clone(),
        });
    }

    /// The figures printed as `text`, with or without unit.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a Printed> {
        let wanted = text.replace(' ', "");
        self.printed.values().filter(move |p| {
            p.text.replace(' ', "") == wanted || p.quantity.number() == wanted
        })
    }

    /// All figures, in order of text.
    pub fn all(&self) -> impl Iterator<Item = &Printed> {
        self.printed.values()
    }
}
