//! The browser's line: a `WebSocket` of the page, and the page's own memory of the token.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use codedark_protocol::decode_server;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{BinaryType, MessageEvent, WebSocket};

use super::{Address, Line, LineEvent, Waker, retry_ms};
use crate::urgency::{Glance, Urgency};

/// Key of the token in the page's session storage, shared with the page's script.
pub(crate) const TOKEN_KEY: &str = "codedark-token";
/// Rest between an arrived frame that somebody waits for and its picture, in milliseconds: what follows at once is drawn
/// with it. What people do on the page is drawn without any rest.
const DRAW_SOON_MS: u32 = 250;
/// The same for what merely moves along, such as clocks.
const DRAW_LATER_MS: u32 = 1_500;
/// Counter of drawn frames on `window`, for tests that guard drawing on change.
const FRAMES: &str = "codedark_frames";

impl Address {
    /// The page's own server, and the token its form stored.
    pub fn find() -> Result<Address, String> {
        let window = web_sys::window().ok_or("no window")?;
        let location = window.location();
        let secure = location.protocol().is_ok_and(|p| p == "https:");
        let host = location.host().map_err(|_| "no host")?;
        let storage = window.session_storage().ok().flatten().ok_or("no session storage")?;
        let token = storage.get_item(TOKEN_KEY).ok().flatten().ok_or("no token")?;
        let scheme = if secure { "wss" } else { "ws" };
        Ok(Address { socket: format!("{scheme}://{host}/ws"), token })
    }
}

/// Writes a failure to start to the browser's console.
pub fn report(reason: &str) {
    web_sys::console::error_1(&JsValue::from_str(reason));
}

/// Counts drawn frames where a test can read them.
pub fn count_frame(mut frames: bevy::prelude::Local<u32>) {
    *frames += 1;
    let _never_frozen = js_sys::Reflect::set(&js_sys::global(), &FRAMES.into(), &JsValue::from(*frames));
}

/// Does something after a while.
pub(super) fn after(wait_ms: u32, work: impl FnOnce() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let work = Closure::once_into_js(work);
    let wait_ms = i32::try_from(wait_ms).unwrap_or(i32::MAX);
    let _timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(work.unchecked_ref(), wait_ms);
}

/// What the socket's callbacks and the app share.
struct Shared {
    url: String,
    waker: Waker,
    socket: RefCell<Option<WebSocket>>,
    events: RefCell<VecDeque<LineEvent>>,
    attempts: Cell<u32>,
    closed: Cell<bool>,
    /// What was last shown of the rows that change all the time.
    glance: RefCell<Glance>,
    /// The most urgent wake that is already set.
    drawing: Cell<Urgency>,
}

/// A line of the browser.
pub(super) struct BrowserLine(Rc<Shared>);

/// Opens a line.
pub(super) fn open(url: &str, waker: Waker) -> BrowserLine {
    let shared = Rc::new(Shared {
        url: url.to_owned(),
        waker,
        socket: RefCell::default(),
        events: RefCell::default(),
        attempts: Cell::new(0),
        closed: Cell::new(false),
        glance: RefCell::default(),
        drawing: Cell::new(Urgency::Never),
    });
    connect(&shared);
    BrowserLine(shared)
}

impl Shared {
    fn tell(&self, event: LineEvent) {
        self.events.borrow_mut().push_back(event);
        self.waker.wake();
    }
}

fn connect(shared: &Rc<Shared>) {
    if shared.closed.get() {
        return;
    }
    let Ok(socket) = WebSocket::new(&shared.url) else { return retry(shared) };
    socket.set_binary_type(BinaryType::Arraybuffer);

    let line = shared.clone();
    let opened = Closure::<dyn FnMut()>::new(move || {
        line.attempts.set(0);
        line.tell(LineEvent::Opened);
    });
    socket.set_onopen(Some(opened.into_js_value().unchecked_ref()));

    let line = shared.clone();
    let arrived = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Ok(buffer) = event.data().dyn_into::<js_sys::ArrayBuffer>() {
            let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
            let urgency =
                decode_server(&bytes).map_or(Urgency::Soon, |message| line.glance.borrow_mut().urgency(&message));
            line.events.borrow_mut().push_back(LineEvent::Frame(bytes));
            draw(&line, urgency);
        }
    });
    socket.set_onmessage(Some(arrived.into_js_value().unchecked_ref()));

    let line = shared.clone();
    let lost = Closure::<dyn FnMut()>::new(move || {
        line.socket.borrow_mut().take();
        line.tell(LineEvent::Lost);
        retry(&line);
    });
    socket.set_onclose(Some(lost.into_js_value().unchecked_ref()));
    *shared.socket.borrow_mut() = Some(socket);
}

/// Draws what arrived after a rest, together with what follows. Software drawing is slow, and many pages may share a
/// computer: a picture for each frame of the server would leave no time to press a button.
fn draw(shared: &Rc<Shared>, urgency: Urgency) {
    if urgency <= shared.drawing.get() {
        return;
    }
    shared.drawing.set(urgency);
    let line = shared.clone();
    let rest_ms = if urgency == Urgency::Soon { DRAW_SOON_MS } else { DRAW_LATER_MS };
    after(rest_ms, move || {
        // A more urgent wake may have come in between, and have drawn everything.
        if line.drawing.get() == urgency {
            line.drawing.set(Urgency::Never);
            line.waker.wake();
        }
    });
}

fn retry(shared: &Rc<Shared>) {
    let attempt = shared.attempts.get();
    shared.attempts.set(attempt.saturating_add(1));
    let line = shared.clone();
    after(retry_ms(attempt), move || connect(&line));
}

impl Line for BrowserLine {
    fn poll(&mut self) -> Vec<LineEvent> {
        self.0.events.borrow_mut().drain(..).collect()
    }

    fn send(&mut self, frame: Vec<u8>) {
        if let Some(socket) = &*self.0.socket.borrow() {
            let _lost_with_the_line = socket.send_with_u8_array(&frame);
        }
    }

    fn close(&mut self) {
        self.0.closed.set(true);
        if let Some(socket) = &*self.0.socket.borrow() {
            let _already_closed = socket.close();
        }
    }

    fn sign_out(&mut self) {
        let Some(window) = web_sys::window() else { return };
        if let Ok(Some(storage)) = window.session_storage() {
            let _absent = storage.remove_item(TOKEN_KEY);
        }
        let _leaving = window.location().reload();
    }
}
