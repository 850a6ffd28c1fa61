//! One source activity and one pollutant: generation, discharge, into-river load.

use serde::Serialize;

use super::collected::Way;
use super::select::{Choice, Selector};
use crate::knowledge::{Knowledge, Stage};
use crate::profile::{Source, SourceKind};
use crate::quantity::{Amount, Quantity, Term, Unit};

/// 排放量＝产生量×（1－去除率）: the second term counts as its complement.
pub(super) const COMPLEMENT: &str = "排放量＝产生量×（1－去除率）";

const GENERATION: &str = "产生量＝活动水平×产生系数";
const DISCHARGE: &str = "排放量＝活动水平×排放系数";
const QUALITY: &str = "排放量＝水量×浓度";
const MEASURED: &str = "排放量＝水量×排放浓度";
const VOLUME: &str = "水量＝活动水平×单位活动的水量";
const DELIVERY: &str = "入河量＝排放量×入河系数";

/// Methods that multiply their terms.
pub(super) const PRODUCTS: [&str; 6] =
    [GENERATION, DISCHARGE, QUALITY, MEASURED, VOLUME, DELIVERY];

/// 清单行.
#[derive(Debug, Clone, Serialize)]
pub struct InventoryLine {
    /// Id of the source.
    pub source: String,
    /// 名称.
    pub name: String,
    /// 类别.
    pub kind: SourceKind,
    /// Id of the control unit.
    pub unit: String,
    /// Id of the pollutant.
    pub pollutant: String,
    /// 活动水平.
    pub activity: Option<Quantity>,
    /// 产生量, t/a.
    pub generated: Option<Quantity>,
    /// 排放量 computed, t/a.
    pub discharged: Option<Quantity>,
    /// 申报排放量, t/a.
    pub declared: Option<Quantity>,
    /// 入河量, t/a, from [`Self::load`].
    pub delivered: Option<Quantity>,
    /// The treatment plant of the inventory that takes the discharge in, and counts it.
    pub collected_by: Option<String>,
    /// Ids of the coefficients used.
    pub coefficients: Vec<String>,
    /// What could not be computed, and for want of what.
    pub gaps: Vec<LineGap>,
    /// Whether the source is 示例数据.
    pub demonstration: bool,
    /// Whether the declared load counts, by the method's list for this kind of source.
    declared_first: bool,
}

/// Something that a line lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineGap {
    /// What of the line's pollutant could not be computed.
    pub what: String,
    /// For want of what.
    pub lacks: String,
}

impl InventoryLine {
    /// The discharge that counts: declared where the method trusts it, else computed.
    #[must_use]
    pub fn load(&self) -> Option<&Quantity> {
        if self.declared_first {
            self.declared.as_ref().or(self.discharged.as_ref())
        } else {
            self.discharged.as_ref().or(self.declared.as_ref())
        }
    }

    /// The discharge that a sum may count: that of a plant's users is in its effluent.
    #[must_use]
    pub fn counted(&self) -> Option<&Quantity> {
        if self.collected_by.is_some() { None } else { self.load() }
    }

    /// Whether the discharge that counts is the declared one.
    #[must_use]
    pub fn is_declared(&self) -> bool {
        match (&self.declared, &self.discharged) {
            (Some(_), Some(_)) => self.declared_first,
            (declared, _) => declared.is_some(),
        }
    }

    /// Declared over computed discharge.
    #[must_use]
    pub fn declared_ratio(&self, times: &Unit) -> Option<Quantity> {
        let (declared, computed) = (self.declared.as_ref()?, self.discharged.as_ref()?);
        let labels = ["申报量", "核算量"];
        declared.over(computed, times, "申报量÷核算量", labels).ok()
    }
}

/// Computes the line of `source` for `pollutant`; what it lacks stands in its gaps.
pub(super) fn compute(
    source: &Source,
    pollutant: &str,
    selector: &Selector<'_>,
) -> InventoryLine {
    let knowledge = selector.knowledge;
    let mut line = InventoryLine {
        source: source.id.clone(),
        name: source.name.clone(),
        kind: source.kind,
        unit: source.unit.clone(),
        pollutant: pollutant.to_owned(),
        activity: source.activity.clone(),
        generated: None,
        discharged: None,
        declared: source.declared.get(pollutant).and_then(|d| d.load.clone()),
        delivered: None,
        collected_by: None,
        coefficients: Vec::new(),
        gaps: Vec::new(),
        demonstration: source.row.demonstration,
        declared_first: declared_first(source.kind, knowledge),
    };
    if let Way::Plant(plant) = selector.plants.way(source) {
        line.collected_by = Some(plant);
    }
    let steps = Steps { source, pollutant, selector };
    line.generated = steps.by_activity(Stage::Generation, &mut line);
    line.discharged = steps.discharge(&mut line);
    line.delivered = steps.delivery(&mut line);
    let known =
        line.generated.is_some() || line.discharged.is_some() || line.declared.is_some();
    if !known {
        steps.explain_gap(&mut line);
    }
    line
}

fn declared_first(kind: SourceKind, knowledge: &Knowledge) -> bool {
    let list =
        knowledge.methods.get(super::METHOD).and_then(|m| m.lists.get("declared-first"));
    list.is_some_and(|list| list.items.iter().any(|item| *item == kind.to_string()))
}

struct Steps<'a, 'k> {
    source: &'a Source,
    pollutant: &'a str,
    selector: &'a Selector<'k>,
}

