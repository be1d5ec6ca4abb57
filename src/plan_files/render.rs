//! Problems drawn into the lines they stand in.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use super::problem::{Problem, Problems, Severity};
use crate::words::Lang;

/// How to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// For files and pipes.
    Plain,
    /// For a terminal.
    Coloured,
}

/// All problems, one after another, with what to do about each.
pub fn render(problems: &Problems, lang: Lang, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled().decor_style(DecorStyle::Unicode),
    };
    let blocks: Vec<String> =
        problems.iter().map(|problem| one(problem, problems.text(&problem.file), lang, &renderer)).collect();
    blocks.join("\n\n")
}

fn one(problem: &Problem, text: &str, lang: Lang, renderer: &Renderer) -> String {
    let (level, name) = match (problem.severity, lang) {
        (Severity::Error, Lang::Zh) => (Level::ERROR, "错误"),
        (Severity::Error, Lang::En) => (Level::ERROR, "error"),
        (Severity::Warning, Lang::Zh) => (Level::WARNING, "警告"),
        (Severity::Warning, Lang::En) => (Level::WARNING, "warning"),
        (Severity::Note, Lang::Zh) => (Level::NOTE, "提示"),
        (Severity::Note, Lang::En) => (Level::NOTE, "note"),
    };
    let title = level.with_name(name).primary_title(lang.pick(&problem.message));
    let mut group = if text.is_empty() {
        title.element(Origin::path(problem.file.as_str()).line(problem.line).char_column(problem.column))
    } else {
        let annotation = AnnotationKind::Primary.span(problem.span.clone());
        title.element(Snippet::source(text).path(problem.file.as_str()).annotation(annotation))
    };
    if let Some(help) = &problem.help {
        let name = if lang == Lang::Zh { "怎么办" } else { "help" };
        group = group.element(Level::HELP.with_name(name).message(lang.pick(help)));
    }
    renderer.render(&[group])
}
