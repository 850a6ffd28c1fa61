//! From rule files to a compiled ruleset, with every fault placed.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::guard::{Guard, Index, Operator, Test};
use super::sandbox::{Expression, Fault, Sandbox};
use super::subject::SubjectKind;
use super::vocabulary::{self, FactKind};
use super::written::{
    Expected, FreeMeasure, Given, Priority, Severity, Strength, WrittenExample,
    WrittenFind, WrittenRecommend, WrittenRule, WrittenRuleset,
};
use super::{Ruleset, text};
use crate::diagnostic::{
    Code, Diagnostic, Place, Severity as Severity_, Sink, SourceFile, did_you_mean,
};
use crate::reading::{At, yaml};

/// 规则, compiled.
#[derive(Debug)]
pub struct Rule {
    /// Id: the file's stem.
    pub id: String,
    /// 标题.
    pub title: String,
    /// 责任专家组.
    pub owner: String,
    /// Task of the programme.
    pub task: Option<String>,
    /// What it runs over.
    pub subject: SubjectKind,
    /// 力度.
    pub strength: Strength,
    /// 优先级.
    pub priority: Priority,
    /// Ids that justify it.
    pub basis: Vec<String>,
    /// What it finds.
    pub find: Option<Find>,
    /// What it recommends.
    pub recommend: Vec<Recommend>,
    /// 备注.
    pub note: Option<String>,
    /// The file.
    pub file: Arc<SourceFile>,
    pub(super) guards: Vec<Guard>,
    pub(super) guard_texts: Vec<String>,
    pub(super) conditions: Vec<(String, Expression)>,
    pub(super) examples: Vec<Example>,
}

/// An example of a rule.
#[derive(Debug)]
pub(super) struct Example {
    pub name: String,
    pub place: Place,
    pub given: BTreeMap<String, Given>,
    pub expect: Expected,
}

/// What a rule finds, with placeholders.
#[derive(Debug, Clone, Serialize)]
pub struct Find {
    /// Id of the topic.
    pub topic: String,
    /// 标题.
    pub title: String,
    /// 严重程度.
    pub severity: Severity,
    /// Id of the pollutant.
    pub pollutant: Option<String>,
    /// 问题陈述.
    pub text: String,
}

/// What a rule recommends.
#[derive(Debug, Clone)]
pub enum Recommend {
    /// Techniques that a query over knowledge selects.
    Pick(Box<Pick>),
    /// A measure that the rule writes itself.
    Measure(FreeMeasure),
}

/// A query over the techniques of knowledge.
#[derive(Debug, Clone)]
pub struct Pick {
    /// The condition on a technique `t`.
    pub query: Expression,
    /// How many to take.
    pub take: usize,
    /// Why these.
    pub why: Option<String>,
    /// Id of the phase.
    pub phase: String,
    /// 牵头部门.
    pub department: String,
    /// 配合部门.
    pub cooperate: Vec<String>,
    /// 怎样算完成, with placeholders.
    pub accept: String,
}

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
    /// 备注.
    pub note: Option<String>,
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

pub(super) fn ruleset(
    id: &str,
    files: &[Arc<SourceFile>],
    known_basis: &dyn Fn(&str) -> bool,
    sink: &mut Sink,
) -> Option<Ruleset> {
    let main = files.iter().find(|f| f.name().ends_with("/ruleset.yaml"));
    let Some(main) = main else {
        let message = format!("规则集 {id} 没有 ruleset.yaml");
        sink.push(Diagnostic::error(Code::MissingKey, message));
        return None;
    };
    let written = yaml::<WrittenRuleset>(main, sink).value;
    // Not optimised: folding constants would compare unlike ones silently.
    let mut sandbox = Sandbox::new(false);
    for file in files.iter().filter(|f| f.name().ends_with(".rhai")) {
        if let Err(fault) = sandbox.add_library(file.text()) {
            sink.push(script_fault(file, 0, file.text(), &fault));
        }
    }
    let mut set = from_written(id, main, written?, sandbox, known_basis, sink);
    for file in files.iter().filter(|f| f.name().ends_with(".yaml") && *f != main) {
        if let Some(written) = yaml::<WrittenRule>(file, sink).value {
            let before = sink.count(Severity_::Error);
            let rule = Compiler { set: &set, file, known_basis, sink }.rule(written);
            // A rule with a fault does not run: what its examples do would only confuse.
            if sink.count(Severity_::Error) == before {
                set.rules.extend(rule);
            }
        }
    }
    set.rules.sort_by(|a, b| a.id.cmp(&b.id));
    for (number, rule) in set.rules.iter().enumerate() {
        set.index.entry(rule.subject).or_default().add(number, &rule.guards);
    }
    set.index.values_mut().for_each(Index::finish);
    Some(set)
}

