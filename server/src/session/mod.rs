//! A class: its people, its phase, its regions, and the record of all that was done.
//!
//! Nothing here reads a clock: who runs the class says how late it is. What is heard in one round is tried on the
//! simulation and noted in the book; at the end of the round all of it goes to the disk in one commit, and only then it is
//! answered and shown. What cannot be written, did not happen: the class is taken up anew from its record, tells everybody
//! that it cannot write, and tries again by itself.

mod admission;
mod attention;
mod book;
mod chat;
mod clock;
mod credits;
mod cure;
mod failures;
mod house;
mod names;
mod orders;
mod outline;
mod people;
mod presence;
mod publish;
mod rating;
mod recall;
mod region;
mod room;
mod safety;
mod seats;
mod sharing;
mod texts;
mod writing;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use codedark_protocol::{Debrief, Door, Msg, Seat, Stage};
use codedark_scenario::Scenario;
use codedark_sim::exercise::{Act, Entry, Forks, Mode, PROGRAM, RecordLine, Setup};

pub use credits::{Kind, TooQuick};
pub use outline::Out;
pub use people::Hello;
pub use region::{Doing, Region, StepHook};

use crate::content::Content;
use crate::store::{Change, StoreError, StoredClass, StoredResult};
use book::Book;
use chat::Chat;
use credits::Credits;
use people::Person;
use rating::Rating;
use room::Room;
use safety::Alarm;

/// The language of a class's scenario texts.
const LANGUAGE: &str = "en";

/// One class.
pub struct Session {
    stored: StoredClass,
    content: Content,
    scenario: Arc<Scenario>,
    book: Book,
    regions: Vec<Region>,
    teams: Vec<Team>,
    people: BTreeMap<u32, Person>,
    /// The greatest number that a person ever had.
    last_person: u32,
    /// Tokens that are worth nothing any more.
    stale_tokens: Vec<String>,
    /// Who may join, and how many still may.
    door: Door,
    joins: Credits,
    too_quick: TooQuick,
    chat: Chat,
    stage: Stage,
    phase: u32,
    paused: bool,
    adjourned: bool,
    alarm: Option<Alarm>,
    speed_milli: u32,
    room: Room,
    debriefs: Vec<Debrief>,
    setup: Setup,
    forks: Option<Forks>,
    rating: Option<Rating>,
    /// Whether the debriefs hold ratings.
    rated: bool,
    /// Why nothing can be written; none when all is well.
    unwritten: Option<Msg>,
    /// Whether what is in memory was never written, and has to be taken up anew before anything is shown.
    stale: bool,
    tried_at_ms: u64,
    /// What was heard in this round, to be answered once it is written: person, number, refusal.
    heard: Vec<(u32, u64, Option<Msg>)>,
    /// What could not be read back, for the facilitator.
    missing: Vec<Msg>,
    wall_ms: u64,
    stepped_at_ms: Option<u64>,
    marked_at_ms: u64,
    beaten_at_ms: u64,
    welcomes: u64,
    hook: Option<StepHook>,
    round_hook: Option<RoundHook>,
}

/// Called in each round of a class. Tests let it panic.
pub type RoundHook = Arc<dyn Fn() + Send + Sync>;

/// A team and its place.
struct Team {
    id: String,
    region: usize,
    hospital: String,
}

/// Who acts, and the number that their page gave the act.
#[derive(Clone, Copy)]
struct By {
    participant: u32,
    number: Option<u64>,
}

impl By {
    /// The program itself.
    const PROGRAM: By = By { participant: PROGRAM, number: None };

    /// As an entry tells it.
    fn told(self) -> (u32, Option<u64>) {
        (self.participant, self.number)
    }
}

impl Session {
    /// What people join with.
    pub fn code(&self) -> &str {
        &self.stored.code
    }

    /// Number of the class in the store.
    pub fn id(&self) -> i64 {
        self.stored.id
    }

    /// What the store says of the class.
    pub fn stored(&self) -> &StoredClass {
        &self.stored
    }

    /// People who joined.
    pub fn people_count(&self) -> usize {
        self.people.values().filter(|person| !person.is_outside()).count()
    }

    /// People whose page is connected.
    pub fn here_count(&self) -> usize {
        self.people.values().filter(|person| person.is_online()).count()
    }

    /// Where the class stands.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// Whether the exercise can go on, or could when it has not ended: a record of another model can only be read.
    pub fn is_playable(&self) -> bool {
        !self.regions.is_empty()
    }

    /// What could not be read back.
    pub fn missing(&self) -> &[Msg] {
        &self.missing
    }

    /// Minute of each region.
    pub fn minutes(&self) -> Vec<u64> {
        self.regions.iter().map(Region::now).collect()
    }

    /// State hash of each region; none for one that is being rebuilt.
    pub fn hashes(&mut self) -> Vec<Option<String>> {
        self.regions.iter_mut().map(Region::hash).collect()
    }

