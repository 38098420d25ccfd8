//! Projection: from the truth of a hospital to what one seat sees of it.
//!
//! A row is made from what the seat's role has been told or can see with its own eyes. Nothing here may read the
//! attacker's position, except through what was confirmed: a test compares the bytes of worlds that differ in it.
//!
//! *Everybody* below is the nine roles; *the desk* security lead, analyst, IT operations and commander; *struck* a seat that
//! knows what the dead screens are; *who sees services* all but security lead, analyst and biomedical engineer.
//!
//! | what | who has it | computed from |
//! |---|---|---|
//! | figures `minute`, `budget_cents`, `lent_cents` | everybody | the clock, the ledger |
//! | figure `posture_milli` | everybody | controls in place against all families of the library alike, never against this crew |
//! | figures `know_..._min` | everybody, their own | what the role was told |
//! | figure `devices_down` | struck seats; 0 before | devices encrypted |
//! | figures `cases_open`, `cases_with_staff` | the desk | its cases, true and false alike |
//! | figures of harm | who sees services | care delayed, unsafe, cancelled, sent elsewhere: each of them sums rows they see |
//! | zones: cut off, checked | everybody | orders that took effect |
//! | zones: suspect, compromised | the desk | open cases, true and false alike; devices found by an investigation or a hunt |
//! | zones: encrypted, restoring | struck seats | device states, jobs |
//! | groups | owner, IT operations, commander | `working`: cut off or not; encrypted and restoring only for struck seats |
//! | services | who sees services; their owners | capacity, queues, mode: what is seen at the bedside, whatever the cause |
//! | patients | clinical roles and commander | arrivals, once the seat is struck or response has begun: they count from the strike |
//! | cases | security lead, analyst; confirmed ones the commander | reports worded alike for true and false alarms |
//! | tasks, proposals | everybody | orders |
//! | offers | the role | orders, money, crews, conditions; targets that the role can know of ([`targets::is_known`]) |
//! | touches of offers and proposals | who has the row | needs of services, and the network as far as the seat knows it |
//! | injects, duties | their role; [`READERS`] | what arrived; clocks that somebody found out about |
//! | log | the roles that a line was told to | named by minute and place among lines that all its readers had ([`LogId`]) |
//!
//! The truth is read in two places on purpose, and both are noticed by everybody: conditions of injects and the ends of phases.

use std::borrow::Cow;
use std::sync::Arc;

use codedark_protocol::*;
use codedark_scenario::{Action, Duty, DutyState, Fact, Measure, PhaseKind, Role, TargetKind};
use postcard::ser_flavors::Flavor;

use crate::base::roles::{DESK, READERS};
use crate::exercise::price::Prices;
use crate::exercise::shown_posture;
use crate::hospital::aim::Aim;
use crate::hospital::clocks::Clock;
use crate::hospital::desk::case_id;
use crate::hospital::log::LogLine;
use crate::hospital::orders::{Proposal, Task};
use crate::hospital::site::HospitalRef;
use crate::orders::{allowed, targets, withdrawal};
use crate::reading::measure::{cases_open, value};

/// Closed cases that stay on the desk's screen.
const CLOSED_CASES_MAX: usize = 12;
/// Settled proposals that stay in sight: a budget round settles many at once, and a refusal may still be taken further.
const PROPOSALS_MAX: usize = 24;
/// Lines of the log that a seat sees.
const LOG_LINES_MAX: usize = 80;

/// How much of a view is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// All of it, for people.
    Whole,
    /// Without the log, patients, orders under way, settled cases, and what an order would touch: a stand-in reads none of
    /// them.
    Glance,
}

