//! One reader for each table of a case.

use std::collections::BTreeMap;

use super::columns::{Reader, Spec, key, number, word};
use super::measurement::Reading;
use super::records::{
    ClassCount, ControlUnit, Declared, LoadItem, Outfall, PublishedLoad, Risk, Section,
    Source,
};
use super::waste::Waste;
use crate::diagnostic::Code;
use crate::quantity::Quantity;

pub(super) const CLASSES: [&str; 6] = ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "劣Ⅴ"];
const LOAD_ITEMS: [&str; 6] =
    ["产生量", "排放量", "入河量", "环境容量", "许可量", "减排量"];
const SOURCE_KINDS: [&str; 10] = [
    "工业企业",
    "污水处理厂",
    "城镇生活",
    "农村生活",
    "畜禽养殖",
    "种植业",
    "水产养殖",
    "城市径流",
    "港口船舶",
    "尾矿库",
];
const OUTFALL_KINDS: [&str; 6] =
    ["工业", "城镇污水处理厂", "农业农村", "雨洪", "混合", "其他"];
const RISK_KINDS: [&str; 8] =
    ["尾矿库", "磷石膏库", "化工园区", "渣场", "洗舱站", "码头", "危废填埋", "其他"];

/// Ids that rows of other tables refer to.
pub(super) struct Known {
    pub units: Vec<String>,
    pub sections: Vec<String>,
    pub industries: Vec<String>,
}

/// `control_units.csv`.
pub(super) fn control_units(mut reader: Reader<'_, '_>) -> Vec<ControlUnit> {
    const SPECS: [Spec; 5] =
        [key("编号"), key("名称"), word("水体"), word("上游单元"), word("区县")];
    reader.heads(&SPECS, &[]);
    let (table, mut seen) = (reader.table, Vec::new());
    let rows = table.rows().filter_map(|row| {
        let id = reader.id(row, "编号", &mut seen)?;
        let text = |name| row.text(name).map(str::to_owned);
        Some(ControlUnit {
            name: text("名称").unwrap_or_else(|| id.clone()),
            water: text("水体"),
            upstream: list(row.text("上游单元")),
            district: text("区县"),
            row: reader.row(row),
            id,
        })
    });
    rows.collect()
}

/// `sections.csv`.
pub(super) fn sections(mut reader: Reader<'_, '_>, known: &Known) -> Vec<Section> {
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
    let (table, mut seen) = (reader.table, Vec::new());
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

fn unit(
    reader: &mut Reader<'_, '_>,
    row: crate::reading::Row<'_>,
    known: &Known,
) -> Option<String> {
    reader.reference(row, "控制单元", &known.units, Code::UnknownReference, "控制单元")
}

/// `monitoring.csv`.
pub(super) fn monitoring(mut reader: Reader<'_, '_>, known: &Known) -> Vec<Reading> {
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
            let unit = reader.knowledge.units.find(column.unit.as_deref()?).ok()?;
            Some((index, pollutant, unit))
        })
        .collect();
    let mut readings = Vec::with_capacity(table.len());
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
        let mut values = BTreeMap::new();
        for (index, pollutant, unit) in &columns {
            if let Some(cell) = row.cell_at(*index)
                && let Some(value) = reader.measurement(&cell, unit, &origin)
            {
                super::check::natural(&mut reader, &cell, pollutant, &value);
                values.insert(pollutant.clone(), value);
            }
        }
        if let (Some(section), Some(time)) = (section, time) {
            let text = |name| row.text(name).map(str::to_owned);
            let basis = text("口径").unwrap_or_else(|| basis_of(&time).to_owned());
            let published_class = text("公布类别");
            readings.push(Reading {
                section,
                time,
                basis,
                published_class,
                values,
                row: origin,
            });
        }
    }
    readings
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
    if super::check::is_time(cell.text) {
        return Some(cell.text.to_owned());
    }
    let message = format!("“{}”不是日期", cell.text);
    reader.bench.sink.push(
        crate::diagnostic::Diagnostic::error(Code::BadDate, message)
            .at(&cell.place())
            .help("写成 2024、2024-05、2024-05-01 或 2024-05-01 08:00"),
    );
    None
}

