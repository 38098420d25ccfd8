//! What stands before every answer: whom the request is for and from, how long it may take, and the headers that tell
//! browsers what a page of ours may do.

use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use codedark_protocol::Msg;

use super::access::{Access, Host};
use super::refusal::{Reason, Refusal, busy};
use crate::gateway::{Asking, Network, Place};
use crate::tally::Tally;
use crate::words::sentence;

/// How long an answer may take until it begins: a slow line may need that for a scenario of 8 MiB.
const ANSWER_WAIT: Duration = Duration::from_secs(90);
/// Where sockets are opened.
pub const SOCKET: &str = "/ws";
/// What browsers may load for a page of ours, and run: what comes from here, and WebAssembly. No script or style stands in
/// the page itself.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
/// What it has no use for.
const PERMISSIONS: &str = "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), usb=()";

/// A connection over which a request came.
#[derive(Clone)]
pub struct Arrival {
    /// Who connected.
    pub from: SocketAddr,
    /// The address that they connected to.
    pub to: SocketAddr,
    /// Whether the connection is encrypted.
    pub secure: bool,
    /// Its place in the crowd.
    pub place: Arc<Place>,
}

/// Who asks.
#[derive(Clone)]
pub struct Asker {
    /// Where they are; behind a proxy of ours, where it says.
    pub network: Network,
    /// Whether their browser reads the page over TLS.
    pub secure: bool,
    /// Their connection's place in the crowd.
    pub place: Arc<Place>,
}

impl<S: Sync> FromRequestParts<S> for Asker {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Asker, Refusal> {
        parts.extensions.get().cloned().ok_or_else(busy)
    }
}

/// What the guard needs.
#[derive(Clone)]
pub struct Guard {
    /// Who may ask.
    pub access: Arc<Access>,
    /// Where refusals are counted.
    pub tally: Tally,
}

/// Lets a request through, or answers why not; and says with each answer what browsers may do with it.
pub async fn guard(State(guard): State<Guard>, mut request: Request, next: Next) -> Response {
    let Some(arrival) = request.extensions().get::<Arrival>().cloned() else { return busy().into_response() };
    let host = Host::named(request.headers());
    let path = request.uri().path().to_owned();
    let asking = arrival.place.ask();
    let mut response = match check(&guard.access, &arrival, host.as_ref(), &request) {
        Ok(asker) => {
            request.extensions_mut().insert(asker);
            let answer = tokio::time::timeout(ANSWER_WAIT, next.run(request));
            answer
                .await
                .unwrap_or_else(|_| Refusal(StatusCode::REQUEST_TIMEOUT, Msg::new("refused-slow")).into_response())
        }
        Err(refusal) if is_data(&path) || path == SOCKET => refusal.into_response(),
        // Whoever opens the page itself sees the sentence.
        Err(Refusal(status, reason)) => {
            let mut response = (status, sentence(&reason)).into_response();
            response.extensions_mut().insert(Reason(reason));
            response
        }
    };
    if let Some(Reason(reason)) = response.extensions().get() {
        guard.tally.count(reason);
    }
    let apart = arrival.secure || host.is_some_and(|host| host.is_this_computer());
    say_how(response.headers_mut(), &path, apart);
    response.map(|body| Body::new(Answering { body, _asking: asking }))
}

fn check(access: &Access, arrival: &Arrival, host: Option<&Host>, request: &Request) -> Result<Asker, Refusal> {
    let headers = request.headers();
    let misdirected = || Refusal(StatusCode::MISDIRECTED_REQUEST, Msg::new("refused-host"));
    let host = host.filter(|host| access.knows(host, arrival.to.ip())).ok_or_else(misdirected)?;
    let reads = matches!(*request.method(), Method::GET | Method::HEAD) && request.uri().path() != SOCKET;
    if !reads && !access.may_ask(headers, host, arrival.secure) {
        return Err(Refusal(StatusCode::FORBIDDEN, Msg::new("refused-origin")));
    }
    let proxied = access.is_proxy(arrival.from.ip());
    let from: IpAddr = if proxied { access.forwarded(headers) } else { None }.unwrap_or(arrival.from.ip());
    let network = Network::of(from);
    if proxied && request.uri().path() == SOCKET {
        // A line belongs to one person, a proxy's connection to many.
        arrival.place.come_from(network);
    }
    let secure = arrival.secure || proxied && access.is_secure_outside();
    Ok(Asker { network, secure, place: arrival.place.clone() })
}

/// Whether an answer is data rather than a part of the page.
fn is_data(path: &str) -> bool {
    ["/api", "/library", "/healthz"].iter().any(|begins| path.starts_with(begins))
}

/// `apart` says whether browsers keep the promise to hold the page apart from others: they do over TLS and at home.
fn say_how(headers: &mut HeaderMap, path: &str, apart: bool) {
    let mut say = |name: HeaderName, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    say(header::CONTENT_SECURITY_POLICY, CONTENT_POLICY);
    say(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    say(header::X_FRAME_OPTIONS, "DENY");
    say(header::REFERRER_POLICY, "no-referrer");
    say(HeaderName::from_static("permissions-policy"), PERMISSIONS);
    say(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if apart {
        say(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    }
    if is_data(path) {
        say(header::CACHE_CONTROL, "no-store");
    } else if !headers.contains_key(header::CACHE_CONTROL) {
        // A new build has the same names: pages ask again each time, and get "not modified".
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    }
}

/// An answer on its way: until it has arrived, its connection is asking.
struct Answering {
    body: Body,
    _asking: Asking,
}

impl HttpBody for Answering {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<hyper::body::Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        self.body.size_hint()
    }
}
