//! A document's Markdown becomes pages.
//!
//! 1. [`tree`]: Markdown events become a typed tree of blocks.
//! 2. [`passes`]: comments become structure, captions are bound, columns are weighed.
//! 3. [`markup`]: the tree is written as Typst markup.
//! 4. [`typeset`]: Typst, the page style and the [`Fonts`] give a PDF.
//!
//! [`chart`] draws the figures that the Markdown names.
//!
//! Takes: a [`Manuscript`], the text of a page style, the bytes of fonts.
//! Gives: the bytes of a PDF, or diagnostics.
//! Never: reads or writes a file, asks for the time, gives other bytes for the same input.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Sink, SourceFile};

pub mod chart;
#[cfg(feature = "pdf")]
mod fonts;
pub mod markup;
pub mod passes;
#[cfg(feature = "pdf")]
mod pdf;
pub mod tree;
mod width;

#[cfg(feature = "pdf")]
pub use fonts::{BODY_FAMILIES, Fonts, REQUIRED_FAMILIES};
#[cfg(feature = "pdf")]
pub use pdf::{Typeset, typeset};

/// A document ready for typesetting.
#[derive(Debug, Clone)]
pub struct Manuscript {
    /// What stands on the cover and in the file's properties.
    pub meta: Meta,
    /// The body.
    pub markdown: Arc<SourceFile>,
    /// SVG texts by the path that the Markdown uses, such as `figures/x.svg`.
    pub figures: BTreeMap<String, String>,
}

/// What stands on the cover and in the file's properties.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Meta {
    /// The document's title.
    pub title: String,
    /// A second line under the title; empty for none.
    pub subtitle: String,
    /// The planning subject, such as 湖北省宜昌市; empty for none.
    pub place: String,
    /// Who issues or compiles it; also the author in the file's properties.
    pub organisation: String,
    /// The date as printed, such as 2026年11月.
    pub date_text: String,
    /// The version as printed; empty for none.
    pub version_text: String,
    /// Stamps on the cover, such as 征求意见稿 and 含示例数据.
    pub marks: Vec<String>,
    /// A remark at the foot of the cover on where the figures come from; empty for none.
    pub figures_note: String,
}

/// Reads `markdown` and runs all passes: the tree as every output format takes it.
#[must_use]
pub fn read(markdown: &Arc<SourceFile>, sink: &mut Sink) -> Vec<tree::Block> {
    let blocks = tree::read(markdown, sink);
    passes::run(blocks, markdown, sink)
}

#[cfg(test)]
mod tests;
