//! YAML text as a tree of nodes that know their bytes.

use std::ops::Range;
use std::sync::Arc;

use granit_parser::{Event, Marker, Parser, ScalarStyle, Span};

use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceFile};

/// Deeper nesting than any record has; bounds recursion on hostile input.
const MAX_DEPTH: usize = 64;

/// A piece of YAML and where it stands.
#[derive(Debug)]
pub(super) struct Node {
    /// Number of the node in its file, from 0, in reading order.
    pub id: usize,
    pub span: Range<usize>,
    pub kind: Kind,
}

#[derive(Debug)]
pub(super) enum Kind {
    Scalar { text: String, plain: bool },
    Seq(Vec<Node>),
    Map(Vec<(Key, Node)>),
}

#[derive(Debug)]
pub(super) struct Key {
    pub text: String,
    pub span: Range<usize>,
}

impl Node {
    /// Whether it is an absent value: empty, `null` or `~`.
    pub fn is_null(&self) -> bool {
        matches!(&self.kind, Kind::Scalar { text, plain: true }
            if text.is_empty() || text == "null" || text == "~")
    }

    /// The text under `key`, if this is a mapping with such a scalar.
    pub fn get_text(&self, key: &str) -> Option<&str> {
        let Kind::Map(entries) = &self.kind else { return None };
        entries.iter().find_map(|(k, node)| match &node.kind {
            Kind::Scalar { text, .. } if k.text == key => Some(text.as_str()),
            _ => None,
        })
    }
}

/// Parses the one YAML document in `file`; faults go to `sink`.
pub(super) fn parse(file: &Arc<SourceFile>, sink: &mut Sink) -> Option<Node> {
    let mut builder = Builder { file, sink, next: 0, stack: Vec::new(), root: None };
    for event in Parser::new_from_str(file.text()) {
        match event {
            Ok((event, span)) => builder.event(event, span)?,
            Err(error) => {
                let at = offset(file, *error.marker());
                builder.fault(at..at + 1, &syntax_message(&error.to_string()));
                return None;
            }
        }
    }
    builder.root
}

/// The parser speaks English: what users need to know is where, and what is usual.
fn syntax_message(error: &str) -> String {
    let hint = [
        ("tab", "缩进用了制表符，应为空格"),
        ("indent", "缩进与上文不一致"),
        ("mapping values", "同一行出现第二个冒号，值里含冒号须加引号"),
        ("simple key", "缺少冒号，或冒号后缺少空格"),
        ("did not find expected ',' or '}'", "花括号没有写完，或缺少逗号"),
        ("did not find expected ',' or ']'", "方括号没有写完，或缺少逗号"),
        ("quote", "引号没有配对"),
    ]
    .iter()
    .find(|(word, _)| error.contains(word));
    match hint {
        Some((_, hint)) => format!("YAML 语法有误：{hint}"),
        None => "YAML 语法有误：此处的写法不成立".to_owned(),
    }
}

fn offset(file: &SourceFile, mark: Marker) -> usize {
    mark.byte_offset().unwrap_or_else(|| {
        file.text().char_indices().nth(mark.index()).map_or(file.text().len(), |(i, _)| i)
    })
}

/// A collection under construction.
struct Open {
    id: usize,
    start: usize,
    key: Option<Key>,
    kind: Kind,
}

struct Builder<'a> {
    file: &'a Arc<SourceFile>,
    sink: &'a mut Sink,
    next: usize,
    stack: Vec<Open>,
    root: Option<Node>,
}

impl Builder<'_> {
    fn fault(&mut self, span: Range<usize>, message: &str) {
        let place = Place::new(self.file, span);
        self.sink.push(Diagnostic::error(Code::YamlSyntax, message).at(&place));
    }

    fn id(&mut self) -> usize {
        self.next += 1;
        self.next - 1
    }

    /// Takes one event; `None` when reading cannot go on.
    fn event(&mut self, event: Event<'_>, span: Span) -> Option<()> {
        let range = offset(self.file, span.start)..offset(self.file, span.end);
        match event {
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                self.scalar(text.into_owned(), plain, range);
            }
            Event::SequenceStart(..) => self.open(range.start, Kind::Seq(Vec::new()))?,
            Event::MappingStart(..) => self.open(range.start, Kind::Map(Vec::new()))?,
            Event::SequenceEnd | Event::MappingEnd => self.close(range.end),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.fault(range, "不支持 YAML 别名（*名称）；把内容写全");
                return None;
            }
            Event::DocumentStart(..) if self.root.is_some() => {
                self.fault(range, "一个文件只能有一个 YAML 文档；删去多余的 ---");
                return None;
            }
            _ => {}
        }
        Some(())
    }

    fn scalar(&mut self, text: String, plain: bool, span: Range<usize>) {
        if let Some(Open { key: key @ None, kind: Kind::Map(entries), .. }) =
            self.stack.last_mut()
        {
            let duplicate = entries.iter().any(|(k, _)| k.text == text);
            *key = Some(Key { text: text.clone(), span: span.clone() });
            if duplicate {
                let place = Place::new(self.file, span);
                self.sink.push(
                    Diagnostic::error(Code::DuplicateKey, format!("键 {text} 重复出现"))
                        .at(&place)
                        .help("同一层的键只能出现一次；删去一个或改名"),
                );
            }
            return;
        }
        let id = self.id();
        self.place(Node { id, span, kind: Kind::Scalar { text, plain } });
    }

    fn open(&mut self, start: usize, kind: Kind) -> Option<()> {
        if let Some(Open { key: None, kind: Kind::Map(_), .. }) = self.stack.last() {
            self.fault(start..start + 1, "键只能是文字，不能是列表或映射");
            return None;
        }
        if self.stack.len() >= MAX_DEPTH {
            self.fault(start..start + 1, "嵌套过深");
            return None;
        }
        let id = self.id();
        self.stack.push(Open { id, start, key: None, kind });
        Some(())
    }

    fn close(&mut self, end: usize) {
        let Some(open) = self.stack.pop() else { return };
        // A block collection's end lies after the line break: point at its text only.
        let text = self.file.text().get(open.start..end).unwrap_or_default();
        let end = open.start + text.trim_end().len();
        self.place(Node { id: open.id, span: open.start..end, kind: open.kind });
    }

    fn place(&mut self, node: Node) {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Open { kind: Kind::Seq(items), .. }) => items.push(node),
            Some(Open { key, kind: Kind::Map(entries), .. }) => {
                // A repeated key was reported; its first value counts.
                if let Some(key) = key.take()
                    && entries.iter().all(|(known, _)| known.text != key.text)
                {
                    entries.push((key, node));
                }
            }
            Some(_) => {}
        }
    }
}
