//! yice (一策): from a city's problem profile to its solution document.
//!
//! # Steps
//! 1. [`reading`] turns the bytes of files into typed records, with every fault placed
//!    ([`diagnostic`]) and every figure a [`quantity`] with provenance.
//! 2. [`knowledge`] and [`profile`] check what experts know and what a case knows.
//! 3. [`inventory`] computes loads, [`assessment`] judges the waters.
//! 4. [`rules`] run over the case's subjects; [`diagnosis`] makes findings of them.
//! 5. [`measures`] ranks options, [`plan`] sets targets, phases and lists.
//! 6. [`review`] holds the result against the quality gate.
//! 7. [`document`] writes Markdown, [`publish`] typesets it.
//!
//! Files, clock and exit codes live in [`cli`] alone.

pub mod diagnostic;
pub mod reading;
pub mod quantity;
pub mod knowledge;
pub mod profile;
pub mod inventory;
pub mod assessment;
pub mod rules;
pub mod diagnosis;
pub mod measures;
pub mod plan;
pub mod review;
pub mod document;
pub mod publish;
pub mod cli;
