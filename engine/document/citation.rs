//! Citations: markers in the text become numbers, and the numbers a list after GB/T 7714.
//!
//! A marker is `[@id]`, several `[@a][@b]`; numbers follow the order of first appearance.
//! A number stands right behind what it supports and before the full stop; figures of one
//! sentence from the same source share one, behind the last of them. What the editors
//! recalled or computed themselves is no work that could be listed: it gets words instead.

use std::collections::BTreeMap;

use crate::knowledge::{Source, Via};
use crate::quantity::SourceKind;

/// Printed behind what rests on memory alone.
const RECALLED: &str = "（凭记忆，待核）";

/// Where a new statement starts, so that a source is named again.
const STOPS: [char; 5] = ['。', '；', '：', '|', '\n'];

/// Numbers given to sources, in the order of first appearance.
#[derive(Debug, Default)]
pub(super) struct Citations {
    order: Vec<String>,
    numbers: BTreeMap<String, usize>,
}

/// Text, and the ids of the markers right behind it.
struct Stretch<'a> {
    text: &'a str,
    ids: Vec<&'a str>,
}

impl Citations {
    /// `text` with its markers as superscript numbers; `kind` tells what a source is.
    pub fn resolve(
        &mut self,
        text: &str,
        kind: impl Fn(&str) -> Option<SourceKind>,
    ) -> String {
        let stretches = stretches(text);
        let mut result = String::with_capacity(text.len());
        for (n, stretch) in stretches.iter().enumerate() {
            // A blank parts a figure from Chinese, a bracket does so itself.
            let bracket = result.ends_with('）');
            let text = stretch.text.strip_prefix(' ').filter(|_| bracket);
            result.push_str(text.unwrap_or(stretch.text));
            let works = works(&stretch.ids, &kind);
            if works.is_empty() {
                if stretch.ids.iter().any(|id| kind(id) == Some(SourceKind::Memory)) {
                    say_recalled(&mut result);
                }
                continue;
            }
            let told_later = stretches.get(n + 1).is_some_and(|next| {
                !next.text.contains(STOPS) && works == self::works(&next.ids, &kind)
            });
            if !told_later {
                let mark = self.mark(&works);
                let stop = result.ends_with('。').then(|| result.pop()).flatten();
                result.push_str(&mark);
                result.extend(stop);
            }
        }
        result
    }

    fn mark(&mut self, ids: &[&str]) -> String {
        let mut numbers: Vec<usize> = ids.iter().map(|id| self.number(id)).collect();
        numbers.sort_unstable();
        let list: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        format!("^[{}]^", list.join(","))
    }

    fn number(&mut self, id: &str) -> usize {
        if let Some(number) = self.numbers.get(id) {
            return *number;
        }
        self.order.push(id.to_owned());
        self.numbers.insert(id.to_owned(), self.order.len());
        self.order.len()
    }

    /// The cited ids in order of number.
    pub fn order(&self) -> &[String] {
        &self.order
    }
}

fn stretches(text: &str) -> Vec<Stretch<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("[@") {
        let (before, mut behind) = rest.split_at(start);
        let mut ids = Vec::new();
        while let Some((id, tail)) =
            behind.strip_prefix("[@").and_then(|inner| inner.split_once(']'))
        {
            if !ids.contains(&id) {
                ids.push(id);
            }
            behind = tail;
        }
        if ids.is_empty() {
            break;
        }
        found.push(Stretch { text: before, ids });
        rest = behind;
    }
    found.push(Stretch { text: rest, ids: Vec::new() });
    found
}

/// Those of `ids` that are works which somebody could look up.
fn works<'a>(
    ids: &[&'a str],
    kind: &impl Fn(&str) -> Option<SourceKind>,
) -> Vec<&'a str> {
    let own = [Some(SourceKind::Memory), Some(SourceKind::Derivation)];
    ids.iter().copied().filter(|id| !own.contains(&kind(id))).collect()
}

/// Memory is named in words in place of the mark of the grade.
fn say_recalled(text: &mut String) {
    if text.ends_with("（筛查）")
        || text.ends_with("（示例）")
        || text.ends_with(RECALLED)
    {
        return;
    }
    for mark in ["（待核）", "（参考）"] {
        if let Some(bare) = text.strip_suffix(mark) {
            text.truncate(bare.len());
        }
    }
    text.push_str(RECALLED);
}

/// The marker that cites `ids`.
pub(super) fn marker<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    ids.into_iter().map(|id| format!("[@{id}]")).collect()
}

