//! Numbers for headings, tables and figures, given in one pass over the Markdown.
//!
//! Templates write `# 总则`, `表：标题`, `![图：标题](…)` and refer by `{表:id}`, `{图:id}`;
//! numbers are given in the order of appearance, so that inserting a table renumbers all.

use std::collections::BTreeMap;

/// Markdown with all numbers in place.
pub(super) fn number(markdown: &str) -> String {
    let mut pass = Pass::default();
    let lines: Vec<String> = markdown.lines().map(|line| pass.line(line)).collect();
    pass.resolve(&lines.join("\n"))
}

#[derive(Default)]
struct Pass {
    levels: [usize; 4],
    annex: Option<usize>,
    tables: usize,
    figures: usize,
    names: BTreeMap<String, String>,
    fenced: bool,
}

impl Pass {
    fn line(&mut self, line: &str) -> String {
        if line.starts_with("```") {
            self.fenced = !self.fenced;
        }
        if self.fenced {
            return line.to_owned();
        }
        if line.trim() == "<!-- annex -->" {
            self.annex = Some(0);
            return line.to_owned();
        }
        let hashes = line.bytes().take_while(|b| *b == b'#').count();
        if (1..=4).contains(&hashes) && line.as_bytes().get(hashes) == Some(&b' ') {
            return self.heading(hashes, line[hashes..].trim());
        }
        if let Some(caption) = line.strip_prefix("表：") {
            return self.caption(caption, "表");
        }
        if let Some(caption) = line.strip_prefix("![图：") {
            self.figures += 1;
            let (id, rest) = split_id(caption);
            let label = format!("图 {}", self.figures);
            self.names.insert(format!("图:{id}"), label.clone());
            return format!("![{label}　{rest}");
        }
        line.to_owned()
    }

    fn caption(&mut self, caption: &str, kind: &str) -> String {
        self.tables += 1;
        let (id, title) = split_id(caption);
        let label = format!("{kind} {}", self.tables);
        self.names.insert(format!("{kind}:{id}"), label.clone());
        format!("**{label}　{title}**")
    }

    fn heading(&mut self, level: usize, text: &str) -> String {
        let hashes = "#".repeat(level);
        // `# ~ 摘要` stays without number.
        if let Some(plain) = text.strip_prefix("~ ") {
            return format!("{hashes} {plain}");
        }
        if level == 1
            && let Some(annex) = &mut self.annex
        {
            *annex += 1;
            let number = *annex;
            self.levels = [0; 4];
            return format!("{hashes} 附件 {number}　{text}");
        }
        self.levels[level - 1] += 1;
        for deeper in &mut self.levels[level..] {
            *deeper = 0;
        }
        let n = self.levels[level - 1];
        let number = match level {
            1 => format!("{}、", chinese(n)),
            2 => format!("（{}）", chinese(n)),
            3 => format!("{n}. "),
            _ => format!("（{n}）"),
        };
        format!("{hashes} {number}{text}")
    }

    fn resolve(&self, text: &str) -> String {
        let mut resolved = text.to_owned();
        for (name, label) in &self.names {
            resolved = resolved.replace(&format!("{{{name}}}"), label);
        }
        resolved
    }
}

/// `id|标题` → id and title; without id the title is its own.
fn split_id(caption: &str) -> (&str, &str) {
    caption.split_once('|').unwrap_or((caption, caption))
}

/// 1 → 一, 12 → 十二, 23 → 二十三.
pub(super) fn chinese(n: usize) -> String {
    const DIGITS: [&str; 10] =
        ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match n {
        0..=9 => DIGITS[n].to_owned(),
        10..=19 => format!("十{}", if n == 10 { "" } else { DIGITS[n - 10] }),
        20..=99 => {
            let unit = if n.is_multiple_of(10) { "" } else { DIGITS[n % 10] };
            format!("{}十{unit}", DIGITS[n / 10])
        }
        _ => n.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_tables_and_figures_get_numbers_in_order() {
        let markdown = "\
# ~ 摘要
# 总则
## 依据
见{表:a}与{图:b}。
表：a|负荷
![图：b|占比](figures/b.svg)
# 现状
## 水质
### 干流
<!-- annex -->
# 清单
";
        let expected = "\
# 摘要
# 一、总则
## （一）依据
见表 1与图 1。
**表 1　负荷**
![图 1　占比](figures/b.svg)
# 二、现状
## （一）水质
### 1. 干流
<!-- annex -->
# 附件 1　清单";
        assert_eq!(number(markdown), expected);
    }

    #[test]
    fn chinese_numbers() {
        let numbers = [1, 10, 11, 20, 21, 99].map(chinese);
        assert_eq!(numbers, ["一", "十", "十一", "二十", "二十一", "九十九"]);
    }
}
