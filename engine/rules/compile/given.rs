//! Guards: what stands under `given`, as tests that an index can hold.

use super::Compiler;
use crate::diagnostic::{Code, did_you_mean};
use crate::reading::At;
use crate::rules::guard::{Operator, Test};
use crate::rules::subject::SubjectKind;
use crate::rules::vocabulary::FactKind;
use crate::rules::written::Given;

impl Compiler<'_> {
    pub(super) fn guard(
        &mut self,
        kind: SubjectKind,
        path: &str,
        given: &At<Given>,
    ) -> Option<(Test, String)> {
        let word = self.word(&given.place(self.file), path, kind)?;
        let test = match (&given.value, word.kind) {
            (Given::Bool(value), FactKind::Bool) => {
                return Some((
                    Test::Is(*value),
                    format!("为{}", if *value { "是" } else { "否" }),
                ));
            }
            (Given::Any(words), FactKind::Text | FactKind::List) => {
                return Some((
                    Test::Any(words.clone()),
                    format!("为 {} 之一", words.join("、")),
                ));
            }
            (Given::Text(text), FactKind::Text | FactKind::List) => {
                match text.strip_prefix("!=") {
                    Some(word) => Test::Not(word.trim().to_owned()),
                    None => Test::Any(vec![text.clone()]),
                }
            }
            (Given::Number(number), FactKind::Number(_)) => {
                Test::Number(Operator::Equal, *number)
            }
            (Given::Text(text), FactKind::Number(unit)) => {
                return self.comparison(text, unit, given);
            }
            _ => {
                let wanted = match word.kind {
                    FactKind::Bool => "true 或 false",
                    FactKind::Number(_) => "比较式，如 \">= 5\"",
                    FactKind::Text | FactKind::List => "词或词的列表",
                };
                let message = format!("事实“{}”的条件应为{wanted}", word.meaning);
                self.fault(given, Code::WrongType, message, None);
                return None;
            }
        };
        let text = match &test {
            Test::Any(words) => format!("为 {}", words.join("、")),
            Test::Not(word) => format!("不为 {word}"),
            Test::Number(_, bound) => format!("= {bound}"),
            Test::Is(_) => String::new(),
        };
        Some((test, text))
    }

    /// `>= 5%`, `<= param near-bank-km`.
    fn comparison(
        &mut self,
        written: &str,
        unit: &str,
        at: &At<Given>,
    ) -> Option<(Test, String)> {
        const SIGNS: [(&str, Operator); 9] = [
            ("<=", Operator::AtMost),
            (">=", Operator::AtLeast),
            ("!=", Operator::Unequal),
            ("==", Operator::Equal),
            ("≤", Operator::AtMost),
            ("≥", Operator::AtLeast),
            ("<", Operator::Less),
            (">", Operator::More),
            ("=", Operator::Equal),
        ];
        let found =
            SIGNS.iter().find_map(|(s, o)| Some((*s, *o, written.strip_prefix(s)?)));
        let Some((sign, operator, rest)) = found else {
            let message = format!("“{written}”不是比较式");
            let help = "写成 \">= 5%\" 或 \"<= param 参数id\"".to_owned();
            self.fault(at, Code::WrongType, message, Some(help));
            return None;
        };
        let rest = rest.trim();
        if let Some(id) = rest.strip_prefix("param ") {
            let Some(parameter) = self.set.parameters.get(id.trim()) else {
                let known = self.set.parameters.keys().map(String::as_str);
                let help = did_you_mean(id.trim(), known);
                let message = format!("参数 {} 不在 ruleset.yaml 中", id.trim());
                self.fault(at, Code::UnknownReference, message, help);
                return None;
            };
            let text = format!(
                "{sign} {} {}（{}）",
                parameter.value, parameter.unit, parameter.name
            );
            return Some((Test::Number(operator, parameter.value), text));
        }
        let split = rest.find(|c: char| !(c.is_ascii_digit() || "+-.eE".contains(c)));
        let (number, written_unit) = rest.split_at(split.unwrap_or(rest.len()));
        let written_unit = written_unit.trim();
        let Ok(number) = number.trim().parse::<f64>() else {
            let message = format!("“{rest}”不是数");
            self.fault(at, Code::NotANumber, message, None);
            return None;
        };
        if !written_unit.is_empty() && written_unit != unit {
            let message = format!("单位 {written_unit} 与事实的单位 {unit} 不同");
            self.fault(at, Code::WrongDimension, message, Some(format!("改为 {unit}")));
            return None;
        }
        Some((Test::Number(operator, number), format!("{sign} {number} {unit}")))
    }
}
