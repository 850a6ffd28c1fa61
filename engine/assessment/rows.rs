//! Rows of a method's own table: what is needed of them, and the subjects that they speak of.
//!
//! Knows no method. What a row lacks becomes a note of its outcome, never a number.

use std::collections::HashMap;

use super::outcome::Outcome;
use crate::diagnostic::did_you_mean;
use crate::knowledge::{Knowledge, Method};
use crate::profile::{Holds, SheetColumn, SheetRow};
use crate::quantity::{Quantity, QuantityError};

/// Why there is no result.
#[derive(Debug)]
pub(super) struct Lack(pub String);

impl From<QuantityError> for Lack {
    fn from(error: QuantityError) -> Self {
        Self(error.to_string())
    }
}

impl From<String> for Lack {
    fn from(why: String) -> Self {
        Self(why)
    }
}

impl From<&str> for Lack {
    fn from(why: &str) -> Self {
        Self(why.to_owned())
    }
}

/// A column that every row must have.
pub(super) const fn needed(
    name: &'static str,
    unit: &'static str,
    meaning: &'static str,
) -> SheetColumn {
    SheetColumn { name, unit, needed: true, meaning, holds: Holds::Anything }
}

/// A column that may be absent or empty.
pub(super) const fn open(
    name: &'static str,
    unit: &'static str,
    meaning: &'static str,
) -> SheetColumn {
    SheetColumn { name, unit, needed: false, meaning, holds: Holds::Anything }
}

/// Words of a cell that says yes or no.
pub(super) const YES_NO: Holds = Holds::OneOf(&["是", "否"]);

/// One outcome a row, named by the words in `columns`, which name no two rows alike.
pub(super) fn each(
    rows: &[SheetRow],
    columns: &[&str],
    run: impl Fn(&SheetRow, &mut Outcome) -> Result<(), Lack>,
) -> Vec<Outcome> {
    let name = |row: &SheetRow| -> String {
        let words: Vec<&str> = columns.iter().filter_map(|c| row.word(c)).collect();
        words.join(" ")
    };
    let mut counts: HashMap<String, usize> = HashMap::new();
    for row in rows {
        *counts.entry(name(row)).or_default() += 1;
    }
    let mut outcomes = Vec::new();
    for row in rows {
        let name = name(row);
        // Taken out with the first row of the name.
        let Some(count) = counts.remove(&name) else { continue };
        let mut outcome = Outcome::of(&name);
        let result = if count == 1 {
            run(row, &mut outcome)
        } else {
            let columns = columns.join("、");
            let remedy = format!("{columns}不能几行都相同，合并成一行，或分别命名");
            Err(Lack(format!("“{name}”有 {count} 行：{remedy}")))
        };
        if let Err(Lack(why)) = result {
            outcome.note(format!("不能计算：{why}"));
        }
        outcomes.push(outcome);
    }
    outcomes
}

/// One outcome a subject: the rows that bear the same word in `column`, in the order in
/// which they first appear.
pub(super) fn grouped<'a>(
    rows: &'a [SheetRow],
    column: &str,
    run: impl Fn(&[&'a SheetRow], &mut Outcome) -> Result<(), Lack>,
) -> Vec<Outcome> {
    let outcome = |(name, own): (&str, Vec<&'a SheetRow>)| {
        let mut outcome = Outcome::of(name);
        if let Err(Lack(why)) = run(&own, &mut outcome) {
            outcome.note(format!("不能评价：{why}"));
        }
        outcome
    };
    groups(rows.iter(), column).into_iter().map(outcome).collect()
}

/// Rows by the word in `column`, in the order in which the words first appear.
pub(super) fn groups<'a>(
    rows: impl Iterator<Item = &'a SheetRow>,
    column: &str,
) -> Vec<(&'a str, Vec<&'a SheetRow>)> {
    let mut places = HashMap::new();
    let mut groups: Vec<(&str, Vec<&SheetRow>)> = Vec::new();
    for row in rows {
        let name = row.word(column).unwrap_or_default();
        let place = *places.entry(name).or_insert_with(|| {
            groups.push((name, Vec::new()));
            groups.len() - 1
        });
        if let Some((_, own)) = groups.get_mut(place) {
            own.push(row);
        }
    }
    groups
}

/// The figure of `row`, which must have it.
pub(super) fn need<'a>(row: &'a SheetRow, name: &str) -> Result<&'a Quantity, Lack> {
    row.figure(name).ok_or_else(|| Lack(format!("没有“{name}”")))
}

/// The figure, which must be more than zero.
pub(super) fn positive<'a>(
    quantity: &'a Quantity,
    name: &str,
) -> Result<&'a Quantity, Lack> {
    if quantity.amount().typical > 0.0 {
        Ok(quantity)
    } else {
        Err(Lack(format!("“{name}”为零")))
    }
}

