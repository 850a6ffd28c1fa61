//! Figures that know their unit, where they come from, and how good they are.
//!
//! Takes: amounts, units, provenance. Gives: [`Quantity`], its arithmetic and its Chinese
//! formatting. Never: a number without provenance; a sum of unlike dimensions; NaN or
//! infinity.

mod amount;
mod bound;
mod format;
mod grade;
mod provenance;
mod settle;
mod unit;

pub use amount::Amount;
pub use bound::Bound;
pub use format::{fixed, significant};
pub use grade::{DEMONSTRATION_MARK, Evidence, Grade, SourceKind};
pub use provenance::{Provenance, Term};
pub use unit::{Dimension, Unit, UnitError, Units};

use std::sync::Arc;

use serde::Serialize;

/// A value or range with its unit and its provenance. There is no way to make one without.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quantity {
    amount: Amount,
    unit: Unit,
    /// Digits behind the point as written, for figures taken over unchanged.
    #[serde(skip)]
    decimals: Option<usize>,
    grade: Grade,
    /// Which end alone is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    bound: Option<Bound>,
    /// Whether it, or a term of it, was recalled and not read.
    #[serde(skip)]
    recalled: bool,
    provenance: Arc<Provenance>,
}

/// Why two quantities cannot be combined.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QuantityError {
    /// The units measure different things.
    #[error("量纲不同：{0} 与 {1}")]
    Dimension(String, String),
    /// A division by zero, or a result beyond the range of numbers.
    #[error("结果不是有限的数：{0}")]
    NotFinite(String),
}

impl Quantity {
    /// A figure of a case file.
    #[must_use]
    pub fn given(amount: Amount, unit: Unit, grade: Grade, origin: Provenance) -> Self {
        let provenance = Arc::new(origin);
        Self {
            amount,
            unit,
            decimals: None,
            grade,
            bound: None,
            recalled: false,
            provenance,
        }
    }

    /// The same figure, printed with as many decimals as it was written with.
    #[must_use]
    pub fn with_decimals(mut self, decimals: Option<usize>) -> Self {
        self.decimals = decimals;
        self
    }

    /// The same number in `unit`, where the item means another unit than its column's head.
    #[must_use]
    pub fn read_in(mut self, unit: Unit) -> Self {
        self.unit = unit;
        self
    }

    /// The same figure, as one that was recalled and not read, if `recalled`.
    #[must_use]
    pub fn with_recalled(mut self, recalled: bool) -> Self {
        self.recalled = recalled;
        self
    }

    /// Digits behind the point as written; `None` for computed figures.
    #[must_use]
    pub fn decimals(&self) -> Option<usize> {
        self.decimals
    }

    /// A figure that `method` made of `terms`; its grade is the worst among theirs.
    ///
    /// # Errors
    /// [`QuantityError::NotFinite`] when the amount is no finite number.
    pub fn derived(
        amount: Amount,
        unit: Unit,
        method: impl Into<String>,
        terms: Vec<Term>,
    ) -> Result<Self, QuantityError> {
        let method = method.into();
        if !amount.is_finite() {
            return Err(QuantityError::NotFinite(method));
        }
        let grade = terms.iter().map(|t| t.quantity.grade).max().unwrap_or(Grade::A);
        let recalled = terms.iter().any(|t| t.quantity.recalled);
        let provenance = Arc::new(Provenance::Derived { method, terms });
        Ok(Self {
            amount: amount.settled(),
            unit,
            decimals: None,
            grade,
            bound: None,
            recalled,
            provenance,
        })
    }

    /// The amount, in [`Self::unit`].
    #[must_use]
    pub fn amount(&self) -> Amount {
        self.amount
    }

    /// The unit.
    #[must_use]
    pub fn unit(&self) -> &Unit {
        &self.unit
    }

    /// 证据等级.
    #[must_use]
    pub fn grade(&self) -> Grade {
        self.grade
    }

