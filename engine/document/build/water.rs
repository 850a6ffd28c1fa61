//! Water quality: published statistics, section classes, trophic state.

use super::pen::{NONE, Pen, period};
use crate::assessment::{Basin, SectionResult, TliResult, Trend};
use crate::document::citation::marker;
use crate::document::view::{CountView, SectionView, TrendView, TrophicView, WaterView};
use crate::knowledge::{Water, WaterClass};
use crate::profile::{ClassCount, Measurement, is_dated};
use crate::quantity::Quantity;

/// The columns of the section table.
const COLUMNS: [&str; 7] = ["ph", "do", "codmn", "bod5", "nh3n", "tp", "tn"];

pub(super) fn water(pen: &Pen<'_>) -> WaterView {
    let basin = pen.inputs.assessment.basin.as_ref().map(|basin| {
        let (total, good) = class_share(pen, basin, GOOD);
        let (_, bad) = class_share(pen, basin, BAD);
        let when = period(&basin.period);
        let shares =
            format!("{when} {total}断面按所测项目评价，Ⅰ～Ⅲ类占 {good}，劣Ⅴ类占 {bad}");
        if is_sample(&basin.period) {
            return format!("{shares}；单次监测不定等级");
        }
        let grade = basin.grade.as_deref().unwrap_or("不能定级");
        format!("{shares}，按{}为“{grade}”", basin.method)
    });
    let results = &pen.inputs.assessment;
    // A statistic of no known time says nothing of the state; the annex has its figures.
    let counts = pen.inputs.profile.class_counts.iter().filter(|c| is_dated(&c.period));
    WaterView {
        counts: counts.map(|c| count(pen, c)).collect(),
        sections: results.sections.iter().map(|s| section(pen, s)).collect(),
        basin: basin.unwrap_or_default(),
        lakes: lakes(pen),
        trophic: results.trophic.iter().map(|t| trophic(pen, t)).collect(),
        trophic_rated: results
            .trophic
            .iter()
            .any(|t| !t.missing.iter().any(|p| p == "chla") && !is_sample(&t.period)),
        trends: results.trends.iter().filter_map(|t| trend(pen, t)).collect(),
    }
}

/// The assessed sections of lakes and reservoirs.
fn lakes(pen: &Pen<'_>) -> String {
    let assessed = pen.inputs.assessment.sections.iter();
    let sections = assessed.filter_map(|r| pen.inputs.profile.section(&r.section));
    let mut names: Vec<&str> = Vec::new();
    for section in sections.filter(|s| s.water_type == Some(Water::Lake)) {
        if !names.contains(&section.name.as_str()) {
            names.push(&section.name);
        }
    }
    names.join("、")
}

/// Whether a period is a day or an hour: one sample is no state.
fn is_sample(period: &str) -> bool {
    period.len() > "2026-08".len()
}

/// Labels of the two shares that grade a basin.
const GOOD: &str = "Ⅰ～Ⅲ类断面";
const BAD: &str = "劣Ⅴ类断面";

/// How many sections there are, and the share of those that `label` names.
pub(super) fn class_share(pen: &Pen<'_>, basin: &Basin, label: &str) -> (String, String) {
    let counts = &basin.proportions.counts;
    let own = |class: WaterClass| match label {
        BAD => class == WaterClass::WorseThanV,
        _ => class <= WaterClass::III,
    };
    let part: usize =
        counts.iter().filter(|(class, _)| own(**class)).map(|(_, n)| n).sum();
    let total = basin.proportions.total;
    let when = period(&basin.period);
    let share = pen.share_of_counts(
        &format!("{when}{label}比例"),
        (label, part),
        ("参评断面", total),
    );
    (pen.count(&format!("{when}参评断面"), total, "个"), share)
}

fn count(pen: &Pen<'_>, c: &ClassCount) -> CountView {
    let share = |label: &str, part: Option<&Quantity>| -> String {
        let (Some(part), Some(total)) = (part, c.sections.as_ref()) else {
            return NONE.to_owned();
        };
        let label = format!("{}{label}", c.period);
        let number = pen.number(&label, part);
        let share =
            pen.share(&format!("{label}比例"), (&label, part), ("断面总数", total));
        share.map_or_else(|| number.clone(), |share| format!("{number}（{share}）"))
    };
    CountView {
        period: period(&c.period),
        scope: c.scope.clone().unwrap_or_default(),
        sections: pen.number_or_none("断面数", c.sections.as_ref()),
        good: share("优良断面数", c.good.as_ref()),
        attained: share("达标断面数", c.attained.as_ref()),
        exceeding: match c.exceeding.as_slice() {
            [] => NONE.to_owned(),
            waters => match &c.items {
                Some(items) => format!("{}（{items}）", waters.join("、")),
                None => waters.join("、"),
            },
        },
        cite: marker(c.row.source.as_deref()),
        note: c.row.note.clone().unwrap_or_default(),
    }
}

