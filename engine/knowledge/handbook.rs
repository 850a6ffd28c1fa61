//! 产排污系数手册: coefficient tables of one edition, a row per coefficient.
//!
//! A row becomes a [`Coefficient`] like any other; its industry code, product, feedstock,
//! process and scale are its domain, and the removal of each treatment stands with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::coefficient::{Coefficient, Domain, Removal, Scale, Stage, SubjectKind};
use super::figure::{Background, Bench, Figure, Purpose, SourceRef, Validity, Via};
use crate::diagnostic::{Code, Diagnostic, Place, SourceFile, did_you_mean};
use crate::quantity::{Amount, Quantity, Unit};
use crate::reading::{At, Cell, Row, Table};

/// The columns of a table, in order; `import-coefficients` writes them so.
pub const COLUMNS: [&str; 19] = [
    "编号",
    "行业代码",
    "行业",
    "环节",
    "产品",
    "原料",
    "工艺",
    "规模",
    "条件",
    "污染物",
    "单位",
    "基准",
    "产污系数",
    "原文",
    "去除率",
    "质量",
    "说明",
    "疑点",
    "定位",
];

/// Columns that a row cannot do without.
const REQUIRED: [&str; 5] = ["编号", "行业代码", "污染物", "单位", "质量"];

/// edition.yaml as written.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub(crate) struct WrittenEdition {
    #[schemars(description = "名称（中文）")]
    pub name: String,
    #[schemars(description = "来源与定位。例：{ref: gb-18599-2020, at: 附录A 表2}")]
    pub source: At<String>,
    #[schemars(description = "数值是否在该来源中读到：true 读到，false 凭记忆或转述")]
    pub seen: bool,
    #[serde(default)]
    #[schemars(
        description = "怎样读到：original 原件、transcription 转录（降一级）、second-hand 转述（降到 C、D 级）"
    )]
    pub via: Option<Via>,
    #[serde(default)]
    #[schemars(description = "有效期与上次核对的日期")]
    pub valid: Validity,
    #[serde(default)]
    #[schemars(description = "使用时要注意的事，一条一句")]
    pub caveats: Vec<String>,
}

/// 版本 of the handbook.
#[derive(Debug, Clone, Serialize)]
pub struct Edition {
    /// Id: the folder's name.
    pub id: String,
    /// 名称.
    pub name: String,
    /// Id of its document.
    pub source: String,
    /// 有效期.
    pub valid: Validity,
    /// 注意事项.
    pub caveats: Vec<String>,
}

pub(crate) fn check_edition(
    id: &str,
    written: &WrittenEdition,
    bench: &mut Bench<'_>,
) -> Edition {
    bench.source(&written.source);
    bench.validity(&written.valid, id);
    Edition {
        id: id.to_owned(),
        name: written.name.clone(),
        source: written.source.value.clone(),
        valid: written.valid.clone(),
        caveats: written.caveats.clone(),
    }
}

/// The coefficients of one table; `industry` is the file's stem where that is an industry.
pub(crate) fn check_table(
    edition: Option<&WrittenEdition>,
    industry: Option<&str>,
    table: &Table,
    bench: &mut Bench<'_>,
) -> Vec<(At<String>, Coefficient)> {
    let Some(edition) = edition else {
        let message = "这一版手册没有可用的 edition.yaml".to_owned();
        bench.sink.push(
            Diagnostic::error(Code::MissingKey, message)
                .at(&Place::whole(table.file()))
                .help("在同一文件夹写 edition.yaml：name、source、seen、valid"),
        );
        return Vec::new();
    };
    // The edition's own file says that its source is unknown; its rows cannot be graded.
    if !bench.registries.has_source(&edition.source) || !heads_are_known(table, bench) {
        return Vec::new();
    }
    let mut reader = Reader { edition, industry, units: BTreeMap::new(), bench };
    table.rows().filter_map(|row| reader.row(row)).collect()
}

