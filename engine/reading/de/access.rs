//! What a list, a mapping or a word with content gives to serde, piece by piece.

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use super::super::node::{Key, Node};
use super::super::poison::Poison;
use super::stop::Stop;
use super::{Context, De};

pub(super) struct Items<'a> {
    pub items: std::slice::Iter<'a, Node>,
    pub cx: &'a Context<'a>,
}

impl<'a> SeqAccess<'a> for Items<'a> {
    type Error = Stop;

    fn next_element_seed<T: DeserializeSeed<'a>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Stop> {
        let Some(node) = self.items.next() else { return Ok(None) };
        seed.deserialize(De { node, cx: self.cx }).map(Some)
    }
}

/// The two ends of a node's span, then its value: what [`crate::reading::At`] asks for.
pub(super) struct Placed<'a> {
    pub de: De<'a>,
    pub step: u8,
}

impl<'a> SeqAccess<'a> for Placed<'a> {
    type Error = Stop;

    fn next_element_seed<T: DeserializeSeed<'a>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Stop> {
        self.step += 1;
        let span = &self.de.node.span;
        match self.step {
            1 => seed.deserialize(span.start.into_deserializer()).map(Some),
            2 => seed.deserialize(span.end.into_deserializer()).map(Some),
            3 => seed.deserialize(self.de).map(Some),
            _ => Ok(None),
        }
    }
}

/// A mapping's entries, then neutral values for the keys known to be absent.
pub(super) struct Entries<'a> {
    pub de: De<'a>,
    entries: std::slice::Iter<'a, (Key, Node)>,
    fields: Option<&'static [&'static str]>,
    absent: Vec<&'static str>,
    value: Option<&'a Node>,
}

impl<'a> Entries<'a> {
    pub fn new(
        de: De<'a>,
        entries: &'a [(Key, Node)],
        fields: Option<&'static [&'static str]>,
    ) -> Self {
        let faults = de.cx.faults.borrow();
        let absent =
            faults.absent.iter().filter(|(id, _)| *id == de.node.id).map(|(_, key)| *key);
        let absent = absent.collect();
        drop(faults);
        Self { de, entries: entries.iter(), fields, absent, value: None }
    }
}

impl<'a> MapAccess<'a> for Entries<'a> {
    type Error = Stop;

    fn next_key_seed<K: DeserializeSeed<'a>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Stop> {
        for (key, node) in self.entries.by_ref() {
            if self.fields.is_none_or(|fields| fields.contains(&key.text.as_str())) {
                self.value = Some(node);
                let name: StrDeserializer<'_, Stop> =
                    key.text.as_str().into_deserializer();
                return seed.deserialize(name).map(Some);
            }
        }
        let Some(key) = self.absent.pop() else { return Ok(None) };
        self.value = None;
        let name: StrDeserializer<'_, Stop> = key.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, Stop> {
        match self.value.take() {
            Some(node) => seed.deserialize(self.de.on(node)),
            None => seed.deserialize(Poison),
        }
    }
}

pub(super) struct Variant<'a> {
    pub name: &'a str,
    pub de: De<'a>,
}

impl<'a> EnumAccess<'a> for Variant<'a> {
    type Error = Stop;
    type Variant = De<'a>;

    fn variant_seed<V: DeserializeSeed<'a>>(
        self,
        seed: V,
    ) -> Result<(V::Value, De<'a>), Stop> {
        let name: StrDeserializer<'_, Stop> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, self.de))
    }
}

impl<'a> VariantAccess<'a> for De<'a> {
    type Error = Stop;

    fn unit_variant(self) -> Result<(), Stop> {
        self.wrong("不带内容的词")
    }

    fn newtype_variant_seed<T: DeserializeSeed<'a>>(
        self,
        seed: T,
    ) -> Result<T::Value, Stop> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'a>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Stop> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'a>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        self.deserialize_struct("", fields, visitor)
    }
}
