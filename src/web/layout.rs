//! The frame around every page.

use maud::{DOCTYPE, Markup, html};

use super::components::toast;
use super::form::token_field;
use super::ledgers;
use super::statics;
use super::visit::Visit;
use crate::domain::access::{Action, Role, Subject};
use crate::domain::folded::LONGEST_QUERY;
use crate::domain::plan::Plan;
use crate::store::changes::MANY;
use crate::words::Lang;
use crate::words::t;

/// A page for a signed-in person.
pub fn page(visit: &Visit, title: &str, body: Markup) -> Markup {
    let lang = visit.lang;
    document(
        lang,
        title,
        html! {
            a .skip href="#main" { (t!(lang, "skip-to-content")) }
            header .top { div .frame {
                a .brand href="/" { (t!(lang, "app-name")) span { (lang.pick(&visit.plan().title)) } }
                (search(visit))
                (account(visit))
            } }
            nav .main aria-label=(t!(lang, "nav-label")) { ul .frame {
                @for (href, label) in places(visit) {
                    li { a href=(href) aria-current=[is_here(visit, href).then_some("page")] { (label) } }
                }
            } }
            main #main {
                @if let Some(text) = visit.done.as_deref().and_then(|done| done_words(lang, done)) { (toast(lang, &text)) }
                @if visit.user.start_done_at.is_none() && visit.here.split('?').next() == Some(home(visit.user.role)) {
                    p .notice.start-link { a href="/start" { (t!(lang, "start-title")) } " " (t!(lang, "start-link-help")) }
                }
                (body)
            }
            footer .foot { div .frame {
                a href={ "/guides/" (visit.user.role.as_str()) } { (t!(lang, "guide-title")) }
                a href="/start" { (t!(lang, "start-title")) }
            } }
        },
    )
}

/// A page for anyone: sign-in, errors. `here` is where the language switch leads back to.
pub fn bare(plan: &Plan, lang: Lang, here: &str, title: &str, body: Markup) -> Markup {
    document(
        lang,
        title,
        html! {
            header .top { div .frame {
                a .brand href="/" { (t!(lang, "app-name")) span { (lang.pick(&plan.title)) } }
                (language(lang, here))
            } }
            (body)
        },
    )
}

fn document(lang: Lang, title: &str, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · " (t!(lang, "app-name")) }
                link rel="stylesheet" href=(statics::href("app.css"));
                // The last element: nothing is painted before it is there, so a table whose later rows are wider
                // does not move under the reader's eyes. A page is small; browsers without this paint as they go.
                link rel="expect" href="#unsent" blocking="render";
                link rel="icon" href=(statics::href("icon.svg")) type="image/svg+xml";
                meta name="htmx-config" content=(HTMX);
                script src=(statics::href("app.js")) defer {}
            }
            // What htmx is told here holds for every link and form below; `hx-boost="false"` exempts one.
            body
                hx-boost:inherited="true"
                hx-swap:inherited="innerHTML show:none"
                hx-indicator:inherited="body"
                hx-sync:inherited="body:replace"
                hx-disable:inherited="findAll button"
            {
                (body)
                p #unsent .fault role="alert" hidden { (t!(lang, "unsent")) }
            }
        }
    }
}

/// No style of htmx's own (the policy forbids it), no pause between a page and the next, an answer of any
/// status shown.
const HTMX: &str = r#"{"includeIndicatorCSS":false,"defaultSettleDelay":0}"#;

/// The search field; on the page of what was found it still holds what was typed.
fn search(visit: &Visit) -> Markup {
    let lang = visit.lang;
    let asked = visit.here.strip_prefix("/search?").unwrap_or_default();
    let asked: Vec<(String, String)> = serde_urlencoded::from_str(asked).unwrap_or_default();
    let typed = asked.iter().find(|(name, _)| name == "q").map(|(_, value)| value);
    html! {
        form .search role="search" method="get" action="/search" {
            input #search type="search" name="q" value=[typed] maxlength=(LONGEST_QUERY) aria-label=(t!(lang, "search-label")) placeholder=(t!(lang, "search-placeholder")) aria-keyshortcuts="/" autocomplete="off";
            button { (t!(lang, "nav-search")) }
        }
    }
}

/// What is new since the person last looked, as a number.
fn changes(visit: &Visit) -> Markup {
    let lang = visit.lang;
    html! {
        a .changes href="/changes" aria-current=[is_here(visit, "/changes").then_some("page")] {
            (t!(lang, "nav-changes"))
            @match visit.unread {
                0 => {}
                MANY => { " " span .count { (MANY - 1) "+" span .hidden { " " (t!(lang, "changes-unread")) } } }
                n => { " " span .count { (n) span .hidden { " " (t!(lang, "changes-unread")) } } }
            }
        }
    }
}

fn account(visit: &Visit) -> Markup {
    let lang = visit.lang;
    let unit = visit.user.unit_id.as_ref().and_then(|id| visit.plan().unit(id));
    html! {
        div .account {
            (changes(visit))
            a href="/password" title=(crate::words::role(lang, visit.user.role)) {
                @if let Some(unit) = unit { (lang.pick(&unit.name)) " · " }
                (visit.user.name)
            }
            (language(lang, &visit.here))
            form method="post" action="/sign-out" hx-boost="false" {
                (token_field(visit))
                button .link { (t!(lang, "sign-out")) }
            }
        }
    }
}

/// The switch names the other language in that language.
fn language(lang: Lang, next: &str) -> Markup {
    let (other, label) = match lang {
        Lang::Zh => (Lang::En, "English"),
        Lang::En => (Lang::Zh, "中文"),
    };
    html! {
        form method="post" action="/language" hx-boost="false" {
            input type="hidden" name="next" value=(next);
            button .link name="lang" value=(other.tag()) lang=(other.tag()) { (label) }
        }
    }
}

