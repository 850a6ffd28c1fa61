//! Where citations stand in sentences that were composed elsewhere.

use std::collections::BTreeMap;

use super::pen::{MAX_CITED, cite, mark};
use crate::document::citation::marker;
use crate::quantity::Quantity;

/// `text` with each figure's citation right behind it; when it prints none of the figures
/// it rests on or may quote, the sources of the former end its first sentence.
pub(super) fn with_citations(
    text: &str,
    quantities: &[&Quantity],
    quoted: &[&Quantity],
) -> String {
    let mut places: BTreeMap<usize, String> = BTreeMap::new();
    for quantity in quantities.iter().chain(quoted) {
        let figure = format!("{}{}", quantity.text(), mark(quantity));
        let cited = cite(quantity);
        if let Some(end) = end_of(text, &figure)
            && !cited.is_empty()
        {
            places.entry(end).or_insert(cited);
        }
    }
    if places.is_empty() {
        let mut sources: Vec<&str> = Vec::new();
        for source in quantities.iter().flat_map(|q| q.provenance().sources()) {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        let end = text.find('。').unwrap_or(text.len());
        places.insert(end, marker(sources.into_iter().take(MAX_CITED)));
    }
    let mut placed = text.to_owned();
    for (at, cited) in places.iter().rev() {
        placed.insert_str(*at, cited);
    }
    placed
}

/// Where `figure` ends in `text`, not as part of a longer number.
fn end_of(text: &str, figure: &str) -> Option<usize> {
    let part = |c: char| c.is_ascii_digit() || c == '.' || c == '–' || c == '/';
    text.match_indices(figure).map(|(at, _)| (at, at + figure.len())).find_map(
        |(start, end)| {
            let whole = !text[..start].ends_with(part) && !text[end..].starts_with(part);
            whole.then_some(end)
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Place, SourceFile};
    use crate::quantity::{Amount, Grade, Provenance, Unit};

    fn percent(value: f64, grade: Grade, source: &str) -> Quantity {
        let origin = Provenance::Given {
            place: Place::whole(&SourceFile::new("t", "")),
            source: Some(source.to_owned()),
            at: None,
            demonstration: false,
        };
        Quantity::given(Amount::point(value), Unit::percent(), grade, origin)
    }

    #[test]
    fn a_citation_stands_behind_its_figure() {
        let (rate, goal) = (percent(83.5, Grade::D, "a"), percent(65.0, Grade::B, "b"));
        let text = "利用率为 83.5%（参考），高于 65% 的目标。口径须核实。";
        assert_eq!(
            with_citations(text, &[&goal], &[&rate]),
            "利用率为 83.5%（参考）[@a]，高于 65%[@b] 的目标。口径须核实。"
        );
        assert_eq!(
            with_citations("名录未查到。期限已过。", &[&goal], &[&rate]),
            "名录未查到[@b]。期限已过。"
        );
        assert_eq!(with_citations("名录未查到。", &[], &[]), "名录未查到。");
        assert_eq!(end_of("165%，65.5%，65%", "65%"), Some("165%，65.5%，65%".len()));
    }
}
