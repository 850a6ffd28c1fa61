//! A serde deserialiser over [`Node`]s that reports faults with their place and goes on.

mod access;
mod stop;

pub(super) use stop::Stop;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use serde::de::{self, Deserialize, Deserializer, IntoDeserializer, Visitor};

use super::at::MARKER;
use super::half_width;
use super::node::{self, Key, Kind, Node};
use super::poison::Poison;
use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceFile, did_you_mean};
use access::{Entries, Items, Placed, Variant};

/// After so many faults in one file the rest can wait.
const MAX_FAULTS: usize = 100;

/// What could be read from a file.
#[derive(Debug)]
pub struct Parsed<T> {
    /// The value, without the list items that contained faults; `None` when a fault lies
    /// outside every list.
    pub value: Option<T>,
    /// Ids of the dropped list items: known, though unusable.
    pub dropped: Vec<String>,
}

/// Reads `file` as YAML into `T`; every fault goes to `sink`.
pub fn yaml<T: for<'de> Deserialize<'de>>(
    file: &Arc<SourceFile>,
    sink: &mut Sink,
) -> Parsed<T> {
    let nothing = Parsed { value: None, dropped: Vec::new() };
    let Some(mut root) = node::parse(file, sink) else { return nothing };
    let cx = Context { file, faults: RefCell::default() };
    for _ in 0..MAX_FAULTS {
        let result = T::deserialize(De { node: &root, cx: &cx });
        let mut faults = cx.faults.borrow_mut();
        match result {
            Ok(value) if faults.bad.is_empty() && faults.absent.is_empty() => {
                sink.extend(std::mem::take(&mut faults.found));
                return Parsed { value: Some(value), dropped: Vec::new() };
            }
            Ok(_) => break,
            // A fault that nobody can step over: it stands in the root itself.
            Err(_) if !faults.grown() => {
                sink.extend(std::mem::take(&mut faults.found));
                return nothing;
            }
            Err(_) => {}
        }
    }
    let mut faults = cx.faults.borrow_mut();
    sink.extend(std::mem::take(&mut faults.found));
    let mut dropped = Vec::new();
    let whole = prune(&mut root, &faults, &mut dropped);
    drop(faults);
    if whole {
        return Parsed { value: None, dropped };
    }
    let clean = Context { file, faults: RefCell::default() };
    Parsed { value: T::deserialize(De { node: &root, cx: &clean }).ok(), dropped }
}

/// Removes list items that contain a fault; true when `node` has one outside any list.
fn prune(node: &mut Node, faults: &Faults, dropped: &mut Vec<String>) -> bool {
    let own = faults.bad.contains(&node.id)
        || faults.absent.iter().any(|(id, _)| *id == node.id);
    let inner = match &mut node.kind {
        Kind::Scalar { .. } => false,
        Kind::Seq(items) => {
            items.retain_mut(|item| {
                let faulty = prune(item, faults, dropped);
                if faulty {
                    dropped.extend(item.get_text("id").map(str::to_owned));
                }
                !faulty
            });
            false
        }
        Kind::Map(entries) => entries
            .iter_mut()
            .fold(false, |faulty, (_, item)| prune(item, faults, dropped) || faulty),
    };
    own || inner
}

#[derive(Default)]
struct Faults {
    found: Vec<Diagnostic>,
    /// Nodes to be read as neutral values.
    bad: BTreeSet<usize>,
    /// Keys that a mapping should have had.
    absent: BTreeSet<(usize, &'static str)>,
    seen: usize,
}

impl Faults {
    /// Whether something was learnt since the last call.
    fn grown(&mut self) -> bool {
        let now = self.bad.len() + self.absent.len();
        std::mem::replace(&mut self.seen, now) < now
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        if !self.found.contains(&diagnostic) {
            self.found.push(diagnostic);
        }
    }
}

struct Context<'a> {
    file: &'a Arc<SourceFile>,
    faults: RefCell<Faults>,
}

impl Context<'_> {
    fn report(&self, span: Range<usize>, diagnostic: Diagnostic) {
        self.faults.borrow_mut().push(diagnostic.at(&Place::new(self.file, span)));
    }
}

