//! Stylesheet, script and icon, part of the program; their addresses carry their hash, so browsers keep them.

use std::collections::HashMap;
use std::sync::OnceLock;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use super::form::Named;

#[derive(RustEmbed)]
#[folder = "static"]
struct Files;

/// What browsers get, and which files make it up in which order: a page loads one stylesheet and one script.
const ASSETS: [(&str, &[&str], &str); 3] = [
    ("app.css", &["app.css"], "text/css; charset=utf-8"),
    (
        "app.js",
        &["htmx.js", "app.js", "drafts.js", "files.js", "previews.js"],
        "text/javascript; charset=utf-8",
    ),
    ("icon.svg", &["icon.svg"], "image/svg+xml"),
];

struct Asset {
    hash: String,
    href: String,
    media_type: &'static str,
    bytes: Bytes,
}

fn assets() -> &'static HashMap<&'static str, Asset> {
    static ASSETS_BY_NAME: OnceLock<HashMap<&'static str, Asset>> = OnceLock::new();
    ASSETS_BY_NAME.get_or_init(|| {
        ASSETS
            .iter()
            .map(|&(name, files, media_type)| {
                let parts: Vec<_> =
                    files.iter().filter_map(|file| Files::get(file)).map(|file| file.data).collect();
                let bytes = Bytes::from(parts.join(&b"\n"[..]));
                let hash = hex::encode(Sha256::digest(&bytes)).chars().take(12).collect::<String>();
                let href = format!("/static/{hash}/{name}");
                (name, Asset { hash, href, media_type, bytes })
            })
            .collect()
    })
}

/// The address of an asset.
pub fn href(name: &str) -> &'static str {
    assets().get(name).map_or("", |asset| asset.href.as_str())
}

pub async fn show(Named((hash, name)): Named<(String, String)>) -> Response {
    let Some(asset) = assets().get(name.as_str()) else { return StatusCode::NOT_FOUND.into_response() };
    // A page of another version asks by another hash; what it gets must not be kept under that.
    let keep = if asset.hash == hash { "public, max-age=31536000, immutable" } else { "no-store" };
    let headers = [(header::CONTENT_TYPE, asset.media_type), (header::CACHE_CONTROL, keep)];
    (headers, asset.bytes.clone()).into_response()
}
