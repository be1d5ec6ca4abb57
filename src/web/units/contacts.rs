//! Who can be reached at a unit (联络方式), as its accepted list of liaison officers says.

use maud::{Markup, html};

use crate::domain::access::{Action, Subject};
use crate::domain::plan::{Plan, Unit};
use crate::store::ledgers::Listed;
use crate::store::users::User;
use crate::web::components::{empty, instant, scroll};
use crate::web::contacts::named::{Named, form};
use crate::web::visit::Visit;
use crate::words::{self, t};

/// `users` only for those who may invite them.
pub fn view(visit: &Visit, unit: &Unit, named: &[Named], users: Option<&[User]>) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let Some((form, _)) = form(plan).filter(|_| owes(plan, unit)) else { return html! {} };
    html! {
        section #contacts {
            h2 { (t!(lang, "unit-contacts")) }
            @match named.first() {
                None => (empty(&t!(lang, "unit-contacts-none", form = lang.pick(&form.title)))),
                Some(first) => {
                    (scroll(&t!(lang, "unit-contacts"), table(visit, unit, named, users)))
                    (source(visit, &first.row))
                }
            }
            @if users.is_some_and(|users| named.iter().any(|named| named.lacks_account(users))) {
                p .buttons { a .button href={ "/invitations/new?unit=" (unit.id) } { (t!(lang, "unit-contacts-invite")) } }
            }
        }
    }
}

fn owes(plan: &Plan, unit: &Unit) -> bool {
    let Some((form, _)) = form(plan) else { return false };
    plan.duties()
        .any(|place| place.duty.forms.contains(&form.id) && place.duty.owed.owners().contains(&unit.id))
}

/// Telephones and addresses only for those who may see them; everyone else sees who it is.
fn table(visit: &Visit, unit: &Unit, named: &[Named], users: Option<&[User]>) -> Markup {
    let lang = visit.lang;
    let whole = visit.may(Action::SeePersonalData, Subject::Unit(&unit.id));
    html! {
        table .contacts {
            caption .hidden { (t!(lang, "unit-contacts")) }
            thead { tr {
                th scope="col" { (t!(lang, "unit-contacts-role")) }
                th scope="col" { (t!(lang, "account-name")) }
                th scope="col" { (t!(lang, "unit-contacts-post")) }
                @if whole {
                    th scope="col" { (t!(lang, "unit-contacts-phone")) }
                    th scope="col" { (t!(lang, "account-email")) }
                }
            } }
            tbody { @for Named { person, .. } in named { tr {
                td { (role(visit, &person.role)) }
                th scope="row" { (person.name) }
                td { (person.post) }
                @if whole {
                    td .numbers { (person.phone) }
                    td { (person.email) }
                }
            } } }
        }
        @if let Some(users) = users {
            @for named in named.iter().filter(|named| named.lacks_account(users)) {
                p .notice { (t!(lang, "unit-contacts-no-account", name = named.person.name.as_str())) }
            }
        }
    }
}

fn role(visit: &Visit, stored: &str) -> String {
    let column = form(visit.plan()).and_then(|(form, contacts)| form.column(contacts.role.as_ref()?));
    column.map_or_else(|| stored.to_owned(), |column| words::forms::value(visit.lang, column, stored))
}

/// The report in which it stands, for those who may open it.
fn source(visit: &Visit, row: &Listed) -> Markup {
    let (lang, plan) = (visit.lang, visit.plan());
    let Some(place) = plan.duty(&row.duty_id) else { return html! {} };
    let assists = place.duty.owed.assists();
    let subject = Subject::Obligation { unit: &row.unit_id, project: place.project, assists };
    let title = lang.pick(&place.duty.title);
    html! {
        p .muted {
            (t!(lang, "unit-contacts-from"))
            @if visit.may(Action::SeeObligation, subject) { a href={ "/obligations/" (row.obligation_id) } { (title) } }
            @else { (title) }
            (t!(lang, "unit-contacts-sent", sender = row.sender.as_str())) (instant(lang, plan, visit.now, row.sent_at))
        }
    }
}
