//! Taking connections to the page's port: each has its place in the crowd, little time to say what it wants, and TLS where
//! that is on.
//!
//! Not `axum::serve`: it gives hyper no timer, so that a silent socket stays for ever, and lets everybody in.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tower_service::Service;

use super::access::{Access, Host};
use super::guard::Arrival;
use crate::gateway::{Crowd, Network};
use crate::words::say;

/// How long a connection may take for the head of a request, and stay without one.
const HEAD_WAIT: Duration = Duration::from_secs(20);
/// How long it may take to agree on TLS.
const HANDSHAKE_WAIT: Duration = Duration::from_secs(10);
/// Pause after a connection could not be accepted: there are no file descriptors left, and soon some will be free.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);
/// First byte of every TLS connection.
const TLS_RECORD: u8 = 22;

/// What connections come through.
#[derive(Clone)]
pub struct Ways {
    /// Everybody who is connected.
    pub crowd: Crowd,
    /// Which proxies are believed.
    pub access: Arc<Access>,
    /// What TLS is spoken with; none for plain HTTP.
    pub tls: Option<TlsAcceptor>,
}

/// Takes connections, and has them answered by what `site` says, for as long as this is polled.
pub async fn accept(listener: TcpListener, site: Router, ways: Ways) {
    loop {
        let Ok((stream, from)) = listener.accept().await else {
            tokio::time::sleep(ACCEPT_PAUSE).await;
            continue;
        };
        tokio::spawn(answer(stream, from, site.clone(), ways.clone()));
    }
}

async fn answer(stream: TcpStream, from: SocketAddr, site: Router, ways: Ways) {
    let proxied = ways.access.is_proxy(from.ip());
    let place = ways.crowd.enter((!proxied).then(|| Network::of(from.ip())));
    let (Some(place), Ok(to)) = (place.map(Arc::new), stream.local_addr()) else { return };
    // Frames are small and people wait for them. A line without that is slower, not wrong.
    let _ = stream.set_nodelay(true);
    let arrival = Arrival { from, to, secure: ways.tls.is_some(), place: place.clone() };
    let answered = async {
        let Some(tls) = &ways.tls else { return speak(stream, site, arrival).await };
        let mut first = [0];
        let handshake = async {
            match stream.peek(&mut first).await {
                Ok(1) if first[0] != TLS_RECORD => Err(stream),
                _ => Ok(tls.accept(stream).await),
            }
        };
        match tokio::time::timeout(HANDSHAKE_WAIT, handshake).await {
            Ok(Ok(Ok(encrypted))) => speak(encrypted, site, arrival).await,
            Ok(Err(plain)) => point_to_tls(plain, ways.access.clone(), to).await,
            // Whoever gives up or takes too long is gone.
            Ok(Ok(Err(_))) | Err(_) => {}
        }
    };
    tokio::select! {
        () = answered => {}
        () = place.put_out() => {}
    }
}

/// Answers the requests of a connection.
async fn speak(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, site: Router, arrival: Arrival) {
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(arrival.clone());
        site.clone().call(request.map(Body::new))
    });
    // A connection that breaks concerns nobody else.
    let _ = builder().serve_connection(TokioIo::new(stream), service).with_upgrades().await;
}

/// Tells a browser that came without TLS, as they do where somebody types an address, where the page is.
async fn point_to_tls(stream: TcpStream, access: Arc<Access>, to: SocketAddr) {
    let service = service_fn(move |request: Request<Incoming>| {
        let host = Host::named(request.headers()).filter(|host| access.knows(host, to.ip()));
        let named = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
        let there = host.and(named).map(|named| format!("https://{named}{}", request.uri().path()));
        let there = there.and_then(|there| HeaderValue::try_from(there).ok());
        let answer: Response = match there {
            Some(there) => (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, there)]).into_response(),
            None => (StatusCode::BAD_REQUEST, say("refused-plain")).into_response(),
        };
        async { Ok::<_, Infallible>(answer) }
    });
    let _ = builder().keep_alive(false).serve_connection(TokioIo::new(stream), service).await;
}

fn builder() -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD_WAIT);
    builder
}
