//! Methods of the field without published examples, against results computed by hand from
//! their formulas and from the limits of their standards.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::format_push_string,
    reason = "a test that cannot go on should stop"
)]

mod common;
#[path = "common/sheets.rs"]
mod sheets;

use serde_json::Value;
use sheets::{assess, close, entry, figure, named, table, words};

fn notes(outcome: &Value) -> String {
    let notes = outcome["notes"].as_array().unwrap();
    notes.iter().map(|n| n.as_str().unwrap()).collect::<Vec<_>>().join("\n")
}

/// Two reaches of K·L/u = 0.2·86,400 m/(0.2 m/s·86,400 s/d) … = 0.2 each.
#[test]
fn loads_decay_on_their_way_through_units() {
    let outcomes = table(
        "unit-network",
        "单元,下游单元,本地入河量(t/a),河段长(km),流速(m/s),衰减系数(1/d),出口流量(m³/s),目标浓度(mg/L)\n\
         上游,下游,100,17.28,0.2,0.2,,\n\
         下游,,50,17.28,0.2,0.2,10,0.3\n",
    );
    let a: f64 = 0.2;
    let kept = (1.0 - (-a).exp()) / a;
    let upper = 100.0 * kept;
    let lower = upper * (-a).exp() + 50.0 * kept;
    let (first, last) = (named(&outcomes, "上游"), named(&outcomes, "下游"));
    close(figure(first, "K·L/u"), a, 1e-12, "exponent");
    close(figure(first, "出口通量"), upper, 1e-12, "upper");
    close(figure(last, "上游来量"), upper, 1e-12, "received");
    close(figure(last, "出口通量"), lower, 1e-12, "lower");
    close(figure(last, "来自上游"), 100.0 * upper * (-a).exp() / lower, 1e-12, "share");
    let volume = 10.0 * 365.0 * 86_400.0 / 1e6;
    close(figure(last, "出口浓度"), lower / volume, 1e-12, "concentration");
    close(figure(last, "超出允许通量"), lower - 0.3 * volume, 1e-12, "excess");
    assert_eq!(words(last, "是否达到目标"), "不达到");
}

#[test]
fn units_in_a_ring_have_no_outlet() {
    let outcomes = table(
        "unit-network",
        "单元,下游单元,本地入河量(t/a),河段长(km),流速(m/s),衰减系数(1/d)\n\
         甲,乙,1,1,0.1,0.1\n乙,甲,1,1,0.1,0.1\n丙,丁,1,1,0.1,0.1\n",
    );
    assert!(notes(&outcomes[0]).contains("成环"), "{}", outcomes[0]);
    assert!(notes(&outcomes[2]).contains("“丁”不在表中"), "{}", outcomes[2]);
    let doubled = table(
        "unit-network",
        "单元,下游单元,本地入河量(t/a),河段长(km),流速(m/s),衰减系数(1/d)\n\
         甲,乙,1,1,0.1,0.1\n甲,乙,2,1,0.1,0.1\n乙,,1,1,0.1,0.1\n",
    );
    for outcome in &doubled {
        assert!(notes(outcome).contains("甲有几行"), "{outcome}");
        assert!(outcome["values"].as_array().unwrap().is_empty());
    }
}

#[test]
fn three_allocations_add_up_to_what_must_go() {
    let outcomes = table(
        "load-allocation",
        "单元,分担对象,现状入河量(t/a),纳污能力(t/a),安全余量(%),可削减比例(%)\n\
         甲,工业,10,150,10,50\n甲,农业,100,,,40\n甲,生活,90,,,60\n",
    );
    let outcome = named(&outcomes, "甲");
    close(figure(outcome, "允许入河量"), 135.0, 1e-12, "permitted");
    close(figure(outcome, "应削减量"), 65.0, 1e-12, "required");
    let all = |way: &str| {
        ["工业", "农业", "生活"].map(|name| figure(outcome, &format!("{way} {name}")))
    };
    for (part, expected) in all("等量分配").into_iter().zip([10.0, 27.5, 27.5]) {
        close(part, expected, 1e-12, "equal share");
    }
    close(all("按贡献分配")[1], 32.5, 1e-12, "by contribution");
    // Potential 5 + 40 + 54 = 99.
    close(all("按潜力分配")[2], 65.0 * 54.0 / 99.0, 1e-12, "by potential");
    for way in ["等量分配", "按贡献分配", "按潜力分配"] {
        close(all(way).iter().sum(), 65.0, 1e-12, way);
    }
}

#[test]
fn a_potential_that_does_not_suffice_is_said() {
    let outcomes = table(
        "load-allocation",
        "单元,分担对象,现状入河量(t/a),允许入河量(t/a),可削减比例(%)\n甲,工业,100,40,20\n",
    );
    close(figure(&outcomes[0], "潜力不足"), 40.0, 1e-12, "short");
    close(figure(&outcomes[0], "按潜力分配 工业"), 20.0, 1e-12, "all of it");
}

