//! `yice explain` over the drafted document: every code and figure that it prints has an
//! answer with a source or a reason, and chosen ones have the right answer.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use common::yice;
use serde_json::Value;

/// The document's Markdown.
fn document() -> String {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    let (status, _, stderr) = yice(&["draft", "cases/yichang", "--to", "md", "-o", out]);
    assert_eq!(status, 0, "{stderr}");
    fs::read_to_string(folder.path().join("yichang-city.md")).unwrap()
}

/// The answers, by what was asked.
fn answers(ids: &[&str]) -> BTreeMap<String, String> {
    let mut arguments = vec!["explain", "--case", "yichang", "--"];
    arguments.extend(ids);
    if ids.len() == 1 {
        // One answer has no head.
        arguments.push(ids[0]);
    }
    let (status, stdout, stderr) = yice(&arguments);
    assert_eq!((status, stderr.as_str()), (0, ""));
    let mut answers: BTreeMap<String, String> = BTreeMap::new();
    let mut current = String::new();
    for line in stdout.lines() {
        match line.strip_prefix("== ") {
            Some(id) => id.clone_into(&mut current),
            None => {
                let answer = answers.entry(current.clone()).or_default();
                answer.push_str(line);
                answer.push('\n');
            }
        }
    }
    answers
}

/// An answer names a place or a clause, or says why there is none.
fn assert_grounded(ids: &BTreeSet<String>) {
    let asked: Vec<&str> = ids.iter().map(String::as_str).collect();
    let answers = answers(&asked);
    let bare: Vec<&str> = asked
        .into_iter()
        .filter(|id| {
            let answer = answers.get(*id).map_or("", String::as_str);
            !answer.contains('←') && !answer.contains("原因")
        })
        .collect();
    assert!(bare.is_empty(), "no source and no reason: {bare:?}");
}

/// Units whose figures must be explained; those that begin alike stand longest first.
const UNITS: [&str; 36] = [
    "万t/a",
    "万m³/a",
    "万m³",
    "万t",
    "万人",
    "万亩",
    "万元",
    "亿元",
    "亿t",
    "亿m³",
    "t/a",
    "mg/L",
    "μg/L",
    "m³/d",
    "km²",
    "km",
    "hm²",
    "%",
    "个百分点",
    "艘次/a",
    "kg/hm²",
    "人",
    "座",
    "家",
    "倍",
    "条",
    "个",
    "项",
    "类",
    "份",
    "t",
    "m",
    "头",
    "亩",
    "元",
    "处",
];

/// The figures of `text`: a number or range with a unit behind it, citations left out.
fn figures(text: &str) -> BTreeSet<String> {
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '–');
    let mut found = BTreeSet::new();
    let mut rest = text;
    let mut before = ' ';
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        before = rest[..start].chars().next_back().unwrap_or(before);
        let digits: String = rest[start..].chars().take_while(|c| number(*c)).collect();
        let behind = &rest[start + digits.len()..];
        let spaced = behind.trim_start_matches(' ');
        let joined = before.is_ascii_alphanumeric() || matches!(before, '-' | '〔' | '.');
        let unit = UNITS.iter().find(|unit| spaced.starts_with(**unit));
        if let (false, Some(unit)) = (joined, unit) {
            // A longer unit that begins alike is another one.
            let next = spaced[unit.len()..].chars().next().unwrap_or(' ');
            if !next.is_ascii_alphanumeric() && !matches!(next, '/' | '(' | '·') {
                found.insert(format!("{digits} {unit}"));
            }
        }
        before = digits.chars().next_back().unwrap_or(' ');
        rest = behind;
    }
    found
}

/// `text` without `^[1,2]^` and addresses.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for (n, part) in text.split("^[").enumerate() {
        let part =
            if n == 0 { part } else { part.split_once("]^").map_or("", |(_, p)| p) };
        plain.push_str(part);
    }
    let words = plain.split_inclusive([' ', '\n']);
    words.filter(|word| !word.starts_with("http")).collect()
}

/// The codes of `text`: W01, 示C03, Q20 …
fn codes(text: &str) -> BTreeSet<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = BTreeSet::new();
    for at in 0..chars.len().saturating_sub(2) {
        let letter = matches!(chars[at], 'W' | 'G' | 'T' | 'M' | 'C' | 'R' | 'Q');
        let digits = chars[at + 1].is_ascii_digit() && chars[at + 2].is_ascii_digit();
        let before = at.checked_sub(1).map_or(' ', |n| chars[n]);
        let behind = chars.get(at + 3).copied().unwrap_or(' ');
        let alone = |c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '/');
        if letter && digits && alone(before) && alone(behind) {
            let own: String = chars[at..at + 3].iter().collect();
            let mark = if before == '示' { "示" } else { "" };
            found.insert(format!("{mark}{own}"));
        }
    }
    found
}

