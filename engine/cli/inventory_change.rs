//! `yice inventory CASE --against OTHER`: what changed between two inventories, and why.

use super::args::Format;
use super::pipeline::{self, Loaded};
use super::project::Project;
use super::{Exit, Failure, output};
use crate::diagnostic::Sink;
use crate::inventory::{Change, compare};
use crate::quantity::Quantity;

/// Compares the inventory of `before` with that of `after`.
pub(super) fn run(
    project: &Project,
    before: &str,
    after: &str,
    format: Format,
) -> Result<Exit, Failure> {
    let mut sink = Sink::new();
    let first = pipeline::load(project, before, &mut sink)?;
    let second = pipeline::load(project, after, &mut sink)?;
    let exit = output::diagnostics(sink);
    let (Some(first), Some(second)) = (first, second) else { return Ok(exit) };
    let changes = compare(&first.inventory(), &second.inventory(), &second.knowledge);
    match format {
        Format::Json => output::json(&changes),
        Format::Text => print(&changes, &second),
    }
    Ok(exit)
}

fn print(changes: &[Change], loaded: &Loaded) {
    if changes.is_empty() {
        output::line("两份清单都没有实际数据的排放量");
    }
    for change in changes {
        let unit = loaded.profile.unit(&change.unit).map(|u| u.name.as_str());
        let unit = unit.unwrap_or(&change.unit);
        let pollutant = loaded.knowledge.pollutant_name(&change.pollutant);
        let text = |side: &Option<Quantity>| {
            side.as_ref().map_or_else(|| "没有".to_owned(), Quantity::text)
        };
        let (before, after) = (text(&change.before), text(&change.after));
        output::line(&format!("{unit}　{pollutant}：{before} → {after}"));
        if change.causes.is_empty() {
            output::line("　　没有变化");
        }
        for (cause, part) in &change.causes {
            output::line(&format!("　　{cause} {}", part.text()));
        }
    }
}
