use super::*;
use crate::diagnostic::{Sink, SourceFile};
use serde::Deserialize;

#[derive(Debug, Deserialize, PartialEq)]
struct Record {
    id: At<String>,
    amount: f64,
    #[serde(default)]
    kind: Option<Kind>,
    #[serde(default)]
    tags: Vec<String>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    River,
    Lake,
}

/// Code, line and column of a fault.
type Fault = (String, usize, usize);

fn read(text: &str) -> (Parsed<Vec<Record>>, Vec<Fault>) {
    let file = SourceFile::new("t.yaml", text);
    let mut sink = Sink::new();
    let parsed = yaml(&file, &mut sink);
    let found = sink.into_sorted().into_iter().map(|d| {
        let place = d.place.expect("every fault has a place");
        (d.code.to_string(), place.line(), place.column())
    });
    (parsed, found.collect())
}

#[test]
fn reads_what_is_right() {
    let (parsed, found) = read("- { id: a, amount: 1, kind: lake, tags: [x, y] }\n");
    let records = parsed.value.unwrap();
    assert_eq!(*records[0].id, "a");
    assert_eq!(records[0].kind, Some(Kind::Lake));
    assert_eq!(records[0].tags, ["x", "y"]);
    assert_eq!(found, []);
}

#[test]
fn reports_all_faults_of_all_records_with_their_places() {
    let text = "\
- id: a
  amount: 很多
  kind: rver
  colour: red
- id: b
- amount: １２
- { id: d, amount: 2 }
";
    let (parsed, found) = read(text);
    let expected = [
        ("wrong-type", 2, 11),
        ("unknown-word", 3, 9),
        ("unknown-key", 4, 3),
        ("missing-key", 5, 3),
        ("missing-key", 6, 3),
        ("full-width-digit", 6, 11),
    ];
    let expected: Vec<_> =
        expected.iter().map(|(c, l, col)| ((*c).to_string(), *l, *col)).collect();
    assert_eq!(found, expected);
    let kept: Vec<_> = parsed.value.unwrap().into_iter().map(|r| r.id.value).collect();
    assert_eq!(kept, ["d"]);
    assert_eq!(parsed.dropped, ["a", "b"]);
}

#[test]
fn duplicate_keys_aliases_and_bad_syntax_are_faults() {
    assert_eq!(read("- { id: a, id: b, amount: 1 }\n").1[0].0, "duplicate-key");
    assert_eq!(read("- &x { id: a, amount: 1 }\n- *x\n").1[0].0, "yaml-syntax");
    assert_eq!(read("- { id: a, amount: 1\n").1[0].0, "yaml-syntax");
}

#[test]
fn a_fault_outside_every_list_leaves_no_value() {
    let file = SourceFile::new("t.yaml", "id: a\namount: x\n");
    let mut sink = Sink::new();
    let parsed: Parsed<Record> = yaml(&file, &mut sink);
    assert!(parsed.value.is_none());
    assert_eq!(sink.diagnostics().len(), 1);
}

#[test]
fn decoding_takes_utf8_and_gb18030_and_refuses_binary() {
    let mut sink = Sink::new();
    let (bytes, ..) = encoding_rs::GB18030.encode("名称,总磷(mg/L)\n宜昌,0.2\n");
    let file = decode("t.csv", &bytes, &mut sink).unwrap();
    assert!(file.text().contains("宜昌"));
    assert_eq!(sink.diagnostics()[0].code.to_string(), "gb18030");
    assert!(decode("x", &[0xff, 0x00, 0x81], &mut sink).is_none());
    assert!(sink.has_errors());
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_refused_without_panic(text in "\\PC{0,80}") {
        read(&text);
    }
}
