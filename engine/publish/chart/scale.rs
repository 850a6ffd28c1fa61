//! From values to places, and round values for the axis.

/// A scale from nought to a round value at or above the greatest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    pub(super) top: f64,
    step: f64,
    decimals: usize,
}

impl Scale {
    /// A scale that holds `greatest` in about four to six steps.
    pub(super) fn to(greatest: f64) -> Self {
        let greatest =
            if greatest.is_finite() && greatest > 0.0 { greatest } else { 1.0 };
        let (mut power, mut decimals) = (1.0, 0);
        while power * 10.0 <= greatest / 2.0 {
            power *= 10.0;
        }
        while power > greatest / 2.0 && decimals < 9 {
            power /= 10.0;
            decimals += 1;
        }
        let step = [0.5, 1.0, 2.0, 2.5, 5.0, 10.0]
            .into_iter()
            .map(|factor| factor * power)
            .find(|step| greatest / step <= 6.0)
            .unwrap_or(power * 10.0);
        let whole = (step / power).fract() < 1e-9;
        let steps = (greatest / step - 1e-9).ceil();
        Self {
            top: steps * step,
            step,
            decimals: decimals + usize::from(!whole && power < 5.0),
        }
    }

    /// The round values, from nought up, with their labels.
    pub(super) fn ticks(&self) -> Vec<(f64, String)> {
        let mut ticks = Vec::new();
        let mut at = 0.0;
        while at <= self.top + self.step * 1e-6 {
            ticks.push((at, format!("{at:.*}", self.decimals)));
            at += self.step;
        }
        ticks
    }

    /// How much of `length` the value takes.
    pub(super) fn of(&self, value: f64, length: f64) -> f64 {
        (value / self.top).clamp(0.0, 1.0) * length
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_hold_the_greatest() {
        for greatest in [0.031, 0.31, 1.0, 7.0, 58.0, 100.0, 126.4, 9800.0, 0.0, f64::NAN]
        {
            let scale = Scale::to(greatest);
            assert!(greatest.is_nan() || scale.top >= greatest, "{greatest}: {scale:?}");
            assert!((2..=8).contains(&scale.ticks().len()), "{greatest}: {scale:?}");
        }
        let labels: Vec<String> =
            Scale::to(100.0).ticks().into_iter().map(|(_, label)| label).collect();
        assert_eq!(labels, ["0", "20", "40", "60", "80", "100"]);
        let labels: Vec<String> =
            Scale::to(132.0).ticks().into_iter().map(|(_, label)| label).collect();
        assert_eq!(labels, ["0", "25", "50", "75", "100", "125", "150"]);
    }
}
