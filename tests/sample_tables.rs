//! One sound table for every method that reads its own, and what must hold when it is
//! spoiled: doubled rows, rows that disagree, absurd words in any cell.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::format_push_string,
    reason = "a test that cannot go on should stop"
)]

#[path = "common/alone.rs"]
mod alone;
#[path = "common/known.rs"]
mod known;

use std::collections::{BTreeMap, BTreeSet};

use alone::run;
use known::KNOWLEDGE;
use yice::assessment::{self, ALONE, Input, Outcome, sheets};
use yice::diagnostic::{Sink, SourceFile};
use yice::inventory::Inventory;
use yice::profile::{Holds, Profile, SheetColumn};

/// Method and table; the first column is the subject's.
const SAMPLES: [(&str, &str); 30] = [
    (
        "water-quality-change",
        "名称,时段,Ⅰ～Ⅲ类比例(%),劣Ⅴ类比例(%)\n甲,2015,70,5\n甲,2020,85,1\n",
    ),
    (
        "capacity-zero",
        "名称,污染物,目标浓度(mg/L),初始浓度(mg/L),设计流量(m³/s),废污水流量(m³/s)\n甲,总磷,0.2,0.1,10,0.5\n",
    ),
    (
        "capacity-one",
        "名称,污染物,目标浓度(mg/L),初始浓度(mg/L),设计流量(m³/s),衰减系数(1/d),河段长(m),流速(m/s),不均匀系数,入河方式\n\
         甲,总磷,0.2,0.1,10,0.1,5000,0.3,0.8,均匀\n",
    ),
    (
        "capacity-two",
        "名称,污染物,目标浓度(mg/L),初始浓度(mg/L),设计流量(m³/s),衰减系数(1/d),流速(m/s),水深(m),横向扩散系数(m²/s),距离(m)\n\
         甲,总磷,0.2,0.1,300,0.1,1,5,0.5,2000\n",
    ),
    (
        "capacity-lake",
        "名称,污染物,目标浓度(mg/L),模型,库容(m³),衰减系数(1/d),不均匀系数,水面面积(km²),平均水深(m),年出流水量(m³/a),年入湖量(t/a),年出湖量(t/a)\n\
         甲,总磷,0.05,简化,1e8,0.01,0.9,,,,,\n乙,总磷,0.05,狄龙,1e8,,,10,10,5e7,20,8\n",
    ),
    ("tennant", "monthly"),
    ("gb-t-25173", "monthly"),
    (
        "black-odour-remediation",
        "水体,检测点,日期,透明度(cm),水深(cm),溶解氧(mg/L),氧化还原电位(mV),氨氮(mg/L)\n\
         某沟,东,2024-05-01,20,30,1.5,20,16\n某沟,东,2024-05-03,8,20,1.5,-50,17\n某沟,西,2024-05-01,20,50,1.5,60,9\n",
    ),
    (
        "manure-land-capacity",
        "区域,作物,产量(t/a),土壤养分等级,粪肥占施肥比例(%),测算基础,存栏(猪当量)\n某镇,水稻,1000,Ⅱ,50,氮,10000\n某镇,小麦,500,,,,\n",
    ),
    (
        "hazwaste-accounting",
        "企业,废物,申报产生量(t/a),投入(t/a),产品(t/a),副产品(t/a),带走(t/a),回用(t/a),系数,活动量,活动量单位,类比产生量(t/a),类比规模(t/a),规模(t/a),自行利用处置,经营许可证\n\
         某厂,HW34,12,100,80,5,1,1,,,,10,100,100,否,否\n某厂,HW17,3,50,40,,,,,,,,,,,\n",
    ),
    (
        "hazwaste-sludge-balance",
        "企业,污染物,水流,废水量(m³/a),进水浓度(mg/L),出水浓度(mg/L),系数,药剂残渣(t/a),悬浮物(t/a),含水率(%)\n\
         甲,镍,线1,10000,50,0.5,stoich-ni-oh2,1,2,80\n甲,铜,,10000,50,0.5,stoich-cu-oh2,,,\n",
    ),
    (
        "hj-941",
        "企业,物质,最大存在量(t),临界量(t),工艺得分,水环境得分,受体,近三年处罚\n某厂,氨水,20,10,20,30,E2,否\n某厂,硫酸,5,1,,,,\n",
    ),
    (
        "receptor-sensitivity",
        "企业,水源保护区,跨国界,其他敏感区,跨省界,特殊地貌\n甲,否,否,是,否,否\n",
    ),
    ("concentration-flow", "pairs"),
    (
        "unit-network",
        "单元,下游单元,污染物,本地入河量(t/a),河段长(km),流速(m/s),衰减系数(1/d),出口流量(m³/s),目标浓度(mg/L)\n\
         上游,下游,总磷,100,17.28,0.2,0.2,,\n下游,,总磷,50,17.28,0.2,0.2,10,0.3\n",
    ),
    (
        "load-allocation",
        "单元,分担对象,现状入河量(t/a),允许入河量(t/a),纳污能力(t/a),安全余量(%),可削减比例(%)\n\
         甲,工业,10,,150,10,50\n甲,农业,100,,,,40\n甲,生活,90,,,,60\n",
    ),
    (
        "decay-coefficients",
        "河段,上断面浓度(mg/L),下断面浓度(mg/L),间距(m),流速(m/s)\n甲,1,0.8,10000,0.3\n",
    ),
    ("hj-774", "水源地,月份,取水量(m³),达标\n甲,2026-04,100,是\n甲,2026-05,100,否\n"),
    (
        "sewage-collection-rate",
        "区域,用水总人口(人),进水量(m³/a),进水BOD5(mg/L)\n甲,100000,5000000,120\n",
    ),
    (
        "straw-resources",
        "区域,作物,产量(t/a),农区,肥料化(t/a),饲料化(t/a),燃料化(t/a),基料化(t/a),原料化(t/a)\n\
         甲,稻谷,100,长江中下游,20,1,1,1,1\n甲,小麦,100,长江中下游,20,1,1,1,1\n",
    ),
    (
        "fertiliser-intensity",
        "区域,面积(hm²),面积口径,氮肥(t/a),磷肥(t/a)\n甲,1000,播种,200,60\n",
    ),
    (
        "waste-capacity-balance",
        "区域,类别,产生量(t/a),能力(t/a),消化库存(t/a),转入(t/a),转出(t/a)\n甲,HW17,100,90,20,5,10\n甲,HW08,10,50,,,\n",
    ),
    ("tailings-design-grade", "尾矿库,全库容(万m³),坝高(m)\n甲,100,50\n"),
    (
        "tailings-environmental-risk",
        "尾矿库,危害性得分,敏感性得分,可靠性得分\n甲,50,40,30\n",
    ),
    (
        "soil-screening",
        "地块,用地,污染物,含量(mg/kg),土壤pH,背景值(mg/kg)\n甲,水田,镉,0.5,6,\n甲,水田,铅,50,,20\n",
    ),
    ("effluent-toxicity", "废水,受试生物,半数效应浓度(%)\n甲,大型溞,20\n"),
    (
        "industry-gap",
        "企业,行业,污染物,浓度(mg/L),去向,日期,地区,标准,针对\n\
         甲,pharma-api,化学需氧量,60,直接,2026-06-30,湖北省宜昌市,GB 21903-2008,\n\
         甲,pharma-api,总氰化物,<0.01,直接,2026-06-30,湖北省宜昌市,GB 21903-2008,\n",
    ),
    (
        "park-indicators",
        "园区,指标,体系,数值,数值单位,完成,分级\n\
         甲,工业用水重复利用率,国家生态,80,%,,\n甲,污水集中处理设施,,,,是,\n甲,hj274-reclaimed,,30,%,,缺水城市\n",
    ),
    (
        "outfall-classification",
        "排口,类型,在禁设区内,可并入,已审批,达标排放\n甲,工业企业排污口,否,否,是,是\n",
    ),
    ("river-lake-health", "河湖,得分\n甲,75\n"),
];

