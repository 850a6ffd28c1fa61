//! The one page for whoever reads only one.

use super::pen::{NONE, Pen, cite, period};
use crate::document::citation::marker;
use crate::document::view::{MeasureView, SummaryView, TargetView, TopicView};
use crate::plan::PlannedMeasure;
use crate::profile::{ClassCount, is_dated};
use crate::quantity::Quantity;
use crate::rules::{Nature, Severity, Strength, Work};

pub(super) fn summary(
    pen: &Pen<'_>,
    topics: &[TopicView],
    targets: &[TargetView],
) -> SummaryView {
    SummaryView {
        water: water(pen),
        targets: aims(targets),
        load: load(pen),
        cause: cause(pen),
        first: first(pen, topics),
        cost: cost(pen),
        when: when(pen),
        doubt: doubt(pen),
        counts: counts(pen),
    }
}

fn water(pen: &Pen<'_>) -> String {
    let mut parts: Vec<String> = pen
        .inputs
        .profile
        .class_counts
        .iter()
        .filter(|c| is_dated(&c.period))
        .filter_map(|c| statistic(pen, c))
        .collect();
    if let Some(basin) = &pen.inputs.assessment.basin {
        let (total, good) = super::water::class_share(pen, basin, "Ⅰ～Ⅲ类断面");
        parts.push(format!(
            "{}自动站单次监测 {total}断面，Ⅰ～Ⅲ类占 {good}，不代表年度",
            period(&basin.period),
        ));
    }
    if parts.is_empty() {
        return "没有可用的断面数据，水质状况不能判断。".to_owned();
    }
    format!("{}。", parts.join("；"))
}

/// `2017年4月 34 个断面中 25 个达标（73.5%），超标的是玛瑙河、柏临河`.
fn statistic(pen: &Pen<'_>, count: &ClassCount) -> Option<String> {
    let total = count.sections.as_ref()?;
    pen.note(&format!("{}断面数", count.period), total);
    let share = |part: &Quantity, word: &str| {
        let label = format!("{}{word}断面数", count.period);
        pen.note(&label, part);
        let share = pen.share(
            &format!("{}{word}断面比例", count.period),
            (&label, part),
            ("断面总数", total),
        );
        format!("{} 个{word}（{}）", part.number(), share.unwrap_or_default())
    };
    let mut parts = Vec::new();
    parts.extend(count.good.as_ref().map(|part| share(part, "优良")));
    parts.extend(count.attained.as_ref().map(|part| share(part, "达标")));
    if parts.is_empty() {
        return None;
    }
    let over = count.attained.as_ref().and_then(|attained| {
        let labels = ["断面总数", "达标断面"];
        total.minus(attained, "超标断面＝断面总数－达标断面", labels).ok()
    });
    let waters = match (count.exceeding.as_slice(), over) {
        ([], _) => String::new(),
        (waters, Some(over)) => format!(
            "，超标的 {} 个分布在{}",
            pen.figure(
                &format!("{}超标断面数", count.period),
                &over.with_decimals(Some(0))
            )
            .trim_end_matches(['个', ' ']),
            waters.join("、")
        ),
        (waters, None) => format!("，超标的是{}", waters.join("、")),
    };
    Some(format!(
        "{} {} 个断面中 {}{waters}{}",
        period(&count.period),
        total.number(),
        parts.join("，"),
        marker(count.row.source.as_deref())
    ))
}

/// Every target with its value and year; where things stand is in the table of targets.
fn aims(targets: &[TargetView]) -> String {
    let aim = |t: &TargetView| {
        let value = if t.item.contains(&t.value) || t.value == NONE {
            ""
        } else {
            t.value.as_str()
        };
        // What an open year waits for is in the table of targets.
        let by = match t.by.as_str() {
            NONE => String::new(),
            by if by.starts_with('待') => "（年限待定）".to_owned(),
            by => format!("（{by}）"),
        };
        format!("{} {}{value}{by}", t.id, t.item)
    };
    let aims: Vec<String> = targets.iter().map(aim).collect();
    if aims.is_empty() {
        return "没有查到可引用的目标。".to_owned();
    }
    format!("{}。", aims.join("；"))
}