/// What a role sees.
pub fn seat(at: &HospitalRef, role: Role, phase: &str, detail: Detail) -> View {
    let prices = Prices::new(at, role);
    let prices = (detail == Detail::Whole).then_some(&prices);
    let mut view = View {
        figures: figures(at, role),
        zones: zones(at, role),
        groups: groups(at, role),
        services: services(at, role),
        patients: if detail == Detail::Whole { patients(at, role, phase) } else { Vec::new() },
        cases: cases(at, role, detail),
        tasks: if detail == Detail::Whole { tasks(at) } else { Vec::new() },
        offers: offers(at, role, phase, prices),
        proposals: proposals(at, prices),
        injects: injects(at, role),
        duties: duties(at, role),
        log: if detail == Detail::Whole { log(at, role) } else { Vec::new() },
    };
    view.figures.sort_by(|a, b| a.id.cmp(&b.id));
    view.patients.sort_by(|a, b| a.id.cmp(&b.id));
    view.offers.sort_by(|a, b| a.action.cmp(&b.action));
    view.injects.sort_by(|a, b| a.id.cmp(&b.id));
    view
}

/// When a role learned a fact; -1 where it did not.
pub fn known_min(at: &HospitalRef, role: Role, fact: Fact) -> i64 {
    at.people.facts.get(&(role, fact)).map_or(-1, |minute| *minute as i64)
}

/// Questions that wait for a role, of these injects.
pub fn open_injects(at: &HospitalRef, role: Role, waiting: &[usize]) -> Vec<InjectRow> {
    let injects = waiting.iter().map(|index| (&at.rules.scenario.injects[*index], &at.story.injects[*index]));
    sorted(injects.filter(|(facts, _)| facts.role == role).filter_map(inject), |row| &row.id)
}

/// Open cases that a role is shown.
pub fn open_cases(at: &HospitalRef, role: Role) -> Vec<CaseRow> {
    cases(at, role, Detail::Glance)
}

/// Rows in the order of their ids.
fn sorted<R>(rows: impl Iterator<Item = R>, id: impl Fn(&R) -> &String) -> Vec<R> {
    let mut rows: Vec<R> = rows.collect();
    rows.sort_by(|a, b| id(a).cmp(id(b)));
    rows
}

/// An offer of the running phase that is not refused, with the targets that are wanted.
pub fn open_offer(at: &HospitalRef, role: Role, index: usize, wanted: impl Fn(Aim) -> bool) -> Option<OfferRow> {
    let targets = open_targets(at, role, index, wanted)?.into_iter().map(Cow::into_owned).collect();
    Some(OfferRow { action: at.rules.scenario.actions[index].id.clone(), targets, refused: None, touches: Vec::new() })
}

/// Its targets alone; an order on the whole house has none.
pub fn open_targets<'t>(
    at: &HospitalRef<'t>,
    role: Role,
    index: usize,
    wanted: impl Fn(Aim) -> bool,
) -> Option<Vec<Cow<'t, str>>> {
    let action = &at.rules.scenario.actions[index];
    if action.target == TargetKind::Hospital {
        return allowed::is_open(at, role, index).then(Vec::new);
    }
    if !targets::is_known(at, role, action) {
        return None;
    }
    let shown = if action.target == TargetKind::Case { at.desk.shown() } else { Vec::new() };
    // Targets first: mostly there is none.
    let targets = targets::targets(at, index, |aim| is_shown(aim, &shown) && wanted(aim));
    (!targets.is_empty() && allowed::is_open(at, role, index)).then_some(targets)
}

/// Ids that an order can be given on as far as a role knows, of cases those on the desk's screen alone.
fn targets(at: &HospitalRef, role: Role, action: usize, shown: &[usize]) -> Vec<String> {
    if !targets::is_known(at, role, &at.rules.scenario.actions[action]) {
        return Vec::new();
    }
    targets::targets(at, action, |aim| is_shown(aim, shown)).into_iter().map(Cow::into_owned).collect()
}

/// Whether something can be seen: of cases, those on the desk's screen alone.
fn is_shown(aim: Aim, shown: &[usize]) -> bool {
    if let Aim::Case(case) = aim { shown.contains(&case) } else { true }
}

fn knows(at: &HospitalRef, role: Role, fact: Fact) -> bool {
    at.people.facts.contains_key(&(role, fact))
}

