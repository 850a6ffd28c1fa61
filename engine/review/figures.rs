//! Checks of documents in force, loads and sums.

use std::collections::BTreeMap;

use super::Inputs;
use super::check::{Fault, Looked};
use crate::inventory::InventoryLine;
use crate::profile::SourceKind;
use crate::quantity::{Quantity, Term};

/// 没有引用基准日已废止的文件: of those whose first or last day is known.
pub(super) fn no_superseded(inputs: Inputs<'_>) -> Looked {
    let date = &inputs.profile.reference_date;
    let mut cited: BTreeMap<&str, bool> = BTreeMap::new();
    for measure in &inputs.plan.measures {
        for id in measure.basis.iter().map(|id| record(id)) {
            *cited.entry(id).or_insert(true) &= measure.demonstration;
        }
    }
    for id in inputs.plan.targets.iter().flat_map(|t| &t.basis) {
        cited.insert(record(id), false);
    }
    let mut looked = Vec::new();
    let mut faults = Vec::new();
    let mut undated = Vec::new();
    for (id, demonstration) in cited {
        let name = name(inputs, id);
        match in_force(inputs, id, date) {
            Some(in_force) => {
                looked.push(demonstration);
                if !in_force {
                    faults.push(format!("{name} 在基准日 {date} 不在有效期内"));
                }
            }
            None => undated.push(name),
        }
    }
    let lacks = (!undated.is_empty())
        .then(|| format!("没有登记施行或废止日期、没有查的有{}", undated.join("、")));
    Looked::apart(looked).faulting(faults).lacking(lacks)
}

/// The document whose clause `id` names: a clause is in force as long as its document.
fn record(id: &str) -> &str {
    id.split('.').next().unwrap_or(id)
}

/// Whether the document is in force on `date`; `None` when no day of it is known.
fn in_force(inputs: Inputs<'_>, id: &str, date: &str) -> Option<bool> {
    let knowledge = inputs.knowledge;
    let policy = knowledge.policies.get(id).map(|p| &p.valid);
    let valid = policy
        .or(knowledge.standards.get(id).map(|s| &s.valid))
        .or(knowledge.methods.get(id).map(|m| &m.valid))
        .filter(|valid| valid.from.is_some() || valid.to.is_some());
    let until = inputs.profile.source(id, knowledge).and_then(|s| s.until.as_deref());
    match (valid, until) {
        (None, None) => None,
        (valid, until) => {
            let begun = valid.is_none_or(|valid| valid.contains(date));
            Some(begun && until.is_none_or(|until| until > date))
        }
    }
}

/// A document as readers know it.
fn name(inputs: Inputs<'_>, id: &str) -> String {
    let knowledge = inputs.knowledge;
    if let Some(policy) = knowledge.policies.get(id) {
        return format!("《{}》", policy.name);
    }
    if let Some(standard) = knowledge.standards.get(id) {
        return standard.number.clone();
    }
    if let Some(method) = knowledge.methods.get(id) {
        return method.name.clone();
    }
    let source = inputs.profile.source(id, knowledge);
    source.map_or_else(|| id.to_owned(), |source| source.title.clone())
}

/// 削减量能补足削减需求，或写明还差多少: of the requirements for which that can be told.
pub(super) fn gap_closed(inputs: Inputs<'_>) -> Looked {
    let required: Vec<_> = inputs
        .plan
        .real_reductions()
        .filter(|r| r.excess.amount().typical > 0.0)
        .map(|r| {
            let unit = inputs.profile.unit(&r.unit).map_or(&r.unit, |u| &u.name);
            let pollutant = inputs.knowledge.pollutant_name(&r.pollutant);
            (r, format!("{unit}{pollutant}"))
        })
        .collect();
    let known =
        required.iter().filter_map(|(r, name)| Some((r.remaining.as_ref()?, name)));
    let short = known.clone().filter(|(rest, _)| rest.amount().typical > 0.0);
    let faults = short.map(|(rest, name)| Fault {
        text: format!("{name}尚缺 {}，正文已写明", rest.text()),
        figures: vec![Term::new(format!("{name}尚缺"), rest)],
    });
    let looked = Looked::at(known.clone().count()).faulting(faults);
    let open: Vec<&str> = required
        .iter()
        .filter(|(r, _)| r.remaining.is_none())
        .map(|(_, name)| name.as_str())
        .collect();
    let lacks = if !open.is_empty() {
        let names = open.join("、");
        Some(format!(
            "{names}排放量大于容量，是否超载待核，公布的累计减排又不能与年排放量相减，尚缺多少算不出"
        ))
    } else if required.is_empty() && inputs.plan.real_reductions().next().is_some() {
        Some("有容量的控制单元排放量都不超过容量，没有削减需求".to_owned())
    } else {
        None
    };
    looked.lacking(lacks)
}

