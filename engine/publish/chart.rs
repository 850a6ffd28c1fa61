//! Charts as SVG, one unit to the point, as wide as the type area.
//!
//! Laid out by hand: the places of labels follow from the widths of Chinese text, so that
//! nothing overlaps, and the same data give the same bytes.
//!
//! Takes: a [`Chart`]. Gives: an SVG text whose faces are those of templates/fonts/.
//! Never: draws a title (the caption is the document's), drops a value.

mod canvas;
mod cumulative;
mod line;
mod palette;
mod scale;
mod shares;
mod stacked;

use crate::document::chart::Chart;

/// Draws `chart`.
#[must_use]
pub fn svg(chart: &Chart) -> String {
    match chart {
        Chart::StackedBars(chart) => stacked::draw(chart),
        Chart::ShareBars(chart) => shares::draw(chart),
        Chart::Cumulative(chart) => cumulative::draw(chart),
        Chart::Line(chart) => line::draw(chart),
    }
}

#[cfg(test)]
pub(in crate::publish) mod tests;