/// Whether a role sees all services, and so the harm done.
fn sees_services(role: Role) -> bool {
    !matches!(role, Role::SecurityLead | Role::SocAnalyst | Role::BiomedicalEngineer)
}

fn figures(at: &HospitalRef, role: Role) -> Vec<Figure> {
    let harm = [
        ("care_minutes_delayed", Measure::CareMinutesDelayed),
        ("unsafe_events_milli", Measure::UnsafeEventsMilli),
        ("cancelled", Measure::Cancelled),
        ("diverted", Measure::Diverted),
    ];
    let harm = harm.into_iter().filter(|_| sees_services(role));
    let mut figures: Vec<Figure> =
        harm.map(|(id, measure)| Figure { id: id.to_owned(), value: value(at, measure) }).collect();
    let mut add = |id: &str, value: i64| figures.push(Figure { id: id.to_owned(), value });
    add("budget_cents", value(at, Measure::BudgetCents));
    add("lent_cents", at.defence.lent_cents);
    add("posture_milli", shown_posture::posture_milli(|control| at.network.has(control)));
    let fact = |fact: Fact| known_min(at, role, fact);
    add("minute", at.minute as i64);
    add("know_intrusion_min", fact(Fact::Intrusion));
    add("know_ransomware_min", fact(Fact::Ransomware));
    add("know_data_theft_min", fact(Fact::DataTheft));
    // Dead screens are seen by everybody, once somebody has said what they are.
    let down = if knows(at, role, Fact::Ransomware) { value(at, Measure::DevicesDown) } else { 0 };
    add("devices_down", down);
    if DESK.contains(&role) {
        add("cases_open", cases_open(at));
        add("cases_with_staff", cases_open(at) - at.desk.shown().len() as i64);
    }
    figures
}

/// Devices of a zone that a role knows to be held, and to be encrypted.
pub fn known_devices(at: &HospitalRef, role: Role, zone: usize) -> (u32, u32) {
    let groups = at.network.groups_in(zone);
    let (held, encrypted) =
        groups.fold((0, 0), |(held, encrypted), (_, group)| (held + group.known, encrypted + group.encrypted));
    let struck = knows(at, role, Fact::Ransomware);
    (if DESK.contains(&role) { held } else { 0 }, if struck { encrypted } else { 0 })
}

/// Zones by id.
pub fn zones(at: &HospitalRef, role: Role) -> Vec<ZoneRow> {
    let scenario = &at.rules.scenario;
    let (desk, struck) = (DESK.contains(&role), knows(at, role, Fact::Ransomware));
    let row = |index: usize| {
        let facts = &scenario.hospital.zones[index];
        let (compromised, encrypted) = known_devices(at, role, index);
        let suspect = desk && at.desk.cases.iter().any(|c| c.zone == index && c.state == CaseState::Open);
        let restoring = at.recovery.jobs.iter().filter(|job| at.network.group(job.group).zone == index);
        let restoring = if struck { restoring.map(|job| at.network.group(job.group).encrypted).sum() } else { 0 };
        let state = match () {
            _ if at.network.zone(index).isolated => ZoneState::Isolated,
            _ if restoring > 0 => ZoneState::Restoring,
            _ if encrypted > 0 => ZoneState::Encrypted,
            _ if compromised > 0 => ZoneState::Compromised,
            _ if suspect => ZoneState::Suspect,
            _ => ZoneState::Normal,
        };
        let devices = at.network.groups_in(index).map(|(g, _)| scenario.hospital.groups[g].count).sum();
        let checked = at.network.zone(index).checked;
        ZoneRow { id: facts.id.clone(), state, devices, compromised, encrypted, restoring, checked }
    };
    at.rules.by_id.zones.iter().map(|index| row(*index)).collect()
}

