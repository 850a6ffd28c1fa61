//! The five lists of a plan: 问题 目标 任务 措施 责任. Problems, targets and measures are
//! lists already; tasks and responsibilities are drawn from the measures here. What rests
//! on 示例数据 burdens nobody and is in no list.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Inputs;
use super::measure::PlannedMeasure;

/// 任务清单与责任清单.
#[derive(Debug, Clone, Serialize)]
pub struct Lists {
    /// 任务, one per topic and phase.
    pub tasks: Vec<Task>,
    /// 责任, one per department.
    pub responsibilities: Vec<Responsibility>,
}

/// 任务.
#[derive(Debug, Clone, Serialize)]
pub struct Task {
    /// `R01` …
    pub id: String,
    /// Id of the topic.
    pub topic: String,
    /// Name of the phase.
    pub phase: String,
    /// By the end of which year.
    pub due: u16,
    /// Ids of the findings it answers.
    pub findings: Vec<String>,
    /// Ids of the measures that carry it.
    pub measures: Vec<String>,
}

/// 责任.
#[derive(Debug, Clone, Serialize)]
pub struct Responsibility {
    /// 部门类型.
    pub department: String,
    /// Ids of the measures it leads.
    pub leads: Vec<String>,
    /// Ids of the measures it cooperates in.
    pub cooperates: Vec<String>,
}

pub(super) fn lists(inputs: Inputs<'_>, measures: &[PlannedMeasure]) -> Lists {
    let mut tasks = Vec::new();
    for topic in &inputs.ruleset.topics {
        let order =
            |phase: &str| inputs.ruleset.phases.iter().position(|p| p.id == phase);
        let mut phases: BTreeMap<Option<usize>, Vec<&PlannedMeasure>> = BTreeMap::new();
        let real = measures.iter().filter(|m| m.topic == topic.id && !m.demonstration);
        for measure in real {
            phases.entry(order(&measure.phase)).or_default().push(measure);
        }
        for measures in phases.into_values() {
            let ending = measures.iter().filter(|m| !m.standing).map(|m| m.due).max();
            let due = ending.or_else(|| measures.iter().map(|m| m.due).max());
            let due = due.unwrap_or_default();
            let mut findings: Vec<String> =
                measures.iter().flat_map(|m| m.findings.clone()).collect();
            findings.sort();
            findings.dedup();
            tasks.push(Task {
                id: format!("R{:02}", tasks.len() + 1),
                topic: topic.id.clone(),
                phase: measures
                    .first()
                    .map_or_else(String::new, |m| m.phase_name.clone()),
                due,
                findings,
                measures: measures.iter().map(|m| m.id.clone()).collect(),
            });
        }
    }
    Lists { tasks, responsibilities: responsibilities(measures) }
}

fn responsibilities(measures: &[PlannedMeasure]) -> Vec<Responsibility> {
    let mut departments: BTreeMap<&str, (Vec<String>, Vec<String>)> = BTreeMap::new();
    for measure in measures.iter().filter(|m| !m.demonstration) {
        departments.entry(&measure.department).or_default().0.push(measure.id.clone());
        for other in &measure.cooperate {
            departments.entry(other).or_default().1.push(measure.id.clone());
        }
    }
    let mut list: Vec<_> = departments
        .into_iter()
        .map(|(department, (leads, cooperates))| Responsibility {
            department: department.to_owned(),
            leads,
            cooperates,
        })
        .collect();
    list.sort_by(|a, b| {
        b.leads.len().cmp(&a.leads.len()).then_with(|| a.department.cmp(&b.department))
    });
    list
}
