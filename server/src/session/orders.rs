//! What people say to the class: it goes through the table of who may say what, through the credits, and is then done.

use codedark_protocol::{ClientMsg, Command, Direction, EXTEND_MIN_MAX, Msg, SPEED_MAX_MILLI, Seat, Stage};
use codedark_sim::exercise::Act;

use super::credits::Kind;
use super::{By, Session, Team, admission};
use crate::gateway::ConnectionId;
use crate::store::Change;

/// The number in answers to what carries none.
pub(super) const UNNUMBERED: u64 = 0;

impl Session {
    /// Hears a page. Numbered acts are always answered, the rest only when refused. An act that was done is not done again.
    ///
    /// # Errors
    /// The page said something that none of ours says, and is to be dismissed with this reason.
    pub fn hear(&mut self, connection: ConnectionId, message: ClientMsg) -> Result<(), Msg> {
        let found = self.people.iter().find(|(_, person)| person.connection == Some(connection));
        // What was on its way when a newer page took over is dropped.
        let Some(person) = found.map(|(id, _)| *id) else { return Ok(()) };
        if matches!(message, ClientMsg::Hello { .. }) {
            return Err(Msg::new("bye-garbage"));
        }
        let by = By { participant: person, number: message.number() };
        let again = by.number.is_some_and(|number| self.people[&person].done.contains(&number));
        let heard = if again { Ok(()) } else { self.hear_new(by, message) };
        if by.number.is_some() || heard.is_err() {
            self.heard.push((person, by.number.unwrap_or(UNNUMBERED), heard.err()));
        }
        Ok(())
    }

    /// Does what a page says, when it may be said and is not said too quickly. Its number is kept: with its entry, with its
    /// line of chat, or by itself.
    fn hear_new(&mut self, by: By, message: ClientMsg) -> Result<(), Msg> {
        self.check_writing()?;
        let person = self.people.get_mut(&by.participant).ok_or_else(|| Msg::new("bye-unknown-token"))?;
        let kind = Kind::of(&message);
        if !person.credits.take(kind, self.wall_ms) {
            return Err(self.too_quick(kind));
        }
        admission::admit(&message, person.speaker(), self.stage)?;
        let said = self.chat.last();
        self.obey(by, message)?;
        let noted = self.book.entries().last().is_some_and(|entry| (entry.participant, entry.number) == by.told());
        if let Some(number) = by.number.filter(|_| !noted && self.chat.last() == said) {
            self.book.put(Change::Done { class: self.stored.id, person: by.participant, number });
        }
        Ok(())
    }

    fn obey(&mut self, by: By, message: ClientMsg) -> Result<(), Msg> {
        match message {
            ClientMsg::Hello { .. } => Ok(()),
            ClientMsg::Take { team, roles, .. } => self.take(by, &team, roles),
            ClientMsg::Share { person, role, yes, .. } => self.share(by, person, role, yes),
            ClientMsg::Chat { team, text, .. } => self.say(by, &team, &text),
            ClientMsg::Ready(ready) => self.set_ready(by.participant, ready),
            ClientMsg::WarmUp { role, option } => self.warm_up(by, role, &option),
            ClientMsg::Order { seat, command, .. } => self.order(by, seat, command),
            ClientMsg::Direct { direction, .. } => self.direct(by, direction),
            ClientMsg::Alarm { .. } => self.raise_alarm(by),
            ClientMsg::Away { away, .. } => self.call_away(by, away),
            ClientMsg::Claim { person, .. } => self.claim(by.participant, person),
        }
    }

    fn order(&mut self, by: By, seat: Seat, command: Command) -> Result<(), Msg> {
        if self.is_halted() {
            return Err(Msg::new("refused-halted"));
        }
        let person = self.people.get(&by.participant).ok_or_else(|| Msg::new("bye-unknown-token"))?;
        let team = self.teams.iter().find(|team| person.team() == Some(&team.id));
        let team = team.filter(|team| team.hospital == seat.hospital && person.roles().contains(&seat.role));
        let region = team.ok_or_else(|| Msg::new("refused-not-your-seat"))?.region;
        self.act(Some(region), by, Act::Order { seat, command })
    }

