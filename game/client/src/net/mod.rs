//! The line to the server: a WebSocket, or UDP from a native window, which opens itself again.
//!
//! [`Line`] is what the rest of the app knows. The browser's line lives in `browser`, the native ones in `native`; both
//! say hello, put events into a queue, wake the app, and try again by themselves when the connection is lost or silent.
//! All of that goes on while a page is hidden and the app stands still.

#[cfg(target_arch = "wasm32")]
mod browser;
mod line;
#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(not(target_arch = "wasm32"))]
mod udp;

use bevy::prelude::*;
use codedark_protocol::{Msg, ServerMsg, encode};
use codedark_screens::farewell::{AfterBye, after_bye};
use codedark_screens::state::{Link, Wish};
use codedark_shell::mirror::{Heard, is_quiet};
use codedark_shell::waker::Waker;
use line::{Line, LineEvent};

use crate::player::Player;

pub use line::Address;

/// The line, which in a browser must stay on its thread.
struct OpenLine(Box<dyn Line>);

/// Adds the line to the app.
pub fn connect(app: &mut App, server: Address) {
    app.insert_resource(Server(server))
        .add_systems(Startup, open)
        .add_systems(PreUpdate, receive.in_set(Heard).run_if(is_quiet))
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
fn receive(line: Option<NonSendMut<OpenLine>>, mut player: ResMut<Player>) {
    let Some(mut line) = line else { return };
    let Player { class, words, .. } = &mut *player;
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
                class.take(message, words);
            }
        }
    }
    class.settle();
}

/// Sends what the screens ordered, and does what they want of the page.
fn send(line: Option<NonSendMut<OpenLine>>, mut player: ResMut<Player>) {
    let class = &mut player.class;
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
