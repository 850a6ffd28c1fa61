//! Columns are weighed so that every table fits its page.
//!
//! A column needs at least its longest unbreakable word, and would like its longest line.
//! Between the two the room is shared out. The type gets smaller before words are broken;
//! a table that is still too wide is turned to landscape. The author's `wide` allows that
//! and does not demand it: a turned page leaves white ones before and behind it.

mod align;
mod heads;
mod share;

use self::align::align;
use self::heads::{break_heads, head_need};
use self::share::{Need, least, share, size};
use super::super::tree::{Align, Block, Cell, Inline, Kind, Table, plain};
use super::super::width;

/// Room for a table, in points: the type area of the official page and of it turned.
pub(super) const PORTRAIT: f64 = 442.0;
const LANDSCAPE: f64 = 637.0;

/// Sizes of type in tables: 五号, 小五, and the smallest that reads well on paper.
const SIZES: [f64; 3] = [10.5, 9.0, 8.0];

/// Blank left and right of a cell's text together, in em.
const PADDING: f64 = 0.7;

/// The narrowest a column of Chinese text may be, in em.
const NARROWEST: f64 = 3.1;

/// How many lines a short text in a cell takes at most.
const FEW_LINES: f64 = 3.0;

/// Estimated rows' height in points up to which a table is kept on one page.
const KEEP_TOGETHER: f64 = 150.0;

/// Estimated height in points from which a row may break across pages.
const TALL_ROW: f64 = 180.0;

/// Estimated height in points up to which rows of an upright table may grow.
const UPRIGHT_ROW: f64 = 220.0;

/// How large superscripts are, in the type around them.
const SUPERSCRIPT: f64 = 0.62;

/// Sets wide tables upright where they read well so.
pub(super) fn keep_upright(blocks: Vec<Block>) -> Vec<Block> {
    let mut kept = Vec::new();
    for block in blocks {
        match block.kind {
            Kind::Wide(inner) if inner.iter().all(reads_upright) => kept.extend(inner),
            kind => kept.push(Block { kind, span: block.span }),
        }
    }
    kept
}

/// Whether `block` is no picture, and no table that upright breaks words or towers.
fn reads_upright(block: &Block) -> bool {
    let table = match &block.kind {
        Kind::Table(table) => table,
        kind => return !matches!(kind, Kind::Figure(_)),
    };
    let needs = needs(table);
    let size = size(&needs, PORTRAIT);
    let widths = share(&needs, PORTRAIT / size);
    let tallest = heights(table, &widths).into_iter().fold(0.0, f64::max);
    fits(table, PORTRAIT) && tallest * size <= UPRIGHT_ROW
}

/// Weighs the columns of all tables for a page that is `room` points wide.
pub(super) fn weigh(blocks: &mut [Block], room: f64) {
    for block in blocks {
        match &mut block.kind {
            Kind::Table(table) => set(table, room),
            Kind::Framed(inner) => weigh(inner, room - 24.0),
            Kind::Wide(inner) => weigh(inner, LANDSCAPE),
            Kind::Note(inner) => weigh(inner, room),
            Kind::List(list) => {
                for item in &mut list.items {
                    weigh(item, room - 56.0);
                }
            }
            _ => {}
        }
    }
}

/// Puts tables that do not fit upright on landscape pages, neighbours on one.
pub(super) fn turn(blocks: Vec<Block>) -> Vec<Block> {
    let mut turned: Vec<Block> = Vec::new();
    for mut block in blocks {
        let span = block.span.clone();
        let inner = match &mut block.kind {
            Kind::Table(table) if !fits(table, PORTRAIT) => {
                set(table, LANDSCAPE);
                vec![block]
            }
            Kind::Wide(inner) => std::mem::take(inner),
            _ => {
                turned.push(block);
                continue;
            }
        };
        if let Some(Block { kind: Kind::Wide(before), .. }) = turned.last_mut() {
            before.extend(inner);
        } else {
            turned.push(Block { kind: Kind::Wide(inner), span });
        }
    }
    turned
}

fn set(table: &mut Table, room: f64) {
    let needs = needs(table);
    let size = size(&needs, room);
    let widths = share(&needs, room / size);
    let aligns: Vec<Align> = (0..needs.len()).map(|at| align(table, at)).collect();
    for (column, (width, align)) in
        table.columns.iter_mut().zip(widths.iter().zip(aligns))
    {
        column.weight = hundredths(*width);
        column.align = Some(align);
    }
    pad_numbers(table, &widths);
    break_heads(table, &widths);
    table.size = size;
    let heights = heights(table, &widths);
    table.breakable = heights.iter().sum::<f64>() * size > KEEP_TOGETHER;
    table.rows_whole = heights.iter().all(|height| height * size < TALL_ROW);
    for (at, width) in widths.iter().enumerate() {
        for cell in column_of(table, at) {
            soften(cell, width - PADDING);
        }
    }
}

/// Whether the table's words stay whole in the smallest type.
fn fits(table: &Table, room: f64) -> bool {
    least(&needs(table)) * SIZES[SIZES.len() - 1] <= room
}

fn hundredths(width: f64) -> f64 {
    (width * 100.0).round() / 100.0
}

