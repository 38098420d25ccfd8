//! What everybody in the class sees of the session, and what the facilitator sees of the teams.

use codedark_scenario::Role;
use serde::{Deserialize, Serialize};

use crate::view::{row, view};

view! {
    /// The session as everybody in it sees it.
    SessionView, SessionChange {
        /// One row: the state of the class.
        class: ClassRow,
        /// Teams.
        teams: TeamRow,
        /// People, by participant id.
        people: PersonRow,
        /// Lines of the teams' chat that this person may read, newest last; the last [`crate::CHAT_LINES_MAX`].
        chat: ChatRow,
    }
}

row! {
    /// The state of the class.
    ClassRow by id: u8 {
        /// Always 0: there is one.
        id: u8,
        /// Where the class stands.
        stage: Stage,
        /// Index of the running phase in the scenario.
        phase: u32,
        /// Whether the clocks stand.
        paused: bool,
        /// Speed in thousandths of the phase's normal pace.
        speed_milli: u32,
    }
}

/// Where a class stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// People join and choose roles.
    Lobby,
    /// The exercise runs.
    Play,
    /// It is over: the debrief is open.
    Debrief,
}

row! {
    /// A team.
    TeamRow by id: String {
        /// Team id: `t1`, `t2`.
        id: String,
        /// Hospital id in its region.
        hospital: String,
        /// The region's clock, in minutes since the scenario's start.
        minute: u64,
        /// Whether the team reached the end of the phase and waits for the others.
        waiting: bool,
        /// Whether the team's simulation stopped and is being rebuilt from its record.
        rebuilding: bool,
    }
}

row! {
    /// Somebody in the class.
    PersonRow by id: u32 {
        /// Participant id.
        id: u32,
        /// The name they gave.
        name: String,
        /// Team id, once chosen.
        team: Option<String>,
        /// Seats held.
        roles: Vec<Role>,
        /// Whether a page of theirs is connected.
        online: bool,
        /// Whether they run the exercise.
        facilitator: bool,
    }
}

row! {
    /// A line of chat.
    ChatRow by id: u32 {
        /// Number of the line.
        id: u32,
        /// Who wrote it.
        person: u32,
        /// What they wrote.
        text: String,
    }
}

view! {
    /// What the facilitator sees: teams side by side, and the truth.
    Overview, OverviewChange {
        /// Truth figures of each team: key is `team/figure`.
        figures: OverviewFigure,
        /// What happened in each team.
        events: OverviewEvent,
        /// Injects that can be handed out, by id.
        injects: OverviewInject,
    }
}

row! {
    /// A number of a team.
    OverviewFigure by id: String {
        /// `team/measure`, such as `t1/devices_compromised`.
        id: String,
        /// Its value.
        value: i64,
    }
}

row! {
    /// An event of a team.
    OverviewEvent by id: String {
        /// `team/number`, the number with six digits.
        id: String,
        /// Team id.
        team: String,
        /// Minute.
        at_min: u64,
        /// What happened.
        what: crate::Msg,
    }
}

row! {
    /// An inject of the scenario.
    OverviewInject by id: String {
        /// Inject id.
        id: String,
        /// Teams that have received it, by id.
        received: Vec<String>,
    }
}
