//! A finding: what it says, which rule, on what figures, and what answers it.

use super::super::output;
use super::case::CaseScope;
use super::print::line;
use crate::diagnosis::Finding;
use crate::rules::Read;

impl CaseScope {
    /// The finding with this id.
    pub fn finding(&self, id: &str) -> bool {
        let findings = &self.results.diagnosis.findings;
        let Some(finding) = findings.iter().find(|f| f.id == id) else { return false };
        line(0, &format!("问题 {}", finding.id), &finding.title);
        line(1, "是什么", &finding.text);
        let unit = finding.unit.as_deref().map(|unit| self.unit(unit));
        let unit = unit.unwrap_or_else(|| "不属于单个控制单元".to_owned());
        let (severity, topic) = (finding.severity, self.topic(&finding.topic));
        let demonstration = if finding.demonstration {
            "；示例数据，不代表真实单位"
        } else {
            ""
        };
        line(
            1,
            "归类",
            &format!("{severity}；专题 {topic}；控制单元 {unit}{demonstration}"),
        );
        self.why(finding, 1);
        self.told(finding);
        for cause in &finding.causes {
            self.tree(&cause.load, &format!("成因 {} 排放量", cause.kind), 2);
            self.tree(&cause.share, &format!("成因 {} 占比", cause.kind), 2);
        }
        line(1, "依据", &self.bases(&finding.basis));
        self.answers(finding);
        self.used(&[id]);
        true
    }

    /// The rule and its conditions, as they came out for the finding's subject.
    pub fn why(&self, finding: &Finding, depth: usize) {
        let Some(rule) = self.loaded.ruleset.rule(&finding.rule) else { return };
        line(
            depth,
            "为什么",
            &format!("规则“{}”（{}，{}）成立", rule.title, rule.id, rule.file.name()),
        );
        if let Some(verdict) = self.verdict_of(&finding.rule, &finding.subject) {
            self.verdict(verdict, depth + 1);
        }
    }

    /// The figures and cells that the sentence names besides the conditions.
    fn told(&self, finding: &Finding) {
        let Some((told, conditions)) = finding.evidence.split_last() else { return };
        let key = |read: &Read| (read.kind, read.subject.clone(), read.key.clone());
        let mut seen: Vec<_> =
            conditions.iter().flat_map(|e| &e.reads).map(key).collect();
        let mut own: Vec<&Read> = Vec::new();
        for read in &told.reads {
            if !seen.contains(&key(read)) {
                seen.push(key(read));
                own.push(read);
            }
        }
        if !own.is_empty() {
            output::line("  陈述还引了：");
        }
        for read in own {
            self.read(read, 2);
        }
    }

    fn answers(&self, finding: &Finding) {
        let measures = self.results.plan.measures.iter();
        let own: Vec<String> = measures
            .filter(|m| m.findings.contains(&finding.id))
            .map(|m| format!("{} {}", m.id, m.title))
            .collect();
        let text = if own.is_empty() {
            "没有；规则没有给出措施，也没有选中技术".to_owned()
        } else {
            own.join("；")
        };
        line(1, "对应措施", &text);
    }
}