/// Groups by id.
pub fn groups(at: &HospitalRef, role: Role) -> Vec<GroupRow> {
    let scenario = &at.rules.scenario;
    let struck = knows(at, role, Fact::Ransomware);
    let row = |index: usize| {
        let (facts, state) = (&scenario.hospital.groups[index], at.network.group(index));
        let encrypted = if struck { state.encrypted } else { 0 };
        let apart = at.network.zone(state.zone).isolated || state.local;
        let restoring = at.recovery.jobs.iter().any(|job| job.group == index);
        GroupRow {
            id: facts.id.clone(),
            zone: facts.zone.clone(),
            devices: facts.count,
            working: if apart { 0 } else { facts.count - encrypted },
            encrypted,
            restoring: if restoring { encrypted } else { 0 },
        }
    };
    at.rules.by_id.groups.iter().filter(|index| sees_group(at, role, **index)).map(|index| row(*index)).collect()
}

/// Whether a role sees a group.
pub fn sees_group(at: &HospitalRef, role: Role, group: usize) -> bool {
    let all = matches!(role, Role::ItOperations | Role::IncidentCommander);
    all || at.rules.scenario.hospital.groups[group].owner == role
}

/// Services by id.
pub fn services(at: &HospitalRef, role: Role) -> Vec<ServiceRow> {
    let scenario = &at.rules.scenario;
    let row = |index: usize| {
        let (facts, state) = (&scenario.hospital.services[index], &at.care.services[index]);
        ServiceRow {
            id: facts.id.clone(),
            capacity_milli: state.capacity_milli,
            digital_milli: state.digital_milli,
            waiting: state.waits_milli() / 1000,
            mode: state.mode,
            diverted_percent: state.divert_percent,
            cancelled_percent: state.cancel_percent,
            moved_percent: state.moved_percent(at.minute),
            second_check: state.second_check,
            unsafe_milli: state.unsafe_micro / 1000,
        }
    };
    at.rules.by_id.services.iter().filter(|index| sees_service(at, role, **index)).map(|index| row(*index)).collect()
}

/// Whether a role sees a service.
pub fn sees_service(at: &HospitalRef, role: Role, service: usize) -> bool {
    sees_services(role) || at.rules.scenario.hospital.services[service].owner == role
}

fn patients(at: &HospitalRef, role: Role, phase: &str) -> Vec<PatientRow> {
    let clinical = [Role::MedicalLead, Role::NursingLead, Role::DiagnosticsPharmacy, Role::IncidentCommander];
    let begun = knows(at, role, Fact::Ransomware) || PhaseKind::from_id(phase) >= Some(PhaseKind::Response);
    if !begun || !clinical.contains(&role) {
        return Vec::new();
    }
    let row = |(facts, course): (&codedark_scenario::Patient, &crate::hospital::services::PatientCourse)| {
        let (arrived, state) = (course.arrived_min?, course.state?);
        let since_min = if state == PatientState::Waiting { at.minute - arrived } else { 0 };
        let (id, service) = (facts.id.clone(), facts.service.clone());
        Some(PatientRow { id, service, state, since_min, window_min: facts.window_min })
    };
    at.rules.scenario.patients.iter().zip(&at.care.patients).filter_map(row).collect()
}

fn cases(at: &HospitalRef, role: Role, detail: Detail) -> Vec<CaseRow> {
    let desk = matches!(role, Role::SecurityLead | Role::SocAnalyst);
    let seen = |case: &crate::hospital::desk::Case| {
        let told = desk || (role == Role::IncidentCommander && case.state == CaseState::Confirmed);
        told && (detail == Detail::Whole || case.state == CaseState::Open)
    };
    let closed = |state| matches!(state, CaseState::Confirmed | CaseState::Dismissed);
    let mut skip = at.desk.cases.iter().filter(|case| seen(case) && closed(case.state)).count();
    skip = skip.saturating_sub(CLOSED_CASES_MAX);
    let shown = at.desk.shown();
    let row = |(index, case): (usize, &crate::hospital::desk::Case)| CaseRow {
        id: case_id(index),
        zone: at.rules.scenario.hospital.zones[case.zone].id.clone(),
        sensor: format!("{:?}", case.kind).to_lowercase(),
        report: case.report.clone(),
        opened_min: case.opened_min,
        alerts: case.alerts,
        state: case.state,
    };
    let cases = at.desk.cases.iter().enumerate().filter(|(_, case)| seen(case));
    let fresh = cases.filter(|(index, case)| {
        let old = closed(case.state) && skip > 0;
        skip -= usize::from(old);
        !old && (case.state != CaseState::Open || shown.contains(index))
    });
    // Numbers of five digits come before those of four.
    sorted(fresh.map(row), |row| &row.id)
}

