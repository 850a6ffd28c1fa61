//! 等标污染负荷: loads made comparable by the concentration that a standard allows.
//!
//! P_ij = m_ij / C_0i; K_j = P_j/ΣP_j, K_i = P_i/ΣP_i. Main pollutants and sources are
//! those whose shares, added from the largest, reach the method's cumulative share.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::equivalents::{Discharge, equivalents};
use super::outcome::Outcome;
use crate::inventory::Inventory;
use crate::knowledge::{Knowledge, LimitValue, Method, Standard, Water, WaterClass};
use crate::quantity::{Amount, Quantity};

/// Id of the method.
const METHOD: &str = "equal-load";

/// 等标污染负荷 over one set of sources.
#[derive(Debug, Clone, Serialize)]
pub struct EqualLoad {
    /// Whether the sources are 示例数据.
    pub demonstration: bool,
    /// The standard, table and level whose limits divide the loads.
    pub standard: String,
    /// By pollutant, largest first.
    pub pollutants: Vec<Share>,
    /// By source, largest first.
    pub sources: Vec<Share>,
    /// 累计负荷比 up to which a pollutant or source is a main one, %.
    pub main_share: f64,
    /// What was not counted, and why.
    pub left_out: Vec<String>,
}

/// One pollutant's or source's part.
#[derive(Debug, Clone, Serialize)]
pub struct Share {
    /// Id of the pollutant or source.
    pub id: String,
    /// Its name.
    pub name: String,
    /// P, 10⁶ m³/a.
    pub load: f64,
    /// K, %.
    pub share: f64,
    /// Cumulative K, %.
    pub cumulative: f64,
    /// Whether it is a main one.
    pub main: bool,
    /// 污染当量数 of the source, beside it; `None` for pollutants and where none is known.
    pub equivalents: Option<f64>,
}

/// A load to be compared.
#[derive(Debug, Clone)]
pub struct LoadItem<'a> {
    /// Id and name of the source.
    pub source: (String, String),
    /// Id of the pollutant.
    pub pollutant: &'a str,
    /// 排放量.
    pub load: &'a Quantity,
    /// 评价标准, where it is not the method's.
    pub limit: Option<&'a Quantity>,
    /// Class whose limit divides, where it is not the method's.
    pub class: Option<WaterClass>,
}

/// 等标污染负荷 over the inventory's lines; real ones and 示例数据 never together.
pub(super) fn run(
    inventory: &Inventory,
    demonstration: bool,
    knowledge: &Knowledge,
) -> Option<EqualLoad> {
    let lines = inventory.lines.iter().filter(|l| l.demonstration == demonstration);
    let items: Vec<LoadItem<'_>> = lines
        .filter_map(|line| {
            Some(LoadItem {
                source: (line.source.clone(), line.name.clone()),
                pollutant: &line.pollutant,
                load: line.counted()?,
                limit: None,
                class: None,
            })
        })
        .collect();
    Some(EqualLoad { demonstration, ..equal_load(&items, knowledge)? })
}

/// What divides the loads: limits of one table of a standard, and the level that counts where
/// a source has none of its own.
struct Divisors<'k> {
    standard: &'k Standard,
    table: &'k str,
    level: &'k str,
}

impl<'k> Divisors<'k> {
    fn of(method: &'k Method, knowledge: &'k Knowledge) -> Option<Self> {
        let list = &method.lists.get("standard")?.items;
        let [standard, table, level] = list.as_slice() else { return None };
        Some(Self { standard: knowledge.standards.get(standard)?, table, level })
    }

    fn find<'i>(&self, item: &LoadItem<'i>) -> Option<&'i Quantity>
    where
        'k: 'i,
    {
        let level = item.class.map_or(self.level, |class| class.id());
        item.limit.or_else(|| limit(self.standard, self.table, item.pollutant, level))
    }
}