/// 申报排放量不大于产生量: of the sources that have both.
pub(super) fn declared_generated(inputs: Inputs<'_>) -> Looked {
    let lines: Vec<_> = inputs
        .inventory
        .lines
        .iter()
        .filter_map(|l| Some((l, l.declared.as_ref()?, l.generated.as_ref()?)))
        .collect();
    let real = lines.iter().filter(|(line, ..)| !line.demonstration);
    let faults = real.filter_map(|(line, declared, generated)| {
        let most = generated.amount_in(declared.unit()).ok()?.high;
        let name = line_name(inputs, line);
        (declared.amount().typical > most).then(|| Fault {
            text: format!(
                "{name}{} {} 大于核算产生量 {}",
                stated(line),
                declared.text(),
                generated.text()
            ),
            figures: vec![
                Term::new(format!("{name}{}", stated(line)), declared),
                Term::new(format!("{name}产生量"), generated),
            ],
        })
    });
    Looked::apart(lines.iter().map(|(line, ..)| line.demonstration)).faulting(faults)
}

/// Only enterprises and treatment plants declare; of others a document says how much.
fn stated(line: &InventoryLine) -> &'static str {
    match line.kind {
        SourceKind::Enterprise | SourceKind::TreatmentPlant => "申报排放量",
        _ => "来源所给排放量",
    }
}

fn line_name(inputs: Inputs<'_>, line: &InventoryLine) -> String {
    format!("{}{}", line.name, inputs.knowledge.pollutant_name(&line.pollutant))
}

/// 示例数据不与实际数据合计.
pub(super) fn demonstration_apart(inputs: Inputs<'_>) -> Looked {
    let totals = &inputs.inventory.totals;
    let mixed = |q: &Option<Quantity>| {
        q.as_ref().is_some_and(|q| q.provenance().has_demonstration())
    };
    let faults = totals
        .iter()
        .filter(|t| !t.demonstration && (mixed(&t.generated) || mixed(&t.discharged)))
        .map(|t| format!("{} {} 的合计混入了示例数据", t.unit, t.kind));
    Looked::apart(totals.iter().map(|t| t.demonstration)).faulting(faults)
}

/// 申报量与核算量相差不超过核查带: of the sources that have both.
pub(super) fn declared_computed(inputs: Inputs<'_>) -> Looked {
    let method = inputs.knowledge.methods.get(crate::inventory::METHOD);
    let bound = |id: &str| method.and_then(|m| m.value(id));
    let (Some(low), Some(high)) = (bound("declared-low"), bound("declared-high")) else {
        return Looked::at(0)
            .lacking(Some("方法 inventory 没有写核查带的上下限".to_owned()));
    };
    let times = inputs.knowledge.unit("倍");
    let ratios: Vec<(&InventoryLine, Quantity)> = inputs
        .inventory
        .lines
        .iter()
        .filter_map(|l| Some((l, l.declared_ratio(&times)?)))
        .collect();
    let real = ratios.iter().filter(|(line, _)| !line.demonstration);
    let faults = real.filter_map(|(line, ratio)| {
        let value = ratio.amount().typical;
        let name = line_name(inputs, line);
        (value < low || value > high).then(|| Fault {
            text: format!("{name}{}是核算量的 {}", stated(line), ratio.text()),
            figures: vec![Term::new(
                format!("{name}{}与核算量之比", stated(line)),
                ratio,
            )],
        })
    });
    Looked::apart(ratios.iter().map(|(line, _)| line.demonstration)).faulting(faults)
}
