//! The gateway for browsers: a WebSocket on the page's own port.
//!
//! Two tasks a connection, one that reads and one that writes; the hub's thread touches only queues. Limits stand at
//! the way in: length, rate, frames that wait. Who may come in at all, and how many, is settled before it (`http/guard`,
//! `crowd`).

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use codedark_protocol::{BEAT_EVERY_MS, INBOUND_BYTES_MAX, SILENCE_MAX_MS};
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use tokio::sync::mpsc;
use tokio::task::AbortHandle;

use super::{Allowance, ConnectionId, Gateway, GatewayEvent, InboundLimit, OUTBOUND_FRAMES_MAX, Place};
use crate::bell::Bell;

/// Bytes that may wait in one socket: more than the longest debrief.
const OUTBOUND_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Time between two pings, which a browser answers by itself, also for a page that is hidden.
const PING_EVERY: Duration = Duration::from_millis(BEAT_EVERY_MS);
/// Silence after which a line counts as dead.
const SILENCE_MAX: Duration = Duration::from_millis(SILENCE_MAX_MS);
/// How long one frame may take to leave, before the client counts as gone.
const SEND_WAIT: Duration = Duration::from_secs(20);
/// How long a client may take to close its own end after a goodbye.
const LINGER: Duration = Duration::from_secs(2);
/// Bytes of a message that are still read: one somewhat too long is taken off the line whole, so that its sender hears why.
const READ_BYTES_MAX: usize = 4 * INBOUND_BYTES_MAX;

/// The hub's end.
pub struct WebSocketGateway {
    acceptor: WebSocketAcceptor,
    inbound: Receiver<(ConnectionId, GatewayEvent)>,
}

/// Where sockets come in. Clones are the same acceptor.
#[derive(Clone)]
pub struct WebSocketAcceptor(Arc<Shared>);

struct Shared {
    last_id: AtomicU64,
    inbound: Sender<(ConnectionId, GatewayEvent)>,
    outboxes: Mutex<HashMap<ConnectionId, Outbox>>,
    bell: Bell,
}

struct Outbox {
    frames: mpsc::Sender<Vec<u8>>,
    writer: AbortHandle,
    place: Arc<Place>,
}

impl WebSocketGateway {
    /// A gateway and its acceptor. The bell rings for everything that comes in.
    pub fn new(bell: Bell) -> (WebSocketGateway, WebSocketAcceptor) {
        let (sender, inbound) = std::sync::mpsc::channel();
        let acceptor = WebSocketAcceptor(Arc::new(Shared {
            last_id: AtomicU64::new(0),
            inbound: sender,
            outboxes: Mutex::new(HashMap::new()),
            bell,
        }));
        (WebSocketGateway { acceptor: acceptor.clone(), inbound }, acceptor)
    }
}

impl Gateway for WebSocketGateway {
    fn poll(&mut self, _now_ms: u64, out: &mut Vec<(ConnectionId, GatewayEvent)>) {
        out.extend(self.inbound.try_iter());
    }

    fn send(&mut self, to: ConnectionId, frame: Vec<u8>) {
        let mut outboxes = self.acceptor.outboxes();
        let Some(outbox) = outboxes.get(&to) else { return };
        if outbox.frames.try_send(frame).is_err() {
            outbox.writer.abort();
            outboxes.remove(&to);
        }
    }

    fn welcome(&mut self, connection: ConnectionId) {
        if let Some(outbox) = self.acceptor.outboxes().get(&connection) {
            outbox.place.is_known();
        }
    }

    fn close(&mut self, connection: ConnectionId) {
        // The writer sends what is queued and ends, since no sender is left.
        if let Some(outbox) = self.acceptor.outboxes().remove(&connection) {
            outbox.place.is_dismissed();
        }
    }
}

impl WebSocketAcceptor {
    /// Answers a request to open a socket, which keeps the connection's place in the crowd.
    pub fn open(&self, place: Arc<Place>, upgrade: WebSocketUpgrade) -> Response {
        let acceptor = self.clone();
        upgrade
            .max_message_size(READ_BYTES_MAX)
            .max_frame_size(READ_BYTES_MAX)
            .max_write_buffer_size(OUTBOUND_BYTES_MAX)
            .on_upgrade(move |socket| acceptor.serve(socket, place))
    }

