//! What must hold of the methods whatever the figures: more pollution never improves a result,
//! neither the unit nor the order of rows matters, shares add up.

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

use known::KNOWLEDGE;
use proptest::prelude::*;
use yice::assessment::{self, Assessment, Outcome};
use yice::diagnostic::{Sink, SourceFile};
use yice::inventory::Inventory;
use yice::knowledge::{Water, WaterClass};
use yice::profile::Profile;
use yice::quantity::Provenance;

fn assess(text: &str, water: Water) -> Assessment {
    let mut sink = Sink::new();
    let file = SourceFile::new("table.csv", text);
    let profile = Profile::of_monitoring(&file, water, &KNOWLEDGE, &mut sink).unwrap();
    assert!(!sink.has_errors());
    assessment::run(&profile, &KNOWLEDGE, &Inventory::default())
}

fn class(text: &str) -> WaterClass {
    assess(text, Water::River).sections[0].class
}

fn tli(text: &str) -> f64 {
    assess(text, Water::Lake).trophic[0].index.amount().typical
}

fn run(id: &str, text: &str) -> Vec<Outcome> {
    let (outcomes, sink) = alone::run(id, text);
    assert!(!sink.has_errors(), "{id}: {text}");
    outcomes
}

/// The inventory of a case of these files.
fn inventory(files: &[(&str, &str)]) -> Inventory {
    let file =
        |(name, text): &(&str, &str)| SourceFile::new(format!("cases/c/{name}"), *text);
    let files: Vec<_> = files.iter().map(file).collect();
    let mut sink = Sink::new();
    let profile = Profile::load("c", &files, &[], &KNOWLEDGE, &mut sink).unwrap();
    assert!(!sink.has_errors());
    yice::inventory::run(&profile, &KNOWLEDGE)
}

const RIVER: &str = "断面编号,时间,溶解氧(mg/L),高锰酸盐指数(mg/L),氨氮(mg/L),总磷(mg/L)";

fn river(values: [f64; 4]) -> String {
    let [oxygen, codmn, ammonia, tp] = values;
    format!("{RIVER}\n甲,2024,{oxygen},{codmn},{ammonia},{tp}\n")
}

const LAKE: &str =
    "断面编号,时间,叶绿素a(mg/m³),总磷(mg/L),总氮(mg/L),透明度(m),高锰酸盐指数(mg/L)";

