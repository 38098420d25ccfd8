//! Views made by dice: every list of every view, with few keys, so that two views share some of them.
//!
//! No row and no view is filled up from a default: who adds a list or a field is told here.

use codedark_protocol::*;
use proptest::collection::btree_map;
use proptest::prelude::*;

/// A list that is in order: some keys, and for each one of three rows.
fn list<R>(keys: impl Strategy<Value = R::Key>, row: fn(R::Key, u8) -> R) -> impl Strategy<Value = Vec<R>>
where
    R: Row + std::fmt::Debug,
{
    btree_map(keys, 0_u8..3, 0..5).prop_map(move |rows| rows.into_iter().map(|(key, kind)| row(key, kind)).collect())
}

const IDS: &str = "[a-e]";
const ROLE: Role = Role::MedicalLead;

pub fn view() -> impl Strategy<Value = View> {
    let log_id = (0_u64..3, 0_u32..2, 0_u32..2).prop_map(|(at_min, place, digest)| LogId { at_min, place, digest });
    let lists = (
        list(IDS, figure),
        list(IDS, zone),
        list(IDS, group),
        list(IDS, service),
        list(IDS, patient),
        list(IDS, case),
        list(0_u32..5, task),
        list(IDS, offer),
        list(0_u32..5, proposal),
        list(IDS, inject),
        list(IDS, duty),
        list(log_id, log),
    );
    lists.prop_map(
        |(figures, zones, groups, services, patients, cases, tasks, offers, proposals, injects, duties, log)| View {
            figures,
            zones,
            groups,
            services,
            patients,
            cases,
            tasks,
            offers,
            proposals,
            injects,
            duties,
            log,
        },
    )
}

pub fn session() -> impl Strategy<Value = SessionView> {
    let lists =
        (list(0_u8..2, class), list(IDS, team), list(0_u32..5, person), list(IDS, warm_up), list(0_u32..5, chat));
    lists.prop_map(|(class, teams, people, warm_ups, chat)| SessionView { class, teams, people, warm_ups, chat })
}

pub fn overview() -> impl Strategy<Value = Overview> {
    let lists = (list(IDS, truth), list(IDS, event), list(IDS, handed_out), list(0_u32..5, missing));
    lists.prop_map(|(figures, events, injects, missing)| Overview { figures, events, injects, missing })
}

fn figure(id: String, kind: u8) -> Figure {
    Figure { id, value: i64::from(kind) - 1 }
}

fn zone(id: String, kind: u8) -> ZoneRow {
    let state = [ZoneState::Normal, ZoneState::Suspect, ZoneState::Isolated][usize::from(kind)];
    ZoneRow { id, state, devices: 9, compromised: 1, encrypted: 0, restoring: 0, checked: kind == 2 }
}

fn group(id: String, kind: u8) -> GroupRow {
    GroupRow { id, zone: "office".into(), devices: 9, working: 9 - u32::from(kind), encrypted: 0, restoring: 0 }
}

fn service(id: String, kind: u8) -> ServiceRow {
    let mode = [ServiceMode::Digital, ServiceMode::Paper, ServiceMode::BackLoading][usize::from(kind)];
    ServiceRow {
        id,
        capacity_milli: 800,
        digital_milli: 900,
        waiting: 0,
        mode,
        diverted_percent: 0,
        cancelled_percent: 0,
        moved_percent: 0,
        second_check: kind == 1,
        unsafe_milli: 0,
    }
}

fn patient(id: String, kind: u8) -> PatientRow {
    let state = [PatientState::Waiting, PatientState::Treated, PatientState::Late][usize::from(kind)];
    PatientRow { id, service: "laboratory".into(), state, since_min: 7, window_min: 60 }
}

fn case(id: String, kind: u8) -> CaseRow {
    let state = [CaseState::Open, CaseState::Investigating, CaseState::Dismissed][usize::from(kind)];
    let (sensor, report) = ("endpoint".into(), "step.phish.alert".into());
    CaseRow { id, zone: "office".into(), sensor, report, opened_min: 7, alerts: 2, state }
}

fn task(id: u32, kind: u8) -> TaskRow {
    let target = (kind == 1).then(|| "office".into());
    let withdrawable_by = (kind == 2).then_some(ROLE);
    TaskRow { id, action: "hunt-zone".into(), target, role: ROLE, due_min: 60, withdrawable_by }
}

