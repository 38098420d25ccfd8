//! The browser's line: a `WebSocket` of the page, and the page's own memory of the token.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use codedark_protocol::{SILENCE_MAX_MS, ServerMsg, decode_server, encode};
use codedark_screens::farewell::{AfterBye, after_bye};
use codedark_screens::line::hello::Progress;
use codedark_screens::line::silence::Silence;
use codedark_screens::urgency::{Glance, Urgency};
use codedark_shell::page::after;
use codedark_shell::waker::Waker;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{BinaryType, MessageEvent, WebSocket};

use super::line::{Address, Line, LineEvent, retry_ms};

/// Key of the token in the page's session storage, shared with the page's script.
const TOKEN_KEY: &str = "codedark-token";
/// Key of a sentence for the door to show, in the same place.
const TOLD_KEY: &str = "codedark-told";
/// End of the address of the door's list of classes.
const CLASSES: &str = "#classes";
/// Rest between an arrived frame that somebody waits for and its picture, in milliseconds: what follows at once is drawn
/// with it. What people do on the page is drawn without any rest.
const DRAW_SOON_MS: u32 = 250;
/// The same for what merely moves along, such as clocks.
const DRAW_LATER_MS: u32 = 1_500;

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

/// What the socket's callbacks and the app share.
struct Shared {
    url: String,
    token: String,
    waker: Waker,
    socket: RefCell<Option<WebSocket>>,
    events: RefCell<VecDeque<LineEvent>>,
    progress: RefCell<Progress>,
    silence: Cell<Silence>,
    attempts: Cell<u32>,
    /// Number of the connection, or of the wait for one: what belongs to an older one does nothing any more.
    turn: Cell<u32>,
    /// What was last shown of the rows that change all the time.
    glance: RefCell<Glance>,
    /// The most urgent wake that is already set.
    drawing: Cell<Urgency>,
}

/// A line of the browser.
pub(super) struct BrowserLine(Rc<Shared>);

/// Opens a line.
pub(super) fn open(server: Address, waker: Waker) -> BrowserLine {
    let shared = Rc::new(Shared {
        url: server.socket,
        token: server.token,
        waker,
        socket: RefCell::default(),
        events: RefCell::default(),
        progress: RefCell::default(),
        silence: Cell::new(Silence::from(now_ms())),
        attempts: Cell::new(0),
        turn: Cell::new(0),
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

    /// Another connection, or the wait for one: gives its number.
    fn next_turn(&self) -> u32 {
        self.turn.set(self.turn.get().wrapping_add(1));
        self.turn.get()
    }

    /// Lets go of the socket. A dead one takes minutes to say that it is closed, so nobody listens to it any more.
    fn drop_socket(&self) {
        let Some(socket) = self.socket.borrow_mut().take() else { return };
        socket.set_onopen(None);
        socket.set_onmessage(None);
        socket.set_onclose(None);
        let _already_closed = socket.close();
    }
}

/// Milliseconds since the page was opened.
fn now_ms() -> u64 {
    let performance = web_sys::window().and_then(|window| window.performance());
    performance.map_or(0.0, |performance| performance.now()) as u64
}

/// Whether nobody can see this page. The browser then holds its timers back, and may let it hear nothing for minutes.
fn is_hidden() -> bool {
    web_sys::window().and_then(|window| window.document()).is_some_and(|document| document.hidden())
}

fn connect(shared: &Rc<Shared>) {
    let turn = shared.next_turn();
    shared.silence.set(Silence::from(now_ms()));
    let Ok(socket) = WebSocket::new(&shared.url) else { return retry(shared, None) };
    socket.set_binary_type(BinaryType::Arraybuffer);

    let line = shared.clone();
    let opened = Closure::<dyn FnMut()>::new(move || {
        line.attempts.set(0);
        let hello = encode(&line.progress.borrow_mut().hello(&line.token));
        if let Some(socket) = &*line.socket.borrow() {
            let _lost_with_the_line = socket.send_with_u8_array(&hello);
        }
        line.tell(LineEvent::Opened);
    });
    socket.set_onopen(Some(opened.into_js_value().unchecked_ref()));

    let line = shared.clone();
    let arrived = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Ok(buffer) = event.data().dyn_into::<js_sys::ArrayBuffer>() {
            arrive(&line, &js_sys::Uint8Array::new(&buffer).to_vec());
        }
    });
    socket.set_onmessage(Some(arrived.into_js_value().unchecked_ref()));

    let line = shared.clone();
    let lost = Closure::<dyn FnMut()>::new(move || {
        line.drop_socket();
        line.tell(LineEvent::Lost);
        retry(&line, None);
    });
    socket.set_onclose(Some(lost.into_js_value().unchecked_ref()));
    *shared.socket.borrow_mut() = Some(socket);
    watch(shared, turn);
}

