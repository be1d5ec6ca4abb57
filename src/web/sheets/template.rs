//! The workbook in which a report form is filled in elsewhere (模板).

use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::Desk;
use crate::documents::{form_template, workbook};
use crate::domain::ids::{FormId, ObligationId};
use crate::web::error::{Error, Result};
use crate::web::evidence::named;
use crate::web::form::Named;
use crate::web::visit::Visit;

pub async fn show(visit: Visit, Named((id, form)): Named<(ObligationId, FormId)>) -> Result<Response> {
    let mut tx = visit.app.db.read().await?;
    let desk = Desk::load(&mut tx, &visit, (&id, &form)).await?;
    let bytes = form_template::write(desk.form, visit.lang);
    let bytes = bytes.map_err(|error| Error::Internal(Box::new(error)))?;
    let name = format!("{}.xlsx", visit.lang.pick(&desk.form.title));
    let headers = [
        (header::CONTENT_TYPE, workbook::MEDIA_TYPE.to_owned()),
        (header::CONTENT_DISPOSITION, named("attachment", &name)),
    ];
    Ok((headers, bytes).into_response())
}