/// Numbers set flush right stand as a block in the middle of their column.
fn pad_numbers(table: &mut Table, widths: &[f64]) {
    for (at, width) in widths.iter().enumerate() {
        let widest = table
            .rows
            .iter()
            .filter_map(|row| row.get(at))
            .map(|cell| breadth(cell))
            .fold(0.0, f64::max);
        let column = &mut table.columns[at];
        if column.align == Some(Align::Right) {
            column.pad = hundredths(((width - PADDING - widest) / 2.0).max(0.0));
        }
    }
}

fn needs(table: &Table) -> Vec<Need> {
    (0..table.columns.len())
        .map(|at| {
            let head = table.head.get(at).map_or_else(String::new, |cell| plain(cell));
            let mut need = head_need(&head);
            for cell in table.rows.iter().filter_map(|row| row.get(at)) {
                let text = plain(cell);
                let wish = breadth(cell);
                let few_lines = (wish / FEW_LINES).clamp(NARROWEST, 6.0);
                let least = width::longest_word(&text).max(wish.min(few_lines));
                need = Need { least: need.least.max(least), wish: need.wish.max(wish) };
            }
            let least = need.least + PADDING;
            Need { least, wish: (need.wish + PADDING).max(least) }
        })
        .collect()
}

/// The width of `inlines` on one line, in em.
fn breadth(inlines: &[Inline]) -> f64 {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Superscript(inner) => breadth(inner) * SUPERSCRIPT,
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Link { content: inner, .. } => breadth(inner),
            other => width::of(&plain(std::slice::from_ref(other))),
        })
        .sum()
}

/// The estimated heights of all rows, in em.
fn heights(table: &Table, widths: &[f64]) -> Vec<f64> {
    std::iter::once(&table.head)
        .chain(&table.rows)
        .map(|row| {
            row.iter()
                .zip(widths)
                .map(|(cell, width)| (breadth(cell) / (width - PADDING)).ceil())
                .fold(1.0, f64::max)
                * 1.35
                + 0.7
        })
        .collect()
}

fn column_of(table: &mut Table, at: usize) -> impl Iterator<Item = &mut Cell> {
    std::iter::once(&mut table.head)
        .chain(&mut table.rows)
        .filter_map(move |row| row.get_mut(at))
}

/// Lets words that are wider than `room` em break anywhere.
fn soften(cell: &mut Cell, room: f64) {
    for inline in cell {
        match inline {
            Inline::Text(text) | Inline::Code(text)
                if width::longest_word(text) > room =>
            {
                *text = text.chars().flat_map(|c| [c, '\u{200B}']).collect();
            }
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Superscript(inner)
            | Inline::Link { content: inner, .. } => soften(inner, room),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tree::Column;
    use super::*;

    fn table(head: &[&str], row: &[&str]) -> Table {
        let cells = |texts: &[&str]| -> Vec<Cell> {
            texts.iter().map(|text| vec![Inline::Text((*text).to_owned())]).collect()
        };
        Table {
            caption: None,
            head: cells(head),
            rows: vec![cells(row)],
            columns: vec![Column { weight: 1.0, align: None, pad: 0.0 }; head.len()],
            notes: Vec::new(),
            size: 10.5,
            breakable: true,
            rows_whole: false,
        }
    }

    #[test]
    fn widths_fill_the_page_and_never_leave_it() {
        for room in [PORTRAIT, LANDSCAPE] {
            for columns in 1..30 {
                let texts: Vec<String> =
                    (0..columns).map(|n| "总磷GB3838-2002".repeat(n % 4 + 1)).collect();
                let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
                let mut table = table(&texts, &texts);
                set(&mut table, room);
                let total: f64 = table.columns.iter().map(|column| column.weight).sum();
                assert!(total * table.size <= room + 2.0, "{columns}: {total}");
            }
        }
    }

    #[test]
    fn wide_tables_stand_upright_where_they_read_well() {
        let wide = |columns: usize, text: &str| {
            let texts = vec![text; columns];
            let kind = Kind::Table(table(&texts, &texts));
            vec![Block { kind: Kind::Wide(vec![Block { kind, span: 0..1 }]), span: 0..1 }]
        };
        let kept = |columns, text| {
            matches!(keep_upright(wide(columns, text))[0].kind, Kind::Wide(_))
        };
        assert!(!kept(8, "总磷"));
        assert!(kept(20, "GB3838-2002"));
        assert!(kept(8, &"逐村逐场核定人口、存栏、耕地与污水去向".repeat(8)));
    }

    #[test]
    fn numbers_go_right_and_short_words_to_the_middle() {
        let mut table = table(
            &["序号", "断面", "总磷", "范围", "说明"],
            &[
                "1",
                "某断面",
                "0.21",
                "0.1～0.3",
                "该断面位于城区下游，受污水处理厂尾水影响",
            ],
        );
        set(&mut table, PORTRAIT);
        let aligns: Vec<Align> = table.columns.iter().filter_map(|c| c.align).collect();
        assert_eq!(
            aligns,
            [Align::Centre, Align::Centre, Align::Right, Align::Centre, Align::Left]
        );
    }
}
