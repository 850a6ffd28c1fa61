//! 等标污染负荷: loads made comparable by the concentration that a standard allows.
//!
//! P_ij = m_ij / C_0i; K_j = P_j/ΣP_j, K_i = P_i/ΣP_i. Main pollutants and sources are
//! those whose shares, added from the largest, reach the method's cumulative share.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::inventory::{Inventory, InventoryLine};
use crate::knowledge::{Knowledge, LimitValue, Water};
use crate::quantity::Quantity;

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
}

pub(super) fn run(
    inventory: &Inventory,
    demonstration: bool,
    knowledge: &Knowledge,
) -> Option<EqualLoad> {
    let method = knowledge.methods.get(METHOD)?;
    let list = &method.lists.get("standard")?.items;
    let [standard, table, level] = list.as_slice() else { return None };
    let record = knowledge.standards.get(standard)?;
    let main_share = method.value("main-share")?;
    let limit = |pollutant: &str| -> Option<&Quantity> {
        let limit = record.limits(table, pollutant, Some(Water::River)).next()?;
        limit.values.get(level).and_then(LimitValue::quantity)
    };
    let (mut by_pollutant, mut by_source) = (BTreeMap::new(), BTreeMap::new());
    for line in inventory.lines.iter().filter(|l| l.demonstration == demonstration) {
        let Some(part) = line.load().and_then(|load| part(load, limit(&line.pollutant)?))
        else {
            continue;
        };
        let name = knowledge.pollutant_name(&line.pollutant).to_owned();
        add(&mut by_pollutant, (line.pollutant.clone(), name), part);
        add(&mut by_source, source_key(line), part);
    }
    let pollutants = rank(by_pollutant, main_share);
    (!pollutants.is_empty()).then(|| EqualLoad {
        demonstration,
        standard: format!("{} {level}类", record.number),
        pollutants,
        sources: rank(by_source, main_share),
        main_share,
    })
}

fn source_key(line: &InventoryLine) -> (String, String) {
    (line.source.clone(), line.name.clone())
}

/// Load in t/a over a concentration in mg/L is 10⁶ m³/a.
fn part(load: &Quantity, limit: &Quantity) -> Option<f64> {
    let concentration = limit.amount().typical;
    let part = load.amount().typical / concentration;
    (concentration > 0.0 && part.is_finite()).then_some(part)
}

fn add(map: &mut BTreeMap<(String, String), f64>, key: (String, String), part: f64) {
    *map.entry(key).or_insert(0.0) += part;
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
            cumulative += share;
            Share { id, name, load, share, cumulative, main }
        })
        .collect()
}
