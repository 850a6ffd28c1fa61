//! Lines over time; their names stand at the right end, gaps stay gaps.

use super::canvas::{Anchor, Canvas, Stroke, TYPE, WIDTH, spread, text_width};
use super::palette;
use super::scale::Scale;
use crate::document::chart::{Line, Track};

const HEIGHT: f64 = 210.0;
const TOP: f64 = 24.0;
const LEFT: f64 = 38.0;

/// From the end of the plot to the names.
const NAME: f64 = 14.0;

pub(super) fn draw(chart: &Line) -> String {
    let plot = Plot::new(chart);
    let mut canvas = Canvas::new(HEIGHT);
    plot.axes(&mut canvas);
    for (at, track) in chart.series.iter().enumerate() {
        plot.track(&mut canvas, at, track);
    }
    plot.names(&mut canvas);
    canvas.finish()
}

struct Plot<'a> {
    chart: &'a Line,
    scale: Scale,
    right: f64,
    bottom: f64,
}

impl<'a> Plot<'a> {
    fn new(chart: &'a Line) -> Self {
        let values = chart.series.iter().flat_map(|track| track.values.iter().flatten());
        let target = chart.target.iter().map(|(_, value)| value);
        let scale = Scale::to(values.chain(target).copied().fold(0.0, f64::max));
        let names = chart.series.iter().map(|track| text_width(&track.name));
        let target = target_label(chart).map(|(label, _)| text_width(&label));
        let right = WIDTH - names.chain(target).fold(0.0, f64::max) - NAME - 4.0;
        Self { chart, scale, right, bottom: HEIGHT - 22.0 }
    }

    fn y(&self, value: f64) -> f64 {
        self.bottom - self.scale.of(value, self.bottom - TOP)
    }

    fn x(&self, at: usize) -> f64 {
        let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        let slot = (self.right - LEFT) / number(self.chart.times.len().max(1));
        LEFT + slot * (number(at) + 0.5)
    }

    fn axes(&self, canvas: &mut Canvas) {
        canvas.text((0.0, 8.0), Anchor::Start, &self.chart.axis.heading());
        for (value, label) in self.scale.ticks() {
            let y = self.y(value);
            canvas.line((LEFT, y), (self.right, y), &Stroke::GRID);
            canvas.text((LEFT - 5.0, y), Anchor::End, &label);
        }
        canvas.line((LEFT, self.bottom), (self.right, self.bottom), &Stroke::AXIS);
        if let Some((_, value)) = &self.chart.target {
            let y = self.y(*value);
            canvas.line((LEFT, y), (self.right, y), &Stroke::TARGET);
        }
        let widest =
            self.chart.times.iter().map(|time| text_width(time)).fold(1.0, f64::max);
        let mut free = LEFT;
        for (at, time) in self.chart.times.iter().enumerate() {
            let x = self.x(at);
            if x - widest / 2.0 >= free {
                canvas.text((x, self.bottom + 10.0), Anchor::Middle, time);
                free = x + widest / 2.0 + 3.0;
            }
        }
    }

    /// A line, broken where nothing was measured.
    fn track(&self, canvas: &mut Canvas, number: usize, track: &Track) {
        let colour = palette::line(number);
        let stroke = Stroke { colour, width: 1.3, dashed: number >= 4 };
        let points: Vec<Option<(f64, f64)>> = track
            .values
            .iter()
            .enumerate()
            .map(|(at, value)| value.map(|value| (self.x(at), self.y(value))))
            .collect();
        for run in points.split(Option::is_none).filter(|run| !run.is_empty()) {
            let run: Vec<(f64, f64)> = run.iter().copied().flatten().collect();
            canvas.path(&run, &stroke);
        }
        for point in points.into_iter().flatten() {
            canvas.mark(point, number, colour);
        }
    }

    /// Names of lines and target, level with their ends, moved apart.
    fn names(&self, canvas: &mut Canvas) {
        let end = |(at, track): (usize, &Track)| {
            let last = track.values.iter().flatten().next_back()?;
            Some((track.name.clone(), *last, Some(at)))
        };
        let mut labels: Vec<(String, f64, Option<usize>)> =
            self.chart.series.iter().enumerate().filter_map(end).collect();
        labels
            .extend(target_label(self.chart).map(|(label, value)| (label, value, None)));
        let ends: Vec<f64> = labels.iter().map(|(_, value, _)| self.y(*value)).collect();
        let places = spread(&ends, TYPE + 3.0, TOP, self.bottom);
        for ((label, _, series), place) in labels.iter().zip(places) {
            match series {
                Some(at) => {
                    canvas.mark((self.right + 6.0, place), *at, palette::line(*at));
                }
                None => canvas.line(
                    (self.right, place),
                    (self.right + 10.0, place),
                    &Stroke::TARGET,
                ),
            }
            canvas.text((self.right + NAME, place), Anchor::Start, label);
        }
    }
}

fn target_label(chart: &Line) -> Option<(String, f64)> {
    let (name, value) = chart.target.as_ref()?;
    Some((format!("{name} {}", chart.axis.number(*value)), *value))
}
