//! Correcting an accepted row and striking it out (更正, 划去), by the office.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::Ledger;
use super::cells::{View, value};
use super::row::{load, view};
use crate::domain::access::Action;
use crate::domain::forms::{Column, Fault, Kind};
use crate::domain::ids::{ColumnId, FormId, SheetId};
use crate::store::Tx;
use crate::store::ledgers::acts::{self, Actor, Asked, Refused};
use crate::store::ledgers::rows::Row;
use crate::web::components::{Asking, Field, asking};
use crate::web::error::{Error, Result};
use crate::web::form::{Named, Posted, token_field};
use crate::web::visit::Visit;
use crate::words::forms as form_words;
use crate::words::{Lang, t};

const CELL: &str = "cell-";

/// Texts longer than this have a field of several lines.
const LINE: usize = 100;

/// Which of a row's forms was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Correct,
    Withdraw,
    Disclose,
}

/// What a form of the page held that was refused, and why.
#[derive(Debug, Default)]
pub struct Input {
    pub act: Option<Act>,
    pub notice: Option<String>,
    pub reason: String,
    pub lacks_reason: bool,
    cells: Vec<(ColumnId, String)>,
    faults: Vec<Fault>,
}

impl Input {
    /// A form that lacks its reason.
    pub fn without_reason(act: Act) -> Self {
        Self { act: Some(act), lacks_reason: true, ..Self::default() }
    }

    pub fn reason_of(&self, act: Act) -> &str {
        if self.act == Some(act) { &self.reason } else { "" }
    }

    pub fn lacks_reason_of(&self, act: Act) -> bool {
        self.act == Some(act) && self.lacks_reason
    }
}

/// What a form held.
#[derive(Debug)]
struct Typed {
    seen: i64,
    reason: String,
    cells: Vec<(ColumnId, String)>,
}

impl Typed {
    /// 400 for fields that the form does not have.
    fn read(fields: Vec<(String, String)>, ledger: &Ledger<'_>) -> Result<Self> {
        let mut typed = Self { seen: -1, reason: String::new(), cells: Vec::new() };
        for (name, value) in fields {
            let column = name
                .strip_prefix(CELL)
                .and_then(|id| ledger.form.columns.iter().find(|column| column.id.as_str() == id));
            match (name.as_str(), column) {
                ("seen", _) => typed.seen = value.parse().map_err(|_| Error::BadRequest(name))?,
                ("reason", _) => typed.reason = value.replace("\r\n", "\n"),
                (_, Some(column)) => typed.cells.push((column.id.clone(), value)),
                _ => return Err(Error::BadRequest(name)),
            }
        }
        Ok(typed)
    }
}

type Place = (FormId, SheetId, i64);

pub async fn create(
    visit: Visit,
    Named(place): Named<Place>,
    Posted(fields): Posted<Vec<(String, String)>>,
) -> Result<Response> {
    act(&visit, &place, fields, Act::Correct).await
}

pub async fn withdraw(
    visit: Visit,
    Named(place): Named<Place>,
    Posted(fields): Posted<Vec<(String, String)>>,
) -> Result<Response> {
    act(&visit, &place, fields, Act::Withdraw).await
}

async fn act(
    visit: &Visit,
    (form, sheet, position): &Place,
    fields: Vec<(String, String)>,
    act: Act,
) -> Result<Response> {
    let ledger = Ledger::open(visit, form)?;
    visit.require(Action::CorrectRows, ledger.subject())?;
    let typed = Typed::read(fields, &ledger)?;
    let plan = visit.plan();
    let mut tx = visit.app.db.write(&plan.id).await?;
    let actor = Actor { person: &visit.person, address: &visit.address, at: visit.now };
    let asked = Asked { sheet, position: *position, seen: typed.seen, reason: &typed.reason };
    let done = match act {
        Act::Withdraw => acts::withdraw(&mut tx, plan, ledger.form, actor, &asked).await?,
        _ => acts::correct(&mut tx, plan, ledger.form, actor, &asked, &typed.cells).await?,
    };
    if let Err(refused) = done {
        return refuse(&mut tx, visit, &ledger, &asked, act, refused, &typed).await;
    }
    tx.commit().await?;
    let done = if act == Act::Withdraw { "row-withdrawn" } else { "row-corrected" };
    Ok(Redirect::to(&format!("{}/rows/{sheet}/{position}?done={done}", ledger.href())).into_response())
}

/// The row's page as it is now, with what was typed in its form.
async fn refuse(
    tx: &mut Tx,
    visit: &Visit,
    ledger: &Ledger<'_>,
    asked: &Asked<'_>,
    act: Act,
    refused: Refused,
    typed: &Typed,
) -> Result<Response> {
    let lang = visit.lang;
    let (status, notice) = match &refused {
        Refused::NotThere => return Err(Error::NotFound),
        Refused::Withdrawn => (StatusCode::CONFLICT, t!(lang, "rows-refused-withdrawn")),
        Refused::Stale => (StatusCode::CONFLICT, t!(lang, "rows-refused-stale")),
        Refused::NoReason => (StatusCode::UNPROCESSABLE_ENTITY, t!(lang, "refused-reason-missing")),
        Refused::NothingAltered => (StatusCode::UNPROCESSABLE_ENTITY, t!(lang, "rows-refused-nothing")),
        Refused::Empty => (StatusCode::UNPROCESSABLE_ENTITY, t!(lang, "rows-refused-empty")),
        Refused::Faults(faults) => {
            let of_row = faults.iter().filter(|fault| fault.column.is_none());
            let mut said: Vec<String> =
                of_row.map(|fault| form_words::fault(lang, ledger.form, fault)).collect();
            let hidden = hidden(ledger, faults, typed);
            if !hidden.is_empty() {
                let columns = form_words::names(lang, ledger.form, &hidden);
                said.push(t!(lang, "rows-refused-hidden", columns = columns));
            }
            let notice = t!(lang, "rows-refused-faults");
            (
                StatusCode::UNPROCESSABLE_ENTITY,
                std::iter::once(notice).chain(said).collect::<Vec<_>>().join(" "),
            )
        }
    };
    let input = Input {
        act: Some(act),
        notice: Some(notice),
        reason: typed.reason.clone(),
        lacks_reason: refused == Refused::NoReason,
        cells: typed.cells.clone(),
        faults: if let Refused::Faults(faults) = refused { faults } else { Vec::new() },
    };
    let loaded = load(tx, visit, ledger, asked.sheet, asked.position).await?;
    Ok((status, view(visit, ledger, &loaded, View::Masked, &input)).into_response())
}

