//! What answers over HTTP share: the desk they ask, limits on guessing, and how a refusal is told.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Json;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use codedark_protocol::Msg;
use codedark_sim::exercise::Setup;
use serde::de::DeserializeOwned;
use serde_json::json;
use tokio::sync::oneshot;

use crate::content::Content;
use crate::gateway::{UdpDoor, WebSocketDoor};
use crate::hub::{Call, Desk, Reply};
use crate::library::Library;
use crate::secrets::hexadecimal;
use crate::words::sentence;

/// Header that carries the facilitator's key.
pub const KEY_HEADER: &str = "x-facilitator-key";
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
    pub(super) desk: Desk,
    pub(super) door: WebSocketDoor,
    pub(super) udp: Option<UdpDoor>,
    /// Scenarios saved here.
    pub(super) library: Library,
    wrong: Arc<Mutex<WrongCodes>>,
}

type WrongCodes = HashMap<IpAddr, (Instant, u32)>;

/// What an error tells: a status and a sentence.
pub struct Refusal(pub StatusCode, pub Msg);

impl From<Msg> for Refusal {
    /// A refusal that is no wrong guess.
    fn from(reason: Msg) -> Refusal {
        let status = match reason.id.as_str() {
            "refused-choose-class" | "refused-class-runs" => StatusCode::CONFLICT,
            "no-class" | "store-no-class" => StatusCode::NOT_FOUND,
            _ => StatusCode::BAD_REQUEST,
        };
        Refusal(status, reason)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let Refusal(status, reason) = self;
        let choose = reason.id == "refused-choose-class";
        (status, Json(json!({ "error": sentence(&reason), "choose": choose }))).into_response()
    }
}

fn busy() -> Refusal {
    Refusal(StatusCode::SERVICE_UNAVAILABLE, Msg::new("refused-busy"))
}

/// A request with the facilitator's key, which was checked before a byte of the body was read.
pub struct Facilitator {
    /// Where the request came from.
    pub from: IpAddr,
    /// The key.
    pub key: String,
}

impl FromRequestParts<Office> for Facilitator {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, office: &Office) -> Result<Facilitator, Refusal> {
        let address = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let from = address.map(|ConnectInfo(address)| address.ip()).ok_or_else(busy)?;
        let key = parts.headers.get(KEY_HEADER).and_then(|key| key.to_str().ok()).unwrap_or_default().to_owned();
        let key = office.enter(from, |reply| Call::CheckKey { key, reply }).await?;
        Ok(Facilitator { from, key })
    }
}

/// A question's body.
pub struct Question<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Office> for Question<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, office: &Office) -> Result<Question<T>, Refusal> {
        let refused = |status| Refusal(status, Msg::new("refused-body"));
        let body = Bytes::from_request(request, office).await.map_err(|error| refused(error.status()))?;
        serde_json::from_slice(&body).map(Question).map_err(|_| refused(StatusCode::BAD_REQUEST))
    }
}

impl Office {
    /// Around what the server has.
    pub fn new(desk: Desk, door: WebSocketDoor, udp: Option<UdpDoor>, library: Library) -> Office {
        Office { desk, door, udp, library, wrong: Arc::default() }
    }

    /// Asks for a token. A right code always opens, since a whole class sits behind one address; wrong ones beyond the limit
    /// wait for their answer, so that guessing does not pay.
    pub async fn enter(
        &self,
        from: IpAddr,
        call: impl FnOnce(Reply<Result<String, Msg>>) -> Call,
    ) -> Result<String, Refusal> {
        let reason = match self.ask(call).await? {
            Ok(token) => return Ok(token),
            Err(reason) => reason,
        };
        if !matches!(reason.id.as_str(), "refused-code" | "refused-key" | "refused-token") {
            return Err(reason.into());
        }
        if count_wrong(&self.wrong, from) <= WRONG_CODES_PER_MIN_MAX {
            return Err(Refusal(StatusCode::FORBIDDEN, reason));
        }
        tokio::time::sleep(WRONG_CODE_WAIT).await;
        Err(Refusal(StatusCode::TOO_MANY_REQUESTS, Msg::new("refused-too-many")))
    }

    /// Leaves a call on the hub's desk and waits for its answer.
    pub async fn ask<T: Send + 'static>(&self, call: impl FnOnce(Reply<T>) -> Call) -> Result<T, Refusal> {
        let (sender, answer) = oneshot::channel();
        let reply: Reply<T> = Box::new(move |value| {
            // Nobody waits any more when the browser gave up.
            let _ = sender.send(value);
        });
        if !self.desk.leave(call(reply)) {
            return Err(busy());
        }
        answer.await.map_err(|_| busy())
    }

    /// Has another class prepared. Gives its number.
    pub async fn open(&self, (content, setup): (Content, Setup)) -> Result<i64, Refusal> {
        let content = Box::new(content);
        Ok(self.ask(|reply| Call::Open { content, setup, reply }).await??)
    }

    /// The token, and the ticket for UDP where it is on.
    pub fn admit(&self, token: String) -> Response {
        let ticket = self.udp.as_ref().and_then(UdpDoor::ticket);
        let udp = ticket.map(|ticket| json!({ "port": ticket.port, "ticket": hexadecimal(&ticket.bytes) }));
        Json(json!({ "token": token, "udp": udp })).into_response()
    }
}

/// Work on files, checks and the store, away from the threads that answer.
pub async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T, Msg> + Send + 'static) -> Result<T, Refusal> {
    Ok(tokio::task::spawn_blocking(work).await.map_err(|_| busy())??)
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
