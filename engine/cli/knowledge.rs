//! `yice knowledge …`: the librarian's commands.

mod import;
mod lists;
mod show;

pub(super) use import::{Order as Import, run as import};
pub(super) use lists::{conflicts, coverage, list, search, sources, stale};
pub(super) use show::{record, run as show};

use super::project::Project;
use super::{Exit, Failure, output};
use crate::diagnostic::Sink;
use crate::knowledge::Knowledge;

/// The knowledge base, or the exit that its faults lead to.
fn load(project: &Project) -> Result<Result<Knowledge, Exit>, Failure> {
    let mut sink = Sink::new();
    let knowledge = project.knowledge(&mut sink)?;
    Ok(if sink.has_errors() { Err(output::diagnostics(sink)) } else { Ok(knowledge) })
}
