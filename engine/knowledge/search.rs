//! Full text: every record in which all the words stand; names before texts, and ids that
//! are nearly the one asked for when nothing else is found.

use rayon::prelude::*;
use serde::Serialize;

use super::Knowledge;

/// A record in one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// 种类.
    pub kind: &'static str,
    /// Id.
    pub id: String,
    /// 名称.
    pub name: String,
}

/// The most records that a search by likeness names.
const LIKE: usize = 8;

/// Ids less alike than this are not meant.
const ALIKE: f64 = 0.85;

/// How well a record fits: the less, the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Id,
    NameBegins,
    Name,
    Text,
}

impl Knowledge {
    /// Every record, by kind and id.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        self.texts().map(|(entry, _)| entry).collect()
    }

    /// The records that hold all `words`, best first; else those whose id is nearly it.
    #[must_use]
    pub fn search(&self, words: &str) -> Vec<Entry> {
        let words: Vec<String> =
            words.split_whitespace().map(str::to_lowercase).collect();
        if words.is_empty() {
            return Vec::new();
        }
        let all: Vec<(Entry, Text<'_>)> = self.texts().collect();
        let mut found: Vec<(Rank, Entry)> = all
            .par_iter()
            .filter_map(|(entry, text)| Some((rank(entry, text, &words)?, entry.clone())))
            .collect();
        if found.is_empty() {
            return nearly(all.into_iter().map(|(entry, _)| entry), &words.join("-"));
        }
        found.sort_by(|(a, x), (b, y)| (a, x.kind, &x.id).cmp(&(b, y.kind, &y.id)));
        found.into_iter().map(|(_, entry)| entry).collect()
    }

    fn texts(&self) -> impl Iterator<Item = (Entry, Text<'_>)> {
        fn each<'a, T: Serialize + Sync + 'a>(
            kind: &'static str,
            records: impl Iterator<Item = (&'a String, &'a T)> + 'a,
            name: impl Fn(&T) -> String + 'a,
        ) -> impl Iterator<Item = (Entry, Text<'a>)> + 'a {
            records.map(move |(id, record)| {
                let text: Text<'a> =
                    Box::new(move || serde_json::to_string(record).unwrap_or_default());
                (Entry { kind, id: id.clone(), name: name(record) }, text)
            })
        }
        each("行业", self.industries.iter(), |r| r.name.clone())
            .chain(each("标准", self.standards.iter(), |r| {
                format!("{} {}", r.number, r.name)
            }))
            .chain(each("政策", self.policies.iter(), |r| r.name.clone()))
            .chain(each("方法", self.methods.iter(), |r| r.name.clone()))
            .chain(each("系数", self.coefficients.iter(), |r| r.name.clone()))
            .chain(each("技术", self.techniques.iter(), |r| r.name.clone()))
            .chain(each("指标", self.indicators.iter(), |r| r.name.clone()))
            .chain(each("危废", self.waste_codes.iter(), |r| {
                r.name.clone().unwrap_or_default()
            }))
            .chain(each("豁免", self.exemptions.iter(), |r| r.name.clone()))
            .chain(each("区域", self.areas.iter(), |r| r.name.clone()))
            .chain(each("对照", self.benchmarks.iter(), |r| r.item.clone()))
            .chain(each("手册", self.editions.iter(), |r| r.name.clone()))
            .chain(each("污染物", self.pollutants.iter(), |r| r.name.clone()))
            .chain(each("来源", self.sources.iter(), |r| r.title.clone()))
    }
}

/// Everything that a record says, written out when somebody looks.
type Text<'a> = Box<dyn Fn() -> String + Sync + Send + 'a>;

fn rank(entry: &Entry, text: &Text<'_>, words: &[String]) -> Option<Rank> {
    let name = entry.name.to_lowercase();
    let in_name =
        |word: &String| name.contains(word.as_str()) || entry.id.contains(word.as_str());
    if let [word] = words {
        if entry.id == *word {
            return Some(Rank::Id);
        }
        if name.starts_with(word.as_str()) {
            return Some(Rank::NameBegins);
        }
    }
    if words.iter().all(in_name) {
        return Some(Rank::Name);
    }
    let text = text().to_lowercase();
    words
        .iter()
        .all(|word| in_name(word) || text.contains(word.as_str()))
        .then_some(Rank::Text)
}

fn nearly(entries: impl Iterator<Item = Entry>, wanted: &str) -> Vec<Entry> {
    let mut alike: Vec<(f64, Entry)> = entries
        .map(|entry| (strsim::jaro_winkler(&entry.id, wanted), entry))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .collect();
    alike.sort_by(|(a, x), (b, y)| b.total_cmp(a).then_with(|| x.id.cmp(&y.id)));
    alike.into_iter().take(LIKE).map(|(_, entry)| entry).collect()
}
