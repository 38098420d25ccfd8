//! The exercise around the model: phases, injects, duties, objectives, patients to follow.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::measure::Range;
use super::{
    Action, Adversary, Audience, CalibrationPoint, Condition, Cut, Duty, Effect, History, Hospital, Measure, Merge,
    Phase, Region, Role, StrikeState, Texts, WarmUp, limits,
};

/// A whole exercise, after its libraries were drawn in and its overrides merged.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Version of the scenario language: 1.
    #[schemars(range(min = 1, max = 1))]
    pub version: u32,
    /// Kebab-case id; the title players see is the text `scenario.title`.
    pub id: String,
    /// Local civil time of minute 0, as `2021-02-15T08:00`.
    pub starts: String,
    /// The hospital every team runs.
    pub hospital: Hospital,
    /// The hospitals around it; without one, each team has its hospital for itself.
    #[serde(default)]
    pub region: Option<Region>,
    /// Who attacks.
    pub adversary: Adversary,
    /// What roles can do.
    #[schemars(length(max = limits::ACTIONS_MAX))]
    pub actions: Vec<Action>,
    /// The four phases, in order.
    #[schemars(length(max = limits::PHASES_MAX))]
    pub phases: Vec<Phase>,
    /// What people outside do.
    #[serde(default)]
    #[schemars(length(max = limits::INJECTS_MAX))]
    pub injects: Vec<Inject>,
    /// Legal clocks.
    #[serde(default)]
    #[schemars(length(max = limits::DUTIES_MAX))]
    pub duties: Vec<Duty>,
    /// Patients whose course the class follows.
    #[serde(default)]
    #[schemars(length(max = limits::PATIENTS_MAX))]
    pub patients: Vec<Patient>,
    /// What is rated. Only a scenario that is there for its calibration may do without.
    #[serde(default)]
    #[schemars(length(max = limits::OBJECTIVES_MAX))]
    pub objectives: Vec<Objective>,
    /// Lengths of class it can be played in, the usual one first; without one, only the phases' own pace.
    #[serde(default)]
    #[schemars(length(max = limits::CUTS_MAX))]
    pub cuts: Vec<Cut>,
    /// Where response opens for a team that stopped its attack.
    #[serde(default)]
    pub strike_state: Option<StrikeState>,
    /// The first minutes together, a small decision for each seat.
    #[serde(default)]
    #[schemars(length(max = limits::ROLES_MAX))]
    pub warm_up: Vec<WarmUp>,
    /// Who takes which roles in smaller and larger teams.
    #[serde(default)]
    #[schemars(length(max = limits::TEAM_PEOPLE_MAX))]
    pub merges: Vec<Merge>,
    /// What was published about the incident that the scenario is built on.
    #[serde(default)]
    #[schemars(length(max = limits::FIGURES_MAX))]
    pub calibration: Vec<CalibrationPoint>,
    /// What was decided in that incident.
    #[serde(default)]
    pub history: History,
    /// Words for people.
    pub texts: Texts,
}

impl Scenario {
    /// Every condition that is written in it, each as a whole.
    pub fn conditions(&self) -> Vec<&Condition> {
        let actions = self.actions.iter().filter_map(|action| action.requires.as_ref());
        let phases = self.phases.iter().filter_map(|phase| phase.ends.as_ref());
        let injects = self.injects.iter().filter_map(|inject| inject.when.as_ref());
        let duties = self.duties.iter().flat_map(|duty| std::iter::once(&duty.starts).chain(&duty.content));
        let objectives = self
            .objectives
            .iter()
            .flat_map(|it| it.measure.since().into_iter().chain(&it.only_if).chain(&it.capped_by));
        let unless = self.strike_state.iter().filter_map(|strike| strike.unless.as_ref());
        actions.chain(phases).chain(injects).chain(duties).chain(objectives).chain(unless).collect()
    }

    /// Last minute of the exercise, if no phase ends early.
    pub fn end_min(&self) -> u64 {
        self.phases.iter().fold(0, |sum, phase| sum.saturating_add(phase.length_min))
    }

