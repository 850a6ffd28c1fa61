//! Why a value could not be read.

use std::fmt;

use serde::de::{self, Unexpected};

use crate::diagnostic::{Code, did_you_mean};

/// Why a value could not be read.
#[derive(Debug)]
pub(in crate::reading) enum Stop {
    /// Said already, with its place.
    Reported,
    /// Found by serde or a type; the node it concerns gives the place.
    Found { code: Code, message: String, help: Option<String> },
    /// A struct lacks this key.
    Absent(&'static str),
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reported => f.write_str("已报告"),
            Self::Found { message, .. } => f.write_str(message),
            Self::Absent(key) => write!(f, "缺少 {key}"),
        }
    }
}

impl std::error::Error for Stop {}

impl de::Error for Stop {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::Found { code: Code::WrongType, message: message.to_string(), help: None }
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        let found = describe(&found);
        Self::custom(format!("类型不对：这里是{found}，应为{expected}"))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::custom(format!("值不对：这里是{}，应为{expected}", describe(&found)))
    }

    fn unknown_variant(found: &str, expected: &'static [&'static str]) -> Self {
        Self::Found {
            code: Code::UnknownWord,
            message: format!("不认识“{found}”，应为：{}", expected.join("、")),
            help: did_you_mean(found, expected.iter().copied()),
        }
    }

    fn missing_field(field: &'static str) -> Self {
        Self::Absent(field)
    }
}

fn describe(found: &Unexpected<'_>) -> String {
    match found {
        Unexpected::Bool(b) => format!("是非值 {b}"),
        Unexpected::Unsigned(n) => format!("数字 {n}"),
        Unexpected::Signed(n) => format!("数字 {n}"),
        Unexpected::Float(n) => format!("数字 {n}"),
        Unexpected::Str(s) => format!("文字“{s}”"),
        Unexpected::Unit | Unexpected::Option => "空值".to_owned(),
        Unexpected::Seq => "列表".to_owned(),
        Unexpected::Map => "映射".to_owned(),
        _ => "其他内容".to_owned(),
    }
}
