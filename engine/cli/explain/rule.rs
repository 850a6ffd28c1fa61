//! A rule: what it asks, why it exists, and how it judged every subject.

use super::super::output;
use super::case::CaseScope;
use super::print::line;
use crate::rules::{Outcome, Recommend, Rule, Verdict};

/// Subjects shown for which the rule fails: the others fail alike.
const SHOWN_FAILURES: usize = 8;

/// What the rule is, without a case.
pub(super) fn about(rule: &Rule, bases: &str) {
    output::line(&format!("规则 {}：{}（{}）", rule.id, rule.title, rule.owner));
    line(1, "文件", &format!("← {}", rule.file.name()));
    line(1, "对象", &format!("{}；力度：{}", rule.subject.name(), rule.strength));
    line(1, "依据", bases);
    if let Some(find) = &rule.find {
        line(1, "发现", &find.title);
    }
    for recommend in &rule.recommend {
        match recommend {
            Recommend::Measure(free) => line(1, "给出措施", &free.title),
            Recommend::Pick(pick) => {
                line(1, "从知识库选技术", &format!("取前 {} 项", pick.take));
            }
        }
    }
    if let Some(note) = &rule.note {
        line(1, "备注", note);
    }
}

impl CaseScope {
    /// The rule with this id or title.
    pub fn rule(&self, id: &str) -> bool {
        let rules = &self.loaded.ruleset.rules;
        let Some(rule) = rules.iter().find(|r| r.id == id || r.title == id) else {
            return false;
        };
        about(rule, &self.bases(&rule.basis));
        let verdicts: Vec<&Verdict> = self
            .results
            .diagnosis
            .verdicts
            .iter()
            .filter(|v| v.rule.id == rule.id)
            .collect();
        if verdicts.is_empty() {
            let kind = rule.subject.name();
            line(1, "没有判定，原因", &format!("案例中没有{kind}"));
        }
        let meant = |v: &&Verdict| v.outcome() != Outcome::Beside;
        let (verdicts, beside): (Vec<&Verdict>, Vec<&Verdict>) =
            verdicts.into_iter().partition(meant);
        if !beside.is_empty() {
            let n = beside.len();
            output::line(&format!("  {n} 个对象不适用：不是这条规则所指的"));
        }
        let fails = |v: &&&Verdict| matches!(v.outcome(), Outcome::Fails);
        for verdict in verdicts.iter().filter(|v| !fails(v)) {
            self.verdict(verdict, 1);
        }
        let failed: Vec<&&Verdict> = verdicts.iter().filter(fails).collect();
        for verdict in failed.iter().take(SHOWN_FAILURES) {
            self.verdict(verdict, 1);
        }
        if failed.len() > SHOWN_FAILURES {
            let more = failed.len() - SHOWN_FAILURES;
            output::line(&format!("  另有 {more} 个对象不成立"));
        }
        let findings = self.results.diagnosis.findings.iter();
        let own: Vec<&str> =
            findings.filter(|f| f.rule == rule.id).map(|f| f.id.as_str()).collect();
        if !own.is_empty() {
            line(1, "由它得出的问题", &own.join("、"));
        }
        self.used(&[&rule.title]);
        true
    }
}