fn lake(values: [f64; 5]) -> String {
    let [chla, tp, tn, depth, codmn] = values;
    format!("{LAKE}\n甲,2024,{chla},{tp},{tn},{depth},{codmn}\n")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn more_pollution_never_improves_a_class(
        oxygen in 0.1..12.0f64, codmn in 0.1..20.0f64, ammonia in 0.01..3.0f64,
        tp in 0.001..0.6f64, item in 0usize..4, more in 1.0..3.0f64,
    ) {
        let clean = [oxygen, codmn, ammonia, tp];
        let mut worse = clean;
        worse[item] = if item == 0 { oxygen / more } else { worse[item] * more };
        prop_assert!(class(&river(worse)) >= class(&river(clean)));
    }

    #[test]
    fn more_nutrients_never_lower_the_trophic_index(
        chla in 0.5..200.0f64, tp in 0.005..0.5f64, tn in 0.1..8.0f64,
        depth in 0.1..8.0f64, codmn in 0.5..15.0f64, item in 0usize..5, more in 1.0..3.0f64,
    ) {
        let clean = [chla, tp, tn, depth, codmn];
        let mut worse = clean;
        worse[item] = if item == 3 { depth / more } else { worse[item] * more };
        prop_assert!(tli(&lake(worse)) >= tli(&lake(clean)) - 1e-9);
    }

    #[test]
    fn neither_unit_nor_order_changes_a_class(
        values in proptest::collection::vec(1u32..600, 2..8),
    ) {
        let rows = |order: &[u32], unit: &str, factor: u32| {
            let mut text = format!("断面编号,时间,口径,总磷({unit})\n");
            for (month, value) in order.iter().enumerate() {
                let scaled = f64::from(*value) / f64::from(factor);
                text.push_str(&format!("甲,2024-{:02},月均,{scaled}\n", month + 1));
            }
            text
        };
        let plain = class(&rows(&values, "mg/L", 1000));
        prop_assert_eq!(class(&rows(&values, "μg/L", 1)), plain);
        let mut turned = values.clone();
        turned.reverse();
        prop_assert_eq!(class(&rows(&turned, "mg/L", 1000)), plain);
    }

    #[test]
    fn a_mean_of_just_the_limit_meets_it_in_any_order(
        values in proptest::collection::vec(1u32..400, 2..8),
    ) {
        // The last value brings the mean to the limit of class Ⅲ, 0.2 mg/L.
        let sum: u32 = values.iter().sum();
        let wanted = 200 * u32::try_from(values.len() + 1).unwrap();
        prop_assume!(sum < wanted);
        let mut all = values;
        all.push(wanted - sum);
        let mut text = "断面编号,时间,口径,总磷(mg/L)\n".to_owned();
        for (month, value) in all.iter().enumerate() {
            text.push_str(&format!("甲,2024-{:02},月均,{}\n", month + 1, f64::from(*value) / 1000.0));
        }
        prop_assert_eq!(class(&text), WaterClass::III);
    }

    #[test]
    fn dirtier_inflow_never_raises_a_capacity(
        target in 0.05..5.0f64, start in 0.0..5.0f64, flow in 0.01..900.0f64,
        decay in 0.0..1.0f64, length in 10.0..50_000.0f64, speed in 0.01..3.0f64,
        more in 0.0..2.0f64,
    ) {
        let capacity = |start: f64| {
            let outcomes = run("capacity-one", &format!(
                "名称,目标浓度(mg/L),初始浓度(mg/L),设计流量(m³/s),衰减系数(1/d),河段长(m),流速(m/s),入河方式\n甲,{target},{start},{flow},{decay},{length},{speed},均匀\n"
            ));
            outcomes[0].find("纳污能力").unwrap().amount().typical
        };
        let clean = capacity(start);
        prop_assert!(clean.is_finite());
        prop_assert!(capacity(start + more) <= clean + 1e-9 * clean.abs());
    }

    #[test]
    fn a_rank_correlation_lies_between_minus_one_and_one(
        values in proptest::collection::vec(1u32..50, 5..20),
    ) {
        let mut text = "断面编号,时间,总磷(mg/L)\n".to_owned();
        for (year, value) in values.iter().enumerate() {
            text.push_str(&format!("甲,{},{}\n", 2000 + year, f64::from(*value) / 100.0));
        }
        let mut sink = Sink::new();
        let file = SourceFile::new("table.csv", &text);
        let profile =
            Profile::of_monitoring(&file, Water::Lake, &KNOWLEDGE, &mut sink).unwrap();
        let method = assessment::ALONE.iter().find(|m| m.id == "spearman").unwrap();
        let assessment::Input::Monitoring(_, run) = &method.input else { unreachable!() };
        let outcomes = run(&profile, &KNOWLEDGE);
        let rs = outcomes[0].find("r_s").unwrap().amount().typical;
        prop_assert!((-1.0 - 1e-12..=1.0 + 1e-12).contains(&rs), "{}", rs);
    }

    /// Parts of every way add up to what must go, and nobody gives more than it has.
    #[test]
    fn allocations_add_up_whatever_the_loads(
        loads in prop::collection::vec(0.01..500.0_f64, 2..12),
        cut in 0.01..0.99_f64,
    ) {
        let total: f64 = loads.iter().sum();
        let mut text = "单元,分担对象,现状入河量(t/a),允许入河量(t/a),可削减比例(%)\n".to_owned();
        for (n, load) in loads.iter().enumerate() {
            let permitted = if n == 0 { (total * (1.0 - cut)).to_string() } else { String::new() };
            text.push_str(&format!("甲,s{n},{load},{permitted},100\n"));
        }
        let outcome = &run("load-allocation", &text)[0];
        let required = outcome.find("应削减量").unwrap().amount().typical;
        for way in ["等量分配", "按贡献分配", "按潜力分配"] {
            let part = |n: usize| {
                outcome.find(&format!("{way} s{n}")).unwrap().amount().typical
            };
            let sum: f64 = (0..loads.len()).map(part).sum();
            prop_assert!((sum - required).abs() < 1e-9 * total, "{way}: {sum}, {required}");
            for (n, load) in loads.iter().enumerate() {
                prop_assert!(part(n) <= load * (1.0 + 1e-12), "{way} s{n}");
            }
        }
    }

    /// What leaves a chain of units is no more than what entered it, and its origins add up.
    #[test]
    fn a_chain_of_units_keeps_its_mass(
        loads in prop::collection::vec(0.1..100.0_f64, 2..8),
        decay in 0.0..1.0_f64,
    ) {
        let mut text =
            "单元,下游单元,本地入河量(t/a),河段长(km),流速(m/s),衰减系数(1/d)\n".to_owned();
        for (n, load) in loads.iter().enumerate() {
            let below =
                if n + 1 < loads.len() { format!("u{}", n + 1) } else { String::new() };
            text.push_str(&format!("u{n},{below},{load},10,0.2,{decay}\n"));
        }
        let outcomes = run("unit-network", &text);
        let last = outcomes.last().unwrap();
        let out = last.find("出口通量").unwrap().amount().typical;
        let all: f64 = loads.iter().sum();
        prop_assert!(out <= all * (1.0 + 1e-12), "{out} of {all}");
        let shares: f64 = last
            .values
            .iter()
            .filter(|v| v.label.starts_with("来自"))
            .map(|v| v.figure.as_ref().unwrap().amount().typical)
            .sum();
        prop_assert!(shares < 100.0);
    }

    /// The draws lie within the interval, and so does the typical value.
    #[test]
    fn draws_lie_within_the_interval(people in prop::collection::vec(1.0..1e5_f64, 1..6)) {
        let mut rows = "编号,名称,类别,控制单元,活动量,活动单位,年份,来源,定位\n".to_owned();
        for (n, count) in people.iter().enumerate() {
            rows.push_str(&format!("s{n},村{n},农村生活,u,{count:.1},人,2025,own,表\n"));
        }
        let files = [
            ("profile.yaml", "name: 某市\nkind: city\nreference-date: '2026-11-01'\nfacts: []\ntargets: []\ngaps: []\n"),
            ("sources.yaml", "- {id: own, kind: dataset, title: 生成的数据}\n"),
            ("control_units.csv", "编号,名称,来源,定位\nu,单元,own,表\n"),
            ("sources.csv", rows.as_str()),
        ];
        let inventory = inventory(&files);
        prop_assert!(!inventory.uncertainties.is_empty());
        for u in &inventory.uncertainties {
            let (interval, drawn) = (u.interval.amount(), u.simulated.amount());
            prop_assert!(interval.low <= interval.typical && interval.typical <= interval.high);
            prop_assert!(interval.low <= drawn.low && drawn.low <= drawn.typical);
            prop_assert!(drawn.typical <= drawn.high && drawn.high <= interval.high);
        }
    }
}

