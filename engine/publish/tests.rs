//! The whole way: sample Markdown to a PDF, read back.

use super::*;

const SAMPLE: &str = include_str!("tests/sample.md");

/// The sample, with a table over several pages and an annex.
#[cfg(feature = "pdf")]
pub(in crate::publish) fn sample() -> String {
    let mut text = String::from(SAMPLE);
    text.push_str("**表4　重点工程清单（示例数据）**\n\n| 序号 | 工程 | 内容 | 投资(万元) | 期限 | 责任单位 |\n|---|---|---|---|---|---|\n");
    for n in 1..=75 {
        let scale = n % 9 + 1;
        let (cost, year) = (n * 37, 6 + n % 4);
        text.extend([
            format!("| {n} | 示例·第{n}号工程 | 建设规模{scale}00 m³/d的深度除磷设施，"),
            format!("出水总磷≤0.5 mg/L | {cost}.5 | 202{year}年 | 示例县人民政府 |\n"),
        ]);
    }
    text.push_str("\n## （二）保障措施\n\n");
    for _ in 0..6 {
        text.push_str("加强组织领导，明确责任分工，建立“一断面一策、一企一档”台账，按季度调度进展；对进度滞后的县（市、区）进行通报、约谈，重大事项及时报告市人民政府。\n\n");
    }
    text.push_str("<!-- annex -->\n\n# 附件1　数据缺口\n\n磷石膏库渗滤液流量缺测。\n\n# 附件2　参考文献\n\n1. 全国人民代表大会常务委员会. 中华人民共和国长江保护法[Z]. 2020.\n2. GB 3838-2002 地表水环境质量标准[S].\n");
    text
}

pub(in crate::publish) fn manuscript(markdown: &str) -> Manuscript {
    let figures = [
        ("figures/classes.svg", chart::tests::stacked()),
        ("figures/shares.svg", chart::tests::shares()),
        ("figures/reduction.svg", chart::tests::cumulative()),
        ("figures/months.svg", chart::tests::line()),
    ]
    .map(|(path, chart)| (path.to_owned(), chart::svg(&chart)))
    .into();
    let meta = Meta {
        title: "示例市长江水环境保护解决方案".into(),
        subtitle: "（2026—2030年）".into(),
        place: "示例省示例市".into(),
        organisation: "示例市生态环境局".into(),
        date_text: "2026年11月".into(),
        version_text: "第1版".into(),
        marks: vec!["征求意见稿".into(), "含示例数据".into()],
        figures_note: "标有“示例”的数字为演示编造，不得引用。".into(),
    };
    Manuscript { meta, markdown: SourceFile::new("方案.md", markdown), figures }
}

#[cfg(feature = "pdf")]
#[allow(clippy::disallowed_methods, reason = "tests read the real style and fonts")]
pub(in crate::publish) mod pdf {
    use std::path::Path;

