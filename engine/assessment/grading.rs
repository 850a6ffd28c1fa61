//! Grading tables of knowledge: comparisons as written, and the first row that holds.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::rows::Lack;
use crate::knowledge::{Condition, Grading};
use crate::profile::SheetRow;

/// A comparison such as `>= 90`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    operator: Operator,
    value: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Less,
    AtMost,
    More,
    AtLeast,
    Equal,
}

/// Not a comparison.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("比较式应写成 \">= 90\"，这里是“{0}”")]
pub struct NotAComparison(String);

impl FromStr for Comparison {
    type Err = NotAComparison;

    fn from_str(text: &str) -> Result<Self, NotAComparison> {
        let text = text.trim();
        let (operator, rest) = [
            ("<=", Operator::AtMost),
            ("≤", Operator::AtMost),
            (">=", Operator::AtLeast),
            ("≥", Operator::AtLeast),
            ("<", Operator::Less),
            (">", Operator::More),
            ("=", Operator::Equal),
        ]
        .into_iter()
        .find_map(|(sign, operator)| Some((operator, text.strip_prefix(sign)?)))
        .unwrap_or((Operator::Equal, text));
        let value: f64 =
            rest.trim().parse().map_err(|_| NotAComparison(text.to_owned()))?;
        if value.is_finite() {
            Ok(Self { operator, value })
        } else {
            Err(NotAComparison(text.to_owned()))
        }
    }
}

impl Comparison {
    /// Whether `value` meets it.
    #[must_use]
    #[expect(clippy::float_cmp, reason = "equality is what was written")]
    pub fn holds(self, value: f64) -> bool {
        match self.operator {
            Operator::Less => value < self.value,
            Operator::AtMost => value <= self.value,
            Operator::More => value > self.value,
            Operator::AtLeast => value >= self.value,
            Operator::Equal => value == self.value,
        }
    }
}

/// The grade of the first row of `grading` whose conditions all hold.
#[must_use]
pub fn grade(
    grading: &Grading,
    numbers: &BTreeMap<&str, f64>,
    words: &BTreeMap<&str, &str>,
) -> Option<String> {
    let holds = |field: &String, condition: &Condition| match condition {
        Condition::Any(list) => {
            words.get(field.as_str()).is_some_and(|w| list.iter().any(|l| l == w))
        }
        Condition::Text(text) => match (numbers.get(field.as_str()), text.parse()) {
            (Some(value), Ok(comparison)) => Comparison::holds(comparison, *value),
            _ => words.get(field.as_str()).is_some_and(|w| w == text),
        },
    };
    grading
        .rows
        .iter()
        .find(|row| row.when.iter().all(|(field, condition)| holds(field, condition)))
        .map(|row| row.grade.clone())
}

/// A column that says 是 or 否, and its field in a grading.
pub(super) type YesOrNo = (&'static str, &'static str);

/// What `row` says of `facts`, by field, and those that it says nothing of.
pub(super) fn said<'a>(
    row: &'a SheetRow,
    facts: &[YesOrNo],
) -> (BTreeMap<&'static str, &'a str>, Vec<YesOrNo>) {
    let (mut words, mut unknown) = (BTreeMap::new(), Vec::new());
    for (column, field) in facts {
        match row.word(column) {
            Some(word) => {
                words.insert(*field, word);
            }
            None => unknown.push((*column, *field)),
        }
    }
    (words, unknown)
}

/// The grades that `grading` may give, whichever way the `open` fields are filled in: one
/// alone is sure.
pub(super) fn possible(
    grading: &Grading,
    numbers: &BTreeMap<&str, f64>,
    words: &BTreeMap<&'static str, &str>,
    open: &[&'static str],
) -> Result<Vec<String>, Lack> {
    let mut grades: Vec<String> = Vec::new();
    for mask in 0..(1_u32 << open.len()) {
        let mut filled = words.clone();
        for (bit, field) in open.iter().enumerate() {
            filled.insert(field, if mask >> bit & 1 == 1 { "是" } else { "否" });
        }
        let found = grade(grading, numbers, &filled);
        let found = found.ok_or("分级表没有这一格")?;
        if !grades.contains(&found) {
            grades.push(found);
        }
    }
    Ok(grades)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparisons_read_and_hold() {
        let at_least: Comparison = ">= 90".parse().unwrap();
        assert!(at_least.holds(90.0) && !at_least.holds(89.9));
        let below: Comparison = "< 20".parse().unwrap();
        assert!(below.holds(19.9) && !below.holds(20.0));
        assert!("九十".parse::<Comparison>().is_err());
    }
}
