//! The inventory of a table of sources of any length: sums alone, a part of the rows in
//! memory at a time.
//!
//! Sources come in parts; their lines are computed, added to the sums and dropped. The sums of
//! a short table keep all their terms; those of a long one only the line of the worst
//! evidence, as a witness.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::collected::Plants;
use super::line::{self, InventoryLine};
use super::select::Selector;
use super::total::{Lacking, Total};
use super::{SHARED, pollutants};
use crate::diagnostic::{Sink, SourceFile};
use crate::knowledge::Knowledge;
use crate::profile::{Profile, Source, SourceKind, plant_names, sources_in_parts};
use crate::quantity::{Amount, Quantity, Term, Unit};

/// Rows in memory at a time: enough to keep all cores busy.
const PART: usize = 16 * SHARED;

/// A day after which no edition ends: a table of one's own has no reference date, and what
/// is in force now is taken.
const NOW: &str = "9999-12-31";

/// Where a table of one's own lies, for coefficients that hold in a region.
const BASIN: &str = "长江流域";

type Key = (String, SourceKind, String, bool);

/// Sums by control unit, kind and pollutant of the sources in `file`; every fault is
/// reported.
pub fn totals_of(
    file: &Arc<SourceFile>,
    knowledge: &Knowledge,
    sink: &mut Sink,
) -> Vec<Total> {
    let profile = Profile::undated(NOW, BASIN);
    let wanted = pollutants(knowledge);
    let plants = Plants::new(plant_names(file), knowledge);
    let mut sums: BTreeMap<Key, Sums> = BTreeMap::new();
    let short = file.text().lines().take(SHORT + 1).count() <= SHORT;
    sources_in_parts(file, PART, knowledge, sink, |sources| {
        let parts: Vec<_> = sources
            .par_chunks(SHARED)
            .map(|own| {
                let selector = Selector::new(&profile, knowledge, &plants);
                part(own, &wanted, &selector, short)
            })
            .collect();
        for part in parts {
            for (key, own) in part {
                sums.entry(key).or_default().add(own);
            }
        }
    });
    let unit = knowledge.unit("t/a");
    sums.into_iter().map(|(key, sums)| sums.total(key, &unit)).collect()
}

fn part(
    sources: &[Source],
    pollutants: &[String],
    selector: &Selector<'_>,
    short: bool,
) -> BTreeMap<Key, Sums> {
    let mut sums: BTreeMap<Key, Sums> = BTreeMap::new();
    for source in sources {
        for pollutant in pollutants {
            let line = line::compute(source, pollutant, selector);
            let key = (
                line.unit.clone(),
                line.kind,
                line.pollutant.clone(),
                line.demonstration,
            );
            sums.entry(key).or_default().count(&line, &selector.load, short);
        }
    }
    sums
}

/// A sum in the making.
#[derive(Default)]
struct Sum {
    amount: Option<Amount>,
    /// The term of the worst grade, with its name.
    witness: Option<Term>,
    /// All terms, of a short table.
    terms: Vec<Term>,
    count: usize,
}

/// Lines of a table up to which the sums keep all their terms.
const SHORT: usize = 2_000;

impl Sum {
    fn take(
        &mut self,
        name: &str,
        quantity: Option<&Quantity>,
        unit: &Unit,
        short: bool,
    ) {
        let Some(quantity) = quantity else { return };
        let Ok(amount) = quantity.amount_in(unit) else { return };
        let worse = |w: &Term| quantity.grade() > w.quantity.grade();
        let witness = self.witness.as_ref().is_none_or(worse);
        let witness = witness.then(|| Term::new(name, quantity));
        let terms = if short { vec![Term::new(name, quantity)] } else { Vec::new() };
        self.add(Self { amount: Some(amount), witness, terms, count: 1 });
    }

    fn add(&mut self, other: Self) {
        let Some(amount) = other.amount else { return };
        self.amount = Some(self.amount.map_or(amount, |own| own.plus(amount)));
        self.count += other.count;
        self.terms.extend(other.terms);
        let worse = |new: &Term| {
            let own = self.witness.as_ref();
            own.is_none_or(|own| new.quantity.grade() > own.quantity.grade())
        };
        if other.witness.as_ref().is_some_and(worse) {
            self.witness = other.witness;
        }
    }

    fn quantity(self, unit: &Unit) -> Option<Quantity> {
        let (terms, method) = if self.terms.is_empty() {
            let told = format!("{} 个源求和；所列为证据等级最低的一个", self.count);
            (self.witness.into_iter().collect(), told)
        } else {
            (self.terms, format!("{} 个源求和", self.count))
        };
        Quantity::derived(self.amount?, unit.clone(), method, terms).ok()
    }
}

/// The sums of one group.
#[derive(Default)]
struct Sums {
    lines: usize,
    generated: Sum,
    discharged: Sum,
    delivered: Sum,
    undischarged: Lacking,
    undelivered: Lacking,
    /// Lines whose discharge a plant of the table counts.
    collected: usize,
}

impl Sums {
    fn count(&mut self, line: &InventoryLine, unit: &Unit, short: bool) {
        self.lines += 1;
        self.generated.take(&line.name, line.generated.as_ref(), unit, short);
        self.discharged.take(&line.name, line.counted(), unit, short);
        self.delivered.take(&line.name, line.delivered.as_ref(), unit, short);
        let (undischarged, undelivered) = Lacking::of(std::iter::once(line));
        self.undischarged.add(undischarged);
        self.undelivered.add(undelivered);
        self.collected += usize::from(line.collected_by.is_some());
    }

    fn add(&mut self, other: Self) {
        self.lines += other.lines;
        self.generated.add(other.generated);
        self.discharged.add(other.discharged);
        self.delivered.add(other.delivered);
        self.undischarged.add(other.undischarged);
        self.undelivered.add(other.undelivered);
        self.collected += other.collected;
    }

    fn total(self, (place, kind, pollutant, demonstration): Key, unit: &Unit) -> Total {
        Total {
            unit: place,
            kind,
            pollutant,
            demonstration,
            count: self.lines,
            generating: self.generated.count,
            generated: self.generated.quantity(unit),
            discharged: self.discharged.quantity(unit),
            delivered: self.delivered.quantity(unit),
            undischarged: self.undischarged,
            undelivered: self.undelivered,
            collected: self.collected,
        }
    }
}
