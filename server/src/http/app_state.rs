//! What answers over HTTP share: the hub they ask, and limits on guessing.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use codedark_protocol::Msg;
use codedark_sim::exercise::Setup;
use data_encoding::HEXLOWER;
use serde::de::DeserializeOwned;
use serde_json::json;
use tokio::sync::{Mutex, Semaphore, oneshot};

use super::limits::Limits;
use super::refusal::{Refusal, busy};
use super::sessions::Sessions;
use crate::content::Content;
use crate::gateway::{Crowd, Network, UdpTickets, WebSocketAcceptor};
use crate::hub::{Call, HubHandle, Reply};
use crate::key::KeyHash;
use crate::library::Library;

/// Guesses at the facilitator's key that may wait for their turn.
const GUESSES_MAX: usize = 100;

/// What answers need. Clones are the same app.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

/// What is in an app.
pub struct Shared {
    pub(super) hub: HubHandle,
    pub(super) acceptor: WebSocketAcceptor,
    pub(super) udp: Option<UdpTickets>,
    /// Scenarios saved here.
    pub(super) library: Library,
    /// What tells the facilitator's key.
    pub(super) key: KeyHash,
    /// Everybody who is connected.
    pub(super) crowd: Crowd,
    pub(super) sessions: Sessions,
    pub(super) limits: Limits,
    /// Room for guesses at the key.
    pub(super) guesses: Semaphore,
    /// The turn of one of them.
    pub(super) turn: Mutex<()>,
}

impl std::ops::Deref for AppState {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// A question's body.
pub struct Question<T>(pub T);

impl<T: DeserializeOwned> FromRequest<AppState> for Question<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &AppState) -> Result<Question<T>, Refusal> {
        let refused = |status| Refusal(status, Msg::new("refused-body"));
        let body = Bytes::from_request(request, app).await.map_err(|error| refused(error.status()))?;
        serde_json::from_slice(&body).map(Question).map_err(|_| refused(StatusCode::BAD_REQUEST))
    }
}

impl AppState {
    /// Around what the server has.
    pub fn new(
        hub: HubHandle,
        acceptor: WebSocketAcceptor,
        udp: Option<UdpTickets>,
        library: Library,
        key: KeyHash,
        crowd: Crowd,
    ) -> AppState {
        AppState(Arc::new(Shared {
            hub,
            acceptor,
            udp,
            library,
            key,
            crowd,
            sessions: Sessions::default(),
            limits: Limits::new(),
            guesses: Semaphore::new(GUESSES_MAX),
            turn: Mutex::new(()),
        }))
    }

    /// Asks for a token. A right code or token always opens; see [`Limits`].
    pub async fn enter(
        &self,
        from: Network,
        call: impl FnOnce(Reply<Result<String, Msg>>) -> Call,
    ) -> Result<String, Refusal> {
        let reason = match self.ask(call).await? {
            Ok(token) => return Ok(token),
            Err(reason) => reason,
        };
        if !matches!(reason.id.as_str(), "refused-code" | "refused-token") {
            return Err(reason.into());
        }
        Err(self.refuse_guess(from, reason).await)
    }

    /// The refusal of a wrong guess.
    pub async fn refuse_guess(&self, from: Network, reason: Msg) -> Refusal {
        match self.limits.guessed_wrong(from).await {
            true => Refusal(StatusCode::TOO_MANY_REQUESTS, Msg::new("refused-too-many")),
            false => Refusal(StatusCode::FORBIDDEN, reason),
        }
    }

    /// Leaves a call on the hub's hub and waits for its answer.
    pub async fn ask<T: Send + 'static>(&self, call: impl FnOnce(Reply<T>) -> Call) -> Result<T, Refusal> {
        let (sender, answer) = oneshot::channel();
        let reply: Reply<T> = Box::new(move |value| {
            // Nobody waits any more when the browser gave up.
            let _ = sender.send(value);
        });
        if !self.hub.leave(call(reply)) {
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
        let ticket = self.udp.as_ref().and_then(UdpTickets::ticket);
        let udp = ticket.map(|ticket| json!({ "port": ticket.port, "ticket": HEXLOWER.encode(&ticket.bytes) }));
        Json(json!({ "token": token, "udp": udp })).into_response()
    }
}

/// Work on files, checks and the store, away from the threads that answer.
pub async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T, Msg> + Send + 'static) -> Result<T, Refusal> {
    Ok(tokio::task::spawn_blocking(work).await.map_err(|_| busy())??)
}
