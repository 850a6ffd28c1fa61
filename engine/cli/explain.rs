//! `yice explain ID [--case CASE]`: why, why not, from what.

use std::str::FromStr;
use std::sync::Arc;

use super::pipeline::{self, Loaded, Results};
use super::project::Project;
use super::{Exit, Failure, output};
use crate::diagnostic::{Code, Sink, SourceFile};
use crate::document::Register;
use crate::knowledge::Knowledge;
use crate::quantity::{Provenance, Quantity};
use crate::rules::{FactKind, Outcome, Rule, Ruleset, VOCABULARY, Verdict};

/// Explains each of `ids`: a code, `facts`, a record, a rule, or in a case a finding,
/// measure or printed figure.
pub(super) fn run(
    project: &Project,
    ids: &[String],
    case: Option<&str>,
) -> Result<Exit, Failure> {
    let mut sink = Sink::new();
    let scope = match case {
        Some(case) => match pipeline::load(project, case, &mut sink)? {
            Some(loaded) => Scope::of_case(project, loaded, &mut sink)?,
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

/// A case with all its results and its document's figures.
struct CaseScope {
    loaded: Loaded,
    results: Results,
    register: Register,
    texts: Vec<Arc<SourceFile>>,
}

impl Scope {
    fn of_case(
        project: &Project,
        loaded: Loaded,
        sink: &mut Sink,
    ) -> Result<Self, Failure> {
        let results = loaded.run();
        let kind = pipeline::template_kind(loaded.profile.kind);
        let templates =
            project.texts(&format!("templates/{kind}"), &[".tera", ".yaml"], sink)?;
        let document = loaded.document(&results, &templates, sink);
        let register = document.map(|d| d.register).unwrap_or_default();
        let case = format!("cases/{}", loaded.profile.id);
        let mut texts = project.texts(&case, &[".yaml", ".csv"], sink)?;
        let rules = format!("rulesets/{}", pipeline::RULESET);
        texts.extend(project.texts(&rules, &[".yaml"], sink)?);
        texts.extend(loaded.knowledge.files.iter().cloned());
        texts.extend(templates);
        Ok(Self::Case(Box::new(CaseScope { loaded, results, register, texts })))
    }

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
                rule.inspect(|rule| explain_rule(rule)).is_some()
                    || super::knowledge::record(knowledge, id, None)
            }
            Self::Case(case) => {
                in_case(&case.loaded, &case.results, id)
                    || figure(case, id)
                    || super::knowledge::record(&case.loaded.knowledge, id, None)
                    || words(&case.texts, id)
            }
        }
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

/// A finding, a measure or a rule of the case.
fn in_case(loaded: &Loaded, results: &Results, id: &str) -> bool {
    if let Some(finding) = results.diagnosis.findings.iter().find(|f| f.id == id) {
        output::line(&format!("问题 {}：{}", finding.id, finding.title));
        output::line(&finding.text);
        let verdict = results
            .diagnosis
            .verdicts
            .iter()
            .find(|v| v.rule.id == finding.rule && v.subject.id == finding.subject);
        if let Some(verdict) = verdict {
            explain_verdict(verdict, &loaded.knowledge);
        }
        return true;
    }
    if let Some(measure) = results.plan.measures.iter().find(|m| m.id == id) {
        output::line(&format!("措施 {}：{}", measure.id, measure.title));
        output::line(&format!("针对问题：{}", measure.findings.join("、")));
        for estimate in [&measure.reduction, &measure.invest] {
            if let Some(quantity) = estimate.quantity() {
                tree(quantity, "", 0, &loaded.knowledge);
            }
        }
        for s in results
            .measures
            .selections
            .iter()
            .filter(|s| measure.findings.contains(&s.finding))
        {
            for option in &s.options {
                let scores: Vec<String> = option
                    .scores
                    .iter()
                    .map(|s| format!("{} {:.2}（{}）", s.name, s.value, s.reason))
                    .collect();
                let total = option.total;
                output::line(&format!(
                    "  {total:.2} {}：{}",
                    option.name,
                    scores.join("，")
                ));
            }
            for rejected in &s.rejected {
                output::line(&format!("  落选 {}：{}", rejected.name, rejected.reason));
            }
        }
        return true;
    }
    let verdicts: Vec<&Verdict> =
        results.diagnosis.verdicts.iter().filter(|v| v.rule.id == id).collect();
    if let Some(rule) = loaded.ruleset.rule(id) {
        explain_rule(rule);
        for verdict in verdicts {
            explain_verdict(verdict, &loaded.knowledge);
        }
        return true;
    }
    false
}

/// A figure as printed in the document.
fn figure(case: &CaseScope, text: &str) -> bool {
    let mut found = false;
    for printed in case.register.find(text) {
        found = true;
        output::line(&format!("{}：", printed.label));
        tree(&printed.quantity, "", 1, &case.loaded.knowledge);
    }
    found
}

/// Lines shown of a figure that stands in words only.
const SHOWN_LINES: usize = 12;

/// A figure that stands in a sentence of a file, not in a field: the lines themselves.
fn words(texts: &[Arc<SourceFile>], text: &str) -> bool {
    let wanted: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let starts_in_number = |line: &str, at: usize| {
        line[..at].ends_with(|c: char| c.is_ascii_digit() || c == '.')
    };
    let mut found = 0;
    for file in texts {
        for (number, line) in file.text().lines().enumerate() {
            let dense: String = line.chars().filter(|c| !c.is_whitespace()).collect();
            let holds =
                dense.match_indices(&wanted).any(|(at, _)| !starts_in_number(&dense, at));
            if !holds {
                continue;
            }
            found += 1;
            if found <= SHOWN_LINES {
                output::line(&format!(
                    "{} 第{}行：{}",
                    file.name(),
                    number + 1,
                    line.trim()
                ));
            }
        }
    }
    if found > SHOWN_LINES {
        output::line(&format!("另有 {} 处", found - SHOWN_LINES));
    }
    found > 0
}

fn explain_rule(rule: &Rule) {
    output::line(&format!("规则 {}：{}（{}）", rule.id, rule.title, rule.owner));
    output::line(&format!("  文件：{}", rule.file.name()));
    output::line(&format!("  对象：{}；力度：{}", rule.subject.name(), rule.strength));
    output::line(&format!("  依据：{}", rule.basis.join("、")));
    if let Some(find) = &rule.find {
        output::line(&format!("  发现：{}", find.title));
    }
}

fn explain_verdict(verdict: &Verdict, knowledge: &Knowledge) {
    let outcome = verdict.outcome();
    let reason = match &outcome {
        Outcome::Undetermined(reason) | Outcome::Broken(reason) => format!("：{reason}"),
        Outcome::Holds | Outcome::Fails => String::new(),
    };
    output::line(&format!("  {}：{}{reason}", verdict.subject.name, outcome.name()));
    for condition in verdict.conditions() {
        output::line(&format!("    {} —— {}", condition.text, condition.outcome.name()));
        for read in &condition.reads {
            output::line(&format!("      {} = {}", read.meaning, read.text));
            if let Some(quantity) = &read.quantity {
                tree(quantity, "", 4, knowledge);
            }
        }
    }
}

/// Walks a figure back to cells and clauses.
pub(super) fn tree(
    quantity: &Quantity,
    label: &str,
    depth: usize,
    knowledge: &Knowledge,
) {
    let indent = "  ".repeat(depth);
    let label = if label.is_empty() { String::new() } else { format!("{label}：") };
    let grade = quantity.grade();
    let text = quantity.text();
    match quantity.provenance().as_ref() {
        Provenance::Given { place, source, at, demonstration } => {
            let origin = if *demonstration { "示例数据" } else { "" };
            let source = source.as_deref().unwrap_or("");
            let at = at.as_deref().unwrap_or("");
            output::line(&format!(
                "{indent}{label}{text}（{grade} 级）← {place} {source} {at}{origin}"
            ));
        }
        Provenance::Cited { record, place, source, at } => {
            let title = knowledge.sources.get(source).map_or(source, |s| &s.title);
            output::line(&format!(
                "{indent}{label}{text}（{grade} 级）← {record}，{place}，《{title}》{at}"
            ));
        }
        Provenance::Derived { method, terms } => {
            output::line(&format!("{indent}{label}{text}（{grade} 级）← {method}"));
            for term in terms {
                tree(&term.quantity, &term.label, depth + 1, knowledge);
            }
        }
    }
}
