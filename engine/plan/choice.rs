//! Which measures are taken: size, reduction, investment, owner, date.

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::Date;
use serde::Serialize;

use super::Inputs;
use crate::diagnosis::Finding;
use crate::measures::{Candidate, Selection};
use crate::quantity::{Amount, Grade, Quantity, Term, Unit};
use crate::rules::{
    FreeMeasure, Phase, Pick, Recommend, Rule, Strength, SubjectKind, Work,
};

/// 措施类别.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeasureKind {
    /// A technique of knowledge applied to subjects.
    Technique,
    /// A measure that a rule writes.
    Written(Work),
}

impl MeasureKind {
    /// 工程、监测调查、管理.
    #[must_use]
    pub fn work(self) -> Work {
        match self {
            Self::Technique => Work::Construction,
            Self::Written(work) => work,
        }
    }
}

/// A figure that may have to wait.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Estimate {
    /// Estimated.
    Known(Box<Quantity>),
    /// 待定, and why.
    Pending(String),
}

impl Estimate {
    /// The figure, if there is one.
    #[must_use]
    pub fn quantity(&self) -> Option<&Quantity> {
        match self {
            Self::Known(quantity) => Some(quantity),
            Self::Pending(_) => None,
        }
    }
}

/// 措施 of the plan.
#[derive(Debug, Clone, Serialize)]
pub struct PlannedMeasure {
    /// `C01` …; `示C01` … for those that answer only 示例数据.
    pub id: String,
    /// Technique or management.
    pub kind: MeasureKind,
    /// 名称.
    pub title: String,
    /// What is done, where.
    pub text: String,
    /// Id of the technique.
    pub technique: Option<String>,
    /// Ids of the findings it answers.
    pub findings: Vec<String>,
    /// Names of the subjects it is applied to.
    pub subjects: Vec<String>,
    /// Ids of the control units.
    pub units: Vec<String>,
    /// Id of the topic.
    pub topic: String,
    /// 规模; `None` where the measure has none.
    pub size: Option<Estimate>,
    /// Id of the pollutant it reduces.
    pub pollutant: Option<String>,
    /// 去除率 of the technique for the pollutant, as its source has it.
    pub removal: Option<Quantity>,
    /// 削减量, t/a.
    pub reduction: Estimate,
    /// 投资, 万元.
    pub invest: Estimate,
    /// 价格年份.
    pub invest_year: Option<String>,
    /// Id of the phase.
    pub phase: String,
    /// Name of the phase.
    pub phase_name: String,
    /// By the end of which year.
    pub due: u16,
    /// 时限 in words: `2028年底前`, `2027年6月底前`, `即行，长期坚持`.
    pub deadline: String,
    /// What must be known before it is decided; none when it can go ahead.
    pub once: Option<String>,
    /// 牵头部门.
    pub department: String,
    /// 配合部门.
    pub cooperate: Vec<String>,
    /// 怎样算完成.
    pub accept: String,
    /// 力度.
    pub strength: Strength,
    /// Ids of what justifies it.
    pub basis: Vec<String>,
    /// Worst grade of what it rests on.
    pub grade: Option<Grade>,
    /// Names of the options that come next.
    pub alternatives: Vec<String>,
    /// 稳健性 of the choice.
    pub firmness: Option<Quantity>,
    /// Whether it answers only 示例数据.
    pub demonstration: bool,
}

