//! A case that brings the table of a method gets its result, its findings and its measures;
//! one that does not gets a named gap.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop"
)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

/// The project with the Yichang case and these tables of methods in it.
fn project(tables: &[(&str, &str)]) -> tempfile::TempDir {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    for part in ["knowledge", "rulesets", "templates"] {
        symlink(root.join(part), folder.path().join(part)).unwrap();
    }
    let case = folder.path().join("cases/yichang");
    fs::create_dir_all(case.join("methods")).unwrap();
    for entry in fs::read_dir(root.join("cases/yichang")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, case.join(path.file_name().unwrap())).unwrap();
        }
    }
    for (method, text) in tables {
        fs::write(case.join("methods").join(format!("{method}.csv")), text).unwrap();
    }
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("yice").unwrap();
    let output = command.current_dir(folder).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

const BLACK: &str = "水体,检测点,日期,透明度(cm),溶解氧(mg/L),氧化还原电位(mV),氨氮(mg/L),来源,定位\n\
     城东渠,1,2026-05-01,8,0.1,-250,20,yichang-notice-2017-41,附表\n\
     城东渠,1,2026-05-02,8,0.1,-250,20,yichang-notice-2017-41,附表\n";

#[test]
fn a_table_of_a_method_becomes_a_finding_and_a_measure() {
    let folder = project(&[("black-odour-remediation", BLACK)]);
    let (status, stdout, stderr) =
        run(folder.path(), &["diagnose", "cases/yichang", "--format", "json"]);
    assert_eq!(status, 0, "{stderr}");
    let diagnosis: Value = serde_json::from_str(&stdout).unwrap();
    let finding = diagnosis["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["rule"] == "result-black-odour")
        .unwrap();
    assert_eq!(finding["title"], "城东渠评为重度黑臭");
    let gaps = diagnosis["gaps"].as_array().unwrap();
    let of = |method: &str| gaps.iter().any(|g| g["method"] == method);
    assert!(of("soil-screening") && !of("black-odour-remediation"));
    let (_, answer, _) = run(
        folder.path(),
        &["explain", "cases/yichang", finding["id"].as_str().unwrap()],
    );
    assert!(answer.contains("black-odour-remediation"), "{answer}");
}

#[test]
fn the_document_shows_the_results_of_the_method() {
    let folder = project(&[("black-odour-remediation", BLACK)]);
    let (status, _, stderr) = run(
        folder.path(),
        &["draft", "cases/yichang", "--output", "draft", "--to", "md"],
    );
    assert_eq!(status, 0, "{stderr}");
    let text = fs::read_to_string(folder.path().join("draft/yichang-city.md")).unwrap();
    assert!(text.contains("专项评价"), "no chapter");
    assert!(text.contains("| 城东渠 | 整个水体 | 重度黑臭 |"));
    assert!(text.contains("黑臭水体控源截污与整治"));
}

#[test]
fn a_row_without_source_and_a_misnamed_table_are_faults() {
    let unsourced = "尾矿库,坝高(m)\n甲,20\n";
    let folder =
        project(&[("tailings-design-grade", unsourced), ("tailing-risk", "a\n")]);
    let (status, stdout, stderr) = run(folder.path(), &["check"]);
    let said = format!("{stdout}{stderr}");
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("这一行没有来源"), "{said}");
    assert!(said.contains("没有以表为输入的方法 tailing-risk"), "{said}");
}

fn amount(quantity: &Value) -> f64 {
    quantity["amount"]["typical"].as_f64().unwrap()
}

/// The causes of every change add up to it.
fn assert_closed(changes: &Value) {
    for change in changes.as_array().unwrap() {
        let causes = change["causes"].as_array().unwrap();
        let sum: f64 = causes.iter().map(|c| amount(&c[1])).sum();
        let all = amount(&change["after"]) - amount(&change["before"]);
        assert!((sum - all).abs() < 1e-9 * all.abs().max(1.0), "{change}");
    }
}

/// The grain area a fifth larger, the oil crops gone, a new orchard, tea counted as grain, and
/// what a factory declares: each change has its cause, and the causes add up.
#[test]
fn two_inventories_differ_for_reasons_that_add_up() {
    let folder = project(&[]);
    let cases = folder.path().join("cases");
    fs::create_dir_all(cases.join("before")).unwrap();
    let sources = cases.join("yichang/sources.csv");
    let text = fs::read_to_string(&sources).unwrap();
    let factory = |declared: &str| {
        format!(
            "f,厂,工业企业,,,,yiling,,,2023,,,,,,{declared},,,yichang-yiling-bulletin-2023,正文,,,\n"
        )
    };
    let base = format!("{}\n{}", text.trim_end(), factory("5"));
    fs::write(&sources, &base).unwrap();
    for entry in fs::read_dir(cases.join("yichang")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, cases.join("before").join(path.file_name().unwrap()))
                .unwrap();
        }
    }
    let after: Vec<String> = base
        .lines()
        .filter(|line| !line.starts_with("yiling-oil"))
        .map(|line| match line.split(',').next().unwrap() {
            "yiling-grain" => line.replace("41967", "50360.4"),
            "yiling-tea" => line.replace(",tea,", ",grain,"),
            "f" => factory("7").trim_end().to_owned(),
            _ => line.to_owned(),
        })
        .chain(["orchard,果园,种植业,,,citrus,yiling,1000,hm²,2023,,,,,,,,,yichang-yiling-bulletin-2023,正文,,,".to_owned()])
        .collect();
    fs::write(&sources, after.join("\n")).unwrap();
    let (status, stdout, stderr) = run(
        folder.path(),
        &["inventory", "cases/yichang", "--against", "cases/before", "--format", "json"],
    );
    assert_eq!(status, 0, "{stderr}");
    let changes: Value = serde_json::from_str(&stdout).unwrap();
    assert_closed(&changes);
    let own = changes
        .as_array()
        .unwrap()
        .iter()
        .find(|c| c["unit"] == "yiling" && c["pollutant"] == "tn")
        .unwrap();
    let part = |cause: &str| {
        let causes = own["causes"].as_array().unwrap();
        amount(
            &causes
                .iter()
                .find(|c| c[0] == cause)
                .unwrap_or_else(|| panic!("{cause}: {own}"))[1],
        )
    };
    assert!(part("活动水平") > 0.0 && part("新增") > 0.0 && part("系数换版") > 0.0);
    assert!(part("退出") < 0.0);
    assert!((part("申报") - 2.0).abs() < 1e-9);
    // 8,393.4 hm² more at 2.41 kg/(hm²·a).
    assert!((part("活动水平") - 8393.4 * 2.41 / 1000.0).abs() < 1e-6);
}
