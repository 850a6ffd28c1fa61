//! The knowledge base as a whole. Nothing dropped in silence: every researched fact is in
//! knowledge/, or in knowledge/EXCLUDED.md with its reason (see tests/facts/README.md). The
//! reference date selects editions. A new record shows up where it should.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use yice::diagnostic::{Sink, SourceFile};
use yice::knowledge::Knowledge;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|e| e == "yaml" || e == "csv") {
            found.push(path);
        }
    }
}

fn knowledge() -> Knowledge {
    let mut paths = Vec::new();
    collect(&root().join("knowledge"), &mut paths);
    paths.sort();
    let files: Vec<_> = paths
        .iter()
        .map(|path| {
            let name =
                path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
            SourceFile::new(name, fs::read_to_string(path).unwrap())
        })
        .collect();
    let mut sink = Sink::new();
    let knowledge = Knowledge::load(&files, &mut sink);
    assert!(!sink.has_errors());
    knowledge
}

/// The rows of a table under tests/facts/ without its head.
fn rows(name: &str) -> Vec<Vec<String>> {
    let mut reader =
        csv::Reader::from_path(root().join("tests/facts").join(name)).unwrap();
    reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn every_fact_is_carried_or_excluded_with_a_reason() {
    let mut records: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for row in rows("records.csv") {
        let key = (row[0].clone(), row[1].clone());
        records.entry(key).or_default().push(row[2].clone());
    }
    let facts: BTreeSet<(String, String)> =
        rows("ids.csv").into_iter().map(|row| (row[0].clone(), row[1].clone())).collect();
    assert!(facts.len() > 9_700, "only {} facts", facts.len());
    let lost: Vec<_> = facts.iter().filter(|fact| !records.contains_key(*fact)).collect();
    assert!(
        lost.is_empty(),
        "{} facts are nowhere: {:?}",
        lost.len(),
        &lost[..lost.len().min(20)]
    );
    let strange: Vec<_> = records.keys().filter(|fact| !facts.contains(*fact)).collect();
    assert!(strange.is_empty(), "no such facts: {strange:?}");
}

#[test]
fn every_record_named_there_exists() {
    let knowledge = knowledge();
    let excluded = fs::read_to_string(root().join("knowledge/EXCLUDED.md")).unwrap();
    let mut broken = Vec::new();
    for row in rows("records.csv") {
        let (file, fact, record) = (&row[0], &row[1], &row[2]);
        let found = if record == "excluded" {
            excluded.contains(&format!("| `{file}` | `{fact}` |"))
        } else {
            knowledge.find(record).is_some()
        };
        if !found {
            broken.push(format!("{file} {fact} → {record}"));
        }
    }
    assert!(
        broken.is_empty(),
        "{} do not lead anywhere:\n{}",
        broken.len(),
        broken.join("\n")
    );
}

/// The standards of `industry` that limit `pollutant` on `date`, with the limits as printed.
fn limits(k: &Knowledge, industry: &str, pollutant: &str, date: &str) -> Vec<String> {
    let found = k.limits_in_force(industry, pollutant, date);
    let texts = found.iter().flat_map(|f| {
        let values = f.limit.values.values().filter_map(|value| value.quantity());
        values.map(|q| format!("{} {} {}", f.standard.number, f.table.id, q.text()))
    });
    texts.collect()
}

#[test]
fn the_reference_date_selects_the_edition() {
    let k = knowledge();
    // GB 39731-2020 is in force since 2021-07-01.
    let before = limits(&k, "electronics", "cod", "2020-06-01");
    let now = limits(&k, "electronics", "cod", "2026-11-01");
    assert_ne!(before, now);
    assert!(now.iter().any(|text| text.starts_with("GB 39731-2020")), "{now:?}");
    assert!(!before.iter().any(|text| text.starts_with("GB 39731-2020")), "{before:?}");
    // The amendment of 2015 changed indirect discharge in GB 4287-2012.
    let before = limits(&k, "printing-dyeing", "cod", "2014-06-01");
    let now = limits(&k, "printing-dyeing", "cod", "2026-11-01");
    assert_ne!(before, now);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

fn yice(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::cargo_bin("yice")
        .unwrap()
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {text}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_new_technology_shows_up_in_a_draft() {
    let folder = tempfile::tempdir().unwrap();
    for part in ["knowledge", "rulesets", "templates", "cases"] {
        copy(&root().join(part), &folder.path().join(part));
    }
    // As the guide says: the skeleton, then the facts instead of its words.
    let place = ["new", "technology", "trial-wetland", "--in", "remedies/wetlands"];
    yice(folder.path(), &place);
    let path = folder.path().join("knowledge/remedies/wetlands/trial-wetland.yaml");
    let check = Command::cargo_bin("yice")
        .unwrap()
        .current_dir(folder.path())
        .arg("check")
        .output()
        .unwrap();
    let refused = String::from_utf8(check.stderr).unwrap();
    assert!(refused.contains("“技术名称”是骨架里的话"), "{refused}");
    let text = fs::read_to_string(&path).unwrap();
    let text = text
        .replace("name: 技术名称", "name: 试写的湿地")
        .replace("写出适用条件", "进水悬浮物不致堵塞")
        .replace("stage: 末端治理", "stage: 生态修复")
        .replace("for: [enterprise]", "for: [wwtp]")
        .replace("{ref: memory, at: 正文}", "{ref: gb-3838-2002, at: 表1}")
        .replace("seen: false\nconfidence: low\n", "seen: true\n")
        .replace("{pollutant: tp}", "{pollutant: tp, removal: {value: 99, unit: '%'}}");
    fs::write(&path, text).unwrap();
    assert!(yice(folder.path(), &["check"]).contains("检查通过"));
    yice(folder.path(), &["draft", "cases/yichang", "--to", "md", "-o", "out"]);
    let draft = fs::read_to_string(folder.path().join("out/yichang-city.md")).unwrap();
    assert!(draft.contains("试写的湿地"));
}

/// A parameter, list or grading that the engine computes with cannot be renamed away or set
/// to what gives no result: the table of uncertainty would be missing without a word.
#[test]
fn what_the_engine_needs_is_there_and_can_be() {
    for (file, from, to, told) in [
        (
            "inventory",
            "value: 10000, unit",
            "value: 0, unit",
            "参数 draws 应在 1 到 1000000",
        ),
        ("inventory", "value: 20261127", "value: 2.5", "参数 seed 应在"),
        (
            "inventory",
            "figure: {value: 90,",
            "figure: {value: 150,",
            "参数 interval 应在",
        ),
        ("inventory", "id: by-quality", "id: by-qual", "缺少引擎要用的名单 by-quality"),
        (
            "black-odour-remediation",
            "id: one-item-share",
            "id: one-item",
            "缺少引擎要用的参数 one-item-share",
        ),
        ("tli", "id: trophic\n", "id: trophy\n", "缺少引擎要用的分级表 trophic"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        for part in ["knowledge", "rulesets", "templates"] {
            copy(&root().join(part), &folder.path().join(part));
        }
        let path = folder.path().join(format!("knowledge/methods/{file}.yaml"));
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from}");
        fs::write(&path, text.replace(from, to)).unwrap();
        let output = Command::cargo_bin("yice")
            .unwrap()
            .current_dir(folder.path())
            .arg("check")
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{from}: {said}");
        assert!(said.contains(told), "{from}: {said}");
        assert!(said.contains(&format!("methods/{file}.yaml:")), "{said}");
    }
}

/// A table of one row in the handbook's columns, as somebody with the original would make it.
fn handbook(value: &str) -> String {
    let head = "编号,行业代码,产品,工艺,污染物,单位,基准,产污系数,去除率,质量";
    format!(
        "{head}\nh21-2211-001,2211,化学机械浆,化学热磨机械法,化学需氧量,kg/t,产品,{value},化学混凝法=40,A\n"
    )
}

#[test]
fn a_newer_handbook_stands_beside_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    for part in ["knowledge", "rulesets"] {
        copy(&root().join(part), &folder.path().join(part));
    }
    let source = "handbook-pai-fang-yuan-tong-ji-diao-cha-2021";
    let table = folder.path().join("table.csv");
    let import = |text: &str| {
        fs::write(&table, text).unwrap();
        Command::cargo_bin("yice")
            .unwrap()
            .current_dir(folder.path())
            .args(["knowledge", "import-coefficients", "table.csv", "--edition", "2021"])
            .args(["--source", source, "--from", "2021-06-11"])
            .output()
            .unwrap()
    };
    let place = folder.path().join("knowledge/handbook/2021");
    let faulty = import(&handbook("约98"));
    assert_eq!(faulty.status.code(), Some(1));
    let text = String::from_utf8(faulty.stderr).unwrap();
    assert!(text.contains("“约98”不是数字"), "{text}");
    assert!(!place.exists(), "a faulty table left something behind");
    assert_eq!(import(&handbook("98.6")).status.code(), Some(0));
    assert!(
        place.join("papermaking.csv").is_file() && place.join("edition.yaml").is_file()
    );
    let shown = yice(folder.path(), &["knowledge", "show", "h21-2211-001"]);
    assert!(shown.contains("98.6 kg/t（A 级）"), "{shown}");
    let old = yice(folder.path(), &["knowledge", "show", "h19-2211-001"]);
    assert!(old.contains("B 级"), "{old}");
}
