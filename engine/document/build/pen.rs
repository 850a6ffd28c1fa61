//! How figures and names are written down.

use std::cell::RefCell;

use super::Inputs;
use crate::document::citation::marker;
use crate::document::register::Register;
use crate::knowledge::Basis;
pub(super) use crate::profile::{chinese_date, chinese_period as period};
use crate::quantity::{Amount, DEMONSTRATION_MARK, Quantity, Unit};

/// Writes figures and remembers them.
pub(super) struct Pen<'a> {
    pub inputs: Inputs<'a>,
    register: RefCell<Register>,
}

/// What stands where there is no data.
pub(super) const NONE: &str = "—";

/// More citations than this behind one figure help nobody.
pub(super) const MAX_CITED: usize = 3;

impl<'a> Pen<'a> {
    pub fn new(inputs: Inputs<'a>) -> Self {
        Self { inputs, register: RefCell::default() }
    }

    pub fn into_register(self) -> Register {
        self.register.into_inner()
    }

    /// Remembers `quantity` under `label`.
    pub fn note(&self, label: &str, quantity: &Quantity) {
        self.register.borrow_mut().note(label, quantity);
    }

    /// `12–24 t/a（待核）[@source]`.
    pub fn cited(&self, label: &str, quantity: &Quantity) -> String {
        format!("{}{}", self.figure(label, quantity), cite(quantity))
    }

    /// `12–24 t/a（待核）`.
    pub fn figure(&self, label: &str, quantity: &Quantity) -> String {
        self.note(label, quantity);
        format!("{}{}", quantity.text(), mark(quantity))
    }

    /// `12–24（待核）`, for a column whose head has the unit.
    pub fn number(&self, label: &str, quantity: &Quantity) -> String {
        self.note(label, quantity);
        format!("{}{}", quantity.number(), mark(quantity))
    }

    /// As [`Self::number`], or a dash.
    pub fn number_or_none(&self, label: &str, quantity: Option<&Quantity>) -> String {
        quantity.map_or_else(|| NONE.to_owned(), |q| self.number(label, q))
    }

    /// As [`Self::figure`], or a dash.
    pub fn figure_or_none(&self, label: &str, quantity: Option<&Quantity>) -> String {
        quantity.map_or_else(|| NONE.to_owned(), |q| self.figure(label, q))
    }

    /// `14 条`: how many there are, counted here.
    pub fn count(&self, label: &str, number: usize, unit: &str) -> String {
        let Some(count) = self.counted(label, number, unit) else {
            return NONE.to_owned();
        };
        self.note(label, &count);
        count.text()
    }

    /// `73.5%`: `part` of `whole`, each counted here under its label.
    pub fn share_of_counts(
        &self,
        label: &str,
        part: (&str, usize),
        whole: (&str, usize),
    ) -> String {
        let counts =
            self.counted(part.0, part.1, "个").zip(self.counted(whole.0, whole.1, "个"));
        let share =
            counts.and_then(|(p, w)| self.share(label, (part.0, &p), (whole.0, &w)));
        share.unwrap_or_else(|| NONE.to_owned())
    }

    /// `73.5%`: `part` of `whole`.
    pub fn share(
        &self,
        label: &str,
        part: (&str, &Quantity),
        whole: (&str, &Quantity),
    ) -> Option<String> {
        let method = format!("{label}＝{}÷{}", part.0, whole.0);
        let share =
            part.1.over(whole.1, &Unit::percent(), &method, [part.0, whole.0]).ok()?;
        // A whole number of percent needs no decimal.
        let whole = share.amount().typical.fract().abs() < 1e-9;
        let share = share.with_decimals(Some(usize::from(!whole)));
        self.note(label, &share);
        Some(share.text())
    }

    fn counted(&self, label: &str, number: usize, unit: &str) -> Option<Quantity> {
        #[expect(clippy::cast_precision_loss, reason = "counts are small")]
        let amount = Amount::point(number as f64);
        let unit = self.inputs.knowledge.unit(unit);
        let method = format!("逐条计数：{label}");
        let count = Quantity::derived(amount, unit, method, Vec::new()).ok()?;
        Some(count.with_decimals(Some(0)))
    }

    /// The name of a control unit.
    pub fn unit(&self, id: &str) -> String {
        self.inputs.profile.unit(id).map_or_else(|| id.to_owned(), |u| u.name.clone())
    }

    /// The name of a pollutant.
    pub fn pollutant(&self, id: &str) -> String {
        self.inputs.knowledge.pollutant_name(id).to_owned()
    }

    /// The name of a topic.
    pub fn topic(&self, id: &str) -> String {
        let topic = self.inputs.ruleset.topics.iter().find(|t| t.id == id);
        topic.map_or_else(|| id.to_owned(), |t| t.name.clone())
    }

    /// `《长江保护法》第四十六条` for the id of a policy, standard or method, or one of its clauses.
    pub fn basis(&self, id: &str) -> String {
        self.bases(&[id.to_owned()])
    }

    /// Several bases, joined; clauses of one document behind its name.
    pub fn bases(&self, ids: &[String]) -> String {
        let record = |id: &str| id.split('.').next().unwrap_or_default().to_owned();
        let mut records: Vec<String> = ids.iter().map(|id| record(id)).collect();
        let mut seen = Vec::new();
        records.retain(|r| {
            !seen.contains(r) && {
                seen.push(r.clone());
                true
            }
        });
        let named = |r: &String| {
            let clauses: Vec<String> = ids
                .iter()
                .filter(|id| record(id) == *r)
                .filter_map(|id| self.clause(id))
                .collect();
            self.document(r, &clauses.join("、"))
        };
        records.iter().map(named).collect::<Vec<_>>().join("、")
    }

    /// `第四十六条`, where `id` names a clause that says where it stands.
    fn clause(&self, id: &str) -> Option<String> {
        let (Basis::Policy(_, clause) | Basis::Standard(_, clause)) =
            self.inputs.knowledge.basis(id)?
        else {
            return None;
        };
        let clause = clause?;
        let mark = if clause.seen { "" } else { "（待核）" };
        Some(format!("{}{mark}", clause.at?))
    }

    fn document(&self, record: &str, clauses: &str) -> String {
        let k = self.inputs.knowledge;
        let (name, source) = match k.basis(record) {
            Some(Basis::Policy(policy, _)) => {
                let name = policy.name.trim_start_matches("中华人民共和国");
                (format!("《{name}》"), policy.source.as_str())
            }
            Some(Basis::Standard(standard, _)) => (
                format!("{} {}", standard.number, standard.name),
                standard.source.as_str(),
            ),
            Some(Basis::Method(method)) => (method.name.clone(), method.source.as_str()),
            None => match self.inputs.profile.source(record, k) {
                Some(source) => (source.title.clone(), record),
                None => return record.to_owned(),
            },
        };
        format!("{name}{clauses}{}", marker([source]))
    }
}

/// `（待核）` for grades C to E; `（示例）` for 示例数据.
pub(super) fn mark(quantity: &Quantity) -> String {
    if quantity.provenance().has_demonstration() {
        return format!("（{DEMONSTRATION_MARK}）");
    }
    quantity.mark().map(|m| format!("（{m}）")).unwrap_or_default()
}

/// The markers of what stands behind `quantity`.
pub(super) fn cite(quantity: &Quantity) -> String {
    marker(quantity.provenance().sources().into_iter().take(MAX_CITED))
}
