//! An exercise lived through again, from its record.

use std::sync::Arc;

use codedark_protocol::{Msg, Outcome};
use codedark_scenario::Scenario;

use crate::exercise::Exercise;
use crate::exercise::record::{Entry, RecordLine, Setup};

/// Why a replay stopped.
#[derive(Clone, Debug, PartialEq)]
pub enum ReplayError {
    /// An entry that was accepted then is refused now: its position and the reason.
    Refused(u64, Msg),
    /// The state is not what the record says, at these minutes.
    OtherState(Vec<u64>),
    /// The results are not what the record says.
    OtherResults,
    /// An entry names a region that is not there.
    NoRegion(u64),
}

impl Exercise {
    /// Lives through a line of its class's record, as the region with this index.
    ///
    /// # Errors
    /// An entry is refused, or a mark tells another state. It has lived through the line all the same.
    pub fn replay_line(&mut self, index: usize, line: &RecordLine) -> Result<(), ReplayError> {
        match line {
            RecordLine::Header { .. } | RecordLine::Results { .. } => Ok(()),
            RecordLine::Entry(entry) => self.take_again(index, entry),
            RecordLine::Clock { minutes, .. } => {
                minutes.get(index).into_iter().for_each(|minute| self.advance(*minute));
                Ok(())
            }
            RecordLine::Mark { minutes, hashes } => {
                minutes.get(index).into_iter().for_each(|minute| self.advance(*minute));
                let same = hashes.get(index) == Some(&self.hash());
                if same { Ok(()) } else { Err(ReplayError::OtherState(minutes.clone())) }
            }
        }
    }

    /// Takes an entry of its class's record again, if it is one of this region's.
    ///
    /// # Errors
    /// It is refused.
    pub fn take_again(&mut self, index: usize, entry: &Entry) -> Result<(), ReplayError> {
        if entry.region.is_some_and(|region| region as usize != index) {
            return Ok(());
        }
        let minute = entry.minute_in(index).ok_or(ReplayError::NoRegion(entry.sequence))?;
        let done = self.submit_by(minute, entry.participant, &entry.act);
        done.map_err(|reason| ReplayError::Refused(entry.sequence, reason))
    }
}

/// A session re-run from its record.
pub struct Replay {
    /// Its regions, as far as it was applied.
    pub regions: Vec<Exercise>,
}

impl Replay {
    /// The session before its first entry.
    pub fn start(scenario: &Arc<Scenario>, setup: &Setup) -> Replay {
        let build = |region| Exercise::build(scenario.clone(), setup.seed, region);
        Replay { regions: setup.regions.iter().map(build).collect() }
    }

    /// Applies the next line.
    pub fn apply(&mut self, line: &RecordLine) -> Result<(), ReplayError> {
        match line {
            RecordLine::Entry(Entry { region: Some(region), sequence, .. })
                if *region as usize >= self.regions.len() =>
            {
                Err(ReplayError::NoRegion(*sequence))
            }
            RecordLine::Results { outcomes } if self.outcomes() != *outcomes => Err(ReplayError::OtherResults),
            line => self.regions.iter_mut().enumerate().try_for_each(|(index, region)| region.replay_line(index, line)),
        }
    }

    /// Outcomes, region by region, hospital by hospital.
    pub fn outcomes(&mut self) -> Vec<Outcome> {
        let regions = self.regions.iter_mut();
        regions
            .flat_map(|region| region.hospitals().into_iter().map(|id| region.outcome(&id)).collect::<Vec<_>>())
            .collect()
    }
}
