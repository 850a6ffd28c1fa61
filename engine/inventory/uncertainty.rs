//! 不确定性: what the ranges of activities and coefficients make of the sums, by interval and by
//! Monte Carlo with a fixed seed.
//!
//! An input with a range is drawn from a triangular distribution over its low, typical and
//! high value. One coefficient is one input, however many sources it serves: drawn once a
//! draw, it moves all of them together. Sums are taken draw by draw; the interval printed
//! is that between the outer percentiles. Draws, seed and interval are parameters of the
//! method.

use std::collections::{BTreeMap, HashMap};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rayon::prelude::*;
use serde::Serialize;

use super::line::{COMPLEMENT, InventoryLine, PRODUCTS};
use super::total::sum;
use crate::knowledge::{Knowledge, Method};
use crate::quantity::{Amount, Provenance, Quantity, Term};

/// Streams of random numbers, so that the result does not depend on how many cores there are.
const STREAMS: usize = 16;

/// 某控制单元某污染物负荷的不确定性.
#[derive(Debug, Clone, Serialize)]
pub struct Uncertainty {
    /// Id of the control unit.
    pub unit: String,
    /// Id of the pollutant.
    pub pollutant: String,
    /// Which load.
    pub item: LoadStage,
    /// The sum with its ends by interval arithmetic, t/a.
    pub interval: Quantity,
    /// The percentiles of the draws: low, median, high, t/a.
    pub simulated: Quantity,
}

/// Which of the loads of a line.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, strum::Display,
)]
pub enum LoadStage {
    /// 排放量.
    #[serde(rename = "排放量")]
    #[strum(serialize = "排放量")]
    Discharged,
    /// 入河量.
    #[serde(rename = "入河量")]
    #[strum(serialize = "入河量")]
    Delivered,
}

/// The uncertainty of every sum of real lines that has any.
pub(super) fn run(lines: &[InventoryLine], knowledge: &Knowledge) -> Vec<Uncertainty> {
    let Some(settings) = knowledge.methods.get(super::METHOD).and_then(Settings::of)
    else {
        return Vec::new();
    };
    let mut groups: BTreeMap<(LoadStage, &str, &str), Vec<&InventoryLine>> =
        BTreeMap::new();
    for line in lines.iter().filter(|l| !l.demonstration) {
        for item in [LoadStage::Discharged, LoadStage::Delivered] {
            if of(line, item).is_some() {
                let key = (item, line.unit.as_str(), line.pollutant.as_str());
                groups.entry(key).or_default().push(line);
            }
        }
    }
    let unit = knowledge.unit("t/a");
    let mut model = Model::default();
    let mut sums = Vec::new();
    for ((item, place, pollutant), own) in groups {
        let Some(interval) = sum(&own, &unit, |line| of(line, item)) else { continue };
        if interval.amount().is_point() {
            continue;
        }
        let number = model.sums.len();
        model.sums.push(HashMap::new());
        for line in own {
            if let Some(load) = of(line, item) {
                model.add(number, load);
            }
        }
        sums.push((item, place, pollutant, interval));
    }
    let spreads = model.draw(&settings);
    sums.into_iter()
        .zip(spreads)
        .filter_map(|((item, place, pollutant, interval), spread)| {
            let amount = spread.scale(1.0 / unit.factor());
            let method = settings.method();
            let terms = vec![Term::new("各源求和", &interval)];
            let simulated =
                Quantity::derived(amount, unit.clone(), method, terms).ok()?;
            Some(Uncertainty {
                unit: place.to_owned(),
                pollutant: pollutant.to_owned(),
                item,
                interval,
                simulated,
            })
        })
        .collect()
}

fn of(line: &InventoryLine, item: LoadStage) -> Option<&Quantity> {
    match item {
        LoadStage::Discharged => line.counted(),
        LoadStage::Delivered => line.delivered.as_ref(),
    }
}

/// How to draw.
struct Settings {
    draws: usize,
    seed: u64,
    /// Share of the draws between the printed ends.
    inside: f64,
}

