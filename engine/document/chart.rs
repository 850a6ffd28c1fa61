//! The data of charts: what is shown, not how.
//!
//! Takes: figures already computed. Gives: [`Chart`]s, and each as rows of text for readers
//! who cannot see it. Never: draws.

use serde::{Deserialize, Serialize};

/// A chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Chart {
    /// Proportions of classes per period or area.
    StackedBars(StackedBars),
    /// Shares of load per source.
    ShareBars(ShareBars),
    /// Reductions of measures, one on top of the other, against what is required.
    Cumulative(Cumulative),
    /// A time series against a target.
    Line(Line),
}

/// The axis of values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Axis {
    /// What is measured, such as 断面比例.
    pub title: String,
    /// Its unit, such as % or t/a; empty for none.
    pub unit: String,
    /// How many decimals values are shown with.
    pub decimals: usize,
}

/// Proportions of classes per period or area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StackedBars {
    /// What the values are.
    pub axis: Axis,
    /// The classes, from the bottom up.
    pub series: Vec<Series>,
    /// The bars, from left to right.
    pub bars: Vec<Bar>,
}

/// A class or other part that every bar has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// Its name, such as 劣Ⅴ类.
    pub name: String,
    /// Its colour.
    pub tone: Tone,
}

/// What a colour stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// Water of class Ⅰ or Ⅱ.
    ClassOneTwo,
    /// Water of class Ⅲ.
    ClassThree,
    /// Water of class Ⅳ.
    ClassFour,
    /// Water of class Ⅴ.
    ClassFive,
    /// Water worse than class Ⅴ.
    WorseThanFive,
    /// Anything else: tones by order of appearance.
    Plain,
}

impl Tone {
    /// The tone of a water quality class by its name, with or without 类.
    #[must_use]
    pub fn of_class(name: &str) -> Self {
        match name.trim().trim_end_matches('类') {
            "Ⅰ" | "Ⅱ" | "Ⅰ–Ⅱ" | "Ⅰ～Ⅱ" | "Ⅰ—Ⅱ" => Self::ClassOneTwo,
            "Ⅲ" => Self::ClassThree,
            "Ⅳ" => Self::ClassFour,
            "Ⅴ" => Self::ClassFive,
            "劣Ⅴ" => Self::WorseThanFive,
            _ => Self::Plain,
        }
    }
}

/// One bar of parts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// What stands under it, such as 2024年.
    pub label: String,
    /// A value for every series, in their order.
    pub parts: Vec<f64>,
}

/// Shares of load per source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShareBars {
    /// What the values are.
    pub axis: Axis,
    /// The sources, from the top down.
    pub items: Vec<Item>,
}

/// A value with a name, and its range if known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// What it is.
    pub label: String,
    /// Its value.
    pub value: f64,
    /// Its low and high, where it is uncertain.
    pub range: Option<(f64, f64)>,
    /// A remark behind the value, such as 182 t/a; empty for none.
    pub remark: String,
}

/// Reductions of measures, one on top of the other, against what is required.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cumulative {
    /// What the values are.
    pub axis: Axis,
    /// The measures, from the top down.
    pub items: Vec<Item>,
    /// What the line of the requirement is called.
    pub required_label: String,
    /// What is required.
    pub required: f64,
}

/// A time series against a target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// What the values are.
    pub axis: Axis,
    /// The points in time, such as 1月.
    pub times: Vec<String>,
    /// The lines.
    pub series: Vec<Track>,
    /// The target's name and value.
    pub target: Option<(String, f64)>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Track {
    /// Its name, such as a section's.
    pub name: String,
    /// A value for every point in time; none where nothing was measured.
    pub values: Vec<Option<f64>>,
}

/// A chart's data as a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rows {
    /// The heads of the columns.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

impl Axis {
    /// Title and unit, such as 入河负荷(t/a).
    #[must_use]
    pub fn heading(&self) -> String {
        if self.unit.is_empty() {
            return self.title.clone();
        }
        format!("{}({})", self.title, self.unit)
    }

