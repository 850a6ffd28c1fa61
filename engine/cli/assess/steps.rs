//! A method's outcomes as text, short or with every step.

use crate::assessment::{EqualLoad, Outcome, SectionResult, Share, TliResult};
use crate::cli::explain::own_tree;
use crate::cli::output;
use crate::knowledge::{Condition, Grading, Knowledge, Method, WaterClass};
use crate::quantity::Quantity;

/// One line a value.
pub(super) fn text(outcomes: &[Outcome]) {
    for outcome in outcomes {
        output::line(&outcome.name);
        for value in &outcome.values {
            let figure = value.figure.as_ref().map(Quantity::text);
            let said = figure.or_else(|| value.words.clone()).unwrap_or_default();
            output::line(&format!("  {}：{said}", value.label));
        }
        for note in &outcome.notes {
            output::line(&format!("  说明：{note}"));
        }
    }
}

/// Parameters and grading rows that stand before the results; longer tables are looked up.
const LISTED: usize = 40;

/// Methods whose parameters and gradings another one uses beside its own.
const COMPANIONS: [(&str, &[&str]); 5] = [
    ("river-grade", &["surface-water"]),
    ("attainment", &["surface-water"]),
    ("trophic-by-month", &["tli"]),
    ("water-quality-change", &["surface-water"]),
    ("concentration-flow", &["spearman"]),
];

/// What a method is, with those whose tables it uses.
fn method(id: &str, knowledge: &Knowledge) {
    let companions = COMPANIONS.iter().filter(|(own, _)| *own == id);
    for id in std::iter::once(&id).chain(companions.flat_map(|(_, ids)| *ids)) {
        if let Some(method) = knowledge.methods.get(*id) {
            one(method, knowledge);
        }
    }
}

/// Formula, symbols, parameters, lists, gradings and rules, with their source.
fn one(method: &Method, knowledge: &Knowledge) {
    let id = &method.id;
    let source = knowledge.sources.get(&method.source);
    let title = source.map_or(method.source.as_str(), |s| s.title.as_str());
    output::line(&format!("{}（{id}） ← 《{title}》", method.name));
    if let Some(formula) = &method.formula {
        output::line(&format!("  公式：{formula}"));
    }
    for (symbol, meaning) in &method.symbols {
        output::line(&format!("    {symbol}：{meaning}"));
    }
    let known = method.parameters.iter().filter_map(|(id, parameter)| {
        let figure = parameter.figure.quantity.as_ref()?;
        Some((id.as_str(), parameter.name.as_str(), figure))
    });
    let known: Vec<(&str, &str, &Quantity)> = known.collect();
    let long = known.len() > LISTED;
    for (id, name, figure) in &known {
        // Of a long table the rows are numbered; what stands beside it is not.
        if !long || !id.contains(|c: char| c.is_ascii_digit()) {
            own_tree(figure, name, 1, knowledge);
        }
    }
    if long {
        let count = known.len();
        output::line(&format!("  参数共 {count} 个，其余见 yice knowledge show {id}"));
    }
    for list in method.lists.values() {
        let items = list.items.iter().take(LISTED).map(String::as_str);
        let items = items.map(|item| knowledge.pollutant_name(item)).collect::<Vec<_>>();
        output::line(&format!("  名单：{}：{}", list.name, items.join("、")));
    }
    for grading in method.gradings.values() {
        graded(grading, id);
    }
    for rule in &method.rules {
        let at = rule.at.as_ref().map_or(String::new(), |at| format!("（{at}）"));
        output::line(&format!("  规则：{}{at}", rule.text));
    }
    for caveat in &method.caveats {
        output::line(&format!("  注意：{caveat}"));
    }
}

fn graded(grading: &Grading, id: &str) {
    output::line(&format!("  分级表：{}", grading.name));
    for row in grading.rows.iter().take(LISTED) {
        let when = row
            .when
            .iter()
            .map(|(field, condition)| format!("{field} {}", said_of(condition)));
        let when: Vec<String> = when.collect();
        let when = if when.is_empty() { "其余".to_owned() } else { when.join("，") };
        output::line(&format!("    {}：{when}", row.grade));
    }
    if grading.rows.len() > LISTED {
        output::line(&format!("    其余各行见 yice knowledge show {id}"));
    }
}

fn said_of(condition: &Condition) -> String {
    match condition {
        Condition::Any(words) => {
            let words: Vec<String> = words.iter().map(|word| class_or(word)).collect();
            words.join("或")
        }
        Condition::Text(text) => class_or(text),
    }
}

/// `VI` as it is written: 劣Ⅴ.
fn class_or(word: &str) -> String {
    word.parse::<WaterClass>().map_or(word.to_owned(), |class| class.to_string())
}

