//! Whole exercises without people: by stand-ins, by a policy file, and from a record.

use std::sync::Arc;

use codedark_protocol::{Command, Msg, Outcome, RefusalReason, Seat};
use codedark_scenario::{Role, Scenario};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::time::Minute;
use crate::exercise::record::{Act, Entry, RecordLine, RegionSetup, Setup, Skill};
use crate::exercise::{Exercise, StandIn, places};

/// How a whole exercise is played.
#[derive(Clone, Debug)]
pub enum Policy {
    /// Every seat is played by a stand-in of this skill.
    StandIns(Skill),
    /// Decisions from a file; the rest as it says.
    File(PolicyFile),
}

/// Decisions to play, as an author or a historian writes them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyFile {
    /// Version of the format: 1.
    #[schemars(range(min = 1, max = 1))]
    pub version: u32,
    /// Who plays what the file does not decide: `idle`, `novice` or `competent`.
    pub others: Skill,
    /// Decisions, in the order of their minutes.
    pub decisions: Vec<Decision>,
}

/// One decision. Some action ids are reserved. `agree`, `escalate` and `override` take a proposal's number as target,
/// `amend` the same with `:target`, `refuse` with `:reason`; `answer` takes `inject:option`, and `skip` an inject;
/// `withdraw` takes the action that was ordered, or `action:target`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// When.
    pub minute: Minute,
    /// Where; the first hospital without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hospital: Option<String>,
    /// Who.
    pub role: Role,
    /// What.
    pub action: String,
    /// On what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
}

impl Decision {
    /// The decision that a recorded order was.
    pub fn of(minute: Minute, seat: &Seat, command: &Command) -> Decision {
        let (action, target) = match command.clone() {
            Command::Act { action, target } => (action, target),
            Command::Agree { proposal } => ("agree".to_owned(), Some(proposal.to_string())),
            Command::Amend { proposal, target } => ("amend".to_owned(), Some(format!("{proposal}:{target}"))),
            Command::Refuse { proposal, reason } => {
                let reason = serde_json::to_value(reason).expect("a plain name");
                ("refuse".to_owned(), Some(format!("{proposal}:{}", reason.as_str().unwrap_or_default())))
            }
            Command::Answer { inject, option } => ("answer".to_owned(), Some(format!("{inject}:{option}"))),
            Command::Escalate { proposal } => ("escalate".to_owned(), Some(proposal.to_string())),
            Command::Override { proposal } => ("override".to_owned(), Some(proposal.to_string())),
            Command::Skip { inject } => ("skip".to_owned(), Some(inject)),
            Command::Withdraw { action, target: None } => ("withdraw".to_owned(), Some(action)),
            Command::Withdraw { action, target: Some(on) } => ("withdraw".to_owned(), Some(format!("{action}:{on}"))),
        };
        Decision { minute, hospital: Some(seat.hospital.clone()), role: seat.role, action, target }
    }

    /// The order it stands for; none when a reserved action's target is malformed.
    pub fn command(&self) -> Option<Command> {
        let target = self.target.as_deref();
        let pair = || target.and_then(|text| text.split_once(':'));
        let number = |text: &str| text.parse::<u32>().ok();
        Some(match self.action.as_str() {
            "agree" => Command::Agree { proposal: number(target?)? },
            "amend" => Command::Amend { proposal: number(pair()?.0)?, target: pair()?.1.to_owned() },
            "refuse" => {
                let reason: RefusalReason = serde_json::from_value(pair()?.1.into()).ok()?;
                Command::Refuse { proposal: number(pair()?.0)?, reason }
            }
            "escalate" => Command::Escalate { proposal: number(target?)? },
            "override" => Command::Override { proposal: number(target?)? },
            "skip" => Command::Skip { inject: target?.to_owned() },
            "withdraw" => {
                let (action, on) = pair().map_or((target?, None), |(action, on)| (action, Some(on.to_owned())));
                Command::Withdraw { action: action.to_owned(), target: on }
            }
            "answer" => Command::Answer { inject: pair()?.0.to_owned(), option: pair()?.1.to_owned() },
            action => Command::Act { action: action.to_owned(), target: self.target.clone() },
        })
    }
}

