//! The case, its basis and its single facts.

use std::collections::BTreeSet;

use super::Inputs;
use super::pen::{NONE, Pen, chinese_date, cite, period};
use crate::document::citation::marker;
use crate::document::view::{
    BasisView, CaseView, ClauseView, FactView, FactsView, StatementView, UnitView,
};
use crate::knowledge::{Basis, Target};
use crate::profile::{CaseFact, CaseKind, ControlUnit, FactBody, Narrative, Piece};

pub(super) fn case(pen: &Pen<'_>) -> CaseView {
    let p = pen.inputs.profile;
    let kind = match p.kind {
        CaseKind::City => "市",
        CaseKind::District => "区",
        CaseKind::River => "河",
        CaseKind::Lake => "湖",
        CaseKind::Basin => "流域",
    };
    CaseView {
        name: p.name.clone(),
        kind: kind.to_owned(),
        province: p.province.clone().unwrap_or_default(),
        basin: p.basin.clone().unwrap_or_default(),
        date: chinese_date(&p.reference_date),
        year: p.reference_date.get(..4).unwrap_or_default().to_owned(),
        author: p.author.clone().unwrap_or_default(),
        scope: p.scope.clone().unwrap_or_default(),
        demonstration: p.has_demonstration(),
    }
}

/// What rules and targets rest on, each document once, with the clauses that they name.
pub(super) fn basis(pen: &Pen<'_>) -> Vec<BasisView> {
    let inputs = pen.inputs;
    let findings = inputs.diagnosis.findings.iter().filter(|f| !f.demonstration);
    let mut named: Vec<&str> = findings
        .flat_map(|f| &f.basis)
        .chain(inputs.plan.targets.iter().flat_map(|t| &t.basis))
        .map(String::as_str)
        .collect();
    named.sort_unstable();
    named.dedup();
    let mut records: Vec<&str> =
        named.iter().map(|id| id.split('.').next().unwrap_or(id)).collect();
    records.dedup();
    // Laws first, standards last.
    records.sort_by_key(|id| {
        inputs.knowledge.policies.get(*id).map_or(u8::MAX, |p| p.kind as u8)
    });
    let known = |id: &&str| inputs.knowledge.basis(id).is_some();
    let mut told: Vec<(String, usize)> = Vec::new();
    records
        .into_iter()
        .filter(known)
        .enumerate()
        .map(|(number, id)| {
            let details = clauses(pen, id, &named);
            BasisView {
                name: full(pen, id),
                clauses: places(&details),
                details,
                note: status(pen, id, number + 1, &mut told),
            }
        })
        .collect()
}

/// What is known of a document's replacement; said once where several share it.
fn status(
    pen: &Pen<'_>,
    id: &str,
    number: usize,
    told: &mut Vec<(String, usize)>,
) -> String {
    let policy = pen.inputs.knowledge.policies.get(id);
    let Some(status) = policy.and_then(|p| p.status.as_ref()) else {
        return String::new();
    };
    if let Some((_, first)) = told.iter().find(|(text, _)| *text == status.text) {
        return format!("效力说明同第{first}项");
    }
    told.push((status.text.clone(), number));
    format!("{}{}", status.text, marker([status.source.as_str()]))
}

/// 全称与文号.
fn full(pen: &Pen<'_>, id: &str) -> String {
    match pen.inputs.knowledge.basis(id) {
        Some(Basis::Policy(policy, _)) => {
            let number = policy.number.as_ref();
            let number = number.map(|n| format!("（{n}）")).unwrap_or_default();
            format!("《{}》{number}{}", policy.name, marker([policy.source.as_str()]))
        }
        Some(Basis::Standard(standard, _)) => {
            let mark = marker([standard.source.as_str()]);
            format!("《{}》（{}）{mark}", standard.name, standard.number)
        }
        Some(Basis::Method(method)) => {
            format!("{}{}", method.name, marker([method.source.as_str()]))
        }
        None => String::new(),
    }
}

