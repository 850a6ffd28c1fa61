//! The case as subjects with facts: what rules can see, and why a fact is missing.

mod ledgers;
mod results;
mod waters;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::assessment::{Assessment, SectionResult};
use crate::inventory::Inventory;
use crate::knowledge::Knowledge;
use crate::profile::{Profile, Waste, chinese_period, is_dated};
use crate::quantity::{Quantity, Unit};
use crate::rules::{Fact, Subject, SubjectKind, Value};

/// The case, its control units, sections, sources, outfalls, risks and wastes.
pub(super) fn build(
    profile: &Profile,
    knowledge: &Knowledge,
    inventory: &Inventory,
    assessment: &Assessment,
) -> Vec<Arc<Subject>> {
    let builder = Builder { profile, knowledge, inventory, assessment };
    let case = Arc::new(builder.case());
    let units: BTreeMap<&str, Arc<Subject>> = profile
        .units
        .iter()
        .map(|unit| (unit.id.as_str(), Arc::new(builder.unit(unit, &case))))
        .collect();
    let links = |unit: Option<&str>| -> BTreeMap<&'static str, Arc<Subject>> {
        let mut links = BTreeMap::from([("case", Arc::clone(&case))]);
        if let Some(unit) = unit.and_then(|id| units.get(id)) {
            links.insert("unit", Arc::clone(unit));
        }
        links
    };
    let mut subjects = vec![Arc::clone(&case)];
    subjects.extend(units.values().cloned());
    for section in &profile.sections {
        subjects.push(Arc::new(builder.section(section, links(section.unit.as_deref()))));
    }
    for source in &profile.pollution_sources {
        subjects.push(Arc::new(builder.source(source, links(Some(&source.unit)))));
    }
    for outfall in &profile.outfalls {
        subjects.push(Arc::new(builder.outfall(outfall, links(outfall.unit.as_deref()))));
    }
    for risk in &profile.risks {
        subjects.push(Arc::new(builder.risk(risk, links(risk.unit.as_deref()))));
    }
    for waste in &profile.wastes {
        subjects.push(Arc::new(builder.waste(waste, links(None))));
    }
    for result in &assessment.methods {
        for outcome in &result.outcomes {
            subjects.push(Arc::new(builder.result(result, outcome, links(None))));
        }
    }
    subjects
}

struct Builder<'a> {
    profile: &'a Profile,
    knowledge: &'a Knowledge,
    inventory: &'a Inventory,
    assessment: &'a Assessment,
}

type Facts = BTreeMap<String, Fact>;

fn text(value: Option<&str>, lacks: &str) -> Fact {
    value.map_or_else(
        || Fact::Missing(lacks.to_owned()),
        |v| Fact::plain(Value::Text(v.to_owned())),
    )
}

fn truth(value: bool) -> Fact {
    Fact::plain(Value::Bool(value))
}

fn count(value: usize) -> Fact {
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    Fact::plain(Value::Number(value as f64))
}

/// `quantity` as a number in `unit`, printed with its own unit and grade mark.
fn number(quantity: Option<&Quantity>, unit: &Unit, lacks: &str) -> Fact {
    let Some(quantity) = quantity else { return Fact::Missing(lacks.to_owned()) };
    match quantity.amount_in(unit) {
        Ok(amount) => {
            // 示例数据 are marked by the name of their subject.
            let shown = !quantity.provenance().has_demonstration();
            let mark = quantity.mark().filter(|_| shown);
            let mark = mark.map(|m| format!("（{m}）")).unwrap_or_default();
            Fact::Known {
                value: Value::Number(amount.typical),
                text: format!("{}{mark}", quantity.text()),
                quantity: Some(Box::new(quantity.clone())),
            }
        }
        Err(error) => Fact::Missing(error.to_string()),
    }
}

