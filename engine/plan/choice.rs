//! Which measures are taken: size, reduction, investment, owner, date.

mod estimate;

use std::collections::BTreeMap;

use super::Inputs;
use super::measure::{Estimate, MeasureKind, PlannedMeasure};
use crate::diagnosis::Finding;
use crate::measures::Selection;
use crate::quantity::{Quantity, Term};
use crate::rules::{FreeMeasure, Phase, Pick, Recommend, Rule, Work};
use estimate::{add, no_cost, no_reduction};
use jiff::Span;
use jiff::civil::Date;

/// What a measure merges over. The same work for the same department is one measure,
/// whichever rule asks for it; the sooner of two dates holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    /// Id of the technique, or title and text of a written measure.
    what: String,
    department: String,
    demonstration: bool,
}

pub(super) fn choose(inputs: Inputs<'_>, phases: &[(Phase, u16)]) -> Vec<PlannedMeasure> {
    let mut merged: BTreeMap<Key, PlannedMeasure> = BTreeMap::new();
    let mut order: Vec<Key> = Vec::new();
    let chooser = Chooser { inputs, phases };
    for finding in &inputs.diagnosis.findings {
        let Some(rule) = inputs.ruleset.rule(&finding.rule) else { continue };
        for (number, recommend) in rule.recommend.iter().enumerate() {
            let Some((key, measure)) = chooser.measure(finding, rule, number, recommend)
            else {
                continue;
            };
            match merged.get_mut(&key) {
                Some(existing) => chooser.merge(existing, measure),
                None => {
                    order.push(key.clone());
                    merged.insert(key, measure);
                }
            }
        }
    }
    let mut measures: Vec<PlannedMeasure> =
        order.into_iter().filter_map(|key| merged.remove(&key)).collect();
    // Order of phases, then of the findings they answer; 示例数据 last.
    measures.sort_by_key(|m| (m.demonstration, m.due));
    let mut numbers = [0usize; 2];
    for measure in &mut measures {
        let number = &mut numbers[usize::from(measure.demonstration)];
        *number += 1;
        let prefix = if measure.demonstration { "示C" } else { "C" };
        measure.id = format!("{prefix}{number:02}");
        measure.accept = accept(&measure.accept, &measure.subjects);
    }
    measures
}

/// The placeholders of an acceptance stand for all subjects of the measure.
fn accept(template: &str, subjects: &[String]) -> String {
    let names = subjects.join("、");
    ["{source.name}", "{unit.name}", "{waste.producer}", "{risk.name}"]
        .iter()
        .fold(template.to_owned(), |text, word| text.replace(word, &names))
}

/// The last day, in words, so many months after `reference` (ISO).
fn in_months(reference: &str, months: u8) -> Option<(u16, String)> {
    let date: Date = reference.parse().ok()?;
    let end = date.checked_add(Span::new().months(i32::from(months))).ok()?;
    let year = u16::try_from(end.year()).ok()?;
    let words = match end.month() {
        12 => format!("{year}年底前"),
        month => format!("{year}年{month}月底前"),
    };
    Some((year, words))
}

/// Adds those of `others` that `list` lacks.
fn add_new(list: &mut Vec<String>, others: Vec<String>) {
    for other in others {
        if !list.contains(&other) {
            list.push(other);
        }
    }
}

struct Chooser<'a> {
    inputs: Inputs<'a>,
    phases: &'a [(Phase, u16)],
}