/// `source` as an entry of a list after GB/T 7714-2015.
///
/// Laws, documents and standards are named as themselves, wherever their text was read.
pub(super) fn entry(source: &Source) -> String {
    let itself = is_document(source);
    let printed = source.journal.is_some();
    let url = source.url.as_deref().filter(|_| !itself && !printed);
    let is_doi = |number: &&String| number.starts_with("doi:");
    let mut parts: Vec<String> = responsible(source).into_iter().collect();
    let title = match source.number.as_ref().filter(|number| !is_doi(number)) {
        Some(number) => format!("{}: {number}", source.title),
        None => source.title.clone(),
    };
    parts.push(format!("{title}[{}]", carrier(source, url.is_some())));
    parts.extend(published(source, url.is_some()));
    parts.extend(url.map(str::to_owned));
    let doi = source.number.as_ref().filter(is_doi);
    parts.extend(doi.map(|doi| doi.replacen("doi:", "DOI: ", 1)));
    // Whoever checks a figure must know that the original was not at hand.
    parts.extend(match source.via {
        Some(Via::Transcription) => Some("据转载".to_owned()),
        Some(Via::SecondHand) => Some("据转述".to_owned()),
        Some(Via::Original) | None => None,
    });
    parts.join(". ") + "."
}

/// Where and when: the journal's issue, the newspaper's day, else publisher and date; the
/// date of a web page stands in brackets.
fn published(source: &Source, online: bool) -> Vec<String> {
    let joined = |parts: [&Option<String>; 2]| {
        parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
    };
    if source.journal.is_some() {
        return vec![joined([&source.journal, &source.issue])];
    }
    if source.kind == SourceKind::News && source.publisher.is_some() {
        return vec![joined([&source.publisher, &source.date])];
    }
    let date = source.date.as_ref();
    let date = date.map(|date| if online { format!("({date})") } else { date.clone() });
    source.publisher.clone().into_iter().chain(date).collect()
}

/// 主要责任者: at most three names, then 等 or et al. in the language of the names.
fn responsible(source: &Source) -> Option<String> {
    let issuer = source.issuer.as_deref().unwrap_or_default();
    let mut names: Vec<&str> = match source.authors.as_slice() {
        [] => issuer.split('、').map(str::trim).filter(|name| !name.is_empty()).collect(),
        authors => authors.iter().map(String::as_str).collect(),
    };
    let mut more = names.len() > 3;
    names.truncate(3);
    // 工业和信息化部等八部门.
    if source.authors.is_empty()
        && let Some(last) = names.last_mut()
        && let Some((name, others)) = last.split_once('等')
        && (others.ends_with("部门") || others.ends_with("单位"))
    {
        *last = name;
        more = true;
    }
    let latin = names.first()?.starts_with(|c: char| c.is_ascii_alphabetic());
    let others = if latin { "et al" } else { "等" };
    let mut text = names.join(", ");
    if more {
        text.push_str(", ");
        text.push_str(others);
    }
    Some(text)
}

/// Whether it is a law, a numbered document or a standard, which its number identifies.
fn is_document(source: &Source) -> bool {
    use SourceKind as K;
    match source.kind {
        K::Law | K::Regulation | K::Policy | K::Standard => true,
        K::Guide | K::Handbook => {
            source.number.as_ref().is_some_and(|n| n.contains(['〔', '号']))
        }
        _ => false,
    }
}

