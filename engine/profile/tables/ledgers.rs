//! Sources, outfalls, risks and wastes.

use std::collections::{BTreeMap, BTreeSet};

use super::super::columns::{Reader, Spec, key, number, word};
use super::super::records::{Declared, Outfall, Risk, Source};
use super::super::waste::Waste;
use super::{Known, by_pollutant, unit};
use crate::diagnostic::Code;
use crate::quantity::Quantity;

const SOURCE_KINDS: [&str; 11] = [
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
    "工业园区",
];
const OUTFALL_KINDS: [&str; 6] =
    ["工业", "城镇污水处理厂", "农业农村", "雨洪", "混合", "其他"];
const RISK_KINDS: [&str; 8] =
    ["尾矿库", "磷石膏库", "化工园区", "渣场", "洗舱站", "码头", "危废填埋", "其他"];

/// Columns of `sources.csv`.
const SOURCES: [Spec; 16] = [
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

/// `sources.csv`.
pub(in crate::profile) fn sources(
    mut reader: Reader<'_, '_>,
    known: &Known,
) -> Vec<Source> {
    source_heads(&mut reader);
    source_rows(reader, known, &mut BTreeSet::new())
}

/// Checks the heads of `sources.csv`.
pub(in crate::profile) fn source_heads(reader: &mut Reader<'_, '_>) {
    reader.heads(&SOURCES, &[("申报", "t/a"), ("排放浓度", "mg/L")]);
}

/// Checks a part of `sources.csv` whose heads were checked with the first.
pub(in crate::profile) fn source_cells(reader: &mut Reader<'_, '_>) {
    reader.filled(&SOURCES);
}

/// The rows of `sources.csv`, or of a part of it; `seen` are the ids of the parts before.
pub(in crate::profile) fn source_rows(
    mut reader: Reader<'_, '_>,
    known: &Known,
    seen: &mut BTreeSet<String>,
) -> Vec<Source> {
    let rows = reader.table.rows().filter_map(|row| {
        let id = reader.id(row, "编号", seen)?;
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
    origin: &crate::profile::records::Row,
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
    origin: &crate::profile::records::Row,
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
pub(in crate::profile) fn outfalls(
    mut reader: Reader<'_, '_>,
    known: &Known,
) -> Vec<Outfall> {
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
    let (table, mut seen) = (reader.table, BTreeSet::new());
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
pub(in crate::profile) fn risks(mut reader: Reader<'_, '_>, known: &Known) -> Vec<Risk> {
    const SPECS: [Spec; 13] = [
        key("编号"),
        key("名称"),
        key("类别"),
        word("控制单元"),
        number("距岸线", "km"),
        number("设计库容", "m³"),
        word("堆存物"),
        number("堆存量", "m³"),
        word("防渗"),
        word("渗滤液收集"),
        word("在线监测"),
        word("状态"),
        word("下游敏感目标"),
    ];
    reader.heads(&SPECS, &[]);
    let (table, mut seen) = (reader.table, BTreeSet::new());
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
            contents: text("堆存物"),
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
pub(in crate::profile) fn wastes(mut reader: Reader<'_, '_>) -> Vec<Waste> {
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
    let (table, mut seen) = (reader.table, BTreeSet::new());
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
    let mut known: BTreeSet<String> = knowledge.pollutants.keys().cloned().collect();
    known.extend(knowledge.waste_codes.keys().cloned());
    reader.reference(row, "废物", &known, Code::UnknownPollutant, "废物")
}
