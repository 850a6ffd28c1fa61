//! `yice test [RULESET]`: rule examples, and coverage over the cases.

use std::collections::BTreeMap;

use super::pipeline;
use super::project::Project;
use super::{Exit, Failure, output};
use crate::diagnostic::Sink;
use crate::rules::ExampleReport;

/// Runs the examples of `ruleset`, and counts where its rules hold in the cases.
pub(super) fn run(project: &Project, ruleset: Option<&str>) -> Result<Exit, Failure> {
    let id = ruleset.unwrap_or(pipeline::RULESET);
    let mut sink = Sink::new();
    let knowledge = project.knowledge(&mut sink)?;
    let Some(set) = project.ruleset(id, &knowledge, &mut sink)? else {
        return Ok(output::diagnostics(sink));
    };
    let reports = set.test();
    sink.extend(reports.iter().filter_map(ExampleReport::fault));
    let passed = reports.iter().filter(|r| r.passed).count();
    let mut holds: BTreeMap<&str, usize> = BTreeMap::new();
    let cases = project.cases()?;
    for case in &cases {
        let mut own = Sink::new();
        let Some(loaded) = pipeline::load(project, case, &mut own)? else { continue };
        for verdict in &loaded.run().diagnosis.verdicts {
            if verdict.holds()
                && let Some(rule) = set.rule(&verdict.rule.id)
            {
                *holds.entry(&rule.id).or_insert(0) += 1;
            }
        }
    }
    for rule in &set.rules {
        let count = holds.get(rule.id.as_str()).copied().unwrap_or(0);
        output::line(&format!("{}　{}　在案例中成立 {count} 次", rule.id, rule.title));
    }
    let exit = output::diagnostics(sink);
    output::line(&format!(
        "规则 {} 条，例子 {} 个，通过 {passed} 个；案例 {} 个",
        set.rules.len(),
        reports.len(),
        cases.len()
    ));
    Ok(exit)
}
