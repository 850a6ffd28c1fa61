//! Arguments, and which command they call. The doc comments here are the Chinese help.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use super::project::Project;
use super::{Exit, Failure, check};

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

#[derive(Debug, Subcommand)]
enum Command {
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

/// Runs the command that `arguments` name.
pub fn dispatch(arguments: &Arguments) -> Result<Exit, Failure> {
    let project = || Project::find(arguments.root.as_deref());
    match &arguments.command {
        Command::Check { paths, format } => check::run(&project()?, paths, *format),
    }
}
