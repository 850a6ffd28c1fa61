//! What the project must reach: starting, checking, drafting, and screening 1,000 rules.
#![allow(missing_docs, reason = "criterion's macros write undocumented functions")]
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a benchmark that cannot go on should stop"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hint::black_box;
use std::process::{Command, Stdio};
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use yice::diagnostic::{Sink, SourceFile};
use yice::rules::{Fact, Known, Ruleset, Subject, SubjectKind, Value};

fn binary(arguments: &[&str]) {
    let status = Command::new(env!("CARGO_BIN_EXE_yice"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
}

fn program(c: &mut Criterion) {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().to_str().unwrap().to_owned();
    let mut group = c.benchmark_group("program");
    group.sample_size(20);
    group.bench_function("version", |b| b.iter(|| binary(&["--version"])));
    group.bench_function("check", |b| b.iter(|| binary(&["check"])));
    group.bench_function("knowledge search", |b| {
        b.iter(|| binary(&["knowledge", "search", "磷石膏", "水泥"]));
    });
    group.bench_function("draft yichang", |b| {
        b.iter(|| binary(&["draft", "cases/yichang", "-o", &folder]));
    });
    group.finish();
}

/// The search itself, over everything in knowledge/.
fn search(c: &mut Criterion) {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names = Vec::new();
    let mut folders = vec![root.join("knowledge")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "yaml" || e == "csv") {
                names.push(path);
            }
        }
    }
    names.sort();
    let files: Vec<_> = names
        .iter()
        .map(|path| {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            SourceFile::new(name, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    let knowledge = yice::knowledge::Knowledge::load(&files, &mut Sink::new());
    c.bench_function("search two words", |b| {
        b.iter(|| black_box(knowledge.search(black_box("磷石膏 水泥"))));
    });
}

/// 1,000 rules of five guards each.
fn thousand() -> Ruleset {
    let mut files = vec![SourceFile::new(
        "rulesets/many/ruleset.yaml",
        "name: 多\nversion: '1'\ntopics: [{ id: load, name: 负荷 }]\nphases: [{ id: near, name: 近期, years: 2 }]\n",
    )];
    for n in 0..1000 {
        let mut text = String::from("title: 规则\nowner: 组\nfor: source\ngiven:\n");
        let (kind, industry) =
            (["工业企业", "种植业"][n % 2], ["chem", "paper", "pulp"][n % 3]);
        let _ = writeln!(text, "  category: {kind}\n  industry: {industry}");
        let _ =
            writeln!(text, "  load.tp: \">= {}\"\n  share.tp: \"> {}\"", n % 40, n % 60);
        let _ = writeln!(text, "  distance-km: \"<= {}\"", n % 20);
        text.push_str("find: { topic: load, title: 题, severity: 一般, text: 文 }\n");
        text.push_str("strength: 可\npriority: low\nbasis: [b]\nexamples:\n");
        for expect in ["holds", "fails", "undetermined"] {
            let _ = writeln!(
                text,
                "  - {{ name: 例, given: {{ category: {kind} }}, expect: {expect} }}"
            );
        }
        files
            .push(SourceFile::new(format!("rulesets/many/diagnosis/r{n:04}.yaml"), text));
    }
    let mut sink = Sink::new();
    let set = Ruleset::load(
        "many",
        &files,
        &Known { basis: &|_| true, pollutants: &["tp"] },
        &mut sink,
    )
    .unwrap();
    assert!(!sink.has_errors());
    assert_eq!(set.rules.len(), 1000);
    set
}

fn screening(c: &mut Criterion) {
    let set = thousand();
    let text = |word: &str| Fact::plain(Value::Text(word.to_owned()));
    let number = |n: f64| Fact::plain(Value::Number(n));
    let subject = Arc::new(Subject {
        kind: SubjectKind::Source,
        id: "s".to_owned(),
        name: "源".to_owned(),
        facts: BTreeMap::from([
            ("category".to_owned(), text("工业企业")),
            ("industry".to_owned(), text("chem")),
            ("load.tp".to_owned(), number(12.0)),
            ("share.tp".to_owned(), number(20.0)),
            ("distance-km".to_owned(), number(3.0)),
        ]),
        links: BTreeMap::new(),
    });
    c.bench_function("screen one subject, 1,000 rules of five guards", |b| {
        b.iter(|| black_box(set.screen(black_box(&subject))));
    });
    c.bench_function("judge, the trace kept, the same", |b| {
        b.iter(|| black_box(set.run(std::slice::from_ref(&subject))));
    });
    let verdicts = set.run(std::slice::from_ref(&subject));
    c.bench_function("explain in words why one rule does not hold", |b| {
        b.iter(|| black_box(verdicts[1].conditions()));
    });
}

/// 100,000 section-months, as a table of one's own.
fn sections(c: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("months.csv");
    let mut text = "断面编号,时间,口径,溶解氧(mg/L),氨氮(mg/L),总磷(mg/L)\n".to_owned();
    for n in 0..100_000_u32 {
        let (section, month) = (n / 120, n % 120);
        let (year, month) = (2015 + month / 12, 1 + month % 12);
        let tenth = f64::from(n % 97) / 97.0;
        let _ = writeln!(
            text,
            "S{section},{year}-{month:02},月均,{:.2},{:.3},{:.3}",
            4.0 + 8.0 * tenth,
            1.5 * tenth,
            0.4 * tenth
        );
    }
    std::fs::write(&path, text).unwrap();
    let input = path.to_str().unwrap();
    let mut group = c.benchmark_group("assessment");
    group.sample_size(10);
    group.bench_function("100,000 section-months", |b| {
        b.iter(|| binary(&["assess", "surface-water", input, "--format", "text"]));
    });
    group.finish();
}

/// 100,000 sources of four kinds in a case of their own.
#[cfg(unix)]
fn sources(c: &mut Criterion) {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    for part in ["knowledge", "rulesets", "templates"] {
        std::os::unix::fs::symlink(root.join(part), folder.path().join(part)).unwrap();
    }
    let case = folder.path().join("cases/big");
    std::fs::create_dir_all(&case).unwrap();
    let write = |name: &str, text: &str| std::fs::write(case.join(name), text).unwrap();
    write(
        "profile.yaml",
        "name: 大市\nkind: city\nreference-date: '2026-11-01'\nfacts: []\ntargets: []\ngaps: []\n",
    );
    write("sources.yaml", "- {id: own, kind: dataset, title: 生成的数据}\n");
    write("control_units.csv", "编号,名称,来源,定位\nu,单元,own,表\n");
    let kinds = [
        ("农村生活", "", "", "", "人"),
        ("种植业", "", "", "grain", "hm²"),
        ("畜禽养殖", "", "", "pig", "头"),
        ("工业企业", "phosphorus-chemical", "phosphate-fertiliser", "磷酸二铵", "t/a"),
    ];
    let mut text =
        "编号,名称,类别,行业,工艺,对象,控制单元,活动量,活动单位,年份,来源,定位\n"
            .to_owned();
    for (n, kind) in (0..100_000_u32).zip(kinds.iter().cycle()) {
        let (kind, industry, process, object, unit) = kind;
        let _ = writeln!(
            text,
            "s{n},源{n},{kind},{industry},{process},{object},u,{},{unit},2025,own,表",
            100 + n % 9000
        );
    }
    write("sources.csv", &text);
    let at = folder.path().to_str().unwrap();
    let mut group = c.benchmark_group("inventory");
    group.sample_size(10);
    group.bench_function("100,000 sources", |b| {
        b.iter(|| binary(&["inventory", "cases/big", "--root", at]));
    });
    group.finish();
}

#[cfg(not(unix))]
fn sources(_: &mut Criterion) {}

/// Sources of four kinds in a table of one's own: time grows with the rows, memory with the
/// text alone.
fn stream(c: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let mut group = c.benchmark_group("stream");
    group.sample_size(10);
    for rows in [250_000_u32, 1_000_000] {
        let kinds = [
            ("农村生活", "", "", "", "人"),
            ("畜禽养殖", "", "", "pig", "头"),
            ("种植业", "", "", "paddy", "hm²"),
            ("工业企业", "phosphorus-chemical", "yellow-phosphorus", "", "t/a"),
        ];
        let mut text =
            "编号,名称,类别,行业,工艺,对象,控制单元,活动量,活动单位\n".to_owned();
        for (n, kind) in (0..rows).zip(kinds.iter().cycle()) {
            let (kind, industry, process, object, unit) = kind;
            let size = 100 + n % 9000;
            let _ = writeln!(
                text,
                "s{n},源{n},{kind},{industry},{process},{object},u{},{size},{unit}",
                n % 20
            );
        }
        let path = folder.path().join(format!("{rows}.csv"));
        std::fs::write(&path, text).unwrap();
        let input = path.to_str().unwrap();
        group.bench_function(format!("{rows} sources"), |b| {
            b.iter(|| binary(&["assess", "inventory", input, "--format", "text"]));
        });
    }
    group.finish();
}

/// 10,000 draws over the sums of a city of 4,000 sources, whose coefficients are ranges.
#[cfg(unix)]
fn draws(c: &mut Criterion) {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    for part in ["knowledge", "rulesets", "templates"] {
        std::os::unix::fs::symlink(root.join(part), folder.path().join(part)).unwrap();
    }
    let case = folder.path().join("cases/city");
    std::fs::create_dir_all(&case).unwrap();
    let write = |name: &str, text: &str| std::fs::write(case.join(name), text).unwrap();
    write(
        "profile.yaml",
        "name: 某市\nkind: city\nbasin: 长江流域\nreference-date: '2026-11-01'\nfacts: []\ntargets: []\ngaps: []\n",
    );
    write("sources.yaml", "- {id: own, kind: dataset, title: 生成的数据}\n");
    let mut units = "编号,名称,来源,定位\n".to_owned();
    for n in 0..20 {
        let _ = writeln!(units, "u{n},单元{n},own,表");
    }
    write("control_units.csv", &units);
    let mut text = "编号,名称,类别,控制单元,活动量,活动单位,年份,来源,定位\n".to_owned();
    for n in 0..4_000_u32 {
        let _ = writeln!(
            text,
            "s{n},村{n},农村生活,u{},{},人,2025,own,表",
            n % 20,
            100 + n % 900
        );
    }
    write("sources.csv", &text);
    let at = folder.path().to_str().unwrap();
    let mut group = c.benchmark_group("uncertainty");
    group.sample_size(10);
    group.bench_function("4,000 sources, 10,000 draws", |b| {
        b.iter(|| binary(&["inventory", "cases/city", "--root", at]));
    });
    group.finish();
}

#[cfg(not(unix))]
fn draws(_: &mut Criterion) {}

criterion_group!(benches, program, search, screening, sections, sources, stream, draws);
criterion_main!(benches);
