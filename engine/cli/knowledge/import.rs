//! `yice knowledge import-coefficients FILE`: a newer edition of the handbook beside the
//! old one.

use std::collections::BTreeMap;
use std::path::Path;

use super::super::project::{self, Project};
use super::super::{Exit, Failure, output};
use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceFile};
use crate::knowledge::{HANDBOOK_COLUMNS, Knowledge};
use crate::reading::{Table, decode};

/// What to import, and as what.
pub(in crate::cli) struct Order<'a> {
    pub file: &'a Path,
    pub edition: &'a str,
    pub source: &'a str,
    pub name: Option<&'a str>,
    pub from: Option<&'a str>,
}

/// Checks the table as part of the knowledge base, then writes it, split by industry.
pub(in crate::cli) fn run(project: &Project, order: &Order<'_>) -> Result<Exit, Failure> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if order.edition.is_empty() || !order.edition.chars().all(plain) {
        let message = format!("版本号“{}”只能用小写英文、数字与连字符", order.edition);
        return Err(Failure::Unknown(message));
    }
    let folder = format!("knowledge/handbook/{}", order.edition);
    if project.root().join(&folder).exists() {
        return Err(Failure::Unknown(format!("{folder} 已经存在，没有改动")));
    }
    let mut sink = Sink::new();
    let name = order.file.display().to_string();
    let bytes = project::read(order.file)?;
    let table =
        decode(&name, &bytes, &mut sink).and_then(|file| Table::read(&file, &mut sink));
    let Some(table) = table.filter(|_| !sink.has_errors()) else {
        return Ok(output::diagnostics(sink));
    };
    let known = project.knowledge(&mut sink)?;
    let mut files = split(&table, &known, &mut sink);
    files.insert("edition.yaml".to_owned(), edition(order));
    check(project, &folder, &files, &mut sink)?;
    if sink.has_errors() {
        return Ok(output::diagnostics(sink));
    }
    output::diagnostics(sink);
    for (name, text) in &files {
        output::write(&project.root().join(&folder).join(name), text.as_bytes())?;
    }
    output::line(&format!("已写出 {folder}：{} 行，{} 个文件", table.len(), files.len()));
    Ok(Exit::Good)
}

/// The table's rows by the industry that their code belongs to, in our columns.
fn split(table: &Table, known: &Knowledge, sink: &mut Sink) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, csv::Writer<Vec<u8>>> = BTreeMap::new();
    for column in table.columns() {
        if !HANDBOOK_COLUMNS.contains(&column.name.as_str()) {
            let message = format!("手册表没有“{}”列", column.name);
            sink.push(
                Diagnostic::error(Code::UnknownColumn, message)
                    .at(&column.place)
                    .help(format!("可用的列：{}", HANDBOOK_COLUMNS.join("、"))),
            );
        }
    }
    for row in table.rows() {
        let code = row.text("行业代码").unwrap_or_default();
        let own = known.industries.values().find(|industry| {
            industry.codes.iter().any(|c| !code.is_empty() && code.starts_with(&c.code))
        });
        let stem = own.map_or("other", |industry| industry.id.as_str());
        let writer = files.entry(format!("{stem}.csv")).or_insert_with(|| {
            let mut writer = csv::Writer::from_writer(Vec::new());
            // Writing to memory does not fail.
            let _ = writer.write_record(HANDBOOK_COLUMNS);
            writer
        });
        let cells =
            HANDBOOK_COLUMNS.iter().map(|name| row.text(name).unwrap_or_default());
        let _ = writer.write_record(cells);
    }
    let text = |writer: csv::Writer<Vec<u8>>| {
        let bytes = writer.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    };
    files.into_iter().map(|(name, writer)| (name, text(writer))).collect()
}

fn edition(order: &Order<'_>) -> String {
    let quote = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let name = order.name.unwrap_or("排放源统计调查产排污核算方法和系数手册");
    let from = order.from.map(|from| format!("valid: {{from: {}}}\n", quote(from)));
    format!(
        "# 由 yice knowledge import-coefficients 生成；核对后补 valid 的 checked 与 caveats。\nname: {}\nsource: {}\nseen: true\n{}",
        quote(name),
        order.source,
        from.unwrap_or_default()
    )
}

/// Checks the whole knowledge base with the new files in it.
fn check(
    project: &Project,
    folder: &str,
    files: &BTreeMap<String, String>,
    sink: &mut Sink,
) -> Result<(), Failure> {
    let mut texts = project.texts("knowledge", &[".yaml", ".csv"], sink)?;
    for (name, text) in files {
        texts.push(SourceFile::new(format!("{folder}/{name}"), text.clone()));
    }
    texts.sort_by(|a, b| a.name().cmp(b.name()));
    let checked = Knowledge::load(&texts, sink);
    let found = checked.editions.values().any(|e| folder.ends_with(&e.id));
    if !found && !sink.has_errors() {
        let message = format!("{folder} 没有读到");
        let place = texts.first().map(Place::whole);
        sink.push(Diagnostic::error(Code::MissingKey, message).at_some(place.as_ref()));
    }
    Ok(())
}
