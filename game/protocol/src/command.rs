//! What can be said to an exercise. Every command that is accepted is an entry of the record.

use codedark_scenario::Role;
use serde::{Deserialize, Serialize};

/// A place at the table: a role of a hospital. It always exists, held by people or by a stand-in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Seat {
    /// Id of the hospital in its region, such as `h1`.
    pub hospital: String,
    /// The role.
    pub role: Role,
}

/// An order of a seat to its hospital.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// Do an action of the library.
    Act {
        /// Action id.
        action: String,
        /// What it is done to: the id of a zone, case, service or group; none for the whole hospital.
        target: Option<String>,
    },
    /// Agree to a colleague's proposal.
    Agree {
        /// Proposal id.
        proposal: u32,
    },
    /// Agree, but to another target.
    Amend {
        /// Proposal id.
        proposal: u32,
        /// The target instead of the proposed one.
        target: String,
    },
    /// Refuse a colleague's proposal.
    Refuse {
        /// Proposal id.
        proposal: u32,
        /// Why: one of the [`RefusalReason`]s, so that no free text enters the record.
        reason: RefusalReason,
    },
    /// Choose an answer to an inject.
    Answer {
        /// Inject id.
        inject: String,
        /// Option id.
        option: String,
    },
    /// Take the refusal of one's own proposal to the commander.
    Escalate {
        /// Proposal id.
        proposal: u32,
    },
    /// The commander lets a refused or escalated proposal go ahead, on record.
    Override {
        /// Proposal id.
        proposal: u32,
    },
    /// Leave a distressing inject unanswered: modelled staff answer it, and nobody is rated for it.
    Skip {
        /// Inject id.
        inject: String,
    },
    /// Take back one's own order while nobody has answered it, and before its work begins. It is named as it was given: of an
    /// action and a target one order is open at most.
    Withdraw {
        /// Action id.
        action: String,
        /// What it was to be done to.
        target: Option<String>,
    },
}

/// Why a colleague says no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalReason {
    /// It would hurt patients now.
    PatientSafety,
    /// Not now, later.
    NotNow,
    /// Too little is known.
    Unclear,
    /// It costs too much.
    TooDear,
}

/// An act of the facilitator on the whole class, or on one region's hospital.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// In the lobby: how long the class is, as one of the scenario's cuts, by id.
    Cut(String),
    /// In the lobby: whether all teams share one region, or each plays in its own.
    Joint(bool),
    /// Gives out the roles of each team to the people who are in it, as the scenario's merges say.
    Deal,
    /// Begins the class: role cards, the normal day and the warm-up. From here the class's minutes count.
    Brief,
    /// Opens the exercise: the first phase of the cut begins.
    Start,
    /// Gives the class more minutes, or fewer: the debrief begins that much later.
    Extend(i32),
    /// Whether teams see each other's results in the debrief.
    Standings(bool),
    /// Stops or starts the clocks. What a stop takes is missing in play; see [`Direction::Adjourn`].
    Pause(bool),
    /// Stops the clocks and the minutes of the class: it goes on another day, with `Pause(false)`.
    Adjourn,
    /// Something real has happened: stops the class at once, clocks and minutes.
    Halt,
    /// The alarm was none, or is over: what it stopped goes on.
    GoOn,
    /// Sets the speed of the clocks, in thousandths of the phase's normal pace.
    Speed(u32),
    /// Ends this phase for all regions. Refused when it has ended already, so that two presses are one.
    NextPhase {
        /// Index of the phase that ends.
        ends: u32,
    },
    /// A newcomer is the person who is away, as they say: they get that person's seats.
    Reunite {
        /// Participant id of the newcomer.
        newcomer: u32,
        /// Participant id that they go on under.
        person: u32,
    },
    /// A newcomer is not who they say: they stay a person of their own.
    RefuseClaim {
        /// Participant id of the newcomer.
        newcomer: u32,
    },
    /// Ends the exercise and opens the debrief.
    End,
    /// Hands out an inject to one hospital, or to all.
    Inject {
        /// Inject id.
        inject: String,
        /// Hospital id; none for all of the region.
        hospital: Option<String>,
    },
    /// Who may join from now on.
    Door(crate::Door),
    /// People who wait outside come in.
    Admit {
        /// Participant ids.
        people: Vec<u32>,
    },
    /// Somebody has another name from now on.
    Rename {
        /// Participant id.
        person: u32,
        /// The name.
        name: String,
    },
    /// Somebody sits in this team with these seats, and leaves all others.
    Seat {
        /// Participant id.
        person: u32,
        /// Team id.
        team: String,
        /// Roles; empty for none.
        roles: Vec<Role>,
    },
    /// Somebody watches from now on, or plays again.
    Observe {
        /// Participant id.
        person: u32,
        /// Whether they watch.
        watches: bool,
    },
    /// Somebody leaves the class, or is not let in.
    Remove {
        /// Participant id.
        person: u32,
    },
    /// Somebody who was removed is in the class again, with the seats that are free.
    Restore {
        /// Participant id.
        person: u32,
    },
}

/// Speed above which the facilitator's page asks first, in thousandths of the normal pace: beyond it a phase is over before
/// anybody has read a sentence.
pub const SPEED_ASK_MILLI: u32 = 10_000;

/// Fastest speed a facilitator can set, in thousandths of the normal pace.
pub const SPEED_MAX_MILLI: u32 = 1_000_000;

/// Most class minutes that a facilitator adds or takes at once.
pub const EXTEND_MIN_MAX: i32 = 120;