/// The samples, with those that take many rows written out.
fn samples() -> impl Iterator<Item = (&'static str, String)> {
    SAMPLES.iter().map(|(id, text)| match *text {
        "monthly" => (*id, monthly()),
        "pairs" => (*id, pairs()),
        text => (*id, text.to_owned()),
    })
}

/// Ten years of monthly flows.
fn monthly() -> String {
    let mut text = "断面,时间,流量(m³/s),生态基流(m³/s)\n".to_owned();
    for year in 2010..2020 {
        for month in 1..=12 {
            text.push_str(&format!("甲,{year}-{month:02},{},5\n", (year % 7) * month));
        }
    }
    text
}

/// Twelve months of flow and concentration.
fn pairs() -> String {
    let mut text = "断面,时间,流量(m³/s),浓度(mg/L)\n".to_owned();
    for month in 1..=12 {
        let level = f64::from(month * month % 11) / 100.0;
        text.push_str(&format!("甲,2024-{month:02},{},{level}\n", month * 3));
    }
    text
}

/// `text` with the cell of the data row `row` under `column` changed.
fn with_cell(text: &str, row: usize, column: usize, cell: &str) -> String {
    let mut lines: Vec<Vec<String>> =
        text.lines().map(|l| l.split(',').map(str::to_owned).collect()).collect();
    cell.clone_into(&mut lines[row + 1][column]);
    lines.iter().map(|l| l.join(",") + "\n").collect()
}

