//! The markup becomes a PDF.
//!
//! 1. Read the Markdown and run the passes.
//! 2. Look for families and characters that the fonts lack.
//! 3. Let Typst set the markup in the page style.
//! 4. Write the PDF without time and chance.
//!
//! Takes: a manuscript, a style, fonts. Gives: [`Typeset`], or every fault found.
//! Never: two different files for the same input.

mod report;
mod world;

use std::sync::Arc;

use typst::comemo;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use self::world::DocumentWorld;
use super::fonts::Fonts;
use super::{Manuscript, markup, read};
use crate::diagnostic::{Diagnostic, Sink, SourceFile};

/// A typeset document.
#[derive(Debug, Clone)]
pub struct Typeset {
    /// The PDF file.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// What somebody should look at, though the file is whole.
    pub warnings: Vec<Diagnostic>,
}

/// Typesets `manuscript` in the page style `style`.
///
/// # Errors
///
/// All faults found, warnings among them, if at least one is an error.
pub fn typeset(
    manuscript: &Manuscript,
    style: &Arc<SourceFile>,
    fonts: &Fonts,
) -> Result<Typeset, Vec<Diagnostic>> {
    let mut sink = Sink::new();
    let blocks = read(&manuscript.markdown, &mut sink);
    sink.extend(report::unknown_pictures(&blocks, manuscript));
    sink.extend(fonts.faults());
    sink.extend(report::missing_glyphs(manuscript, fonts));
    if sink.has_errors() {
        return Err(sink.into_sorted());
    }
    let markup = markup::write(&manuscript.meta, &blocks, &fonts.body_families());
    let world = DocumentWorld::new(&markup, style, &manuscript.figures, fonts);
    let made = export(&world, &mut |found| {
        sink.push(report::from_typst(found, &world, &markup, manuscript, style));
    });
    // Typst remembers what it computed; the next document shares nothing with this one.
    comemo::evict(0);
    match made {
        Some((pdf, pages)) if !sink.has_errors() => {
            Ok(Typeset { pdf, pages, warnings: sink.into_sorted() })
        }
        _ => Err(sink.into_sorted()),
    }
}

/// Sets and exports; what Typst finds goes to `report`.
fn export(
    world: &DocumentWorld,
    report: &mut impl FnMut(&typst::diag::SourceDiagnostic),
) -> Option<(Vec<u8>, usize)> {
    let compiled = typst::compile::<PagedDocument>(world);
    compiled.warnings.iter().for_each(&mut *report);
    let document = match compiled.output {
        Ok(document) => document,
        Err(errors) => {
            errors.iter().for_each(report);
            return None;
        }
    };
    let options = PdfOptions {
        ident: Smart::Custom(String::from("yice")),
        creator: Smart::Custom(Some(String::from("yice"))),
        timestamp: None,
        ..PdfOptions::default()
    };
    match typst_pdf::pdf(&document, &options) {
        Ok(pdf) => Some((pdf, document.pages().len())),
        Err(errors) => {
            errors.iter().for_each(report);
            None
        }
    }
}

#[cfg(test)]
mod tests;
