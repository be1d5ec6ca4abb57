//! The audit log (操作日志): what happened to accounts and to the plan, by whom and from where.

use maud::{Markup, html};

use crate::store::events::Audited;
use crate::web::components::{crumbs, empty, moment, pager, scroll};
use crate::web::layout;
use crate::web::visit::Visit;
use crate::words;
use crate::words::t;

pub fn view(visit: &Visit, page: i64, more: bool, rows: &[Audited]) -> Markup {
    let lang = visit.lang;
    let title = t!(lang, "account-log");
    layout::page(
        visit,
        &title,
        html! {
            (crumbs(lang, &[("/accounts", &t!(lang, "nav-accounts"))]))
            h1 { (title) }
            (table(visit, rows))
            (pager(lang, page, more, |page| format!("/accounts/log?page={page}")))
        },
    )
}

pub fn table(visit: &Visit, rows: &[Audited]) -> Markup {
    let lang = visit.lang;
    html! {
        @if rows.is_empty() { (empty(&t!(lang, "account-log-empty"))) }
        @else { (scroll(&t!(lang, "account-log"), html! { table .log .facts {
            thead { tr {
                @for head in [t!(lang, "log-when"), t!(lang, "log-who"), t!(lang, "log-what"), t!(lang, "log-about"), t!(lang, "log-from")] {
                    th scope="col" { (head) }
                }
            } }
            tbody { @for row in rows { tr {
                td { (moment(visit, row.event.at)) }
                td { @if let Some(name) = &row.event.user_name { (name) } @else { (t!(lang, "log-system")) } }
                td { (words::act(lang, &row.event.act)) }
                td .detail { (words::detail(lang, visit.plan().zone, &row.event.act, &row.event.detail)) }
                td { (row.address) }
            } } }
        } })) }
    }
}
