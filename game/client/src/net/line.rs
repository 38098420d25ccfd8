//! What the app knows of a line, whichever way it goes.

use codedark_protocol::{INBOUND_BYTES_MAX, ServerMsg};

/// First wait before another try, in milliseconds.
const RETRY_FIRST_MS: u32 = 1_000;
/// Longest wait before another try, in milliseconds.
const RETRY_MAX_MS: u32 = 5_000;

/// The wait before the try with this number, from 0.
pub(super) fn retry_ms(attempt: u32) -> u32 {
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
    pub udp: Option<UdpTicket>,
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

/// What opens a line over UDP, once.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Debug)]
pub struct UdpTicket {
    pub(super) server: std::net::SocketAddr,
    pub(super) bytes: Vec<u8>,
}