/// What a measure merges over. The same work for the same department in the same phase is
/// one measure, whichever rule asks for it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    /// Id of the technique, or title and text of a written measure.
    what: String,
    department: String,
    phase: String,
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
            phase: measure.phase.clone(),
            demonstration: finding.demonstration,
        };
        Some((key, measure))
    }

    /// A shorter or a standing deadline, where the rule sets one.
    fn deadline(&self, measure: &mut PlannedMeasure, free: &FreeMeasure) {
        if free.standing {
            "即行，长期坚持".clone_into(&mut measure.deadline);
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

    /// The activity of the source, or the amount of the waste. A project is not sized by
    /// what the analyst derived.
    fn size(&self, finding: &Finding) -> Option<Estimate> {
        let known = |quantity: &Quantity| Estimate::Known(Box::new(quantity.clone()));
        let profile = self.inputs.profile;
        match finding.kind {
            SubjectKind::Source => {
                let source =
                    profile.pollution_sources.iter().find(|s| s.id == finding.subject)?;
                source.activity.as_ref().map(known)
            }
            SubjectKind::Waste => {
                let waste = profile.wastes.iter().find(|w| w.id == finding.subject)?;
                let cells = [("贮存量", &waste.stored), ("产生量", &waste.generated)];
                let cells: Vec<_> = cells
                    .into_iter()
                    .filter_map(|(column, quantity)| Some((column, quantity.as_ref()?)))
                    .collect();
                let published =
                    cells.iter().find(|(column, _)| !waste.is_derived(column));
                match (published, cells.first()) {
                    (Some((_, quantity)), _) => Some(known(quantity)),
                    (None, Some((column, _))) => Some(Estimate::Pending(format!(
                        "{column}是推算的，不据以定规模；须先核实产生、利用、处置与贮存的分列数据"
                    ))),
                    (None, None) => None,
                }
            }
            _ => None,
        }
    }

    /// Load of the source × removal: what full application would take away.
    fn reduction(&self, finding: &Finding, option: &Candidate) -> Estimate {
        let pending = |reason: &str| Estimate::Pending(reason.to_owned());
        if finding.kind != SubjectKind::Source {
            return pending(no_reduction(Work::Construction));
        }
        let Some(pollutant) = &finding.pollutant else {
            return pending("没有指定污染物");
        };
        let line = self
            .inputs
            .inventory
            .lines
            .iter()
            .find(|l| l.source == finding.subject && l.pollutant == *pollutant);
        let Some(load) = line.and_then(|l| l.load()) else {
            return pending("没有现状负荷");
        };
        let Some(removal) = &option.removal else {
            return pending("来源没有去除率");
        };
        let Ok(share) = removal.amount_in(&Unit::one()) else {
            return pending("去除率单位不符");
        };
        let amount: Amount = load.amount().times(share);
        let terms = vec![Term::new("现状排放量", load), Term::new("去除率", removal)];
        let method = "削减量＝现状排放量×去除率（全量应用的上限）";
        match Quantity::derived(amount, load.unit().clone(), method, terms) {
            Ok(quantity) => Estimate::Known(Box::new(quantity.bounded_by_terms())),
            Err(error) => Estimate::Pending(error.to_string()),
        }
    }

    /// Unit investment × size, where their units fit.
    fn invest(&self, option: &Candidate, size: Option<&Quantity>) -> Estimate {
        let Some(unit_cost) = &option.invest else {
            return Estimate::Pending(no_cost(Work::Construction).to_owned());
        };
        let yuan = self.inputs.knowledge.unit("万元");
        if unit_cost.unit().dimension() == yuan.dimension() {
            let reason = "来源为单个案例的总投资，规模不同不能套用";
            return Estimate::Pending(reason.to_owned());
        }
        let Some(size) = size else {
            return Estimate::Pending(no_cost(Work::Construction).to_owned());
        };
        let labels = ["规模", "单位投资"];
        match size.times(unit_cost, &yuan, "投资＝规模×单位投资", labels) {
            Ok(quantity) => Estimate::Known(Box::new(quantity)),
            Err(_) => Estimate::Pending(format!(
                "单位投资按 {} 计，与规模单位 {} 不相配",
                unit_cost.unit().symbol(),
                size.unit().symbol()
            )),
        }
    }

    /// Adds another subject to a measure; the stricter strength holds.
    fn merge(&self, measure: &mut PlannedMeasure, other: PlannedMeasure) {
        let again = other.subjects.iter().all(|s| measure.subjects.contains(s));
        measure.findings.extend(other.findings);
        measure.strength = measure.strength.min(other.strength);
        for basis in other.basis {
            if !measure.basis.contains(&basis) {
                measure.basis.push(basis);
            }
        }
        for subject in other.subjects {
            if !measure.subjects.contains(&subject) {
                measure.subjects.push(subject);
            }
        }
        for unit in other.units {
            if !measure.units.contains(&unit) {
                measure.units.push(unit);
            }
        }
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

/// Why a written measure of this kind has no reduction of its own.
fn no_reduction(work: Work) -> &'static str {
    match work {
        Work::Construction => "规模核定后按去除率计算",
        Work::Survey => "不直接削减",
        Work::Management => "不单独计削减量",
    }
}

/// Why a written measure of this kind has no cost yet.
fn no_cost(work: Work) -> &'static str {
    match work {
        Work::Construction => "可行性研究估算",
        Work::Survey => "点位与频次定后按当地监测单价核算",
        Work::Management => "列入部门预算",
    }
}

fn add(a: &Estimate, b: &Estimate, unit: &Unit, method: &str) -> Estimate {
    match (a, b) {
        (Estimate::Known(first), Estimate::Known(second)) => {
            let terms = vec![Term::new("已计", first), Term::new("新增", second)];
            match Quantity::sum(terms, unit, method) {
                Ok(Some(sum)) => Estimate::Known(Box::new(sum)),
                _ => a.clone(),
            }
        }
        (Estimate::Known(_), Estimate::Pending(reason))
        | (Estimate::Pending(reason), Estimate::Known(_)) => {
            Estimate::Pending(format!("部分对象不能估算：{reason}"))
        }
        (Estimate::Pending(_), Estimate::Pending(_)) => a.clone(),
    }
}