#[test]
fn months_that_met_their_target() {
    let mut text = "断面编号,时间,口径,水体类型,目标类别,总磷(mg/L)\n".to_owned();
    for (month, tp) in [(1, 0.1), (2, 0.2), (3, 0.3), (4, 0.2)] {
        text.push_str(&format!("甲,2025-{month:02},月均,河流,Ⅲ,{tp}\n"));
    }
    let outcomes = table("attainment", &text);
    let outcome = named(&outcomes, "甲 2025年");
    close(figure(outcome, "月达标率"), 75.0, 1e-12, "share of months");
    assert_eq!(words(outcome, "3月"), "Ⅳ类，不达标");
    assert_eq!(words(outcome, "按均值评价"), "Ⅲ类");
    assert!(notes(outcome).contains("只有 4 个月"));
}

#[test]
fn trophic_state_by_month_with_nitrogen_to_phosphorus() {
    let outcomes = table(
        "trophic-by-month",
        "断面编号,时间,口径,水体类型,总磷(mg/L),总氮(mg/L),叶绿素a(mg/m³)\n\
         甲,2025-06,月均,湖库,0.05,1,10\n甲,2025-07,月均,湖库,0.1,3,40\n",
    );
    let outcome = named(&outcomes, "甲 2025年");
    close(figure(outcome, "7月氮磷比"), 30.0, 1e-12, "N:P");
    assert!(figure(outcome, "7月 TLI") > figure(outcome, "6月 TLI"));
    assert!(notes(outcome).contains("权重重新归一"));
}

#[test]
fn a_concentration_that_rises_with_the_flow() {
    let mut text = "断面,时间,流量(m³/s),浓度(mg/L)\n".to_owned();
    for (i, (q, c)) in
        [(5, 0.10), (8, 0.12), (20, 0.2), (60, 0.4), (30, 0.3)].into_iter().enumerate()
    {
        text.push_str(&format!("甲,2025-0{},{q},{c}\n", i + 1));
    }
    text.push_str("乙,2025-01,1,1\n");
    let outcomes = table("concentration-flow", &text);
    close(figure(named(&outcomes, "甲"), "r_s"), 1.0, 1e-12, "rank correlation");
    assert_eq!(words(named(&outcomes, "甲"), "关系"), "浓度随流量升高");
    assert!(notes(named(&outcomes, "乙")).contains("只有 1 对数据"));
}

/// K = ln(2)/(8.64 km/(0.1 m/s)) = ln(2)/1 d.
#[test]
fn decay_between_two_sections() {
    let outcomes = table(
        "decay-coefficients",
        "河段,上断面浓度(mg/L),下断面浓度(mg/L),间距(km),流速(m/s)\n\
         甲,2,1,8.64,0.1\n乙,1,2,8.64,0.1\n丙,1,0,8.64,0.1\n",
    );
    close(figure(&outcomes[0], "综合衰减系数"), 2.0_f64.ln(), 1e-12, "K");
    assert!(notes(&outcomes[1]).contains("不能用作衰减系数"));
    assert!(notes(&outcomes[2]).contains("“下断面浓度”为零"));
}

#[test]
fn attainment_of_drinking_water_sources() {
    let outcomes = table(
        "hj-774",
        "水源地,月份,取水量(万m³),达标\n\
         甲,2026-01,100,是\n甲,2026-02,300,否\n乙,2026-01,100,是\n",
    );
    close(figure(named(&outcomes, "甲"), "水量达标率"), 25.0, 1e-12, "source");
    assert_eq!(words(named(&outcomes, "甲"), "不达标月份"), "2026-02");
    let all = named(&outcomes, "全部水源地");
    close(figure(all, "水量达标率"), 40.0, 1e-12, "all");
    close(figure(all, "水源达标率"), 50.0, 1e-12, "sources");
}

/// 1,000,000 people × 45 g/d × 365 d = 16,425 t; 100 × 10⁶ m³ × 100 mg/L = 10,000 t.
#[test]
fn collection_of_sewage_by_bod5() {
    let outcomes = table(
        "sewage-collection-rate",
        "区域,用水总人口(人),进水量(万m³/a),进水BOD5(mg/L)\n甲,1000000,10000,100\n",
    );
    close(figure(&outcomes[0], "集中收集率"), 100.0 * 10_000.0 / 16_425.0, 1e-9, "rate");
}

#[test]
fn straw_grown_collectable_and_used() {
    let outcomes = table(
        "straw-resources",
        "区域,作物,产量(t/a),农区,肥料化(t/a)\n甲,稻谷,100,长江中下游,60\n",
    );
    close(figure(&outcomes[0], "秸秆产生量"), 128.0, 1e-12, "grown");
    let collectable = figure(&outcomes[0], "可收集量");
    assert!((128.0 * 0.74..=128.0 * 0.83).contains(&collectable), "{collectable}");
    close(figure(&outcomes[0], "综合利用率"), 6000.0 / collectable, 0.01, "rate");
    let lacking =
        table("straw-resources", "区域,作物,产量(t/a),农区\n甲,甘蔗,1,长江中下游\n");
    assert!(notes(&lacking[0]).contains("没有长江中下游农区甘蔗的草谷比"));
}

