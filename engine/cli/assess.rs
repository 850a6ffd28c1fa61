//! `yice assess list|METHOD INPUT`: one method alone on a table of monitoring values.
//!
//! The table has the columns of a case's `monitoring.csv`; `水体类型` and `目标类别` may stand
//! in it too. It is read as a case of its own, so every fault is reported as there.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::project::{self, Project};
use super::{Exit, Failure, output};
use crate::assessment;
use crate::diagnostic::{Sink, SourceFile, did_you_mean};
use crate::inventory::Inventory;
use crate::knowledge::Knowledge;
use crate::profile::Profile;
use crate::reading::{Table, decode};

/// Methods: id, name, what the input holds.
const METHODS: [(&str, &str, &str); 2] = [
    (
        "surface-water",
        "地表水环境质量评价（单因子）",
        "监测表：断面编号、时间、各指标浓度",
    ),
    (
        "tli",
        "湖库综合营养状态指数",
        "监测表：断面编号、时间、总磷、总氮、叶绿素a、透明度、高锰酸盐指数",
    ),
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
        for (id, name, input) in METHODS {
            let source = knowledge.methods.get(id).map_or("", |m| m.name.as_str());
            output::line(&format!("{id}　{name}　{source}　输入：{input}"));
        }
        return Ok(Exit::Good);
    }
    if METHODS.iter().all(|(id, ..)| *id != method) {
        let help =
            did_you_mean(method, METHODS.iter().map(|(id, ..)| *id)).unwrap_or_default();
        return Err(Failure::Unknown(format!(
            "没有方法 {method}。{help}用 yice assess list 查看"
        )));
    }
    let Some(input) = input else {
        return Err(Failure::Unknown("请给出监测表：yice assess 方法 表.csv".to_owned()));
    };
    let name = input.display().to_string();
    let Some(file) = decode(&name, &project::read(input)?, &mut sink) else {
        return Ok(output::diagnostics(sink));
    };
    let profile = pseudo_case(&file, method, &knowledge, &mut sink);
    let exit = output::diagnostics(sink);
    let (Some(profile), Exit::Good) = (profile, exit) else { return Ok(exit) };
    let results = assessment::run(&profile, &knowledge, &Inventory::default());
    match method {
        "tli" => output::json(&results.trophic),
        _ => output::json(&results.sections),
    }
    Ok(Exit::Good)
}

/// The table as a case: its sections are those that it names.
fn pseudo_case(
    file: &std::sync::Arc<SourceFile>,
    method: &str,
    knowledge: &Knowledge,
    sink: &mut Sink,
) -> Option<Profile> {
    let table = Table::read(file, sink)?;
    let default = if method == "tli" { "湖库" } else { "河流" };
    let mut sections: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
    for row in table.rows() {
        let (Some(id), water, target) =
            (row.text("断面编号"), row.text("水体类型"), row.text("目标类别"))
        else {
            continue;
        };
        sections.entry(id).or_insert((water.unwrap_or(default), target.unwrap_or("")));
    }
    let mut list = "断面编号,断面名称,水体类型,目标类别,来源\n".to_owned();
    for (id, (water, target)) in sections {
        // Writing to a string cannot fail.
        let _ = writeln!(list, "{id},{id},{water},{target},input");
    }
    let profile = "name: 输入\nkind: city\nreference-date: 2026-01-01\n";
    let sources = "- { id: input, kind: report, title: 用户给出的监测表 }\n";
    let files = [
        SourceFile::new("assess/profile.yaml", profile),
        SourceFile::new("assess/sources.yaml", sources),
        SourceFile::new("assess/sections.csv", list),
        monitoring(file),
    ];
    Profile::load("assess", &files, knowledge, sink)
}

/// The user's table under the name that the case reader looks for, with a source column
/// where it has none. Lines and columns stay as they are, for a column is only appended.
fn monitoring(file: &SourceFile) -> std::sync::Arc<SourceFile> {
    let mut text = String::new();
    let sourced = file.text().lines().next().is_some_and(|head| head.contains("来源"));
    for (number, line) in file.text().lines().enumerate() {
        text.push_str(line);
        if !sourced && !line.trim().is_empty() {
            text.push_str(if number == 0 { ",来源" } else { ",input" });
        }
        text.push('\n');
    }
    SourceFile::new("monitoring.csv", text)
}
