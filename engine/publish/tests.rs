//! The whole way: sample Markdown to a PDF, read back.

use std::path::Path;

use super::*;

const SAMPLE: &str = include_str!("tests/sample.md");

/// The sample, with a table over several pages and an annex.
fn sample() -> String {
    let mut text = String::from(SAMPLE);
    text.push_str("**表4　重点工程清单（示例数据）**\n\n| 序号 | 工程 | 内容 | 投资(万元) | 期限 | 责任单位 |\n|---|---|---|---|---|---|\n");
    for n in 1..=75 {
        text.push_str(&format!(
            "| {n} | 示例·第{n}号工程 | 建设规模{}00 m³/d的深度除磷设施，出水总磷≤0.5 mg/L | {}.5 | 202{}年 | 示例县人民政府 |\n",
            n % 9 + 1, n * 37, 6 + n % 4
        ));
    }
    text.push_str("\n## （二）保障措施\n\n");
    for _ in 0..6 {
        text.push_str("加强组织领导，明确责任分工，建立“一断面一策、一企一档”台账，按季度调度进展；对进度滞后的县（市、区）进行通报、约谈，重大事项及时报告市人民政府。\n\n");
    }
    text.push_str("<!-- annex -->\n\n# 附件1　数据缺口\n\n磷石膏库渗滤液流量缺测。\n\n# 附件2　参考文献\n\n1. 全国人民代表大会常务委员会. 中华人民共和国长江保护法[Z]. 2020.\n2. GB 3838-2002 地表水环境质量标准[S].\n");
    text
}

fn manuscript(markdown: &str) -> Manuscript {
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
mod pdf {
    use super::*;
    use crate::diagnostic::Code;

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
    }

    fn style() -> Arc<SourceFile> {
        let name = "templates/style/official.typ";
        SourceFile::new(name, std::fs::read_to_string(root().join(name)).unwrap())
    }

    fn fonts(without: &str) -> Fonts {
        let mut files: Vec<_> = std::fs::read_dir(root().join("templates/fonts"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|e| e == "otf" || e == "ttf"))
            .filter(|path| without.is_empty() || !path.to_string_lossy().contains(without))
            .collect();
        files.sort();
        let read = |path: std::path::PathBuf| {
            (path.display().to_string(), std::fs::read(&path).unwrap())
        };
        Fonts::new(files.into_iter().map(read).collect())
    }

    #[test]
    fn the_sample_becomes_pages() {
        let start = std::time::Instant::now();
        let fonts = fonts("");
        let loaded = start.elapsed();
        let made = typeset(&manuscript(&sample()), &style(), &fonts).unwrap();
        eprintln!("fonts {loaded:?}, in all {:?}, {} pages, {} bytes", start.elapsed(), made.pages, made.pdf.len());
        let out = root().join("target/tmp");
        std::fs::create_dir_all(&out).unwrap();
        std::fs::write(out.join("sample.pdf"), &made.pdf).unwrap();
        for warning in &made.warnings {
            eprintln!("{}", crate::diagnostic::render(warning, false));
        }
        assert_eq!(made.warnings, []);
    }
}
