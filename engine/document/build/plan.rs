//! Findings, targets and reductions.

use super::measures::measure;
use super::pen::{NONE, Pen, period};
use super::placing::with_citations;
use crate::diagnosis::Finding;
use crate::document::view::{FindingView, ReductionView, TargetView, TopicView};
use crate::plan::{PlanTarget, PlannedMeasure, RequiredReduction, UNKNOWN_STATE};
use crate::profile::{LoadItem, PublishedLoad};
use crate::quantity::Quantity;
use crate::rules::{Nature, SubjectKind, Work};

pub(super) fn topics(pen: &Pen<'_>) -> Vec<TopicView> {
    let inputs = pen.inputs;
    inputs
        .ruleset
        .topics
        .iter()
        .map(|topic| {
            let findings = |wanted: &dyn Fn(&Finding) -> bool| {
                let all = inputs.diagnosis.findings.iter();
                let own = all.filter(|f| f.topic == topic.id && wanted(f));
                own.map(|f| finding(pen, f)).collect()
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
            let real = |f: &Finding| !f.demonstration && !f.is_hint();
            TopicView {
                id: topic.id.clone(),
                name: topic.name.clone(),
                findings: findings(&|f| real(f) && f.nature == Nature::Problem),
                shortfalls: findings(&|f| real(f) && f.nature == Nature::Gap),
                hints: hints(pen, &topic.id),
                demonstrations: findings(&|f| f.demonstration),
                measures: measures(false),
                demonstration_measures: measures(true),
            }
        })
        .filter(|t| {
            let lists = [&t.findings, &t.shortfalls, &t.hints, &t.demonstrations];
            lists.iter().any(|list| !list.is_empty())
        })
        .collect()
}

/// 提示, one paragraph for each rule.
fn hints(pen: &Pen<'_>, topic: &str) -> Vec<FindingView> {
    let all = pen.inputs.diagnosis.findings.iter();
    let own = all.filter(|f| f.topic == topic && !f.demonstration && f.is_hint());
    let mut by_rule: Vec<(&str, Vec<FindingView>)> = Vec::new();
    for hint in own {
        let view = finding(pen, hint);
        match by_rule.iter_mut().find(|(rule, _)| *rule == hint.rule) {
            Some((_, views)) => views.push(view),
            None => by_rule.push((&hint.rule, vec![view])),
        }
    }
    let paragraph = |(_, mut views): (&str, Vec<FindingView>)| {
        let texts: Vec<String> = views.iter().map(|v| v.text.clone()).collect();
        let text = said_once(&texts);
        let mut view = (!views.is_empty()).then(|| views.swap_remove(0))?;
        view.text = text;
        Some(view)
    };
    by_rule.into_iter().filter_map(paragraph).collect()
}

/// Texts joined, with the sentences in which all of them end said once, at the end.
fn said_once(texts: &[String]) -> String {
    let split = |text: &String| -> Vec<String> {
        text.split_inclusive('。').map(str::to_owned).collect()
    };
    let mut texts: Vec<Vec<String>> = texts.iter().map(split).collect();
    let mut tail = Vec::new();
    while let Some(last) = texts.first().and_then(|t| t.last()).cloned()
        && texts.len() > 1
        && texts.iter().all(|t| t.len() > 1 && t.last() == Some(&last))
    {
        for text in &mut texts {
            text.pop();
        }
        tail.push(last);
    }
    texts.into_iter().flatten().chain(tail.into_iter().rev()).collect()
}

fn finding(pen: &Pen<'_>, finding: &Finding) -> FindingView {
    let reads = finding.evidence.iter().flat_map(|e| &e.reads);
    let mut quantities: Vec<&Quantity> = Vec::new();
    for read in reads {
        let Some(quantity) = &read.quantity else { continue };
        let told = read.told(|of| pen.inputs.knowledge.pollutant_name(of));
        pen.note(&format!("{}{told}", read.name), quantity);
        quantities.push(quantity);
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
        text: with_citations(&finding.text, &quantities, &readings(pen, finding)),
        severity: finding.severity.to_string(),
        causes: causes(pen, finding),
        basis: pen.bases(&finding.basis),
        measures: if measures.is_empty() { "/".to_owned() } else { measures.join("、") },
        unit: finding.unit.as_deref().map_or_else(|| NONE.to_owned(), |u| pen.unit(u)),
        topic: pen.topic(&finding.topic),
    }
}

/// What was measured in the section that `finding` is of, which its text may quote.
fn readings<'a>(pen: &Pen<'a>, finding: &Finding) -> Vec<&'a Quantity> {
    let own =
        pen.inputs.profile.readings.iter().filter(|r| {
            finding.kind == SubjectKind::Section && r.section == finding.subject
        });
    own.flat_map(|reading| reading.values.values()).filter_map(|m| m.value()).collect()
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
    format!("清单中{pollutant}排放量：{}。", parts.join("，"))
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
    let when = target.period.as_deref().filter(|_| current != UNKNOWN_STATE);
    let current = match when {
        Some(when) => format!("{current}（{}）", period(when)),
        None => current,
    };
    let state = match target.met {
        Some(true) => "已达到，转为保持",
        Some(false) => "未达到",
        None if target.stale => "数据过期，待判定",
        None => "待补数据后判定",
    };
    TargetView {
        id: target.id.clone(),
        item: target.item.clone(),
        unit: target.unit.as_deref().map_or_else(|| "全市".to_owned(), |u| pen.unit(u)),
        current,
        value,
        by: match (target.by, &target.once) {
            (Some(year), _) => format!("{year}年"),
            (None, Some(once)) => format!("待{once}后定"),
            (None, None) => NONE.to_owned(),
        },
        state: state.to_owned(),
        basis: pen.bases(&target.basis),
        measures: match supporting(pen, target).as_slice() {
            [] => NONE.to_owned(),
            ids => ids.join("、"),
        },
        depends: depends(pen, target),
        note: target.note.clone().unwrap_or_default(),
    }
}

