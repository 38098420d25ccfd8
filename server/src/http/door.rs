//! The door: joining, the facilitator's login, coming back, health, and the way to the WebSocket.

use std::net::SocketAddr;

use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::office::{Office, Question, Refusal};
use crate::gateway::{Refusal as Dropped, UdpDoor};
use crate::hub::Call;

#[derive(Deserialize)]
struct Join {
    name: String,
    code: String,
}

#[derive(Deserialize)]
struct Login {
    #[serde(default)]
    name: String,
    key: String,
    class: Option<i64>,
}

#[derive(Deserialize)]
struct ComeBack {
    token: String,
}

/// The door's routes.
pub fn routes() -> Router<Office> {
    Router::new()
        .route("/healthz", get(health))
        .route("/api/join", post(join))
        .route("/api/login", post(login))
        .route("/api/udp", post(come_back))
        .route("/ws", get(socket))
}

async fn health(State(office): State<Office>) -> Response {
    match office.ask(|reply| Call::Health { reply }).await {
        Ok(health) => {
            let dropped = office.udp.as_ref().map(dropped);
            let (sessions, people) = (health.sessions, health.people);
            let too_quick: Map<String, Value> =
                health.too_quick.into_iter().map(|(kind, count)| (kind.name().to_owned(), count.into())).collect();
            let told = json!({
                "ok": true, "sessions": sessions, "people": people, "too_quick": too_quick, "udp_dropped": dropped,
            });
            Json(told).into_response()
        }
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "ok": false }))).into_response(),
    }
}

/// What the UDP gateway dropped, by reason.
fn dropped(udp: &UdpDoor) -> Map<String, Value> {
    Dropped::ALL.iter().map(|reason| (reason.name().to_owned(), udp.refused(*reason).into())).collect()
}

async fn join(
    State(office): State<Office>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Question(Join { name, code }): Question<Join>,
) -> Result<Response, Refusal> {
    let token = office.enter(from.ip(), |reply| Call::Join { name, code, reply }).await?;
    Ok(office.admit(token))
}

async fn login(
    State(office): State<Office>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Question(Login { name, key, class }): Question<Login>,
) -> Result<Response, Refusal> {
    let token = office.enter(from.ip(), |reply| Call::Login { name, key, class, reply }).await?;
    Ok(office.admit(token))
}

/// A page that joined earlier asks for another ticket: one opens the line only once.
async fn come_back(
    State(office): State<Office>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Question(ComeBack { token }): Question<ComeBack>,
) -> Result<Response, Refusal> {
    let token = office.enter(from.ip(), |reply| Call::ComeBack { token, reply }).await?;
    Ok(office.admit(token))
}

async fn socket(State(office): State<Office>, headers: HeaderMap, upgrade: WebSocketUpgrade) -> Response {
    office.door.open(&headers, upgrade)
}