const LEDGERS: &str = "/ledgers";

/// The menu: what this role opens, first things first.
fn places(visit: &Visit) -> Vec<(&'static str, String)> {
    let lang = visit.lang;
    let all = [
        (Action::SeeOwnObligations, "/obligations", t!(lang, "nav-mine")),
        (Action::SeeOverview, "/overview", t!(lang, "nav-overview")),
        (Action::Review, "/reviews", t!(lang, "nav-reviews")),
        (Action::SeePlan, "/projects", t!(lang, "nav-projects")),
        (Action::SeePlan, "/units", t!(lang, "nav-units")),
        (Action::SeePlan, "/calendar", t!(lang, "nav-calendar")),
        (Action::SeeIndicators, "/indicators", t!(lang, "nav-indicators")),
        (Action::SeeLedgers, LEDGERS, t!(lang, "nav-ledgers")),
        (Action::SeeNotices, "/notices", t!(lang, "nav-supervision")),
        (Action::SeeUnitScore, "/scores", t!(lang, "nav-scores")),
        (Action::SeeScoreReplies, "/assessments", t!(lang, "nav-assessments")),
        (Action::SeePublishedScores, "/bulletins", t!(lang, "nav-bulletins")),
        (Action::SeeMessages, "/messages", t!(lang, "nav-messages")),
        (Action::InvitePeople, "/invitations", t!(lang, "nav-invitations")),
        (Action::ManageAccounts, "/accounts", t!(lang, "nav-accounts")),
    ];
    all.into_iter()
        .filter(|(action, href, _)| {
            visit.may(*action, Subject::Any) && (*href != LEDGERS || ledgers::has_any(visit))
        })
        .map(|(_, href, label)| (href, label))
        .collect()
}

/// The page that a role starts from.
pub fn home(role: Role) -> &'static str {
    match role {
        Role::Liaison | Role::UnitLeader => "/obligations",
        Role::Office | Role::DistrictLeader => "/overview",
        Role::ScoringOffice => "/scores",
        Role::Admin => "/accounts",
    }
}

fn is_here(visit: &Visit, href: &str) -> bool {
    let path = visit.here.split('?').next().unwrap_or_default();
    path == href || path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/'))
}

/// What `?done=` says after a form was taken.
fn done_words(lang: Lang, done: &str) -> Option<String> {
    if let Some((units, letters)) = done.strip_prefix("reminded:").and_then(|counts| counts.split_once(':')) {
        let (units, letters): (usize, usize) = (units.parse().ok()?, letters.parse().ok()?);
        return Some(t!(lang, "done-reminded", units = units, letters = letters));
    }
    Some(match done {
        "submitted" => t!(lang, "done-submitted"),
        "submitted-once" => t!(lang, "done-submitted-once"),
        "draft-saved" => t!(lang, "done-draft-saved"),
        "draft-discarded" => t!(lang, "done-draft-discarded"),
        "sheet-row-saved" => t!(lang, "done-sheet-row-saved"),
        "sheet-row-removed" => t!(lang, "done-sheet-row-removed"),
        "sheet-faulty-removed" => t!(lang, "done-sheet-faulty-removed"),
        "sheet-discarded" => t!(lang, "done-sheet-discarded"),
        "acknowledged" => t!(lang, "done-acknowledged"),
        "accepted" => t!(lang, "done-accepted"),
        "returned" => t!(lang, "done-returned"),
        "exempted" => t!(lang, "done-exempted"),
        "reinstated" => t!(lang, "done-reinstated"),
        "extension-asked" => t!(lang, "done-extension-asked"),
        "extension-granted" => t!(lang, "done-extension-granted"),
        "extension-refused" => t!(lang, "done-extension-refused"),
        "figures-corrected" => t!(lang, "done-figures-corrected"),
        "row-corrected" => t!(lang, "done-row-corrected"),
        "row-withdrawn" => t!(lang, "done-row-withdrawn"),
        "changes-read" => t!(lang, "done-changes-read"),
        "mail-resent" => t!(lang, "done-mail-resent"),
        "mail-resent-none" => t!(lang, "done-mail-resent-none"),
        "bulletin-saved" => t!(lang, "done-bulletin-saved"),
        "bulletin-redrafted" => t!(lang, "done-bulletin-redrafted"),
        "bulletin-issued" => t!(lang, "done-bulletin-issued"),
        "feed-ended" => t!(lang, "done-feed-ended"),
        "password" => t!(lang, "done-password"),
        "start" => t!(lang, "done-start"),
        "assessment-opened" => t!(lang, "done-assessment-opened"),
        "assessment-frozen" => t!(lang, "done-assessment-frozen"),
        "assessment-published" => t!(lang, "done-assessment-published"),
        "marks-made" => t!(lang, "done-marks-made"),
        "marks-none" => t!(lang, "done-marks-none"),
        "mark-withdrawn" => t!(lang, "done-mark-withdrawn"),
        "replied" => t!(lang, "done-replied"),
        "consented" => t!(lang, "done-consented"),
        "ruled" => t!(lang, "done-ruled"),
        "corrected" => t!(lang, "done-corrected"),
        "account-created" => t!(lang, "done-account-created"),
        "account-disabled" => t!(lang, "done-account-disabled"),
        "account-enabled" => t!(lang, "done-account-enabled"),
        "account-updated" => t!(lang, "done-account-updated"),
        _ => return None,
    })
}
