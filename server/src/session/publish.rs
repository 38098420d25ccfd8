//! What people are shown: changes since what their page last had, and only of what is theirs to see.

use codedark_protocol::{
    Alarm, BEAT_EVERY_MS, ClassRow, Debrief, Overview, OverviewEvent, OverviewFigure, OverviewInject, OverviewMissing,
    PLAY_LEFT_STEP_S, Pace, PersonRow, Seat, ServerMsg, SessionView, Stage, TeamRow, View, encode, keys_of_change,
    keys_of_debriefs, keys_of_session,
};
use codedark_sim::exercise::{Mode, REGION};
use std::collections::{BTreeMap, BTreeSet};

use super::Session;
use super::outline::Out;
use super::people::{Person, Sent};
use super::region::Region;

impl Session {
    /// Sends everybody what changed for them. All of it is written down.
    pub(super) fn publish(&mut self, out: &mut Vec<Out>) {
        self.beat(out);
        if self.stale {
            return self.tell_unwritten(out);
        }
        let class = self.class_view();
        let overview = self.overview();
        for id in self.people.keys().copied().collect::<Vec<_>>() {
            if !self.people[&id].is_online() {
                continue;
            }
            let seats = self.seat_views(id);
            let mut frames = Vec::new();
            let mut sent = std::mem::take(&mut self.people.get_mut(&id).expect("listed above").sent);
            if !self.people[&id].is_outside() {
                self.tell_cards(self.people[&id].sees_all(), &mut sent, &mut frames);
            }
            self.tell_class(id, &class, &mut sent, &mut frames);
            if !self.people[&id].is_outside() {
                self.tell_hidden(id, &mut sent, &mut frames);
            }
            self.tell_seats(seats, &mut sent, &mut frames);
            if let Some(overview) = overview.as_ref().filter(|_| self.people[&id].sees_all()) {
                let change = overview.change_since(&sent.overview);
                if !change.is_empty() {
                    frames.push(ServerMsg::Overview(change));
                    sent.overview.clone_from(overview);
                }
            }
            let person = self.people.get_mut(&id).expect("listed above");
            person.sent = sent;
            frames.iter().for_each(|frame| person.tell(frame, out));
        }
        self.regions.iter_mut().filter(|region| region.is_rebuilding()).for_each(Region::show_failure);
    }

    /// Signs of life, from time to time.
    fn beat(&mut self, out: &mut Vec<Out>) {
        if self.wall_ms.saturating_sub(self.beaten_at_ms) < BEAT_EVERY_MS {
            return;
        }
        self.beaten_at_ms = self.wall_ms;
        let beat = encode(&ServerMsg::Beat);
        let connections = self.people.values().filter_map(|person| person.connection);
        out.extend(connections.map(|connection| Out::Frame(connection, beat.clone())));
    }

    /// While what is in memory was never written and what is written cannot be read: only that it is so.
    fn tell_unwritten(&mut self, out: &mut Vec<Out>) {
        for person in self.people.values_mut().filter(|person| person.is_online()) {
            let mut view = person.sent.session.clone();
            view.class.iter_mut().for_each(|class| class.unwritten.clone_from(&self.unwritten));
            let change = view.change_since(&person.sent.session);
            if !change.is_empty() {
                person.sent.session = view;
                person.tell(&ServerMsg::Session(change), out);
            }
        }
    }

