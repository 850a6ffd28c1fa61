//! A value that knows where in its file it was written.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};

use crate::diagnostic::{Place, SourceFile};

/// The newtype name by which [`At`] asks this module's deserialiser for its span.
pub(super) const MARKER: &str = "$yice::At";

/// A value and the bytes of its file that it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct At<T> {
    /// The value.
    pub value: T,
    span: Range<usize>,
}

impl<T> At<T> {
    /// `value` as read from `span`.
    pub fn new(value: T, span: Range<usize>) -> Self {
        Self { value, span }
    }

    /// Where in `file` it stands.
    pub fn place(&self, file: &Arc<SourceFile>) -> Place {
        Place::new(file, self.span.clone())
    }
}

impl<T> Deref for At<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Display> fmt::Display for At<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for At<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_newtype_struct(MARKER, AtVisitor(std::marker::PhantomData))
    }
}

struct AtVisitor<T>(std::marker::PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for AtVisitor<T> {
    type Value = At<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("带位置的值")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<At<T>, A::Error> {
        use serde::de::Error;
        let lost = || A::Error::custom("位置信息缺失");
        let start: usize = seq.next_element()?.ok_or_else(lost)?;
        let end: usize = seq.next_element()?.ok_or_else(lost)?;
        let value = seq.next_element()?.ok_or_else(lost)?;
        Ok(At { value, span: start..end })
    }
}

impl<T: schemars::JsonSchema> schemars::JsonSchema for At<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }

    fn inline_schema() -> bool {
        T::inline_schema()
    }
}
