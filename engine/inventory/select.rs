//! Which coefficient fits a source: domain, dimension, then specificity and grade.
//!
//! Sources that say the same of themselves, but for their size, have the same coefficients
//! to choose from: those are looked up once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::collected::Plants;
use crate::knowledge::{Coefficient, Domain, Knowledge, Stage, SubjectKind};
use crate::profile::{Profile, Source, SourceKind};
use crate::quantity::{Amount, Dimension, Grade, Quantity, Term, Unit};

/// What a source's load is computed with.
pub(super) struct Choice<'k> {
    /// 名称.
    pub name: &'k str,
    /// The figure.
    pub figure: Quantity,
    /// Ids of the coefficients behind it.
    pub ids: Vec<&'k str>,
}

/// Coefficients whose domain holds but for the scale, with how many constraints are met.
type Candidates<'k> = Rc<Vec<(usize, &'k Coefficient)>>;

/// Candidates by stage and pollutant.
type Lookup<'k> = HashMap<(Stage, Turns, String), Candidates<'k>>;

/// Id of waste water among the pollutants.
const EFFLUENT: &str = "effluent";

/// What a coefficient multiplies, and what that makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Turns {
    ActivityToLoad,
    ActivityToVolume,
    VolumeToLoad,
}

/// A coefficient that is looked for.
#[derive(Clone, Copy)]
struct Wanted<'a> {
    pollutant: &'a str,
    stage: Stage,
    turns: Turns,
}

/// Chooses coefficients for the sources of one case.
pub(super) struct Selector<'k> {
    pub profile: &'k Profile,
    pub knowledge: &'k Knowledge,
    /// t/a.
    pub load: Unit,
    /// m³/a.
    pub volume: Unit,
    /// The treatment plants of the inventory.
    pub plants: &'k Plants,
    /// By what the sources say of themselves.
    known: RefCell<HashMap<String, Lookup<'k>>>,
}

impl<'k> Selector<'k> {
    pub fn new(
        profile: &'k Profile,
        knowledge: &'k Knowledge,
        plants: &'k Plants,
    ) -> Self {
        let (load, volume) = (knowledge.unit("t/a"), knowledge.unit("m³/a"));
        Self { profile, knowledge, load, volume, plants, known: RefCell::default() }
    }

    /// The coefficient of `stage` for `pollutant` that fits `source` best.
    ///
    /// Among those whose domain holds and whose unit turns the activity into t/a: the most
    /// specific domain, then the better grade. What the source does not say cannot decide
    /// between those that are left: they give a range. Grade E is never chosen.
    pub fn best(
        &self,
        source: &Source,
        pollutant: &str,
        stage: Stage,
    ) -> Option<Choice<'k>> {
        let wanted = Wanted { pollutant, stage, turns: Turns::ActivityToLoad };
        self.best_of(source, wanted)
    }

    /// The amount of waste water per activity, and its concentration of `pollutant`: the
    /// way to a load in two steps.
    pub fn by_volume(
        &self,
        source: &Source,
        pollutant: &str,
    ) -> Option<(Choice<'k>, Choice<'k>)> {
        let of = |pollutant, stage, turns| {
            self.best_of(source, Wanted { pollutant, stage, turns })
        };
        let volume = of(EFFLUENT, Stage::Generation, Turns::ActivityToVolume)?;
        Some((volume, of(pollutant, Stage::Quality, Turns::VolumeToLoad)?))
    }

    fn best_of(&self, source: &Source, wanted: Wanted<'_>) -> Option<Choice<'k>> {
        let candidates = self.candidates(source, wanted);
        let fitting: Vec<(usize, Grade, &Coefficient)> = candidates
            .iter()
            .filter_map(|(met, c)| {
                let mut met = *met;
                let holds = check_scale(&c.domain, source, self.knowledge, &mut met);
                let grade = c.figure.quantity.as_ref()?.grade();
                holds.then_some((met, grade, *c))
            })
            .collect();
        let met = fitting.iter().map(|(met, ..)| *met).max()?;
        let grade = fitting.iter().filter(|f| f.0 == met).map(|f| f.1).min()?;
        let left = fitting.into_iter().filter(|f| f.0 == met && f.1 == grade);
        let left: Vec<&Coefficient> = left.map(|(.., coefficient)| coefficient).collect();
        span(&left)
    }

    fn candidates(&self, source: &Source, wanted: Wanted<'_>) -> Candidates<'k> {
        let mut known = self.known.borrow_mut();
        let alike = known.entry(signature(source)).or_default();
        let key = (wanted.stage, wanted.turns, wanted.pollutant.to_owned());
        let found = alike.entry(key);
        Rc::clone(found.or_insert_with(|| Rc::new(self.fitting(source, wanted))))
    }

    fn fitting(
        &self,
        source: &Source,
        wanted: Wanted<'_>,
    ) -> Vec<(usize, &'k Coefficient)> {
        let (load, volume) = (self.load.dimension(), self.volume.dimension());
        let activity = source.activity.as_ref().map(|a| a.unit().dimension());
        let (from, to) = match wanted.turns {
            Turns::ActivityToLoad => (activity, load),
            Turns::ActivityToVolume => (activity, volume),
            Turns::VolumeToLoad => (Some(volume), load),
        };
        self.knowledge
            .coefficients_for(subject(source.kind), wanted.stage, wanted.pollutant)
            .filter(|c| c.figure.valid.contains(&self.profile.reference_date))
            .filter(|c| usable(c, wanted.stage, from, to))
            .filter_map(|c| Some((specificity(&c.domain, source, self.profile)?, c)))
            .collect()
    }
}

/// All that a source says of itself and that a domain may ask for, but its size.
fn signature(source: &Source) -> String {
    let unit = source.activity.as_ref().map_or("", |a| a.unit().symbol());
    let said = [
        &source.industry,
        &source.code,
        &source.process,
        &source.object,
        &source.destination,
        &source.treatment,
    ];
    let mut signature = format!("{:?}\u{1f}{unit}", source.kind);
    for word in said {
        signature.push('\u{1f}');
        signature.push_str(word.as_deref().unwrap_or("\u{1e}"));
    }
    signature
}

/// One coefficient as it is; several as the range that they span.
fn span<'k>(coefficients: &[&'k Coefficient]) -> Option<Choice<'k>> {
    let first = coefficients.first()?;
    let figure = first.figure.quantity.as_ref()?;
    let unit = figure.unit();
    let mut range = figure.amount();
    let mut terms = Vec::new();
    for c in coefficients {
        let quantity = c.figure.quantity.as_ref()?;
        // Another unit for another activity says nothing here.
        let Ok(amount) = quantity.amount_in(unit) else { continue };
        range = Amount::range(range.low.min(amount.low), range.high.max(amount.high));
        terms.push(Term::new(c.name.as_str(), quantity));
    }
    let ids = coefficients.iter().map(|c| c.id.as_str()).collect();
    if terms.len() < 2 || range == figure.amount() {
        let ids = vec![first.id.as_str()];
        return Some(Choice { name: &first.name, figure: figure.clone(), ids });
    }
    let method = format!("同样适用的 {} 个系数取区间", terms.len());
    let figure = Quantity::derived(range, unit.clone(), method, terms).ok()?;
    Some(Choice { name: &first.name, figure, ids })
}

