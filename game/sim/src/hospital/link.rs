//! A hospital's side of the exchange with others: who leaves, who is on the way, what was passed on.

use bevy_ecs::prelude::*;
use codedark_scenario::ZoneKind;
use serde::Serialize;

use crate::base::time::Minute;

/// A hospital's side of the exchange.
#[derive(Component, Clone, Debug, Serialize)]
pub struct Link {
    /// What is to be passed on once the running item is done.
    pub outbox: Vec<Outgoing>,
    /// Patients who go elsewhere once the running item is done, by service, in thousandths: sent or left, and moved.
    pub leaving_milli: Vec<[i64; 2]>,
    /// Patients on the way here, by service, in thousandths; and when they arrive.
    pub arriving_milli: Vec<i64>,
    pub arrive_min: Option<Minute>,
    /// Patients who came from other hospitals, by service, in thousandths.
    pub received_milli: Vec<i64>,
    /// Patients sent to other hospitals of the region, in thousandths.
    pub sent_milli: i64,
    /// Patients who left the region, in thousandths.
    pub outside_milli: i64,
    /// Since when the sensors know what others have seen.
    pub warned_min: Option<Minute>,
    /// When the responders leave.
    pub responders_until: Option<Minute>,
}

/// What passed between a hospital and the others so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exchanged {
    /// Patients sent to other hospitals of the region, in thousandths.
    pub sent_milli: i64,
    /// Patients who left the region, in thousandths.
    pub outside_milli: i64,
    /// Patients who came from other hospitals, in thousandths.
    pub received_milli: i64,
    /// Patients on the way here, in thousandths.
    pub arriving_milli: i64,
    /// Since when the sensors know what others have seen.
    pub warned_min: Option<Minute>,
    /// From when until when responders are there.
    pub responders: Option<(Minute, Minute)>,
}

/// Something that leaves a hospital.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Outgoing {
    /// Signs of the attack, for the others' sensors.
    Warning,
    /// A request for responders, who could be here from this minute on.
    AskResponders(Minute),
    /// A supplier of this kind of zone was taken away for hours.
    SupplierLost(ZoneKind, u32),
    /// The crew is administrator of the sign-in.
    SignInTaken,
    /// The attack was set off.
    Struck,
}

impl Link {
    /// A link over which nothing has passed.
    pub fn new(services: usize) -> Link {
        Link {
            outbox: Vec::new(),
            leaving_milli: vec![[0; 2]; services],
            arriving_milli: vec![0; services],
            arrive_min: None,
            received_milli: vec![0; services],
            sent_milli: 0,
            outside_milli: 0,
            warned_min: None,
            responders_until: None,
        }
    }

    /// Patients of a service go elsewhere: who were sent there or left, and what moved inpatients need there.
    pub fn leaves(&mut self, service: usize, sent_milli: i64, moved_milli: i64) {
        self.leaving_milli[service][0] += sent_milli;
        self.leaving_milli[service][1] += moved_milli;
    }

    /// What passed so far, given from when responders are here.
    pub fn exchanged(&self, responders_from: Option<Minute>) -> Exchanged {
        Exchanged {
            sent_milli: self.sent_milli,
            outside_milli: self.outside_milli,
            received_milli: self.received_milli.iter().sum(),
            arriving_milli: self.arriving_milli.iter().sum(),
            warned_min: self.warned_min,
            responders: responders_from.zip(self.responders_until),
        }
    }

    /// Whether nothing is to be passed on.
    pub fn is_quiet(&self) -> bool {
        self.outbox.is_empty() && self.leaving_milli.iter().all(|milli| *milli == [0; 2])
    }
}
