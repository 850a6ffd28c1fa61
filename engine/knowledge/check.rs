//! From files as read to checked, indexed records.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::figure::Bench;
use super::files::{ReadFile, Written};
use super::registering::{check_unused_sources, duplicate, register, register_units};
use super::registry::Registries;
use super::technique::Folder;
use super::{
    Knowledge, area, catalogue, coefficient, handbook, industry, method, needed, policy,
    standard, technique,
};
use crate::diagnostic::{Code, Diagnostic, Sink, SourceFile, did_you_mean};
use crate::quantity::{Grade, Provenance};
use crate::reading::At;

/// Checks all `files` against each other.
pub(crate) fn check(
    files: Vec<ReadFile>,
    texts: &[Arc<SourceFile>],
    sink: &mut Sink,
) -> Knowledge {
    let mut registries = Registries::default();
    // Units first: pollutants state their natural range in them.
    for file in &files {
        if let Some(Written::Units(units)) = &file.written {
            register_units(file, units, &mut registries, sink);
        }
    }
    for file in &files {
        register(file, &mut registries, sink);
    }
    needed::check_units(&registries, sink);
    let mut checker = Checker {
        knowledge: Knowledge { files: texts.to_vec(), ..Knowledge::default() },
        references: Vec::new(),
        headlines: Vec::new(),
        editions: files.iter().filter_map(ReadFile::edition).collect(),
    };
    let mut files_of_sources = Vec::new();
    for file in files {
        if let Some(Written::Sources(sources)) = &file.written {
            let ids = sources.iter().map(|s| (Arc::clone(&file.file), s.id.clone()));
            files_of_sources.extend(ids);
        }
        if let Some(written) = file.written {
            let mut bench = Bench {
                registries: &registries,
                file: &file.file,
                sink: &mut *sink,
                case: false,
            };
            checker.record(&file.stem, written, &mut bench);
        }
    }
    checker.check_references(sink);
    checker.check_headlines(sink);
    check_unused_sources(&files_of_sources, &registries, sink);
    checker.check_conflicts(sink);
    let mut knowledge = checker.knowledge;
    knowledge.sources = registries.sources;
    knowledge.units = registries.units;
    knowledge.pollutants = registries.pollutants;
    for coefficient in knowledge.coefficients.values() {
        let Some(pollutant) = &coefficient.pollutant else { continue };
        let key = (coefficient.of, coefficient.stage, pollutant.clone());
        knowledge.uses.entry(key).or_default().push(coefficient.id.clone());
    }
    knowledge
}

struct Checker {
    knowledge: Knowledge,
    /// References between techniques, looked up when all are known.
    references: Vec<(Arc<SourceFile>, At<String>)>,
    /// Addresses in industries' headlines.
    headlines: Vec<(Arc<SourceFile>, At<String>)>,
    /// Editions of the handbook as written: a table may be read before its edition.
    editions: BTreeMap<String, handbook::WrittenEdition>,
}

impl Checker {
    fn record(&mut self, stem: &str, written: Written, bench: &mut Bench<'_>) {
        let id = At::new(stem.to_owned(), 0..0);
        let k = &mut self.knowledge;
        match written {
            Written::Sources(_) | Written::Units(_) | Written::Pollutants(_) => {}
            Written::Standard(file) => {
                let checked = standard::check(stem, *file, bench);
                insert(&mut k.standards, &id, checked, bench);
            }
            Written::Policy(file) => {
                let checked = policy::check(stem, *file, bench);
                insert(&mut k.policies, &id, checked, bench);
            }
            Written::Method(file) => {
                let checked = method::check(stem, *file, bench);
                insert(&mut k.methods, &id, checked, bench);
            }
            Written::Industry(file) => {
                let own = file.headline.iter();
                self.headlines.extend(own.map(|h| (Arc::clone(bench.file), h.clone())));
                let checked = industry::check(stem, *file, bench);
                insert(&mut k.industries, &id, checked, bench);
            }
            Written::Technique { industry, field, file } => {
                for other in file.requires.iter().chain(&file.excludes) {
                    self.references.push((Arc::clone(bench.file), other.clone()));
                }
                let folder = Folder {
                    id: &id,
                    industry: industry.as_deref(),
                    field: field.as_deref(),
                };
                let checked = technique::check(&folder, *file, bench);
                insert(&mut k.techniques, &id, checked, bench);
            }
            Written::Areas(file) => {
                let checked = area::check(stem, file, bench);
                insert(&mut k.areas, &id, checked, bench);
            }
            Written::Edition { id: edition, file } => {
                let checked = handbook::check_edition(&edition, &file, bench);
                let id = At::new(edition, 0..0);
                insert(&mut k.editions, &id, checked, bench);
            }
            table => self.table(table, bench),
        }
    }

