//! All that Typst may see: the markup, the style, the pictures, the fonts.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::super::fonts::Fonts;
use super::super::markup::Markup;
use crate::diagnostic::SourceFile;

/// A closed world around one document: no files, no clock, no packages.
pub(super) struct DocumentWorld<'a> {
    library: LazyHash<Library>,
    fonts: &'a Fonts,
    main: Source,
    style_text: &'a str,
    style: OnceLock<Source>,
    pictures: BTreeMap<String, Bytes>,
}

impl<'a> DocumentWorld<'a> {
    pub(super) fn new(
        markup: &Markup,
        style: &'a SourceFile,
        figures: &BTreeMap<String, String>,
        fonts: &'a Fonts,
    ) -> Self {
        Self {
            library: LazyHash::new(Library::default()),
            fonts,
            main: Source::detached(markup.text.clone()),
            style_text: style.text(),
            style: OnceLock::new(),
            pictures: figures
                .iter()
                .map(|(path, svg)| (path.clone(), Bytes::from_string(svg.clone())))
                .collect(),
        }
    }

    /// Whether `file` is the page style.
    pub(super) fn is_style(file: FileId) -> bool {
        file.vpath().get_without_slash() == "style.typ"
    }
}

impl World for DocumentWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            return Ok(self.main.clone());
        }
        if Self::is_style(id) {
            let read = || Source::new(id, self.style_text.to_owned());
            return Ok(self.style.get_or_init(read).clone());
        }
        Err(missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.vpath().get_without_slash();
        self.pictures.get(path).cloned().ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.face(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}
