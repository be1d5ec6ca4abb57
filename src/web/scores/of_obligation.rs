//! What an obligation gave or cost (计分情况): the causes that name it, and the way to the lines they stand in.

use maud::{Markup, html};

use super::load::load;
use super::periods::{Series, card_path};
use crate::domain::access::{Action, Subject};
use crate::domain::obligation::Obligation;
use crate::domain::scoring::Span;
use crate::store::Tx;
use crate::web::error::Result;
use crate::web::visit::Visit;
use crate::words::scoring::{ExplainedCause, Wording, explain};
use crate::words::{Lang, t};

/// Of one period what it gave or cost, of the others that it counts in only the way there.
pub struct Counted {
    span: Span,
    /// Item, its title, and what it says of the obligation.
    causes: Vec<(String, String, ExplainedCause)>,
    others: Vec<Span>,
}

/// In the periods that its due day is in, once that has passed; `None` for who may not see the unit's scores.
pub async fn counted(tx: &mut Tx, visit: &Visit, obligation: &Obligation) -> Result<Option<Counted>> {
    let Some(due) = obligation.due_at.filter(|due| *due < visit.now) else { return Ok(None) };
    if !visit.may(Action::SeeUnitScore, Subject::Unit(&obligation.unit_id)) {
        return Ok(None);
    }
    let plan = visit.plan();
    let mut spans = Series::all(plan, plan.local_date(due)).into_iter().map(|series| series.span().clone());
    let Some(span) = spans.next() else { return Ok(None) };
    let loaded = load(visit, tx, &span).await?;
    let explained = loaded
        .standing(&obligation.unit_id)
        .and_then(|standing| explain(visit.lang, plan, &loaded.rules, &loaded.inputs, standing, 0));
    let Some(explained) = explained else { return Ok(None) };
    let of = |cause: &ExplainedCause| cause.obligation.as_ref() == Some(&obligation.id);
    let mut causes = Vec::new();
    for line in explained.lines {
        let mine = line.causes.into_iter().filter(of);
        causes.extend(mine.map(|cause| (line.item.clone(), line.title.clone(), cause)));
    }
    Ok(Some(Counted { span, causes, others: spans.collect() }))
}

pub fn panel(visit: &Visit, obligation: &Obligation, counted: Option<&Counted>) -> Markup {
    let Some(counted) = counted else { return html! {} };
    let (lang, unit) = (visit.lang, &obligation.unit_id);
    let words = Wording { lang, plan: visit.plan(), rules: &visit.plan().scoring };
    let card = card_path(&counted.span, unit);
    html! {
        section .panel #scored {
            h2 { (t!(lang, "sc-scored")) }
            p { a href=(card) { (words.span(&counted.span)) } }
            @if counted.causes.is_empty() { p { (t!(lang, "sc-scored-nothing")) } }
            @else { ul .plain { @for (item, title, cause) in &counted.causes {
                li { a href={ (card) "#item-" (item) } { (title) } " " strong { (points(lang, cause)) } (t!(lang, "in-brackets", text = cause.why.as_str())) }
            } } }
            @if !counted.others.is_empty() {
                p .muted { (t!(lang, "sc-scored-too"))
                    @for (at, span) in counted.others.iter().enumerate() {
                        @if at > 0 { (crate::words::separator(lang)) }
                        a href=(card_path(span, unit)) { (words.span(span)) }
                    }
                }
            }
        }
    }
}

/// One of several that keep a share below its step costs nothing by itself.
fn points(lang: Lang, cause: &ExplainedCause) -> String {
    if cause.points == "0" { t!(lang, "sc-scored-part") } else { cause.points.clone() }
}
