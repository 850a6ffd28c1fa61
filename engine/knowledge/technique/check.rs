//! From a technique as written to one as checked.

use super::super::figure::{Background, Bench, Figure, Purpose, WrittenFigure};
use super::{Cost, Technique, Treats, WrittenNamed, WrittenTechnique, WrittenTreats};
use crate::diagnostic::Code;
use crate::quantity::Unit;
use crate::reading::At;

/// What the skeleton of a technique says until someone writes the facts.
pub const SKELETON: [&str; 2] = ["技术名称", "写出适用条件"];

/// What a file's place in the folders says of the technique in it.
pub(crate) struct Folder<'a> {
    pub id: &'a At<String>,
    pub industry: Option<&'a str>,
    pub field: Option<&'a str>,
}

pub(crate) fn check(
    folder: &Folder<'_>,
    written: WrittenTechnique,
    bench: &mut Bench<'_>,
) -> Technique {
    let outer = Background {
        source: written.source.clone(),
        seen: written.seen,
        confidence: written.confidence,
        purpose: written.purpose,
        ..Background::default()
    };
    check_references(folder.id, &written, bench);
    check_completeness(folder.id, &written, bench);
    let mut industry: Vec<_> = written.industry.iter().map(|i| i.value.clone()).collect();
    if industry.is_empty() {
        industry.extend(folder.industry.map(str::to_owned));
    }
    let treats = written
        .treats
        .iter()
        .map(|t| check_treats(folder.id, t, &outer, bench))
        .collect();
    let mut figure = |figure: &Option<WrittenFigure>| {
        figure.as_ref().and_then(|f| bench.figure(f, folder.id, &outer))
    };
    let (invest, operate) = (figure(&written.cost.invest), figure(&written.cost.operate));
    let duration = figure(&written.duration);
    let figures = written.figures.iter().filter_map(|named| {
        let figure = bench.figure(&named.as_figure(), folder.id, &outer)?;
        Some((named.name.clone(), figure))
    });
    let figures = figures.collect();
    Technique {
        id: folder.id.value.clone(),
        name: written.name,
        stage: written.stage,
        subjects: written.subjects,
        industry,
        field: folder.field.map(str::to_owned),
        source: written.source.map(|s| s.id.value),
        principle: written.principle,
        treats,
        accepts: written.accepts.into_iter().map(|waste| waste.value).collect(),
        refuses: written.refuses,
        process: written.applies.process,
        animal: written.applies.animal,
        scale: written.applies.scale,
        influent: written.applies.influent,
        conditions: written.applies.conditions,
        cost: Cost { invest, operate, none: written.cost.none },
        secondary: written.secondary,
        maturity: written.maturity,
        responsible: written.responsible,
        duration,
        requires: written.requires.into_iter().map(|id| id.value).collect(),
        excludes: written.excludes.into_iter().map(|id| id.value).collect(),
        caveats: written.caveats.into_iter().chain(written.note).collect(),
        figures,
        verify_in: written.verify_in,
        screening: written.purpose == Some(Purpose::Screening),
    }
}

fn check_references(id: &At<String>, written: &WrittenTechnique, bench: &mut Bench<'_>) {
    if let Some(source) = &written.source {
        bench.source(&source.id);
    }
    for industry in &written.industry {
        bench.industry(industry);
    }
    for waste in &written.accepts {
        check_waste(waste, bench);
    }
    bench.processes(&written.applies.process, id);
}

