//! `yice knowledge show ID`: a record as an expert wants to read it.

mod measured;
mod small;

use super::super::explain::tree;
use super::super::pipeline;
use super::super::project::Project;
use super::super::{Exit, Failure, output};
use super::load;
use crate::diagnostic::{Sink, did_you_mean};
use crate::knowledge::{
    Figure, Grading, Industry, Knowledge, Limit, LimitTable, LimitValue, Method,
    NamedList, Policy, Record, Sense, Standard, Validity,
};
use crate::rules::{Recommend, Rule, Ruleset};
use measured::{of_coefficient, of_indicator, of_technique};
use small::of_small;

/// Shows the record with this id or address; with `date`, only limits in force then.
pub(in crate::cli) fn run(
    project: &Project,
    id: &str,
    date: Option<&str>,
) -> Result<Exit, Failure> {
    let knowledge = match load(project)? {
        Ok(knowledge) => knowledge,
        Err(exit) => return Ok(exit),
    };
    if !record(&knowledge, id, date) {
        let entries = knowledge.entries();
        let ids = entries.iter().map(|e| e.id.as_str());
        let help = did_you_mean(id, ids).unwrap_or_default();
        return Err(Failure::Unknown(format!(
            "没有记录 {id}。{help}用 yice knowledge search 词 查找"
        )));
    }
    let mut sink = Sink::new();
    let ruleset = project.ruleset(pipeline::RULESET, &knowledge, &mut sink)?;
    if let (Some(ruleset), Some(found)) = (ruleset, knowledge.find(id)) {
        uses(&found, &ruleset);
    }
    Ok(Exit::Good)
}

/// Prints the record with this id or address; false when there is none.
pub(in crate::cli) fn record(k: &Knowledge, id: &str, date: Option<&str>) -> bool {
    let Some(found) = k.find(id) else { return false };
    match found {
        Record::Industry(industry) => of_industry(k, industry, date),
        Record::Standard(standard) => of_standard(k, standard, date),
        Record::Limits(standard, table, limits) => {
            head("限值", &standard.id, &format!("{} {}", standard.number, standard.name));
            for limit in limits {
                row(k, table, limit);
            }
        }
        Record::Requirement(standard, requirement) => {
            head("要求", &requirement.id, &standard.name);
            item(&format!("{}：{}", requirement.at, requirement.text));
        }
        Record::Policy(policy) => of_policy(k, policy),
        Record::Provision(policy, provision) => {
            head("条款", &provision.id, &policy.name);
            item(&provision.text);
        }
        Record::Target(policy, target) => {
            head("目标", &target.id, &policy.name);
            item(&format!("{}（{}）", target.item, target.sense));
            figure(k, &target.figure);
        }
        Record::Method(method) => of_method(k, method),
        Record::Parameter(method, parameter) => {
            head("参数", &method.id, &parameter.name);
            figure(k, &parameter.figure);
        }
        Record::Grading(method, grading) => of_grading(method, grading),
        Record::List(method, list) => of_list(method, list),
        Record::MethodRule(method, rule) => {
            head("方法规则", &rule.id, &method.name);
            item(&rule.text);
        }
        Record::Coefficient(coefficient) => of_coefficient(k, coefficient),
        Record::Technique(technique) => of_technique(k, technique),
        Record::Indicator(indicator) => of_indicator(k, indicator),
        other => of_small(k, &other),
    }
    true
}

fn of_industry(k: &Knowledge, industry: &Industry, date: Option<&str>) {
    head("行业", &industry.id, &industry.name);
    let codes = industry.codes.iter().map(|c| format!("{} {}", c.code, c.name));
    item(&format!("行业代码：{}", codes.collect::<Vec<_>>().join("、")));
    let processes = industry.processes.iter().map(|(id, name)| format!("{name}（{id}）"));
    item(&format!("工艺：{}", processes.collect::<Vec<_>>().join("、")));
    for (id, subject) in &industry.standards {
        let Some(standard) = k.standards.get(id) else { continue };
        let subject = subject.as_ref().map(|s| format!("（{s}）")).unwrap_or_default();
        item(&format!("标准：{} {}{subject}", standard.number, standard.name));
        if date.is_some() {
            limits(k, standard, date);
        }
    }
    item("先看这些：");
    for address in &industry.headline {
        item(&format!("  {address}　{}", title(k, address)));
    }
    notes("注意", &industry.caveats);
}

