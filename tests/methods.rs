//! Methods on tables of their own, against published or hand-computed results. See
//! tests/goldens/README.md.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    clippy::format_push_string,
    clippy::many_single_char_names,
    reason = "a test that cannot go on should stop; its figures are small and named as in the formulas"
)]

mod common;
#[path = "common/sheets.rs"]
mod sheets;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use common::yice;
use sheets::{assess, close, figure, named, table, words};

fn rows(name: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/goldens").join(name);
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect());
    rows.collect()
}

/// Recomputed by others, not published: level `no_published_result`.
#[test]
fn rank_correlations_of_eight_stations_of_lake_taihu() {
    let outcomes = assess("spearman", "tests/goldens/spearman-taihu.csv");
    let expected = rows("spearman-taihu.expected.csv");
    assert_eq!(expected.len(), 40);
    for row in &expected {
        let name = format!("{} {}", row[0], row[1]);
        let outcome = named(&outcomes, &name);
        close(figure(outcome, "r_s"), row[2].parse().unwrap(), 5e-5, &name);
        assert_eq!(words(outcome, "趋势"), row[3], "{name}");
    }
}

/// The two tests of a trend never point in opposite directions.
#[test]
fn kendall_agrees_with_spearman_in_direction() {
    let spearman = assess("spearman", "tests/goldens/spearman-taihu.csv");
    let kendall = assess("mann-kendall", "tests/goldens/spearman-taihu.csv");
    assert_eq!(spearman.len(), kendall.len());
    for (a, b) in spearman.iter().zip(&kendall) {
        let (a, b) = (words(a, "趋势"), words(b, "趋势"));
        let opposite = |x, y| (x, y) == ("显著上升", "显著下降");
        assert!(!opposite(a, b) && !opposite(b, a));
    }
}

/// By hand: 1,2,…,8 rises in all 28 pairs: S = 28, Var = 8·7·21/18, Z = 27/√(65.333).
#[test]
fn a_steady_rise_has_the_largest_s() {
    let mut text = "断面编号,时间,总磷(mg/L)\n".to_owned();
    for year in 0..8 {
        text.push_str(&format!("甲,{},{}\n", 2015 + year, 1 + year));
    }
    let outcomes = table("mann-kendall", &text);
    close(
        figure(&outcomes[0], "Z"),
        27.0 / (8.0 * 7.0 * 21.0 / 18.0_f64).sqrt(),
        1e-12,
        "Z",
    );
    close(figure(&outcomes[0], "Sen 斜率（每年）"), 1.0, 1e-12, "slope");
    assert_eq!(words(&outcomes[0], "趋势"), "显著上升");
}

#[test]
fn too_few_years_give_a_reason_and_no_trend() {
    let outcomes =
        table("spearman", "断面编号,时间,总磷(mg/L)\n甲,2020,0.1\n甲,2021,0.2\n");
    assert!(outcomes[0]["values"].as_array().unwrap().is_empty());
    assert_eq!(outcomes[0]["notes"][0], "只有 2 个年份，少于 5，不评");
}

/// Formula and results from one repository: level `formula_from_same_repo`. Months of two
/// years are averaged, as there.
#[test]
fn capacities_of_four_reaches_and_two_reservoirs_month_by_month() {
    let mut months: BTreeMap<(String, u32), Vec<f64>> = BTreeMap::new();
    for (method, input) in [
        ("capacity-one", "capacity-river.csv"),
        ("capacity-lake", "capacity-reservoir.csv"),
    ] {
        for outcome in assess(method, &format!("tests/goldens/{input}")) {
            let name = outcome["name"].as_str().unwrap();
            let (zone, month) = name.split_once(' ').unwrap();
            let month: u32 = month.split_once('-').unwrap().1.parse().unwrap();
            let capacity = figure(&outcome, "纳污能力");
            months.entry((zone.to_owned(), month)).or_default().push(capacity);
        }
    }
    let expected = rows("capacity.expected.csv");
    assert_eq!(expected.len(), 72);
    for row in expected {
        let key = (row[0].clone(), row[1].parse().unwrap());
        let own = &months[&key];
        let mean = own.iter().sum::<f64>() / own.len() as f64;
        let printed: f64 = row[2].parse().unwrap();
        assert!((mean - printed).abs() <= 5.1e-5, "{key:?}: {mean}, printed {printed}");
    }
}

