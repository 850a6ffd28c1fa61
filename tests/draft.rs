//! The main job, with the real binary on the real case: what comes out, read back by
//! another program.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop"
)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use common::yice;

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
        "五、主要问题与待查成因",
        "六、目标与削减需求",
        "七、任务与措施",
        "八、分期实施与投资",
        "九、目标可达性与不确定性",
        "十、组织实施与考核",
    ] {
        assert!(text.contains(heading), "no {heading} in the PDF");
    }
}

/// The whole text, so that a change of rule, knowledge or template shows what it does.
#[test]
fn the_text_is_as_reviewed() {
    let folder = tempfile::tempdir().unwrap();
    let files = draft(folder.path());
    let text = String::from_utf8(files["yichang-city.md"].clone()).unwrap();
    // The last paragraph counts the records, which every edit of knowledge changes.
    let (reviewed, _) = text.split_once("## （三）编制工具").unwrap();
    insta::assert_snapshot!("yichang", reviewed);
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
fn an_edit_survives_the_next_draft() {
    let folder = tempfile::tempdir().unwrap();
    draft(folder.path());
    let path = folder.path().join("yichang-city.md");
    let text = fs::read_to_string(&path).unwrap();
    let edited =
        text.replacen("## （二）编制依据", "分析员补的一段话。\n\n## （二）编制依据", 1);
    assert_ne!(text, edited);
    fs::write(&path, &edited).unwrap();
    let (status, _, stderr) =
        yice(&["draft", "cases/yichang", "-o", folder.path().to_str().unwrap()]);
    assert_eq!(status, 0);
    assert!(stderr.contains("人工修改的内容已保留"), "{stderr}");
    assert_eq!(fs::read_to_string(&path).unwrap(), edited);
    let pdf = lopdf::Document::load(folder.path().join("yichang-city.pdf")).unwrap();
    let pages: Vec<u32> = pdf.get_pages().keys().copied().collect();
    let words: String = pdf
        .extract_text(&pages)
        .unwrap()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    assert!(words.contains("分析员补的一段话"));
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
fn a_derived_cell_is_no_evidence_of_its_own() {
    // 产生量 was derived from the published rate: it sizes nothing and proves no rate.
    let (_, stdout, _) = yice(&["plan", "yichang", "--format", "json"]);
    let plan: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let measures = plan["measures"].as_array().unwrap();
    let sized = |m: &&serde_json::Value| m["size"].is_object();
    for measure in measures.iter().filter(|m| m["demonstration"] == false).filter(sized) {
        assert!(measure["size"]["pending"].is_string(), "{measure}");
    }
    let pending = |m: &serde_json::Value| {
        m["size"]["pending"].as_str().is_some_and(|why| why.contains("推算"))
    };
    assert!(measures.iter().any(pending));
    let (_, stdout, _) = yice(&["explain", "pg-rate-met", "--case", "yichang"]);
    assert!(stdout.contains("“综合利用率(%)”列"), "{stdout}");
    assert!(!stdout.contains("“产生量(万t/a)”列"), "{stdout}");
}

#[test]
fn a_review_passes_only_what_it_looked_at() {
    let (status, stdout, _) = yice(&["review", "yichang", "--format", "json"]);
    assert_eq!(status, 0);
    let review: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let checks = review["checks"].as_array().unwrap();
    let check = |id: &str| checks.iter().find(|c| c["id"] == id).unwrap();
    for check in checks {
        if check["conclusion"] == "passed" {
            assert!(check["looked"].as_u64().unwrap() > 0, "{check}");
        }
        if check["conclusion"] == "undetermined" {
            assert!(check["lacks"].as_str().is_some_and(|l| !l.is_empty()), "{check}");
        }
    }
    // Past reductions were credited over years: what is still missing cannot be told.
    assert_eq!(check("gap-closed")["conclusion"], "undetermined");
    assert!(check("gap-closed")["lacks"].as_str().unwrap().contains("氨氮"));
    // 示例数据 counts apart.
    assert!(check("measure-owner")["demonstrations"].as_u64().unwrap() > 0);
    let (status, stdout, _) = yice(&["review", "yichang"]);
    assert_eq!(status, 0);
    let last = stdout.trim_end().lines().last().unwrap();
    let [passed, undetermined, failed] = ["passed", "undetermined", "failed"]
        .map(|word| checks.iter().filter(|c| c["conclusion"] == word).count());
    assert_eq!(last, format!("通过 {passed}，不能判定 {undetermined}，未通过 {failed}"));
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
