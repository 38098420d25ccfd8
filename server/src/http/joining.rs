//! Joining, letting a facilitator into a class, coming back, health, and the way to the WebSocket.

use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use codedark_protocol::Msg;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::app_state::{AppState, Question};
use super::guard::{Asker, SOCKET};
use super::refusal::{Refusal, busy};
use super::session::Facilitator;
use crate::gateway::{Refusal as Dropped, UdpTickets};
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
    class: Option<i64>,
}

#[derive(Deserialize)]
struct ComeBack {
    token: String,
}

/// The routes of joining.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/healthz", get(health))
        .route("/api/join", post(join))
        .route("/api/login", post(login))
        .route("/api/renew", post(renew))
        .route("/api/udp", post(come_back))
        .route(SOCKET, get(socket))
}

async fn health(State(app): State<AppState>) -> Response {
    match app.ask(|reply| Call::Health { reply }).await {
        Ok(health) => {
            let dropped = app.udp.as_ref().map(dropped);
            let (sessions, people) = (health.sessions, health.people);
            let refused = app.hub.tally.counts();
            let (connections, put_out) = app.crowd.counts();
            let too_quick: Map<String, Value> =
                health.too_quick.into_iter().map(|(kind, count)| (kind.name().to_owned(), count.into())).collect();
            Json(json!({
                "ok": true, "sessions": sessions, "people": people, "connections": connections, "put_out": put_out,
                "refused": refused, "too_quick": too_quick, "udp_dropped": dropped,
            }))
            .into_response()
        }
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "ok": false }))).into_response(),
    }
}

/// What the UDP gateway dropped, by reason.
fn dropped(udp: &UdpTickets) -> Map<String, Value> {
    Dropped::ALL.iter().map(|reason| (reason.name().to_owned(), udp.refused(*reason).into())).collect()
}

async fn join(
    State(app): State<AppState>,
    asker: Asker,
    Question(Join { name, code }): Question<Join>,
) -> Result<Response, Refusal> {
    if !app.limits.may_join(asker.network) {
        return Err(Refusal(StatusCode::TOO_MANY_REQUESTS, Msg::new("refused-too-many-joins")));
    }
    let token = app.enter(asker.network, |reply| Call::Join { name, code, reply }).await?;
    Ok(app.admit(token))
}

async fn login(
    State(app): State<AppState>,
    _: Facilitator,
    asker: Asker,
    Question(Login { name, class }): Question<Login>,
) -> Result<Response, Refusal> {
    let token = app.enter(asker.network, |reply| Call::Login { name, class, reply }).await?;
    Ok(app.admit(token))
}

/// A page that was loaded anew asks for another token.
async fn renew(
    State(app): State<AppState>,
    asker: Asker,
    Question(ComeBack { token }): Question<ComeBack>,
) -> Result<Response, Refusal> {
    if !app.limits.may_renew(asker.network) {
        return Err(busy());
    }
    let token = app.enter(asker.network, |reply| Call::Renew { token, reply }).await?;
    Ok(app.admit(token))
}

/// A page that joined earlier asks for another ticket: one opens the line only once.
async fn come_back(
    State(app): State<AppState>,
    asker: Asker,
    Question(ComeBack { token }): Question<ComeBack>,
) -> Result<Response, Refusal> {
    let token = app.enter(asker.network, |reply| Call::ComeBack { token, reply }).await?;
    Ok(app.admit(token))
}

async fn socket(State(app): State<AppState>, asker: Asker, upgrade: WebSocketUpgrade) -> Response {
    app.acceptor.open(asker.place, upgrade)
}
