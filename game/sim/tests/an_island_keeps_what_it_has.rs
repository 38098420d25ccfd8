//! A zone that is cut off is an island: who works there goes on with what stands there, what stands elsewhere is gone, and
//! what others do comes by hand. A zone that is turned off has nothing.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::Role;
use codedark_scenario::{Effect, Expr, FlowService, Platform, Scenario, TargetKind};
use codedark_sim::exercise::*;

/// Cuts any zone off in minutes, alone.
const CUT: &str = "isolate-technical-zone";
/// Turns any zone off.
const OFF: &str = "power-off-zone";

/// The shipped house without an attack, where the security lead may do both in any phase.
fn calm(change: impl FnOnce(&mut Scenario)) -> Arc<Scenario> {
    changed(|scenario| {
        scenario.adversary.begins_min = NEVER_MIN;
        scenario.injects.clear();
        let phases: Vec<String> = scenario.phases.iter().map(|phase| phase.id.clone()).collect();
        for action in scenario.actions.iter_mut().filter(|action| [CUT, OFF].contains(&action.id.as_str())) {
            (action.target, action.repeat, action.second, action.phases) =
                (TargetKind::Zone, true, None, phases.clone());
            action.targets.clear();
        }
        change(scenario);
    })
}

/// What each service has of what it needs, in thousandths, after an order on a zone.
fn after(scenario: &Arc<Scenario>, action: &str, zone: &str) -> Vec<(String, i64)> {
    let mut exercise = Exercise::build(scenario.clone(), SEED, &one_hospital());
    exercise.submit(0, &Act::Phase(0)).expect("the first phase begins");
    let due = does(&mut exercise, Role::SecurityLead, action, Some(zone));
    exercise.advance(due + 60);
    let services = exercise.view(&seat(Role::MedicalLead)).services;
    services.into_iter().map(|service| (service.id, service.digital_milli)).collect()
}

fn of(shares: &[(String, i64)], service: &str) -> i64 {
    shares.iter().find(|(id, _)| id == service).expect("the service").1
}

/// Each service's needs are computers of its own zone alone.
fn each_on_its_own(scenario: &mut Scenario) {
    let hospital = &mut scenario.hospital;
    for index in 0..hospital.services.len() {
        let zone = hospital.works_in(&hospital.services[index]);
        let zone = hospital.zones[zone].id.clone();
        let own: Vec<Expr> = hospital
            .groups
            .iter()
            .filter(|group| group.zone == zone)
            .map(|group| Expr::Asset(group.id.clone()))
            .collect();
        (hospital.services[index].needs, hospital.services[index].zone) = (Expr::All(own), zone);
    }
}

#[test]
fn a_service_whose_needs_all_lie_in_one_zone_keeps_working() {
    let scenario = calm(each_on_its_own);
    for zone in &scenario.hospital.zones {
        let cut = after(&scenario, CUT, &zone.id);
        assert!(cut.iter().all(|(_, milli)| *milli == 1000), "{}: {cut:?}", zone.id);
    }
    let off = after(&scenario, OFF, "lab");
    assert_eq!(of(&off, "laboratory"), 0, "turned off, it has nothing");
    assert_eq!(of(&off, "radiology"), 1000, "another zone goes on");
}

#[test]
fn the_shipped_house_goes_on_inside_its_islands() {
    let scenario = calm(|_| {});
    let normal = after(&scenario, CUT, "backup");
    assert!(normal.iter().all(|(_, milli)| *milli == 1000), "nobody works on backups: {normal:?}");
    let lab = after(&scenario, CUT, "lab");
    // Analysers and laboratory system stand in the zone; records, sign-in and the way to orders do not.
    assert!(of(&lab, "laboratory") >= 500, "the laboratory goes on: {lab:?}");
    let imaging = after(&scenario, CUT, "imaging");
    assert!(of(&imaging, "radiology") >= 400, "so does radiology: {imaging:?}");
    for (zone, service) in [("lab", "emergency"), ("imaging", "emergency"), ("imaging", "stroke"), ("lab", "theatres")]
    {
        let (cut, off) = (after(&scenario, CUT, zone), after(&scenario, OFF, zone));
        let (cut, off) = (of(&cut, service), of(&off, service));
        assert!(off < cut && cut < 1000, "{service} feels {zone}, and more when it is turned off: {cut} and {off}");
    }
}

#[test]
fn what_stands_elsewhere_is_gone() {
    let scenario = calm(|scenario| {
        let groups: Vec<(String, Platform)> =
            scenario.hospital.groups.iter().map(|group| (group.id.clone(), group.platform)).collect();
        let service = |(index, (group, _)): (usize, &(String, Platform))| {
            let mut service = scenario.hospital.services[0].clone();
            (service.id, service.zone) = (format!("s-{index}"), "wards".to_owned());
            service.needs = Expr::Asset(group.clone());
            service
        };
        scenario.hospital.services = groups.iter().enumerate().map(service).collect();
        scenario.patients.clear();
        scenario.objectives.clear();
    });
    let hospital = &scenario.hospital;
    let wards = hospital.zone("wards").expect("the zone");
    let cut = after(&scenario, CUT, "wards");
    let mut seen = [0; 3];
    for (index, group) in hospital.groups.iter().enumerate() {
        let zone = hospital.zone(&group.zone).expect("the zone");
        let (kind, expected) = match group.platform {
            _ if zone == wards => (0, 1000),
            Platform::Embedded => (1, 500),
            _ => (2, 0),
        };
        seen[kind] += 1;
        assert_eq!(of(&cut, &format!("s-{index}")), expected, "{}", group.id);
    }
    assert!(seen.iter().all(|count| *count > 0), "all three kinds were met: {seen:?}");
}

#[test]
fn without_a_flow_there_is_no_way() {
    let scenario = calm(|scenario| {
        scenario.hospital.flows.retain(|flow| flow.service == FlowService::Admin);
        scenario.hospital.services.retain(|service| service.id == "payroll");
        scenario.hospital.services[0].needs = Expr::All(vec![Expr::Asset("ehr-servers".to_owned())]);
        scenario.patients.clear();
        scenario.objectives.clear();
    });
    assert_eq!(of(&after(&scenario, CUT, "backup"), "payroll"), 0, "administration carries nothing");
    let off = scenario.actions.iter().find(|action| action.id == OFF).expect("it is there");
    assert!(off.effects.iter().any(|effect| matches!(effect, Effect::PowerOff)), "or nothing was tested above");
}