/// Ids of the measures that `target` rests on.
fn supporting<'a>(pen: &Pen<'a>, target: &'a PlanTarget) -> Vec<&'a str> {
    pen.inputs.plan.supporting(target).map(|m| m.id.as_str()).collect()
}

/// What reaching the target takes: which measures, until when, and whether any of them
/// changes the water at all.
fn depends(pen: &Pen<'_>, target: &PlanTarget) -> String {
    let ids = supporting(pen, target).join("、");
    let Some(last) = pen.inputs.plan.supporting(target).max_by_key(|m| m.due) else {
        return "没有支撑它的措施".to_owned();
    };
    if target.held {
        return format!("最近可得的数已达到，靠 {ids} 保持");
    }
    let builds = |m: &PlannedMeasure| m.kind.work() == Work::Construction;
    if pen.inputs.plan.supporting(target).any(builds) {
        format!("靠 {ids} 达到，其中最晚的到{}年底", last.due)
    } else {
        format!("支撑它的 {ids} 是调查与管理措施，不直接改变现状")
    }
}

/// `柏临河没有可引用的目标值，不设量化目标，待补资料后增设。`
pub(super) fn unaimed(pen: &Pen<'_>) -> String {
    let units = pen.inputs.plan.unaimed(pen.inputs.diagnosis);
    if units.is_empty() {
        return String::new();
    }
    let names: Vec<String> = units.into_iter().map(|unit| pen.unit(unit)).collect();
    format!(
        "{}有水质或负荷问题而没有可引用的目标值，不设量化目标，断面目标与逐月数据补齐后增设。",
        names.join("、")
    )
}

/// When past reductions were credited, where that is one time for all.
pub(super) fn credited_when(pen: &Pen<'_>) -> String {
    let credited =
        |l: &&PublishedLoad| l.item == LoadItem::Reduced && !l.row.demonstration;
    let mut times: Vec<&str> = pen
        .inputs
        .profile
        .loads
        .iter()
        .filter(credited)
        .map(|l| l.period.as_str())
        .collect();
    times.dedup();
    match times.as_slice() {
        [one] => period(one),
        _ => "此后公布的".to_owned(),
    }
}