    /// `value` with the axis's decimals, without unit.
    #[must_use]
    pub fn number(&self, value: f64) -> String {
        // Negative zero would print as -0.
        format!("{:.*}", self.decimals, value + 0.0)
    }
}

impl Chart {
    /// The data as rows of text.
    #[must_use]
    pub fn rows(&self) -> Rows {
        match self {
            Self::StackedBars(chart) => chart.rows(),
            Self::ShareBars(chart) => item_rows(&chart.axis, &chart.items),
            Self::Cumulative(chart) => chart.rows(),
            Self::Line(chart) => chart.rows(),
        }
    }
}

impl StackedBars {
    fn rows(&self) -> Rows {
        let names = self.series.iter().map(|series| series.name.clone());
        let row = |bar: &Bar| {
            let parts = bar.parts.iter().map(|part| self.axis.number(*part));
            std::iter::once(bar.label.clone()).chain(parts).collect()
        };
        Rows {
            head: std::iter::once(self.axis.heading()).chain(names).collect(),
            rows: self.bars.iter().map(row).collect(),
        }
    }
}

impl Cumulative {
    fn rows(&self) -> Rows {
        let mut rows = item_rows(&self.axis, &self.items);
        let total: f64 = self.items.iter().map(|item| item.value).sum();
        for (label, value) in
            [("合计", total), (self.required_label.as_str(), self.required)]
        {
            let value = self.axis.number(value);
            rows.rows.push(vec![label.to_owned(), value, String::new(), String::new()]);
        }
        rows
    }
}

impl Line {
    fn rows(&self) -> Rows {
        let names = self.series.iter().map(|track| track.name.clone());
        let cell = |track: &Track, at: usize| {
            let value = track.values.get(at).copied().flatten();
            value.map_or_else(|| String::from("缺测"), |value| self.axis.number(value))
        };
        let mut rows: Vec<Vec<String>> = Vec::new();
        for (at, time) in self.times.iter().enumerate() {
            let cells = self.series.iter().map(|track| cell(track, at));
            rows.push(std::iter::once(time.clone()).chain(cells).collect());
        }
        if let Some((name, value)) = &self.target {
            let cells = self.series.iter().map(|_| self.axis.number(*value));
            rows.push(std::iter::once(name.clone()).chain(cells).collect());
        }
        let head = std::iter::once(self.axis.heading()).chain(names).collect();
        Rows { head, rows }
    }
}

fn item_rows(axis: &Axis, items: &[Item]) -> Rows {
    let row = |item: &Item| {
        let range = item.range.map_or_else(String::new, |(low, high)| {
            format!("{}～{}", axis.number(low), axis.number(high))
        });
        vec![item.label.clone(), axis.number(item.value), range, item.remark.clone()]
    };
    let head = ["名称", &axis.heading(), "范围", "说明"].map(str::to_owned).to_vec();
    Rows { head, rows: items.iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_named_and_not_zero() {
        let axis = Axis { title: "总磷".into(), unit: "mg/L".into(), decimals: 2 };
        let chart = Chart::Line(Line {
            axis,
            times: vec!["1月".into(), "2月".into()],
            series: vec![Track { name: "甲".into(), values: vec![Some(0.2), None] }],
            target: None,
        });
        let rows = chart.rows();
        assert_eq!(rows.head, ["总磷(mg/L)", "甲"]);
        assert_eq!(rows.rows[1], ["2月", "缺测"]);
    }

    #[test]
    fn classes_have_their_tones() {
        assert_eq!(Tone::of_class("劣Ⅴ类"), Tone::WorseThanFive);
        assert_eq!(Tone::of_class("Ⅰ～Ⅱ类"), Tone::ClassOneTwo);
        assert_eq!(Tone::of_class("工业"), Tone::Plain);
    }
}
