//! Presence: who is here, whose seats stand-ins play meanwhile, and how somebody gets their seat back.
//!
//! A seat stays its holder's when the line is dead or when they are called away: stand-ins only keep it warm. Who comes back
//! is told in a few lines what was done.

use codedark_protocol::{MEANWHILE_MAX, Meanwhile, Msg, ServerMsg, Stage, keys_of_meanwhile};
use codedark_sim::exercise::{Act, PROGRAM};

use super::outline::Out;
use super::{By, Session};
use crate::store::Change;

/// Time without a line after which stand-ins play somebody's seats, in milliseconds.
const ABSENT_MS: u64 = 60_000;

impl Session {
    /// Time passes for those who are away: stand-ins take over, and hand back to who has returned.
    pub(super) fn pass_presence(&mut self, elapsed_ms: u64) {
        let entries = self.book.entries().len();
        let playing = self.stage == Stage::Play;
        let mut changed = false;
        for person in self.people.values_mut() {
            person.gone_ms = if person.is_online() { 0 } else { person.gone_ms + elapsed_ms };
            let absent = playing && !person.roles().is_empty() && (person.called_away || person.gone_ms >= ABSENT_MS);
            if absent && person.stood_in_from.is_none() {
                person.stood_in_from = Some(entries);
                changed = true;
            }
        }
        if changed {
            self.share_seats();
        }
    }

    /// Welcomes pages that go on as another person.
    pub(super) fn welcome_moved(&mut self, out: &mut Vec<Out>) {
        let moved: Vec<u32> = self.people.iter().filter(|(_, person)| person.is_new_here).map(|(id, _)| *id).collect();
        for id in moved {
            self.people.get_mut(&id).expect("listed above").is_new_here = false;
            self.welcome(id, Vec::new(), out);
        }
    }

    /// Gives seats back to who is here again, with what was done at them.
    pub(super) fn hand_back(&mut self, out: &mut Vec<Out>) {
        let back: Vec<(u32, usize)> = self
            .people
            .iter()
            .filter(|(_, person)| person.is_here())
            .filter_map(|(id, person)| Some((*id, person.stood_in_from?)))
            .collect();
        for (id, from) in &back {
            let lines = self.meanwhile(*id, *from);
            let person = self.people.get_mut(id).expect("listed above");
            person.stood_in_from = None;
            if !lines.is_empty() {
                let (mut sent, mut frames) = (std::mem::take(&mut person.sent), Vec::new());
                self.tell_texts(keys_of_meanwhile(&lines), &mut sent, &mut frames);
                frames.push(ServerMsg::MeanwhileDone(lines));
                let person = self.people.get_mut(id).expect("listed above");
                person.sent = sent;
                frames.iter().for_each(|frame| person.tell(frame, out));
            }
        }
        if !back.is_empty() {
            self.share_seats();
        }
    }

    /// The newest orders of stand-ins at a person's seats since the record had so many entries.
    fn meanwhile(&self, id: u32, from: usize) -> Vec<Meanwhile> {
        let person = &self.people[&id];
        let Some(team) = self.teams.iter().find(|team| person.team() == Some(&team.id)) else { return Vec::new() };
        let entries = self.book.entries().iter().skip(from);
        let ours = entries.filter(|entry| entry.participant == PROGRAM && entry.region == Some(team.region as u32));
        let mut lines: Vec<Meanwhile> = ours
            .filter_map(|entry| match &entry.act {
                Act::Order { seat, command } if person.roles().contains(&seat.role) => {
                    Some(Meanwhile { at_min: *entry.minutes.first()?, seat: seat.clone(), command: command.clone() })
                }
                _ => None,
            })
            .filter(|line| line.seat.hospital == team.hospital)
            .collect();
        lines.split_off(lines.len().saturating_sub(MEANWHILE_MAX))
    }

    /// Somebody is called away, or back.
    pub(super) fn call_away(&mut self, by: By, away: bool) -> Result<(), Msg> {
        self.act(None, by, Act::Away(away))?;
        if let Some(person) = self.people.get_mut(&by.participant) {
            person.called_away = away;
        }
        Ok(())
    }

    /// A newcomer says that they are somebody who is away.
    pub(super) fn claim(&mut self, newcomer: u32, person: u32) -> Result<(), Msg> {
        let absent = self.people.get(&person).is_some_and(|one| !one.is_online() && one.plays());
        let new = self.people.get(&newcomer).is_some_and(|one| one.plays() && one.roles().is_empty());
        if !absent || !new || newcomer == person {
            return Err(Msg::new("refused-no-claim"));
        }
        if let Some(newcomer) = self.people.get_mut(&newcomer) {
            newcomer.claims = Some(person);
        }
        Ok(())
    }

    /// The facilitator says that a newcomer is not who they say.
    pub(super) fn refuse_claim(&mut self, newcomer: u32) -> Result<(), Msg> {
        let newcomer = self.people.get_mut(&newcomer).filter(|one| one.claims.is_some());
        newcomer.ok_or_else(|| Msg::new("refused-no-claim"))?.claims = None;
        Ok(())
    }

    /// The facilitator says that a newcomer is the person who is away: the newcomer's page goes on as that person's, with
    /// the newcomer's token, and the old page's token is worth nothing any more.
    pub(super) fn reunite(&mut self, newcomer: u32, person: u32) -> Result<(), Msg> {
        self.claim(newcomer, person)?;
        let Some(new) = self.people.remove(&newcomer) else { return Err(Msg::new("refused-no-claim")) };
        let class = self.stored.id;
        let old = self.people.get_mut(&person).expect("claimed above");
        let former = std::mem::replace(&mut old.stored.tokens, new.stored.tokens.clone());
        self.stale_tokens.extend(former.digests().map(str::to_owned));
        self.book.put(Change::RemovePerson { class, id: newcomer });
        self.book.put(Change::Person { class, person: old.stored.clone() });
        // The newcomer's page hears with the next welcome who it is now.
        old.connection = new.connection;
        old.done.extend(new.done);
        old.is_new_here = true;
        Ok(())
    }
}