/// `class_counts.csv`.
pub(super) fn class_counts(mut reader: Reader<'_, '_>) -> Vec<ClassCount> {
    const SPECS: [Spec; 9] = [
        key("编号"),
        key("期间"),
        word("范围"),
        number("河流数", "条"),
        number("断面数", "个"),
        number("优良断面数", "个"),
        number("达标断面数", "个"),
        number("劣Ⅴ断面数", "个"),
        word("超标水体"),
    ];
    reader.heads(&SPECS, &[]);
    let (table, mut seen) = (reader.table, Vec::new());
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
            row: origin,
        })
    });
    rows.collect()
}

/// `loads.csv`.
pub(super) fn loads(mut reader: Reader<'_, '_>, known: &Known) -> Vec<PublishedLoad> {
    const SPECS: [Spec; 5] =
        [key("编号"), key("控制单元"), key("项目"), key("期间"), word("口径")];
    reader.heads(&SPECS, &[("", "t/a")]);
    let (table, mut seen) = (reader.table, Vec::new());
    let rows = table.rows().filter_map(|row| {
        let id = reader.id(row, "编号", &mut seen)?;
        let origin = reader.row(row);
        let unit = unit(&mut reader, row, known);
        let item = reader.choice(row, "项目", &LOAD_ITEMS);
        let mut values = by_pollutant(&mut reader, row, "", &origin);
        if item == Some(LoadItem::Reduced) {
            // What projects were credited with over the whole 期间 is no yearly flow: the
            // figure under the head `t/a` counts tonnes.
            let tonnes = reader.knowledge.unit("t");
            let tonnes = |q: Quantity| q.read_in(tonnes.clone());
            values = values.into_iter().map(|(p, q)| (p, tonnes(q))).collect();
        }
        Some(PublishedLoad {
            id,
            unit: unit?,
            item: item?,
            period: row.text("期间").unwrap_or_default().to_owned(),
            values,
            basis: row.text("口径").map(str::to_owned),
            row: origin,
        })
    });
    rows.collect()
}

/// Figures in the columns `前缀+污染物`, by pollutant.
fn by_pollutant(
    reader: &mut Reader<'_, '_>,
    row: crate::reading::Row<'_>,
    prefix: &str,
    origin: &super::records::Row,
) -> BTreeMap<String, Quantity> {
    let mut values = BTreeMap::new();
    for (index, column) in reader.table.columns().iter().enumerate() {
        let Some(pollutant) = reader.pollutant_of(&column.name, prefix) else { continue };
        let pollutant = pollutant.to_owned();
        let Some(symbol) = column.unit.as_deref() else { continue };
        if let Some(cell) = row.cell_at(index)
            && let Ok(unit) = reader.knowledge.units.find(symbol)
            && let Some(quantity) = reader.cell_quantity(&cell, &unit, origin)
        {
            values.insert(pollutant, quantity);
        }
    }
    values
}

