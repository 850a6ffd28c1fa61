//! What a fact that is no figure rests on: the cells and records behind a yes, a word, a
//! list. Figures carry their own provenance.

use crate::assessment::{Assessment, Item, SectionResult};
use crate::diagnostic::Place;
use crate::inventory::Inventory;
use crate::knowledge::Knowledge;
use crate::profile::{ClassCount, Profile, PublishedLoad, Reading, Row};
use crate::quantity::Quantity;
use crate::rules::SubjectKind;

/// 出处 of a fact.
#[derive(Debug, Clone)]
pub struct Ground {
    /// What it is.
    pub label: String,
    /// What it says.
    pub text: String,
    /// Where it stands.
    pub place: Option<Place>,
    /// Id of the document it was taken from.
    pub source: Option<String>,
    /// Locator in that document.
    pub at: Option<String>,
    /// The figure, where there is one.
    pub quantity: Option<Quantity>,
}

/// What grounds are looked up in.
#[derive(Clone, Copy)]
pub struct Records<'a> {
    /// The case.
    pub profile: &'a Profile,
    /// The knowledge.
    pub knowledge: &'a Knowledge,
    /// The inventory.
    pub inventory: &'a Inventory,
    /// The assessment.
    pub assessment: &'a Assessment,
}

impl Ground {
    /// The cell `column` of `row`.
    fn cell(row: &Row, column: &str, label: &str, text: impl Into<String>) -> Self {
        let place = row.place.clone().in_cell(column);
        Self::record(row, label, text).standing(place)
    }

    /// A whole row.
    fn record(row: &Row, label: &str, text: impl Into<String>) -> Self {
        Self {
            label: label.to_owned(),
            text: text.into(),
            place: Some(row.place.clone()),
            source: row.source.clone(),
            at: if row.demonstration {
                Some("示例数据".to_owned())
            } else {
                row.at.clone()
            },
            quantity: None,
        }
    }

    fn figure(label: String, quantity: &Quantity) -> Self {
        let quantity = Some(quantity.clone());
        let (place, source, at) = (None, None, None);
        Self { label, text: String::new(), place, source, at, quantity }
    }

    fn line(label: &str, text: impl Into<String>, place: &Place) -> Self {
        let (label, text) = (label.to_owned(), text.into());
        let (source, at, quantity) = (None, None, None);
        Self { label, text, place: Some(place.clone()), source, at, quantity }
    }

    fn standing(self, place: Place) -> Self {
        Self { place: Some(place), ..self }
    }
}

