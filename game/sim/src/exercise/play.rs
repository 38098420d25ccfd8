//! Whole exercises without people: by stand-ins, and by a policy file.

use std::sync::Arc;

use codedark_protocol::{Command, Msg, RefusalReason, Seat};
use codedark_scenario::{Role, Scenario};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::time::Minute;
use crate::exercise::record::{Act, Entry, RegionSetup, Skill};
use crate::exercise::simple::{Eager, SimplePolicy};
use crate::exercise::{Exercise, StandIn, places};

/// How a whole exercise is played.
#[derive(Clone, Debug)]
pub enum Policy {
    /// Every seat is played by a stand-in of this skill.
    StandIns(Skill),
    /// Decisions from a file; the rest as it says.
    File(PolicyFile),
    /// A simple rule, whatever happens.
    Simple(SimplePolicy),
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
#[derive(Clone)]
pub struct StandIns {
    /// One for each hospital, in the region's order.
    places: Vec<Place>,
    /// Actions before whose first order they stop.
    watched: Vec<String>,
}

/// Stand-ins of a hospital.
#[derive(Clone)]
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

    /// Lets those who are due decide. Stops before the first order of an action that is watched for, and gives that action.
    fn decide(
        &mut self,
        exercise: &mut Exercise,
        index: usize,
        plays: &impl Fn(&Seat) -> bool,
        watched: &mut Vec<String>,
        taken: &mut Vec<(Seat, Command)>,
    ) -> Option<String> {
        let (minute, actions) = (exercise.now(), &self.scenario.actions);
        let due = |player: &&mut StandIn| player.is_due(minute) && plays(player.seat());
        let mut due = self.players.iter_mut().filter(due).peekable();
        while due.peek().is_some() {
            // They look one after the other until one decides: what it does is there for the next to see.
            let decided = exercise.at_a_glance(index, |scene| {
                due.find_map(|player| {
                    let glance = &scene.glance(player.seat().role);
                    let commands = player.decide_at_a_glance(minute, glance, actions);
                    (!commands.is_empty()).then_some((player, commands))
                })
            });
            let Some((player, commands)) = decided else { break };
            if let [Command::Act { action, .. }] = &commands[..]
                && let Some(place) = watched.iter().position(|watched| watched == action)
            {
                player.take_back(minute, action, actions);
                return Some(watched.swap_remove(place));
            }
            let seat = player.seat();
            for command in commands {
                let act = Act::Order { seat: seat.clone(), command };
                if exercise.submit(minute, &act).is_ok()
                    && let Act::Order { seat, command } = act
                {
                    taken.push((seat, command));
                }
            }
        }
        None
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
        StandIns { places: places.collect(), watched: Vec::new() }
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
        self.notice(exercise);
        self.decide(exercise, plays).0
    }

    /// Those whose hospital changed since they last looked will look again, when they have noticed.
    fn notice(&mut self, exercise: &Exercise) {
        let minute = exercise.now();
        for (index, place) in self.places.iter_mut().enumerate() {
            let revision = Some(exercise.revision_at(index));
            if std::mem::replace(&mut place.seen, revision) != revision {
                place.players.iter_mut().for_each(|player| player.notice(minute));
                place.note_when_they_wake();
            }
        }
    }

    /// Lets those who are due decide, and does it: up to the first order of an action that is watched for. Gives the orders
    /// that were taken, and that action. Asked again, they go on from there.
    fn decide(
        &mut self,
        exercise: &mut Exercise,
        plays: impl Fn(&Seat) -> bool,
    ) -> (Vec<(Seat, Command)>, Option<String>) {
        let (minute, mut taken) = (exercise.now(), Vec::new());
        for (index, place) in self.places.iter_mut().enumerate() {
            if place.wakes_at.is_some_and(|wakes_at| wakes_at <= minute) {
                let stopped = place.decide(exercise, index, &plays, &mut self.watched, &mut taken);
                if stopped.is_some() {
                    return (taken, stopped);
                }
                place.note_when_they_wake();
            }
        }
        (taken, None)
    }

    /// None of them thinks of these actions any more, nor stops before another.
    fn forget(&mut self, actions: &[String]) {
        self.watched.clear();
        for Place { players, scenario, .. } in &mut self.places {
            players.iter_mut().for_each(|player| player.forget(actions, &scenario.actions));
        }
    }
}

/// Plays a whole exercise in one region.
pub fn play(scenario: Arc<Scenario>, seed: u64, region: &RegionSetup, policy: &Policy) -> Played {
    let exercise = Exercise::build(scenario, seed, region);
    play_out(exercise, seed, region, policy)
}

/// Plays an exercise that was just built, with its set-up.
pub fn play_out(exercise: Exercise, seed: u64, region: &RegionSetup, policy: &Policy) -> Played {
    let mut run = Run::begin(exercise, seed, region, policy);
    run.play_on();
    run.played
}

