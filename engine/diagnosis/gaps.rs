//! 数据缺口: what the analyst states, what rules missed, what the inventory lacked.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::inventory::Inventory;
use crate::knowledge::Knowledge;
use crate::profile::Profile;
use crate::rules::{Outcome, Verdict};

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
}

pub(super) fn collect(
    verdicts: &[Verdict],
    profile: &Profile,
    inventory: &Inventory,
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
        })
        .collect();
    gaps.extend(from_verdicts(verdicts));
    gaps.extend(from_inventory(inventory, knowledge));
    for (number, gap) in gaps.iter_mut().enumerate() {
        gap.id = format!("Q{:02}", number + 1);
    }
    gaps
}

/// One gap per missing fact, with the rules and subjects that wait for it.
fn from_verdicts(verdicts: &[Verdict]) -> Vec<DataGap> {
    let mut groups: BTreeMap<(String, String), (Vec<String>, Vec<String>)> =
        BTreeMap::new();
    for verdict in verdicts {
        if verdict.subject.is_demonstration()
            || !matches!(verdict.outcome(), Outcome::Undetermined(_))
        {
            continue;
        }
        let missing =
            verdict.conditions().into_iter().flat_map(|c| c.reads).filter(|r| r.missing);
        for read in missing {
            let key = (read.kind.printed().to_owned(), read.meaning.clone());
            let (rules, subjects) = groups.entry(key).or_default();
            let title = verdict.rule.title.clone();
            if !rules.contains(&title) {
                rules.push(title);
            }
            if !subjects.contains(&read.name) {
                subjects.push(read.name.clone());
            }
        }
    }
    groups
        .into_iter()
        .map(|((kind, meaning), (rules, subjects))| DataGap {
            id: String::new(),
            item: format!("{kind}的“{meaning}”"),
            why: format!("规则“{}”不能判定", rules.join("”“")),
            ask: "数据所属部门".to_owned(),
            form: "补入相应台账".to_owned(),
            rules,
            subjects,
            stated: false,
        })
        .collect()
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
        })
        .collect()
}
