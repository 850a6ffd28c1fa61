//! `yice inventory|diagnose|recommend|plan|review CASE`: one stage's result.

use super::args::Format;
use super::pipeline::{self, Loaded, Results};
use super::project::Project;
use super::{Exit, Failure, output};
use crate::diagnostic::Sink;
use crate::inventory::Inventory;
use crate::plan::Estimate;
use crate::quantity::Quantity;
use crate::review::Review;

/// Which stage to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Inventory,
    Diagnosis,
    Measures,
    Plan,
    Review,
}

/// Runs the stages and prints the one asked for.
pub(super) fn run(
    project: &Project,
    case: &str,
    stage: Stage,
    format: Format,
) -> Result<Exit, Failure> {
    let mut sink = Sink::new();
    let Some(loaded) = pipeline::load(project, case, &mut sink)? else {
        return Ok(output::diagnostics(sink));
    };
    output::diagnostics(sink);
    // The first stage needs none of the others, which cost more with every source.
    if stage == Stage::Inventory {
        let inventory = loaded.inventory();
        match format {
            Format::Json => output::json(&inventory),
            Format::Text => print_inventory(&loaded, &inventory),
        }
        return Ok(Exit::Good);
    }
    let results = loaded.run();
    if format == Format::Json {
        print_json(stage, &results);
    } else {
        print_text(stage, &results);
    }
    Ok(Exit::Good)
}

fn print_json(stage: Stage, results: &Results) {
    match stage {
        Stage::Inventory => {}
        Stage::Diagnosis => output::json(&results.diagnosis),
        Stage::Measures => output::json(&results.measures),
        Stage::Plan => output::json(&results.plan),
        Stage::Review => output::json(&results.review),
    }
}

fn print_text(stage: Stage, results: &Results) {
    match stage {
        Stage::Inventory => {}
        Stage::Diagnosis => {
            for f in &results.diagnosis.findings {
                let mark = if f.demonstration { "（示例）" } else { "" };
                output::line(&format!("{} [{}] {}{mark}", f.id, f.severity, f.title));
                output::line(&format!("    {}", f.text));
            }
            output::line(&format!("数据缺口 {} 项", results.diagnosis.gaps.len()));
        }
        Stage::Measures => {
            for s in &results.measures.selections {
                let names: Vec<String> = s
                    .options
                    .iter()
                    .take(s.take)
                    .map(|o| format!("{}（{:.2}）", o.name, o.total))
                    .collect();
                output::line(&format!("{} {}", s.finding, names.join("；")));
            }
        }
        Stage::Plan => {
            for m in &results.plan.measures {
                let figure = |e: &Estimate| {
                    e.quantity().map_or_else(|| "待定".to_owned(), Quantity::text)
                };
                output::line(&format!(
                    "{} {}｜{}｜{}年｜削减 {}｜投资 {}",
                    m.id,
                    m.title,
                    m.department,
                    m.due,
                    figure(&m.reduction),
                    figure(&m.invest)
                ));
            }
        }
        Stage::Review => review(&results.review),
    }
}

fn review(review: &Review) {
    for check in &review.checks {
        output::line(&format!(
            "[{}] {}：{}，{}",
            check.aspect,
            check.title,
            check.conclusion,
            check.looked_text()
        ));
        let faults = check.faults.iter().map(|fault| fault.text.as_str());
        for text in faults.chain(check.lacks.as_deref()) {
            output::line(&format!("    {text}"));
        }
    }
    output::line(&review.summary());
}

fn print_inventory(loaded: &Loaded, inventory: &Inventory) {
    for total in &inventory.totals {
        let Some(load) = &total.discharged else { continue };
        let unit = loaded.profile.unit(&total.unit).map_or("", |u| u.name.as_str());
        let mark = if total.demonstration { "（示例）" } else { "" };
        let pollutant = loaded.knowledge.pollutant_name(&total.pollutant);
        output::line(&format!("{unit} {} {pollutant} {}{mark}", total.kind, load.text()));
    }
    for ratio in &inventory.ratios {
        let pollutant = loaded.knowledge.pollutant_name(&ratio.pollutant);
        output::line(&format!(
            "清单 {pollutant} {}，为 {} 年公布总量 {} 的 {}",
            ratio.computed.text(),
            ratio.period,
            ratio.total.text(),
            ratio.share.text()
        ));
    }
}
