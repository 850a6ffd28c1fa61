//! `yice assess list|METHOD INPUT`: one method alone, on a table of one's own.
//!
//! The table is CSV, a YAML list or an XLSX workbook; its columns are those of the case's tables, or the
//! method's own, so every fault is reported as there. The result is JSON, a text, or with
//! `--explain` every value with the figures that it was reached from.

mod steps;

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use super::args::Format;
use super::project::{self, Project};
use super::{Exit, Failure, output};
use crate::assessment::{
    self, ALONE, Alone, Discharge, EqualLoad, Input, LoadItem, Outcome, SectionResult,
    TliResult,
};
use crate::diagnostic::{Sink, SourceFile, did_you_mean};
use crate::inventory::{Total, totals_of};
use crate::knowledge::{Knowledge, Water};
use crate::profile::{Profile, SheetColumn, load_rows, sheet};
use crate::reading::{decode, workbook};

/// What a method gives, in its own shape.
#[derive(Serialize)]
#[serde(untagged)]
enum Shape {
    Sections(Vec<SectionResult>),
    Trophic(Vec<TliResult>),
    EqualLoad(Weighed),
    Outcomes(Vec<Outcome>),
}

/// 等标污染负荷, with the steps that only `--explain` shows.
#[derive(Serialize)]
struct Weighed {
    #[serde(flatten)]
    result: EqualLoad,
    #[serde(skip)]
    steps: Vec<Outcome>,
}

impl Shape {
    /// As a text shows it.
    fn outcomes(self, knowledge: &Knowledge) -> Vec<Outcome> {
        match self {
            Self::Sections(all) => {
                all.iter().map(|s| steps::section(s, knowledge)).collect()
            }
            Self::Trophic(all) => {
                all.iter().map(|t| steps::trophic(t, knowledge)).collect()
            }
            Self::EqualLoad(weighed) => {
                let mut outcomes = steps::equal_load(&weighed.result);
                outcomes.extend(weighed.steps);
                outcomes
            }
            Self::Outcomes(outcomes) => outcomes,
        }
    }
}

/// A method with a result of its own shape.
struct Shaped {
    /// Id: the file's stem in knowledge/methods.
    id: &'static str,
    /// What the table holds.
    input: &'static str,
    /// Examples that verify it, with how far.
    verified: &'static str,
    run: fn(&Arc<SourceFile>, &Knowledge, &mut Sink) -> Option<Shape>,
}

const SHAPED: [Shaped; 5] = [
    Shaped {
        id: "surface-water",
        input: "断面编号、时间、各指标浓度如 总磷(mg/L)；可加 水体类型、目标类别、公布类别",
        verified: "国家自动站 479 个断面的公布类别：473 个一致，6 个水体类型不明；周报 2007 年第 2 周 6 个断面、无锡与洞庭湖 4 处、矿西河超标倍数一致（tests/goldens.rs、tests/published.rs）",
        run: surface_water,
    },
    Shaped {
        id: "tli",
        input: "断面编号、时间、总磷、总氮、叶绿素a、透明度、高锰酸盐指数",
        verified: "呼伦湖 2011—2020 年的分项指数与公布的营养状态，6 个湖区公布的等级（tests/goldens.rs、tests/published.rs）",
        run: trophic,
    },
    Shaped {
        id: "equal-load",
        input: "名称、各污染物排放量如 总磷(t/a)；可加 目标类别、限值总磷(mg/L)",
        verified: "重庆 2013、丹江口、三峡、苏州 2014、汉江 2015 五例的份额与名次（tests/goldens/README.md）",
        run: equal_load,
    },
    Shaped {
        id: "pollution-equivalents",
        input: "名称、各污染物排放量如 总磷(t/a)",
        verified: "没有公布的算例；由附表二手算（tests/field_methods.rs）",
        run: equivalents,
    },
    Shaped {
        id: "inventory",
        input: "污染源表：编号、名称、类别、控制单元、活动量、活动单位等，同案例的 sources.csv，控制单元可任意写",
        verified: "桃江县 1980—2013 年农田径流氮：相差不到 2.5%，系数不同；合计随源数成比例（tests/published.rs）",
        run: inventory,
    },
];

/// How the result is shown.
#[derive(Clone, Copy)]
pub(super) struct Show {
    pub format: Format,
    pub explain: bool,
}

