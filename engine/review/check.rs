//! The checks: what is asked, how many things were looked at, and how it came out.

use serde::Serialize;

use super::{Inputs, figures, plan, rules, words};
use crate::quantity::Term;

/// 审查方面.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, strum::Display)]
pub enum Aspect {
    /// Completeness as a system.
    #[strum(serialize = "系统性")]
    Systematic,
    /// Sound methods.
    #[strum(serialize = "科学性")]
    Scientific,
    /// Right figures.
    #[strum(serialize = "准确性")]
    Accurate,
    /// Fit to the case.
    #[strum(serialize = "针对性")]
    Specific,
    /// Fit for use.
    #[strum(serialize = "适用性")]
    Applicable,
}

/// 结论. Nothing to look at is no success: it cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, strum::Display)]
#[serde(rename_all = "kebab-case")]
pub enum Conclusion {
    /// Something was looked at, and nothing is wrong.
    #[strum(serialize = "通过")]
    Passed,
    /// There was nothing that could be looked at.
    #[strum(serialize = "不能判定")]
    Undetermined,
    /// Something is wrong.
    #[strum(serialize = "未通过")]
    Failed,
}

/// 检查项.
#[derive(Debug, Clone, Serialize)]
pub struct Check {
    /// Id.
    pub id: &'static str,
    /// What it looks at.
    pub aspect: Aspect,
    /// What is asked.
    pub title: &'static str,
    /// How it came out.
    pub conclusion: Conclusion,
    /// How many things of the case were looked at.
    pub looked: usize,
    /// How many of 示例数据 were looked at besides: they decide nothing about the case.
    pub demonstrations: usize,
    /// What could not be looked at, and for lack of what.
    pub lacks: Option<String>,
    /// What is wrong; empty unless it failed.
    pub faults: Vec<Fault>,
}

impl Check {
    /// `查了 12 项（另有示例 15 项）`.
    #[must_use]
    pub fn looked_text(&self) -> String {
        let besides = match self.demonstrations {
            0 => String::new(),
            n => format!("（另有示例 {n} 项）"),
        };
        format!("查了 {} 项{besides}", self.looked)
    }
}

/// What is wrong, and the figures that it names.
#[derive(Debug, Clone, Serialize)]
pub struct Fault {
    /// In words.
    pub text: String,
    /// The figures in them.
    pub figures: Vec<Term>,
}

impl From<String> for Fault {
    fn from(text: String) -> Self {
        Self { text, figures: Vec::new() }
    }
}

/// What a check looked at and found.
#[derive(Debug, Default)]
pub(super) struct Looked {
    /// Things of the case.
    pub real: usize,
    /// Things of 示例数据.
    pub demonstrations: usize,
    /// What could not be looked at.
    pub lacks: Option<String>,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

impl Looked {
    /// So many things of the case.
    pub fn at(real: usize) -> Self {
        Self { real, ..Self::default() }
    }

    /// As many things as `marks`, each saying whether it is 示例数据.
    pub fn apart(marks: impl IntoIterator<Item = bool>) -> Self {
        let mut looked = Self::default();
        for demonstration in marks {
            if demonstration {
                looked.demonstrations += 1;
            } else {
                looked.real += 1;
            }
        }
        looked
    }

    /// With what is wrong.
    pub fn faulting<F: Into<Fault>>(
        mut self,
        faults: impl IntoIterator<Item = F>,
    ) -> Self {
        self.faults.extend(faults.into_iter().map(Into::into));
        self
    }