    async fn serve(self, socket: WebSocket, place: Arc<Place>) {
        let id = ConnectionId(self.0.last_id.fetch_add(1, Ordering::Relaxed) + 1);
        let (sink, mut stream) = socket.split();
        let (frames, queue) = mpsc::channel(OUTBOUND_FRAMES_MAX);
        let mut writer = tokio::spawn(write(sink, queue));
        self.outboxes().insert(id, Outbox { frames, writer: writer.abort_handle(), place: place.clone() });
        self.tell(id, GatewayEvent::Opened);
        let open = tokio::select! {
            open = self.read(id, &mut stream) => open,
            _ = &mut writer => true,
            () = place.put_out() => false,
        };
        if open {
            // The hub says goodbye, and the writer ends when that is sent. What still comes in meanwhile is thrown away, since
            // a socket closed over unread bytes would take the goodbye with it.
            let goodbye = async {
                if !writer.is_finished() {
                    let _ = (&mut writer).await;
                }
            };
            let drain = async { while let Some(Ok(_)) = stream.next().await {} };
            let _ = tokio::join!(tokio::time::timeout(SEND_WAIT, goodbye), tokio::time::timeout(LINGER, drain));
        }
        writer.abort();
        self.outboxes().remove(&id);
        self.tell(id, GatewayEvent::Closed);
    }

    /// Reads until the connection ends or breaks a limit. Tells whether it is still open.
    async fn read(&self, id: ConnectionId, stream: &mut SplitStream<WebSocket>) -> bool {
        let opened = Instant::now();
        let mut allowance = Allowance::of_frames(0);
        loop {
            let Ok(next) = tokio::time::timeout(SILENCE_MAX, stream.next()).await else {
                self.tell(id, GatewayEvent::Silent);
                return true;
            };
            let Some(message) = next else { return false };
            let now_ms = u64::try_from(opened.elapsed().as_millis()).unwrap_or(u64::MAX);
            let event = match message {
                Ok(Message::Close(_)) => return false,
                // Pings count, so that they are no way round the limit.
                Ok(_) if !allowance.take(1, now_ms) => GatewayEvent::Refused(InboundLimit::TooFast),
                Ok(Message::Binary(frame)) => GatewayEvent::Frame(frame.to_vec()),
                Ok(Message::Text(text)) => GatewayEvent::Frame(text.as_bytes().to_vec()),
                Ok(Message::Ping(_) | Message::Pong(_)) => continue,
                Err(error) if error.to_string().contains("too long") => GatewayEvent::Refused(InboundLimit::TooLong),
                Err(_) => return false,
            };
            let refused = matches!(event, GatewayEvent::Refused(_));
            self.tell(id, event);
            if refused {
                return true;
            }
        }
    }

    fn tell(&self, id: ConnectionId, event: GatewayEvent) {
        // The hub is gone only when the program ends.
        let _ = self.0.inbound.send((id, event));
        self.0.bell.ring();
    }

    fn outboxes(&self) -> MutexGuard<'_, HashMap<ConnectionId, Outbox>> {
        self.0.outboxes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn write(mut sink: SplitSink<WebSocket, Message>, mut queue: mpsc::Receiver<Vec<u8>>) {
    let mut pings = tokio::time::interval(PING_EVERY);
    loop {
        let message = tokio::select! {
            frame = queue.recv() => match frame {
                Some(frame) => Message::Binary(Bytes::from(frame)),
                None => break,
            },
            _ = pings.tick() => Message::Ping(Bytes::new()),
        };
        let sent = tokio::time::timeout(SEND_WAIT, sink.send(message)).await;
        if !matches!(sent, Ok(Ok(()))) {
            return;
        }
    }
    let _ = tokio::time::timeout(SEND_WAIT, sink.close()).await;
}