#[test]
fn fertiliser_by_hectare_of_its_own_basis() {
    let outcomes = table(
        "fertiliser-intensity",
        "区域,面积(hm²),面积口径,氮肥(t/a),磷肥(t/a)\n甲,1000,播种,200,60\n",
    );
    close(figure(&outcomes[0], "氮肥强度（按播种面积）"), 200.0, 1e-12, "N");
    close(figure(&outcomes[0], "磷肥强度（按播种面积）"), 60.0, 1e-12, "P");
}

#[test]
fn capacity_against_what_a_region_must_dispose_of() {
    let outcomes = table(
        "waste-capacity-balance",
        "区域,类别,产生量(t/a),能力(t/a),消化库存(t/a),转入(t/a),转出(t/a)\n\
         甲,HW17,100,90,20,5,10\n甲,HW08,10,50,,,\n",
    );
    close(figure(&outcomes[0], "HW17缺口"), 25.0, 1e-12, "gap");
    close(figure(&outcomes[0], "HW08富余"), 40.0, 1e-12, "idle");
    assert_eq!(words(&outcomes[0], "HW17"), "能力不足");
}

/// One grade apart: the higher; two apart: the higher less one.
#[test]
fn design_grades_of_tailings_ponds() {
    let outcomes = table(
        "tailings-design-grade",
        "尾矿库,全库容(万m³),坝高(m)\n甲,1500,40\n乙,1500,20\n丙,,20\n",
    );
    assert_eq!(words(&outcomes[0], "设计等别"), "三等");
    assert_eq!(words(&outcomes[1], "设计等别"), "四等");
    assert!(notes(&outcomes[2]).contains("只有一项"));
}

#[test]
fn the_risk_of_tailings_stops_where_the_matrix_was_not_read() {
    let outcomes = table(
        "tailings-environmental-risk",
        "尾矿库,危害性得分,敏感性得分,可靠性得分\n甲,61,60,\n乙,101,1,1\n",
    );
    assert_eq!(words(&outcomes[0], "环境危害性"), "H1");
    assert_eq!(words(&outcomes[0], "周边环境敏感性"), "S2");
    assert!(notes(&outcomes[0]).contains("不给出环境风险等级"));
    assert!(notes(&outcomes[1]).contains("0 到 100"));
}

#[test]
fn contents_of_soil_against_screening_and_intervention() {
    let outcomes = table(
        "soil-screening",
        "地块,用地,污染物,含量(mg/kg),土壤pH,背景值(mg/kg)\n\
         甲,第二类用地,砷,61,,\n甲,第二类用地,镉,65,,\n\
         乙,第一类用地,砷,121,,\n丙,水田,镉,0.35,5.6,\n丁,第一类用地,砷,21,,25\n",
    );
    let site = named(&outcomes, "甲");
    assert_eq!(words(site, "砷"), "超过筛选值");
    assert_eq!(words(site, "镉"), "不超过筛选值");
    assert_eq!(words(named(&outcomes, "乙"), "地块结论"), "超过管制值");
    assert_eq!(words(named(&outcomes, "丙"), "镉"), "不超过筛选值");
    assert_eq!(words(named(&outcomes, "丁"), "砷"), "超过筛选值但不高于背景值");
}

#[test]
fn toxic_units_and_their_grade() {
    let outcomes = table("effluent-toxicity", "废水,半数效应浓度(%)\n甲,50\n乙,0.5\n");
    close(figure(&outcomes[0], "TU"), 2.0, 1e-12, "TU");
    assert_eq!(words(&outcomes[0], "毒性等级"), "Ⅲ 有毒（急性毒性）");
    assert_eq!(words(&outcomes[1], "毒性等级"), "Ⅴ 剧毒");
}

