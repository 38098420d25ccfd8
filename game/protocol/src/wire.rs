//! The wire: messages, their bytes, and the limits on everything that comes in.
//!
//! One ordered stream each way. A frame is one postcard message. The server numbers what it sends to a person; after a
//! broken connection the client says what it last had, and the server sends whole views from there.

use serde::{Deserialize, Serialize};

use crate::{Catalogue, Command, Debrief, Direction, Msg, OverviewChange, Seat, SessionChange, ViewChange};

/// Version of the messages below. A hello with another one is refused.
pub const PROTOCOL_VERSION: u16 = 5;
/// Longest frame a client may send.
pub const INBOUND_BYTES_MAX: usize = 4096;
/// Frames a client may send in a second, on average and in a burst.
pub const INBOUND_FRAMES_PER_S: u32 = 20;
/// Longest name, in characters.
pub const NAME_CHARS_MAX: usize = 40;
/// Longest line of chat, in characters.
pub const CHAT_CHARS_MAX: usize = 300;
/// Lines of chat a person can read back.
pub const CHAT_LINES_MAX: usize = 100;

/// What a client says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ClientMsg {
    /// First frame: who speaks.
    Hello {
        /// [`PROTOCOL_VERSION`].
        version: u16,
        /// The token that joining gave.
        token: String,
    },
    /// In the lobby or in play: take seats of a team. Replaces what was held.
    Take {
        /// Team id.
        team: String,
        /// Roles; empty steps out, and stand-ins take over.
        roles: Vec<codedark_scenario::Role>,
    },
    /// An order of a seat.
    Order {
        /// Number chosen by the client, given back in [`ServerMsg::Answer`].
        number: u32,
        /// The seat that speaks.
        seat: Seat,
        /// What it says.
        command: Command,
    },
    /// Ready for the clock to go on, or not after all. Forgotten when the huddle ends.
    Ready(bool),
    /// Settles the warm-up decision of a seat.
    WarmUp {
        /// The seat's role.
        role: codedark_scenario::Role,
        /// Option id.
        option: String,
    },
    /// An act of the facilitator.
    Direct {
        /// Number chosen by the client.
        number: u32,
        /// The act.
        direction: Direction,
    },
    /// A line of chat to the own team; from a facilitator, to the team named.
    Chat {
        /// Team id.
        team: String,
        /// The line.
        text: String,
    },
}

/// What the server says.
#[allow(clippy::large_enum_variant, reason = "a message lives until its bytes are written, and few exist at once")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ServerMsg {
    /// Answer to the hello: who you are. Whole views follow as changes from the empty view.
    Welcome {
        /// Participant id.
        person: u32,
        /// Whether you run the exercise.
        facilitator: bool,
        /// The six characters or more that others join with.
        code: String,
        /// Words and map.
        catalogue: Catalogue,
    },
    /// The session changed.
    Session(SessionChange),
    /// A seat of yours sees something new. `whole` tells that the change starts from an empty view.
    Seat {
        /// The seat.
        seat: Seat,
        /// Start from an empty view.
        whole: bool,
        /// What changed.
        change: ViewChange,
    },
    /// You no longer hold this seat.
    Unseat(Seat),
    /// The facilitator's overview changed.
    Overview(OverviewChange),
    /// Words that came with an inject: key and text.
    Texts(Vec<(String, String)>),
    /// Answer to an order, a direction, a chat line: accepted, or refused with the reason.
    Answer {
        /// The client's number.
        number: u32,
        /// Why not.
        refused: Option<Msg>,
    },
    /// The exercise is over.
    Debrief(Vec<Debrief>),
    /// The connection ends, and why.
    Bye(Msg),
}

/// Why bytes are not a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// Longer than [`INBOUND_BYTES_MAX`].
    TooLong,
    /// Not a message of this version.
    Garbage,
}

/// The bytes of a message.
pub fn encode<M: Serialize>(message: &M) -> Vec<u8> {
    postcard::to_stdvec(message).expect("every message can be written: it holds plain data only")
}

/// Reads a client's frame. Bytes left over after the message are garbage, too.
pub fn decode_client(bytes: &[u8]) -> Result<ClientMsg, DecodeError> {
    if bytes.len() > INBOUND_BYTES_MAX {
        return Err(DecodeError::TooLong);
    }
    match postcard::take_from_bytes(bytes) {
        Ok((message, [])) => Ok(message),
        _ => Err(DecodeError::Garbage),
    }
}

/// Reads a server's frame.
pub fn decode_server(bytes: &[u8]) -> Result<ServerMsg, DecodeError> {
    postcard::from_bytes(bytes).map_err(|_| DecodeError::Garbage)
}