/// Takes a frame. What nobody sees, as a beat, wakes nobody.
fn arrive(line: &Rc<Shared>, bytes: &[u8]) {
    line.silence.set(Silence::from(now_ms()));
    let Ok(message) = decode_server(bytes) else {
        line.progress.borrow_mut().garbled();
        return;
    };
    if message == ServerMsg::Beat {
        return;
    }
    if let ServerMsg::Bye(reason) = &message {
        part(line, after_bye(&reason.id));
    }
    let not_done = line.progress.borrow_mut().heard(&message);
    let urgency = line.glance.borrow_mut().urgency(&message);
    let mut events = line.events.borrow_mut();
    events.push_back(LineEvent::Heard(message));
    if !not_done.is_empty() {
        events.push_back(LineEvent::NotDone(not_done));
    }
    drop(events);
    draw(line, urgency);
}

/// The server said goodbye: another try, or none.
fn part(line: &Rc<Shared>, end: AfterBye) {
    line.drop_socket();
    match end {
        AfterBye::Again(wait_ms) => retry(line, Some(wait_ms)),
        AfterBye::Door | AfterBye::Quiet | AfterBye::Reload => _ = line.next_turn(),
    }
}

/// Gives a line up that is silent for too long, also one that never opens.
fn watch(line: &Rc<Shared>, turn: u32) {
    if line.turn.get() != turn {
        return;
    }
    // A hidden page judges nothing; when it is seen again, its line is judged by what it really heard.
    let left_ms = if is_hidden() { Some(SILENCE_MAX_MS) } else { line.silence.get().left_ms(now_ms()) };
    match left_ms {
        Some(left_ms) => {
            let line = line.clone();
            after(u32::try_from(left_ms).unwrap_or(u32::MAX), move || watch(&line, turn));
        }
        None => {
            line.drop_socket();
            line.tell(LineEvent::Lost);
            connect(line);
        }
    }
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

/// Tries again after a wait: the one given, or one that grows with each try.
fn retry(shared: &Rc<Shared>, wait_ms: Option<u32>) {
    let attempt = shared.attempts.get();
    shared.attempts.set(attempt.saturating_add(1));
    let turn = shared.next_turn();
    let line = shared.clone();
    after(wait_ms.unwrap_or_else(|| retry_ms(attempt)), move || {
        if line.turn.get() == turn {
            connect(&line);
        }
    });
}

impl Line for BrowserLine {
    fn poll(&mut self) -> Vec<LineEvent> {
        self.0.events.borrow_mut().drain(..).collect()
    }

    fn send(&mut self, number: Option<u64>, frame: Vec<u8>) -> bool {
        let sent = self.0.socket.borrow().as_ref().is_some_and(|socket| {
            // A socket that is closing takes everything, and sends nothing.
            socket.ready_state() == WebSocket::OPEN && socket.send_with_u8_array(&frame).is_ok()
        });
        if let Some(number) = number.filter(|_| sent) {
            self.0.progress.borrow_mut().said(number);
        }
        sent
    }

    fn open_again(&mut self) {
        self.0.drop_socket();
        connect(&self.0);
    }

    fn sign_out(&mut self, sentence: &str) {
        let Some(window) = web_sys::window() else { return };
        if let Ok(Some(storage)) = window.session_storage() {
            let _absent = storage.remove_item(TOKEN_KEY);
            let _full = storage.set_item(TOLD_KEY, sentence);
        }
        let _leaving = window.location().reload();
    }

    fn reload(&mut self) {
        let _leaving = web_sys::window().map(|window| window.location().reload());
    }

    fn show_classes(&mut self) -> bool {
        let Some(window) = web_sys::window() else { return false };
        let _never_refused = window.location().set_hash(CLASSES);
        self.reload();
        true
    }
}
