//! Monitoring values as they are reported: numbers, or below a detection limit.

use std::collections::BTreeMap;

use serde::Serialize;

use super::records::Row;
use crate::quantity::Quantity;

/// 监测值.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measurement {
    /// A concentration.
    Value(Quantity),
    /// 低于检出限 (`<0.01`); the limit.
    Below(Quantity),
    /// 未检出, limit not given.
    NotDetected,
}

/// 一次监测 of one section.
#[derive(Debug, Clone, Serialize)]
pub struct Reading {
    /// Id of the section.
    pub section: String,
    /// ISO date as written: `2017`, `2017-04`, `2017-04-05`, `2026-08-26 13:00`.
    pub time: String,
    /// 口径: 年均, 月均 or 单次.
    pub basis: String,
    /// Class as published.
    pub published_class: Option<String>,
    /// By pollutant id.
    pub values: BTreeMap<String, Measurement>,
    /// Where it comes from.
    pub row: Row,
}

impl Measurement {
    /// The value, if it is one.
    #[must_use]
    pub fn value(&self) -> Option<&Quantity> {
        match self {
            Self::Value(quantity) => Some(quantity),
            Self::Below(_) | Self::NotDetected => None,
        }
    }

    /// The value or its detection limit.
    #[must_use]
    pub fn quantity(&self) -> Option<&Quantity> {
        match self {
            Self::Value(quantity) | Self::Below(quantity) => Some(quantity),
            Self::NotDetected => None,
        }
    }

    /// As printed.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Value(quantity) => quantity.number(),
            Self::Below(limit) => format!("<{}", limit.number()),
            Self::NotDetected => "未检出".to_owned(),
        }
    }
}
