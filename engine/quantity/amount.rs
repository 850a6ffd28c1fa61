//! A value or a range, without unit.

use serde::Serialize;

use super::settle::settled;

/// `low ≤ typical ≤ high`; a single value has all three alike.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Amount {
    /// Lower end.
    pub low: f64,
    /// The value to use where one number is needed.
    pub typical: f64,
    /// Upper end.
    pub high: f64,
}

impl Amount {
    /// One value.
    #[must_use]
    pub fn point(value: f64) -> Self {
        Self { low: value, typical: value, high: value }
    }

    /// A range whose middle stands for it.
    #[must_use]
    pub fn range(low: f64, high: f64) -> Self {
        Self { low, typical: f64::midpoint(low, high), high }
    }

    /// A range with a typical value.
    #[must_use]
    pub fn new(low: f64, typical: f64, high: f64) -> Self {
        Self { low, typical, high }
    }

    /// Whether it is one value.
    #[must_use]
    #[expect(clippy::float_cmp, reason = "a point is made of one number copied")]
    pub fn is_point(self) -> bool {
        self.low == self.high
    }

    /// Whether all three are numbers.
    #[must_use]
    pub fn is_finite(self) -> bool {
        self.low.is_finite() && self.typical.is_finite() && self.high.is_finite()
    }

    /// Without the noise of binary fractions.
    #[must_use]
    pub fn settled(self) -> Self {
        let settle = |value: f64| settled(value, value);
        Self::new(settle(self.low), settle(self.typical), settle(self.high))
    }

    /// As [`Self::settled`], of a difference: to the digits of the larger of its parts.
    #[must_use]
    pub fn settled_at(self, magnitude: f64) -> Self {
        let settle = |value: f64| settled(value, magnitude);
        Self::new(settle(self.low), settle(self.typical), settle(self.high))
    }

    /// The largest of its values, without sign.
    #[must_use]
    pub fn magnitude(self) -> f64 {
        self.low.abs().max(self.typical.abs()).max(self.high.abs())
    }

    /// Multiplied by a constant, which may be negative.
    #[must_use]
    pub fn scale(self, factor: f64) -> Self {
        Self::ordered(self.low * factor, self.typical * factor, self.high * factor)
    }

    /// Sum; ends add up.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self::new(
            self.low + other.low,
            self.typical + other.typical,
            self.high + other.high,
        )
    }

    /// Difference; the widest range that is possible.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self::new(
            self.low - other.high,
            self.typical - other.typical,
            self.high - other.low,
        )
    }

    /// Product by interval arithmetic.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        let ends = [
            self.low * other.low,
            self.low * other.high,
            self.high * other.low,
            self.high * other.high,
        ];
        Self::hull(ends, self.typical * other.typical)
    }

    /// Ratio by interval arithmetic; `None` when the divisor's range contains zero.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        if other.low <= 0.0 && other.high >= 0.0 {
            return None;
        }
        let ends = [
            self.low / other.low,
            self.low / other.high,
            self.high / other.low,
            self.high / other.high,
        ];
        Some(Self::hull(ends, self.typical / other.typical))
    }

    /// Kept from falling below zero.
    #[must_use]
    pub fn non_negative(self) -> Self {
        Self::new(self.low.max(0.0), self.typical.max(0.0), self.high.max(0.0))
    }

    /// `12` or `12–24`, each end through `print`.
    #[must_use]
    pub fn map_text(self, print: impl Fn(f64) -> String) -> String {
        let (low, high) = (print(self.low), print(self.high));
        if low == high { low } else { format!("{low}–{high}") }
    }

    fn ordered(low: f64, typical: f64, high: f64) -> Self {
        Self { low: low.min(high), typical, high: low.max(high) }
    }

    fn hull(ends: [f64; 4], typical: f64) -> Self {
        let low = ends.into_iter().fold(f64::INFINITY, f64::min);
        let high = ends.into_iter().fold(f64::NEG_INFINITY, f64::max);
        Self { low, typical, high }
    }
}
