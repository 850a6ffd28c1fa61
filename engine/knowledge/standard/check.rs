//! From a standard as written to one as checked.

use std::collections::BTreeMap;

use super::super::figure::{Background, Bench, SourceRef, decimals};
use super::value::WrittenValue;
use super::{
    Limit, LimitTable, LimitValue, Requirement, Standard, WrittenLimit,
    WrittenRequirement, WrittenStandard, WrittenTable,
};
use crate::diagnostic::{Code, Place};
use crate::quantity::{Amount, Quantity};
use crate::reading::At;

/// Checks the standard `id` as written.
pub(crate) fn check(
    id: &str,
    written: WrittenStandard,
    bench: &mut Bench<'_>,
) -> Standard {
    bench.source(&written.source);
    bench.validity(&written.valid, id);
    let outer = Background {
        source: Some(SourceRef { id: written.source.clone(), at: None }),
        seen: written.seen,
        confidence: written.confidence,
        valid: Some(written.valid.clone()),
        ..Background::default()
    };
    let tables = written.tables.into_iter().map(|t| check_table(id, t, &outer, bench));
    let tables = tables.collect();
    let seen = written.seen.unwrap_or(false);
    let requirement = |r: WrittenRequirement| {
        if let Some(source) = &r.source {
            bench.source(&source.id);
        }
        let seen = r.seen.unwrap_or(seen);
        Requirement { id: r.id.value, at: r.at, text: r.text, seen }
    };
    let requirements = written.requirements.into_iter().map(requirement).collect();
    Standard {
        id: id.to_owned(),
        name: written.name,
        number: written.number,
        kind: written.kind,
        source: written.source.value,
        valid: written.valid,
        scope: written.scope,
        subjects: written.subjects,
        tables,
        requirements,
        caveats: written.caveats.into_iter().chain(written.note).collect(),
    }
}

fn check_table(
    standard: &str,
    table: WrittenTable,
    outer: &Background,
    bench: &mut Bench<'_>,
) -> LimitTable {
    let mut background = Background {
        seen: table.seen,
        confidence: table.confidence,
        valid: table.valid.clone(),
        ..Background::default()
    }
    .or(outer);
    if let Some(source) = &mut background.source {
        source.at = Some(table.at.clone());
    }
    let limits = table
        .limits
        .iter()
        .filter_map(|l| check_limit(standard, &table, l, &background, bench));
    let limits = limits.collect();
    LimitTable { id: table.id.value, name: table.name, levels: table.levels, limits }
}

fn check_limit(
    standard: &str,
    table: &WrittenTable,
    limit: &WrittenLimit,
    outer: &Background,
    bench: &mut Bench<'_>,
) -> Option<Limit> {
    bench.pollutant(&limit.pollutant);
    let unit = bench.unit(&limit.unit);
    let mut background = Background {
        source: limit.source.clone(),
        seen: limit.seen,
        confidence: limit.confidence,
        valid: limit.valid.clone(),
        via: limit.via,
        ..Background::default()
    }
    .or(outer);
    if let (Some(source), Some(at)) = (&mut background.source, &limit.at) {
        source.at =
            Some(source.at.as_ref().map_or(at.clone(), |outer| format!("{outer} {at}")));
    }
    let record = At::new(
        format!("{standard}.{}.{}", table.id.value, limit.pollutant.value),
        limit.pollutant.place(bench.file).span(),
    );
    let mut values = BTreeMap::new();
    for (level, value) in &limit.values {
        if table.levels.iter().all(|known| known.id != *level) {
            let known: Vec<_> = table.levels.iter().map(|l| l.id.as_str()).collect();
            let message = format!("级别 {level} 不在本表的 levels 中");
            let help = format!("本表的级别：{}", known.join("、"));
            bench.fault(value, Code::UnknownReference, message, Some(help));
            continue;
        }
        let checked = match &value.value {
            WrittenValue::None => LimitValue::None,
            WrittenValue::NotDetected => LimitValue::NotDetected,
            WrittenValue::Missing(reason) => LimitValue::Missing(reason.clone()),
            WrittenValue::Number(n) => {
                let amount = Amount::point(*n);
                known(amount, value, unit.as_ref(), &record, &background, bench)?
            }
            WrittenValue::Range(low, high) => {
                let amount = Amount::range(*low, *high);
                known(amount, value, unit.as_ref(), &record, &background, bench)?
            }
        };
        values.insert(level.clone(), checked);
    }
    Some(Limit {
        pollutant: limit.pollutant.value.clone(),
        sense: limit.sense,
        water: limit.water,
        subject: limit.subject.clone(),
        point: limit.point.clone(),
        valid: background.valid.clone().unwrap_or_default(),
        values,
        note: limit.note.clone().or_else(|| limit.basis.clone()),
    })
}

fn known(
    amount: Amount,
    value: &At<WrittenValue>,
    unit: Option<&crate::quantity::Unit>,
    record: &At<String>,
    background: &Background,
    bench: &mut Bench<'_>,
) -> Option<LimitValue> {
    let place: Place = value.place(bench.file);
    let at = At::new(amount.typical, place.span());
    let (grade, provenance) = bench.provenance(background, record, &at)?;
    let quantity = Quantity::given(amount, unit?.clone(), grade, provenance)
        .with_recalled(background.seen == Some(false));
    let decimals = if amount.is_point() {
        decimals(place.text())
    } else {
        let digits = |n: f64| decimals(&n.to_string());
        digits(amount.low).max(digits(amount.high))
    };
    Some(LimitValue::Limit(quantity.with_decimals(decimals)))
}
