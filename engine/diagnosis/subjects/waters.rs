//! Control units and sections.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::causes;
use super::{Builder, Facts, count, number, text, truth};
use crate::assessment::SectionResult;
use crate::knowledge::WaterClass;
use crate::profile::{
    ClassCount, ControlUnit, LoadItem, Section, chinese_period, is_dated,
};
use crate::quantity::Unit;
use crate::rules::{Fact, Subject, SubjectKind};

impl Builder<'_> {
    pub(super) fn unit(&self, unit: &ControlUnit, case: &Arc<Subject>) -> Subject {
        let (id, name) = (unit.id.as_str(), unit.name.as_str());
        let mut facts = Facts::new();
        facts.insert("name".into(), text(Some(name), ""));
        facts.insert("demonstration".into(), truth(unit.row.demonstration));
        let counts = self.profile.class_counts.iter();
        let naming =
            counts.filter(|c| c.exceeding.iter().any(|w| name.contains(w.as_str())));
        let naming: Vec<&ClassCount> = naming.collect();
        let items: Vec<String> = naming
            .iter()
            .filter_map(|c| {
                let items = c.items.as_ref()?;
                Some(format!("{}公布的超标指标为{items}", chinese_period(&c.period)))
            })
            .collect();
        let items = match items.as_slice() {
            [] => "历次名单都没有给出超标指标".to_owned(),
            items => items.join("，"),
        };
        facts.insert("listed-items".into(), text(Some(&items), ""));
        let naming: Vec<&str> = naming.iter().map(|c| c.period.as_str()).collect();
        facts.insert("published-exceeding".into(), truth(!naming.is_empty()));
        let dated = naming.into_iter().filter(|p| is_dated(p));
        let latest = dated.max().map(chinese_period);
        facts.insert(
            "listed-period".into(),
            text(latest.as_deref(), "没有列入有日期的名单"),
        );
        let loads = self.profile.loads.iter();
        let own = loads.filter(|l| l.unit == id && l.item == LoadItem::Discharged);
        let period = own.map(|l| l.period.as_str()).max().map(chinese_period);
        facts.insert("load-period".into(), text(period.as_deref(), "没有公布的排放量"));
        let sections = self.sections_of(id);
        facts.insert("assessed".into(), truth(!sections.is_empty()));
        let worst = sections.iter().map(|s| s.published.unwrap_or(s.class)).max();
        let symbol = worst.map(|w| w.to_string());
        facts.insert("worst-class".into(), text(symbol.as_deref(), "没有断面数据"));
        for pollutant in self.knowledge.pollutants.keys() {
            self.unit_pollutant(id, pollutant, &sections, &mut facts);
        }
        Subject {
            kind: SubjectKind::Unit,
            id: id.to_owned(),
            name: name.to_owned(),
            facts,
            links: BTreeMap::from([("case", Arc::clone(case))]),
        }
    }

    /// The latest result of each section in the unit.
    fn sections_of(&self, unit: &str) -> Vec<&SectionResult> {
        let mut latest: BTreeMap<&str, &SectionResult> = BTreeMap::new();
        for result in &self.assessment.sections {
            let section = self.profile.section(&result.section);
            if section.is_some_and(|s| s.unit.as_deref() == Some(unit)) {
                latest.insert(&result.section, result);
            }
        }
        latest.into_values().collect()
    }

    fn unit_pollutant(
        &self,
        unit: &str,
        pollutant: &str,
        sections: &[&SectionResult],
        facts: &mut Facts,
    ) {
        let judged: Vec<_> =
            sections.iter().filter_map(|s| exceeds(s, pollutant)).collect();
        if !judged.is_empty() {
            facts.insert(format!("exceeds.{pollutant}"), truth(judged.contains(&true)));
        }
        let load = self.units("t/a");
        let causes = causes::shares(unit, pollutant, self.inventory, self.knowledge);
        if let Some(first) = causes.first() {
            facts.insert(format!("kinds.{pollutant}"), count(causes.len()));
            let kind = first.kind.to_string();
            facts.insert(format!("top-kind.{pollutant}"), text(Some(&kind), ""));
            let share = number(Some(&first.share), &Unit::percent(), "");
            facts.insert(format!("top-share.{pollutant}"), share);
            let total = causes::total(&causes, self.knowledge);
            let own = number(total.as_ref(), &load, "清单中没有该污染物的负荷");
            facts.insert(format!("load.{pollutant}"), own);
        }
        let published = |item: LoadItem| {
            let mut loads: Vec<_> = self
                .profile
                .loads
                .iter()
                .filter(|l| l.unit == unit && l.item == item)
                .filter_map(|l| Some((&l.period, l.values.get(pollutant)?)))
                .collect();
            loads.sort_by(|a, b| a.0.cmp(b.0));
            loads.last().map(|(_, quantity)| (*quantity).clone())
        };
        let (discharged, capacity) =
            (published(LoadItem::Discharged), published(LoadItem::Capacity));
        for (key, value) in [("published-load", &discharged), ("capacity", &capacity)] {
            if value.is_some() {
                facts.insert(
                    format!("{key}.{pollutant}"),
                    number(value.as_ref(), &load, ""),
                );
            }
        }
        if let (Some(discharged), Some(capacity)) = (discharged, capacity) {
            let labels = ["公布排放量", "环境容量"];
            let excess =
                discharged.minus(&capacity, "超出量＝公布排放量－环境容量", labels).ok();
            facts.insert(
                format!("excess.{pollutant}"),
                number(excess.as_ref(), &load, ""),
            );
            let percent = Unit::percent();
            let method = "负荷比＝公布排放量÷环境容量";
            let ratio = discharged.over(&capacity, &percent, method, labels).ok();
            facts.insert(
                format!("load-ratio.{pollutant}"),
                number(ratio.as_ref(), &percent, ""),
            );
        }
    }

    pub(super) fn section(
        &self,
        section: &Section,
        links: BTreeMap<&'static str, Arc<Subject>>,
    ) -> Subject {
        let mut facts = Facts::new();
        facts.insert("name".into(), text(Some(&section.name), ""));
        facts.insert("water".into(), text(section.water.as_deref(), "没有写水体"));
        facts.insert("level".into(), text(section.level.as_deref(), "没有写断面级别"));
        let target = section.target.map(|t| t.to_string());
        facts.insert("target".into(), text(target.as_deref(), "断面目标类别没有公开"));
        let latest =
            self.assessment.sections.iter().rfind(|result| result.section == section.id);
        match latest {
            Some(result) => self.section_result(result, &mut facts),
            None => {
                for key in ["class", "readings", "snapshot-only"] {
                    let lacks = "没有监测数据".to_owned();
                    facts.insert(key.into(), Fact::Missing(lacks));
                }
            }
        }
        Subject {
            kind: SubjectKind::Section,
            id: section.id.clone(),
            name: section.name.clone(),
            facts,
            links,
        }
    }

    fn section_result(&self, result: &SectionResult, facts: &mut Facts) {
        let period = chinese_period(&result.period);
        facts.insert("period".into(), text(Some(&period), ""));
        facts.insert("class".into(), text(Some(result.class.symbol()), ""));
        let published = result.published.map(WaterClass::symbol);
        facts.insert("published-class".into(), text(published, "没有公布类别"));
        facts.insert("readings".into(), count(result.readings));
        facts.insert("snapshot-only".into(), truth(result.basis == "单次"));
        let unexplained = result.published.is_some_and(|p| p > result.class);
        facts.insert("class-unexplained".into(), truth(unexplained));
        let worst = result.published.unwrap_or(result.class).max(result.class);
        let attained = match result.target {
            Some(target) => truth(worst <= target),
            None => Fact::Missing("断面目标类别没有公开".to_owned()),
        };
        facts.insert("attained".into(), attained);
        let worse = match result.target {
            Some(target) => truth(worst > target),
            None => Fact::Missing("断面目标类别没有公开".to_owned()),
        };
        facts.insert("worse-than-target".into(), worse);
        let names: Vec<&str> = result
            .main_pollutants
            .iter()
            .map(|p| self.knowledge.pollutant_name(p))
            .collect();
        facts.insert("main-pollutants".into(), text(Some(&names.join("、")), ""));
        facts.insert("target-known".into(), truth(result.target.is_some()));
        let over = self.exceedances(result);
        facts.insert("exceedances".into(), text(over.as_deref(), "所见指标都不超过限值"));
        for item in &result.items {
            let p = &item.pollutant;
            let value = &item.mean.value;
            facts.insert(
                format!("concentration.{p}"),
                number(Some(value), value.unit(), ""),
            );
            let over = item.over_target.as_ref().or(match result.target {
                Some(_) => None,
                None => item.over_iii.as_ref(),
            });
            facts.insert(format!("exceeds.{p}"), truth(over.is_some()));
            if let Some(multiple) = over.and_then(|o| o.multiple.as_ref()) {
                let fact = number(Some(multiple), &Unit::one(), "");
                facts.insert(format!("multiple.{p}"), fact);
            }
        }
    }

    /// `五日生化需氧量 5.49 mg/L（Ⅲ类限值 4 mg/L，超 0.37 倍）、…`.
    fn exceedances(&self, result: &SectionResult) -> Option<String> {
        let class = result.target.unwrap_or(WaterClass::III);
        let parts: Vec<String> = result
            .items
            .iter()
            .filter_map(|item| {
                let over = match result.target {
                    Some(_) => item.over_target.as_ref(),
                    None => item.over_iii.as_ref(),
                }?;
                let multiple =
                    over.multiple.as_ref().map(|m| format!("，超 {} 倍", m.number()));
                Some(format!(
                    "{} {}（{class}类限值 {}{}）",
                    self.knowledge.pollutant_name(&item.pollutant),
                    item.mean.value.text(),
                    over.limit.text(),
                    multiple.unwrap_or_default()
                ))
            })
            .collect();
        (!parts.is_empty()).then(|| parts.join("、"))
    }
}

/// Whether the section's mean of `pollutant` exceeds its target, or Ⅲ类 without target.
fn exceeds(result: &SectionResult, pollutant: &str) -> Option<bool> {
    let item = result.items.iter().find(|i| i.pollutant == pollutant)?;
    Some(match result.target {
        Some(_) => item.over_target.is_some(),
        None => item.over_iii.is_some(),
    })
}
