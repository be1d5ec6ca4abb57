//! The front door, and the sign of life.

use axum::http::StatusCode;
use axum::response::Redirect;

use super::layout;
use super::visit::Visit;

/// Everyone starts from the page their role works on.
pub async fn show(visit: Visit) -> Redirect {
    Redirect::to(layout::home(visit.user.role))
}

/// Liveness: the process answers. It asks nothing of the database.
pub async fn health() -> StatusCode {
    StatusCode::NO_CONTENT
}
