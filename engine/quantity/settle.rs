//! Numbers without the noise that binary fractions leave: what is computed to lie at a limit must
//! meet it, in whatever unit and order its parts were written.

/// Significant digits that are kept: fewer than a double holds, more than anybody measures.
const DIGITS: i32 = 14;

/// Powers of ten that a double holds exactly.
const EXACT: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// `value` to the digits that a number as large as `magnitude` has: of a difference, the larger
/// of its two parts.
pub(super) fn settled(value: f64, magnitude: f64) -> f64 {
    if value == 0.0 || !value.is_finite() || !magnitude.is_finite() || magnitude == 0.0 {
        return value;
    }
    // The logarithm of a finite double lies between −324 and 309.
    #[expect(clippy::cast_possible_truncation, reason = "a small whole number")]
    let place = DIGITS - 1 - magnitude.abs().log10().floor() as i32;
    let power = |n: i32| EXACT.get(usize::try_from(n).ok()?).copied();
    // A whole number times or over an exact power is the double next to the decimal.
    match (power(place), power(-place)) {
        (Some(tens), _) => (value * tens).round() / tens,
        (None, Some(tens)) => (value / tens).round() * tens,
        (None, None) => match usize::try_from(place) {
            Ok(decimals) => format!("{value:.decimals$}").parse().unwrap_or(value),
            // So large that its last digits are no decimals.
            Err(_) => {
                let digits = usize::try_from(DIGITS - 1).unwrap_or_default();
                format!("{value:.digits$e}").parse().unwrap_or(value)
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::settled;

    #[test]
    fn decimals_are_met_exactly() {
        let cases: [(f64, f64); 9] = [
            (0.1 + 0.2, 0.3),
            (0.7 + 0.1 + 0.1 + 0.1, 1.0),
            (99.7 + 0.1 + 0.1 + 0.1, 100.0),
            (1000.0 * (1e-12 / 1e-9), 1.0),
            (300.0 * (1e-6 / 1e-3), 0.3),
            (0.7 / 0.01, 70.0),
            (75_948.125, 75_948.125),
            (1e300 * 0.1, 1e299),
            (3.0 * 1e-30, 3e-30),
        ];
        for (noisy, decimal) in cases {
            assert_eq!(settled(noisy, noisy).to_bits(), decimal.to_bits(), "{noisy}");
        }
        assert_eq!(settled(80.3 - 70.1 - (5.5 - 5.3), 80.3).to_string(), "10");
        assert_eq!(settled(0.3 - (0.1 + 0.2), 0.3).abs().to_string(), "0");
        assert_eq!(settled(3e-13 - (1e-13 + 2e-13), 3e-13).abs().to_string(), "0");
    }

    proptest! {
        #[test]
        fn short_decimals_stay(digits in -999_999_999_999_i64..999_999_999_999, tens in -20..20_i32) {
            let value: f64 = format!("{digits}e{tens}").parse().unwrap();
            prop_assert_eq!(settled(value, value).to_bits(), value.to_bits());
        }
    }
}
