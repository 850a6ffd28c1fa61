//! The checks.

use serde::Serialize;

use super::Inputs;
use crate::inventory::InventoryLine;
use crate::plan::{Estimate, UNKNOWN_STATE};
use crate::profile::chinese_period;
use crate::quantity::{Grade, Quantity, Term};
use crate::rules::{Outcome, Severity};

/// 审查方面.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, strum::Display)]
pub enum Aspect {
    /// Completeness as a system.
    #[strum(serialize = "系统性")]
    Systematic,
    /// Sound methods.
    #[strum(serialize = "科学性")]
    Scientific,
    /// Right figures.
    #[strum(serialize = "准确性")]
    Accurate,
    /// Fit to the case.
    #[strum(serialize = "针对性")]
    Specific,
    /// Fit for use.
    #[strum(serialize = "适用性")]
    Applicable,
}

/// 检查项.
#[derive(Debug, Clone, Serialize)]
pub struct Check {
    /// Id.
    pub id: &'static str,
    /// What it looks at.
    pub aspect: Aspect,
    /// What is asked.
    pub title: &'static str,
    /// How many things were looked at.
    pub looked: usize,
    /// What is wrong; empty when it passes.
    pub faults: Vec<Fault>,
}

/// What is wrong, and the figures that it names.
#[derive(Debug, Clone, Serialize)]
pub struct Fault {
    /// In words.
    pub text: String,
    /// The figures in them.
    pub figures: Vec<Term>,
}

impl From<String> for Fault {
    fn from(text: String) -> Self {
        Self { text, figures: Vec::new() }
    }
}

