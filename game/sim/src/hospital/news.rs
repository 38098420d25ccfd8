//! News: what one domain's rules tell, so that others can answer, without knowing who they are.
//!
//! Rules and orders tell it to the [`HospitalMut`](crate::hospital::site::HospitalMut) they work on; the region hands each piece on, in the
//! order it was told, before anything else happens (`region::reactions` is the table of who answers what). Nothing of it is
//! kept: what must last is state.

use codedark_scenario::{Role, SensorKind, ZoneKind};

use crate::base::time::Minute;

/// What happened in a hospital that others answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// The crew's step is over: which try it was, where it could be heard, and whether it worked.
    StepDone { step: usize, zone: Option<usize>, attempt: u64, works: bool },
    /// The crew has settled on the minute of its strike.
    StrikePlanned(Minute),
    /// The attack was set off, and heard so far.
    Struck(Heard),
    /// It cannot be overlooked any more.
    Understood,
    /// Somebody or something noticed the attack in a zone: the kind of sensor, the step that it reports, and how often.
    Noticed { zone: usize, sensor: SensorKind, step: usize, times: u32 },
    /// The crew is administrator of the sign-in.
    SignInTaken,
    /// The crew took a supplier of this kind of zone away, for hours.
    SupplierLost(ZoneKind, u32),
    /// An intrusion was confirmed.
    IntrusionConfirmed,
    /// The defenders did something that the crew may notice.
    DefendersActed,
    /// A zone was declared clean.
    SignedOff,
    /// An hour of rebuilding has passed.
    HourRebuilt,
    /// The backup of this device brought the intruder back.
    BackupHeldIntruder { group: usize, device: usize },
    /// So many days of what was written on a group's computers are gone.
    DataLost { group: usize, days: u64 },
    /// A key for what was encrypted arrived.
    KeyReceived,
    /// A role's people were given rest.
    Rested(Role),
    /// The attack's signs were shared with other hospitals.
    IndicatorsShared,
    /// Responders were asked for, who could be here from this minute on.
    RespondersAsked(Minute),
}

/// How far a strike is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Nobody elsewhere takes a few lost devices for the crew's strike.
    InTheHouse,
    /// The crew strikes in the region's other hospitals too.
    InTheRegion,
}
