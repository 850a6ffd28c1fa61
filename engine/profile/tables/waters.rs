//! Sections, their readings, and published statistics.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::super::columns::{Reader, Spec, key, number, word};
use super::super::measurement::{Measurement, Reading};
use super::super::records::{ClassCount, Section};
use super::{CLASSES, Known, list, unit};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::quantity::Unit;

/// `sections.csv`.
pub(in crate::profile) fn sections(
    mut reader: Reader<'_, '_>,
    known: &Known,
) -> Vec<Section> {
    const SPECS: [Spec; 7] = [
        key("断面编号"),
        key("断面名称"),
        word("水体"),
        word("水体类型"),
        word("控制单元"),
        word("级别"),
        word("目标类别"),
    ];
    reader.heads(&SPECS, &[]);
    let (table, mut seen) = (reader.table, BTreeSet::new());
    let rows = table.rows().filter_map(|row| {
        let id = reader.id(row, "断面编号", &mut seen)?;
        let text = |name| row.text(name).map(str::to_owned);
        let water_type = reader.choice(row, "水体类型", &["河流", "湖库"]);
        Some(Section {
            name: text("断面名称").unwrap_or_else(|| id.clone()),
            water: text("水体"),
            water_type,
            unit: unit(&mut reader, row, known),
            level: text("级别"),
            target: reader.choice(row, "目标类别", &CLASSES),
            row: reader.row(row),
            id,
        })
    });
    rows.collect()
}

/// `monitoring.csv`.
pub(in crate::profile) fn monitoring(
    mut reader: Reader<'_, '_>,
    known: &Known,
) -> Vec<Reading> {
    const SPECS: [Spec; 6] = [
        key("断面编号"),
        key("时间"),
        word("口径"),
        word("公布类别"),
        word("水体类型"),
        word("目标类别"),
    ];
    reader.heads(&SPECS, &[("", "*")]);
    let table = reader.table;
    let columns: Vec<_> = table
        .columns()
        .iter()
        .enumerate()
        .filter_map(|(index, column)| {
            let pollutant = reader.pollutant_of(&column.name, "")?.to_owned();
            let unit = reader.column_unit(&column.name, column.unit.as_deref())?;
            Some((index, pollutant, unit))
        })
        .collect();
    let mut readings = Vec::with_capacity(table.len());
    let mut seen = HashSet::new();
    for row in table.rows() {
        let section = reader.reference(
            row,
            "断面编号",
            &known.sections,
            Code::UnknownSection,
            "断面",
        );
        let time = time(&mut reader, row);
        let origin = reader.row(row);
        let values = measured(row, &columns, &origin, &mut reader);
        if let (Some(section), Some(time)) = (section, time) {
            let text = |name| row.text(name).map(str::to_owned);
            let basis = basis(&mut reader, row, &time);
            let time = coarse(time, &basis);
            if !seen.insert((section.clone(), time.clone(), basis.clone())) {
                let message = format!("{section} {time}（{basis}）有两行");
                twice(&mut reader, row, message);
                continue;
            }
            let published_class = text("公布类别");
            if values.is_empty() && published_class.is_none() {
                nothing(&mut reader, row, &format!("{section} {time}"));
                continue;
            }
            let row = origin;
            readings.push(Reading { section, time, basis, published_class, values, row });
        }
    }
    first_days(&readings, &mut reader);
    readings
}

/// The values of a row, by pollutant.
fn measured(
    row: crate::reading::Row<'_>,
    columns: &[(usize, String, Unit)],
    origin: &super::super::records::Row,
    reader: &mut Reader<'_, '_>,
) -> BTreeMap<String, Measurement> {
    let mut values = BTreeMap::new();
    for (index, pollutant, unit) in columns {
        if let Some(cell) = row.cell_at(*index)
            && let Some(value) = reader.measurement(&cell, unit, origin)
        {
            crate::profile::check::natural(reader, &cell, pollutant, &value);
            values.insert(pollutant.clone(), value);
        }
    }
    values
}

/// A spreadsheet keeps the month 2024-04 as its first day: of a monthly mean the day says
/// nothing.
fn coarse(time: String, basis: &str) -> String {
    let length = match basis {
        "年均" => 4,
        "月均" => 7,
        _ => return time,
    };
    time.get(..length).map_or(time.clone(), str::to_owned)
}

