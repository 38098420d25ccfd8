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
    pub fn book(&mut self, minute: Minute, due: Due) {
        self.items.insert((minute, self.next), due);
        self.next += 1;
    }

    /// Takes an item off: what it was booked for is taken back.
    pub fn cancel(&mut self, due: &Due) {
        self.items.retain(|_, booked| booked != due);
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

/// Something that falls due. Each kind belongs to one domain, whose rules alone work it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Due {
    /// The crew looks for its next step, if this number is still its move's.
    AttackNext(u32),
    /// The crew finishes a step of the playbook, if this number is still its move's.
    AttackDone {
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
    /// A day's false alarms are dealt.
    FalseAlarms,
    /// A false alarm: sensor and which of the day.
    FalseAlarm(u32, u32),
    /// The early warning service sees a strike coming.
    StrikeForeseen,
    /// Nobody worked the case: modelled staff close it.
    CaseExpires(u32),
    /// An order takes effect.
    TaskDone(u32),
    /// What an order changed is read off, one day later: row of the history, measure before.
    TaskResult(u32),
    /// Nobody answered a proposal.
    ProposalSilent(u32),
    /// An hour of rebuilding and restoring.
    RecoveryHour,
    /// A care block ends.
    CareBlock,
    /// A followed patient arrives.
    PatientArrives(u32),
    /// A followed patient's course is looked at again.
    PatientLook(u32),
    /// An inject reaches its role.
    Inject(u32),
    /// Nobody answered an inject.
    InjectSilent(u32),
    /// A legal clock starts.
    DutyStarts(u32),
    /// Somebody found out that a legal clock runs.
    DutyShown(u32),
    /// A legal clock runs out.
    DutyLate(u32),
    /// The rest of a report in part is due.
    DutyRest(u32),
    /// An authority decides about a deadline that was not kept.
    DutyDecided(u32),
    /// Word reaches an audience.
    WordArrives(u32),
    /// Who was not told of a strike has it from elsewhere.
    Rumours,
    /// Partners decide about their links.
    PartnersDecide,
    /// A lead has worked too long.
    Handover(u32),
    /// A condition that reads the clock may have become true.
    Look,
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

/// The domains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// The attacker.
    Attack,
    /// Alerts and cases.
    Detection,
    /// The services of the EU action plan.
    EuServices,
    /// Orders and proposals.
    Defence,
    /// Rebuilding and restoring.
    Recovery,
    /// Patients and services.
    Care,
    /// Injects and conditions.
    Story,
    /// Legal clocks.
    Duty,
    /// What comes from other hospitals.
    Exchange,
    /// Word, rumours and handovers.
    People,
}

impl Due {
    /// Whose item this is.
    pub fn domain(&self) -> Domain {
        match self {
            Due::AttackNext(_) | Due::AttackDone { .. } | Due::DataSent | Due::Wave(_) => Domain::Attack,
            Due::NextHospital | Due::WormSpreads(..) | Due::DisruptionOver(_) | Due::AlteredSeen(_) => Domain::Attack,
            Due::FalseAlarms | Due::FalseAlarm(..) | Due::CaseExpires(_) => Domain::Detection,
            Due::StrikeForeseen => Domain::EuServices,
            Due::TaskDone(_) | Due::TaskResult(_) | Due::ProposalSilent(_) => Domain::Defence,
            Due::RecoveryHour => Domain::Recovery,
            Due::CareBlock | Due::PatientArrives(_) | Due::PatientLook(_) => Domain::Care,
            Due::Inject(_) | Due::InjectSilent(_) | Due::Look => Domain::Story,
            Due::WordArrives(_) | Due::Rumours | Due::PartnersDecide | Due::Handover(_) => Domain::People,
            Due::DutyStarts(_) | Due::DutyShown(_) | Due::DutyLate(_) => Domain::Duty,
            Due::DutyRest(_) | Due::DutyDecided(_) => Domain::Duty,
            Due::Arrivals | Due::Warned | Due::SupplierLost(..) => Domain::Exchange,
            Due::SignInTaken(_) | Due::CrewFollows | Due::StrikeSign(_) | Due::StrikeFollows(_) => Domain::Exchange,
        }
    }
}
