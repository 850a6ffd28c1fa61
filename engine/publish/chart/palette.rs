//! Colours: customary for water classes, restrained for the rest, unlike each other in grey.

use crate::document::chart::Tone;

/// A fill and the colour of text that can be read on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour {
    pub(super) fill: &'static str,
    pub(super) ink: &'static str,
}

const DARK: &str = "#1a1a1a";
const LIGHT: &str = "#ffffff";

const PLAIN: [Colour; 6] = [
    Colour { fill: "#2f5d8a", ink: LIGHT },
    Colour { fill: "#a9c4dd", ink: DARK },
    Colour { fill: "#6b8e6e", ink: LIGHT },
    Colour { fill: "#e0d3a8", ink: DARK },
    Colour { fill: "#8c6d5a", ink: LIGHT },
    Colour { fill: "#cfcfcf", ink: DARK },
];

/// The main fill of bars, and the lighter one.
pub(super) const BAR: &str = PLAIN[0].fill;
pub(super) const BAR_LIGHT: &str = PLAIN[1].fill;

/// Lines: blue, ochre, green, grey.
const LINES: [&str; 4] = ["#2f5d8a", "#b8792a", "#4f7f52", "#777777"];

/// The colour of the series number `at` with `tone`.
pub(super) fn of(tone: Tone, at: usize) -> Colour {
    let (fill, ink) = match tone {
        Tone::ClassOneTwo => ("#3f86c6", LIGHT),
        Tone::ClassThree => ("#8cc58a", DARK),
        Tone::ClassFour => ("#f7e463", DARK),
        Tone::ClassFive => ("#ef9433", DARK),
        Tone::WorseThanFive => ("#b3202c", LIGHT),
        Tone::Plain => return PLAIN[at % PLAIN.len()],
    };
    Colour { fill, ink }
}

/// The colour of the line number `at`.
pub(super) fn line(at: usize) -> &'static str {
    LINES[at % LINES.len()]
}