impl Records<'_> {
    /// What the fact `key` of the subject rests on, apart from a figure of its own.
    #[must_use]
    pub fn grounds(self, kind: SubjectKind, subject: &str, key: &str) -> Vec<Ground> {
        let found = match kind {
            SubjectKind::Section => self.section(subject, key),
            SubjectKind::Unit => self.unit(subject, key),
            SubjectKind::Case => self.case(key),
            _ => Vec::new(),
        };
        if !found.is_empty() {
            return found;
        }
        let Some(row) = self.row(kind, subject) else { return Vec::new() };
        vec![match column(kind, key) {
            Some(column) => Ground::cell(row, column, "表中", ""),
            None => Ground::record(row, "所在行", ""),
        }]
    }

    /// The row of the case that the subject is.
    #[must_use]
    pub fn row(&self, kind: SubjectKind, subject: &str) -> Option<&Row> {
        let p = self.profile;
        match kind {
            SubjectKind::Section => p.section(subject).map(|s| &s.row),
            SubjectKind::Unit => p.unit(subject).map(|u| &u.row),
            SubjectKind::Source => {
                p.pollution_sources.iter().find(|s| s.id == subject).map(|s| &s.row)
            }
            SubjectKind::Outfall => {
                p.outfalls.iter().find(|o| o.id == subject).map(|o| &o.row)
            }
            SubjectKind::Risk => p.risks.iter().find(|r| r.id == subject).map(|r| &r.row),
            SubjectKind::Waste => {
                p.wastes.iter().find(|w| w.id == subject).map(|w| &w.row)
            }
            SubjectKind::Case | SubjectKind::Result | SubjectKind::Technology => None,
        }
    }

    fn section(&self, id: &str, key: &str) -> Vec<Ground> {
        let Some(section) = self.profile.section(id) else { return Vec::new() };
        let target = || {
            let text = match section.target {
                Some(class) => format!("{class}类"),
                None => "空格，目标类别没有公开".to_owned(),
            };
            Ground::cell(&section.row, "目标类别", "目标类别", text)
        };
        let result = self.assessment.sections.iter().rfind(|r| r.section == id);
        let Some(result) = result else {
            return match key {
                "target" | "target-known" => vec![target()],
                "name" | "water" | "level" => Vec::new(),
                _ => vec![Ground::record(
                    &section.row,
                    &section.name,
                    "监测表（monitoring.csv）中没有这个断面的行",
                )],
            };
        };
        let (name, parameter) = key.split_once('.').unwrap_or((key, ""));
        match name {
            "target" | "target-known" => vec![target()],
            "worse-than-target" | "attained" => {
                let mut all = vec![target()];
                all.extend(self.published(result));
                all.extend(self.items(result, |i| over(result, i)));
                all
            }
            "published-class" => self.published(result),
            "class-unexplained" => {
                let mut all = self.published(result);
                let deciding = |i: &Item| result.decided_by.contains(&i.pollutant);
                all.extend(self.items(result, deciding));
                all
            }
            "class" | "main-pollutants" => {
                self.items(result, |i| result.decided_by.contains(&i.pollutant))
            }
            "exceedances" => self.items(result, |i| over(result, i)),
            "exceeds" => self.items(result, |i| i.pollutant == parameter),
            "readings" | "period" | "snapshot-only" => {
                let readings = self.readings(result);
                readings.map(reading).collect()
            }
            _ => Vec::new(),
        }
    }

    fn readings<'r>(
        &'r self,
        result: &'r SectionResult,
    ) -> impl Iterator<Item = &'r Reading> {
        self.profile.readings.iter().filter(move |r| {
            r.section == result.section
                && (r.time == result.period || r.time.starts_with(&result.period))
        })
    }

    fn published(&self, result: &SectionResult) -> Vec<Ground> {
        let published = self.readings(result).filter_map(|r| {
            let class = r.published_class.as_ref()?;
            Some(Ground::cell(&r.row, "公布类别", "公布类别", format!("{class}类")))
        });
        published.collect()
    }

    /// The means of the wanted items, each with the limit that it exceeds.
    fn items(
        &self,
        result: &SectionResult,
        wanted: impl Fn(&Item) -> bool,
    ) -> Vec<Ground> {
        let mut all = Vec::new();
        for item in result.items.iter().filter(|item| wanted(item)) {
            let pollutant = self.knowledge.pollutant_name(&item.pollutant);
            all.push(Ground::figure(pollutant.to_owned(), &item.mean.value));
            let over = match result.target {
                Some(_) => item.over_target.as_ref(),
                None => item.over_iii.as_ref(),
            };
            if let Some(over) = over {
                let label = format!("{pollutant}{}类限值", over.class);
                all.push(Ground::figure(label, &over.limit));
            }
        }
        all
    }

    fn unit(&self, id: &str, key: &str) -> Vec<Ground> {
        let Some(unit) = self.profile.unit(id) else { return Vec::new() };
        let results = || {
            self.assessment.sections.iter().filter(|result| {
                let section = self.profile.section(&result.section);
                section.is_some_and(|s| s.unit.as_deref() == Some(id))
            })
        };
        let (name, parameter) = key.split_once('.').unwrap_or((key, ""));
        match name {
            "published-exceeding" | "listed-period" => {
                let listed = |w: &String| unit.name.contains(w.as_str());
                let counts = self.profile.class_counts.iter();
                let own = counts.filter(|c| c.exceeding.iter().any(listed));
                let rows: Vec<_> = own.map(exceeding).collect();
                if !rows.is_empty() {
                    return rows;
                }
                self.profile.class_counts.iter().map(exceeding).collect()
            }
            "load-period" => {
                let loads = self.profile.loads.iter().filter(|l| l.unit == id);
                let cell = |l: &PublishedLoad| {
                    Ground::cell(&l.row, "期间", &l.item.to_string(), l.period.as_str())
                };
                loads.map(cell).collect()
            }
            "worst-class" => results().flat_map(|r| self.published(r)).collect(),
            "exceeds" => results()
                .flat_map(|r| self.items(r, |i| i.pollutant == parameter))
                .collect(),
            "kinds" | "top-kind" => {
                let totals = self.inventory.totals.iter();
                let own = totals.filter(|t| t.unit == id && t.pollutant == parameter);
                own.filter_map(|t| {
                    let label = format!("{}排放量", t.kind);
                    Some(Ground::figure(label, t.discharged.as_ref()?))
                })
                .collect()
            }
            _ => Vec::new(),
        }
    }

    fn case(&self, key: &str) -> Vec<Ground> {
        let p = self.profile;
        let (name, parameter) = key.split_once('.').unwrap_or((key, ""));
        match name {
            "snapshot-only" => p.readings.iter().map(reading).collect(),
            "sections" => p.sections.iter().map(|s| &s.row).map(whole).collect(),
            "sections-without-target" => p
                .sections
                .iter()
                .filter(|s| s.target.is_none())
                .map(|s| Ground::cell(&s.row, "目标类别", &s.name, "空格"))
                .collect(),
            "exceeding-waters" | "listed-apart" | "waters-apart" | "listed-period" => {
                let mut all: Vec<_> = p
                    .class_counts
                    .iter()
                    .filter(|c| !c.exceeding.is_empty())
                    .map(exceeding)
                    .collect();
                if ["listed-apart", "waters-apart"].contains(&name) {
                    all.extend(p.units.iter().map(|u| {
                        Ground::cell(&u.row, "名称", "已建控制单元", u.name.as_str())
                    }));
                }
                all
            }
            "has-gap" => p
                .gaps
                .iter()
                .filter(|g| g.topics.iter().any(|t| t == parameter))
                .map(|g| Ground::line(&format!("缺口“{}”", g.item), &*g.why, &g.place))
                .collect(),
            "has-fact" => p
                .facts
                .iter()
                .filter(|f| f.id == parameter)
                .map(|f| Ground::line("现状数据", f.item.as_str(), &f.place))
                .collect(),
            "lists" => self.table(parameter),
            _ => Vec::new(),
        }
    }

    /// How many real rows a table has.
    fn table(&self, name: &str) -> Vec<Ground> {
        let p = self.profile;
        let rows: Vec<&Row> = match name {
            "outfalls" => p.outfalls.iter().map(|r| &r.row).collect(),
            "risks" => p.risks.iter().map(|r| &r.row).collect(),
            "sources" => p.pollution_sources.iter().map(|r| &r.row).collect(),
            "waste" => p.wastes.iter().map(|r| &r.row).collect(),
            _ => return Vec::new(),
        };
        let real = rows.iter().filter(|row| !row.demonstration).count();
        let text = format!("实际数据 {real} 行，示例 {} 行", rows.len() - real);
        let own = format!("/{name}.csv");
        let file = p.files.iter().find(|file| file.name().ends_with(&own));
        let table = |file| Ground::line("台账", text.as_str(), &Place::whole(file));
        file.map(table).into_iter().collect()
    }
}

