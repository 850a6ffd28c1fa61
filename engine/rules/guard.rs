//! Declarative guards, compiled into an index over all rules of one kind of subject.
//!
//! Per fact: words → the rules that allow them, numbers → sorted thresholds. One look at a
//! subject's fact tells for all rules at once which guards fail.

use std::collections::BTreeMap;

use fixedbitset::FixedBitSet;

use super::subject::{Fact, Subject, Value};

/// A guard, checked.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Guard {
    /// Path of the fact.
    pub path: String,
    /// What it must be.
    pub test: Test,
}

/// What a guard asks of its fact.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Test {
    Is(bool),
    Any(Vec<String>),
    Not(String),
    Number(Operator, f64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Less,
    AtMost,
    More,
    AtLeast,
    Equal,
    Unequal,
}

/// How the guards of one rule fared, as bits by guard number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GuardResult {
    /// Guards whose fact does not meet them.
    pub fails: u64,
    /// Guards whose fact is missing.
    pub missing: u64,
}

impl GuardResult {
    /// Whether exactly one guard stands between the rule and the subject.
    #[must_use]
    pub fn near_miss(self) -> bool {
        self.missing == 0 && self.fails.is_power_of_two()
    }
}

impl Test {
    /// Whether `value` meets it.
    #[expect(clippy::float_cmp, reason = "equality is what was written")]
    pub fn holds(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Is(wanted), Value::Bool(found)) => wanted == found,
            (Self::Any(words), Value::Text(found)) => words.contains(found),
            (Self::Any(words), Value::List(found)) => {
                words.iter().any(|w| found.contains(w))
            }
            (Self::Not(word), Value::Text(found)) => word != found,
            (Self::Number(operator, bound), Value::Number(found)) => match operator {
                Operator::Less => found < bound,
                Operator::AtMost => found <= bound,
                Operator::More => found > bound,
                Operator::AtLeast => found >= bound,
                Operator::Equal => found == bound,
                Operator::Unequal => found != bound,
            },
            _ => false,
        }
    }
}

/// Where a guard sits: rule (local number) and bit.
type Seat = (u32, u8);

/// The guards of all rules for one kind of subject.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Global number of each local rule.
    rules: Vec<usize>,
    fields: BTreeMap<String, Field>,
}

#[derive(Debug, Default)]
struct Field {
    seats: Vec<Seat>,
    /// Word → seats that allow it (positions in `seats`).
    words: BTreeMap<String, FixedBitSet>,
    /// Positions in `seats` that are tests of words.
    worded: FixedBitSet,
    /// Ascending thresholds: a value below fails these ("at least", "more").
    floors: Vec<(f64, bool, u32)>,
    /// Ascending thresholds: a value above fails these ("at most", "less").
    ceilings: Vec<(f64, bool, u32)>,
    /// Everything else, tested one by one.
    others: Vec<(Test, u32)>,
}

impl Index {
    /// Adds a rule with its guards; at most 64 guards count.
    pub fn add(&mut self, global: usize, guards: &[Guard]) {
        let local = u32::try_from(self.rules.len()).unwrap_or(u32::MAX);
        self.rules.push(global);
        for (bit, guard) in guards.iter().enumerate().take(64) {
            let field = self.fields.entry(guard.path.clone()).or_default();
            let position = u32::try_from(field.seats.len()).unwrap_or(u32::MAX);
            field.seats.push((local, u8::try_from(bit).unwrap_or(63)));
            match &guard.test {
                Test::Any(words) => {
                    for word in words {
                        let set = field.words.entry(word.clone()).or_default();
                        set.grow_and_insert(position as usize);
                    }
                    field.worded.grow_and_insert(position as usize);
                }
                Test::Number(Operator::AtLeast, bound) => {
                    field.floors.push((*bound, true, position));
                }
                Test::Number(Operator::More, bound) => {
                    field.floors.push((*bound, false, position));
                }
                Test::Number(Operator::AtMost, bound) => {
                    field.ceilings.push((*bound, true, position));
                }
                Test::Number(Operator::Less, bound) => {
                    field.ceilings.push((*bound, false, position));
                }
                other => field.others.push((other.clone(), position)),
            }
        }
    }

    /// Sorts the thresholds; to be called when all rules are in.
    pub fn finish(&mut self) {
        for field in self.fields.values_mut() {
            field.floors.sort_by(|a, b| a.0.total_cmp(&b.0));
            field.ceilings.sort_by(|a, b| a.0.total_cmp(&b.0));
        }
    }

    /// For each rule its global number and how its guards fared on `subject`.
    pub fn screen(&self, subject: &Subject) -> Vec<(usize, GuardResult)> {
        let mut results: Vec<_> =
            self.rules.iter().map(|global| (*global, GuardResult::default())).collect();
        for (path, field) in &self.fields {
            match subject.fact(path) {
                Some(Fact::Known { value, .. }) => field.failing(value, |(rule, bit)| {
                    results[rule as usize].1.fails |= 1 << bit;
                }),
                Some(Fact::Missing(_)) | None => {
                    for (rule, bit) in &field.seats {
                        results[*rule as usize].1.missing |= 1 << bit;
                    }
                }
            }
        }
        results
    }
}

impl Field {
    /// Calls `fail` for every seat whose test `value` does not meet.
    fn failing(&self, value: &Value, mut fail: impl FnMut(Seat)) {
        let seat = |position: usize| self.seats[position];
        let single;
        let words: &[String] = match value {
            Value::Text(word) => {
                single = [word.clone()];
                &single
            }
            Value::List(list) => list,
            Value::Bool(_) | Value::Number(_) => &[],
        };
        let allowed: Vec<&FixedBitSet> =
            words.iter().filter_map(|word| self.words.get(word)).collect();
        for position in self.worded.ones() {
            if !allowed.iter().any(|set| set.contains(position)) {
                fail(seat(position));
            }
        }
        if let Value::Number(number) = value {
            // Floors ascend: those above the number fail, and only those are walked.
            let from = self.floors.partition_point(|(bound, ..)| bound < number);
            for (bound, inclusive, position) in &self.floors[from..] {
                if number < bound || !inclusive {
                    fail(seat(*position as usize));
                }
            }
            let to = self.ceilings.partition_point(|(bound, ..)| bound <= number);
            for (bound, inclusive, position) in &self.ceilings[..to] {
                if number > bound || !inclusive {
                    fail(seat(*position as usize));
                }
            }
        } else {
            for (.., position) in self.floors.iter().chain(&self.ceilings) {
                fail(seat(*position as usize));
            }
        }
        for (test, position) in &self.others {
            if !test.holds(value) {
                fail(seat(*position as usize));
            }
        }
    }
}