/// (1 − 0.6) mg/L × (9 + 1) m³/s = 4 g/s = 126.144 t/a.
#[test]
fn a_mixed_reach_takes_what_its_flow_dilutes() {
    let outcomes = table(
        "capacity-zero",
        "名称,目标浓度(mg/L),初始浓度(mg/L),设计流量(m³/s),废污水流量(m³/s)\n甲,1,0.6,9,1\n",
    );
    close(figure(&outcomes[0], "纳污能力"), 126.144, 1e-12, "capacity");
}

/// Put back into C(x,0), the two-dimensional load gives the target concentration.
#[test]
fn the_band_along_a_bank_meets_the_target() {
    let (cs, c0, k, v, h, e, x) = (1.0, 0.4, 0.2, 0.5, 3.0, 0.6, 2000.0_f64);
    let outcomes = table(
        "capacity-two",
        &format!(
            "名称,目标浓度(mg/L),初始浓度(mg/L),设计流量(m³/s),衰减系数(1/d),流速(m/s),水深(m),横向扩散系数(m²/s),距离(m)\n甲,{cs},{c0},300,{k},{v},{h},{e},{x}\n"
        ),
    );
    let mass = figure(&outcomes[0], "纳污能力") / 31.536;
    let decayed = (-k / 86400.0 * x / v).exp();
    let spread = h * (std::f64::consts::PI * e * x * v).sqrt();
    close((c0 + mass / spread) * decayed, cs, 1e-9, "C(x,0)");
}

#[test]
fn a_dry_reach_has_no_capacity_and_says_why() {
    let outcomes = table(
        "capacity-zero",
        "名称,目标浓度(mg/L),初始浓度(mg/L),设计流量(m³/s)\n甲,1,0.6,0\n乙,1,1.5,2\n",
    );
    assert_eq!(outcomes[0]["notes"][0], "不能计算：“设计流量”为零");
    assert!(outcomes[0]["values"].as_array().unwrap().is_empty());
    assert!(figure(&outcomes[1], "纳污能力") < 0.0);
    assert!(outcomes[1]["notes"][0].as_str().unwrap().contains("没有纳污能力"));
}

/// 孔雀河A段, 干旱区地理, tables 4 and 7: level `independent_partial`.
#[test]
fn monthly_flows_of_the_kongque_river_keep_the_base_flow_as_published() {
    let outcomes = assess("tennant", "tests/goldens/flow-kongque.csv");
    let means = [21.1, 19.5, 50.5, 56.2, 36.9, 65.1, 83.4, 78.9, 35.2, 23.4, 40.3, 29.5];
    let kept = [0.7, 0.7, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.9, 0.7, 0.9, 0.9];
    for month in 1..=12 {
        let mean = figure(&outcomes[0], &format!("{month}月平均流量"));
        // February is 19.56 and printed as 19.5.
        assert!((mean - means[month - 1]).abs() <= 0.061, "month {month}: {mean}");
        let kept_share = figure(&outcomes[0], &format!("{month}月满足度"));
        close(kept_share, 100.0 * kept[month - 1], 1e-9, &format!("month {month}"));
    }
}

/// Driest months of the ten years, from the largest: 26.9, 25.5, 24.7, 9.7, 8.6, 3.7, 3.0, 2.8,
/// 0.9, 0.1; the rank of 90 % is 9.9, between 0.9 and 0.1.
#[test]
fn the_design_flow_lies_between_ranks() {
    let outcomes = assess("gb-t-25173", "tests/goldens/flow-kongque.csv");
    close(figure(&outcomes[0], "保证率最枯月平均流量"), 0.9 - 0.9 * 0.8, 1e-9, "90 %");
    close(figure(&outcomes[0], "近年最枯月平均流量"), 0.1, 1e-12, "ten years");
}

