//! Bars from left to right, each with its value, range and remark behind it.

use super::canvas::{Anchor, Canvas, Stroke, TYPE, WIDTH, text_width, wrap};
use super::palette;
use super::scale::Scale;
use crate::document::chart::{Axis, Item, ShareBars};

/// Height of a row, and widest room for names.
const ROW: f64 = 24.0;
const NAMES: f64 = 130.0;

pub(super) fn draw(chart: &ShareBars) -> String {
    let rows = f64::from(u32::try_from(chart.items.len()).unwrap_or(u32::MAX));
    let mut canvas = Canvas::new(26.0 + rows * ROW);
    canvas.text((0.0, 8.0), Anchor::Start, &chart.axis.heading());
    let left = names_width(&chart.items) + 8.0;
    let behind = |item: &Item| text_width(&value_text(&chart.axis, item));
    let right = WIDTH - chart.items.iter().map(behind).fold(0.0, f64::max) - 10.0;
    let reach =
        |item: &Item| item.range.map_or(item.value, |(_, high)| high.max(item.value));
    let scale = Scale::to(chart.items.iter().map(reach).fold(0.0, f64::max));
    let mut y = 18.0 + ROW / 2.0;
    for item in &chart.items {
        name(&mut canvas, (left - 6.0, y), &item.label);
        let end = left + scale.of(item.value, right - left);
        canvas.rect(left, y - 6.5, end - left, 13.0, palette::BAR_LIGHT);
        let far = item.range.map_or(end, |(low, high)| {
            let low = left + scale.of(low, right - left);
            let high = left + scale.of(high, right - left);
            whisker(&mut canvas, low, high, y);
            high.max(end)
        });
        canvas.text((far + 5.0, y), Anchor::Start, &value_text(&chart.axis, item));
        y += ROW;
    }
    canvas.line((left, 18.0), (left, 18.0 + rows * ROW), &Stroke::AXIS);
    canvas.finish()
}

/// The room that names take, at most [`NAMES`].
pub(super) fn names_width(items: &[Item]) -> f64 {
    items.iter().map(|item| text_width(&item.label)).fold(30.0, f64::max).min(NAMES)
}

/// A name, flush right, on as many lines as it needs.
pub(super) fn name(canvas: &mut Canvas, (x, y): (f64, f64), label: &str) {
    let lines = wrap(label, NAMES);
    let extra = f64::from(u32::try_from(lines.len().saturating_sub(1)).unwrap_or(0));
    let mut y = y - extra * (TYPE + 1.5) / 2.0;
    for line in lines {
        canvas.text((x, y), Anchor::End, &line);
        y += TYPE + 1.5;
    }
}

/// A range from `low` to `high`.
pub(super) fn whisker(canvas: &mut Canvas, low: f64, high: f64, y: f64) {
    canvas.line((low, y), (high, y), &Stroke::AXIS);
    for x in [low, high] {
        canvas.line((x, y - 3.5), (x, y + 3.5), &Stroke::AXIS);
    }
}

/// Value with unit, range and remark.
pub(super) fn value_text(axis: &Axis, item: &Item) -> String {
    let space = if axis.unit == "%" || axis.unit.is_empty() { "" } else { " " };
    let mut text = format!("{}{space}{}", axis.number(item.value), axis.unit);
    let range = item
        .range
        .map(|(low, high)| format!("{}～{}", axis.number(low), axis.number(high)));
    let remark = (!item.remark.is_empty()).then(|| item.remark.clone());
    let more: Vec<String> = range.into_iter().chain(remark).collect();
    if !more.is_empty() {
        text.extend(["（", &more.join("；"), "）"]);
    }
    text
}
