//! Help and wrong arguments speak Chinese.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop"
)]

mod common;

use common::yice;

/// What clap writes by itself.
const ENGLISH: [&str; 9] = [
    "Usage",
    "Options",
    "Arguments",
    "Commands",
    "Possible",
    "default",
    "error",
    "tip:",
    "For more",
];

const COMMANDS: [&str; 12] = [
    "draft",
    "inventory",
    "diagnose",
    "recommend",
    "plan",
    "review",
    "assess",
    "explain",
    "test",
    "knowledge",
    "new",
    "check",
];

#[test]
fn help_is_chinese() {
    for command in COMMANDS {
        let (status, help, _) = yice(&[command, "--help"]);
        assert_eq!(status, 0, "{command}");
        for word in ENGLISH {
            assert!(!help.contains(word), "{command}: {word} in {help}");
        }
    }
}

#[test]
fn wrong_arguments_say_what_is_meant() {
    for (arguments, expected) in [
        (&["draft"][..], "缺少参数 <案例>"),
        (&["inventori"], "是不是要写：inventory"),
        (&["inventory", "cases/yichang", "--format", "jsn"], "不能是“jsn”"),
        (&["draft", "cases/yichang", "--out", "x"], "是不是要写：--output"),
        (&["draft", "cases/yichang", "--to"], "后面要写一个值"),
        (&[], "没有写命令"),
    ] {
        let (status, _, stderr) = yice(arguments);
        assert_eq!(status, 2, "{arguments:?}");
        assert!(stderr.contains(expected), "{arguments:?}: {stderr}");
        for word in ENGLISH {
            assert!(!stderr.contains(word), "{arguments:?}: {word} in {stderr}");
        }
    }
}