/// By the method's own rules: ΔG − ΔD = 12 − (−9) = 21 > 20.
#[test]
fn twenty_one_points_are_a_marked_change_for_the_better() {
    let outcomes = table(
        "water-quality-change",
        "名称,时段,Ⅰ～Ⅲ类比例(%),劣Ⅴ类比例(%)\n某河,2023,70,12\n某河,2024,82,3\n",
    );
    close(figure(&outcomes[0], "ΔG－ΔD"), 21.0, 1e-12, "change");
    assert_eq!(words(&outcomes[0], "变化"), "明显变化：变好");
}

/// By hand: river TP 0.3/0.2, DO 5/4, pH (8−7)/(9−7); lake TP 0.1/0.05; (3.25·1 + 2·1)/2.
#[test]
fn the_city_index_weighs_rivers_and_lakes_by_their_sections() {
    let outcomes = table(
        "cwqi",
        "断面编号,时间,水体类型,总磷(mg/L),溶解氧(mg/L),pH(1)\n甲,2024,河流,0.3,4,8\n乙,2024,湖库,0.1,,\n",
    );
    close(figure(&outcomes[0], "CWQI 河流"), 1.5 + 1.25 + 0.5, 1e-12, "rivers");
    close(figure(&outcomes[0], "CWQI 湖库"), 2.0, 1e-12, "lakes");
    close(figure(&outcomes[0], "CWQI"), f64::midpoint(3.25, 2.0), 1e-12, "city");
}

/// Two sections weigh the same however often each was measured: (0.1 + 0.3)/2 ÷ 0.2 = 1.
#[test]
fn sections_weigh_the_same_in_a_city() {
    let text = "断面编号,时间,总磷(mg/L)\n甲,2024,0.1\n乙,2024-01,0.3\n乙,2024-02,0.3\n乙,2024-03,0.3\n";
    let outcomes = table("cwqi", text);
    close(figure(&outcomes[0], "河流 总磷"), 1.0, 1e-12, "mean of the sections");
    // The same where sections are few and are judged by their mean: 0.2 mg/L is class Ⅲ.
    let outcomes = table("river-grade", text);
    assert_eq!(words(&outcomes[0], "按平均浓度的类别"), "Ⅲ类", "{}", outcomes[0]);
    let mixed = "断面编号,时间,水体类型,总磷(mg/L)\n甲,2024,河流,0.1\n乙,2024,湖库,0.1\n";
    let outcomes = table("river-grade", mixed);
    let notes = outcomes[0]["notes"].to_string();
    assert!(notes.contains("湖库点位不参加河流评价：乙"), "{notes}");
    assert_eq!(words(&outcomes[0], "断面数"), "1");
}

/// N = 8 and Σd² = 30: r_s = 0.642857, which the table of three decimals calls 0.643.
#[test]
fn a_rank_correlation_is_rounded_as_its_table() {
    let ranks = [3, 4, 1, 2, 8, 6, 5, 7];
    let squares: i32 = ranks.iter().zip(1..).map(|(r, y)| (r - y) * (r - y)).sum();
    let mut text = "断面编号,时间,总磷(mg/L)\n".to_owned();
    for (rank, year) in ranks.iter().zip(2016..) {
        text.push_str(&format!("甲,{year},0.{rank}\n"));
    }
    let outcomes = table("spearman", &text);
    let rs = 1.0 - 6.0 * f64::from(squares) / 504.0;
    close(figure(&outcomes[0], "r_s"), rs, 1e-12, "r_s");
    assert!(rs < 0.643 && 0.643 - rs < 0.0005, "the case is at the limit: {rs}");
    assert_eq!(words(&outcomes[0], "趋势"), "显著上升");
}

/// 0.01 a year, whatever years are missing.
#[test]
fn missing_years_are_time_that_passed() {
    let mut text = "断面编号,时间,总磷(mg/L)\n".to_owned();
    for year in [2004, 2006, 2008, 2010, 2012, 2014, 2016, 2020] {
        text.push_str(&format!("甲,{year},{:.2}\n", f64::from(year - 2000) / 100.0));
    }
    close(
        figure(&table("mann-kendall", &text)[0], "Sen 斜率（每年）"),
        0.01,
        1e-9,
        "slope",
    );
}

