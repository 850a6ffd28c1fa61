//! The rows of the ledgers: sources, outfalls, risks, wastes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Builder, Facts, number, text, truth};
use crate::inventory::InventoryLine;
use crate::profile::{Outfall, Risk, Source, Waste};
use crate::quantity::{Quantity, Unit};
use crate::rules::{Fact, Subject, SubjectKind};

impl Builder<'_> {
    pub(super) fn source(
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
        let total = crate::inventory::sum(&own, &load, InventoryLine::counted);
        let share = line.counted().zip(total).and_then(|(part, total)| {
            let labels = ["本源", "控制单元合计"];
            part.over(&total, &Unit::percent(), "占比＝本源÷控制单元合计", labels).ok()
        });
        facts.insert(
            format!("share.{p}"),
            number(share.as_ref(), &Unit::percent(), lacks),
        );
    }

    pub(super) fn outfall(
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

    pub(super) fn risk(
        &self,
        r: &Risk,
        links: BTreeMap<&'static str, Arc<Subject>>,
    ) -> Subject {
        let mut facts = Facts::new();
        facts.insert("name".into(), text(Some(&r.name), ""));
        facts.insert("category".into(), text(Some(&r.kind.to_string()), ""));
        let distance = number(r.distance.as_ref(), &self.units("km"), "没有写距岸线距离");
        facts.insert("distance-km".into(), distance);
        let volume = self.units("万m³");
        facts.insert("contents".into(), text(r.contents.as_deref(), "没有写堆存物"));
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

    pub(super) fn waste(
        &self,
        w: &Waste,
        links: BTreeMap<&'static str, Arc<Subject>>,
    ) -> Subject {
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
        let note = if w.is_derived("产生量") { "（推算）" } else { "" };
        facts.insert("generated-note".into(), text(Some(note), ""));
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
