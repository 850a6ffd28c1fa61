//! Tera templates: loading with placed errors, and rendering against the view.

use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Tera};

use crate::diagnostic::{Code, Diagnostic, Place, Sink, SourceFile};

/// Templates, compiled once.
pub(super) struct Templates {
    tera: Tera,
    files: Vec<Arc<SourceFile>>,
}

impl Templates {
    /// Compiles `files`; each is checked alone first, so that every one's fault is told.
    pub fn compile(files: &[Arc<SourceFile>], sink: &mut Sink) -> Option<Self> {
        let mut sound = true;
        for file in files {
            let mut alone = Tera::new();
            if let Err(error) = alone.add_raw_template(file.name(), file.text())
                && let Some(diagnostic) = syntax_fault(file, &error)
            {
                sink.push(diagnostic);
                sound = false;
            }
        }
        if !sound {
            return None;
        }
        let mut tera = Tera::new();
        tera.autoescape_on(Vec::<&str>::new());
        let texts: Vec<(&str, &str)> =
            files.iter().map(|f| (f.name(), f.text())).collect();
        if let Err(error) = tera.add_raw_templates(texts) {
            let message = format!("模板不能装入：{error}");
            sink.push(Diagnostic::error(Code::TemplateSyntax, message));
            return None;
        }
        Some(Self { tera, files: files.to_vec() })
    }

    /// The template `name` filled from `view`.
    pub fn render<V: Serialize>(
        &self,
        name: &str,
        view: &V,
        sink: &mut Sink,
    ) -> Option<String> {
        let context = match Context::from_serialize(view) {
            Ok(context) => context,
            Err(error) => {
                let message = format!("视图不能交给模板：{error}");
                sink.push(Diagnostic::error(Code::TemplateSyntax, message));
                return None;
            }
        };
        match self.tera.render(name, &context) {
            Ok(text) => Some(text),
            Err(error) => {
                sink.push(self.render_fault(name, &error));
                None
            }
        }
    }

    fn render_fault(&self, name: &str, error: &tera::Error) -> Diagnostic {
        if let tera::ErrorKind::RenderingError(report) = error.kind()
            && let Some(file) = self.files.iter().find(|f| f.name() == report.filename())
        {
            let message = format!("模板不能填写：{}", report.message());
            let place = Place::new(file, report.span().range.clone());
            return Diagnostic::error(Code::TemplatePath, message).at(&place);
        }
        let message = format!("模板 {name} 不能填写：{error}");
        Diagnostic::error(Code::TemplateSyntax, message)
    }
}

/// A template that another includes may be absent when it is looked at alone.
fn syntax_fault(file: &Arc<SourceFile>, error: &tera::Error) -> Option<Diagnostic> {
    match error.kind() {
        tera::ErrorKind::SyntaxError(report) => {
            let message = format!("模板语法有误：{}", report.message());
            let place = Place::new(file, report.span().range.clone());
            Some(
                Diagnostic::error(Code::TemplateSyntax, message)
                    .at(&place)
                    .help("标签成对：{% if %}…{% endif %}、{% for %}…{% endfor %}，变量写 {{ 名称 }}"),
            )
        }
        tera::ErrorKind::Msg(message) => Some(
            Diagnostic::error(Code::TemplateSyntax, format!("模板语法有误：{message}"))
                .at(&Place::whole(file)),
        ),
        _ => None,
    }
}
