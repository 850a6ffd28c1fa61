//! Which kind of record a file holds: its folder tells.

use std::sync::Arc;

use rayon::prelude::*;

use super::area::WrittenAreas;
use super::catalogue::{WrittenCatalogue, WrittenExemptions};
use super::coefficient::WrittenCoefficients;
use super::handbook::WrittenEdition;
use super::industry::{WrittenIndicators, WrittenIndustry};
use super::method::WrittenMethod;
use super::policy::{WrittenBenchmark, WrittenPolicy};
use super::registry::{WrittenPollutant, WrittenUnit};
use super::source::WrittenSource;
use super::standard::WrittenStandard;
use super::technique::WrittenTechnique;
use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceFile};
use crate::reading::{Parsed, Table, yaml};

/// What a file holds, as written.
#[derive(Debug)]
pub(crate) enum Written {
    Sources(Vec<WrittenSource>),
    Units(Vec<WrittenUnit>),
    Pollutants(Vec<WrittenPollutant>),
    Benchmarks(Vec<WrittenBenchmark>),
    Standard(Box<WrittenStandard>),
    Policy(Box<WrittenPolicy>),
    Method(Box<WrittenMethod>),
    Industry(Box<WrittenIndustry>),
    Indicators {
        industry: Option<String>,
        file: WrittenIndicators,
    },
    Coefficients(WrittenCoefficients),
    Technique {
        industry: Option<String>,
        field: Option<String>,
        file: Box<WrittenTechnique>,
    },
    Catalogue(WrittenCatalogue),
    Exemptions(WrittenExemptions),
    Areas(WrittenAreas),
    Edition {
        id: String,
        file: Box<WrittenEdition>,
    },
    HandbookTable {
        edition: String,
        table: Table,
    },
}

/// One file, read.
#[derive(Debug)]
pub(crate) struct ReadFile {
    pub file: Arc<SourceFile>,
    /// The file's stem, which is the id of a record that has a file of its own.
    pub stem: String,
    pub written: Option<Written>,
    pub dropped: Vec<String>,
}

impl ReadFile {
    /// The edition of the handbook that the file describes, if it is such a file.
    pub fn edition(&self) -> Option<(String, WrittenEdition)> {
        match &self.written {
            Some(Written::Edition { id, file }) => Some((id.clone(), (**file).clone())),
            _ => None,
        }
    }
}

/// Reads every file; several at once, results in the order given.
pub(crate) fn read_all(files: &[Arc<SourceFile>], sink: &mut Sink) -> Vec<ReadFile> {
    let read: Vec<_> = files
        .par_iter()
        .map(|file| {
            let mut sink = Sink::new();
            let read = read(file, &mut sink);
            (read, sink)
        })
        .collect();
    read.into_iter()
        .map(|(read, found)| {
            sink.extend(found.diagnostics().iter().cloned());
            read
        })
        .collect()
}

fn read(file: &Arc<SourceFile>, sink: &mut Sink) -> ReadFile {
    let name = file.name().trim_start_matches("knowledge/");
    let parts: Vec<&str> = name.split('/').collect();
    let stem = parts.last().map_or("", |last| last.trim_end_matches(".yaml")).to_owned();
    let (written, dropped) = match parts.as_slice() {
        ["sources.yaml"] => keep(yaml(file, sink), Written::Sources),
        ["units.yaml"] => keep(yaml(file, sink), Written::Units),
        ["pollutants.yaml"] => keep(yaml(file, sink), Written::Pollutants),
        ["benchmarks.yaml"] => keep(yaml(file, sink), Written::Benchmarks),
        ["standards", _] => keep(yaml(file, sink), |f| Written::Standard(Box::new(f))),
        ["policies", _] => keep(yaml(file, sink), |f| Written::Policy(Box::new(f))),
        ["methods", _] => keep(yaml(file, sink), |f| Written::Method(Box::new(f))),
        ["industries", industry, rest @ ..] => of_industry(file, industry, rest, sink),
        ["hazardous-waste", name] => of_wastes(file, name, sink),
        ["parks", _] => {
            keep(yaml(file, sink), |file| Written::Indicators { industry: None, file })
        }
        ["handbook", edition, "edition.yaml"] => keep(yaml(file, sink), |file| {
            Written::Edition { id: (*edition).to_owned(), file: Box::new(file) }
        }),
        ["handbook", edition, table] if table.ends_with(".csv") => {
            let table = Table::read(file, sink);
            let edition = (*edition).to_owned();
            (table.map(|table| Written::HandbookTable { edition, table }), Vec::new())
        }
        ["areas", _] => keep(yaml(file, sink), Written::Areas),
        ["remedies", field, _] | [field, "measures" | "routes", _] => {
            let field = Some((*field).to_owned());
            keep(yaml(file, sink), |file| Written::Technique {
                industry: None,
                field,
                file: Box::new(file),
            })
        }
        ["domestic" | "nonpoint" | "shipping", _] => {
            keep(yaml(file, sink), Written::Coefficients)
        }
        _ => misplaced(file, sink),
    };
    let stem = match parts.as_slice() {
        ["industries", industry, "industry.yaml"] => (*industry).to_owned(),
        _ => stem,
    };
    ReadFile { file: Arc::clone(file), stem, written, dropped }
}

/// A file of one industry's folder.
fn of_industry(
    file: &Arc<SourceFile>,
    industry: &str,
    rest: &[&str],
    sink: &mut Sink,
) -> Kept {
    let industry = Some(industry.to_owned());
    match rest {
        ["industry.yaml"] => keep(yaml(file, sink), |f| Written::Industry(Box::new(f))),
        ["cleaner-production.yaml"] => {
            keep(yaml(file, sink), |file| Written::Indicators { industry, file })
        }
        ["coefficients.yaml"] => keep(yaml(file, sink), Written::Coefficients),
        ["technologies", _] => keep(yaml(file, sink), |file| Written::Technique {
            industry,
            field: None,
            file: Box::new(file),
        }),
        _ => misplaced(file, sink),
    }
}

/// A file directly in hazardous-waste/.
fn of_wastes(file: &Arc<SourceFile>, name: &str, sink: &mut Sink) -> Kept {
    match name {
        "catalogue.yaml" => keep(yaml(file, sink), Written::Catalogue),
        "exemptions.yaml" => keep(yaml(file, sink), Written::Exemptions),
        "coefficients.yaml" => keep(yaml(file, sink), Written::Coefficients),
        _ => misplaced(file, sink),
    }
}

fn misplaced(file: &Arc<SourceFile>, sink: &mut Sink) -> Kept {
    let message = format!("{} 不在 knowledge/ 规定的文件夹中", file.name());
    sink.push(
        Diagnostic::error(Code::UnknownReference, message)
            .at(&Place::whole(file))
            .help("文件夹决定记录的种类，见 knowledge/README.md"),
    );
    (None, Vec::new())
}

/// What was read, and the ids of what was not.
type Kept = (Option<Written>, Vec<String>);

fn keep<T>(parsed: Parsed<T>, wrap: impl FnOnce(T) -> Written) -> Kept {
    (parsed.value.map(wrap), parsed.dropped)
}