    /// The session as everybody sees it, but for the chat.
    fn class_view(&mut self) -> SessionView {
        let class = ClassRow {
            id: 0,
            stage: self.stage,
            phase: self.phase,
            paused: self.paused || self.is_halted() || self.unwritten.is_some(),
            adjourned: self.adjourned,
            alarm: self
                .alarm
                .as_ref()
                .map(|alarm| Alarm { person: alarm.person, stops_in_s: alarm.left_ms.div_ceil(1000) as u32 }),
            unwritten: self.unwritten.clone(),
            speed_milli: self.speed_milli,
            cut: self.cut().map(|cut| cut.id.clone()).unwrap_or_default(),
            play_left_s: self.play_left_s(),
            standings: self.room.standings,
            joint: self.setup.mode == Mode::Joint,
            door: self.door,
            rating_percent: self.rating_percent(),
        };
        let mut teams = Vec::new();
        for team in &self.teams {
            let ready = |id: &u32| self.people.get(id).and_then(Person::team) == Some(&team.id);
            let ready: Vec<u32> = self.room.ready.iter().copied().filter(ready).collect();
            let playing = self.stage == Stage::Play;
            let Some(region) = self.regions.get_mut(team.region) else {
                teams.push(gone_row(team, self.book.marked()));
                continue;
            };
            teams.push(TeamRow {
                id: team.id.clone(),
                hospital: team.hospital.clone(),
                minute: self.book.marked().get(team.region).copied().unwrap_or_default(),
                waiting: playing && region.is_phase_done(),
                rebuilding: region.is_rebuilding() && !region.is_lost(),
                lost: region.is_lost(),
                pace: region.pace(),
                ready,
            });
        }
        let people = self.people.iter().map(|(id, person)| person_row(*id, person)).collect();
        SessionView { class: vec![class], teams, people, warm_ups: Vec::new(), chat: Vec::new() }
    }

    /// Class seconds until play ends, in the steps they are told in.
    fn play_left_s(&self) -> Option<u32> {
        let left_s = (self.room.hour.left_ms? / 1000) as u32;
        (self.stage != Stage::Debrief).then_some(left_s.next_multiple_of(PLAY_LEFT_STEP_S))
    }

    fn tell_class(&self, id: u32, class: &SessionView, sent: &mut Sent, frames: &mut Vec<ServerMsg>) {
        let person = &self.people[&id];
        let warm_ups = person.team().map(|team| self.warm_up_rows(team)).unwrap_or_default();
        let mut view = SessionView { chat: self.chat.read_by(person), warm_ups, ..class.clone() };
        if person.is_outside() {
            view = SessionView { class: view.class, people: view.people, ..SessionView::default() };
        }
        let in_class = |row: &PersonRow| !person.is_outside() && !row.waits && !row.removed;
        if !person.is_facilitator() {
            view.people.retain(|row| row.id == id || in_class(row));
        }
        let change = view.change_since(&sent.session);
        if !change.is_empty() {
            self.tell_texts(keys_of_session(&change), sent, frames);
            frames.push(ServerMsg::Session(change));
            sent.session = view;
        }
    }

    /// What is hidden at first: warm-ups from those who do not hold the seat, the truth from all until the debrief.
    fn tell_hidden(&self, id: u32, sent: &mut Sent, frames: &mut Vec<ServerMsg>) {
        let over = self.stage == Stage::Debrief;
        let lost = |team: &super::Team| self.regions.get(team.region).is_some_and(Region::is_lost);
        let mine = |team: &&super::Team| self.people[&id].team() == Some(&team.id);
        if !sent.debrief && (over || self.teams.iter().find(mine).is_some_and(lost)) {
            let person = &self.people[&id];
            let all = over && (person.sees_all() || self.room.standings);
            let own = |debrief: &&Debrief| debrief.team == REGION || person.team() == Some(&debrief.team);
            let shown: Vec<Debrief> = self.debriefs.iter().filter(|debrief| all || own(debrief)).cloned().collect();
            self.tell_texts(keys_of_debriefs(&shown), sent, frames);
            frames.push(ServerMsg::Debrief(shown));
            sent.debrief = true;
        }
        if self.stage == Stage::Briefing {
            self.tell_warm_ups(self.people[&id].roles(), sent, frames);
        }
    }

    fn seat_views(&mut self, id: u32) -> BTreeMap<Seat, Option<View>> {
        let person = &self.people[&id];
        let Some(team) = self.teams.iter().find(|team| person.team() == Some(&team.id)) else { return BTreeMap::new() };
        let Some(region) = self.regions.get_mut(team.region) else { return BTreeMap::new() };
        let seats = person.roles().iter().map(|role| Seat { hospital: team.hospital.clone(), role: *role });
        let mut views: BTreeMap<Seat, Option<View>> =
            seats.map(|seat| (seat.clone(), region.view(&seat).cloned())).collect();
        let (class_ms, person) = (self.room.hour.class_ms, self.people.get_mut(&id).expect("looked up above"));
        for (seat, view) in &mut views {
            view.iter_mut().for_each(|view| person.attention.filter(seat.role, class_ms, view));
        }
        views
    }

