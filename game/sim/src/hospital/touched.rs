//! Which parts of a hospital were in somebody's hands to be changed: what is read from none of them is as it was.

use std::ops::BitOr;

use codedark_scenario::Measure;

use crate::base::time::Minute;
use crate::hospital::clocks::Duties;
use crate::hospital::crew::Attack;
use crate::hospital::desk::Desk;
use crate::hospital::knowledge::People;
use crate::hospital::link::Link;
use crate::hospital::log::Log;
use crate::hospital::network::Network;
use crate::hospital::orders::Defence;
use crate::hospital::questions::Story;
use crate::hospital::recovery::Recovery;
use crate::hospital::services::Care;

/// Some of a hospital's parts, and the clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts(u16);

/// What was touched since the conditions were last looked at.
#[derive(Clone, Copy, Debug)]
pub struct Touched {
    /// The parts.
    pub parts: Parts,
    /// When they were looked at; none before the first look.
    pub since: Option<Minute>,
}

impl Touched {
    /// Before the first look.
    pub const NEVER_SEEN: Touched = Touched { parts: Parts::ALL, since: None };
}

/// Implemented by each part of a hospital.
pub trait PartOf {
    /// The part alone.
    const PART: Parts;
}

/// Numbers the parts.
macro_rules! parts {
    ($($part:ty: $number:literal,)*) => {$(
        impl PartOf for $part {
            const PART: Parts = Parts(1 << $number);
        }
    )*};
}

parts! {
    Network: 0,
    Attack: 1,
    Desk: 2,
    Defence: 3,
    Recovery: 4,
    Care: 5,
    People: 6,
    Duties: 7,
    Story: 8,
    Log: 9,
    Link: 10,
}

impl Parts {
    /// None of them.
    pub const NONE: Parts = Parts(0);
    /// The clock, where it passed a minute that a condition names.
    pub const CLOCK: Parts = Parts(1 << 15);
    /// All of them.
    pub const ALL: Parts = Parts(u16::MAX);

    /// These and the others.
    pub const fn and(self, others: Parts) -> Parts {
        Parts(self.0 | others.0)
    }

    /// Whether one of them is among the others.
    pub fn meets(self, others: Parts) -> bool {
        self.0 & others.0 != 0
    }
}

impl BitOr for Parts {
    type Output = Parts;

    fn bitor(self, other: Parts) -> Parts {
        self.and(other)
    }
}

/// What the value of a measure is read from. Of what never changes nothing is told.
pub fn read_for(measure: Measure) -> Parts {
    match measure {
        Measure::DevicesTotal => Parts::NONE,
        Measure::DevicesCompromised
        | Measure::DevicesCompromisedMax
        | Measure::DevicesEncrypted
        | Measure::DevicesDown
        | Measure::RestoredMilli
        | Measure::ZonesIsolated
        | Measure::BackupsIntactMilli
        | Measure::PostureMilli => Network::PART,
        Measure::DataStolenGb | Measure::Detonated => Attack::PART,
        Measure::MinutesSinceStrike => Attack::PART | Parts::CLOCK,
        Measure::Detected | Measure::CasesOpen => Desk::PART,
        Measure::Contained => Network::PART | Attack::PART,
        Measure::Recovered => Network::PART | Attack::PART | Care::PART,
        Measure::DetectionDelayMin => Attack::PART | Desk::PART,
        Measure::CareMinutesDelayed
        | Measure::UnsafeEventsMilli
        | Measure::Cancelled
        | Measure::Diverted
        | Measure::NeighboursAmbulancesMilli
        | Measure::NeighboursWaitsMilli
        | Measure::NeighboursLeftMilli
        | Measure::CapacityMilli => Care::PART,
        Measure::BudgetCents
        | Measure::CostCents
        | Measure::RansomPaid
        | Measure::EvidenceKept
        | Measure::UncheckedReconnects => Defence::PART,
        Measure::DutiesMet | Measure::DutiesLate => Duties::PART,
        Measure::TrustMilli | Measure::Informed => People::PART,
        Measure::Reinfected => Recovery::PART,
    }
}
