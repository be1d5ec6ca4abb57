//! The language switch (语言).

use axum::response::Redirect;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use serde::Deserialize;

use super::form::Open;
use crate::words::Lang;

#[derive(Deserialize)]
pub struct Choice {
    lang: String,
    next: String,
}

/// Needs no form token: a choice of language harms nobody.
pub async fn update(jar: CookieJar, Open(choice): Open<Choice>) -> (CookieJar, Redirect) {
    let lang = Lang::from_tag(&choice.lang).unwrap_or_default();
    let cookie = Cookie::build(("lang", lang.tag())).path("/").same_site(SameSite::Lax).permanent().build();
    (jar.add(cookie), Redirect::to(local(&choice.next)))
}

/// Only a path of this site; anything else leads home. Browsers read a backslash as a slash, and read over
/// tabs and line ends.
pub fn local(next: &str) -> &str {
    let path = next.starts_with('/') && !next.starts_with("//");
    if path && !next.contains(|c: char| c == '\\' || c.is_control()) { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn a_way_back_never_leads_elsewhere() {
        for (next, expected) in [
            ("/obligations?page=2", "/obligations?page=2"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("/\t/evil.example", "/"),
            ("/\n/evil.example", "/"),
            ("https://evil.example", "/"),
            ("", "/"),
        ] {
            assert_eq!(local(next), expected, "{next}");
        }
    }
}
