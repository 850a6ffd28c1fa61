use super::*;
use crate::diagnostic::{Place, SourceFile};
use proptest::prelude::*;

fn units() -> Units {
    let mut units = Units::default();
    for (symbol, dimension, factor) in [
        ("t", "mass", 1.0),
        ("kg", "mass", 1e-3),
        ("g", "mass", 1e-6),
        ("mg", "mass", 1e-9),
        ("L", "length^3", 1e-3),
        ("m³", "length^3", 1.0),
        ("hm²", "length^2", 1e4),
        ("人", "person", 1.0),
        ("d", "time", 1.0 / 365.0),
        ("a", "time", 1.0),
        ("t(P2O5)", "mass-p2o5", 1.0),
        ("1", "1", 1.0),
        ("%", "1", 0.01),
    ] {
        assert!(units.add(symbol, Dimension::parse(dimension).unwrap(), factor));
    }
    units
}

fn quantity(value: f64, symbol: &str) -> Quantity {
    let place = Place::whole(&SourceFile::new("t", ""));
    let origin =
        Provenance::Given { place, source: None, at: None, demonstration: false };
    Quantity::given(Amount::point(value), units().find(symbol).unwrap(), Grade::B, origin)
}

#[test]
fn compounds_follow_the_grammar() {
    let units = units();
    let unit = units.find("kg/(hm²·a)").unwrap();
    assert_eq!(unit.dimension().to_string(), "length^-2·mass·time^-1");
    assert!((unit.factor() - 1e-7).abs() < 1e-20);
    assert!((units.find("万t/a").unwrap().factor() - 1e4).abs() < 1e-6);
    assert!((units.find("亿m³").unwrap().factor() - 1e8).abs() < 1e-3);
    assert_eq!(
        units.find("t/t(P2O5)").unwrap().dimension().to_string(),
        "mass·mass-p2o5^-1"
    );
    assert_eq!(units.find("mg/l"), Err(UnitError::Unknown("l".into())));
    assert!(matches!(units.find("kg/(hm²"), Err(UnitError::Malformed(_))));
    assert!(matches!(units.find("kg/"), Err(UnitError::Malformed(_))));
}

#[test]
fn population_times_coefficient_is_a_load() {
    let load = quantity(10000.0, "人")
        .times(
            &quantity(1.0, "g/(人·d)"),
            &units().find("t/a").unwrap(),
            "人口×系数",
            ["人口", "系数"],
        )
        .unwrap();
    assert!((load.amount().typical - 3.65).abs() < 1e-9);
    assert_eq!(load.text(), "3.65 t/a");
}

#[test]
fn unlike_dimensions_are_refused() {
    let error = quantity(1.0, "t").minus(&quantity(1.0, "m³"), "差", ["甲", "乙"]);
    assert!(matches!(error, Err(QuantityError::Dimension(..))));
    let error = quantity(1.0, "t").times(
        &quantity(1.0, "t"),
        &units().find("t").unwrap(),
        "积",
        ["甲", "乙"],
    );
    assert!(matches!(error, Err(QuantityError::Dimension(..))));
}

#[test]
fn a_zero_divisor_is_an_error_not_infinity() {
    let error =
        quantity(1.0, "t").over(&quantity(0.0, "t"), &Unit::one(), "比", ["甲", "乙"]);
    assert!(matches!(error, Err(QuantityError::NotFinite(_))));
}

#[test]
fn grades_follow_the_rule() {
    let evidence = Evidence {
        seen: true,
        low_confidence: false,
        screening: false,
        transcribed: false,
        second_hand: false,
    };
    let grade = |kind, evidence| Grade::derive(kind, evidence).to_string();
    assert_eq!(grade(SourceKind::Standard, evidence), "A");
    assert_eq!(grade(SourceKind::Paper, evidence), "B");
    assert_eq!(
        grade(SourceKind::Handbook, Evidence { transcribed: true, ..evidence }),
        "B"
    );
    assert_eq!(grade(SourceKind::Standard, Evidence { seen: false, ..evidence }), "C");
    assert_eq!(grade(SourceKind::News, evidence), "D");
    let unsure = Evidence { seen: false, low_confidence: true, ..evidence };
    assert_eq!(grade(SourceKind::Standard, unsure), "D");
    assert_eq!(grade(SourceKind::Law, Evidence { screening: true, ..evidence }), "E");
}