fn heads_are_known(table: &Table, bench: &mut Bench<'_>) -> bool {
    let mut known = true;
    for column in table.columns() {
        if !COLUMNS.contains(&column.name.as_str()) {
            let message = format!("手册表没有“{}”列", column.name);
            let help = did_you_mean(&column.name, COLUMNS);
            bench.sink.push(
                Diagnostic::error(Code::UnknownColumn, message)
                    .at(&column.place)
                    .help_some(help)
                    .help(format!("可用的列：{}", COLUMNS.join("、"))),
            );
            known = false;
        }
    }
    for name in REQUIRED {
        if table.columns().iter().all(|column| column.name != name) {
            let message = format!("缺少必需的列“{name}”");
            let place = Place::whole(table.file());
            bench.sink.push(Diagnostic::error(Code::MissingColumn, message).at(&place));
            known = false;
        }
    }
    known
}

struct Reader<'a, 'b> {
    edition: &'a WrittenEdition,
    industry: Option<&'a str>,
    units: BTreeMap<String, Option<Unit>>,
    bench: &'a mut Bench<'b>,
}

impl Reader<'_, '_> {
    fn row(&mut self, row: Row<'_>) -> Option<(At<String>, Coefficient)> {
        let id = self.required(row, "编号")?;
        let code = self.required(row, "行业代码")?;
        let (pollutant, unit, quality) = (
            self.required(row, "污染物")?,
            self.required(row, "单位")?,
            self.required(row, "质量")?,
        );
        let pollutant = self.pollutant(&pollutant)?;
        let unit = self.unit(&unit)?;
        let background = self.background(&quality, row)?;
        let record = At::new(id.text.to_owned(), id.place().span());
        let quantity = self.quantity(row, &record, unit, &background)?;
        let words = |name: &str| row.text(name).map(str::to_owned);
        let figure = Figure {
            missing: quantity
                .is_none()
                .then(|| words("原文").unwrap_or_else(|| "手册未给数值".to_owned())),
            quantity,
            basis: words("基准").map(|basis| format!("按{basis}计")),
            year: None,
            valid: self.edition.valid.clone(),
            note: words("原文"),
        };
        let list = |names: &[&str]| names.iter().filter_map(|n| words(n)).collect();
        let domain = Domain {
            industry: self.industry.map(str::to_owned).into_iter().collect(),
            code: vec![code.text.to_owned()],
            product: list(&["产品"]),
            feedstock: list(&["原料"]),
            conditions: list(&["环节", "工艺", "条件", "说明"]),
            scale: words("规模")
                .filter(|scale| scale != "所有规模")
                .map(|text| Scale { text: Some(text), ..Scale::default() }),
            ..Domain::default()
        };
        let coefficient = Coefficient {
            name: name(row, self.bench.registries.pollutant_name(&pollutant)),
            id: record.value.clone(),
            of: SubjectKind::Enterprise,
            stage: Stage::Generation,
            pollutant: Some(pollutant),
            waste: None,
            domain,
            figure,
            removals: self.removals(row)?,
            conflicts: Vec::new(),
            caveats: list(&["疑点"]),
        };
        Some((record, coefficient))
    }