    /// The word printed behind it: 待核 for what nobody read, whatever its grade, unless
    /// it is good for screening only; else that of the grade.
    #[must_use]
    pub fn mark(&self) -> Option<&'static str> {
        let grade = if self.recalled { self.grade.max(Grade::C) } else { self.grade };
        match grade {
            Grade::D if self.recalled => Grade::C.mark(),
            grade => grade.mark(),
        }
    }

    /// Where it comes from.
    #[must_use]
    pub fn provenance(&self) -> &Arc<Provenance> {
        &self.provenance
    }

    /// The same figure in `unit`.
    ///
    /// # Errors
    /// [`QuantityError::Dimension`] when `unit` measures something else.
    pub fn to(&self, unit: &Unit) -> Result<Self, QuantityError> {
        let amount = self.amount_in(unit)?;
        let decimals = if *unit == self.unit { self.decimals } else { None };
        Ok(Self { amount, unit: unit.clone(), decimals, ..self.clone() })
    }

    /// Its amount in `unit`.
    ///
    /// # Errors
    /// [`QuantityError::Dimension`] when `unit` measures something else.
    pub fn amount_in(&self, unit: &Unit) -> Result<Amount, QuantityError> {
        if self.unit.dimension() != unit.dimension() {
            return Err(QuantityError::Dimension(
                self.unit.symbol().to_owned(),
                unit.symbol().to_owned(),
            ));
        }
        if self.unit == *unit {
            return Ok(self.amount);
        }
        Ok(self.amount.scale(self.unit.factor() / unit.factor()).settled())
    }

    /// `self × other` in `unit`, by `method`.
    ///
    /// # Errors
    /// [`QuantityError`] when the product does not measure what `unit` does.
    pub fn times(
        &self,
        other: &Self,
        unit: &Unit,
        method: &str,
        labels: [&str; 2],
    ) -> Result<Self, QuantityError> {
        let dimension = self.unit.dimension().times(other.unit.dimension());
        let factor = self.unit.factor() * other.unit.factor();
        let amount = self.amount.times(other.amount);
        let product =
            self.combine(other, (amount, dimension, factor), unit, method, labels)?;
        Ok(product.bounded_by_terms())
    }

    /// `self ÷ other` in `unit`, by `method`.
    ///
    /// # Errors
    /// [`QuantityError`] when the ratio does not measure what `unit` does, or `other` may
    /// be zero.
    pub fn over(
        &self,
        other: &Self,
        unit: &Unit,
        method: &str,
        labels: [&str; 2],
    ) -> Result<Self, QuantityError> {
        let dimension = self.unit.dimension().over(other.unit.dimension());
        let factor = self.unit.factor() / other.unit.factor();
        let amount = self
            .amount
            .over(other.amount)
            .ok_or_else(|| QuantityError::NotFinite(method.to_owned()))?;
        self.combine(other, (amount, dimension, factor), unit, method, labels)
    }

    fn combine(
        &self,
        other: &Self,
        (amount, dimension, factor): (Amount, Dimension, f64),
        unit: &Unit,
        method: &str,
        labels: [&str; 2],
    ) -> Result<Self, QuantityError> {
        if dimension != *unit.dimension() {
            let found = format!("{} 与 {}", self.unit.symbol(), other.unit.symbol());
            return Err(QuantityError::Dimension(found, unit.symbol().to_owned()));
        }
        let terms = vec![Term::new(labels[0], self), Term::new(labels[1], other)];
        Self::derived(amount.scale(factor / unit.factor()), unit.clone(), method, terms)
    }

    /// `self − other`, in the unit of `self`, by `method`.
    ///
    /// # Errors
    /// [`QuantityError::Dimension`] when they measure different things.
    pub fn minus(
        &self,
        other: &Self,
        method: &str,
        labels: [&str; 2],
    ) -> Result<Self, QuantityError> {
        let less = other.amount_in(&self.unit)?;
        let largest = self.amount.magnitude().max(less.magnitude());
        let amount = self.amount.minus(less).settled_at(largest);
        let terms = vec![Term::new(labels[0], self), Term::new(labels[1], other)];
        Self::derived(amount, self.unit.clone(), method, terms)
    }

    /// The sum of `terms` in `unit`, by `method`; zero terms give no sum.
    ///
    /// # Errors
    /// [`QuantityError`] when a term measures something else than `unit`.
    pub fn sum(
        terms: Vec<Term>,
        unit: &Unit,
        method: &str,
    ) -> Result<Option<Self>, QuantityError> {
        let mut total: Option<Amount> = None;
        for term in &terms {
            let amount = term.quantity.amount_in(unit)?;
            total = Some(total.map_or(amount, |sum| sum.plus(amount)));
        }
        let sum = total.map(|sum| Self::derived(sum, unit.clone(), method, terms));
        Ok(sum.transpose()?.map(Self::bounded_by_terms))
    }

    /// A sum or product takes over the bound of its terms.
    #[must_use]
    pub fn bounded_by_terms(self) -> Self {
        let bound = match self.provenance.as_ref() {
            Provenance::Derived { terms, .. } => Bound::common(terms),
            _ => self.bound,
        };
        self.with_bound(bound)
    }

    /// The printed figure with its unit: `12–24 t/a`.
    #[must_use]
    pub fn text(&self) -> String {
        if let Some(text) = self.text_in_wan() {
            return text;
        }
        let number = self.number();
        match self.unit.symbol() {
            "1" | "无量纲" => number,
            "%" => format!("{number}%"),
            unit => format!("{number} {unit}"),
        }
    }

    /// `50 万t/a` for a whole number of 100,000 or more in a unit that takes 万.
    fn text_in_wan(&self) -> Option<String> {
        let symbol = self.unit.symbol();
        let takes = ["t", "人", "头", "羽", "元", "m³", "hm²"]
            .iter()
            .any(|u| symbol.starts_with(u));
        let whole = self.decimals.is_none_or(|d| d == 0);
        if !takes || !whole || self.amount.low < 1e5 {
            return None;
        }
        let number = self.amount.scale(1e-4).map_text(|v| match self.decimals {
            Some(_) => true_minus(&trimmed(&fixed(v, 4))),
            None => true_minus(&significant(v)),
        });
        Some(format!("{}{number} 万{symbol}", self.sign()))
    }

    /// The printed figure without its unit.
    #[must_use]
    pub fn number(&self) -> String {
        let number = match self.decimals {
            Some(decimals) => self.amount.map_text(|v| true_minus(&fixed(v, decimals))),
            None => self.amount.map_text(|v| true_minus(&significant(v))),
        };
        format!("{}{number}", self.sign())
    }

    fn sign(&self) -> &'static str {
        self.bound.map_or("", Bound::sign)
    }
}

/// A minus sign as it is typeset, not a hyphen.
fn true_minus(text: &str) -> String {
    text.replace('-', "−")
}

/// Without trailing zeros behind the point.
fn trimmed(text: &str) -> String {
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests;