#[derive(Clone, Copy)]
struct De<'a> {
    node: &'a Node,
    cx: &'a Context<'a>,
}

impl<'a> De<'a> {
    fn poisoned(&self) -> bool {
        self.cx.faults.borrow().bad.contains(&self.node.id)
    }

    /// Reports what stopped the reading of this node, once, and marks the node.
    fn note<T>(&self, result: Result<T, Stop>) -> Result<T, Stop> {
        result.map_err(|stop| {
            match stop {
                Stop::Reported => return Stop::Reported,
                Stop::Absent(key) => {
                    let message = format!("缺少必填的键 {key}");
                    let head = self.first_line();
                    self.cx.report(head, Diagnostic::error(Code::MissingKey, message));
                    self.cx.faults.borrow_mut().absent.insert((self.node.id, key));
                }
                Stop::Found { code, message, help } => {
                    let diagnostic = Diagnostic::error(code, message).help_some(help);
                    self.cx.report(self.node.span.clone(), diagnostic);
                    self.cx.faults.borrow_mut().bad.insert(self.node.id);
                }
            }
            Stop::Reported
        })
    }

    fn first_line(&self) -> Range<usize> {
        let text = self.cx.file.text().get(self.node.span.clone()).unwrap_or_default();
        let length = text.lines().next().map_or(0, str::len);
        self.node.span.start..self.node.span.start + length
    }

    fn wrong<T>(&self, expected: &str) -> Result<T, Stop> {
        let found = match &self.node.kind {
            _ if self.node.is_null() => "空值".to_owned(),
            Kind::Scalar { text, .. } => format!("“{text}”"),
            Kind::Seq(_) => "列表".to_owned(),
            Kind::Map(_) => "映射".to_owned(),
        };
        Err(de::Error::custom(format!("这里是{found}，应为{expected}")))
    }

    fn number(&self) -> Result<f64, Stop> {
        let Kind::Scalar { text, plain: true } = &self.node.kind else {
            return self.wrong("数字（不加引号）");
        };
        if let Some(narrow) = half_width(text) {
            return Err(Stop::Found {
                code: Code::FullWidthDigit,
                message: format!("数字“{text}”用了全角字符"),
                help: Some(format!("改为半角：{narrow}")),
            });
        }
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(number),
            _ => self.wrong("数字"),
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "checked to be whole and in range"
    )]
    fn integer(&self) -> Result<i64, Stop> {
        let number = self.number()?;
        if number.fract() == 0.0 && number.abs() < 9e15 {
            Ok(number as i64)
        } else {
            self.wrong("整数")
        }
    }

    fn text(&self) -> Result<&'a str, Stop> {
        match &self.node.kind {
            Kind::Scalar { text, .. } if !self.node.is_null() => Ok(text),
            _ => self.wrong("文字"),
        }
    }

    fn any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Stop> {
        match &self.node.kind {
            _ if self.node.is_null() => visitor.visit_unit(),
            Kind::Scalar { text, plain: true } => match text.as_str() {
                "true" => visitor.visit_bool(true),
                "false" => visitor.visit_bool(false),
                text => match text.parse::<i64>() {
                    Ok(number) => visitor.visit_i64(number),
                    Err(_) => match text.parse::<f64>() {
                        Ok(number) if number.is_finite() => visitor.visit_f64(number),
                        _ => visitor.visit_borrowed_str(text),
                    },
                },
            },
            Kind::Scalar { text, .. } => visitor.visit_borrowed_str(text),
            Kind::Seq(items) => {
                visitor.visit_seq(Items { items: items.iter(), cx: self.cx })
            }
            Kind::Map(entries) => visitor.visit_map(Entries::new(self, entries, None)),
        }
    }

    fn unknown_keys(&self, entries: &[(Key, Node)], fields: &'static [&'static str]) {
        for (key, _) in entries {
            if !fields.contains(&key.text.as_str()) {
                let message = format!("这里不能有键 {}", key.text);
                let known = format!("可用的键：{}", fields.join("、"));
                let diagnostic = Diagnostic::error(Code::UnknownKey, message)
                    .help_some(did_you_mean(&key.text, fields.iter().copied()))
                    .help(known);
                self.cx.report(key.span.clone(), diagnostic);
            }
        }
    }
}