/// GB 21903-2008: COD 120 mg/L, in the area of Lake Taihu 50 mg/L and cyanide not at all.
#[test]
fn special_limits_hold_where_the_place_lies() {
    let row = |item: &str, value: &str, place: &str, standard: &str, date: &str| {
        table(
            "industry-gap",
            &format!(
                "企业,行业,污染物,浓度(mg/L),去向,日期,地区,标准\n\
                 甲,pharma-api,{item},{value},直接,{date},{place},{standard}\n"
            ),
        )
    };
    let (standard, date) = ("GB 21903-2008", "2026-06-30");
    let usual = row("化学需氧量", "60", "湖北省宜昌市", standard, date);
    assert_eq!(words(&usual[0], "化学需氧量"), "达标", "{}", usual[0]);
    let special = row("化学需氧量", "60", "江苏省苏州市", standard, date);
    assert_eq!(words(&special[0], "结论"), "超标", "{}", special[0]);
    let label =
        "化学需氧量特别排放限值（GB 21903-2008 表3 水污染物特别排放限值）超标倍数";
    close(figure(&special[0], label), 0.2, 1e-9, "multiple");
    let nothing = row("总氰化物", "0.3", "江苏省苏州市", standard, date);
    assert_eq!(words(&nothing[0], "总氰化物"), "超标", "{}", nothing[0]);
    // Another standard of the industry allows it: which one holds is not ours to say.
    let open = row("总氰化物", "0.3", "江苏省苏州市", "", date);
    assert_eq!(words(&open[0], "结论"), "待定", "{}", open[0]);
    assert!(notes(&open[0]).contains("请写“标准”"));
    // Below detection keeps a limit that lies above it, and 不得检出.
    for (found, verdict) in
        [("<0.001", "达标"), ("未检出", "达标"), ("0.001", "超标"), ("0", "达标")]
    {
        let nothing = row("总氰化物", found, "江苏省苏州市", standard, date);
        assert_eq!(words(&nothing[0], "总氰化物"), verdict, "{found}: {}", nothing[0]);
    }
    let limit = row("化学需氧量", "<200", "湖北省宜昌市", standard, date);
    assert_eq!(words(&limit[0], "结论"), "待定", "{}", limit[0]);
    assert!(notes(&limit[0]).contains("检出限高于限值"));
}

/// GB 15580-2011 allows 10 to 15 mg/L of phosphorus by the kind of plant: between them it is open.
#[test]
fn a_limit_that_is_a_range_is_open_between_its_ends() {
    for (value, verdict) in [("10", "达标"), ("12", "待定"), ("15.1", "超标")] {
        let outcomes = table(
            "industry-gap",
            &format!(
                "企业,行业,污染物,浓度(mg/L),去向,日期,地区,标准\n\
                 甲,phosphorus-chemical,总磷,{value},直接,2026-06-30,湖北省宜昌市,GB 15580-2011\n"
            ),
        );
        assert_eq!(words(&outcomes[0], "总磷"), verdict, "{}", outcomes[0]);
    }
}

/// Two days of one pollutant are two results, and the worse one is the verdict.
#[test]
fn days_of_one_pollutant_are_told_apart() {
    let outcomes = table(
        "industry-gap",
        "企业,行业,污染物,浓度(mg/L),去向,日期,地区,标准\n\
         甲,pharma-api,化学需氧量,300,直接,2026-06-30,湖北省宜昌市,GB 21903-2008\n\
         甲,pharma-api,化学需氧量,60,直接,2026-07-30,湖北省宜昌市,GB 21903-2008\n",
    );
    let of = |day: &str| format!("化学需氧量（2026-{day}，直接，GB 21903-2008）");
    assert_eq!(words(&outcomes[0], &of("06-30")), "超标");
    assert_eq!(words(&outcomes[0], &of("07-30")), "达标");
    assert_eq!(words(&outcomes[0], "结论"), "超标");
    assert_eq!(words(&outcomes[0], "超标项目"), "化学需氧量");
}

#[test]
fn what_a_park_reports_and_what_it_does_not() {
    let outcomes = table(
        "park-indicators",
        "园区,指标,数值,数值单位,完成,分级\n\
         甲,hj274-solid-use,75,%,,\n甲,hj274-high-tech,20,%,,\n甲,乱写,1,%,,\n\
         甲,单位工业增加值新鲜水耗,9,m³/万元,,\n甲,工业用水重复利用率,76,%,,\n\
         甲,再生水（中水）回用率,15,%,,缺水城市\n甲,污水集中处理设施,,,否,\n\
         甲,hj274-accident,0,起,,\n甲,可再生能源使用比例,130,%,,\n",
    );
    let park = &outcomes[0];
    assert_eq!(words(park, "指标体系"), "国家生态工业示范园区（HJ 274-2015）");
    assert_eq!(words(park, "工业固体废物综合利用率"), "达到");
    assert_eq!(words(park, "单位工业增加值新鲜水耗"), "未达到");
    assert_eq!(words(park, "再生水（中水）回用率"), "未达到");
    assert_eq!(words(park, "园区内企事业单位发生特别重大、重大突发环境事件数量"), "达到");
    close(figure(park, "达到比例"), 100.0 * 3.0 / 7.0, 1e-12, "share");
    // Of the three on the use of water one is reached, which is enough.
    assert_eq!(words(park, "未达到的指标"), "污水集中处理设施");
    assert_eq!(words(park, "结论"), "未达到");
    let notes = notes(park);
    for told in ["乱写不能评价", "130% 不在 0 到 100% 之间", "未报的指标", "经济发展（"]
    {
        assert!(notes.contains(told), "{told}: {notes}");
    }
    assert!(!notes.contains("用水效率"), "{notes}");
}

