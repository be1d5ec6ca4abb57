//! Fields of a form (表单项): label, control, help, and what is wrong, tied together for screen readers.

use maud::{Markup, html};

use crate::words::{Lang, t};

/// A field before its control: what it is called and what is said about it.
#[derive(Debug)]
pub struct Field<'a> {
    name: &'a str,
    label: &'a str,
    help: Option<&'a str>,
    faults: Vec<&'a str>,
    is_required: bool,
    id: String,
}

/// What a control must carry to belong to its field.
#[derive(Debug)]
pub struct Control<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub required: bool,
    /// For `aria-invalid`.
    pub invalid: Option<&'static str>,
    /// For `aria-describedby`.
    pub described: Option<String>,
}

impl<'a> Field<'a> {
    /// `name` is the form field's; it names the ids too.
    pub fn new(name: &'a str, label: &'a str) -> Self {
        Self { name, label, help: None, faults: Vec::new(), is_required: false, id: format!("field-{name}") }
    }

    /// Where a page has the same field in two forms.
    pub fn id(self, id: &str) -> Self {
        Self { id: id.to_owned(), ..self }
    }

    /// What the field wants, said before anything is wrong.
    pub fn help(self, help: &'a str) -> Self {
        Self { help: Some(help), ..self }
    }

    /// What is wrong, and what to do about it.
    pub fn faults(self, faults: impl IntoIterator<Item = &'a str>) -> Self {
        Self { faults: faults.into_iter().collect(), ..self }
    }

    pub fn required(self) -> Self {
        Self { is_required: true, ..self }
    }

    /// The field around the control that `control` draws.
    pub fn view(&self, lang: Lang, control: impl FnOnce(&Control<'_>) -> Markup) -> Markup {
        let (help, fault) = (format!("{}-help", self.id), format!("{}-fault", self.id));
        let said: Vec<&str> = [(self.help.is_some(), &help), (!self.faults.is_empty(), &fault)]
            .into_iter()
            .filter_map(|(is_said, id)| is_said.then_some(id.as_str()))
            .collect();
        let given = Control {
            id: &self.id,
            name: self.name,
            required: self.is_required,
            invalid: (!self.faults.is_empty()).then_some("true"),
            described: (!said.is_empty()).then(|| said.join(" ")),
        };
        html! { div .field {
            label for=(self.id) { (self.label) @if self.is_required { " " span .required { (t!(lang, "required")) } } }
            (control(&given))
            @if let Some(text) = self.help { small id=(help) { (text) } }
            @if !self.faults.is_empty() { div id=(fault) { @for text in &self.faults { small .fault { (text) } } } }
        } }
    }

    /// A line of text of a kind that browsers know: `text`, `email`, `password`, `date`, `search`.
    pub fn line(&self, lang: Lang, kind: &str, value: &str, autocomplete: &str) -> Markup {
        self.view(lang, |control| html! {
            input type=(kind) id=(control.id) name=(control.name) value=(value) autocomplete=(autocomplete) required[control.required]
                aria-invalid=[control.invalid] aria-describedby=[&control.described];
        })
    }

    /// Several lines of text.
    pub fn text(&self, lang: Lang, rows: u8, value: &str) -> Markup {
        self.view(lang, |control| {
            html! {
                textarea id=(control.id) name=(control.name) rows=(rows) required[control.required]
                    aria-invalid=[control.invalid] aria-describedby=[&control.described] { (value) }
            }
        })
    }

    /// One of several: values with their words, the chosen value, and what stands there while none is chosen.
    pub fn choice(&self, lang: Lang, options: &[(&str, String)], chosen: &str, none: &str) -> Markup {
        self.view(lang, |control| html! {
            select id=(control.id) name=(control.name) required[control.required]
                aria-invalid=[control.invalid] aria-describedby=[&control.described] {
                option value="" { (none) }
                @for (value, words) in options { option value=(value) selected[*value == chosen] { (words) } }
            }
        })
    }
}

/// Where files are put: the browser's own control, and around it a place to drop them on. With scripts its words
/// are ours, and the names of what was chosen stand below.
pub fn drop_zone(lang: Lang, control: &Control<'_>) -> Markup {
    html! { div .drop data-drop data-choose=(t!(lang, "files-choose")) data-hint=(t!(lang, "files-drop-here")) {
        input type="file" id=(control.id) name=(control.name) multiple required[control.required]
            aria-invalid=[control.invalid] aria-describedby=[&control.described];
    } }
}
