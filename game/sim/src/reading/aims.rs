//! What an id aims at, now.

use codedark_scenario::TargetKind;

use crate::hospital::aim::Aim;
use crate::hospital::desk;
use crate::hospital::site::HospitalRef;

/// The aim that an id names.
pub fn aim(at: &HospitalRef, kind: TargetKind, id: &str) -> Option<Aim> {
    let hospital = &at.rules.scenario.hospital;
    match kind {
        TargetKind::Hospital => None,
        TargetKind::Zone => hospital.zone(id).map(Aim::Zone),
        TargetKind::Case => desk::case_index(id).filter(|index| *index < at.desk.cases.len()).map(Aim::Case),
        TargetKind::Service => hospital.service(id).map(Aim::Service),
        TargetKind::Group => hospital.group(id).map(Aim::Group),
    }
}