/// A record in a few words, for a list of addresses.
fn title(k: &Knowledge, address: &str) -> String {
    match k.find(address) {
        Some(Record::Coefficient(c)) => format!("{} {}", c.name, c.figure.text()),
        Some(Record::Technique(t)) => t.name.clone(),
        Some(Record::Indicator(i)) => i.name.clone(),
        Some(Record::Limits(s, _, limits)) => {
            let of = limits.first().map_or("", |l| k.pollutant_name(&l.pollutant));
            let values = limits.iter().flat_map(|l| l.values.values());
            let values: Vec<String> = values.map(value).collect();
            format!("{} {of} {}", s.number, values.join("、"))
        }
        Some(Record::Standard(s)) => format!("{} {}", s.number, s.name),
        _ => String::new(),
    }
}

fn of_standard(k: &Knowledge, standard: &Standard, date: Option<&str>) {
    head("标准", &standard.id, &format!("{} {}", standard.number, standard.name));
    if let Some(scope) = &standard.scope {
        item(&format!("适用：{scope}"));
    }
    validity(&standard.valid);
    limits(k, standard, date);
    for requirement in &standard.requirements {
        item(&format!("{}：{}", requirement.at, requirement.text));
    }
    notes("注意", &standard.caveats);
    document(k, &standard.source);
}

fn limits(k: &Knowledge, standard: &Standard, date: Option<&str>) {
    for table in &standard.tables {
        let levels: Vec<&str> = table.levels.iter().map(|l| l.name.as_str()).collect();
        let own = table.limits.iter();
        let own: Vec<&Limit> =
            own.filter(|l| date.is_none_or(|date| l.valid.contains(date))).collect();
        if own.is_empty() {
            continue;
        }
        item(&format!("{}（{}）", table.name, levels.join("、")));
        for limit in own {
            row(k, table, limit);
        }
    }
}

fn row(k: &Knowledge, table: &LimitTable, limit: &Limit) {
    let name = |id: &str| {
        let level = table.levels.iter().find(|level| level.id == id);
        level.map_or(id.to_owned(), |level| level.name.clone())
    };
    let water = limit.water.map(|water| water.to_string());
    let parts = [&water, &limit.subject, &limit.point];
    let parts: String = parts.into_iter().flatten().map(|p| format!("（{p}）")).collect();
    let sense = match limit.sense {
        Sense::Max => "≤",
        Sense::Min => "≥",
        Sense::Range | Sense::Equal => "",
    };
    let values = limit.values.iter().map(|(level, v)| match v {
        LimitValue::Limit(_) => format!("{} {sense}{}", name(level), value(v)),
        _ => format!("{} {}", name(level), value(v)),
    });
    let ended = limit.valid.to.as_ref().map(|to| format!("（{to} 止）"));
    let note = limit.note.as_ref().map(|note| format!("　{note}"));
    item(&format!(
        "  {}{parts}：{}{}{}",
        k.pollutant_name(&limit.pollutant),
        values.collect::<Vec<_>>().join("；"),
        ended.unwrap_or_default(),
        note.unwrap_or_default()
    ));
}

fn value(value: &LimitValue) -> String {
    match value {
        LimitValue::Limit(quantity) => {
            format!("{}（{} 级）", quantity.text(), quantity.grade())
        }
        LimitValue::None => "不作规定".to_owned(),
        LimitValue::NotDetected => "不得检出".to_owned(),
        LimitValue::Missing(reason) => format!("缺（{reason}）"),
    }
}

fn of_policy(k: &Knowledge, policy: &Policy) {
    let number = policy.number.as_ref().map(|n| format!("（{n}）")).unwrap_or_default();
    head("政策", &policy.id, &format!("{}{number}", policy.name));
    validity(&policy.valid);
    if let Some(status) = &policy.status {
        item(&format!("效力：{}", status.text));
    }
    for p in &policy.provisions {
        item(&format!("{}：{}", p.at.as_deref().unwrap_or("要点"), p.text));
    }
    for target in &policy.targets {
        let by = target.by.map(|year| format!("，{year}年")).unwrap_or_default();
        item(&format!("目标：{}（{}{by}）", target.item, target.sense));
        figure(k, &target.figure);
    }
    notes("注意", &policy.caveats);
    document(k, &policy.source);
}