    fn tell_seats(&self, views: BTreeMap<Seat, Option<View>>, sent: &mut Sent, frames: &mut Vec<ServerMsg>) {
        let left: Vec<Seat> = sent.seats.keys().filter(|seat| !views.contains_key(seat)).cloned().collect();
        for seat in left {
            sent.seats.remove(&seat);
            frames.push(ServerMsg::Unseat(seat));
        }
        for (seat, view) in views.into_iter().filter_map(|(seat, view)| Some((seat, view?))) {
            let whole = !sent.seats.contains_key(&seat);
            let before = sent.seats.entry(seat.clone()).or_default();
            let change = view.change_since(before);
            if !whole && change.is_empty() {
                continue;
            }
            *before = view;
            self.tell_texts(keys_of_change(&change), sent, frames);
            frames.push(ServerMsg::Seat { seat, whole, change });
        }
    }

    /// Teams side by side, with the truth; none when nobody looks who may see it.
    fn overview(&mut self) -> Option<Overview> {
        self.people.values().find(|person| person.sees_all() && person.is_online())?;
        let missing = self.missing.iter().zip(0..);
        let missing = missing.map(|(what, id)| OverviewMissing { id, what: what.clone() }).collect();
        let mut overview = Overview { missing, ..Overview::default() };
        let mut received: BTreeMap<String, BTreeSet<String>> =
            self.scenario.injects.iter().map(|inject| (inject.id.clone(), BTreeSet::new())).collect();
        for team in &self.teams {
            let Some(region) = self.regions.get_mut(team.region) else { continue };
            let truth = region.guarded(|exercise| {
                let (figures, fired) = (exercise.figures(&team.hospital), exercise.fired(&team.hospital));
                (figures, fired, exercise.events(&team.hospital).to_vec())
            });
            let Some((figures, fired, events)) = truth else { continue };
            for (measure, value) in figures {
                let measure = serde_json::to_value(measure).expect("a plain name");
                let id = format!("{}/{}", team.id, measure.as_str().unwrap_or_default());
                overview.figures.push(OverviewFigure { id, value });
            }
            for (number, event) in events.into_iter().enumerate() {
                let id = format!("{}/{number:06}", team.id);
                overview.events.push(OverviewEvent {
                    id,
                    team: team.id.clone(),
                    at_min: event.at_min,
                    what: event.what,
                });
            }
            for inject in fired {
                received.entry(inject).or_default().insert(team.id.clone());
            }
        }
        overview.figures.sort_by(|a, b| a.id.cmp(&b.id));
        overview.events.sort_by(|a, b| a.id.cmp(&b.id));
        let inject =
            |(id, teams): (String, BTreeSet<String>)| OverviewInject { id, received: teams.into_iter().collect() };
        overview.injects = received.into_iter().map(inject).collect();
        Some(overview)
    }
}

/// The row of a team whose exercise can only be read.
fn gone_row(team: &super::Team, minutes: &[u64]) -> TeamRow {
    TeamRow {
        id: team.id.clone(),
        hospital: team.hospital.clone(),
        minute: minutes.get(team.region).copied().unwrap_or_default(),
        waiting: false,
        rebuilding: false,
        lost: false,
        pace: Pace::Run,
        ready: Vec::new(),
    }
}

fn person_row(id: u32, person: &Person) -> PersonRow {
    PersonRow {
        id,
        name: person.name().to_owned(),
        team: person.team().cloned(),
        roles: person.roles().to_vec(),
        former: person.former().to_vec(),
        online: person.is_online(),
        called_away: person.called_away,
        stood_in: person.is_stood_in(),
        claims: person.claims,
        wants: person.wants.iter().copied().collect(),
        facilitator: person.is_facilitator(),
        observer: person.standing.observer,
        waits: person.standing.waits,
        removed: person.standing.removed,
    }
}
