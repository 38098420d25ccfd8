//! The library over HTTP: its names for everybody, its texts and all that changes it for who has the facilitator's key.
//!
//! The key is checked before a byte of the body is read.

use std::net::SocketAddr;

use axum::body::to_bytes;
use axum::extract::{ConnectInfo, Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use codedark_protocol::Msg;
use codedark_scenario::tree::FILE_BYTES_MAX;
use serde_json::json;

use codedark_sim::exercise::Skill;

use super::office::{Office, Refusal, answer, apart, status_of};
use crate::content::{class, usual_mode};
use crate::hub::Call;
use crate::library::too_large;
use crate::secrets;

/// What a scenario may be sent as.
const TYPES: [&str; 2] = ["text/plain", "application/ron"];

/// Teams of a class that an author opens.
const TEAMS: u32 = 2;

/// The library's routes. Bodies have a limit of their own.
pub fn routes() -> Router<Office> {
    Router::new()
        .route("/library", get(names))
        .route("/library/{name}", get(read).post(save))
        .route("/library/{name}/class", post(open_class))
}

async fn names(State(office): State<Office>) -> Response {
    Json(json!({ "scenarios": office.library.names() })).into_response()
}

async fn read(
    State(office): State<Office>,
    Path(name): Path<String>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    answer(async {
        office.check_key(from, &headers).await?;
        let text = office.library.read(&name).map_err(|reason| (StatusCode::NOT_FOUND, reason))?;
        Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response())
    })
    .await
}

async fn save(
    State(office): State<Office>,
    Path(name): Path<String>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    answer(async {
        office.check_key(from, request.headers()).await?;
        check_type(request.headers())?;
        let said = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        let refused = || (StatusCode::PAYLOAD_TOO_LARGE, too_large());
        if said.is_some_and(|bytes: usize| bytes > FILE_BYTES_MAX) {
            return Err(refused());
        }
        let bytes = to_bytes(request.into_body(), FILE_BYTES_MAX).await.map_err(|_| refused())?;
        let (library, kept) = (office.library.clone(), name.clone());
        apart(move || library.save(&kept, bytes.into())).await?;
        Ok(Json(json!({ "saved": name })).into_response())
    })
    .await
}

/// Opens another class with a scenario of the library, and lets its facilitator in.
async fn open_class(
    State(office): State<Office>,
    Path(name): Path<String>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    answer(async {
        let key = office.check_key(from, &headers).await?;
        let library = office.library.clone();
        let content = Box::new(apart(move || library.content(&name)).await?);
        let mode = usual_mode(&content.scenario);
        let setup = class(&content.scenario, mode, TEAMS, secrets::seed(), Skill::Novice);
        let opened = office.ask(|reply| Call::Open { content, setup, reply }).await?;
        let class = Some(opened.map_err(|reason| (status_of(&reason), reason))?);
        let token = office.enter(from.ip(), |reply| Call::Login { key, class, reply }).await?;
        Ok(Json(json!({ "token": token })).into_response())
    })
    .await
}

fn check_type(headers: &HeaderMap) -> Result<(), Refusal> {
    let given = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = given.split(';').next().unwrap_or_default().trim();
    let known = TYPES.iter().any(|known| kind.eq_ignore_ascii_case(known));
    if known { Ok(()) } else { Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, Msg::new("library-type"))) }
}