/// 文献类型标识 (GB/T 7714-2015 附录 B).
fn carrier(source: &Source, online: bool) -> &'static str {
    use SourceKind as K;
    match (source.kind, online) {
        (K::Standard, _) => "S",
        (K::Paper, false) => "J",
        (K::Paper, true) => "J/OL",
        (K::Thesis, false) => "D",
        (K::Thesis, true) => "D/OL",
        (K::Guide | K::Handbook, _) if is_document(source) => "Z",
        (K::Report | K::Guide, false) => "R",
        (K::Report | K::Guide, true) => "R/OL",
        (K::Yearbook, _) if source.title.contains("公报") => {
            if online {
                "R/OL"
            } else {
                "R"
            }
        }
        (K::Book | K::Handbook | K::Yearbook, false) => "M",
        (K::Book | K::Handbook | K::Yearbook, true) => "M/OL",
        (K::News, false) => "N",
        (K::News, true) if source.publisher.is_some() => "N/OL",
        (K::Dataset, _) => "DS/OL",
        (K::Patent, _) => "P",
        (_, true) => "EB/OL",
        (_, false) => "Z",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(id: &str) -> Option<SourceKind> {
        match id {
            "own" => Some(SourceKind::Derivation),
            "head" => Some(SourceKind::Memory),
            "a" | "b" => Some(SourceKind::Paper),
            _ => None,
        }
    }

    #[test]
    fn markers_become_numbers_in_order_of_appearance() {
        let mut citations = Citations::default();
        let text = citations.resolve("甲[@b]；乙[@a][@b]；丙[@a]。", kinds);
        assert_eq!(text, "甲^[1]^；乙^[1,2]^；丙^[2]^。");
        assert_eq!(citations.order(), ["b", "a"]);
    }

    #[test]
    fn figures_of_a_sentence_from_one_source_share_a_number() {
        let text =
            "长 167 km[@a]、宽 2 km[@a]，深 3 m[@b]。高 5 m[@b]。| 1[@a] | 2[@a] |";
        assert_eq!(
            Citations::default().resolve(text, kinds),
            "长 167 km、宽 2 km^[1]^，深 3 m^[2]^。高 5 m^[2]^。| 1^[1]^ | 2^[1]^ |"
        );
        assert_eq!(Citations::default().resolve("甲。[@a]", kinds), "甲^[1]^。");
    }

    #[test]
    fn memory_and_own_reckoning_are_words_not_works() {
        let mut citations = Citations::default();
        let text = "甲 1 t（待核）[@head] 与乙 2 t（参考）[@own]，丙[@head]，丁 3 t（筛查）[@head]，戊[@a][@head]";
        assert_eq!(
            citations.resolve(text, kinds),
            "甲 1 t（凭记忆，待核）与乙 2 t（参考），丙（凭记忆，待核），丁 3 t（筛查），戊^[1]^"
        );
        assert_eq!(citations.order(), ["a"]);
    }

    fn source(kind: SourceKind, title: &str) -> Source {
        Source {
            id: "x".to_owned(),
            kind,
            title: title.to_owned(),
            number: None,
            issuer: None,
            authors: Vec::new(),
            journal: None,
            issue: None,
            publisher: None,
            date: None,
            effective: None,
            until: None,
            superseded_by: None,
            via: None,
            licence: None,
            url: Some("https://example.org/x".to_owned()),
            note: None,
        }
    }

    #[test]
    fn statutes_and_standards_are_named_as_themselves() {
        let law = Source {
            issuer: Some("全国人大常委会".to_owned()),
            number: Some("主席令第六十五号".to_owned()),
            date: Some("2020-12-26".to_owned()),
            ..source(SourceKind::Law, "中华人民共和国长江保护法")
        };
        assert_eq!(
            entry(&law),
            "全国人大常委会. 中华人民共和国长江保护法: 主席令第六十五号[Z]. 2020-12-26."
        );
        let standard = Source {
            number: Some("GB 3838-2002".to_owned()),
            ..source(SourceKind::Standard, "地表水环境质量标准")
        };
        assert_eq!(entry(&standard), "地表水环境质量标准: GB 3838-2002[S].");
        let read = Source { via: Some(Via::Transcription), ..standard.clone() };
        assert_eq!(entry(&read), "地表水环境质量标准: GB 3838-2002[S]. 据转载.");
        let joint = Source {
            issuer: Some("工业和信息化部、财政部等八部门".to_owned()),
            ..source(SourceKind::Policy, "方案")
        };
        assert_eq!(entry(&joint), "工业和信息化部, 财政部, 等. 方案[Z].");
    }

    #[test]
    fn more_than_three_names_end_in_their_language() {
        let paper = |names: &[&str]| Source {
            authors: names.iter().map(|name| (*name).to_owned()).collect(),
            journal: Some("环境科学".to_owned()),
            issue: Some("2019, 40(5): 2194-2201".to_owned()),
            ..source(SourceKind::Paper, "题名")
        };
        assert_eq!(
            entry(&paper(&["甲", "乙", "丙", "丁"])),
            "甲, 乙, 丙, 等. 题名[J]. 环境科学, 2019, 40(5): 2194-2201."
        );
        assert!(entry(&paper(&["A B", "C", "D", "E"])).starts_with("A B, C, D, et al. "));
        assert_eq!(
            entry(&Source {
                date: Some("2018-02-15".to_owned()),
                ..source(SourceKind::News, "报道")
            }),
            "报道[EB/OL]. (2018-02-15). https://example.org/x."
        );
        let daily = Source {
            publisher: Some("湖北日报".to_owned()),
            date: Some("2018-02-15".to_owned()),
            ..source(SourceKind::News, "报道")
        };
        assert_eq!(
            entry(&daily),
            "报道[N/OL]. 湖北日报, 2018-02-15. https://example.org/x."
        );
    }
}