/// `sources.csv`.
pub(super) fn sources(mut reader: Reader<'_, '_>, known: &Known) -> Vec<Source> {
    const SPECS: [Spec; 16] = [
        key("编号"),
        key("名称"),
        key("类别"),
        word("行业"),
        word("行业代码"),
        word("工艺"),
        word("对象"),
        key("控制单元"),
        word("活动量"),
        word("活动单位"),
        word("年份"),
        number("距岸线", "km"),
        word("去向"),
        word("现有治理"),
        word("经度"),
        word("纬度"),
    ];
    reader.heads(&SPECS, &[("申报", "t/a"), ("排放浓度", "mg/L")]);
    let (table, mut seen) = (reader.table, Vec::new());
    let rows = table.rows().filter_map(|row| {
        let id = reader.id(row, "编号", &mut seen)?;
        let origin = reader.row(row);
        let text = |name| row.text(name).map(str::to_owned);
        let unit = unit(&mut reader, row, known);
        let kind = reader.choice(row, "类别", &SOURCE_KINDS);
        let industry = reader.reference(
            row,
            "行业",
            &known.industries,
            Code::UnknownIndustry,
            "行业",
        );
        let activity = activity(&mut reader, row, &origin);
        let declared = declared(&mut reader, row, &origin);
        Some(Source {
            name: text("名称").unwrap_or_else(|| id.clone()),
            id,
            kind: kind?,
            industry,
            code: text("行业代码"),
            process: text("工艺"),
            object: text("对象"),
            unit: unit?,
            activity,
            year: text("年份"),
            distance: reader.quantity(row, "距岸线", &origin),
            destination: text("去向"),
            treatment: text("现有治理"),
            declared,
            row: origin,
        })
    });
    rows.collect()
}

/// An activity's unit stands in its own column, for it differs from row to row.
fn activity(
    reader: &mut Reader<'_, '_>,
    row: crate::reading::Row<'_>,
    origin: &super::records::Row,
) -> Option<Quantity> {
    use crate::diagnostic::{Diagnostic, did_you_mean};
    let cell = row.cell("活动量")?;
    let Some(symbol) = row.cell("活动单位") else {
        let message = "有活动量，但没有活动单位".to_owned();
        reader.bench.sink.push(
            Diagnostic::error(Code::MissingUnit, message)
                .at(&cell.place())
                .help("在“活动单位”列填 头、hm²、人、t/a 等"),
        );
        return None;
    };
    match reader.knowledge.units.find(symbol.text) {
        Ok(unit) => reader.cell_quantity(&cell, &unit, origin),
        Err(error) => {
            let help = did_you_mean(symbol.text, reader.knowledge.units.symbols());
            reader.bench.sink.push(
                Diagnostic::error(Code::UnknownUnit, error.to_string())
                    .at(&symbol.place())
                    .help_some(help),
            );
            None
        }
    }
}

fn declared(
    reader: &mut Reader<'_, '_>,
    row: crate::reading::Row<'_>,
    origin: &super::records::Row,
) -> BTreeMap<String, Declared> {
    let loads = by_pollutant(reader, row, "申报", origin);
    let concentrations = by_pollutant(reader, row, "排放浓度", origin);
    let mut declared = BTreeMap::new();
    for (pollutant, load) in loads {
        declared.insert(pollutant, Declared { load: Some(load), concentration: None });
    }
    for (pollutant, concentration) in concentrations {
        declared
            .entry(pollutant)
            .or_insert(Declared { load: None, concentration: None })
            .concentration = Some(concentration);
    }
    declared
}

/// `outfalls.csv`.
pub(super) fn outfalls(mut reader: Reader<'_, '_>, known: &Known) -> Vec<Outfall> {
    const SPECS: [Spec; 10] = [
        key("编号"),
        key("名称"),
        key("类型"),
        word("水体"),
        word("控制单元"),
        number("距岸线", "km"),
        number("污水量", "m³/a"),
        word("是否批准"),
        word("整治状态"),
        word("去向"),
    ];
    reader.heads(&SPECS, &[("", "mg/L")]);
    let (table, mut seen) = (reader.table, Vec::new());
    let rows = table.rows().filter_map(|row| {
        let id = reader.id(row, "编号", &mut seen)?;
        let origin = reader.row(row);
        let text = |name| row.text(name).map(str::to_owned);
        let kind = reader.choice(row, "类型", &OUTFALL_KINDS);
        Some(Outfall {
            name: text("名称").unwrap_or_else(|| id.clone()),
            id,
            kind: kind?,
            water: text("水体"),
            unit: unit(&mut reader, row, known),
            distance: reader.quantity(row, "距岸线", &origin),
            flow: reader.quantity(row, "污水量", &origin),
            concentrations: by_pollutant(&mut reader, row, "", &origin),
            approved: row.text("是否批准").map(|word| word == "是"),
            status: text("整治状态"),
            destination: text("去向"),
            row: origin,
        })
    });
    rows.collect()
}