fn tasks(at: &HospitalRef) -> Vec<TaskRow> {
    let row = |(id, task): (&u32, &Task)| {
        let action = &at.rules.scenario.actions[task.action];
        let (target, due_min) = (task.target.clone(), task.due_min);
        let withdrawable_by = withdrawal::of_task(at, task);
        TaskRow { id: *id, action: action.id.clone(), target, role: action.role, due_min, withdrawable_by }
    };
    at.defence.tasks.iter().map(row).collect()
}

fn offers(at: &HospitalRef, role: Role, phase: &str, prices: Option<&Prices>) -> Vec<OfferRow> {
    let mine = |(_, action): &(usize, &Action)| {
        let analyst = role == Role::SocAnalyst && action.role == Role::SecurityLead;
        let there = allowed::is_there_for(at, action);
        there && (action.role == role || analyst) && action.phases.iter().any(|offered| offered == phase)
    };
    let shown = at.desk.shown();
    let row = |(index, _)| offer(at, role, index, phase, prices, &shown);
    at.rules.scenario.actions.iter().enumerate().filter(mine).map(row).collect()
}

fn offer(
    at: &HospitalRef,
    role: Role,
    index: usize,
    phase: &str,
    prices: Option<&Prices>,
    shown: &[usize],
) -> OfferRow {
    let action = &at.rules.scenario.actions[index];
    let refused = allowed::check(at, role, index, phase).err();
    let targets = targets(at, role, index, shown);
    let none = action.target != TargetKind::Hospital && targets.is_empty();
    let refused = refused.or_else(|| none.then(|| Msg::new("refused-nothing-to-do")));
    let priced = |prices: &Prices| {
        let touch = |target: &String| {
            let services = prices.of(action, Some(target));
            (!services.is_empty()).then(|| Touch { target: target.clone(), services })
        };
        targets.iter().filter_map(touch).collect()
    };
    let touches = prices.map(priced).unwrap_or_default();
    OfferRow { action: action.id.clone(), targets, refused, touches }
}

fn proposals(at: &HospitalRef, prices: Option<&Prices>) -> Vec<ProposalRow> {
    let last = at.defence.proposals.len().saturating_sub(PROPOSALS_MAX);
    let recent = |(index, proposal): &(usize, &Proposal)| *index >= last || proposal.state.is_open();
    let proposals = at.defence.proposals.iter().enumerate().filter(recent);
    proposals.map(|numbered| proposal(at, numbered, prices)).collect()
}

fn proposal(at: &HospitalRef, (index, proposal): (usize, &Proposal), prices: Option<&Prices>) -> ProposalRow {
    let action = &at.rules.scenario.actions[proposal.action];
    let prices = prices.filter(|_| proposal.state.is_open());
    ProposalRow {
        id: index as u32,
        action: action.id.clone(),
        target: proposal.target.clone(),
        by: proposal.by,
        asked: proposal.asked,
        proposed_min: proposal.proposed_min,
        deadline_min: proposal.deadline_min,
        state: proposal.state,
        refusal: proposal.refusal,
        settled_min: proposal.settled.map(|(minute, _)| minute),
        settled_by: proposal.settled.and_then(|(_, by)| by),
        touches: prices.map(|prices| prices.of(action, proposal.target.as_deref())).unwrap_or_default(),
        withdrawable_by: withdrawal::of_proposal(proposal),
    }
}

