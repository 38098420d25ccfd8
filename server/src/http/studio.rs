//! What the studio works with: the shipped scenarios and libraries, which nobody reads but a facilitator's session.

use std::collections::BTreeMap;

use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use codedark_shipped::{built_in, built_in_file_names};

use super::app_state::AppState;
use super::session::Facilitator;

/// The studio's routes.
pub fn routes() -> Router<AppState> {
    Router::new().route("/api/studio/texts", get(texts))
}

/// Every shipped file below `scenarios/`, by its name there.
async fn texts(_: Facilitator) -> Response {
    let texts: BTreeMap<&str, String> =
        built_in_file_names().filter_map(|name| Some((name, built_in(name)?.text))).collect();
    Json(texts).into_response()
}
