//! A case with all its results: where the codes of its document are looked up.

use std::sync::Arc;

use super::super::Failure;
use super::super::pipeline::{self, Loaded, Results};
use super::super::project::Project;
use crate::diagnosis::Records;
use crate::diagnostic::{Sink, SourceFile};
use crate::document::Register;
use crate::rules::Verdict;

/// A case, its results, and its document as drafted.
pub(super) struct CaseScope {
    pub loaded: Loaded,
    pub results: Results,
    pub register: Register,
    /// The document's text, for where something is used.
    pub markdown: String,
    /// Ids of the cited sources by number.
    pub cited: Vec<String>,
    /// The files that words are looked up in.
    pub texts: Vec<Arc<SourceFile>>,
}

impl CaseScope {
    /// Runs the case and drafts its document.
    pub fn new(
        project: &Project,
        loaded: Loaded,
        sink: &mut Sink,
    ) -> Result<Self, Failure> {
        let results = loaded.run();
        let kind = pipeline::template_kind(loaded.profile.kind);
        let templates =
            project.texts(&format!("templates/{kind}"), &[".tera", ".yaml"], sink)?;
        let document = loaded.document(&results, &templates, sink);
        let (register, markdown, cited) =
            document.map(|d| (d.register, d.markdown, d.cited)).unwrap_or_default();
        let case = format!("cases/{}", loaded.profile.id);
        let mut texts = project.texts(&case, &[".yaml", ".csv"], sink)?;
        let rules = format!("rulesets/{}", pipeline::RULESET);
        texts.extend(project.texts(&rules, &[".yaml"], sink)?);
        texts.extend(loaded.knowledge.files.iter().cloned());
        texts.extend(templates);
        Ok(Self { loaded, results, register, markdown, cited, texts })
    }

    /// What grounds are looked up in.
    pub fn records(&self) -> Records<'_> {
        Records {
            profile: &self.loaded.profile,
            knowledge: &self.loaded.knowledge,
            inventory: &self.results.inventory,
            assessment: &self.results.assessment,
        }
    }

    /// The verdict that a finding was made of.
    pub fn verdict_of(&self, rule: &str, subject: &str) -> Option<&Verdict> {
        let verdicts = &self.results.diagnosis.verdicts;
        verdicts.iter().find(|v| v.rule.id == rule && v.subject.id == subject)
    }

    /// `《长江保护法》`: a document that justifies something, by its id.
    pub fn basis(&self, id: &str) -> String {
        let k = &self.loaded.knowledge;
        let own = id.split('.').next().unwrap_or(id);
        if let Some(policy) = k.policies.get(own) {
            return format!("《{}》（{id}）", policy.name);
        }
        if let Some(standard) = k.standards.get(own) {
            return format!("{} {}（{id}）", standard.number, standard.name);
        }
        if let Some(method) = k.methods.get(own) {
            return format!("{}（{id}）", method.name);
        }
        match self.loaded.profile.source(own, k) {
            Some(source) => format!("{}（{id}）", source.title),
            None => id.to_owned(),
        }
    }

    /// Several of them.
    pub fn bases(&self, ids: &[String]) -> String {
        ids.iter().map(|id| self.basis(id)).collect::<Vec<_>>().join("、")
    }

    /// The name of a control unit.
    pub fn unit(&self, id: &str) -> String {
        self.loaded.profile.unit(id).map_or_else(|| id.to_owned(), |u| u.name.clone())
    }

    /// The name of a topic.
    pub fn topic(&self, id: &str) -> String {
        let topic = self.loaded.ruleset.topics.iter().find(|t| t.id == id);
        topic.map_or_else(|| id.to_owned(), |t| t.name.clone())
    }
}
