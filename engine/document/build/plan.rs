//! Findings, targets, reductions, measures, phases and lists.

use super::pen::{NONE, Pen, cite, period};
use crate::diagnosis::Finding;
use crate::document::citation::marker;
use crate::document::view::{
    FindingView, MeasureView, PhaseView, ReductionView, ResponsibilityView, TargetView,
    TaskView, TopicView,
};
use crate::plan::{Estimate, MeasureKind, PlanTarget, PlannedMeasure, RequiredReduction};
use crate::quantity::Quantity;

pub(super) fn topics(pen: &Pen<'_>) -> Vec<TopicView> {
    let inputs = pen.inputs;
    inputs
        .ruleset
        .topics
        .iter()
        .map(|topic| {
            let findings = |demonstration: bool| {
                inputs
                    .diagnosis
                    .findings
                    .iter()
                    .filter(|f| f.topic == topic.id && f.demonstration == demonstration)
                    .map(|f| finding(pen, f))
                    .collect()
            };
            let measures = |demonstration: bool| {
                inputs
                    .plan
                    .measures
                    .iter()
                    .filter(|m| m.topic == topic.id && m.demonstration == demonstration)
                    .map(|m| measure(pen, m))
                    .collect()
            };
            TopicView {
                id: topic.id.clone(),
                name: topic.name.clone(),
                findings: findings(false),
                demonstrations: findings(true),
                measures: measures(false),
                demonstration_measures: measures(true),
            }
        })
        .filter(|t| !t.findings.is_empty() || !t.demonstrations.is_empty())
        .collect()
}

