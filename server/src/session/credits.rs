//! Credits: how much of each kind somebody may ask for. They are held by the person, so that another connection gives no
//! more, and are counted on the class's own clock.
//!
//! Nobody is cut off for pressing quickly: what is over the credit is refused with one sentence, and counted.

use std::collections::BTreeMap;

use codedark_protocol::ClientMsg;

use crate::gateway::Allowance;

/// What is counted apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Joining: counted for the whole class.
    Join,
    /// A page says whose it is: costs the words and whole views.
    Hello,
    /// Lines of chat.
    Chat,
    /// Seats, and what concerns them.
    Take,
    /// Orders, and what else is part of playing.
    Order,
    /// Something real has happened. Apart from all else, so that nothing is in its way.
    Alarm,
    /// Acts of facilitators.
    Direct,
}

impl Kind {
    /// What a message counts as.
    pub fn of(message: &ClientMsg) -> Kind {
        match message {
            ClientMsg::Hello { .. } => Kind::Hello,
            ClientMsg::Chat { .. } => Kind::Chat,
            ClientMsg::Take { .. } | ClientMsg::Share { .. } | ClientMsg::Away { .. } | ClientMsg::Claim { .. } => {
                Kind::Take
            }
            ClientMsg::Order { .. } | ClientMsg::Ready(_) | ClientMsg::WarmUp { .. } => Kind::Order,
            ClientMsg::Alarm { .. } => Kind::Alarm,
            ClientMsg::Direct { .. } => Kind::Direct,
        }
    }

    /// The word that programs read.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Join => "join",
            Kind::Hello => "hello",
            Kind::Chat => "chat",
            Kind::Take => "take",
            Kind::Order => "order",
            Kind::Alarm => "alarm",
            Kind::Direct => "direct",
        }
    }

    /// So many a second on average, and so many at once.
    fn rate(self) -> (u32, u32) {
        match self {
            // A class of 70 comes through the door in a few seconds, and a flood leaves room for those who come after it.
            Kind::Join => (10, 100),
            Kind::Hello => (1, 10),
            Kind::Chat | Kind::Take | Kind::Alarm => (1, 5),
            Kind::Order => (4, 12),
            Kind::Direct => (5, 20),
        }
    }
}

/// What somebody may still ask for.
#[derive(Default)]
pub struct Credits(BTreeMap<Kind, Allowance>);

impl Credits {
    /// Takes one of this kind; false when there is none left.
    pub fn take(&mut self, kind: Kind, now_ms: u64) -> bool {
        let (per_s, burst) = kind.rate();
        self.0.entry(kind).or_insert_with(|| Allowance::with_burst(per_s, burst, now_ms)).take(1, now_ms)
    }
}

/// How often each kind was refused.
pub type TooQuick = BTreeMap<Kind, u64>;