/// The method, then every value with what it was reached from, down to cells and clauses.
pub(super) fn explain(id: &str, outcomes: &[Outcome], knowledge: &Knowledge) {
    method(id, knowledge);
    for outcome in outcomes {
        output::line(&outcome.name);
        for value in &outcome.values {
            match (&value.figure, &value.words) {
                (Some(figure), _) => own_tree(figure, &value.label, 1, knowledge),
                (None, Some(words)) => {
                    output::line(&format!("  {}：{words}", value.label));
                }
                (None, None) => {}
            }
        }
        for note in &outcome.notes {
            output::line(&format!("  说明：{note}"));
        }
    }
}

/// A section's class, item by item.
pub(super) fn section(result: &SectionResult, knowledge: &Knowledge) -> Outcome {
    let mut outcome = Outcome::of(format!("{} {}", result.section, result.period));
    for item in &result.items {
        let name = knowledge.pollutant_name(&item.pollutant);
        outcome.figure(name, &item.mean.value);
        let counts = if item.counts { "" } else { "（不参评）" };
        if let Some(limit) = &item.limit {
            let class = item.class.min(WaterClass::V);
            outcome.figure(format!("{name}{class}类限值"), limit);
        }
        outcome.words(format!("{name}类别"), format!("{}{counts}", item.class));
        let target = item.over_target.as_ref();
        let iii =
            item.over_iii.as_ref().filter(|o| target.is_none_or(|t| t.class != o.class));
        for over in [target, iii].into_iter().flatten() {
            outcome.figure(format!("{name}{}类限值", over.class), &over.limit);
            if let Some(multiple) = &over.multiple {
                outcome.figure(format!("{name}超{}类倍数", over.class), multiple);
            }
        }
    }
    let decided: Vec<&str> =
        result.decided_by.iter().map(|p| knowledge.pollutant_name(p)).collect();
    outcome
        .words("水质类别", format!("{}（由{}决定）", result.class, decided.join("、")));
    if let Some(status) = &result.status {
        outcome.words("水质状况", status);
    }
    let main: Vec<&str> =
        result.main_pollutants.iter().map(|p| knowledge.pollutant_name(p)).collect();
    if !main.is_empty() {
        outcome.words("主要污染指标", main.join("、"));
    }
    if let Some(attained) = result.attained {
        outcome.words("达标", if attained { "是" } else { "否" });
    }
    outcome.notes.extend(result.notes.iter().cloned());
    outcome
}

/// TLI(Σ), item by item.
pub(super) fn trophic(result: &TliResult, knowledge: &Knowledge) -> Outcome {
    let mut outcome = Outcome::of(format!("{} {}", result.section, result.period));
    for item in &result.items {
        let name = knowledge.pollutant_name(&item.pollutant);
        outcome.figure(name, &item.value);
        let said = format!("TLI {:.2}，权重 {:.4}", item.index, item.weight);
        outcome.words(format!("{name}分项"), said);
    }
    outcome.figure("TLI(Σ)", &result.index);
    if let Some(grade) = &result.grade {
        outcome.words("营养状态", grade);
    } else {
        outcome.note("只有一项，不分级");
    }
    let missing: Vec<&str> =
        result.missing.iter().map(|p| knowledge.pollutant_name(p)).collect();
    if !missing.is_empty() {
        outcome.note(format!("缺{}，权重按其余指标重新归一", missing.join("、")));
    }
    outcome
}

/// Shares and ranks, pollutants and sources apart.
pub(super) fn equal_load(result: &EqualLoad) -> Vec<Outcome> {
    let told = |name: &str, shares: &[Share]| {
        let mut outcome = Outcome::of(format!("{name}（评价标准 {}）", result.standard));
        for (rank, share) in shares.iter().enumerate() {
            let main = if share.main { "，主要" } else { "" };
            let beside = share.equivalents.map_or_else(String::new, |n| {
                format!("，污染当量数 {}", crate::quantity::significant(n))
            });
            let said = format!(
                "第 {} 位，等标负荷 {} 百万m³/a，负荷比 {:.1}%，累计 {:.1}%{main}{beside}",
                rank + 1,
                crate::quantity::significant(share.load),
                share.share,
                share.cumulative
            );
            outcome.words(&share.name, said);
        }
        outcome
    };
    let mut pollutants = told("污染物", &result.pollutants);
    pollutants.notes.extend(result.left_out.iter().cloned());
    let main = crate::quantity::significant(result.main_share);
    pollutants.note(format!("累计负荷比到 {main}% 为止的列为主要"));
    vec![pollutants, told("污染源", &result.sources)]
}
