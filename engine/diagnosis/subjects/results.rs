//! What single methods say, as subjects: every word and figure under its label.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Builder, Facts, number, text, truth};
use crate::assessment::{MethodResult, Outcome};
use crate::rules::{Subject, SubjectKind};

impl Builder<'_> {
    pub(super) fn result(
        &self,
        result: &MethodResult,
        outcome: &Outcome,
        links: BTreeMap<&'static str, Arc<Subject>>,
    ) -> Subject {
        let mut facts = Facts::new();
        facts.insert("name".into(), text(Some(&outcome.name), ""));
        facts.insert("method".into(), text(Some(&result.method), ""));
        let method = self.knowledge.methods.get(&result.method);
        let name = method.map(|m| m.name.as_str());
        facts.insert("method-name".into(), text(name, "知识库没有这个方法"));
        for value in &outcome.values {
            let label = &value.label;
            if let Some(words) = &value.words {
                facts.insert(format!("says.{label}"), text(Some(words), ""));
            }
            if let Some(figure) = &value.figure {
                let figure = number(Some(figure), figure.unit(), "");
                facts.insert(format!("figure.{label}"), figure);
            }
        }
        facts.insert("demonstration".into(), truth(result.demonstration));
        Subject {
            kind: SubjectKind::Result,
            id: format!("{}/{}", result.method, outcome.name),
            name: outcome.name.clone(),
            facts,
            links,
        }
    }
}
