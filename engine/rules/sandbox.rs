//! The Rhai engine, shut in: no files, network, clock, modules or eval; bounded
//! operations, depth, and sizes; comparison of unlike types is an error, never false.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use rhai::packages::{
    ArithmeticPackage, BasicArrayPackage, BasicStringPackage, LogicPackage,
    MoreStringPackage, Package,
};
use rhai::{AST, Dynamic, Engine, EvalAltResult, OptimizationLevel, Scope};

use super::handle::{self, Handle, MissingFact, Reads};
use super::run::{Outcome, Read};
use super::settings::RuleParameter;
use super::subject::Subject;

/// Limits, measured: the worst of them ends in about 10 ms and 5 MB (see the tests).
const MAX_OPERATIONS: u64 = 20_000;
const MAX_CALL_LEVELS: usize = 16;
const MAX_EXPRESSION_DEPTH: usize = 32;
const MAX_VARIABLES: usize = 32;
const MAX_STRING: usize = 4096;
const MAX_ARRAY: usize = 1024;
const MAX_MAP: usize = 64;

/// A compiled expression.
#[derive(Debug, Clone)]
pub struct Expression {
    pub(super) ast: AST,
    /// As written.
    pub text: String,
}

/// Where a rule's code may run.
pub(super) struct Sandbox {
    engine: Engine,
    library: AST,
}

impl std::fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sandbox")
    }
}

/// What is wrong with an expression, and where in it (line and column from 1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub message: String,
    pub line: usize,
    pub column: usize,
}

impl Sandbox {
    /// A sandbox with no shared functions.
    pub fn new(optimise: bool) -> Self {
        let mut engine = Engine::new_raw();
        ArithmeticPackage::new().register_into_engine(&mut engine);
        LogicPackage::new().register_into_engine(&mut engine);
        BasicStringPackage::new().register_into_engine(&mut engine);
        MoreStringPackage::new().register_into_engine(&mut engine);
        BasicArrayPackage::new().register_into_engine(&mut engine);
        engine.set_fail_on_invalid_map_property(true);
        engine.set_strict_variables(true);
        engine.set_fast_operators(false);
        engine.disable_symbol("eval");
        engine.disable_symbol("print");
        engine.disable_symbol("debug");
        engine.set_max_operations(MAX_OPERATIONS);
        engine.set_max_call_levels(MAX_CALL_LEVELS);
        engine.set_max_expr_depths(MAX_EXPRESSION_DEPTH, MAX_EXPRESSION_DEPTH);
        engine.set_max_variables(MAX_VARIABLES);
        engine.set_max_functions(MAX_VARIABLES);
        engine.set_max_string_size(MAX_STRING);
        engine.set_max_array_size(MAX_ARRAY);
        engine.set_max_map_size(MAX_MAP);
        let level =
            if optimise { OptimizationLevel::Simple } else { OptimizationLevel::None };
        engine.set_optimization_level(level);
        comparisons(&mut engine);
        handle::register(&mut engine);
        Self { engine, library: AST::empty() }
    }

    /// Adds shared functions.
    pub fn add_library(&mut self, text: &str) -> Result<(), Fault> {
        let ast = self.engine.compile(text).map_err(|error| fault(&error))?;
        self.library.combine(ast);
        Ok(())
    }

    /// Compiles one expression in which `names` are in scope.
    pub fn compile(&self, text: &str, names: &[&str]) -> Result<Expression, Fault> {
        let mut scope = Scope::new();
        for name in names {
            scope.push_dynamic(*name, Dynamic::UNIT);
        }
        let ast = self
            .engine
            .compile_expression_with_scope(&scope, text)
            .map_err(|error| fault(&error))?;
        Ok(Expression { ast: self.library.merge(&ast), text: text.to_owned() })
    }

    /// Whether `expression` holds with the subjects of `scope`, and what it read.
    ///
    /// `Err` says what went wrong, or which facts are missing.
    pub fn holds(
        &self,
        expression: &Expression,
        subjects: &[(&str, &Arc<Subject>)],
        parameters: &BTreeMap<String, RuleParameter>,
    ) -> (Result<bool, String>, Vec<Read>) {
        let (outcome, reads) = self.evaluate(expression, subjects, parameters);
        let result = match outcome {
            Outcome::Holds => Ok(true),
            Outcome::Fails | Outcome::Beside => Ok(false),
            Outcome::Undetermined(reason) | Outcome::Broken(reason) => Err(reason),
        };
        (result, reads)
    }

    pub fn evaluate(
        &self,
        expression: &Expression,
        subjects: &[(&str, &Arc<Subject>)],
        parameters: &BTreeMap<String, RuleParameter>,
    ) -> (Outcome, Vec<Read>) {
        let reads: Reads = Arc::new(Mutex::new(Vec::new()));
        let mut scope = Scope::new();
        for (name, subject) in subjects {
            scope.push_dynamic(*name, Dynamic::from(Handle::new(subject, &reads)));
        }
        let values: rhai::Map = parameters
            .iter()
            // As facts: a hyphen in an id is an underscore in an expression.
            .map(|(id, p)| (id.replace('-', "_").into(), p.value.into()))
            .collect();
        scope.push_constant("param", values);
        let result =
            self.engine.eval_ast_with_scope::<Dynamic>(&mut scope, &expression.ast);
        let taken =
            std::mem::take(&mut *reads.lock().unwrap_or_else(PoisonError::into_inner));
        let outcome = match result {
            Ok(value) => match value.as_bool() {
                Ok(true) => Outcome::Holds,
                Ok(false) => Outcome::Fails,
                Err(found) => {
                    Outcome::Broken(format!("表达式应得出真假，这里得出 {found}"))
                }
            },
            Err(error) => outcome_of(&error, &taken),
        };
        (outcome, taken)
    }
}