type Run = fn(Inputs<'_>) -> (usize, Vec<Fault>);

/// Id, aspect, what is asked, and how it is looked at.
const CHECKS: [(&str, Aspect, &str, Run); 18] = {
    use Aspect::{Accurate, Applicable, Scientific, Specific, Systematic};
    [
        ("finding-measure", Systematic, "每个严重、较重的问题都有措施", finding_measure),
        (
            "finding-topic-target",
            Systematic,
            "列有超标或超容量问题的控制单元都有目标",
            unit_target,
        ),
        (
            "measure-owner",
            Applicable,
            "每条措施都有牵头部门、时限与验收方法",
            measure_owner,
        ),
        ("measure-cost", Applicable, "每条措施都有投资，或写明待定原因", measure_cost),
        ("measure-basis", Scientific, "每条措施都有依据", measure_basis),
        (
            "no-screening-basis",
            Scientific,
            "没有措施只以筛查级（E级）证据为依据",
            no_screening,
        ),
        ("no-superseded", Accurate, "没有引用基准日已废止的文件", no_superseded),
        ("gap-closed", Specific, "削减量能补足削减需求，或写明还差多少", gap_closed),
        ("target-current", Specific, "每个目标都有现状值", target_current),
        ("target-fresh", Accurate, "判断目标状态的现状数据没有过期", target_fresh),
        (
            "target-after-measures",
            Applicable,
            "目标年限不早于支撑它的最后一条措施",
            target_after_measures,
        ),
        ("declared-generated", Accurate, "申报排放量不大于产生量", declared_generated),
        ("target-basis", Scientific, "每个目标都有依据", target_basis),
        (
            "demonstration-apart",
            Accurate,
            "示例数据不与实际数据合计",
            demonstration_apart,
        ),
        (
            "words-agree",
            Accurate,
            "叙述中的数都与现状数据和各表一致",
            super::words::words_agree,
        ),
        ("undecided-rules", Systematic, "规则都能判定，或缺口已列出", undecided),
        ("broken-rules", Accurate, "没有出错的规则", broken),
        (
            "declared-computed",
            Accurate,
            "申报量与核算量相差不超过核查带",
            declared_computed,
        ),
    ]
};

pub(super) fn all(inputs: Inputs<'_>) -> Vec<Check> {
    CHECKS
        .into_iter()
        .map(|(id, aspect, title, run)| {
            let (looked, faults) = run(inputs);
            Check { id, aspect, title, looked, faults }
        })
        .collect()
}

fn finding_measure(inputs: Inputs<'_>) -> (usize, Vec<Fault>) {
    let serious: Vec<_> = inputs
        .diagnosis
        .findings
        .iter()
        .filter(|f| f.severity <= Severity::Serious)
        .collect();
    let faults = serious
        .iter()
        .filter(|f| inputs.plan.measures.iter().all(|m| !m.findings.contains(&f.id)))
        .map(|f| format!("{} {}：没有直接措施", f.id, f.title));
    (serious.len(), faults.map(Fault::from).collect())
}

fn unit_target(inputs: Inputs<'_>) -> (usize, Vec<Fault>) {
    let mut units: Vec<&str> = inputs
        .diagnosis
        .findings
        .iter()
        .filter(|f| ["section", "load", "small-watershed"].contains(&f.topic.as_str()))
        .filter(|f| f.severity <= Severity::Serious)
        .filter_map(|f| f.unit.as_deref())
        .collect();
    units.sort_unstable();
    units.dedup();
    let faults = units
        .iter()
        .filter(|unit| {
            inputs.plan.targets.iter().all(|t| t.unit.as_deref() != Some(**unit))
        })
        .map(|unit| {
            let name = inputs.profile.unit(unit).map_or(*unit, |u| u.name.as_str());
            format!("{name}没有量化目标")
        });
    (units.len(), faults.map(Fault::from).collect())
}

fn measure_owner(inputs: Inputs<'_>) -> (usize, Vec<Fault>) {
    let measures = &inputs.plan.measures;
    let faults = measures
        .iter()
        .filter(|m| m.department.is_empty() || m.due == 0 || m.accept.is_empty())
        .map(|m| format!("{} {}：缺牵头部门、时限或验收方法", m.id, m.title));
    (measures.len(), faults.map(Fault::from).collect())
}

fn measure_cost(inputs: Inputs<'_>) -> (usize, Vec<Fault>) {
    let measures = &inputs.plan.measures;
    let faults = measures
        .iter()
        .filter(|m| matches!(&m.invest, Estimate::Pending(reason) if reason.is_empty()))
        .map(|m| format!("{} {}：没有投资，也没有待定原因", m.id, m.title));
    (measures.len(), faults.map(Fault::from).collect())
}

fn measure_basis(inputs: Inputs<'_>) -> (usize, Vec<Fault>) {
    let measures = &inputs.plan.measures;
    let faults = measures
        .iter()
        .filter(|m| m.basis.is_empty())
        .map(|m| format!("{} {}：没有依据", m.id, m.title));
    (measures.len(), faults.map(Fault::from).collect())
}

fn no_screening(inputs: Inputs<'_>) -> (usize, Vec<Fault>) {
    let graded: Vec<_> =
        inputs.plan.measures.iter().filter(|m| m.grade.is_some()).collect();
    let faults = graded
        .iter()
        .filter(|m| m.grade == Some(Grade::E))
        .map(|m| format!("{} {}：只有筛查级证据", m.id, m.title));
    (graded.len(), faults.map(Fault::from).collect())
}

fn no_superseded(inputs: Inputs<'_>) -> (usize, Vec<Fault>) {
    let date = &inputs.profile.reference_date;
    let mut cited: Vec<&str> =
        inputs.plan.measures.iter().flat_map(|m| &m.basis).map(String::as_str).collect();
    cited.extend(inputs.plan.targets.iter().flat_map(|t| &t.basis).map(String::as_str));
    for id in &mut cited {
        *id = id.split('.').next().unwrap_or(id);
    }
    cited.sort_unstable();
    cited.dedup();
    let faults = cited
        .iter()
        .filter(|id| {
            let policy = inputs.knowledge.policies.get(**id).map(|p| &p.valid);
            let valid = policy.or(inputs.knowledge.standards.get(**id).map(|s| &s.valid));
            let source = inputs.knowledge.sources.get(**id);
            let ended =
                source.and_then(|s| s.until.as_ref()).is_some_and(|until| until <= date);
            valid.is_some_and(|valid| !valid.contains(date)) || ended
        })
        .map(|id| format!("{id} 在基准日 {date} 不在有效期内"));
    (cited.len(), faults.map(Fault::from).collect())
}

fn gap_closed(inputs: Inputs<'_>) -> (usize, Vec<Fault>) {
    let reductions: Vec<_> = inputs.plan.real_reductions().collect();
    let faults = reductions.iter().filter_map(|r| {
        let remaining = r.remaining.as_ref()?;
        let unit = inputs.profile.unit(&r.unit).map_or(&r.unit, |u| &u.name);
        let pollutant = inputs.knowledge.pollutant_name(&r.pollutant);
        (remaining.amount().typical > 0.0).then(|| Fault {
            text: format!("{unit}{pollutant}尚缺 {}，正文已写明", remaining.text()),
            figures: vec![Term::new(format!("{unit}{pollutant}尚缺"), remaining)],
        })
    });
    (reductions.len(), faults.collect())
}

fn target_current(inputs: Inputs<'_>) -> (usize, Vec<Fault>) {
    let targets = &inputs.plan.targets;
    let faults = targets
        .iter()
        .filter(|t| {
            t.current.is_none() && t.current_words.as_deref() == Some(UNKNOWN_STATE)
        })
        .map(|t| format!("{} {}：现状值不明", t.id, t.item));
    (targets.len(), faults.map(Fault::from).collect())
}

fn target_fresh(inputs: Inputs<'_>) -> (usize, Vec<Fault>) {
    let targets = &inputs.plan.targets;
    let faults = targets.iter().filter(|t| t.stale).map(|t| {
        let when = t.period.as_deref().map(chinese_period).unwrap_or_default();
        format!("{} {}：现状是{when}的", t.id, t.item)
    });
    (targets.len(), faults.map(Fault::from).collect())
}

/// A target of one control unit cannot be due before the measures there for its pollutant.
fn target_after_measures(inputs: Inputs<'_>) -> (usize, Vec<Fault>) {
    let targets = &inputs.plan.targets;
    let faults = targets.iter().filter_map(|t| {
        let (unit, by) = (t.unit.as_ref()?, t.by?);
        let supporting = inputs.plan.measures.iter().filter(|m| {
            !m.demonstration && m.units.contains(unit) && m.pollutant.is_some()
        });
        let last = supporting.max_by_key(|m| m.due)?;
        (last.due > by).then(|| {
            format!("{} 年限 {by}年，支撑它的 {} 到 {}年", t.id, last.id, last.due)
        })
    });
    (targets.len(), faults.map(Fault::from).collect())
}

fn declared_generated(inputs: Inputs<'_>) -> (usize, Vec<Fault>) {
    let lines: Vec<_> = inputs
        .inventory
        .lines
        .iter()
        .filter(|l| !l.demonstration)
        .filter_map(|l| Some((l, l.declared.as_ref()?, l.generated.as_ref()?)))
        .collect();
    let faults = lines.iter().filter_map(|(line, declared, generated)| {
        let most = generated.amount_in(declared.unit()).ok()?.high;
        let pollutant = inputs.knowledge.pollutant_name(&line.pollutant);
        let name = format!("{}{pollutant}", line.name);
        (declared.amount().typical > most).then(|| Fault {
            text: format!(
                "{name}申报 {} 大于核算产生量 {}",
                declared.text(),
                generated.text()
            ),
            figures: vec![
                Term::new(format!("{name}申报排放量"), declared),
                Term::new(format!("{name}产生量"), generated),
            ],
        })
    });
    (lines.len(), faults.collect())
}

fn target_basis(inputs: Inputs<'_>) -> (usize, Vec<Fault>) {
    let targets = &inputs.plan.targets;
    let faults = targets
        .iter()
        .filter(|t| t.basis.is_empty())
        .map(|t| format!("{} {}：没有依据", t.id, t.item));
    (targets.len(), faults.map(Fault::from).collect())
}

fn demonstration_apart(inputs: Inputs<'_>) -> (usize, Vec<Fault>) {
    let totals = &inputs.inventory.totals;
    let mixed = |q: &Option<Quantity>| {
        q.as_ref().is_some_and(|q| q.provenance().has_demonstration())
    };
    let faults = totals
        .iter()
        .filter(|t| !t.demonstration && (mixed(&t.generated) || mixed(&t.discharged)))
        .map(|t| format!("{} {} 的合计混入了示例数据", t.unit, t.kind));
    (totals.len(), faults.map(Fault::from).collect())
}

fn undecided(inputs: Inputs<'_>) -> (usize, Vec<Fault>) {
    let verdicts = &inputs.diagnosis.verdicts;
    let undecided = verdicts
        .iter()
        .filter(|v| matches!(v.outcome(), Outcome::Undetermined(_)))
        .count();
    let listed = !inputs.diagnosis.gaps.is_empty();
    let faults = (undecided > 0 && !listed)
        .then(|| format!("{undecided} 项判定数据不足，缺口没有列出"));
    (verdicts.len(), faults.into_iter().map(Fault::from).collect())
}

fn broken(inputs: Inputs<'_>) -> (usize, Vec<Fault>) {
    let verdicts = &inputs.diagnosis.verdicts;
    let faults = verdicts.iter().filter_map(|v| match &v.outcome() {
        Outcome::Broken(reason) => {
            Some(format!("规则 {} 对 {} 出错：{reason}", v.rule.id, v.subject.name))
        }
        _ => None,
    });
    (verdicts.len(), faults.map(Fault::from).collect())
}

fn declared_computed(inputs: Inputs<'_>) -> (usize, Vec<Fault>) {
    let method = inputs.knowledge.methods.get(crate::inventory::METHOD);
    let bound = |id: &str| method.and_then(|m| m.value(id));
    let (Some(low), Some(high)) = (bound("declared-low"), bound("declared-high")) else {
        return (0, vec!["方法 inventory 没有核查带".to_owned().into()]);
    };
    let times = inputs.knowledge.unit("倍");
    let ratios: Vec<(&InventoryLine, Quantity)> = inputs
        .inventory
        .lines
        .iter()
        .filter(|l| !l.demonstration)
        .filter_map(|l| Some((l, l.declared_ratio(&times)?)))
        .collect();
    let faults = ratios.iter().filter_map(|(line, ratio)| {
        let value = ratio.amount().typical;
        let pollutant = inputs.knowledge.pollutant_name(&line.pollutant);
        let name = format!("{}{pollutant}", line.name);
        (value < low || value > high).then(|| Fault {
            text: format!("{name}申报量是核算量的 {}", ratio.text()),
            figures: vec![Term::new(format!("{name}申报量与核算量之比"), ratio)],
        })
    });
    (ratios.len(), faults.collect())
}
