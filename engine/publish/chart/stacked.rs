//! Bars of parts, side by side; the parts' names stand at the right of the last bar.

use super::canvas::{Anchor, Canvas, Stroke, TYPE, WIDTH, spread, text_width, wrap};
use super::palette;
use super::scale::Scale;
use crate::document::chart::{Bar, StackedBars};

const HEIGHT: f64 = 210.0;
const TOP: f64 = 24.0;
const LEFT: f64 = 34.0;

/// A part lower than this has no room for its value.
const LABEL_ROOM: f64 = 10.0;

pub(super) fn draw(chart: &StackedBars) -> String {
    let names = chart.series.iter().map(|series| text_width(&series.name));
    let right = names.fold(0.0, f64::max) + 24.0;
    let plot = Plot::new(chart, WIDTH - right);
    let mut canvas = Canvas::new(plot.bottom + plot.label_height + 6.0);
    plot.axis(&mut canvas);
    for (at, bar) in chart.bars.iter().enumerate() {
        plot.bar(&mut canvas, at, bar);
    }
    plot.names(&mut canvas);
    canvas.finish()
}

struct Plot<'a> {
    chart: &'a StackedBars,
    scale: Scale,
    right: f64,
    bottom: f64,
    /// Room for one bar.
    slot: f64,
    label_height: f64,
}

impl<'a> Plot<'a> {
    fn new(chart: &'a StackedBars, right: f64) -> Self {
        let total = |bar: &Bar| bar.parts.iter().sum::<f64>();
        // Rounded proportions may add up to a little more than a hundred.
        let greatest = chart.bars.iter().map(total).fold(0.0, f64::max);
        let near = chart.axis.unit == "%" && (99.0..101.0).contains(&greatest);
        let scale = Scale::to(if near { 100.0 } else { greatest });
        let count = f64::from(u32::try_from(chart.bars.len().max(1)).unwrap_or(u32::MAX));
        let slot = (right - LEFT) / count;
        let lines = |bar: &Bar| wrap(&bar.label, slot - 4.0).len();
        let lines = chart.bars.iter().map(lines).max().unwrap_or(1);
        let lines = f64::from(u32::try_from(lines).unwrap_or(1));
        let label_height = lines * (TYPE + 2.0) + 6.0;
        Self { chart, scale, right, bottom: HEIGHT - 20.0, slot, label_height }
    }

    fn y(&self, value: f64) -> f64 {
        self.bottom - self.scale.of(value, self.bottom - TOP)
    }

    fn axis(&self, canvas: &mut Canvas) {
        canvas.text((0.0, 8.0), Anchor::Start, &self.chart.axis.heading());
        for (value, label) in self.scale.ticks() {
            let y = self.y(value);
            canvas.line((LEFT, y), (self.right, y), &Stroke::GRID);
            canvas.text((LEFT - 5.0, y), Anchor::End, &label);
        }
        canvas.line((LEFT, self.bottom), (self.right, self.bottom), &Stroke::AXIS);
    }

    fn bar(&self, canvas: &mut Canvas, at: usize, bar: &Bar) {
        let left = LEFT + self.slot * f64::from(u32::try_from(at).unwrap_or(0));
        let width = (self.slot * 0.62).min(54.0);
        let middle = left + self.slot / 2.0;
        let mut sum = 0.0;
        for (number, (part, series)) in
            bar.parts.iter().zip(&self.chart.series).enumerate()
        {
            let (low, high) = (self.y(sum), self.y(sum + part));
            sum += part;
            let colour = palette::of(series.tone, number);
            canvas.rect(middle - width / 2.0, high, width, low - high, colour.fill);
            let value = self.chart.axis.number(*part);
            if low - high >= LABEL_ROOM && text_width(&value) < width {
                canvas.text_on((middle, f64::midpoint(low, high)), &value, colour.ink);
            }
        }
        let mut y = self.bottom + 9.0;
        for line in wrap(&bar.label, self.slot - 4.0) {
            canvas.text((middle, y), Anchor::Middle, &line);
            y += TYPE + 2.0;
        }
    }

    /// The series' names, level with the last bar's parts, moved apart where these are thin.
    fn names(&self, canvas: &mut Canvas) {
        let Some(last) = self.chart.bars.last() else { return };
        let width = (self.slot * 0.62).min(54.0);
        let edge = self.right - self.slot / 2.0 + width / 2.0;
        let mut sum = 0.0;
        let middles: Vec<f64> = last
            .parts
            .iter()
            .map(|part| {
                sum += part;
                self.y(sum - part / 2.0)
            })
            .collect();
        let places = spread(&middles, TYPE + 3.0, TOP, self.bottom);
        for ((series, middle), place) in
            self.chart.series.iter().zip(&middles).zip(&places)
        {
            let end = self.right + 14.0;
            canvas.line((edge + 1.0, *middle), (end, *place), &Stroke::AXIS);
            canvas.text((end + 3.0, *place), Anchor::Start, &series.name);
        }
    }
}
