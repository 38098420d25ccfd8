//! HTTP: the page, and the answers to its questions.
//!
//! `accept` takes connections, `guard` looks at each request first, `joining` lets people in, `session` is the facilitator's
//! cookie, `classes` the facilitator's list, `library` the authors' shelf, `studio` what authors work with; what they share is
//! in `app`.

mod accept;
mod access;
mod app_state;
mod classes;
mod guard;
mod joining;
mod library;
mod limits;
mod refusal;
mod session;
mod sessions;
mod studio;

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use tower_http::services::ServeDir;

pub use accept::{Ways, accept};
pub use access::{Access, Origin};

use crate::gateway::{Crowd, UdpTickets, WebSocketAcceptor};
use crate::hub::HubHandle;
use crate::key::KeyHash;
use crate::library::Library;
use crate::words::say;
use app_state::AppState;
use guard::Guard;

/// Longest body of a question.
const BODY_BYTES_MAX: usize = 4096;

/// What is served over HTTP, and to whom.
pub struct Site {
    /// Where classes are asked.
    pub hub: HubHandle,
    /// Where sockets come in.
    pub acceptor: WebSocketAcceptor,
    /// Where tickets for UDP come from; none where it is off.
    pub udp: Option<UdpTickets>,
    /// Folder of the page; none where it is not built.
    pub page: Option<PathBuf>,
    /// Scenarios saved here.
    pub library: Library,
    /// What tells the facilitator's key.
    pub key: KeyHash,
    /// Who may ask.
    pub access: Arc<Access>,
    /// Everybody who is connected.
    pub crowd: Crowd,
}

impl Site {
    /// Everything that is served over HTTP; `extra` adds to it. Requests have to come through [`accept`].
    pub fn routes(self, extra: impl FnOnce(Router) -> Router) -> Router {
        let Site { hub, acceptor, udp, page, library, key, access, crowd } = self;
        let guard = Guard { access, tally: hub.tally.clone() };
        let app = AppState::new(hub, acceptor, udp, library, key, crowd);
        let questions = joining::routes().merge(session::routes()).merge(classes::routes()).merge(studio::routes());
        let questions = questions.layer(DefaultBodyLimit::max(BODY_BYTES_MAX));
        let api = questions.merge(library::routes()).with_state(app);
        let site = match page {
            Some(folder) => api.fallback_service(ServeDir::new(folder).precompressed_br().precompressed_gzip()),
            None => api.route("/", get(|| async { say("no-page") })),
        };
        extra(site).layer(from_fn_with_state(guard, guard::guard))
    }
}
