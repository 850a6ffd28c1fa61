//! What clap says, in Chinese: help, and what was wrong with the arguments.

use std::io::Write;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::Exit;

/// Headings and marks that clap writes itself.
const WORDS: [(&str, &str); 8] = [
    ("Usage: ", "用法："),
    ("Arguments:", "参数:"),
    ("Options:", "选项:"),
    ("Commands:", "命令:"),
    ("Possible values:", "可取："),
    ("[default: ", "[缺省："),
    ("[possible values: ", "[可取："),
    ("[OPTIONS]", "[选项]"),
];

/// Prints help or version, which are good, or what was wrong, which is not.
pub(super) fn print(error: &clap::Error) -> Exit {
    // A closed pipe is no fault of ours.
    if error.use_stderr() {
        let _ = write!(std::io::stderr(), "{}", fault(error));
        Exit::Usage
    } else {
        let _ = write!(std::io::stdout(), "{}", chinese(&error.render().to_string()));
        Exit::Good
    }
}

fn chinese(text: &str) -> String {
    WORDS.iter().fold(text.to_owned(), |text, (own, ours)| text.replace(own, ours))
}

/// The message for wrong arguments: what was found, what is meant, where help is.
fn fault(error: &clap::Error) -> String {
    let argument = said(error, ContextKind::InvalidArg);
    let value = said(error, ContextKind::InvalidValue);
    let message = match error.kind() {
        ErrorKind::MissingRequiredArgument => format!("缺少参数 {argument}"),
        ErrorKind::InvalidSubcommand => {
            format!("没有命令“{}”", said(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => format!("不认识的参数“{argument}”"),
        ErrorKind::InvalidValue if value.is_empty() => {
            format!("{argument} 后面要写一个值")
        }
        ErrorKind::InvalidValue => format!("{argument} 不能是“{value}”"),
        ErrorKind::ValueValidation => format!("{argument} 的值“{value}”不合要求"),
        ErrorKind::TooManyValues => format!("{argument} 的值太多，多出“{value}”"),
        ErrorKind::ArgumentConflict => {
            format!("{argument} 不能与 {} 同用", said(error, ContextKind::PriorArg))
        }
        ErrorKind::MissingSubcommand
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => "没有写命令".to_owned(),
        _ => chinese(&error.render().to_string()),
    };
    let suggested = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ];
    let mut lines = vec![format!("错误：{message}")];
    let near = suggested.into_iter().map(|kind| said(error, kind));
    lines.extend(near.filter(|s| !s.is_empty()).map(|s| format!("是不是要写：{s}")));
    let valid = said(error, ContextKind::ValidValue);
    if !valid.is_empty() {
        lines.push(format!("可取：{valid}"));
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        lines.push(chinese(&usage.to_string()));
    }
    lines.push("用 --help 查看说明\n".to_owned());
    lines.join("\n")
}

/// What the error says of `kind`; empty for nothing.
fn said(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(list)) => list.join("、"),
        _ => String::new(),
    }
}
