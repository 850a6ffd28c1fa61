//! Where a document speaks of a code or a figure: heading, then table.

/// Places named; the others are counted.
const NAMED: usize = 8;

/// The places of `markdown` where one of `words` stands by itself.
pub(super) fn places(markdown: &str, words: &[&str]) -> Vec<String> {
    let mut headings: Vec<String> = Vec::new();
    let mut table = None;
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
            table = Some(text.trim_matches('*').to_owned());
        } else if !text.starts_with('|') && !text.trim().is_empty() {
            table = None;
        }
        if !words.iter().any(|word| holds(text, word)) {
            continue;
        }
        let path = headings.iter().chain(&table);
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

/// Whether `word` stands in `text` and does not go on before or behind it. A bare number
/// counts only where it fills a cell.
fn holds(text: &str, word: &str) -> bool {
    let bare = word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '–' | '−'));
    if bare {
        return text.starts_with('|') && text.split('|').any(|c| fills(c.trim(), word));
    }
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let behind = text[at + word.len()..].chars().next();
        let code = |c: char| c.is_ascii_alphanumeric() || c == '.';
        let starts = word.starts_with(|c: char| c.is_ascii_alphanumeric());
        let ends = word.ends_with(|c: char| c.is_ascii_alphanumeric());
        let cut_before = starts && before.is_some_and(|c| code(c) || c == '示');
        let cut_behind =
            ends && behind.is_some_and(|c| c.is_ascii_alphanumeric() || c == '/');
        !cut_before && !cut_behind
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

| 编号 | 数 |
|:--|--:|
| W01 | 1019（参考）^[3]^ |
| 示W01 | 11019 |
";

    #[test]
    fn places_are_headings_and_tables() {
        let both = ["五、问题 › （一）水质", "附件 1　清单 › 表 13　问题清单"];
        assert_eq!(places(TEXT, &["W01"]), both);
        assert_eq!(places(TEXT, &["1019 t/a", "1019"]), both);
        assert_eq!(places(TEXT, &["示W01"]), both[1..]);
        assert!(places(TEXT, &["W0"]).is_empty());
        assert!(places(TEXT, &["019 t/a"]).is_empty());
    }
}
