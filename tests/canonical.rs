//! The records' canonical order and spelling: keys in the order of the types, one line where
//! it fits, quotes only where they are needed, sources by id, comments at the head.
//! `UPDATE=1 cargo test --release --test canonical` writes every file so.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop"
)]

use std::fs;
use std::path::{Path, PathBuf};

use granit_parser::{Event, Parser, ScalarStyle};
use serde_json::Value;
use yice::knowledge::{FileSchema, schemas};

/// A line is no longer than this, unless one value alone is.
const WIDTH: usize = 160;

#[derive(Debug)]
enum Node {
    Scalar(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

#[test]
fn records_are_written_canonically() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    let schemas = schemas();
    let mut files = Vec::new();
    yaml_files(&root, &mut files);
    assert!(files.len() > 100, "only {} files were found", files.len());
    let mut stale = Vec::new();
    for path in files {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&path).unwrap();
        let fresh = format(&text, schema(&schemas, &name));
        if text == fresh {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, fresh).unwrap();
        } else {
            stale.push(difference(&name, &text, &fresh));
        }
    }
    assert!(
        stale.is_empty(),
        "{} files are not canonical (UPDATE=1 writes them):\n{}",
        stale.len(),
        stale.join("\n")
    );
}

/// The first line that should be another.
fn difference(name: &str, text: &str, fresh: &str) -> String {
    let mut lines = text.lines().zip(fresh.lines()).enumerate();
    match lines.find(|(_, (a, b))| a != b) {
        Some((n, (found, wanted))) => {
            format!("knowledge/{name}:{}\n  - {found}\n  + {wanted}", n + 1)
        }
        None => format!("knowledge/{name}: the end differs"),
    }
}

fn yaml_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            yaml_files(&path, found);
        } else if path.extension().is_some_and(|e| e == "yaml") {
            found.push(path);
        }
    }
}

/// The schema of the file `name`, found by its pattern.
fn schema<'a>(schemas: &'a [FileSchema], name: &str) -> &'a Value {
    let fits = |pattern: &str| {
        let (wanted, parts): (Vec<&str>, Vec<&str>) =
            (pattern.split('/').collect(), name.split('/').collect());
        wanted.len() == parts.len()
            && wanted.iter().zip(&parts).all(|(w, p)| {
                w == p
                    || *w == "*"
                    || w.strip_prefix('*').is_some_and(|end| p.ends_with(end))
            })
    };
    // A plain name goes before a pattern.
    let exact = schemas.iter().find(|s| s.files.contains(&name));
    let found =
        exact.or_else(|| schemas.iter().find(|s| s.files.iter().any(|f| fits(f))));
    &found.unwrap_or_else(|| panic!("no schema for {name}")).schema
}

fn format(text: &str, schema: &Value) -> String {
    let head: String = text
        .lines()
        .take_while(|l| l.starts_with('#'))
        .map(|l| format!("{l}\n"))
        .collect();
    let mut root = parse(text);
    order(&mut root, schema, schema);
    if schema["title"] == "来源"
        && let Node::List(items) = &mut root
    {
        items.sort_by_key(id);
    }
    let mut out = head;
    match &root {
        Node::Map(entries) => block_map(entries, 0, &mut out),
        Node::List(items) => block_list(items, 0, &mut out),
        Node::Scalar(text) => out.push_str(text),
    }
    out
}

fn id(node: &Node) -> String {
    let Node::Map(entries) = node else { return String::new() };
    let id = entries.iter().find(|(key, _)| key == "id");
    match id {
        Some((_, Node::Scalar(id))) => id.clone(),
        _ => String::new(),
    }
}

