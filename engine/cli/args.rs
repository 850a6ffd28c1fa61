//! Arguments, and which command they call. The doc comments here are the Chinese help.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use super::project::Project;
use super::stages::{self, Stage};
use super::{
    Exit, Failure, assess, check, draft, explain, inventory_change, knowledge, new,
    rule_tests,
};

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
    next_help_heading = "通用选项",
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
    /// 核算污染源清单；给出前一案例时比较两份清单，说明变化的原因
    Inventory {
        #[command(flatten)]
        stage: StageArguments,
        /// 前一清单所在的案例，如 cases/yichang-2020
        #[arg(long, value_name = "案例")]
        against: Option<String>,
    },
    /// 诊断问题与成因
    Diagnose(StageArguments),
    /// 比选技术与措施
    Recommend(StageArguments),
    /// 编排目标、措施与五张清单
    Plan(StageArguments),
    /// 按质量关审查
    Review(StageArguments),
    /// 单独运行一个评价方法，缺省输出 JSON；list 列出方法、来源、输入与验证
    Assess {
        /// 方法，如 surface-water；list 列出全部
        #[arg(value_name = "方法")]
        method: String,
        /// 输入表（CSV、YAML 或 XLSX 的第一张工作表）
        #[arg(value_name = "表")]
        input: Option<PathBuf>,
        /// 输出格式
        #[arg(long, value_name = "格式", default_value = "json")]
        format: Format,
        /// 逐步说明每个数怎样得来
        #[arg(long)]
        explain: bool,
    },
    /// 说明一个编号、规则、记录、问题、措施或数字：为何、为何不、从何而来
    Explain {
        /// 编号、名称或数字，如 W01、C03、M02、Q20、断面名、规则名、“1019 t/a”、“[3]”、“表 9”、unknown-source、facts；可以写几个
        #[arg(value_name = "编号", required = true)]
        ids: Vec<String>,
        /// 案例；也可以写在编号之前，如 explain cases/yichang W01
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
        /// 技术放在 knowledge/ 的哪里，如 industries/electroplating、domestic、remedies/rivers
        #[arg(long = "in", value_name = "文件夹")]
        folder: Option<String>,
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
        /// 种类：行业 标准 政策 方法 系数 技术 指标 危废 豁免 区域 对照 手册 污染物 来源
        #[arg(value_name = "种类")]
        kind: Option<String>,
        /// 输出格式
        #[arg(long, value_enum, default_value = "text", value_name = "格式")]
        format: Format,
    },
    /// 显示一条记录
    Show {
        /// 编号，或地址如 limit/gb-3838-2002/t1/tp
        #[arg(value_name = "编号")]
        id: String,
        /// 只看这一天有效的限值，如 2020-06-01
        #[arg(long, value_name = "日期")]
        date: Option<String>,
    },
    /// 全文查找；几个词须都出现，编号拼错也能找到
    Search {
        /// 词
        #[arg(value_name = "词", required = true)]
        words: Vec<String>,
        /// 输出格式
        #[arg(long, value_enum, default_value = "text", value_name = "格式")]
        format: Format,
    },
    /// 各行业与领域的限值、系数、技术、费用各有多少
    Coverage {
        /// 输出格式
        #[arg(long, value_enum, default_value = "text", value_name = "格式")]
        format: Format,
    },
    /// 久未核对或已失效的记录
    Stale {
        /// 几年没有核对算久
        #[arg(long, default_value_t = 2, value_name = "年数")]
        years: u16,
        /// 以哪一天为准（缺省：今天）
        #[arg(long, value_name = "日期")]
        date: Option<String>,
        /// 输出格式
        #[arg(long, value_enum, default_value = "text", value_name = "格式")]
        format: Format,
    },
    /// 来源之间说法不同的数值
    Conflicts {
        /// 输出格式
        #[arg(long, value_enum, default_value = "text", value_name = "格式")]
        format: Format,
    },
    /// 来源及引用次数
    Sources {
        /// 输出格式
        #[arg(long, value_enum, default_value = "text", value_name = "格式")]
        format: Format,
    },
    /// 导入一版系数手册，放在旧版旁边
    ImportCoefficients {
        /// 表（CSV，列同 knowledge/handbook/2019/ 各表）
        #[arg(value_name = "表")]
        file: PathBuf,
        /// 版本号，如 2021：新文件夹的名称
        #[arg(long, value_name = "版本号")]
        edition: String,
        /// 手册在 knowledge/sources.yaml 中的编号
        #[arg(long, value_name = "来源")]
        source: String,
        /// 版本名称
        #[arg(long, value_name = "名称")]
        name: Option<String>,
        /// 生效日期，如 2021-06-11
        #[arg(long, value_name = "日期")]
        from: Option<String>,
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
        Command::Inventory { stage: a, against: Some(before) } => {
            inventory_change::run(&project()?, before, &a.case, a.format)
        }
        Command::Inventory { stage: a, against: None } => {
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
        Command::Assess { method, input, format, explain } => {
            let show = assess::Show { format: *format, explain: *explain };
            assess::run(&project()?, method, input.as_deref(), show)
        }
        Command::Test { ruleset } => rule_tests::run(&project()?, ruleset.as_deref()),
        Command::Knowledge { command } => of_knowledge(&project()?, command),
        Command::New { kind, id, folder } => {
            new::run(&project()?, *kind, id, folder.as_deref())
        }
    }
}

fn of_knowledge(project: &Project, command: &KnowledgeCommand) -> Result<Exit, Failure> {
    use KnowledgeCommand as K;
    match command {
        K::List { kind, format } => knowledge::list(project, kind.as_deref(), *format),
        K::Show { id, date } => knowledge::show(project, id, date.as_deref()),
        K::Search { words, format } => knowledge::search(project, words, *format),
        K::Coverage { format } => knowledge::coverage(project, *format),
        K::Stale { years, date, format } => {
            knowledge::stale(project, *years, date.as_deref(), *format)
        }
        K::Conflicts { format } => knowledge::conflicts(project, *format),
        K::Sources { format } => knowledge::sources(project, *format),
        K::ImportCoefficients { file, edition, source, name, from } => {
            let order = knowledge::Import {
                file,
                edition,
                source,
                name: name.as_deref(),
                from: from.as_deref(),
            };
            knowledge::import(project, &order)
        }
    }
}