/// A decision that the exercise did not take.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Refused {
    /// The decision.
    pub decision: Decision,
    /// Why.
    pub reason: Msg,
}

/// A played exercise.
pub struct Played {
    /// At its end.
    pub exercise: Exercise,
    /// Everything that was done, for the record.
    pub entries: Vec<Entry>,
    /// Decisions of a policy file that were refused.
    pub refused: Vec<Refused>,
}

/// Stand-ins of a region, and when they look.
pub struct StandIns {
    /// One for each hospital, in the region's order.
    places: Vec<Place>,
}

/// Stand-ins of a hospital.
struct Place {
    players: Vec<StandIn>,
    /// What the hospital is.
    scenario: Arc<Scenario>,
    /// Its revision when they last looked.
    seen: Option<u64>,
    /// When the first of them wants to look by itself.
    wakes_at: Option<Minute>,
}

impl Place {
    fn note_when_they_wake(&mut self) {
        self.wakes_at = self.players.iter().filter_map(StandIn::wakes_at).min();
    }
}

impl StandIns {
    /// Stand-ins for all seats of the hospitals that `skill` gives one to.
    pub fn new(scenario: &Arc<Scenario>, seed: u64, region: &RegionSetup, skill: impl Fn(&str) -> Skill) -> StandIns {
        let scenarios = places::scenarios(scenario, region);
        let places = region.hospitals.iter().zip(scenarios).map(|(hospital, scenario)| {
            let skill = skill(&hospital.id);
            let seat = |role| Seat { hospital: hospital.id.clone(), role };
            let players = Role::EIGHT.into_iter().map(|role| StandIn::new(seat(role), skill, seed)).collect();
            let mut place = Place { players, scenario, seen: None, wakes_at: None };
            place.note_when_they_wake();
            place
        });
        StandIns { places: places.collect() }
    }

    /// The next minute at which one of them wants to look by itself.
    pub fn wakes_at(&self, plays: impl Fn(&Seat) -> bool) -> Option<Minute> {
        let mut first: Option<Minute> = None;
        for place in &self.places {
            if first.is_none_or(|first| place.wakes_at.is_some_and(|wakes_at| wakes_at < first)) {
                let players = place.players.iter().filter(|player| plays(player.seat()));
                first = players.filter_map(StandIn::wakes_at).chain(first).min();
            }
        }
        first
    }

    /// The next minute at which something happens by itself: an item of the exercise is due, or one of them looks again.
    pub fn next_at(&self, exercise: &Exercise, plays: impl Fn(&Seat) -> bool) -> Option<Minute> {
        let wakes = self.wakes_at(plays).map(|minute| minute.max(exercise.now() + 1));
        [exercise.next_due(), wakes].into_iter().flatten().min()
    }

    /// Plays to a minute, or to the end of the phase: from one thing that happens to the next, so that they answer at the
    /// right minute, however far that is. Gives the orders that were taken, with their minutes.
    pub fn play_to(
        &mut self,
        exercise: &mut Exercise,
        plays: impl Fn(&Seat) -> bool,
        until: Minute,
    ) -> Vec<(Minute, Act)> {
        let mut orders = Vec::new();
        while exercise.now() < until && !exercise.phase_done() {
            let now = exercise.now();
            let taken = self.look(exercise, &plays);
            orders.extend(taken.into_iter().map(|(seat, command)| (now, Act::Order { seat, command })));
            let next = self.next_at(exercise, &plays).unwrap_or(until);
            exercise.advance_in_phase(next.min(until));
        }
        orders
    }

