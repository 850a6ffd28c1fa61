//! From the files of a case to its checked profile.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::{Date, DateTime};

use super::columns::{Reader, no_background, table_file};
use super::facts::{CaseFact, FactBody, Gap};
use super::measurement::Measurement;
use super::sheet::{self, SheetRow, SheetShape};
use super::tables::{self, Known};
use super::written::{WrittenFact, WrittenGap, WrittenProfile};
use super::{Profile, closure, narrative, targets};
use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceFile, did_you_mean};
use crate::knowledge::written::{Background, Bench, Registries, WrittenSource};
use crate::knowledge::{Knowledge, Source};
use crate::reading::{Cell, Table, yaml};

/// Tables that a case may have.
const TABLES: [&str; 9] = [
    "control_units.csv",
    "sections.csv",
    "monitoring.csv",
    "class_counts.csv",
    "loads.csv",
    "sources.csv",
    "outfalls.csv",
    "risks.csv",
    "waste.csv",
];

pub(super) fn check(
    id: &str,
    files: &[Arc<SourceFile>],
    shapes: &[SheetShape],
    knowledge: &Knowledge,
    sink: &mut Sink,
) -> Option<Profile> {
    strange_files(files, shapes, sink);
    let Some(main) = table_file(files, "profile.yaml") else {
        let message = format!("案例 {id} 没有 profile.yaml");
        sink.push(
            Diagnostic::error(Code::MissingKey, message)
                .help("用 yice new case 生成骨架，或检查案例文件夹的名字"),
        );
        return None;
    };
    let sources = case_sources(files, knowledge, sink);
    let registries = registries(&sources, knowledge);
    let written = yaml::<WrittenProfile>(main, sink).value;
    let mut bench = Bench { registries: &registries, file: main, sink, case: true };
    let mut profile = Profile {
        sources,
        files: files.to_vec(),
        sheets: read_sheets(files, shapes, knowledge, &mut bench),
        ..read_tables(id, files, knowledge, &mut bench)
    };
    bench.file = main;
    complete(&mut profile, written?, knowledge, &mut bench);
    Some(profile)
}

/// The method whose table `file` is: the stem of a file in `methods/`.
fn method_of(file: &SourceFile) -> Option<&str> {
    let (folder, name) = file.name().rsplit_once('/')?;
    if folder.ends_with("/methods") { name.strip_suffix(".csv") } else { None }
}

/// The tables of single methods.
fn read_sheets(
    files: &[Arc<SourceFile>],
    shapes: &[SheetShape],
    knowledge: &Knowledge,
    bench: &mut Bench<'_>,
) -> BTreeMap<&'static str, Vec<SheetRow>> {
    let mut sheets = BTreeMap::new();
    for file in files {
        let shape = method_of(file).and_then(|id| shapes.iter().find(|s| s.id == id));
        let Some(shape) = shape else { continue };
        let mut own = Bench {
            registries: bench.registries,
            file,
            sink: &mut *bench.sink,
            case: true,
        };
        let rows = sheet::of_case(shape.columns, knowledge, &mut own);
        sheets.extend(rows.map(|rows| (shape.id, rows)));
    }
    sheets
}

fn strange_files(files: &[Arc<SourceFile>], shapes: &[SheetShape], sink: &mut Sink) {
    for file in files {
        let name = file.name().rsplit('/').next().unwrap_or_default();
        if let Some(id) = method_of(file) {
            if shapes.iter().all(|s| s.id != id) {
                let message = format!("没有以表为输入的方法 {id}，{name} 没有读");
                sink.push(
                    Diagnostic::error(Code::UnknownReference, message)
                        .at(&Place::whole(file))
                        .help_some(did_you_mean(id, shapes.iter().map(|s| s.id)))
                        .help("文件名是方法的编号，见 yice assess list"),
                );
            }
            continue;
        }
        if !TABLES.contains(&name) && !["profile.yaml", "sources.yaml"].contains(&name) {
            let known = TABLES.iter().copied().chain(["profile.yaml", "sources.yaml"]);
            sink.push(
                Diagnostic::warning(
                    Code::UnknownReference,
                    format!("不认识文件 {name}，没有读"),
                )
                .at(&Place::whole(file))
                .help_some(did_you_mean(name, known)),
            );
        }
    }
}

