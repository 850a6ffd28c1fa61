//! What there is for each industry and field, and how good it is.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    Indicator, Knowledge, LimitValue, Standard, SubjectKind, Technique, TechniqueStage,
};
use crate::quantity::{Grade, Quantity};

/// 覆盖: how much is known of one industry or field.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Coverage {
    /// Id of the industry, or of the field.
    pub id: String,
    /// 名称.
    pub name: String,
    /// 限值条数.
    pub limits: usize,
    /// 系数条数, those of the handbook apart.
    pub coefficients: usize,
    /// 手册系数条数.
    pub handbook: usize,
    /// 指标条数.
    pub indicators: usize,
    /// 技术条数 by stage.
    pub techniques: BTreeMap<String, usize>,
    /// 有费用的技术条数.
    pub costs: usize,
    /// Figures behind all of these.
    pub figures: usize,
    /// Those graded A or B.
    pub good: usize,
}

impl Coverage {
    fn figure(&mut self, quantity: Option<&Quantity>) {
        let Some(quantity) = quantity else { return };
        self.figures += 1;
        self.good += usize::from(quantity.grade() <= Grade::B);
    }

    fn standard(&mut self, standard: &Standard) {
        for limit in standard.tables.iter().flat_map(|t| &t.limits) {
            self.limits += 1;
            for value in limit.values.values() {
                self.figure(LimitValue::quantity(value));
            }
        }
    }

    fn indicator(&mut self, indicator: &Indicator) {
        self.indicators += 1;
        self.figure(indicator.figure.as_ref().and_then(|f| f.quantity.as_ref()));
    }

    fn technique(&mut self, technique: &Technique) {
        *self.techniques.entry(technique.stage.to_string()).or_default() += 1;
        let costs = [&technique.cost.invest, &technique.cost.operate];
        let costs = costs.into_iter().flatten().filter_map(|c| c.quantity.as_ref());
        let mut any = false;
        for cost in costs {
            any = true;
            self.figure(Some(cost));
        }
        self.costs += usize::from(any);
        for treats in &technique.treats {
            self.figure(treats.removal.as_ref().and_then(|r| r.quantity.as_ref()));
        }
    }
}

/// The stages of the table's columns.
pub const STAGES: [TechniqueStage; 6] = [
    TechniqueStage::SourceReduction,
    TechniqueStage::ProcessControl,
    TechniqueStage::EndOfPipe,
    TechniqueStage::Recovery,
    TechniqueStage::Restoration,
    TechniqueStage::Management,
];

impl Knowledge {
    /// One row per industry, then one per field of the other records.
    #[must_use]
    pub fn coverage(&self) -> Vec<Coverage> {
        let industries = self.industries.values().map(|industry| {
            let mut row = Coverage {
                id: industry.id.clone(),
                name: industry.name.clone(),
                ..Coverage::default()
            };
            self.limits_of(&industry.id, &mut row);
            for c in self.coefficients.values() {
                if c.domain.industry.contains(&industry.id) {
                    let of_handbook = !c.domain.code.is_empty();
                    row.handbook += usize::from(of_handbook);
                    row.coefficients += usize::from(!of_handbook);
                    row.figure(c.figure.quantity.as_ref());
                }
            }
            let own = self.indicators.values();
            own.filter(|i| i.industry.as_ref() == Some(&industry.id))
                .for_each(|i| row.indicator(i));
            let techniques = self.techniques.values();
            let own = techniques.filter(|t| t.industry.contains(&industry.id));
            own.for_each(|t| row.technique(t));
            row
        });
        industries.chain(self.fields()).collect()
    }

    fn limits_of(&self, industry: &str, row: &mut Coverage) {
        let Some(industry) = self.industries.get(industry) else { return };
        let mut seen: Vec<&str> = Vec::new();
        for (id, _) in &industry.standards {
            if seen.contains(&id.as_str()) {
                continue;
            }
            seen.push(id);
            if let Some(standard) = self.standards.get(id) {
                row.standard(standard);
            }
        }
    }

    /// Records of no industry, by what they are for; their indicators are those of parks.
    fn fields(&self) -> Vec<Coverage> {
        let mut rows: BTreeMap<SubjectKind, Coverage> = BTreeMap::new();
        let new = |kind: SubjectKind| Coverage {
            id: kind.to_string(),
            name: kind.name().to_owned(),
            ..Coverage::default()
        };
        for c in self.coefficients.values().filter(|c| c.domain.industry.is_empty()) {
            let row = rows.entry(c.of).or_insert_with(|| new(c.of));
            let of_handbook = !c.domain.code.is_empty();
            row.handbook += usize::from(of_handbook);
            row.coefficients += usize::from(!of_handbook);
            row.figure(c.figure.quantity.as_ref());
        }
        for t in self.techniques.values().filter(|t| t.industry.is_empty()) {
            for kind in &t.subjects {
                rows.entry(*kind).or_insert_with(|| new(*kind)).technique(t);
            }
        }
        for standard in self.standards.values() {
            for kind in &standard.subjects {
                rows.entry(*kind).or_insert_with(|| new(*kind)).standard(standard);
            }
        }
        for indicator in self.indicators.values().filter(|i| i.industry.is_none()) {
            let park = SubjectKind::Park;
            rows.entry(park).or_insert_with(|| new(park)).indicator(indicator);
        }
        rows.into_values().collect()
    }
}
