//! Seats: who takes which, and how the facilitator deals them out.

use codedark_protocol::{Msg, Role, Stage};
use codedark_sim::exercise::Act;
use std::collections::{BTreeMap, BTreeSet};

use super::{By, Session};

impl Session {
    /// A player takes seats of a team, and leaves those they had. Seats that somebody of the team holds who is here are asked
    /// for; once the class has begun, the team stays the same.
    pub(super) fn take(&mut self, by: By, team: &str, roles: Vec<Role>) -> Result<(), Msg> {
        let person = self.people.get(&by.participant).ok_or_else(|| Msg::new("bye-unknown-token"))?;
        let own = person.team().is_some_and(|own| own == team);
        self.check_seats(team, &roles)?;
        if self.stage != Stage::Lobby && person.team().is_some() && !own {
            return Err(Msg::new("refused-team-fixed"));
        }
        let held: BTreeSet<Role> = person.roles().iter().filter(|_| own).copied().collect();
        let is_held = |role: &Role| !held.contains(role) && self.is_held_by_another(by.participant, team, *role);
        let (asked, taken): (BTreeSet<Role>, BTreeSet<Role>) = roles.into_iter().partition(is_held);
        if !own || taken != held {
            self.hold(by, team, taken.into_iter().collect())?;
        }
        self.people.get_mut(&by.participant).expect("found above").wants = asked;
        Ok(())
    }

    /// Somebody who holds a seat answers a colleague who wants to share it.
    pub(super) fn share(&mut self, by: By, asks: u32, role: Role, yes: bool) -> Result<(), Msg> {
        let holder = self.people.get(&by.participant).filter(|holder| holder.roles().contains(&role));
        let holder = holder.ok_or_else(|| Msg::new("refused-not-your-seat"))?;
        let colleague = self.people.get(&asks).filter(|one| one.wants.contains(&role) && one.team() == holder.team());
        let colleague = colleague.ok_or_else(|| Msg::new("refused-no-request"))?;
        let team = colleague.team().cloned().unwrap_or_default();
        let name = holder.name().to_owned();
        let roles = [colleague.roles(), &[role]].concat();
        if yes {
            self.hold(By { participant: asks, number: None }, &team, roles)?;
        } else {
            let kept = Msg::new("refused-by-holder").word("name", name).word("role", role.id());
            self.heard.push((asks, super::orders::UNNUMBERED, Some(kept)));
        }
        self.people.get_mut(&asks).expect("found above").wants.remove(&role);
        Ok(())
    }

    /// Seats that were asked for and that nobody here holds any more go to who asked. Who is gone asks no more.
    pub(super) fn pass_wants(&mut self) {
        let asking: Vec<u32> = self.people.iter().filter(|(_, one)| !one.wants.is_empty()).map(|(id, _)| *id).collect();
        for id in asking {
            let one = &self.people[&id];
            let team = one.team().filter(|_| one.is_here() && self.stage != Stage::Debrief).cloned();
            let Some(team) = team else {
                self.people.get_mut(&id).expect("listed above").wants.clear();
                continue;
            };
            let free = |role: &Role| !self.is_held_by_another(id, &team, *role);
            let free: Vec<Role> = one.wants.iter().copied().filter(free).collect();
            let roles = [one.roles(), &free].concat();
            // Refused only while the hospital is being rebuilt: the next round tries again.
            if !free.is_empty() && self.hold(By { participant: id, number: None }, &team, roles).is_ok() {
                self.people.get_mut(&id).expect("listed above").wants.retain(|role| !free.contains(role));
            }
        }
    }

    /// Whether somebody else holds this seat and is here.
    pub(super) fn is_held_by_another(&self, person: u32, team: &str, role: Role) -> bool {
        self.people.iter().any(|(id, one)| {
            *id != person && one.is_here() && one.team().is_some_and(|own| own == team) && one.roles().contains(&role)
        })
    }

    /// The place of a team: its region, and its hospital there.
    fn place(&self, team: &str) -> Result<(usize, String), Msg> {
        let found = self.teams.iter().find(|known| known.id == team);
        found.map(|team| (team.region, team.hospital.clone())).ok_or_else(|| Msg::new("refused-no-team"))
    }

    fn check_seats(&self, team: &str, roles: &[Role]) -> Result<(), Msg> {
        self.place(team)?;
        let known = roles.iter().all(|role| self.has_seat(*role));
        known.then_some(()).ok_or_else(|| Msg::new("refused-no-seat"))
    }

