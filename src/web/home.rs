//! The front door.

use axum::response::Redirect;

use super::layout;
use super::visit::Visit;

/// Everyone starts from the page their role works on; whoever has just set the first password, from the guided
/// start.
pub async fn show(visit: Visit) -> Redirect {
    if visit.user.start_done_at.is_none() && visit.done.as_deref() == Some("password") {
        return Redirect::to("/start?done=password");
    }
    Redirect::to(layout::home(visit.user.role))
}