/// What a month's mean lacks, its sample says.
#[test]
fn a_sample_fills_what_the_monthly_mean_lacks() {
    let text = "断面编号,时间,口径,目标类别,总磷(mg/L),氨氮(mg/L)\n\
         甲,2024-01,月均,Ⅲ,0.1,\n甲,2024-01-05,单次,Ⅲ,,2.5\n";
    let outcomes = table("attainment", text);
    assert_eq!(words(&outcomes[0], "1月"), "劣Ⅴ类，不达标", "{}", outcomes[0]);
    assert!(outcomes[0]["notes"].to_string().contains("按河流评价"));
}

/// A point that cannot be judged leaves the water open.
#[test]
fn an_unjudged_point_is_no_clean_one() {
    let outcomes = table(
        "black-odour-remediation",
        "水体,检测点,日期,氨氮(mg/L)\n甲,1,2024-05-01,1\n甲,2,2024-05-01,1\n甲,2,2024-05-01,20\n",
    );
    assert!(words(&outcomes[0], "整个水体").starts_with("待定"), "{}", outcomes[0]);
}

/// No band along a bank takes more than the whole river mixed at once.
#[test]
fn a_band_takes_no_more_than_the_river() {
    let row = |flow: &str| {
        let text = format!(
            "名称,目标浓度(mg/L),初始浓度(mg/L),设计流量(m³/s),衰减系数(1/d),流速(m/s),水深(m),横向扩散系数(m²/s),距离(m)\n\
             甲,20,15,{flow},0.1,1,5,0.5,2000\n"
        );
        table("capacity-two", &text).remove(0)
    };
    let wide = row("8000");
    let whole = figure(&wide, "全断面混合时的纳污能力");
    assert!(figure(&wide, "纳污能力") < whole);
    let grown: f64 = (0.1_f64 * 2000.0 / 86_400.0).exp();
    close(whole, (20.0 * grown - 15.0) * 8000.0 * 31.536, 1e-9, "mixed");
    let narrow = row("20");
    assert!(narrow["notes"].to_string().contains("改用一维模型"), "{narrow}");
}

/// An outlet in the middle is diluted by the river alone; at the end its water counts, too.
#[test]
fn waste_water_counts_at_the_end_of_a_reach() {
    let row = |way: &str, waste: &str| {
        let text = format!(
            "名称,目标浓度(mg/L),初始浓度(mg/L),设计流量(m³/s),废污水流量(m³/s),衰减系数(1/d),河段长(m),流速(m/s),入河方式\n\
             甲,20,15,10,{waste},0.1,5000,0.3,{way}\n"
        );
        figure(&table("capacity-one", &text)[0], "纳污能力")
    };
    close(row("末端", "2") / row("末端", "0"), 1.2, 1e-12, "the flow together");
    close(row("中部", "2"), row("中部", ""), 1e-12, "the river's alone");
    close(row("均匀", "2"), row("均匀", ""), 1e-12, "the river's alone");
}

/// By the guide: at the point 东 the ammonia is 重度 in two of three readings (≥ 60 %), at 西 no
/// item is; half of the points are no 60 %.
#[test]
fn one_heavy_point_of_two_leaves_the_water_light() {
    let outcomes = table(
        "black-odour-remediation",
        "水体,检测点,日期,透明度(cm),溶解氧(mg/L),氧化还原电位(mV),氨氮(mg/L)\n某沟,东,2024-05-01,20,1.5,20,16\n某沟,东,2024-05-03,20,1.5,-50,17\n某沟,东,2024-05-06,20,1.5,-50,9\n某沟,西,2024-05-01,20,1.5,60,9\n某沟,西,2024-05-03,30,3,60,3\n某沟,西,2024-05-06,30,3,60,3\n",
    );
    assert_eq!(words(&outcomes[0], "东"), "重度黑臭");
    assert_eq!(words(&outcomes[0], "西"), "轻度黑臭");
    assert_eq!(words(&outcomes[0], "整个水体"), "轻度黑臭");
    close(figure(&outcomes[0], "东 氨氮重度比例"), 200.0 / 3.0, 1e-12, "share");
}

