//! A class: its people, its phase, its regions, and the record of all that was done.
//!
//! Nothing here reads a clock: the hub says how late it is. An act is tried on the simulation, then written, then
//! acknowledged; if it cannot be written, the simulation is built anew without it and the class pauses.

mod another;
mod attention;
mod book;
mod orders;
pub(crate) mod pace;
mod people;
mod publish;
mod rating;
mod region;
mod room;
mod sharing;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use codedark_protocol::{Catalogue, Debrief, Msg, Pace, Seat, Stage};
use codedark_scenario::Scenario;
use codedark_sim::exercise::{Act, Entry, Forks, Line, Mode, PROGRAM, Replay, Setup, catalogue};

pub use book::{record_refused, store_failed};
pub use region::{Region, StepHook};

use crate::content::Content;
use crate::secrets;
use crate::store::{KEEP_DAYS, NewClass, Store, StoredChat};
use book::Book;
use people::Person;
use rating::Rating;
use room::Room;

/// The language of a class's scenario texts.
const LANGUAGE: &str = "en";
/// Most class time that one step makes up for. A laptop that slept goes on where it was.
const STEP_MS_MAX: u64 = 1000;
/// Wall time between two hash marks of a running class, in milliseconds.
const MARK_EVERY_MS: u64 = 30_000;

/// One class.
pub struct Session {
    scenario: Arc<Scenario>,
    catalogue: Catalogue,
    book: Book,
    code: String,
    key: String,
    regions: Vec<Region>,
    teams: Vec<Team>,
    people: BTreeMap<u32, Person>,
    chat: Vec<StoredChat>,
    stage: Stage,
    phase: u32,
    paused: bool,
    speed_milli: u32,
    room: Room,
    debriefs: Vec<Debrief>,
    setup: Setup,
    forks: Option<Forks>,
    rating: Option<Rating>,
    wall_ms: u64,
    /// After a restart: when the last act was, until the clocks go on.
    away_since_ms: Option<u64>,
    stepped_at_ms: Option<u64>,
    marked_at_ms: u64,
    hook: Option<StepHook>,
}

/// A team and its place.
struct Team {
    id: String,
    region: usize,
    hospital: String,
}

impl Session {
    /// Opens a new class.
    pub fn start(
        mut store: Store,
        content: &Content,
        setup: &Setup,
        key: Option<String>,
        wall_ms: u64,
    ) -> Result<Session, Msg> {
        let (code, key) = (secrets::code(), key.unwrap_or_else(secrets::key));
        store.set_key(&key).map_err(|error| store_failed(&error))?;
        let scenario = &content.scenario;
        let title = scenario.texts.get("scenario.title").and_then(|words| words.get(LANGUAGE));
        let class = NewClass {
            title: title.unwrap_or(&scenario.id).clone(),
            scenario: scenario.id.clone(),
            code: code.clone(),
            teams: teams(setup).len() as u32,
            created_ms: wall_ms,
            keep_days: KEEP_DAYS,
        };
        let class = store.create_class(&class, &[]).map_err(|error| store_failed(&error))?;
        let mut book = Book::open(store, &class);
        book.write(&[content.header(setup)]).map_err(|error| store_failed(&error))?;
        let replay = Replay::start(&content.scenario, setup);
        Ok(Session::around(book, content, setup, replay, code, key))
    }

    /// Takes up the newest class of a store where it was, if it has not ended. Gives the store back when there is none.
    pub fn resume(mut store: Store, key: Option<String>) -> Result<Result<Session, Store>, Msg> {
        let newest = store.classes().map_err(|error| store_failed(&error))?.pop();
        let Some(stored) = newest.filter(|class| class.ended_ms.is_none()) else { return Ok(Err(store)) };
        if let Some(key) = &key {
            store.set_key(key).map_err(|error| store_failed(&error))?;
        }
        let kept = store.key().map_err(|error| store_failed(&error))?;
        let key = key.or(kept).unwrap_or_else(secrets::key);
        let mut book = Book::open(store, &stored);
        let lines = book.read()?;
        let (content, setup) = crate::report::opening(&lines)?;
        let replay = crate::report::rerun(&content, &setup, &lines)?;
        let mut session = Session::around(book, &content, &setup, replay, stored.code, key);
        session.recall().map_err(|error| store_failed(&error))?;
        Ok(Ok(session))
    }