/// The clauses of document `id` among those `named`.
fn clauses(pen: &Pen<'_>, id: &str, named: &[&str]) -> Vec<ClauseView> {
    let mut own: Vec<&&str> =
        named.iter().filter(|n| n.split('.').next() == Some(id)).collect();
    own.sort_by_key(|id| article(id));
    own.into_iter()
        .filter_map(|id| match pen.inputs.knowledge.basis(id)? {
            Basis::Policy(policy, clause) => {
                let target = id.split_once('.').and_then(|(_, clause)| {
                    policy.targets.iter().find(|t| t.id == clause)
                });
                Some((policy.name.as_str(), clause?, target))
            }
            Basis::Standard(standard, clause) => {
                Some((standard.name.as_str(), clause?, None))
            }
            Basis::Method(_) => None,
        })
        .map(|(document, clause, target)| {
            let mark = if clause.seen { "" } else { "（待核）" };
            ClauseView {
                document: format!(
                    "《{}》",
                    document.trim_start_matches("中华人民共和国")
                ),
                at: format!("{}{mark}", clause.at.unwrap_or("目标")),
                text: target.map_or_else(|| clause.text.to_owned(), |t| aim(pen, t)),
            }
        })
        .collect()
}

/// `到2026年，磷石膏综合利用率不低于 65%（待核）`.
fn aim(pen: &Pen<'_>, target: &Target) -> String {
    let by = target.by.map(|year| format!("到{year}年，")).unwrap_or_default();
    let value = target.figure.quantity.as_ref().map_or_else(String::new, |figure| {
        format!("{} {}", target.sense, pen.figure(&target.item, figure))
    });
    format!("{by}{}{value}", target.item)
}

/// The number in `law-yangtze.art-46`, so that clauses stand in the order of the law.
fn article(id: &str) -> Option<u16> {
    id.rsplit('-').next()?.parse().ok()
}

/// Where the clauses stand, each once; the targets of a policy have no number to name.
fn places(details: &[ClauseView]) -> String {
    let numbered =
        details.iter().map(|c| c.at.as_str()).filter(|at| at.starts_with('第'));
    let mut places: Vec<&str> = numbered.collect();
    places.dedup();
    places.join("、")
}

/// 控制单元, without those of 示例数据.
pub(super) fn units(pen: &Pen<'_>) -> Vec<UnitView> {
    let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| NONE.to_owned());
    let units = pen.inputs.profile.units.iter().filter(|u| !u.row.demonstration);
    units
        .map(|unit| UnitView {
            name: unit.name.clone(),
            water: or_none(&unit.water),
            district: or_none(&unit.district),
            note: unit.row.note.clone().unwrap_or_default(),
            cite: marker(unit.row.source.as_deref()),
        })
        .collect()
}

/// Whether measures can be handed down to districts.
pub(super) fn districts(pen: &Pen<'_>) -> String {
    let of_water = |u: &&ControlUnit| !u.row.demonstration && u.water.is_some();
    let (known, open): (Vec<_>, Vec<_>) = pen
        .inputs
        .profile
        .units
        .iter()
        .filter(of_water)
        .partition(|u| u.district.is_some());
    let names = |units: &[&ControlUnit]| {
        units.iter().map(|u| u.name.as_str()).collect::<Vec<_>>().join("、")
    };
    match (known.as_slice(), open.as_slice()) {
        (_, []) => String::new(),
        ([], open) => format!(
            "{}的区县归属都未查到，措施暂不能分到区县，由市级部门先行牵头。",
            names(open)
        ),
        (known, open) => format!(
            "区县归属已知的控制单元只有{}；{}未查到，措施暂不能分到区县，由市级部门先行牵头。",
            names(known),
            names(open)
        ),
    }
}

/// Topics in the order in which a reader wants them.
const TOPICS: [(&str, &str); 15] = [
    ("society", "社会经济"),
    ("water-resources", "水资源"),
    ("sections", "断面与水质"),
    ("monitoring", "监测"),
    ("loads", "负荷"),
    ("industry", "工业"),
    ("enterprises", "企业"),
    ("parks", "园区"),
    ("outfalls", "岸线与排污口"),
    ("wwtp", "污水处理"),
    ("agriculture", "农业"),
    ("waste", "固体废物"),
    ("risk", "风险源"),
    ("targets", "目标与文件"),
    ("measures", "已实施的措施"),
];

/// By topic: for the body the analyst's paragraphs and key figures, else every fact that
/// the document uses.
pub(super) fn facts(pen: &Pen<'_>, all: bool) -> Vec<FactsView> {
    TOPICS
        .iter()
        .map(|(topic, name)| topic_facts(pen, topic, name, all))
        .filter(|view| {
            !view.rows.is_empty() || !view.texts.is_empty() || !view.paragraphs.is_empty()
        })
        .collect()
}

