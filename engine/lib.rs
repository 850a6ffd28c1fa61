//! yice (一策): from a city's problem profile to its solution document.

pub mod cli;
pub mod diagnostic;
pub mod knowledge;
pub mod profile;
pub mod inventory;
pub mod quantity;
pub mod reading;
