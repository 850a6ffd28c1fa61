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
    assert!(stderr.contains("求均值时按一半计"), "{stderr}");
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

/// An empty cell that every row needs loses no row without a word, and a row without values is
/// no month of data.
#[test]
fn rows_are_never_dropped_in_silence() {
    let head = "断面编号,时间,口径,总磷(mg/L)";
    for (row, told) in [(",2024-01,月均,0.1", "断面编号"), ("甲,,月均,0.1", "时间")]
    {
        let (status, _, stderr) = run("surface-water", &format!("{head}\n{row}\n"));
        assert_eq!(status, 1, "{row}");
        assert!(stderr.contains(&format!("这一行没有“{told}”")), "{stderr}");
    }
    let empty = "甲,2024-01,月均,\n甲,2024-02,月均,0.1\n甲,2024-03,月均,0.1";
    let (_, stdout, stderr) = run("surface-water", &format!("{head}\n{empty}\n"));
    assert!(stderr.contains("2024-01没有一个监测值"), "{stderr}");
    assert!(stdout.contains("全年只有 2 个月的数据"), "{stdout}");
    let sources = "编号,名称,类别,控制单元,活动量,活动单位";
    for (row, told) in [
        ("S,,种植业,U,10,hm²", "名称"),
        ("S,a,,U,10,hm²", "类别"),
        ("S,a,种植业,,10,hm²", "控制单元"),
        (",a,种植业,U,10,hm²", "编号"),
    ] {
        let (status, _, stderr) = run("inventory", &format!("{sources}\n{row}\n"));
        assert_eq!(status, 1, "{row}");
        assert!(stderr.contains(&format!("这一行没有“{told}”")), "{stderr}");
    }
    let three = "S1,a,种植业,U,10,hm²\nS2,b,种植业,U,,hm²\nS3,c,种植业,U,10,t";
    let (_, stdout, _) = run("inventory", &format!("{sources}\n{three}\n"));
    assert!(stdout.contains("3 个源中 2 个没有排放量，如 b缺活动水平"), "{stdout}");
    let loads = "名称,总磷(t/a)\n甲,1\n乙,\n";
    for method in ["equal-load", "pollution-equivalents"] {
        let (_, stdout, _) = run(method, loads);
        assert!(
            stdout.contains("没有排放量") || stdout.contains("没有写排放量"),
            "{stdout}"
        );
    }
    let (_, _, stderr) = run("equal-load", "名称,总磷(t/a)\n乙,\n");
    assert!(stderr.contains("没有一项排放量有评价标准"), "{stderr}");
}

/// A yearly mean, monthly means and samples of one year are not averaged with one another.
#[test]
fn rows_of_different_bases_are_not_mixed() {
    let head = "断面编号,时间,总磷(mg/L)";
    let text = format!("{head}\n甲,2024,0.1\n甲,2024-01,0.3\n甲,2024-02,0.3\n");
    let (_, stdout, _) = run("surface-water", &text);
    let results: Value = serde_json::from_str(&stdout).unwrap();
    let class = |period: &str| {
        let all = results.as_array().unwrap();
        all.iter().find(|r| r["period"] == period).unwrap()["class"].clone()
    };
    assert_eq!((class("2024"), class("2024-01")), ("Ⅱ".into(), "Ⅳ".into()));
    let years: String = (2019..2024).map(|y| format!("甲,{y},0.{y}\n")).collect();
    let text = format!("{head}\n{years}甲,2023-01,9\n");
    let (_, stdout, _) = run("spearman", &text);
    assert!(stdout.contains("2023年以年均为准，月均 1 行没有用"), "{stdout}");
    assert!(!stdout.contains("\"typical\":9.0"), "{stdout}");
    let (_, stdout, _) = run("attainment", &text);
    assert!(stdout.contains("另有年均值，逐月评价没有用它"), "{stdout}");
}

