//! One judged item for all units it applies to: a row each, and only what was typed changes.

use maud::{Markup, html};

use super::{Look, Shown, Typed, known_fields};
use crate::domain::assessment::Judged;
use crate::domain::ids::UnitId;
use crate::domain::scoring::card::Applies;
use crate::domain::scoring::rules::Item;
use crate::domain::scoring::{Line, Standing};
use crate::web::assessments::{Input, files};
use crate::web::components::{Field, scroll, unit_name};
use crate::web::error::{Error, Result};
use crate::web::form::token_field;
use crate::web::uploads::Received;
use crate::web::visit::Visit;
use crate::words::t;

const POINTS: &str = "points-";
const REASON: &str = "reason-";

/// One for each unit with points; the reason below the table is for those without one of their own.
pub(super) fn typed<'a>(look: &'a Look, received: &'a Received) -> Result<Vec<Typed<'a>>> {
    known_fields(received, |name| name.starts_with(POINTS) || name.starts_with(REASON))?;
    let all = received.field("reason").unwrap_or_default();
    let mut typed = Vec::new();
    for (name, points) in &received.fields {
        let Some(unit) = name.strip_prefix(POINTS).filter(|_| !points.trim().is_empty()) else { continue };
        let own = received.field(&format!("{REASON}{unit}")).filter(|own| !own.trim().is_empty());
        let id: UnitId = unit.parse().map_err(|_| Error::BadRequest(name.clone()))?;
        let judged = Judged::Points(points);
        typed.push(Typed {
            unit: id,
            on: &look.item,
            judged,
            reason: own.unwrap_or(all),
            field: name.clone(),
        });
    }
    Ok(typed)
}

pub(super) fn form(visit: &Visit, shown: &Shown, item: &Item, input: &Input) -> Markup {
    let (lang, name) = (visit.lang, shown.look.name());
    let rows = shown.scores.units.iter().filter_map(|unit| Some((unit, unit.card.as_ref()?.line(&item.id)?)));
    let reason = t!(lang, "assess-reason-for-all");
    let help = t!(lang, "assess-reason-for-all-help");
    html! {
        form method="post" enctype="multipart/form-data" action={ "/assessments/" (shown.span.id) "/marks/items/" (item.id) } .stack {
            (token_field(visit))
            input type="hidden" name="seen" value=(shown.seen());
            (scroll(lang.pick(&item.title), html! { table .facts.entry {
                caption { (t!(lang, "assess-item-help", points = item.points.normalize().to_string())) }
                thead { tr {
                    th scope="col" { (t!(lang, "unit")) }
                    th scope="col" .number { (t!(lang, "assess-now")) }
                    th scope="col" { (t!(lang, "assess-points")) }
                    th scope="col" { (t!(lang, "reason")) }
                } }
                tbody { @for (unit, line) in rows { (row(visit, unit, line, &name, input)) } }
            } }))
            (Field::new("reason", &reason).help(&help).text(lang, 2, input.value(&name, "reason")))
            (files::fieldset(visit, "mark-files", &shown.kept))
            div .buttons { button .primary { (t!(lang, "assess-save-marks")) } }
        }
    }
}

fn row(visit: &Visit, unit: &Standing, line: &Line, form: &str, input: &Input) -> Markup {
    let lang = visit.lang;
    let (points, reason) = (format!("{POINTS}{}", unit.unit), format!("{REASON}{}", unit.unit));
    let name = unit_name(lang, visit.plan(), &unit.unit);
    let fault = input.fault(form, &points);
    let described = format!("fault-{}", unit.unit);
    html! { tr {
        th scope="row" { a href={ "?unit=" (unit.unit) } { (name) } }
        td .number { @if line.applies == Applies::Waiting { (t!(lang, "assess-unjudged")) } @else { (line.points.normalize()) } }
        td {
            input name=(points) value=(input.value(form, &points)) inputmode="decimal" size="6" autocomplete="off"
                aria-label=(t!(lang, "assess-points-of", unit = name)) aria-invalid=[fault.map(|_| "true")]
                aria-describedby=[fault.map(|_| described.as_str())];
            @if let Some(fault) = fault { small .fault id=(described) { (fault) } }
        }
        td { input name=(reason) value=(input.value(form, &reason)) autocomplete="off" aria-label=(t!(lang, "assess-reason-of", unit = name)); }
    } }
}