    /// Lets those who have a reason look at their views, and does what they decide. Gives the orders that were taken.
    pub fn look(&mut self, exercise: &mut Exercise, plays: impl Fn(&Seat) -> bool) -> Vec<(Seat, Command)> {
        let minute = exercise.now();
        for (index, place) in self.places.iter_mut().enumerate() {
            let revision = Some(exercise.revision_at(index));
            if std::mem::replace(&mut place.seen, revision) != revision {
                place.players.iter_mut().for_each(|player| player.notice(minute));
                place.note_when_they_wake();
            }
        }
        let mut taken = Vec::new();
        for (index, place) in self.places.iter_mut().enumerate() {
            if place.wakes_at.is_none_or(|wakes_at| wakes_at > minute) {
                continue;
            }
            let due = |player: &&mut StandIn| player.is_due(minute) && plays(player.seat());
            let mut due = place.players.iter_mut().filter(due).peekable();
            while due.peek().is_some() {
                // They look one after the other until one decides: what it does is there for the next to see.
                let decided = exercise.at_a_glance(index, |scene| {
                    due.find_map(|player| {
                        let glance = &mut scene.glance(player.seat().role);
                        let commands = player.decide_at_a_glance(minute, glance, &place.scenario.actions);
                        (!commands.is_empty()).then(|| (player.seat().clone(), commands))
                    })
                });
                let commands =
                    decided.into_iter().flat_map(|(seat, all)| all.into_iter().map(move |one| (seat.clone(), one)));
                for (seat, command) in commands {
                    let act = Act::Order { seat, command };
                    if exercise.submit(minute, &act).is_ok()
                        && let Act::Order { seat, command } = act
                    {
                        taken.push((seat, command));
                    }
                }
            }
            place.note_when_they_wake();
        }
        taken
    }
}

/// Plays a whole exercise in one region.
pub fn play(scenario: Arc<Scenario>, seed: u64, region: &RegionSetup, policy: &Policy) -> Played {
    let exercise = Exercise::build(scenario, seed, region);
    play_out(exercise, seed, region, policy)
}

/// Plays an exercise that was just built, with its set-up.
pub fn play_out(exercise: Exercise, seed: u64, region: &RegionSetup, policy: &Policy) -> Played {
    let scenario = exercise.scenario().clone();
    let mut played = Played { exercise, entries: Vec::new(), refused: Vec::new() };
    let skill = match policy {
        Policy::StandIns(skill) => *skill,
        Policy::File(file) => file.others,
    };
    // A policy is that of the teams; a linked region's other hospitals are run as its scenario says.
    let given = |id: &str| region.hospitals.iter().find(|one| one.id == id && one.team.is_none());
    let of = |id: &str| given(id).filter(|_| region.linked).map_or(skill, |one| one.stand_in);
    let mut players = StandIns::new(&scenario, seed, region, of);
    let mut decisions: Vec<Decision> = match policy {
        Policy::File(file) => file.decisions.clone(),
        Policy::StandIns(_) => Vec::new(),
    };
    decisions.sort_by_key(|decision| decision.minute);
    decisions.reverse();
    for phase in 0..scenario.phases.len() as u32 {
        played.act(None, Act::Phase(phase));
        run_phase(&mut played, &mut players, &mut decisions, skill != Skill::Idle || region.linked);
    }
    played.act(None, Act::End);
    played
}

/// Runs one phase to its end.
fn run_phase(played: &mut Played, players: &mut StandIns, decisions: &mut Vec<Decision>, stand_ins: bool) {
    loop {
        let now = played.exercise.now();
        while decisions.last().is_some_and(|decision| decision.minute <= now) {
            let decision = decisions.pop().expect("looked at just now");
            played.decide(decision);
        }
        if stand_ins {
            for (seat, command) in players.look(&mut played.exercise, |_| true) {
                played.note(Some(0), Act::Order { seat, command });
            }
        }
        if played.exercise.phase_done() {
            return;
        }
        let decision = decisions.last().map(|decision| decision.minute);
        let next = players.next_at(&played.exercise, |_| stand_ins).into_iter().chain(decision).min();
        played.exercise.advance_in_running_phase(next.unwrap_or(u64::MAX));
    }
}

impl Played {
    fn note(&mut self, region: Option<u32>, act: Act) {
        let (sequence, minutes) = (self.entries.len() as u64, vec![self.exercise.now()]);
        self.entries.push(Entry { sequence, region, minutes, participant: 0, act, wall_ms: 0, number: None });
    }