#[test]
fn what_nobody_read_is_to_be_checked_whatever_its_grade() {
    let with = |grade, recalled| {
        let mut figure = quantity(2.0, "t").with_recalled(recalled);
        figure.grade = grade;
        figure.mark()
    };
    assert_eq!(with(Grade::D, false), Some("参考"));
    assert_eq!(with(Grade::C, false), Some("待核"));
    assert_eq!(with(Grade::B, false), None);
    for grade in [Grade::A, Grade::B, Grade::C, Grade::D] {
        assert_eq!(with(grade, true), Some("待核"), "{grade}");
    }
    assert_eq!(with(Grade::E, true), Some("筛查"));
    let recalled = quantity(2.0, "t").with_recalled(true);
    let terms = vec![Term::new("甲", &quantity(1.0, "t")), Term::new("乙", &recalled)];
    let sum = Quantity::sum(terms, recalled.unit(), "求和").unwrap().unwrap();
    assert_eq!(sum.mark(), Some("待核"));
}

#[test]
fn the_worst_term_grades_a_derived_figure() {
    let mut weak = quantity(2.0, "t");
    weak.grade = Grade::D;
    let sum = Quantity::sum(
        vec![Term::new("甲", &quantity(1.0, "t")), Term::new("乙", &weak)],
        weak.unit(),
        "求和",
    );
    assert_eq!(sum.unwrap().unwrap().grade(), Grade::D);
}

fn amount() -> impl Strategy<Value = Amount> {
    (0.0..1e6f64, 0.0..1e6f64, 0.0..1.0f64).prop_map(|(a, b, t)| {
        let (low, high) = (a.min(b), a.max(b));
        Amount::new(low, low + (high - low) * t, high)
    })
}

proptest! {
    #[test]
    fn results_contain_their_typical_value(a in amount(), b in amount()) {
        for result in [Some(a.plus(b)), Some(a.minus(b)), Some(a.times(b)), a.over(b)]
            .into_iter()
            .flatten()
        {
            let slack = 1e-9 * (1.0 + result.high.abs());
            prop_assert!(result.low <= result.typical + slack);
            prop_assert!(result.typical <= result.high + slack);
        }
    }

    #[test]
    fn conversion_there_and_back_is_the_same(value in 1e-6..1e9f64) {
        let there = quantity(value, "kg").to(&units().find("t").unwrap()).unwrap();
        let back = there.to(&units().find("kg").unwrap()).unwrap().amount().typical;
        prop_assert!((back - value).abs() <= value * 1e-12);
    }
}

#[test]
fn one_end_alone_prints_as_a_bound_and_bounds_what_it_makes() {
    let removal = quantity(40.0, "%").with_bound(Some(Bound::AtLeast));
    assert_eq!(removal.text(), "≥40%");
    let load = quantity(10.0, "t");
    let labels = ["负荷", "去除率"];
    let cut =
        load.times(&removal, &units().find("t").unwrap(), "削减量", labels).unwrap();
    assert_eq!(cut.text(), "≥4 t");
    let rest = load.minus(&cut, "剩余", ["负荷", "削减量"]).unwrap();
    assert_eq!(rest.bound(), None);
    let most = quantity(5.0, "t").with_bound(Some(Bound::AtMost));
    let terms = vec![Term::new("甲", &cut), Term::new("乙", &most)];
    let sum = Quantity::sum(terms, load.unit(), "合计").unwrap().unwrap();
    assert_eq!(sum.bound(), None);
}