fn outcome_of(error: &EvalAltResult, reads: &[Read]) -> Outcome {
    let inner = error.unwrap_inner();
    if let EvalAltResult::ErrorRuntime(value, _) = inner
        && value.is::<MissingFact>()
    {
        let missing = reads.iter().rev().find(|read| read.missing);
        let reason = missing.map_or_else(String::new, |read| {
            format!("缺“{}”（{}）", read.meaning, read.text)
        });
        return Outcome::Undetermined(reason);
    }
    let reason = match inner {
        EvalAltResult::ErrorTooManyOperations(_) => "运算次数超过上限，可能有死循环",
        EvalAltResult::ErrorStackOverflow(_) => "调用层次过深",
        EvalAltResult::ErrorDataTooLarge(..) => "数据过大",
        EvalAltResult::ErrorMismatchDataType(..)
        | EvalAltResult::ErrorMismatchOutputType(..) => "类型不符",
        EvalAltResult::ErrorFunctionNotFound(name, _) => {
            return Outcome::Broken(format!("没有函数或运算 {name}"));
        }
        EvalAltResult::ErrorRuntime(value, _) => {
            return Outcome::Broken(value.to_string());
        }
        _ => return Outcome::Broken(format!("表达式运行出错：{error}")),
    };
    Outcome::Broken(reason.to_owned())
}

fn fault(error: &rhai::ParseError) -> Fault {
    let position = error.position();
    Fault {
        message: syntax(error),
        line: position.line().unwrap_or(1),
        column: position.position().unwrap_or(1),
    }
}

/// Rhai speaks English; the usual faults in Chinese.
fn syntax(error: &rhai::ParseError) -> String {
    use rhai::ParseErrorType as E;
    match error.err_type() {
        E::VariableUndefined(name) => format!("不认识 {name}"),
        E::MissingToken(token, _) => format!("缺少 {token}"),
        E::UnexpectedEOF => "表达式没有写完".to_owned(),
        E::ExprTooDeep => "表达式嵌套过深".to_owned(),
        E::BadInput(_) => "有不能识别的字符；引号、括号与比较号须用半角".to_owned(),
        E::Reserved(word) => format!("{word} 不能使用"),
        _ => "表达式的写法不成立".to_owned(),
    }
}

/// Comparisons: numbers with numbers (whole or not), texts with texts, truths with truths;
/// anything else is an error.
fn comparisons(engine: &mut Engine) {
    type Compare = fn(std::cmp::Ordering) -> bool;
    let operators: [(&str, Compare); 6] = [
        ("<", std::cmp::Ordering::is_lt),
        ("<=", std::cmp::Ordering::is_le),
        (">", std::cmp::Ordering::is_gt),
        (">=", std::cmp::Ordering::is_ge),
        ("==", std::cmp::Ordering::is_eq),
        ("!=", std::cmp::Ordering::is_ne),
    ];
    for (sign, holds) in operators {
        engine.register_fn(
            sign,
            move |a: Dynamic, b: Dynamic| -> Result<bool, Box<EvalAltResult>> {
                compare(&a, &b).map(holds)
            },
        );
        engine.register_fn(sign, move |a: i64, b: i64| holds(a.cmp(&b)));
        engine.register_fn(sign, move |a: f64, b: f64| holds(a.total_cmp(&b)));
        engine.register_fn(sign, move |a: &str, b: &str| holds(a.cmp(b)));
    }
}

fn compare(a: &Dynamic, b: &Dynamic) -> Result<std::cmp::Ordering, Box<EvalAltResult>> {
    #[expect(clippy::cast_precision_loss, reason = "numbers in rules are small")]
    let number =
        |d: &Dynamic| d.as_float().ok().or_else(|| d.as_int().ok().map(|i| i as f64));
    if let (Some(a), Some(b)) = (number(a), number(b)) {
        return Ok(a.total_cmp(&b));
    }
    if let (Ok(a), Ok(b)) = (a.as_bool(), b.as_bool()) {
        return Ok(a.cmp(&b));
    }
    if let (Ok(a), Ok(b)) = (a.as_immutable_string_ref(), b.as_immutable_string_ref()) {
        return Ok(a.as_str().cmp(b.as_str()));
    }
    let kind = |d: &Dynamic| {
        if number(d).is_some() {
            "数"
        } else if d.is_string() {
            "文字"
        } else if d.is_bool() {
            "是非"
        } else if d.is_unit() {
            "空值"
        } else {
            "对象"
        }
    };
    Err(format!("{}与{}不能比较", kind(a), kind(b)).into())
}
