//! A figure as printed, a cited source by its number, a table by its number, or words of a
//! file.

use std::sync::Arc;

use super::super::output;
use super::case::CaseScope;
use super::print::line;
use super::used::Bare;
use crate::diagnostic::SourceFile;

/// Lines shown of a figure that stands in words only.
const SHOWN_LINES: usize = 12;

impl CaseScope {
    /// A figure as printed in the document.
    pub fn figure(&self, text: &str) -> bool {
        let mut words: Vec<&str> = Vec::new();
        let mut numbers: Vec<Bare> = Vec::new();
        for printed in self.register.find(text) {
            output::line(&format!("{}：", printed.label));
            self.tree(&printed.quantity, "", 1);
            words.push(&printed.text);
            let unit = printed.quantity.unit().symbol().to_owned();
            numbers.push((printed.quantity.number(), unit));
        }
        self.used_with(&words, &numbers);
        !words.is_empty()
    }

    /// `[3]`: the source cited by this number.
    pub fn citation(&self, text: &str) -> bool {
        let number = text.trim_start_matches('[').trim_end_matches(']');
        if number.len() == text.len() {
            return false;
        }
        let Some(id) = number
            .parse::<usize>()
            .ok()
            .and_then(|n| n.checked_sub(1))
            .and_then(|n| self.cited.get(n))
        else {
            return false;
        };
        line(0, &format!("来源 {text}"), &format!("← {}", self.source_name(id)));
        let profile = &self.loaded.profile;
        if let Some(source) = profile.source(id, &self.loaded.knowledge) {
            let details = [
                ("发布机关", &source.issuer),
                ("文号", &source.number),
                ("日期", &source.date),
                ("读自", &source.url),
            ];
            for (label, value) in details {
                if let Some(value) = value {
                    line(1, label, value);
                }
            }
        }
        true
    }

    /// `表 9`: the table of this number, and where the text speaks of it.
    pub fn table(&self, text: &str) -> bool {
        let Some(number) = text.strip_prefix(['表', '图']).map(str::trim) else {
            return false;
        };
        let kind: String = text.chars().take(1).collect();
        let own = format!("{kind} {number}　");
        let captions = self.markdown.lines().find_map(|caption| {
            let caption = caption.trim_start_matches("**").trim_start_matches("![");
            caption.strip_prefix(&own).map(str::to_owned)
        });
        let Some(caption) = captions else { return false };
        let title = caption.split([']', '*']).next().unwrap_or_default();
        line(0, &format!("{kind} {number}"), title);
        self.used(&[&format!("{kind} {number}")]);
        let templates = self.texts.iter().filter(|f| f.name().ends_with(".tera"));
        let written = words(templates, &format!("|{title}"));
        if written == 0 {
            line(
                1,
                "原因",
                "标题由模板按数据逐个生成；表中各数可逐个用 yice explain 追问",
            );
        }
        true
    }

    /// A figure that stands in a sentence of a file, not in a field: the lines themselves.
    pub fn words(&self, text: &str) -> bool {
        words(self.texts.iter(), text) > 0
    }
}

fn words<'a>(files: impl Iterator<Item = &'a Arc<SourceFile>>, text: &str) -> usize {
    let wanted: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let starts_in_number = |line: &str, at: usize| {
        line[..at].ends_with(|c: char| c.is_ascii_digit() || c == '.')
    };
    let mut found = 0;
    for file in files {
        for (number, text) in file.text().lines().enumerate() {
            let dense: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            let holds =
                dense.match_indices(&wanted).any(|(at, _)| !starts_in_number(&dense, at));
            if !holds {
                continue;
            }
            found += 1;
            if found <= SHOWN_LINES {
                output::line(&format!(
                    "← {} 第{}行：{}",
                    file.name(),
                    number + 1,
                    text.trim()
                ));
            }
        }
    }
    if found > SHOWN_LINES {
        output::line(&format!("另有 {} 处", found - SHOWN_LINES));
    }
    found
}
