//! The facilitator's session: the key is exchanged once for a cookie, which opens all that is the facilitator's.
//!
//! No page keeps the key, and no script can read the cookie. Sessions live in memory: whoever starts the server anew gives the
//! key again.

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use codedark_protocol::Msg;
use serde::Deserialize;
use serde_json::json;

use super::app_state::{AppState, Question, apart};
use super::guard::Asker;
use super::refusal::{Refusal, busy};
use super::sessions::{AGE_S_MAX, COOKIE};
use crate::gateway::Network;

/// A request of a facilitator's session, which was checked before a byte of the body was read.
pub struct Facilitator;

impl FromRequestParts<AppState> for Facilitator {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Facilitator, Refusal> {
        match app.sessions.is_open(&parts.headers) {
            true => Ok(Facilitator),
            false => Err(Refusal(StatusCode::UNAUTHORIZED, Msg::new("refused-session"))),
        }
    }
}

#[derive(Deserialize)]
struct Key {
    key: String,
}

/// The session's routes.
pub fn routes() -> Router<AppState> {
    Router::new().route("/api/session", post(begin).delete(end))
}

async fn begin(
    State(app): State<AppState>,
    asker: Asker,
    Question(Key { key }): Question<Key>,
) -> Result<Response, Refusal> {
    check(&app, asker.network, key).await?;
    let secure = if asker.secure { "; Secure" } else { "" };
    let cookie = app.sessions.begin();
    let cookie = format!("{COOKIE}={cookie}; HttpOnly; SameSite=Strict; Path=/; Max-Age={AGE_S_MAX}{secure}");
    Ok(([(header::SET_COOKIE, cookie)], Json(json!({}))).into_response())
}

async fn end(State(app): State<AppState>, headers: HeaderMap) -> Response {
    app.sessions.end(&headers);
    let gone = format!("{COOKIE}=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0");
    ([(header::SET_COOKIE, gone)], Json(json!({}))).into_response()
}

/// Whether this is the facilitator's key. A key that somebody chose is looked at where nobody else waits, one at a time, and
/// not at all after too many wrong ones.
async fn check(app: &AppState, from: Network, key: String) -> Result<(), Refusal> {
    let hash = app.key.clone();
    let right = if hash.is_quick() {
        hash.opens(&key)
    } else {
        let too_many = || Refusal(StatusCode::TOO_MANY_REQUESTS, Msg::new("refused-too-many"));
        let _room = app.guesses.try_acquire().map_err(|_| busy())?;
        let _turn = app.turn.lock().await;
        if !app.limits.may_guess(from) {
            return Err(too_many());
        }
        apart(move || Ok(hash.opens(&key))).await?
    };
    if right { Ok(()) } else { Err(app.refuse_guess(from, Msg::new("refused-key")).await) }
}