/// Whether its figure is known, good enough, and of the right dimension.
fn usable(
    coefficient: &Coefficient,
    stage: Stage,
    from: Option<&Dimension>,
    to: &Dimension,
) -> bool {
    let Some(quantity) = &coefficient.figure.quantity else { return false };
    if quantity.grade() == Grade::E {
        return false;
    }
    let dimension = quantity.unit().dimension();
    match (stage, from) {
        (Stage::Delivery | Stage::Removal, _) => *dimension == Dimension::default(),
        (_, Some(from)) => from.times(dimension) == *to,
        (_, None) => false,
    }
}

/// How many constraints of `domain`, but for the scale, the source meets; `None` when it
/// breaks one.
fn specificity(domain: &Domain, source: &Source, profile: &Profile) -> Option<usize> {
    let mut met = 0;
    let mut check = |allowed: &[String], actual: Option<&str>| {
        if allowed.is_empty() {
            return true;
        }
        met += 1;
        actual.is_some_and(|actual| allowed.iter().any(|a| a == actual))
    };
    let holds = check(&domain.industry, source.industry.as_deref())
        && check(&domain.process, source.process.as_deref())
        && check(&domain.animal, source.object.as_deref())
        && check_code(domain, source, &mut met)
        && check_crop(domain, source, &mut met)
        && check_treatment(domain, source, &mut met)
        && check_land(domain, source, &mut met)
        && check_region(domain, profile, &mut met);
    // A product or feedstock that the source does not name cannot be checked.
    let unnamed = !domain.product.is_empty() || !domain.feedstock.is_empty();
    let named = domain.product.iter().chain(&domain.feedstock);
    let by_name = named.into_iter().any(|p| source.object.as_deref() == Some(p.as_str()));
    (holds && (!unnamed || by_name)).then_some(met)
}

fn check_crop(domain: &Domain, source: &Source, met: &mut usize) -> bool {
    if domain.crop.is_empty() {
        return true;
    }
    let actual = source.object.as_deref().unwrap_or_default();
    if domain.crop.iter().any(|crop| crop == actual) {
        *met += 1;
        return true;
    }
    // all-crops holds for any, but says less than one that names the crop.
    source.kind == SourceKind::Cropland && domain.crop.iter().any(|c| c == "all-crops")
}

/// A source whose code is not known may be anything, unless the industry says what it is.
fn check_code(domain: &Domain, source: &Source, met: &mut usize) -> bool {
    if domain.code.is_empty() {
        return true;
    }
    let Some(code) = &source.code else { return !domain.industry.is_empty() };
    let holds =
        domain.code.iter().any(|own| own == code || code.starts_with(own.as_str()));
    *met += usize::from(holds);
    holds
}

