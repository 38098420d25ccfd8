//! The line to the server: a WebSocket, or UDP from a native window, which opens itself again.
//!
//! [`Line`] is what the rest of the app knows. The browser's line lives in `browser`, the native ones in `native`; both
//! put events into a queue, wake the app, and try again by themselves when the connection is lost.

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(not(target_arch = "wasm32"))]
mod udp;

#[cfg(target_arch = "wasm32")]
pub(crate) use browser::TOKEN_KEY;
#[cfg(target_arch = "wasm32")]
pub use browser::{count_frame, report};
#[cfg(not(target_arch = "wasm32"))]
pub use native::report;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bevy::prelude::*;
use bevy::winit::{EventLoopProxy, EventLoopProxyWrapper, WinitUserEvent};
use codedark_protocol::{ClientMsg, INBOUND_BYTES_MAX, Msg, PROTOCOL_VERSION, ServerMsg, decode_server, encode};

use crate::state::{Class, Link};
use crate::words::Words;

/// The farewell after which the token is worth nothing. Any other is shown, and the token stays.
const UNKNOWN_TOKEN: &str = "bye-unknown-token";
/// First wait before another try, in milliseconds.
pub(crate) const RETRY_FIRST_MS: u32 = 1_000;
/// Longest wait before another try, in milliseconds.
pub(crate) const RETRY_MAX_MS: u32 = 5_000;

/// The wait before the try with this number, from 0.
pub(crate) fn retry_ms(attempt: u32) -> u32 {
    RETRY_FIRST_MS.saturating_mul(attempt + 1).min(RETRY_MAX_MS)
}

/// Where the server is, and who speaks.
#[derive(Clone, Debug)]
pub struct Address {
    /// WebSocket address.
    pub socket: String,
    /// Token that joining gave.
    pub token: String,
    /// Host and port of the page, to ask for another ticket.
    #[cfg(not(target_arch = "wasm32"))]
    pub host: String,
    /// The ticket for UDP that joining gave.
    #[cfg(not(target_arch = "wasm32"))]
    pub udp: Option<native::UdpTicket>,
}

/// What happens on a line.
#[derive(Debug)]
pub enum LineEvent {
    /// It is open: say hello.
    Opened,
    /// A frame arrived.
    Frame(Vec<u8>),
    /// It was lost, and is being opened again.
    Lost,
}

/// A connection that mends itself.
pub trait Line {
    /// What happened since the last call, oldest first.
    fn poll(&mut self) -> Vec<LineEvent>;
    /// Sends a frame; it is lost when the line is.
    fn send(&mut self, frame: Vec<u8>);
    /// The longest frame that can be sent.
    fn frame_bytes_max(&self) -> usize {
        INBOUND_BYTES_MAX
    }
    /// Closes for good.
    fn close(&mut self);
    /// The server no longer knows the token: back to the form.
    fn sign_out(&mut self);
}

/// Wakes the sleeping app from outside.
///
/// Once a frame is enough, and more would harm: in a browser each wake asks for an animation frame and takes the one
/// asked for before back, so that a busy server could keep a slow computer from ever drawing.
#[derive(Clone, Resource)]
pub struct Waker {
    event_loop: EventLoopProxy<WinitUserEvent>,
    asked: Arc<AtomicBool>,
}

impl Waker {
    /// Makes the app run once. An app that is closing does not mind.
    pub fn wake(&self) {
        if !self.asked.swap(true, Ordering::AcqRel) {
            let _closing = self.event_loop.send_event(WinitUserEvent::WakeUp);
        }
    }
}

impl Waker {
    /// Makes the app run once after a while.
    pub fn wake_in(&self, wait_ms: u32) {
        let waker = self.clone();
        #[cfg(target_arch = "wasm32")]
        browser::after(wait_ms, move || waker.wake());
        #[cfg(not(target_arch = "wasm32"))]
        std::thread::spawn(move || {
            std::thread::sleep(std::time::Duration::from_millis(u64::from(wait_ms)));
            waker.wake();
        });
    }
}

fn make_waker(mut commands: Commands, proxy: Res<EventLoopProxyWrapper>) {
    commands.insert_resource(Waker { event_loop: (**proxy).clone(), asked: Arc::default() });
}

/// A frame has begun: the next thing that happens may wake the app again.
fn awake(waker: Option<Res<Waker>>) {
    if let Some(waker) = waker {
        waker.asked.store(false, Ordering::Release);
    }
}

/// The moment of a frame at which what the server said is taken in.
#[derive(SystemSet, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Heard;

/// The line, which in a browser must stay on its thread.
struct OpenLine(Box<dyn Line>);

/// Lets the outside wake the app.
pub fn plugin(app: &mut App) {
    app.add_systems(PreStartup, make_waker).add_systems(First, awake);
    #[cfg(target_arch = "wasm32")]
    app.add_systems(Last, count_frame);
}

/// Adds the line to the app.
pub fn connect(app: &mut App, server: Address) {
    app.insert_resource(Server(server))
        .add_systems(Startup, open)
        .add_systems(PreUpdate, receive.in_set(Heard).run_if(crate::mirror::is_quiet))
        .add_systems(PostUpdate, send);
}

#[derive(Resource)]
struct Server(Address);

fn open(world: &mut World) {
    let address = world.resource::<Server>().0.clone();
    let waker = world.resource::<Waker>().clone();
    #[cfg(target_arch = "wasm32")]
    let line: Box<dyn Line> = Box::new(browser::open(&address.socket, waker));
    #[cfg(not(target_arch = "wasm32"))]
    let line: Box<dyn Line> = Box::new(native::open(address, waker));
    world.insert_non_send(OpenLine(line));
}

/// Takes what arrived into the class's state.
fn receive(
    line: Option<NonSendMut<OpenLine>>,
    server: Res<Server>,
    mut class: ResMut<Class>,
    mut words: ResMut<Words>,
) {
    let Some(mut line) = line else { return };
    for event in line.0.poll() {
        match event {
            LineEvent::Opened => {
                let hello = ClientMsg::Hello { version: PROTOCOL_VERSION, token: server.0.token.clone() };
                line.0.send(encode(&hello));
                class.link = Link::Greeting;
            }
            LineEvent::Lost if class.link == Link::Ended => {}
            LineEvent::Lost => class.link = Link::Lost,
            LineEvent::Frame(bytes) => match decode_server(&bytes) {
                Ok(message) => {
                    let farewell = if let ServerMsg::Bye(reason) = &message { Some(reason.id.clone()) } else { None };
                    class.take(message, &mut words);
                    if let Some(reason) = farewell {
                        line.0.close();
                        if reason == UNKNOWN_TOKEN {
                            line.0.sign_out();
                        }
                    }
                }
                // A frame of another version: the page is older than the server. The server says so in its Bye.
                Err(reason) => warn!("a frame of the server could not be read: {reason:?}"),
            },
        }
    }
}

/// Sends what the screens ordered.
fn send(line: Option<NonSendMut<OpenLine>>, mut class: ResMut<Class>) {
    if class.outbox.is_empty() {
        return;
    }
    let Some(mut line) = line else { return };
    if class.link == Link::Open {
        for message in std::mem::take(&mut class.outbox) {
            let frame = encode(&message);
            if frame.len() > line.0.frame_bytes_max() {
                class.refused = Some(Msg::new("refused-too-long"));
            } else {
                line.0.send(frame);
            }
        }
    } else {
        // Orders given while the line is down are not kept: the hospital has moved on when it is back.
        class.outbox.clear();
    }
}
