//! Measures: numbers of a hospital that scenarios can name, read from the truth.

use codedark_protocol::CaseState;
use codedark_scenario::{Measure, Neighbours, ZoneKind};

use crate::hospital::neighbours::Sent;
use crate::hospital::site::HospitalRef;
use crate::reading::containment::contained;
use crate::reading::posture::posture;

/// The value of a measure now.
pub fn value(at: &HospitalRef, measure: Measure) -> i64 {
    let (network, attack, care) = (at.network, at.attack, at.care);
    let sum = |count: fn(&crate::hospital::network::Group) -> u32| -> i64 {
        network.groups().iter().map(|g| i64::from(count(g))).sum()
    };
    match measure {
        Measure::DevicesTotal => at.rules.scenario.hospital.groups.iter().map(|g| i64::from(g.count)).sum(),
        Measure::DevicesCompromised => sum(|group| group.held),
        Measure::DevicesCompromisedMax => i64::from(network.held_max()),
        Measure::DevicesEncrypted => sum(|group| group.ever_encrypted),
        Measure::DevicesDown => sum(|group| group.encrypted),
        Measure::RestoredMilli => {
            let (ever, now) = (sum(|group| group.ever_encrypted), sum(|group| group.encrypted));
            if ever == 0 { 1000 } else { (ever - now).max(0) * 1000 / ever }
        }
        Measure::ZonesIsolated => network.zones().iter().filter(|zone| zone.isolated).count() as i64,
        Measure::BackupsIntactMilli => backups_intact(at),
        Measure::DataStolenGb => attack.stolen_gb,
        Measure::Detonated => i64::from(attack.detonated_min.is_some()),
        Measure::MinutesSinceStrike => attack.detonated_min.map_or(-1, |strike| (at.minute - strike) as i64),
        Measure::Detected => i64::from(at.desk.detected_min.is_some()),
        Measure::Contained => i64::from(contained(network, attack)),
        Measure::Recovered => {
            let struck = attack.detonated_min.is_some() || contained(network, attack);
            i64::from(
                struck
                    && care.services.iter().all(|s| {
                        s.digital_milli >= at.rules.numbers.recovery.recovered_from_milli && s.paper_since.is_none()
                    }),
            )
        }
        Measure::DetectionDelayMin => match (attack.evidence_min, at.desk.detected_min) {
            (Some(evidence), Some(detected)) => detected.saturating_sub(evidence) as i64,
            _ => -1,
        },
        Measure::CareMinutesDelayed => care.delayed_milli_min / 1000,
        Measure::UnsafeEventsMilli => care.unsafe_micro / 1000,
        Measure::Cancelled => care.cancelled_milli / 1000,
        Measure::Diverted => care.diverted_milli / 1000,
        Measure::NeighboursAmbulancesMilli => neighbours(at, Sent::ambulances),
        Measure::NeighboursWaitsMilli => neighbours(at, |sent, facts| sent.waits(facts, &at.rules.numbers.neighbours)),
        Measure::NeighboursLeftMilli => {
            neighbours(at, |sent, facts| sent.left_unseen(facts, &at.rules.numbers.neighbours))
        }
        Measure::CapacityMilli => {
            let total: i64 = care.services.iter().map(|service| service.capacity_milli).sum();
            total / (care.services.len().max(1) as i64)
        }
        Measure::BudgetCents => at.defence.budget_cents,
        Measure::CostCents => at.defence.cost_cents(),
        Measure::PostureMilli => posture(&at.rules.scenario, |control| network.has(control)),
        Measure::DutiesMet => at.duties.clocks.iter().filter(|clock| clock.state().is_kept()).count() as i64,
        Measure::DutiesLate => at.duties.clocks.iter().filter(|clock| clock.state().is_broken()).count() as i64,
        Measure::RansomPaid => i64::from(at.defence.facts.ransom_paid == Some(true)),
        Measure::TrustMilli => at.people.mean_trust_milli(),
        Measure::Informed => at.people.told() as i64,
        Measure::EvidenceKept => i64::from(at.defence.facts.evidence_kept),
        Measure::Reinfected => at.recovery.reinfected,
        Measure::CasesOpen => cases_open(at),
        Measure::UncheckedReconnects => i64::from(at.defence.facts.unchecked_reconnects),
    }
}

/// How the neighbours fare against a normal day, in thousandths.
fn neighbours(at: &HospitalRef, of: impl Fn(&Sent, &Neighbours) -> f64) -> i64 {
    libm::round(of(&at.care.sent, &at.rules.scenario.hospital.neighbours) * 1000.0) as i64
}

/// Share of backup servers that work and hold usable backups, in thousandths.
fn backups_intact(at: &HospitalRef) -> i64 {
    if at.network.backups_lost() {
        return 0;
    }
    let scenario = &at.rules.scenario;
    let zone = scenario.hospital.zone_of_kind(ZoneKind::Backup);
    let Some(zone) = zone else { return 1000 };
    let servers: u32 = at.network.groups_in(zone).map(|(group, _)| scenario.hospital.groups[group].count).sum();
    let lost: u32 = at.network.groups_in(zone).map(|(_, state)| state.encrypted).sum();
    i64::from(servers - lost) * 1000 / i64::from(servers.max(1))
}

/// Cases that wait for somebody.
pub fn cases_open(at: &HospitalRef) -> i64 {
    at.desk.cases.iter().filter(|case| case.state == CaseState::Open).count() as i64
}