/// The cells of the column `column` in the table whose caption ends in `title`.
fn cells(text: &str, title: &str, column: usize) -> BTreeSet<String> {
    let table = text.lines().skip_while(|l| {
        !(l.starts_with("**表 ") && l.trim_end_matches('*').ends_with(title))
    });
    let rows = table.skip(1).skip_while(|l| !l.starts_with('|'));
    let rows = rows.take_while(|l| l.starts_with('|')).skip(2);
    let cell = |row: &str| row.split('|').nth(column + 1).unwrap().trim().to_owned();
    rows.map(cell).collect()
}

#[test]
fn every_printed_figure_can_be_explained() {
    let figures = figures(&plain(&document()));
    assert!(figures.len() > 200, "only {} figures were found", figures.len());
    assert_grounded(&figures);
}

#[test]
fn every_printed_code_can_be_explained() {
    let text = document();
    let plain = plain(&text);
    let codes = codes(&plain);
    for letter in ["W", "G", "M", "C", "R", "Q", "示W", "示C"] {
        assert!(codes.contains(&format!("{letter}01")), "no {letter}01 in {codes:?}");
    }
    assert!(codes.len() > 110, "only {} codes were found", codes.len());
    assert_grounded(&codes);
}

#[test]
fn every_printed_name_can_be_explained() {
    let text = document();
    let plain = plain(&text);
    let mut names = BTreeSet::new();
    for (title, column, least) in [
        ("断面水质类别", 0, 9),
        ("断面监测值（mg/L，pH 无量纲）", 0, 9),
        ("控制单元", 0, 8),
        ("污染源清单（排放量 t/a）", 0, 7),
        ("示例污染源清单（入河量 t/a，示例）", 0, 15),
        ("规则判定汇总", 0, 35),
        ("自查结果", 1, 18),
    ] {
        let own = cells(&plain, title, column);
        assert!(own.len() >= least, "{title}: {own:?}");
        names.extend(own);
    }
    // The ids of the rules, the numbers of tables and of sources.
    for entry in fs::read_dir("rulesets/yangtze/diagnosis").unwrap() {
        let path = entry.unwrap().path();
        names.insert(path.file_stem().unwrap().to_str().unwrap().to_owned());
    }
    for line in text.lines() {
        if let Some(caption) = line.strip_prefix("**表 ") {
            names.insert(format!("表 {}", caption.split('　').next().unwrap()));
        }
        if let Some((number, _)) = line.strip_prefix('[').and_then(|l| l.split_once("] "))
        {
            names.insert(format!("[{number}]"));
        }
    }
    assert_grounded(&names);
}

