//! The command line: arguments, files, progress, messages, exit codes.
//!
//! Takes: the program's arguments. Gives: an [`Exit`] code, output on stdout, messages on
//! stderr, files written whole or not at all.
//! Never: judges, computes or writes a sentence of a document.

mod args;
mod assess;
mod check;
mod draft;
mod edits;
mod explain;
mod inventory_change;
mod knowledge;
mod new;
mod output;
mod pipeline;
mod project;
mod rule_tests;
mod stages;
mod usage;

use std::ffi::OsString;

use clap::Parser;

pub use args::Arguments;

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Good.
    Good = 0,
    /// Files have faults.
    Faults = 1,
    /// The command was not understood.
    Usage = 2,
    /// The world failed: cannot read, cannot write, no font.
    World = 3,
}

/// What the world refused to do.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A file or folder cannot be read.
    #[error("读不了 {path}：{reason}")]
    Read {
        /// Which.
        path: String,
        /// Why.
        reason: String,
    },
    /// A file or folder cannot be written.
    #[error("写不了 {path}：{reason}；换一个能写的文件夹（-o），或检查权限与磁盘空间")]
    Write {
        /// Which.
        path: String,
        /// Why.
        reason: String,
    },
    /// The project's folders are not found.
    #[error(
        "在 {0} 及其上级文件夹中没有找到 knowledge/ 与 rulesets/；请在项目文件夹内运行，或用 --root 指定"
    )]
    NoProject(String),
    /// The arguments name something that does not exist.
    #[error("{0}")]
    Unknown(String),
}

impl Failure {
    fn exit(&self) -> Exit {
        match self {
            Self::Unknown(_) => Exit::Usage,
            _ => Exit::World,
        }
    }
}

/// Runs the program with `arguments` (the first is the program's name).
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return usage::print(&error),
    };
    match args::dispatch(&arguments) {
        Ok(exit) => exit,
        Err(failure) => {
            output::failure(&failure);
            failure.exit()
        }
    }
}