/// Of an elasticity one case applies, which must be reached; it may be below zero.
#[test]
fn one_case_of_an_elasticity_applies() {
    let park = |rows: &str| {
        let head = "园区,指标,数值(1)";
        table("park-indicators", &format!("{head}\n{rows}")).remove(0)
    };
    let failed = park("甲,hj274-energy-elastic,0.9\n");
    assert_eq!(words(&failed, "未达到的指标"), "综合能耗弹性系数");
    assert_eq!(words(&failed, "结论"), "未达到");
    let falling = park("甲,hj274-energy-elastic,-0.1\n");
    assert_eq!(words(&falling, "结论"), "待定", "{falling}");
    let negative = table(
        "park-indicators",
        "园区,指标,数值(t/万元)\n甲,单位工业增加值废水排放量,-1\n",
    );
    assert!(notes(&negative[0]).contains("不能为负"), "{}", negative[0]);
    let both = park("甲,hj274-energy-elastic,0.1\n甲,hj274-energy-elastic-decline,0.7\n");
    assert!(notes(&both).contains("却都报了"), "{both}");
}

/// What lies at the limit meets it, in whatever unit it is written.
#[test]
fn a_limit_is_met_in_any_unit() {
    let effluent = |unit: &str, value: &str| {
        let text = format!(
            "企业,行业,污染物,浓度({unit}),去向,日期,地区,标准\n\
             甲,electroplating,总铬,{value},直接,2026-06-30,湖北省宜昌市,GB 21900-2008\n"
        );
        words(&table("industry-gap", &text)[0], "总铬").to_owned()
    };
    assert_eq!(
        (effluent("mg/L", "1"), effluent("μg/L", "1000")),
        ("达标".into(), "达标".into())
    );
    assert_eq!(effluent("μg/L", "1000.1"), "超标");
    let soil = table(
        "soil-screening",
        "地块,用地,污染物,含量(μg/kg)\n甲,第二类用地,苯,4000\n乙,第二类用地,苯,4000.1\n",
    );
    assert_eq!(words(&soil[0], "苯"), "不超过筛选值");
    assert_eq!(words(&soil[1], "苯"), "超过筛选值");
    let risk = table(
        "hj-941",
        "企业,物质,最大存在量(t),临界量(t)\n甲,a,7,10\n甲,b,1,10\n甲,c,1,10\n甲,d,1,10\n",
    );
    assert_eq!(words(&risk[0], "Q 值等级"), "Q1", "{}", risk[0]);
    let change = table(
        "water-quality-change",
        "名称,时段,Ⅰ～Ⅲ类比例(%),劣Ⅴ类比例(%)\n甲,1,70.1,5.3\n甲,2,80.3,5.5\n",
    );
    assert_eq!(words(&change[0], "变化"), "无明显变化", "{}", change[0]);
}

/// The grades of the shares themselves: 优 to 良好 is one step.
#[test]
fn grades_of_two_periods_are_compared() {
    let outcomes = table(
        "water-quality-change",
        "名称,时段,Ⅰ～Ⅲ类比例(%),劣Ⅴ类比例(%)\n甲,1,92,0\n甲,2,89,0\n",
    );
    assert_eq!(words(&outcomes[0], "水质状况"), "优→良好");
    assert_eq!(words(&outcomes[0], "等级比较"), "有所变化：变差");
}

/// What could not be judged leaves the whole open; what failed does not.
#[test]
fn an_open_item_leaves_the_whole_open() {
    let effluent = table(
        "industry-gap",
        "企业,行业,污染物,浓度(mg/L),去向,日期,地区,标准\n\
         甲,pharma-api,化学需氧量,60,直接,2026-06-30,湖北省宜昌市,GB 21903-2008\n\
         甲,pharma-api,pH,7,直接,2026-06-30,湖北省宜昌市,GB 21903-2008\n\
         乙,pharma-api,化学需氧量,60,直接,2026-06-30,湖北省宜昌市,GB 99999-2008\n",
    );
    assert_eq!(words(&effluent[0], "结论"), "待定");
    assert!(notes(&effluent[1]).contains("不在有效的标准之中：GB"), "{}", effluent[1]);
    let soil = table(
        "soil-screening",
        "地块,用地,污染物,含量(mg/kg)\n甲,第二类用地,砷,1\n甲,第二类用地,总磷,1\n",
    );
    assert!(words(&soil[0], "地块结论").starts_with("待定"), "{}", soil[0]);
    let waste = table(
        "waste-capacity-balance",
        "区域,类别,产生量(t/a),能力(t/a)\n甲,HW99,1,2\n甲,HW17,1,2\n乙,hw8,1,2\n",
    );
    assert_eq!(words(&waste[0], "结论"), "待定");
    close(figure(&waste[0], "HW17富余"), 1.0, 1e-12, "the other category");
    assert!(notes(&waste[1]).contains("类别写两位"), "{}", waste[1]);
}

