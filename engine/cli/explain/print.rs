//! Figures, facts and verdicts as lines, walked back to cells and clauses.

use super::super::output;
use super::case::CaseScope;
use super::used::Bare;
use crate::diagnosis::Ground;
use crate::knowledge::{Knowledge, Source};
use crate::profile::Profile;
use crate::quantity::{Provenance, Quantity, SourceKind};
use crate::rules::{Outcome, Read, Verdict};

/// Rows shown of many alike.
const SHOWN_GROUNDS: usize = 6;

/// Where the titles of sources are found.
#[derive(Clone, Copy)]
struct Titles<'a> {
    knowledge: &'a Knowledge,
    profile: Option<&'a Profile>,
    /// Whether the cells are of a table of the user's own, which has no grade.
    own: bool,
}

impl<'a> Titles<'a> {
    fn source(self, id: &str) -> Option<&'a Source> {
        match self.profile {
            Some(profile) => profile.source(id, self.knowledge),
            None => self.knowledge.sources.get(id),
        }
    }

    /// `《题名》（id）`.
    fn name(self, id: &str) -> String {
        self.source(id)
            .map_or_else(|| id.to_owned(), |s| format!("《{}》（{id}）", s.title))
    }

    /// Whether the source stands for the analyst's own derivations.
    fn is_derivation(self, id: Option<&str>) -> bool {
        let source = id.and_then(|id| self.source(id));
        source.is_some_and(|source| source.kind == SourceKind::Derivation)
    }
}

/// `label：text`, indented.
pub(super) fn line(depth: usize, label: &str, text: &str) {
    let indent = "  ".repeat(depth);
    output::line(&format!("{indent}{label}：{text}"));
}

/// Walks a figure of knowledge back to its clause.
pub(in crate::cli) fn tree(
    quantity: &Quantity,
    label: &str,
    depth: usize,
    knowledge: &Knowledge,
) {
    walk(quantity, label, depth, Titles { knowledge, profile: None, own: false });
}

/// Walks a figure of a table of the user's own back to cells and clauses.
pub(in crate::cli) fn own_tree(
    quantity: &Quantity,
    label: &str,
    depth: usize,
    knowledge: &Knowledge,
) {
    walk(quantity, label, depth, Titles { knowledge, profile: None, own: true });
}

fn walk(quantity: &Quantity, label: &str, depth: usize, titles: Titles<'_>) {
    let indent = "  ".repeat(depth);
    let label = if label.is_empty() { String::new() } else { format!("{label}：") };
    let grade = if titles.own {
        " ".to_owned()
    } else {
        format!("（{} 级）", quantity.grade())
    };
    let text = quantity.text();
    match quantity.provenance().as_ref() {
        Provenance::Given { place, source, at, demonstration } => {
            let derived = titles.is_derivation(source.as_deref());
            let how = if derived { "，推算" } else { "" };
            let mut origin: Vec<String> = vec![place.to_string()];
            origin.extend(source.as_deref().map(|id| titles.name(id)));
            origin.extend(at.clone());
            if *demonstration {
                origin.push("示例数据".to_owned());
            }
            let origin = origin.join("，");
            let grade = grade.replace("级）", &format!("级{how}）"));
            output::line(&format!("{indent}{label}{text}{grade}← {origin}"));
        }
        Provenance::Cited { record, place, source, at } => {
            let title = titles.source(source).map_or(source, |s| &s.title);
            output::line(&format!(
                "{indent}{label}{text}（{} 级）← {record}，{place}，《{title}》{at}",
                quantity.grade()
            ));
        }
        Provenance::Derived { method, terms } => {
            output::line(&format!("{indent}{label}{text}{grade}← {method}"));
            for term in terms {
                walk(&term.quantity, &term.label, depth + 1, titles);
            }
        }
    }
}

impl CaseScope {
    fn titles(&self) -> Titles<'_> {
        let (knowledge, profile) = (&self.loaded.knowledge, Some(&self.loaded.profile));
        Titles { knowledge, profile, own: false }
    }

    /// Walks a figure of the case back to cells and clauses.
    pub fn tree(&self, quantity: &Quantity, label: &str, depth: usize) {
        walk(quantity, label, depth, self.titles());
    }

    /// `《题名》（id）`.
    pub fn source_name(&self, id: &str) -> String {
        self.titles().name(id)
    }

    /// A fact, then the figure or the cells behind it.
    pub fn read(&self, read: &Read, depth: usize) {
        let lacks = if read.missing { "缺，原因：" } else { "" };
        let meaning = read.told(|of| self.loaded.knowledge.pollutant_name(of));
        line(depth, &meaning, &format!("{lacks}{}", read.text));
        match &read.quantity {
            Some(quantity) => self.tree(quantity, "", depth + 1),
            None => {
                let (kind, id) = (read.kind, read.subject.as_str());
                self.grounds(&self.records().grounds(kind, id, &read.key), depth + 1);
            }
        }
    }

    pub fn grounds(&self, grounds: &[Ground], depth: usize) {
        let indent = "  ".repeat(depth);
        for ground in grounds.iter().take(SHOWN_GROUNDS) {
            if let Some(quantity) = &ground.quantity {
                self.tree(quantity, &ground.label, depth);
                continue;
            }
            let mut origin: Vec<String> = Vec::new();
            origin.extend(ground.place.as_ref().map(ToString::to_string));
            origin.extend(ground.source.as_deref().map(|id| self.titles().name(id)));
            origin.extend(ground.at.clone());
            let text = match ground.text.as_str() {
                "" => String::new(),
                text => format!("：{text}"),
            };
            let (label, origin) = (&ground.label, origin.join("，"));
            output::line(&format!("{indent}{label}{text} ← {origin}"));
        }
        if grounds.len() > SHOWN_GROUNDS {
            let more = grounds.len() - SHOWN_GROUNDS;
            output::line(&format!("{indent}另有 {more} 处"));
        }
    }

    /// How a rule judged a subject, condition by condition.
    pub fn verdict(&self, verdict: &Verdict, depth: usize) {
        let outcome = verdict.outcome();
        let reason = match &outcome {
            Outcome::Undetermined(reason) | Outcome::Broken(reason) => {
                format!("，原因：{reason}")
            }
            Outcome::Holds | Outcome::Fails | Outcome::Beside => String::new(),
        };
        line(depth, &verdict.subject.name, &format!("{}{reason}", outcome.name()));
        let indent = "  ".repeat(depth + 1);
        for condition in verdict.conditions() {
            let name = condition.outcome.name();
            output::line(&format!("{indent}{} —— {name}", condition.text));
            for read in &condition.reads {
                self.read(read, depth + 2);
            }
        }
    }

    /// Where the document speaks of it.
    pub fn used(&self, words: &[&str]) {
        self.used_with(words, &[]);
    }

    /// As [`Self::used`], and where one of `numbers` fills a cell under its unit.
    pub fn used_with(&self, words: &[&str], numbers: &[Bare]) {
        let places = super::used::places(&self.markdown, words, numbers);
        if !places.is_empty() {
            line(1, "用在文稿", &places.join("；"));
        }
    }
}
