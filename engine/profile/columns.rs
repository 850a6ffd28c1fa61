//! Reading typed cells from a table, with every fault placed in its cell.

use std::collections::BTreeSet;
use std::str::FromStr;
use std::sync::Arc;

use super::measurement::Measurement;
use super::records::Row;
use crate::diagnostic::{Code, Diagnostic, SourceFile, did_you_mean};
use crate::knowledge::written::{Background, Bench, decimals};
use crate::knowledge::{Knowledge, Via};
use crate::quantity::{Amount, Evidence, Grade, Provenance, Quantity, Unit};
use crate::reading::Row as TableRow;
use crate::reading::{Cell, Table, half_width};

/// A column that a table may have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spec {
    pub name: &'static str,
    /// The unit that its dimension must agree with; empty for words.
    pub unit: &'static str,
    pub required: bool,
}

/// A column of words.
pub(super) const fn word(name: &'static str) -> Spec {
    Spec { name, unit: "", required: false }
}

/// A column of words that must be there.
pub(super) const fn key(name: &'static str) -> Spec {
    Spec { name, unit: "", required: true }
}

/// A column of numbers measured in the dimension of `unit`.
pub(super) const fn number(name: &'static str, unit: &'static str) -> Spec {
    Spec { name, unit, required: false }
}

/// Units of which a value may be below zero.
const SIGNED: [&str; 2] = ["℃", "mV"];

/// Columns that every table may have.
pub(super) const COMMON: [Spec; 7] = [
    word("来源"),
    word("定位"),
    word("等级说明"),
    word("推算"),
    word("推算来源"),
    word("示例"),
    word("备注"),
];

/// Reads the rows of one table.
pub(super) struct Reader<'a, 'b> {
    pub bench: &'a mut Bench<'b>,
    pub knowledge: &'a Knowledge,
    pub table: &'a Table,
    /// Whether every row must say where it comes from.
    pub sourced: bool,
}

impl Reader<'_, '_> {
    /// Where a row comes from; checks its source and its 示例 mark.
    pub fn row(&mut self, row: TableRow<'_>) -> Row {
        let demonstration = row.text("示例").is_some_and(|mark| mark == "是");
        let source = row.cell("来源");
        let own = |name: &str| COMMON.iter().all(|spec| spec.name != name);
        let marked = self
            .table
            .columns()
            .iter()
            .enumerate()
            .filter(|(_, column)| own(&column.name))
            .filter_map(|(index, _)| row.cell_at(index))
            .any(|cell| cell.text.starts_with("示例"));
        if demonstration != marked || (demonstration && source.is_some()) {
            let message = "示例数据的三处标志不一致".to_owned();
            self.bench.sink.push(
                Diagnostic::error(Code::DemonstrationUnmarked, message)
                    .at(&row.place())
                    .help("示例行：名称以“示例·”开头、“示例”列填“是”、来源留空；真实行三者都不要"),
            );
        }
        let mut grade = Grade::E;
        if !self.sourced {
            // A table of one's own: what it says of its sources is the user's affair.
        } else if let Some(cell) = &source {
            grade = self.source_grade(cell, row.text("等级说明"));
        } else if !demonstration {
            let message = "这一行没有来源".to_owned();
            self.bench.sink.push(
                Diagnostic::error(Code::MissingSource, message)
                    .at(&row.place())
                    .help("在“来源”列填 sources.yaml 中的 id；编造的示例须标“示例”"),
            );
        }
        let derived = self.derived(row);
        let text = |name| row.text(name).map(str::to_owned);
        Row {
            place: row.place(),
            source: source.map(|cell| cell.text.to_owned()),
            at: text("定位"),
            grade,
            demonstration,
            derived,
            note: text("备注"),
        }
    }

