//! What came in a form that could not be taken, because the session had ended or the form was not this
//! person's: given back, so that an hour's writing is not lost. Browsers do not keep it: they forget the
//! fields of pages that no cache may keep.

use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::header;
use maud::{Markup, html};

use super::form::{TOKEN, fields};
use super::uploads::{FILES, MAX_TEXT_BYTES, skim};
use crate::app::App;
use crate::words::Lang;
use crate::words::t;

/// Fields that a person writes in; the others go along unseen.
const WRITTEN: [&str; 2] = ["text", "reason"];
/// Fields that are never given back.
const SECRET: [&str; 3] = ["current", "password", "again"];

#[derive(Debug, Clone, Default)]
pub struct Typed {
    action: String,
    fields: Vec<(String, String)>,
    with_files: bool,
    /// Names of the files that came along, which have to be chosen again.
    files: Vec<String>,
}

impl Typed {
    /// As much of a form as came. It is read to its end, since a browser shows an answer only once it has
    /// sent everything.
    pub async fn of(mut request: Request, app: &App) -> Self {
        let mut typed = Self { action: request.uri().path().to_owned(), ..Self::default() };
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        typed.with_files = kind.is_some_and(|kind| kind.starts_with("multipart/"));
        if typed.with_files {
            let limits = app.config.uploads;
            let most = usize::try_from(limits.file_bytes()).unwrap_or(usize::MAX);
            let most = most.saturating_mul(limits.files).saturating_add(MAX_TEXT_BYTES);
            DefaultBodyLimit::max(most).apply(&mut request);
            if let Ok(form) = Multipart::from_request(request, app).await {
                (typed.fields, typed.files) = skim(form).await;
            }
        } else {
            typed.fields = fields(request, app).await.unwrap_or_default();
        }
        typed
    }

    /// Fields that are only to be copied.
    pub fn of_fields(fields: Vec<(String, String)>) -> Self {
        Self { fields, ..Self::default() }
    }

    /// The same form, to be sent again.
    pub fn again(&self, lang: Lang) -> Markup {
        let secret = self.fields.iter().any(|(name, _)| SECRET.contains(&name.as_str()));
        let anything = self.fields.iter().any(|(name, _)| name != TOKEN);
        html! { @if anything && !secret {
            form method="post" action=(self.action) enctype=[self.with_files.then_some("multipart/form-data")] .stack.panel {
                @for (name, value) in &self.fields { @match name.as_str() {
                    "text" => label { (t!(lang, "report-text")) textarea name="text" rows="8" { (value) } },
                    "reason" => label { (t!(lang, "reason")) textarea name="reason" rows="3" { (value) } },
                    _ => input type="hidden" name=(name) value=(value);,
                } }
                @if !self.files.is_empty() {
                    p .fault #files-again { (t!(lang, "typed-files", names = self.files.join("、"))) }
                    input type="file" name=(FILES) multiple aria-label=(t!(lang, "evidence")) aria-describedby="files-again";
                }
                button .primary { (t!(lang, "typed-again")) }
            }
        } }
    }

    /// What the person wrote, to be copied into a new form.
    pub fn to_copy(&self, lang: Lang) -> Markup {
        let written =
            self.fields.iter().filter(|(name, value)| WRITTEN.contains(&name.as_str()) && !value.is_empty());
        html! { @for (_, value) in written {
            label { (t!(lang, "your-text")) textarea readonly rows="8" { (value) } }
        } }
    }
}
