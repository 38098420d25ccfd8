//! The line to the server: a WebSocket, or UDP from a native window, which opens itself again.
//!
//! [`Line`] is what the rest of the app knows. The browser's line lives in `browser`, the native ones in `native`; both
//! say hello, put events into a queue, wake the app, and try again by themselves when the connection is lost or silent.
//! All of that goes on while a page is hidden and the app stands still.

#[cfg(target_arch = "wasm32")]
mod browser;
mod hello;
#[cfg(not(target_arch = "wasm32"))]
mod native;
mod silence;
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
use codedark_protocol::{INBOUND_BYTES_MAX, Msg, ServerMsg, encode};

use crate::farewell::{AfterBye, after_bye};
use crate::state::{Class, Link, Wish};
use crate::words::Words;

/// First wait before another try, in milliseconds.
const RETRY_FIRST_MS: u32 = 1_000;
/// Longest wait before another try, in milliseconds.
const RETRY_MAX_MS: u32 = 5_000;

/// The wait before the try with this number, from 0.
fn retry_ms(attempt: u32) -> u32 {
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
#[allow(clippy::large_enum_variant, reason = "an event lives until the next frame, and few exist at once")]
#[derive(Debug)]
pub enum LineEvent {
    /// It is open, and hello was said.
    Opened,
    /// A message arrived. Beats are not told.
    Heard(ServerMsg),
    /// Acts with these numbers never arrived, and never will.
    NotDone(Vec<u64>),
    /// It was lost, and is being opened again.
    Lost,
}

/// A connection that mends itself.
pub trait Line {
    /// What happened since the last call, oldest first.
    fn poll(&mut self) -> Vec<LineEvent>;
    /// Sends a frame, with the number of the act in it. False when there is no line: it never arrives.
    fn send(&mut self, number: Option<u64>, frame: Vec<u8>) -> bool;
    /// The longest frame that can be sent.
    fn frame_bytes_max(&self) -> usize {
        INBOUND_BYTES_MAX
    }
    /// Opens again after a goodbye.
    fn open_again(&mut self);
    /// The server no longer knows the token: back to the form, with this sentence.
    fn sign_out(&mut self, sentence: &str);
    /// Loads the page anew.
    fn reload(&mut self);
    /// To the facilitator's list of classes. False when this window has none.
    fn show_classes(&mut self) -> bool;
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
    let line: Box<dyn Line> = Box::new(browser::open(address, waker));
    #[cfg(not(target_arch = "wasm32"))]
    let line: Box<dyn Line> = Box::new(native::open(address, waker));
    world.insert_non_send(OpenLine(line));
}

/// Takes what arrived into the class's state. A page that was hidden for long takes all of it for one picture.
fn receive(line: Option<NonSendMut<OpenLine>>, mut class: ResMut<Class>, mut words: ResMut<Words>) {
    let Some(mut line) = line else { return };
    for event in line.0.poll() {
        match event {
            LineEvent::Opened => class.link = Link::Greeting,
            LineEvent::Lost => class.link = Link::Lost,
            LineEvent::NotDone(numbers) => class.not_done(&numbers),
            LineEvent::Heard(message) => {
                if let ServerMsg::Bye(reason) = &message
                    && after_bye(&reason.id) == AfterBye::Door
                {
                    line.0.sign_out(&words.msg(reason));
                }
                class.take(message, &mut words);
            }
        }
    }
    class.settle();
}

/// Sends what the screens ordered, and does what they want of the page.
fn send(line: Option<NonSendMut<OpenLine>>, mut class: ResMut<Class>) {
    if class.outbox.is_empty() && class.wish.is_none() {
        return;
    }
    let Some(mut line) = line else { return };
    for message in std::mem::take(&mut class.outbox) {
        let (number, frame) = (message.number(), encode(&message));
        if frame.len() > line.0.frame_bytes_max() {
            class.refuse(&message, Msg::new("refused-too-long"));
        } else if !line.0.send(number, frame) {
            class.not_done(number.as_slice());
        }
    }
    match class.wish.take() {
        Some(Wish::TakeOver) => {
            class.farewell = None;
            class.link = Link::Opening;
            line.0.open_again();
        }
        Some(Wish::Reload) => line.0.reload(),
        Some(Wish::AllClasses) if !line.0.show_classes() => class.refused = Some(Msg::new("refused-no-browser")),
        Some(Wish::AllClasses) | None => {}
    }
}
