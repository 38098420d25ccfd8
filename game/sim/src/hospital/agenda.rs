//! The agenda: what a hospital has ahead of it.
//!
//! Each hospital keeps its own, so that two unlinked hospitals never share a sequence number and their states can be
//! compared.

use std::collections::BTreeMap;

use bevy_ecs::component::Component;
use codedark_scenario::ZoneKind;
use serde::Serialize;

use crate::base::time::Minute;

/// What a hospital has ahead of it, by minute and then in the order it was booked.
#[derive(Component, Clone, Debug, Default, Serialize)]
pub struct Agenda {
    items: BTreeMap<(Minute, u64), Due>,
    next: u64,
}

impl Agenda {
    /// Books an item.
    pub fn book(&mut self, minute: Minute, due: impl Into<Due>) {
        self.items.insert((minute, self.next), due.into());
        self.next += 1;
    }

    /// Takes an item off: what it was booked for is taken back.
    pub fn cancel(&mut self, due: impl Into<Due>) {
        let due = due.into();
        self.items.retain(|_, booked| *booked != due);
    }

    /// Minute of the next item.
    pub fn next_min(&self) -> Option<Minute> {
        self.items.first_key_value().map(|(key, _)| key.0)
    }

    /// Everything that is booked, in order.
    pub fn items(&self) -> impl Iterator<Item = &Due> {
        self.items.values()
    }

    /// Takes the next item.
    pub fn pop(&mut self) -> Option<(Minute, Due)> {
        self.items.pop_first().map(|((minute, _), due)| (minute, due))
    }
}

/// Something that falls due: one kind for each domain, whose rules alone work it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Due {
    /// What the attacker has ahead.
    Attack(AttackItem),
    /// What the desk and its sensors have ahead.
    Detection(DetectionItem),
    /// What becomes of orders and proposals.
    Order(OrderItem),
    /// What patients and services have ahead.
    Care(CareItem),
    /// What becomes of injects.
    Inject(InjectItem),
    /// What legal clocks have ahead.
    Duty(DutyItem),
    /// Word, rumours and handovers ahead.
    People(PeopleItem),
    /// What comes from other hospitals.
    Exchange(ExchangeItem),
    /// The early warning service sees a strike coming.
    StrikeForeseen,
    /// An hour of rebuilding and restoring.
    RecoveryHour,
    /// A condition that reads the clock may have become true.
    Conditions,
}

/// What the attacker has ahead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum AttackItem {
    /// The crew looks for its next step, if this number is still its move's.
    Next(u32),
    /// The crew finishes a step of the playbook, if this number is still its move's.
    StepDone {
        /// Index of the step.
        step: u32,
        /// Number of the move.
        generation: u32,
    },
    /// An hour's worth of stolen data has left.
    DataSent,
    /// A wave of encryption.
    Wave(u32),
    /// A worm spreads: age in days of the patches that stop it, and the round.
    WormSpreads(u32, u32),
    /// A disrupted zone may work again.
    DisruptionOver(u32),
    /// Staff look at values that a step altered.
    AlteredSeen(u32),
    /// The next hospital is struck, for a team that stopped its own attack.
    NextHospital,
}

impl From<AttackItem> for Due {
    fn from(item: AttackItem) -> Due {
        Due::Attack(item)
    }
}

/// What the desk and its sensors have ahead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum DetectionItem {
    /// A day's false alarms are dealt.
    FalseAlarms,
    /// A false alarm: sensor and which of the day.
    FalseAlarm(u32, u32),
    /// Nobody worked the case: modelled staff close it.
    CaseExpires(u32),
}

impl From<DetectionItem> for Due {
    fn from(item: DetectionItem) -> Due {
        Due::Detection(item)
    }
}

/// What becomes of orders and proposals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum OrderItem {
    /// An order takes effect.
    WorkDone(u32),
    /// What an order changed is read off, one day later: row of the history, measure before.
    ReadOff(u32),
    /// Nobody answered a proposal.
    ProposalSilent(u32),
}

impl From<OrderItem> for Due {
    fn from(item: OrderItem) -> Due {
        Due::Order(item)
    }
}

/// What patients and services have ahead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum CareItem {
    /// A care block ends.
    BlockEnds,
    /// A followed patient arrives.
    PatientArrives(u32),
    /// A followed patient's course is looked at again.
    PatientSeen(u32),
}

impl From<CareItem> for Due {
    fn from(item: CareItem) -> Due {
        Due::Care(item)
    }
}

/// What becomes of injects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum InjectItem {
    /// An inject reaches its role.
    Arrives(u32),
    /// Nobody answered an inject.
    Silent(u32),
}

impl From<InjectItem> for Due {
    fn from(item: InjectItem) -> Due {
        Due::Inject(item)
    }
}

/// What legal clocks have ahead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum DutyItem {
    /// A legal clock starts.
    Starts(u32),
    /// Somebody found out that a legal clock runs.
    Shown(u32),
    /// A legal clock runs out.
    Late(u32),
    /// The rest of a report in part is due.
    Rest(u32),
    /// An authority decides about a deadline that was not kept.
    Decided(u32),
}

impl From<DutyItem> for Due {
    fn from(item: DutyItem) -> Due {
        Due::Duty(item)
    }
}

/// Word, rumours and handovers ahead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum PeopleItem {
    /// Word reaches an audience.
    WordArrives(u32),
    /// Who was not told of a strike has it from elsewhere.
    Rumours,
    /// Partners decide about their links.
    PartnersDecide,
    /// A lead has worked too long.
    Handover(u32),
}

impl From<PeopleItem> for Due {
    fn from(item: PeopleItem) -> Due {
        Due::People(item)
    }
}

/// What comes from other hospitals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum ExchangeItem {
    /// Patients from other hospitals arrive.
    Arrivals,
    /// Another hospital's warning reaches the sensors.
    Warned,
    /// A supplier shared with others is gone: what it serves, and for how many hours.
    SupplierLost(ZoneKind, u32),
    /// The crew is master of another hospital's sign-in, which this one shares or not.
    SignInTaken(bool),
    /// It comes in over that sign-in.
    CrewFollows,
    /// Another hospital was struck, whose sign-in this one shares or not.
    StrikeSign(bool),
    /// The crew strikes here too: where it sits, or where it is master of the sign-in.
    StrikeFollows(bool),
}

impl From<ExchangeItem> for Due {
    fn from(item: ExchangeItem) -> Due {
        Due::Exchange(item)
    }
}
