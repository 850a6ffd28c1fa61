//! 执行特别排放限值的地区: whether a place lies in an area where the special limits of a standard hold,
//! by the lists of knowledge/areas.
//!
//! Knows no limit.

use crate::knowledge::{Area, InForce, Knowledge};

/// Whether the place lies in an area where the standard's special limits hold; `None` where the
/// list takes in only a part of the place that is named.
pub(super) fn is_special(
    place: Option<&str>,
    found: &InForce<'_>,
    date: &str,
    knowledge: &Knowledge,
) -> Option<bool> {
    let Some(place) = place else { return Some(false) };
    let areas = knowledge
        .areas
        .values()
        .filter(|list| list.valid.contains(date))
        .filter(|list| list.standards.contains(&found.standard.number))
        .flat_map(|list| &list.areas);
    let found: Vec<Option<bool>> = areas
        .filter(|area| place.contains(area.name.as_str()))
        .map(|area| covers(area, place))
        .collect();
    if found.contains(&Some(true)) {
        return Some(true);
    }
    if found.contains(&None) { None } else { Some(false) }
}

/// A place of a listed province that names no listed city: a county must say its city.
pub(super) fn unlisted(place: &str, knowledge: &Knowledge) -> Option<String> {
    let listed = || {
        let lists = knowledge.areas.values().filter(|list| !list.standards.is_empty());
        lists.flat_map(|list| &list.areas)
    };
    let same = listed().any(|a| place.contains(a.province.as_str()));
    let named = listed().any(|a| place.contains(a.name.as_str()));
    (same && !named).then(|| {
        format!(
            "“{place}”没有写名单上的地级市，按不执行特别排放限值；县级市请写出所属地级市"
        )
    })
}

/// Whether the listed part of a city takes in `place`: not told of a city alone, nor of a
/// district that is listed in part.
fn covers(area: &Area, place: &str) -> Option<bool> {
    let scope = area.scope.as_str();
    if scope.is_empty() || scope.starts_with('全') {
        return Some(true);
    }
    let (_, district) = place.split_once(area.name.as_str())?;
    if district.is_empty() {
        return None;
    }
    // 溧水县 is 溧水区 now: the name without its rank is what stays.
    let stem = |part: &str| part.trim_end_matches(['县', '区', '市']).to_owned();
    for part in scope.split(['、', '，', '（', '）']) {
        let (name, whole) = match part.split_once('的') {
            Some((name, _)) => (stem(name), false),
            None => (stem(part), true),
        };
        if name.chars().count() > 1 && district.contains(&name) {
            return whole.then_some(true);
        }
    }
    Some(false)
}
