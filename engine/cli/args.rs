//! Arguments, and which command they call. The doc comments here are the Chinese help.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use super::project::Project;
use super::stages::{self, Stage};
use super::{Exit, Failure, assess, check, draft, explain, knowledge, new, rule_tests};

/// 一策：从问题清单到一市一策。
///
/// 由案例数据与知识库出发，核算源清单、诊断水体问题、匹配技术与措施、编排方案，生成可送专家会的文稿。
#[derive(Debug, Parser)]
#[command(
    name = "yice",
    version,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    next_help_heading = "选项",
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    help_template = "{about-section}\n用法：{usage}\n\n{all-args}{after-help}"
)]
pub struct Arguments {
    /// 项目文件夹（缺省：当前文件夹或其上级）
    #[arg(long, global = true, value_name = "文件夹")]
    root: Option<PathBuf>,
    /// 显示帮助
    #[arg(short, long, global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    command: Command,
}

/// 输出格式
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// 文字
    Text,
    /// JSON
    Json,
}

/// 成果格式
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Target {
    /// Markdown
    Md,
    /// PDF
    Pdf,
}

/// 骨架种类
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Skeleton {
    /// 案例
    Case,
    /// 技术
    Technology,
    /// 规则
    Rule,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 生成方案文稿（Markdown 与 PDF）
    Draft {
        /// 案例，如 cases/yichang
        #[arg(value_name = "案例")]
        case: String,
        /// 文种：templates/ 下的文件夹（缺省按案例类别）
        #[arg(long, value_name = "文种")]
        kind: Option<String>,
        /// 成果格式，逗号分隔
        #[arg(
            long,
            value_enum,
            value_delimiter = ',',
            default_value = "md,pdf",
            value_name = "格式"
        )]
        to: Vec<Target>,
        /// 输出文件夹（缺省：项目下的 out）
        #[arg(short, long, value_name = "文件夹")]
        output: Option<PathBuf>,
    },
    /// 核算污染源清单
    Inventory(StageArguments),
    /// 诊断问题与成因
    Diagnose(StageArguments),
    /// 比选技术与措施
    Recommend(StageArguments),
    /// 编排目标、措施与五张清单
    Plan(StageArguments),
    /// 按质量关审查
    Review(StageArguments),
    /// 单独运行一个评价方法，输出 JSON；list 列出方法
    Assess {
        /// 方法：list surface-water tli equal-load
        #[arg(value_name = "方法")]
        method: String,
        /// 输入表（CSV 或 YAML）
        #[arg(value_name = "表")]
        input: Option<PathBuf>,
    },
    /// 说明一个编号、规则、记录、问题、措施或数字：为何、为何不、从何而来
    Explain {
        /// 编号或数字，如 W01、C03、“1019 t/a”、unknown-source、facts；可以写几个
        #[arg(value_name = "编号", required = true)]
        ids: Vec<String>,
        /// 案例
        #[arg(long, value_name = "案例")]
        case: Option<String>,
    },
    /// 运行规则自带的例子，并统计在案例中的成立情况
    Test {
        /// 规则集（缺省 yangtze）
        #[arg(value_name = "规则集")]
        ruleset: Option<String>,
    },
    /// 查看知识库
    Knowledge {
        #[command(subcommand)]
        command: KnowledgeCommand,
    },
    /// 生成带注释的骨架
    New {
        /// 种类
        #[arg(value_enum, value_name = "种类")]
        kind: Skeleton,
        /// 编号（小写英文，连字符）
        #[arg(value_name = "编号")]
        id: String,
    },
    /// 检查知识、规则、模板与案例，一次报出全部问题
    Check {
        /// 案例；不写则全部
        #[arg(value_name = "案例")]
        paths: Vec<String>,
        /// 输出格式
        #[arg(long, value_enum, default_value = "text", value_name = "格式")]
        format: Format,
    },
}

#[derive(Debug, clap::Args)]
struct StageArguments {
    /// 案例
    #[arg(value_name = "案例")]
    case: String,
    /// 输出格式
    #[arg(long, value_enum, default_value = "text", value_name = "格式")]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum KnowledgeCommand {
    /// 列出记录
    List {
        /// 种类：行业 标准 政策 方法 系数 技术 污染物 危废 来源
        #[arg(value_name = "种类")]
        kind: Option<String>,
        /// 输出格式
        #[arg(long, value_enum, default_value = "text", value_name = "格式")]
        format: Format,
    },
    /// 显示一条记录
    Show {
        /// 编号
        #[arg(value_name = "编号")]
        id: String,
    },
    /// 按名称或编号查找
    Search {
        /// 词
        #[arg(value_name = "词")]
        word: String,
        /// 输出格式
        #[arg(long, value_enum, default_value = "text", value_name = "格式")]
        format: Format,
    },
}

/// Runs the command that `arguments` name.
pub fn dispatch(arguments: &Arguments) -> Result<Exit, Failure> {
    let project = || Project::find(arguments.root.as_deref());
    match &arguments.command {
        Command::Check { paths, format } => check::run(&project()?, paths, *format),
        Command::Draft { case, kind, to, output } => {
            let order = draft::Order {
                case: case.clone(),
                kind: kind.clone(),
                targets: to.clone(),
                folder: output.clone(),
            };
            draft::run(&project()?, &order)
        }
        Command::Inventory(a) => {
            stages::run(&project()?, &a.case, Stage::Inventory, a.format)
        }
        Command::Diagnose(a) => {
            stages::run(&project()?, &a.case, Stage::Diagnosis, a.format)
        }
        Command::Recommend(a) => {
            stages::run(&project()?, &a.case, Stage::Measures, a.format)
        }
        Command::Plan(a) => stages::run(&project()?, &a.case, Stage::Plan, a.format),
        Command::Review(a) => stages::run(&project()?, &a.case, Stage::Review, a.format),
        Command::Explain { ids, case } => explain::run(&project()?, ids, case.as_deref()),
        Command::Assess { method, input } => {
            assess::run(&project()?, method, input.as_deref())
        }
        Command::Test { ruleset } => rule_tests::run(&project()?, ruleset.as_deref()),
        Command::Knowledge { command } => match command {
            KnowledgeCommand::List { kind, format } => {
                knowledge::list(&project()?, kind.as_deref(), None, *format)
            }
            KnowledgeCommand::Show { id } => knowledge::show(&project()?, id),
            KnowledgeCommand::Search { word, format } => {
                knowledge::list(&project()?, None, Some(word), *format)
            }
        },
        Command::New { kind, id } => new::run(&project()?, *kind, id),
    }
}
