//! The main job, with the real binary on the real case: what comes out, read back by
//! another program.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use assert_cmd::Command;

fn yice(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("yice")
        .unwrap()
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn draft(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let (status, _, stderr) =
        yice(&["draft", "cases/yichang", "-o", folder.to_str().unwrap()]);
    assert_eq!(status, 0, "{stderr}");
    let mut files = BTreeMap::new();
    for name in ["yichang-city.md", "yichang-city.pdf"] {
        files.insert(name.to_owned(), fs::read(folder.join(name)).unwrap());
    }
    for entry in fs::read_dir(folder.join("figures")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        files.insert(name, fs::read(path).unwrap());
    }
    files
}

#[test]
fn two_runs_give_identical_bytes() {
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    assert_eq!(draft(a.path()), draft(b.path()));
}

#[test]
fn the_pdf_reads_back_with_all_chapters() {
    let folder = tempfile::tempdir().unwrap();
    let files = draft(folder.path());
    let pdf = lopdf::Document::load_mem(&files["yichang-city.pdf"]).unwrap();
    let pages: Vec<u32> = pdf.get_pages().keys().copied().collect();
    assert!(pages.len() >= 40, "only {} pages", pages.len());
    let text: String = pdf
        .extract_text(&pages)
        .unwrap()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    for heading in [
        "摘要",
        "一、总则",
        "三、水环境现状评价",
        "四、污染源清单与负荷",
        "五、主要问题与成因",
        "六、目标与削减需求",
        "七、任务与措施",
        "八、分期实施与投资",
        "九、目标可达性与不确定性",
        "十、组织实施与考核",
    ] {
        assert!(text.contains(heading), "no {heading} in the PDF");
    }
}

#[test]
fn the_text_holds_no_leftovers() {
    let folder = tempfile::tempdir().unwrap();
    let files = draft(folder.path());
    let text = String::from_utf8(files["yichang-city.md"].clone()).unwrap();
    for leftover in
        ["{{", "}}", "{%", "[@", "{表:", "{图:", "NaN", "inf", "（）", "。。", "，。"]
    {
        assert!(!text.contains(leftover), "{leftover} is left in the text");
    }
    // English residue: ids of processes, kinds or topics in a sentence.
    for id in
        ["phosphorus-chemical", "wet-phosphoric", "yellow-phosphorus", "households-"]
    {
        assert!(!text.contains(id), "{id} is left in the text");
    }
}

#[test]
fn real_and_demonstration_figures_stay_apart() {
    let (status, stdout, _) = yice(&["inventory", "cases/yichang", "--format", "json"]);
    assert_eq!(status, 0);
    let inventory: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let totals = inventory["totals"].as_array().unwrap();
    assert!(totals.iter().any(|t| t["demonstration"] == true));
    let real: Vec<_> = totals.iter().filter(|t| t["demonstration"] == false).collect();
    assert!(!real.is_empty());
    for total in real {
        assert!(!total.to_string().contains("\"demonstration\":true"), "{total}");
    }
}

#[test]
fn a_printed_figure_walks_back_to_its_cell() {
    let (status, stdout, _) = yice(&["explain", "1019 t/a", "--case", "yichang"]);
    assert_eq!(status, 0);
    assert!(stdout.contains("公布排放量－环境容量"), "{stdout}");
    assert!(stdout.contains("cases/yichang/loads.csv 第"), "{stdout}");
    assert!(stdout.contains("氨氮(t/a)"), "{stdout}");
}

#[test]
fn the_published_classes_are_reproduced() {
    // The eight sections of the automatic snapshot are published as Ⅱ类; single samples.
    let folder = tempfile::tempdir().unwrap();
    let files = draft(folder.path());
    let text = String::from_utf8(files["yichang-city.md"].clone()).unwrap();
    let rows = text.lines().filter(|l| l.contains("2026年8月26日13:00 | 单次"));
    let classes: Vec<Vec<&str>> = rows.map(|l| l.split(" | ").collect()).collect();
    assert_eq!(classes.len(), 8);
    for cells in classes {
        assert_eq!((cells[5], cells[6]), ("Ⅱ", "Ⅱ"), "{cells:?}");
    }
}

#[test]
fn the_whole_project_checks_clean() {
    let (status, stdout, stderr) = yice(&["check"]);
    assert_eq!((status, stderr.as_str()), (0, ""));
    assert!(stdout.starts_with("检查通过"));
}

#[test]
fn usage_and_world_failures_have_their_own_exit_codes() {
    assert_eq!(yice(&["nonsense"]).0, 2);
    assert_eq!(yice(&["draft", "cases/yichnag"]).0, 2);
    let file = tempfile::NamedTempFile::new().unwrap();
    let inside = file.path().join("out");
    let (status, _, stderr) =
        yice(&["draft", "cases/yichang", "--to", "md", "-o", inside.to_str().unwrap()]);
    assert_eq!(status, 3, "{stderr}");
    assert!(stderr.contains("写不了"), "{stderr}");
}