fn topic_facts(pen: &Pen<'_>, topic: &str, name: &str, all: bool) -> FactsView {
    let (mut rows, mut texts) = (Vec::new(), Vec::new());
    let used = used(pen);
    let own = pen.inputs.profile.facts.iter().filter(|f| f.topic == topic);
    for fact in own.filter(|f| f.key || (all && used.contains(f.id.as_str()))) {
        let period = fact.period.as_deref().map(period).unwrap_or_default();
        let unusable = fact.unusable.as_ref().map(|why| format!("不采用：{why}"));
        let note = unusable.or_else(|| fact.note.clone()).unwrap_or_default();
        // The mark behind the figure says so.
        let note = if note == "记忆" { String::new() } else { note };
        match &fact.body {
            FactBody::Figure(figure) => {
                let value = match &figure.quantity {
                    Some(quantity) => {
                        format!("{}{}", pen.figure(&fact.item, quantity), cite(quantity))
                    }
                    None => figure.text(),
                };
                let (id, item) = (fact.id.clone(), fact.item.clone());
                rows.push(FactView { id, item, period, value, note });
            }
            FactBody::Text { text, source, seen, .. } => {
                let mark = if *seen { "" } else { "（待核）" };
                let text = format!("{text}{mark}{}", marker(source.as_deref()));
                texts.push(StatementView { item: fact.item.clone(), period, text, note });
            }
        }
    }
    say_once(&mut rows);
    let told = pen.inputs.profile.narrative.iter().filter(|n| n.topic == topic && !all);
    FactsView {
        topic: topic.to_owned(),
        name: name.to_owned(),
        paragraphs: told.map(|n| paragraph(pen, n)).collect(),
        rows,
        texts,
    }
}

/// Ids of the facts that paragraphs quote, targets start from, or findings rest on; all of
/// them where no paragraph was written, since the annex is then their only place.
fn used<'a>(pen: &Pen<'a>) -> BTreeSet<&'a str> {
    let Inputs { profile, diagnosis, .. } = pen.inputs;
    if profile.narrative.is_empty() {
        return profile.facts.iter().map(|f| f.id.as_str()).collect();
    }
    let pieces = profile.narrative.iter().flat_map(|n| &n.pieces);
    let quoted = pieces.filter_map(|piece| match piece {
        Piece::Fact(id) => Some(id.as_str()),
        Piece::Words(_) => None,
    });
    let targets = profile.targets.iter().filter_map(|t| t.current.as_deref());
    let evidence = diagnosis.findings.iter().flat_map(|f| &f.evidence);
    let read =
        evidence.flat_map(|e| &e.reads).filter_map(|r| r.key.strip_prefix("fact."));
    quoted.chain(targets).chain(read).collect()
}

/// `52 项`: how many facts the document has no use for; empty for none.
pub(super) fn unused(pen: &Pen<'_>) -> String {
    let used = used(pen);
    let idle = |f: &&CaseFact| !f.key && !used.contains(f.id.as_str());
    match pen.inputs.profile.facts.iter().filter(idle).count() {
        0 => String::new(),
        n => pen.count("没有用到的现状数据", n, "项"),
    }
}

/// The analyst's words, each figure printed as everywhere else.
fn paragraph(pen: &Pen<'_>, narrative: &Narrative) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Words(words) => words.clone(),
        Piece::Fact(id) => match pen.inputs.profile.fact(id) {
            Some(fact) => match (&fact.body, fact.quantity()) {
                (_, Some(quantity)) => pen.cited(&fact.item, quantity),
                (FactBody::Text { text, source, seen, .. }, _) => {
                    let mark = if *seen { "" } else { "（待核）" };
                    format!("{text}{mark}{}", marker(source.as_deref()))
                }
                _ => NONE.to_owned(),
            },
            None => NONE.to_owned(),
        },
    };
    narrative.pieces.iter().map(piece).collect()
}

/// A note that repeats the one above says so.
fn say_once(rows: &mut [FactView]) {
    let mut last = String::new();
    for row in rows {
        if !row.note.is_empty() && row.note == last {
            "同上".clone_into(&mut row.note);
        } else {
            last.clone_from(&row.note);
        }
    }
}