/// A coefficient under a treatment, or for one way out, holds where the source says so.
fn check_treatment(domain: &Domain, source: &Source, met: &mut usize) -> bool {
    if domain.treatment.is_empty() {
        return true;
    }
    let said = [&source.treatment, &source.destination];
    let said = |word: &String| {
        said.iter().any(|s| s.as_deref().is_some_and(|s| s.contains(word)))
    };
    let holds = domain.treatment.iter().any(said);
    *met += usize::from(holds);
    holds
}

/// A land type that the source names must be among those of the coefficient; one that it
/// does not name leaves all land types possible.
fn check_land(domain: &Domain, source: &Source, met: &mut usize) -> bool {
    let Some(object) = source.object.as_deref().filter(|_| !domain.land.is_empty())
    else {
        return true;
    };
    let holds = domain.land.iter().any(|land| land == object);
    *met += usize::from(holds);
    holds || source.kind != SourceKind::UrbanRunoff
}

fn check_region(domain: &Domain, profile: &Profile, met: &mut usize) -> bool {
    if domain.region.is_empty() {
        return true;
    }
    let names = [
        Some(profile.name.as_str()),
        profile.province.as_deref(),
        profile.basin.as_deref(),
        Some("全国"),
    ];
    let found =
        domain.region.iter().any(|region| {
            names.iter().flatten().filter(|name| !name.is_empty()).any(|name| {
                name.starts_with(region.as_str()) || region.starts_with(*name)
            })
        });
    *met += usize::from(found);
    found
}

/// A scale in km is the distance to the river, else it is that of the activity; one in
/// words, or of another dimension, cannot be checked and does not speak against.
fn check_scale(
    domain: &Domain,
    source: &Source,
    knowledge: &Knowledge,
    met: &mut usize,
) -> bool {
    let Some(scale) = &domain.scale else { return true };
    let unit = scale.unit.as_deref().and_then(|u| knowledge.units.find(u).ok());
    let Some(unit) = unit else { return true };
    let distance = *unit.dimension() == *knowledge.unit("km").dimension();
    let actual = if distance { &source.distance } else { &source.activity };
    let Some(actual) = actual else { return !distance };
    let Ok(amount) = actual.amount_in(&unit) else { return true };
    let holds = scale.low.is_none_or(|low| amount.typical > low)
        && scale.high.is_none_or(|high| amount.typical <= high);
    *met += usize::from(holds);
    holds
}

/// The coefficients' word for a kind of source.
pub(super) fn subject(kind: SourceKind) -> SubjectKind {
    match kind {
        SourceKind::Enterprise => SubjectKind::Enterprise,
        SourceKind::TreatmentPlant => SubjectKind::Wwtp,
        SourceKind::HouseholdsUrban => SubjectKind::HouseholdsUrban,
        SourceKind::HouseholdsRural => SubjectKind::HouseholdsRural,
        SourceKind::Livestock => SubjectKind::Livestock,
        SourceKind::Cropland => SubjectKind::Cropland,
        SourceKind::Aquaculture => SubjectKind::Aquaculture,
        SourceKind::UrbanRunoff => SubjectKind::UrbanRunoff,
        SourceKind::Shipping => SubjectKind::Ship,
        SourceKind::Tailings => SubjectKind::Tailings,
        SourceKind::Park => SubjectKind::Park,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::diagnostic::{Place, SourceFile};
    use crate::profile::Row;

    fn household(treatment: Option<&str>) -> Source {
        Source {
            id: "k".to_owned(),
            name: "村".to_owned(),
            kind: SourceKind::HouseholdsRural,
            industry: None,
            code: None,
            process: None,
            object: None,
            unit: "甲河".to_owned(),
            activity: None,
            year: None,
            distance: None,
            destination: None,
            treatment: treatment.map(str::to_owned),
            declared: BTreeMap::new(),
            row: Row {
                place: Place::whole(&SourceFile::new("t", "")),
                source: None,
                at: None,
                grade: Grade::E,
                demonstration: false,
                note: None,
                derived: None,
            },
        }
    }

    #[test]
    fn a_coefficient_under_a_treatment_holds_only_where_the_source_has_it() {
        let under =
            Domain { treatment: vec!["化粪池".to_owned()], ..Domain::default() };
        let check = |treatment| {
            let mut met = 0;
            (check_treatment(&under, &household(treatment), &mut met), met)
        };
        assert_eq!(check(Some("三格化粪池")), (true, 1));
        assert_eq!(check(Some("人工湿地")), (false, 0));
        assert_eq!(check(None), (false, 0));
        let any = Domain::default();
        assert!(check_treatment(&any, &household(None), &mut 0));
    }

    #[test]
    fn a_land_type_that_the_source_names_must_be_meant() {
        let roof = Domain { land: vec!["屋面".to_owned()], ..Domain::default() };
        let mut runoff = household(None);
        runoff.kind = SourceKind::UrbanRunoff;
        assert!(check_land(&roof, &runoff, &mut 0));
        runoff.object = Some("道路".to_owned());
        assert!(!check_land(&roof, &runoff, &mut 0));
        runoff.object = Some("屋面".to_owned());
        assert!(check_land(&roof, &runoff, &mut 0));
    }
}
