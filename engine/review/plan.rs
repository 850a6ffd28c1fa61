//! Checks of findings, targets and measures.

use super::Inputs;
use super::check::Looked;
use crate::plan::{Estimate, PlannedMeasure, UNKNOWN_STATE};
use crate::profile::chinese_period;
use crate::quantity::Grade;
use crate::rules::Severity;

/// 每个严重、较重的问题都有措施.
pub(super) fn finding_measure(inputs: Inputs<'_>) -> Looked {
    let findings = &inputs.diagnosis.findings;
    let serious: Vec<_> =
        findings.iter().filter(|f| f.severity <= Severity::Serious).collect();
    let faults = serious
        .iter()
        .filter(|f| inputs.plan.measures.iter().all(|m| !m.findings.contains(&f.id)))
        .map(|f| format!("{} {}：没有直接措施", f.id, f.title));
    Looked::apart(serious.iter().map(|f| f.demonstration)).faulting(faults)
}

/// 列有超标或超容量问题的控制单元都有目标.
pub(super) fn unit_target(inputs: Inputs<'_>) -> Looked {
    let units = inputs.plan.grave_units(inputs.diagnosis);
    let faults = inputs.plan.unaimed(inputs.diagnosis).into_iter().map(|unit| {
        let name = inputs.profile.unit(unit).map_or(unit, |u| u.name.as_str());
        format!("{name}没有量化目标")
    });
    Looked::apart(units.values().copied()).faulting(faults)
}

/// 每条措施都有牵头部门、时限与验收方法.
pub(super) fn measure_owner(inputs: Inputs<'_>) -> Looked {
    each_measure(inputs, |m| {
        let lacking = m.department.is_empty() || m.due == 0 || m.accept.is_empty();
        lacking.then_some("缺牵头部门、时限或验收方法")
    })
}

/// 每条措施都有投资，或写明待定原因.
pub(super) fn measure_cost(inputs: Inputs<'_>) -> Looked {
    each_measure(inputs, |m| match &m.invest {
        Estimate::Pending(reason) if reason.is_empty() => {
            Some("没有投资，也没有待定原因")
        }
        _ => None,
    })
}

/// 每条措施都有依据.
pub(super) fn measure_basis(inputs: Inputs<'_>) -> Looked {
    each_measure(inputs, |m| m.basis.is_empty().then_some("没有依据"))
}

fn each_measure(
    inputs: Inputs<'_>,
    fault: fn(&PlannedMeasure) -> Option<&'static str>,
) -> Looked {
    let measures = &inputs.plan.measures;
    let faults = measures
        .iter()
        .filter_map(|m| Some(format!("{} {}：{}", m.id, m.title, fault(m)?)));
    Looked::apart(measures.iter().map(|m| m.demonstration)).faulting(faults)
}

/// 没有措施只以筛查级证据为依据: of those that rest on a technique of knowledge.
pub(super) fn no_screening(inputs: Inputs<'_>) -> Looked {
    let graded: Vec<_> =
        inputs.plan.measures.iter().filter(|m| m.grade.is_some()).collect();
    let faults = graded
        .iter()
        .filter(|m| m.grade == Some(Grade::E))
        .map(|m| format!("{} {}：只有筛查级证据", m.id, m.title));
    Looked::apart(graded.iter().map(|m| m.demonstration)).faulting(faults)
}

/// 每个目标都有现状值.
pub(super) fn target_current(inputs: Inputs<'_>) -> Looked {
    let targets = &inputs.plan.targets;
    let faults = targets
        .iter()
        .filter(|t| {
            t.current.is_none() && t.current_words.as_deref() == Some(UNKNOWN_STATE)
        })
        .map(|t| format!("{} {}：现状值不明", t.id, t.item));
    Looked::at(targets.len()).faulting(faults)
}

/// 判断目标状态的现状数据没有过期: of the targets whose state has a time.
pub(super) fn target_fresh(inputs: Inputs<'_>) -> Looked {
    let (dated, undated): (Vec<_>, Vec<_>) =
        inputs.plan.targets.iter().partition(|t| t.period.is_some());
    let faults = dated.iter().filter(|t| t.stale).map(|t| {
        let when = t.period.as_deref().map(chinese_period).unwrap_or_default();
        format!("{} {}：现状是{when}的", t.id, t.item)
    });
    let ids: Vec<&str> = undated.iter().map(|t| t.id.as_str()).collect();
    let lacks =
        (!ids.is_empty()).then(|| format!("{} 没有现状时间，没有查", ids.join("、")));
    Looked::at(dated.len()).faulting(faults).lacking(lacks)
}

/// 目标年限不早于支撑它的最后一条措施: a target of one control unit cannot be due before
/// the measures there for a pollutant. A target that is only to be kept waits for none.
pub(super) fn target_after_measures(inputs: Inputs<'_>) -> Looked {
    let plan = inputs.plan;
    let supported: Vec<_> = plan
        .targets
        .iter()
        .filter(|t| !t.held)
        .filter_map(|t| Some((t, t.by?, plan.supporting(t).max_by_key(|m| m.due)?)))
        .collect();
    let faults =
        supported.iter().filter(|(_, by, last)| last.due > *by).map(|(t, by, last)| {
            format!("{} 年限 {by}年，支撑它的 {} 到 {}年", t.id, last.id, last.due)
        });
    Looked::at(supported.len()).faulting(faults)
}

/// 每个目标都有依据.
pub(super) fn target_basis(inputs: Inputs<'_>) -> Looked {
    let targets = &inputs.plan.targets;
    let faults = targets
        .iter()
        .filter(|t| t.basis.is_empty())
        .map(|t| format!("{} {}：没有依据", t.id, t.item));
    Looked::at(targets.len()).faulting(faults)
}

/// 每个目标都有支撑它的措施.
pub(super) fn target_measure(inputs: Inputs<'_>) -> Looked {
    let plan = inputs.plan;
    let bare = plan.targets.iter().filter(|t| plan.supporting(t).next().is_none());
    let faults = bare.map(|t| format!("{} {}：没有支撑它的措施", t.id, t.item));
    Looked::at(plan.targets.len()).faulting(faults)
}
