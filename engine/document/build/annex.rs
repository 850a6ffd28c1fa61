//! Annexes: option scores, data gaps, rule trace, review.

use std::collections::BTreeMap;

use super::pen::{NONE, Pen};
use crate::diagnosis::DataGap;
use crate::document::citation::marker;
use crate::document::view::{
    CheckView, CriterionView, GapView, GradeView, OptionView, ParameterView, ReviewView,
    RuleView, SelectionView,
};
use crate::measures::{Candidate, Selection};
use crate::quantity::Grade;
use crate::review::{Check, Conclusion, Fault};
use crate::rules::{AGREED, Criterion, Outcome, RuleParameter, Verdict};

/// Rejected options named in the text; the others are counted.
const NAMED_REJECTIONS: usize = 6;

/// Options that a table of scores has room for.
const SHOWN_OPTIONS: usize = 4;

pub(super) fn selections(pen: &Pen<'_>) -> Vec<SelectionView> {
    let all = &pen.inputs.measures.selections;
    all.iter().filter(|s| !s.options.is_empty()).map(|s| selection(pen, s)).collect()
}

fn selection(pen: &Pen<'_>, s: &Selection) -> SelectionView {
    let finding = pen.inputs.diagnosis.findings.iter().find(|f| f.id == s.finding);
    let title = finding.map_or_else(String::new, |f| f.title.clone());
    let reject = |r: &crate::measures::Rejected| format!("{}：{}", r.name, r.reason);
    let firmness = match (&s.firmness, s.options.as_slice()) {
        (Some(share), [first, ..]) => format!(
            "随机取 {} 组权重，“{}”在 {} 的组中仍居首位{}。",
            s.draws,
            first.name,
            pen.figure(&format!("{}仍居首位的权重组占比", first.name), share),
            if share.amount().typical < 50.0 {
                "；不到一半，取舍取决于权重，应由专家会议定"
            } else {
                ""
            }
        ),
        _ => "只有一个备选，不作权重敏感性分析。".to_owned(),
    };
    let hidden = s.options.len().saturating_sub(SHOWN_OPTIONS);
    let firmness = match hidden {
        0 => firmness,
        n => format!(
            "{firmness}参加比选的还有得分更低的 {n} 项，未列；名次与权重检验都把它们算在内。"
        ),
    };
    SelectionView {
        finding: format!("{} {title}", s.finding),
        options: s
            .options
            .iter()
            .take(SHOWN_OPTIONS)
            .enumerate()
            .map(|(n, o)| option(pen, n, o))
            .collect(),
        rejected: s.rejected.iter().take(NAMED_REJECTIONS).map(reject).collect(),
        more: s.rejected.len().saturating_sub(NAMED_REJECTIONS),
        firmness,
        demonstration: finding.is_some_and(|f| f.demonstration),
    }
}

fn option(pen: &Pen<'_>, number: usize, option: &Candidate) -> OptionView {
    let technique = pen.inputs.knowledge.techniques.get(&option.technique);
    let source = technique.and_then(|t| t.source.as_deref());
    OptionView {
        rank: number + 1,
        name: format!("{}{}", option.name, marker(source)),
        scores: option.scores.iter().map(|s| format!("{:.2}", s.value)).collect(),
        total: format!("{:.2}", option.total),
        removal: pen
            .figure_or_none(&format!("{}去除率", option.name), option.removal.as_ref()),
    }
}

/// 比选准则 with weights and scales.
pub(super) fn criteria(pen: &Pen<'_>) -> Vec<CriterionView> {
    let view = |c: &Criterion| {
        let words = c.by.words().iter().filter_map(|w| Some((w, c.scale.get(*w)?)));
        let scale: Vec<String> = words.map(|(w, score)| format!("{w} {score}")).collect();
        CriterionView {
            name: c.name.clone(),
            weight: {
                let share = c.weight_share();
                pen.note(&format!("准则“{}”的权重", c.name), &share);
                share.text()
            },
            scale: scale.join("，"),
            note: c.note.clone().unwrap_or_else(|| "/".to_owned()),
        }
    };
    pen.inputs.ruleset.criteria.iter().map(view).collect()
}

/// 证据等级 and the words printed for them.
pub(super) fn grades() -> Vec<GradeView> {
    let view = |grade: Grade| GradeView {
        letter: grade.to_string(),
        meaning: grade.meaning().to_owned(),
        mark: grade.mark().unwrap_or("不注").to_owned(),
    };
    Grade::ALL.into_iter().map(view).collect()
}

/// 约定参数 of the ruleset: what experts may argue about.
pub(super) fn parameters(pen: &Pen<'_>) -> Vec<ParameterView> {
    let view = |p: &RuleParameter| ParameterView {
        name: p.name.clone(),
        value: {
            let unit = pen.inputs.knowledge.unit(&p.unit);
            pen.note(&format!("参数：{}", p.name), &p.quantity(unit));
            p.text()
        },
        basis: if p.basis == AGREED { p.basis.clone() } else { pen.basis(&p.basis) },
        note: p.note.clone().unwrap_or_else(|| "/".to_owned()),
    };
    pen.inputs.ruleset.parameters.values().map(view).collect()
}