    /// The records of a file that holds many.
    fn table(&mut self, written: Written, bench: &mut Bench<'_>) {
        let k = &mut self.knowledge;
        match written {
            Written::Benchmarks(list) => {
                for written in list {
                    let id = written.id.clone();
                    if let Some(checked) = policy::check_benchmark(written, bench) {
                        insert(&mut k.benchmarks, &id, checked, bench);
                    }
                }
            }
            Written::Indicators { industry, file } => {
                let industry = industry.as_deref();
                for (id, checked) in industry::check_indicators(industry, file, bench) {
                    insert(&mut k.indicators, &id, checked, bench);
                }
            }
            Written::Coefficients(file) => {
                for (id, checked) in coefficient::check_all(file, bench) {
                    insert(&mut k.coefficients, &id, checked, bench);
                }
            }
            Written::HandbookTable { edition, table } => {
                let stem = handbook::stem(bench.file);
                let known = bench.registries.industries.contains(stem);
                let industry = known.then(|| stem.to_owned());
                let edition = self.editions.get(&edition);
                let rows =
                    handbook::check_table(edition, industry.as_deref(), &table, bench);
                for (id, checked) in rows {
                    insert(&mut k.coefficients, &id, checked, bench);
                }
            }
            Written::Catalogue(file) => {
                for (id, checked) in catalogue::check(file, bench) {
                    insert(&mut k.waste_codes, &id, checked, bench);
                }
            }
            Written::Exemptions(file) => {
                for (id, checked) in catalogue::check_exemptions(file, bench) {
                    insert(&mut k.exemptions, &id, checked, bench);
                }
            }
            _ => {}
        }
    }

    /// Two accepted records for the same domain whose ranges do not meet.
    fn check_conflicts(&self, sink: &mut Sink) {
        // Only those for one use can contradict each other.
        let mut groups: BTreeMap<_, Vec<&super::Coefficient>> = BTreeMap::new();
        for c in self.knowledge.coefficients.values() {
            let key = (c.of, c.stage, &c.pollutant, &c.domain.code, &c.domain.product);
            groups.entry(key).or_default().push(c);
        }
        for group in groups.values() {
            for (number, a) in group.iter().enumerate() {
                for b in &group[number + 1..] {
                    if let Some(message) = conflict(a, b) {
                        sink.push(contradiction(b, message));
                    }
                }
            }
        }
    }

    /// What an industry's reviewers look at first must be there.
    fn check_headlines(&self, sink: &mut Sink) {
        for (file, address) in &self.headlines {
            if self.knowledge.find(address).is_none() {
                let message = format!("headline 中的 {address} 不存在");
                sink.push(
                    Diagnostic::error(Code::UnknownReference, message)
                        .at(&address.place(file))
                        .help("写记录的 id，或地址如 limit/gb-3838-2002/t1/tp"),
                );
            }
        }
    }

    fn check_references(&self, sink: &mut Sink) {
        for (file, id) in &self.references {
            if !self.knowledge.techniques.contains_key(id.as_str()) {
                let known = self.knowledge.techniques.keys().map(String::as_str);
                let message = format!("技术 {id} 不存在");
                sink.push(
                    Diagnostic::error(Code::UnknownReference, message)
                        .at(&id.place(file))
                        .help_some(did_you_mean(id, known)),
                );
            }
        }
    }
}

fn insert<T>(
    map: &mut BTreeMap<String, T>,
    id: &At<String>,
    value: T,
    bench: &mut Bench<'_>,
) {
    if map.insert(id.value.clone(), value).is_some() {
        let diagnostic = duplicate(id, bench.file);
        bench.sink.push(diagnostic);
    }
}

fn contradiction(coefficient: &super::Coefficient, message: String) -> Diagnostic {
    let place = coefficient.figure.quantity.as_ref().and_then(|quantity| match quantity
        .provenance()
        .as_ref()
    {
        Provenance::Cited { place, .. } => Some(place.clone()),
        _ => None,
    });
    Diagnostic::error(Code::Conflict, message)
        .at_some(place.as_ref())
        .help("核对后留一条，另一条写入其 conflicts；适用范围不同则补 domain")
}

/// What is contradictory in two coefficients, if anything.
fn conflict(a: &super::Coefficient, b: &super::Coefficient) -> Option<String> {
    let same = a.of == b.of
        && a.stage == b.stage
        && a.pollutant.is_some()
        && a.pollutant == b.pollutant
        && a.domain == b.domain
        && a.figure.basis == b.figure.basis
        && a.figure.valid == b.figure.valid
        && !matches!(a.stage, super::Stage::Other);
    let (x, y) = (a.figure.quantity.as_ref()?, b.figure.quantity.as_ref()?);
    let accepted = x.grade() < Grade::E && y.grade() < Grade::E;
    let other = y.amount_in(x.unit()).ok()?;
    let apart = x.amount().high < other.low || other.high < x.amount().low;
    (same && accepted && apart).then(|| {
        format!(
            "{} 为 {}，{} 为 {}，适用范围相同而数值不相交",
            a.id,
            x.text(),
            b.id,
            y.text()
        )
    })
}
