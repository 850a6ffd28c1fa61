//! The case as subjects with facts: what rules can see, and why a fact is missing.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::causes;
use crate::assessment::{Assessment, SectionResult};
use crate::inventory::{Inventory, InventoryLine};
use crate::knowledge::{Knowledge, WaterClass};
use crate::profile::{
    ControlUnit, LoadItem, Outfall, Profile, Risk, Section, Source, Waste, chinese_period,
};
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
        let mut counts: Vec<_> = self
            .profile
            .class_counts
            .iter()
            .filter(|c| c.period.starts_with(|c: char| c.is_ascii_digit()))
            .collect();
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

    fn unit(&self, unit: &ControlUnit, case: &Arc<Subject>) -> Subject {
        let (id, name) = (unit.id.as_str(), unit.name.as_str());
        let mut facts = Facts::new();
        facts.insert("name".into(), text(Some(name), ""));
        facts.insert("demonstration".into(), truth(unit.row.demonstration));
        let counts = self.profile.class_counts.iter();
        let naming =
            counts.filter(|c| c.exceeding.iter().any(|w| name.contains(w.as_str())));
        let naming: Vec<&str> = naming.map(|c| c.period.as_str()).collect();
        facts.insert("published-exceeding".into(), truth(!naming.is_empty()));
        let dated =
            naming.into_iter().filter(|p| p.starts_with(|c: char| c.is_ascii_digit()));
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

    fn section(
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

    fn source(
        &self,
        source: &Source,
        links: BTreeMap<&'static str, Arc<Subject>>,
    ) -> Subject {
        let mut facts = Facts::new();
        facts.insert("name".into(), text(Some(&source.name), ""));
        facts.insert("category".into(), text(Some(&source.kind.to_string()), ""));
        for (key, value, lacks) in [
            ("object", &source.object, "没有写活动对象"),
            ("treatment", &source.treatment, "没有写现有治理"),
            ("destination", &source.destination, "没有写去向"),
        ] {
            facts.insert(key.into(), text(value.as_deref(), lacks));
        }
        // Fields have no industry: that is known, and no gap.
        let industrial = source.kind == crate::profile::SourceKind::Enterprise;
        for (key, value, lacks) in [
            ("industry", &source.industry, "没有写行业"),
            ("process", &source.process, "没有写工艺"),
        ] {
            let value = value.as_deref().or((!industrial).then_some("不适用"));
            facts.insert(key.into(), text(value, lacks));
        }
        let process = source.process.as_deref().map(|p| self.knowledge.process_name(p));
        facts.insert("process-name".into(), text(process, "没有写工艺"));
        let activity = source.activity.as_ref().map(Quantity::text);
        facts.insert("activity".into(), text(activity.as_deref(), "没有活动水平"));
        let km = self.units("km");
        let distance = number(source.distance.as_ref(), &km, "没有写距岸线距离");
        facts.insert("distance-km".into(), distance);
        facts.insert("demonstration".into(), truth(source.row.demonstration));
        for line in self.inventory.lines.iter().filter(|l| l.source == source.id) {
            self.source_line(line, &mut facts);
        }
        Subject {
            kind: SubjectKind::Source,
            id: source.id.clone(),
            name: source.name.clone(),
            facts,
            links,
        }
    }

    fn source_line(&self, line: &InventoryLine, facts: &mut Facts) {
        let (p, load) = (&line.pollutant, self.units("t/a"));
        let lacks = line
            .gaps
            .first()
            .map_or_else(|| "没有数据".to_owned(), |g| format!("缺{}", g.lacks));
        facts.insert(format!("load.{p}"), number(line.load(), &load, &lacks));
        facts.insert(
            format!("generated.{p}"),
            number(line.generated.as_ref(), &load, &lacks),
        );
        let declared = number(line.declared.as_ref(), &load, "没有申报");
        facts.insert(format!("declared.{p}"), declared);
        let ratio =
            line.declared.as_ref().zip(line.discharged.as_ref()).and_then(|(d, c)| {
                let labels = ["申报量", "核算量"];
                d.over(c, &Unit::one(), "申报量÷核算量", labels).ok()
            });
        let lacks = "没有可比的申报量与核算量";
        facts.insert(
            format!("declared-ratio.{p}"),
            number(ratio.as_ref(), &Unit::one(), lacks),
        );
        let same = |l: &&InventoryLine| {
            l.unit == line.unit
                && l.pollutant == *p
                && l.demonstration == line.demonstration
        };
        let own: Vec<_> = self.inventory.lines.iter().filter(same).collect();
        let total = crate::inventory::sum(&own, &load, InventoryLine::load);
        let share = line.load().zip(total).and_then(|(part, total)| {
            let labels = ["本源", "控制单元合计"];
            part.over(&total, &Unit::percent(), "占比＝本源÷控制单元合计", labels).ok()
        });
        facts.insert(
            format!("share.{p}"),
            number(share.as_ref(), &Unit::percent(), lacks),
        );
    }

    fn outfall(
        &self,
        o: &Outfall,
        links: BTreeMap<&'static str, Arc<Subject>>,
    ) -> Subject {
        let mut facts = Facts::new();
        facts.insert("name".into(), text(Some(&o.name), ""));
        facts.insert("type".into(), text(Some(&o.kind.to_string()), ""));
        facts.insert("water".into(), text(o.water.as_deref(), "没有写受纳水体"));
        facts.insert("status".into(), text(o.status.as_deref(), "没有写整治状态"));
        let approved =
            o.approved.map_or_else(|| Fact::Missing("没有写是否批准".to_owned()), truth);
        facts.insert("approved".into(), approved);
        let distance = number(o.distance.as_ref(), &self.units("km"), "没有写距岸线距离");
        facts.insert("distance-km".into(), distance);
        let flow = number(o.flow.as_ref(), &self.units("万m³/a"), "没有写污水量");
        facts.insert("flow".into(), flow);
        for (p, quantity) in &o.concentrations {
            let fact = number(Some(quantity), &self.units("mg/L"), "");
            facts.insert(format!("concentration.{p}"), fact);
        }
        facts.insert("demonstration".into(), truth(o.row.demonstration));
        let (id, name) = (o.id.clone(), o.name.clone());
        Subject { kind: SubjectKind::Outfall, id, name, facts, links }
    }

    fn risk(&self, r: &Risk, links: BTreeMap<&'static str, Arc<Subject>>) -> Subject {
        let mut facts = Facts::new();
        facts.insert("name".into(), text(Some(&r.name), ""));
        facts.insert("category".into(), text(Some(&r.kind.to_string()), ""));
        let distance = number(r.distance.as_ref(), &self.units("km"), "没有写距岸线距离");
        facts.insert("distance-km".into(), distance);
        let volume = self.units("万m³");
        facts.insert("stored".into(), number(r.stored.as_ref(), &volume, "没有写堆存量"));
        facts.insert(
            "designed".into(),
            number(r.designed.as_ref(), &volume, "没有写设计库容"),
        );
        let fill = r.stored.as_ref().zip(r.designed.as_ref()).and_then(|(s, d)| {
            s.over(d, &Unit::percent(), "充填率＝堆存量÷设计库容", ["堆存量", "设计库容"])
                .ok()
        });
        let lacks = "没有堆存量或设计库容";
        facts.insert("fill-ratio".into(), number(fill.as_ref(), &Unit::percent(), lacks));
        for (key, value, lacks) in [
            ("lining", &r.lining, "没有写防渗"),
            ("leachate", &r.leachate, "没有写渗滤液收集"),
            ("online-monitoring", &r.online, "没有写在线监测"),
            ("status", &r.status, "没有写状态"),
            ("downstream", &r.downstream, "没有写下游敏感目标"),
        ] {
            facts.insert(key.into(), text(value.as_deref(), lacks));
        }
        facts.insert("demonstration".into(), truth(r.row.demonstration));
        let (id, name) = (r.id.clone(), r.name.clone());
        Subject { kind: SubjectKind::Risk, id, name, facts, links }
    }

    fn waste(&self, w: &Waste, links: BTreeMap<&'static str, Arc<Subject>>) -> Subject {
        let mut facts = Facts::new();
        facts.insert("name".into(), text(Some(&w.name), ""));
        facts.insert("producer".into(), text(Some(&w.producer), ""));
        facts.insert("waste".into(), text(Some(&w.waste), ""));
        facts.insert("year".into(), text(w.year.as_deref(), "没有写年份"));
        let hazardous = self.knowledge.waste_codes.contains_key(&w.waste);
        facts.insert("hazardous".into(), truth(hazardous));
        let flow = self.units("万t/a");
        for (key, quantity, lacks) in [
            ("generated", &w.generated, "没有写产生量"),
            ("used", &w.used, "没有写综合利用量"),
            ("disposed", &w.disposed, "没有写处置量"),
            ("stored", &w.stored, "没有写贮存量"),
        ] {
            facts.insert(key.into(), number(quantity.as_ref(), &flow, lacks));
        }
        let unused = number(w.unused().as_ref(), &flow, "没有产生量或综合利用量");
        facts.insert("unused".into(), unused);
        let stock = number(w.stock.as_ref(), &self.units("万t"), "没有写库存量");
        facts.insert("stock".into(), stock);
        let lacks = if w.is_derived("产生量") || w.is_derived("综合利用量") {
            "没有公布的利用率；产生量或利用量是推算的，不能再用来算利用率"
        } else {
            "没有产生量或综合利用量"
        };
        let rate = number(w.utilisation().as_ref(), &Unit::percent(), lacks);
        facts.insert("utilisation-rate".into(), rate);
        facts.insert("demonstration".into(), truth(w.row.demonstration));
        let name = format!("{}{}", w.producer, w.name);
        Subject { kind: SubjectKind::Waste, id: w.id.clone(), name, facts, links }
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
