//! 专项评价: what single methods say on the tables of the case.

use super::pen::{NONE, Pen};
use crate::assessment::{MethodResult, Outcome, Value};
use crate::document::citation::marker;
use crate::document::view::{MethodRowView, MethodView};

pub(super) fn methods(pen: &Pen<'_>) -> Vec<MethodView> {
    pen.inputs.assessment.methods.iter().map(|result| method(pen, result)).collect()
}

fn method(pen: &Pen<'_>, result: &MethodResult) -> MethodView {
    let record = pen.inputs.knowledge.methods.get(&result.method);
    let name = record.map_or(result.method.as_str(), |m| m.name.as_str());
    let notes: Vec<String> = result
        .outcomes
        .iter()
        .flat_map(|o| o.notes.iter().map(|note| format!("{}：{note}", o.name)))
        .collect();
    MethodView {
        name: if result.demonstration {
            format!("示例·{name}")
        } else {
            name.to_owned()
        },
        cite: marker(record.map(|m| m.source.as_str())),
        rows: result
            .outcomes
            .iter()
            .flat_map(|o| rows(pen, o, result.by_month))
            .collect(),
        notes: notes.join("；"),
        demonstration: result.demonstration,
    }
}

/// Its values; of a result by month those of the year.
fn rows(pen: &Pen<'_>, outcome: &Outcome, by_month: bool) -> Vec<MethodRowView> {
    let of_month = |value: &Value| value.label.starts_with(|c: char| c.is_ascii_digit());
    let shown = outcome.values.iter().filter(|v| !by_month || !of_month(v));
    shown.map(|value| row(pen, outcome, value)).collect()
}

fn row(pen: &Pen<'_>, outcome: &Outcome, value: &Value) -> MethodRowView {
    let label = format!("{}{}", outcome.name, value.label);
    let figure = value.figure.as_ref().map(|figure| pen.figure(&label, figure));
    MethodRowView {
        subject: outcome.name.clone(),
        label: value.label.clone(),
        value: figure.or_else(|| value.words.clone()).unwrap_or_else(|| NONE.to_owned()),
    }
}
