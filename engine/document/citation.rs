//! Citations: markers in the text become numbers, and the numbers a list after GB/T 7714.
//!
//! A marker is `[@id]`, several `[@a][@b]`; numbers follow the order of first appearance.

use std::collections::BTreeMap;

use crate::knowledge::Source;
use crate::quantity::SourceKind;

/// Numbers given to sources, in the order of first appearance.
#[derive(Debug, Default)]
pub(super) struct Citations {
    order: Vec<String>,
    numbers: BTreeMap<String, usize>,
}

impl Citations {
    /// `text` with its markers as superscript numbers.
    pub fn resolve(&mut self, text: &str) -> String {
        let mut result = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find("[@") {
            result.push_str(&rest[..start]);
            let mut numbers = Vec::new();
            rest = &rest[start..];
            while let Some(inner) = rest.strip_prefix("[@")
                && let Some(end) = inner.find(']')
            {
                let number = self.number(&inner[..end]);
                if !numbers.contains(&number) {
                    numbers.push(number);
                }
                rest = &inner[end + 1..];
            }
            numbers.sort_unstable();
            let list: Vec<String> = numbers.iter().map(ToString::to_string).collect();
            result.push_str("^[");
            result.push_str(&list.join(","));
            result.push_str("]^");
        }
        result.push_str(rest);
        result
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

/// The marker that cites `ids`.
pub(super) fn marker<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    ids.into_iter().map(|id| format!("[@{id}]")).collect()
}

/// `source` as an entry of a list after GB/T 7714-2015.
pub(super) fn entry(source: &Source) -> String {
    let mut parts = Vec::new();
    let authors = match source.authors.as_slice() {
        [] => source.issuer.clone(),
        names if names.len() > 3 => Some(format!("{}, 等", names[..3].join(", "))),
        names => Some(names.join(", ")),
    };
    parts.extend(authors);
    let title = match &source.number {
        Some(number) if source.kind == SourceKind::Standard => {
            format!("{}: {number}", source.title)
        }
        Some(number) => format!("{}（{number}）", source.title),
        None => source.title.clone(),
    };
    parts.push(format!("{title}[{}]", carrier(source)));
    let journal = [source.journal.clone(), source.issue.clone()];
    let journal: Vec<String> = journal.into_iter().flatten().collect();
    if !journal.is_empty() {
        parts.push(journal.join(", "));
    }
    parts.extend(source.publisher.clone());
    if journal.is_empty() {
        parts.extend(source.date.clone());
    }
    let mut text = parts.join(". ");
    text.push('.');
    if let Some(url) = &source.url {
        text.push(' ');
        text.push_str(url);
        text.push('.');
    }
    text
}

/// 文献类型标识 (GB/T 7714-2015 附录 B).
fn carrier(source: &Source) -> &'static str {
    use SourceKind as K;
    let online = source.url.is_some();
    match (source.kind, online) {
        (K::Standard, false) => "S",
        (K::Standard, true) => "S/OL",
        (K::Paper, false) => "J",
        (K::Paper, true) => "J/OL",
        (K::Thesis, _) => "D",
        (K::Report | K::Guide, false) => "R",
        (K::Report | K::Guide, true) => "R/OL",
        (K::Book | K::Handbook | K::Yearbook, false) => "M",
        (K::Book | K::Handbook | K::Yearbook, true) => "M/OL",
        (K::News, false) => "N",
        (K::News, true) => "N/OL",
        (K::Dataset, _) => "DS/OL",
        (K::Patent, _) => "P",
        (_, true) => "EB/OL",
        (_, false) => "Z",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_become_numbers_in_order_of_appearance() {
        let mut citations = Citations::default();
        let text = citations.resolve("甲[@b]，乙[@a][@b]，丙[@a]。");
        assert_eq!(text, "甲^[1]^，乙^[1,2]^，丙^[2]^。");
        assert_eq!(citations.order(), ["b", "a"]);
    }
}
