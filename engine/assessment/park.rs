//! 园区指标评价: what a park reports against the indicators of a scheme, and what it does not report.
//!
//! Thresholds, schemes and groups are those of knowledge/parks. Indicators of a `choice` stand
//! for one another: one that is reached is enough. Of an `either` one alone applies, by the
//! park's own case. All others must be reached. A scheme is met where nothing of it fails
//! and nothing is open.

use std::collections::{BTreeMap, BTreeSet};

use super::outcome::Outcome;
use super::rows::{
    Lack, YES_NO, agreed_word, count, grouped, method, needed, once_each, open,
};
use crate::diagnostic::did_you_mean;
use crate::knowledge::{Indicator, Knowledge, Sense};
use crate::profile::{Holds, SheetColumn, SheetRow};
use crate::quantity::{Amount, Quantity, Term, Unit};

/// Columns: one row an indicator of a park.
pub const INDICATORS: [SheetColumn; 7] = [
    needed("园区", "", "园区名称"),
    needed("指标", "", "指标编号或名称，见 yice knowledge list"),
    open(
        "体系",
        "",
        "指标体系，如 国家生态工业示范园区；名称在几套体系中都有时写，园区第一行写",
    ),
    open("数值", "*", "园区的数值，单位与指标同量纲").holding(Holds::Signed),
    open("数值单位", "", "表头没有写单位时，这一行数值的单位"),
    open("完成", "", "是 或 否：定性指标写").holding(YES_NO),
    open("分级", "", "指标按地区分级时写，如 缺水城市"),
];

/// The indicators of every park.
#[must_use]
pub fn parks(rows: &[SheetRow], knowledge: &Knowledge) -> Vec<Outcome> {
    grouped(rows, "园区", |own, outcome| of_park(own, knowledge, outcome))
}

fn of_park(
    rows: &[&SheetRow],
    knowledge: &Knowledge,
    outcome: &mut Outcome,
) -> Result<(), Lack> {
    method("park-indicators", knowledge)?;
    once_each(rows, "指标", "只留一行")?;
    let scheme = Scheme::of(rows, knowledge)?;
    outcome.words("指标体系", scheme.name);
    let (mut verdicts, mut terms, mut open) = (BTreeMap::new(), Vec::new(), false);
    for row in rows {
        let word = row.word("指标").unwrap_or_default();
        let judged = scheme.find(word).and_then(|indicator| {
            if verdicts.contains_key(indicator.id.as_str()) {
                return Err("编号与名称写了两行".into());
            }
            Ok((indicator, judge(indicator, row, outcome)?))
        });
        match judged {
            Ok((indicator, kept)) => {
                verdicts.insert(indicator.id.as_str(), kept);
                let value = row.figure("数值");
                terms.extend(value.map(|v| Term::new(indicator.name.as_str(), v)));
            }
            Err(Lack(why)) => {
                open = true;
                outcome.note(format!("{word}不能评价：{why}"));
            }
        }
    }
    if verdicts.is_empty() {
        return Ok(());
    }
    let (total, met) = (verdicts.len(), verdicts.values().filter(|kept| **kept).count());
    let share = Amount::point(100.0 * count(met) / count(total));
    let formula = format!("达到的指标 {met}÷已报的指标 {total}");
    let share = Quantity::derived(share, Unit::percent(), formula, terms)?;
    outcome.figure("达到比例", &share);
    scheme.conclude(&verdicts, open, outcome);
    Ok(())
}

/// A scheme and its indicators.
struct Scheme<'k> {
    name: &'k str,
    indicators: Vec<&'k Indicator>,
}