impl Settings {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "both are checked to be whole and small"
    )]
    fn of(method: &Method) -> Option<Self> {
        let whole = |id: &str, most: f64| {
            let value = method.value(id)?;
            (value >= 1.0 && value <= most && value.fract() == 0.0).then_some(value)
        };
        let inside = method.value("interval")? / 100.0;
        let draws = whole("draws", 1e6)? as usize;
        let seed = whole("seed", 1e15)? as u64;
        (inside > 0.0 && inside < 1.0).then_some(Self { draws, seed, inside })
    }

    fn method(&self) -> String {
        let percent = 100.0 * self.inside;
        let (draws, seed) = (self.draws, self.seed);
        format!(
            "蒙特卡洛：三角分布，{draws} 次，种子 {seed}，取居中 {percent}% 的区间与中位数"
        )
    }
}

/// An uncertain input in base units.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Input {
    amount: Amount,
    /// Whether 1 − it is meant.
    complement: bool,
}

impl Input {
    /// The value at the quantile `u` of the triangular distribution.
    fn at(self, u: f64) -> f64 {
        let Amount { low, typical, high } = self.amount;
        let width = high - low;
        let left = (typical - low) / width;
        let value = if u < left {
            low + (u * width * (typical - low)).sqrt()
        } else {
            high - ((1.0 - u) * width * (high - typical)).sqrt()
        };
        if self.complement { (1.0 - value).max(0.0) } else { value }
    }
}

/// Sums of products of uncertain inputs.
#[derive(Default)]
struct Model {
    inputs: Vec<Input>,
    known: HashMap<(String, bool), usize>,
    /// By sum: the constant of each set of inputs.
    sums: Vec<HashMap<Vec<usize>, f64>>,
}

impl Model {
    /// Adds `load` to the sum `number`.
    fn add(&mut self, number: usize, load: &Quantity) {
        let (mut constant, mut inputs) = (1.0, Vec::new());
        self.factors(load, false, &mut constant, &mut inputs);
        inputs.sort_unstable();
        if let Some(sum) = self.sums.get_mut(number) {
            *sum.entry(inputs).or_default() += constant;
        }
    }

    fn factors(
        &mut self,
        quantity: &Quantity,
        complement: bool,
        constant: &mut f64,
        inputs: &mut Vec<usize>,
    ) {
        if let Provenance::Derived { method, terms } = &**quantity.provenance()
            && !complement
        {
            let product = PRODUCTS.contains(&method.as_str());
            if product || method == COMPLEMENT {
                for (place, term) in terms.iter().enumerate() {
                    let complement = !product && place == 1;
                    self.factors(&term.quantity, complement, constant, inputs);
                }
                return;
            }
        }
        let amount = quantity.amount().scale(quantity.unit().factor());
        if amount.is_point() {
            let value = amount.typical;
            *constant *= if complement { (1.0 - value).max(0.0) } else { value };
            return;
        }
        let next = self.inputs.len();
        let key = (identity(quantity), complement);
        let index = *self.known.entry(key).or_insert(next);
        if index == next {
            self.inputs.push(Input { amount, complement });
        }
        inputs.push(index);
    }

    /// Low end, median and high end of every sum, in base units.
    fn draw(&self, settings: &Settings) -> Vec<Amount> {
        // The order of a sum's products is that of their inputs: hashing must not show.
        let sums: Vec<Vec<(&Vec<usize>, f64)>> = self
            .sums
            .iter()
            .map(|sum| {
                let mut parts: Vec<_> = sum.iter().map(|(i, c)| (i, *c)).collect();
                parts.sort_by(|a, b| a.0.cmp(b.0));
                parts
            })
            .collect();
        let stream = |stream: usize| {
            let mut random = ChaCha8Rng::seed_from_u64(settings.seed);
            random.set_stream(stream as u64);
            let own = (stream..settings.draws).step_by(STREAMS).count();
            let mut values = vec![0.0; self.inputs.len()];
            let mut drawn = vec![Vec::with_capacity(own); sums.len()];
            for _ in 0..own {
                for (value, input) in values.iter_mut().zip(&self.inputs) {
                    *value = input.at(uniform(&mut random));
                }
                for (sum, results) in sums.iter().zip(&mut drawn) {
                    let part = |(inputs, constant): &(&Vec<usize>, f64)| {
                        inputs.iter().fold(*constant, |product, i| product * values[*i])
                    };
                    results.push(sum.iter().map(part).sum::<f64>());
                }
            }
            drawn
        };
        let streams: Vec<_> = (0..STREAMS).into_par_iter().map(stream).collect();
        (0..sums.len())
            .map(|number| {
                let own = streams.iter().filter_map(|s| s.get(number));
                let mut all: Vec<f64> = own.flatten().copied().collect();
                all.sort_by(f64::total_cmp);
                let tail = (1.0 - settings.inside) / 2.0;
                Amount::new(
                    quantile(&all, tail),
                    quantile(&all, 0.5),
                    quantile(&all, 1.0 - tail),
                )
            })
            .collect()
    }
}