/// The figure under `name` that all `rows` that have one agree in.
pub(super) fn agreed_figure<'a>(
    rows: &[&'a SheetRow],
    name: &str,
) -> Result<Option<&'a Quantity>, Lack> {
    let mut found: Option<&Quantity> = None;
    for figure in rows.iter().filter_map(|r| r.figure(name)) {
        match found {
            None => found = Some(figure),
            Some(first) if first.amount_in(figure.unit())? != figure.amount() => {
                return Err(disagreed(name, &first.text(), &figure.text()));
            }
            Some(_) => {}
        }
    }
    Ok(found)
}

/// The word under `name` that all `rows` that have one agree in.
pub(super) fn agreed_word<'a>(
    rows: &[&'a SheetRow],
    name: &str,
) -> Result<Option<&'a str>, Lack> {
    let mut words = rows.iter().filter_map(|r| r.word(name));
    let Some(first) = words.next() else { return Ok(None) };
    match words.find(|word| *word != first) {
        Some(other) => Err(disagreed(name, first, other)),
        None => Ok(Some(first)),
    }
}

fn disagreed(name: &str, one: &str, other: &str) -> Lack {
    Lack(format!("“{name}”写了 {one} 和 {other}：只在第一行写，或各行写成一样"))
}

/// No word stands twice under `name`: summed or not, one of two rows would be wrong. What to
/// do about it is the `remedy`.
pub(super) fn once_each(
    rows: &[&SheetRow],
    name: &str,
    remedy: &str,
) -> Result<(), Lack> {
    let words = rows.iter().filter_map(|r| r.word(name)).map(str::to_owned);
    once(words).map_err(|word| Lack(format!("{name}“{word}”有两行：{remedy}")))
}

/// As [`once_each`], of names that are made of several columns.
pub(super) fn once_each_of(
    names: impl Iterator<Item = String>,
    what: &str,
) -> Result<(), Lack> {
    once(names)
        .map_err(|name| Lack(format!("{what}“{name}”有两行：合并成一行，或分别命名")))
}

/// The first word that comes twice is the error.
fn once(words: impl Iterator<Item = String>) -> Result<(), String> {
    let mut seen = std::collections::BTreeSet::new();
    for word in words {
        if !seen.insert(word.clone()) {
            return Err(word);
        }
    }
    Ok(())
}

/// The method `id`.
pub(super) fn method<'k>(id: &str, knowledge: &'k Knowledge) -> Result<&'k Method, Lack> {
    knowledge.methods.get(id).ok_or_else(|| Lack(format!("知识库没有方法 {id}")))
}

/// The figure of the parameter `id`.
pub(super) fn parameter<'k>(method: &'k Method, id: &str) -> Result<&'k Quantity, Lack> {
    let found = method.parameters.get(id).and_then(|p| p.figure.quantity.as_ref());
    found.ok_or_else(|| Lack(format!("方法 {} 没有参数 {id}", method.id)))
}

/// The id of the pollutant that a cell names, by id, name or alias.
pub(super) fn pollutant<'k>(
    word: &str,
    knowledge: &'k Knowledge,
) -> Result<&'k str, Lack> {
    let named = |p: &&crate::knowledge::Pollutant| {
        p.id == word || p.name == word || p.aliases.iter().any(|a| a == word)
    };
    let found = knowledge.pollutants.values().find(named);
    found.map(|p| p.id.as_str()).ok_or_else(|| {
        let names = knowledge.pollutants.values().map(|p| p.name.as_str());
        let help = did_you_mean(word, names).unwrap_or_default();
        Lack(format!("污染物“{word}”不在 knowledge/pollutants.yaml 中。{help}"))
    })
}

/// Nothing, where `word` is no code of hazardous waste or one of a class of the catalogue:
/// `HW17`, `336-064-17`.
pub(super) fn waste_class(word: &str, knowledge: &Knowledge) -> Result<(), Lack> {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let class = match word.split('-').collect::<Vec<_>>().as_slice() {
        [industry, number, class]
            if [industry, number, class].iter().all(|part| digits(part)) =>
        {
            format!("HW{class}")
        }
        _ => match word.strip_prefix("HW").or_else(|| word.strip_prefix("hw")) {
            Some(rest) => {
                let number: String =
                    rest.chars().take_while(char::is_ascii_digit).collect();
                format!("HW{number}")
            }
            None => return Ok(()),
        },
    };
    if knowledge.waste_codes.values().any(|code| code.class == class) {
        return Ok(());
    }
    let help = if class.len() == 3 { "；类别写两位，如 HW08" } else { "" };
    Err(Lack(format!("“{word}”的类别 {class} 不在国家危险废物名录中{help}")))
}

/// A count as a number.
#[expect(clippy::cast_precision_loss, reason = "counts of rows are small")]
pub(super) fn count(n: usize) -> f64 {
    n as f64
}
