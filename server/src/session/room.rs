//! The class as an hour in a room: its cut, when play must end, who is ready, the warm-up.
//!
//! The hour is a sum of what was lived through, round by round, never a difference of wall times: time in which the server
//! was away, the computer slept or its clock was set does not count. Play ends when the cut says, counted from the
//! beginning of the class: what a long briefing or a pause took is missing in the phases to come, never in the debrief.

use std::collections::{BTreeMap, BTreeSet};

use codedark_protocol::{Msg, Role, Stage, WarmUpRow};
use codedark_scenario::{Cut, Scenario};
use codedark_sim::exercise::{Act, Hour, Mode};

use super::people::Person;
use super::{By, Session};
use codedark_sim::pace::Pacer;

/// Milliseconds in a minute.
const MINUTE_MS: u64 = 60_000;

/// What the class keeps about its hour.
#[derive(Default)]
pub struct Room {
    /// Index of the cut; none when the scenario has none.
    pub(super) cut: Option<usize>,
    /// How much has passed.
    pub(super) hour: Hour,
    /// Wall time that was not yet a whole class millisecond, in thousandths.
    carry: u64,
    /// Whether teams see each other's results.
    pub(super) standings: bool,
    /// People who are ready for the clock to go on.
    pub(super) ready: BTreeSet<u32>,
    /// Warm-up answers by team and role: an option's index.
    warm_ups: BTreeMap<(String, Role), usize>,
}

impl Room {
    /// The hour of a new class: the scenario's usual cut. Teams who share a region share its results, until the
    /// facilitator wants it otherwise.
    pub fn new(scenario: &Scenario, mode: Mode) -> Room {
        Room { cut: (!scenario.cuts.is_empty()).then_some(0), standings: mode == Mode::Joint, ..Room::default() }
    }

    /// The hour goes on by so much wall time.
    pub fn elapse(&mut self, wall_ms: u64) {
        self.hour.left_ms = self.hour.left_ms.map(|left| left.saturating_sub(wall_ms));
    }

    /// Turns wall time into class time of the running phase.
    pub fn pass(&mut self, wall_ms: u64, speed_milli: u32) -> u64 {
        self.carry += wall_ms * u64::from(speed_milli);
        let class_ms = self.carry / 1000;
        self.carry %= 1000;
        self.hour.phase_used_ms += class_ms;
        self.hour.class_ms += class_ms;
        class_ms
    }

    /// The class begins, with or without a briefing before play.
    pub fn begin(&mut self, scenario: &Scenario, briefed: bool) {
        let Some(cut) = self.cut.map(|cut| &scenario.cuts[cut]) else { return };
        let play: u32 = cut.phases.iter().map(|part| part.class_min).sum();
        let before = if briefed { cut.prebrief_min } else { 0 };
        self.hour.left_ms.get_or_insert(u64::from(before + play) * MINUTE_MS);
    }

    /// A phase begins: its class time counts from here.
    pub fn begin_phase(&mut self) {
        (self.hour.phase_left_ms, self.hour.phase_used_ms) = (self.hour.left_ms, 0);
    }

    /// Moves the end of play.
    pub fn extend(&mut self, minutes: i32) {
        let moved = |left: u64| left.saturating_add_signed(i64::from(minutes) * MINUTE_MS as i64);
        self.hour.left_ms = self.hour.left_ms.map(moved);
    }
}

/// The share of the remaining play that a phase gets when it begins, in milliseconds.
fn budget_ms(cut: &Cut, part: usize, left_ms: u64) -> u64 {
    let later: u64 = cut.phases[part..].iter().map(|part| u64::from(part.class_min)).sum();
    left_ms * u64::from(cut.phases[part].class_min) / later.max(1)
}

impl Session {
    /// The cut that the class plays.
    pub(super) fn cut(&self) -> Option<&Cut> {
        self.room.cut.map(|cut| &self.scenario.cuts[cut])
    }

    /// Index of the phase that the class plays first.
    pub(super) fn first_phase(&self) -> u32 {
        let first = self.cut().and_then(|cut| cut.phases.first());
        let index = first.and_then(|part| self.scenario.phase(&part.phase));
        index.unwrap_or_default() as u32
    }

    /// Gives every region its clock for the running phase.
    pub(super) fn set_pace(&mut self) {
        let phase = &self.scenario.phases[self.phase as usize];
        let Hour { phase_left_ms: left, phase_used_ms: used, .. } = self.room.hour;
        let cut = self.room.cut.map(|cut| &self.scenario.cuts[cut]);
        let part = cut.and_then(|cut| {
            let index = cut.phases.iter().position(|part| part.phase == phase.id)?;
            Some((&cut.phases[index], budget_ms(cut, index, left?)))
        });
        for region in &mut self.regions {
            let (ends, now) = (region.phase_ends_by(), region.now());
            region.set_pacer(Pacer::new(phase, part, ends.saturating_sub(phase.length_min), now, used));
        }
    }

