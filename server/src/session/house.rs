//! What facilitators decide about people: who may join and who comes in, what somebody is called, where they sit, who watches,
//! who leaves and who may return.
//!
//! It stands beside the record: no rewind takes it back. Only seats are in the record.

use codedark_protocol::{Direction, Door, Msg, Role, Stage};

use super::outline::Out;
use super::people::Person;
use super::{By, Session, names};
use crate::store::{Change, StoredStanding};

impl Session {
    /// Does what a facilitator says about people.
    pub(super) fn keep_house(&mut self, by: By, direction: Direction) -> Result<(), Msg> {
        match direction {
            Direction::Door(door) => self.set_door(door),
            Direction::Admit { people } => self.admit(&people),
            Direction::Rename { person, name } => self.rename(person, &name),
            Direction::Seat { person, team, roles } => self.seat(person, &team, roles),
            Direction::Observe { person, watches } => self.observe(person, watches),
            Direction::Remove { person } => self.remove(by, person),
            Direction::Restore { person } => self.restore(person),
            _ => Err(Msg::new("refused-not-running")),
        }
    }

    fn set_door(&mut self, door: Door) -> Result<(), Msg> {
        self.door = door;
        self.book.put(Change::Door { class: self.stored.id, door });
        Ok(())
    }

    /// Lets people in who wait outside. Their pages are welcomed again, since they were shown nothing yet.
    fn admit(&mut self, people: &[u32]) -> Result<(), Msg> {
        let waits = |id: &u32| self.people.get(id).is_some_and(|one| one.standing.waits && !one.standing.removed);
        let waiting: Vec<u32> = people.iter().copied().filter(waits).collect();
        if waiting.is_empty() {
            return Err(Msg::new("refused-no-person"));
        }
        for id in waiting {
            self.stand(id, |standing| standing.waits = false);
            self.people.get_mut(&id).expect("it waits").is_new_here = true;
        }
        Ok(())
    }

    fn rename(&mut self, person: u32, name: &str) -> Result<(), Msg> {
        let known = self.people.get(&person).filter(|one| !one.standing.removed);
        let facilitator = known.ok_or_else(|| Msg::new("refused-no-person"))?.is_facilitator();
        let name = if facilitator { names::clean(name)? } else { names::of_player(name)? };
        let name = self.told_apart(name, Some(person));
        let one = self.people.get_mut(&person).expect("known above");
        one.stored.name = name;
        let stored = one.stored.clone();
        self.book.put(Change::Person { class: self.stored.id, person: stored });
        Ok(())
    }

    /// Moves somebody to a team, with these seats. Who holds one of them already shares it: it is the facilitator's word.
    fn seat(&mut self, person: u32, team: &str, roles: Vec<Role>) -> Result<(), Msg> {
        let plays = self.people.get(&person).is_some_and(Person::plays);
        if !plays {
            return Err(Msg::new("refused-no-person"));
        }
        self.hold(By { participant: person, number: None }, team, roles)?;
        self.people.get_mut(&person).expect("plays").wants.clear();
        Ok(())
    }

    fn observe(&mut self, person: u32, watches: bool) -> Result<(), Msg> {
        let one = self.people.get(&person).filter(|one| one.plays() || one.standing.observer);
        if one.ok_or_else(|| Msg::new("refused-no-person"))?.standing.observer == watches {
            return Ok(());
        }
        if watches {
            self.free_seats(person)?;
        }
        self.stand(person, |standing| standing.observer = watches);
        self.people.get_mut(&person).expect("found above").is_new_here = true;
        Ok(())
    }

    fn remove(&mut self, by: By, person: u32) -> Result<(), Msg> {
        if person == by.participant {
            return Err(Msg::new("refused-yourself"));
        }
        let known = self.people.get(&person).is_some_and(|one| !one.standing.removed);
        if !known {
            return Err(Msg::new("refused-no-person"));
        }
        self.free_seats(person)?;
        self.stand(person, |standing| standing.removed = true);
        Ok(())
    }

    /// Undoes a removal: with the seats that nobody took meanwhile.
    fn restore(&mut self, person: u32) -> Result<(), Msg> {
        let one = self.people.get(&person).filter(|one| one.standing.removed);
        let one = one.ok_or_else(|| Msg::new("refused-no-person"))?;
        let seats = one.team().cloned().filter(|_| self.stage != Stage::Debrief).map(|team| {
            let free = |role: &Role| !self.is_held_by_another(person, &team, *role);
            let roles: Vec<Role> = one.former().iter().copied().filter(free).collect();
            (team, roles)
        });
        self.stand(person, |standing| standing.removed = false);
        match seats {
            Some((team, roles)) if !roles.is_empty() => {
                self.hold(By { participant: person, number: None }, &team, roles)
            }
            _ => Ok(()),
        }
    }

    /// Somebody leaves their seats, and stays in the team.
    fn free_seats(&mut self, person: u32) -> Result<(), Msg> {
        let Some(one) = self.people.get_mut(&person) else { return Ok(()) };
        one.wants.clear();
        one.claims = None;
        self.room.ready.remove(&person);
        let one = &self.people[&person];
        // After the end seats mean nothing any more, and the record is closed.
        let team = one.team().cloned().filter(|_| !one.roles().is_empty() && self.stage != Stage::Debrief);
        team.map_or(Ok(()), |team| self.hold(By { participant: person, number: None }, &team, Vec::new()))
    }

    /// Changes how somebody stands.
    pub(super) fn stand(&mut self, person: u32, change: impl FnOnce(&mut StoredStanding)) {
        let Some(one) = self.people.get_mut(&person) else { return };
        change(&mut one.standing);
        let standing = one.standing;
        self.book.put(Change::Standing { class: self.stored.id, person, standing });
    }

    /// Sends those away who were removed: their page says why.
    pub(super) fn part(&mut self, out: &mut Vec<Out>) {
        for person in self.people.values_mut() {
            if let Some(reason) = person.turned_away() {
                out.extend(person.connection.take().map(|connection| Out::Bye(connection, reason)));
            }
        }
    }
}
