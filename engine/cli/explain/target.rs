//! A target: what is to be reached, where things stand, and why its state is what it is.

use super::case::CaseScope;
use super::print::line;
use crate::plan::PlanTarget;
use crate::profile::chinese_period;
use crate::rules::SubjectKind;

impl CaseScope {
    /// The target with this id.
    pub fn target(&self, id: &str) -> bool {
        let targets = self.results.plan.targets.iter();
        let own = self.loaded.profile.targets.iter();
        let Some((target, own)) = targets.zip(own).find(|(t, _)| t.id == id) else {
            return false;
        };
        line(0, &format!("目标 {}", target.id), &target.item);
        line(1, "写在", &format!("← {}", own.place));
        let unit = target.unit.as_deref().map(|unit| self.unit(unit));
        line(1, "范围", &unit.unwrap_or_else(|| "全市".to_owned()));
        match (&target.figure, &target.words) {
            (Some(figure), _) => {
                self.tree(figure, &format!("目标值（{}）", target.sense), 1);
            }
            (None, Some(words)) => line(1, "目标值", words),
            (None, None) => line(1, "目标值", "没有，原因：既没有写数，也没有写类别"),
        }
        self.current(target);
        let by = target.by.map_or_else(|| "没有写年限".to_owned(), |y| format!("{y}年"));
        line(1, "年限", &by);
        self.state(target);
        line(1, "依据", &self.bases(&target.basis));
        if let Some(note) = &target.note {
            line(1, "说明", note);
        }
        self.carried(target);
        self.used(&[id]);
        true
    }

    fn current(&self, target: &PlanTarget) {
        let when = target.period.as_deref().map(chinese_period).unwrap_or_default();
        match (&target.current, &target.current_words) {
            (Some(current), _) => self.tree(current, &format!("现状（{when}）"), 1),
            (None, Some(words)) if target.period.is_some() => {
                line(1, &format!("现状（{when}）"), words);
                let unit = target.unit.as_deref().unwrap_or_default();
                let subjects = &self.results.diagnosis.subjects;
                let kind = SubjectKind::Unit;
                if subjects.iter().any(|s| s.kind == kind && s.id == unit) {
                    self.ground_lines(kind, unit, "worst-class", 2);
                }
            }
            _ => line(
                1,
                "现状",
                &format!("不明，原因：案例中没有指标“{}”的数", target.item),
            ),
        }
    }

    /// Why it is met, missed or open.
    fn state(&self, target: &PlanTarget) {
        let parameters = &self.loaded.ruleset.parameters;
        let text = match target.met {
            Some(true) => "已达到，现状值符合目标值".to_owned(),
            Some(false) => "未达到，现状值不符合目标值".to_owned(),
            None if target.stale => {
                let limit = parameters.get("stale-years");
                let limit = limit.map_or_else(String::new, |p| {
                    format!(
                        "，参数“{}”为 {}（{}）← {}",
                        p.name,
                        p.text(),
                        p.basis,
                        p.place
                    )
                });
                format!(
                    "待判定，原因：现状数据早于基准日（{}）太久{limit}",
                    self.loaded.profile.reference_date
                )
            }
            None => "待判定，原因：没有现状值，或现状与目标不能比较".to_owned(),
        };
        line(1, "状态", &text);
    }

    /// The measures in its control unit for its pollutant; for a target of the whole case,
    /// those that rest on the same document.
    fn carried(&self, target: &PlanTarget) {
        let measures = self.results.plan.supporting(target);
        let own: Vec<String> =
            measures.map(|m| format!("{} {}", m.id, m.title)).collect();
        let label = match &target.unit {
            Some(_) => "同一控制单元、同一污染物的措施",
            None => "依据同一文件的措施",
        };
        let text = if own.is_empty() { "没有".to_owned() } else { own.join("；") };
        line(1, label, &text);
    }
}