/// The list of the Taihu takes in all of Suzhou, but of Nanjing two districts only.
#[test]
fn a_part_of_a_city_is_not_the_city() {
    let nickel = |place: &str| {
        let text = format!(
            "企业,行业,污染物,浓度(mg/L),去向,日期,地区,标准\n\
             甲,electroplating,总镍,0.3,直接,2026-06-30,{place},GB 21900-2008\n"
        );
        table("industry-gap", &text).remove(0)
    };
    assert_eq!(words(&nickel("江苏省苏州市昆山市"), "总镍"), "超标");
    assert_eq!(words(&nickel("江苏省南京市溧水区"), "总镍"), "超标");
    for outside in ["江苏省南京市鼓楼区", "浙江省杭州市淳安县", "浙江省杭州市萧山区"]
    {
        assert_eq!(words(&nickel(outside), "总镍"), "达标", "{outside}");
    }
    for part in ["江苏省南京市", "浙江省杭州市", "浙江省杭州市西湖区"]
    {
        let open = nickel(part);
        assert_eq!(words(&open, "结论"), "待定", "{open}");
        assert!(notes(&open).contains("只有一部分执行特别排放限值"), "{open}");
    }
    let county = nickel("江苏省昆山市");
    assert!(notes(&county).contains("县级市请写出所属地级市"), "{county}");
}

/// GB 36600 marks arsenic; farmland has no such clause, and other words for what to do.
#[test]
fn a_background_counts_where_the_standard_says_so() {
    let outcomes = table(
        "soil-screening",
        "地块,用地,污染物,含量(mg/kg),土壤pH,背景值(mg/kg)\n\
         甲,第一类用地,砷,25,,30\n乙,第一类用地,苯,1.5,,3\n丙,水田,镉,0.5,6,0.6\n",
    );
    assert_eq!(words(&outcomes[0], "砷"), "超过筛选值但不高于背景值");
    assert_eq!(words(&outcomes[1], "苯"), "超过筛选值");
    assert_eq!(words(&outcomes[2], "镉"), "超过筛选值");
    let high = table(
        "soil-screening",
        "地块,用地,污染物,含量(mg/kg),背景值(mg/kg)\n甲,第一类用地,砷,130,140\n\
         乙,第一类用地,苯,<0.1,\n丙,第一类用地,苯,未检出,\n丁,第一类用地,苯,<5,\n",
    );
    assert_eq!(words(&high[0], "砷"), "超过筛选值但不高于背景值");
    assert_eq!(words(&high[1], "地块结论"), "不超过筛选值");
    assert_eq!(words(&high[2], "地块结论"), "不超过筛选值");
    assert!(notes(&high[3]).contains("检出限高于筛选值"), "{}", high[3]);
    assert!(notes(&outcomes[2]).contains("安全利用"), "{}", outcomes[2]);
}

/// Art. 9: of the first class five items, of the others three, the most first.
#[test]
fn taxed_equivalents_take_the_largest_items() {
    let outcomes = table(
        "pollution-equivalents",
        "名称,化学需氧量(t/a),氨氮(t/a),总磷(t/a),悬浮物(t/a),总铅(t/a)\n甲,1,0.8,0.25,4,0.025\n乙,4,0.8,0.25,4,0\n",
    );
    close(figure(&outcomes[0], "污染当量数"), 5000.0, 1e-9, "five of 1,000");
    close(figure(&outcomes[0], "计税的污染当量数"), 4000.0, 1e-9, "three and one");
    close(figure(&outcomes[1], "计税的污染当量数"), 6000.0, 1e-9, "4,000 + 2 × 1,000");
}

/// Punished within three years: one grade higher, 重大 at most.
#[test]
fn a_punished_enterprise_is_graded_higher() {
    let outcomes = table(
        "hj-941",
        "企业,物质,最大存在量(t),临界量(t),近三年处罚\n甲,a,1,10,是\n乙,a,1,10,否\n丙,a,1,10,\n",
    );
    assert_eq!(words(&outcomes[0], "水环境风险等级"), "较大");
    assert_eq!(words(&outcomes[1], "水环境风险等级"), "一般");
    assert!(notes(&outcomes[2]).contains("没有写近三年处罚"));
}

/// Chromium of valence six precipitates as chromium; a metal under two names is one metal.
#[test]
fn one_metal_of_one_water_is_counted_once() {
    let head = "企业,污染物,水流,废水量(m³/a),进水浓度(mg/L),出水浓度(mg/L),系数\n";
    let of =
        |rows: &str| table("hazwaste-sludge-balance", &format!("{head}{rows}")).remove(0);
    let hexavalent = of("甲,六价铬,,1000,100,0.2,stoich-cr-oh3\n");
    assert!(figure(&hexavalent, "干污泥") > 0.0);
    let twice = of(
        "甲,六价铬,线,1000,100,0.2,stoich-cr-oh3\n甲,总铬,线,1000,120,0.5,stoich-cr-oh3\n",
    );
    assert!(notes(&twice).contains("同一水流的同一金属“线 "), "{twice}");
    let other = of("甲,铜,,1000,100,0.2,stoich-ni-oh2\n");
    assert!(notes(&other).contains("不能用于铜"), "{other}");
}