    use super::*;
    use crate::diagnostic::Code;

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
    }

    pub(in crate::publish) fn style() -> Arc<SourceFile> {
        let name = "templates/style/official.typ";
        SourceFile::new(name, std::fs::read_to_string(root().join(name)).unwrap())
    }

    pub(in crate::publish) fn fonts(without: &str) -> Fonts {
        let mut files: Vec<_> = std::fs::read_dir(root().join("templates/fonts"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|e| e == "otf" || e == "ttf"))
            .filter(|path| {
                without.is_empty() || !path.to_string_lossy().contains(without)
            })
            .collect();
        files.sort();
        let read = |path: std::path::PathBuf| {
            (path.display().to_string(), std::fs::read(&path).unwrap())
        };
        Fonts::new(files.into_iter().map(read).collect())
    }

    fn set(markdown: &str) -> Result<Typeset, Vec<crate::diagnostic::Diagnostic>> {
        typeset(&manuscript(markdown), &style(), &fonts(""))
    }

    /// What the PDF's pages say, without white space; one string to the page.
    fn texts(pdf: &[u8]) -> Vec<String> {
        let document = lopdf::Document::load_mem(pdf).unwrap();
        let pages = document.get_pages();
        pages
            .keys()
            .map(|page| {
                let text = document.extract_text(&[*page]).unwrap();
                text.chars().filter(|c| !c.is_whitespace()).collect()
            })
            .collect()
    }

    #[test]
    fn the_sample_becomes_pages_that_can_be_read_back() {
        let made = typeset(&manuscript(&sample()), &style(), &fonts("")).unwrap();
        assert_eq!(made.warnings, []);
        assert!((12..=20).contains(&made.pages), "{}", made.pages);
        let texts = texts(&made.pdf);
        assert_eq!(texts.len(), made.pages);
        assert!(texts[0].contains("示例市长江水环境保护解决方案"), "{}", texts[0]);
        assert!(texts[1].contains("（二）负荷来源"), "{}", texts[1]);
        let all = texts.concat();
        for part in [
            "建议近期：",
            "NH₃-N",
            "Ⅰ～Ⅲ类",
            "[2,5–7]",
            "表4重点工程清单（示例数据）（续）",
        ] {
            assert!(all.contains(part), "{part}");
        }
        assert!(!all.contains("**") && !all.contains('^'));
    }

    #[test]
    fn the_same_input_gives_the_same_bytes() {
        let [one, two] = [0, 1].map(|_| set(&sample()).unwrap().pdf);
        assert!(one == two);
    }

    #[test]
    fn the_pdf_has_title_author_language_and_bookmarks() {
        let made = set(&sample()).unwrap();
        let document = lopdf::Document::load_mem(&made.pdf).unwrap();
        let catalog = document.catalog().unwrap();
        assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"zh-CN");
        assert!(catalog.has(b"Outlines"));
        let info = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
        let info = document.get_dictionary(info).unwrap();
        assert!(info.has(b"Title") && info.has(b"Author"));
        assert!(!info.has(b"CreationDate"));
    }

    #[test]
    fn a_character_that_no_font_has_is_named_with_its_place() {
        let found = set("# 一、总则\n\n甲\u{13000}乙\u{13000}\n").unwrap_err();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].code, Code::MissingGlyph);
        assert!(
            found[0].message.contains("U+13000；正文，共 2 处"),
            "{}",
            found[0].message
        );
        let place = found[0].place.as_ref().unwrap();
        assert_eq!((place.line(), place.column()), (3, 2));
    }

    #[test]
    fn a_missing_family_is_named_with_its_folder() {
        let found =
            typeset(&manuscript("正文"), &style(), &fonts("YiceKai")).unwrap_err();
        assert_eq!(found[0].message, "缺少字体“Yice Kai”");
        assert!(found[0].help[0].contains("templates/fonts/"));
        let fonts = Fonts::new(vec![("x.otf".into(), vec![1, 2, 3])]);
        let found = typeset(&manuscript("正文"), &style(), &fonts).unwrap_err();
        assert!(found.iter().any(|d| d.message == "字体文件 x.otf 读不出字体"));
    }

    #[test]
    fn faults_of_style_figure_and_html_have_places() {
        let broken = SourceFile::new("templates/style/x.typ", "#let official = 1 +\n");
        let found = typeset(&manuscript("正文"), &broken, &fonts("")).unwrap_err();
        assert_eq!(found[0].place.as_ref().unwrap().file().name(), broken.name());
        let found = set("![图1　无](figures/none.svg)\n\n<div>甲</div>\n").unwrap_err();
        let lines: Vec<usize> =
            found.iter().map(|d| d.place.as_ref().unwrap().line()).collect();
        assert_eq!(lines, [1, 3]);
    }

    #[test]
    fn a_broken_picture_is_reported_at_its_figure() {
        let mut manuscript = manuscript("正文\n\n![图1　坏](figures/bad.svg)\n");
        manuscript.figures.insert("figures/bad.svg".into(), "<svg".into());
        let found = typeset(&manuscript, &style(), &fonts("")).unwrap_err();
        assert_eq!(found[0].place.as_ref().unwrap().line(), 3);
    }

    #[test]
    fn every_sign_survives_in_text_cells_headings_and_captions() {
        let signs: String =
            ('!'..='~').filter(|c| !"<>|`^*_[]&\\".contains(*c)).collect();
        let made = set(&format!(
            "# 一、{signs}\n\n- {signs}\n\n**表1　{signs}**\n\n| 甲 | {signs} |\n|---|---|\n| {signs} | 1\\*2\\_3 \\[4\\] |\n"
        ))
        .unwrap();
        assert_eq!(made.warnings, []);
        let all = texts(&made.pdf).concat().replace('\u{200b}', "");
        assert!(all.matches(&signs).count() >= 3, "{all}");
        assert!(all.contains("1*2_3[4]"), "{all}");
    }

    #[test]
    fn a_cell_longer_than_a_page_loses_nothing() {
        let long = "长江保护修复".repeat(500);
        let made = set(&format!("| 甲 | 乙 |\n|---|---|\n| {long}终 | 2 |\n")).unwrap();
        let all = texts(&made.pdf).concat();
        assert!(all.contains('终') && all.matches("修").count() >= 500);
    }

    #[test]
    fn pictures_in_lists_and_cells_must_exist() {
        let found = set("- 甲\n\n  ![图](a.svg)\n\n| 甲 |\n|---|\n| ![](b.svg) |\n");
        let found: Vec<String> =
            found.unwrap_err().into_iter().map(|d| d.message).collect();
        assert_eq!(found, ["没有图“a.svg”", "没有图“b.svg”"]);
    }

    #[test]
    fn structure_inside_structure_is_typeset() {
        let table = "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n";
        let made = set(&format!(
            "<!-- wide -->\n{table}\n<!-- box -->\n\n# 一、题\n\n<!-- wide -->\n\n{table}\n<!-- pagebreak -->\n\n<!-- /box -->\n\n1. 甲\n\n   乙\n   - 丙\n     1. 丁\n\n> 注：\n>\n> - 甲\n\n```text\n<原样> #x\n```\n\n---\n\n<!-- annex -->\n\n> 注\n\n|甲|\n|---|\n"
        ))
        .unwrap();
        let messages: Vec<&str> =
            made.warnings.iter().map(|warning| warning.message.as_str()).collect();
        assert_eq!(messages, ["方框之内不能换页"]);
    }

    mod escaping {
        use proptest::prelude::*;
        use typst::syntax::{SyntaxKind, SyntaxNode, parse};

        use crate::publish::markup::{escape, string};

        /// The text that Typst reads from markup; `None` if it reads anything but text.
        fn read(node: &SyntaxNode, out: &mut String) -> Option<()> {
            match node.kind() {
                SyntaxKind::Markup => {
                    for child in node.children() {
                        read(child, out)?;
                    }
                }
                SyntaxKind::Text => out.push_str(node.leaf_text()),
                SyntaxKind::Space => out.push(' '),
                SyntaxKind::Escape => out.push_str(&node.leaf_text()[1..]),
                _ => return None,
            }
            Some(())
        }

        proptest! {
            #![proptest_config(ProptestConfig::with_cases(4000))]

            #[test]
            fn text_is_read_as_it_is(text in "([ -~]|\\PC|http://|1\\. |\\.\\.\\.|--){0,24}") {
                let root = parse(&escape(&text));
                let mut back = String::new();
                prop_assert!(root.errors_and_warnings().0.is_empty());
                prop_assert!(read(&root, &mut back).is_some(), "{}", escape(&text));
                let spaces = |text: &str| text.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
                prop_assert_eq!(spaces(&back), spaces(&text.replace(|c: char| c.is_control() || c == '\u{2028}' || c == '\u{2029}' || c == '\u{85}', " ")));
            }

            #[test]
            fn text_does_not_continue_what_stands_before(text in "[ -~]{0,12}") {
                let root = parse(&format!("#f[x]{}", escape(&text)));
                prop_assert!(root.errors_and_warnings().0.is_empty());
                let call = root.children().nth(1).map(SyntaxNode::full_text);
                prop_assert_eq!(call.as_deref(), Some("f[x]"));
            }

            #[test]
            fn strings_are_closed(text in "\\PC{0,24}") {
                let root = parse(&format!("#{};", string(&text)));
                prop_assert!(root.errors_and_warnings().0.is_empty());
            }
        }
    }
}

