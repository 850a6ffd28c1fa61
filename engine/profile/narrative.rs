//! The analyst's own paragraphs: words around figures of the case, never figures themselves.

use serde::Serialize;

use super::facts::CaseFact;
use super::written::WrittenNarrative;
use crate::diagnostic::{Code, did_you_mean};
use crate::knowledge::written::Bench;

/// 分析员的叙述 on one topic.
#[derive(Debug, Clone, Serialize)]
pub struct Narrative {
    /// Id of the topic.
    pub topic: String,
    /// The paragraph in pieces.
    pub pieces: Vec<Piece>,
}

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Piece {
    /// Words.
    Words(String),
    /// The figure of the fact with this id, printed with its citation.
    Fact(String),
}

/// Takes `written` apart; a placeholder must name a fact of the case.
pub(super) fn check(
    written: &WrittenNarrative,
    facts: &[CaseFact],
    bench: &mut Bench<'_>,
) -> Narrative {
    let pieces = pieces(written.text.as_str());
    for piece in &pieces {
        let Piece::Fact(id) = piece else { continue };
        if facts.iter().any(|fact| fact.id == *id) {
            continue;
        }
        let help = did_you_mean(id, facts.iter().map(|f| f.id.as_str()));
        let message = format!("叙述引用的现状数据 {id} 不存在");
        bench.fault(&written.text, Code::UnknownReference, message, help);
    }
    Narrative { topic: written.topic.clone(), pieces }
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((id, tail)) = after.split_once('}') else { break };
        if !before.is_empty() {
            pieces.push(Piece::Words(before.to_owned()));
        }
        pieces.push(Piece::Fact(id.trim().to_owned()));
        rest = tail;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest.to_owned()));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_facts_alternate() {
        let found = pieces("常住人口 {pop-2022}，{x}");
        let words = |w: &str| Piece::Words(w.to_owned());
        let fact = |f: &str| Piece::Fact(f.to_owned());
        assert_eq!(found, [words("常住人口 "), fact("pop-2022"), words("，"), fact("x")]);
        assert_eq!(pieces("只有{文字"), [words("只有{文字")]);
    }
}
