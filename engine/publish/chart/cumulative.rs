//! Each measure's bar starts where the one above ends; a line shows what is required.

use super::canvas::{Anchor, Canvas, Stroke, WIDTH, text_width};
use super::palette;
use super::scale::Scale;
use super::shares::{name, names_width, value_text};
use crate::document::chart::{Cumulative, Item};

const ROW: f64 = 22.0;
const TOP: f64 = 38.0;

pub(super) fn draw(chart: &Cumulative) -> String {
    let plot = Plot::new(chart);
    let rows = f64::from(u32::try_from(chart.items.len() + 1).unwrap_or(u32::MAX));
    let bottom = TOP + rows * ROW;
    let mut canvas = Canvas::new(bottom + 18.0);
    canvas.text((0.0, 8.0), Anchor::Start, &chart.axis.heading());
    plot.axis(&mut canvas, bottom);
    plot.bars(&mut canvas);
    plot.required(&mut canvas, bottom);
    canvas.finish()
}

struct Plot<'a> {
    chart: &'a Cumulative,
    total: Item,
    scale: Scale,
    left: f64,
    right: f64,
}

impl<'a> Plot<'a> {
    fn new(chart: &'a Cumulative) -> Self {
        let total = Item {
            label: String::from("合计"),
            value: chart.items.iter().map(|item| item.value).sum(),
            range: total_range(&chart.items),
            remark: String::new(),
        };
        let all = chart.items.iter().chain([&total]);
        let behind = all.map(|item| text_width(&value_text(&chart.axis, item)));
        let left = names_width(&chart.items) + 8.0;
        let right = WIDTH - behind.fold(0.0, f64::max) - 10.0;
        let scale = Scale::to(total.value.max(chart.required));
        Self { chart, total, scale, left, right: right.max(left + 80.0) }
    }

    fn x(&self, value: f64) -> f64 {
        self.left + self.scale.of(value, self.right - self.left)
    }

    fn axis(&self, canvas: &mut Canvas, bottom: f64) {
        for (value, label) in self.scale.ticks() {
            let x = self.x(value);
            canvas.line((x, TOP), (x, bottom), &Stroke::GRID);
            canvas.text((x, bottom + 9.0), Anchor::Middle, &label);
        }
        canvas.line((self.left, TOP), (self.left, bottom), &Stroke::AXIS);
    }

    fn required(&self, canvas: &mut Canvas, bottom: f64) {
        let x = self.x(self.chart.required);
        canvas.line((x, TOP - 6.0), (x, bottom), &Stroke::TARGET);
        let number = self.chart.axis.number(self.chart.required);
        let label =
            format!("{} {number} {}", self.chart.required_label, self.chart.axis.unit);
        let half = text_width(&label) / 2.0;
        canvas.text((x.min(WIDTH - half), TOP - 14.0), Anchor::Middle, label.trim_end());
    }

    fn bars(&self, canvas: &mut Canvas) {
        let mut sum = 0.0;
        let mut y = TOP + ROW / 2.0;
        for item in &self.chart.items {
            let (from, to) = (self.x(sum), self.x(sum + item.value));
            sum += item.value;
            self.bar(canvas, (from, to), y, item, palette::BAR_LIGHT);
            canvas.line((to, y + 6.0), (to, y + ROW - 6.0), &Stroke::AXIS);
            y += ROW;
        }
        let ends = (self.left, self.x(self.total.value));
        self.bar(canvas, ends, y, &self.total, palette::BAR);
    }

    fn bar(
        &self,
        canvas: &mut Canvas,
        ends: (f64, f64),
        y: f64,
        item: &Item,
        fill: &str,
    ) {
        name(canvas, (self.left - 6.0, y), &item.label);
        canvas.rect(ends.0, y - 6.0, ends.1 - ends.0, 12.0, fill);
        let text = value_text(&self.chart.axis, item);
        canvas.text((self.right + 8.0, y), Anchor::Start, &text);
    }
}

/// The sum of lows and of highs; none unless every measure or at least one has a range.
fn total_range(items: &[Item]) -> Option<(f64, f64)> {
    items.iter().any(|item| item.range.is_some()).then(|| {
        items.iter().fold((0.0, 0.0), |(low, high), item| {
            let range = item.range.unwrap_or((item.value, item.value));
            (low + range.0, high + range.1)
        })
    })
}
