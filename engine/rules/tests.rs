use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::guard::{Guard, Index, Operator, Test};
use super::run::Outcome;
use super::sandbox::Sandbox;
use super::subject::{Fact, Subject, SubjectKind, Value};

fn subject(facts: &[(&str, Value)]) -> Arc<Subject> {
    let facts =
        facts.iter().map(|(key, value)| ((*key).to_owned(), Fact::plain(value.clone())));
    Arc::new(Subject {
        kind: SubjectKind::Source,
        id: "s".to_owned(),
        name: "源".to_owned(),
        facts: facts.collect(),
        links: BTreeMap::new(),
    })
}

fn evaluate(expression: &str, optimise: bool) -> Outcome {
    let sandbox = Sandbox::new(optimise);
    let source = subject(&[
        ("load.tp", Value::Number(3.0)),
        ("category", Value::Text("企业".into())),
    ]);
    match sandbox.compile(expression, &["source", "param"]) {
        Ok(compiled) => {
            sandbox.evaluate(&compiled, &[("source", &source)], &BTreeMap::new()).0
        }
        Err(fault) => Outcome::Broken(fault.message),
    }
}

#[test]
fn expressions_have_three_outcomes_and_short_circuit() {
    for optimise in [true, false] {
        let outcome = |expression| evaluate(expression, optimise);
        assert_eq!(outcome("source.load(\"tp\") > 2"), Outcome::Holds);
        assert_eq!(outcome("source.load(\"tp\") > 5.5"), Outcome::Fails);
        assert!(matches!(outcome("source.load(\"tn\") > 2"), Outcome::Undetermined(_)));
        // False and missing is false; true or missing is true.
        assert_eq!(
            outcome("source.load(\"tp\") > 5 && source.load(\"tn\") > 2"),
            Outcome::Fails
        );
        assert_eq!(
            outcome("source.load(\"tp\") > 2 || source.load(\"tn\") > 2"),
            Outcome::Holds
        );
        assert!(matches!(
            outcome("!(source.load(\"tn\") > 2.0)"),
            Outcome::Undetermined(_)
        ));
    }
}

#[test]
fn unlike_types_are_an_error_never_false() {
    for expression in [
        "source.category > 2",
        "source.load(\"tp\") > \"2\"",
        "source.load(\"tp\") == \"3\"",
        "source == 2",
        "() > 2",
        "source.load(\"tp\") != ()",
    ] {
        let outcome = evaluate(expression, false);
        assert!(matches!(outcome, Outcome::Broken(_)), "{expression}: {outcome:?}");
    }
}

#[test]
fn hostile_rules_are_stopped() {
    let mut sandbox = Sandbox::new(true);
    sandbox
        .add_library(
            "fn forever() { loop { } }
             fn deep(n) { deep(n + 1) }
             fn text() { let s = \"磷\"; loop { s += s; } }
             fn list() { let a = []; loop { a.push(a.len()); } }
             fn twice() { let a = [0]; loop { a += a; } }",
        )
        .unwrap();
    for call in ["forever()", "deep(0)", "text()", "list()", "twice()"] {
        let expression = sandbox.compile(&format!("{call} == 1"), &["source"]).unwrap();
        let (outcome, _) = sandbox.evaluate(&expression, &[], &BTreeMap::new());
        assert!(matches!(outcome, Outcome::Broken(_)), "{call}: {outcome:?}");
    }
}

#[test]
fn nothing_of_the_world_can_be_reached() {
    for expression in [
        "eval(\"1\") == 1",
        "timestamp() == 1",
        "sleep(1) == 1",
        "open_file(\"x\") == 1",
        "print(\"x\") == 1",
    ] {
        let outcome = evaluate(expression, true);
        assert!(matches!(outcome, Outcome::Broken(_)), "{expression}: {outcome:?}");
    }
    assert!(Sandbox::new(true).add_library("import \"x\" as y;").is_err());
}

/// A guard as anybody would evaluate it.
fn naive(guard: &Guard, subject: &Subject) -> Option<bool> {
    match subject.fact(&guard.path) {
        Some(Fact::Known { value, .. }) => Some(guard.test.holds(value)),
        _ => None,
    }
}

fn guards() -> impl Strategy<Value = Vec<Guard>> {
    let operator = prop_oneof![
        Just(Operator::Less),
        Just(Operator::AtMost),
        Just(Operator::More),
        Just(Operator::AtLeast),
        Just(Operator::Equal),
        Just(Operator::Unequal),
    ];
    let number = (operator, 0..5i32).prop_map(|(o, n)| Test::Number(o, f64::from(n)));
    let words = proptest::collection::vec("[abc]", 1..3).prop_map(Test::Any);
    let test = prop_oneof![
        number,
        words,
        any::<bool>().prop_map(Test::Is),
        "[abc]".prop_map(Test::Not)
    ];
    let path = prop_oneof![Just("x"), Just("y"), Just("z")];
    let guard =
        (path, test).prop_map(|(path, test)| Guard { path: path.to_owned(), test });
    proptest::collection::vec(guard, 0..6)
}

fn value() -> impl Strategy<Value = Option<Value>> {
    prop_oneof![
        Just(None),
        (0..5i32).prop_map(|n| Some(Value::Number(f64::from(n)))),
        "[abc]".prop_map(|w| Some(Value::Text(w))),
        any::<bool>().prop_map(|b| Some(Value::Bool(b))),
        proptest::collection::vec("[abc]", 0..3).prop_map(|l| Some(Value::List(l))),
    ]
}

proptest! {
    #[test]
    fn the_index_agrees_with_looking_at_each_guard(
        rules in proptest::collection::vec(guards(), 1..12),
        values in (value(), value(), value()),
    ) {
        let facts: Vec<(&str, Value)> =
            [("x", values.0), ("y", values.1), ("z", values.2)]
                .into_iter()
                .filter_map(|(key, value)| Some((key, value?)))
                .collect();
        let subject = subject(&facts);
        let mut index = Index::default();
        for (number, guards) in rules.iter().enumerate() {
            index.add(number, guards);
        }
        index.finish();
        for (number, result) in index.screen(&subject) {
            for (bit, guard) in rules[number].iter().enumerate() {
                let expected = naive(guard, &subject);
                prop_assert_eq!(result.missing & (1 << bit) != 0, expected.is_none());
                prop_assert_eq!(result.fails & (1 << bit) != 0, expected == Some(false));
            }
        }
    }
}