    fn direct(&mut self, by: By, direction: Direction) -> Result<(), Msg> {
        match direction {
            Direction::Cut(cut) => self.choose_cut(by, &cut),
            Direction::Joint(joint) => self.share_region(joint),
            Direction::Brief => self.brief(by),
            Direction::Deal => self.deal(),
            Direction::Start => self.open(by),
            Direction::Standings(shown) => self.show_standings(by, shown),
            Direction::Reunite { newcomer, person } => self.reunite(newcomer, person),
            Direction::RefuseClaim { newcomer } => self.refuse_claim(newcomer),
            Direction::Halt => self.halt(by),
            Direction::GoOn => self.go_on(by),
            Direction::Speed(speed_milli) => self.set_speed(by, speed_milli),
            Direction::Extend(minutes) => self.extend(by, minutes),
            Direction::Adjourn => self.pause(by, Act::Adjourn),
            Direction::Pause(paused) => self.pause(by, Act::Pause(paused)),
            Direction::NextPhase { ends } => self.end_phase(by, ends),
            Direction::End => self.end(by),
            Direction::Inject { inject, hospital } => self.hand_out(by, &inject, hospital.as_deref()),
            about_people @ (Direction::Door(_)
            | Direction::Admit { .. }
            | Direction::Rename { .. }
            | Direction::Seat { .. }
            | Direction::Observe { .. }
            | Direction::Remove { .. }
            | Direction::Restore { .. }) => self.keep_house(by, about_people),
        }
    }

    /// Stops the clocks, with or without the minutes of the class, or lets them go on.
    fn pause(&mut self, by: By, act: Act) -> Result<(), Msg> {
        let stands = match act {
            Act::Adjourn => (true, true),
            Act::Pause(paused) => (paused, false),
            _ => (self.paused, self.adjourned),
        };
        self.act(None, by, act)?;
        (self.paused, self.adjourned) = stands;
        Ok(())
    }

    /// Ends the phase that the facilitator names; a second press finds it over.
    fn end_phase(&mut self, by: By, ends: u32) -> Result<(), Msg> {
        if self.phase != ends {
            return Err(Msg::new("refused-phase-over"));
        }
        self.finish_phase();
        self.next_phase(by)
    }

    fn extend(&mut self, by: By, minutes: i32) -> Result<(), Msg> {
        if minutes == 0 || minutes.abs() > EXTEND_MIN_MAX {
            return Err(Msg::new("refused-extend").number("most", i64::from(EXTEND_MIN_MAX)));
        }
        self.act(None, by, Act::Extend(minutes))?;
        self.room.extend(minutes);
        Ok(())
    }

    /// Shows teams each other's results, or not.
    fn show_standings(&mut self, by: By, shown: bool) -> Result<(), Msg> {
        if self.stage != Stage::Debrief {
            self.act(None, by, Act::Standings(shown))?;
        }
        self.room.standings = shown;
        if self.stage == Stage::Debrief {
            self.keep_result();
        }
        self.people.values_mut().for_each(|person| person.sent.debrief = false);
        Ok(())
    }

    fn set_speed(&mut self, by: By, speed_milli: u32) -> Result<(), Msg> {
        if !(1..=SPEED_MAX_MILLI).contains(&speed_milli) {
            return Err(Msg::new("refused-speed").number("most", i64::from(SPEED_MAX_MILLI / 1000)));
        }
        self.act(None, by, Act::Speed(speed_milli))?;
        self.speed_milli = speed_milli;
        Ok(())
    }

    /// Hands out an inject to a team, to a hospital wherever it is, or to everybody.
    ///
    /// Teams that play side by side all have a hospital `h1`: to reach one of them, its team's id is given instead.
    fn hand_out(&mut self, by: By, inject: &str, to: Option<&str>) -> Result<(), Msg> {
        let named = |team: &&Team| to.is_none_or(|to| team.id == to || team.hospital == to);
        let one = |team: &&Team| Some(team.id.as_str()) == to;
        let mut places: Vec<(usize, Option<String>)> = match self.teams.iter().find(one) {
            Some(team) => vec![(team.region, Some(team.hospital.clone()))],
            None => {
                let named = self.teams.iter().filter(named);
                named.map(|team| (team.region, to.map(|_| team.hospital.clone()))).collect()
            }
        };
        places.dedup();
        if places.is_empty() {
            return Err(Msg::new("refused-no-team"));
        }
        for (region, hospital) in places {
            self.act(Some(region), by, Act::Inject { inject: inject.to_owned(), hospital })?;
        }
        Ok(())
    }
}
