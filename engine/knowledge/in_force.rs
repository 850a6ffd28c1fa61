//! Which limits hold on a day: editions side by side, the reference date selects.

use super::{Knowledge, Limit, LimitTable, Standard};

/// A limit with the standard and table that it stands in.
#[derive(Debug, Clone, Copy)]
pub struct InForce<'a> {
    /// 标准.
    pub standard: &'a Standard,
    /// 限值表.
    pub table: &'a LimitTable,
    /// 限值.
    pub limit: &'a Limit,
}

impl Knowledge {
    /// The limits of `pollutant` that hold for `industry` on `date` (ISO).
    pub fn limits_in_force<'a>(
        &'a self,
        industry: &str,
        pollutant: &str,
        date: &str,
    ) -> Vec<InForce<'a>> {
        let Some(industry) = self.industries.get(industry) else { return Vec::new() };
        let mut ids: Vec<&str> =
            industry.standards.iter().map(|(id, _)| id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter()
            .filter_map(|id| self.standards.get(id))
            .filter(|standard| standard.valid.contains(date))
            .flat_map(|standard| {
                standard.tables.iter().map(move |table| (standard, table))
            })
            .flat_map(|(standard, table)| {
                let rows = table.limits.iter();
                rows.map(move |limit| InForce { standard, table, limit })
            })
            .filter(|found| found.limit.pollutant == pollutant)
            .filter(|found| found.limit.valid.contains(date))
            .collect()
    }
}
