//! Size, reduction and investment of a measure: estimated, or 待定 with the reason.

use super::Chooser;
use crate::diagnosis::Finding;
use crate::measures::Candidate;
use crate::plan::measure::Estimate;
use crate::quantity::{Amount, Quantity, Term, Unit};
use crate::rules::{SubjectKind, Work};

impl Chooser<'_> {
    /// The activity of the source, or the amount of the waste. A project is not sized by
    /// what the analyst derived.
    pub(super) fn size(&self, finding: &Finding) -> Option<Estimate> {
        let known = |quantity: &Quantity| Estimate::Known(Box::new(quantity.clone()));
        let profile = self.inputs.profile;
        match finding.kind {
            SubjectKind::Source => {
                let source =
                    profile.pollution_sources.iter().find(|s| s.id == finding.subject)?;
                source.activity.as_ref().map(known)
            }
            SubjectKind::Waste => {
                let waste = profile.wastes.iter().find(|w| w.id == finding.subject)?;
                let cells = [("贮存量", &waste.stored), ("产生量", &waste.generated)];
                let cells: Vec<_> = cells
                    .into_iter()
                    .filter_map(|(column, quantity)| Some((column, quantity.as_ref()?)))
                    .collect();
                let published =
                    cells.iter().find(|(column, _)| !waste.is_derived(column));
                match (published, cells.first()) {
                    (Some((_, quantity)), _) => Some(known(quantity)),
                    (None, Some((column, _))) => Some(Estimate::Pending(format!(
                        "{column}是推算的，不据以定规模；须先核实产生、利用、处置与贮存的分列数据"
                    ))),
                    (None, None) => None,
                }
            }
            _ => None,
        }
    }

    /// Load of the source × removal: what full application would take away.
    pub(super) fn reduction(&self, finding: &Finding, option: &Candidate) -> Estimate {
        let pending = |reason: &str| Estimate::Pending(reason.to_owned());
        if finding.kind != SubjectKind::Source {
            return pending(no_reduction(Work::Construction));
        }
        let Some(pollutant) = &finding.pollutant else {
            return pending("没有指定污染物");
        };
        let line = self
            .inputs
            .inventory
            .lines
            .iter()
            .find(|l| l.source == finding.subject && l.pollutant == *pollutant);
        let Some(load) = line.and_then(|l| l.load()) else {
            return pending("没有现状负荷");
        };
        let Some(removal) = &option.removal else {
            return pending("来源没有去除率");
        };
        let Ok(share) = removal.amount_in(&Unit::one()) else {
            return pending("去除率单位不符");
        };
        let amount: Amount = load.amount().times(share);
        let terms = vec![Term::new("现状排放量", load), Term::new("去除率", removal)];
        let method = "削减量＝现状排放量×去除率（全量应用的上限）";
        match Quantity::derived(amount, load.unit().clone(), method, terms) {
            Ok(quantity) => Estimate::Known(Box::new(quantity.bounded_by_terms())),
            Err(error) => Estimate::Pending(error.to_string()),
        }
    }

    /// Unit investment × size, where their units fit.
    pub(super) fn invest(&self, option: &Candidate, size: Option<&Quantity>) -> Estimate {
        let Some(unit_cost) = &option.invest else {
            return Estimate::Pending(no_cost(Work::Construction).to_owned());
        };
        let yuan = self.inputs.knowledge.unit("万元");
        if unit_cost.unit().dimension() == yuan.dimension() {
            let reason = "来源为单个案例的总投资，规模不同不能套用";
            return Estimate::Pending(reason.to_owned());
        }
        let Some(size) = size else {
            return Estimate::Pending(no_cost(Work::Construction).to_owned());
        };
        let labels = ["规模", "单位投资"];
        match size.times(unit_cost, &yuan, "投资＝规模×单位投资", labels) {
            Ok(quantity) => Estimate::Known(Box::new(quantity)),
            Err(_) => Estimate::Pending(format!(
                "单位投资按 {} 计，与规模单位 {} 不相配",
                unit_cost.unit().symbol(),
                size.unit().symbol()
            )),
        }
    }
}

/// Why a written measure of this kind has no reduction of its own.
pub(super) fn no_reduction(work: Work) -> &'static str {
    match work {
        Work::Construction => "规模核定后计算",
        Work::Survey => "不直接削减",
        Work::Management => "不单独计削减量",
    }
}

/// Why a written measure of this kind has no cost yet.
pub(super) fn no_cost(work: Work) -> &'static str {
    match work {
        Work::Construction => "可行性研究估算",
        Work::Survey => "点位与频次定后按当地监测单价核算",
        Work::Management => "列入部门预算",
    }
}

pub(super) fn add(a: &Estimate, b: &Estimate, unit: &Unit, method: &str) -> Estimate {
    match (a, b) {
        (Estimate::Known(first), Estimate::Known(second)) => {
            let terms = vec![Term::new("已计", first), Term::new("新增", second)];
            match Quantity::sum(terms, unit, method) {
                Ok(Some(sum)) => Estimate::Known(Box::new(sum)),
                _ => a.clone(),
            }
        }
        (Estimate::Known(_), Estimate::Pending(reason))
        | (Estimate::Pending(reason), Estimate::Known(_)) => {
            Estimate::Pending(format!("部分对象不能估算：{reason}"))
        }
        (Estimate::Pending(_), Estimate::Pending(_)) => a.clone(),
    }
}
