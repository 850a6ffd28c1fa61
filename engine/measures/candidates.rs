//! Which techniques a rule's query selects, and why the others are not taken.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::score::Candidate;
use crate::diagnosis::Finding;
use crate::knowledge::{Knowledge, SubjectKind as For, Technique};
use crate::rules::{Fact, Pick, Ruleset, Subject, SubjectKind, Value};

/// An option that was looked at and not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rejected {
    /// Id of the technique.
    pub technique: String,
    /// 名称.
    pub name: String,
    /// Why not.
    pub reason: String,
}

/// The techniques of knowledge as subjects for queries.
pub(super) fn subjects(knowledge: &Knowledge) -> BTreeMap<&str, Arc<Subject>> {
    knowledge
        .techniques
        .values()
        .map(|technique| (technique.id.as_str(), Arc::new(subject(technique, knowledge))))
        .collect()
}

fn subject(technique: &Technique, knowledge: &Knowledge) -> Subject {
    let list = |words: &[String]| Fact::plain(Value::List(words.to_vec()));
    let subjects: Vec<String> =
        technique.subjects.iter().map(ToString::to_string).collect();
    let mut facts = BTreeMap::from([
        ("name".to_owned(), Fact::plain(Value::Text(technique.name.clone()))),
        ("stage".to_owned(), Fact::plain(Value::Text(technique.stage.to_string()))),
        ("for".to_owned(), list(&subjects)),
        ("industry".to_owned(), list(&technique.industry)),
        ("process".to_owned(), list(&technique.process)),
        ("animal".to_owned(), list(&technique.animal)),
        ("screening".to_owned(), Fact::plain(Value::Bool(technique.screening))),
    ]);
    let field = technique.field.clone().unwrap_or_default();
    facts.insert("field".to_owned(), Fact::plain(Value::Text(field)));
    let maturity = technique.maturity.map_or_else(
        || Fact::Missing("没有写成熟度".to_owned()),
        |m| Fact::plain(Value::Text(m.to_string())),
    );
    facts.insert("maturity".to_owned(), maturity);
    for pollutant in knowledge.pollutants.keys() {
        let treats = technique.treatment(pollutant).is_some();
        facts.insert(format!("treats.{pollutant}"), Fact::plain(Value::Bool(treats)));
    }
    for kind in <For as strum::IntoEnumIterator>::iter() {
        let is_for = technique.subjects.contains(&kind);
        facts.insert(format!("is-for.{kind}"), Fact::plain(Value::Bool(is_for)));
    }
    let (id, name) = (technique.id.clone(), technique.name.clone());
    Subject { kind: SubjectKind::Technology, id, name, facts, links: BTreeMap::new() }
}

/// One query for one finding.
pub(super) struct Search<'a> {
    pub pick: &'a Pick,
    pub finding: &'a Finding,
    pub subject: &'a Arc<Subject>,
    pub knowledge: &'a Knowledge,
    pub ruleset: &'a Ruleset,
}

impl<'a> Search<'a> {
    /// The techniques that the query selects; those near it, with the reason against.
    pub fn run(
        &self,
        techniques: &BTreeMap<&'a str, Arc<Subject>>,
    ) -> (Vec<&'a Technique>, Vec<Rejected>) {
        let (mut found, mut rejected) = (Vec::new(), Vec::new());
        for technique in self.knowledge.techniques.values() {
            let Some(t) = techniques.get(technique.id.as_str()) else { continue };
            if self.is_foreign(technique) {
                continue;
            }
            match self.ruleset.picks(self.pick, t, self.subject) {
                Ok(true) => found.push(technique),
                Ok(false) if self.is_near(technique) => {
                    rejected.push(reject(technique, self.reason(technique)));
                }
                Err(missing) if self.is_near(technique) => {
                    rejected
                        .push(reject(technique, format!("适用性不能判定：{missing}")));
                }
                Ok(false) | Err(_) => {}
            }
        }
        (found, rejected)
    }

    /// Whether it belongs to industries, and the subject is a source outside all of them.
    fn is_foreign(&self, technique: &Technique) -> bool {
        let own = match self.subject.fact("industry") {
            Some(Fact::Known { value: Value::Text(industry), .. }) => Some(industry),
            _ => None,
        };
        self.subject.kind == SubjectKind::Source
            && !technique.industry.is_empty()
            && own.is_none_or(|own| !technique.industry.contains(own))
    }

    /// Only options that somebody might ask about are worth a reason.
    fn is_near(&self, technique: &Technique) -> bool {
        let industry = match self.subject.fact("industry") {
            Some(Fact::Known { value: Value::Text(industry), .. }) => Some(industry),
            _ => None,
        };
        let same_industry = industry.is_some_and(|i| technique.industry.contains(i));
        let pollutant = self.finding.pollutant.as_deref();
        let same_pollutant = pollutant.is_some_and(|p| technique.treatment(p).is_some());
        same_industry && same_pollutant
    }

    fn reason(&self, technique: &Technique) -> String {
        if technique.screening {
            return "来源为小试、专利、厂商资料或记忆，只供筛查，不作方案依据".to_owned();
        }
        let process = match self.subject.fact("process") {
            Some(Fact::Known { value: Value::Text(process), .. }) => Some(process),
            _ => None,
        };
        if let Some(process) = process
            && !technique.process.is_empty()
            && !technique.process.contains(process)
        {
            return "适用工艺与该对象不符".to_owned();
        }
        "不满足规则的选取条件".to_owned()
    }
}

fn reject(technique: &Technique, reason: String) -> Rejected {
    Rejected { technique: technique.id.clone(), name: technique.name.clone(), reason }
}

/// Removes options that a better one rules out.
pub(super) fn drop_excluded(
    options: &mut Vec<Candidate>,
    rejected: &mut Vec<Rejected>,
    knowledge: &Knowledge,
) {
    let mut kept: Vec<Candidate> = Vec::new();
    for option in options.drain(..) {
        let excluder = kept.iter().find(|better| {
            let technique = knowledge.techniques.get(&better.technique);
            technique.is_some_and(|t| t.excludes.contains(&option.technique))
        });
        match excluder {
            Some(better) => rejected.push(Rejected {
                technique: option.technique.clone(),
                name: option.name.clone(),
                reason: format!("与排序更前的“{}”互斥", better.name),
            }),
            None => kept.push(option),
        }
    }
    *options = kept;
}
