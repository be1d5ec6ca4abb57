//! The rows of a report that was sent (报送明细), to whoever may see the report.

use maud::{Markup, html};

use super::table::{self, Content, Manner};
use super::{Page, path};
use crate::domain::access::{Action, Subject};
use crate::domain::forms::Column;
use crate::domain::ids::{FormId, ObligationId};
use crate::domain::obligation::State;
use crate::store::sheets::sent;
use crate::web::components::{crumbs, title, unit_link};
use crate::web::error::{Error, Result};
use crate::web::form::{Asked, Named};
use crate::web::layout;
use crate::web::obligations::find;
use crate::web::visit::Visit;
use crate::words::t;

pub async fn show(
    visit: Visit,
    Named((id, revision, form)): Named<(ObligationId, i64, FormId)>,
    Asked(page): Asked<Page>,
) -> Result<Markup> {
    let mut tx = visit.app.db.read().await?;
    let (obligation, place) = find(&mut tx, &visit, &id, Action::SeeObligation).await?;
    let held = sent::of_obligation(&mut tx, &visit.plan().id, &id).await?;
    let held = held.into_iter().find(|held| held.revision == revision && held.form_id == form);
    let held = held.ok_or(Error::NotFound)?;
    let form = visit.plan().form(&form).ok_or(Error::NotFound)?;
    let content = Content::load(&mut tx, &visit, (&id, form), &held.sheet_id, (page, false)).await?;
    let lang = visit.lang;
    let heading = title(lang, place, &obligation);
    // In full they are seen one by one, each time on record.
    let discloses = visit.may(Action::SeePersonalData, Subject::Unit(&obligation.unit_id));
    let here = format!("/obligations/{id}/revisions/{revision}/sheets/{}", form.id);
    let rows = format!("/ledgers/{}", form.id);
    let opens =
        (obligation.state == State::Accepted && discloses).then(|| format!("{rows}/rows/{}", held.sheet_id));
    let manner = Manner {
        edits: None,
        opens: opens.as_deref(),
        is_open: false,
        columns: &[],
        href: &|page| format!("{here}?page={page}"),
    };
    let has_private = form.columns.iter().any(Column::is_private);
    Ok(layout::page(
        &visit,
        &t!(lang, "sheet-of", form = lang.pick(&form.title), name = heading.as_str()),
        html! {
            (crumbs(lang, &[(&format!("/obligations/{id}"), &heading)]))
            h1 { (lang.pick(&form.title)) }
            p .meta { (unit_link(lang, visit.plan(), &obligation.unit_id)) " · " (t!(lang, "revision", number = revision)) " · "
                (t!(lang, "sheet-rows", n = held.rows_sent))
                @if held.rows_late > 0 { " · " span .mark { (t!(lang, "sheet-rows-late", n = held.rows_late)) } } }
            @if has_private { p .muted { (t!(lang, "sheet-masked")) @if discloses { (t!(lang, "sheet-masked-open")) } } }
            (table::view(&visit, form, &content, &manner))
            @if visit.may(Action::Submit, obligation.subject(place)) && obligation.state.is_owed() { p { a href=(path(&id, &form.id)) { (t!(lang, "sheet-fill-in")) } } }
        },
    ))
}