fn section(pen: &Pen<'_>, result: &SectionResult) -> SectionView {
    let profile = pen.inputs.profile;
    let section = profile.section(&result.section);
    let name = section.map_or_else(|| result.section.clone(), |s| s.name.clone());
    let readings: Vec<_> =
        profile.readings.iter().filter(|r| r.section == result.section).collect();
    let value = |pollutant: &&str| {
        let item = result.items.iter().find(|i| i.pollutant == **pollutant);
        if let Some(item) = item {
            let label = format!("{name}{}", pen.pollutant(pollutant));
            for over in [&item.over_target, &item.over_iii].into_iter().flatten() {
                pen.note(&format!("{label}限值"), &over.limit);
                let times = pen.inputs.knowledge.unit("倍");
                let multiple = over.multiple.as_ref().and_then(|m| m.to(&times).ok());
                if let Some(multiple) = multiple {
                    let multiple = multiple.with_decimals(Some(2));
                    pen.note(&format!("{label}超标倍数"), &multiple);
                }
            }
            return pen.number(&label, &item.mean.value);
        }
        // Total nitrogen of rivers has no limit: shown all the same.
        let raw = readings.iter().find_map(|r| r.values.get(*pollutant));
        raw.map_or_else(|| NONE.to_owned(), Measurement::text)
    };
    let decided: Vec<String> =
        result.decided_by.iter().map(|p| pen.pollutant(p)).collect();
    let symbol = |class: Option<WaterClass>| {
        class.map_or_else(|| NONE.to_owned(), |c| c.to_string())
    };
    let source = readings.iter().find_map(|r| r.row.source.as_deref());
    SectionView {
        water: section.and_then(|s| s.water.clone()).unwrap_or_default(),
        period: period(&result.period),
        basis: result.basis.clone(),
        target: symbol(result.target),
        class: result.class.to_string(),
        published: symbol(result.published),
        decided_by: decided.join("、"),
        attained: match result.attained {
            Some(_) if result.published.is_some_and(|p| p > result.class) => {
                "否（按公布类别）"
            }
            Some(true) => "是",
            Some(false) => "否",
            None => NONE,
        }
        .to_owned(),
        values: COLUMNS.iter().map(value).collect(),
        cite: marker(source),
        notes: result.notes.join("；"),
        name,
    }
}

/// A trend of an item of the section table that the test could judge.
fn trend(pen: &Pen<'_>, trend: &Trend) -> Option<TrendView> {
    if trend.pollutant == "ph" || !COLUMNS.contains(&trend.pollutant.as_str()) {
        return None;
    }
    let (outcome, pollutant) = (&trend.outcome, pen.pollutant(&trend.pollutant));
    let (first, last) = trend.years.as_ref()?;
    let section = pen.inputs.profile.section(&trend.section)?;
    let label = format!("{}{pollutant}", section.name);
    Some(TrendView {
        years: period(&format!("{first}—{last}")),
        correlation: pen.number(&format!("{label}秩相关系数"), outcome.find("r_s")?),
        critical: pen.number(&format!("{label}临界值"), outcome.find("W_p")?),
        verdict: outcome.said("趋势")?.to_owned(),
        name: section.name.clone(),
        pollutant,
    })
}

fn trophic(pen: &Pen<'_>, result: &TliResult) -> TrophicView {
    let section = pen.inputs.profile.section(&result.section);
    let name = section.map_or_else(|| result.section.clone(), |s| s.name.clone());
    let missing: Vec<String> = result.missing.iter().map(|p| pen.pollutant(p)).collect();
    // The weights are correlations with chlorophyll a: without it the index says nothing.
    let referred = !result.missing.iter().any(|p| p == "chla");
    TrophicView {
        period: period(&result.period),
        index: if referred {
            pen.number(&format!("{name} TLI(Σ)"), &result.index)
        } else {
            NONE.to_owned()
        },
        // One sample is no state.
        grade: if !referred {
            "缺叶绿素a，不评".to_owned()
        } else if is_sample(&result.period) {
            "单次，不评".to_owned()
        } else {
            result.grade.clone().unwrap_or_else(|| NONE.to_owned())
        },
        missing: if missing.is_empty() { NONE.to_owned() } else { missing.join("、") },
        name,
    }
}