/// A class that every missing quantity would leave is sure; others are all named.
#[test]
fn what_is_undeclared_leaves_the_classes_that_it_could_make() {
    let head = "企业,废物,申报产生量(t/a),自行利用处置,经营许可证\n";
    let of =
        |rows: &str| table("hazwaste-accounting", &format!("{head}{rows}")).remove(0);
    let open = of("甲,HW17,5,否,否\n甲,HW08,,,\n");
    assert_eq!(words(&open, "产废单位分级"), "待定（登记管理、简化管理、重点监管）");
    let sure = of("甲,HW17,,是,否\n");
    assert_eq!(words(&sure, "产废单位分级"), "重点监管");
}

/// A source of which no water was drawn met its standard all the same.
#[test]
fn a_source_in_reserve_counts_as_met() {
    let outcomes = table(
        "hj-774",
        "水源地,月份,取水量(m³),达标\n甲,2026-04,100,是\n备用,2026-04,0,是\n",
    );
    close(figure(named(&outcomes, "全部水源地"), "水源达标率"), 100.0, 1e-12, "both");
    assert!(notes(named(&outcomes, "备用")).contains("取水总量为零"));
}

/// Two years of a source are two results.
#[test]
fn sources_are_rated_by_year() {
    let outcomes = table(
        "hj-774",
        "水源地,月份,取水量(m³),达标\n甲,2025-04,100,否\n甲,2026-04,100,是\n",
    );
    assert!(entry(named(&outcomes, "甲 2025年"), "水量达标率")["words"].is_string());
    close(figure(named(&outcomes, "甲 2026年"), "水量达标率"), 100.0, 1e-12, "2026");
    let all = named(&outcomes, "全部水源地 2026年");
    assert!(notes(all).contains("甲不满12个月"), "{all}");
}

/// All that one scheme asks for, and it is met.
#[test]
fn a_park_meets_a_scheme_that_it_reports_whole() {
    let whole = "园区,指标,数值(%)\n甲,单位工业增加值综合能耗,0.3\n";
    let outcomes = table("park-indicators", whole);
    assert!(notes(&outcomes[0]).contains("在几套体系中都有"), "{}", outcomes[0]);
    let outcomes = table(
        "park-indicators",
        "园区,体系,指标,数值,数值单位\n甲,绿色低碳,单位工业增加值综合能耗,0.35,t(标煤)/万元\n\
         甲,,单位工业增加值二氧化碳排放量,0.5,t/万元\n甲,,清洁生产审核企业数量占比,60,%\n\
         甲,,一般工业固体废物综合利用率,96,%\n甲,,工业用水重复利用率,0.9,1\n\
         甲,,规上企业环境信息披露率,50,%\n",
    );
    assert_eq!(words(&outcomes[0], "结论"), "达到", "{}", outcomes[0]);
}

#[test]
fn advice_on_outfalls_waits_for_the_fact_that_decides() {
    let outcomes = table(
        "outfall-classification",
        "排口,类型,在禁设区内,可并入,已审批,达标排放\n\
         甲,工业企业排污口,是,,,\n乙,农村生活污水散排口,否,是,否,否\n\
         丙,尾矿库排污口,否,否,是,\n丁,城镇污水处理厂排污口,否,否,是,是\n戊,化粪池,,,,\n",
    );
    assert_eq!(words(&outcomes[0], "一级分类"), "工业排污口");
    assert_eq!(words(&outcomes[0], "建议"), "依法取缔");
    assert_eq!(words(&outcomes[1], "建议"), "清理合并");
    assert_eq!(words(&outcomes[2], "建议"), "待定（规范整治、保留并规范管理）");
    assert!(notes(&outcomes[2]).contains("先查明：达标排放"));
    assert_eq!(words(&outcomes[3], "建议"), "保留并规范管理");
    assert!(notes(&outcomes[4]).contains("不在已见的分类表中"));
}

#[test]
fn health_scores_are_only_classed() {
    let outcomes = table("river-lake-health", "河湖,得分\n甲,75\n乙,39\n丙,120\n");
    assert_eq!(words(&outcomes[0], "分类"), "二类 健康");
    assert_eq!(words(&outcomes[1], "分类"), "五类 劣态");
    assert!(notes(&outcomes[2]).contains("0 到 100"));
}

/// Annex 2: COD 1 kg, ammonia 0.8 kg, BOD5 0.5 kg; of the organic items the largest counts.
#[test]
fn equivalents_count_one_organic_item() {
    let outcomes = table(
        "pollution-equivalents",
        "名称,化学需氧量(t/a),五日生化需氧量(t/a),氨氮(t/a)\n甲,1,1,0.8\n乙,3,0,0\n",
    );
    close(figure(&outcomes[0], "污染当量数"), 3000.0, 1e-12, "2,000 + 1,000");
    close(figure(&outcomes[0], "占合计"), 50.0, 1e-12, "share");
    close(figure(&outcomes[1], "污染当量数"), 3000.0, 1e-12, "3,000");
}