#[test]
fn the_tree_and_the_markup_are_as_before() {
    let file = SourceFile::new("方案.md", SAMPLE);
    let mut sink = Sink::new();
    let blocks = read(&file, &mut sink);
    assert_eq!(sink.diagnostics(), []);
    insta::assert_json_snapshot!("tree", blocks);
    let markup = markup::write(&manuscript(SAMPLE).meta, &blocks, &["Yice Song"]);
    insta::assert_snapshot!("markup", markup.text);
    let at = markup.text.find("NH₃").unwrap();
    assert!(SAMPLE[markup.origin(at).unwrap()].contains("NH₃"));
}

fn words(markdown: &str) -> (Vec<String>, Vec<String>) {
    let file = SourceFile::new("a.md", markdown);
    let mut sink = Sink::new();
    let blocks = read(&file, &mut sink);
    let kinds = blocks.iter().map(|b| format!("{:?}", b.kind)).collect();
    (kinds, sink.into_sorted().into_iter().map(|d| d.message).collect())
}

#[test]
fn emphasis_that_punctuation_broke_is_mended() {
    let (kinds, _) = words("　　甲^[1]^^[2]^，10^6^ t a^2 b^2 x^2+y^2 \\^[3]^");
    assert!(kinds[0].starts_with("Paragraph([Text(\"甲\"), Superscript"), "{kinds:?}");
    assert!(kinds[0].contains("Superscript([Text(\"[2]\")])"), "{kinds:?}");
    assert!(kinds[0].contains("Superscript([Text(\"6\")])"), "{kinds:?}");
    assert!(kinds[0].contains("t a^2 b^2 x^2+y^2 ^[3]^"), "{kinds:?}");
    let (kinds, _) = words("占58%。**建议：**先做；文献^[2]^。a\\*\\*b\\*\\*c");
    assert!(kinds[0].contains("Strong([Text(\"建议：\")])"), "{kinds:?}");
    assert!(kinds[0].contains("Superscript([Text(\"[2]\")])"), "{kinds:?}");
    assert!(kinds[0].contains("a**b**c"), "{kinds:?}");
}