fn from_written(
    id: &str,
    file: &Arc<SourceFile>,
    written: WrittenRuleset,
    sandbox: Sandbox,
    known_basis: &dyn Fn(&str) -> bool,
    sink: &mut Sink,
) -> Ruleset {
    let mut parameters = BTreeMap::new();
    for p in written.parameters {
        if p.basis.as_str() != "专家约定" && !known_basis(&p.basis) {
            let message = format!("参数 {} 的依据 {} 不存在", p.id, p.basis);
            sink.push(
                Diagnostic::error(Code::UnknownReference, message)
                    .at(&p.basis.place(file))
                    .help("写政策、标准、方法的 id，或“专家约定”"),
            );
        }
        let checked = RuleParameter {
            name: p.name,
            value: p.value,
            unit: p.unit,
            basis: p.basis.value,
            note: p.note,
        };
        parameters.insert(p.id.value, checked);
    }
    let criterion = |c: super::written::WrittenCriterion| Criterion {
        id: c.id.value,
        name: c.name,
        weight: c.weight,
        note: c.note,
    };
    Ruleset {
        id: id.to_owned(),
        name: written.name,
        version: written.version,
        parameters,
        criteria: written.criteria.into_iter().map(criterion).collect(),
        phases: written
            .phases
            .into_iter()
            .map(|p| Phase { id: p.id, name: p.name, years: p.years })
            .collect(),
        topics: written
            .topics
            .into_iter()
            .map(|t| Topic { id: t.id, name: t.name })
            .collect(),
        draws: written.draws,
        seed: written.seed,
        rules: Vec::new(),
        sandbox,
        index: BTreeMap::new(),
    }
}

/// A fault inside a piece of Rhai that begins at byte `start` of `file`.
fn script_fault(
    file: &Arc<SourceFile>,
    start: usize,
    script: &str,
    fault: &Fault,
) -> Diagnostic {
    let line: usize =
        script.split_inclusive('\n').take(fault.line - 1).map(str::len).sum();
    let column: usize = script[line.min(script.len())..]
        .chars()
        .take(fault.column - 1)
        .map(char::len_utf8)
        .sum();
    let at = start + (line + column).min(script.len());
    let message = format!("规则表达式不能编译：{}", fault.message);
    Diagnostic::error(Code::RuleSyntax, message)
        .at(&Place::new(file, at..at + 1))
        .help("例：unit.exceeds(\"tp\") && source.load(\"tp\") > 5.0")
}

struct Compiler<'a> {
    set: &'a Ruleset,
    file: &'a Arc<SourceFile>,
    known_basis: &'a dyn Fn(&str) -> bool,
    sink: &'a mut Sink,
}

