//! An analyst's edits survive: a text that was changed by hand is merged with the fresh one.
//!
//! Beside each text stands a copy of what was generated last, in a hidden folder. It is the
//! common ancestor of a three-way merge: what only the analyst changed stays, what only the
//! data changed is new, and where both changed the same lines the analyst's stay and the
//! fresh ones are shown.

use std::path::{Path, PathBuf};

use super::{Failure, output, project};

/// The hidden folder with what was generated last.
const KEPT: &str = ".yice";

/// A text to be written, with the analyst's edits in it.
pub(super) struct Merged {
    /// The text.
    pub text: String,
    /// What the user should know.
    pub remarks: Vec<String>,
    /// Where a text goes whose edits cannot be told from the generated part.
    pub backup: Option<(PathBuf, String)>,
}

/// Merges `fresh` with what stands at `path`.
pub(super) fn merge(path: &Path, fresh: &str) -> Result<Merged, Failure> {
    let plain =
        |text: &str| Merged { text: text.to_owned(), remarks: Vec::new(), backup: None };
    let Some(current) = read(path)? else { return Ok(plain(fresh)) };
    let Some(ancestor) = read(&kept(path))? else {
        if current == fresh {
            return Ok(plain(fresh));
        }
        let backup = free_name(path);
        let remark = format!(
            "{} 已有内容而没有生成记录，分不清哪些是修改：原文另存为 {}",
            path.display(),
            backup.display()
        );
        let text = fresh.to_owned();
        let backup = Some((backup, current));
        return Ok(Merged { text, remarks: vec![remark], backup });
    };
    if current == ancestor {
        return Ok(plain(fresh));
    }
    let (text, conflicts) = match diffy::merge(&ancestor, &current, fresh) {
        Ok(text) => (text, Vec::new()),
        Err(marked) => keep_ours(&marked),
    };
    let mut remarks = vec![format!("{} 中人工修改的内容已保留", path.display())];
    for (line, theirs) in conflicts {
        let theirs = if theirs.is_empty() { "（删去）".to_owned() } else { theirs };
        remarks.push(format!(
            "{}:{line} 人工改过，新数据也使这里变化，保留人工文字；新生成的是：{theirs}",
            path.display()
        ));
    }
    Ok(Merged { text, remarks, backup: None })
}

/// Remembers `fresh` as what was generated for `path`.
pub(super) fn keep(path: &Path, fresh: &str) -> Result<(), Failure> {
    output::write(&kept(path), fresh.as_bytes())
}

fn kept(path: &Path) -> PathBuf {
    let folder = path.parent().unwrap_or_else(|| Path::new(".")).join(KEPT);
    folder.join(path.file_name().unwrap_or_default())
}

fn read(path: &Path) -> Result<Option<String>, Failure> {
    if !path.is_file() {
        return Ok(None);
    }
    let bytes = project::read(path)?;
    // Editors on Windows add a mark and change the line ends.
    let text = String::from_utf8_lossy(&bytes);
    Ok(Some(text.trim_start_matches('\u{feff}').replace("\r\n", "\n")))
}

/// `name.bak.md`, `name.bak2.md`, …: the first that is free.
fn free_name(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let name = |n: usize| {
        let number = if n == 1 { String::new() } else { n.to_string() };
        path.with_file_name(format!("{stem}.bak{number}.md"))
    };
    let mut number = 1;
    while name(number).exists() {
        number += 1;
    }
    name(number)
}

/// Our side of every conflict, and for each the line it begins on and the other side.
fn keep_ours(marked: &str) -> (String, Vec<(usize, String)>) {
    let (mut text, mut conflicts) = (String::new(), Vec::new());
    let mut lines = marked.split_inclusive('\n');
    while let Some(line) = lines.next() {
        if !line.starts_with("<<<<<<< ") {
            text.push_str(line);
            continue;
        }
        let at = text.matches('\n').count() + 1;
        let ours: String =
            lines.by_ref().take_while(|line| !is_ancestor_or_middle(line)).collect();
        text.push_str(&ours);
        let rest: Vec<&str> =
            lines.by_ref().take_while(|line| !line.starts_with(">>>>>>> ")).collect();
        let middle = rest.iter().position(|line| line.trim_end() == "=======");
        let theirs = middle.map_or(rest.as_slice(), |middle| &rest[middle + 1..]);
        conflicts.push((at, theirs.concat().trim().to_owned()));
    }
    (text, conflicts)
}

fn is_ancestor_or_middle(line: &str) -> bool {
    line.starts_with("||||||| ") || line.trim_end() == "======="
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(path: &Path, text: &str) {
        output::write(path, text.as_bytes()).unwrap();
    }

    #[test]
    fn edits_and_news_come_together() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("d.md");
        keep(&path, "一\n\n二\n\n三\n").unwrap();
        written(&path, "一\n\n二，补一句\n\n三\n");
        let merged = merge(&path, "一\n\n二\n\n三，新数\n").unwrap();
        assert_eq!(merged.text, "一\n\n二，补一句\n\n三，新数\n");
        assert_eq!(merged.remarks.len(), 1);
    }

    #[test]
    fn where_both_changed_the_analyst_is_kept_and_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("d.md");
        keep(&path, "一\n\n二\n\n三\n").unwrap();
        written(&path, "一\n\n二，人工\n\n三\n");
        let merged = merge(&path, "一\n\n二，新数\n\n三\n").unwrap();
        assert_eq!(merged.text, "一\n\n二，人工\n\n三\n");
        assert!(merged.remarks[1].contains(":3 "), "{:?}", merged.remarks);
        assert!(merged.remarks[1].contains("二，新数"), "{:?}", merged.remarks);
    }

    #[test]
    fn a_text_of_unknown_origin_is_set_aside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("d.md");
        written(&path, "旧\n");
        let merged = merge(&path, "新\n").unwrap();
        assert_eq!(merged.text, "新\n");
        let (backup, old) = merged.backup.unwrap();
        assert_eq!(
            (backup.file_name().unwrap().to_str(), old.as_str()),
            (Some("d.bak.md"), "旧\n")
        );
    }

    #[test]
    fn an_untouched_text_is_simply_new() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("d.md");
        keep(&path, "一\n").unwrap();
        written(&path, "一\r\n");
        let merged = merge(&path, "二\n").unwrap();
        assert_eq!(merged.text, "二\n");
        assert!(merged.remarks.is_empty());
    }
}
