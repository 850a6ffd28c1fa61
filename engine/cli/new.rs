//! `yice new case|technology|rule ID`: a commented skeleton. That of a technology is refused
//! by `check` until its words are replaced by facts.
//!
//! A technology lies where its folder says what it is for: `--in industries/electroplating`.

use super::args::Skeleton;
use super::project::Project;
use super::{Exit, Failure, output};

const CASE: &str = "\
# 案例：把方括号里的话换成事实；没有的数据不要编，写进 gaps。
name: 某市
kind: city               # city 市 district 区县 river 河 lake 湖 basin 流域
reference-date: 2026-01-01   # 基准日：决定用哪一版标准
facts: []                # 单个数据，一数一条：id、topic、item、period、figure（value、unit、source、seen）
targets: []              # 目标：id、item、indicator、sense、by、figure、basis
gaps: []                 # 数据缺口：id、item、why、ask、form、topics
";

const TECHNOLOGY: &str = "\
# 技术：每个数都要有单位与来源；来源没有的不写。各键的意思见 knowledge/README.md。
name: 技术名称
# 环节：源头减量 过程控制 末端治理 资源化 生态修复 管理
stage: 末端治理
# 针对什么：enterprise livestock cropland households-rural wwtp river lake tailings waste site …
for: [enterprise]
# 换成 knowledge/sources.yaml 中的来源；seen 为数值是否在来源中读到，凭记忆写 false 加 confidence（high medium low）
source: {ref: memory, at: 正文}
seen: false
confidence: low
# 去除什么，去除率多少，如 removal: {low: 80, high: 95, unit: '%'}
treats:
  - {pollutant: tp}
# 能写成数的条件写成数，如 influent: [{pollutant: tp, low: 5, high: 50, unit: mg/L}]
applies: {conditions: [写出适用条件]}
# 如 operate: {value: 2, unit: 元/m³, year: '2020'}；没有就写原因
cost: {none: 来源未给费用}
";

const RULE: &str = "\
title: 规则标题
owner: 专家组
for: source              # case unit section source outfall risk waste
among:                   # 说的是哪些对象；其余的不适用
  category: 工业企业      # 全部事实见 yice explain facts
given:                   # 成立的条件
  load.tp: \"> 0\"
find:
  topic: phosphorus
  title: \"{source.name}有总磷排放\"
  severity: 一般          # 严重 较重 一般 提示
  pollutant: tp
  text: \"{source.name}总磷排放 {source.load.tp}。\"
strength: 可              # 必须 应 宜 可
priority: low
basis: [law-yangtze]
examples:
  - name: 成立
    given: { category: 工业企业, load.tp: 1 }
    expect: holds
  - name: 不成立
    given: { category: 工业企业, load.tp: 0 }
    expect: fails
  - name: 数据不足
    given: { category: 工业企业 }
    expect: undetermined
";

/// Writes the skeleton; never over an existing file.
pub(super) fn run(
    project: &Project,
    kind: Skeleton,
    id: &str,
    folder: Option<&str>,
) -> Result<Exit, Failure> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || !id.chars().all(plain) {
        let message = format!("编号“{id}”只能用小写英文、数字与连字符");
        return Err(Failure::Unknown(message));
    }
    let (path, text) = match kind {
        Skeleton::Case => (format!("cases/{id}/profile.yaml"), CASE),
        Skeleton::Technology => {
            (format!("{}/{id}.yaml", shelf(project, folder)?), TECHNOLOGY)
        }
        Skeleton::Rule => (format!("rulesets/yangtze/diagnosis/{id}.yaml"), RULE),
    };
    let target = project.root().join(&path);
    if target.exists() {
        return Err(Failure::Unknown(format!("{path} 已经存在，没有改动")));
    }
    output::write(&target, text.as_bytes())?;
    output::line(&format!("已写出 {path}"));
    Ok(Exit::Good)
}

/// The folder that holds the technologies of `folder`.
fn shelf(project: &Project, folder: Option<&str>) -> Result<String, Failure> {
    let mut known: Vec<String> = ["domestic", "nonpoint", "shipping", "hazardous-waste"]
        .iter()
        .map(|&name| name.to_owned())
        .collect();
    for group in ["industries", "remedies"] {
        let folders = project.folders(&format!("knowledge/{group}"))?;
        known.extend(folders.into_iter().map(|name| format!("{group}/{name}")));
    }
    let Some(folder) = folder else {
        let message = "请用 --in 写明放在哪里，如 --in industries/electroplating；";
        return Err(Failure::Unknown(format!("{message}已有：{}", known.join("、"))));
    };
    let folder = folder.trim_matches('/').trim_start_matches("knowledge/");
    if !known.iter().any(|name| name == folder) {
        let help =
            crate::diagnostic::did_you_mean(folder, known.iter().map(String::as_str));
        let help = help.unwrap_or_else(|| format!("已有：{}", known.join("、")));
        return Err(Failure::Unknown(format!("knowledge/ 下没有 {folder}；{help}")));
    }
    Ok(match folder.split_once('/') {
        Some(("industries", _)) => format!("knowledge/{folder}/technologies"),
        Some(_) => format!("knowledge/{folder}"),
        None if folder == "hazardous-waste" => {
            "knowledge/hazardous-waste/routes".to_owned()
        }
        None => format!("knowledge/{folder}/measures"),
    })
}