impl Compiler<'_> {
    fn fault<T>(
        &mut self,
        at: &At<T>,
        code: Code,
        message: String,
        help: Option<String>,
    ) {
        let place = at.place(self.file);
        self.sink.push(Diagnostic::error(code, message).at(&place).help_some(help));
    }

    fn rule(&mut self, written: WrittenRule) -> Option<Rule> {
        let stem =
            self.file.name().rsplit('/').next()?.trim_end_matches(".yaml").to_owned();
        let kind = written.subject;
        self.completeness(&written);
        let (mut guards, mut guard_texts) = (Vec::new(), Vec::new());
        for (path, given) in &written.given {
            if let Some((test, text)) = self.guard(kind, path, given) {
                guards.push(Guard { path: path.clone(), test });
                guard_texts.push(text);
            }
        }
        let mut conditions = Vec::new();
        for (text, expression) in written.when.iter().flatten() {
            if let Some(compiled) = self.expression(expression, kind, &[]) {
                conditions.push((text.clone(), compiled));
            }
        }
        let find = written.find.map(|find| self.find(find, kind));
        let recommend = written
            .recommend
            .into_iter()
            .filter_map(|r| self.recommend(r, kind, &written.title));
        let recommend = recommend.collect();
        let examples =
            written.examples.into_iter().map(|e| self.example(e, kind)).collect();
        Some(Rule {
            id: stem,
            title: written.title.value,
            owner: written.owner,
            task: written.task,
            subject: kind,
            strength: written.strength,
            priority: written.priority,
            basis: written.basis.into_iter().map(|b| b.value).collect(),
            find,
            recommend,
            note: written.note,
            file: Arc::clone(self.file),
            guards,
            guard_texts,
            conditions,
            examples,
        })
    }

    /// A rule needs a basis, something to say, and examples of all three outcomes.
    fn completeness(&mut self, written: &WrittenRule) {
        if written.basis.is_empty() {
            let message = format!("规则“{}”没有依据", written.title);
            let help = "补 basis：政策、标准或方法的 id".to_owned();
            self.fault(&written.title, Code::RuleIncomplete, message, Some(help));
        }
        for basis in &written.basis {
            let id = basis.split('.').next().unwrap_or_default();
            if !(self.known_basis)(id) {
                let message = format!("依据 {id} 不存在");
                let help =
                    "写 knowledge/policies、standards 或 methods 中的 id".to_owned();
                self.fault(basis, Code::UnknownReference, message, Some(help));
            }
        }
        if written.find.is_none() && written.recommend.is_empty() {
            let message = format!("规则“{}”既不发现问题，也不建议措施", written.title);
            let help = "补 find 或 recommend".to_owned();
            self.fault(&written.title, Code::RuleIncomplete, message, Some(help));
        }
        for wanted in [Expected::Holds, Expected::Fails, Expected::Undetermined] {
            if written.examples.iter().all(|e| e.expect != wanted) {
                let message =
                    format!("规则“{}”没有预期为 {wanted} 的例子", written.title);
                let help = "examples 中三种结果各至少一例：holds、fails、undetermined"
                    .to_owned();
                self.fault(&written.title, Code::RuleIncomplete, message, Some(help));
            }
        }
    }

    fn unknown_fact(&mut self, place: &Place, path: &str, kind: SubjectKind) {
        let last = path.split('.').next().unwrap_or(path);
        let help = did_you_mean(last, vocabulary::names(kind));
        let message = format!("{}没有事实 {path}", kind.name());
        self.sink.push(
            Diagnostic::error(Code::UnknownFact, message)
                .at(place)
                .help_some(help)
                .help("全部事实见 yice explain facts"),
        );
    }

    fn guard(
        &mut self,
        kind: SubjectKind,
        path: &str,
        given: &At<Given>,
    ) -> Option<(Test, String)> {
        let Some(word) = vocabulary::find(kind, path) else {
            self.unknown_fact(&given.place(self.file), path, kind);
            return None;
        };
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

    fn expression(
        &mut self,
        at: &At<String>,
        kind: SubjectKind,
        more: &[&str],
    ) -> Option<Expression> {
        let links = vocabulary::links(kind).iter().map(|(name, _)| *name);
        let names: Vec<&str> = [kind.word(), "param"]
            .into_iter()
            .chain(links)
            .chain(more.iter().copied())
            .collect();
        let place = at.place(self.file);
        // A quoted scalar's text begins behind its quote.
        let quote = usize::from(place.text().starts_with(['"', '\'']));
        match self.set.sandbox.compile(at, &names) {
            Ok(expression) => {
                self.facts_of(at, place.span().start + quote, kind);
                Some(expression)
            }
            Err(fault) => {
                let start = place.span().start + quote;
                self.sink.push(script_fault(self.file, start, at, &fault));
                None
            }
        }
    }

    /// Looks up every `subject.fact` of an expression in the vocabulary.
    fn facts_of(&mut self, expression: &str, start: usize, kind: SubjectKind) {
        for (path, offset) in fact_paths(expression) {
            let first = path.split('.').next().unwrap_or_default();
            let base = if first == kind.word() {
                Some(kind)
            } else if first == "t" {
                Some(SubjectKind::Technology)
            } else {
                vocabulary::links(kind).iter().find(|(n, _)| *n == first).map(|(_, k)| *k)
            };
            let Some(base) = base else { continue };
            let rest = path[first.len()..].trim_start_matches('.').replace('_', "-");
            if rest == "suits" || exists(base, &rest) {
                continue;
            }
            let place =
                Place::new(self.file, start + offset..start + offset + path.len());
            self.unknown_fact(&place, &rest, base);
        }
    }

    fn placeholders(&mut self, template: &At<String>, kind: SubjectKind) {
        let place = template.place(self.file);
        let raw = place.text().to_owned();
        for (placeholder, offset) in text::placeholders(&raw) {
            if vocabulary::find(kind, text::local(placeholder, kind)).is_none() {
                let part = place.part(offset..offset + placeholder.len());
                self.unknown_fact(&part, text::local(placeholder, kind), kind);
            }
        }
    }

    fn find(&mut self, written: WrittenFind, kind: SubjectKind) -> Find {
        self.placeholders(&written.title, kind);
        self.placeholders(&written.text, kind);
        if self.set.topics.iter().all(|t| t.id != written.topic.value) {
            let known = self.set.topics.iter().map(|t| t.id.as_str());
            let help = did_you_mean(&written.topic, known);
            let message =
                format!("专题 {} 不在 ruleset.yaml 的 topics 中", written.topic);
            self.fault(&written.topic, Code::UnknownReference, message, help);
        }
        Find {
            topic: written.topic.value,
            title: written.title.value,
            severity: written.severity,
            pollutant: written.pollutant,
            text: written.text.value,
        }
    }

    fn recommend(
        &mut self,
        written: WrittenRecommend,
        kind: SubjectKind,
        title: &At<String>,
    ) -> Option<Recommend> {
        if let Some(measure) = written.measure {
            return Some(Recommend::Measure(measure));
        }
        let (Some(_), Some(query)) = (&written.pick, &written.query) else {
            let message = "建议应为 pick（配 where）或 measure".to_owned();
            self.fault(title, Code::RuleIncomplete, message, None);
            return None;
        };
        let query = self.expression(query, kind, &["t"])?;
        if let Some(accept) = &written.accept {
            self.placeholders(accept, kind);
        }
        let near = self.set.phases.first().map_or_else(String::new, |p| p.id.clone());
        Some(Recommend::Pick(Box::new(Pick {
            query,
            take: written.take.unwrap_or(1),
            why: written.why,
            phase: written.phase.unwrap_or(near),
            department: written.department.unwrap_or_else(|| "生态环境部门".to_owned()),
            cooperate: written.cooperate,
            accept: written.accept.map(|a| a.value).unwrap_or_default(),
        })))
    }

    fn example(&mut self, written: WrittenExample, kind: SubjectKind) -> Example {
        for (path, given) in &written.given {
            if vocabulary::find(kind, path).is_none() {
                self.unknown_fact(&given.place(self.file), path, kind);
            }
        }
        Example {
            place: written.name.place(self.file),
            name: written.name.value,
            given: written.given.into_iter().map(|(k, v)| (k, v.value)).collect(),
            expect: written.expect,
        }
    }
}