/// Plays a whole exercise as often as there are actions, each time by stand-ins who never think of one of them, and hands
/// each play over with its action. What comes before the first order of an action is played once for all of them: there, it
/// makes no difference. An action that nobody would order is left out.
pub fn play_without(
    scenario: &Arc<Scenario>,
    seed: u64,
    region: &RegionSetup,
    skill: Skill,
    actions: Vec<String>,
    mut hear: impl FnMut(String, Played),
) {
    let exercise = Exercise::build(scenario.clone(), seed, region);
    let mut run = Run::begin(exercise, seed, region, &Policy::StandIns(skill));
    run.players.watched = actions;
    while !run.players.watched.is_empty()
        && let Some(action) = run.play_on()
    {
        let mut other = run.copy();
        other.players.forget(std::slice::from_ref(&action));
        other.play_on();
        hear(action, other.played);
    }
}

/// A whole exercise on its way.
struct Run {
    played: Played,
    players: StandIns,
    /// Who follows a rule.
    eager: Option<Eager>,
    /// Whether stand-ins look at all.
    stand_ins: bool,
    /// Decisions of a policy file that are still to come, the last first.
    decisions: Vec<Decision>,
    /// Whether it stands within a minute, before an order that is watched for.
    stopped: bool,
}

impl Run {
    fn begin(exercise: Exercise, seed: u64, region: &RegionSetup, policy: &Policy) -> Run {
        let skill = match policy {
            Policy::StandIns(skill) => *skill,
            Policy::File(file) => file.others,
            Policy::Simple(rule) => rule.others,
        };
        // A policy is that of the teams; a linked region's other hospitals are run as its scenario says.
        let given = |id: &str| region.hospitals.iter().find(|one| one.id == id && one.team.is_none());
        let of = |id: &str| given(id).filter(|_| region.linked).map_or(skill, |one| one.stand_in);
        let mut decisions: Vec<Decision> = match policy {
            Policy::File(file) => file.decisions.clone(),
            Policy::StandIns(_) | Policy::Simple(_) => Vec::new(),
        };
        decisions.sort_by_key(|decision| decision.minute);
        decisions.reverse();
        let mut players = StandIns::new(exercise.scenario(), seed, region, of);
        let mut eager = None;
        if let Policy::Simple(rule) = policy {
            players.forget(&rule.never);
            eager = Some(Eager::of(&exercise, region, rule));
        }
        Run {
            players,
            eager,
            stand_ins: skill != Skill::Idle || region.linked,
            played: Played { exercise, entries: Vec::new(), refused: Vec::new() },
            decisions,
            stopped: false,
        }
    }

    /// The same once more, as it is now.
    fn copy(&self) -> Run {
        let Played { exercise, entries, refused } = &self.played;
        let played = Played { exercise: exercise.copy(), entries: entries.clone(), refused: refused.clone() };
        let (players, eager) = (self.players.clone(), self.eager.clone());
        Run { played, players, eager, decisions: self.decisions.clone(), ..*self }
    }

    /// Plays to the end, or until an order is about to be given that is watched for: then it gives its action.
    fn play_on(&mut self) -> Option<String> {
        if self.played.exercise.phase().is_none() && !self.begin_next_phase() {
            return None;
        }
        loop {
            if !self.stopped {
                self.decide_what_is_due();
                self.players.notice(&self.played.exercise);
            }
            if self.stand_ins {
                let (taken, stopped) = self.players.decide(&mut self.played.exercise, |_| true);
                for (seat, command) in taken {
                    self.played.note(Some(0), Act::Order { seat, command });
                }
                self.stopped = stopped.is_some();
                if stopped.is_some() {
                    return stopped;
                }
            }
            if !self.played.exercise.phase_done() {
                self.advance();
            } else if !self.begin_next_phase() {
                return None;
            }
        }
    }

    /// Begins the next phase; after the last one it ends the exercise, and tells so.
    fn begin_next_phase(&mut self) -> bool {
        let next = self.played.exercise.phase().map_or(0, |phase| phase + 1);
        let more = (next as usize) < self.played.exercise.scenario().phases.len();
        self.played.act(None, if more { Act::Phase(next) } else { Act::End });
        more
    }

    fn decide_what_is_due(&mut self) {
        let now = self.played.exercise.now();
        while let Some(decision) = self.decisions.pop_if(|decision| decision.minute <= now) {
            self.played.decide(decision);
        }
        if let Some(eager) = &mut self.eager {
            for (seat, command) in eager.look(&mut self.played.exercise) {
                self.played.note(Some(0), Act::Order { seat, command });
            }
        }
    }

    /// Goes to the next minute at which something happens.
    fn advance(&mut self) {
        let decision = self.decisions.last().map(|decision| decision.minute);
        let next = self.players.next_at(&self.played.exercise, |_| self.stand_ins).into_iter().chain(decision).min();
        self.played.exercise.advance_in_running_phase(next.unwrap_or(u64::MAX));
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