/// Lists the methods, or runs `method` on the table at `input`.
pub(super) fn run(
    project: &Project,
    method: &str,
    input: Option<&Path>,
    show: Show,
) -> Result<Exit, Failure> {
    let mut sink = Sink::new();
    let knowledge = project.knowledge(&mut sink)?;
    if method == "list" {
        list(&knowledge);
        return Ok(Exit::Good);
    }
    let found = Found::find(method).ok_or_else(|| {
        let help = did_you_mean(method, ids()).unwrap_or_default();
        Failure::Unknown(format!("没有方法 {method}。{help}用 yice assess list 查看"))
    })?;
    let Some(input) = input else {
        return Err(Failure::Unknown(format!(
            "请给出输入表：yice assess {method} 表.csv。列：{}",
            found.input()
        )));
    };
    let name = input.display().to_string();
    let is_workbook = input.extension().is_some_and(|e| e.eq_ignore_ascii_case("xlsx"));
    let read = if is_workbook { workbook } else { decode };
    // The bytes go before the work begins: a table may be as large as the memory allows.
    let file = read(&name, &project::read(input)?, &mut sink);
    let result = file.and_then(|file| found.run(&file, &knowledge, &mut sink));
    let exit = output::diagnostics(sink);
    if let (Some(result), Exit::Good) = (result, exit) {
        match show {
            Show { explain: true, .. } => {
                steps::explain(found.id(), &result.outcomes(&knowledge), &knowledge);
            }
            Show { format: Format::Text, .. } => {
                steps::text(&result.outcomes(&knowledge));
            }
            Show { format: Format::Json, .. } => output::json(&result),
        }
    }
    Ok(exit)
}

/// A method by its id.
enum Found {
    Shaped(&'static Shaped),
    Alone(&'static Alone),
}

impl Found {
    fn find(id: &str) -> Option<Self> {
        let shaped = SHAPED.iter().find(|m| m.id == id).map(Self::Shaped);
        shaped.or_else(|| ALONE.iter().find(|m| m.id == id).map(Self::Alone))
    }

    fn id(&self) -> &'static str {
        match self {
            Self::Shaped(method) => method.id,
            Self::Alone(method) => method.id,
        }
    }

    fn input(&self) -> String {
        match self {
            Self::Shaped(method) => method.input.to_owned(),
            Self::Alone(method) => match &method.input {
                Input::Monitoring(..) => SHAPED[0].input.to_owned(),
                Input::Sheet(columns, _) => {
                    columns.iter().map(head).collect::<Vec<_>>().join("、")
                }
            },
        }
    }

    fn run(
        &self,
        file: &Arc<SourceFile>,
        knowledge: &Knowledge,
        sink: &mut Sink,
    ) -> Option<Shape> {
        let outcomes = match self {
            Self::Shaped(method) => return (method.run)(file, knowledge, sink),
            Self::Alone(method) => match &method.input {
                Input::Monitoring(water, run) => {
                    let profile = Profile::of_monitoring(file, *water, knowledge, sink)?;
                    run(&profile, knowledge)
                }
                Input::Sheet(columns, run) => {
                    run(&sheet(file, columns, knowledge, sink)?, knowledge)
                }
            },
        };
        Some(Shape::Outcomes(outcomes))
    }
}

/// `流量(m³/s)，月平均流量（必需）`.
fn head(column: &SheetColumn) -> String {
    let unit = match column.unit {
        "" | "*" | "1" => String::new(),
        unit => format!("({unit})"),
    };
    let needed = if column.needed { "" } else { "，可不写" };
    format!("{}{unit}（{}{needed}）", column.name, column.meaning)
}

fn ids() -> impl Iterator<Item = &'static str> {
    SHAPED.iter().map(|m| m.id).chain(ALONE.iter().map(|m| m.id))
}

fn list(knowledge: &Knowledge) {
    for id in ids() {
        let Some(found) = Found::find(id) else { continue };
        let record = knowledge.methods.get(id);
        let name = record.map_or("", |m| m.name.as_str());
        let source = record.and_then(|m| knowledge.sources.get(&m.source));
        let source = source.map_or("", |s| s.title.as_str());
        let verified = match &found {
            Found::Shaped(method) => method.verified,
            Found::Alone(method) => method.verified,
        };
        output::line(&format!("{id}　{name}"));
        output::line(&format!("　　来源：{source}"));
        output::line(&format!("　　输入：{}", found.input()));
        output::line(&format!("　　验证：{verified}"));
    }
}

