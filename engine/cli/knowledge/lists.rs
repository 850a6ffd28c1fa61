//! `yice knowledge list|search|coverage|stale|conflicts|sources`.

use std::fmt::Write as _;

use super::super::args::Format;
use super::super::project::Project;
use super::super::{Exit, Failure, output};
use super::load;
use crate::knowledge::{Coverage, Entry, Knowledge, STAGES};

/// Loads the knowledge, takes `rows` from it and prints them as JSON or with `print`.
fn show<T: serde::Serialize>(
    project: &Project,
    format: Format,
    rows: impl FnOnce(&Knowledge) -> Vec<T>,
    print: impl FnOnce(&[T]),
) -> Result<Exit, Failure> {
    let knowledge = match load(project)? {
        Ok(knowledge) => knowledge,
        Err(exit) => return Ok(exit),
    };
    let rows = rows(&knowledge);
    match format {
        Format::Json => output::json(&rows),
        Format::Text => print(&rows),
    }
    Ok(Exit::Good)
}

/// Lists records, all or of one kind.
pub(in crate::cli) fn list(
    project: &Project,
    kind: Option<&str>,
    format: Format,
) -> Result<Exit, Failure> {
    let of_kind = |k: &Knowledge| {
        let mut found = k.entries();
        found.retain(|e| kind.is_none_or(|kind| e.kind == kind));
        found
    };
    show(project, format, of_kind, entries)
}

/// Searches the full text.
pub(in crate::cli) fn search(
    project: &Project,
    words: &[String],
    format: Format,
) -> Result<Exit, Failure> {
    show(project, format, |k| k.search(&words.join(" ")), entries)
}

fn entries(found: &[Entry]) {
    for entry in found {
        output::line(&format!("{}　{}　{}", entry.kind, entry.id, entry.name));
    }
    output::line(&format!("共 {} 条", found.len()));
}

/// 行业与领域 × 限值、系数、技术、费用.
pub(in crate::cli) fn coverage(
    project: &Project,
    format: Format,
) -> Result<Exit, Failure> {
    show(project, format, Knowledge::coverage, |rows| {
        let mut heads = vec!["行业或领域", "限值", "系数", "手册系数", "指标"];
        let stages: Vec<String> = STAGES.iter().map(ToString::to_string).collect();
        heads.extend(stages.iter().map(String::as_str));
        heads.extend(["有费用", "数值", "A、B级"]);
        let mut table = vec![heads.into_iter().map(str::to_owned).collect()];
        table.extend(rows.iter().map(|row| cells(row, &stages)));
        print_table(&table);
    })
}

fn cells(row: &Coverage, stages: &[String]) -> Vec<String> {
    let count = |n: usize| if n == 0 { "—".to_owned() } else { n.to_string() };
    let mut cells = vec![row.name.clone()];
    cells.extend([row.limits, row.coefficients, row.handbook, row.indicators].map(count));
    let techniques = |stage: &String| row.techniques.get(stage).copied().unwrap_or(0);
    cells.extend(stages.iter().map(|stage| count(techniques(stage))));
    cells.push(count(row.costs));
    cells.push(count(row.figures));
    #[expect(clippy::cast_precision_loss, reason = "counts of figures are small")]
    let share = 100.0 * row.good as f64 / row.figures.max(1) as f64;
    cells.push(if row.figures == 0 { "—".to_owned() } else { format!("{share:.0}%") });
    cells
}

/// Columns side by side; a Chinese character is two columns wide.
fn print_table(rows: &[Vec<String>]) {
    let width = |text: &str| -> usize {
        text.chars().map(|c| if u32::from(c) >= 0x2e80 { 2 } else { 1 }).sum()
    };
    let columns = rows.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..columns)
        .map(|n| rows.iter().map(|row| width(&row[n])).max().unwrap_or(0))
        .collect();
    for row in rows {
        let mut line = String::new();
        for (n, cell) in row.iter().enumerate() {
            let pad = " ".repeat(widths[n] - width(cell));
            let _ = if n == 0 {
                write!(line, "{cell}{pad}")
            } else {
                write!(line, "  {pad}{cell}")
            };
        }
        output::line(line.trim_end());
    }
}

/// Records to be looked at again.
pub(in crate::cli) fn stale(
    project: &Project,
    years: u16,
    date: Option<&str>,
    format: Format,
) -> Result<Exit, Failure> {
    let today = match date {
        Some(date) => date.to_owned(),
        None => jiff::Zoned::now().date().to_string(),
    };
    let year = today.get(..4).and_then(|year| year.parse::<u16>().ok());
    let (Some(year), Ok(_)) = (year, today.parse::<jiff::civil::Date>()) else {
        return Err(Failure::Unknown(format!("“{today}”不是日期，写成 2026-11-27")));
    };
    let since = format!("{}{}", year.saturating_sub(years), &today[4..]);
    show(
        project,
        format,
        |k| k.stale(&since, &today),
        |rows| {
            for row in rows {
                let line =
                    format!("{}　{}　{}：{}", row.kind, row.id, row.name, row.reason);
                output::line(&line);
            }
            output::line(&format!("共 {} 条", rows.len()));
        },
    )
}

/// Figures of which other sources say something else.
pub(in crate::cli) fn conflicts(
    project: &Project,
    format: Format,
) -> Result<Exit, Failure> {
    show(project, format, Knowledge::disagreements, |rows| {
        for row in rows {
            output::line(&format!("{}　{}：{}", row.id, row.name, row.figure));
            for (figure, source) in &row.others {
                output::line(&format!("    {figure}　《{source}》"));
            }
        }
        output::line(&format!("共 {} 条", rows.len()));
    })
}

/// Sources and how often they are cited.
pub(in crate::cli) fn sources(
    project: &Project,
    format: Format,
) -> Result<Exit, Failure> {
    show(project, format, Knowledge::citations, |rows| {
        for row in rows {
            output::line(&format!("{}　{} 处　《{}》", row.id, row.figures, row.title));
        }
        output::line(&format!("共 {} 份", rows.len()));
    })
}
