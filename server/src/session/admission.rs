//! Who may say what, in which stage: one table. Everything that a page says goes through it before anything else looks at it.
//!
//! A message without a row does not compile. What a row lets through may still be refused for what it says: a seat that is
//! not one's own, a team that does not exist.

use codedark_protocol::{ClientMsg, Direction, Msg, Stage};

use Speaker::{Facilitator, Member, Newcomer, Seated};
use Stage::{Briefing, Debrief, Lobby, Play};

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// Somebody who waits outside, or was removed.
    Outside,
    /// A player without a team.
    Newcomer,
    /// A player of a team, without a seat.
    Member,
    /// A player with a seat.
    Seated,
    /// Somebody who watches.
    Observer,
    /// Somebody who runs the class: the first or another.
    Facilitator,
}

/// A row of the table.
struct Row {
    who: &'static [Speaker],
    /// The refusal of players and facilitators who are not among them.
    others: &'static str,
    /// Stages in which it may be said, in order and without a gap.
    when: &'static [Stage],
}

const EVERYWHERE: &[Stage] = &[Lobby, Briefing, Play, Debrief];
const BEFORE_THE_END: &[Stage] = &[Lobby, Briefing, Play];
const PLAYERS: &[Speaker] = &[Newcomer, Member, Seated];

/// Whether this may be said by this speaker in this stage.
///
/// # Errors
/// It may not: the reason is one sentence.
pub fn admit(message: &ClientMsg, speaker: Speaker, stage: Stage) -> Result<(), Msg> {
    let row = row(message);
    let refused = match speaker {
        Speaker::Outside => "refused-outside",
        Speaker::Observer => "refused-observer",
        _ if !row.who.contains(&speaker) => row.others,
        _ if row.when.contains(&stage) => return Ok(()),
        _ if row.when.first().is_some_and(|first| (stage as u8) < *first as u8) => "refused-not-running",
        _ if stage == Debrief => "refused-ended",
        _ => "refused-already-started",
    };
    Err(Msg::new(refused))
}

fn row(message: &ClientMsg) -> Row {
    let (who, others, when): (&[Speaker], _, _) = match message {
        ClientMsg::Hello { .. } => (&[], "bye-garbage", EVERYWHERE),
        ClientMsg::Take { .. } | ClientMsg::Away { .. } => (PLAYERS, "refused-no-player", BEFORE_THE_END),
        ClientMsg::Share { .. } => (&[Seated], "refused-not-your-seat", BEFORE_THE_END),
        // Whatever a seat orders, and takes back.
        ClientMsg::Order { .. } | ClientMsg::Ready(_) => (&[Seated], "refused-not-your-seat", &[Play]),
        ClientMsg::WarmUp { .. } => (&[Seated], "refused-not-your-seat", &[Briefing]),
        ClientMsg::Chat { .. } => (&[Member, Seated, Facilitator], "refused-no-team", EVERYWHERE),
        ClientMsg::Alarm { .. } => (&[Newcomer, Member, Seated, Facilitator], "refused-no-player", BEFORE_THE_END),
        ClientMsg::Claim { .. } => (&[Newcomer, Member], "refused-no-claim", EVERYWHERE),
        ClientMsg::Direct { direction, .. } => (&[Facilitator], "refused-not-facilitator", directed(direction)),
    };
    Row { who, others, when }
}

/// In which stages a facilitator may say this.
fn directed(direction: &Direction) -> &'static [Stage] {
    match direction {
        Direction::Cut(_) | Direction::Joint(_) | Direction::Brief => &[Lobby],
        Direction::Deal | Direction::Start => &[Lobby, Briefing],
        Direction::Extend(_) | Direction::Adjourn | Direction::Pause(false) => &[Briefing, Play],
        Direction::Pause(true) | Direction::NextPhase { .. } | Direction::End | Direction::Inject { .. } => &[Play],
        Direction::Halt | Direction::GoOn | Direction::Speed(_) | Direction::Seat { .. } => BEFORE_THE_END,
        Direction::Standings(_)
        | Direction::Reunite { .. }
        | Direction::RefuseClaim { .. }
        | Direction::Door(_)
        | Direction::Admit { .. }
        | Direction::Rename { .. }
        | Direction::Observe { .. }
        | Direction::Remove { .. }
        | Direction::Restore { .. } => EVERYWHERE,
    }
}
