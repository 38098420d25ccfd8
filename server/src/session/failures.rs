//! How often a region failed, and where: what its cure goes by.

use codedark_protocol::Debrief;

/// How often in a row a region may fail at one place before its record is searched for the cause.
const IN_A_ROW_MAX: u32 = 3;

/// Where a region failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// While it went on from this minute.
    Minute(u64),
    /// While it took the entry with this sequence again.
    Entry(u64),
}

/// How a region fared.
#[derive(Default)]
pub struct Failures {
    /// How often it failed in this class.
    pub total: u32,
    /// Where it failed last, and how often in a row.
    pub last: Option<(Place, u32)>,
    /// Whether it was given up.
    pub lost: bool,
    /// What its teams are told when it was.
    pub farewells: Vec<Debrief>,
}

impl Failures {
    /// Counts one more.
    pub fn count(&mut self, place: Place) {
        self.total += 1;
        let before = self.last.filter(|(last, _)| *last == place).map_or(0, |(_, times)| times);
        self.last = Some((place, before + 1));
    }

    /// What a team of a region that was given up is told.
    pub fn farewell(&self, team: &str) -> Option<Debrief> {
        self.farewells.iter().find(|debrief| debrief.team == team).cloned()
    }

    /// The place where it fails again and again.
    pub fn stubborn(&self) -> Option<Place> {
        self.last.filter(|(_, times)| *times >= IN_A_ROW_MAX).map(|(place, _)| place)
    }
}
