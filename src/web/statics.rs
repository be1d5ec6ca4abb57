//! Stylesheet and icon, part of the program; their addresses carry their hash, so browsers keep them.

use std::collections::HashMap;
use std::sync::OnceLock;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use super::form::Named;

#[derive(RustEmbed)]
#[folder = "static"]
struct Files;

/// The address of a file in `static/`.
pub fn href(name: &str) -> &'static str {
    static HREFS: OnceLock<HashMap<String, String>> = OnceLock::new();
    let hrefs = HREFS.get_or_init(|| {
        Files::iter()
            .filter_map(|name| {
                let hash = hex::encode(&Files::get(&name)?.metadata.sha256_hash()[..6]);
                Some((name.to_string(), format!("/static/{hash}/{name}")))
            })
            .collect()
    });
    hrefs.get(name).map_or("", String::as_str)
}

pub async fn show(Named((_, name)): Named<(String, String)>) -> Response {
    let Some(file) = Files::get(&name) else { return StatusCode::NOT_FOUND.into_response() };
    let media_type = match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let headers =
        [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, file.data).into_response()
}
