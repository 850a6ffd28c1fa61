//! 依据: what a rule, target or parameter may rest on. An id alone names a document, standard
//! or method; `law-yangtze.art-46` names one of its clauses, so that a reader can look it up.

use super::{Knowledge, Method, Policy, Standard};
use crate::quantity::{Grade, Provenance};

/// What an id of 依据 names.
#[derive(Debug, Clone, Copy)]
pub enum Basis<'a> {
    /// A policy, and the clause if one is named.
    Policy(&'a Policy, Option<Clause<'a>>),
    /// A standard, and the clause or table if one is named.
    Standard(&'a Standard, Option<Clause<'a>>),
    /// A method.
    Method(&'a Method),
}

/// 条款.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clause<'a> {
    /// Where it stands: `第四十六条`; `None` where the record does not say.
    pub at: Option<&'a str>,
    /// What it says, in our words.
    pub text: &'a str,
    /// Whether it was read in the original.
    pub seen: bool,
}

impl Knowledge {
    /// What `id` names; `None` when there is no such record or clause.
    #[must_use]
    pub fn basis(&self, id: &str) -> Option<Basis<'_>> {
        let (record, clause) = match id.split_once('.') {
            Some((record, clause)) => (record, Some(clause)),
            None => (id, None),
        };
        if let Some(policy) = self.policies.get(record) {
            return match clause {
                Some(clause) => of_policy(policy, clause)
                    .map(|clause| Basis::Policy(policy, Some(clause))),
                None => Some(Basis::Policy(policy, None)),
            };
        }
        if let Some(standard) = self.standards.get(record) {
            return match clause {
                Some(clause) => of_standard(standard, clause)
                    .map(|clause| Basis::Standard(standard, Some(clause))),
                None => Some(Basis::Standard(standard, None)),
            };
        }
        let method = self.methods.get(record)?;
        clause.is_none().then_some(Basis::Method(method))
    }

    /// Every id that [`Self::basis`] knows, for "did you mean".
    pub fn bases(&self) -> impl Iterator<Item = String> + '_ {
        let records = self.policies.keys().chain(self.standards.keys());
        let records = records.chain(self.methods.keys()).cloned();
        let clauses = self.policies.values().flat_map(|policy| {
            let provisions = policy.provisions.iter().map(|p| &p.id);
            let targets = policy.targets.iter().map(|t| &t.id);
            provisions.chain(targets).map(|clause| format!("{}.{clause}", policy.id))
        });
        records.chain(clauses)
    }
}

fn of_policy<'a>(policy: &'a Policy, id: &str) -> Option<Clause<'a>> {
    let provision = policy.provisions.iter().find(|p| p.id == id);
    let provision =
        provision.map(|p| Clause { at: p.at.as_deref(), text: &p.text, seen: p.seen });
    provision.or_else(|| {
        let target = policy.targets.iter().find(|t| t.id == id)?;
        let quantity = target.figure.quantity.as_ref();
        let at = quantity.and_then(|q| match &**q.provenance() {
            Provenance::Cited { at, .. } => Some(at.as_str()),
            _ => None,
        });
        let seen = quantity.is_some_and(|q| q.grade() <= Grade::B);
        Some(Clause { at, text: &target.item, seen })
    })
}

fn of_standard<'a>(standard: &'a Standard, id: &str) -> Option<Clause<'a>> {
    let requirement = standard.requirements.iter().find(|r| r.id == id);
    let requirement =
        requirement.map(|r| Clause { at: Some(&r.at), text: &r.text, seen: r.seen });
    requirement.or_else(|| {
        let table = standard.tables.iter().find(|t| t.id == id)?;
        Some(Clause { at: Some(&table.name), text: &table.name, seen: true })
    })
}
