//! 固体废物: one stream of one year, and what can be said of its use.

use serde::Serialize;

use super::records::Row;
use crate::quantity::{Quantity, Unit};

/// 固体废物.
#[derive(Debug, Clone, Serialize)]
pub struct Waste {
    /// Id.
    pub id: String,
    /// 产生单位.
    pub producer: String,
    /// 名称.
    pub name: String,
    /// Waste id or hazardous-waste code.
    pub waste: String,
    /// 年份.
    pub year: Option<String>,
    /// 产生量.
    pub generated: Option<Quantity>,
    /// 综合利用量.
    pub used: Option<Quantity>,
    /// 公布的综合利用率.
    pub rate: Option<Quantity>,
    /// 处置量.
    pub disposed: Option<Quantity>,
    /// 贮存量.
    pub stored: Option<Quantity>,
    /// 库存量.
    pub stock: Option<Quantity>,
    /// Where it comes from.
    pub row: Row,
}

impl Waste {
    /// 综合利用率: as published; else 综合利用量÷产生量, unless one of these was itself
    /// derived (from the rate, most likely): a circle proves nothing.
    #[must_use]
    pub fn utilisation(&self) -> Option<Quantity> {
        if let Some(rate) = &self.rate {
            return Some(rate.clone());
        }
        if self.is_derived("产生量") || self.is_derived("综合利用量") {
            return None;
        }
        let (used, generated) = (self.used.as_ref()?, self.generated.as_ref()?);
        let method = "综合利用率＝综合利用量÷产生量";
        let labels = ["综合利用量", "产生量"];
        used.over(generated, &Unit::percent(), method, labels).ok()
    }

    /// 产生量与综合利用量之差: what was disposed of, stored, or is not accounted for.
    #[must_use]
    pub fn unused(&self) -> Option<Quantity> {
        let (generated, used) = (self.generated.as_ref()?, self.used.as_ref()?);
        let method = "差＝产生量－综合利用量";
        let rest = generated.minus(used, method, ["产生量", "综合利用量"]).ok()?;
        Some(rest.with_decimals(generated.decimals().max(used.decimals())))
    }

    /// Whether the cell in `column` was derived by the analyst.
    #[must_use]
    pub fn is_derived(&self, column: &str) -> bool {
        self.row.derivation(column).is_some()
    }
}
