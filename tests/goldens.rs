//! Results of the methods against what others published. See tests/goldens/README.md.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop"
)]

use assert_cmd::Command;
use serde_json::Value;

fn assess(method: &str, input: &str) -> Value {
    let output = Command::cargo_bin("yice")
        .unwrap()
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["assess", method, input])
        .output()
        .unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn classes_of_479_sections_are_as_published() {
    let results = assess("surface-water", "tests/goldens/class-cnemc-20260821.csv");
    let results = results.as_array().unwrap();
    assert_eq!(results.len(), 479);
    let differing: Vec<&str> = results
        .iter()
        .filter(|r| r["class"] != r["published"])
        .map(|r| r["section"].as_str().unwrap().split_once(' ').unwrap().1)
        .collect();
    // Their water type, told by chlorophyll alone, is the other one.
    let mut expected = ["大伙房水库", "桦树林", "急水港桥", "小金山", "三潭岛", "新港口"];
    let mut found = differing.clone();
    expected.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn the_exceedance_of_the_manao_river_is_as_published() {
    // 宜环委办发〔2017〕41号: CODMn 6.3 mg/L against Ⅲ类, published 0.05 times.
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("manao.csv");
    std::fs::write(
        &input,
        "断面编号,时间,目标类别,高锰酸盐指数(mg/L),五日生化需氧量(mg/L)\n郭畈村,2017-04,Ⅲ,6.3,5.49\n",
    )
    .unwrap();
    let results = assess("surface-water", input.to_str().unwrap());
    let items = results[0]["items"].as_array().unwrap();
    let multiple = |id: &str| {
        let item = items.iter().find(|i| i["pollutant"] == id).unwrap();
        item["over_target"]["multiple"]["amount"]["typical"].as_f64().unwrap()
    };
    assert!((multiple("codmn") - 0.05).abs() < 1e-9);
    assert!((multiple("bod5") - (5.49 / 4.0 - 1.0)).abs() < 1e-9);
}