fn used(choice: &Choice<'_>, line: &mut InventoryLine) {
    line.coefficients.extend(choice.ids.iter().map(|&id| id.to_owned()));
}

impl<'k> Steps<'_, 'k> {
    fn coefficient(&self, stage: Stage) -> Option<Choice<'k>> {
        self.selector.best(self.source, self.pollutant, stage)
    }

    /// activity × coefficient.
    fn by_activity(&self, stage: Stage, line: &mut InventoryLine) -> Option<Quantity> {
        let activity = self.source.activity.as_ref()?;
        let coefficient = self.coefficient(stage)?;
        let name = match stage {
            Stage::Discharge => DISCHARGE,
            Stage::Quality => QUALITY,
            _ => GENERATION,
        };
        let labels = ["活动水平", coefficient.name];
        let factor = &coefficient.figure;
        let quantity = activity.times(factor, &self.selector.load, name, labels).ok()?;
        used(&coefficient, line);
        Some(quantity)
    }

    /// By discharge coefficient or concentration, else generation × (1 − removal).
    fn discharge(&self, line: &mut InventoryLine) -> Option<Quantity> {
        if let Some(quantity) = self.by_activity(Stage::Discharge, line) {
            return Some(quantity);
        }
        if let Some(quantity) = self.by_concentration(line) {
            return Some(quantity);
        }
        // The activity of these is a volume of water, and its quality is known.
        if self.is_listed("by-quality")
            && let Some(quantity) = self.by_activity(Stage::Quality, line)
        {
            return Some(quantity);
        }
        if let Some(quantity) = self.by_volume(line) {
            return Some(quantity);
        }
        let generated = line.generated.clone()?;
        let treated = self.source.treatment.as_deref().is_some_and(|t| t != "无");
        if !treated {
            return None;
        }
        let removal = self.coefficient(Stage::Removal)?;
        let share = removal.figure.amount_in(&Unit::one()).ok()?;
        let left = Amount::point(1.0).minus(share).non_negative();
        used(&removal, line);
        let terms = vec![
            Term::new("产生量", &generated),
            Term::new(removal.name, &removal.figure),
        ];
        let amount = generated.amount().times(left);
        Quantity::derived(amount, self.selector.load.clone(), COMPLEMENT, terms).ok()
    }

    /// activity × waste water per activity × its concentration, for the kinds that the
    /// method lists: elsewhere a concentration may be that before treatment.
    fn by_volume(&self, line: &mut InventoryLine) -> Option<Quantity> {
        if !self.is_listed("by-volume") {
            return None;
        }
        let activity = self.source.activity.as_ref()?;
        let (water, quality) = self.selector.by_volume(self.source, self.pollutant)?;
        let labels = ["活动水平", water.name];
        let volume =
            activity.times(&water.figure, &self.selector.volume, VOLUME, labels).ok()?;
        let labels = ["水量", quality.name];
        let load =
            volume.times(&quality.figure, &self.selector.load, QUALITY, labels).ok()?;
        used(&water, line);
        used(&quality, line);
        Some(load)
    }

    /// Water volume × its own measured concentration.
    fn by_concentration(&self, line: &InventoryLine) -> Option<Quantity> {
        let declared = self.source.declared.get(&line.pollutant)?;
        let concentration = declared.concentration.as_ref()?;
        let volume = self.source.activity.as_ref()?;
        volume
            .times(concentration, &self.selector.load, MEASURED, ["水量", "排放浓度"])
            .ok()
    }

    /// Load × delivery coefficient; sources that discharge straight to the river need none.
    fn delivery(&self, line: &mut InventoryLine) -> Option<Quantity> {
        let load = line.load()?.clone();
        match self.selector.plants.way(self.source) {
            Way::Direct => {}
            // The plant's effluent is what reaches the river.
            Way::Plant(_) => return None,
            Way::Elsewhere(plant) => {
                line.gaps.push(LineGap {
                    what: "入河量".to_owned(),
                    lacks: format!("“{plant}”的出水量与浓度（该厂不在清单中）"),
                });
                return None;
            }
        }
        if self.is_direct() {
            return Some(load);
        }
        let Some(delivery) = self.coefficient(Stage::Delivery) else {
            line.gaps.push(LineGap {
                what: "入河量".to_owned(),
                lacks: format!("{}的入河系数", self.source.kind),
            });
            return None;
        };
        used(&delivery, line);
        let labels = ["排放量", delivery.name];
        load.times(&delivery.figure, &self.selector.load, DELIVERY, labels).ok()
    }

    /// Whether the method lists this kind of source as discharging straight to the river.
    fn is_direct(&self) -> bool {
        self.is_listed("direct")
    }

    /// Whether the list `id` of the method names this kind of source.
    fn is_listed(&self, id: &str) -> bool {
        let kind = self.source.kind.to_string();
        let method = self.selector.knowledge.methods.get(super::METHOD);
        let list = method.and_then(|m| m.lists.get(id));
        list.is_some_and(|list| list.items.contains(&kind))
    }

    fn explain_gap(&self, line: &mut InventoryLine) {
        let lacks = match &self.source.activity {
            None => "活动水平（产量、存栏、面积、人口或水量）".to_owned(),
            Some(_) if self.source.kind == SourceKind::TreatmentPlant => {
                "污水处理厂的出水浓度或排放量".to_owned()
            }
            Some(activity) => {
                format!("按 {} 计的{}系数", activity.unit().symbol(), self.source.kind)
            }
        };
        let what = "产生量与排放量".to_owned();
        line.gaps.push(LineGap { what, lacks });
    }
}