fn case_sources(
    files: &[Arc<SourceFile>],
    knowledge: &Knowledge,
    sink: &mut Sink,
) -> BTreeMap<String, Source> {
    let mut sources = BTreeMap::new();
    let Some(file) = table_file(files, "sources.yaml") else { return sources };
    for written in yaml::<Vec<WrittenSource>>(file, sink).value.unwrap_or_default() {
        let id = written.id.clone();
        let known = knowledge.sources.contains_key(id.as_str());
        if sources.insert(id.value.clone(), Source::from(written)).is_some() || known {
            sink.push(
                Diagnostic::error(Code::DuplicateId, format!("来源 {id} 重复"))
                    .at(&id.place(file))
                    .help("案例的来源 id 以案例名开头，不与 knowledge/sources.yaml 重名"),
            );
        }
    }
    sources
}

pub(super) fn registries(
    own: &BTreeMap<String, Source>,
    knowledge: &Knowledge,
) -> Registries {
    let mut sources = knowledge.sources.clone();
    sources.extend(own.clone());
    Registries {
        sources,
        units: knowledge.units.clone(),
        pollutants: knowledge.pollutants.clone(),
        industries: knowledge.industries.keys().cloned().collect(),
        standards: knowledge.standards.keys().cloned().collect(),
        ..Registries::default()
    }
}

/// An empty profile with the tables' rows in it.
fn read_tables(
    id: &str,
    files: &[Arc<SourceFile>],
    knowledge: &Knowledge,
    bench: &mut Bench<'_>,
) -> Profile {
    let mut profile = blank(id);
    let mut known = Known {
        any_unit: false,
        units: BTreeSet::new(),
        sections: BTreeSet::new(),
        industries: knowledge.industries.keys().cloned().collect(),
    };
    for name in TABLES {
        let Some(file) = table_file(files, name) else { continue };
        let Some(table) = Table::read(file, bench.sink) else { continue };
        let mut own = Bench {
            registries: bench.registries,
            file,
            sink: &mut *bench.sink,
            case: true,
        };
        let reader = Reader { bench: &mut own, knowledge, table: &table, sourced: true };
        match name {
            "control_units.csv" => {
                profile.units = tables::control_units(reader);
                known.units = profile.units.iter().map(|u| u.id.clone()).collect();
            }
            "sections.csv" => {
                profile.sections = tables::sections(reader, &known);
                known.sections = profile.sections.iter().map(|s| s.id.clone()).collect();
            }
            "monitoring.csv" => profile.readings = tables::monitoring(reader, &known),
            "class_counts.csv" => profile.class_counts = tables::class_counts(reader),
            "loads.csv" => profile.loads = tables::loads(reader, &known),
            "sources.csv" => profile.pollution_sources = tables::sources(reader, &known),
            "outfalls.csv" => profile.outfalls = tables::outfalls(reader, &known),
            "risks.csv" => profile.risks = tables::risks(reader, &known),
            _ => profile.wastes = tables::wastes(reader),
        }
    }
    profile
}

pub(super) fn blank(id: &str) -> Profile {
    Profile {
        id: id.to_owned(),
        name: String::new(),
        kind: super::CaseKind::City,
        code: None,
        province: None,
        basin: None,
        reference_date: String::new(),
        author: None,
        scope: None,
        sources: BTreeMap::new(),
        narrative: Vec::new(),
        facts: Vec::new(),
        targets: Vec::new(),
        gaps: Vec::new(),
        units: Vec::new(),
        sections: Vec::new(),
        readings: Vec::new(),
        class_counts: Vec::new(),
        loads: Vec::new(),
        pollution_sources: Vec::new(),
        outfalls: Vec::new(),
        risks: Vec::new(),
        wastes: Vec::new(),
        sheets: BTreeMap::new(),
        files: Vec::new(),
    }
}

