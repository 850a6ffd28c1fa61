//! Records that say what they say in a few lines.

use super::{document, figure, head, item, notes, validity};
use crate::knowledge::{Knowledge, Record};

/// Kinds that say what they say in a few lines.
pub(super) fn of_small(k: &Knowledge, record: &Record<'_>) {
    match record {
        Record::WasteCode(code) => {
            head("危险废物", &code.code, code.name.as_deref().unwrap_or("（名称未录）"));
            item(&format!(
                "类别：{}；危险特性：{}",
                code.class,
                code.properties.join("、")
            ));
            document(k, &code.source);
        }
        Record::Exemption(e) => {
            head("豁免", &e.id, &e.name);
            item(&format!("代码：{}；环节：{}", e.codes.join("、"), e.link));
            item(&format!("条件：{}", e.condition));
            document(k, &e.source);
        }
        Record::Areas(areas) => {
            head("区域", &areas.id, &areas.name);
            item(&areas.rule);
            for area in &areas.areas {
                item(&format!("{}{}：{}", area.province, area.name, area.scope));
            }
            document(k, &areas.source);
        }
        Record::Area(areas, area) => {
            head("区域", &area.id, &areas.name);
            item(&format!("{}{}：{}", area.province, area.name, area.scope));
        }
        Record::Benchmark(benchmark) => {
            head("对照", &benchmark.id, &benchmark.item);
            let parts = [&benchmark.region, &benchmark.period];
            let parts: Vec<&str> =
                parts.into_iter().flatten().map(String::as_str).collect();
            item(&parts.join("，"));
            figure(k, &benchmark.figure);
        }
        other => of_registry(k, other),
    }
}

/// Editions, pollutants, sources.
fn of_registry(k: &Knowledge, record: &Record<'_>) {
    match record {
        Record::Edition(edition) => {
            head("手册", &edition.id, &edition.name);
            let own = k
                .coefficients
                .values()
                .filter(|c| c.figure.valid == edition.valid && !c.domain.code.is_empty());
            item(&format!("系数 {} 条", own.count()));
            validity(&edition.valid);
            notes("注意", &edition.caveats);
            document(k, &edition.source);
        }
        Record::Pollutant(p) => {
            head("污染物", &p.id, &p.name);
            item(&format!("别名：{}", p.aliases.join("、")));
        }
        Record::Source(source) => {
            head("来源", &source.id, &format!("《{}》", source.title));
            let fields = [
                ("编号", &source.number),
                ("发布", &source.issuer),
                ("日期", &source.date),
                ("网址", &source.url),
                ("备注", &source.note),
            ];
            for (name, value) in fields {
                if let Some(value) = value {
                    item(&format!("{name}：{value}"));
                }
            }
        }
        _ => {}
    }
}