/// In 20 cm of water the limit of 重度 is 8 cm, not 10; nothing is clearer than it is deep.
#[test]
fn shallow_water_is_held_to_its_depth() {
    let outcomes = table(
        "black-odour-remediation",
        "水体,检测点,日期,透明度(cm),水深(cm)\n甲,东,2024-05-01,9,20\n乙,东,2024-05-01,7.9,20\n\
         丙,东,2024-05-01,9,25\n丁,东,2024-05-01,21,20\n戊,东,2024-05-01,30,60\n",
    );
    for (name, grade) in
        [("甲", "轻度黑臭"), ("乙", "重度黑臭"), ("丙", "重度黑臭"), ("戊", "不黑臭")]
    {
        assert_eq!(words(named(&outcomes, name), "东"), grade, "{name}");
    }
    // 40 % of 12, 17 and 23 cm are met exactly, and clear to the bottom is not black.
    for (value, depth, grade) in [
        ("4.8", "12", "轻度黑臭"),
        ("6.8", "17", "轻度黑臭"),
        ("9.2", "23", "轻度黑臭"),
        ("20", "20", "不黑臭"),
    ] {
        let text = format!(
            "水体,检测点,日期,透明度(cm),水深(cm)\n甲,东,2024-05-01,{value},{depth}\n"
        );
        assert_eq!(
            words(&table("black-odour-remediation", &text)[0], "东"),
            grade,
            "{value}"
        );
    }
    let absurd = named(&outcomes, "丁");
    assert!(absurd["notes"].to_string().contains("透明度大于水深"), "{absurd}");
}

/// By hand, rice 1000 t at grade Ⅱ: the need by the guide's own parameters.
#[test]
fn rice_takes_the_manure_of_so_many_pigs() {
    let outcomes = table(
        "manure-land-capacity",
        "区域,作物,产量(t/a),土壤养分等级,存栏(猪当量)\n某镇,水稻,1000,Ⅱ,100000\n",
    );
    let n = figure(&outcomes[0], "以氮计的承载力");
    let need = figure(&outcomes[0], "植物需氮");
    close(n, need * 0.45 * 0.5 / 0.275 / 0.007, 1e-3, "capacity by nitrogen");
    assert_eq!(words(&outcomes[0], "结论"), "超载");
    let held = |basis: &str| {
        let text = format!(
            "区域,作物,产量(t/a),土壤养分等级,测算基础,存栏(猪当量)\n某镇,水稻,1000,Ⅱ,{basis},100\n"
        );
        table("manure-land-capacity", &text).remove(0)
    };
    let (nitrogen, phosphorus, least) = (held("氮"), held("磷"), held(""));
    let of = |outcome: &serde_json::Value| figure(outcome, "承载力");
    close(of(&nitrogen), figure(&nitrogen, "以氮计的承载力"), 1e-12, "by nitrogen");
    close(of(&phosphorus), figure(&phosphorus, "以磷计的承载力"), 1e-12, "by phosphorus");
    close(of(&least), of(&nitrogen).min(of(&phosphorus)), 1e-12, "the smaller");
    // Between 2,357 and 2,829 the range of the supply decides, and so it is open.
    let kept = |pigs: &str| {
        let text = format!(
            "区域,作物,产量(t/a),土壤养分等级,测算基础,存栏(猪当量)\n某镇,水稻,1000,Ⅱ,氮,{pigs}\n"
        );
        words(&table("manure-land-capacity", &text)[0], "结论").to_owned()
    };
    assert_eq!(kept("2300"), "没有超载");
    assert!(kept("2600").starts_with("待定"));
    assert_eq!(kept("2900"), "超载");
}