/// Adds what profile.yaml says.
fn complete(
    profile: &mut Profile,
    written: WrittenProfile,
    knowledge: &Knowledge,
    bench: &mut Bench<'_>,
) {
    if written.reference_date.parse::<Date>().is_err() {
        let message = format!("基准日“{}”不是日期", written.reference_date);
        let help = "写成 2026-11-01".to_owned();
        bench.fault(&written.reference_date, Code::BadDate, message, Some(help));
    }
    let mut seen = BTreeSet::new();
    for fact in &written.facts {
        if !seen.insert(fact.id.value.clone()) {
            let message = format!("编号 {} 重复", fact.id);
            bench.fault(&fact.id, Code::DuplicateId, message, None);
        }
    }
    profile.reference_date.clone_from(&written.reference_date.value);
    profile.facts = written.facts.into_iter().filter_map(|f| fact(f, bench)).collect();
    profile.narrative = written
        .narrative
        .iter()
        .map(|n| narrative::check(n, &profile.facts, bench))
        .collect();
    profile.targets = written
        .targets
        .into_iter()
        .filter_map(|t| targets::target(t, profile, knowledge, bench))
        .collect();
    let file = bench.file;
    profile.gaps = written.gaps.into_iter().map(|g| gap(g, file)).collect();
    closure::check(&written.checks, profile, bench);
    profile.name = written.name;
    profile.kind = written.kind;
    profile.code = written.code;
    profile.province = written.province;
    profile.basin = written.basin;
    profile.author = written.author;
    profile.scope = written.scope;
}

fn fact(written: WrittenFact, bench: &mut Bench<'_>) -> Option<CaseFact> {
    let outer = Background {
        source: written.source.clone(),
        seen: written.seen,
        confidence: written.confidence,
        ..no_background()
    };
    if let Some(source) = &written.source {
        bench.source(&source.id);
    }
    let body = match (&written.figure, written.text) {
        (Some(figure), None) => {
            FactBody::Figure(Box::new(bench.figure(figure, &written.id, &outer)?))
        }
        (None, Some(text)) => FactBody::Text {
            text,
            source: written.source.as_ref().map(|s| s.id.value.clone()),
            at: written.source.and_then(|s| s.at),
            seen: written.seen.unwrap_or(false),
        },
        _ => {
            let message =
                format!("{} 应有 figure（数值）或 text（文字），二者取一", written.id);
            bench.fault(&written.id, Code::MissingKey, message, None);
            return None;
        }
    };
    Some(CaseFact {
        place: written.id.place(bench.file),
        id: written.id.value,
        topic: written.topic,
        item: written.item,
        period: written.period,
        body,
        key: written.key,
        unusable: written.unusable,
        note: written.note,
    })
}

fn gap(written: WrittenGap, file: &Arc<SourceFile>) -> Gap {
    Gap {
        place: written.id.place(file),
        id: written.id.value,
        item: written.item,
        why: written.why,
        ask: written.ask,
        form: written.form,
        topics: written.topics,
    }
}

/// Whether `text` is a year, a month, a day or a minute.
pub(super) fn is_time(text: &str) -> bool {
    let shaped = |shape: &str| {
        text.len() == shape.len()
            && text.bytes().zip(shape.bytes()).all(|(found, wanted)| match wanted {
                b'0' => found.is_ascii_digit(),
                other => found == other,
            })
    };
    if shaped("0000") {
        true
    } else if shaped("0000-00") {
        format!("{text}-01").parse::<Date>().is_ok()
    } else if shaped("0000-00-00") {
        text.parse::<Date>().is_ok()
    } else {
        (shaped("0000-00-00 00:00") || shaped("0000-00-00 00:00:00"))
            && text.replacen(' ', "T", 1).parse::<DateTime>().is_ok()
    }
}

/// Says when a value cannot occur in nature; bounds come from knowledge/pollutants.yaml.
pub(super) fn natural(
    reader: &mut Reader<'_, '_>,
    cell: &Cell<'_>,
    pollutant: &str,
    value: &Measurement,
) {
    let Some(quantity) = value.value() else { return };
    let Some(known) = reader.knowledge.pollutants.get(pollutant) else { return };
    let Some((low, high)) = known.range else { return };
    let amount = quantity.amount().typical;
    let unit = known.range_unit.as_ref();
    let in_unit = unit.and_then(|unit| quantity.amount_in(unit).ok());
    let amount = in_unit.map_or(amount, |converted| converted.typical);
    if amount < low || amount > high {
        let symbol = unit.map_or("", |unit| unit.symbol());
        let message = format!(
            "{} 为 {}，超出自然水体可能的范围 {low}–{high} {symbol}",
            known.name,
            quantity.text()
        );
        reader.bench.sink.push(
            Diagnostic::error(Code::AbsurdValue, message)
                .at(&cell.place())
                .help("核对原始记录：多为小数点错位或单位不同（μg/L 与 mg/L）"),
        );
    }
}