/// The columns of the method `id`, which reads a table of its own.
fn columns(id: &str) -> &'static [SheetColumn] {
    let method = ALONE.iter().find(|m| m.id == id).unwrap();
    let Input::Sheet(columns, _) = method.input else { panic!("{id} reads no sheet") };
    columns
}

fn heads(text: &str) -> Vec<&str> {
    text.lines().next().unwrap().split(',').collect()
}

fn told(outcomes: &[Outcome]) -> String {
    let notes = outcomes.iter().flat_map(|o| &o.notes);
    notes.map(String::as_str).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_method_has_a_sound_sample() {
    let sheets: BTreeSet<&str> = ALONE
        .iter()
        .filter(|m| matches!(m.input, Input::Sheet(..)))
        .map(|m| m.id)
        .collect();
    assert_eq!(sheets, SAMPLES.iter().map(|(id, _)| *id).collect());
    for (id, text) in samples() {
        let (outcomes, sink) = run(id, &text);
        assert!(!sink.has_errors(), "{id}: {:?}", sink.diagnostics());
        assert!(
            !outcomes.is_empty() && outcomes.iter().all(|o| !o.values.is_empty()),
            "{id}"
        );
        assert!(!told(&outcomes).contains("不能"), "{id}: {}", told(&outcomes));
        assert_distinct(id, &outcomes);
        for column in columns(id).iter().filter(|c| c.unit != "*") {
            let named =
                heads(&text).iter().any(|h| h.split('(').next() == Some(column.name));
            // Units stand in the head of one sample, in the rows of another.
            assert!(
                named
                    || column.name.ends_with("单位")
                    || column.name == "流速系数"
                    || column.name == "流速指数"
                    || column.name == "废污水流量",
                "{id} {}",
                column.name
            );
        }
    }
}

/// No two outcomes of one name, and no two values of one label: a rule or a reader that looks
/// one up would find the first.
fn assert_distinct(id: &str, outcomes: &[Outcome]) {
    let names: BTreeSet<&str> = outcomes.iter().map(|o| o.name.as_str()).collect();
    assert_eq!(names.len(), outcomes.len(), "{id}: two outcomes of one name");
    for outcome in outcomes {
        let labels: BTreeSet<&str> =
            outcome.values.iter().map(|v| v.label.as_str()).collect();
        assert_eq!(labels.len(), outcome.values.len(), "{id}: two values of one label");
    }
}

/// A row written twice is said, and nothing is counted twice or chosen from.
#[test]
fn a_doubled_row_is_said() {
    for (id, text) in samples() {
        let rows: Vec<&str> = text.lines().skip(1).collect();
        let doubled = format!("{text}{}\n", rows.last().unwrap());
        let (outcomes, sink) = run(id, &doubled);
        let notes = told(&outcomes);
        let said =
            ["有两行", "有 2 行", "有几行"].iter().any(|word| notes.contains(word));
        assert!(said || sink.has_errors(), "{id}: {notes}");
        assert_distinct(id, &outcomes);
    }
}

/// What one row says for the whole subject must not be said otherwise in another.
#[test]
fn rows_that_disagree_on_their_subject_are_said() {
    let mut tried = 0;
    for (id, text) in samples() {
        if text.lines().count() < 3 {
            continue;
        }
        for column in columns(id).iter().filter(|c| c.meaning.contains("第一行写")) {
            let Some(at) = heads(&text)
                .iter()
                .position(|h| h.split('(').next() == Some(column.name))
            else {
                continue;
            };
            let other = match column.holds {
                Holds::OneOf(words) => *words.last().unwrap(),
                _ if column.unit.is_empty() => "山东",
                _ => "7",
            };
            let first = text.lines().nth(1).unwrap().split(',').nth(at).unwrap();
            let text = if first.is_empty() || first == other {
                with_cell(&text, 0, at, if column.unit.is_empty() { "是" } else { "8" })
            } else {
                text.clone()
            };
            let (outcomes, sink) = run(id, &with_cell(&text, 1, at, other));
            assert!(!sink.has_errors(), "{id} {}: {:?}", column.name, sink.diagnostics());
            let notes = told(&outcomes);
            assert!(notes.contains(&format!("“{}”写了", column.name)), "{id}: {notes}");
            tried += 1;
        }
    }
    assert!(tried > 12, "only {tried} columns");
}

/// The order of rows is no statement, but for periods that follow one another.
#[test]
fn the_order_of_rows_does_not_matter() {
    for (id, text) in samples().filter(|(id, _)| *id != "water-quality-change") {
        let mut lines: Vec<&str> = text.lines().collect();
        lines[1..].reverse();
        let told = |text: &str| {
            let (outcomes, _) = run(id, text);
            let by_name: BTreeMap<String, BTreeMap<String, String>> = outcomes
                .into_iter()
                .map(|o| {
                    let value = |v: assessment::Value| {
                        let figure = v.figure.map(|f| f.text());
                        (v.label, figure.or(v.words).unwrap_or_default())
                    };
                    (o.name, o.values.into_iter().map(value).collect())
                })
                .collect();
            by_name
        };
        assert_eq!(told(&text), told(&(lines.join("\n") + "\n")), "{id}");
    }
}

/// Whatever stands in one cell: no panic, and every figure is a number.
#[test]
fn no_cell_breaks_a_method() {
    const ODD: [&str; 16] = [
        "",
        "20年01",
        "（",
        "2026-13",
        "NaN",
        "inf",
        "-0",
        "-1",
        "1e400",
        "1e300",
        "１２",
        "\"",
        "是",
        "𝟙",
        "不知道的词",
        "0",
    ];
    for (id, text) in samples() {
        let rows = text.lines().count() - 1;
        for row in [0, rows - 1] {
            for column in 0..heads(&text).len() {
                for odd in ODD {
                    let (outcomes, _) = run(id, &with_cell(&text, row, column, odd));
                    for value in outcomes.iter().flat_map(|o| &o.values) {
                        let Some(figure) = &value.figure else { continue };
                        let amount = figure.amount();
                        let all = [amount.low, amount.typical, amount.high];
                        assert!(
                            all.iter().all(|a| a.is_finite()),
                            "{id} {odd} {}",
                            value.label
                        );
                    }
                }
            }
        }
    }
}

/// A share of more than the whole, a month of no year, a word that the column does not know:
/// an error at its cell.
#[test]
fn cells_hold_what_their_column_says() {
    let mut tried = 0;
    for (id, text) in samples() {
        for (at, head) in heads(&text).iter().enumerate() {
            let name = head.split('(').next().unwrap();
            let column = columns(id).iter().find(|c| c.name == name).unwrap();
            let (odd, expected) = match column.holds {
                Holds::Share => ("150", "不会超过 100%"),
                Holds::Month => ("2026-13", "不是月份"),
                Holds::Day => ("2026-06", "不是日期"),
                Holds::Time => ("20年01", "不是日期"),
                Holds::OneOf(_) => ("也许", "不能是“也许”"),
                Holds::Concentration => ("约1", "应为数字"),
                Holds::Anything | Holds::Signed => continue,
            };
            let (_, sink) = run(id, &with_cell(&text, 0, at, odd));
            let messages: Vec<&str> =
                sink.diagnostics().iter().map(|d| d.message.as_str()).collect();
            assert!(
                messages.iter().any(|m| m.contains(expected)),
                "{id} {head}: {messages:?}"
            );
            tried += 1;
        }
    }
    assert!(tried > 30, "only {tried} columns");
}

const PROFILE: &str = "name: 某市\nkind: city\nreference-date: '2026-11-01'\nfacts: []\ntargets: []\ngaps: []\n";

/// A case that brings the table of a method gets its result; one that does not has a named gap.
#[test]
fn a_case_with_the_table_gets_the_result() {
    let file = |name: &str, text: &str| SourceFile::new(format!("cases/c/{name}"), text);
    let fixed = [
        file("profile.yaml", PROFILE),
        file("sources.yaml", "- {id: own, kind: dataset, title: 自有数据}\n"),
        file("control_units.csv", "编号,名称,来源,定位\nu,甲河,own,表\n"),
    ];
    for (id, text) in samples() {
        let table: String = text
            .lines()
            .zip(std::iter::once(",来源,定位\n").chain(std::iter::repeat(",own,表\n")))
            .map(|(row, source)| row.to_owned() + source)
            .collect();
        let mut files = fixed.to_vec();
        files.push(file(&format!("methods/{id}.csv"), &table));
        let mut sink = Sink::new();
        let profile = Profile::load("c", &files, &sheets(), &KNOWLEDGE, &mut sink);
        assert!(!sink.has_errors(), "{id}: {:?}", sink.diagnostics());
        let assessment =
            assessment::run(&profile.unwrap(), &KNOWLEDGE, &Inventory::default());
        let found = assessment.methods.iter().find(|m| m.method == id);
        let found = found.unwrap_or_else(|| panic!("{id} has no result in the case"));
        assert_eq!(found.outcomes.len(), run(id, &text).0.len(), "{id}");
        let gaps: BTreeSet<&str> =
            assessment.unassessed.iter().map(|u| u.method.as_str()).collect();
        assert!(!gaps.contains(id), "{id} is a gap, too");
        let others = SAMPLES.iter().filter(|(other, _)| *other != id);
        for (other, _) in others {
            assert!(gaps.contains(other), "{other} is no gap of a case with {id} alone");
        }
    }
}