    /// The least and the most that a measure can be at any minute of the exercise, whatever is decided.
    ///
    /// A test plays the shipped exercises and finds every measure in it: what lies outside is refused as impossible.
    pub fn range(&self, measure: Measure) -> (i64, i64) {
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        // Places of a region have sizes and hospitals of their own.
        let alone = self.region.is_none();
        let devices = if alone { i64::try_from(self.hospital.devices(100)).unwrap_or(i64::MAX) } else { i64::MAX };
        match measure.range() {
            Range::YesOrNo => (0, 1),
            Range::Share => (0, 1000),
            Range::AtMostAll => (i64::MIN, 1000),
            Range::AllDevices => (if alone { devices } else { 0 }, devices),
            Range::Devices => (0, devices),
            Range::Zones if alone => (0, count(self.hospital.zones.len())),
            Range::Duties => (0, count(self.duties.len())),
            Range::Audiences => (0, count(Audience::ALL.len())),
            Range::Minutes => (-1, i64::try_from(self.end_min()).unwrap_or(i64::MAX)),
            Range::Count | Range::Zones => (0, i64::MAX),
            Range::Any => (i64::MIN, i64::MAX),
        }
    }

    /// What an action costs, in cents: its own price, and the ransom where it pays one.
    pub fn price_cents(&self, action: &Action) -> i64 {
        action.cost_cents + if action.pays_ransom() { self.adversary.ransom_cents } else { 0 }
    }
}

/// Something people outside do: a call, a letter, a question.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inject {
    /// Kebab-case id; its heading is the text `inject.ID`, its body `inject.ID.text`.
    pub id: String,
    /// Who receives it.
    pub role: Role,
    /// When it fires; without one only the facilitator hands it out.
    #[serde(default)]
    pub when: Option<Condition>,
    /// Answers to choose from; empty means it only informs.
    #[serde(default)]
    #[schemars(length(max = limits::OPTIONS_MAX))]
    pub options: Vec<InjectOption>,
    /// Minutes to answer; then the last option is taken.
    #[serde(default)]
    #[schemars(range(min = 0, max = 100000))]
    pub deadline_min: u64,
    /// Whether it shows death, children or despair: marked, and can be skipped.
    #[serde(default)]
    pub distressing: bool,
}

/// One answer to an inject.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InjectOption {
    /// Kebab-case id; its words are the text `inject.INJECT.ID`.
    pub id: String,
    /// What it changes.
    #[serde(default)]
    #[schemars(length(max = limits::EFFECTS_MAX))]
    pub effects: Vec<Effect>,
    /// How good it is, 0 to 100; the reason is the text `inject.INJECT.best`.
    #[schemars(range(min = 0, max = 100))]
    pub credit: u32,
}

/// A patient whose course the class follows.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Patient {
    /// Kebab-case id; the story is the text `patient.ID`.
    pub id: String,
    /// Service that must treat them.
    pub service: String,
    /// Minutes after the strike (or after the response phase opened, when there was none) that they arrive.
    #[schemars(range(min = 0, max = limits::MINUTES_MAX))]
    pub arrives_min: u64,
    /// Minutes of treatment when all works.
    #[schemars(range(min = 1, max = 100000))]
    pub takes_min: u64,
    /// Minutes after which treatment is late.
    #[schemars(range(min = 1, max = 100000))]
    pub window_min: u64,
}

/// Something that is rated.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Objective {
    /// Kebab-case id; its words are the text `objective.ID`.
    pub id: String,
    /// Phase it belongs to.
    pub phase: String,
    /// Role that answers for it.
    pub role: Role,
    /// Whether it rates what was done, or what came of it.
    pub kind: ObjectiveKind,
    /// Weight in the score.
    #[schemars(range(min = 1, max = 100))]
    pub weight: u32,
    /// How it is measured.
    pub measure: Target,
    /// Unsafe shortcuts: where any of these held by the end of the phase, the objective reaches an M at most. Safety
    /// outranks speed.
    #[serde(default)]
    #[schemars(length(max = limits::PARTS_MAX))]
    pub capped_by: Vec<Condition>,
    /// Observed only where this came true by the end of the phase. Where nobody came, nobody was found and nothing was
    /// kept: that is neither a success nor a failure. An act's `since` says so already.
    #[serde(default)]
    pub only_if: Option<Condition>,
}

