//! Numbers as Chinese technical documents print them.

/// `value` with `decimals` digits behind the point.
#[must_use]
pub fn fixed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let zero = text.bytes().all(|b| matches!(b, b'-' | b'0' | b'.'));
    if zero { text.trim_start_matches('-').to_owned() } else { text }
}

/// `value` with three significant digits, never fewer than its whole digits:
/// `1234`, `123`, `12.3`, `1.23`, `0.123`. Trailing zeros behind the point are dropped.
#[must_use]
pub fn significant(value: f64) -> String {
    let magnitude = value.abs();
    let decimals = match magnitude {
        m if m >= 100.0 || m == 0.0 => 0,
        m if m >= 10.0 => 1,
        m if m >= 1.0 => 2,
        m if m >= 0.1 => 3,
        m if m >= 0.01 => 4,
        m if m >= 0.001 => 5,
        _ => 6,
    };
    let text = fixed(value, decimals);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_significant_digits() {
        let texts = [1234.4, 123.4, 12.34, 1.234, 0.1234, 0.01234, 0.0, 65.0, -0.0001];
        let texts = texts.map(significant);
        assert_eq!(
            texts,
            ["1234", "123", "12.3", "1.23", "0.123", "0.0123", "0", "65", "-0.0001"]
        );
    }

    #[test]
    fn fixed_has_no_negative_zero() {
        assert_eq!(fixed(-0.001, 2), "0.00");
    }
}
