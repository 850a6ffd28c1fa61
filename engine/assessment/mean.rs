//! Means over readings, with values below the detection limit.

use serde::Serialize;

use crate::profile::{Measurement, Reading};
use crate::quantity::{Amount, Quantity, Term, Unit};

/// 均值 of one item over a period.
#[derive(Debug, Clone, Serialize)]
pub struct Mean {
    /// The mean.
    pub value: Quantity,
    /// How many values went into it.
    pub count: usize,
    /// How many of them counted as half the detection limit.
    pub below: usize,
    /// How many were 未检出 without limit and did not count.
    pub left_out: usize,
}

/// The arithmetic mean of `pollutant` over `readings`, in `unit`.
///
/// A value below the detection limit counts as half the limit; 未检出 without a limit does
/// not count. `None` when nothing counts.
#[must_use]
pub fn mean(readings: &[&Reading], pollutant: &str, unit: &Unit) -> Option<Mean> {
    let (mut terms, mut sum) = (Vec::new(), 0.0);
    let (mut count, mut below, mut left_out) = (0usize, 0, 0);
    for reading in readings {
        let (quantity, factor) = match reading.values.get(pollutant) {
            None => continue,
            Some(Measurement::Value(quantity)) => (quantity, 1.0),
            Some(Measurement::Below(limit)) => {
                below += 1;
                (limit, 0.5)
            }
            Some(Measurement::NotDetected) => {
                left_out += 1;
                continue;
            }
        };
        let Ok(amount) = quantity.amount_in(unit) else { continue };
        sum += amount.typical * factor;
        count += 1;
        terms.push(Term::new(reading.time.clone(), quantity));
    }
    if let ([term], 0) = (terms.as_slice(), below) {
        let value = term.quantity.to(unit).ok()?;
        return Some(Mean { value, count, below, left_out });
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of readings are small")]
    let amount = Amount::point(sum / count as f64);
    let method = if below > 0 {
        "算术平均（低于检出限者按检出限的一半）"
    } else {
        "算术平均"
    };
    let value = Quantity::derived(amount, unit.clone(), method, terms).ok()?;
    Some(Mean { value, count, below, left_out })
}