fn surface_water(
    file: &Arc<SourceFile>,
    knowledge: &Knowledge,
    sink: &mut Sink,
) -> Option<Shape> {
    let profile = Profile::of_monitoring(file, Water::River, knowledge, sink)?;
    let (sections, _) = assessment::by_readings(&profile, knowledge);
    let judged: HashSet<&str> = sections.iter().map(|s| s.section.as_str()).collect();
    for section in &profile.sections {
        if !judged.contains(section.id.as_str()) && !sink.has_errors() {
            output::remark(&format!("{}：没有参评指标，不能定类", section.name));
        }
    }
    Some(Shape::Sections(sections))
}

fn trophic(
    file: &Arc<SourceFile>,
    knowledge: &Knowledge,
    sink: &mut Sink,
) -> Option<Shape> {
    let profile = Profile::of_monitoring(file, Water::Lake, knowledge, sink)?;
    let (_, trophic) = assessment::by_readings(&profile, knowledge);
    let judged: HashSet<&str> = trophic.iter().map(|t| t.section.as_str()).collect();
    for section in &profile.sections {
        if !judged.contains(section.id.as_str()) && !sink.has_errors() {
            output::remark(&format!(
                "{}：没有大于零的总磷或总氮，不能计算综合营养状态指数",
                section.name
            ));
        }
    }
    Some(Shape::Trophic(trophic))
}

#[expect(clippy::unnecessary_wraps, reason = "the other methods may have no result")]
fn inventory(
    file: &Arc<SourceFile>,
    knowledge: &Knowledge,
    sink: &mut Sink,
) -> Option<Shape> {
    let totals = totals_of(file, knowledge, sink);
    let outcome = |total: Total| {
        let name = knowledge.pollutant_name(&total.pollutant);
        let mut outcome = Outcome::of(format!("{} {} {name}", total.unit, total.kind));
        for (label, figure) in [
            ("产生量", &total.generated),
            ("排放量", &total.discharged),
            ("入河量", &total.delivered),
        ] {
            if let Some(figure) = figure {
                outcome.figure(label, figure);
            }
        }
        if total.generated.is_some() && total.generating < total.count {
            let (some, all) = (total.generating, total.count);
            outcome.note(format!("{all} 个源中 {some} 个有产生量，合计只含这些"));
        }
        if total.collected > 0 {
            let (collected, all) = (total.collected, total.count);
            outcome.note(format!(
                "{all} 个源中 {collected} 个排入表中的污水处理厂，在其出水中计"
            ));
        }
        for (lacking, what) in
            [(&total.undischarged, "排放量"), (&total.undelivered, "入河量")]
        {
            if let Some(first) = &lacking.first {
                let (count, all) = (lacking.count, total.count);
                outcome.note(format!("{all} 个源中 {count} 个没有{what}，如 {first}"));
            }
        }
        outcome
    };
    Some(Shape::Outcomes(totals.into_iter().map(outcome).collect()))
}

fn equivalents(
    file: &Arc<SourceFile>,
    knowledge: &Knowledge,
    sink: &mut Sink,
) -> Option<Shape> {
    let rows = load_rows(file, knowledge, sink)?;
    let discharges: Vec<Discharge<'_>> = rows
        .iter()
        .map(|row| Discharge {
            name: &row.name,
            loads: row.loads.iter().map(|(id, load)| (id.as_str(), load)).collect(),
        })
        .collect();
    Some(Shape::Outcomes(assessment::equivalents(&discharges, knowledge)))
}

fn equal_load(
    file: &Arc<SourceFile>,
    knowledge: &Knowledge,
    sink: &mut Sink,
) -> Option<Shape> {
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
    let Some(mut result) = assessment::equal_load(&items, knowledge) else {
        output::remark("没有一项排放量有评价标准，不能计算等标污染负荷");
        return None;
    };
    let bare = rows.iter().filter(|row| row.loads.is_empty());
    result.left_out.extend(bare.map(|row| format!("{}：没有排放量", row.name)));
    let steps = assessment::equal_load_steps(&items, knowledge);
    Some(Shape::EqualLoad(Weighed { result, steps }))
}