    /// Chooses the length of the class.
    pub(super) fn choose_cut(&mut self, by: By, id: &str) -> Result<(), Msg> {
        let index = self.scenario.cuts.iter().position(|cut| cut.id == id);
        let index = index.ok_or_else(|| Msg::new("refused-no-cut"))?;
        self.act(None, by, Act::Cut(id.to_owned()))?;
        self.room.cut = Some(index);
        Ok(())
    }

    /// Begins the class: from now on its minutes count.
    pub(super) fn brief(&mut self, by: By) -> Result<(), Msg> {
        self.act(None, by, Act::Brief)?;
        self.stage = Stage::Briefing;
        self.room.begin(&self.scenario, true);
        Ok(())
    }

    /// Opens the exercise. Phases that the cut leaves out are lived through by stand-ins first: the prepared start.
    pub(super) fn open(&mut self, by: By) -> Result<(), Msg> {
        let first = self.first_phase();
        for phase in 0..first {
            self.act(None, by, Act::Phase(phase))?;
            (self.stage, self.phase) = (Stage::Play, phase);
            self.regions.iter_mut().for_each(|region| region.set_held(Vec::new()));
            self.finish_phase();
            self.share_seats();
        }
        self.act(None, by, Act::Phase(first))?;
        self.stage = Stage::Play;
        self.room.begin(&self.scenario, false);
        self.enter_phase(first);
        Ok(())
    }

    /// A phase has begun.
    pub(super) fn enter_phase(&mut self, phase: u32) {
        self.phase = phase;
        self.room.begin_phase();
        self.room.ready.clear();
        self.set_pace();
        self.mark_state();
        // How it stands now, should no program be able to play this class on.
        let debriefs = self.debriefs_now();
        self.book.put(self.result(&debriefs));
    }

    /// Somebody is ready, or not after all.
    pub(super) fn set_ready(&mut self, person: u32, ready: bool) -> Result<(), Msg> {
        if ready {
            self.room.ready.insert(person)
        } else {
            self.room.ready.remove(&person)
        };
        Ok(())
    }

    /// Whether everybody at a region's tables is ready. Who is away does not hold the others up; when all are, the team
    /// waits for them. A region without people has nobody to wait for.
    pub(super) fn is_ready(&self, region: usize) -> bool {
        let seated = self.seated(region);
        let mut here = seated.iter().filter(|id| self.people[id].is_here()).peekable();
        seated.is_empty() || (here.peek().is_some() && here.all(|id| self.room.ready.contains(id)))
    }

    /// People with a seat in a region.
    fn seated(&self, region: usize) -> Vec<u32> {
        let here = |team: &String| self.teams.iter().any(|known| known.id == *team && known.region == region);
        let people = self.people.iter().filter(|(_, person)| !person.roles().is_empty());
        people.filter(|(_, person)| person.team().is_some_and(here)).map(|(id, _)| *id).collect()
    }

    /// A region's huddle is over: the next one asks anew who is ready.
    pub(super) fn forget_ready(&mut self, region: usize) {
        let seated = self.seated(region);
        self.room.ready.retain(|id| !seated.contains(id));
    }

    /// Settles the warm-up of a seat.
    pub(super) fn warm_up(&mut self, by: By, role: Role, option: &str) -> Result<(), Msg> {
        let person = self.people.get(&by.participant).filter(|person| person.roles().contains(&role));
        person.and_then(Person::team).ok_or_else(|| Msg::new("refused-not-your-seat"))?;
        let facts = self.scenario.warm_up.iter().find(|warm_up| warm_up.role == role);
        if !facts.is_some_and(|facts| facts.options.iter().any(|known| known == option)) {
            return Err(Msg::new("refused-no-option"));
        }
        self.act(None, by, Act::WarmUp { role, option: option.to_owned() })?;
        self.settle_warm_up(by.participant, role, option);
        Ok(())
    }

    /// Remembers how a person settled the warm-up of a seat.
    pub(super) fn settle_warm_up(&mut self, person: u32, role: Role, option: &str) {
        let team = self.people.get(&person).and_then(Person::team).cloned();
        let facts = self.scenario.warm_up.iter().find(|warm_up| warm_up.role == role);
        let chosen = facts.and_then(|facts| facts.options.iter().position(|known| known == option));
        if let (Some(team), Some(chosen)) = (team, chosen) {
            self.room.warm_ups.insert((team, role), chosen);
        }
    }

    /// The warm-ups of a team.
    pub(super) fn warm_up_rows(&self, team: &str) -> Vec<WarmUpRow> {
        if self.stage != Stage::Briefing {
            return Vec::new();
        }
        let row = |facts: &codedark_scenario::WarmUp| {
            let chosen = self.room.warm_ups.get(&(team.to_owned(), facts.role)).map(|index| &facts.options[*index]);
            let mut options = facts.options.clone();
            options.sort_unstable();
            WarmUpRow {
                id: format!("{team}/{}", facts.role.id()),
                role: facts.role,
                asks: facts.asks,
                options,
                answer: chosen.map(|option| (option.clone(), *option == facts.right)),
            }
        };
        let mut rows: Vec<WarmUpRow> = self.scenario.warm_up.iter().map(row).collect();
        rows.sort_by(|a, b| a.id.cmp(&b.id));
        rows
    }
}
