//! What a librarian should look at: records not compared with their source for long, what
//! other sources say, and who cites what.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Figure, Knowledge, LimitValue, Validity};
use crate::quantity::Quantity;

/// 待复核: a record and why.
#[derive(Debug, Clone, Serialize)]
pub struct Stale {
    /// 种类.
    pub kind: &'static str,
    /// Id.
    pub id: String,
    /// 名称.
    pub name: String,
    /// Why it should be looked at.
    pub reason: String,
}

/// 冲突: a record and what other sources say.
#[derive(Debug, Clone, Serialize)]
pub struct Disagreement {
    /// Id of the coefficient.
    pub id: String,
    /// 名称.
    pub name: String,
    /// Its figure.
    pub figure: String,
    /// What others say: figure and document.
    pub others: Vec<(String, String)>,
}

/// 来源及其引用次数.
#[derive(Debug, Clone, Serialize)]
pub struct Citation {
    /// Id of the source.
    pub id: String,
    /// 题名.
    pub title: String,
    /// Figures that cite it.
    pub figures: usize,
}

impl Knowledge {
    /// Records that nobody compared with their source since `since` (ISO), and those that
    /// are out of force on `today`.
    #[must_use]
    pub fn stale(&self, since: &str, today: &str) -> Vec<Stale> {
        let mut found = Vec::new();
        let mut look = |kind, id: &str, name: &str, valid: &Validity| {
            let reason = reason(valid, since, today);
            found.extend(reason.map(|reason| Stale {
                kind,
                id: id.to_owned(),
                name: name.to_owned(),
                reason,
            }));
        };
        self.standards.values().for_each(|s| look("标准", &s.id, &s.name, &s.valid));
        self.policies.values().for_each(|p| look("政策", &p.id, &p.name, &p.valid));
        self.methods.values().for_each(|m| look("方法", &m.id, &m.name, &m.valid));
        self.editions.values().for_each(|e| look("手册", &e.id, &e.name, &e.valid));
        for source in self.sources.values() {
            let ended = source.until.as_deref().filter(|until| *until <= today);
            let next = source.superseded_by.as_deref();
            if let Some(until) = ended {
                let next =
                    next.map(|next| format!("，由 {next} 替代")).unwrap_or_default();
                found.push(Stale {
                    kind: "来源",
                    id: source.id.clone(),
                    name: source.title.clone(),
                    reason: format!("{until} 起失效{next}"),
                });
            }
        }
        found
    }

    /// Coefficients of which other sources say something else.
    #[must_use]
    pub fn disagreements(&self) -> Vec<Disagreement> {
        let of = |quantity: &Quantity| {
            let ids = quantity.provenance().sources();
            let titles = ids.iter().filter_map(|id| self.sources.get(*id));
            titles.map(|s| s.title.clone()).collect::<Vec<_>>().join("；")
        };
        self.coefficients
            .values()
            .filter(|c| !c.conflicts.is_empty())
            .map(|c| Disagreement {
                id: c.id.clone(),
                name: c.name.clone(),
                figure: c.figure.text(),
                others: c
                    .conflicts
                    .iter()
                    .map(|f| (f.text(), f.quantity.as_ref().map(of).unwrap_or_default()))
                    .collect(),
            })
            .collect()
    }

    /// Every source with the number of figures that cite it.
    #[must_use]
    pub fn citations(&self) -> Vec<Citation> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let mut count = |quantity: Option<&Quantity>| {
            for id in quantity.iter().flat_map(|q| q.provenance().sources()) {
                if let Some((id, _)) = self.sources.get_key_value(id) {
                    *counts.entry(id.as_str()).or_default() += 1;
                }
            }
        };
        self.figures().for_each(|figure| count(figure.quantity.as_ref()));
        for standard in self.standards.values() {
            let limits = standard.tables.iter().flat_map(|t| &t.limits);
            limits
                .flat_map(|limit| limit.values.values())
                .for_each(|value| count(LimitValue::quantity(value)));
        }
        self.sources
            .values()
            .map(|source| Citation {
                id: source.id.clone(),
                title: source.title.clone(),
                figures: counts.get(source.id.as_str()).copied().unwrap_or_default(),
            })
            .collect()
    }

    /// Every figure outside limit tables.
    fn figures(&self) -> impl Iterator<Item = &Figure> {
        let coefficients = self
            .coefficients
            .values()
            .flat_map(|c| [&c.figure].into_iter().chain(&c.conflicts));
        let techniques = self.techniques.values().flat_map(|t| {
            let removals = t.treats.iter().filter_map(|treats| treats.removal.as_ref());
            let costs = [&t.cost.invest, &t.cost.operate, &t.duration];
            removals
                .chain(costs.into_iter().flatten())
                .chain(t.figures.iter().map(|(_, figure)| figure))
        });
        let methods = self.methods.values().flat_map(|m| m.parameters.values());
        let targets = self.policies.values().flat_map(|p| &p.targets);
        let indicators = self.indicators.values();
        coefficients
            .chain(techniques)
            .chain(methods.map(|parameter| &parameter.figure))
            .chain(targets.map(|target| &target.figure))
            .chain(indicators.flat_map(|i| i.figure.iter().chain(i.levels.values())))
            .chain(self.benchmarks.values().map(|benchmark| &benchmark.figure))
    }
}

fn reason(valid: &Validity, since: &str, today: &str) -> Option<String> {
    if let Some(to) = valid.to.as_deref().filter(|to| *to < today) {
        return Some(format!("{to} 止，已不在有效期"));
    }
    match valid.checked.as_deref() {
        None => Some("没有写上次核对的日期".to_owned()),
        Some(checked) if checked < since => Some(format!("上次核对是 {checked}")),
        Some(_) => None,
    }
}
