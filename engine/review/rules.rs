//! Checks of the rules' own verdicts.

use super::Inputs;
use super::check::Looked;
use crate::rules::Outcome;

/// 规则都能判定，或缺口已列出.
pub(super) fn undecided(inputs: Inputs<'_>) -> Looked {
    let verdicts = &inputs.diagnosis.verdicts;
    let undecided = verdicts
        .iter()
        .filter(|v| matches!(v.outcome(), Outcome::Undetermined(_)))
        .count();
    let listed = !inputs.diagnosis.gaps.is_empty();
    let fault = (undecided > 0 && !listed)
        .then(|| format!("{undecided} 项判定数据不足，缺口没有列出"));
    Looked::apart(verdicts.iter().map(|v| v.subject.is_demonstration())).faulting(fault)
}

/// 没有出错的规则.
pub(super) fn broken(inputs: Inputs<'_>) -> Looked {
    let verdicts = &inputs.diagnosis.verdicts;
    let faults = verdicts.iter().filter_map(|v| match &v.outcome() {
        Outcome::Broken(reason) => {
            Some(format!("规则 {} 对 {} 出错：{reason}", v.rule.id, v.subject.name))
        }
        _ => None,
    });
    Looked::apart(verdicts.iter().map(|v| v.subject.is_demonstration())).faulting(faults)
}