fn parse(text: &str) -> Node {
    enum Open {
        List(Vec<Node>),
        Map(Vec<(String, Node)>, Option<String>),
    }
    let mut stack: Vec<Open> = Vec::new();
    let mut root = None;
    for event in Parser::new_from_str(text) {
        let done = match event.unwrap().0 {
            Event::SequenceStart(..) => {
                stack.push(Open::List(Vec::new()));
                continue;
            }
            Event::MappingStart(..) => {
                stack.push(Open::Map(Vec::new(), None));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match stack.pop().unwrap() {
                Open::List(items) => Node::List(items),
                Open::Map(entries, _) => Node::Map(entries),
            },
            Event::Scalar(value, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                Node::Scalar(spelled(&value, plain))
            }
            _ => continue,
        };
        match stack.last_mut() {
            None => root = Some(done),
            Some(Open::List(items)) => items.push(done),
            Some(Open::Map(entries, key)) => match (key.take(), done) {
                (None, Node::Scalar(text)) => *key = Some(text),
                (Some(name), value) => entries.push((name, value)),
                (None, _) => panic!("a key is no word"),
            },
        }
    }
    root.unwrap()
}

/// A scalar in its canonical spelling: quoted only where another reading is possible.
fn spelled(value: &str, plain: bool) -> String {
    let number = value.parse::<f64>().is_ok();
    let word =
        ["true", "false", "null", "~", "yes", "no", "on", "off", ""].contains(&value);
    // Some readers take a question mark in a plain scalar for a key.
    let address = value.contains('?') || value.contains("://");
    if plain && !address {
        return value.to_owned();
    }
    let starts = value.starts_with([
        '-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"',
        '%', '@', '`', ' ', '=', '<', '~',
    ]);
    let inside = value.contains([',', '[', ']', '{', '}'])
        || value.contains(": ")
        || value.contains(" #")
        || value.ends_with([':', ' ']);
    let date =
        value.len() == 10 && value.as_bytes()[4] == b'-' && value.as_bytes()[7] == b'-';
    if value.contains('\n') {
        return format!("{value:?}");
    }
    if number || word || starts || inside || date || address {
        return format!("'{}'", value.replace('\'', "''"));
    }
    value.to_owned()
}

/// Keys in the order of the type.
fn order(node: &mut Node, root: &Value, schema: &Value) {
    let schema = resolve(root, schema);
    match node {
        Node::Map(entries) => {
            let properties = schema["properties"].as_object();
            if let Some(properties) = properties {
                let place = |key: &String| {
                    properties.keys().position(|k| k == key).unwrap_or(usize::MAX)
                };
                entries.sort_by_key(|(key, _)| place(key));
            }
            for (key, value) in entries {
                let inner = properties.and_then(|p| p.get(key));
                order(value, root, inner.unwrap_or(&schema["additionalProperties"]));
            }
        }
        Node::List(items) => {
            for item in items {
                order(item, root, &schema["items"]);
            }
        }
        Node::Scalar(_) => {}
    }
}

fn resolve<'a>(root: &'a Value, value: &'a Value) -> &'a Value {
    let any = value["anyOf"].as_array().or(value["allOf"].as_array());
    let reference = value["$ref"]
        .as_str()
        .or_else(|| any.and_then(|any| any.iter().find_map(|one| one["$ref"].as_str())));
    match reference.and_then(|r| r.strip_prefix("#/definitions/")) {
        Some(name) => resolve(root, &root["definitions"][name]),
        None => value,
    }
}

fn width(text: &str) -> usize {
    text.chars().map(|c| if u32::from(c) >= 0x2e80 { 2 } else { 1 }).sum()
}

/// `{a: 1, b: [x, y]}`.
fn flow(node: &Node) -> String {
    match node {
        Node::Scalar(text) => text.clone(),
        Node::List(items) => {
            let items: Vec<String> = items.iter().map(flow).collect();
            format!("[{}]", items.join(", "))
        }
        Node::Map(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("{key}: {}", flow(value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

fn block_map(entries: &[(String, Node)], indent: usize, out: &mut String) {
    for (number, (key, value)) in entries.iter().enumerate() {
        if number > 0 || indent == 0 {
            out.push_str(&" ".repeat(indent));
        }
        out.push_str(key);
        out.push(':');
        let line = flow(value);
        let records = matches!(value, Node::List(items) if items.iter().any(|i| matches!(i, Node::Map(_))) && indent == 0);
        let fits = indent + key.len() + 2 + width(&line) <= WIDTH && !records;
        match value {
            Node::Map(inner) if !fits => {
                out.push('\n');
                out.push_str(&" ".repeat(indent + 2));
                block_map(inner, indent + 2, out);
            }
            Node::List(items) if !fits => {
                out.push('\n');
                block_list(items, indent + 2, out);
            }
            _ if line.is_empty() => out.push('\n'),
            _ => {
                out.push(' ');
                out.push_str(&line);
                out.push('\n');
            }
        }
    }
}

fn block_list(items: &[Node], indent: usize, out: &mut String) {
    for item in items {
        out.push_str(&" ".repeat(indent));
        out.push_str("- ");
        let line = flow(item);
        match item {
            Node::Map(entries) if indent + 2 + width(&line) > WIDTH => {
                block_map(entries, indent + 2, out);
            }
            Node::List(inner) if indent + 2 + width(&line) > WIDTH => {
                out.push('\n');
                block_list(inner, indent + 2, out);
            }
            _ => {
                out.push_str(&line);
                out.push('\n');
            }
        }
    }
}
