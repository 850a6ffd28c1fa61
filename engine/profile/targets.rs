//! 目标 of a case, checked: what is to be reached, on what basis, by when.

use super::Profile;
use super::columns::no_background;
use super::facts::OwnTarget;
use super::written::WrittenOwnTarget;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::knowledge::written::Bench;
use crate::knowledge::{Figure, Knowledge, WaterClass};
use crate::reading::At;

/// Checks one target of a case against its units, facts and the knowledge.
pub(super) fn target(
    written: WrittenOwnTarget,
    profile: &Profile,
    knowledge: &Knowledge,
    bench: &mut Bench<'_>,
) -> Option<OwnTarget> {
    let class = target_class(&written, bench);
    for basis in &written.basis {
        known_basis(basis, knowledge, &profile.reference_date, bench);
    }
    if let Some(pollutant) = &written.pollutant {
        bench.pollutant(pollutant);
    }
    let unit = written.unit.filter(|unit| unit.value != "all");
    if let Some(unit) = &unit
        && profile.unit(unit).is_none()
    {
        let known = profile.units.iter().map(|u| u.id.as_str());
        let help = did_you_mean(unit, known);
        bench.fault(
            unit,
            Code::UnknownReference,
            format!("控制单元 {unit} 不存在"),
            help,
        );
    }
    let figure: Option<Figure> = match &written.figure {
        Some(figure) => Some(bench.figure(figure, &written.id, &no_background())?),
        None => None,
    };
    if let Some(current) = &written.current
        && profile.fact(current).is_none()
    {
        let known = profile.facts.iter().map(|f| f.id.as_str());
        let help = did_you_mean(current, known);
        bench.fault(
            current,
            Code::UnknownReference,
            format!("现状数据 {current} 不存在"),
            help,
        );
    }
    if written.by.is_some() && written.once.is_some() {
        let message = format!("目标 {} 既写了年限，又说年限待定", written.id);
        let help = "by（年限）与 once（查明什么之后才能定年限）只写一个".to_owned();
        bench.fault(&written.id, Code::Conflict, message, Some(help));
    }
    Some(OwnTarget {
        place: written.id.place(bench.file),
        id: written.id.value,
        item: written.item,
        indicator: written.indicator,
        unit: unit.map(|u| u.value),
        pollutant: written.pollutant.map(|p| p.value),
        sense: written.sense,
        by: written.by,
        once: written.once,
        figure,
        class,
        current: written.current.map(|c| c.value),
        basis: written.basis.into_iter().map(|b| b.value).collect(),
        note: written.note,
    })
}

/// The class to be reached; a target needs that or a figure.
fn target_class(written: &WrittenOwnTarget, bench: &mut Bench<'_>) -> Option<WaterClass> {
    let Some(class) = &written.class else {
        if written.figure.is_none() {
            let message =
                format!("目标 {} 应有 figure（数值）或 class（类别）", written.id);
            bench.fault(&written.id, Code::MissingKey, message, None);
        }
        return None;
    };
    match class.parse::<WaterClass>() {
        Ok(class) => Some(class),
        Err(error) => {
            bench.fault(class, Code::UnknownWord, error.to_string(), None);
            None
        }
    }
}

fn known_basis(
    basis: &At<String>,
    knowledge: &Knowledge,
    date: &str,
    bench: &mut Bench<'_>,
) {
    let id = basis.as_str();
    let known =
        knowledge.basis(id).is_some() || bench.registries.sources.contains_key(id);
    if !known {
        let ids: Vec<String> = knowledge.bases().collect();
        let help = did_you_mean(id, ids.iter().map(String::as_str));
        bench.fault(basis, Code::UnknownReference, format!("依据 {id} 不存在"), help);
    }
    let record = id.split('.').next().unwrap_or(id);
    let source = bench.registries.sources.get(record);
    if let Some(until) = source.and_then(|s| s.until.as_deref())
        && until <= date
    {
        let message = format!("依据 {id} 自 {until} 起已被替代，基准日为 {date}");
        let next = source.and_then(|s| s.superseded_by.as_ref());
        let place = basis.place(bench.file);
        bench.sink.push(
            Diagnostic::warning(Code::Superseded, message)
                .at(&place)
                .help_some(next.map(|next| format!("改用 {next}")))
                .help("确需引用旧版时，在说明中写明理由"),
        );
    }
}