    fn around(book: Book, content: &Content, setup: &Setup, replay: Replay, code: String, key: String) -> Session {
        let scenario = content.scenario.clone();
        let regions = replay.regions.into_iter().enumerate();
        let regions: Vec<Region> =
            regions.map(|(index, exercise)| Region::new(scenario.clone(), setup, index, exercise)).collect();
        Session {
            catalogue: catalogue(&scenario, LANGUAGE),
            teams: teams(setup),
            room: Room::new(&scenario, setup.mode),
            scenario,
            book,
            code,
            key,
            regions,
            people: BTreeMap::new(),
            chat: Vec::new(),
            stage: Stage::Lobby,
            phase: 0,
            paused: false,
            speed_milli: 1000,
            debriefs: Vec::new(),
            setup: setup.clone(),
            forks: None,
            rating: None,
            wall_ms: 0,
            away_since_ms: None,
            stepped_at_ms: None,
            marked_at_ms: 0,
            hook: None,
        }
    }

    /// Fills a session that was just replayed with what its entries and side tables say.
    fn recall(&mut self) -> Result<(), crate::store::StoreError> {
        let id = self.book.session();
        let people = self.book.store.people(id)?;
        self.people = people.into_iter().map(|person| (person.id, Person::new(person))).collect();
        self.chat = self.book.store.chat(id)?;
        for entry in self.book.entries().to_vec() {
            self.recall_act(&entry);
        }
        self.away_since_ms = self.book.entries().last().map(|entry| entry.wall_ms);
        self.share_seats();
        if self.stage == Stage::Play {
            self.set_pace();
        }
        if self.stage == Stage::Debrief {
            self.close();
        }
        Ok(())
    }

    fn recall_act(&mut self, entry: &Entry) {
        let since_ms = entry.wall_ms.saturating_sub(self.wall_ms);
        if self.stage == Stage::Play && !self.paused {
            self.room.pass(since_ms, self.speed_milli);
        }
        self.wall_ms = entry.wall_ms;
        match &entry.act {
            Act::Phase(phase) => {
                (self.stage, self.phase) = (Stage::Play, *phase);
                self.room.begin(&self.scenario, entry.wall_ms, false);
                (self.room.phase_began_ms, self.room.phase_used_ms) = (entry.wall_ms, 0);
            }
            Act::Cut(id) => self.room.cut = self.scenario.cuts.iter().position(|cut| cut.id == *id),
            Act::Brief => {
                self.stage = Stage::Briefing;
                self.room.begin(&self.scenario, entry.wall_ms, true);
            }
            Act::Extend(minutes) => self.room.extend(*minutes),
            Act::Standings(shown) => self.room.standings = *shown,
            Act::Pause(paused) => self.paused = *paused,
            Act::Speed(speed_milli) => self.speed_milli = *speed_milli,
            Act::End => self.stage = Stage::Debrief,
            Act::Hold { hospital, roles } => {
                let at = |team: &&Team| Some(team.region as u32) == entry.region && team.hospital == *hospital;
                let team = self.teams.iter().find(at).map(|team| team.id.clone());
                if let Some(person) = self.people.get_mut(&entry.participant) {
                    person.sit(team, roles.clone());
                }
            }
            Act::Order { .. } | Act::Inject { .. } => {}
        }
    }

    /// What people join with.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// What the facilitator logs in with.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// People who joined.
    pub fn people_count(&self) -> usize {
        self.people.len()
    }

    /// Where the class stands.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// Minute of each region.
    pub fn minutes(&self) -> Vec<u64> {
        self.regions.iter().map(Region::now).collect()
    }

    /// State hash of each region; none for one that is being rebuilt.
    pub fn hashes(&mut self) -> Vec<Option<String>> {
        self.regions.iter_mut().map(Region::hash).collect()
    }

    /// Number of the class in the store, and the store: for exporting its record.
    pub fn stored(&self) -> (&Store, i64) {
        (&self.book.store, self.book.session())
    }

    /// Sets what is called before a region is stepped. For tests of isolation.
    pub fn set_step_hook(&mut self, hook: StepHook) {
        self.hook = Some(hook);
    }