/// Says when all samples fall on the first of a month: most likely they are months.
fn first_days(readings: &[Reading], reader: &mut Reader<'_, '_>) {
    const FEW: usize = 3;
    let first = |r: &Reading| r.time.len() == 10 && r.time.ends_with("-01");
    if readings.len() < FEW || !readings.iter().all(first) {
        return;
    }
    let place = crate::diagnostic::Place::whole(reader.table.file());
    let message = "时间都是每月1日，按单次监测读入".to_owned();
    reader.bench.sink.push(
        Diagnostic::warning(Code::BadDate, message)
            .at(&place)
            .help("若是月均值：在“口径”列写 月均（电子表格会把 2024-04 存成 4 月 1 日）"),
    );
}

fn nothing(reader: &mut Reader<'_, '_>, row: crate::reading::Row<'_>, what: &str) {
    let message = format!("{what}没有一个监测值，没有用");
    reader.bench.sink.push(
        Diagnostic::warning(Code::MissingKey, message)
            .at(&row.place())
            .help("补上监测值，或删去这一行"),
    );
}

fn twice(reader: &mut Reader<'_, '_>, row: crate::reading::Row<'_>, message: String) {
    reader.bench.sink.push(
        Diagnostic::error(Code::DuplicateId, message)
            .at(&row.place())
            .help("同一断面同一时间只留一行；不同采样时刻写到日或小时"),
    );
}

/// 口径 as written, of the three that there are; else by how fine the time is.
fn basis(
    reader: &mut Reader<'_, '_>,
    row: crate::reading::Row<'_>,
    time: &str,
) -> String {
    const BASES: [&str; 3] = ["年均", "月均", "单次"];
    let Some(cell) = row.cell("口径") else { return basis_of(time).to_owned() };
    if !BASES.contains(&cell.text) {
        reader.bench.sink.push(
            Diagnostic::error(Code::UnknownWord, format!("“口径”不能是“{}”", cell.text))
                .at(&cell.place())
                .help_some(did_you_mean(cell.text, BASES))
                .help(format!("可用：{}；日均值写 单次", BASES.join("、"))),
        );
    }
    cell.text.to_owned()
}

/// A year stands for its mean, a month for its; anything finer is one sample.
fn basis_of(time: &str) -> &'static str {
    match time.len() {
        4 => "年均",
        7 => "月均",
        _ => "单次",
    }
}

fn time(reader: &mut Reader<'_, '_>, row: crate::reading::Row<'_>) -> Option<String> {
    let cell = row.cell("时间")?;
    if crate::profile::check::is_time(cell.text) {
        return Some(cell.text.to_owned());
    }
    let message = format!("“{}”不是日期", cell.text);
    reader.bench.sink.push(
        Diagnostic::error(Code::BadDate, message)
            .at(&cell.place())
            .help("写成 2024、2024-05、2024-05-01 或 2024-05-01 08:00"),
    );
    None
}

/// `class_counts.csv`.
pub(in crate::profile) fn class_counts(mut reader: Reader<'_, '_>) -> Vec<ClassCount> {
    const SPECS: [Spec; 10] = [
        key("编号"),
        key("期间"),
        word("范围"),
        number("河流数", "条"),
        number("断面数", "个"),
        number("优良断面数", "个"),
        number("达标断面数", "个"),
        number("劣Ⅴ断面数", "个"),
        word("超标水体"),
        word("超标指标"),
    ];
    reader.heads(&SPECS, &[]);
    let (table, mut seen) = (reader.table, BTreeSet::new());
    let rows = table.rows().filter_map(|row| {
        let id = reader.id(row, "编号", &mut seen)?;
        let origin = reader.row(row);
        Some(ClassCount {
            id,
            period: row.text("期间").unwrap_or_default().to_owned(),
            scope: row.text("范围").map(str::to_owned),
            rivers: reader.quantity(row, "河流数", &origin),
            sections: reader.quantity(row, "断面数", &origin),
            good: reader.quantity(row, "优良断面数", &origin),
            attained: reader.quantity(row, "达标断面数", &origin),
            worse_than_v: reader.quantity(row, "劣Ⅴ断面数", &origin),
            exceeding: list(row.text("超标水体")),
            items: row.text("超标指标").map(str::to_owned),
            row: origin,
        })
    });
    rows.collect()
}
