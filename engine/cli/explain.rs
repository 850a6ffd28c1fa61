//! `yice explain ID [--case CASE]`: why, why not, from what.

use std::str::FromStr;

use super::pipeline::{self, Loaded, Results};
use super::project::Project;
use super::{Exit, Failure, output};
use crate::diagnostic::{Code, Sink};
use crate::knowledge::Knowledge;
use crate::quantity::{Provenance, Quantity};
use crate::rules::{FactKind, Outcome, Rule, VOCABULARY, Verdict};

/// Explains `id`: a code, `facts`, a record, a rule, or in a case a finding, measure or
/// printed figure.
pub(super) fn run(
    project: &Project,
    id: &str,
    case: Option<&str>,
) -> Result<Exit, Failure> {
    if let Ok(code) = Code::from_str(id) {
        output::line(&format!("{code}：{}", code.description()));
        return Ok(Exit::Good);
    }
    if id == "facts" {
        facts();
        return Ok(Exit::Good);
    }
    let mut sink = Sink::new();
    if let Some(case) = case {
        let Some(loaded) = pipeline::load(project, case, &mut sink)? else {
            return Ok(output::diagnostics(sink));
        };
        let results = loaded.run();
        let found = in_case(project, &loaded, &results, id, &mut sink)?;
        if found {
            return Ok(Exit::Good);
        }
    }
    let knowledge = project.knowledge(&mut sink)?;
    let ruleset = project.ruleset(pipeline::RULESET, &knowledge, &mut sink)?;
    if let Some(rule) = ruleset.as_ref().and_then(|set| set.rule(id)) {
        explain_rule(rule);
        return Ok(Exit::Good);
    }
    if super::knowledge::show_record(&knowledge, id) {
        return Ok(Exit::Good);
    }
    let help = if case.is_none() {
        "；说明案例中的问题、措施或数字请加 --case 案例"
    } else {
        ""
    };
    Err(Failure::Unknown(format!("没有找到 {id}{help}")))
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

fn in_case(
    project: &Project,
    loaded: &Loaded,
    results: &Results,
    id: &str,
    sink: &mut Sink,
) -> Result<bool, Failure> {
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
        return Ok(true);
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
        return Ok(true);
    }
    let verdicts: Vec<&Verdict> =
        results.diagnosis.verdicts.iter().filter(|v| v.rule.id == id).collect();
    if let Some(rule) = loaded.ruleset.rule(id) {
        explain_rule(rule);
        for verdict in verdicts {
            explain_verdict(verdict, &loaded.knowledge);
        }
        return Ok(true);
    }
    explain_figure(project, loaded, results, id, sink)
}

/// A figure as printed in the document.
fn explain_figure(
    project: &Project,
    loaded: &Loaded,
    results: &Results,
    text: &str,
    sink: &mut Sink,
) -> Result<bool, Failure> {
    let kind = pipeline::template_kind(loaded.profile.kind);
    let templates =
        project.texts(&format!("templates/{kind}"), &[".tera", ".yaml"], sink)?;
    let Some(document) = loaded.document(results, &templates, sink) else {
        return Ok(false);
    };
    let mut found = false;
    for printed in document.register.find(text) {
        found = true;
        output::line(&format!("{}：", printed.label));
        tree(&printed.quantity, "", 1, &loaded.knowledge);
    }
    Ok(found)
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