/// By hand: 100 − 80 − 5 = 15 t/a; 12 declared is less; 12 t/a are 简化管理.
#[test]
fn a_balance_that_does_not_close_is_a_question() {
    let outcomes = table(
        "hazwaste-accounting",
        "企业,废物,申报产生量(t/a),投入(t/a),产品(t/a),副产品(t/a),自行利用处置,经营许可证\n\
         某厂,废酸,12,100,80,5,否,否\n某厂二,废酸,12,100,80,5,,否\n",
    );
    close(figure(&outcomes[0], "废酸物料衡算"), 15.0, 1e-12, "balance");
    assert!(words(&outcomes[0], "废酸与物料衡算比较").starts_with("申报低于核算"));
    assert_eq!(words(&outcomes[0], "产废单位分级"), "简化管理");
    assert_eq!(words(&outcomes[1], "产废单位分级"), "待定（简化管理、重点监管）");
    let notes = outcomes[1]["notes"].to_string();
    assert!(notes.contains("先查明：自行利用处置"), "{notes}");
}

/// By the standard's matrix: Q = 20/10 + 5/1 = 7 (Q1), M = 20 + 30 = 50 (M3), E2: 较大.
#[test]
fn an_enterprise_is_graded_by_its_matrix() {
    let outcomes = table(
        "hj-941",
        "企业,物质,最大存在量(t),临界量(t),工艺得分(1),水环境得分(1),受体\n某厂,氨水,20,10,20,30,E2\n某厂,硫酸,5,1,,,\n小厂,硫酸,0.5,10,,,\n缺厂,硫酸,50,10,,,\n",
    );
    close(figure(&outcomes[0], "Q"), 7.0, 1e-12, "Q");
    assert_eq!(words(&outcomes[0], "水环境风险等级"), "较大（Q1-M3-E2）");
    assert_eq!(words(&outcomes[1], "水环境风险等级"), "一般");
    assert_eq!(outcomes[2]["notes"][0], "不能评价：没有写工艺得分");
}

/// What Excel writes is read as what CSV says: the same flows, the dates as dates.
#[test]
fn a_workbook_is_read_as_its_table() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("flows.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in std::iter::once(vec![
        "断面".to_owned(),
        "时间".to_owned(),
        "流量(m³/s)".to_owned(),
        "生态基流(m³/s)".to_owned(),
    ])
    .chain(rows("flow-kongque.csv"))
    .enumerate()
    {
        for (column, cell) in cells.iter().enumerate() {
            let (row, column) =
                (u32::try_from(row).unwrap(), u16::try_from(column).unwrap());
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) => sheet.write_string(row, column, cell).unwrap(),
            };
        }
    }
    book.save(&path).unwrap();
    let outcomes = assess("tennant", path.to_str().unwrap());
    let of_csv = assess("tennant", "tests/goldens/flow-kongque.csv");
    assert_eq!(outcomes.len(), 1);
    for month in 1..=12 {
        let label = format!("{month}月平均流量");
        close(figure(&outcomes[0], &label), figure(&of_csv[0], &label), 1e-12, &label);
    }
}

#[test]
fn a_workbook_that_is_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("flows.xlsx");
    fs::write(&path, "断面,时间\n").unwrap();
    let (status, _, stderr) = yice(&["assess", "tennant", path.to_str().unwrap()]);
    assert_eq!(status, 1);
    assert!(stderr.contains("读不出工作表"), "{stderr}");
}

/// Every method is listed with its source, its input and what verifies it, and `--explain`
/// walks a result back to the cells.
#[test]
fn methods_are_listed_and_explained() {
    let (_, list, _) = yice(&["assess", "list"]);
    let ids: Vec<&str> = list.lines().filter(|l| !l.starts_with('　')).collect();
    assert!(ids.len() >= 17, "{list}");
    for head in ["　　来源：", "　　输入：", "　　验证："] {
        let lines = list.lines().filter(|l| l.starts_with(head) && l.len() > head.len());
        assert_eq!(lines.count(), ids.len(), "{head}\n{list}");
    }
    let explain = ["assess", "tennant", "tests/goldens/flow-kongque.csv", "--explain"];
    let (status, text, stderr) = yice(&explain);
    assert_eq!(status, 0, "{stderr}");
    assert!(text.contains("flow-kongque.csv 第2行“流量(m³/s)”列"), "{text}");
}