    /// Lets the class go on to this wall time.
    pub fn step(&mut self, wall_ms: u64) {
        let elapsed_ms = wall_ms.saturating_sub(self.stepped_at_ms.unwrap_or(wall_ms)).min(STEP_MS_MAX);
        (self.wall_ms, self.stepped_at_ms) = (wall_ms, Some(wall_ms));
        if let Some(since_ms) = self.away_since_ms.take() {
            self.room.skip_absence(since_ms, wall_ms);
        }
        for region in &mut self.regions {
            region.rebuild(self.book.entries());
        }
        self.take_rating();
        if self.stage != Stage::Play || self.paused {
            return;
        }
        let orders = self.run_regions(elapsed_ms);
        self.note_orders(orders, None);
        let met = self.regions.iter_mut().all(|region| region.is_lost() || region.is_phase_done());
        if met && !self.paused && !self.regions.iter().all(Region::is_lost) {
            // A refusal pauses the class by itself; the facilitator's next act tries again.
            let _ = self.next_phase(PROGRAM);
        } else if wall_ms.saturating_sub(self.marked_at_ms) >= MARK_EVERY_MS {
            self.mark_state();
        }
    }

    /// Steps the regions by this much time on the wall.
    fn run_regions(&mut self, elapsed_ms: u64) -> Vec<Vec<(u64, Act)>> {
        let class_ms = self.room.pass(elapsed_ms, self.speed_milli);
        if let Some(left_ms) = self.room.left_ms(self.wall_ms) {
            self.regions.iter_mut().for_each(|region| region.shorten(left_ms));
        }
        let waits = self.regions.iter_mut().any(Region::is_phase_done);
        let ready: Vec<bool> = (0..self.regions.len()).map(|region| self.is_ready(region)).collect();
        let talked: Vec<bool> = self.regions.iter().map(|region| region.pace() != Pace::Run).collect();
        let orders = self.run_each(|region| region.target(class_ms, ready[region.index()], waits));
        for (region, talked) in talked.into_iter().enumerate() {
            let went_on = talked && self.regions[region].pace() == Pace::Run;
            if went_on || self.regions[region].has_news() {
                self.forget_ready(region);
            }
        }
        orders
    }

    /// Lets every region live through what is left of the phase: nothing that is due in it is skipped.
    fn finish_phase(&mut self) -> Result<(), Msg> {
        let orders = self.run_each(Region::phase_ends_by);
        let clock = Line::Clock { minutes: self.minutes() };
        let noted = self.note_orders(orders, Some(clock));
        if noted { Ok(()) } else { Err(Msg::new("refused-not-written")) }
    }

    /// Runs the regions side by side, each to its target. Gives the stand-ins' orders, region by region.
    fn run_each(&mut self, target: impl Fn(&mut Region) -> u64 + Sync) -> Vec<Vec<(u64, Act)>> {
        let hook = self.hook.as_ref();
        let run = |region: &mut Region| {
            let target = target(region);
            if target > region.now() { region.run(target, hook) } else { Vec::new() }
        };
        std::thread::scope(|scope| {
            let Some((first, others)) = self.regions.split_first_mut() else { return Vec::new() };
            let run = &run;
            let others: Vec<_> = others.iter_mut().map(|region| scope.spawn(move || run(region))).collect();
            let mut orders = vec![run(first)];
            orders.extend(others.into_iter().map(|other| other.join().unwrap_or_default()));
            orders
        })
    }

    /// Writes down what the stand-ins ordered, and then where the clocks stand. What cannot be written, did not happen.
    fn note_orders(&mut self, orders: Vec<Vec<(u64, Act)>>, clock: Option<Line>) -> bool {
        let mut lines = Vec::new();
        for (region, orders) in orders.iter().enumerate() {
            for (minute, act) in orders {
                let sequence = self.book.entries().len() as u64 + lines.len() as u64;
                lines.push(Line::Entry(Entry {
                    sequence,
                    region: Some(region as u32),
                    minutes: vec![*minute],
                    participant: PROGRAM,
                    act: act.clone(),
                    wall_ms: self.wall_ms,
                }));
            }
        }
        let jumped = clock.is_some();
        lines.extend(clock);
        let written = lines.is_empty() || self.book.write(&lines).is_ok();
        if !written {
            let touched = (0..orders.len()).filter(|region| jumped || !orders[*region].is_empty());
            touched.for_each(|region| self.regions[region].discard());
            self.paused = true;
        }
        self.regions.iter_mut().for_each(Region::note_minute);
        written
    }

