//! One unit: an award, a judged event, what it objectively has not, a condition that holds, or an item's points.

use maud::{Markup, html};

use super::{Look, Shown, Typed, known_fields};
use crate::domain::assessment::Judged;
use crate::domain::ids::{ObligationId, UnitId};
use crate::domain::period::Period;
use crate::domain::scoring::rules::{Event, Item, Kind, Test};
use crate::web::assessments::{Input, files};
use crate::web::components::Field;
use crate::web::error::{Error, Result};
use crate::web::form::token_field;
use crate::web::uploads::Received;
use crate::web::visit::Visit;
use crate::words::{Lang, period, t};

/// What is chosen reads `award:awards:national`.
pub(super) fn typed<'a>(look: &'a Look, received: &'a Received) -> Result<Vec<Typed<'a>>> {
    known_fields(received, |name| matches!(name, "what" | "points" | "obligation"))?;
    let unit: UnitId = look.unit.parse().map_err(|_| Error::NotFound)?;
    let what = received.field("what").unwrap_or_default();
    let mut parts = what.splitn(3, ':');
    let (kind, on, more) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    let points = received.field("points").unwrap_or_default();
    let mut field = "what";
    let judged = match kind {
        "points" => {
            field = "points";
            Judged::Points(points)
        }
        "charge" => {
            field = "points";
            Judged::Charge { event: more, obligation: obligation(received)?, points }
        }
        "award" => Judged::Award { level: more },
        "absent" => Judged::Absent,
        // Nothing chosen is nothing that fits any item.
        _ => Judged::Found,
    };
    let reason = received.field("reason").unwrap_or_default();
    if reason.trim().is_empty() && !what.is_empty() {
        field = "reason";
    }
    Ok(vec![Typed { unit, on, judged, reason, field: field.to_owned() }])
}

fn obligation(received: &Received) -> Result<Option<ObligationId>> {
    let typed = received.field("obligation").unwrap_or_default();
    if typed.is_empty() {
        return Ok(None);
    }
    typed.parse().map(Some).map_err(|_| Error::BadRequest("obligation".to_owned()))
}

pub(super) fn form(visit: &Visit, shown: &Shown, unit: &UnitId, input: &Input) -> Markup {
    let (lang, name) = (visit.lang, shown.look.name());
    let fault = |field: &str| input.fault(&name, field).into_iter();
    let options = options(visit, shown, unit);
    let options: Vec<(&str, String)> =
        options.iter().map(|(value, words)| (value.as_str(), words.clone())).collect();
    let obligations = obligations(visit, shown, unit);
    let obligations: Vec<(&str, String)> =
        obligations.iter().map(|(value, words)| (value.as_str(), words.clone())).collect();
    let [what, points, obligation, reason] = [
        t!(lang, "assess-what"),
        t!(lang, "assess-points"),
        t!(lang, "assess-obligation"),
        t!(lang, "reason"),
    ];
    let [points_help, obligation_help] = [t!(lang, "assess-points-help"), t!(lang, "assess-obligation-help")];
    let (choose, none) = (t!(lang, "assess-choose"), t!(lang, "assess-no-obligation"));
    html! {
        form method="post" enctype="multipart/form-data" action={ "/assessments/" (shown.span.id) "/marks/units/" (unit) } .stack .panel {
            (token_field(visit))
            input type="hidden" name="seen" value=(shown.seen());
            (Field::new("what", &what).required().faults(fault("what")).choice(lang, &options, input.value(&name, "what"), &choose))
            (Field::new("points", &points).help(&points_help).faults(fault("points")).line(lang, "text", input.value(&name, "points"), "off"))
            (Field::new("obligation", &obligation).help(&obligation_help).choice(lang, &obligations, input.value(&name, "obligation"), &none))
            (Field::new("reason", &reason).required().faults(fault("reason")).text(lang, 3, input.value(&name, "reason")))
            (files::fieldset(visit, "mark-files", &shown.kept))
            div .buttons { button .primary { (t!(lang, "assess-add-mark")) } }
        }
    }
}

/// All that may be found of this unit, each item's together.
fn options(visit: &Visit, shown: &Shown, unit: &UnitId) -> Vec<(String, String)> {
    let (lang, rules) = (visit.lang, &shown.now.rules);
    let group = rules.group_of(unit);
    let mut options = Vec::new();
    for item in rules.items.iter().filter(|item| item.is_for(group)) {
        let name = lang.pick(&item.title);
        for (value, words) in of_item(lang, item) {
            options.push((value, t!(lang, "assess-option", item = name, what = words)));
        }
    }
    for condition in rules.conditions.iter().filter(|condition| condition.test == Test::Found) {
        options.push((
            format!("found:{}", condition.id),
            t!(lang, "assess-option-found", what = lang.pick(&condition.title)),
        ));
    }
    options
}

fn of_item(lang: Lang, item: &Item) -> Vec<(String, String)> {
    let id = &item.id;
    let mut options = Vec::new();
    match &item.kind {
        Kind::Judged { .. } => options.push((format!("points:{id}"), t!(lang, "assess-option-points"))),
        Kind::Awards { levels } => options.extend(
            levels
                .iter()
                .map(|level| (format!("award:{id}:{}", level.id), lang.pick(&level.title).to_owned())),
        ),
        _ => {}
    }
    for charge in item.charges() {
        if let Event::Judged { id: event, title, .. } = &charge.on {
            options.push((format!("charge:{id}:{event}"), lang.pick(title).to_owned()));
        }
    }
    options.push((format!("absent:{id}"), t!(lang, "assess-option-absent")));
    options
}

fn obligations(visit: &Visit, shown: &Shown, unit: &UnitId) -> Vec<(String, String)> {
    let (lang, plan) = (visit.lang, visit.plan());
    let inputs = shown.now.inputs.unit(unit);
    let outcomes = inputs.map_or(&[][..], |inputs| &inputs.outcomes);
    let name = |outcome: &crate::domain::scoring::Outcome| {
        let place = plan.duty(&outcome.duty)?;
        let of = outcome.obligation.as_str().rsplit('~').next().and_then(Period::of_key);
        let name = lang.pick(&place.duty.title).to_owned();
        let words = of.map_or(name.clone(), |of| format!("{name} · {}", period(lang, &of)));
        Some((outcome.obligation.to_string(), words))
    };
    outcomes.iter().filter_map(name).collect()
}