impl<'k> Scheme<'k> {
    /// The one that the rows name, or the only one that has all that they report.
    fn of(rows: &[&SheetRow], knowledge: &'k Knowledge) -> Result<Self, Lack> {
        let all = || knowledge.indicators.values().filter(|i| i.industry.is_none());
        let names: BTreeSet<&str> = all().filter_map(|i| i.scheme.as_deref()).collect();
        let scheme = |name: &'k str| Self {
            name,
            indicators: all().filter(|i| i.scheme.as_deref() == Some(name)).collect(),
        };
        let listed = names.iter().copied().collect::<Vec<_>>().join("、");
        if let Some(asked) = agreed_word(rows, "体系")? {
            let found: Vec<&str> =
                names.iter().copied().filter(|name| name.contains(asked)).collect();
            return match found.as_slice() {
                [name] => Ok(scheme(name)),
                _ => Err(Lack(format!("体系“{asked}”应是其中一个：{listed}"))),
            };
        }
        let words: Vec<&str> = rows
            .iter()
            .filter_map(|r| r.word("指标"))
            .filter(|word| all().any(|i| named(i, word)))
            .collect();
        if words.is_empty() {
            let word = rows.first().and_then(|r| r.word("指标")).unwrap_or_default();
            let help = did_you_mean(word, all().map(|i| i.name.as_str()));
            let help = help.unwrap_or_default();
            return Err(Lack(format!("没有一项是知识库的指标。{help}")));
        }
        let holds = |name: &&'k str| {
            let own = scheme(name).indicators;
            words.iter().all(|word| own.iter().any(|i| named(i, word)))
        };
        let found: Vec<&str> = names.iter().copied().filter(holds).collect();
        match found.as_slice() {
            [name] => Ok(scheme(name)),
            [] => Err(Lack(format!(
                "所报的指标不属于同一套体系（{listed}）：分开写，一套一个园区名"
            ))),
            several => Err(Lack(format!(
                "这些指标在几套体系中都有，阈值不同（{}）：写“体系”",
                several.join("、")
            ))),
        }
    }

    fn find(&self, word: &str) -> Result<&'k Indicator, Lack> {
        self.indicators.iter().find(|i| named(i, word)).copied().ok_or_else(|| {
            let help =
                did_you_mean(word, self.indicators.iter().map(|i| i.name.as_str()));
            Lack(format!("{}没有这个指标。{}", self.name, help.unwrap_or_default()))
        })
    }

    /// Says what fails, what is open, and with that whether the scheme is met.
    fn conclude(
        &self,
        verdicts: &BTreeMap<&str, bool>,
        open: bool,
        outcome: &mut Outcome,
    ) {
        let (mut failed, mut missing) = (Vec::new(), Vec::new());
        let mut choices: BTreeMap<&str, Vec<&Indicator>> = BTreeMap::new();
        let mut cases: BTreeMap<&str, Vec<&Indicator>> = BTreeMap::new();
        for indicator in &self.indicators {
            let verdict = verdicts.get(indicator.id.as_str());
            match (&indicator.choice, &indicator.either, verdict) {
                (Some(choice), ..) => choices.entry(choice).or_default().push(indicator),
                (_, Some(either), _) => cases.entry(either).or_default().push(indicator),
                (_, _, Some(true)) => {}
                (_, _, Some(false)) => failed.push(indicator.name.clone()),
                (_, _, None) => missing.push(indicator.name.clone()),
            }
        }
        for (either, own) in cases {
            let found: Vec<bool> =
                own.iter().filter_map(|i| verdicts.get(i.id.as_str()).copied()).collect();
            match found.as_slice() {
                [true] => {}
                [false] => failed.push(either.to_owned()),
                [] => missing.push(format!("{either}（按情形报一项）")),
                _ => missing.push(format!("{either}（两种情形只能有一种，却都报了）")),
            }
        }
        for (choice, own) in choices {
            let found: Vec<Option<bool>> =
                own.iter().map(|i| verdicts.get(i.id.as_str()).copied()).collect();
            if found.contains(&Some(true)) {
                continue;
            }
            let names: Vec<String> = own
                .iter()
                .zip(&found)
                .map(|(i, found)| match found {
                    Some(_) => format!("{}已报、未达到", i.name),
                    None => i.name.clone(),
                })
                .collect();
            let told = format!("{choice}（{}；达到一项即可）", names.join("、"));
            let all_reported = found.iter().all(Option::is_some);
            if all_reported { &mut failed } else { &mut missing }.push(told);
        }
        let verdict = match (failed.is_empty(), missing.is_empty() && !open) {
            (false, _) => "未达到",
            (true, false) => "待定",
            (true, true) => "达到",
        };
        outcome.words("结论", verdict);
        if !failed.is_empty() {
            outcome.words("未达到的指标", failed.join("；"));
        }
        if !missing.is_empty() {
            outcome.note(format!(
                "未报的指标 {} 项：{}",
                missing.len(),
                missing.join("；")
            ));
        }
    }
}

fn named(indicator: &Indicator, word: &str) -> bool {
    indicator.id == word || indicator.name == word
}

/// Whether the park reaches the indicator; says value and threshold.
fn judge(
    indicator: &Indicator,
    row: &SheetRow,
    outcome: &mut Outcome,
) -> Result<bool, Lack> {
    let name = &indicator.name;
    let kept = match threshold(indicator, row)? {
        Some(threshold) => {
            if row.word("完成").is_some() {
                outcome.note(format!("{name}是定量指标，“完成”没有用"));
            }
            let value = row.figure("数值").ok_or("没有写数值")?;
            outcome.figure(format!("{name}数值"), value);
            let sense = indicator.sense.map_or(String::new(), |s| format!("（{s}）"));
            outcome.figure(format!("{name}阈值{sense}"), threshold);
            compare(indicator, value, threshold)?
        }
        None => row.word("完成").ok_or("定性指标，在“完成”列写 是 或 否")? == "是",
    };
    outcome.words(name.as_str(), if kept { "达到" } else { "未达到" });
    Ok(kept)
}

/// The figure of the indicator, or of its level; `None` of one that is a matter of words.
fn threshold<'k>(
    indicator: &'k Indicator,
    row: &SheetRow,
) -> Result<Option<&'k Quantity>, Lack> {
    if let Some(figure) = &indicator.figure {
        return Ok(figure.quantity.as_ref());
    }
    let levels = || indicator.levels.keys().cloned().collect::<Vec<_>>().join("、");
    let level = row
        .word("分级")
        .ok_or_else(|| Lack(format!("指标按地区分级，在“分级”列写 {} 之一", levels())))?;
    let figure = indicator.levels.get(level).and_then(|f| f.quantity.as_ref());
    let figure =
        figure.ok_or_else(|| Lack(format!("没有分级“{level}”，有 {}", levels())))?;
    Ok(Some(figure))
}

fn compare(
    indicator: &Indicator,
    value: &Quantity,
    threshold: &Quantity,
) -> Result<bool, Lack> {
    let share = value.amount_in(&Unit::one()).ok().filter(|_| indicator.share);
    if share.is_some_and(|share| !(0.0..=1.0).contains(&share.typical)) {
        return Err(Lack(format!("{} 不在 0 到 100% 之间，核对数值", value.text())));
    }
    if value.amount().typical < 0.0 && !indicator.signed {
        return Err(Lack(format!("{} 不能为负，检查符号", value.text())));
    }
    let (found, bounds) =
        (value.amount_in(threshold.unit())?.typical, threshold.amount());
    match indicator.sense {
        Some(Sense::Max) => Ok(found <= bounds.high),
        Some(Sense::Min) => Ok(found >= bounds.low),
        Some(Sense::Range | Sense::Equal) => {
            Ok((bounds.low..=bounds.high).contains(&found))
        }
        _ => Err("知识库没有说明这个指标的方向".into()),
    }
}