impl Builder<'_> {
    fn units(&self, symbol: &str) -> Unit {
        self.knowledge.unit(symbol)
    }

    fn case(&self) -> Subject {
        let p = self.profile;
        let mut facts = Facts::new();
        facts.insert("name".into(), text(Some(&p.name), ""));
        facts.insert("kind".into(), text(Some(&p.kind.to_string()), ""));
        facts.insert("demonstration".into(), truth(p.has_demonstration()));
        self.statistics(&mut facts);
        // A year's mean, or twelve months of one year, is more than a snapshot.
        let yearly =
            |result: &SectionResult| result.basis == "年均" && result.notes.is_empty();
        let snapshot =
            !p.readings.is_empty() && !self.assessment.sections.iter().any(yearly);
        facts.insert("snapshot-only".into(), truth(snapshot));
        let with_data =
            p.sections.iter().filter(|s| p.readings.iter().any(|r| r.section == s.id));
        facts.insert("sections".into(), count(with_data.count()));
        let without = p.sections.iter().filter(|s| s.target.is_none()).count();
        facts.insert("sections-without-target".into(), count(without));
        for topic in self.topics() {
            let stated = p.gaps.iter().any(|g| g.topics.contains(&topic));
            facts.insert(format!("has-gap.{topic}"), truth(stated));
        }
        for fact in &p.facts {
            facts.insert(format!("has-fact.{}", fact.id), truth(true));
            if let Some(quantity) = fact.quantity() {
                let own = number(Some(quantity), quantity.unit(), "");
                facts.insert(format!("fact.{}", fact.id), own);
            }
        }
        for (table, filled) in [
            ("outfalls", p.outfalls.iter().any(|r| !r.row.demonstration)),
            ("risks", p.risks.iter().any(|r| !r.row.demonstration)),
            ("sources", p.pollution_sources.iter().any(|r| !r.row.demonstration)),
            ("waste", p.wastes.iter().any(|r| !r.row.demonstration)),
        ] {
            facts.insert(format!("lists.{table}"), truth(filled));
        }
        Subject {
            kind: SubjectKind::Case,
            id: p.id.clone(),
            name: p.name.clone(),
            facts,
            links: BTreeMap::new(),
        }
    }

    fn topics(&self) -> Vec<String> {
        let mut topics: Vec<String> =
            self.profile.gaps.iter().flat_map(|g| g.topics.iter().cloned()).collect();
        topics.sort();
        topics.dedup();
        topics
    }

    /// Shares from the latest published statistics; a period that is no date comes last.
    fn statistics(&self, facts: &mut Facts) {
        let percent = Unit::percent();
        let mut counts: Vec<_> =
            self.profile.class_counts.iter().filter(|c| is_dated(&c.period)).collect();
        counts.sort_by(|a, b| a.period.cmp(&b.period));
        let good = counts.iter().rev().find_map(|c| {
            let (good, all) = (c.good.as_ref()?, c.sections.as_ref()?);
            let method = "优良率＝优良断面数÷断面总数";
            good.over(all, &percent, method, ["优良断面数", "断面总数"]).ok()
        });
        let attained = counts.iter().rev().find_map(|c| {
            let (attained, all) = (c.attained.as_ref()?, c.sections.as_ref()?);
            let method = "达标率＝达标断面数÷断面总数";
            attained.over(all, &percent, method, ["达标断面数", "断面总数"]).ok()
        });
        let lacks = "没有已公布的断面统计";
        facts.insert("good-share".into(), number(good.as_ref(), &percent, lacks));
        facts.insert("attained-share".into(), number(attained.as_ref(), &percent, lacks));
        let waters = counts.iter().rev().find(|c| !c.exceeding.is_empty());
        let waters = waters.map(|c| c.exceeding.join("、"));
        facts.insert("exceeding-waters".into(), text(waters.as_deref(), lacks));
        let listed = counts.iter().rev().find(|c| !c.exceeding.is_empty());
        let apart: Vec<&str> = listed
            .iter()
            .flat_map(|c| &c.exceeding)
            .map(String::as_str)
            .filter(|w| !self.profile.units.iter().any(|u| u.name.contains(w)))
            .collect();
        let when = listed.map(|c| chinese_period(&c.period));
        facts.insert("listed-period".into(), text(when.as_deref(), lacks));
        facts.insert("listed-apart".into(), truth(!apart.is_empty()));
        facts.insert("waters-apart".into(), text(Some(&apart.join("、")), lacks));
        let rate = self
            .profile
            .wastes
            .iter()
            .filter(|w| !w.row.demonstration && w.waste == "phosphogypsum")
            .max_by(|a, b| a.year.cmp(&b.year))
            .and_then(Waste::utilisation);
        let lacks = "没有公布的全市磷石膏利用率，也没有可以相除的产生量与利用量";
        facts.insert("pg-rate".into(), number(rate.as_ref(), &percent, lacks));
    }
}
