//! Nothing stands outside the type area: seen in the frames that Typst lays out.

use typst::layout::{Frame, FrameItem, Point, Transform};
use typst_layout::PagedDocument;

use super::DocumentWorld;
use crate::diagnostic::Sink;
use crate::publish::tests::pdf::{fonts, style};
use crate::publish::tests::{manuscript, sample};
use crate::publish::{Manuscript, markup, read};

const MM: f64 = 72.0 / 25.4;

fn set(manuscript: &Manuscript) -> PagedDocument {
    let blocks = read(&manuscript.markdown, &mut Sink::new());
    let (fonts, style) = (fonts(""), style());
    let markup = markup::write(&manuscript.meta, &blocks, &fonts.body_families());
    let world = DocumentWorld::new(&markup, &style, &manuscript.figures, &fonts);
    typst::compile::<PagedDocument>(&world).output.unwrap()
}

/// Left, right and lower end of every text of `frame`, in points.
fn texts(frame: &Frame, at: Transform, out: &mut Vec<(f64, f64, f64)>) {
    for (point, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                let moved = at
                    .pre_concat(Transform::translate(point.x, point.y))
                    .pre_concat(group.transform);
                texts(&group.frame, moved, out);
            }
            FrameItem::Text(text) => {
                let from = point.transform(at);
                let to = Point::new(point.x + text.width(), point.y).transform(at);
                out.push((from.x.to_pt(), to.x.to_pt(), to.y.to_pt()));
            }
            _ => {}
        }
    }
}

#[test]
fn nothing_leaves_the_type_area() {
    let words = "执行GB18918-2002一级A标准Polyaluminium-chloride-2024";
    let row = format!("|{}\n", format!("{words}|").repeat(22));
    let rule = format!("|{}\n", "---|".repeat(22));
    let wide = format!("{}\n\n**表9　极宽**\n\n{row}{rule}{row}", sample());
    for page in set(&manuscript(&wide)).pages() {
        let (mut found, size) = (Vec::new(), page.frame.size());
        texts(&page.frame, Transform::identity(), &mut found);
        let turned = size.x > size.y;
        let (left, right) = if turned { (37.0, 35.0) } else { (28.0, 26.0) };
        for (from, to, y) in found {
            assert!(from >= left * MM - 1.0, "page {} from {from}", page.number);
            // Signs at the end of a line may reach a little into the margin.
            assert!(
                to <= size.x.to_pt() - right * MM + 9.0,
                "page {}: {to}",
                page.number
            );
            assert!(y < size.y.to_pt() - 40.0, "page {}: {y}", page.number);
        }
    }
}

#[test]
fn a_full_page_has_twenty_two_lines_of_twenty_eight_characters() {
    let text = "长江保护修复".repeat(400);
    let document = set(&manuscript(&text));
    let mut found = Vec::new();
    texts(&document.pages()[3].frame, Transform::identity(), &mut found);
    let mut lines: Vec<f64> = found.iter().map(|(_, _, y)| y.round()).collect();
    lines.dedup();
    // The page's number stands below the lines.
    assert_eq!(lines.len(), 22 + 1, "{lines:?}");
    let (from, to, _) = found[0];
    assert!(((to - from) / 15.75 - 28.0).abs() < 0.2, "{}", (to - from) / 15.75);
}
