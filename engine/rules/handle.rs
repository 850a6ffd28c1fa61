//! Subjects as rules see them: every read is recorded, a missing fact ends the condition.

use std::sync::{Arc, Mutex, PoisonError};

use rhai::{Dynamic, Engine, EvalAltResult, ImmutableString, Position};

use super::run::Read;
use super::subject::{Fact, Subject, Value};
use super::vocabulary::VOCABULARY;

/// A subject in a rule's scope.
#[derive(Clone)]
pub(super) struct Handle {
    subject: Arc<Subject>,
    reads: Reads,
}

/// The facts read by one evaluation.
pub(super) type Reads = Arc<Mutex<Vec<Read>>>;

/// What ends a condition as 数据不足.
#[derive(Clone, Debug)]
pub(super) struct MissingFact;

type Result = std::result::Result<Dynamic, Box<EvalAltResult>>;

impl Handle {
    pub fn new(subject: &Arc<Subject>, reads: &Reads) -> Self {
        Self { subject: Arc::clone(subject), reads: Arc::clone(reads) }
    }

    fn get(&self, key: &str) -> Result {
        if let Some(linked) = self.subject.links.get(key) {
            return Ok(Dynamic::from(Self::new(linked, &self.reads)));
        }
        let key = key.replace('_', "-");
        self.read(&key)
    }

    fn read(&self, key: &str) -> Result {
        let read = Read::of(&self.subject, key);
        let missing = read.missing;
        self.reads.lock().unwrap_or_else(PoisonError::into_inner).push(read);
        match self.subject.facts.get(key) {
            Some(Fact::Known { value, .. }) if !missing => Ok(dynamic(value)),
            _ => Err(Box::new(EvalAltResult::ErrorRuntime(
                Dynamic::from(MissingFact),
                Position::NONE,
            ))),
        }
    }

    /// Whether this technique suits `other`: for each of industry, process and animal the
    /// technique's list is empty or names the subject's.
    fn suits(&self, other: &Self) -> Result {
        for (list, fact) in
            [("industry", "industry"), ("process", "process"), ("animal", "object")]
        {
            let Some(Fact::Known { value: Value::List(words), .. }) =
                self.subject.facts.get(list)
            else {
                continue;
            };
            if words.is_empty() {
                continue;
            }
            let found = other.read(fact)?;
            if !words
                .iter()
                .any(|word| found.clone().into_string().is_ok_and(|f| f == *word))
            {
                return Ok(Dynamic::FALSE);
            }
        }
        Ok(Dynamic::TRUE)
    }
}

fn dynamic(value: &Value) -> Dynamic {
    match value {
        Value::Bool(b) => Dynamic::from(*b),
        Value::Number(n) => Dynamic::from(*n),
        Value::Text(text) => Dynamic::from(text.clone()),
        Value::List(list) => {
            let items: rhai::Array =
                list.iter().map(|word| Dynamic::from(word.clone())).collect();
            Dynamic::from(items)
        }
    }
}

/// Lets rules read facts: properties, and methods for facts with a parameter.
pub(super) fn register(engine: &mut Engine) {
    engine.register_type_with_name::<Handle>("对象");
    engine.register_indexer_get(|handle: &mut Handle, key: ImmutableString| {
        handle.get(&key)
    });
    engine
        .register_fn("suits", |handle: &mut Handle, other: Handle| handle.suits(&other));
    let mut names: Vec<&str> =
        VOCABULARY.iter().filter(|w| w.takes_parameter()).map(|w| w.name).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        engine.register_fn(
            name.replace('-', "_"),
            move |handle: &mut Handle, parameter: ImmutableString| {
                handle.read(&format!("{name}.{parameter}"))
            },
        );
    }
}