impl Chooser<'_> {
    fn measure(
        &self,
        finding: &Finding,
        rule: &Rule,
        number: usize,
        recommend: &Recommend,
    ) -> Option<(Key, PlannedMeasure)> {
        let measure = match recommend {
            Recommend::Measure(free) => {
                let mut measure = self.blank(finding, rule, &free.phase);
                measure.title.clone_from(&free.title);
                measure.text.clone_from(&free.text);
                measure.department.clone_from(&free.department);
                measure.cooperate.clone_from(&free.cooperate);
                measure.accept.clone_from(&free.accept);
                measure.kind = MeasureKind::Written(free.work);
                measure.reduction = Estimate::Pending(no_reduction(free.work).to_owned());
                measure.invest = Estimate::Pending(no_cost(free.work).to_owned());
                self.deadline(&mut measure, free);
                if let Some(cost) = &free.cost {
                    measure.invest = Estimate::Pending(cost.clone());
                }
                measure
            }
            Recommend::Pick(pick) => {
                let selection =
                    self.inputs.measures.selections.iter().find(|s| {
                        s.finding == finding.id && s.recommendation == number
                    })?;
                self.technique(finding, rule, pick, selection)?
            }
        };
        let what = match &measure.technique {
            Some(technique) => technique.clone(),
            None => format!("{}\n{}", measure.title, measure.text),
        };
        let key = Key {
            what,
            department: measure.department.clone(),
            demonstration: finding.demonstration,
        };
        Some((key, measure))
    }

    /// A shorter or a standing deadline, where the rule sets one.
    fn deadline(&self, measure: &mut PlannedMeasure, free: &FreeMeasure) {
        if free.standing {
            "即行，长期坚持".clone_into(&mut measure.deadline);
            measure.standing = true;
            return;
        }
        let reference = &self.inputs.profile.reference_date;
        let within = free.within.and_then(|months| in_months(reference, months));
        if let Some((due, deadline)) = within {
            measure.due = due;
            measure.deadline = deadline;
        }
    }

    fn blank(&self, finding: &Finding, rule: &Rule, phase: &str) -> PlannedMeasure {
        let phase =
            self.phases.iter().find(|(p, _)| p.id == phase).or(self.phases.first());
        PlannedMeasure {
            id: String::new(),
            kind: MeasureKind::Written(Work::Management),
            title: String::new(),
            text: String::new(),
            technique: None,
            findings: vec![finding.id.clone()],
            subjects: vec![finding.name.clone()],
            units: finding.unit.iter().cloned().collect(),
            topic: finding.topic.clone(),
            size: None,
            pollutant: finding.pollutant.clone(),
            pollutants: finding.pollutant.iter().cloned().collect(),
            removal: None,
            reduction: Estimate::Pending(no_reduction(Work::Management).to_owned()),
            invest: Estimate::Pending(no_cost(Work::Management).to_owned()),
            invest_year: None,
            phase: phase.map_or_else(String::new, |(p, _)| p.id.clone()),
            phase_name: phase.map_or_else(String::new, |(p, _)| p.name.clone()),
            due: phase.map_or(0, |(_, year)| *year),
            deadline: phase.map_or_else(String::new, |(_, year)| format!("{year}年底前")),
            once: None,
            department: String::new(),
            cooperate: Vec::new(),
            accept: String::new(),
            strength: rule.strength,
            basis: rule.basis.clone(),
            grade: None,
            alternatives: Vec::new(),
            firmness: None,
            standing: false,
            demonstration: finding.demonstration,
        }
    }

    fn technique(
        &self,
        finding: &Finding,
        rule: &Rule,
        pick: &Pick,
        selection: &Selection,
    ) -> Option<PlannedMeasure> {
        let first = selection.options.first()?;
        let technique = self.inputs.knowledge.techniques.get(&first.technique)?;
        let mut measure = self.blank(finding, rule, &pick.phase);
        let size = self.size(finding);
        measure.kind = MeasureKind::Technique;
        measure.title.clone_from(&first.name);
        measure.text = technique.principle.clone().unwrap_or_default();
        measure.technique = Some(first.technique.clone());
        measure.department.clone_from(&pick.department);
        measure.cooperate.clone_from(&pick.cooperate);
        measure.accept.clone_from(&pick.accept);
        measure.once.clone_from(&pick.once);
        measure.removal.clone_from(&first.removal);
        measure.reduction = self.reduction(finding, first);
        let known = size.as_ref().and_then(Estimate::quantity);
        measure.invest = self.invest(first, known);
        measure.invest_year.clone_from(&first.invest_year);
        measure.size = size;
        measure.grade = Some(first.grade);
        let next = selection.options.iter().skip(1).take(selection.take.max(2) - 1);
        measure.alternatives = next.map(|o| o.name.clone()).collect();
        measure.firmness.clone_from(&selection.firmness);
        Some(measure)
    }

    /// Adds another subject to a measure; the stricter strength holds.
    fn merge(&self, measure: &mut PlannedMeasure, other: PlannedMeasure) {
        let again = other.subjects.iter().all(|s| measure.subjects.contains(s));
        measure.findings.extend(other.findings);
        measure.strength = measure.strength.min(other.strength);
        if other.due < measure.due {
            measure.due = other.due;
            measure.deadline = other.deadline;
            measure.phase = other.phase;
            measure.phase_name = other.phase_name;
            measure.accept = other.accept;
        }
        add_new(&mut measure.basis, other.basis);
        add_new(&mut measure.subjects, other.subjects);
        add_new(&mut measure.units, other.units);
        add_new(&mut measure.pollutants, other.pollutants);
        // What another rule asks of the same subject is not done twice.
        if again {
            return;
        }
        let load = self.inputs.knowledge.unit("t/a");
        let yuan = self.inputs.knowledge.unit("万元");
        measure.reduction =
            add(&measure.reduction, &other.reduction, &load, "各对象削减量求和");
        measure.invest = add(&measure.invest, &other.invest, &yuan, "各对象投资求和");
        measure.size = match (&measure.size, &other.size) {
            (Some(Estimate::Known(a)), Some(Estimate::Known(b))) => {
                let terms = vec![Term::new("规模", a), Term::new("规模", b)];
                let sum = Quantity::sum(terms, a.unit(), "各对象规模求和").ok().flatten();
                sum.map(|sum| Estimate::Known(Box::new(sum)))
            }
            (Some(Estimate::Pending(reason)), Some(_))
            | (Some(_), Some(Estimate::Pending(reason))) => {
                Some(Estimate::Pending(format!("部分对象规模不能定：{reason}")))
            }
            _ => None,
        };
    }
}
