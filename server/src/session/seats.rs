//! Seats: who takes which, and how the facilitator deals them out.

use codedark_protocol::{Msg, Role};
use codedark_sim::exercise::Act;
use std::collections::{BTreeMap, BTreeSet};

use super::{By, Session};

impl Session {
    /// Somebody takes seats of a team, and leaves those they had.
    pub(super) fn take(&mut self, by: By, team: &str, mut roles: Vec<Role>) -> Result<(), Msg> {
        roles.sort();
        roles.dedup();
        let place = |name: &str| {
            self.teams.iter().find(|team| team.id == name).map(|team| (team.region, team.hospital.clone()))
        };
        let (region, hospital) = place(team).ok_or_else(|| Msg::new("refused-no-team"))?;
        if roles.iter().any(|role| !self.has_seat(*role)) {
            return Err(Msg::new("refused-no-seat"));
        }
        let person = self.people.get(&by.participant).ok_or_else(|| Msg::new("bye-unknown-token"))?;
        if let Some(former) = person.team().filter(|former| *former != team) {
            let (region, hospital) = place(former).ok_or_else(|| Msg::new("refused-no-team"))?;
            self.act(Some(region), by, Act::Hold { hospital, roles: Vec::new() })?;
        }
        self.act(Some(region), by, Act::Hold { hospital, roles: roles.clone() })?;
        if let Some(person) = self.people.get_mut(&by.participant) {
            person.sit(Some(team.to_owned()), roles);
        }
        self.share_seats();
        Ok(())
    }

    /// Deals the roles to those who are here. Who chose keeps what they chose; who chose no team joins the smallest; the
    /// seats of those who are away are dealt, too.
    pub(super) fn deal(&mut self) -> Result<(), Msg> {
        let here = |id: &u32| self.people[id].is_here();
        let players = self.people.iter().filter(|(_, person)| !person.is_facilitator()).map(|(id, _)| *id);
        let (here, away): (Vec<u32>, Vec<u32>) = players.partition(here);
        for id in away {
            let Some(team) = self.people[&id].team().filter(|_| !self.people[&id].roles().is_empty()) else { continue };
            self.take(By { participant: id, number: None }, &team.clone(), Vec::new())?;
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
                    self.take(By { participant: person, number: None }, &team, roles)?;
                }
            }
        }
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