fn offer(action: String, kind: u8) -> OfferRow {
    let touch = || Touch { target: "office".into(), services: vec![("laboratory".into(), 300)] };
    OfferRow {
        action,
        targets: vec!["office".into(); usize::from(kind)],
        refused: (kind == 1).then(|| Msg::new("refused-done")),
        touches: (kind == 2).then(touch).into_iter().collect(),
    }
}

fn proposal(id: u32, kind: u8) -> ProposalRow {
    let states = [ProposalState::Waiting, ProposalState::Refused(RefusalReason::NotNow), ProposalState::Tabled];
    ProposalRow {
        id,
        action: "cut-internet".into(),
        target: None,
        by: ROLE,
        asked: Role::IncidentCommander,
        proposed_min: 1,
        deadline_min: 31,
        state: states[usize::from(kind)],
        refusal: (kind == 1).then_some((ROLE, RefusalReason::NotNow)),
        settled_min: (kind == 1).then_some(9),
        settled_by: None,
        touches: Vec::new(),
        withdrawable_by: None,
    }
}

fn inject(id: String, kind: u8) -> InjectRow {
    InjectRow {
        id,
        role: ROLE,
        at_min: 5,
        options: vec!["yes".into(), "no".into()],
        deadline_min: 65,
        answer: (kind == 1).then(|| "yes".into()),
        distressing: false,
        skipped: kind == 2,
    }
}

fn duty(id: String, kind: u8) -> DutyRow {
    DutyRow { id, started_min: 1, due_min: 1441, met_min: (kind > 0).then_some(60), in_part: kind == 2 }
}

fn log(id: LogId, kind: u8) -> LogRow {
    LogRow { id, what: Msg::new("log-done").number("devices", kind.into()) }
}

fn class(id: u8, kind: u8) -> ClassRow {
    ClassRow {
        id,
        stage: [Stage::Lobby, Stage::Play, Stage::Debrief][usize::from(kind)],
        phase: kind.into(),
        paused: kind == 1,
        adjourned: false,
        alarm: (kind == 2).then_some(Alarm { person: 3, stops_in_s: 20 }),
        unwritten: None,
        speed_milli: 1000,
        cut: "short".into(),
        play_left_s: None,
        standings: false,
        joint: false,
        door: Door::Open,
        rating_percent: None,
    }
}

fn team(id: String, kind: u8) -> TeamRow {
    TeamRow {
        id,
        hospital: "h1".into(),
        minute: 7,
        waiting: false,
        rebuilding: false,
        lost: false,
        pace: if kind == 1 { Pace::Huddle { stop: None, left_s: 30 } } else { Pace::Run },
        ready: vec![4; usize::from(kind)],
    }
}

fn person(id: u32, kind: u8) -> PersonRow {
    PersonRow {
        id,
        name: "Anna".into(),
        team: (kind > 0).then(|| "t1".into()),
        roles: vec![ROLE; usize::from(kind)],
        former: Vec::new(),
        online: kind == 2,
        called_away: false,
        stood_in: false,
        claims: None,
        wants: Vec::new(),
        facilitator: false,
        observer: false,
        waits: false,
        removed: false,
    }
}

fn warm_up(id: String, kind: u8) -> WarmUpRow {
    let answer = (kind > 0).then(|| ("yes".into(), kind == 1));
    WarmUpRow { id, role: ROLE, asks: Role::NursingLead, options: vec!["yes".into()], answer }
}

fn chat(id: u32, kind: u8) -> ChatRow {
    ChatRow { id, team: "t1".into(), person: kind.into(), text: "hello".into() }
}

fn truth(id: String, kind: u8) -> OverviewFigure {
    OverviewFigure { id, value: kind.into() }
}

fn event(id: String, kind: u8) -> OverviewEvent {
    OverviewEvent { id, team: "t1".into(), at_min: kind.into(), what: Msg::new("attack-step") }
}

fn handed_out(id: String, kind: u8) -> OverviewInject {
    OverviewInject { id, received: vec!["t1".into(); usize::from(kind)] }
}

fn missing(id: u32, kind: u8) -> OverviewMissing {
    OverviewMissing { id, what: Msg::new("missing").number("lines", kind.into()) }
}
