//! A sheet to draw on: rectangles, lines, texts, in points.

use std::fmt::Write as _;

use crate::publish::width;

/// Width of every chart.
pub(super) const WIDTH: f64 = 440.0;

/// Size of type.
pub(super) const TYPE: f64 = 9.0;

/// Where a text stands in relation to its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// What has been drawn.
pub(super) struct Canvas {
    body: String,
    height: f64,
}

impl Canvas {
    pub(super) fn new(height: f64) -> Self {
        Self { body: String::new(), height }
    }

    pub(super) fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, fill: &str) {
        self.push(format_args!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\" \
             fill=\"{fill}\" stroke=\"#ffffff\" stroke-width=\"0.6\"/>",
            width.max(0.0),
            height.max(0.0)
        ));
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), stroke: &Stroke) {
        self.push(format_args!(
            "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" {}/>",
            from.0,
            from.1,
            to.0,
            to.1,
            stroke.attributes()
        ));
    }

    pub(super) fn path(&mut self, points: &[(f64, f64)], stroke: &Stroke) {
        let points: Vec<String> =
            points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        self.push(format_args!(
            "<polyline points=\"{}\" fill=\"none\" {}/>",
            points.join(" "),
            stroke.attributes()
        ));
    }

    /// A small mark that tells series apart without colour.
    pub(super) fn mark(&mut self, (x, y): (f64, f64), series: usize, fill: &str) {
        match series % 3 {
            0 => self.push(format_args!(
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2.3\" fill=\"{fill}\"/>"
            )),
            1 => self.rect(x - 2.4, y - 2.4, 4.8, 4.8, fill),
            _ => self.push(format_args!(
                "<path d=\"M{x:.1} {:.1} l3 5.2 h-6 z\" fill=\"{fill}\"/>",
                y - 3.2
            )),
        }
    }

    /// Text whose middle line goes through `y`, on a white halo.
    pub(super) fn text(&mut self, (x, y): (f64, f64), anchor: Anchor, text: &str) {
        self.styled(x, y, anchor, text, "#222222", true);
    }

    /// Text on a filled part, without halo.
    pub(super) fn text_on(&mut self, (x, y): (f64, f64), text: &str, colour: &str) {
        self.styled(x, y, Anchor::Middle, text, colour, false);
    }

    fn styled(
        &mut self,
        x: f64,
        y: f64,
        anchor: Anchor,
        text: &str,
        fill: &str,
        halo: bool,
    ) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let halo = if halo {
            " stroke=\"#ffffff\" stroke-width=\"2\" stroke-linejoin=\"round\" \
             paint-order=\"stroke\""
        } else {
            ""
        };
        let y = y + TYPE * 0.36;
        self.push(format_args!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" fill=\"{fill}\"{halo}>{}</text>",
            escape(text)
        ));
    }

    /// The SVG text.
    pub(super) fn finish(self) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}pt\" height=\"{0:.0}pt\" \
             viewBox=\"0 0 {WIDTH} {0:.0}\" font-family=\"Yice Song\" font-size=\"{TYPE}\">\n{1}</svg>\n",
            self.height, self.body
        )
    }

    fn push(&mut self, element: std::fmt::Arguments) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.body, "{element}");
    }
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stroke {
    pub(super) colour: &'static str,
    pub(super) width: f64,
    pub(super) dashed: bool,
}

impl Stroke {
    pub(super) const AXIS: Self = Self { colour: "#444444", width: 0.7, dashed: false };
    pub(super) const GRID: Self = Self { colour: "#d9d9d9", width: 0.5, dashed: false };
    pub(super) const TARGET: Self = Self { colour: "#b2182b", width: 1.1, dashed: true };

    fn attributes(&self) -> String {
        let dash = if self.dashed { " stroke-dasharray=\"4 2.5\"" } else { "" };
        format!("stroke=\"{}\" stroke-width=\"{}\"{dash}", self.colour, self.width)
    }
}

/// The width of `text` in points.
pub(super) fn text_width(text: &str) -> f64 {
    width::of(text) * TYPE
}

/// `text` in lines of at most `room` points.
pub(super) fn wrap(text: &str, room: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0.0;
    for c in text.chars() {
        let wide = width::of_char(c) * TYPE;
        if used + wide > room && used > 0.0 {
            lines.push(String::new());
            used = 0.0;
        }
        used += wide;
        if let Some(line) = lines.last_mut() {
            line.push(c);
        }
    }
    lines
}

/// Moves `places` apart until neighbours are `gap` apart, keeping their order.
pub(super) fn spread(places: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|a, b| places[*a].total_cmp(&places[*b]).then(a.cmp(b)));
    let mut out = places.to_vec();
    let mut floor = low;
    for &at in &order {
        out[at] = out[at].max(floor);
        floor = out[at] + gap;
    }
    let mut ceiling = high;
    for &at in order.iter().rev() {
        out[at] = out[at].min(ceiling);
        ceiling = out[at] - gap;
    }
    out
}

fn escape(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).fold(String::new(), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
        out
    })
}
