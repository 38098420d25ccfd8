//! HTTP: the page, and the answers to its questions. `door` lets people in, `classes` is the facilitator's list, `library`
//! the authors' shelf; what they share is in `office`.

mod classes;
mod door;
mod library;
mod office;

use std::path::PathBuf;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, header};
use axum::response::Html;
use axum::routing::get;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

pub use office::KEY_HEADER;

use crate::gateway::{UdpDoor, WebSocketDoor};
use crate::hub::Desk;
use crate::library::Library;
use crate::words::say;
use office::Office;

/// Longest body of a question.
const BODY_BYTES_MAX: usize = 4096;

/// Everything that is served over HTTP.
pub fn routes(
    desk: Desk,
    door: WebSocketDoor,
    udp: Option<UdpDoor>,
    page: Option<PathBuf>,
    library: Library,
) -> Router {
    let office = Office::new(desk, door, udp, library);
    let questions = door::routes().merge(classes::routes()).layer(DefaultBodyLimit::max(BODY_BYTES_MAX));
    let api = questions.merge(library::routes()).with_state(office);
    let site = match page {
        Some(folder) => api.fallback_service(ServeDir::new(folder).precompressed_br().precompressed_gzip()),
        None => api.route("/", get(|| async { Html(say("no-page")) })),
    };
    // A new build has the same names: pages ask again each time, and get "not modified".
    site.layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, HeaderValue::from_static("no-cache")))
        .layer(SetResponseHeaderLayer::overriding(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")))
        .layer(SetResponseHeaderLayer::overriding(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")))
}
