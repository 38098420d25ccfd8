//! Opening a class: a new one is put into the store, and every class is taken up from there, so that a class that just
//! began and one that was killed go the same way.
//!
//! What is recalled follows from the record and the rows beside it alone. A record that cannot be played on, because it was
//! made by another version of the model or fails, still opens: its debrief as it was kept, its chat, its lines for export.

use std::collections::BTreeMap;

use codedark_protocol::{Debrief, Door, Msg, Outcome, Stage};
use codedark_sim::exercise::{Act, Chain, Entry, Exercise, RecordLine, Setup};

use super::book::Book;
use super::chat::Chat;
use super::credits::{Credits, TooQuick};
use super::people::Person;
use super::region::Region;
use super::room::Room;
use super::safety::Alarm;
use super::{By, Session, teams};
use crate::content::{Content, usual_title};
use crate::recorded::{opening, recorded, rerun_kept};
use crate::store::{NewClass, Store, StoreError, StoredClass, StoredPerson, WriterHandle};

/// Longest gap between two entries of a record of version 1 that counts as class time, in milliseconds: such records tell
/// no hour, and a longer gap was an absence.
const UNTOLD_GAP_MS_MAX: u64 = 120_000;

impl Session {
    /// Puts a new class into a store. Gives its number there.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn create_in(
        store: &mut Store,
        content: &Content,
        setup: &Setup,
        keep_days: u32,
        wall_ms: u64,
    ) -> Result<i64, StoreError> {
        let new = NewClass {
            title: usual_title(&content.scenario),
            scenario: content.scenario.id.clone(),
            code: crate::secrets::code(),
            teams: teams(setup).len() as u32,
            created_ms: wall_ms,
            keep_days,
        };
        let header = Chain::default().link(&content.header(setup));
        store.create_class(&new, &[header]).map(|class| class.id)
    }

    /// Puts a new class into the store of a writer. Gives its number there.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn create(
        writer: &WriterHandle,
        content: &Content,
        setup: &Setup,
        keep_days: u32,
        wall_ms: u64,
    ) -> Result<i64, Msg> {
        let (content, setup) = (content.clone(), setup.clone());
        let create = move |store: &mut Store| Session::create_in(store, &content, &setup, keep_days, wall_ms);
        writer.with(create).map_err(|error| error.msg())
    }

    /// Takes up a class where it was, at this wall time.
    ///
    /// # Errors
    /// There is no such class, or the store cannot be read.
    pub fn resume(writer: WriterHandle, class: i64, wall_ms: u64) -> Result<Session, Msg> {
        let mut session = Session::take_up(writer, class)?;
        session.wall_ms = session.wall_ms.max(wall_ms);
        if matches!(session.stage, Stage::Briefing | Stage::Play) {
            let last_ms = session.book.entries().last().map_or(wall_ms, |entry| entry.wall_ms);
            let away_ms = wall_ms.saturating_sub(last_ms);
            // An entry that only tells: refused by nobody but regions that fail, which are rebuilt by and by.
            let _ = session.act(None, By::PROGRAM, Act::Resumed { away_ms });
        }
        Ok(session)
    }

    /// The class as its record and the rows beside it have it.
    pub(super) fn take_up(writer: WriterHandle, class: i64) -> Result<Session, Msg> {
        let stored = writer.with(move |store| store.class(class)).map_err(|error| error.msg())?;
        let mut book = Book::open(writer, &stored);
        let lines = book.read()?;
        let mut missing = stored.missing.clone();
        let (content, setup) = recorded(&lines)?;
        let playable =
            content.clone().and_then(|content| opening(&lines).map(|_| rerun_kept(&content, &setup, &lines)));
        let regions = match playable {
            Ok((regions, disagree)) => {
                missing.extend(disagree);
                regions
            }
            Err(reason) => {
                missing.push(Msg::new("class-only-read").word("reason", crate::words::sentence(&reason)));
                Vec::new()
            }
        };
        let over = regions.is_empty() || stored.ended_ms.is_some();
        // Texts that this program cannot read: those of the scenario as it is shipped today say the most.
        let content = content.or_else(|reason| Content::named(&stored.scenario).map_err(|_| reason))?;
        let mut session = Session::around(book, stored, content, setup, regions);
        session.missing = missing;
        session.recall(&lines)?;
        if over {
            session.stage = Stage::Debrief;
        }
        session.recall_result()?;
        if session.debriefs.is_empty() && !session.is_playable() {
            session.debriefs = results(&lines);
        }
        session.begin_again();
        Ok(session)
    }

    fn around(
        book: Book,
        stored: StoredClass,
        content: Content,
        setup: Setup,
        regions: Vec<Option<Exercise>>,
    ) -> Session {
        let scenario = content.scenario.clone();
        let minute = |index: usize| book.marked().get(index).copied().unwrap_or_default();
        let regions = regions.into_iter().enumerate();
        let regions =
            regions.map(|(index, one)| Region::new(scenario.clone(), &setup, index, one, minute(index))).collect();
        Session {
            teams: teams(&setup),
            room: Room::new(&scenario, setup.mode),
            regions,
            stored,
            content,
            scenario,
            book,
            people: BTreeMap::new(),
            last_person: 0,
            stale_tokens: Vec::new(),
            door: Door::Open,
            joins: Credits::default(),
            too_quick: TooQuick::new(),
            chat: Chat::default(),
            stage: Stage::Lobby,
            phase: 0,
            paused: false,
            adjourned: false,
            alarm: None,
            speed_milli: 1000,
            debriefs: Vec::new(),
            setup,
            forks: None,
            rating: None,
            rated: false,
            unwritten: None,
            stale: false,
            tried_at_ms: 0,
            missing: Vec::new(),
            heard: Vec::new(),
            wall_ms: 0,
            stepped_at_ms: None,
            marked_at_ms: 0,
            beaten_at_ms: 0,
            welcomes: 0,
            hook: None,
            round_hook: None,
        }
    }

    /// Fills a class that was just re-run with what its entries and the rows beside it say.
    fn recall(&mut self, lines: &[RecordLine]) -> Result<(), Msg> {
        let id = self.stored.id;
        let rows = self.book.writer().with(move |store| {
            let people = (store.people(id)?, store.standings(id)?, store.done(id)?);
            Ok((people, store.door(id)?, store.chat(id)?))
        });
        let ((people, standings, done), door, chat) = rows.map_err(|error| error.msg())?;
        self.door = door;
        let stands = |person: &StoredPerson| standings.get(&person.id).copied().unwrap_or_default();
        self.people = people.into_iter().map(|one| (one.id, Person::new(one.clone(), stands(&one)))).collect();
        let acted = self.book.entries().iter().map(|entry| entry.participant);
        let spoke = chat.iter().map(|line| line.person);
        self.last_person = self.people.keys().copied().chain(acted).chain(spoke).max().unwrap_or_default();
        let said = chat.iter().filter_map(|line| Some((line.person, line.act?)));
        for (person, number) in said.chain(done) {
            self.people.get_mut(&person).into_iter().for_each(|person| _ = person.done.insert(number));
        }
        chat.into_iter().for_each(|line| self.chat.add(line));
        let told = lines.iter().any(|line| matches!(line, RecordLine::Clock { hour: Some(_), .. }));
        for entry in self.book.entries().to_vec() {
            if !told {
                self.recall_time(&entry);
            }
            self.recall_act(&entry);
        }
        if told {
            self.room.hour = self.book.hour();
        }
        self.share_seats();
        Ok(())
    }

    /// What passed before an entry of a record that tells no hour.
    fn recall_time(&mut self, entry: &Entry) {
        let gap_ms = entry.wall_ms.saturating_sub(self.wall_ms);
        if gap_ms <= UNTOLD_GAP_MS_MAX {
            self.room.elapse(gap_ms);
            if self.stage == Stage::Play && self.clocks_run() {
                self.room.pass(gap_ms, self.speed_milli);
            }
        }
        self.wall_ms = entry.wall_ms;
    }

    fn recall_act(&mut self, entry: &Entry) {
        self.wall_ms = self.wall_ms.max(entry.wall_ms);
        let person = entry.participant;
        if let (Some(person), Some(number)) = (self.people.get_mut(&person), entry.number) {
            person.done.insert(number);
        }
        match &entry.act {
            Act::Phase(phase) => {
                (self.stage, self.phase) = (Stage::Play, *phase);
                self.room.begin(&self.scenario, false);
                self.room.begin_phase();
            }
            Act::Cut(id) => self.room.cut = self.scenario.cuts.iter().position(|cut| cut.id == *id),
            Act::Brief => {
                self.stage = Stage::Briefing;
                self.room.begin(&self.scenario, true);
            }
            Act::Extend(minutes) => self.room.extend(*minutes),
            Act::Standings(shown) => self.room.standings = *shown,
            Act::Pause(paused) => (self.paused, self.adjourned) = (*paused, false),
            Act::Adjourn => (self.paused, self.adjourned) = (true, true),
            Act::Alarm => self.alarm = Some(Alarm::by(person)),
            Act::Halt => self.halted_by(person),
            Act::GoOn => self.alarm = None,
            Act::Speed(speed_milli) => self.speed_milli = *speed_milli,
            Act::End => self.stage = Stage::Debrief,
            Act::Away(away) => self.people.get_mut(&person).into_iter().for_each(|one| one.called_away = *away),
            Act::WarmUp { role, option } => self.settle_warm_up(person, *role, option),
            Act::Hold { hospital, roles } => {
                let at = |team: &&super::Team| Some(team.region as u32) == entry.region && team.hospital == *hospital;
                let team = self.teams.iter().find(at).map(|team| team.id.clone());
                if let Some(person) = self.people.get_mut(&person) {
                    person.sit(team, roles.clone());
                }
            }
            Act::SetAside { .. } | Act::Resumed { .. } | Act::Order { .. } | Act::Inject { .. } => {}
        }
    }

    /// Debriefs and ratings as they were kept.
    fn recall_result(&mut self) -> Result<(), Msg> {
        let id = self.stored.id;
        let result = self.book.writer().with(move |store| store.result(id)).map_err(|error| error.msg())?;
        let Some(result) = result.filter(|_| self.stage == Stage::Debrief) else { return Ok(()) };
        self.rated = result.rated;
        // Of another version's debriefs, those that this program can read.
        let kept: serde_json::Value = serde_json::from_str(&result.text).unwrap_or_default();
        self.room.standings = kept["standings"].as_bool().unwrap_or(self.room.standings);
        let debriefs = kept["debriefs"].as_array().into_iter().flatten();
        self.debriefs = debriefs.filter_map(|one| serde_json::from_value::<Debrief>(one.clone()).ok()).collect();
        Ok(())
    }

    /// What follows from where the record stands: a running class has its pace, and one whose end was written but not its
    /// results gets them.
    fn begin_again(&mut self) {
        match self.stage {
            Stage::Play => self.set_pace(),
            Stage::Debrief if self.is_playable() && self.stored.ended_ms.is_none() => self.close(),
            Stage::Debrief if self.is_playable() && self.debriefs.is_empty() => {
                self.debriefs = self.debriefs_now();
                self.keep_result();
            }
            _ => {}
        }
    }
}

/// What a record that cannot be re-run says of its end: each team's result, without what happened on the way.
fn results(lines: &[RecordLine]) -> Vec<Debrief> {
    let (Some(RecordLine::Header { setup, .. }), Some(RecordLine::Results { outcomes })) =
        (lines.first(), lines.last())
    else {
        return Vec::new();
    };
    let hospitals = setup.regions.iter().flat_map(|region| &region.hospitals);
    let played = hospitals.zip(outcomes).filter_map(|(hospital, outcome)| Some((hospital.team.clone()?, outcome)));
    let debrief = |(team, outcome): (String, &Outcome)| Debrief {
        team,
        outcome: outcome.clone(),
        timeline: Vec::new(),
        curves: Vec::new(),
    };
    played.map(debrief).collect()
}
