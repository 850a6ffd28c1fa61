//! A data gap, a task, a check of the review: what it is and what hangs on it.

use super::super::output;
use super::case::CaseScope;
use super::print::line;
use crate::diagnosis::DataGap;
use crate::rules::{Outcome, Read, SubjectKind, Verdict};

/// Subjects shown of many that lack the same.
const SHOWN: usize = 5;

impl CaseScope {
    /// The data gap with this id.
    pub fn gap(&self, id: &str) -> bool {
        let gaps = &self.results.diagnosis.gaps;
        let Some(gap) = gaps.iter().find(|g| g.id == id) else { return false };
        line(0, &format!("数据缺口 {}", gap.id), &format!("缺{}", gap.item));
        line(1, "影响", &gap.why);
        line(1, "找谁要", &format!("{}（{}）", gap.ask, gap.form));
        let stated = self.loaded.profile.gaps.iter().find(|g| g.item == gap.item);
        match stated.filter(|_| gap.stated) {
            Some(own) => {
                line(1, "怎样知道的", &format!("分析员列出 ← {}", own.place));
                let topics: Vec<String> =
                    own.topics.iter().flat_map(|topic| self.waiting(topic)).collect();
                if !topics.is_empty() {
                    line(1, "由它成立的问题", &topics.join("；"));
                }
            }
            None => {
                self.undecided(gap);
                self.uncounted(gap);
                self.unassessed(gap);
            }
        }
        self.used(&[id]);
        true
    }

    /// Findings that hold because the analyst states a gap on `topic`.
    fn waiting(&self, topic: &str) -> Vec<String> {
        let key = format!("has-gap.{topic}");
        let findings = self.results.diagnosis.findings.iter();
        let own = findings
            .filter(|f| f.evidence.iter().flat_map(|e| &e.reads).any(|r| r.key == key));
        own.map(|f| format!("{} {}", f.id, f.title)).collect()
    }

    /// The method that it keeps from being run.
    fn unassessed(&self, gap: &DataGap) {
        let Some(id) = &gap.method else { return };
        line(1, "怎样知道的", &format!("案例 {} 没有这些数据", self.loaded.profile.id));
        let Some(method) = self.loaded.knowledge.methods.get(id) else { return };
        let text = format!("{}（{id}） ← knowledge/methods/{id}.yaml", method.name);
        line(1, "方法", &text);
        line(1, "补法", &format!("methods/{id}.csv，列：{}", gap.form));
        if let Some(formula) = &method.formula {
            line(2, "公式", formula);
        }
    }

    /// The verdicts that lack the fact, each with the row where it should stand.
    fn undecided(&self, gap: &DataGap) {
        let lacking = |v: &&Verdict| {
            !v.subject.is_demonstration()
                && matches!(v.outcome(), Outcome::Undetermined(_))
                && missed(v).iter().any(|r| gap.is_of(r))
        };
        let verdicts: Vec<&Verdict> =
            self.results.diagnosis.verdicts.iter().filter(lacking).collect();
        if verdicts.is_empty() {
            return;
        }
        output::line("  怎样知道的：下列规则因此数据不足");
        let mut rules: Vec<&str> = verdicts.iter().map(|v| v.rule.id.as_str()).collect();
        rules.sort_unstable();
        rules.dedup();
        for id in rules {
            let own: Vec<&&Verdict> =
                verdicts.iter().filter(|v| v.rule.id == id).collect();
            if let Some(first) = own.first() {
                let rule = &first.rule;
                line(
                    2,
                    &format!("规则“{}”", rule.title),
                    &format!("{id} ← {}", rule.file.name()),
                );
            }
            for verdict in own.iter().take(SHOWN) {
                for read in missed(verdict).iter().filter(|r| gap.is_of(r)) {
                    line(3, &read.name, &format!("原因：{}", read.text));
                    self.ground_lines(read.kind, &read.subject, &read.key, 4);
                }
            }
            if own.len() > SHOWN {
                output::line(&format!("      另有 {} 个对象", own.len() - SHOWN));
            }
        }
    }

    /// The lines of the inventory that lack it.
    fn uncounted(&self, gap: &DataGap) {
        let lines = self.results.inventory.lines.iter().filter(|l| !l.demonstration);
        let mut seen: Vec<&str> = Vec::new();
        for inventory in lines {
            let own = inventory.gaps.iter().find(|g| gap.item.starts_with(&g.lacks));
            let Some(own) = own.filter(|_| !seen.contains(&inventory.source.as_str()))
            else {
                continue;
            };
            seen.push(&inventory.source);
            let text = format!("不能核算{}，原因：缺{}", own.what, own.lacks);
            line(2, &inventory.name, &text);
            self.ground_lines(SubjectKind::Source, &inventory.source, "activity", 3);
        }
    }

    /// The task with this id.
    pub fn task(&self, id: &str) -> bool {
        let tasks = &self.results.plan.lists.tasks;
        let Some(task) = tasks.iter().find(|t| t.id == id) else { return false };
        line(0, &format!("任务 {}", task.id), &self.topic(&task.topic));
        line(1, "何时", &format!("{}，{}年", task.phase, task.due));
        output::line("  为什么：原因：专题与分期相同的措施合为一项任务");
        for finding in &self.results.diagnosis.findings {
            if task.findings.contains(&finding.id) {
                line(1, &format!("针对问题 {}", finding.id), &finding.title);
                self.why(finding, 2);
            }
        }
        for m in
            self.results.plan.measures.iter().filter(|m| task.measures.contains(&m.id))
        {
            line(1, &format!("措施 {}", m.id), &format!("{}，{}", m.title, m.deadline));
        }
        self.used(&[id]);
        true
    }

    /// The check of the review with this id or title.
    pub fn check(&self, id: &str) -> bool {
        let checks = &self.results.review.checks;
        let Some(check) = checks.iter().find(|c| c.id == id || c.title == id) else {
            return false;
        };
        line(0, &format!("自查项 {}", check.id), check.title);
        line(1, "结论", &format!("{}，{}", check.conclusion, check.looked_text()));
        for fault in &check.faults {
            line(1, "原因", &fault.text);
            for term in &fault.figures {
                self.tree(&term.quantity, &term.label, 2);
            }
        }
        if let Some(lacks) = &check.lacks {
            line(1, "原因", lacks);
        }
        if check.faults.is_empty() && check.lacks.is_none() {
            line(1, "原因", "查过的各项都没有发现不符");
        }
        self.used(&[check.title]);
        true
    }

    /// The cells behind a fact that is no figure.
    pub fn ground_lines(&self, kind: SubjectKind, id: &str, key: &str, depth: usize) {
        self.grounds(&self.records().grounds(kind, id, key), depth);
    }
}

fn missed(verdict: &Verdict) -> Vec<Read> {
    let reads = verdict.conditions().into_iter().flat_map(|c| c.reads);
    reads.filter(|r| r.missing).collect()
}
