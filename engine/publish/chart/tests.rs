//! Charts are drawn whole, the same every time, and nothing leaves the sheet.

use super::svg;
use crate::document::chart::{
    Axis, Bar, Chart, Cumulative, Item, Line, Series, ShareBars, StackedBars, Tone, Track,
};

fn axis(title: &str, unit: &str, decimals: usize) -> Axis {
    Axis { title: title.into(), unit: unit.into(), decimals }
}

fn item(label: &str, value: f64, range: Option<(f64, f64)>, remark: &str) -> Item {
    Item { label: label.into(), value, range, remark: remark.into() }
}

pub(in crate::publish) fn stacked() -> Chart {
    let names = ["Ⅰ～Ⅱ类", "Ⅲ类", "Ⅳ类", "Ⅴ类", "劣Ⅴ类"];
    let series =
        names.map(|name| Series { name: name.into(), tone: Tone::of_class(name) }).into();
    let parts = [
        [35.7, 28.6, 14.3, 14.3, 7.1],
        [42.9, 28.6, 14.3, 7.1, 7.1],
        [50.0, 21.4, 21.5, 7.1, 0.0],
        [50.0, 28.6, 14.3, 4.0, 3.1],
        [57.1, 35.7, 3.1, 2.1, 2.0],
    ];
    let bars = (2021..)
        .zip(parts)
        .map(|(year, parts)| Bar { label: format!("{year}年"), parts: parts.into() })
        .collect();
    Chart::StackedBars(StackedBars { axis: axis("断面比例", "%", 1), series, bars })
}

pub(in crate::publish) fn shares() -> Chart {
    let items = vec![
        item("磷石膏库渗滤液", 38.2, Some((30.1, 46.0)), "119.3 t/a"),
        item("磷化工企业", 20.1, Some((17.5, 24.2)), "62.8 t/a"),
        item("农田径流", 17.4, Some((9.0, 29.5)), "54.4 t/a"),
        item("城镇污水处理厂（含管网溢流与初期雨水径流）", 12.6, None, "39.4 t/a"),
        item("畜禽养殖", 8.2, None, "25.6 t/a"),
        item("其他", 3.5, None, ""),
    ];
    Chart::ShareBars(ShareBars { axis: axis("入河总磷负荷占比", "%", 1), items })
}

pub(in crate::publish) fn cumulative() -> Chart {
    let items = vec![
        item("渗滤液收集与深度除磷", 71.0, Some((62.0, 78.0)), ""),
        item("企业清洁生产改造", 24.5, Some((20.0, 30.0)), ""),
        item("污水处理厂提标", 15.2, None, ""),
        item("生态沟渠与缓冲带", 21.3, Some((12.0, 28.0)), ""),
    ];
    Chart::Cumulative(Cumulative {
        axis: axis("累计削减入河总磷", "t/a", 1),
        items,
        required_label: "需削减".into(),
        required: 126.4,
    })
}

pub(in crate::publish) fn line() -> Chart {
    let values = |base: f64| {
        (0..12)
            .map(|n| (n != 6).then(|| base + 0.05 * f64::from((n * 5) % 7) / 7.0))
            .collect()
    };
    let series = vec![
        Track { name: "示例·甲断面".into(), values: values(0.26) },
        Track { name: "示例·乙断面".into(), values: values(0.17) },
        Track { name: "示例·丙断面".into(), values: values(0.18) },
    ];
    Chart::Line(Line {
        axis: axis("总磷", "mg/L", 2),
        times: (1..=12).map(|month| format!("{month}月")).collect(),
        series,
        target: Some(("Ⅲ类限值".into(), 0.2)),
    })
}

#[test]
fn charts_are_drawn_as_before() {
    insta::assert_snapshot!("stacked", svg(&stacked()));
    insta::assert_snapshot!("shares", svg(&shares()));
    insta::assert_snapshot!("cumulative", svg(&cumulative()));
    insta::assert_snapshot!("line", svg(&line()));
}

#[test]
fn the_same_data_give_the_same_bytes() {
    for chart in [stacked(), shares(), cumulative(), line()] {
        assert_eq!(svg(&chart), svg(&chart));
        assert!(!chart.rows().rows.is_empty());
    }
}

#[test]
fn empty_charts_do_no_harm() {
    let none = axis("无", "", 0);
    let charts = [
        Chart::StackedBars(StackedBars {
            axis: none.clone(),
            series: vec![],
            bars: vec![],
        }),
        Chart::ShareBars(ShareBars { axis: none.clone(), items: vec![] }),
        Chart::Line(Line { axis: none, times: vec![], series: vec![], target: None }),
    ];
    for chart in charts {
        let svg = svg(&chart);
        assert!(svg.starts_with("<svg") && !svg.contains("NaN") && !svg.contains("inf"));
    }
}
