//! What stands beside the records and must agree with the types: JSON Schemas, the editor's
//! mapping, the guide's tables of fields. `UPDATE=1 cargo test --release --test
//! knowledge_files` rewrites them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use yice::knowledge::schemas;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The file at `path` must hold `text`; with UPDATE it is made to.
#[track_caller]
fn same(path: &Path, text: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        return;
    }
    let found = fs::read_to_string(path).unwrap_or_default();
    assert!(
        found == text,
        "{} is stale: run `UPDATE=1 cargo test --release --test knowledge_files`",
        path.display()
    );
}

#[test]
fn schemas_are_fresh() {
    for schema in schemas() {
        let text = serde_json::to_string_pretty(&schema.schema).unwrap();
        same(&root().join(format!("schemas/{}.json", schema.name)), &format!("{text}\n"));
    }
}

#[test]
fn editors_know_the_schemas() {
    let mut files = Map::new();
    for schema in schemas() {
        let globs = schema.files.iter().map(|glob| json!(format!("knowledge/{glob}")));
        files.insert(format!("./schemas/{}.json", schema.name), globs.collect());
    }
    let settings = json!({
        "yaml.schemas": files,
        "yaml.validate": true,
        "[yaml]": { "editor.tabSize": 2 },
        "files.eol": "\n",
    });
    let text = serde_json::to_string_pretty(&settings).unwrap();
    same(&root().join(".vscode/settings.json"), &format!("{text}\n"));
}

/// Where the guide holds a table: `<!-- 字段：technology -->` … `<!-- /字段 -->`.
const OPEN: &str = "<!-- 字段：";
const CLOSE: &str = "<!-- /字段 -->";

#[test]
fn the_guide_names_every_field() {
    let path = root().join("knowledge/README.md");
    let guide = fs::read_to_string(&path).unwrap();
    let mut tables: BTreeMap<&str, String> = schemas()
        .iter()
        .map(|schema| {
            let root = &schema.schema;
            let top = if root["type"] == "array" { &root["items"] } else { root };
            (schema.name, fields(root, schema.title, resolve(root, top)))
        })
        .collect();
    tables.insert("figure", common_fields());
    let mut fresh = String::new();
    let mut rest = guide.as_str();
    let mut shown = Vec::new();
    while let Some(start) = rest.find(OPEN) {
        let after = &rest[start + OPEN.len()..];
        let name = after.split(' ').next().unwrap();
        let end = after.find(CLOSE).unwrap_or_else(|| panic!("{name} is not closed"));
        let table = tables.get(name).unwrap_or_else(|| panic!("no schema {name}"));
        let _ = write!(fresh, "{}{OPEN}{name} -->\n\n{table}\n{CLOSE}", &rest[..start]);
        shown.push(name);
        rest = &after[end + CLOSE.len()..];
    }
    fresh.push_str(rest);
    let missing: Vec<&&str> =
        tables.keys().filter(|name| !shown.contains(*name)).collect();
    assert!(missing.is_empty(), "the guide says nothing of {missing:?}");
    same(&path, &fresh);
}

/// The shapes that stand everywhere.
fn common_fields() -> String {
    let schemas = schemas();
    let root = &schemas.iter().find(|s| s.name == "coefficients").unwrap().schema;
    let names = ["数值", "来源", "有效期"];
    let tables = names
        .iter()
        .zip(COMMON)
        .map(|(title, name)| fields(root, title, &root["definitions"][name]));
    tables.collect::<Vec<_>>().join("\n")
}

/// The fields of a file and of what is inside it, each once.
fn fields(root: &Value, title: &str, top: &Value) -> String {
    let mut text = String::new();
    let mut queue = vec![(title.to_owned(), top)];
    let mut seen: Vec<String> = Vec::new();
    while let Some((title, object)) = queue.pop() {
        if seen.contains(&title) {
            continue;
        }
        seen.push(title.clone());
        let _ = writeln!(
            text,
            "**{title}**\n\n| 键 | 必填 | 类型 | 含义 |\n|:--|:--|:--|:--|"
        );
        let required = object["required"].as_array().cloned().unwrap_or_default();
        let mut inner = Vec::new();
        for (key, field) in object["properties"].as_object().unwrap() {
            let needed = if required.contains(&json!(key)) { "是" } else { "" };
            let (kind, nested) = kind(root, field);
            let meaning = field["description"].as_str().unwrap_or_default();
            let _ = writeln!(
                text,
                "| `{key}` | {needed} | {kind} | {} |",
                meaning.replace('|', "\\|")
            );
            if let Some(object) = nested
                && !COMMON.contains(&kind_name(field).as_str())
            {
                inner.push((format!("{title}·{key}"), object));
            }
        }
        text.push('\n');
        inner.reverse();
        queue.extend(inner);
    }
    text.trim_end().to_owned() + "\n"
}

/// Shapes that the guide explains once, in sections of their own.
const COMMON: [&str; 3] = ["WrittenFigure", "SourceRef", "Validity"];

fn resolve<'a>(root: &'a Value, value: &'a Value) -> &'a Value {
    let reference = value["$ref"].as_str().or_else(|| {
        let any = value["anyOf"].as_array().or(value["allOf"].as_array())?;
        any.iter().find_map(|one| one["$ref"].as_str())
    });
    match reference.and_then(|r| r.strip_prefix("#/definitions/")) {
        Some(name) => resolve(root, &root["definitions"][name]),
        None => value,
    }
}

fn kind_name(field: &Value) -> String {
    let text = field.to_string();
    let start = text.find("#/definitions/").map(|at| at + "#/definitions/".len());
    start.map_or_else(String::new, |start| {
        text[start..].chars().take_while(|c| c.is_alphanumeric()).collect()
    })
}

/// A type in Chinese, and the object it leads to.
fn kind<'a>(root: &'a Value, field: &'a Value) -> (String, Option<&'a Value>) {
    let target = resolve(root, field);
    match kind_name(field).as_str() {
        "WrittenFigure" if target["properties"].is_object() => {
            return ("数值".to_owned(), Some(target));
        }
        "SourceRef" if target["properties"].is_object() => {
            return ("来源".to_owned(), Some(target));
        }
        "Validity" => return ("有效期".to_owned(), Some(target)),
        _ => {}
    }
    if target["properties"].is_object() {
        return ("映射".to_owned(), Some(target));
    }
    let types = target["type"].to_string();
    if types.contains("array") {
        let item = resolve(root, &target["items"]);
        let object = item["properties"].is_object().then_some(item);
        let of = if object.is_some() { "映射" } else { "文字" };
        return (format!("列表（{of}）"), object);
    }
    let word = if target["enum"].is_array() || target["oneOf"].is_array() {
        "词"
    } else if types.contains("object") {
        "映射"
    } else if types.contains("boolean") {
        "true/false"
    } else if types.contains("integer") || types.contains("number") {
        "数"
    } else {
        "文字"
    };
    (word.to_owned(), None)
}
