//! The `yice` program: everything is in [`yice::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(yice::cli::run(std::env::args_os()) as u8)
}
