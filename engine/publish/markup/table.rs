//! Tables and figures as calls of the style's functions.

use super::Writer;
use super::escape::string;
use super::inline::rooted;
use crate::publish::tree::{Align, Block, Cell, Column, Figure, Table, plain};

impl Writer {
    pub(super) fn table(&mut self, table: &Table) {
        self.out.push_str("#data-table(\n");
        if let Some(caption) = &table.caption {
            self.out.push_str("  caption: ");
            self.content(caption);
            self.out.push_str(",\n");
        }
        self.put(format_args!(
            "  size: {}pt, breakable: {}, rows-whole: {},\n  columns: ({}),\n  align: ({}),\n  pads: ({}),\n  head: (",
            table.size,
            table.breakable,
            table.rows_whole,
            each(&table.columns, |column| format!("{}fr", column.weight)),
            each(&table.columns, |column| align(column.align).to_owned()),
            each(&table.columns, |column| format!("{}em", column.pad)),
        ));
        self.row(&table.head);
        self.out.push_str("),\n");
        self.notes(&table.notes);
        for row in &table.rows {
            self.out.push_str("  ");
            self.row(row);
            self.out.push('\n');
        }
        self.out.push(')');
    }

    pub(super) fn figure(&mut self, figure: &Figure) {
        let alt = plain(&figure.caption);
        self.put(format_args!(
            "#picture({}, alt: {}, caption: ",
            string(&rooted(&figure.path)),
            string(&alt)
        ));
        self.content(&figure.caption);
        self.out.push_str(",\n");
        self.notes(&figure.notes);
        self.out.push(')');
    }

    fn row(&mut self, row: &[Cell]) {
        for cell in row {
            self.content(cell);
            self.out.push_str(", ");
        }
        self.out.truncate(self.out.trim_end_matches(' ').len());
    }

    fn notes(&mut self, notes: &[Block]) {
        if !notes.is_empty() {
            self.out.push_str("  notes: [\n");
            self.blocks(notes);
            self.out.push_str("],\n");
        }
    }
}

fn each(columns: &[Column], write: impl Fn(&Column) -> String) -> String {
    columns.iter().map(|column| write(column) + ",").collect::<Vec<_>>().join(" ")
}

fn align(align: Option<Align>) -> &'static str {
    match align {
        Some(Align::Left) | None => "left",
        Some(Align::Centre) => "center",
        Some(Align::Right) => "right",
    }
}
