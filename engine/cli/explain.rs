//! `yice explain ID [--case CASE]`: what it is, why, why not, from what, where used.

mod case;
mod figure;
mod finding;
mod gap;
mod measure;
mod print;
mod rule;
mod subject;
mod target;
mod used;

pub(super) use print::{own_tree, tree};

use std::str::FromStr;

use super::pipeline;
use super::project::Project;
use super::{Exit, Failure, output};
use crate::diagnostic::{Code, Sink};
use crate::knowledge::Knowledge;
use crate::rules::{FactKind, Ruleset, VOCABULARY};
use case::CaseScope;

/// Explains each of `ids`: a code of a message, `facts`, a record, a rule; in a case any
/// code, name or figure that its document prints. The case may also stand before the ids.
pub(super) fn run(
    project: &Project,
    ids: &[String],
    case: Option<&str>,
) -> Result<Exit, Failure> {
    let (case, ids) = match (case, ids) {
        // As the other commands take it: the case first.
        (None, [first, rest @ ..])
            if !rest.is_empty() && project.case_id(first).is_ok() =>
        {
            (Some(first.as_str()), rest)
        }
        _ => (case, ids),
    };
    let mut sink = Sink::new();
    let scope = match case {
        Some(case) => match pipeline::load(project, case, &mut sink)? {
            Some(loaded) => {
                Scope::Case(Box::new(CaseScope::new(project, loaded, &mut sink)?))
            }
            None => return Ok(output::diagnostics(sink)),
        },
        None => {
            let knowledge = project.knowledge(&mut sink)?;
            let ruleset = project.ruleset(pipeline::RULESET, &knowledge, &mut sink)?;
            Scope::Project(Box::new((knowledge, ruleset)))
        }
    };
    let mut unknown = Vec::new();
    for id in ids {
        if ids.len() > 1 {
            output::line(&format!("== {id}"));
        }
        if !scope.explain(id) {
            unknown.push(id.as_str());
        }
    }
    if unknown.is_empty() {
        return Ok(Exit::Good);
    }
    let help = if case.is_none() {
        "；说明案例中的问题、措施或数字请加 --case 案例"
    } else {
        ""
    };
    Err(Failure::Unknown(format!("没有找到 {}{help}", unknown.join("、"))))
}

/// Where an id is looked up.
enum Scope {
    Project(Box<(Knowledge, Option<Ruleset>)>),
    Case(Box<CaseScope>),
}

impl Scope {
    /// Explains `id`; false when there is nothing of that name.
    fn explain(&self, id: &str) -> bool {
        if let Ok(code) = Code::from_str(id) {
            output::line(&format!("{code}：{}", code.description()));
            return true;
        }
        if id == "facts" {
            facts();
            return true;
        }
        match self {
            Self::Project(project) => {
                let (knowledge, ruleset) = project.as_ref();
                let rule = ruleset.as_ref().and_then(|set| set.rule(id));
                let told = rule.inspect(|rule| rule::about(rule, &rule.basis.join("、")));
                told.is_some() || super::knowledge::record(knowledge, id, None)
            }
            Self::Case(case) => {
                case.code(id)
                    || case.rule(id)
                    || case.subject(id)
                    || case.check(id)
                    || case.citation(id)
                    || case.table(id)
                    || case.figure(id)
                    || super::knowledge::record(&case.loaded.knowledge, id, None)
                    || case.words(id)
            }
        }
    }
}

impl CaseScope {
    /// A code that the document gives: finding, measure, target, gap, task.
    fn code(&self, id: &str) -> bool {
        self.finding(id)
            || self.measure(id)
            || self.target(id)
            || self.gap(id)
            || self.task(id)
    }
}

fn facts() {
    for word in VOCABULARY {
        let kind = match word.kind {
            FactKind::Bool => "是非".to_owned(),
            FactKind::Number("") => "数".to_owned(),
            FactKind::Number(unit) => format!("数（{unit}）"),
            FactKind::Text => "文字".to_owned(),
            FactKind::List => "词表".to_owned(),
        };
        let parameter = if word.takes_parameter() { "(…)" } else { "" };
        output::line(&format!(
            "{}.{}{parameter}　{kind}　{}",
            word.subject.word(),
            word.name,
            word.meaning
        ));
    }
}
