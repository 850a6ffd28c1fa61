//! The one page for whoever reads only one.

use super::pen::{Pen, cite, period};
use crate::document::view::{SummaryView, TopicView};
use crate::quantity::Quantity;
use crate::rules::Severity;

pub(super) fn summary(pen: &Pen<'_>, topics: &[TopicView]) -> SummaryView {
    SummaryView {
        water: water(pen),
        load: load(pen),
        cause: cause(pen),
        first: first(topics),
        cost: cost(pen),
        when: when(pen),
        doubt: doubt(pen),
        counts: counts(pen),
    }
}

fn water(pen: &Pen<'_>) -> String {
    let mut parts = Vec::new();
    for count in &pen.inputs.profile.class_counts {
        if let (Some(total), Some(good)) = (&count.sections, &count.good) {
            let share = 100.0 * good.amount().typical / total.amount().typical;
            pen.note(&format!("{}优良断面数", count.period), good);
            parts.push(format!(
                "{}监测的 {} 个断面中 {} 个优良，占 {share:.1}%{}",
                period(&count.period),
                total.number(),
                good.number(),
                cite(good)
            ));
        }
    }
    let listed: Vec<&str> = pen
        .inputs
        .profile
        .class_counts
        .iter()
        .filter(|c| c.period.starts_with(|ch: char| ch.is_ascii_digit()))
        .flat_map(|c| c.exceeding.iter().map(String::as_str))
        .collect();
    if !listed.is_empty() {
        parts.push(format!("超标集中在{}等水体", listed.join("、")));
    }
    if let Some(basin) = &pen.inputs.assessment.basin {
        parts.push(format!(
            "{}自动站快照 {} 个断面均可评价，Ⅰ～Ⅲ类占 {:.1}%（单次值，不代表年度）",
            period(&basin.period),
            basin.proportions.total,
            basin.proportions.good
        ));
    }
    if parts.is_empty() {
        return "没有可用的断面数据，水质状况不能判断。".to_owned();
    }
    format!("{}。", parts.join("；"))
}

fn load(pen: &Pen<'_>) -> String {
    let sentences: Vec<String> = pen
        .inputs
        .plan
        .reductions
        .iter()
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
    let period_text = pen.inputs.plan.reductions.first().map(|r| period(&r.period));
    let cited = pen.inputs.plan.reductions.first().map(|r| cite(&r.discharged));
    format!(
        "{}全市排放量与理想环境容量相比：{}{}。",
        period_text.unwrap_or_default(),
        sentences.join("；"),
        cited.unwrap_or_default()
    )
}

/// Real findings that name a cause; demonstration rows accuse nobody.
fn cause(pen: &Pen<'_>) -> String {
    let worst: Vec<String> = pen
        .inputs
        .diagnosis
        .findings
        .iter()
        .filter(|f| !f.demonstration && f.severity <= Severity::Serious)
        .filter(|f| ["phosphogypsum", "riverside", "data"].contains(&f.topic.as_str()))
        .map(|f| f.title.clone())
        .take(5)
        .collect();
    if worst.is_empty() {
        return "没有分源数据，不能说主要怪谁。".to_owned();
    }
    format!(
        "分源排放量没有公开，全市份额暂不能给出；已能确认的压力是：{}。",
        worst.join("；")
    )
}

fn first(topics: &[TopicView]) -> Vec<String> {
    let mut measures: Vec<_> = topics.iter().flat_map(|t| &t.measures).collect();
    measures.sort_by(|a, b| (&a.due, &a.id).cmp(&(&b.due, &b.id)));
    measures
        .into_iter()
        .filter(|m| m.strength == "必须" || m.strength == "应")
        .take(6)
        .map(|m| format!("{}（{}，{}前，{}）", m.title, m.id, m.due, m.department))
        .collect()
}

fn cost(pen: &Pen<'_>) -> String {
    let measures = &pen.inputs.plan.measures;
    let real = || measures.iter().filter(|m| !m.demonstration);
    let known: Vec<_> = real()
        .filter_map(|m| {
            Some(crate::quantity::Term::new(m.title.as_str(), m.invest.quantity()?))
        })
        .collect();
    let pending = real().count() - known.len();
    let unit = pen.inputs.knowledge.unit("万元");
    let count = known.len();
    match Quantity::sum(known, &unit, "各措施投资求和").ok().flatten() {
        Some(sum) => format!(
            "基于实际数据的 {} 条措施中，{count} 条能估算投资，合计 {}；其余 {pending} 条规模未定，列为待定并写明原因。",
            count + pending,
            pen.figure("投资合计", &sum)
        ),
        None => format!(
            "基于实际数据的 {pending} 条措施目前都不能估算投资：工程规模与名录没有公开，管理措施由部门预算核定。补齐附件所列数据后再算，本稿不给虚数。"
        ),
    }
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
            (count > 0).then(|| format!("{}（到{year}年底）{count} 条", phase.name))
        })
        .collect();
    format!(
        "措施按分期安排：{}。水质改善以断面连续12个月监测结果为准，不预先承诺数值。",
        phases.join("，")
    )
}

fn doubt(pen: &Pen<'_>) -> String {
    let gaps: Vec<&str> =
        pen.inputs.profile.gaps.iter().take(4).map(|g| g.item.as_str()).collect();
    format!(
        "共列出 {} 项数据缺口，影响最大的是：{}。",
        pen.inputs.diagnosis.gaps.len(),
        gaps.join("；")
    )
}

fn counts(pen: &Pen<'_>) -> String {
    let findings = &pen.inputs.diagnosis.findings;
    let real = || findings.iter().filter(|f| !f.demonstration);
    let parts: Vec<String> =
        [Severity::Severe, Severity::Serious, Severity::Moderate, Severity::Hint]
            .into_iter()
            .map(|severity| {
                format!(
                    "{severity} {} 项",
                    real().filter(|f| f.severity == severity).count()
                )
            })
            .collect();
    let demonstration = findings.len() - real().count();
    let tail = if demonstration > 0 {
        format!("；另有 {demonstration} 项只由示例数据引出，用来说明方法，不代表实际")
    } else {
        String::new()
    };
    format!("依据实际数据判定的问题 {} 项：{}{tail}", real().count(), parts.join("、"))
}
