//! The closed list of codes. A code is part of the interface: it never changes its meaning.

use serde::Serialize;
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

/// Names a kind of fault.
///
/// Every code has a triggering case under tests/faults/, which a test proves.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Display,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Code {
    /// YAML that does not parse.
    YamlSyntax,
    /// The same key twice in one mapping.
    DuplicateKey,
    /// A key that this kind of record does not have.
    UnknownKey,
    /// A required key is absent.
    MissingKey,
    /// A value of another type than expected.
    WrongType,
    /// A word that is not in the closed list for this place.
    UnknownWord,
    /// A full-width digit or sign in a number.
    FullWidthDigit,
    /// Text that is not UTF-8 but was readable as GB18030.
    Gb18030,
    /// Bytes that are no text in any supported encoding.
    NotText,
    /// A table row with another number of cells than the head.
    RaggedRow,
    /// A table without rows.
    EmptyTable,
    /// A column head that the table does not know.
    UnknownColumn,
    /// A column that the table needs is absent.
    MissingColumn,
    /// A cell that is not a number.
    NotANumber,
    /// A value below the detection limit, kept as such.
    BelowDetection,
    /// A date that is none.
    BadDate,
    /// A date that lies outside the edition's validity.
    DateOutsideEdition,
    /// No unit where one is needed.
    MissingUnit,
    /// A unit that is not in knowledge/units.yaml.
    UnknownUnit,
    /// A unit of another dimension than the place asks for.
    WrongDimension,
    /// A negative amount where none can be.
    NegativeAmount,
    /// low, typical and high are not in order.
    RangeOrder,
    /// A value that cannot occur in nature, such as pH 70.
    AbsurdValue,
    /// A number without a source.
    MissingSource,
    /// A reference to a source that is not registered.
    UnknownSource,
    /// A registered source that no record refers to.
    UnusedSource,
    /// A reference to a pollutant that does not exist.
    UnknownPollutant,
    /// A reference to an industry that does not exist.
    UnknownIndustry,
    /// A reference to a monitoring section that the case does not have.
    UnknownSection,
    /// A reference to a record that does not exist.
    UnknownReference,
    /// Two records with one id.
    DuplicateId,
    /// Two accepted records that contradict each other.
    Conflict,
    /// An edition that is superseded at the reference date.
    Superseded,
    /// A closure check of the case does not close.
    CheckFails,
    /// A row that is invented for demonstration but not marked as the format asks.
    DemonstrationUnmarked,
    /// A rule whose expression does not compile.
    RuleSyntax,
    /// A rule reads a fact that does not exist.
    UnknownFact,
    /// A rule was stopped: too many operations, too deep, too large.
    RuleLimit,
    /// A rule failed while running.
    RuleRuntime,
    /// A rule without a basis, or without the three examples.
    RuleIncomplete,
    /// A rule's example has another outcome than expected.
    ExampleFails,
    /// A template that does not parse.
    TemplateSyntax,
    /// A template uses a path that the view does not have.
    TemplatePath,
    /// A character that no loaded font has.
    MissingGlyph,
    /// Markdown or style that cannot be typeset.
    Typesetting,
}

