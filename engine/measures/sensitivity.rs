//! How firm the first rank is: weights drawn at random, seed fixed by the ruleset.
//!
//! Draws are uniform over all weightings that sum to one (a flat Dirichlet distribution,
//! as normalised exponentials).

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::score::Candidate;
use crate::quantity::{Amount, Quantity, Unit};
use crate::rules::Ruleset;

/// The share of draws in which the first option stays first, and how many were drawn.
pub(super) fn firmness(
    options: &[Candidate],
    ruleset: &Ruleset,
) -> (Option<Quantity>, usize) {
    let draws = ruleset.draws;
    if options.len() < 2 || draws == 0 {
        return (None, 0);
    }
    let mut random = ChaCha8Rng::seed_from_u64(ruleset.seed);
    let criteria = ruleset.criteria.len();
    let mut first = 0usize;
    for _ in 0..draws {
        let weights: Vec<f64> = (0..criteria).map(|_| exponential(&mut random)).collect();
        let total = |option: &Candidate| -> f64 {
            option.scores.iter().zip(&weights).map(|(s, w)| s.value * w).sum()
        };
        let own = total(&options[0]);
        // A tie goes to the one that stands first, as in the ranking.
        if options[1..].iter().all(|other| total(other) <= own) {
            first += 1;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of draws are small")]
    let share = 100.0 * first as f64 / draws as f64;
    let method = format!(
        "随机权重检验：{draws} 组权重中居首位的 {first} 组÷{draws}（种子 {}）",
        ruleset.seed
    );
    let share =
        Quantity::derived(Amount::point(share), Unit::percent(), method, Vec::new());
    (share.ok().map(|share| share.with_decimals(Some(0))), draws)
}

/// −ln u with u uniform in (0, 1].
fn exponential(random: &mut ChaCha8Rng) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "53 bits are kept")]
    let uniform = ((random.next_u64() >> 11) as f64 + 1.0) / (1u64 << 53) as f64;
    -uniform.ln()
}
