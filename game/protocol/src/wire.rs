//! The wire: messages, their bytes, and the limits on everything that comes in.
//!
//! One ordered stream each way. A frame is one postcard message. Both sides count the frames that a person was sent since
//! the welcome; after a broken connection the client says how many it had, and the server sends what it missed, or, when
//! that is too long ago, another welcome and whole views.

use serde::{Deserialize, Serialize};

use crate::{ActionCard, Catalogue, Command, Debrief, Direction, Msg, OverviewChange, Seat, SessionChange, ViewChange};

/// Version of the messages below. A hello with another one is refused.
pub const PROTOCOL_VERSION: u16 = 8;
/// Longest frame a client may send.
pub const INBOUND_BYTES_MAX: usize = 4096;
/// Frames a client may send in a second, on average and in a burst.
pub const INBOUND_FRAMES_PER_S: u32 = 20;
/// Longest name, in characters.
pub const NAME_CHARS_MAX: usize = 40;
/// Longest line of chat, in characters.
pub const CHAT_CHARS_MAX: usize = 300;
/// Lines of a team's chat that can be read back.
pub const CHAT_LINES_MAX: usize = 100;
/// Time between two beats of the server on a line, in milliseconds.
pub const BEAT_EVERY_MS: u64 = 4_000;
/// Silence after which a line counts as dead, on both sides, in milliseconds: three beats were missed.
pub const SILENCE_MAX_MS: u64 = 13_000;
/// Most acts that a page asks about after a broken connection.
pub const ASKS_MAX: usize = 32;

/// How far a page has read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Had {
    /// The number of the welcome that its frames followed.
    pub stream: u64,
    /// Frames since that welcome, without it; beats, goodbyes and [`ServerMsg::Resumed`] do not count.
    pub frames: u64,
}

/// What a client says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ClientMsg {
    /// First frame: who speaks.
    Hello {
        /// [`PROTOCOL_VERSION`].
        version: u16,
        /// The token that joining gave.
        token: String,
        /// How far this page has read; none for one that begins.
        had: Option<Had>,
        /// Numbers of acts that were sent and not answered, at most [`ASKS_MAX`]: were they done?
        asks: Vec<u64>,
    },
    /// Before or in play: take seats of a team. Replaces what was held. A seat that somebody of the team holds who is here is
    /// asked for: see [`crate::PersonRow::wants`].
    Take {
        /// Number of this act; see [`ClientMsg::Order`].
        number: u64,
        /// Team id.
        team: String,
        /// Roles; empty steps out, and stand-ins take over.
        roles: Vec<codedark_scenario::Role>,
    },
    /// An order of a seat.
    Order {
        /// Chosen by the page, never twice for one person, given back in [`ServerMsg::Answer`] and kept with the act: an act
        /// that arrives again is answered again and not done again.
        number: u64,
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
        /// Number of this act; see [`ClientMsg::Order`].
        number: u64,
        /// The act.
        direction: Direction,
    },
    /// A line of chat to the own team; from a facilitator, to the team named.
    Chat {
        /// Number of this act; see [`ClientMsg::Order`].
        number: u64,
        /// Team id.
        team: String,
        /// The line.
        text: String,
    },
    /// Something real has happened, outside the exercise.
    Alarm {
        /// Number of this act; see [`ClientMsg::Order`].
        number: u64,
    },
    /// Called away, or back: the seats stay, and stand-ins play them meanwhile.
    Away {
        /// Number of this act; see [`ClientMsg::Order`].
        number: u64,
        /// Whether away from now on.
        away: bool,
    },
    /// A newcomer says that they are this person, who is away; the facilitator decides.
    Claim {
        /// Number of this act; see [`ClientMsg::Order`].
        number: u64,
        /// Participant id.
        person: u32,
    },
    /// Somebody who holds a seat answers a colleague who wants to share it.
    Share {
        /// Number of this act; see [`ClientMsg::Order`].
        number: u64,
        /// Participant id of who asks.
        person: u32,
        /// The seat's role.
        role: codedark_scenario::Role,
        /// Whether they may.
        yes: bool,
    },
}

impl ClientMsg {
    /// The number that the page gave this act; none for what carries none.
    pub fn number(&self) -> Option<u64> {
        match self {
            ClientMsg::Take { number, .. }
            | ClientMsg::Order { number, .. }
            | ClientMsg::Direct { number, .. }
            | ClientMsg::Chat { number, .. }
            | ClientMsg::Alarm { number }
            | ClientMsg::Away { number, .. }
            | ClientMsg::Claim { number, .. }
            | ClientMsg::Share { number, .. } => Some(*number).filter(|number| *number != 0),
            ClientMsg::Hello { .. } | ClientMsg::Ready(_) | ClientMsg::WarmUp { .. } => None,
        }
    }
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
        /// The known map, the cards so far, and their words.
        catalogue: Catalogue,
        /// Number of this welcome.
        stream: u64,
        /// Of the acts that the hello asked about, those that were done.
        done: Vec<u64>,
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
    /// Words of rows that follow, as far as they were not sent before: key and text.
    Texts(Vec<(String, String)>),
    /// Answer to a numbered act: done and on the disk, or refused with the reason.
    Answer {
        /// The client's number; 0 for a refusal of something that carries none.
        number: u64,
        /// Why not.
        refused: Option<Msg>,
    },
    /// The exercise is over.
    Debrief(Vec<Debrief>),
    /// The connection ends, and why. Its place among these messages and its form never change: pages of every version
    /// read it.
    Bye(Msg),
    /// Answer to the hello of a page that can go on: what it missed follows.
    Resumed {
        /// Of the acts that the hello asked about, those that were done.
        done: Vec<u64>,
    },
    /// A sign of life, every [`BEAT_EVERY_MS`].
    Beat,
    /// What stand-ins did at this person's seats while they were away, oldest first.
    MeanwhileDone(Vec<Meanwhile>),
    /// A phase begins: its actions, by id, beside those of the catalogue.
    Cards(Vec<ActionCard>),
}

/// An order of a stand-in at the seat of somebody who was away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meanwhile {
    /// Minute of the hospital's clock.
    pub at_min: u64,
    /// The seat.
    pub seat: Seat,
    /// What was ordered.
    pub command: Command,
}

/// Most orders of stand-ins that somebody who comes back is told, the newest.
pub const MEANWHILE_MAX: usize = 12;

/// Why bytes are not a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// Longer than [`INBOUND_BYTES_MAX`].
    TooLong,
    /// A hello of another version.
    OtherVersion,
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
        _ if is_other_hello(bytes) => Err(DecodeError::OtherVersion),
        _ => Err(DecodeError::Garbage),
    }
}

/// Whether these bytes begin as the hello of every version does, and name another one.
fn is_other_hello(bytes: &[u8]) -> bool {
    let version = bytes.strip_prefix(&[0]).and_then(|rest| postcard::take_from_bytes::<(u16, String)>(rest).ok());
    version.is_some_and(|((version, _), _)| version != PROTOCOL_VERSION)
}

/// Reads a server's frame.
pub fn decode_server(bytes: &[u8]) -> Result<ServerMsg, DecodeError> {
    postcard::from_bytes(bytes).map_err(|_| DecodeError::Garbage)
}
