//! What people say to the class: which message is legal for whom, and when.

use codedark_protocol::{ClientMsg, Command, Direction, EXTEND_MIN_MAX, Msg, SPEED_MAX_MILLI, Seat, ServerMsg, Stage};
use codedark_sim::exercise::Act;

use super::{Session, Team};

/// The number in answers to messages that carry none.
const UNNUMBERED: u32 = 0;

impl Session {
    /// Hears a person. Orders and directions are always answered, the rest only when refused.
    pub fn hear(&mut self, person: u32, message: ClientMsg) -> Option<ServerMsg> {
        let (number, heard) = match message {
            ClientMsg::Take { team, roles } => (UNNUMBERED, self.take(person, &team, roles)),
            ClientMsg::Chat { team, text } => (UNNUMBERED, self.say(person, &team, &text)),
            ClientMsg::Ready(ready) => (UNNUMBERED, self.set_ready(person, ready)),
            ClientMsg::WarmUp { role, option } => (UNNUMBERED, self.warm_up(person, role, &option)),
            ClientMsg::Order { number, seat, command } => (number, self.order(person, seat, command)),
            ClientMsg::Direct { number, direction } => (number, self.direct(person, direction)),
            ClientMsg::Hello { .. } => return Some(ServerMsg::Bye(Msg::new("bye-garbage"))),
        };
        let quiet = number == UNNUMBERED && heard.is_ok();
        (!quiet).then_some(ServerMsg::Answer { number, refused: heard.err() })
    }

    fn order(&mut self, id: u32, seat: Seat, command: Command) -> Result<(), Msg> {
        if self.stage != Stage::Play {
            return Err(Msg::new("refused-not-running"));
        }
        let person = self.people.get(&id).ok_or_else(|| Msg::new("bye-unknown-token"))?;
        let team = self.teams.iter().find(|team| person.team() == Some(&team.id));
        let team = team.filter(|team| team.hospital == seat.hospital && person.roles().contains(&seat.role));
        let region = team.ok_or_else(|| Msg::new("refused-not-your-seat"))?.region;
        self.commit(Some(region), id, Act::Order { seat, command })
    }

    fn direct(&mut self, id: u32, direction: Direction) -> Result<(), Msg> {
        if !self.people.get(&id).is_some_and(|person| person.is_facilitator()) {
            return Err(Msg::new("refused-not-facilitator"));
        }
        match (direction, self.stage) {
            (Direction::Cut(cut), Stage::Lobby) => self.choose_cut(id, &cut),
            (Direction::Joint(joint), Stage::Lobby) => self.share_region(joint),
            (Direction::Brief, Stage::Lobby) => self.brief(id),
            (Direction::Deal, Stage::Lobby | Stage::Briefing) => self.deal(),
            (Direction::Start, Stage::Lobby | Stage::Briefing) => self.open(id),
            (Direction::Cut(_) | Direction::Joint(_) | Direction::Brief | Direction::Deal | Direction::Start, _) => {
                Err(Msg::new("refused-already-started"))
            }
            (Direction::Standings(shown), _) => self.show_standings(id, shown),
            (_, Stage::Debrief) => Err(Msg::new("refused-ended")),
            (Direction::Speed(speed_milli), _) => self.set_speed(id, speed_milli),
            (Direction::Extend(minutes), Stage::Briefing | Stage::Play) => self.extend(id, minutes),
            (_, Stage::Lobby | Stage::Briefing) => Err(Msg::new("refused-not-running")),
            (Direction::Pause(paused), _) => {
                self.commit(None, id, Act::Pause(paused))?;
                self.paused = paused;
                Ok(())
            }
            (Direction::NextPhase, _) => {
                self.finish_phase()?;
                self.next_phase(id)
            }
            (Direction::End, _) => self.end(id),
            (Direction::Inject { inject, hospital }, _) => self.hand_out(id, &inject, hospital.as_deref()),
        }
    }

    fn extend(&mut self, id: u32, minutes: i32) -> Result<(), Msg> {
        if minutes == 0 || minutes.abs() > EXTEND_MIN_MAX {
            return Err(Msg::new("refused-extend").number("most", i64::from(EXTEND_MIN_MAX)));
        }
        self.commit(None, id, Act::Extend(minutes))?;
        self.room.extend(minutes);
        Ok(())
    }

    /// Shows teams each other's results, or not.
    fn show_standings(&mut self, id: u32, shown: bool) -> Result<(), Msg> {
        if self.stage != Stage::Debrief {
            self.commit(None, id, Act::Standings(shown))?;
        }
        self.room.standings = shown;
        self.people.values_mut().for_each(|person| person.sent.debrief = false);
        Ok(())
    }

    fn set_speed(&mut self, id: u32, speed_milli: u32) -> Result<(), Msg> {
        if !(1..=SPEED_MAX_MILLI).contains(&speed_milli) {
            return Err(Msg::new("refused-speed").number("most", i64::from(SPEED_MAX_MILLI / 1000)));
        }
        self.commit(None, id, Act::Speed(speed_milli))?;
        self.speed_milli = speed_milli;
        Ok(())
    }

    /// Hands out an inject to a team, to a hospital wherever it is, or to everybody.
    ///
    /// Teams that play side by side all have a hospital `h1`: to reach one of them, its team's id is given instead.
    fn hand_out(&mut self, id: u32, inject: &str, to: Option<&str>) -> Result<(), Msg> {
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
            self.commit(Some(region), id, Act::Inject { inject: inject.to_owned(), hospital })?;
        }
        Ok(())
    }
}