macro_rules! read {
    ($($method:ident => $visit:ident($read:ident $($cast:tt)*);)*) => {$(
        fn $method<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Stop> {
            if self.poisoned() {
                return Poison.$method(visitor);
            }
            let result = self.$read().and_then(|value| visitor.$visit(value $($cast)*));
            self.note(result)
        }
    )*};
}

impl<'a> Deserializer<'a> for De<'a> {
    type Error = Stop;

    read! {
        deserialize_f32 => visit_f64(number);
        deserialize_f64 => visit_f64(number);
        deserialize_i8 => visit_i64(integer);
        deserialize_i16 => visit_i64(integer);
        deserialize_i32 => visit_i64(integer);
        deserialize_i64 => visit_i64(integer);
        deserialize_u8 => visit_i64(integer);
        deserialize_u16 => visit_i64(integer);
        deserialize_u32 => visit_i64(integer);
        deserialize_u64 => visit_i64(integer);
        deserialize_str => visit_borrowed_str(text);
        deserialize_string => visit_borrowed_str(text);
        deserialize_char => visit_borrowed_str(text);
        deserialize_identifier => visit_borrowed_str(text);
    }

    fn deserialize_bool<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Stop> {
        if self.poisoned() {
            return Poison.deserialize_bool(visitor);
        }
        let result = match &self.node.kind {
            Kind::Scalar { text, plain: true } if text == "true" => {
                visitor.visit_bool(true)
            }
            Kind::Scalar { text, plain: true } if text == "false" => {
                visitor.visit_bool(false)
            }
            _ => self.wrong("true 或 false"),
        };
        self.note(result)
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Stop> {
        if self.node.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_unit()
    }

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Stop> {
        if self.poisoned() {
            return Poison.deserialize_any(visitor);
        }
        let result = self.any(visitor);
        self.note(result)
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Stop> {
        if name == MARKER {
            visitor.visit_seq(Placed { de: self, step: 0 })
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    fn deserialize_seq<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Stop> {
        if self.poisoned() {
            return Poison.deserialize_seq(visitor);
        }
        let result = match &self.node.kind {
            Kind::Seq(items) => {
                visitor.visit_seq(Items { items: items.iter(), cx: self.cx })
            }
            _ => self.wrong("列表"),
        };
        self.note(result)
    }

    fn deserialize_map<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Stop> {
        if self.poisoned() {
            return Poison.deserialize_map(visitor);
        }
        let result = match &self.node.kind {
            Kind::Map(entries) => visitor.visit_map(Entries::new(self, entries, None)),
            _ => self.wrong("映射"),
        };
        self.note(result)
    }

    fn deserialize_struct<V: Visitor<'a>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        if self.poisoned() {
            return Poison.deserialize_struct(name, fields, visitor);
        }
        let result = match &self.node.kind {
            Kind::Map(entries) => {
                self.unknown_keys(entries, fields);
                visitor.visit_map(Entries::new(self, entries, Some(fields)))
            }
            _ => self.wrong("映射"),
        };
        self.note(result)
    }

    fn deserialize_enum<V: Visitor<'a>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        if self.poisoned() {
            return Poison.deserialize_enum(name, variants, visitor);
        }
        let result = match &self.node.kind {
            Kind::Scalar { text, .. } => {
                visitor.visit_enum(text.as_str().into_deserializer())
            }
            Kind::Map(entries) if entries.len() == 1 => visitor.visit_enum(Variant {
                name: &entries[0].0.text,
                de: self.on(&entries[0].1),
            }),
            _ => self.wrong("规定的词之一"),
        };
        self.note(result)
    }

    fn deserialize_ignored_any<V: Visitor<'a>>(
        self,
        visitor: V,
    ) -> Result<V::Value, Stop> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        <W: Visitor<'a>>
        i128 u128 bytes byte_buf unit_struct tuple tuple_struct
    }
}

impl<'a> De<'a> {
    fn on(self, node: &'a Node) -> Self {
        De { node, cx: self.cx }
    }
}
