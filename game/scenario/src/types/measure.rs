//! Measures: the numbers of a hospital that conditions, objectives and reports can name, and what each can be at all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a measure can be. Most ends depend on the exercise: see [`Scenario::range`](super::Scenario::range).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Range {
    /// 0 or 1.
    YesOrNo,
    /// A share of all, in thousandths: 0 to 1000.
    Share,
    /// Thousandths, 1000 at most; below 0 where things are worse than without anything.
    AtMostAll,
    /// All devices of the hospital, always.
    AllDevices,
    /// Some of its devices.
    Devices,
    /// Some of its zones.
    Zones,
    /// Some of the exercise's duties.
    Duties,
    /// Some of the groups of people who are told things.
    Audiences,
    /// Minutes of the exercise; -1 before they begin to count.
    Minutes,
    /// 0 or more, without an end that is known.
    Count,
    /// Any number.
    Any,
}

/// The measures, each with its range.
macro_rules! measures {
    ($($(#[$about:meta])+ $name:ident: $range:ident,)+) => {
        /// A number of a hospital that conditions, objectives and reports can name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Measure {
            $($(#[$about])+ $name,)+
        }

        impl Measure {
            /// All of them, in order.
            pub const ALL: [Measure; [$(stringify!($name)),+].len()] = [$(Measure::$name),+];

            /// What it can be.
            pub(super) fn range(self) -> Range {
                match self {
                    $(Measure::$name => Range::$range,)+
                }
            }
        }
    };
}

measures! {
    /// Devices the hospital has.
    DevicesTotal: AllDevices,
    /// Devices the attacker controls now.
    DevicesCompromised: Devices,
    /// The most the attacker controlled at any time.
    DevicesCompromisedMax: Devices,
    /// Devices that were ever encrypted.
    DevicesEncrypted: Devices,
    /// Devices out of use now: encrypted or being rebuilt.
    DevicesDown: Devices,
    /// Share of the devices ever lost that work again, in thousandths; 1000 when none was lost.
    RestoredMilli: Share,
    /// Zones cut off now.
    ZonesIsolated: Zones,
    /// Share of backup servers that are intact, in thousandths.
    BackupsIntactMilli: Share,
    /// Data taken, in gigabytes.
    DataStolenGb: Count,
    /// 1 when ransomware was set off, else 0.
    Detonated: YesOrNo,
    /// Minutes since ransomware was set off; -1 before.
    MinutesSinceStrike: Minutes,
    /// 1 when an intrusion was confirmed by the hospital or shown by detonation, else 0.
    Detected: YesOrNo,
    /// 1 when the attacker holds nothing and cannot return by known ways, else 0.
    Contained: YesOrNo,
    /// 1 when all services work digitally after a detonation or a containment, else 0.
    Recovered: YesOrNo,
    /// Minutes from first evidence to confirmation; -1 while unconfirmed.
    DetectionDelayMin: Minutes,
    /// Minutes patients waited beyond the normal.
    CareMinutesDelayed: Count,
    /// Unsafe events, in thousandths.
    UnsafeEventsMilli: Count,
    /// Planned patients cancelled.
    Cancelled: Count,
    /// Urgent patients sent elsewhere.
    Diverted: Count,
    /// Ambulances that come to the neighbours over the last day, in thousandths of a normal day's.
    NeighboursAmbulancesMilli: Count,
    /// Waiting in the neighbours' emergency departments, in thousandths of a normal day's.
    NeighboursWaitsMilli: Count,
    /// People who leave the neighbours' emergency departments unseen, in thousandths of a normal day's.
    NeighboursLeftMilli: Count,
    /// Mean digital capacity of the services now, in thousandths.
    CapacityMilli: Count,
    /// Money left, in cents.
    BudgetCents: Any,
    /// Money spent or lost, fines included, in cents.
    CostCents: Any,
    /// How far the controls cut the attacker's odds over the whole playbook, in thousandths.
    PostureMilli: AtMostAll,
    /// Duties met in time.
    DutiesMet: Duties,
    /// Duties met late or not at all.
    DutiesLate: Duties,
    /// 1 when the ransom was paid, else 0.
    RansomPaid: YesOrNo,
    /// How far authorities, patients, staff, press and partners trust the hospital, as the mean of all, in thousandths.
    TrustMilli: Share,
    /// Groups of people who know what they must.
    Informed: Audiences,
    /// Pieces of evidence kept.
    EvidenceKept: Count,
    /// Restored devices that were infected again.
    Reinfected: Count,
    /// Cases of the security desk that wait for somebody.
    CasesOpen: Count,
    /// Zones connected again without having been checked, since an intruder was in them.
    UncheckedReconnects: Count,
}

impl Measure {
    /// Whether a team can read the measure off its own house without knowing about the intruder.
    pub fn is_visible(self) -> bool {
        !matches!(
            self,
            Measure::DevicesCompromised
                | Measure::DevicesCompromisedMax
                | Measure::DevicesEncrypted
                | Measure::BackupsIntactMilli
                | Measure::DataStolenGb
                | Measure::Detonated
                | Measure::Contained
                | Measure::DetectionDelayMin
                | Measure::Reinfected
                | Measure::UncheckedReconnects
        )
    }
}
