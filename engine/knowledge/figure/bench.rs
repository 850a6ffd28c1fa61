//! Where what is written is checked against the registries.

use std::sync::Arc;

use super::super::registry::Registries;
use super::{Background, Confidence, Figure, Validity, Via, WrittenFigure, decimals};
use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceFile, did_you_mean};
use crate::quantity::{Amount, Evidence, Grade, Provenance, Quantity, Unit, UnitError};
use crate::reading::At;

/// What checking a figure needs to know.
pub(crate) struct Bench<'a> {
    pub registries: &'a Registries,
    pub file: &'a Arc<SourceFile>,
    pub sink: &'a mut Sink,
    /// Whether the file belongs to a case: its figures are given, not cited.
    pub case: bool,
}

impl Bench<'_> {
    pub fn fault<T>(
        &mut self,
        at: &At<T>,
        code: Code,
        message: String,
        help: Option<String>,
    ) {
        let place = at.place(self.file);
        self.sink.push(Diagnostic::error(code, message).at(&place).help_some(help));
    }

    /// The unit written at `symbol`.
    pub fn unit(&mut self, symbol: &At<String>) -> Option<Unit> {
        match self.registries.units.find(symbol) {
            Ok(unit) => Some(unit),
            Err(error) => {
                let symbols = self.registries.units.symbols();
                let help = match &error {
                    UnitError::Unknown(part) => did_you_mean(part, symbols),
                    UnitError::Malformed(_) => None,
                };
                let help = help.unwrap_or_else(|| {
                    "已有单位见 knowledge/units.yaml；复合单位写成 kg/(hm²·a)".to_owned()
                });
                self.fault(symbol, Code::UnknownUnit, error.to_string(), Some(help));
                None
            }
        }
    }

    /// Whether the source at `id` is registered.
    pub fn source(&mut self, id: &At<String>) -> bool {
        if self.registries.has_source(id) {
            return true;
        }
        let known = self.registries.sources.keys().map(String::as_str);
        let help = did_you_mean(id, known)
            .unwrap_or_else(|| "先在 sources.yaml 登记该文件".to_owned());
        let message = format!("来源 {id} 没有登记");
        self.fault(id, Code::UnknownSource, message, Some(help));
        false
    }

    /// Checks that the pollutant at `id` exists.
    pub fn pollutant(&mut self, id: &At<String>) {
        if !self.registries.has_pollutant(id) {
            let help =
                did_you_mean(id, self.registries.pollutants.keys().map(String::as_str));
            let message = format!("污染物 {id} 不在 knowledge/pollutants.yaml 中");
            self.fault(id, Code::UnknownPollutant, message, help);
        }
    }

    /// Checks that a validity's days are dates and in order; says so at the file's head.
    pub fn validity(&mut self, valid: &Validity, record: &str) {
        let days = [&valid.from, &valid.to, &valid.checked];
        for day in days.into_iter().flatten() {
            let whole = match day.len() {
                4 => format!("{day}-01-01"),
                7 => format!("{day}-01"),
                _ => day.clone(),
            };
            if whole.parse::<jiff::civil::Date>().is_err() {
                let message = format!("{record} 的日期“{day}”不是日期");
                self.at_head(Code::BadDate, message, "写成 2024、2024-05 或 2024-05-01");
            }
        }
        if let (Some(from), Some(to)) = (&valid.from, &valid.to)
            && from > to
        {
            let message = format!("{record} 的有效期自 {from} 至 {to}，起止颠倒");
            self.at_head(Code::DateOutsideEdition, message, "核对 valid 的 from 与 to");
        }
    }

    fn at_head(&mut self, code: Code, message: String, help: &str) {
        let place = Place::whole(self.file);
        self.sink.push(Diagnostic::error(code, message).at(&place).help(help));
    }

    /// Checks that the industry at `id` exists.
    pub fn industry(&mut self, id: &At<String>) {
        if !self.registries.industries.contains(id.as_str()) {
            let help =
                did_you_mean(id, self.registries.industries.iter().map(String::as_str));
            let message = format!("行业 {id} 不在 knowledge/industries/ 中");
            self.fault(id, Code::UnknownIndustry, message, help);
        }
    }

    /// Checks that the processes of the record `id` are in some industry.yaml.
    pub fn processes(&mut self, processes: &[String], id: &At<String>) {
        for process in processes {
            if !self.registries.processes.contains(process) {
                let known = self.registries.processes.iter().map(String::as_str);
                let help = did_you_mean(process, known).unwrap_or_else(|| {
                    "先在该行业 industry.yaml 的 processes 中登记编号与中文名".to_owned()
                });
                let message = format!("{id} 的工艺 {process} 没有登记");
                self.fault(id, Code::UnknownReference, message, Some(help));
            }
        }
    }

    /// Turns `written` into a checked figure of the record `record`; `None` after a fault.
    pub fn figure(
        &mut self,
        written: &WrittenFigure,
        record: &At<String>,
        outer: &Background,
    ) -> Option<Figure> {
        let own = written.background().or(outer);
        if let Some(valid) = &written.valid {
            self.validity(valid, record);
        }
        let mut figure = Figure {
            quantity: None,
            missing: written.missing.as_ref().map(|m| m.value.clone()),
            basis: written.basis.clone(),
            year: written.year.clone(),
            valid: own.valid.clone().unwrap_or_default(),
            note: written.note.clone(),
        };
        let Some((amount, at)) = self.amount(written, record)? else {
            if let Some(source) = &own.source {
                self.source(&source.id);
            }
            return Some(figure);
        };
        let unit = match &written.unit {
            Some(symbol) => self.unit(symbol),
            None => {
                let message = format!("{record} 的数值没有单位");
                self.fault(&at, Code::MissingUnit, message, Some("补 unit".to_owned()));
                None
            }
        };
        let (grade, provenance) = self.provenance(&own, record, &at)?;
        // As many digits as the most exact of its numbers was written with.
        let numbers = [&written.value, &written.low, &written.typical, &written.high];
        let digits = |n: &At<f64>| decimals(n.place(self.file).text());
        let decimals = numbers.into_iter().flatten().map(digits).max().flatten();
        let quantity = Quantity::given(amount, unit?, grade, provenance)
            .with_recalled(own.seen == Some(false))
            .with_bound(written.bound());
        figure.quantity = Some(quantity.with_decimals(decimals));
        Some(figure)
    }

    /// Grade and provenance for the figure of `record` that stands at `at`.
    pub fn provenance(
        &mut self,
        own: &Background,
        record: &At<String>,
        at: &At<f64>,
    ) -> Option<(Grade, Provenance)> {
        let Some(source) = &own.source else {
            let message = format!("{record} 的数值没有来源");
            let help = "补 source: { ref: 来源id, at: 页码或条款 }".to_owned();
            self.fault(at, Code::MissingSource, message, Some(help));
            return None;
        };
        let known = self.source(&source.id);
        let Some(locator) = source.at.clone() else {
            let message = format!("{record} 的来源没有定位（at）");
            let help = "补 at：表号、条款、页码，或“摘要”“正文”".to_owned();
            self.fault(at, Code::MissingSource, message, Some(help));
            return None;
        };
        let Some(seen) = own.seen else {
            let message = format!("{record} 没有说明数值是否在来源中见到（seen）");
            let help = "见到原文写 seen: true，凭记忆写 seen: false".to_owned();
            self.fault(at, Code::MissingKey, message, Some(help));
            return None;
        };
        if !known {
            return None;
        }
        let document = self.registries.sources.get(source.id.as_str())?;
        let (kind, via) = (document.kind, own.via.or(document.via));
        let evidence = Evidence {
            seen,
            low_confidence: own.confidence == Some(Confidence::Low),
            screening: own.purpose.is_some(),
            transcribed: via == Some(Via::Transcription),
            second_hand: via == Some(Via::SecondHand),
        };
        let (place, source) = (at.place(self.file), source.id.value.clone());
        let provenance = if self.case {
            Provenance::Given {
                place,
                source: Some(source),
                at: Some(locator),
                demonstration: false,
            }
        } else {
            Provenance::Cited { record: record.value.clone(), place, source, at: locator }
        };
        Some((Grade::derive(kind, evidence), provenance))
    }

    /// The written amount; `Some(None)` when it is missing with a reason.
    #[expect(
        clippy::option_option,
        reason = "fault, missing and present are three things"
    )]
    fn amount(
        &mut self,
        written: &WrittenFigure,
        record: &At<String>,
    ) -> Option<Option<(Amount, At<f64>)>> {
        let WrittenFigure { value, low, typical, high, .. } = written;
        let first =
            value.as_ref().or(low.as_ref()).or(typical.as_ref()).or(high.as_ref());
        let Some(first) = first.cloned() else {
            if written.missing.is_none() {
                let message = format!("{record} 既没有数值，也没有说明为何缺失");
                let help = "补 value 或 low/typical/high；确实没有则写 missing: 原因";
                self.fault(record, Code::MissingKey, message, Some(help.to_owned()));
                return None;
            }
            return Some(None);
        };
        let number = |n: &Option<At<f64>>| n.as_ref().map(|n| n.value);
        let amount = match (number(value), number(low), number(typical), number(high)) {
            (Some(value), None, None, None) => Amount::point(value),
            (None, Some(low), Some(typical), Some(high)) => {
                Amount::new(low, typical, high)
            }
            (None, Some(low), None, Some(high)) => Amount::range(low, high),
            // One end alone bounds the figure; the bound itself is all that is known.
            (None, Some(one), None, None)
            | (None, None, Some(one), None)
            | (None, None, None, Some(one)) => Amount::point(one),
            (None, Some(low), Some(typical), None) => Amount::new(low, typical, typical),
            (None, None, Some(typical), Some(high)) => {
                Amount::new(typical, typical, high)
            }
            _ => {
                let message = format!("{record} 同时写了 value 与 low/typical/high");
                let help = "单值写 value，区间写 low/typical/high，二者取一".to_owned();
                self.fault(&first, Code::RangeOrder, message, Some(help));
                return None;
            }
        };
        if amount.low > amount.typical || amount.typical > amount.high {
            let message = format!("{record} 的 low、typical、high 次序不对");
            let help = "应满足 low ≤ typical ≤ high".to_owned();
            self.fault(&first, Code::RangeOrder, message, Some(help));
            return None;
        }
        Some(Some((amount, first)))
    }
}