fn finding(pen: &Pen<'_>, finding: &Finding) -> FindingView {
    let reads = finding.evidence.iter().flat_map(|e| &e.reads);
    let mut sources: Vec<&str> = Vec::new();
    for read in reads {
        let Some(quantity) = &read.quantity else { continue };
        pen.note(&format!("{}{}", read.name, read.meaning), quantity);
        for source in quantity.provenance().sources() {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
    }
    let measures: Vec<String> = pen
        .inputs
        .plan
        .measures
        .iter()
        .filter(|m| m.findings.contains(&finding.id))
        .map(|m| m.id.clone())
        .collect();
    FindingView {
        id: finding.id.clone(),
        title: finding.title.clone(),
        text: format!("{}{}", finding.text, marker(sources.into_iter().take(3))),
        severity: finding.severity.to_string(),
        causes: causes(pen, finding),
        basis: pen.bases(&finding.basis),
        measures: if measures.is_empty() {
            NONE.to_owned()
        } else {
            measures.join("、")
        },
        unit: finding.unit.as_deref().map_or_else(|| NONE.to_owned(), |u| pen.unit(u)),
        topic: pen.topic(&finding.topic),
    }
}

/// `总磷排放 42 t/a，其中畜禽养殖 17 t/a（41%）……`.
fn causes(pen: &Pen<'_>, finding: &Finding) -> String {
    let Some(pollutant) = &finding.pollutant else { return String::new() };
    if finding.causes.is_empty() {
        return String::new();
    }
    let pollutant = pen.pollutant(pollutant);
    let parts: Vec<String> = finding
        .causes
        .iter()
        .map(|cause| {
            let label = format!("{}{pollutant}{}", finding.name, cause.kind);
            let load = pen.figure(&label, &cause.load);
            pen.note(&format!("{label}占比"), &cause.share);
            let share = cause.share.amount();
            format!("{} {load}（占 {:.0}%）", cause.kind, share.typical)
        })
        .collect();
    let demonstration = if finding.causes.iter().any(|c| c.demonstration) {
        "，均为示例数据，只说明份额怎样算出"
    } else {
        ""
    };
    format!("清单中{pollutant}排放量：{}{demonstration}。", parts.join("，"))
}

pub(super) fn targets(pen: &Pen<'_>) -> Vec<TargetView> {
    pen.inputs.plan.targets.iter().map(|t| target(pen, t)).collect()
}

fn target(pen: &Pen<'_>, target: &PlanTarget) -> TargetView {
    let value = match (&target.figure, &target.words) {
        (Some(figure), _) => {
            let figure = pen.cited(&format!("目标：{}", target.item), figure);
            format!("{}{figure}", target.sense)
        }
        (None, Some(words)) => words.split('：').next_back().unwrap_or(words).to_owned(),
        (None, None) => NONE.to_owned(),
    };
    let current = match (&target.current, &target.current_words) {
        (Some(current), _) => pen.cited(&format!("现状：{}", target.item), current),
        (None, Some(words)) => words.clone(),
        (None, None) => NONE.to_owned(),
    };
    let state = match target.met {
        Some(true) => "已达到，转为保持",
        Some(false) => "未达到",
        None => "待补数据后判定",
    };
    TargetView {
        id: target.id.clone(),
        item: target.item.clone(),
        unit: target.unit.as_deref().map_or_else(|| "全市".to_owned(), |u| pen.unit(u)),
        current,
        value,
        by: target.by.map_or_else(|| NONE.to_owned(), |year| format!("{year}年")),
        state: state.to_owned(),
        basis: pen.bases(&target.basis),
        note: target.note.clone().unwrap_or_default(),
    }
}

pub(super) fn reductions(pen: &Pen<'_>) -> Vec<ReductionView> {
    pen.inputs.plan.reductions.iter().map(|r| reduction(pen, r)).collect()
}

fn reduction(pen: &Pen<'_>, r: &RequiredReduction) -> ReductionView {
    let (unit, pollutant) = (pen.unit(&r.unit), pen.pollutant(&r.pollutant));
    let label = |what: &str| format!("{unit}{pollutant}{what}");
    let excess = pen.figure(&label("超出容量"), &r.excess);
    let achieved = pen.figure_or_none(&label("削减量合计"), r.achieved.as_ref());
    let positive = |q: &Quantity| q.amount().typical > 0.0;
    let sentence = if !positive(&r.excess) {
        format!("{unit}{pollutant}排放量没有超过容量，余量 {}。", room(pen, &label, r))
    } else {
        match &r.remaining {
            Some(rest) if positive(rest) => format!(
                "{unit}{pollutant}需削减 {excess}，已知削减量 {achieved}，尚缺 {}。",
                pen.figure(&label("尚缺"), rest)
            ),
            _ => format!(
                "{unit}{pollutant}按{}排放量需削减 {excess}；此后公布的累计减排量为 {achieved}，账面上已超过需求，但减排量是项目认定数，与排放量口径是否一致须核实，不能据此认定已不超容量。",
                period(&r.period)
            ),
        }
    };
    ReductionView {
        discharged: pen.number(&label("排放量"), &r.discharged),
        capacity: pen.number(&label("环境容量"), &r.capacity),
        excess: pen.number(&label("超出容量"), &r.excess),
        remaining: match &r.remaining {
            Some(rest) => pen.number(&label("尚缺"), rest),
            None => "/".to_owned(),
        },
        achieved: pen.number_or_none(&label("削减量合计"), r.achieved.as_ref()),
        period: period(&r.period),
        sentence,
        unit,
        pollutant,
    }
}

/// The room that is left: capacity − load.
fn room(pen: &Pen<'_>, label: &dyn Fn(&str) -> String, r: &RequiredReduction) -> String {
    let labels = ["环境容量", "公布排放量"];
    match r.capacity.minus(&r.discharged, "余量＝环境容量－公布排放量", labels)
    {
        Ok(room) => pen.figure(&label("容量余量"), &room),
        Err(_) => NONE.to_owned(),
    }
}

fn estimate(pen: &Pen<'_>, label: &str, estimate: &Estimate) -> String {
    match estimate {
        Estimate::Known(quantity) => pen.figure(label, quantity),
        Estimate::Pending(reason) => format!("待定（{reason}）"),
    }
}

pub(super) fn measure(pen: &Pen<'_>, m: &PlannedMeasure) -> MeasureView {
    let technique =
        m.technique.as_deref().and_then(|id| pen.inputs.knowledge.techniques.get(id));
    let source = technique.and_then(|t| t.source.as_deref());
    let mut caveats: Vec<String> = Vec::new();
    if let Some(technique) = technique {
        caveats.extend(technique.conditions.iter().map(|c| format!("适用：{c}")));
        caveats.extend(technique.secondary.iter().map(|s| format!("二次影响：{s}")));
    }
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
        size: pen.figure_or_none(&format!("{}规模", m.title), m.size.as_ref()),
        reduction: estimate(pen, &format!("{}削减量", m.title), &m.reduction),
        invest: format!(
            "{}{}",
            estimate(pen, &format!("{}投资", m.title), &m.invest),
            year.unwrap_or_default()
        ),
        phase: m.phase_name.clone(),
        due: format!("{}年", m.due),
        department: m.department.clone(),
        cooperate: if m.cooperate.is_empty() {
            "/".to_owned()
        } else {
            m.cooperate.join("、")
        },
        accept: m.accept.clone(),
        strength: m.strength.to_string(),
        findings: m.findings.join("、"),
        alternatives: m.alternatives.join("、"),
        firmness: m.firmness.map(|f| format!("{:.0}%", f * 100.0)).unwrap_or_default(),
        caveats: caveats.into_iter().take(3).collect::<Vec<_>>().join("；"),
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
            let own = || pen.inputs.plan.measures.iter().filter(|m| m.phase == phase.id);
            PhaseView {
                name: phase.name.clone(),
                year: format!("{year}年"),
                measures: own()
                    .filter(|m| !m.demonstration)
                    .map(|m| measure(pen, m))
                    .collect(),
                demonstration: own().filter(|m| m.demonstration).count(),
            }
        })
        .filter(|phase| !phase.measures.is_empty() || phase.demonstration > 0)
        .collect()
}

pub(super) fn tasks(pen: &Pen<'_>) -> Vec<TaskView> {
    pen.inputs
        .plan
        .lists
        .tasks
        .iter()
        .map(|task| TaskView {
            id: task.id.clone(),
            topic: pen.topic(&task.topic),
            phase: task.phase.clone(),
            due: format!("{}年", task.due),
            findings: task.findings.join("、"),
            measures: task.measures.join("、"),
        })
        .collect()
}

pub(super) fn responsibilities(pen: &Pen<'_>) -> Vec<ResponsibilityView> {
    let list = |ids: &[String]| {
        if ids.is_empty() { "/".to_owned() } else { ids.join("、") }
    };
    pen.inputs
        .plan
        .lists
        .responsibilities
        .iter()
        .map(|r| ResponsibilityView {
            department: r.department.clone(),
            leads: list(&r.leads),
            cooperates: list(&r.cooperates),
        })
        .collect()
}
