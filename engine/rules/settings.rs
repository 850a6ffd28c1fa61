//! ruleset.yaml: parameters, criteria with their scales, phases and topics.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::sandbox::Sandbox;
use super::written::{WrittenCriterion, WrittenParameter, WrittenRuleset};
use super::{Known, Ruleset};
use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceFile, did_you_mean};
use crate::quantity::{Amount, Grade, Provenance, Quantity, Unit};

/// 约定参数: a constant that experts may argue about.
#[derive(Debug, Clone, Serialize)]
pub struct RuleParameter {
    /// 名称.
    pub name: String,
    /// Value.
    pub value: f64,
    /// 单位.
    pub unit: String,
    /// What it rests on.
    pub basis: String,
    /// 备注.
    pub note: Option<String>,
    /// Where it is written.
    pub place: Place,
}

impl RuleParameter {
    /// `65%`, `1 km`.
    #[must_use]
    pub fn text(&self) -> String {
        match self.unit.as_str() {
            "1" => self.value.to_string(),
            "%" => format!("{}%", self.value),
            "a" => format!("{} 年", self.value),
            unit => format!("{} {unit}", self.value),
        }
    }

    /// As a figure in `unit`, which is [`Self::unit`] looked up.
    #[must_use]
    pub fn quantity(&self, unit: Unit) -> Quantity {
        setting(self.value, unit, &self.place, &self.basis)
    }
}

/// A figure that the ruleset sets; what experts agreed on is graded as their own derivation.
fn setting(value: f64, unit: Unit, place: &Place, basis: &str) -> Quantity {
    let grade = if basis == AGREED { Grade::D } else { Grade::B };
    let origin = Provenance::Given {
        place: place.clone(),
        source: None,
        at: Some(basis.to_owned()),
        demonstration: false,
    };
    let decimals = value.to_string().split_once('.').map_or(0, |(_, d)| d.len());
    Quantity::given(Amount::point(value), unit, grade, origin)
        .with_decimals(Some(decimals))
}

/// The basis of what experts agreed on.
pub const AGREED: &str = "专家约定";

/// 准则的量法: which property of a technique a criterion looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::Display)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Yardstick {
    /// 去除率: the removal itself, 0–1; the scale says what an unknown one counts.
    Removal,
    /// 证据等级.
    Evidence,
    /// 成熟度.
    Maturity,
    /// 环节.
    Stage,
    /// 证据等级 of the cost, or none.
    Cost,
}

/// The word of a scale for what is not known.
pub const UNKNOWN: &str = "不详";

impl Yardstick {
    /// The words that a scale must value, all of them.
    #[must_use]
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Self::Removal => &[UNKNOWN],
            Self::Evidence => &["A", "B", "C", "D", "E"],
            Self::Cost => &["A", "B", "C", "D", "E", UNKNOWN],
            Self::Maturity => &["推广", "应用", "示范", "中试", "小试", UNKNOWN],
            Self::Stage => {
                &["源头减量", "过程控制", "末端治理", "资源化", "生态修复", "管理"]
            }
        }
    }
}

/// 比选准则.
#[derive(Debug, Clone, Serialize)]
pub struct Criterion {
    /// Id.
    pub id: String,
    /// 名称.
    pub name: String,
    /// 权重.
    pub weight: f64,
    /// 量法.
    pub by: Yardstick,
    /// 量表: word → score, 0–1.
    pub scale: BTreeMap<String, f64>,
    /// 备注.
    pub note: Option<String>,
    /// Where it is written.
    pub place: Place,
}

impl Criterion {
    /// 权重 in percent.
    #[must_use]
    pub fn weight_share(&self) -> Quantity {
        let percent = (self.weight * 1e4).round() / 100.0;
        setting(percent, Unit::percent(), &self.place, AGREED)
    }
}