    /// The record's lines as they are stored.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn record(&self) -> Result<String, Msg> {
        let record = self.stored.record;
        self.book.writer().with(move |store| store.record_text(record)).map_err(|error| error.msg())
    }

    /// Sets what is called before a region is stepped. For tests of isolation.
    pub fn set_step_hook(&mut self, hook: StepHook) {
        self.regions.iter_mut().for_each(|region| region.set_hook(Some(hook.clone())));
        self.hook = Some(hook);
    }

    /// Sets what is called in each round. For tests of classes that fail.
    pub fn set_round_hook(&mut self, hook: RoundHook) {
        self.round_hook = Some(hook);
    }

    /// Lets a region's simulation stop, as if it had panicked. For tests of isolation.
    pub fn fail_region(&mut self, region: usize) {
        self.regions[region].discard();
    }

    /// Tries an act on one region or on all, and notes it when it was taken.
    fn act(&mut self, region: Option<usize>, by: By, act: Act) -> Result<(), Msg> {
        let chosen = region.map_or(0..self.regions.len(), |region| region..region + 1);
        let minutes = self.regions[chosen.clone()].iter().map(Region::now).collect();
        self.try_act(chosen.clone(), by.participant, &act)?;
        self.note(region, minutes, by, act);
        self.regions[chosen].iter_mut().for_each(Region::note_minute);
        Ok(())
    }

    /// An act on all regions stands when one takes it: one that is being rebuilt finds it in the record.
    fn try_act(&mut self, chosen: Range<usize>, participant: u32, act: &Act) -> Result<(), Msg> {
        let tried: Vec<_> = self.regions[chosen].iter_mut().map(|region| region.submit(participant, act)).collect();
        if tried.iter().any(|one| matches!(one, Some(Ok(())))) {
            return Ok(());
        }
        Err(tried.into_iter().flatten().find_map(Result::err).unwrap_or_else(|| Msg::new("refused-rebuilding")))
    }

    /// Notes an entry of the record.
    fn note(&mut self, region: Option<usize>, minutes: Vec<u64>, by: By, act: Act) {
        let sequence = self.book.entries().len() as u64;
        let region = region.map(|region| region as u32);
        let By { participant, number } = by;
        let entry = Entry { sequence, region, minutes, participant, act, wall_ms: self.wall_ms, number };
        self.book.write(&[RecordLine::Entry(entry)]);
    }

    /// Opens the next phase for all regions, or ends the exercise after the last.
    fn next_phase(&mut self, by: By) -> Result<(), Msg> {
        let next = self.phase + 1;
        if next as usize >= self.scenario.phases.len() {
            return self.end(by);
        }
        self.act(None, by, Act::Phase(next))?;
        self.enter_phase(next);
        Ok(())
    }

    fn end(&mut self, by: By) -> Result<(), Msg> {
        self.act(None, by, Act::End)?;
        self.stage = Stage::Debrief;
        self.close();
        Ok(())
    }

    /// Works out results and debriefs, and closes the record.
    fn close(&mut self) {
        let mark = self.state_mark();
        let mut outcomes = Vec::new();
        for region in &mut self.regions {
            for hospital in region.setup().hospitals.clone() {
                outcomes.extend(region.guarded(|exercise| exercise.outcome(&hospital.id)));
            }
        }
        self.debriefs = self.debriefs_now();
        self.begin_rating();
        self.keep_result();
        self.stored.ended_ms = Some(self.wall_ms);
        self.book.put(Change::Ended { class: self.stored.id, ended_ms: self.wall_ms });
        let Some(mark) = mark else { return };
        let clock = self.clock_line();
        self.book.write(&[clock, mark, RecordLine::Results { outcomes }]);
    }

    /// The debrief of each team as it stands now, and after all teams' what a joint class reached together.
    fn debriefs_now(&mut self) -> Vec<Debrief> {
        let mut debriefs = Vec::new();
        for region in &mut self.regions {
            for hospital in region.setup().hospitals.clone() {
                let Some(team) = hospital.team else { continue };
                debriefs.extend(region.debrief(&hospital.id, &team));
            }
        }
        for region in self.regions.iter_mut().filter(|_| self.setup.mode == Mode::Joint) {
            let setup = region.setup().clone();
            debriefs.extend(region.guarded(|exercise| exercise.debrief_together(&setup)));
        }
        debriefs
    }

    /// Keeps the debriefs, with or without ratings, beside the record.
    fn keep_result(&mut self) {
        self.book.put(self.result(&self.debriefs));
    }

    /// Debriefs as they are kept, so that they open also when no program can re-run the record any more.
    fn result(&self, debriefs: &[Debrief]) -> Change {
        let kept = serde_json::json!({ "standings": self.room.standings, "debriefs": debriefs });
        let result = StoredResult { text: kept.to_string(), rated: self.rated };
        Change::Result { class: self.stored.id, result }
    }

    /// Notes what the state is.
    fn mark_state(&mut self) {
        self.marked_at_ms = self.wall_ms;
        if let Some(mark) = self.state_mark() {
            self.book.write(&[mark]);
        }
    }

    fn state_mark(&mut self) -> Option<RecordLine> {
        let hashes: Option<Vec<String>> = self.regions.iter_mut().map(Region::hash).collect();
        Some(RecordLine::Mark { minutes: self.minutes(), hashes: hashes? })
    }

    /// Tells each region which of its seats people hold who are here.
    fn share_seats(&mut self) {
        let mut held = vec![Vec::new(); self.regions.len()];
        for person in self.people.values().filter(|person| !person.roles().is_empty() && !person.is_stood_in()) {
            let Some(team) = self.teams.iter().find(|team| person.team() == Some(&team.id)) else { continue };
            let seat = |role: &_| Seat { hospital: team.hospital.clone(), role: *role };
            if let Some(held) = held.get_mut(team.region) {
                held.push(person.roles().iter().map(seat).collect::<BTreeSet<Seat>>());
            }
        }
        self.regions.iter_mut().zip(held).for_each(|(region, held)| region.set_held(held));
    }
}

fn teams(setup: &Setup) -> Vec<Team> {
    let mut teams: Vec<Team> = setup
        .regions
        .iter()
        .enumerate()
        .flat_map(|(region, setup)| setup.hospitals.iter().map(move |hospital| (region, hospital)))
        .filter_map(|(region, hospital)| {
            Some(Team { id: hospital.team.clone()?, region, hospital: hospital.id.clone() })
        })
        .collect();
    teams.sort_by(|a, b| a.id.cmp(&b.id));
    teams
}
