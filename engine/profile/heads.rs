//! Heads of a table: which columns there are, with which units, and whose they are.

use super::columns::{COMMON, Reader, Spec};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::quantity::Unit;

impl Reader<'_, '_> {
    /// Checks the heads against `specs` and, with `prefixes`, against `前缀+污染物`.
    pub fn heads(&mut self, specs: &[Spec], prefixes: &[(&str, &str)]) {
        for column in self.table.columns() {
            let spec = specs.iter().chain(&COMMON).find(|s| s.name == column.name);
            let wanted = match spec {
                Some(spec) => Some(spec.unit),
                None => prefixes
                    .iter()
                    .find(|(prefix, _)| self.pollutant_of(&column.name, prefix).is_some())
                    .map(|(_, unit)| *unit),
            };
            let diagnostic = match (wanted, &column.unit) {
                (None, _) => self.unknown_column(&column.name, specs),
                // A score or a pH has no unit to write.
                (Some(""), _) | (Some("1"), None) => continue,
                (Some("*"), None)
                    if self.is_bare(&column.name)
                        || self.has_unit_column(&column.name) =>
                {
                    continue;
                }
                (Some(unit), None) => Diagnostic::error(
                    Code::MissingUnit,
                    format!("列“{}”没有写单位", column.name),
                )
                .help(format!("表头写成 {}", example(&column.name, unit))),
                (Some(unit), Some(found)) => match self.unit_fault(unit, found) {
                    Some(fault) => fault,
                    None => continue,
                },
            };
            self.bench.sink.push(diagnostic.at(&column.place));
        }
        self.double_columns(prefixes);
        for spec in specs.iter().filter(|s| s.required) {
            if self.table.columns().iter().all(|c| c.name != spec.name) {
                let message = format!("缺少必需的列“{}”", spec.name);
                self.bench.sink.push(
                    Diagnostic::error(Code::MissingColumn, message)
                        .at(&crate::diagnostic::Place::whole(self.table.file())),
                );
            }
        }
        self.filled(specs);
    }

    /// Says which rows leave a required cell empty: they would be lost without a word.
    pub fn filled(&mut self, specs: &[Spec]) {
        let heads = self.table.columns();
        let needed: Vec<(usize, &str)> = specs
            .iter()
            .filter(|spec| spec.required)
            .filter_map(|s| Some((heads.iter().position(|c| c.name == s.name)?, s.name)))
            .collect();
        for row in self.table.rows() {
            for (index, name) in &needed {
                if row.cell_at(*index).is_none() {
                    let message = format!("这一行没有“{name}”");
                    let fault = Diagnostic::error(Code::MissingKey, message)
                        .help(format!("补上“{name}”；没有就删去这一行"));
                    self.bench.sink.push(fault.at(&row.place()));
                }
            }
        }
    }

    /// Whether the pollutant that the head names has no unit, as pH.
    fn is_bare(&self, head: &str) -> bool {
        self.column_unit(head, None).is_some()
    }

    /// Whether the rows say the unit of the column `head` in a column of its own.
    fn has_unit_column(&self, head: &str) -> bool {
        let own = |name: &str| name.strip_prefix(head) == Some("单位");
        self.table.columns().iter().any(|column| own(&column.name))
    }

    /// The unit of a column of the pollutant `head`: as written, or none for what has none.
    pub fn column_unit(&self, head: &str, written: Option<&str>) -> Option<Unit> {
        if let Some(symbol) = written {
            return self.knowledge.units.find(symbol).ok();
        }
        let pollutant = self.knowledge.pollutants.get(self.pollutant_of(head, "")?)?;
        let unit = pollutant.range_unit.clone()?;
        (unit == Unit::one()).then_some(unit)
    }

    /// Two columns of one name, or of one pollutant under two names or units.
    fn double_columns(&mut self, prefixes: &[(&str, &str)]) {
        let mut seen = std::collections::HashMap::new();
        for column in self.table.columns() {
            let pollutant = prefixes.iter().find_map(|(prefix, _)| {
                let id = self.pollutant_of(&column.name, prefix)?;
                Some(format!("{prefix}\u{1f}{id}"))
            });
            let key = pollutant.unwrap_or_else(|| column.name.clone());
            if let Some(first) = seen.insert(key, &column.head) {
                let message = format!("列“{}”与列“{first}”是同一项", column.head);
                self.bench.sink.push(
                    Diagnostic::error(Code::DuplicateKey, message)
                        .at(&column.place)
                        .help("合成一列，换算成同一个单位"),
                );
            }
        }
    }

    fn unknown_column(&self, name: &str, specs: &[Spec]) -> Diagnostic {
        let known = specs.iter().chain(&COMMON).map(|s| s.name);
        let pollutants = self.knowledge.pollutants.values().map(|p| p.name.as_str());
        if name.is_empty() {
            return Diagnostic::error(Code::UnknownColumn, "有一列没有表头".to_owned())
                .help("写上列名，或删去这一列（行末多余的逗号也会成一列）");
        }
        let help = did_you_mean(name, known.chain(pollutants))
            .unwrap_or_else(|| "删去该列，或改为格式说明中的列名".to_owned());
        Diagnostic::error(Code::UnknownColumn, format!("不认识列“{name}”")).help(help)
    }

    /// What is wrong with the unit `found` where `wanted` is measured.
    fn unit_fault(&self, wanted: &str, found: &str) -> Option<Diagnostic> {
        let unit = match self.knowledge.units.find(found) {
            Ok(unit) => unit,
            Err(error) => {
                let symbols = self.knowledge.units.symbols();
                return Some(
                    Diagnostic::error(Code::UnknownUnit, error.to_string())
                        .help_some(
                            self.meant(found).or_else(|| did_you_mean(found, symbols)),
                        )
                        .help_some(
                            (wanted != "*")
                                .then(|| format!("这一列的单位应与 {wanted} 同量纲")),
                        ),
                );
            }
        };
        if wanted == "*" || unit.dimension() == self.knowledge.unit(wanted).dimension() {
            return None;
        }
        let message = format!("单位 {found} 与应有的 {wanted} 量纲不同");
        Some(Diagnostic::error(Code::WrongDimension, message))
    }

    /// The unit that differs from `found` in capitals only: `mg/l` for `mg/L`.
    fn meant(&self, found: &str) -> Option<String> {
        let capital = found.replace("/l", "/L").replace("ML", "mL");
        let known = capital != found && self.knowledge.units.find(&capital).is_ok();
        known.then(|| format!("是否指 {capital}？"))
    }

    /// The pollutant whose name follows `prefix` in a head.
    pub fn pollutant_of(&self, head: &str, prefix: &str) -> Option<&str> {
        let name = head.strip_prefix(prefix)?;
        self.knowledge
            .pollutants
            .values()
            .find(|p| p.name == name || p.aliases.iter().any(|a| a == name))
            .map(|p| p.id.as_str())
    }
}

/// The head of the column `name` as it should be written; `*` stands for any unit.
fn example(name: &str, unit: &str) -> String {
    if unit == "*" {
        return format!("{name}(单位)，如 {name}(mg/L)");
    }
    format!("{name}({unit})")
}