/// 分期.
#[derive(Debug, Clone, Serialize)]
pub struct Phase {
    /// Id.
    pub id: String,
    /// 名称.
    pub name: String,
    /// Ends so many years after the reference date.
    pub years: u16,
}

/// 专题.
#[derive(Debug, Clone, Serialize)]
pub struct Topic {
    /// Id.
    pub id: String,
    /// 名称.
    pub name: String,
}

/// A ruleset without rules, every fault of its settings in `sink`.
pub(super) fn ruleset(
    id: &str,
    file: &Arc<SourceFile>,
    written: WrittenRuleset,
    sandbox: Sandbox,
    known: &Known<'_>,
    sink: &mut Sink,
) -> Ruleset {
    let mut parameters = BTreeMap::new();
    for parameter in written.parameters {
        check_basis(&parameter, file, known, sink);
        let WrittenParameter { id, name, value, unit, basis, note } = parameter;
        let (basis, place) = (basis.value, id.place(file));
        let parameter = RuleParameter { name, value, unit, basis, note, place };
        parameters.insert(id.value, parameter);
    }
    let criteria =
        written.criteria.into_iter().map(|c| criterion(c, file, sink)).collect();
    let phase = |p: super::written::WrittenPhase| Phase {
        id: p.id,
        name: p.name,
        years: p.years,
    };
    let topic = |t: super::written::WrittenTopic| Topic { id: t.id, name: t.name };
    Ruleset {
        id: id.to_owned(),
        name: written.name,
        version: written.version,
        parameters,
        criteria,
        phases: written.phases.into_iter().map(phase).collect(),
        topics: written.topics.into_iter().map(topic).collect(),
        draws: written.draws,
        seed: written.seed,
        rules: Vec::new(),
        sandbox,
        index: BTreeMap::new(),
    }
}

fn check_basis(
    parameter: &WrittenParameter,
    file: &Arc<SourceFile>,
    known: &Known<'_>,
    sink: &mut Sink,
) {
    let basis = &parameter.basis;
    if basis.as_str() != AGREED && !(known.basis)(basis) {
        let message = format!("参数 {} 的依据 {basis} 不存在", parameter.id);
        sink.push(
            Diagnostic::error(Code::UnknownReference, message)
                .at(&basis.place(file))
                .help("写政策、标准、方法的 id，或“专家约定”"),
        );
    }
}

/// Its scale must value each word of its yardstick, between 0 and 1, and no other.
fn criterion(
    written: WrittenCriterion,
    file: &Arc<SourceFile>,
    sink: &mut Sink,
) -> Criterion {
    let words = written.by.words();
    let mut scale = BTreeMap::new();
    for (word, score) in written.scale {
        if !words.contains(&word.as_str()) {
            let message = format!("准则 {} 的量表没有“{word}”这一档", written.id);
            sink.push(
                Diagnostic::error(Code::UnknownWord, message)
                    .at(&score.place(file))
                    .help_some(
                        did_you_mean(&word, words.iter().copied())
                            .or_else(|| Some(format!("可用：{}", words.join("、")))),
                    ),
            );
        } else if !(0.0..=1.0).contains(&score.value) {
            let message = format!("得分 {} 不在 0～1 之间", score.value);
            sink.push(
                Diagnostic::error(Code::AbsurdValue, message).at(&score.place(file)),
            );
        }
        scale.insert(word, score.value);
    }
    let missing: Vec<&str> =
        words.iter().filter(|w| !scale.contains_key(**w)).copied().collect();
    if !missing.is_empty() {
        let message = format!("准则 {} 的量表缺 {}", written.id, missing.join("、"));
        sink.push(
            Diagnostic::error(Code::MissingKey, message)
                .at(&written.id.place(file))
                .help("每一档都要有 0～1 之间的得分"),
        );
    }
    Criterion {
        place: written.id.place(file),
        id: written.id.value,
        name: written.name,
        weight: written.weight,
        by: written.by,
        scale,
        note: written.note,
    }
}
