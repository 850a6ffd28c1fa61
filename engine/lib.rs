//! yice (一策): from a city's problem profile to its solution document.

pub mod diagnostic;
pub mod document;
pub mod publish;
