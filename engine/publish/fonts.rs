//! The faces that a document is set in.
//!
//! Takes: font files as bytes. Gives: [`Fonts`], and what they lack.
//! Never: looks for fonts on the computer: whoever calls reads them.

use std::collections::BTreeSet;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use super::width::is_ignorable;
use crate::diagnostic::{Code, Diagnostic};

/// Families that the page style cannot do without; they lie in templates/fonts/.
pub const REQUIRED_FAMILIES: [&str; 3] = ["Yice Song", "Yice Hei", "Yice Kai"];

/// Families for body text, first choice first: 仿宋 where somebody supplies it.
pub const BODY_FAMILIES: [&str; 5] =
    ["FangSong", "FangSong_GB2312", "STFangsong", "仿宋", "Yice Song"];

/// Loaded faces: those given, then Typst's embedded ones for signs that no other has.
pub struct Fonts {
    book: LazyHash<FontBook>,
    faces: Vec<Font>,
    unreadable: Vec<String>,
}

impl Fonts {
    /// Loads `files`, each a name for messages and the bytes of a font or font collection.
    #[must_use]
    pub fn new(files: Vec<(String, Vec<u8>)>) -> Self {
        let (mut faces, mut unreadable) = (Vec::new(), Vec::new());
        for (name, bytes) in files {
            let before = faces.len();
            faces.extend(Font::iter(Bytes::new(bytes)));
            if faces.len() == before {
                unreadable.push(name);
            }
        }
        faces.extend(typst_kit::fonts::embedded().map(|(font, _)| font));
        let book = LazyHash::new(FontBook::from_fonts(&faces));
        Self { book, faces, unreadable }
    }

    /// What Typst knows of all faces.
    pub(super) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// The face number `index`.
    pub(super) fn face(&self, index: usize) -> Option<Font> {
        self.faces.get(index).cloned()
    }

    /// The families for the body that are loaded, first choice first.
    pub(super) fn body_families(&self) -> Vec<&'static str> {
        BODY_FAMILIES.into_iter().filter(|family| self.has_family(family)).collect()
    }

    /// Faults of the fonts themselves: unreadable files, missing families.
    pub(super) fn faults(&self) -> Vec<Diagnostic> {
        let unreadable = self.unreadable.iter().map(|name| {
            Diagnostic::error(Code::Typesetting, format!("字体文件 {name} 读不出字体"))
                .help("须为 OTF、TTF 或 TTC 文件；重新复制，或删去该文件")
        });
        let missing =
            REQUIRED_FAMILIES.into_iter().filter(|f| !self.has_family(f)).map(|f| {
                Diagnostic::error(Code::Typesetting, format!("缺少字体“{f}”"))
                    .help("把该字体的文件放入 templates/fonts/")
            });
        unreadable.chain(missing).collect()
    }

    /// The characters of `text` that no face has, ordered.
    pub(super) fn missing(&self, text: &str) -> BTreeSet<char> {
        let characters: BTreeSet<char> = text.chars().collect();
        characters.into_iter().filter(|&c| !self.covers(c)).collect()
    }

    fn covers(&self, c: char) -> bool {
        is_ignorable(c)
            || c.is_whitespace()
            || self.faces.iter().any(|face| face.info().coverage.contains(u32::from(c)))
    }

    fn has_family(&self, family: &str) -> bool {
        self.book.contains_family(&family.to_lowercase())
    }
}

/// The families only, since the faces are megabytes.
impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let families = self.book.families().map(|(family, _)| family);
        f.debug_list().entries(families).finish()
    }
}
