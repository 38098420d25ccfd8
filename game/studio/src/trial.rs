//! A trial run: the exercise played by stand-ins, once without anybody who acts and once with a competent team, a little at
//! a time, so that the screen goes on drawing.
//!
//! It is the same play as `codedark run`, cut into pieces; nothing of it is kept.

use std::sync::Arc;
use std::time::Duration;

use codedark_protocol::{Outcome, ZoneRow, ZoneState};
use codedark_scenario::{Measure, Scenario};
use codedark_sim::exercise::{Act, Exercise, RegionSetup, Skill, StandIns, region_of};
use web_time::Instant;

/// Work of one picture: hospital computers draw in software, and a press must still be answered at once.
const TURN: Duration = Duration::from_millis(50);
/// Step of the curves, in minutes.
const DAY_MIN: u64 = 1440;
/// The dice of a trial, always the same: what differs between two trials is what the author changed.
const SEED: u64 = 1;

/// Both plays of a scenario.
pub struct Trial {
    scenario: Arc<Scenario>,
    /// What was played so far, the idle team first.
    pub plays: Vec<Play>,
    /// The revision of the text that is played.
    pub revision: u64,
}

/// One play, as far as it came.
pub struct Play {
    /// Who plays.
    pub skill: Skill,
    /// Devices out of use, by day.
    pub lost: Vec<(u64, i64)>,
    /// Patients waiting, by day.
    pub waiting: Vec<(u64, i64)>,
    /// The zones as they stand, in truth.
    pub zones: Vec<ZoneRow>,
    /// How far it came, in thousandths.
    pub done_milli: i64,
    /// The result, once it has ended.
    pub outcome: Option<Outcome>,
    running: Option<Box<Running>>,
}

struct Running {
    exercise: Exercise,
    players: StandIns,
    hospital: String,
    phase: u32,
    begun: bool,
    seen_day: Option<u64>,
}

impl Trial {
    /// A trial that has not begun.
    pub fn new(scenario: Arc<Scenario>, revision: u64) -> Trial {
        let plays = [Skill::Idle, Skill::Competent].map(|skill| Play::new(&scenario, skill));
        Trial { scenario, plays: plays.into(), revision }
    }

    /// Whether there is more to play.
    pub fn is_running(&self) -> bool {
        self.plays.iter().any(|play| play.outcome.is_none())
    }

    /// Plays on for one picture.
    pub fn turn(&mut self) {
        let until = Instant::now() + TURN;
        let scenario = &self.scenario;
        for play in self.plays.iter_mut().filter(|play| play.outcome.is_none()) {
            while play.outcome.is_none() {
                if Instant::now() >= until {
                    return;
                }
                play.step(scenario);
            }
        }
    }

    /// The play that is on, or the last one.
    pub fn shown(&self) -> Option<&Play> {
        self.plays.iter().rev().find(|play| !play.lost.is_empty())
    }
}

impl Play {
    fn new(scenario: &Arc<Scenario>, skill: Skill) -> Play {
        let region = region_of(scenario, &["t1".to_owned()], skill);
        let running = Running {
            exercise: Exercise::build(scenario.clone(), SEED, &region),
            players: stand_ins(scenario, &region, skill),
            hospital: region.hospitals.first().map(|one| one.id.clone()).unwrap_or_default(),
            phase: 0,
            begun: false,
            seen_day: None,
        };
        Play {
            skill,
            lost: Vec::new(),
            waiting: Vec::new(),
            zones: Vec::new(),
            done_milli: 0,
            outcome: None,
            running: Some(Box::new(running)),
        }
    }

    /// Plays to the next thing that happens.
    fn step(&mut self, scenario: &Scenario) {
        let Some(running) = &mut self.running else { return };
        let exercise = &mut running.exercise;
        if !running.begun {
            // A phase that cannot begin is left out, as in any play.
            let _refused = exercise.submit(exercise.now(), &Act::Phase(running.phase));
            running.begun = true;
        }
        running.players.look(exercise, |_| true);
        if exercise.phase_done() {
            running.phase += 1;
            running.begun = false;
        } else {
            let next = running.players.next_at(exercise, |_| true);
            exercise.advance_in_phase(next.unwrap_or(u64::MAX));
        }
        let day = exercise.now() / DAY_MIN;
        if running.seen_day != Some(day) {
            running.seen_day = Some(day);
            self.look(scenario);
        }
        self.end_if_over(scenario);
    }

    /// Adds a day to the curves.
    fn look(&mut self, scenario: &Scenario) {
        let Some(running) = &mut self.running else { return };
        let Running { exercise, hospital, .. } = &mut **running;
        let now = exercise.now();
        let lost = exercise.figures(hospital).into_iter().find(|(measure, _)| *measure == Measure::DevicesDown);
        self.lost.push((now, lost.map_or(0, |(_, value)| value)));
        let services = exercise.services(hospital);
        let waiting: i64 = services.iter().map(|(_, state)| state.waiting_milli.iter().sum::<i64>()).sum();
        self.waiting.push((now, waiting / 1000));
        self.zones = zones(exercise, hospital, scenario);
        let length: u64 = scenario.phases.iter().map(|phase| phase.length_min).sum();
        self.done_milli = i64::try_from(now * 1000 / length.max(1)).unwrap_or(1000).min(1000);
    }

    fn end_if_over(&mut self, scenario: &Scenario) {
        let Some(running) = &mut self.running else { return };
        if (running.phase as usize) < scenario.phases.len() {
            return;
        }
        let now = running.exercise.now();
        let _refused = running.exercise.submit(now, &Act::End);
        let outcome = running.exercise.outcome(&running.hospital);
        self.look(scenario);
        self.outcome = Some(outcome);
        self.done_milli = 1000;
        self.running = None;
    }
}

/// Stand-ins of the played hospital; a region's other hospitals are run as the scenario says.
fn stand_ins(scenario: &Arc<Scenario>, region: &RegionSetup, skill: Skill) -> StandIns {
    let given = |id: &str| region.hospitals.iter().find(|one| one.id == id && one.team.is_none());
    StandIns::new(scenario, SEED, region, |id| given(id).filter(|_| region.linked).map_or(skill, |one| one.stand_in))
}

/// The truth about the zones, as the map shows them.
fn zones(exercise: &mut Exercise, hospital: &str, scenario: &Scenario) -> Vec<ZoneRow> {
    let lost = exercise.encrypted_by_group(hospital);
    let held = exercise.held_by_zone(hospital);
    let groups = &scenario.hospital.groups;
    let rows = held.into_iter().map(|(id, compromised, isolated)| {
        let inside = |group: &str| groups.iter().any(|one| one.id == group && one.zone == id);
        let encrypted = lost.iter().filter(|(group, _)| inside(group)).map(|(_, count)| count).sum();
        let state = match (isolated, encrypted, compromised) {
            (true, ..) => ZoneState::Isolated,
            (_, 1.., _) => ZoneState::Encrypted,
            (_, _, 1..) => ZoneState::Compromised,
            _ => ZoneState::Normal,
        };
        let devices = groups.iter().filter(|group| group.zone == id).map(|group| group.count).sum();
        ZoneRow { id, state, devices, compromised, encrypted, restoring: 0, checked: false }
    });
    rows.collect()
}
