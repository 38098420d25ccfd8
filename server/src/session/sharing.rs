//! Sharing: whether all teams play in one region or each in its own, as the facilitator chooses before the class begins.
//!
//! A record begins with its set-up, so the choice writes the record anew: the other set-up, then what people did in the
//! lobby, at the places that their teams have now. Nothing was played yet, and every clock stands at minute 0.

use codedark_protocol::Msg;
use codedark_sim::exercise::{Act, Entry, Mode, RecordLine, Setup, can_be_joint, teams_max};

use super::{Region, Session, Team, teams};
use crate::content::class;
use crate::recorded::rerun;

impl Session {
    /// Puts all teams into one region, or each into its own. Teams keep their people.
    pub(super) fn share_region(&mut self, joint: bool) -> Result<(), Msg> {
        let mode = if joint { Mode::Joint } else { Mode::Parallel };
        if mode == self.setup.mode {
            return Ok(());
        }
        let setup = self.set_up_anew(mode)?;
        let moved = teams(&setup);
        let mut lines = vec![self.content.header(&setup)];
        for mut entry in self.book.entries().to_vec() {
            relocate(&mut entry, &self.teams, &moved, setup.regions.len());
            lines.push(RecordLine::Entry(entry));
        }
        let replay = rerun(&self.content, &setup, &lines)?;
        self.book.replace(&lines);
        let regions = replay.regions.into_iter().enumerate();
        self.regions =
            regions.map(|(index, one)| Region::new(self.scenario.clone(), &setup, index, Some(one), 0)).collect();
        (self.teams, self.setup) = (moved, setup);
        if !self.book.entries().iter().any(|entry| matches!(entry.act, Act::Standings(_))) {
            self.room.standings = joint;
        }
        self.share_seats();
        Ok(())
    }

    /// The set-up of this class in another mode: the same dice, teams and stand-ins.
    fn set_up_anew(&self, mode: Mode) -> Result<Setup, Msg> {
        if mode == Mode::Joint && !can_be_joint(&self.scenario) {
            return Err(Msg::new("refused-never-joint"));
        }
        let teams = self.teams.len() as u32;
        if let Some(places) = teams_max(&self.scenario).filter(|places| mode == Mode::Joint && *places < teams) {
            let msg = Msg::new("refused-too-many-teams").number("most", places.into());
            return Err(msg.number("teams", teams.into()));
        }
        let mut hospitals = self.setup.regions.iter().flat_map(|region| &region.hospitals);
        let played = hospitals.find(|hospital| hospital.team.is_some()).ok_or_else(|| Msg::new("refused-no-team"))?;
        Ok(class(&self.scenario, mode, teams, self.setup.seed, played.stand_in))
    }
}

/// Moves an entry of the lobby to where the team's hospital is now.
fn relocate(entry: &mut Entry, before: &[Team], now: &[Team], regions: usize) {
    entry.minutes = vec![0; if entry.region.is_some() { 1 } else { regions }];
    if let Act::Hold { hospital, .. } = &mut entry.act {
        let here = |team: &&Team| Some(team.region as u32) == entry.region && team.hospital == *hospital;
        let id = before.iter().find(here).map(|team| &team.id);
        if let Some(team) = now.iter().find(|team| Some(&team.id) == id) {
            entry.region = Some(team.region as u32);
            hospital.clone_from(&team.hospital);
        }
    }
}