pub(super) fn reductions(pen: &Pen<'_>) -> Vec<ReductionView> {
    pen.inputs.plan.real_reductions().map(|r| reduction(pen, r)).collect()
}

/// 削减需求 of 示例数据.
pub(super) fn demonstration_reductions(pen: &Pen<'_>) -> Vec<ReductionView> {
    let reductions = pen.inputs.plan.reductions.iter();
    reductions.filter(|r| r.demonstration).map(|r| reduction(pen, r)).collect()
}

fn reduction(pen: &Pen<'_>, r: &RequiredReduction) -> ReductionView {
    let (unit, pollutant) = (pen.unit(&r.unit), pen.pollutant(&r.pollutant));
    let label = |what: &str| format!("{unit}{pollutant}{what}");
    ReductionView {
        discharged: pen.number(&label("排放量"), &r.discharged),
        capacity: pen.number(&label("环境容量"), &r.capacity),
        excess: pen.number(&label("超出容量"), &r.excess),
        credited: pen.number_or_none(&label("公布的累计减排量"), r.credited.as_ref()),
        planned: pen.number_or_none(&label("规划削减量"), r.planned.as_ref()),
        remaining: match &r.remaining {
            Some(rest) => pen.number(&label("尚缺"), rest),
            None => "/".to_owned(),
        },
        period: period(&r.period),
        sentence: sentence(pen, r, &label),
        unit,
        pollutant,
    }
}

/// What the balance says, and what it does not.
fn sentence(
    pen: &Pen<'_>,
    r: &RequiredReduction,
    label: &dyn Fn(&str) -> String,
) -> String {
    let (name, when) = (label(""), period(&r.period));
    let excess = || pen.figure(&label("超出容量"), &r.excess);
    let nearly = pen.inputs.ruleset.parameters.get("load-warning").map(|p| p.value);
    let ratio = 100.0 * r.discharged.amount().typical / r.capacity.amount().typical;
    if r.excess.amount().typical <= 0.0 {
        return match nearly {
            Some(bound) if ratio >= bound => format!(
                "{name}{when}排放量与容量相差 {}；一个是排放量，一个是对入河量说的容量，余量有多少待核定。",
                room(pen, label, r)
            ),
            _ => {
                format!("{name}{when}排放量没有超过容量，余量 {}。", room(pen, label, r))
            }
        };
    }
    let planned = match &r.planned {
        Some(planned) => {
            format!("规划措施可削减 {}", pen.figure(&label("规划削减量"), planned))
        }
        None => "规划措施的削减量都不能估算".to_owned(),
    };
    match (&r.credited, &r.remaining) {
        (Some(credited), _) => format!(
            "{name}{when}排放量超过容量 {}；{}累计减排量为 {}，是项目认定数，没有扣除新增排放，现状是否超容量不能判定，须以新一轮排放量核定。{planned}。",
            excess(),
            credited_when(pen),
            pen.figure(&label("公布的累计减排量"), credited)
        ),
        (None, Some(rest)) if rest.amount().typical > 0.0 => format!(
            "{name}{when}需削减 {}；{planned}，尚缺 {}。",
            excess(),
            pen.figure(&label("尚缺"), rest)
        ),
        _ => format!("{name}{when}需削减 {}；{planned}，可以补足。", excess()),
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

#[cfg(test)]
mod tests {
    use super::said_once;

    #[test]
    fn sentences_that_end_every_text_are_said_once() {
        let text = |own: &str| format!("{own}断面达到Ⅱ类。只有一次。以后未查到。");
        let texts = [text("甲"), text("乙")];
        assert_eq!(
            said_once(&texts),
            "甲断面达到Ⅱ类。乙断面达到Ⅱ类。只有一次。以后未查到。"
        );
        assert_eq!(said_once(&texts[..1]), texts[0]);
        assert_eq!(said_once(&[]), "");
    }

    #[test]
    fn a_text_keeps_its_first_sentence() {
        let same = ["同样。".to_owned(), "同样。".to_owned()];
        assert_eq!(said_once(&same), "同样。同样。");
    }
}
