//! Where a document speaks of a code or a figure: heading, then table.

/// Places named; the others are counted.
const NAMED: usize = 8;

/// A number without its unit, and the unit that its column's head must name.
pub(super) type Bare = (String, String);

/// The table that the pass is in.
#[derive(Default)]
struct Table {
    caption: String,
    heads: Vec<String>,
}

/// The places of `markdown` where one of `words` stands by itself, or one of `numbers`
/// fills a cell under its unit.
pub(super) fn places(markdown: &str, words: &[&str], numbers: &[Bare]) -> Vec<String> {
    let mut headings: Vec<String> = Vec::new();
    let mut table: Option<Table> = None;
    let mut found: Vec<String> = Vec::new();
    for text in markdown.lines() {
        let level = text.bytes().take_while(|b| *b == b'#').count();
        if level > 0 {
            headings.truncate(level - 1);
            headings.push(text[level..].trim().to_owned());
            table = None;
            continue;
        }
        if text.starts_with("**表 ") {
            let caption = text.trim_matches('*').to_owned();
            table = Some(Table { caption, heads: Vec::new() });
        } else if text.starts_with('|') {
            if let Some(table) = table.as_mut().filter(|t| t.heads.is_empty()) {
                table.heads = text.split('|').map(str::to_owned).collect();
            }
        } else if !text.trim().is_empty() {
            table = None;
        }
        let filled = table.as_ref().is_some_and(|t| t.holds(text, numbers));
        if !filled && !words.iter().any(|word| holds(text, word)) {
            continue;
        }
        let caption = table.as_ref().map(|t| &t.caption);
        let path = headings.iter().chain(caption);
        let place = path.map(String::as_str).collect::<Vec<_>>().join(" › ");
        if !found.contains(&place) {
            found.push(place);
        }
    }
    if found.len() > NAMED {
        let more = found.len() - NAMED;
        found.truncate(NAMED);
        found.push(format!("另有 {more} 处"));
    }
    found
}

impl Table {
    /// Whether the row has one of `numbers` in a column that names its unit.
    fn holds(&self, row: &str, numbers: &[Bare]) -> bool {
        row.split('|').enumerate().any(|(column, cell)| {
            let head = self.heads.get(column).map_or("", String::as_str);
            numbers.iter().any(|(number, unit)| {
                fills(cell.trim(), number)
                    && (names(head, unit) || names(&self.caption, unit))
            })
        })
    }
}

/// Whether `text` names `unit`, not one that goes on.
fn names(text: &str, unit: &str) -> bool {
    text.match_indices(unit).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let behind = text[at + unit.len()..].chars().next();
        before.is_none_or(|c| matches!(c, '（' | ' ' | '，'))
            && behind.is_none_or(|c| matches!(c, '）' | ' ' | '，'))
    })
}

/// Whether `word` stands in `text` and does not go on before or behind it.
fn holds(text: &str, word: &str) -> bool {
    let same = |c: char| c.is_ascii_alphanumeric();
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let behind = text[at + word.len()..].chars().next();
        let goes_on = |c: char| same(c) || matches!(c, '.' | '示' | '–' | '−');
        let part_before = word.starts_with(same) && before.is_some_and(goes_on);
        let part_behind =
            word.ends_with(same) && behind.is_some_and(|c| same(c) || c == '/');
        !part_before && !part_behind
    })
}

/// Whether the cell holds `number` and nothing but marks and citations.
fn fills(cell: &str, number: &str) -> bool {
    cell.strip_prefix(number)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['（', '^']))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
# 五、问题

## （一）水质

严重程度：严重；编号 W01；对应措施 C01。总磷 1019 t/a（参考）。

# 附件 1　清单

**表 13　问题清单**

| 编号 | 负荷（t/a） | 断面数（个） |
|:--|--:|--:|
| W01 | 1019（参考）^[3]^ | 2 |
| 示W01 | 11019 | 1019 |
";

    fn bare(number: &str, unit: &str) -> Bare {
        (number.to_owned(), unit.to_owned())
    }

    #[test]
    fn places_are_headings_and_tables() {
        let both = ["五、问题 › （一）水质", "附件 1　清单 › 表 13　问题清单"];
        assert_eq!(places(TEXT, &["W01"], &[]), both);
        assert_eq!(places(TEXT, &["1019 t/a"], &[bare("1019", "t/a")]), both);
        assert_eq!(places(TEXT, &["示W01"], &[]), both[1..]);
        assert!(places(TEXT, &["W0"], &[]).is_empty());
        assert!(places(TEXT, &["019 t/a"], &[]).is_empty());
    }

    #[test]
    fn a_bare_number_counts_under_its_unit_only() {
        assert!(places(TEXT, &[], &[bare("1019", "mg/L")]).is_empty());
        assert!(places(TEXT, &[], &[bare("2", "t/a")]).is_empty());
        assert_eq!(places(TEXT, &[], &[bare("2", "个")]).len(), 1);
    }
}