    fn required<'r>(&mut self, row: Row<'r>, name: &str) -> Option<Cell<'r>> {
        let cell = row.cell(name);
        if cell.is_none() {
            let message = format!("“{name}”没有填");
            let place = row.place();
            self.bench.sink.push(Diagnostic::error(Code::MissingKey, message).at(&place));
        }
        cell
    }

    fn pollutant(&mut self, cell: &Cell<'_>) -> Option<String> {
        let registries = self.bench.registries;
        if let Some(id) = registries.pollutant_named(cell.text) {
            return Some(id.to_owned());
        }
        let names = registries.pollutants.values().map(|p| p.name.as_str());
        let message = format!("污染物“{}”不在 knowledge/pollutants.yaml 中", cell.text);
        self.bench.sink.push(
            Diagnostic::error(Code::UnknownPollutant, message)
                .at(&cell.place())
                .help_some(did_you_mean(cell.text, names)),
        );
        None
    }

    fn unit(&mut self, cell: &Cell<'_>) -> Option<Unit> {
        if let Some(known) = self.units.get(cell.text) {
            return known.clone();
        }
        let symbol = At::new(cell.text.to_owned(), cell.place().span());
        let unit = self.bench.unit(&symbol);
        self.units.insert(cell.text.to_owned(), unit.clone());
        unit
    }

    /// 质量 A: the edition's own grade; B one grade lower; C for screening only.
    fn background(&mut self, quality: &Cell<'_>, row: Row<'_>) -> Option<Background> {
        let mut background = Background {
            source: Some(SourceRef {
                id: self.edition.source.clone(),
                at: Some(locator(row)),
            }),
            seen: Some(self.edition.seen),
            via: self.edition.via,
            ..Background::default()
        };
        match quality.text {
            "A" => {}
            "B" => background.via = Some(Via::SecondHand),
            "C" => background.purpose = Some(Purpose::Screening),
            other => {
                let message = format!("质量写的是“{other}”");
                self.bench.sink.push(
                    Diagnostic::error(Code::UnknownWord, message)
                        .at(&quality.place())
                        .help("A 无疑点，B 单位等为推断，C 只供筛查"),
                );
                return None;
            }
        }
        Some(background)
    }

    /// `Some(None)` for a formula or an undetected value, which stands in words.
    #[expect(
        clippy::option_option,
        reason = "fault, missing and present are three things"
    )]
    fn quantity(
        &mut self,
        row: Row<'_>,
        record: &At<String>,
        unit: Unit,
        background: &Background,
    ) -> Option<Option<Quantity>> {
        let Some(cell) = row.cell("产污系数") else { return Some(None) };
        let value = cell.text.parse::<f64>().ok().filter(|value| value.is_finite());
        let Some(value) = value else {
            let message = format!("“{}”不是数字", cell.text);
            self.bench.sink.push(
                Diagnostic::error(Code::NotANumber, message)
                    .at(&cell.place())
                    .help("公式与“未检出”写在“原文”列，产污系数留空"),
            );
            return None;
        };
        if value < 0.0 {
            let message = format!("产污系数 {value} 为负");
            let place = cell.place();
            self.bench
                .sink
                .push(Diagnostic::error(Code::NegativeAmount, message).at(&place));
            return None;
        }
        let at = At::new(value, cell.place().span());
        let (grade, provenance) = self.bench.provenance(background, record, &at)?;
        let quantity = Quantity::given(Amount::point(value), unit, grade, provenance);
        Some(Some(quantity.with_decimals(super::figure::decimals(cell.text))))
    }

    /// `沉淀分离=30 | 生物接触氧化法=76.79 | 直排=未注`: percent, or words kept as such.
    fn removals(&mut self, row: Row<'_>) -> Option<Vec<Removal>> {
        let Some(cell) = row.cell("去除率") else { return Some(Vec::new()) };
        let mut removals = Vec::new();
        for part in cell.text.split('|') {
            let Some((treatment, share)) = part.rsplit_once('=') else {
                self.removal_fault(&cell, part);
                return None;
            };
            let percent = share.trim().parse::<f64>().ok();
            if percent.is_some_and(|percent| !(0.0..=100.0).contains(&percent)) {
                self.removal_fault(&cell, part);
                return None;
            }
            let words = percent.is_none().then(|| share.trim().to_owned());
            let treatment = treatment.trim().to_owned();
            removals.push(Removal { treatment, percent, words });
        }
        Some(removals)
    }

    fn removal_fault(&mut self, cell: &Cell<'_>, part: &str) {
        let message = format!("去除率“{}”读不出来", part.trim());
        self.bench.sink.push(
            Diagnostic::error(Code::NotANumber, message)
                .at(&cell.place())
                .help("写成“治理技术=百分数”，几项用 | 隔开，百分数在 0～100 之间；手册没给数的写 未注"),
        );
    }
}

/// `2211 木竹浆制造`, with the page or data set where it is known.
fn locator(row: Row<'_>) -> String {
    let parts = ["行业代码", "行业", "定位"];
    let parts: Vec<&str> = parts.into_iter().filter_map(|name| row.text(name)).collect();
    parts.join(" ")
}

/// `化学机械浆（木材，化学热磨机械法）·化学需氧量产污系数`.
fn name(row: Row<'_>, pollutant: &str) -> String {
    let parts = ["原料", "环节", "工艺", "规模", "条件"];
    let parts: Vec<&str> = parts.into_iter().filter_map(|name| row.text(name)).collect();
    let product = row.text("产品").or(row.text("行业")).unwrap_or_default();
    format!("{product}（{}）·{pollutant}产污系数", parts.join("，"))
}

/// The stem of a table's name, if it is the id of an industry.
pub(crate) fn stem(file: &Arc<SourceFile>) -> &str {
    let name = file.name().rsplit('/').next().unwrap_or_default();
    name.trim_end_matches(".csv")
}
