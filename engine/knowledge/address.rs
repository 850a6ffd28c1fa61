//! 地址: how a record, or a row inside one, is named: `coefficient/pg-per-t-p2o5-wjy`,
//! `limit/gb-3838-2002/t1/tp`. An id alone is looked up in every kind.

use serde::Serialize;

use super::{
    Area, Areas, Benchmark, Coefficient, Edition, Exemption, Grading, Indicator,
    Industry, Knowledge, Limit, LimitTable, Method, MethodRule, NamedList, Parameter,
    Policy, Pollutant, Provision, Requirement, Source, Standard, Target, Technique,
    WasteCode,
};

/// What an address leads to.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Record<'a> {
    /// 行业.
    Industry(&'a Industry),
    /// 标准.
    Standard(&'a Standard),
    /// 限值: the rows of one pollutant in one table.
    Limits(&'a Standard, &'a LimitTable, Vec<&'a Limit>),
    /// 条文要求.
    Requirement(&'a Standard, &'a Requirement),
    /// 政策.
    Policy(&'a Policy),
    /// 条款.
    Provision(&'a Policy, &'a Provision),
    /// 政策目标.
    Target(&'a Policy, &'a Target),
    /// 方法.
    Method(&'a Method),
    /// 方法参数.
    Parameter(&'a Method, &'a Parameter),
    /// 分级表.
    Grading(&'a Method, &'a Grading),
    /// 名单.
    List(&'a Method, &'a NamedList),
    /// 方法规则.
    MethodRule(&'a Method, &'a MethodRule),
    /// 系数.
    Coefficient(&'a Coefficient),
    /// 技术.
    Technique(&'a Technique),
    /// 指标.
    Indicator(&'a Indicator),
    /// 危险废物代码.
    WasteCode(&'a WasteCode),
    /// 豁免.
    Exemption(&'a Exemption),
    /// 特别管控区域.
    Areas(&'a Areas),
    /// 其中一处.
    Area(&'a Areas, &'a Area),
    /// 对照数据.
    Benchmark(&'a Benchmark),
    /// 手册版本.
    Edition(&'a Edition),
    /// 污染物.
    Pollutant(&'a Pollutant),
    /// 来源.
    Source(&'a Source),
}

impl Knowledge {
    /// The record at `address`, or with that id.
    #[must_use]
    pub fn find(&self, address: &str) -> Option<Record<'_>> {
        let Some((kind, rest)) = address.split_once('/') else {
            return self.find_id(address);
        };
        match kind {
            "standard" | "limit" | "requirement" => self.in_standard(kind, rest),
            "policy" | "provision" | "target" => self.in_policy(kind, rest),
            "method" | "parameter" | "grading" | "list" | "method-rule" => {
                self.in_method(kind, rest)
            }
            "industry" => self.industries.get(rest).map(Record::Industry),
            "coefficient" | "handbook" => {
                self.coefficients.get(rest).map(Record::Coefficient)
            }
            "technique" => self.techniques.get(rest).map(Record::Technique),
            "indicator" => self.indicators.get(rest).map(Record::Indicator),
            "waste-code" => self.waste_codes.get(rest).map(Record::WasteCode),
            "exemption" => self.exemptions.get(rest).map(Record::Exemption),
            "areas" => self.areas.get(rest).map(Record::Areas),
            "area" => {
                let (areas, id) = rest.split_once('/')?;
                let areas = self.areas.get(areas)?;
                let area = areas.areas.iter().find(|area| area.id == id)?;
                Some(Record::Area(areas, area))
            }
            "benchmark" => self.benchmarks.get(rest).map(Record::Benchmark),
            "edition" => self.editions.get(rest).map(Record::Edition),
            "pollutant" => self.pollutants.get(rest).map(Record::Pollutant),
            "source" => self.sources.get(rest).map(Record::Source),
            _ => None,
        }
    }

    /// The kinds in the order in which somebody who writes an id alone means them.
    fn find_id(&self, id: &str) -> Option<Record<'_>> {
        const KINDS: [&str; 14] = [
            "industry",
            "coefficient",
            "technique",
            "standard",
            "policy",
            "method",
            "indicator",
            "waste-code",
            "exemption",
            "areas",
            "benchmark",
            "edition",
            "pollutant",
            "source",
        ];
        KINDS.iter().find_map(|kind| self.find(&format!("{kind}/{id}")))
    }

    fn in_standard(&self, kind: &str, rest: &str) -> Option<Record<'_>> {
        let mut parts = rest.split('/');
        let standard = self.standards.get(parts.next()?)?;
        match kind {
            "standard" => Some(Record::Standard(standard)),
            "requirement" => {
                let id = parts.next()?;
                let requirement = standard.requirements.iter().find(|r| r.id == id)?;
                Some(Record::Requirement(standard, requirement))
            }
            _ => {
                let (table, pollutant) = (parts.next()?, parts.next()?);
                let table = standard.tables.iter().find(|t| t.id == table)?;
                let limits = table.limits.iter();
                let limits: Vec<&Limit> =
                    limits.filter(|limit| limit.pollutant == pollutant).collect();
                (!limits.is_empty()).then_some(Record::Limits(standard, table, limits))
            }
        }
    }

    fn in_policy(&self, kind: &str, rest: &str) -> Option<Record<'_>> {
        let (id, row) = rest.split_once('/').unwrap_or((rest, ""));
        let policy = self.policies.get(id)?;
        match kind {
            "policy" => Some(Record::Policy(policy)),
            "provision" => {
                let provision = policy.provisions.iter().find(|p| p.id == row)?;
                Some(Record::Provision(policy, provision))
            }
            _ => {
                let target = policy.targets.iter().find(|t| t.id == row)?;
                Some(Record::Target(policy, target))
            }
        }
    }

    fn in_method(&self, kind: &str, rest: &str) -> Option<Record<'_>> {
        let (id, row) = rest.split_once('/').unwrap_or((rest, ""));
        let method = self.methods.get(id)?;
        match kind {
            "method" => Some(Record::Method(method)),
            "parameter" => {
                method.parameters.get(row).map(|p| Record::Parameter(method, p))
            }
            "grading" => method.gradings.get(row).map(|g| Record::Grading(method, g)),
            "list" => method.lists.get(row).map(|l| Record::List(method, l)),
            _ => {
                let rule = method.rules.iter().find(|r| r.id == row)?;
                Some(Record::MethodRule(method, rule))
            }
        }
    }
}