impl Objective {
    /// What must have come true before it is observed: for an act, that from which its clock counts.
    pub fn reason(&self) -> Option<&Condition> {
        self.measure.since().or(self.only_if.as_ref())
    }
}

/// Process is rated apart from outcome, since luck drives outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum ObjectiveKind {
    /// The right task, in order, in time, by the right role.
    Process,
    /// Care delivered, data, cost, duty.
    Outcome,
}

/// How an objective is measured. Attainment runs from 0 to 1.
///
/// An outcome can be rated twice. The quick score, which every run prints, lies between the `worst` and `best` that the
/// scenario gives for its own hospital; in another one of the region, what counts patients or lost devices grows and
/// shrinks with them. The rating after class replaces it: there the two ends are what idle and what competent play reach from
/// the state that the team brought into the phase, so that nobody pays for an earlier phase twice. Acts and answers are
/// rated once, by the scenario's own numbers.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub enum Target {
    /// How hard the hospital is to hurt at the end of the phase. The quick score takes `posture_milli`; the rating after
    /// class runs the hospital forward under attack, by every entry route, and compares the care-minutes lost.
    Posture {
        /// Value of `posture_milli` that earns nothing in the quick score.
        #[schemars(range(min = -limits::MEASURE_MAX, max = limits::MEASURE_MAX))]
        worst: i64,
        /// Value that earns everything.
        #[schemars(range(min = -limits::MEASURE_MAX, max = limits::MEASURE_MAX))]
        best: i64,
    },
    /// A measure at the end of the phase, from 0 at `worst` to 1 at `best`.
    Level {
        /// What is measured.
        measure: Measure,
        /// Value that earns nothing in the quick score.
        #[schemars(range(min = -limits::MEASURE_MAX, max = limits::MEASURE_MAX))]
        worst: i64,
        /// Value that earns everything.
        #[schemars(range(min = -limits::MEASURE_MAX, max = limits::MEASURE_MAX))]
        best: i64,
    },
    /// What a measure grew by during the phase, from 0 at `worst` to 1 at `best`.
    Growth {
        /// What is measured.
        measure: Measure,
        /// Growth that earns nothing in the quick score.
        #[schemars(range(min = -limits::MEASURE_MAX, max = limits::MEASURE_MAX))]
        worst: i64,
        /// Growth that earns everything.
        #[schemars(range(min = -limits::MEASURE_MAX, max = limits::MEASURE_MAX))]
        best: i64,
    },
    /// One of these actions completed, counted from the moment its reason could first be seen.
    ///
    /// With a `since` that another role knows, it rates communication: the right role acting on what a colleague knew.
    Act {
        /// Any of these satisfies it.
        #[schemars(length(max = limits::NAMES_MAX))]
        any: Vec<String>,
        /// From when the clock counts: the first minute this holds. Without it, the start of the phase. It must rest on
        /// something the team can see, such as `Knows(security_lead, intrusion)`: nobody is late for what was hidden.
        since: Option<Condition>,
        /// Minutes that still earn everything.
        #[schemars(range(min = 0, max = limits::MINUTES_MAX))]
        within_min: u64,
        /// Minutes after which nothing is earned.
        #[schemars(range(min = 0, max = limits::MINUTES_MAX))]
        late_min: u64,
    },
    /// The mean credit of the answers given to these injects.
    Answers(#[schemars(length(max = limits::NAMES_MAX))] Vec<String>),
}

impl Target {
    /// What it counts from, where it says so.
    fn since(&self) -> Option<&Condition> {
        match self {
            Target::Act { since, .. } => since.as_ref(),
            _ => None,
        }
    }
}
