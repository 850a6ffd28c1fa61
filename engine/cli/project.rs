//! The project's folders, and reading their files.

#![expect(
    clippy::disallowed_methods,
    reason = "this is where files and the environment are reached"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Failure;
use crate::assessment;
use crate::diagnostic::{Sink, SourceFile};
use crate::knowledge::Knowledge;
use crate::profile::Profile;
use crate::reading::decode;
use crate::rules::{Known, Ruleset};

/// The folder that holds knowledge/, rulesets/, templates/ and cases/.
#[derive(Debug, Clone)]
pub struct Project {
    root: PathBuf,
}

impl Project {
    /// `root` if given, else the nearest folder upwards that holds a project.
    pub fn find(root: Option<&Path>) -> Result<Self, Failure> {
        let here = match root {
            Some(root) => root.to_path_buf(),
            None => std::env::current_dir().map_err(|e| Failure::Read {
                path: ".".to_owned(),
                reason: e.to_string(),
            })?,
        };
        let found = here
            .ancestors()
            .take(if root.is_some() { 1 } else { usize::MAX })
            .find(|folder| {
                folder.join("knowledge").is_dir() && folder.join("rulesets").is_dir()
            });
        match found {
            Some(root) => Ok(Self { root: root.to_path_buf() }),
            None => Err(Failure::NoProject(here.display().to_string())),
        }
    }

    /// The root folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The text files below `folder` that end in one of `endings`, in order of name.
    pub fn texts(
        &self,
        folder: &str,
        endings: &[&str],
        sink: &mut Sink,
    ) -> Result<Vec<Arc<SourceFile>>, Failure> {
        let mut paths = Vec::new();
        collect(&self.root.join(folder), &mut paths)?;
        paths.sort();
        let mut files = Vec::with_capacity(paths.len());
        for path in paths {
            let name = self.name(&path);
            let wanted = endings.iter().any(|ending| name.ends_with(ending));
            if wanted && let Some(file) = decode(&name, &read(&path)?, sink) {
                files.push(file);
            }
        }
        Ok(files)
    }

    /// Everything under knowledge/, checked.
    pub fn knowledge(&self, sink: &mut Sink) -> Result<Knowledge, Failure> {
        let files = self.texts("knowledge", &[".yaml", ".csv"], sink)?;
        Ok(Knowledge::load(&files, sink))
    }

    /// The cases' ids.
    pub fn cases(&self) -> Result<Vec<String>, Failure> {
        self.folders("cases")
    }

    /// The folders directly below `folder`, in order of name.
    pub fn folders(&self, folder: &str) -> Result<Vec<String>, Failure> {
        let path = self.root.join(folder);
        if !path.is_dir() {
            return Ok(Vec::new());
        }
        let mut names = Vec::new();
        for entry in fs::read_dir(&path).map_err(|e| unreadable(&path, &e))? {
            let entry = entry.map_err(|e| unreadable(&path, &e))?;
            if entry.path().is_dir() {
                names.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
        names.sort();
        Ok(names)
    }

    /// The case that `argument` names: `yichang`, `cases/yichang` or a path to it.
    pub fn case_id(&self, argument: &str) -> Result<String, Failure> {
        let id = argument.trim_end_matches(['/', '\\']);
        let id = id.rsplit(['/', '\\']).next().unwrap_or(id);
        let cases = self.cases()?;
        if cases.iter().any(|case| case == id) {
            return Ok(id.to_owned());
        }
        let mean = crate::diagnostic::did_you_mean(id, cases.iter().map(String::as_str));
        let list = cases.join("、");
        let help = mean.unwrap_or_else(|| format!("已有案例：{list}"));
        Err(Failure::Unknown(format!("没有案例 {argument}；{help}")))
    }

    /// The case `id`, checked.
    pub fn profile(
        &self,
        id: &str,
        knowledge: &Knowledge,
        sink: &mut Sink,
    ) -> Result<Option<Profile>, Failure> {
        let files = self.texts(&format!("cases/{id}"), &[".yaml", ".csv"], sink)?;
        Ok(Profile::load(id, &files, &assessment::sheets(), knowledge, sink))
    }

    /// The ruleset `id`, compiled.
    pub fn ruleset(
        &self,
        id: &str,
        knowledge: &Knowledge,
        sink: &mut Sink,
    ) -> Result<Option<Ruleset>, Failure> {
        let files = self.texts(&format!("rulesets/{id}"), &[".yaml", ".rhai"], sink)?;
        let basis = |id: &str| knowledge.basis(id).is_some();
        let pollutants: Vec<&str> =
            knowledge.pollutants.keys().map(String::as_str).collect();
        let known = Known { basis: &basis, pollutants: &pollutants };
        Ok(Ruleset::load(id, &files, &known, sink))
    }

    #[cfg(feature = "pdf")]
    /// The bytes of the files directly in `folder` that end in one of `endings`.
    pub fn bytes(
        &self,
        folder: &str,
        endings: &[&str],
    ) -> Result<Vec<(String, Vec<u8>)>, Failure> {
        let mut paths = Vec::new();
        collect(&self.root.join(folder), &mut paths)?;
        paths.sort();
        paths
            .into_iter()
            .filter(|path| {
                endings.iter().any(|ending| path.to_string_lossy().ends_with(ending))
            })
            .map(|path| Ok((self.name(&path), read(&path)?)))
            .collect()
    }

    fn name(&self, path: &Path) -> String {
        let relative = path.strip_prefix(&self.root).unwrap_or(path);
        relative.to_string_lossy().replace('\\', "/")
    }
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), Failure> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder).map_err(|e| unreadable(folder, &e))? {
        let path = entry.map_err(|e| unreadable(folder, &e))?.path();
        let hidden =
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if path.is_dir() {
            collect(&path, paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}

/// The bytes of the file at `path`.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|e| unreadable(path, &e))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Read { path: path.display().to_string(), reason: reason(error) }
}

/// The usual reasons in Chinese; others as the system says them.
pub fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "不存在".to_owned(),
        std::io::ErrorKind::PermissionDenied => "没有权限".to_owned(),
        std::io::ErrorKind::NotADirectory => "上级不是文件夹".to_owned(),
        std::io::ErrorKind::StorageFull => "磁盘已满".to_owned(),
        std::io::ErrorKind::ReadOnlyFilesystem => "磁盘只读".to_owned(),
        std::io::ErrorKind::AlreadyExists => "已有同名文件".to_owned(),
        _ => error.to_string(),
    }
}
