//! 地表水环境质量评价 after 环办〔2011〕22号 with the limits of GB 3838-2002.
//!
//! Section class: the worst class among the items that count (二（一）1). Exceedance
//! multiple E = (C − S)/S, not for water temperature, pH and dissolved oxygen (二（一）3.(1)).
//! River grade: by class proportions from five sections on, else by mean concentrations
//! (二（一）2).

use std::collections::BTreeMap;

use serde::Serialize;

use super::grading::grade;
use super::mean::{Mean, mean};
use super::rows::count;
use crate::knowledge::{Knowledge, Limit, LimitValue, Method, Sense, Water, WaterClass};
use crate::profile::{Measurement, Reading, Section};
use crate::quantity::{Amount, Quantity, Term, Unit};

/// Id of the method and of the standard.
const METHOD: &str = "surface-water";
const STANDARD: &str = "gb-3838-2002";

/// 单项评价 of one item.
#[derive(Debug, Clone, Serialize)]
pub struct Item {
    /// Id of the pollutant.
    pub pollutant: String,
    /// 均值.
    pub mean: Mean,
    /// 类别.
    pub class: WaterClass,
    /// 限值 of that class; of Ⅴ类 where it is worse.
    pub limit: Option<Quantity>,
    /// Whether it counts for the section's class.
    pub counts: bool,
    /// Against Ⅲ类, if it is worse.
    pub over_iii: Option<Exceedance>,
    /// Against the target class, if there is one and it is worse.
    pub over_target: Option<Exceedance>,
}

/// 超标 against a class.
#[derive(Debug, Clone, Serialize)]
pub struct Exceedance {
    /// The class exceeded.
    pub class: WaterClass,
    /// 限值.
    pub limit: Quantity,
    /// 超标倍数 (C − S)/S; `None` for items that have none.
    pub multiple: Option<Quantity>,
}

/// 断面评价 of one section over one period.
#[derive(Debug, Clone, Serialize)]
pub struct SectionResult {
    /// Id of the section.
    pub section: String,
    /// 期间.
    pub period: String,
    /// 口径: 年均, 月均 or 单次.
    pub basis: String,
    /// How many readings went into it.
    pub readings: usize,
    /// By pollutant, in order of id.
    pub items: Vec<Item>,
    /// 水质类别.
    pub class: WaterClass,
    /// Ids of the items that decide the class.
    pub decided_by: Vec<String>,
    /// 水质状况: 优 … 重度污染.
    pub status: Option<String>,
    /// 主要污染指标, worst first.
    pub main_pollutants: Vec<String>,
    /// 目标类别.
    pub target: Option<WaterClass>,
    /// Whether the target is met; `None` without target.
    pub attained: Option<bool>,
    /// Class as published, where the case says so.
    pub published: Option<WaterClass>,
    /// What limits the result.
    pub notes: Vec<String>,
}

/// 河流、流域评价.
#[derive(Debug, Clone, Serialize)]
pub struct Basin {
    /// 期间.
    pub period: String,
    /// Class proportions.
    pub proportions: Proportions,
    /// 水质状况.
    pub grade: Option<String>,
    /// How it was reached.
    pub method: String,
}

/// 断面类别比例.
#[derive(Debug, Clone, Serialize)]
pub struct Proportions {
    /// Number of sections by class.
    pub counts: BTreeMap<WaterClass, usize>,
    /// All sections.
    pub total: usize,
    /// Ⅰ～Ⅲ类, %.
    pub good: f64,
    /// 劣Ⅴ类, %.
    pub bad: f64,
}

/// Assesses `section` over `readings`; `None` when no item can be judged.
pub(super) fn section(
    section: &Section,
    period: &str,
    readings: &[&Reading],
    knowledge: &Knowledge,
) -> Option<SectionResult> {
    let method = knowledge.methods.get(METHOD)?;
    let water = section.water_type.unwrap_or(Water::River);
    let judge = Judge { knowledge, method, water, target: section.target };
    let items = judge.items(readings);
    let counting = || items.iter().filter(|item| item.counts);
    let class = counting().map(|item| item.class).max()?;
    let decided_by =
        counting().filter(|i| i.class == class).map(|i| i.pollutant.clone()).collect();
    let words = BTreeMap::from([("class", class.id())]);
    let status =
        method.gradings.get("section").and_then(|g| grade(g, &BTreeMap::new(), &words));
    let basis = readings.first().map_or("", |r| r.basis.as_str());
    let yearly = period.len() == 4 && basis == "月均";
    Some(SectionResult {
        section: section.id.clone(),
        period: period.to_owned(),
        basis: if yearly { "年均".to_owned() } else { basis.to_owned() },
        readings: readings.len(),
        main_pollutants: judge.main_pollutants(&items, class),
        class,
        decided_by,
        status,
        target: section.target,
        attained: section.target.map(|target| class <= target),
        published: readings
            .iter()
            .find_map(|r| r.published_class.as_deref()?.parse().ok()),
        notes: notes(section, readings, yearly, &items, (method, knowledge)),
        items,
    })
}

