//! Editing a bulletin's prose before it is issued.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::{Place, Seen, drafted, find};
use crate::domain::prose::{Fault, Prose, Section};
use crate::store;
use crate::store::bulletins;
use crate::web::components::{Field, crumbs};
use crate::web::error::{Error, Result};
use crate::web::form::{Named, Posted, token_field};
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words::{Lang, t};

/// So many empty sections follow the written ones.
const SPARE: usize = 2;

pub async fn edit(visit: Visit, Named(place): Named<Place>) -> Result<Markup> {
    let mut tx = visit.app.db.read().await?;
    let seen = find(&mut tx, &visit, &place).await?;
    if seen.is_issued() {
        return Err(Error::NotFound);
    }
    Ok(form(&visit, &seen, &seen.prose, seen.version(), &Refused::default()))
}

pub async fn update(
    visit: Visit,
    Named(place): Named<Place>,
    Posted(fields): Posted<Vec<(String, String)>>,
) -> Result<Response> {
    let (version, typed) = read(fields)?;
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    let seen = find(&mut tx, &visit, &place).await?;
    let prose = match typed.check() {
        Ok(prose) => prose,
        Err(refused) => {
            let (typed, faults) = *refused;
            let page = form(&visit, &seen, &typed, version, &Refused { faults, is_stale: false });
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    match bulletins::save(&mut tx, seen.of(&visit), version, &prose, (&visit.user.id, visit.now)).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(Redirect::to(&format!("{}?done=bulletin-saved", seen.href())).into_response())
        }
        Err(store::Error::Conflict) => {
            // What is typed stays, and saving it again replaces what the other one saved.
            let refused = Refused { faults: vec![], is_stale: true };
            let page = form(&visit, &seen, &prose, seen.version(), &refused);
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Back to the prose that the scores make by themselves.
pub async fn delete(
    visit: Visit,
    Named(place): Named<Place>,
    Posted(fields): Posted<Vec<(String, String)>>,
) -> Result<Response> {
    let version = version(&fields)?;
    let mut tx = visit.app.db.write(&visit.plan().id).await?;
    let seen = find(&mut tx, &visit, &place).await?;
    let prose = drafted(&mut tx, &visit, &seen.edition).await?;
    bulletins::save(&mut tx, seen.of(&visit), version, &prose, (&visit.user.id, visit.now)).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("{}/draft?done=bulletin-redrafted", seen.href())).into_response())
}

pub(super) fn version(fields: &[(String, String)]) -> Result<i64> {
    let version = fields.iter().find(|(name, _)| name == "version").and_then(|(_, value)| value.parse().ok());
    version.ok_or_else(|| Error::BadRequest("version".to_owned()))
}

/// Headings and texts come in pairs, in the order in which they stand on the page.
fn read(fields: Vec<(String, String)>) -> Result<(i64, Prose)> {
    let version = version(&fields)?;
    let mut prose = Prose::default();
    for (name, value) in fields {
        match name.as_str() {
            "title" => prose.title = value,
            "opening" => prose.opening = value,
            "closing" => prose.closing = value,
            "contact" => prose.contact = value,
            "heading" => prose.sections.push(Section { heading: value, text: String::new() }),
            "text" => {
                if let Some(section) = prose.sections.last_mut() {
                    section.text = value;
                }
            }
            _ => {}
        }
    }
    Ok((version, prose))
}

#[derive(Default)]
struct Refused {
    faults: Vec<Fault>,
    /// Somebody saved or issued it meanwhile.
    is_stale: bool,
}

impl Refused {
    fn of(&self, lang: Lang, fault: Fault) -> Option<String> {
        self.faults.contains(&fault).then(|| match fault {
            Fault::TitleMissing => t!(lang, "bulletin-fault-title"),
            Fault::HeadingMissing(_) => t!(lang, "bulletin-fault-heading"),
            Fault::TitleTooLong | Fault::HeadingTooLong(_) => t!(lang, "bulletin-fault-line"),
            Fault::TextTooLong | Fault::SectionTooLong(_) => t!(lang, "bulletin-fault-text"),
            Fault::Nothing => t!(lang, "bulletin-fault-nothing"),
        })
    }
}

fn form(visit: &Visit, seen: &Seen, prose: &Prose, version: i64, refused: &Refused) -> Markup {
    let lang = visit.lang;
    let heading = t!(lang, "bulletin-edit");
    let fault = |fault| refused.of(lang, fault);
    let (no_title, long_title) = (fault(Fault::TitleMissing), fault(Fault::TitleTooLong));
    let (nothing, long) = (fault(Fault::Nothing), fault(Fault::TextTooLong));
    let labels = ["title", "opening", "closing", "contact"].map(|name| label(lang, name));
    let [title, opening, closing, contact] = &labels;
    let help = t!(lang, "bulletin-lines-help");
    layout::page(
        visit,
        &heading,
        html! {
            (crumbs(lang, &[("/bulletins", &t!(lang, "nav-bulletins")), (&seen.href(), &seen.prose.title)]))
            h1 { (heading) }
            @if refused.is_stale { p .notice role="alert" { (t!(lang, "bulletin-stale")) } }
            form .stack.drafting method="post" action={ (seen.href()) "/draft" } {
                (token_field(visit))
                input type="hidden" name="version" value=(version);
                (Field::new("title", title).required().faults([no_title.as_deref(), long_title.as_deref()].into_iter().flatten()).line(lang, "text", &prose.title, "off"))
                (Field::new("opening", opening).faults([nothing.as_deref(), long.as_deref()].into_iter().flatten()).text(lang, 4, &prose.opening))
                p .muted { (help) }
                @for at in 0..prose.sections.len() + SPARE { (section(lang, prose.sections.get(at), at, refused)) }
                (Field::new("closing", closing).text(lang, 2, &prose.closing))
                (Field::new("contact", contact).line(lang, "text", &prose.contact, "off"))
                div .buttons { button .primary { (t!(lang, "bulletin-save")) } a .button href=(seen.href()) { (t!(lang, "cancel")) } }
            }
        },
    )
}

fn label(lang: Lang, name: &str) -> String {
    match name {
        "title" => t!(lang, "bulletin-field-title"),
        "opening" => t!(lang, "bulletin-field-opening"),
        "closing" => t!(lang, "bulletin-field-closing"),
        _ => t!(lang, "bulletin-field-contact"),
    }
}

fn section(lang: Lang, section: Option<&Section>, at: usize, refused: &Refused) -> Markup {
    let number = (at + 1).to_string();
    let (heading, text) = section.map_or(("", ""), |section| (&section.heading, &section.text));
    let faults = [Fault::HeadingMissing(at), Fault::HeadingTooLong(at)].map(|fault| refused.of(lang, fault));
    let long = refused.of(lang, Fault::SectionTooLong(at));
    let labels = (t!(lang, "bulletin-field-heading"), t!(lang, "bulletin-field-text"));
    let (heading_id, text_id) = (format!("heading-{at}"), format!("text-{at}"));
    html! { fieldset {
        legend { (t!(lang, "bulletin-section", number = number)) }
        (Field::new("heading", &labels.0).id(&heading_id).faults(faults.iter().flatten().map(String::as_str)).line(lang, "text", heading, "off"))
        (Field::new("text", &labels.1).id(&text_id).faults(long.as_deref()).text(lang, 6, text))
    } }
}
