//! From rule files to a compiled ruleset, with every fault placed.

mod facts;
mod given;

use std::sync::Arc;

use super::guard::{Guard, Index};
use super::rule::{Example, Find, Pick, Recommend, Rule};
use super::sandbox::{Expression, Fault, Sandbox};
use super::subject::SubjectKind;
use super::vocabulary;
use super::written::{
    Expected, WrittenExample, WrittenFind, WrittenRecommend, WrittenRule, WrittenRuleset,
};
use super::{Known, Ruleset, settings};
use crate::diagnostic::{
    Code, Diagnostic, Place, Severity as Severity_, Sink, SourceFile, did_you_mean,
};
use crate::reading::{At, yaml};

pub(super) fn ruleset(
    id: &str,
    files: &[Arc<SourceFile>],
    known: &Known<'_>,
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
    let mut set = settings::ruleset(id, main, written?, sandbox, known, sink);
    for file in files.iter().filter(|f| f.name().ends_with(".yaml") && *f != main) {
        if let Some(written) = yaml::<WrittenRule>(file, sink).value {
            let before = sink.count(Severity_::Error);
            let rule = Compiler { set: &set, file, known, sink }.rule(written);
            // A rule with a fault does not run: what its examples do would only confuse.
            if sink.count(Severity_::Error) == before {
                set.rules.extend(rule.map(Arc::new));
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
    known: &'a Known<'a>,
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
        let scope = written.among.len();
        for (path, given) in written.among.iter().chain(&written.given) {
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
            scope,
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
            if !(self.known.basis)(basis) {
                let message = format!("依据 {} 不存在", basis.as_str());
                let help = "写 knowledge/policies、standards 或 methods 中的 id；指明条款时写 id.条款编号"
                    .to_owned();
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

    fn find(&mut self, written: WrittenFind, kind: SubjectKind) -> Find {
        let title = self.sentence(&written.title, kind);
        let text = self.sentence(&written.text, kind);
        if self.set.topics.iter().all(|t| t.id != written.topic.value) {
            let known = self.set.topics.iter().map(|t| t.id.as_str());
            let help = did_you_mean(&written.topic, known);
            let message =
                format!("专题 {} 不在 ruleset.yaml 的 topics 中", written.topic);
            self.fault(&written.topic, Code::UnknownReference, message, help);
        }
        Find {
            topic: written.topic.value,
            title,
            severity: written.severity,
            pollutant: written.pollutant,
            text,
            nature: written.nature,
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
        let accept = written.accept.as_ref().map(|accept| self.sentence(accept, kind));
        let near = self.set.phases.first().map_or_else(String::new, |p| p.id.clone());
        Some(Recommend::Pick(Box::new(Pick {
            query,
            take: written.take.unwrap_or(1),
            why: written.why,
            phase: written.phase.unwrap_or(near),
            department: written.department.unwrap_or_else(|| "生态环境部门".to_owned()),
            cooperate: written.cooperate,
            accept: accept.unwrap_or_default(),
            once: written.once,
        })))
    }

    fn example(&mut self, written: WrittenExample, kind: SubjectKind) -> Example {
        for (path, given) in &written.given {
            self.word(&given.place(self.file), path, kind);
        }
        Example {
            place: written.name.place(self.file),
            name: written.name.value,
            given: written.given.into_iter().map(|(k, v)| (k, v.value)).collect(),
            expect: written.expect,
        }
    }
}
