//! 数据缺口: what the analyst states, what rules missed, what the inventory lacked.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::assessment::Unassessed;
use crate::inventory::Inventory;
use crate::knowledge::Knowledge;
use crate::profile::Profile;
use crate::rules::{Outcome, Read, SubjectKind, Verdict};

/// 数据缺口.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DataGap {
    /// `Q01` … in the order of the document.
    pub id: String,
    /// What is missing.
    pub item: String,
    /// Which conclusion suffers.
    pub why: String,
    /// Whom to ask.
    pub ask: String,
    /// In what form.
    pub form: String,
    /// Titles of the rules that it leaves undecided.
    pub rules: Vec<String>,
    /// Subjects concerned.
    pub subjects: Vec<String>,
    /// Whether the analyst stated it; else the engine met it on the way.
    pub stated: bool,
    /// Id of the method that it keeps from being run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The fact that rules missed: whose, and what it means.
    #[serde(skip)]
    pub fact: Option<(SubjectKind, String)>,
}

impl DataGap {
    /// Whether it is `read` that is missing.
    #[must_use]
    pub fn is_of(&self, read: &Read) -> bool {
        let own = self.fact.as_ref();
        own.is_some_and(|(kind, meaning)| *kind == read.kind && *meaning == read.meaning)
    }
}

pub(super) fn collect(
    verdicts: &[Verdict],
    profile: &Profile,
    inventory: &Inventory,
    unassessed: &[Unassessed],
    knowledge: &Knowledge,
) -> Vec<DataGap> {
    let mut gaps: Vec<DataGap> = profile
        .gaps
        .iter()
        .map(|gap| DataGap {
            id: String::new(),
            item: gap.item.clone(),
            why: gap.why.clone(),
            ask: gap.ask.clone(),
            form: gap.form.clone().unwrap_or_else(|| "表格".to_owned()),
            rules: Vec::new(),
            subjects: Vec::new(),
            stated: true,
            method: None,
            fact: None,
        })
        .collect();
    gaps.extend(from_verdicts(verdicts, knowledge));
    gaps.extend(from_inventory(inventory, knowledge));
    gaps.extend(unassessed.iter().map(|u| from_method(u, knowledge)));
    for (number, gap) in gaps.iter_mut().enumerate() {
        gap.id = format!("Q{:02}", number + 1);
    }
    gaps
}

/// The table, or the months, without which a method is not run.
fn from_method(unassessed: &Unassessed, knowledge: &Knowledge) -> DataGap {
    let id = &unassessed.method;
    let name = knowledge.methods.get(id).map_or(id.as_str(), |m| m.name.as_str());
    let (item, form) = match unassessed.columns.as_slice() {
        [] => (
            format!("同一年内满足“{name}”的逐月监测"),
            "同一年各断面逐月的监测值".to_owned(),
        ),
        columns => (format!("“{name}”的输入数据"), columns.join("、")),
    };
    DataGap {
        id: String::new(),
        item,
        why: name.to_owned(),
        ask: "数据所属部门".to_owned(),
        form,
        rules: Vec::new(),
        subjects: Vec::new(),
        stated: false,
        method: Some(id.clone()),
        fact: None,
    }
}

/// What waits for one missing fact.
struct Waiting<'a> {
    read: Read,
    pollutants: Vec<&'a str>,
    rules: Vec<String>,
    subjects: Vec<String>,
}

/// One gap per missing fact, with the rules and subjects that wait for it.
fn from_verdicts(verdicts: &[Verdict], knowledge: &Knowledge) -> Vec<DataGap> {
    let mut groups: BTreeMap<(String, String), Waiting<'_>> = BTreeMap::new();
    for verdict in verdicts {
        if verdict.subject.is_demonstration()
            || !matches!(verdict.outcome(), Outcome::Undetermined(_))
        {
            continue;
        }
        let missing =
            verdict.conditions().into_iter().flat_map(|c| c.reads).filter(|r| r.missing);
        for read in missing {
            let of = read.key.split_once('.').map(|(_, of)| of.to_owned());
            let name = read.name.clone();
            let key = (read.kind.printed().to_owned(), read.meaning.clone());
            let group = groups.entry(key).or_insert_with(|| Waiting {
                read,
                pollutants: Vec::new(),
                rules: Vec::new(),
                subjects: Vec::new(),
            });
            if let Some(known) = of.and_then(|of| knowledge.pollutants.get(&of)) {
                add(&mut group.pollutants, known.name.as_str());
            }
            add(&mut group.rules, verdict.rule.title.clone());
            add(&mut group.subjects, name);
        }
    }
    groups.into_values().map(Waiting::gap).collect()
}

fn add<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

impl Waiting<'_> {
    fn gap(self) -> DataGap {
        let names = self.pollutants.join("、");
        let told = self.read.told(|of| if names.is_empty() { of } else { &names });
        let kind = self.read.kind.printed();
        let item = if self.read.is_yes_or_no() {
            format!("{kind}：能判断“{told}”的数据")
        } else {
            format!("{kind}：{told}")
        };
        DataGap {
            id: String::new(),
            item,
            why: format!("不能判断是否有下列情形：{}", self.rules.join("；")),
            ask: "数据所属部门".to_owned(),
            form: "补入相应台账".to_owned(),
            rules: self.rules,
            subjects: self.subjects,
            stated: false,
            method: None,
            fact: Some((self.read.kind, self.read.meaning)),
        }
    }
}

/// One gap per kind of thing that the inventory could not compute.
fn from_inventory(inventory: &Inventory, knowledge: &Knowledge) -> Vec<DataGap> {
    type Who<'a> = (Vec<&'a str>, Vec<String>);
    let mut groups: BTreeMap<(&str, &str), Who<'_>> = BTreeMap::new();
    for line in inventory.lines.iter().filter(|line| !line.demonstration) {
        for gap in &line.gaps {
            let group = groups.entry((&gap.lacks, &gap.what)).or_default();
            let (pollutants, names) = group;
            let pollutant = knowledge.pollutant_name(&line.pollutant);
            if !pollutants.contains(&pollutant) {
                pollutants.push(pollutant);
            }
            if !names.contains(&line.name) {
                names.push(line.name.clone());
            }
        }
    }
    groups
        .into_iter()
        .map(|((lacks, what), (pollutants, subjects))| DataGap {
            id: String::new(),
            item: format!("{lacks}（{}）", pollutants.join("、")),
            why: format!("不能核算{what}"),
            ask: "《排放源统计调查产排污核算方法和系数手册》原件或本地实测".to_owned(),
            form: "系数及其适用条件，或申报数据".to_owned(),
            rules: Vec::new(),
            subjects,
            stated: false,
            method: None,
            fact: None,
        })
        .collect()
}