fn injects(at: &HospitalRef, role: Role) -> Vec<InjectRow> {
    let injects = at.rules.scenario.injects.iter().zip(&at.story.injects);
    injects.filter(|(facts, _)| facts.role == role).filter_map(inject).collect()
}

fn inject((facts, state): (&codedark_scenario::Inject, &crate::hospital::questions::InjectState)) -> Option<InjectRow> {
    let at_min = state.fired_min?;
    // By name, not as written: the author's order would tell which answer is best.
    let mut options: Vec<String> = facts.options.iter().map(|option| option.id.clone()).collect();
    options.sort_unstable();
    Some(InjectRow {
        id: facts.id.clone(),
        role: facts.role,
        at_min,
        options,
        deadline_min: at_min + facts.deadline_min,
        answer: state.answer.map(|index| facts.options[index].id.clone()),
        distressing: facts.distressing,
        skipped: state.skipped,
    })
}

/// Running clocks by id.
fn duties(at: &HospitalRef, role: Role) -> Vec<DutyRow> {
    let row = |(facts, clock): (&Duty, &Clock)| {
        let started_min = clock.started_min.filter(|_| clock.shown)?;
        let (due_min, in_part) = (clock.due_min(facts)?, clock.state() == DutyState::InPart);
        Some(DutyRow { id: facts.id.clone(), started_min, due_min, met_min: clock.sent_min, in_part })
    };
    let shown = at.rules.scenario.duties.iter().zip(&at.duties.clocks).filter(|_| READERS.contains(&role));
    sorted(shown.filter_map(row), |row| &row.id)
}

/// Whether a duty whose clock a role sees waits for something.
pub fn duty_waits(at: &HospitalRef, role: Role, id: &str) -> bool {
    let waits = |clock: &Clock| {
        clock.shown && clock.started_min.is_some() && (clock.sent_min.is_none() || clock.state() == DutyState::InPart)
    };
    let mut duties = at.rules.scenario.duties.iter().zip(&at.duties.clocks);
    READERS.contains(&role) && duties.any(|(facts, clock)| waits(clock) && facts.id == id)
}

fn log(at: &HospitalRef, role: Role) -> Vec<LogRow> {
    let lines = &at.log.lines;
    let reads = |index: &usize| lines[*index].roles.is_empty() || lines[*index].roles.contains(&role);
    let last = (0..lines.len()).rev().filter(reads).take(LOG_LINES_MAX);
    let row = |index: usize| LogRow { id: log_id(&lines[..=index]), what: lines[index].what.clone() };
    let mut rows: Vec<LogRow> = last.map(row).collect();
    rows.sort_unstable_by_key(|row| row.id);
    rows.dedup_by_key(|row| row.id);
    rows
}

/// What names the last of these lines.
fn log_id(lines: &[Arc<LogLine>]) -> LogId {
    let Some((line, before)) = lines.split_last() else { return LogId::default() };
    let LogLine { at_min, roles, what } = &**line;
    let all_read =
        |others: &[Role]| others.is_empty() || (!roles.is_empty() && roles.iter().all(|role| others.contains(role)));
    let of_minute = before.iter().rev().take_while(|earlier| earlier.at_min == *at_min);
    let place = of_minute.filter(|earlier| all_read(&earlier.roles)).count() as u32;
    let digest = postcard::serialize_with_flavor(what, Digest::default()).expect("a message is plain data");
    LogId { at_min: *at_min, place, digest }
}

/// FNV-1a of what is written to it, so that a message is digested without being put together first.
struct Digest(u32);

impl Default for Digest {
    fn default() -> Self {
        Digest(0x811c_9dc5)
    }
}

impl Flavor for Digest {
    type Output = u32;

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.0 = (self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        Ok(())
    }

    fn finalize(self) -> postcard::Result<u32> {
        Ok(self.0)
    }
}