fn check_completeness(
    id: &At<String>,
    written: &WrittenTechnique,
    bench: &mut Bench<'_>,
) {
    let conditions = written.applies.conditions.iter().map(String::as_str);
    for left in conditions.chain([written.name.as_str()]).filter(|t| SKELETON.contains(t))
    {
        let message = format!("“{left}”是骨架里的话，还没有换成事实");
        let help = "照 knowledge/README.md 填写；没有的写明理由".to_owned();
        bench.fault(id, Code::MissingKey, message, Some(help));
    }
    if written.treats.is_empty() && written.no_pollutant.is_none() {
        let message = format!("技术 {} 没有写去除什么", written.name);
        let help = "补 treats，或写 no-pollutant: 理由".to_owned();
        bench.fault(id, Code::MissingKey, message, Some(help));
    }
    let applies = &written.applies;
    let conditions = applies.process.len()
        + applies.product.len()
        + applies.animal.len()
        + applies.crop.len()
        + applies.region.len()
        + applies.land.len()
        + applies.influent.len()
        + applies.conditions.len();
    if conditions == 0 && applies.scale.is_none() && applies.no_condition.is_none() {
        let message = format!("技术 {} 没有写适用条件", written.name);
        let help = "补 applies，或写 applies: { no-condition: 理由 }".to_owned();
        bench.fault(id, Code::MissingKey, message, Some(help));
    }
    let costs = [&written.cost.invest, &written.cost.operate];
    for cost in costs.into_iter().flatten() {
        if cost.year.is_none() && cost.missing.is_none() {
            let message = format!("技术 {} 的费用没有价格年份", written.name);
            let help = "补 year: 年份；来源未给时写 year: 不详".to_owned();
            bench.fault(id, Code::MissingKey, message, Some(help));
        }
    }
}

/// A class (`HW17`) or a code (`336-054-17`).
fn check_waste(waste: &At<String>, bench: &mut Bench<'_>) {
    let digits = |part: &str, length| {
        part.len() == length && part.bytes().all(|b| b.is_ascii_digit())
    };
    let class = waste.strip_prefix("HW").is_some_and(|rest| digits(rest, 2));
    let parts: Vec<&str> = waste.split('-').collect();
    let code = matches!(parts.as_slice(), [a, b, c] if digits(a, 3) && digits(b, 3) && digits(c, 2));
    if !class && !code {
        let message = format!("“{waste}”不是危险废物类别或代码");
        let help =
            "类别写成 HW17，代码写成 336-054-17；一般固体废物写在 conditions".to_owned();
        bench.fault(waste, Code::UnknownWord, message, Some(help));
    }
}

fn check_treats(
    id: &At<String>,
    written: &WrittenTreats,
    outer: &Background,
    bench: &mut Bench<'_>,
) -> Treats {
    bench.pollutant(&written.pollutant);
    let removal = written.removal.as_ref().and_then(|r| bench.figure(r, id, outer));
    if let (Some(Figure { quantity: Some(quantity), .. }), Some(figure)) =
        (&removal, &written.removal)
        && let Some(symbol) = &figure.unit
    {
        let share = quantity.unit().dimension() == Unit::one().dimension();
        let high = quantity.amount().high * quantity.unit().factor();
        if !share {
            let message = format!("去除率的单位却是 {}", quantity.unit().symbol());
            bench.fault(symbol, Code::WrongDimension, message, Some("用 %".to_owned()));
        } else if high > 1.0 {
            bench.fault(symbol, Code::AbsurdValue, "去除率超过 100%".to_owned(), None);
        }
    }
    Treats { pollutant: written.pollutant.value.clone(), removal }
}

impl WrittenNamed {
    /// A named figure without number says something in words.
    fn as_figure(&self) -> WrittenFigure {
        let numbers = [&self.value, &self.low, &self.typical, &self.high];
        let missing = numbers
            .iter()
            .all(|n| n.is_none())
            .then(|| At::new(self.text.clone().unwrap_or_default(), 0..0));
        WrittenFigure {
            value: self.value.clone(),
            low: self.low.clone(),
            typical: self.typical.clone(),
            high: self.high.clone(),
            missing,
            unit: self.unit.clone(),
            basis: self.basis.clone(),
            year: self.year.clone(),
            source: self.source.clone(),
            seen: self.seen,
            confidence: self.confidence,
            method: None,
            purpose: self.purpose,
            via: None,
            valid: None,
            note: self.note.clone().or_else(|| self.text.clone()),
        }
    }
}