/// `risks.csv`.
pub(super) fn risks(mut reader: Reader<'_, '_>, known: &Known) -> Vec<Risk> {
    const SPECS: [Spec; 12] = [
        key("编号"),
        key("名称"),
        key("类别"),
        word("控制单元"),
        number("距岸线", "km"),
        number("设计库容", "m³"),
        number("堆存量", "m³"),
        word("防渗"),
        word("渗滤液收集"),
        word("在线监测"),
        word("状态"),
        word("下游敏感目标"),
    ];
    reader.heads(&SPECS, &[]);
    let (table, mut seen) = (reader.table, Vec::new());
    let rows = table.rows().filter_map(|row| {
        let id = reader.id(row, "编号", &mut seen)?;
        let origin = reader.row(row);
        let text = |name| row.text(name).map(str::to_owned);
        let kind = reader.choice(row, "类别", &RISK_KINDS);
        Some(Risk {
            name: text("名称").unwrap_or_else(|| id.clone()),
            id,
            kind: kind?,
            unit: unit(&mut reader, row, known),
            distance: reader.quantity(row, "距岸线", &origin),
            designed: reader.quantity(row, "设计库容", &origin),
            stored: reader.quantity(row, "堆存量", &origin),
            lining: text("防渗"),
            leachate: text("渗滤液收集"),
            online: text("在线监测"),
            status: text("状态"),
            downstream: text("下游敏感目标"),
            row: origin,
        })
    });
    rows.collect()
}

/// `waste.csv`.
pub(super) fn wastes(mut reader: Reader<'_, '_>) -> Vec<Waste> {
    const SPECS: [Spec; 11] = [
        key("编号"),
        key("产生单位"),
        key("名称"),
        key("废物"),
        word("年份"),
        number("产生量", "t/a"),
        number("综合利用量", "t/a"),
        number("综合利用率", "%"),
        number("处置量", "t/a"),
        number("贮存量", "t/a"),
        number("库存量", "t"),
    ];
    reader.heads(&SPECS, &[]);
    let (table, mut seen) = (reader.table, Vec::new());
    let rows = table.rows().filter_map(|row| {
        let id = reader.id(row, "编号", &mut seen)?;
        let origin = reader.row(row);
        let text = |name| row.text(name).map(str::to_owned);
        let waste = waste_id(&mut reader, row);
        Some(Waste {
            id,
            producer: text("产生单位").unwrap_or_default(),
            name: text("名称").unwrap_or_default(),
            waste: waste?,
            year: text("年份"),
            generated: reader.quantity(row, "产生量", &origin),
            used: reader.quantity(row, "综合利用量", &origin),
            rate: reader.quantity(row, "综合利用率", &origin),
            disposed: reader.quantity(row, "处置量", &origin),
            stored: reader.quantity(row, "贮存量", &origin),
            stock: reader.quantity(row, "库存量", &origin),
            row: origin,
        })
    });
    rows.collect()
}

/// A waste is an id of pollutants.yaml or a code of the catalogue.
fn waste_id(reader: &mut Reader<'_, '_>, row: crate::reading::Row<'_>) -> Option<String> {
    let knowledge = reader.knowledge;
    let mut known: Vec<String> = knowledge.pollutants.keys().cloned().collect();
    known.extend(knowledge.waste_codes.keys().cloned());
    reader.reference(row, "废物", &known, Code::UnknownPollutant, "废物")
}

/// `甲、乙` as a list.
fn list(text: Option<&str>) -> Vec<String> {
    let separators = ['、', ';', '；', ',', '，'];
    text.unwrap_or_default()
        .split(separators)
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}