    /// With what could not be looked at.
    pub fn lacking(mut self, lacks: Option<String>) -> Self {
        self.lacks = lacks;
        self
    }
}

/// A check before it is made.
struct Asked {
    id: &'static str,
    aspect: Aspect,
    title: &'static str,
    /// What is said where there is nothing to look at.
    nothing: &'static str,
    look: fn(Inputs<'_>) -> Looked,
}

const fn asked(
    id: &'static str,
    aspect: Aspect,
    title: &'static str,
    nothing: &'static str,
    look: fn(Inputs<'_>) -> Looked,
) -> Asked {
    Asked { id, aspect, title, nothing, look }
}

const NO_MEASURE: &str = "没有措施可查";
const NO_TARGET: &str = "没有目标可查";
const NO_VERDICT: &str = "没有规则判定可查";

const CHECKS: [Asked; 19] = {
    use Aspect::{Accurate, Applicable, Scientific, Specific, Systematic};
    [
        asked(
            "finding-measure",
            Systematic,
            "每个严重、较重的问题都有措施",
            "没有判为严重或较重的问题",
            plan::finding_measure,
        ),
        asked(
            "finding-topic-target",
            Systematic,
            "列有超标或超容量问题的控制单元都有目标",
            "没有列出超标或超容量问题的控制单元",
            plan::unit_target,
        ),
        asked(
            "measure-owner",
            Applicable,
            "每条措施都有牵头部门、时限与验收方法",
            NO_MEASURE,
            plan::measure_owner,
        ),
        asked(
            "measure-cost",
            Applicable,
            "每条措施都有投资，或写明待定原因",
            NO_MEASURE,
            plan::measure_cost,
        ),
        asked(
            "measure-basis",
            Scientific,
            "每条措施都有依据",
            NO_MEASURE,
            plan::measure_basis,
        ),
        asked(
            "no-screening-basis",
            Scientific,
            "没有措施只以筛查级（E级）证据为依据",
            "没有用知识库技术的措施，措施都由规则直接写出，不带证据等级",
            plan::no_screening,
        ),
        asked(
            "no-superseded",
            Accurate,
            "没有引用基准日已废止的文件",
            "所引文件都没有施行或废止日期",
            figures::no_superseded,
        ),
        asked(
            "gap-closed",
            Specific,
            "削减量能补足削减需求，或写明还差多少",
            "没有能算出削减需求的控制单元（须有公布排放量与环境容量）",
            figures::gap_closed,
        ),
        asked(
            "target-current",
            Specific,
            "每个目标都有现状值",
            NO_TARGET,
            plan::target_current,
        ),
        asked(
            "target-fresh",
            Accurate,
            "判断目标状态的现状数据没有过期",
            "没有写明时间的目标现状值",
            plan::target_fresh,
        ),
        asked(
            "target-after-measures",
            Applicable,
            "目标年限不早于支撑它的最后一条措施",
            "没有写明年限而又有措施支撑的目标",
            plan::target_after_measures,
        ),
        asked(
            "target-measure",
            Systematic,
            "每个目标都有支撑它的措施",
            "案例没有目标",
            plan::target_measure,
        ),
        asked(
            "declared-generated",
            Accurate,
            "申报排放量不大于产生量",
            "没有同时有申报排放量与核算产生量的污染源",
            figures::declared_generated,
        ),
        asked(
            "target-basis",
            Scientific,
            "每个目标都有依据",
            NO_TARGET,
            plan::target_basis,
        ),
        asked(
            "demonstration-apart",
            Accurate,
            "示例数据不与实际数据合计",
            "没有由实际数据得出的合计",
            figures::demonstration_apart,
        ),
        asked(
            "words-agree",
            Accurate,
            "叙述中的数都与现状数据和各表一致",
            "叙述、目标说明与缺口中没有带单位的数",
            words::words_agree,
        ),
        asked(
            "undecided-rules",
            Systematic,
            "规则都能判定，或缺口已列出",
            NO_VERDICT,
            rules::undecided,
        ),
        asked("broken-rules", Accurate, "没有出错的规则", NO_VERDICT, rules::broken),
        asked(
            "declared-computed",
            Accurate,
            "申报量与核算量相差不超过核查带",
            "没有同时有申报排放量与核算排放量的污染源",
            figures::declared_computed,
        ),
    ]
};

pub(super) fn all(inputs: Inputs<'_>) -> Vec<Check> {
    CHECKS.iter().map(|asked| conclude(asked, (asked.look)(inputs))).collect()
}

fn conclude(asked: &Asked, looked: Looked) -> Check {
    let conclusion = match (looked.faults.is_empty(), looked.real) {
        (false, _) => Conclusion::Failed,
        (true, 0) => Conclusion::Undetermined,
        (true, _) => Conclusion::Passed,
    };
    let nothing =
        (conclusion == Conclusion::Undetermined).then(|| asked.nothing.to_owned());
    Check {
        id: asked.id,
        aspect: asked.aspect,
        title: asked.title,
        conclusion,
        looked: looked.real,
        demonstrations: looked.demonstrations,
        lacks: looked.lacks.or(nothing),
        faults: looked.faults,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn concluded(looked: Looked) -> Check {
        let asked =
            asked("x", Aspect::Accurate, "问", "没有可查的", |_| Looked::default());
        conclude(&asked, looked)
    }

    #[test]
    fn nothing_looked_at_is_no_success() {
        let none = concluded(Looked::default());
        assert_eq!(none.conclusion, Conclusion::Undetermined);
        assert_eq!(none.lacks.as_deref(), Some("没有可查的"));
        // 示例数据 alone says nothing of the case.
        let invented = concluded(Looked::apart([true, true]));
        assert_eq!(invented.conclusion, Conclusion::Undetermined);
        assert_eq!(invented.looked_text(), "查了 0 项（另有示例 2 项）");
        let own = concluded(Looked::at(3).lacking(Some("乙没有日期".to_owned())));
        assert_eq!(own.conclusion, Conclusion::Passed);
        assert_eq!(own.lacks.as_deref(), Some("乙没有日期"));
        let wrong = concluded(Looked::at(3).faulting(["错".to_owned()]));
        assert_eq!(wrong.conclusion, Conclusion::Failed);
    }

    #[test]
    fn the_conclusions_are_words_of_their_own() {
        let json = serde_json::to_value([
            Conclusion::Passed,
            Conclusion::Undetermined,
            Conclusion::Failed,
        ]);
        assert_eq!(
            json.unwrap(),
            serde_json::json!(["passed", "undetermined", "failed"])
        );
        assert_eq!(Conclusion::Undetermined.to_string(), "不能判定");
    }
}