/// Every method has its record, source and input.
#[test]
fn every_method_says_where_it_comes_from() {
    let (status, list, _) = common::yice(&["assess", "list"]);
    assert_eq!(status, 0);
    for block in list.split("\n　　来源：").skip(1) {
        assert!(!block.starts_with('\n'), "a method without source: {block}");
    }
    assert!(list.matches("　　来源：").count() >= 37, "{list}");
    let again = assess("spearman", "tests/goldens/spearman-taihu.csv");
    assert!(!again.is_empty());
}

/// 10,000 m³ from 50 to 0.5 mg/L of nickel are 0.495 t; Ni(OH)₂ is 92.71/58.69 of it; with 1 t of
/// reagent and 80 % of water.
#[test]
fn sludge_by_stoichiometry() {
    let outcomes = table(
        "hazwaste-sludge-balance",
        "企业,污染物,废水量(m³/a),进水浓度(mg/L),出水浓度(mg/L),系数,药剂残渣(t/a),含水率(%)\n\
         甲,镍,10000,50,0.5,stoich-ni-oh2,1,80\n乙,镍,1,1,2,stoich-ni-oh2,,\n丙,镍,1,2,1,stoich-xx,,\n",
    );
    let dry = 0.495 * 92.71 / 58.69;
    close(figure(&outcomes[0], "镍干渣"), dry, 1e-3, "dry");
    close(figure(&outcomes[0], "湿污泥"), (dry + 1.0) / 0.2, 1e-3, "wet");
    assert!(notes(&outcomes[0]).contains("没有写悬浮物"));
    assert!(notes(&outcomes[1]).contains("出水浓度高于进水浓度"));
    assert!(notes(&outcomes[2]).contains("没有干渣生成系数"));
}

/// 20 t at 1,000 t of product give 30 t at 1,500 t.
#[test]
fn a_waste_by_analogy() {
    let outcomes = table(
        "hazwaste-accounting",
        "企业,废物,申报产生量(t/a),类比产生量(t/a),类比规模(t/a),规模(t/a)\n甲,废渣,10,20,1000,1500\n",
    );
    close(figure(&outcomes[0], "废渣类比"), 30.0, 1e-12, "by analogy");
    assert!(words(&outcomes[0], "废渣与类比比较").starts_with("申报低于核算"));
}

/// Six sections: four good (66.7 %), one 劣Ⅴ (16.7 %) make 轻度污染; two sections go by their mean.
#[test]
fn a_river_by_its_proportions_or_by_its_means() {
    let mut text = "断面编号,时间,总磷(mg/L)\n".to_owned();
    for (n, tp) in [0.05, 0.1, 0.15, 0.2, 0.25, 0.5].into_iter().enumerate() {
        text.push_str(&format!("s{n},2025,{tp}\n"));
    }
    let outcomes = table("river-grade", &text);
    close(figure(&outcomes[0], "Ⅰ～Ⅲ类比例"), 400.0 / 6.0, 1e-9, "good");
    assert_eq!(words(&outcomes[0], "水质状况"), "轻度污染");
    let two =
        table("river-grade", "断面编号,时间,总磷(mg/L)\n甲,2025,0.1\n乙,2025,0.4\n");
    assert_eq!(words(&two[0], "按平均浓度的类别"), "Ⅳ类");
}

#[test]
fn receptors_wait_for_the_fact_that_decides() {
    let outcomes = table(
        "receptor-sensitivity",
        "企业,水源保护区,跨国界,其他敏感区,跨省界,特殊地貌\n\
         甲,是,,,,\n乙,否,否,是,,\n丙,否,否,否,否,否\n丁,否,否,,,否\n",
    );
    let grades: Vec<&str> = outcomes.iter().map(|o| words(o, "受体敏感程度")).collect();
    assert_eq!(grades, ["E1", "E2", "E3", "待定（E3、E2）"]);
    assert!(notes(&outcomes[3]).contains("先查明：其他敏感区、跨省界"));
}

/// Total phosphorus falls from 0.2 to 0.1 mg/L, ammonia stays: 2 → 1.5, a fall of a quarter.
#[test]
fn the_index_of_a_city_changes_from_year_to_year() {
    let outcomes = table(
        "cwqi",
        "断面编号,时间,总磷(mg/L),氨氮(mg/L)\n甲,2024,0.2,1\n甲,2025,0.1,1\n",
    );
    close(figure(named(&outcomes, "2024年"), "CWQI"), 2.0, 1e-12, "2024");
    close(figure(named(&outcomes, "2025年"), "ΔCWQI"), -25.0, 1e-12, "change");
    assert_eq!(words(named(&outcomes, "2025年"), "变化"), "改善（变好）");
}
