//! The words both sides share: what a seat may say, what it may see, and how both cross the wire.
//!
//! Nothing here decides anything, and nothing here is a sentence: what people read is a [`Msg`], an id with arguments,
//! which the client turns into words.

mod catalogue;
mod change;
mod command;
mod debrief;
mod load;
mod session;
mod shown;
mod udp;
mod view;
mod wire;
mod words;

pub use catalogue::*;
pub use change::*;
pub use codedark_scenario::{CivilTime, ObjectiveKind, Role, TargetKind};
pub use command::*;
pub use debrief::*;
pub use load::*;
pub use session::*;
pub use shown::*;
pub use udp::*;
pub use view::*;
pub use wire::*;
pub use words::*;
