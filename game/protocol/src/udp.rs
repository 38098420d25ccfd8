//! What both ends of a UDP line must agree on. The ends themselves lie in the server and in the native client.
//!
//! The messages are those of the WebSocket. Netcode encrypts and authenticates datagrams, renet makes one ordered stream
//! each way out of them.

use crate::PROTOCOL_VERSION;

/// Netcode's mark of our datagrams. A client of another version gets no answer, falls back to the WebSocket, and is told
/// there why it cannot play.
pub const UDP_PROTOCOL_ID: u64 = u64::from_be_bytes(*b"CODEDARK") ^ PROTOCOL_VERSION as u64;
/// The one channel each way, ordered and reliable.
pub const UDP_CHANNEL: u8 = 0;
/// Longest frame a client may send over UDP: what renet sends in one packet. Clients send small commands only, and the
/// server takes no slices of longer messages.
pub const UDP_FRAME_BYTES_MAX: usize = 1_200;
/// Bytes of a client's frames that may wait for their turn at either end: a second of the longest ones, and some more.
pub const UDP_INBOUND_BYTES_MAX: usize = 32 * 1024;
/// Bytes of the server's frames that may wait at either end: more than the longest debrief.
pub const UDP_OUTBOUND_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Wait before what was not acknowledged is sent again, in milliseconds. Assumption: a slow wireless network answers
/// within half of it.
pub const UDP_RESEND_MS: u64 = 200;
/// Wait between two looks for what must be sent again or acknowledged, in milliseconds. Frames leave at once; this is
/// slow since two idle ends acknowledge each other's acknowledgements for ever.
pub const UDP_SEND_EVERY_MS: u64 = 100;
/// Bytes of frames that one such look may send: fits the receive buffer of 212,992 bytes that Linux gives a socket.
pub const UDP_SEND_BYTES_MAX: u64 = 64 * 1024;
/// Silence after which the other end counts as gone, in seconds. Both ends send something four times a second.
pub const UDP_SILENCE_S: i32 = 10;