fn notes(
    section: &Section,
    readings: &[&Reading],
    yearly: bool,
    items: &[Item],
    (method, knowledge): (&Method, &Knowledge),
) -> Vec<String> {
    let mut notes = Vec::new();
    if readings.iter().all(|r| r.basis == "单次") {
        notes.push("单次监测，不能代表月均或年均水质".to_owned());
    }
    let needed = method.value("months-per-year");
    // A month of which only the class was published has no values.
    let measured = readings.iter().filter(|r| !r.values.is_empty()).count();
    #[expect(clippy::cast_precision_loss, reason = "counts of readings are small")]
    if yearly && needed.is_some_and(|needed| (measured as f64) < needed) {
        notes.push(format!(
            "全年只有 {measured} 个月的数据，按规定不作年度评价，类别只供参考"
        ));
    }
    if section.water_type.is_none() {
        notes.push("没有写水体类型，按河流评价".to_owned());
    }
    let left_out: usize = items.iter().map(|i| i.mean.left_out).sum();
    notes.extend(ph_by_ions(readings));
    let mut nowhere: Vec<&str> = readings
        .iter()
        .flat_map(|r| &r.values)
        .filter(|(id, value)| {
            **value == Measurement::NotDetected
                && items.iter().all(|i| i.pollutant != **id)
        })
        .map(|(id, _)| knowledge.pollutant_name(id))
        .collect();
    nowhere.sort_unstable();
    nowhere.dedup();
    if !nowhere.is_empty() {
        let names = nowhere.join("、");
        notes.push(format!("{names}全部未检出而没有检出限，视为不超标，不参加定类"));
    }
    if left_out > 0 {
        notes.push(format!("{left_out} 个未检出值没有检出限，不计入均值"));
    }
    notes
}

/// The mean of pH is that of its values; the mean of the hydrogen ions is said where it lies
/// a step of the scale away, for it may be what is asked for.
fn ph_by_ions(readings: &[&Reading]) -> Option<String> {
    let values: Vec<f64> = readings
        .iter()
        .filter_map(|r| Some(r.values.get("ph")?.value()?.amount().typical))
        .collect();
    let n = count(values.len());
    let plain = values.iter().sum::<f64>() / n;
    let ions = -(values.iter().map(|ph| 10_f64.powf(-ph)).sum::<f64>() / n).log10();
    ((plain - ions).abs() >= 0.5).then(|| {
        format!("pH 取各次的算术平均 {plain:.2}；按氢离子浓度平均为 {ions:.2}，两者相差大，须核定")
    })
}

struct Judge<'a> {
    knowledge: &'a Knowledge,
    method: &'a Method,
    water: Water,
    target: Option<WaterClass>,
}

impl Judge<'_> {
    fn listed(&self, list: &str, pollutant: &str) -> bool {
        let list = self.method.lists.get(list);
        list.is_some_and(|list| list.items.iter().any(|item| item == pollutant))
    }

    fn items(&self, readings: &[&Reading]) -> Vec<Item> {
        let mut pollutants: Vec<&str> =
            readings.iter().flat_map(|r| r.values.keys()).map(String::as_str).collect();
        pollutants.sort_unstable();
        pollutants.dedup();
        pollutants.into_iter().filter_map(|p| self.item(p, readings)).collect()
    }

    fn item(&self, pollutant: &str, readings: &[&Reading]) -> Option<Item> {
        let standard = self.knowledge.standards.get(STANDARD)?;
        let limit = standard.limits("t1", pollutant, Some(self.water)).next()?;
        let unit = limit.values.values().find_map(LimitValue::quantity)?.unit();
        let mean = mean(readings, pollutant, unit)?;
        let value = mean.value.amount().typical;
        let class = class_of(value, limit);
        let mean = told_apart(mean, class, limit);
        let counts = !self.listed("excluded", pollutant);
        let over = |worst: WaterClass| {
            let limit = (class > worst).then(|| limit_of(limit, worst)).flatten()?;
            Some(self.exceedance(pollutant, &mean.value, worst, limit))
        };
        let over_iii = if counts { over(WaterClass::III) } else { None };
        let over_target = if counts { self.target.and_then(over) } else { None };
        let own = limit_of(limit, class.min(WaterClass::V));
        Some(Item {
            pollutant: pollutant.to_owned(),
            limit: own.cloned(),
            class,
            counts,
            over_iii,
            over_target,
            mean,
        })
    }

    fn exceedance(
        &self,
        pollutant: &str,
        value: &Quantity,
        class: WaterClass,
        limit: &Quantity,
    ) -> Exceedance {
        let multiple = (!self.listed("no-multiple", pollutant))
            .then(|| multiple(value, limit))
            .flatten();
        Exceedance { class, limit: limit.clone(), multiple }
    }

    /// Worst class first, then the larger multiple; cyanide and heavy metals before all.
    fn main_pollutants(&self, items: &[Item], class: WaterClass) -> Vec<String> {
        if class <= WaterClass::III {
            return Vec::new();
        }
        let mut over: Vec<&Item> =
            items.iter().filter(|i| i.over_iii.is_some()).collect();
        let factor = |item: &Item| {
            let multiple = item.over_iii.as_ref().and_then(|o| o.multiple.as_ref());
            multiple.map_or(0.0, |m| m.amount().typical)
        };
        over.sort_by(|a, b| {
            self.listed("first", &b.pollutant)
                .cmp(&self.listed("first", &a.pollutant))
                .then_with(|| b.class.cmp(&a.class))
                .then_with(|| factor(b).total_cmp(&factor(a)))
                .then_with(|| a.pollutant.cmp(&b.pollutant))
        });
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small count from knowledge"
        )]
        let take = self.method.value("main-pollutants").unwrap_or(0.0) as usize;
        over.into_iter().take(take).map(|item| item.pollutant.clone()).collect()
    }
}