fn load(pen: &Pen<'_>) -> String {
    let sentences: Vec<String> = pen
        .inputs
        .plan
        .real_reductions()
        .map(|r| {
            let pollutant = pen.pollutant(&r.pollutant);
            let label = format!("{}{pollutant}", pen.unit(&r.unit));
            let percent = crate::quantity::Unit::percent();
            let labels = ["公布排放量", "环境容量"];
            let ratio = r.discharged.over(
                &r.capacity,
                &percent,
                "负荷比＝公布排放量÷环境容量",
                labels,
            );
            let ratio = ratio.map(|q| pen.figure(&format!("{label}负荷比"), &q));
            format!(
                "{pollutant} {}，为环境容量的 {}",
                pen.figure(&format!("{label}排放量"), &r.discharged),
                ratio.unwrap_or_default()
            )
        })
        .collect();
    if sentences.is_empty() {
        return "没有容量或排放量数据，差多少不能计算。".to_owned();
    }
    let period_text = pen.inputs.plan.real_reductions().next().map(|r| period(&r.period));
    let cited = pen.inputs.plan.real_reductions().next().map(|r| cite(&r.discharged));
    format!(
        "{}全市排放量与理想环境容量相比：{}{}。",
        period_text.unwrap_or_default(),
        sentences.join("；"),
        cited.unwrap_or_default()
    )
}

/// Whether the causes of any real problem are known.
pub(super) fn causes_known(pen: &Pen<'_>) -> bool {
    let mut findings = pen.inputs.diagnosis.findings.iter();
    findings.any(|f| !f.demonstration && !f.is_hint() && !f.causes.is_empty())
}

/// What real findings name; demonstration rows accuse nobody.
fn cause(pen: &Pen<'_>) -> String {
    let findings = &pen.inputs.diagnosis.findings;
    let real = || findings.iter().filter(|f| !f.demonstration && !f.is_hint());
    let mut worst: Vec<_> = real()
        .filter(|f| f.nature == Nature::Problem && f.severity <= Severity::Serious)
        .collect();
    worst.sort_by_key(|f| f.severity);
    let titles: Vec<&str> = worst.iter().take(6).map(|f| f.title.as_str()).collect();
    let lead = if causes_known(pen) {
        ""
    } else {
        "分源排放量未查到，现有数据不足以定量归因。"
    };
    if titles.is_empty() {
        return format!("{lead}没有能由已公布资料判定的问题。");
    }
    format!("{lead}由已公布资料判定、现状须复核的问题是：{}。", titles.join("；"))
}

/// Due dates that the summary has room for.
const FIRST: usize = 2;

/// What must be done in the first phase, soonest first; the later is in its chapter.
fn first(pen: &Pen<'_>, topics: &[TopicView]) -> Vec<String> {
    let first = pen.inputs.plan.phases.first().map(|(phase, _)| phase.id.as_str());
    let due = |m: &&MeasureView| {
        let own = pen.inputs.plan.measures.iter().find(|own| own.id == m.id)?;
        let must = own.strength == Strength::Must && Some(own.phase.as_str()) == first;
        must.then(|| (own.due, own.deadline.clone(), own.id.clone()))
    };
    let mut measures: Vec<_> = topics
        .iter()
        .flat_map(|t| &t.measures)
        .filter(|m| m.once.is_empty())
        .filter_map(|m| Some((due(&m)?, m)))
        .collect();
    measures.sort_by(|a, b| a.0.cmp(&b.0));
    let mut by_due: Vec<(&str, Vec<String>)> = Vec::new();
    for (_, m) in measures {
        let whole = m.subjects == "全市" || m.subjects == pen.inputs.profile.name;
        let told = if whole {
            m.title.clone()
        } else {
            format!("{}（{}）", m.title, m.subjects)
        };
        match by_due.last_mut() {
            Some((due, list)) if *due == m.due => list.push(told),
            _ => by_due.push((&m.due, vec![told])),
        }
    }
    let later: usize = by_due.iter().skip(FIRST).map(|(_, list)| list.len()).sum();
    let mut first: Vec<String> = by_due
        .into_iter()
        .take(FIRST)
        .map(|(due, list)| format!("{due}：{}", list.join("、")))
        .collect();
    if later > 0 {
        let later = pen.count("摘要以外近期必须做的措施", later, "条");
        first.push(format!("此后近期必须做的还有 {later}，见“任务与措施”一章"));
    }
    first
}