    /// Tries an act on one region or on all, writes it, and lets it stand only if both went well.
    fn commit(&mut self, region: Option<usize>, participant: u32, act: Act) -> Result<(), Msg> {
        let chosen = region.map_or(0..self.regions.len(), |region| region..region + 1);
        let minutes = self.regions[chosen.clone()].iter().map(Region::now).collect();
        self.try_act(chosen.clone(), participant, &act)?;
        let sequence = self.book.entries().len() as u64;
        let region = region.map(|region| region as u32);
        let entry = Entry { sequence, region, minutes, participant, act, wall_ms: self.wall_ms };
        if let Err(error) = self.book.write(&[Line::Entry(entry)]) {
            eprintln!("the record could not be written, the class pauses: {error}");
            self.regions[chosen].iter_mut().for_each(Region::discard);
            self.paused = true;
            return Err(Msg::new("refused-not-written"));
        }
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

    /// Opens the next phase for all regions, or ends the exercise after the last.
    fn next_phase(&mut self, participant: u32) -> Result<(), Msg> {
        let next = self.phase + 1;
        if next as usize >= self.scenario.phases.len() {
            return self.end(participant);
        }
        self.commit(None, participant, Act::Phase(next))?;
        self.enter_phase(next);
        Ok(())
    }

    fn end(&mut self, participant: u32) -> Result<(), Msg> {
        self.commit(None, participant, Act::End)?;
        self.stage = Stage::Debrief;
        self.close();
        Ok(())
    }

    /// Works out results and debriefs, and closes the record.
    fn close(&mut self) {
        let mark = self.state_mark();
        let mut outcomes = Vec::new();
        for region in &mut self.regions {
            let hospitals = region.setup().hospitals.clone();
            for hospital in hospitals {
                outcomes.extend(region.guarded(|exercise| exercise.outcome(&hospital.id)));
                let team = hospital.team.as_deref();
                self.debriefs
                    .extend(team.and_then(|team| region.guarded(|exercise| exercise.debrief(&hospital.id, team))));
            }
        }
        // After all teams': what a joint class reached together.
        for region in self.regions.iter_mut().filter(|_| self.setup.mode == Mode::Joint) {
            let setup = region.setup().clone();
            self.debriefs.extend(region.guarded(|exercise| exercise.debrief_together(&setup)));
        }
        self.begin_rating();
        let Some(mark) = mark else { return };
        let clock = Line::Clock { minutes: self.minutes() };
        if let Err(error) = self.book.finish(&[clock, mark, Line::Results { outcomes }], self.wall_ms) {
            eprintln!("the results could not be written; they will be at the next start: {error}");
        }
    }

    /// Writes what the state is. A failure shows at the next act, which matters more.
    fn mark_state(&mut self) {
        self.marked_at_ms = self.wall_ms;
        if let Some(mark) = self.state_mark() {
            let _ = self.book.write(&[mark]);
        }
    }

    fn state_mark(&mut self) -> Option<Line> {
        let hashes: Option<Vec<String>> = self.regions.iter_mut().map(Region::hash).collect();
        Some(Line::Mark { minutes: self.minutes(), hashes: hashes? })
    }

    /// Writes where the clocks stand, before anybody is shown. False when that failed: then nobody is.
    fn mark_clock(&mut self) -> bool {
        let minutes = self.minutes();
        // The results are a record's last line, and the clocks stand after them.
        if self.stage == Stage::Debrief {
            return true;
        }
        if minutes != self.book.marked() && self.book.write(&[Line::Clock { minutes }]).is_err() {
            self.paused = true;
            return false;
        }
        self.regions.iter_mut().for_each(Region::note_minute);
        true
    }

    /// Tells each region which of its seats people hold.
    fn share_seats(&mut self) {
        let mut held = vec![Vec::new(); self.regions.len()];
        for person in self.people.values().filter(|person| !person.roles().is_empty()) {
            let Some(team) = self.teams.iter().find(|team| person.team() == Some(&team.id)) else { continue };
            let seat = |role: &_| Seat { hospital: team.hospital.clone(), role: *role };
            held[team.region].push(person.roles().iter().map(seat).collect::<BTreeSet<Seat>>());
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
