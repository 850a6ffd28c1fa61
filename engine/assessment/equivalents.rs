//! 污染当量 after the Environmental Protection Tax Law, annex 2, beside the equal-standard load:
//! number = load ÷ equivalent value.
//!
//! Of BOD5, COD and TOC of one outlet one alone is taken (annex 2): that with the most
//! equivalents.

use super::outcome::Outcome;
use super::rows::{Lack, count, method, parameter, pollutant};
use crate::knowledge::{Knowledge, Method};
use crate::quantity::{Quantity, Term, Unit};

/// Id of the method.
const METHOD: &str = "pollution-equivalents";

/// Organic items of which one counts.
const ORGANIC: [&str; 3] = ["cod", "bod5", "toc"];

/// The loads of one outlet or source.
#[derive(Debug)]
pub struct Discharge<'a> {
    /// 名称.
    pub name: &'a str,
    /// 排放量 by pollutant.
    pub loads: Vec<(&'a str, &'a Quantity)>,
}

/// The equivalents of every source, with its share of all.
#[must_use]
pub fn equivalents(sources: &[Discharge<'_>], knowledge: &Knowledge) -> Vec<Outcome> {
    let mut outcomes: Vec<Outcome> = Vec::new();
    let mut totals = Vec::new();
    for source in sources {
        let mut outcome = Outcome::of(source.name);
        match of_source(source, knowledge, &mut outcome) {
            Ok(total) => totals.push(total),
            Err(Lack(why)) => {
                outcome.note(format!("不能计算：{why}"));
                totals.push(None);
            }
        }
        outcomes.push(outcome);
    }
    let terms = outcomes
        .iter()
        .zip(&totals)
        .filter_map(|(o, t)| Some(Term::new(o.name.as_str(), t.as_ref()?)));
    let all = Quantity::sum(terms.collect(), &Unit::one(), "各源污染当量数之和");
    if let Ok(Some(all)) = all {
        for (outcome, total) in outcomes.iter_mut().zip(&totals) {
            let share = total.as_ref().and_then(|t| {
                let labels = ["污染当量数", "合计"];
                t.over(&all, &Unit::percent(), "占合计", labels).ok()
            });
            if let Some(share) = share {
                outcome.figure("占合计", &share);
            }
        }
    }
    outcomes
}

fn of_source(
    source: &Discharge<'_>,
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<Option<Quantity>, Lack> {
    let method = method(METHOD, knowledge)?;
    if source.loads.is_empty() {
        return Err("没有写排放量".into());
    }
    let mut counted: Vec<(&str, Quantity)> = Vec::new();
    for (word, load) in &source.loads {
        let id = pollutant(word, knowledge)?;
        let name = knowledge.pollutant_name(id);
        match value(id, method) {
            None => outcome.note(format!("附表二没有{name}的污染当量值，或知识库未收")),
            Some(value) => {
                let number = number(load, value, knowledge)?;
                outcome.figure(format!("{name}当量数"), &number);
                counted.push((id, number));
            }
        }
    }
    let organic = |id: &str| ORGANIC.contains(&id);
    let most = counted
        .iter()
        .filter(|(id, _)| organic(id))
        .max_by(|a, b| a.1.amount().typical.total_cmp(&b.1.amount().typical))
        .map(|(id, _)| *id);
    let all = counted.len();
    counted.retain(|(id, _)| !organic(id) || Some(*id) == most);
    if counted.len() < all {
        outcome.note("化学需氧量、五日生化需氧量、总有机碳只取当量数最多的一项");
    }
    let term =
        |(id, number): &(&str, Quantity)| Term::new(knowledge.pollutant_name(id), number);
    let terms: Vec<Term> = counted.iter().map(term).collect();
    let total = Quantity::sum(terms, &Unit::one(), "污染当量数之和")?;
    if let Some(total) = &total {
        outcome.figure("污染当量数", total);
    }
    let taxed = taxed(counted, method)?;
    let terms: Vec<Term> = taxed.iter().map(term).collect();
    let formula = "第一类与其他类各取当量数最多的几项（环境保护税法第九条）";
    if let Some(taxed) = Quantity::sum(terms, &Unit::one(), formula)? {
        outcome.figure("计税的污染当量数", &taxed);
        outcome.note("计税的污染当量数把一行当作一个排放口");
    }
    Ok(total)
}

/// Of each class the items with the most equivalents, as many as are taxed.
fn taxed<'a>(
    mut counted: Vec<(&'a str, Quantity)>,
    method: &Method,
) -> Result<Vec<(&'a str, Quantity)>, Lack> {
    counted.sort_by(|a, b| b.1.amount().typical.total_cmp(&a.1.amount().typical));
    let (first, other): (Vec<_>, Vec<_>) =
        counted.into_iter().partition(|(id, _)| is_first_class(id, method));
    let most = |id: &str| parameter(method, id).map(|q| q.amount().typical);
    let (most_first, most_other) = (most("first-class-items")?, most("other-items")?);
    let take = |own: Vec<(&'a str, Quantity)>, most: f64| {
        own.into_iter().enumerate().filter(move |(at, _)| count(*at) < most)
    };
    let taken = take(first, most_first).chain(take(other, most_other));
    Ok(taken.map(|(_, item)| item).collect())
}

/// Whether the annex has the item in its table of the first class.
fn is_first_class(id: &str, method: &Method) -> bool {
    let own = |(key, p): (&String, &crate::knowledge::Parameter)| {
        key.starts_with("c1-") && p.pollutant.as_deref() == Some(id)
    };
    method.parameters.iter().any(own)
}

/// Load a year ÷ equivalent value: how many a year.
fn number(
    load: &Quantity,
    value: &Quantity,
    knowledge: &Knowledge,
) -> Result<Quantity, Lack> {
    let labels = ["排放量", "污染当量值"];
    let per_year = knowledge.unit("1/a");
    let number = load.over(value, &per_year, "污染当量数＝排放量/污染当量值", labels)?;
    Ok(number.read_in(Unit::one()))
}

fn value<'k>(id: &str, method: &'k Method) -> Option<&'k Quantity> {
    let own = |p: &&crate::knowledge::Parameter| {
        p.pollutant.as_deref() == Some(id) && p.figure.quantity.is_some()
    };
    method.parameters.values().find(own)?.figure.quantity.as_ref()
}
