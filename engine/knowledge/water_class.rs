//! 水质类别: the classes of GB 3838-2002 and the one below them.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// Ⅰ best, 劣Ⅴ worst (GB 3838-2002, 3); ordered so that the worst of several is their
/// maximum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WaterClass {
    /// Ⅰ类.
    I,
    /// Ⅱ类.
    II,
    /// Ⅲ类.
    III,
    /// Ⅳ类.
    IV,
    /// Ⅴ类.
    V,
    /// 劣Ⅴ类.
    WorseThanV,
}

impl WaterClass {
    /// All classes, best first.
    pub const ALL: [Self; 6] =
        [Self::I, Self::II, Self::III, Self::IV, Self::V, Self::WorseThanV];

    /// The id of its level in limit tables: `I` … `V`, and `VI` for 劣Ⅴ in gradings.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::I => "I",
            Self::II => "II",
            Self::III => "III",
            Self::IV => "IV",
            Self::V => "V",
            Self::WorseThanV => "VI",
        }
    }

    /// `Ⅲ`, `劣Ⅴ`.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::I => "Ⅰ",
            Self::II => "Ⅱ",
            Self::III => "Ⅲ",
            Self::IV => "Ⅳ",
            Self::V => "Ⅴ",
            Self::WorseThanV => "劣Ⅴ",
        }
    }
}

impl fmt::Display for WaterClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.symbol())
    }
}

/// Not a water class.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("水质类别应为 Ⅰ、Ⅱ、Ⅲ、Ⅳ、Ⅴ 或 劣Ⅴ，这里是“{0}”")]
pub struct NotAClass(String);

impl FromStr for WaterClass {
    type Err = NotAClass;

    fn from_str(text: &str) -> Result<Self, NotAClass> {
        match text.trim().trim_end_matches('类') {
            "Ⅰ" | "I" => Ok(Self::I),
            "Ⅱ" | "II" => Ok(Self::II),
            "Ⅲ" | "III" => Ok(Self::III),
            "Ⅳ" | "IV" => Ok(Self::IV),
            "Ⅴ" | "V" => Ok(Self::V),
            "劣Ⅴ" | "劣V" | "VI" => Ok(Self::WorseThanV),
            _ => Err(NotAClass(text.to_owned())),
        }
    }
}

impl Serialize for WaterClass {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.symbol())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_reads_back_as_itself() {
        for class in WaterClass::ALL {
            assert_eq!(class.symbol().parse(), Ok(class));
            assert_eq!(format!("{class}类").parse(), Ok(class));
            assert_eq!(class.id().parse(), Ok(class));
        }
        assert!("Ⅵ".parse::<WaterClass>().is_err());
    }
}
