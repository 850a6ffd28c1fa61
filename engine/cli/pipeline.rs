//! The stages of one case, run in order as far as a command needs.

use std::sync::Arc;

use super::Failure;
use super::project::Project;
use crate::assessment::{self, Assessment};
use crate::diagnosis::{self, Diagnosis};
use crate::diagnostic::{Sink, SourceFile};
use crate::document::{self, Document};
use crate::inventory::{self, Inventory};
use crate::knowledge::Knowledge;
use crate::measures::{self, Measures};
use crate::plan::{self, Plan};
use crate::profile::{CaseKind, Profile};
use crate::review::{self, Review};
use crate::rules::{ExampleReport, Ruleset};

/// The ruleset that a case runs with unless told otherwise.
pub(super) const RULESET: &str = "yangtze";

/// Everything read and checked for one case.
pub(super) struct Loaded {
    pub knowledge: Knowledge,
    pub profile: Profile,
    pub ruleset: Ruleset,
}

/// Reads and checks what the case `argument` needs; `None` after faults, which are in `sink`.
pub(super) fn load(
    project: &Project,
    argument: &str,
    sink: &mut Sink,
) -> Result<Option<Loaded>, Failure> {
    let id = project.case_id(argument)?;
    let knowledge = project.knowledge(sink)?;
    let ruleset = project.ruleset(RULESET, &knowledge, sink)?;
    let profile = project.profile(&id, &knowledge, sink)?;
    if let Some(ruleset) = &ruleset {
        sink.extend(ruleset.test().iter().filter_map(ExampleReport::fault));
    }
    Ok(match (profile, ruleset) {
        (Some(profile), Some(ruleset)) if !sink.has_errors() => {
            Some(Loaded { knowledge, profile, ruleset })
        }
        _ => None,
    })
}

/// The results of all stages.
pub(super) struct Results {
    pub inventory: Inventory,
    pub assessment: Assessment,
    pub diagnosis: Diagnosis,
    pub measures: Measures,
    pub plan: Plan,
    pub review: Review,
}

impl Loaded {
    /// Runs the first stage alone.
    pub fn inventory(&self) -> Inventory {
        inventory::run(&self.profile, &self.knowledge)
    }

    /// Runs all stages.
    pub fn run(&self) -> Results {
        let Self { knowledge, profile, ruleset } = self;
        let inventory = self.inventory();
        let assessment = assessment::run(profile, knowledge, &inventory);
        let diagnosis =
            diagnosis::run(profile, knowledge, &inventory, &assessment, ruleset);
        let measures = measures::run(&diagnosis, knowledge, ruleset);
        let plan = plan::run(plan::Inputs {
            profile,
            knowledge,
            ruleset,
            inventory: &inventory,
            diagnosis: &diagnosis,
            measures: &measures,
        });
        let review = review::run(review::Inputs {
            profile,
            knowledge,
            inventory: &inventory,
            diagnosis: &diagnosis,
            plan: &plan,
        });
        Results { inventory, assessment, diagnosis, measures, plan, review }
    }

    /// Writes the document of `kind` (its folder under templates/).
    pub fn document(
        &self,
        results: &Results,
        templates: &[Arc<SourceFile>],
        sink: &mut Sink,
    ) -> Option<Document> {
        let inputs = document::Inputs {
            profile: &self.profile,
            knowledge: &self.knowledge,
            ruleset: &self.ruleset,
            inventory: &results.inventory,
            assessment: &results.assessment,
            diagnosis: &results.diagnosis,
            measures: &results.measures,
            plan: &results.plan,
            review: &results.review,
        };
        document::run(inputs, templates, sink)
    }
}

/// The template folder for a kind of case.
pub(super) fn template_kind(kind: CaseKind) -> String {
    kind.to_string()
}
