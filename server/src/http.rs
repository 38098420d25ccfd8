//! HTTP: the page, joining, the facilitator's login, health, the door to the WebSocket, and tickets for UDP. The library's
//! questions are in `library`.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{ConnectInfo, DefaultBodyLimit, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use codedark_protocol::Msg;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use tokio::sync::oneshot;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::gateway::{Refusal as Dropped, UdpDoor, WebSocketDoor};
use crate::hub::{Call, Desk, Reply};
use crate::library::{self, Library};
use crate::secrets::hexadecimal;
use crate::words::{say, sentence};

/// Longest body of a request.
const BODY_BYTES_MAX: usize = 4096;
/// Wrong codes that one address may try in a minute before it is slowed down.
const WRONG_CODES_PER_MIN_MAX: u32 = 20;
/// How long a wrong code above that waits for its answer.
const WRONG_CODE_WAIT: Duration = Duration::from_secs(2);
/// Addresses remembered for their wrong codes.
const ADDRESSES_MAX: usize = 10_000;
const MINUTE: Duration = Duration::from_secs(60);

/// What answers need.
#[derive(Clone)]
pub struct Office {
    desk: Desk,
    door: WebSocketDoor,
    udp: Option<UdpDoor>,
    /// Scenarios saved here.
    pub(crate) library: Library,
    wrong: Arc<Mutex<WrongCodes>>,
}

type WrongCodes = HashMap<IpAddr, (Instant, u32)>;

#[derive(Deserialize)]
struct Join {
    name: String,
    code: String,
}

#[derive(Deserialize)]
struct Login {
    key: String,
}

#[derive(Deserialize)]
struct ComeBack {
    token: String,
}

/// What an error tells: a status and a sentence.
pub(crate) type Refusal = (StatusCode, Msg);

/// Everything that is served over HTTP.
pub fn routes(
    desk: Desk,
    door: WebSocketDoor,
    udp: Option<UdpDoor>,
    page: Option<PathBuf>,
    library: Library,
) -> Router {
    let office = Office { desk, door, udp, library, wrong: Arc::default() };
    let api = Router::new()
        .route("/healthz", get(health))
        .route("/api/join", post(join))
        .route("/api/login", post(login))
        .route("/api/udp", post(come_back))
        .route("/ws", get(socket))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .merge(library::http::routes())
        .with_state(office);
    let site = match page {
        Some(folder) => api.fallback_service(ServeDir::new(folder).precompressed_br().precompressed_gzip()),
        None => api.route("/", get(|| async { Html(say("no-page")) })),
    };
    // A new build has the same names: pages ask again each time, and get "not modified".
    site.layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, HeaderValue::from_static("no-cache")))
        .layer(SetResponseHeaderLayer::overriding(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")))
        .layer(SetResponseHeaderLayer::overriding(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")))
}

async fn health(State(office): State<Office>) -> Response {
    match ask(&office.desk, |reply| Call::Health { reply }).await {
        Ok(health) => {
            let dropped = office.udp.as_ref().map(dropped);
            let (sessions, people) = (health.sessions, health.people);
            Json(json!({ "ok": true, "sessions": sessions, "people": people, "udp_dropped": dropped })).into_response()
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
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let token = match read::<Join>(body) {
        Ok(Join { name, code }) => enter(&office, from.ip(), |reply| Call::Join { name, code, reply }).await,
        Err(refusal) => Err(refusal),
    };
    answer(&office, token)
}

async fn login(
    State(office): State<Office>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let token = match read::<Login>(body) {
        Ok(Login { key }) => enter(&office, from.ip(), |reply| Call::Login { key, reply }).await,
        Err(refusal) => Err(refusal),
    };
    answer(&office, token)
}

/// A page that joined earlier asks for another ticket: one opens the line only once.
async fn come_back(
    State(office): State<Office>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let token = match read::<ComeBack>(body) {
        Ok(ComeBack { token }) => enter(&office, from.ip(), |reply| Call::ComeBack { token, reply }).await,
        Err(refusal) => Err(refusal),
    };
    answer(&office, token)
}

async fn socket(State(office): State<Office>, headers: HeaderMap, upgrade: WebSocketUpgrade) -> Response {
    office.door.open(&headers, upgrade)
}

/// The token, and the ticket for UDP where it is on.
fn answer(office: &Office, token: Result<String, Refusal>) -> Response {
    match token {
        Ok(token) => {
            let ticket = office.udp.as_ref().and_then(UdpDoor::ticket);
            let udp = ticket.map(|ticket| json!({ "port": ticket.port, "ticket": hexadecimal(&ticket.bytes) }));
            Json(json!({ "token": token, "udp": udp })).into_response()
        }
        Err((status, reason)) => (status, Json(json!({ "error": sentence(&reason) }))).into_response(),
    }
}

fn read<T: DeserializeOwned>(body: Result<Bytes, BytesRejection>) -> Result<T, Refusal> {
    let body = body.map_err(|error| (error.status(), Msg::new("refused-body")))?;
    serde_json::from_slice(&body).map_err(|_| (StatusCode::BAD_REQUEST, Msg::new("refused-body")))
}

/// Asks for a token. A right code always opens, since a whole class sits behind one address; wrong ones beyond the limit
/// wait for their answer, so that guessing does not pay.
pub(crate) async fn enter(
    office: &Office,
    from: IpAddr,
    call: impl FnOnce(Reply<Result<String, Msg>>) -> Call,
) -> Result<String, Refusal> {
    let reason = match ask(&office.desk, call).await? {
        Ok(token) => return Ok(token),
        Err(reason) => reason,
    };
    if !matches!(reason.id.as_str(), "refused-code" | "refused-key" | "refused-token") {
        return Err((StatusCode::BAD_REQUEST, reason));
    }
    if count_wrong(&office.wrong, from) <= WRONG_CODES_PER_MIN_MAX {
        return Err((StatusCode::FORBIDDEN, reason));
    }
    tokio::time::sleep(WRONG_CODE_WAIT).await;
    Err((StatusCode::TOO_MANY_REQUESTS, Msg::new("refused-too-many")))
}

/// Notes a wrong code; gives the number of them in this minute.
fn count_wrong(wrong: &Mutex<WrongCodes>, from: IpAddr) -> u32 {
    let mut wrong = wrong.lock().unwrap_or_else(PoisonError::into_inner);
    let now = Instant::now();
    if wrong.len() >= ADDRESSES_MAX {
        wrong.retain(|_, (since, _)| now.duration_since(*since) < MINUTE);
    }
    let (since, count) = wrong.entry(from).or_insert((now, 0));
    if now.duration_since(*since) >= MINUTE {
        (*since, *count) = (now, 0);
    }
    *count += 1;
    *count
}

/// Leaves a call on the hub's desk and waits for its answer.
async fn ask<T: Send + 'static>(desk: &Desk, call: impl FnOnce(Reply<T>) -> Call) -> Result<T, Refusal> {
    let busy = || (StatusCode::SERVICE_UNAVAILABLE, Msg::new("refused-busy"));
    let (sender, answer) = oneshot::channel();
    let reply: Reply<T> = Box::new(move |value| {
        // Nobody waits any more when the browser gave up.
        let _ = sender.send(value);
    });
    if !desk.leave(call(reply)) {
        return Err(busy());
    }
    answer.await.map_err(|_| busy())
}