impl Code {
    /// What the code means and how such a fault is mended, in Chinese.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "a table: one line per code")]
    pub fn description(self) -> &'static str {
        match self {
            Self::YamlSyntax => {
                "YAML 语法有误，文件读不进来；按提示的行列修改缩进、冒号或引号。"
            }
            Self::DuplicateKey => "同一层出现两个相同的键；留一个，或改名。",
            Self::UnknownKey => "这类记录没有这个键；多为拼写错误，或写错了层级。",
            Self::MissingKey => "缺少必填的键；按格式说明补上。",
            Self::WrongType => "值的类型不对，如该写数字处写了文字；按提示改写。",
            Self::UnknownWord => "该处只能用规定的几个词之一；按提示选用。",
            Self::FullWidthDigit => "数字用了全角字符；改为半角。",
            Self::Gb18030 => {
                "文件不是 UTF-8，已按 GB18030 读入（Excel 中文版另存的 CSV 常见）；建议另存为 UTF-8。"
            }
            Self::NotText => "文件既不是 UTF-8 也不是 GB18030 文本；请重新导出。",
            Self::RaggedRow => {
                "该行的单元格数与表头不一致，或引号没有成对；检查漏写的逗号、多余的列与英文引号。"
            }
            Self::EmptyTable => "表中没有数据行；没有数据就删去该表，并在缺口中说明。",
            Self::UnknownColumn => "表头中有不认识的列；多为拼写错误或单位写法不同。",
            Self::MissingColumn => "表缺少必需的列；按格式说明补上。",
            Self::NotANumber => {
                "该单元格应为数字；未知请留空，未检出写 <检出限 或 未检出。"
            }
            Self::BelowDetection => "低于检出限的值：保留原样，均值按检出限的一半计入。",
            Self::BadDate => {
                "日期写法不对；用 2024、2024-05、2024-05-01 或 2024-05-01 08:00。"
            }
            Self::DateOutsideEdition => {
                "日期不在所引版本的有效期内；改用当时有效的版本。"
            }
            Self::MissingUnit => "数值没有单位；表头写成 总磷(mg/L)，记录写 unit。",
            Self::UnknownUnit => {
                "单位不在 knowledge/units.yaml 中；换用已有写法或先登记。"
            }
            Self::WrongDimension => {
                "单位的量纲不对，如该用质量浓度处用了质量；改用同量纲的单位。"
            }
            Self::NegativeAmount => "该量不可能为负；检查符号或数据。",
            Self::RangeOrder => "区间应满足 low ≤ typical ≤ high；调整次序。",
            Self::AbsurdValue => {
                "数值超出自然可能的范围，多为单位或小数点错误；核对原始记录。"
            }
            Self::MissingSource => {
                "数值没有来源；补 source（ref 与 at），或改写为 missing 并说明原因。"
            }
            Self::UnknownSource => "来源未登记；先在 sources.yaml 登记，或改正 id。",
            Self::UnusedSource => {
                "登记了的来源没有记录引用；补上引用它的记录，或删去这一条。"
            }
            Self::UnknownPollutant => {
                "污染物不在 knowledge/pollutants.yaml 中；改正 id 或先登记。"
            }
            Self::UnknownIndustry => {
                "行业不在 knowledge/industries/ 中；改正 id 或先建行业。"
            }
            Self::UnknownSection => "断面不在 sections.csv 中；改正编号或先登记断面。",
            Self::UnknownReference => "引用的记录不存在；改正 id 或先建记录。",
            Self::DuplicateId => "编号重复；编号在同类记录中须唯一。",
            Self::Conflict => {
                "两条已采用的记录适用范围重叠而数值互不相交；核对后留一条，另一条写入 conflicts。"
            }
            Self::Superseded => {
                "引用的版本在基准日已被替代；改用现行版本，或说明为何仍用旧版。"
            }
            Self::CheckFails => "案例的闭合校核不成立；核对各分项与合计。",
            Self::DemonstrationUnmarked => {
                "示例数据须在“示例”列填“是”、名称以“示例·”开头、来源留空；三者要一致。"
            }
            Self::RuleSyntax => "规则表达式不能编译；按提示的位置修改。",
            Self::UnknownFact => {
                "规则读取了不存在的事实；用 yice explain facts 查看可用的事实。"
            }
            Self::RuleLimit => "规则超出运算次数、深度或内存上限而被终止；检查循环。",
            Self::RuleRuntime => "规则运行出错，如文字与数字比较；按提示修改表达式。",
            Self::RuleIncomplete => {
                "规则缺少依据，或缺少成立、不成立、数据不足三类例子；补齐后才能装入。"
            }
            Self::ExampleFails => "规则例子的结果与预期不符；改规则或改例子。",
            Self::TemplateSyntax => "模板语法有误；按提示的位置修改。",
            Self::TemplatePath => "模板使用了视图中没有的字段；多为拼写错误。",
            Self::MissingGlyph => {
                "所有已装入的字体都没有这个字；换字，或在 templates/fonts/ 放入含该字的字体。"
            }
            Self::Typesetting => "排版失败；按提示修改模板或样式。",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::IntoEnumIterator;

    #[test]
    fn codes_are_unique_kebab_case_and_described() {
        let mut seen = std::collections::BTreeSet::new();
        for code in Code::iter() {
            let name = code.to_string();
            assert!(
                name.chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            );
            assert!(seen.insert(name));
            assert!(code.description().ends_with('。'));
        }
    }
}