/// Runoff of roads in a city of 重庆市: its volume by the concentration measured there.
#[test]
fn runoff_is_volume_by_concentration() {
    let files = [
        (
            "profile.yaml",
            "name: 重庆市\nkind: city\nprovince: 重庆市\nreference-date: '2026-11-01'\nfacts: []\ntargets: []\ngaps: []\n",
        ),
        ("sources.yaml", "- {id: own, kind: dataset, title: 生成的数据}\n"),
        ("control_units.csv", "编号,名称,来源,定位\nu,单元,own,表\n"),
        (
            "sources.csv",
            "编号,名称,类别,对象,控制单元,活动量,活动单位,年份,来源,定位\ns,路面,城市径流,道路,u,100,万m³/a,2025,own,表\n",
        ),
    ];
    let inventory = inventory(&files);
    let line = inventory.lines.iter().find(|l| l.pollutant == "cod").unwrap();
    let load = line.load().unwrap();
    let Provenance::Derived { method, terms } = load.provenance().as_ref() else {
        panic!("not computed: {load:?}");
    };
    assert_eq!(method, "排放量＝水量×浓度");
    // 10⁶ m³ of one mg/L are one t.
    let quality = terms[1].quantity.amount().typical;
    assert!((load.amount().typical - quality).abs() < 1e-9 * quality);
}
