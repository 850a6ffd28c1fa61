//! Bad tables of one's own: each gives a message or a stated gap, never a number that is
//! none.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::format_push_string,
    reason = "a test that cannot go on should stop"
)]

mod common;

use std::fs;

use common::yice;
use serde_json::Value;
use yice::assessment::{ALONE, Input};

/// Exit code, result and messages of `method` on `text`.
fn run(method: &str, text: &str) -> (i32, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("table.csv");
    fs::write(&path, text).unwrap();
    yice(&["assess", method, path.to_str().unwrap()])
}

/// Every `typical`, `low` and `high` is a number.
fn assert_finite(value: &Value, told: &str) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                let figure = ["typical", "low", "high"].contains(&key.as_str());
                assert!(!figure || inner.is_number(), "{key} of {told}: {value}");
                assert_finite(inner, told);
            }
        }
        Value::Array(list) => list.iter().for_each(|inner| assert_finite(inner, told)),
        _ => {}
    }
}

/// Zero everywhere, and numbers as large as an analyst could mistype.
#[test]
fn no_method_makes_a_number_that_is_none() {
    for number in ["0", "1e300", "1e-300"] {
        for method in ALONE {
            let Input::Sheet(columns, _) = method.input else { continue };
            let heads: Vec<String> = columns
                .iter()
                .map(|c| match c.unit {
                    "" | "1" => c.name.to_owned(),
                    "*" => format!("{}(t/a)", c.name),
                    unit => format!("{}({unit})", c.name),
                })
                .collect();
            let mut text = format!("{}\n", heads.join(","));
            for row in ["甲", "乙"] {
                let cells = columns.iter().map(|c| match (c.unit, c.name) {
                    ("", "时间" | "月份" | "日期") => "2025-06".to_owned(),
                    ("", "达标") => "是".to_owned(),
                    ("", "下游单元" | "污染物") => String::new(),
                    ("", _) => row.to_owned(),
                    _ => number.to_owned(),
                });
                text.push_str(&format!("{}\n", cells.collect::<Vec<_>>().join(",")));
            }
            let (status, stdout, stderr) = run(method.id, &text);
            let told = format!("{} at {number}: {stderr}", method.id);
            assert!(status == 0 || status == 1, "{told}");
            if status == 0 {
                assert_finite(&serde_json::from_str(&stdout).unwrap(), &told);
            }
        }
    }
}

#[test]
fn bad_cells_are_named() {
    let head = "断面编号,时间,目标类别,pH,溶解氧(mg/L),总磷(mg/L)";
    for (row, expected) in [
        ("甲,2025-01,Ⅲ,70,8,0.1", "pH 为 70"),
        ("甲,2025-01,Ⅲ,7,90,0.1", "溶解氧 为 90 mg/L"),
        ("甲,2025-01,Ⅲ,7,8,-0.1", "不能为负"),
        ("甲,2025-13,Ⅲ,7,8,0.1", "“2025-13”不是日期"),
        ("甲,2025-01,好,7,8,0.1", "“目标类别”不能是“好”"),
        ("甲,2025-01,Ⅲ,7,8,100μg/L", "应为数字"),
        ("甲,2025-01,Ⅲ,7,8,0.1\n甲,2025-01,Ⅲ,7,8,0.2", "有两行"),
        ("甲,20年01,Ⅲ,7,8,0.1", "“20年01”不是日期"),
        ("甲,2025-01,Ⅲ,7,8,0.1\n甲,2025-02,Ⅱ,7,8,0.2", "前面写了 Ⅲ，这里是 Ⅱ"),
    ] {
        let (status, stdout, stderr) = run("surface-water", &format!("{head}\n{row}\n"));
        assert_eq!(status, 1, "{row}: {stdout}");
        assert!(stderr.contains(expected), "{row}: {stderr}");
        assert!(stdout.is_empty(), "{row}: half a result: {stdout}");
    }
}

#[test]
fn what_is_not_known_is_said() {
    let three = "断面编号,时间,口径,总磷(mg/L)\n甲,2025-01,月均,0.1\n甲,2025-02,月均,0.1\n甲,2025-03,月均,0.1\n";
    let (_, stdout, _) = run("surface-water", three);
    assert!(stdout.contains("全年只有 3 个月的数据"), "{stdout}");
    assert!(stdout.contains("没有写水体类型，按河流评价"), "{stdout}");
    let result: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(result[0]["target"], Value::Null);
    assert_eq!(result[0]["attained"], Value::Null);
    let below = "断面编号,时间,总磷(mg/L)\n甲,2025-01,<0.02\n";
    let (_, _, stderr) = run("surface-water", below);
    assert!(stderr.contains("均值按一半计入"), "{stderr}");
    let zero = "断面编号,时间,总磷(mg/L),叶绿素a(mg/m³)\n甲,2025-01,0,5\n";
    let (_, stdout, stderr) = run("tli", zero);
    assert_eq!(stdout.trim(), "[]");
    assert!(stderr.contains("没有大于零的总磷或总氮"), "{stderr}");
    let nothing = "断面编号,时间,总氮(mg/L)\n甲,2025-01,2\n";
    let (_, stdout, stderr) = run("surface-water", nothing);
    assert_eq!(stdout.trim(), "[]");
    assert!(stderr.contains("没有参评指标"), "{stderr}");
}

/// Two rows where one is meant, and two uses of one site: said, not summed or chosen from.
#[test]
fn rows_that_disagree_are_said() {
    let cases = [
        (
            "waste-capacity-balance",
            "区域,类别,产生量(t/a),能力(t/a)\n甲,HW17,100,50\n甲,HW17,30,200\n",
            "类别“HW17”有两行",
        ),
        (
            "straw-resources",
            "区域,作物,产量(t/a),农区\n甲,稻谷,100,长江中下游\n甲,稻谷,100,长江中下游\n",
            "作物“稻谷”有两行",
        ),
        (
            "hj-774",
            "水源地,月份,取水量(m³),达标\n甲,2026-04,100,是\n甲,2026-04,100,否\n",
            "月份“2026-04”有两行",
        ),
        (
            "soil-screening",
            "地块,用地,污染物,含量(mg/kg)\n甲,第一类用地,砷,30\n甲,第二类用地,铅,500\n",
            "写了两种用地“第一类用地”和“第二类用地”",
        ),
    ];
    for (method, text, told) in cases {
        let (status, stdout, stderr) = run(method, text);
        assert_eq!(status, 0, "{stderr}");
        assert!(stdout.contains(told), "{method}: {stdout}");
        assert!(!stdout.contains("\"typical\""), "{method} gives no figure: {stdout}");
    }
}
