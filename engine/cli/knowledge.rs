//! `yice knowledge list|show|search`.

use super::args::Format;
use super::project::Project;
use super::{Exit, Failure, explain, output};
use crate::diagnostic::{Sink, did_you_mean};
use crate::knowledge::{Figure, Knowledge};

/// A record in one line.
#[derive(serde::Serialize)]
struct Entry {
    kind: &'static str,
    id: String,
    name: String,
}

fn entries(k: &Knowledge) -> Vec<Entry> {
    let mut all = Vec::new();
    let mut add = |kind, id: &str, name: &str| {
        all.push(Entry { kind, id: id.to_owned(), name: name.to_owned() });
    };
    k.industries.values().for_each(|i| add("行业", &i.id, &i.name));
    k.standards
        .values()
        .for_each(|s| add("标准", &s.id, &format!("{} {}", s.number, s.name)));
    k.policies.values().for_each(|p| add("政策", &p.id, &p.name));
    k.methods.values().for_each(|m| add("方法", &m.id, &m.name));
    k.coefficients.values().for_each(|c| add("系数", &c.id, &c.name));
    k.techniques.values().for_each(|t| add("技术", &t.id, &t.name));
    k.pollutants.values().for_each(|p| add("污染物", &p.id, &p.name));
    k.waste_codes
        .values()
        .for_each(|w| add("危废", &w.code, w.name.as_deref().unwrap_or("")));
    k.sources.values().for_each(|s| add("来源", &s.id, &s.title));
    all
}

fn load(project: &Project) -> Result<Result<Knowledge, Exit>, Failure> {
    let mut sink = Sink::new();
    let knowledge = project.knowledge(&mut sink)?;
    Ok(if sink.has_errors() { Err(output::diagnostics(sink)) } else { Ok(knowledge) })
}

/// Lists records, all or of one kind, or those that contain `word`.
pub(super) fn list(
    project: &Project,
    kind: Option<&str>,
    word: Option<&str>,
    format: Format,
) -> Result<Exit, Failure> {
    let knowledge = match load(project)? {
        Ok(knowledge) => knowledge,
        Err(exit) => return Ok(exit),
    };
    let mut found = entries(&knowledge);
    found.retain(|e| kind.is_none_or(|kind| e.kind == kind));
    if let Some(word) = word {
        found.retain(|e| e.name.contains(word) || e.id.contains(word));
    }
    if format == Format::Json {
        output::json(&found);
        return Ok(Exit::Good);
    }
    for entry in &found {
        output::line(&format!("{}　{}　{}", entry.kind, entry.id, entry.name));
    }
    output::line(&format!("共 {} 条", found.len()));
    Ok(Exit::Good)
}

/// Shows one record.
pub(super) fn show(project: &Project, id: &str) -> Result<Exit, Failure> {
    let knowledge = match load(project)? {
        Ok(knowledge) => knowledge,
        Err(exit) => return Ok(exit),
    };
    if show_record(&knowledge, id) {
        return Ok(Exit::Good);
    }
    let entries = entries(&knowledge);
    let help =
        did_you_mean(id, entries.iter().map(|e| e.id.as_str())).unwrap_or_default();
    Err(Failure::Unknown(format!("没有记录 {id}。{help}")))
}

/// Prints the record `id`; false when there is none.
pub(super) fn show_record(k: &Knowledge, id: &str) -> bool {
    if let Some(c) = k.coefficients.get(id) {
        output::line(&format!("系数 {}：{}", c.id, c.name));
        figure(&c.figure, k);
        c.caveats.iter().for_each(|caveat| output::line(&format!("  注意：{caveat}")));
        return true;
    }
    if let Some(t) = k.techniques.get(id) {
        technique(t, k);
        return true;
    }
    if let Some(s) = k.sources.get(id) {
        output::line(&format!("来源 {}：《{}》", s.id, s.title));
        for (name, value) in [("编号", &s.number), ("日期", &s.date), ("网址", &s.url)]
        {
            if let Some(value) = value {
                output::line(&format!("  {name}：{value}"));
            }
        }
        return true;
    }
    let json = if let Some(record) = k.standards.get(id) {
        serde_json::to_string_pretty(record)
    } else if let Some(record) = k.policies.get(id) {
        serde_json::to_string_pretty(record)
    } else if let Some(record) = k.methods.get(id) {
        serde_json::to_string_pretty(record)
    } else if let Some(record) = k.industries.get(id) {
        serde_json::to_string_pretty(record)
    } else if let Some(record) = k.pollutants.get(id) {
        serde_json::to_string_pretty(record)
    } else if let Some(record) = k.waste_codes.get(id) {
        serde_json::to_string_pretty(record)
    } else {
        return false;
    };
    if let Ok(text) = json {
        output::line(&text);
    }
    true
}

fn technique(t: &crate::knowledge::Technique, k: &Knowledge) {
    output::line(&format!("技术 {}：{}（{}）", t.id, t.name, t.stage));
    if let Some(principle) = &t.principle {
        output::line(&format!("  做法：{principle}"));
    }
    for treats in &t.treats {
        output::line(&format!("  去除：{}", k.pollutant_name(&treats.pollutant)));
        if let Some(removal) = &treats.removal {
            figure(removal, k);
        }
    }
    t.conditions.iter().for_each(|c| output::line(&format!("  适用：{c}")));
    for (name, cost) in [("投资", &t.cost.invest), ("运行", &t.cost.operate)] {
        if let Some(cost) = cost {
            output::line(&format!("  {name}："));
            figure(cost, k);
        }
    }
    t.caveats.iter().for_each(|c| output::line(&format!("  注意：{c}")));
}

fn figure(figure: &Figure, k: &Knowledge) {
    match &figure.quantity {
        Some(quantity) => explain::tree(quantity, "", 2, k),
        None => output::line(&format!("    {}", figure.text())),
    }
}
