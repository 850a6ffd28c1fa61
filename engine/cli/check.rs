//! `yice check`: everything, or the given cases.

use super::args::Format;
use super::project::Project;
use super::{Exit, Failure, output};
use crate::diagnostic::{Severity, Sink};
use crate::rules::ExampleReport;

/// Checks knowledge and the cases named in `paths`, or all cases.
pub fn run(project: &Project, paths: &[String], format: Format) -> Result<Exit, Failure> {
    let mut sink = Sink::new();
    let knowledge = project.knowledge(&mut sink)?;
    let mut rules = 0;
    for id in project.folders("rulesets")? {
        if let Some(ruleset) = project.ruleset(&id, &knowledge, &mut sink)? {
            rules += ruleset.rules.len();
            sink.extend(ruleset.test().iter().filter_map(ExampleReport::fault));
        }
    }
    for kind in project.folders("templates")? {
        let files = project.texts(
            &format!("templates/{kind}"),
            &[".tera", ".yaml"],
            &mut sink,
        )?;
        if !files.is_empty() {
            crate::document::check(&files, &mut sink);
        }
    }
    let cases = match paths {
        [] => project.cases()?,
        paths => paths.iter().map(|p| project.case_id(p)).collect::<Result<_, _>>()?,
    };
    for case in &cases {
        project.profile(case, &knowledge, &mut sink)?;
    }
    if format == Format::Json {
        return Ok(output::diagnostics_json(sink));
    }
    let clean = sink.count(Severity::Error) == 0;
    let exit = output::diagnostics(sink);
    if clean {
        output::line(&format!(
            "检查通过：知识 {} 条，规则 {rules} 条，案例 {} 个",
            knowledge.len(),
            cases.len()
        ));
    }
    Ok(exit)
}