    fn act(&mut self, region: Option<u32>, act: Act) {
        if self.exercise.submit(self.exercise.now(), &act).is_ok() {
            self.note(region, act);
        }
    }

    fn decide(&mut self, decision: Decision) {
        let first = self.exercise.hospitals().into_iter().next().unwrap_or_default();
        let hospital = decision.hospital.clone().unwrap_or(first);
        let seat = Seat { hospital, role: decision.role };
        let Some(command) = decision.command() else {
            return self.refused.push(Refused { decision, reason: Msg::new("refused-target") });
        };
        let act = Act::Order { seat, command };
        match self.exercise.submit(self.exercise.now(), &act) {
            Ok(()) => self.note(Some(0), act),
            Err(reason) => self.refused.push(Refused { decision, reason }),
        }
    }
}

/// Why a replay stopped.
#[derive(Clone, Debug, PartialEq)]
pub enum ReplayError {
    /// An entry that was accepted then is refused now: its position and the reason.
    Refused(u64, Msg),
    /// The state is not what the record says, at these minutes.
    OtherState(Vec<u64>),
    /// The results are not what the record says.
    OtherResults,
    /// An entry names a region that is not there.
    NoRegion(u64),
}

impl Exercise {
    /// Lives through a line of its class's record, as the region with this index.
    ///
    /// # Errors
    /// An entry is refused, or a mark tells another state. It has lived through the line all the same.
    pub fn replay_line(&mut self, index: usize, line: &RecordLine) -> Result<(), ReplayError> {
        match line {
            RecordLine::Header { .. } | RecordLine::Results { .. } => Ok(()),
            RecordLine::Entry(entry) => self.take_again(index, entry),
            RecordLine::Clock { minutes, .. } => {
                minutes.get(index).into_iter().for_each(|minute| self.advance(*minute));
                Ok(())
            }
            RecordLine::Mark { minutes, hashes } => {
                minutes.get(index).into_iter().for_each(|minute| self.advance(*minute));
                let same = hashes.get(index) == Some(&self.hash());
                if same { Ok(()) } else { Err(ReplayError::OtherState(minutes.clone())) }
            }
        }
    }

    /// Takes an entry of its class's record again, if it is one of this region's.
    ///
    /// # Errors
    /// It is refused.
    pub fn take_again(&mut self, index: usize, entry: &Entry) -> Result<(), ReplayError> {
        if entry.region.is_some_and(|region| region as usize != index) {
            return Ok(());
        }
        let minute = entry.minute_in(index).ok_or(ReplayError::NoRegion(entry.sequence))?;
        let done = self.submit_by(minute, entry.participant, &entry.act);
        done.map_err(|reason| ReplayError::Refused(entry.sequence, reason))
    }
}

/// A session re-run from its record.
pub struct Replay {
    /// Its regions, as far as it was applied.
    pub regions: Vec<Exercise>,
}

impl Replay {
    /// The session before its first entry.
    pub fn start(scenario: &Arc<Scenario>, setup: &Setup) -> Replay {
        let build = |region| Exercise::build(scenario.clone(), setup.seed, region);
        Replay { regions: setup.regions.iter().map(build).collect() }
    }

    /// Applies the next line.
    pub fn apply(&mut self, line: &RecordLine) -> Result<(), ReplayError> {
        match line {
            RecordLine::Entry(Entry { region: Some(region), sequence, .. })
                if *region as usize >= self.regions.len() =>
            {
                Err(ReplayError::NoRegion(*sequence))
            }
            RecordLine::Results { outcomes } if self.outcomes() != *outcomes => Err(ReplayError::OtherResults),
            line => self.regions.iter_mut().enumerate().try_for_each(|(index, region)| region.replay_line(index, line)),
        }
    }

    /// Outcomes, region by region, hospital by hospital.
    pub fn outcomes(&mut self) -> Vec<Outcome> {
        let regions = self.regions.iter_mut();
        regions
            .flat_map(|region| region.hospitals().into_iter().map(|id| region.outcome(&id)).collect::<Vec<_>>())
            .collect()
    }
}