    pub fn source_grade(&mut self, cell: &Cell<'_>, remark: Option<&str>) -> Grade {
        let Some(source) = self.bench.registries.sources.get(cell.text) else {
            let known = self.bench.registries.sources.keys().map(String::as_str);
            let message = format!("来源 {} 没有登记", cell.text);
            self.bench.sink.push(
                Diagnostic::error(Code::UnknownSource, message)
                    .at(&cell.place())
                    .help_some(did_you_mean(cell.text, known))
                    .help("在本案例的 sources.yaml 登记该文件"),
            );
            return Grade::E;
        };
        let recalled = remark.is_some_and(|r| r.contains("记忆"));
        let evidence = Evidence {
            seen: !recalled,
            low_confidence: false,
            screening: false,
            transcribed: source.via == Some(Via::Transcription),
            second_hand: source.via == Some(Via::SecondHand),
        };
        let grade = Grade::derive(source.kind, evidence);
        if remark.is_some_and(|r| r.contains("推算")) {
            grade.max(Grade::D)
        } else {
            grade
        }
    }

    /// The word under `name` as one of a closed list.
    pub fn choice<T>(
        &mut self,
        row: TableRow<'_>,
        name: &str,
        words: &[&str],
    ) -> Option<T>
    where
        T: FromStr,
    {
        let cell = row.cell(name)?;
        if let Ok(value) = cell.text.parse() {
            return Some(value);
        }
        let message = format!("“{name}”不能是“{}”", cell.text);
        self.bench.sink.push(
            Diagnostic::error(Code::UnknownWord, message)
                .at(&cell.place())
                .help_some(did_you_mean(cell.text, words.iter().copied()))
                .help(format!("可用：{}", words.join("、"))),
        );
        None
    }

    /// The number under `name`, which must not be negative.
    pub fn quantity(
        &mut self,
        row: TableRow<'_>,
        name: &str,
        origin: &Row,
    ) -> Option<Quantity> {
        let cell = row.cell(name)?;
        let unit = match cell.column.unit.as_deref() {
            Some(unit) => self.knowledge.units.find(unit).ok()?,
            None => Unit::one(),
        };
        self.cell_quantity(&cell, &unit, origin)
    }

    /// The number in `cell`, in `unit`, which must not be negative.
    pub fn cell_quantity(
        &mut self,
        cell: &Cell<'_>,
        unit: &Unit,
        origin: &Row,
    ) -> Option<Quantity> {
        let quantity = self.signed_quantity(cell, unit, origin)?;
        if quantity.amount().typical < 0.0 && !SIGNED.contains(&unit.symbol()) {
            let message = format!("“{}”不能为负：{}", cell.column.name, cell.text);
            self.bench.sink.push(
                Diagnostic::error(Code::NegativeAmount, message)
                    .at(&cell.place())
                    .help("检查符号；没有数据请留空，不要填 -1"),
            );
            return None;
        }
        Some(quantity)
    }

    /// The number in `cell`, in `unit`.
    pub fn signed_quantity(
        &mut self,
        cell: &Cell<'_>,
        unit: &Unit,
        origin: &Row,
    ) -> Option<Quantity> {
        let (text, value) = self.number(cell)?;
        let derived = origin.derivation(&cell.column.name);
        let provenance = Provenance::Given {
            place: cell.place(),
            source: derived.map_or_else(|| origin.source.clone(), |d| Some(d.0.into())),
            at: derived.map_or_else(|| origin.at.clone(), |d| Some(d.1.into())),
            demonstration: origin.demonstration,
        };
        let grade = derived.map_or(origin.grade, |d| d.2);
        let quantity =
            Quantity::given(Amount::point(value), unit.clone(), grade, provenance);
        let quantity = quantity.with_recalled(origin.recalled());
        Some(quantity.with_decimals(decimals(&text)))
    }

    fn number(&mut self, cell: &Cell<'_>) -> Option<(String, f64)> {
        let narrow = half_width(cell.text);
        if let Some(narrow) = &narrow {
            let message = format!("“{}”用了全角字符，已按 {narrow} 读入", cell.text);
            self.bench.sink.push(
                Diagnostic::warning(Code::FullWidthDigit, message)
                    .at(&cell.place())
                    .help(format!("改为半角：{narrow}")),
            );
        }
        let text = narrow.unwrap_or_else(|| cell.text.to_owned());
        match text.parse::<f64>() {
            Ok(value) if value.is_finite() => Some((text, value)),
            _ => {
                let message =
                    format!("“{}”应为数字，这里是“{}”", cell.column.name, cell.text);
                self.bench.sink.push(
                    Diagnostic::error(Code::NotANumber, message)
                        .at(&cell.place())
                        .help_some(below_detection(cell.text))
                        .help("只写数字，不带单位、千分位逗号或“约”；未知请留空"),
                );
                None
            }
        }
    }

