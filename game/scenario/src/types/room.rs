//! The exercise in the room: how long a class is, where its clock waits for people, and who takes which roles.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Condition, Role, limits};

/// Open decisions a seat has at most: people who talk about one thing at a time cannot hold more than three others.
pub const OPEN_DECISIONS_MAX: usize = 3;

/// A length of class that the exercise is cut to. Joining and debriefing are part of it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cut {
    /// Kebab-case id; its name is the text `cut.ID`.
    pub id: String,
    /// The whole class, in minutes on the wall.
    #[schemars(range(min = 10, max = 600))]
    pub class_min: u32,
    /// Joining, role cards, the normal day and the warm-up, in class minutes.
    #[schemars(range(min = 0, max = 120))]
    pub prebrief_min: u32,
    /// A break between play and debrief, in class minutes.
    #[serde(default)]
    #[schemars(range(min = 0, max = 60))]
    pub break_min: u32,
    /// The debrief, in class minutes. No overrun may take from it.
    #[schemars(range(min = 1, max = 240))]
    pub debrief_min: u32,
    /// The phases that the class plays, in order. Earlier ones that are left out are played by stand-ins before it.
    #[schemars(length(max = limits::PHASES_MAX))]
    pub phases: Vec<CutPhase>,
}

/// How a phase is played in a cut.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CutPhase {
    /// Phase id.
    pub phase: String,
    /// Class minutes for it.
    #[schemars(range(min = 1, max = 240))]
    pub class_min: u32,
    /// Longest huddle when something that nobody planned waits for a decision, in seconds of class time.
    #[schemars(range(min = 10, max = 150))]
    pub pause_s: u32,
    /// Where the clock waits for the team, whatever happens: budget rounds, operational periods, decision days.
    #[serde(default)]
    #[schemars(length(max = limits::STOPS_MAX))]
    pub stops: Vec<Stop>,
}

/// A place on the phase's clock where it crawls, so that a team can talk.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// Kebab-case id; its words are the text `stop.ID`.
    pub id: String,
    /// Simulated minutes after the phase's start.
    #[schemars(range(min = 0, max = 1000000))]
    pub at_min: u64,
    /// Longest huddle, in seconds of class time; less when the team is ready.
    #[schemars(range(min = 20, max = 300))]
    pub huddle_s: u32,
}

/// What a seat does in the unscored warm-up: it holds one fact, asks one colleague, and settles one decision.
///
/// Texts: `warm-up.ROLE.fact` (what this seat knows), `warm-up.ROLE.question`, and `warm-up.ROLE.OPTION` for each option.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WarmUp {
    /// The seat.
    pub role: Role,
    /// The colleague whose fact answers the question.
    pub asks: Role,
    /// Option ids.
    #[schemars(length(max = limits::OPTIONS_MAX))]
    pub options: Vec<String>,
    /// The option that the colleague's fact supports.
    pub right: String,
}

/// Who takes which roles in a team of this many people.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Merge {
    /// People in the team.
    #[schemars(range(min = 1, max = limits::TEAM_PEOPLE_MAX))]
    pub people: u32,
    /// The roles of each of them. Every role of the hospital is in it at least once.
    #[schemars(length(max = limits::TEAM_PEOPLE_MAX), inner(length(max = limits::ROLES_MAX)))]
    pub seats: Vec<Vec<Role>>,
}

/// "The next hospital": where response opens for a team that stopped its own attack, so that it plays on.
///
/// It starts as the team's own hospital stands, but the crew is set off in the named zones at once, or has done the named
/// steps. What follows is rated apart: what the team reached before is banked.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StrikeState {
    /// When this holds at the start of response, enough is left to do and no next hospital is needed.
    #[serde(default)]
    pub unless: Option<Condition>,
    /// Zones that are struck: the crew is in them.
    #[serde(default)]
    #[schemars(length(max = limits::ZONES_MAX))]
    pub zones: Vec<String>,
    /// Share of their devices that is encrypted, in percent.
    #[serde(default)]
    #[schemars(range(min = 0, max = 100))]
    pub share_percent: u32,
    /// Steps of the playbook that have succeeded there, for a crew that encrypts nothing.
    #[serde(default)]
    #[schemars(length(max = limits::STEPS_MAX))]
    pub steps: Vec<String>,
    /// Data that was taken before, in gigabytes.
    #[serde(default)]
    #[schemars(range(min = 0, max = 100000))]
    pub steals_gb: u32,
    /// Whether the backups that can be reached are destroyed.
    #[serde(default)]
    pub backups_destroyed: bool,
}