/// What is asked for, however the document numbers it.
enum Asked {
    /// A figure as printed.
    Figure(&'static str),
    /// The real finding of this rule.
    Finding(&'static str),
    /// The real measure of this title.
    Measure(&'static str),
    /// The target of this item.
    Target(&'static str),
    /// The data gap of this item.
    Gap(&'static str),
}

use Asked::{Figure, Finding, Gap, Measure, Target};

impl Asked {
    /// The code that the document gives it.
    fn code(&self, diagnosis: &Value, plan: &Value) -> String {
        let (list, key, wanted) = match self {
            Figure(text) => return (*text).to_owned(),
            Finding(rule) => (&diagnosis["findings"], "rule", rule),
            Measure(title) => (&plan["measures"], "title", title),
            Target(item) => (&plan["targets"], "item", item),
            Gap(item) => (&diagnosis["gaps"], "item", item),
        };
        let real = list.as_array().unwrap().iter().filter(|e| e["demonstration"] != true);
        let mut own = real.filter(|e| e[key].as_str().unwrap().starts_with(wanted));
        let found = own.next().unwrap_or_else(|| panic!("there is no {wanted}"));
        found["id"].as_str().unwrap().to_owned()
    }
}

/// What is asked, what the answer must name, and what it must not.
const RIGHT: [(Asked, &[&str], &[&str]); 18] = [
    (
        Figure("83.5 %"),
        &[
            "waste.csv 第2行“综合利用率(%)”列，《我市统筹推进磷石膏综合治理纪实",
            "profile.yaml",
        ],
        &["断面", "综合利用量÷产生量"],
    ),
    (
        Figure("1189.8"),
        &[
            "1189.8 万t/a（D 级，推算）← cases/yichang/waste.csv 第2行“产生量(万t/a)”列",
            "（yichang-derivation），产生量＝综合利用量993.5÷综合利用率83.5%",
        ],
        &[],
    ),
    (
        Figure("196.3"),
        &["产生量－综合利用量", "推算", "waste.csv 第2行“综合利用量(万t/a)”列"],
        &["贮存量"],
    ),
    (
        Figure("1019 t/a"),
        &[
            "公布排放量－环境容量",
            "loads.csv 第2行“氨氮(t/a)”列",
            "loads.csv 第3行“氨氮(t/a)”列",
        ],
        &["loads.csv 第4行"],
    ),
    (
        Figure("0.37"),
        &["monitoring.csv 第10行“五日生化需氧量(mg/L)”列", "gb-3838-2002.t1.bod5"],
        &["高锰酸盐指数"],
    ),
    (
        Figure("12237 t/a"),
        &["loads.csv 第2行“氨氮(t/a)”列", "profile.yaml"],
        &["loads.csv 第3行", "某污染物"],
    ),
    (Figure("232 km"), &["profile.yaml", "yichang-chinanews-20210114"], &["loads.csv"]),
    (
        Figure("73.5%"),
        &[
            "class_counts.csv 第4行“达标断面数(个)”列",
            "class_counts.csv 第4行“断面数(个)”列",
        ],
        &["优良"],
    ),
    (
        Finding("watershed-below-target"),
        &[
            "sections.csv 第11行“目标类别”列",
            "monitoring.csv 第10行“公布类别”列",
            "monitoring.csv 第10行“高锰酸盐指数(mg/L)”列",
            "gb-3838-2002.t1.bod5",
        ],
        &[],
    ),
    (
        Finding("watershed-listed"),
        &["class_counts.csv 第4行“超标水体”列", "class_counts.csv 第4行“超标水体”列"],
        &["class_counts.csv 第5行"],
    ),
    (
        Finding("tailings-toxic-idle"),
        &["risks.csv 第2行“堆存量(万m³)”列", "risks.csv 第2行“状态”列"],
        &["risks.csv 第3行"],
    ),
    (
        Target("全市总磷排放量"),
        &[
            "loads.csv 第2行“总磷(t/a)”列",
            "profile.yaml",
            "待判定，原因",
            "rulesets/yangtze/ruleset.yaml",
            "law-yangtze",
        ],
        &["氨氮"],
    ),
    (
        Target("磷石膏综合利用率"),
        &["waste.csv 第2行“综合利用率(%)”列", "pol-phosphogypsum-2024"],
        &["断面数"],
    ),
    (
        Gap("断面：能判断“公布类别劣于已知指标所得类别”的数据"),
        &["section-class-unexplained", "荆州砖瓦厂", "sections.csv"],
        &["南津关"],
    ),
    (
        Measure("新增含磷项目总磷等量替代"),
        &[
            "load-near-capacity-tp",
            "law-yangtze",
            "loads.csv 第2行“总磷(t/a)”列",
            "没有备选技术可比",
        ],
        &["氨氮"],
    ),
    (
        Measure("核实销号，未销号的闭库销号并处置尾渣"),
        &[
            "tailings-toxic-idle",
            "risks.csv 第2行",
            "削减量：待定，原因",
            "投资：待定，原因",
        ],
        &[],
    ),
    (
        Measure("磷石膏制水泥缓凝剂"),
        &["规模：待定，原因：产生量是推算的", "半水磷石膏", "总分"],
        &["规模：196", "规模：1189"],
    ),
    (Finding("outfall-list-missing"), &["outfalls.csv", "实际数据 0 行"], &[]),
];

fn json(stage: &str) -> Value {
    let (status, stdout, stderr) = yice(&[stage, "yichang", "--format", "json"]);
    assert_eq!((status, stderr.as_str()), (0, ""));
    serde_json::from_str(&stdout).unwrap()
}

#[test]
fn chosen_answers_name_the_right_cells() {
    let (diagnosis, plan) = (json("diagnose"), json("plan"));
    let codes: Vec<String> =
        RIGHT.iter().map(|(asked, ..)| asked.code(&diagnosis, &plan)).collect();
    let asked: Vec<&str> = codes.iter().map(String::as_str).collect();
    let answers = answers(&asked);
    for ((_, named, absent), id) in RIGHT.iter().zip(asked) {
        let answer = &answers[id];
        for part in *named {
            assert!(answer.contains(part), "{id} does not name {part}:\n{answer}");
        }
        for part in *absent {
            assert!(!answer.contains(part), "{id} names {part}:\n{answer}");
        }
    }
}

#[test]
fn the_case_may_stand_before_the_codes() {
    let (status, before, stderr) = yice(&["explain", "cases/yichang", "W01"]);
    assert_eq!(status, 0, "{stderr}");
    let (_, after, _) = yice(&["explain", "W01", "--case", "cases/yichang"]);
    assert!(before.contains("问题 W01"), "{before}");
    assert_eq!(before, after);
}