/// The load of every item over its limit, by source: what the shares are made of.
#[must_use]
pub fn equal_load_steps(items: &[LoadItem<'_>], knowledge: &Knowledge) -> Vec<Outcome> {
    let divisors = knowledge.methods.get(METHOD).and_then(|m| Divisors::of(m, knowledge));
    let Some(divisors) = divisors else { return Vec::new() };
    let unit = knowledge.unit("m³/a");
    let mut outcomes: Vec<Outcome> = Vec::new();
    for item in items {
        if outcomes.last().is_none_or(|o| o.name != item.source.1) {
            outcomes.push(Outcome::of(&item.source.1));
        }
        let Some(outcome) = outcomes.last_mut() else { continue };
        let name = knowledge.pollutant_name(item.pollutant);
        let labels = ["排放量m", "评价标准C₀"];
        let part = divisors
            .find(item)
            .and_then(|limit| item.load.over(limit, &unit, "P＝m/C₀", labels).ok());
        match part {
            Some(part) => outcome.figure(format!("{name}等标负荷"), &part),
            None => outcome.note(format!("{name}没有评价标准")),
        }
    }
    outcomes
}

/// 等标污染负荷 of `items`; `None` without any load that has a limit.
///
/// What is part of another (ammonia of total nitrogen) is left out where both are given.
#[must_use]
pub fn equal_load(items: &[LoadItem<'_>], knowledge: &Knowledge) -> Option<EqualLoad> {
    let method = knowledge.methods.get(METHOD)?;
    let divisors = Divisors::of(method, knowledge)?;
    let main_share = method.value("main-share")?;
    let parts_of = |whole: &str| method.lists.get(&format!("part-of-{whole}"));
    let whole_of = |item: &LoadItem<'_>| {
        items.iter().find(|other| {
            other.source == item.source
                && parts_of(other.pollutant)
                    .is_some_and(|parts| parts.items.iter().any(|p| p == item.pollutant))
        })
    };
    let (mut by_pollutant, mut by_source) = (BTreeMap::new(), BTreeMap::new());
    let mut left_out = BTreeSet::new();
    for item in items {
        let name = knowledge.pollutant_name(item.pollutant).to_owned();
        if let Some(whole) = whole_of(item) {
            let whole = knowledge.pollutant_name(whole.pollutant);
            left_out.insert(format!(
                "{name}：是{whole}的一部分，两者都给的源不重复计，只给{name}的源照计"
            ));
            continue;
        }
        let Some(limit) = divisors.find(item) else {
            left_out.insert(format!("{name}：评价标准没有限值"));
            continue;
        };
        let Some(part) = part(item.load, limit) else {
            left_out.insert(format!("{name}：限值为零，或与排放量的单位不合"));
            continue;
        };
        add(&mut by_pollutant, (item.pollutant.to_owned(), name), part);
        add(&mut by_source, item.source.clone(), part);
    }
    let pollutants = rank(by_pollutant, main_share);
    (!pollutants.is_empty()).then(|| EqualLoad {
        demonstration: false,
        standard: named(&divisors.standard.number, divisors.level, items),
        pollutants,
        sources: with_equivalents(rank(by_source, main_share), items, knowledge),
        main_share,
        left_out: left_out.into_iter().collect(),
    })
}

fn limit<'k>(
    standard: &'k Standard,
    table: &str,
    pollutant: &str,
    level: &str,
) -> Option<&'k Quantity> {
    let limit = standard.limits(table, pollutant, Some(Water::River)).next()?;
    limit.values.get(level).and_then(LimitValue::quantity)
}

/// `GB 3838-2002 Ⅲ类`, and that sources may have their own.
fn named(number: &str, level: &str, items: &[LoadItem<'_>]) -> String {
    let class = level.parse::<WaterClass>().map_or(level.to_owned(), |c| c.to_string());
    let own = items.iter().any(|item| item.limit.is_some() || item.class.is_some());
    let own = if own { "，写了目标类别或限值的源按所写" } else { "" };
    format!("{number} {class}类{own}")
}

/// Load in t/a over a concentration in mg/L is 10⁶ m³/a.
fn part(load: &Quantity, limit: &Quantity) -> Option<f64> {
    // In base units: t/a over t/m³ gives m³/a, printed in 10⁶ m³/a.
    let mass = load.amount().typical * load.unit().factor();
    let concentration = limit.amount().typical * limit.unit().factor();
    let part = mass / concentration / 1e6;
    (concentration > 0.0 && part.is_finite()).then_some(part)
}

fn add(map: &mut BTreeMap<(String, String), f64>, key: (String, String), part: f64) {
    *map.entry(key).or_insert(0.0) += part;
}

/// The statutory weight of the same loads beside each source's equal-standard load.
fn with_equivalents(
    mut sources: Vec<Share>,
    items: &[LoadItem<'_>],
    knowledge: &Knowledge,
) -> Vec<Share> {
    let mut loads: BTreeMap<&str, Vec<(&str, &Quantity)>> = BTreeMap::new();
    for item in items {
        loads.entry(&item.source.0).or_default().push((item.pollutant, item.load));
    }
    let ids: Vec<&str> = loads.keys().copied().collect();
    let discharges: Vec<Discharge<'_>> =
        loads.into_iter().map(|(name, loads)| Discharge { name, loads }).collect();
    let outcomes = equivalents(&discharges, knowledge);
    let numbers: BTreeMap<&str, f64> = ids
        .into_iter()
        .zip(&outcomes)
        .filter_map(|(id, o)| Some((id, o.find("污染当量数")?.amount().typical)))
        .collect();
    for source in &mut sources {
        source.equivalents = numbers.get(source.id.as_str()).copied();
    }
    sources
}

/// Largest first, with cumulative shares.
fn rank(parts: BTreeMap<(String, String), f64>, main_share: f64) -> Vec<Share> {
    let total: f64 = parts.values().sum();
    if total <= 0.0 {
        return Vec::new();
    }
    let mut parts: Vec<_> = parts.into_iter().collect();
    parts.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let mut cumulative = 0.0;
    parts
        .into_iter()
        .map(|((id, name), load)| {
            let share = 100.0 * load / total;
            // The one that crosses the line still counts as a main one.
            let main = cumulative < main_share;
            cumulative = Amount::point(cumulative + share).settled().typical;
            Share { id, name, load, share, cumulative, main, equivalents: None }
        })
        .collect()
}