#[test]
fn line_breaks_are_spaces_between_latin_words_only() {
    let (kinds, _) = words("中文\n下一行 word\nword");
    assert_eq!(kinds, ["Paragraph([Text(\"中文下一行 word word\")])"]);
}

#[test]
fn marks_without_object_are_reported() {
    let (_, messages) = words("# 甲 {#a}\n\n# 乙 {#a}\n\n[丙](#b)\n");
    assert_eq!(messages, ["标题标识“a”重复", "链接指向不存在的标题标识“b”"]);
    let (_, messages) = words(
        "<!-- wide -->\n\n甲\n\n<!-- /box -->\n\n**表1　甲**\n\n乙\n\n<!-- boxx -->\n\n<!-- 给作者的话 -->\n\n<!-- box -->\n",
    );
    assert_eq!(
        messages,
        [
            "“wide”之后没有紧跟表或图",
            "方框没有开始就结束",
            "表题之后没有紧跟表",
            "不认识的版式注释“boxx”",
            "方框没有结束，缺少 <!-- /box -->",
        ]
    );
}

/// What announces a list or a table stands with it, never alone at the foot of a page.
#[test]
fn what_leads_in_is_kept_with_what_follows() {
    let text = "已有资料：\n\n- 甲\n- 乙\n\n各断面见表。\n\n| 断面 | 类别 |\n|:--|:--|\n| 甲 | Ⅱ |\n\n不引出什么。\n\n- 丙\n";
    let mut sink = Sink::new();
    let blocks = read(&SourceFile::new("方案.md", text), &mut sink);
    let markup = markup::write(&manuscript(text).meta, &blocks, &["Yice Song"]).text;
    assert!(markup.contains("#lead-in[已有资料：]"), "{markup}");
    assert!(markup.contains("#lead-in[各断面见表。]"), "{markup}");
    assert!(!markup.contains("#lead-in[不引出"), "{markup}");
}
