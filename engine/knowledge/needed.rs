//! What the engine needs of the knowledge that experts edit: units, and of a method the
//! parameters, lists and gradings without which a result would be silently absent or wrong.
//!
//! Knows what is needed, not what for.

use super::Method;
use super::figure::Bench;
use super::registry::Registries;
use crate::diagnostic::{Code, Diagnostic, Place, Sink};

/// Unit symbols that the engine computes in.
const UNITS: [&str; 29] = [
    "t/a",
    "mg/L",
    "%",
    "1",
    "万元",
    "万t/a",
    "km",
    "m³/a",
    "1/a",
    "1/d",
    "d",
    "g/(m²·a)",
    "g/m²",
    "g/s",
    "kg/(hm²·a)",
    "m/s",
    "m³/s",
    "t",
    "个百分点",
    "倍",
    "猪当量",
    "m",
    "m²/s",
    "cm",
    "mV",
    "万m³",
    "mg/kg",
    "人",
    "hm²",
];

/// One thing that a method must have.
#[derive(Debug, Clone, Copy)]
enum Need {
    /// A parameter between two values.
    Number(&'static str, f64, f64),
    /// A parameter that counts: whole, between two values.
    Whole(&'static str, f64, f64),
    List(&'static str),
    Grading(&'static str),
}

use Need::{Grading, List, Number, Whole};

const ANY: f64 = f64::MAX;

/// Needs by method.
const METHODS: &[(&str, &[Need])] = &[
    (
        "inventory",
        &[
            Number("declared-low", 0.0, 1.0),
            Number("declared-high", 1.0, ANY),
            Whole("draws", 1.0, 1e6),
            Whole("seed", 1.0, 1e15),
            Number("interval", 1.0, 99.9),
            List("pollutants"),
            List("declared-first"),
            List("by-quality"),
            List("by-volume"),
            List("collected"),
            List("direct"),
        ],
    ),
    (
        "surface-water",
        &[
            Whole("few-sections", 1.0, ANY),
            Whole("main-pollutants", 1.0, ANY),
            Whole("months-per-year", 1.0, 12.0),
            List("excluded"),
            List("no-multiple"),
            List("first"),
            Grading("section"),
            Grading("basin"),
        ],
    ),
    ("tli", &[Grading("trophic")]),
    (
        "cwqi",
        &[
            Whole("items", 1.0, ANY),
            Number("ph-neutral", 0.0, 14.0),
            List("excluded"),
            Grading("change"),
        ],
    ),
    ("spearman", &[Whole("min-periods", 2.0, ANY)]),
    ("mann-kendall", &[Whole("min-periods", 2.0, ANY), Number("z-05", 0.0, 10.0)]),
    ("concentration-flow", &[Whole("min-pairs", 2.0, ANY)]),
    ("water-quality-change", &[Grading("change-ratio"), Grading("change-direction")]),
    (
        "equal-load",
        &[
            Number("main-share", 0.0, 100.0),
            Whole("min-kinds", 1.0, ANY),
            List("standard"),
        ],
    ),
    ("gb-t-25173", &[Number("guarantee", 50.0, 99.9), Whole("record-years", 1.0, ANY)]),
    (
        "tennant",
        &[
            Number("short-term", 0.0, 100.0),
            Number("base", 0.0, 100.0),
            Number("optimal", 0.0, 100.0),
            List("spawn-months"),
            Grading("dry"),
            Grading("spawn"),
        ],
    ),
    (
        "black-odour-remediation",
        &[
            Whole("min-times", 1.0, ANY),
            Whole("min-points", 1.0, ANY),
            Number("one-item-share", 0.0, 100.0),
            Number("two-item-share", 0.0, 100.0),
            Number("body-share", 0.0, 100.0),
            Number("shallow-depth", 0.0, ANY),
            Number("shallow-share", 0.0, 100.0),
            Grading("blackodor-transparency"),
            Grading("blackodor-do"),
            Grading("blackodor-orp"),
            Grading("blackodor-nh3n"),
        ],
    ),
    (
        "pollution-equivalents",
        &[Whole("first-class-items", 1.0, ANY), Whole("other-items", 1.0, ANY)],
    ),
    ("manure-land-capacity", &[Grading("load")]),
    ("hazwaste-accounting", &[Grading("chk-class")]),
    (
        "hj-941",
        &[
            Number("process-max", 1.0, ANY),
            Number("water-max", 1.0, ANY),
            Grading("q"),
            Grading("m-water"),
            Grading("matrix"),
        ],
    ),
    ("receptor-sensitivity", &[Grading("receptor")]),
    (
        "outfall-classification",
        &[
            Grading("advice"),
            List("industrial"),
            List("urban-plant"),
            List("agricultural"),
            List("other"),
        ],
    ),
    ("tailings-design-grade", &[Grading("volume"), Grading("height")]),
    (
        "tailings-environmental-risk",
        &[Grading("hj740-h"), Grading("hj740-s"), Grading("hj740-r")],
    ),
    ("river-lake-health", &[Grading("river-health-guide-grades")]),
    ("effluent-toxicity", &[Grading("tua-grades")]),
    ("sewage-collection-rate", &[Number("bod5-per-capita", 1.0, 500.0)]),
];

/// Says which units are missing.
pub(super) fn check_units(registries: &Registries, sink: &mut Sink) {
    for symbol in UNITS {
        if registries.units.find(symbol).is_err() {
            let message = format!("knowledge/units.yaml 缺少引擎要用的单位 {symbol}");
            sink.push(Diagnostic::error(Code::UnknownUnit, message));
        }
    }
}

/// Says what `method`, read from the file of `bench`, lacks, and which of its parameters
/// cannot be; `place` finds where a parameter stands.
pub(super) fn check_method(
    method: &Method,
    place: impl Fn(&str) -> Option<Place>,
    bench: &mut Bench<'_>,
) {
    let needs = METHODS.iter().filter(|(id, _)| *id == method.id).flat_map(|(_, n)| *n);
    for need in needs {
        let known = |id: &str| method.parameters.contains_key(id);
        let (there, what, id) = match need {
            // One that is written but cannot be read has been said.
            Number(id, ..) | Whole(id, ..) => {
                let faulty = place(id).is_some() && !known(id);
                (faulty || method.value(id).is_some(), "参数", id)
            }
            List(id) => (method.lists.contains_key(*id), "名单", id),
            Grading(id) => (method.gradings.contains_key(*id), "分级表", id),
        };
        if !there {
            let message = format!("方法 {} 缺少引擎要用的{what} {id}", method.id);
            bench.sink.push(
                Diagnostic::error(Code::MissingKey, message)
                    .at(&Place::whole(bench.file))
                    .help("补上这一条；改名或删去会使结果没有或不对"),
            );
            continue;
        }
        let (Number(_, low, high) | Whole(_, low, high)) = need else { continue };
        let Some(value) = method.value(id) else { continue };
        let whole = matches!(need, Whole(..));
        if (*low..=*high).contains(&value) && (!whole || value.fract() == 0.0) {
            continue;
        }
        let bounds = if *high < ANY {
            format!("在 {low} 到 {high} 之间")
        } else {
            format!("不小于 {low}")
        };
        let kind = if whole { "，且为整数" } else { "" };
        let message = format!("参数 {id} 应{bounds}{kind}，这里是 {value}");
        let at = place(id).unwrap_or_else(|| Place::whole(bench.file));
        bench.sink.push(Diagnostic::error(Code::AbsurdValue, message).at(&at));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_range_has_room() {
        for (method, needs) in METHODS {
            for need in *needs {
                if let Number(id, low, high) | Whole(id, low, high) = need {
                    assert!(low < high, "{method} {id}");
                }
            }
        }
    }
}
