//! The library over HTTP: its names, its texts and all that changes it, for a facilitator's session.
//!
//! The session is checked before a byte of the body is read.

use axum::body::to_bytes;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use codedark_protocol::Msg;
use codedark_scenario::tree::FILE_BYTES_MAX;
use serde_json::json;

use super::app_state::{AppState, apart};
use super::guard::Asker;
use super::refusal::Refusal;
use super::session::Facilitator;
use crate::hub::Call;
use crate::library::too_large;

/// What a scenario may be sent as.
const TYPES: [&str; 2] = ["text/plain", "application/ron"];

/// Teams of a class that an author opens.
const TEAMS: u32 = 2;

/// The library's routes. Bodies have a limit of their own.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/library", get(names))
        .route("/library/{name}", get(read).post(save))
        .route("/library/{name}/class", post(open_class))
}

async fn names(State(app): State<AppState>, _: Facilitator) -> Result<Response, Refusal> {
    let library = app.library.clone();
    let names = apart(move || Ok(library.names())).await?;
    Ok(Json(json!({ "scenarios": names })).into_response())
}

async fn read(State(app): State<AppState>, _: Facilitator, Path(name): Path<String>) -> Result<Response, Refusal> {
    let library = app.library.clone();
    let text = apart(move || Ok(library.read(&name))).await?;
    let text = text.map_err(|reason| Refusal(StatusCode::NOT_FOUND, reason))?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response())
}

async fn save(
    State(app): State<AppState>,
    _: Facilitator,
    Path(name): Path<String>,
    request: Request,
) -> Result<Response, Refusal> {
    check_type(request.headers())?;
    let said = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let refused = || Refusal(StatusCode::PAYLOAD_TOO_LARGE, too_large());
    if said.is_some_and(|bytes: usize| bytes > FILE_BYTES_MAX) {
        return Err(refused());
    }
    let bytes = to_bytes(request.into_body(), FILE_BYTES_MAX).await.map_err(|_| refused())?;
    let (library, kept) = (app.library.clone(), name.clone());
    apart(move || library.save(&kept, bytes.into())).await?;
    Ok(Json(json!({ "saved": name })).into_response())
}

/// Opens another class with a scenario of the library, and lets its facilitator in.
async fn open_class(
    State(app): State<AppState>,
    _: Facilitator,
    asker: Asker,
    Path(name): Path<String>,
) -> Result<Response, Refusal> {
    let library = app.library.clone();
    let content = apart(move || library.content(&name)).await?;
    let setup = content.set_up(TEAMS, None, None);
    let class = Some(app.open((content, setup)).await?);
    let token = app.enter(asker.network, |reply| Call::Login { name: String::new(), class, reply }).await?;
    Ok(Json(json!({ "token": token })).into_response())
}

fn check_type(headers: &HeaderMap) -> Result<(), Refusal> {
    let given = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = given.split(';').next().unwrap_or_default().trim();
    let known = TYPES.iter().any(|known| kind.eq_ignore_ascii_case(known));
    if known { Ok(()) } else { Err(Refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, Msg::new("library-type"))) }
}
