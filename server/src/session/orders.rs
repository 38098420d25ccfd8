//! What people say to the class: which message is legal for whom, and when.

use codedark_protocol::{ClientMsg, Command, Direction, EXTEND_MIN_MAX, Msg, SPEED_MAX_MILLI, Seat, Stage};
use codedark_sim::exercise::Act;

use super::{By, Session, Team};
use crate::gateway::ConnectionId;

/// The number in answers to what carries none.
const UNNUMBERED: u64 = 0;

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
        let heard = match again {
            true => Ok(()),
            false => self.check_writing().and_then(|()| self.obey(by, message)),
        };
        if by.number.is_some() || heard.is_err() {
            self.heard.push((person, by.number.unwrap_or(UNNUMBERED), heard.err()));
        }
        Ok(())
    }

    /// Does what a page says.
    fn obey(&mut self, by: By, message: ClientMsg) -> Result<(), Msg> {
        match message {
            ClientMsg::Hello { .. } => Ok(()),
            ClientMsg::Take { team, roles, .. } => self.take(by, &team, roles),
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
        if self.stage != Stage::Play {
            return Err(Msg::new("refused-not-running"));
        }
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
        if !self.people.get(&by.participant).is_some_and(|person| person.is_facilitator()) {
            return Err(Msg::new("refused-not-facilitator"));
        }
        match (direction, self.stage) {
            (Direction::Cut(cut), Stage::Lobby) => self.choose_cut(by, &cut),
            (Direction::Joint(joint), Stage::Lobby) => self.share_region(joint),
            (Direction::Brief, Stage::Lobby) => self.brief(by),
            (Direction::Deal, Stage::Lobby | Stage::Briefing) => self.deal(),
            (Direction::Start, Stage::Lobby | Stage::Briefing) => self.open(by),
            (Direction::Cut(_) | Direction::Joint(_) | Direction::Brief | Direction::Deal | Direction::Start, _) => {
                Err(Msg::new("refused-already-started"))
            }
            (Direction::Standings(shown), _) => self.show_standings(by, shown),
            (Direction::Reunite { newcomer, person }, _) => self.reunite(newcomer, person),
            (Direction::RefuseClaim { newcomer }, _) => self.refuse_claim(newcomer),
            (_, Stage::Debrief) => Err(Msg::new("refused-ended")),
            (Direction::Halt, _) => self.halt(by),
            (Direction::GoOn, _) => self.go_on(by),
            (Direction::Speed(speed_milli), _) => self.set_speed(by, speed_milli),
            (Direction::Extend(minutes), Stage::Briefing | Stage::Play) => self.extend(by, minutes),
            (Direction::Adjourn, Stage::Briefing | Stage::Play) => self.pause(by, Act::Adjourn),
            (Direction::Pause(false), Stage::Briefing) => self.pause(by, Act::Pause(false)),
            (_, Stage::Lobby | Stage::Briefing) => Err(Msg::new("refused-not-running")),
            (Direction::Pause(paused), _) => self.pause(by, Act::Pause(paused)),
            (Direction::NextPhase { ends }, _) => self.end_phase(by, ends),
            (Direction::End, _) => self.end(by),
            (Direction::Inject { inject, hospital }, _) => self.hand_out(by, &inject, hospital.as_deref()),
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