fn of_method(k: &Knowledge, method: &Method) {
    head("方法", &method.id, &method.name);
    if let Some(formula) = &method.formula {
        item(&format!("公式：{formula}"));
    }
    for (symbol, meaning) in &method.symbols {
        item(&format!("  {symbol}：{meaning}"));
    }
    for (id, parameter) in &method.parameters {
        item(&format!("参数 {id}：{}", parameter.name));
        figure(k, &parameter.figure);
    }
    method.lists.values().for_each(|list| of_list(method, list));
    method.gradings.values().for_each(|grading| of_grading(method, grading));
    for rule in &method.rules {
        item(&format!("{}：{}", rule.at.as_deref().unwrap_or("规则"), rule.text));
    }
    notes("注意", &method.caveats);
    document(k, &method.source);
}

fn of_list(_: &Method, list: &NamedList) {
    item(&format!("{}：{}", list.name, list.items.join("、")));
}

fn of_grading(_: &Method, grading: &Grading) {
    item(&format!("分级：{}", grading.name));
    for row in &grading.rows {
        let when = row.when.iter().map(|(field, condition)| {
            format!("{field} {}", serde_json::to_string(condition).unwrap_or_default())
        });
        item(&format!("  {}：{}", row.grade, when.collect::<Vec<_>>().join("，")));
    }
}

fn head(kind: &str, id: &str, name: &str) {
    output::line(&format!("{kind} {id}：{name}"));
}

fn item(text: &str) {
    output::line(&format!("  {text}"));
}

fn notes(name: &str, notes: &[String]) {
    for note in notes {
        item(&format!("{name}：{note}"));
    }
}

fn validity(valid: &Validity) {
    let from = valid.from.as_deref().unwrap_or("不详");
    let to = valid.to.as_deref().map(|to| format!("，{to} 止")).unwrap_or_default();
    let checked = valid.checked.as_deref().unwrap_or("不详");
    item(&format!("有效期：{from} 起{to}；上次核对：{checked}"));
}

fn document(k: &Knowledge, id: &str) {
    let title = k.sources.get(id).map_or(id, |s| s.title.as_str());
    item(&format!("来源：《{title}》（{id}）"));
}

fn figure(k: &Knowledge, figure: &Figure) {
    match &figure.quantity {
        Some(quantity) => tree(quantity, "", 2, k),
        None => item(&format!("  {}", figure.text())),
    }
    for (name, text) in
        [("口径", &figure.basis), ("价格年份", &figure.year), ("备注", &figure.note)]
    {
        if let Some(text) = text {
            item(&format!("  {name}：{text}"));
        }
    }
}

/// Which rules rest on the record, or may pick it.
fn uses(record: &Record<'_>, ruleset: &Ruleset) {
    let names = |wanted: &dyn Fn(&Rule) -> bool| {
        let rules = ruleset.rules.iter().filter(|rule| wanted(rule));
        rules.map(|rule| format!("{}（{}）", rule.title, rule.id)).collect::<Vec<_>>()
    };
    let rests_on = |id: &str| {
        names(&|rule| rule.basis.iter().any(|b| b.split('.').next() == Some(id)))
    };
    let rules = match record {
        Record::Standard(s) | Record::Limits(s, ..) => rests_on(&s.id),
        Record::Policy(p) => rests_on(&p.id),
        Record::Method(m) => rests_on(&m.id),
        Record::Technique(t) => names(&|rule| {
            rule.recommend.iter().any(|r| match r {
                Recommend::Pick(pick) => t
                    .subjects
                    .iter()
                    .any(|kind| pick.query.text.contains(&format!("\"{kind}\""))),
                Recommend::Measure(_) => false,
            })
        }),
        _ => Vec::new(),
    };
    if !rules.is_empty() {
        item(&format!("用到它的规则：{}", rules.join("、")));
    }
}
