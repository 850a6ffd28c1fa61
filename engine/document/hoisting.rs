//! A mark that every figure of a column bears is said once, in the head of the column.
//!
//! `| 总磷（t/a） |` over `2220（参考）`, `2229（参考）` becomes `| 总磷（t/a，参考） |` over `2220`,
//! `2229`. A column with one unmarked figure, or with two marks, keeps them at the figures.

use crate::quantity::{DEMONSTRATION_MARK, Grade};

/// Markdown with the marks of uniform columns in their heads.
pub(super) fn hoist(markdown: &str) -> String {
    let lines: Vec<&str> = markdown.lines().collect();
    let mut hoisted = String::with_capacity(markdown.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let body = lines[at..].iter().take_while(|l| l.starts_with('|')).count();
        if body > 2 && is_rule(lines[at + 1]) {
            for row in table(&lines[at..at + body]) {
                hoisted.push_str(&row);
                hoisted.push('\n');
            }
            at += body;
        } else {
            hoisted.push_str(line);
            hoisted.push('\n');
            at += 1;
        }
    }
    hoisted
}

/// Whether a line parts the head from the rows: `|:--|--:|`.
fn is_rule(line: &str) -> bool {
    line.starts_with('|') && line.chars().all(|c| matches!(c, '|' | ':' | '-' | ' '))
}

fn table(lines: &[&str]) -> Vec<String> {
    let mut rows: Vec<Vec<String>> = lines.iter().map(|line| cells(line)).collect();
    let columns = rows.first().map_or(0, Vec::len);
    for column in 0..columns {
        let own = || rows[2..].iter().filter_map(|row| row.get(column));
        let Some(mark) = shared(own()) else { continue };
        for cell in rows[2..].iter_mut().filter_map(|row| row.get_mut(column)) {
            *cell = cell.replacen(&format!("（{mark}）"), "", 1);
        }
        let head = &mut rows[0][column];
        let trimmed = head.trim();
        *head = match trimmed.strip_suffix('）') {
            Some(open) => format!(" {open}，{mark}） "),
            None => format!(" {trimmed}（{mark}） "),
        };
    }
    rows.iter().map(|row| format!("|{}|", row.join("|"))).collect()
}

/// The mark that all figures of a column bear, each once; `None` below two figures.
fn shared<'a>(cells: impl Iterator<Item = &'a String>) -> Option<&'static str> {
    let mut found = None;
    let mut figures = 0;
    for cell in cells {
        let bare = without_citations(cell);
        if !bare.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        figures += 1;
        let all =
            Grade::ALL.into_iter().filter_map(Grade::mark).chain([DEMONSTRATION_MARK]);
        let mut marks = all.filter(|mark| bare.contains(&format!("（{mark}）")));
        let mark = marks.next()?;
        let once = bare.matches(&format!("（{mark}）")).count() == 1;
        if marks.next().is_some() || !once || found.is_some_and(|f| f != mark) {
            return None;
        }
        found = Some(mark);
    }
    found.filter(|_| figures > 1)
}

/// The cells of a row; `\|` stands for the sign itself.
fn cells(line: &str) -> Vec<String> {
    let inner = line.trim_end().trim_start_matches('|');
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in inner.chars() {
        if c == '|' && !escaped {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    cells
}

/// `0.049[@source]` → `0.049`.
fn without_citations(cell: &str) -> String {
    let mut rest = cell;
    let mut bare = String::new();
    while let Some((before, after)) = rest.split_once("[@") {
        bare.push_str(before);
        rest = after.split_once(']').map_or("", |(_, after)| after);
    }
    bare + rest
}

#[cfg(test)]
mod tests {
    use super::hoist;

    #[test]
    fn a_mark_that_all_figures_of_a_column_bear_goes_into_its_head() {
        let table = "| 单元 | 总磷（t/a） | 氨氮 |\n|:--|--:|--:|\n| 甲 | 1（参考）[@a-1] | 2（待核） |\n| 乙 | 3（参考） | — |\n| 丙 | — | 5（待核） |\n";
        let hoisted = hoist(table);
        assert_eq!(
            hoisted,
            "| 单元 | 总磷（t/a，参考） | 氨氮（待核） |\n|:--|--:|--:|\n| 甲 | 1[@a-1] | 2 |\n| 乙 | 3 | — |\n| 丙 | — | 5 |\n"
        );
    }

    #[test]
    fn a_column_with_an_unmarked_figure_or_two_marks_is_left_alone() {
        for table in [
            "| 甲 | 量 |\n|:--|--:|\n| 一 | 1（参考） |\n| 二 | 3 |\n",
            "| 甲 | 量 |\n|:--|--:|\n| 一 | 1（参考） |\n| 二 | 3（待核） |\n",
            "| 甲 | 量 |\n|:--|--:|\n| 一 | 1（参考）、2（参考） |\n| 二 | 3（参考） |\n",
            "| 甲 | 量 |\n|:--|--:|\n| 一 | 1（参考） |\n| 二 | — |\n",
        ] {
            assert_eq!(hoist(table), table);
        }
    }
}
