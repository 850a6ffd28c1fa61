//! `yice assess list|METHOD INPUT`: one method alone, on a table of one's own.
//!
//! The table is CSV or a YAML list; its columns are those of the case's tables, so every
//! fault is reported as there. The result is JSON.

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use super::project::{self, Project};
use super::{Exit, Failure, output};
use crate::assessment::{self, LoadItem};
use crate::diagnostic::{Sink, SourceFile, did_you_mean};
use crate::inventory::Inventory;
use crate::knowledge::{Knowledge, Water};
use crate::profile::{Profile, load_rows};
use crate::reading::decode;

/// A method that can be run alone.
struct Method {
    /// Id: the file's stem in knowledge/methods.
    id: &'static str,
    /// What the table holds.
    input: &'static str,
    run: fn(&Arc<SourceFile>, &Knowledge, &mut Sink) -> Option<Value>,
}

const METHODS: [Method; 3] = [
    Method {
        id: "surface-water",
        input: "断面编号、时间、各指标浓度如 总磷(mg/L)；可加 水体类型、目标类别、公布类别",
        run: surface_water,
    },
    Method {
        id: "tli",
        input: "断面编号、时间、总磷、总氮、叶绿素a、透明度、高锰酸盐指数",
        run: trophic,
    },
    Method {
        id: "equal-load",
        input: "名称、各污染物排放量如 总磷(t/a)；可加 目标类别、限值总磷(mg/L)",
        run: equal_load,
    },
];

/// Lists the methods, or runs `method` on the table at `input` and prints JSON.
pub(super) fn run(
    project: &Project,
    method: &str,
    input: Option<&Path>,
) -> Result<Exit, Failure> {
    let mut sink = Sink::new();
    let knowledge = project.knowledge(&mut sink)?;
    if method == "list" {
        list(&knowledge);
        return Ok(Exit::Good);
    }
    let Some(method) = METHODS.iter().find(|m| m.id == method) else {
        let help = did_you_mean(method, METHODS.iter().map(|m| m.id)).unwrap_or_default();
        return Err(Failure::Unknown(format!(
            "没有方法 {method}。{help}用 yice assess list 查看"
        )));
    };
    let Some(input) = input else {
        return Err(Failure::Unknown(format!(
            "请给出输入表：yice assess {} 表.csv。列：{}",
            method.id, method.input
        )));
    };
    let name = input.display().to_string();
    let bytes = project::read(input)?;
    let file = decode(&name, &bytes, &mut sink);
    let result = file.and_then(|file| (method.run)(&file, &knowledge, &mut sink));
    let exit = output::diagnostics(sink);
    if let (Some(result), Exit::Good) = (result, exit) {
        output::json(&result);
    }
    Ok(exit)
}

fn list(knowledge: &Knowledge) {
    for method in METHODS {
        let record = knowledge.methods.get(method.id);
        let name = record.map_or("", |m| m.name.as_str());
        let source = record.and_then(|m| knowledge.sources.get(&m.source));
        let source = source.map_or("", |s| s.title.as_str());
        output::line(&format!("{}　{name}", method.id));
        output::line(&format!("　　来源：{source}"));
        output::line(&format!("　　输入：{}", method.input));
    }
}

fn surface_water(
    file: &Arc<SourceFile>,
    knowledge: &Knowledge,
    sink: &mut Sink,
) -> Option<Value> {
    let profile = Profile::of_monitoring(file, Water::River, knowledge, sink)?;
    let results = assessment::run(&profile, knowledge, &Inventory::default());
    value(&results.sections)
}

fn trophic(
    file: &Arc<SourceFile>,
    knowledge: &Knowledge,
    sink: &mut Sink,
) -> Option<Value> {
    let profile = Profile::of_monitoring(file, Water::Lake, knowledge, sink)?;
    let results = assessment::run(&profile, knowledge, &Inventory::default());
    value(&results.trophic)
}

fn equal_load(
    file: &Arc<SourceFile>,
    knowledge: &Knowledge,
    sink: &mut Sink,
) -> Option<Value> {
    let rows = load_rows(file, knowledge, sink)?;
    let items: Vec<LoadItem<'_>> = rows
        .iter()
        .flat_map(|row| {
            row.loads.iter().map(|(pollutant, load)| LoadItem {
                source: (row.name.clone(), row.name.clone()),
                pollutant,
                load,
                limit: row.limits.get(pollutant),
                class: row.target,
            })
        })
        .collect();
    value(&assessment::equal_load(&items, knowledge)?)
}

/// Results hold only what JSON can say: numbers are finite.
fn value<T: Serialize>(results: &T) -> Option<Value> {
    serde_json::to_value(results).ok()
}
