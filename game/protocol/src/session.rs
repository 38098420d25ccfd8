//! What everybody in the class sees of the session, and what the facilitator sees of the teams.

use codedark_scenario::Role;
use serde::{Deserialize, Serialize};

use crate::change::{row, view};

view! {
    /// The session as everybody in it sees it.
    SessionView, SessionChange {
        /// One row: the state of the class.
        class: ClassRow,
        /// Teams.
        teams: TeamRow,
        /// People, by participant id.
        people: PersonRow,
        /// Warm-ups of the seats that this person may see: all of the own team's.
        warm_ups: WarmUpRow,
        /// Lines of the teams' chat that this person may read, newest last; the last [`crate::CHAT_LINES_MAX`] of each team.
        /// A player's begin when they joined the team.
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
        /// Whether the minutes of the class stand, too: it goes on another day.
        adjourned: bool,
        /// Somebody says that something real has happened; none when nobody does.
        alarm: Option<Alarm>,
        /// Why nothing can be written at the moment, and so nothing is accepted; none when all is well.
        unwritten: Option<crate::Msg>,
        /// Speed in thousandths of the phase's normal pace.
        speed_milli: u32,
        /// Id of the cut that the class plays; empty when the scenario has none.
        cut: String,
        /// Class seconds until play ends, in steps of [`PLAY_LEFT_STEP_S`]; none before the class began or without a cut.
        play_left_s: Option<u32>,
        /// Whether teams see each other's results in the debrief.
        standings: bool,
        /// Whether all teams share one region.
        joint: bool,
        /// Who may join.
        door: Door,
        /// How far the ratings of the debrief are, in percent; none when none are being worked out. Until they come, the
        /// debrief shows quick scores.
        rating_percent: Option<u8>,
    }
}

/// Who may join a class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// Everybody who has the code.
    #[default]
    Open,
    /// Who joins waits outside until a facilitator lets them in.
    Approval,
    /// Nobody new.
    Locked,
}

/// Something real has happened, outside the exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alarm {
    /// Participant id of who said so.
    pub person: u32,
    /// Seconds until the class stops by itself; 0 when it has stopped.
    pub stops_in_s: u32,
}

/// Seconds from an alarm until the class stops by itself, when no facilitator has decided.
pub const ALARM_WAIT_S: u32 = 20;

/// Step in which the class's remaining time is told, in seconds: it need not be sent each second.
pub const PLAY_LEFT_STEP_S: u32 = 5;

/// Where a class stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// People join and choose roles.
    Lobby,
    /// The class began: role cards, the normal day and the warm-up.
    Briefing,
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
        /// Whether the team's simulation fails again and again: its exercise has ended, and its debrief is open.
        lost: bool,
        /// How the team's clock goes.
        pace: Pace,
        /// People of the team who said that they are ready, by participant id.
        ready: Vec<u32>,
    }
}

/// How a team's clock goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// It runs: nothing waits for anybody.
    Run,
    /// It crawls, so that the team can talk.
    Huddle {
        /// Stop id, whose words are the text `stop.ID`; none when something unplanned waits for a decision.
        stop: Option<String>,
        /// Seconds until it ends, when nobody is ready before.
        left_s: u32,
    },
}

row! {
    /// The warm-up of a seat. Fact, question and options come as texts to those who hold the seat.
    WarmUpRow by id: String {
        /// `team/role`, such as `t1/nursing_lead`.
        id: String,
        /// The seat's role.
        role: Role,
        /// The colleague to ask.
        asks: Role,
        /// Option ids, by name.
        options: Vec<String>,
        /// The option chosen, and whether the colleague's fact supports it. Nobody scores it.
        answer: Option<(String, bool)>,
    }
}

row! {
    /// Somebody in the class.
    PersonRow by id: u32 {
        /// Participant id.
        id: u32,
        /// The name they gave, told apart from others of the same name: `Anna (2)`.
        name: String,
        /// Team id, once chosen.
        team: Option<String>,
        /// Seats held.
        roles: Vec<Role>,
        /// Seats held before stepping out; empty for who did not.
        former: Vec<Role>,
        /// Whether a page of theirs is connected and gives signs of life.
        online: bool,
        /// Whether they said that they are called away.
        called_away: bool,
        /// Whether stand-ins play their seats until they are back.
        stood_in: bool,
        /// Participant id of the person they say they are, who is away.
        claims: Option<u32>,
        /// Roles of their team that they would like to share with who holds them.
        wants: Vec<Role>,
        /// Whether they run the exercise.
        facilitator: bool,
        /// Whether they watch: they see what facilitators see, and change nothing.
        observer: bool,
        /// Whether they wait outside until a facilitator lets them in. Only facilitators and they themselves are shown it.
        waits: bool,
        /// Whether a facilitator took them out of the class. Only facilitators are shown it.
        removed: bool,
    }
}

row! {
    /// A line of chat.
    ChatRow by id: u32 {
        /// Number of the line.
        id: u32,
        /// Id of the team whose chat it stands in.
        team: String,
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
        /// What is missing since the class's file was damaged.
        missing: OverviewMissing,
    }
}

row! {
    /// Something that could not be read back.
    OverviewMissing by id: u32 {
        /// Its place in the list.
        id: u32,
        /// What it is.
        what: crate::Msg,
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