fn whole(row: &Row) -> Ground {
    Ground::record(row, "所在行", "")
}

fn reading(reading: &Reading) -> Ground {
    let when = crate::profile::chinese_period(&reading.time);
    Ground::cell(&reading.row, "时间", &when, reading.basis.as_str())
}

fn exceeding(count: &ClassCount) -> Ground {
    let label = format!("{}超标水体", crate::profile::chinese_period(&count.period));
    let text = match count.exceeding.as_slice() {
        [] => "空格".to_owned(),
        waters => waters.join("、"),
    };
    Ground::cell(&count.row, "超标水体", &label, text)
}

/// Whether the item is worse than the target, or than Ⅲ类 where there is none.
fn over(result: &SectionResult, item: &Item) -> bool {
    match result.target {
        Some(_) => item.over_target.is_some(),
        None => item.over_iii.is_some(),
    }
}

/// The column that a fact is read from.
fn column(kind: SubjectKind, key: &str) -> Option<&'static str> {
    Some(match (kind, key) {
        (SubjectKind::Waste, "producer") => "产生单位",
        (SubjectKind::Section, "name") => "断面名称",
        (_, "name") => "名称",
        (SubjectKind::Section, "level") => "级别",
        (SubjectKind::Section | SubjectKind::Outfall, "water") => "水体",
        (SubjectKind::Waste, "waste" | "hazardous") => "废物",
        (SubjectKind::Waste, "year") => "年份",
        (SubjectKind::Source | SubjectKind::Risk, "category") => "类别",
        (SubjectKind::Source, "object") => "对象",
        (SubjectKind::Source, "treatment") => "现有治理",
        (SubjectKind::Source | SubjectKind::Outfall, "destination") => "去向",
        (SubjectKind::Source, "industry") => "行业",
        (SubjectKind::Source, "process" | "process-name") => "工艺",
        (SubjectKind::Source, "activity") => "活动量",
        (_, "distance-km") => "距岸线",
        (SubjectKind::Outfall, "type") => "类型",
        (SubjectKind::Outfall, "status") => "整治状态",
        (SubjectKind::Outfall, "approved") => "是否批准",
        (SubjectKind::Risk, "contents") => "堆存物",
        (SubjectKind::Risk, "lining") => "防渗",
        (SubjectKind::Risk, "leachate") => "渗滤液收集",
        (SubjectKind::Risk, "online-monitoring") => "在线监测",
        (SubjectKind::Risk, "status") => "状态",
        (SubjectKind::Risk, "downstream") => "下游敏感目标",
        (_, "demonstration") => "示例",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_knows_its_column() {
        assert_eq!(column(SubjectKind::Risk, "status"), Some("状态"));
        assert_eq!(column(SubjectKind::Outfall, "approved"), Some("是否批准"));
        assert_eq!(column(SubjectKind::Risk, "fill-ratio"), None);
    }
}
