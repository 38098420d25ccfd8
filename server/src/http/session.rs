//! The facilitator's session: the key is exchanged once for a cookie, which opens all that is the facilitator's.
//!
//! No page keeps the key, and no script can read the cookie. Sessions live in memory: whoever starts the server anew gives the
//! key again.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use codedark_protocol::Msg;
use serde::Deserialize;
use serde_json::json;

use super::guard::Asker;
use super::office::{Office, Question, Refusal, apart, busy};
use crate::gateway::Network;
use crate::secrets;

/// Name of the cookie.
const COOKIE: &str = "codedark_session";
/// How long a session lasts, in seconds: half a day.
const AGE_S_MAX: u64 = 12 * 3600;
/// Sessions at once. The oldest ends when there is one more.
const SESSIONS_MAX: usize = 64;

/// Sessions that were begun, by the digest of their cookie.
#[derive(Default)]
pub struct Sessions(Mutex<HashMap<String, Instant>>);

impl Sessions {
    /// Begins one. Gives what its cookie holds.
    fn begin(&self) -> String {
        let cookie = secrets::token();
        let mut sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.retain(|_, begun| is_young(*begun));
        while sessions.len() >= SESSIONS_MAX {
            let oldest = sessions.iter().min_by_key(|(_, begun)| **begun).map(|(digest, _)| digest.clone());
            sessions.remove(&oldest.unwrap_or_default());
        }
        sessions.insert(secrets::digest(&cookie), Instant::now());
        cookie
    }

    fn is_open(&self, headers: &HeaderMap) -> bool {
        let sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        cookies(headers).any(|cookie| sessions.get(&secrets::digest(cookie)).is_some_and(|begun| is_young(*begun)))
    }

    fn end(&self, headers: &HeaderMap) {
        let mut sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for cookie in cookies(headers) {
            sessions.remove(&secrets::digest(cookie));
        }
    }
}

fn is_young(begun: Instant) -> bool {
    begun.elapsed() < Duration::from_secs(AGE_S_MAX)
}

/// What a request brings as cookies of a session.
fn cookies(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let told = headers.get_all(header::COOKIE).iter().filter_map(|told| told.to_str().ok());
    let pairs = told.flat_map(|told| told.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(name, _)| *name == COOKIE).map(|(_, value)| value)
}

/// A request of a facilitator's session, which was checked before a byte of the body was read.
pub struct Facilitator;

impl FromRequestParts<Office> for Facilitator {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, office: &Office) -> Result<Facilitator, Refusal> {
        match office.sessions.is_open(&parts.headers) {
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
pub fn routes() -> Router<Office> {
    Router::new().route("/api/session", post(begin).delete(end))
}

async fn begin(
    State(office): State<Office>,
    asker: Asker,
    Question(Key { key }): Question<Key>,
) -> Result<Response, Refusal> {
    check(&office, asker.network, key).await?;
    let secure = if asker.secure { "; Secure" } else { "" };
    let cookie = office.sessions.begin();
    let cookie = format!("{COOKIE}={cookie}; HttpOnly; SameSite=Strict; Path=/; Max-Age={AGE_S_MAX}{secure}");
    Ok(([(header::SET_COOKIE, cookie)], Json(json!({}))).into_response())
}

async fn end(State(office): State<Office>, headers: HeaderMap) -> Response {
    office.sessions.end(&headers);
    let gone = format!("{COOKIE}=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0");
    ([(header::SET_COOKIE, gone)], Json(json!({}))).into_response()
}

/// Whether this is the facilitator's key. A key that somebody chose is looked at where nobody else waits, one at a time, and
/// not at all after too many wrong ones.
async fn check(office: &Office, from: Network, key: String) -> Result<(), Refusal> {
    let hash = office.key.clone();
    let right = if hash.is_quick() {
        hash.opens(&key)
    } else {
        let too_many = || Refusal(StatusCode::TOO_MANY_REQUESTS, Msg::new("refused-too-many"));
        let _room = office.guesses.try_acquire().map_err(|_| busy())?;
        let _turn = office.turn.lock().await;
        if !office.limits.may_guess(from) {
            return Err(too_many());
        }
        apart(move || Ok(hash.opens(&key))).await?
    };
    if right { Ok(()) } else { Err(office.refuse_guess(from, Msg::new("refused-key")).await) }
}
