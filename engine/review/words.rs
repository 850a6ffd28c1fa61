//! Numbers in the analyst's words: each must stand in the case's figures too, so that a
//! sentence never says another number than its table.

use super::Inputs;
use super::check::{Fault, Looked};
use crate::profile::{FactBody, Piece};
use crate::quantity::{Quantity, Unit, Units};

/// A number with its unit, as it stands in a sentence.
struct Written {
    raw: String,
    value: f64,
    unit: Unit,
}

/// The longest spelling of a unit, in characters.
const LONGEST_UNIT: usize = 12;

/// Two spellings of one number differ by no more than this share.
const SAME: f64 = 1e-9;

/// Narrative and scope, targets and gaps against facts, tables and targets.
pub(super) fn words_agree(inputs: Inputs<'_>) -> Looked {
    let units = &inputs.knowledge.units;
    let known = known(inputs);
    let mut looked = 0;
    let mut faults: Vec<Fault> = Vec::new();
    for (place, text) in sentences(inputs) {
        for written in numbers(&text, units) {
            looked += 1;
            if known.iter().all(|quantity| !same(&written, quantity)) {
                let raw = &written.raw;
                let text = format!("{place}写有 {raw}，现状数据与各表中没有这个数");
                faults.push(text.into());
            }
        }
    }
    Looked::at(looked).faulting(faults)
}

/// The analyst's sentences, each with where it stands.
fn sentences(inputs: Inputs<'_>) -> Vec<(String, String)> {
    let profile = inputs.profile;
    let mut all: Vec<(String, String)> = Vec::new();
    for narrative in &profile.narrative {
        let words = narrative.pieces.iter().map(|piece| match piece {
            Piece::Words(words) => words.as_str(),
            Piece::Fact(_) => "；",
        });
        all.push((format!("叙述（{}）", narrative.topic), words.collect()));
    }
    for target in &profile.targets {
        all.extend(
            target.note.clone().map(|n| (format!("目标“{}”的说明", target.item), n)),
        );
    }
    for gap in &profile.gaps {
        all.push((format!("缺口“{}”", gap.item), gap.why.clone()));
    }
    all
}

/// Every figure of the case, those in the words of its facts, and the targets of the
/// documents that its own rest on.
fn known(inputs: Inputs<'_>) -> Vec<Written> {
    let p = inputs.profile;
    let mut quantities: Vec<&Quantity> = Vec::new();
    quantities.extend(p.loads.iter().flat_map(|load| load.values.values()));
    for count in &p.class_counts {
        let parts = [&count.sections, &count.good, &count.attained, &count.rivers];
        quantities.extend(parts.into_iter().flatten());
    }
    for waste in &p.wastes {
        let parts =
            [&waste.generated, &waste.used, &waste.rate, &waste.disposed, &waste.stored];
        quantities.extend(parts.into_iter().flatten());
    }
    for risk in &p.risks {
        let parts = [&risk.distance, &risk.designed, &risk.stored];
        quantities.extend(parts.into_iter().flatten());
    }
    quantities.extend(p.pollution_sources.iter().filter_map(|s| s.activity.as_ref()));
    let figures = p.targets.iter().filter_map(|t| t.figure.as_ref());
    quantities.extend(figures.filter_map(|f| f.quantity.as_ref()));
    // What the documents say that targets rest on is known too.
    let documents = p.targets.iter().flat_map(|t| &t.basis).filter_map(|id| {
        inputs.knowledge.policies.get(id.split('.').next().unwrap_or(id))
    });
    let asked = documents.flat_map(|policy| &policy.targets);
    quantities.extend(asked.filter_map(|t| t.figure.quantity.as_ref()));
    let mut words: Vec<&str> = Vec::new();
    for fact in &p.facts {
        words.extend([fact.item.as_str()].into_iter().chain(fact.note.as_deref()));
        match &fact.body {
            FactBody::Figure(figure) => quantities.extend(&figure.quantity),
            FactBody::Text { text, .. } => words.push(text),
        }
    }
    let units = &inputs.knowledge.units;
    let mut known: Vec<Written> =
        words.into_iter().flat_map(|text| numbers(text, units)).collect();
    for quantity in quantities {
        let amount = quantity.amount();
        for value in [amount.low, amount.typical, amount.high] {
            let unit = quantity.unit().clone();
            known.push(Written { raw: String::new(), value, unit });
        }
    }
    known.extend(
        inputs.profile.readings.iter().flat_map(|r| r.values.values()).filter_map(|m| {
            let quantity = m.value()?;
            let (value, unit) = (quantity.amount().typical, quantity.unit().clone());
            Some(Written { raw: String::new(), value, unit })
        }),
    );
    known
}

fn same(a: &Written, b: &Written) -> bool {
    if a.unit.dimension() != b.unit.dimension() {
        return false;
    }
    let (x, y) = (a.value * a.unit.factor(), b.value * b.unit.factor());
    (x - y).abs() <= SAME * x.abs().max(y.abs())
}

/// The numbers of `text` that carry a unit; counts of years, ids and clauses do not.
fn numbers(text: &str, units: &Units) -> Vec<Written> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let starts = chars[at].is_ascii_digit()
            && at.checked_sub(1).is_none_or(|before| !joins(chars[before]));
        if !starts {
            at += 1;
            continue;
        }
        let digits: String =
            chars[at..].iter().take_while(|c| c.is_ascii_digit() || **c == '.').collect();
        let mut end = at + digits.chars().count();
        while chars.get(end) == Some(&' ') {
            end += 1;
        }
        let longest = LONGEST_UNIT.min(chars.len() - end);
        let unit = (1..=longest).rev().find_map(|length| {
            let symbol: String = chars[end..end + length].iter().collect();
            Some((units.find(&symbol).ok()?, length))
        });
        // Years and months are when, not how much.
        let time = |unit: &Unit| {
            units.find("a").is_ok_and(|a| a.dimension() == unit.dimension())
        };
        if let (Ok(value), Some((unit, length))) = (digits.parse(), unit)
            && !time(&unit)
        {
            let raw = chars[at..end + length].iter().collect();
            found.push(Written { raw, value, unit });
        }
        at = end.max(at + 1);
    }
    found
}

/// Whether a digit behind `c` goes on with a word or a number.
fn joins(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '–' | '—' | '～' | '〔')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Dimension;

    fn units() -> Units {
        let mut units = Units::default();
        let mass = Dimension::parse("mass").unwrap();
        units.add("t", mass, 1.0);
        units.add("%", Dimension::parse("1").unwrap(), 0.01);
        units.add("a", Dimension::parse("time").unwrap(), 1.0);
        units
    }

    #[test]
    fn numbers_with_units_are_found_others_are_not() {
        let found =
            numbers("2022年利用 993.5 万t，83.5%，第26条，GB 3838，42 t/a。", &units());
        let raw: Vec<&str> = found.iter().map(|w| w.raw.as_str()).collect();
        assert_eq!(raw, ["993.5 万t", "83.5%", "42 t/a"]);
        assert!((found[0].value * found[0].unit.factor() - 9_935_000.0).abs() < 1e-6);
    }

    #[test]
    fn another_unit_is_the_same_number() {
        let found = numbers("0.5 万t 5000 t", &units());
        assert!(same(&found[0], &found[1]));
        let other = numbers("5001 t", &units());
        assert!(!same(&found[0], &other[0]));
    }
}
