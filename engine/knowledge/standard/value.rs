//! A limit as written.

use std::fmt;

use schemars::JsonSchema;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// A limit as written: a number, `{low, high}`, `none`, `not-detected`, or
/// `{missing: reason}`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum WrittenValue {
    Number(f64),
    Range(f64, f64),
    None,
    NotDetected,
    Missing(String),
}

impl<'de> Deserialize<'de> for WrittenValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = WrittenValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("数字、{low: , high: }、none（标准不作规定）、not-detected（不得检出）或 {missing: 原因}")
    }

    #[expect(clippy::cast_precision_loss, reason = "limits are far below 2^53")]
    fn visit_i64<E: de::Error>(self, number: i64) -> Result<WrittenValue, E> {
        Ok(WrittenValue::Number(number as f64))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<WrittenValue, E> {
        Ok(WrittenValue::Number(number))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<WrittenValue, E> {
        match text {
            "none" => Ok(WrittenValue::None),
            "not-detected" => Ok(WrittenValue::NotDetected),
            _ => Err(E::invalid_value(de::Unexpected::Str(text), &self)),
        }
    }

    /// Reached only for a value that was reported already.
    fn visit_unit<E: de::Error>(self) -> Result<WrittenValue, E> {
        Ok(WrittenValue::None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<WrittenValue, A::Error> {
        use serde::de::Error;
        let (mut low, mut high, mut missing) = (None, None, None);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "low" => low = Some(map.next_value()?),
                "high" => high = Some(map.next_value()?),
                "missing" => missing = Some(map.next_value()?),
                _ => return Err(A::Error::custom(format!("这里不能有键 {key}"))),
            }
        }
        match (missing, low, high) {
            (Some(reason), None, None) => Ok(WrittenValue::Missing(reason)),
            (None, Some(low), Some(high)) => Ok(WrittenValue::Range(low, high)),
            _ => Err(A::Error::custom("应为 {low: , high: } 或 {missing: 原因}")),
        }
    }
}

impl JsonSchema for WrittenValue {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "LimitValue".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "oneOf": [
                { "type": "number" },
                { "enum": ["none", "not-detected"] },
                { "type": "object", "properties": { "low": { "type": "number" },
                    "high": { "type": "number" }, "missing": { "type": "string" } } }
            ]
        })
    }
}
