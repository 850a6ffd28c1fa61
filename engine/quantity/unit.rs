//! Units: a closed list of atoms, and the compounds that a small grammar makes of them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// What a unit measures: powers of base quantities, such as mass¹·time⁻¹.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dimension(BTreeMap<Arc<str>, i32>);

impl Dimension {
    /// Reads `mass/person/time` or `mass*length^-3`; `1` measures nothing.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut dimension = Self::default();
        let mut sign = 1;
        for part in text.split_inclusive(['*', '/']) {
            let word = part.trim_end_matches(['*', '/']).trim();
            let (name, power) = match word.split_once('^') {
                Some((name, power)) => (name, power.parse().ok()?),
                None => (word, 1),
            };
            if name.is_empty() {
                return None;
            }
            if name != "1" {
                dimension.add(name, sign * power);
            }
            sign = if part.ends_with('/') { -1 } else { 1 };
        }
        Some(dimension)
    }

    fn add(&mut self, name: &str, power: i32) {
        let entry = self.0.entry(Arc::from(name)).or_insert(0);
        *entry += power;
        if *entry == 0 {
            self.0.remove(name);
        }
    }

    /// Of a product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        self.combine(other, 1)
    }

    /// Of a ratio.
    #[must_use]
    pub fn over(&self, other: &Self) -> Self {
        self.combine(other, -1)
    }

    fn combine(&self, other: &Self, sign: i32) -> Self {
        let mut result = self.clone();
        for (name, power) in &other.0 {
            result.add(name, sign * power);
        }
        result
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("1");
        }
        let mut first = true;
        for (name, power) in &self.0 {
            let dot = if std::mem::take(&mut first) { "" } else { "·" };
            match power {
                1 => write!(f, "{dot}{name}")?,
                power => write!(f, "{dot}{name}^{power}")?,
            }
        }
        Ok(())
    }
}

/// A unit: symbol, dimension, and factor to the base units of its dimension.
#[derive(Clone)]
pub struct Unit(Arc<Inner>);

struct Inner {
    symbol: String,
    dimension: Dimension,
    factor: f64,
}

impl Unit {
    /// A unit of its own; units of files come from [`Units::find`].
    pub fn new(symbol: impl Into<String>, dimension: Dimension, factor: f64) -> Self {
        Self(Arc::new(Inner { symbol: symbol.into(), dimension, factor }))
    }

    /// The dimensionless unit `1`.
    #[must_use]
    pub fn one() -> Self {
        Self::new("1", Dimension::default(), 1.0)
    }

    /// The dimensionless unit `%`.
    #[must_use]
    pub fn percent() -> Self {
        Self::new("%", Dimension::default(), 0.01)
    }

    /// As written.
    #[must_use]
    pub fn symbol(&self) -> &str {
        &self.0.symbol
    }

    /// What it measures.
    #[must_use]
    pub fn dimension(&self) -> &Dimension {
        &self.0.dimension
    }

    /// How many base units it is.
    #[must_use]
    pub fn factor(&self) -> f64 {
        self.0.factor
    }
}

impl PartialEq for Unit {
    fn eq(&self, other: &Self) -> bool {
        self.0.symbol == other.0.symbol
    }
}

impl fmt::Debug for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unit({})", self.symbol())
    }
}

impl Serialize for Unit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.symbol())
    }
}

/// Why a symbol is no unit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnitError {
    /// This part of it is no atom.
    #[error("不认识单位“{0}”")]
    Unknown(String),
    /// Parentheses or separators are not in order.
    #[error("单位“{0}”的写法不成立")]
    Malformed(String),
}

/// The closed list of unit atoms.
///
/// A compound is written `kg/(hm²·a)`: atoms joined by `·` and `/`, with parentheses; an
/// atom may carry a count word in front (`百` `千` `万` `亿`).
#[derive(Debug, Default, Clone)]
pub struct Units {
    atoms: BTreeMap<String, Unit>,
}

const COUNTS: [(&str, f64); 5] =
    [("百", 1e2), ("千", 1e3), ("百万", 1e6), ("万", 1e4), ("亿", 1e8)];

impl Units {
    /// Adds an atom; false when the symbol exists.
    pub fn add(&mut self, symbol: &str, dimension: Dimension, factor: f64) -> bool {
        let unit = Unit::new(symbol, dimension, factor);
        self.atoms.insert(symbol.to_owned(), unit).is_none()
    }

    /// Adds another spelling of the atom `symbol`; false when that does not exist.
    pub fn alias(&mut self, alias: &str, symbol: &str) -> bool {
        let Some(unit) = self.atoms.get(symbol).cloned() else { return false };
        self.atoms.insert(alias.to_owned(), unit);
        true
    }

    /// All atoms' symbols.
    pub fn symbols(&self) -> impl Iterator<Item = &str> {
        self.atoms.keys().map(String::as_str)
    }

    /// The unit written `symbol`.
    ///
    /// # Errors
    /// [`UnitError`] when it is neither an atom nor a compound of atoms.
    pub fn find(&self, symbol: &str) -> Result<Unit, UnitError> {
        let symbol = symbol.trim();
        if let Some(unit) = self.atoms.get(symbol) {
            return Ok(unit.clone());
        }
        let (dimension, factor) = self.compound(symbol)?;
        Ok(Unit::new(symbol, dimension, factor))
    }

    fn compound(&self, text: &str) -> Result<(Dimension, f64), UnitError> {
        let (mut dimension, mut factor) = (Dimension::default(), 1.0);
        for (divide, part) in split(text)? {
            let (part_dimension, part_factor) = self.part(part)?;
            if divide {
                dimension = dimension.over(&part_dimension);
                factor /= part_factor;
            } else {
                dimension = dimension.times(&part_dimension);
                factor *= part_factor;
            }
        }
        Ok((dimension, factor))
    }

    fn part(&self, part: &str) -> Result<(Dimension, f64), UnitError> {
        if let Some(unit) = self.atoms.get(part) {
            return Ok((unit.dimension().clone(), unit.factor()));
        }
        if let Some(inner) = part.strip_prefix('(').and_then(|p| p.strip_suffix(')')) {
            return self.compound(inner);
        }
        for (word, count) in COUNTS {
            if let Some(atom) = part.strip_prefix(word)
                && let Some(unit) = self.atoms.get(atom)
            {
                return Ok((unit.dimension().clone(), unit.factor() * count));
            }
        }
        Err(UnitError::Unknown(part.to_owned()))
    }
}

/// Splits at the separators outside parentheses; the flag says "divided by".
fn split(text: &str) -> Result<Vec<(bool, &str)>, UnitError> {
    let malformed = || UnitError::Malformed(text.to_owned());
    let (mut parts, mut depth, mut from, mut divide) = (Vec::new(), 0usize, 0, false);
    for (index, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.checked_sub(1).ok_or_else(malformed)?,
            '/' | '·' if depth == 0 => {
                parts.push((divide, &text[from..index]));
                divide = c == '/';
                from = index + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push((divide, &text[from..]));
    let whole = depth == 0 && parts.iter().all(|(_, part)| !part.is_empty());
    if whole { Ok(parts) } else { Err(malformed()) }
}
