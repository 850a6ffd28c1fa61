//! `yice new case|technology|rule ID`: a valid, commented skeleton.

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
# 技术：每个数都要有单位与来源；来源没有的不写。
name: 技术名称
stage: 末端治理           # 源头减量 过程控制 末端治理 资源化 生态修复 管理
for: [enterprise]        # 适用对象
source: { ref: memory, at: 记忆 }   # 换成 knowledge/sources.yaml 中的来源
seen: false              # 数值是否在来源中见到
confidence: low          # 凭记忆时：high medium low
treats:
  - pollutant: tp        # 见 knowledge/pollutants.yaml
applies:
  conditions: [写出适用条件]
cost:
  none: 来源未给费用
";

const RULE: &str = "\
title: 规则标题
owner: 专家组
for: source              # case unit section source outfall risk waste
given:
  category: 工业企业      # 全部事实见 yice explain facts
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
    given: { category: 种植业, load.tp: 1 }
    expect: fails
  - name: 数据不足
    given: { category: 工业企业 }
    expect: undetermined
";

/// Writes the skeleton; never over an existing file.
pub(super) fn run(project: &Project, kind: Skeleton, id: &str) -> Result<Exit, Failure> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || !id.chars().all(plain) {
        let message = format!("编号“{id}”只能用小写英文、数字与连字符");
        return Err(Failure::Unknown(message));
    }
    let (path, text) = match kind {
        Skeleton::Case => (format!("cases/{id}/profile.yaml"), CASE),
        Skeleton::Technology => {
            (format!("knowledge/domestic/measures/{id}.yaml"), TECHNOLOGY)
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