/// `29 项（事先列明 16 项，判定与核算中缺 13 项）`.
pub(super) fn gap_count(pen: &Pen<'_>) -> String {
    let all = pen.inputs.diagnosis.gaps.iter().filter(|g| g.method.is_none());
    let gaps: Vec<&DataGap> = all.collect();
    let stated = gaps.iter().filter(|g| g.stated).count();
    let all = pen.count("待补资料", gaps.len(), "项");
    if stated == gaps.len() {
        return all;
    }
    format!(
        "{all}（见附件；事先列明 {}，判定与核算中缺 {}）",
        pen.count("事先列明的待补资料", stated, "项"),
        pen.count("判定与核算中缺的数据", gaps.len() - stated, "项")
    )
}

/// What the analyst states, or what judging and computing met.
pub(super) fn gaps(pen: &Pen<'_>, stated: bool) -> Vec<GapView> {
    gap_views(pen, |gap| gap.stated == stated && gap.method.is_none())
}

/// What keeps single methods from being run.
pub(super) fn unassessed(pen: &Pen<'_>) -> Vec<GapView> {
    gap_views(pen, |gap| gap.method.is_some())
}

fn gap_views(pen: &Pen<'_>, wanted: impl Fn(&DataGap) -> bool) -> Vec<GapView> {
    pen.inputs
        .diagnosis
        .gaps
        .iter()
        .filter(|gap| wanted(gap))
        .map(|gap| {
            let named: Vec<String> = gap.subjects.iter().take(5).cloned().collect();
            let more = gap.subjects.len().saturating_sub(5);
            let more = if more > 0 {
                format!("等 {} 个", gap.subjects.len())
            } else {
                String::new()
            };
            GapView {
                id: gap.id.clone(),
                item: gap.item.clone(),
                why: gap.why.clone(),
                ask: gap.ask.clone(),
                form: gap.form.clone(),
                subjects: if named.is_empty() {
                    "/".to_owned()
                } else {
                    format!("{}{more}", named.join("、"))
                },
            }
        })
        .collect()
}

/// What the rules found, of real subjects or of 示例数据.
pub(super) fn rules(pen: &Pen<'_>, demonstration: bool) -> Vec<RuleView> {
    let mut by_rule: BTreeMap<&str, Vec<&Verdict>> = BTreeMap::new();
    for verdict in &pen.inputs.diagnosis.verdicts {
        if verdict.subject.is_demonstration() == demonstration {
            by_rule.entry(&verdict.rule.id).or_default().push(verdict);
        }
    }
    by_rule
        .into_iter()
        .filter_map(|(id, verdicts)| {
            let rule = pen.inputs.ruleset.rule(id)?;
            let outcomes: Vec<Outcome> = verdicts.iter().map(|v| v.outcome()).collect();
            let count = |wanted: fn(&Outcome) -> bool| {
                outcomes.iter().filter(|o| wanted(o)).count()
            };
            let holding: Vec<&str> = verdicts
                .iter()
                .filter(|v| v.holds())
                .map(|v| v.subject.name.as_str())
                .collect();
            let mut lacking: Vec<String> = outcomes
                .iter()
                .filter_map(|outcome| match outcome {
                    Outcome::Undetermined(reason) => Some(reason.clone()),
                    _ => None,
                })
                .collect();
            lacking.sort();
            lacking.dedup();
            Some(RuleView {
                id: id.to_owned(),
                title: rule.title.clone(),
                subject: rule.subject.printed().to_owned(),
                holds: holding.len(),
                beside: count(|o| matches!(o, Outcome::Beside)),
                fails: count(|o| matches!(o, Outcome::Fails)),
                undetermined: count(|o| matches!(o, Outcome::Undetermined(_))),
                holding: if holding.is_empty() {
                    NONE.to_owned()
                } else {
                    holding.join("、")
                },
                lacking: if lacking.is_empty() {
                    NONE.to_owned()
                } else {
                    lacking.join("；")
                },
                basis: pen.bases(&rule.basis),
            })
        })
        .collect()
}

pub(super) fn review(pen: &Pen<'_>) -> ReviewView {
    let review = pen.inputs.review;
    let count = |conclusion: Conclusion| {
        let label = format!("{conclusion}的自查项");
        pen.count(&label, review.count(conclusion), "项")
    };
    ReviewView {
        total: pen.count("自查项", review.checks.len(), "项"),
        passed: count(Conclusion::Passed),
        undetermined: count(Conclusion::Undetermined),
        failed: count(Conclusion::Failed),
        checks: review.checks.iter().map(|check| check_view(pen, check)).collect(),
    }
}

fn check_view(pen: &Pen<'_>, check: &Check) -> CheckView {
    let label = |what: &str| format!("自查“{}”{what}", check.title);
    let mut looked = pen.count(&label("查了多少"), check.looked, "项");
    if check.demonstrations > 0 {
        let besides = pen.count(&label("另查的示例"), check.demonstrations, "项");
        looked = format!("{looked}（另有示例 {besides}）");
    }
    let result = match check.faults.len() {
        0 => check.conclusion.to_string(),
        n => format!("{}（{}）", check.conclusion, pen.count(&label("的毛病"), n, "处")),
    };
    let faults = check.faults.iter().map(|fault| review_fault(pen, fault));
    CheckView {
        aspect: check.aspect.to_string(),
        title: check.title.to_owned(),
        looked,
        result,
        remarks: faults.chain(check.lacks.clone()).collect(),
    }
}

fn review_fault(pen: &Pen<'_>, fault: &Fault) -> String {
    for term in &fault.figures {
        pen.note(&term.label, &term.quantity);
    }
    fault.text.clone()
}