    /// Puts somebody into a team with these seats, and takes all others from them. What was said in the team before is not
    /// theirs to read.
    pub(super) fn hold(&mut self, by: By, team: &str, mut roles: Vec<Role>) -> Result<(), Msg> {
        roles.sort();
        roles.dedup();
        self.check_seats(team, &roles)?;
        let (region, hospital) = self.place(team)?;
        let person = self.people.get(&by.participant).ok_or_else(|| Msg::new("bye-unknown-token"))?;
        let former = person.team().filter(|former| *former != team).cloned();
        let joins = person.team().is_none_or(|own| own != team);
        if let Some(former) = former {
            let (region, hospital) = self.place(&former)?;
            self.act(Some(region), by, Act::Hold { hospital, roles: Vec::new() })?;
        }
        self.act(Some(region), by, Act::Hold { hospital, roles: roles.clone() })?;
        if let Some(person) = self.people.get_mut(&by.participant) {
            person.sit(Some(team.to_owned()), roles);
        }
        let said = self.chat.last();
        if joins && self.people[&by.participant].standing.reads_after != said {
            self.stand(by.participant, |standing| standing.reads_after = said);
        }
        self.share_seats();
        Ok(())
    }

    /// Deals the roles to those who are here. Who chose keeps what they chose; who chose no team joins the smallest; the
    /// seats of those who are away are dealt, too.
    pub(super) fn deal(&mut self) -> Result<(), Msg> {
        let here = |id: &u32| self.people[id].is_here();
        let players = self.people.iter().filter(|(_, person)| person.plays()).map(|(id, _)| *id);
        let (here, away): (Vec<u32>, Vec<u32>) = players.partition(here);
        for id in away {
            let Some(team) = self.people[&id].team().filter(|_| !self.people[&id].roles().is_empty()) else { continue };
            self.hold(By { participant: id, number: None }, &team.clone(), Vec::new())?;
        }
        let mut tables: BTreeMap<String, Vec<u32>> =
            self.teams.iter().map(|team| (team.id.clone(), Vec::new())).collect();
        let (seated, free): (Vec<u32>, Vec<u32>) = here.into_iter().partition(|id| self.people[id].team().is_some());
        for id in seated {
            tables.entry(self.people[&id].team().cloned().unwrap_or_default()).or_default().push(id);
        }
        for id in free {
            let smallest = tables.values_mut().min_by_key(|table| table.len());
            smallest.ok_or_else(|| Msg::new("refused-no-team"))?.push(id);
        }
        for (team, people) in tables {
            for (person, roles) in self.hand(&people) {
                if self.people[&person].roles() != roles {
                    self.hold(By { participant: person, number: None }, &team, roles)?;
                }
            }
        }
        self.people.values_mut().for_each(|person| person.wants.clear());
        Ok(())
    }

    /// What each of these people of a team holds after dealing: as the scenario's merges say where nobody has chosen, else
    /// their own roles and the free ones, one after the other to whoever has fewest.
    fn hand(&self, people: &[u32]) -> Vec<(u32, Vec<Role>)> {
        let chosen: BTreeSet<Role> = people.iter().flat_map(|id| self.people[id].roles()).copied().collect();
        if chosen.is_empty() {
            return people.iter().copied().zip(self.shares(people.len())).collect();
        }
        let mut hands: Vec<(u32, Vec<Role>)> =
            people.iter().map(|id| (*id, self.people[id].roles().to_vec())).collect();
        for role in Role::EIGHT.into_iter().filter(|role| !chosen.contains(role)) {
            if let Some((_, roles)) = hands.iter_mut().min_by_key(|(_, roles)| roles.len()) {
                roles.push(role);
            }
        }
        hands.iter_mut().for_each(|(_, roles)| roles.sort());
        hands
    }

    /// Which roles each of so many people takes: as the scenario says, or one after the other in turn.
    fn shares(&self, people: usize) -> Vec<Vec<Role>> {
        if let Some(merge) = self.scenario.merges.iter().find(|merge| merge.people as usize == people) {
            return merge.seats.clone();
        }
        let mut shares = vec![Vec::new(); people];
        for turn in 0..people.max(Role::EIGHT.len()) {
            if let Some(share) = shares.get_mut(turn % people.max(1)) {
                share.push(Role::EIGHT[turn % Role::EIGHT.len()]);
            }
        }
        shares
    }

    /// The eight roles are in every hospital; the analyst only where the hospital has a crew for one.
    fn has_seat(&self, role: Role) -> bool {
        Role::EIGHT.contains(&role) || self.scenario.hospital.crews.iter().any(|crew| crew.role == role)
    }
}