/// A series that does not change has no trend, whatever the short formula says of ties.
#[test]
fn a_constant_series_has_no_trend() {
    let years: String = (1994..2024).map(|y| format!("甲,{y},0.1\n")).collect();
    let (_, stdout, _) = run("spearman", &format!("断面编号,时间,总磷(mg/L)\n{years}"));
    assert!(stdout.contains("各年均值全部相等"), "{stdout}");
    assert!(!stdout.contains("显著上升"), "{stdout}");
}

/// A quote that is never closed takes the rest of the table into one cell.
#[test]
fn an_open_quote_swallows_no_rows() {
    let head = "断面编号,时间,总磷(mg/L),备注";
    let open = format!("{head}\n甲,2024-01-03,0.1,\"看\n甲,2024-02-03,0.9,\n");
    let (status, _, stderr) = run("surface-water", &open);
    assert_eq!(status, 1, "{stderr}");
    assert!(
        stderr.contains("引号没有闭合") && stderr.contains("table.csv:2"),
        "{stderr}"
    );
    let late = format!("{head}\n甲,2024-01-03,0.1,\"看\n甲,2024-02-03,0.9,看\"\n");
    let (_, _, stderr) = run("surface-water", &late);
    assert!(stderr.contains("跨过了后面的行"), "{stderr}");
    let note =
        format!("{head}\n甲,2024-01-03,0.1,\"一行\n又一行\"\n甲,2024-02-03,0.9,\n");
    let (status, stdout, stderr) = run("surface-water", &note);
    assert_eq!(status, 0, "{stderr}");
    assert!(!stderr.contains("引号") && stdout.contains("2024-02-03"), "{stderr}");
}

/// 口径 is one of three words; a monthly mean dated to the first is a month; samples that all
/// are so are asked about.
#[test]
fn bases_are_closed_words() {
    let head = "断面编号,时间,口径,总磷(mg/L)";
    let (status, _, stderr) =
        run("surface-water", &format!("{head}\n甲,2024-05,日均,0.1\n"));
    assert_eq!(status, 1);
    assert!(stderr.contains("“口径”不能是“日均”") && stderr.contains("可用"), "{stderr}");
    let rows = |basis: &str| {
        let row = |m: u8| format!("甲,2024-0{m}-01,{basis},0.1\n");
        format!("{head}\n{}", (1..6).map(row).collect::<String>())
    };
    let (_, stdout, _) = run("surface-water", &rows("月均"));
    assert!(stdout.contains("全年只有 5 个月的数据"), "{stdout}");
    let (_, _, stderr) = run("surface-water", &rows(""));
    assert!(stderr.contains("时间都是每月1日"), "{stderr}");
    let (status, _, stderr) =
        run("surface-water", "断面编号,时间,总磷(mg/L)\n甲,20240501,0.1\n");
    assert_eq!(status, 1, "{stderr}");
    let (_, _, stderr) =
        run("surface-water", "断面编号,时间,总磷(mg/L)\n甲,2024-05,0.02L\n");
    assert!(stderr.contains("低于检出限写成 <0.02"), "{stderr}");
}

/// Years below detection count as half the limit, and say so; years of nothing are named.
#[test]
fn years_below_detection_are_in_the_series() {
    let mut text =
        "断面编号,时间,六价铬(mg/L)\n甲,2014,未检出\n甲,2015,<0.004\n".to_owned();
    for (year, value) in (2016..2021).zip(["0.005", "0.006", "0.007", "0.008", "0.009"]) {
        text.push_str(&format!("甲,{year},{value}\n"));
    }
    text.push_str("甲,2021,<0.004\n");
    let (_, stdout, stderr) = run("spearman", &text);
    assert!(stdout.contains("N＝7"), "{stdout}{stderr}");
    assert!(stdout.contains("2015年 1 个值中 1 个低于检出限"), "{stdout}");
    assert!(stdout.contains("2014年全部未检出而没有检出限"), "{stdout}");
    assert!(!stdout.contains("显著上升"), "{stdout}");
}
