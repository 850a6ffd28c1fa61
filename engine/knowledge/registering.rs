//! Sources, units, pollutants and ids, gathered before any record is checked against them.

use std::sync::Arc;

use super::files::{ReadFile, Written};
use super::registry::{Pollutant, Registries, WrittenPollutant, WrittenUnit};
use super::source::{Source, WrittenSource};
use crate::diagnostic::{Code, Diagnostic, Sink, SourceFile, did_you_mean};
use crate::quantity::Dimension;
use crate::reading::At;

/// Takes the ids and names of one file into the registries.
pub(super) fn register(file: &ReadFile, registries: &mut Registries, sink: &mut Sink) {
    registries.dropped.extend(file.dropped.iter().cloned());
    match &file.written {
        Some(Written::Sources(sources)) => {
            register_sources(file, sources, registries, sink);
        }
        Some(Written::Pollutants(pollutants)) => {
            register_pollutants(file, pollutants, registries, sink);
        }
        Some(Written::Industry(industry)) => {
            registries.industries.insert(file.stem.clone());
            registries.processes.extend(industry.processes.keys().cloned());
        }
        Some(Written::Standard(_)) => {
            registries.standards.insert(file.stem.clone());
        }
        _ => {}
    }
}

pub(super) fn duplicate(id: &At<String>, file: &Arc<SourceFile>) -> Diagnostic {
    Diagnostic::error(Code::DuplicateId, format!("编号 {id} 重复"))
        .at(&id.place(file))
        .help("编号在同类记录中须唯一：删去一条或改名")
}

/// A name that two pollutants share would leave a column head open to either.
fn same_name(
    id: &At<String>,
    file: &Arc<SourceFile>,
    name: &str,
    other: &str,
) -> Diagnostic {
    Diagnostic::error(Code::DuplicateId, format!("{id} 与 {other} 都叫“{name}”"))
        .at(&id.place(file))
        .help("同一个指标只留一条，另一种写法放进 aliases；确是两个指标的，名称要分得开")
}

fn register_sources(
    file: &ReadFile,
    sources: &[WrittenSource],
    registries: &mut Registries,
    sink: &mut Sink,
) {
    for source in sources {
        let checked = Source::from(source.clone());
        if registries.sources.insert(checked.id.clone(), checked).is_some() {
            sink.push(duplicate(&source.id, &file.file));
        }
    }
    for source in sources {
        if let Some(next) = &source.superseded_by
            && !registries.sources.contains_key(next.as_str())
        {
            let known = registries.sources.keys().map(String::as_str);
            let message = format!("替代文件 {next} 没有登记");
            sink.push(
                Diagnostic::error(Code::UnknownSource, message)
                    .at(&next.place(&file.file))
                    .help_some(did_you_mean(next, known)),
            );
        }
    }
}

pub(super) fn register_units(
    file: &ReadFile,
    units: &[WrittenUnit],
    registries: &mut Registries,
    sink: &mut Sink,
) {
    for unit in units {
        let Some(dimension) = Dimension::parse(&unit.dimension) else {
            let message = format!("量纲“{}”的写法不成立", unit.dimension);
            sink.push(
                Diagnostic::error(Code::WrongDimension, message)
                    .at(&unit.dimension.place(&file.file))
                    .help("写成 mass/length^3 这样的乘除式；无量纲写 1"),
            );
            continue;
        };
        let factor = unit.factor.unwrap_or(1.0);
        if !registries.units.add(&unit.symbol, dimension, factor) {
            sink.push(duplicate(&unit.symbol, &file.file));
        }
        for alias in &unit.aliases {
            registries.units.alias(alias, &unit.symbol);
        }
    }
}

fn register_pollutants(
    file: &ReadFile,
    pollutants: &[WrittenPollutant],
    registries: &mut Registries,
    sink: &mut Sink,
) {
    for pollutant in pollutants {
        let checked = Pollutant {
            id: pollutant.id.value.clone(),
            name: pollutant.name.clone(),
            symbol: pollutant.symbol.clone(),
            aliases: pollutant.aliases.clone(),
            group: pollutant.group,
            heavy_metal: pollutant.heavy_metal,
            range: pollutant.natural.as_ref().map(|n| (n.low, n.high)),
            range_unit: pollutant
                .natural
                .as_ref()
                .and_then(|n| registries.units.find(&n.unit).ok()),
        };
        for name in [&checked.name].into_iter().chain(&checked.aliases) {
            let other =
                registries.pollutant_names.insert(name.clone(), checked.id.clone());
            if let Some(other) = other.filter(|other| *other != checked.id) {
                sink.push(same_name(&pollutant.id, &file.file, name, &other));
            }
        }
        if registries.pollutants.insert(checked.id.clone(), checked).is_some() {
            sink.push(duplicate(&pollutant.id, &file.file));
        }
    }
}

/// What nobody refers to says nothing: most often the record that should is missing.
pub(super) fn check_unused_sources(
    sources: &[(Arc<SourceFile>, At<String>)],
    registries: &Registries,
    sink: &mut Sink,
) {
    let used = registries.used_sources.borrow();
    let successors: Vec<&String> =
        registries.sources.values().filter_map(|s| s.superseded_by.as_ref()).collect();
    for (file, id) in sources {
        // An old edition says by its own entry what replaced it.
        let old = registries
            .sources
            .get(id.as_str())
            .is_some_and(|s| s.superseded_by.is_some());
        if used.contains(id.as_str()) || successors.contains(&&id.value) || old {
            continue;
        }
        let message = format!("来源 {id} 没有记录引用");
        sink.push(
            Diagnostic::warning(Code::UnusedSource, message)
                .at(&id.place(file))
                .help("补上引用它的记录，或删去这一条"),
        );
    }
}