/// Columns that are wrong and have no field on the page; see [`forms`].
fn hidden(ledger: &Ledger<'_>, faults: &[Fault], typed: &Typed) -> Vec<ColumnId> {
    let is_hidden = |column: &&Column| {
        column.is_private()
            && !typed.cells.iter().any(|(id, _)| *id == column.id)
            && faults.iter().any(|fault| fault.column.as_ref() == Some(&column.id))
    };
    ledger.form.columns.iter().filter(is_hidden).map(|column| column.id.clone()).collect()
}

/// Both forms. Masked columns are not among the fields: they stay as they are until somebody has asked to see them.
pub(super) fn forms(visit: &Visit, ledger: &Ledger<'_>, row: &Row, view: View, input: &Input) -> Markup {
    let (lang, listed) = (visit.lang, &row.listed);
    let is_refused = input.act == Some(Act::Correct);
    let typed = |column: &Column| input.cells.iter().any(|(id, _)| is_refused && *id == column.id);
    let fields = || {
        ledger
            .form
            .columns
            .iter()
            .filter(|column| view == View::Full || !column.is_private() || typed(column))
    };
    let hides = fields().count() < ledger.form.columns.len();
    let action = format!("{}/rows/{}/{}", ledger.href(), listed.sheet_id, listed.position);
    html! {
        details .panel #correction open[is_refused] {
            summary { (t!(lang, "rows-correct")) }
            p .muted { (t!(lang, "rows-correct-help")) @if hides { " " (t!(lang, "rows-correct-hidden")) } }
            form method="post" action={ (action) "/correction" } .stack {
                (token_field(visit))
                input type="hidden" name="seen" value=(listed.corrections);
                @for column in fields() { (field(lang, ledger, column, row, input, is_refused)) }
                (reason(lang, "rows-correct-reason", &t!(lang, "correction-reason"), Act::Correct, input))
                button .primary { (t!(lang, "rows-correct")) }
            }
        }
        (asking(lang, &Asking {
            id: "withdrawal",
            label: &t!(lang, "rows-withdraw"),
            text: &t!(lang, "rows-withdraw-help"),
            is_danger: true,
            is_open: input.act == Some(Act::Withdraw),
            action: &format!("{action}/withdrawal"),
        }, html! {
            (token_field(visit))
            input type="hidden" name="seen" value=(listed.corrections);
            (reason(lang, "withdrawal-reason", &t!(lang, "rows-withdraw-reason"), Act::Withdraw, input))
        }))
    }
}

/// A reason, which every one of the page's forms asks for.
pub fn reason(lang: Lang, id: &str, label: &str, act: Act, input: &Input) -> Markup {
    let fault = t!(lang, "fault-reason");
    let fault = input.lacks_reason_of(act).then_some(fault.as_str());
    Field::new("reason", label).id(id).required().faults(fault).text(lang, 2, input.reason_of(act))
}

/// What stands now is said where something else was typed.
fn field(
    lang: Lang,
    ledger: &Ledger<'_>,
    column: &Column,
    row: &Row,
    input: &Input,
    is_refused: bool,
) -> Markup {
    let stands = value(&row.listed.cells, &column.id);
    let typed = input.cells.iter().find(|(id, _)| is_refused && *id == column.id);
    let text = typed.map_or(stands, |(_, typed)| typed);
    let about = input.faults.iter().filter(|fault| fault.column.as_ref() == Some(&column.id));
    let faults: Vec<String> = about.map(|fault| form_words::fault(lang, ledger.form, fault)).collect();
    let none = t!(lang, "rows-nothing");
    let now = t!(lang, "correction-stands", value = if stands.is_empty() { none } else { stands.to_owned() });
    let name = format!("{CELL}{}", column.id);
    let field = Field::new(&name, form_words::column(lang, column)).faults(faults.iter().map(String::as_str));
    let field = if column.is_required() { field.required() } else { field };
    let field = if text != stands && !column.is_private() { field.help(&now) } else { field };
    match &column.kind {
        Kind::Code(choices) => {
            let options: Vec<(&str, String)> = choices
                .iter()
                .map(|choice| (choice.code.as_str(), form_words::choice(lang, choice)))
                .collect();
            field.choice(lang, &options, text, &none_chosen(lang))
        }
        Kind::Text { max } if *max > LINE => field.text(lang, 2, text),
        _ => field.line(lang, "text", text, "off"),
    }
}

fn none_chosen(lang: Lang) -> String {
    t!(lang, "rows-nothing")
}
