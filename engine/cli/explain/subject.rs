//! A section, control unit, source, outfall, risk or waste by its name: every fact and
//! where it stands, and what the rules made of it.

use std::sync::Arc;

use super::super::output;
use super::case::CaseScope;
use super::print::line;
use crate::rules::{Fact, Outcome, Read, Subject, SubjectKind, VOCABULARY};

impl CaseScope {
    /// The subject with this name or id; false when there is none.
    pub fn subject(&self, name: &str) -> bool {
        let subjects = &self.results.diagnosis.subjects;
        let own: Vec<&Arc<Subject>> =
            subjects.iter().filter(|s| s.name == name || s.id == name).collect();
        for subject in &own {
            self.one(subject);
        }
        !own.is_empty()
    }

    fn one(&self, subject: &Subject) {
        line(0, subject.kind.name(), &subject.name);
        match self.records().row(subject.kind, &subject.id) {
            Some(row) => {
                let source = row.source.as_deref().map(|id| self.source_name(id));
                let source = source.unwrap_or_else(|| "示例数据，没有来源".to_owned());
                line(1, "写在", &format!("← {}，{source}", row.place));
            }
            None => {
                let profile = &self.loaded.profile;
                line(1, "写在", &format!("← cases/{}/profile.yaml", profile.id));
            }
        }
        output::line("  已知的事实：");
        // A yes or no of every pollutant is too much: those that are known and say yes.
        for (key, fact) in &subject.facts {
            let Fact::Known { text, quantity, .. } = fact else { continue };
            if text == "否" && key.contains('.') {
                continue;
            }
            let word = VOCABULARY.iter().find(|w| {
                w.subject == subject.kind && Some(w.name) == key.split('.').next()
            });
            let base = key.split('.').next().unwrap_or(key);
            let meaning = word.map_or(base, |w| w.meaning).to_owned();
            self.read(
                &Read {
                    kind: subject.kind,
                    subject: subject.id.clone(),
                    name: subject.name.clone(),
                    key: key.clone(),
                    meaning,
                    text: text.clone(),
                    missing: false,
                    quantity: quantity.clone(),
                },
                2,
            );
        }
        self.judged(subject);
        self.used(&[&subject.name]);
    }

    /// The rules that hold or cannot be decided, and what follows.
    fn judged(&self, subject: &Subject) {
        let diagnosis = &self.results.diagnosis;
        let same = |kind: SubjectKind, id: &str| kind == subject.kind && id == subject.id;
        for verdict in &diagnosis.verdicts {
            let outcome = verdict.outcome();
            if !same(verdict.subject.kind, &verdict.subject.id)
                || matches!(outcome, Outcome::Fails | Outcome::Beside)
            {
                continue;
            }
            let reason = match &outcome {
                Outcome::Undetermined(reason) | Outcome::Broken(reason) => {
                    format!("，原因：{reason}")
                }
                _ => String::new(),
            };
            let rule = &verdict.rule;
            line(
                1,
                &format!("规则“{}”（{}）", rule.title, rule.id),
                &format!("{}{reason}", outcome.name()),
            );
        }
        let findings = diagnosis.findings.iter().filter(|f| same(f.kind, &f.subject));
        for finding in findings {
            line(1, &format!("问题 {}", finding.id), &finding.title);
        }
    }
}
