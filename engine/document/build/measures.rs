//! Measures as a reader meets them: by topic and phase, as tasks, and by department.

use super::pen::{NONE, Pen, cite};
use crate::document::citation::marker;
use crate::document::view::{MeasureView, PhaseView, ResponsibilityView, TaskView};
use crate::knowledge::Technique;
use crate::plan::{Estimate, MeasureKind, PlannedMeasure};

fn estimate(pen: &Pen<'_>, label: &str, estimate: &Estimate) -> String {
    match estimate {
        Estimate::Known(quantity) => pen.figure(label, quantity),
        Estimate::Pending(reason) => format!("待定（{reason}）"),
    }
}

/// For a column whose note gives the reasons.
fn brief(pen: &Pen<'_>, label: &str, estimate: &Estimate) -> String {
    match estimate {
        Estimate::Known(quantity) => pen.figure(label, quantity),
        Estimate::Pending(_) => "待定".to_owned(),
    }
}

fn size(pen: &Pen<'_>, m: &PlannedMeasure) -> String {
    let Some(size) = &m.size else { return NONE.to_owned() };
    estimate(pen, &format!("{}规模", m.title), size)
}

pub(super) fn measure(pen: &Pen<'_>, m: &PlannedMeasure) -> MeasureView {
    let technique =
        m.technique.as_deref().and_then(|id| pen.inputs.knowledge.techniques.get(id));
    let source = technique.and_then(|t| t.source.as_deref());
    let caveats = technique.map(|t| caveats(pen, m, t)).unwrap_or_default();
    let year = m.invest_year.as_deref().filter(|_| m.invest.quantity().is_some());
    let year = year.map(|y| {
        if y == "不详" {
            "，价格年份不详".to_owned()
        } else {
            format!("，{y}年价格")
        }
    });
    MeasureView {
        id: m.id.clone(),
        title: m.title.clone(),
        text: m.text.clone(),
        subjects: m.subjects.join("、"),
        size: size(pen, m),
        reduction: estimate(pen, &format!("{}削减量", m.title), &m.reduction),
        invest: format!(
            "{}{}",
            estimate(pen, &format!("{}投资", m.title), &m.invest),
            year.unwrap_or_default()
        ),
        phase: m.phase_name.clone(),
        due: match m.once {
            Some(_) => format!("暂列{}", m.deadline),
            None => m.deadline.clone(),
        },
        work: m.kind.work().to_string(),
        once: m.once.clone().unwrap_or_default(),
        reduction_short: brief(pen, &format!("{}削减量", m.title), &m.reduction),
        invest_short: brief(pen, &format!("{}投资", m.title), &m.invest),
        department: m.department.clone(),
        cooperate: if m.cooperate.is_empty() {
            "/".to_owned()
        } else {
            m.cooperate.join("、")
        },
        accept: m.accept.clone(),
        strength: match m.once {
            Some(_) => "视查明结果定".to_owned(),
            None => format!("{}做", m.strength),
        },
        findings: m.findings.join("、"),
        alternatives: m.alternatives.join("、"),
        firmness: m.firmness.as_ref().map_or_else(String::new, |share| {
            pen.figure(&format!("{}仍居首位的权重组占比", m.title), share)
        }),
        caveats,
        cite: match m.reduction.quantity().or(m.invest.quantity()) {
            Some(quantity) => cite(quantity),
            None => marker(source),
        },
        technique: m.kind == MeasureKind::Technique,
        demonstration: m.demonstration,
    }
}

pub(super) fn phases(pen: &Pen<'_>) -> Vec<PhaseView> {
    pen.inputs
        .plan
        .phases
        .iter()
        .map(|(phase, year)| {
            let own = pen.inputs.plan.measures.iter().filter(|m| m.phase == phase.id);
            let own = own.filter(|m| !m.demonstration);
            let measures: Vec<MeasureView> = own.map(|m| measure(pen, m)).collect();
            let count = pen.count(&format!("{}措施", phase.name), measures.len(), "条");
            let open = measures.iter().filter(|m| !m.once.is_empty()).count();
            let open = match open {
                0 => String::new(),
                n => {
                    let label = format!("{}待查明后决定的措施", phase.name);
                    format!("（其中 {}待查明后决定）", pen.count(&label, n, "条"))
                }
            };
            PhaseView {
                name: phase.name.clone(),
                year: format!("{year}年"),
                count: format!("{count}{open}"),
                measures,
            }
        })
        .filter(|phase| !phase.measures.is_empty())
        .collect()
}

/// What the source says of a technique, as sentences: removal, conditions, side effects.
fn caveats(pen: &Pen<'_>, m: &PlannedMeasure, technique: &Technique) -> String {
    let mark = marker(technique.source.as_deref());
    let mut parts: Vec<String> = Vec::new();
    if let (Some(removal), Some(pollutant)) = (&m.removal, &m.pollutant) {
        let pollutant = pen.pollutant(pollutant);
        let figure = pen.figure(&format!("{}{pollutant}去除率", m.title), removal);
        parts.push(format!("据来源，对{pollutant}的去除率为 {figure}"));
    }
    let conditions: Vec<&str> =
        technique.conditions.iter().take(3).map(String::as_str).collect();
    if !conditions.is_empty() {
        parts.push(format!("适用条件是{}", conditions.join("，")));
    }
    let secondary: Vec<&str> =
        technique.secondary.iter().take(2).map(String::as_str).collect();
    if !secondary.is_empty() {
        parts.push(format!("须防二次影响：{}", secondary.join("，")));
    }
    if parts.is_empty() {
        String::new()
    } else {
        format!("{}{mark}。", parts.join("；"))
    }
}

/// `取得排污口台账（C05）` for the id of a measure.
fn titled(pen: &Pen<'_>, id: &str) -> String {
    let measure = pen.inputs.plan.measures.iter().find(|m| m.id == id);
    measure.map_or_else(|| id.to_owned(), |m| format!("{}（{id}）", m.title))
}

pub(super) fn tasks(pen: &Pen<'_>) -> Vec<TaskView> {
    let measures = &pen.inputs.plan.measures;
    pen.inputs
        .plan
        .lists
        .tasks
        .iter()
        .map(|task| {
            let own = measures.iter().filter(|m| task.measures.contains(&m.id));
            let mut departments: Vec<&str> = Vec::new();
            for measure in own {
                if !departments.contains(&measure.department.as_str()) {
                    departments.push(&measure.department);
                }
            }
            let titles: Vec<String> =
                task.measures.iter().map(|id| titled(pen, id)).collect();
            TaskView {
                id: task.id.clone(),
                topic: pen.topic(&task.topic),
                phase: task.phase.clone(),
                task: titles.join("；"),
                departments: departments.join("、"),
                due: format!("{}年", task.due),
                findings: task.findings.join("、"),
                measures: task.measures.join("、"),
            }
        })
        .collect()
}

pub(super) fn responsibilities(pen: &Pen<'_>) -> Vec<ResponsibilityView> {
    let list = |ids: &[String]| match ids {
        [] => "/".to_owned(),
        ids => ids.iter().map(|id| titled(pen, id)).collect::<Vec<_>>().join("；"),
    };
    pen.inputs
        .plan
        .lists
        .responsibilities
        .iter()
        .map(|r| ResponsibilityView {
            department: r.department.clone(),
            leads: list(&r.leads),
            lead_count: if r.leads.is_empty() {
                String::new()
            } else {
                pen.count(&format!("{}牵头的措施", r.department), r.leads.len(), "条")
            },
            cooperates: list(&r.cooperates),
        })
        .collect()
}