/// A mean that three digits print as another class is printed with more: no reader could
/// follow how 0.20 exceeds 0.2.
fn told_apart(mean: Mean, class: WaterClass, limit: &Limit) -> Mean {
    const DECIMALS: usize = 6;
    let printed = mean.value.number().parse::<f64>();
    if printed.is_ok_and(|printed| class_of(printed, limit) != class) {
        let value = mean.value.with_decimals(Some(DECIMALS));
        return Mean { value, ..mean };
    }
    mean
}

/// E = (C − S)/S.
fn multiple(value: &Quantity, limit: &Quantity) -> Option<Quantity> {
    let (c, s) = (value.amount().typical, limit.amount().typical);
    if s <= 0.0 {
        return None;
    }
    let terms = vec![Term::new("浓度C", value), Term::new("限值S", limit)];
    let amount = Amount::point((c - s) / s);
    Quantity::derived(amount, Unit::one(), "超标倍数＝(C－S)/S", terms).ok().map(
        |multiple| {
            // What exceeds a limit by less than half a hundredth still exceeds it.
            let least = multiple.amount().typical.abs() < 0.005;
            multiple.with_decimals(Some(if least { 4 } else { 2 }))
        },
    )
}

fn limit_of(limit: &Limit, class: WaterClass) -> Option<&Quantity> {
    limit.values.get(class.id())?.quantity()
}

/// The best class whose limit `value` meets.
fn class_of(value: f64, limit: &Limit) -> WaterClass {
    let meets = |class: &WaterClass| {
        limit_of(limit, *class).is_some_and(|q| {
            let amount = q.amount();
            match limit.sense {
                Sense::Max | Sense::Equal => value <= amount.high,
                Sense::Min => value >= amount.low,
                Sense::Range => (amount.low..=amount.high).contains(&value),
            }
        })
    };
    let classes = &WaterClass::ALL[..5];
    classes.iter().copied().find(|c| meets(c)).unwrap_or(WaterClass::WorseThanV)
}

/// Counts and shares of classes.
#[must_use]
pub fn proportions(classes: impl IntoIterator<Item = WaterClass>) -> Option<Proportions> {
    let mut counts: BTreeMap<WaterClass, usize> = BTreeMap::new();
    for class in classes {
        *counts.entry(class).or_insert(0) += 1;
    }
    let total: usize = counts.values().sum();
    if total == 0 {
        return None;
    }
    let sum = |filter: &dyn Fn(WaterClass) -> bool| -> usize {
        counts.iter().filter(|(c, _)| filter(**c)).map(|(_, n)| n).sum()
    };
    #[expect(clippy::cast_precision_loss, reason = "counts of sections are small")]
    let share = |count: usize| 100.0 * count as f64 / total as f64;
    let good = share(sum(&|c| c <= WaterClass::III));
    let bad = share(sum(&|c| c == WaterClass::WorseThanV));
    Some(Proportions { counts, total, good, bad })
}

/// All sections of the latest day or year that covers at least as many sections as the
/// method needs for class proportions.
pub(super) fn latest_basin(
    results: &[SectionResult],
    knowledge: &Knowledge,
) -> Option<Basin> {
    let method = knowledge.methods.get(METHOD)?;
    let few = method.value("few-sections")?;
    let mut periods: BTreeMap<&str, Vec<&SectionResult>> = BTreeMap::new();
    for result in results {
        periods.entry(&result.period).or_default().push(result);
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of sections are small")]
    let (period, sections) =
        periods.into_iter().rev().find(|(_, sections)| sections.len() as f64 >= few)?;
    let proportions = proportions(sections.iter().map(|s| s.class))?;
    let numbers = BTreeMap::from([("good", proportions.good), ("bad", proportions.bad)]);
    let grade =
        method.gradings.get("basin").and_then(|g| grade(g, &numbers, &BTreeMap::new()));
    Some(Basin {
        period: period.to_owned(),
        proportions,
        grade,
        method: "断面水质类别比例法".to_owned(),
    })
}
