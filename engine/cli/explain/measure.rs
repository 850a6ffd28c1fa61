//! A measure: what is done, for which findings, why this option and not another, and why
//! its figures are what they are or wait.

use super::super::output;
use super::case::CaseScope;
use super::print::line;
use crate::measures::{Candidate, Selection};
use crate::plan::{Estimate, MeasureKind, PlannedMeasure};
use crate::rules::{FreeMeasure, Recommend};

/// Options that ranked lower, and rejected ones, that are named.
const NAMED: usize = 6;

impl CaseScope {
    /// The measure with this id.
    pub fn measure(&self, id: &str) -> bool {
        let Some(m) = self.results.plan.measures.iter().find(|m| m.id == id) else {
            return false;
        };
        line(0, &format!("措施 {}", m.id), &m.title);
        if !m.text.is_empty() {
            line(1, "是什么", &m.text);
        }
        let units: Vec<String> = m.units.iter().map(|u| self.unit(u)).collect();
        let units = if units.is_empty() {
            "不属于单个控制单元".to_owned()
        } else {
            units.join("、")
        };
        line(1, "对象", &format!("{}；控制单元 {units}", m.subjects.join("、")));
        line(1, "性质", &format!("{}，{}做", m.kind.work(), m.strength));
        for finding in &self.results.diagnosis.findings {
            if m.findings.contains(&finding.id) {
                line(1, &format!("针对问题 {}", finding.id), &finding.title);
                self.why(finding, 2);
            }
        }
        line(1, "依据", &self.bases(&m.basis));
        if let Some(size) = &m.size {
            self.estimate("规模", size);
        }
        self.estimate("削减量", &m.reduction);
        self.estimate("投资", &m.invest);
        self.options(m);
        if let Some(once) = &m.once {
            line(1, "先决条件", once);
        }
        self.when(m);
        line(1, "怎样算完成", &m.accept);
        self.used(&[id]);
        true
    }

    fn estimate(&self, label: &str, estimate: &Estimate) {
        match estimate {
            Estimate::Known(quantity) => self.tree(quantity, label, 1),
            Estimate::Pending(reason) => line(1, label, &format!("待定，原因：{reason}")),
        }
    }

    /// Why this and not another.
    fn options(&self, m: &PlannedMeasure) {
        if m.kind != MeasureKind::Technique {
            let text =
                "没有备选技术可比，原因：上述规则直接写明要做什么，不从知识库选技术";
            line(1, "为什么不选别的", text);
            return;
        }
        for selection in self.selections(m) {
            let Some(first) = selection.options.first() else { continue };
            line(
                1,
                &format!("为什么是它（{}）", selection.finding),
                &format!("总分 {:.2}，名列第一：{}", first.total, scores(first)),
            );
            if let Some(removal) = &first.removal {
                self.tree(removal, "去除率", 2);
            }
            if let Some(firmness) = &selection.firmness {
                self.tree(firmness, "权重随机变动时仍居首位", 2);
            }
            not_taken(selection);
        }
        if let Some(record) = &m.technique {
            line(1, "技术记录", &format!("{record}（yice knowledge show {record}）"));
        }
    }

    fn selections<'a>(
        &'a self,
        m: &'a PlannedMeasure,
    ) -> impl Iterator<Item = &'a Selection> {
        let all = self.results.measures.selections.iter();
        all.filter(|s| {
            let chosen = s.options.first().map(|o| &o.technique);
            m.findings.contains(&s.finding) && chosen == m.technique.as_ref()
        })
    }

    /// Who and when, and why then.
    fn when(&self, m: &PlannedMeasure) {
        let cooperate = match m.cooperate.as_slice() {
            [] => String::new(),
            others => format!("，{}配合", others.join("、")),
        };
        let why = match self.written(m) {
            Some(free) if free.standing => "规则写明长期坚持".to_owned(),
            Some(FreeMeasure { within: Some(months), .. }) => {
                let from =
                    crate::profile::chinese_date(&self.loaded.profile.reference_date);
                format!("规则写明基准日（{from}）起 {months} 个月内")
            }
            _ => format!("规则列入{}", m.phase_name),
        };
        line(1, "谁做", &format!("{}牵头{cooperate}", m.department));
        line(1, "何时", &format!("{}（{why}）", m.deadline));
    }

    /// The rule's own words for the measure.
    fn written(&self, m: &PlannedMeasure) -> Option<&FreeMeasure> {
        let findings = self.results.diagnosis.findings.iter();
        findings
            .filter(|f| m.findings.contains(&f.id))
            .filter_map(|f| self.loaded.ruleset.rule(&f.rule))
            .flat_map(|rule| &rule.recommend)
            .find_map(|recommend| match recommend {
                Recommend::Measure(free) if free.title == m.title => Some(free),
                _ => None,
            })
    }
}

/// The options that lost, with their scores or the reason.
fn not_taken(selection: &Selection) {
    output::line("  为什么不选别的：");
    if selection.options.len() + selection.rejected.len() <= 1 {
        output::line("    没有别的备选，原因：知识库中只有一项技术符合规则的条件");
    }
    for option in selection.options.iter().skip(1).take(NAMED) {
        let text = format!("总分 {:.2}，较低：{}", option.total, scores(option));
        line(2, &option.name, &text);
    }
    let lower = selection.options.len().saturating_sub(NAMED + 1);
    if lower > 0 {
        output::line(&format!("    另有 {lower} 项得分更低"));
    }
    for rejected in selection.rejected.iter().take(NAMED) {
        line(2, &format!("落选 {}", rejected.name), &rejected.reason);
    }
    let more = selection.rejected.len().saturating_sub(NAMED);
    if more > 0 {
        output::line(&format!("    另有 {more} 项落选"));
    }
}

fn scores(option: &Candidate) -> String {
    let scores: Vec<String> = option
        .scores
        .iter()
        .map(|s| format!("{} {:.2}（{}）", s.name, s.value, s.reason))
        .collect();
    scores.join("，")
}
