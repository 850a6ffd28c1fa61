//! The `yice` program: everything is in [`yice::cli`].

use std::process::ExitCode;

/// Typesetting and reading allocate millions of small things; the system's allocator takes
/// a fifth of a draft.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(yice::cli::run(std::env::args_os()) as u8)
}