/// What makes two figures the same input: the record or the cell that they stand in.
fn identity(quantity: &Quantity) -> String {
    match &**quantity.provenance() {
        Provenance::Given { place, .. } => place.to_string(),
        Provenance::Cited { record, at, .. } => format!("{record}\u{1f}{at}"),
        Provenance::Derived { method, terms } => {
            let terms = terms.iter().map(|t| identity(&t.quantity));
            let mut all = vec![method.clone()];
            all.extend(terms);
            all.join("\u{1f}")
        }
    }
}

/// Evenly between 0 and 1, neither included.
#[expect(clippy::cast_precision_loss, reason = "53 bits are what a float holds")]
fn uniform(random: &mut ChaCha8Rng) -> f64 {
    ((random.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
}

/// The value at `share` of `sorted`, nearest rank.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a rank lies within the list"
)]
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let rank = (share * sorted.len() as f64).ceil() as usize;
    let place = rank.clamp(1, sorted.len().max(1)) - 1;
    sorted.get(place).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETTINGS: Settings = Settings { draws: 10_000, seed: 1, inside: 0.9 };

    fn input(low: f64, typical: f64, high: f64) -> Input {
        Input { amount: Amount::new(low, typical, high), complement: false }
    }

    #[test]
    fn the_quantiles_of_a_triangle_are_its_own() {
        let triangle = input(0.0, 1.0, 2.0);
        assert!((triangle.at(0.5) - 1.0).abs() < 1e-12);
        assert!((triangle.at(0.125) - 0.5).abs() < 1e-12);
        let removal = Input { complement: true, ..input(0.2, 0.4, 0.6) };
        assert!((removal.at(0.5) - 0.6).abs() < 1e-12);
    }

    /// By symmetry the median is 1; of a triangle on 0 … 2 the share below x is x²/2.
    #[test]
    fn the_draws_of_one_triangle_have_its_percentiles() {
        let mut model = Model { inputs: vec![input(0.0, 1.0, 2.0)], ..Model::default() };
        model.sums.push(HashMap::from([(vec![0], 1.0)]));
        let spread = model.draw(&SETTINGS)[0];
        assert!((spread.typical - 1.0).abs() < 0.03, "{spread:?}");
        assert!((spread.low - 0.1_f64.sqrt()).abs() < 0.03, "{spread:?}");
        assert!((spread.high - (2.0 - 0.1_f64.sqrt())).abs() < 0.03, "{spread:?}");
    }

    /// One coefficient moves its sources together; two of their own even each other out.
    #[test]
    fn a_shared_input_keeps_the_spread_and_separate_ones_narrow_it() {
        let inputs = (0..40).map(|_| input(0.0, 1.0, 2.0)).collect();
        let mut model = Model { inputs, ..Model::default() };
        model.sums.push(HashMap::from([(vec![0], 40.0)]));
        model.sums.push((0..40).map(|i| (vec![i], 1.0)).collect());
        let spreads = model.draw(&SETTINGS);
        let width = |a: Amount| a.high - a.low;
        assert!(width(spreads[1]) * 4.0 < width(spreads[0]));
    }

    #[test]
    fn the_same_seed_gives_the_same_draws() {
        let mut model = Model { inputs: vec![input(1.0, 2.0, 4.0)], ..Model::default() };
        model.sums.push(HashMap::from([(vec![0], 3.0)]));
        assert_eq!(model.draw(&SETTINGS), model.draw(&SETTINGS));
    }
}