    /// The monitoring value in `cell`: a number, `<limit`, or 未检出.
    pub fn measurement(
        &mut self,
        cell: &Cell<'_>,
        unit: &Unit,
        origin: &Row,
    ) -> Option<Measurement> {
        if cell.text == "未检出" || cell.text.eq_ignore_ascii_case("nd") {
            let message = format!("“{}”未检出，没有给出检出限", cell.column.name);
            self.bench.sink.push(
                Diagnostic::note(Code::BelowDetection, message)
                    .at(&cell.place())
                    .help("不计入均值，判定时视为不超标；知道检出限时写 <检出限"),
            );
            return Some(Measurement::NotDetected);
        }
        if let Some(limit) = cell.text.strip_prefix(['<', '＜']) {
            let inner = cell.place().part(cell.text.len() - limit.len()..cell.text.len());
            let value =
                limit.trim().parse::<f64>().ok().filter(|v| v.is_finite() && *v >= 0.0);
            let Some(value) = value else {
                let message = format!("检出限“{limit}”不是数字");
                let fault = Diagnostic::error(Code::NotANumber, message).at(&inner);
                self.bench.sink.push(fault);
                return None;
            };
            let message = format!("{} 低于检出限，保留原样，求均值时按一半计", cell.text);
            let note = Diagnostic::note(Code::BelowDetection, message).at(&cell.place());
            self.bench.sink.push(note);
            let provenance = Provenance::Given {
                place: cell.place(),
                source: origin.source.clone(),
                at: origin.at.clone(),
                demonstration: origin.demonstration,
            };
            let limit_text = decimals(limit.trim());
            let limit = Quantity::given(
                Amount::point(value),
                unit.clone(),
                origin.grade,
                provenance,
            );
            return Some(Measurement::Below(limit.with_decimals(limit_text)));
        }
        self.cell_quantity(cell, unit, origin).map(Measurement::Value)
    }

    /// Checks that the reference in `name` is among `known`.
    pub fn reference(
        &mut self,
        row: TableRow<'_>,
        name: &str,
        known: &BTreeSet<String>,
        code: Code,
        kind: &str,
    ) -> Option<String> {
        let cell = row.cell(name)?;
        if known.contains(cell.text) {
            return Some(cell.text.to_owned());
        }
        let message = format!("{kind} {} 不存在", cell.text);
        self.bench.sink.push(
            Diagnostic::error(code, message)
                .at(&cell.place())
                .help_some(did_you_mean(cell.text, known.iter().map(String::as_str))),
        );
        None
    }

    /// The id in `name`, which every row must have and which must be its own.
    pub fn id(
        &mut self,
        row: TableRow<'_>,
        name: &str,
        seen: &mut BTreeSet<String>,
    ) -> Option<String> {
        // An empty one has been said with the heads.
        let cell = row.cell(name)?;
        if !seen.insert(cell.text.to_owned()) {
            let message = format!("{name} {} 重复", cell.text);
            let fault = Diagnostic::error(Code::DuplicateId, message)
                .at(&cell.place())
                .help(format!("{name}在同一表中须唯一"));
            self.bench.sink.push(fault);
            return None;
        }
        Some(cell.text.to_owned())
    }
}

/// `0.02L`, as reports write below detection, as it is written here.
fn below_detection(text: &str) -> Option<String> {
    let number = text.strip_suffix(['L', 'l'])?.trim();
    number.parse::<f64>().ok().map(|_| format!("低于检出限写成 <{number}"))
}

/// The table `name` among `files`.
pub(super) fn table_file<'a>(
    files: &'a [Arc<SourceFile>],
    name: &str,
) -> Option<&'a Arc<SourceFile>> {
    files.iter().find(|file| file.name().rsplit('/').next() == Some(name))
}

/// The background of figures that say everything themselves.
pub(super) fn no_background() -> Background {
    Background::default()
}