fn cost(pen: &Pen<'_>) -> String {
    let measures = &pen.inputs.plan.measures;
    let real = || measures.iter().filter(|m| !m.demonstration);
    let known: Vec<_> = real()
        .filter_map(|m| {
            Some(crate::quantity::Term::new(m.title.as_str(), m.invest.quantity()?))
        })
        .collect();
    let pending = |work: Work| {
        let own =
            real().filter(|m| m.invest.quantity().is_none() && m.kind.work() == work);
        pen.count(&format!("{work}类措施中投资待定的"), own.count(), "条")
    };
    let unit = pen.inputs.knowledge.unit("万元");
    let none = known.is_empty();
    let count = pen.count("能估算投资的措施", known.len(), "条");
    let sum = Quantity::sum(known, &unit, "各措施投资求和").ok().flatten();
    let known =
        sum.map(|sum| format!("{count}能估算，合计 {}；", pen.figure("投资合计", &sum)));
    let open = match real().filter(|m| m.once.is_some()).count() {
        0 => String::new(),
        n => format!(
            "（其中 {}待查明后决定是否实施）",
            pen.count("待查明后决定的措施", n, "条")
        ),
    };
    let lead = if none { "投资总额现阶段不能给出。" } else { "" };
    format!(
        "{lead}措施 {}{open}：{}工程类 {}待可行性研究，监测调查类 {}按点位、频次与当地单价核定，管理类 {}列入部门预算。",
        pen.count("依据实际数据的措施", real().count(), "条"),
        known.unwrap_or_default(),
        pending(Work::Construction),
        pending(Work::Survey),
        pending(Work::Management)
    )
}

fn when(pen: &Pen<'_>) -> String {
    let phases: Vec<String> = pen
        .inputs
        .plan
        .phases
        .iter()
        .filter_map(|(phase, year)| {
            let count = pen
                .inputs
                .plan
                .measures
                .iter()
                .filter(|m| !m.demonstration && m.phase == phase.id)
                .count();
            let label = format!("{}措施", phase.name);
            (count > 0).then(|| {
                let count = pen.count(&label, count, "条");
                format!("{}（到{year}年底）{count}", phase.name)
            })
        })
        .collect();
    let open: Vec<&str> = pen
        .inputs
        .plan
        .targets
        .iter()
        .filter(|t| t.once.is_some())
        .map(|t| t.id.as_str())
        .collect();
    let open = match open.as_slice() {
        [] => String::new(),
        ids => format!("目标 {} 的年限待查清或核定之后再定。", ids.join("、")),
    };
    let late: Vec<&str> = pen
        .inputs
        .plan
        .targets
        .iter()
        .filter(|t| !t.held)
        .filter(|t| {
            let last = pen.inputs.plan.supporting(t).map(|m| m.due).max();
            t.by.zip(last).is_some_and(|(by, last)| last > by)
        })
        .map(|t| t.id.as_str())
        .collect();
    let late = match late.as_slice() {
        [] => String::new(),
        ids => {
            format!("{} 的支撑措施晚于目标年限，能否如期达到不能判定。", ids.join("、"))
        }
    };
    let reducing =
        |m: &PlannedMeasure| !m.demonstration && m.reduction.quantity().is_some();
    let lead = if pen.inputs.plan.measures.iter().any(reducing) {
        ""
    } else {
        "削减量现阶段不能估算，何时见效不能给出。"
    };
    format!("{lead}措施的完成时限：{}。{open}{late}", phases.join("，"))
}

fn doubt(pen: &Pen<'_>) -> String {
    let gaps: Vec<&str> =
        pen.inputs.profile.gaps.iter().take(2).map(|g| g.item.as_str()).collect();
    format!(
        "待补资料 {}，最要紧的是：{}。",
        super::annex::gap_count(pen),
        gaps.join("；")
    )
}

fn counts(pen: &Pen<'_>) -> String {
    let findings = &pen.inputs.diagnosis.findings;
    let real = || findings.iter().filter(|f| !f.demonstration && !f.is_hint());
    let of = |nature: Nature| real().filter(|f| f.nature == nature).count();
    let severities: Vec<String> =
        [Severity::Severe, Severity::Serious, Severity::Moderate]
            .into_iter()
            .map(|severity| {
                let own = real()
                    .filter(|f| f.nature == Nature::Problem && f.severity == severity);
                let label = format!("{severity}的环境问题");
                format!("{severity} {}", pen.count(&label, own.count(), "项"))
            })
            .collect();
    format!(
        "环境问题 {}（{}），数据与管理缺口 {}",
        pen.count("环境问题", of(Nature::Problem), "项"),
        severities.join("、"),
        pen.count("数据与管理缺口", of(Nature::Gap), "项")
    )
}