/// Whether `rest` names a fact of `kind`, with or without its parameter, through links.
fn exists(kind: SubjectKind, rest: &str) -> bool {
    if let Some((link, deeper)) = rest.split_once('.')
        && let Some((_, linked)) =
            vocabulary::links(kind).iter().find(|(name, _)| *name == link)
    {
        return exists(*linked, deeper);
    }
    let name = rest.split('.').next().unwrap_or(rest);
    vocabulary::names(kind).any(|known| known == name)
}

/// `subject.fact.fact` chains outside strings, with their offsets.
fn fact_paths(expression: &str) -> Vec<(&str, usize)> {
    let mut found = Vec::new();
    let mut quoted = None;
    let mut start = None;
    for (index, c) in expression.char_indices().chain([(expression.len(), ' ')]) {
        if let Some(quote) = quoted {
            if c == quote {
                quoted = None;
            }
            continue;
        }
        let wordy = c.is_ascii_alphanumeric() || c == '_' || c == '.';
        match (start, wordy) {
            (None, true) => start = Some(index),
            (Some(from), false) => {
                let word = &expression[from..index];
                if word.contains('.')
                    && word.starts_with(|c: char| c.is_ascii_alphabetic())
                {
                    found.push((word, from));
                }
                start = None;
            }
            _ => {}
        }
        if matches!(c, '"' | '\'' | '`') {
            quoted = Some(c);
        }
    }
    found
}
