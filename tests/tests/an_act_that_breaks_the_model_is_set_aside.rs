//! A panic that returns after each rebuild: the act that does it is set aside on record, or, when no act does, the team's
//! exercise ends with its debrief; the other teams play on.

use std::sync::Arc;

use codedark_protocol::{Command, Direction, Role, TeamRow};
use codedark_scenario::TargetKind;
use codedark_server::session::Doing;
use codedark_sim::exercise::{Act, Entry};
use codedark_tests::{Asked, Class, Page, seat};

const ROLE: Role = Role::SecurityLead;

fn team(page: &mut Page, id: &str) -> TeamRow {
    page.read();
    page.seen.session.teams.iter().find(|team| team.id == id).expect("listed").clone()
}

fn playing() -> (Class, Page, Page, Page) {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let ada = class.join("Ada", "t1", &[ROLE]);
    let ben = class.join("Ben", "t2", &[ROLE]);
    class.direct(&mut facilitator, Direction::Start);
    class.pass(1_000);
    (class, facilitator, ada, ben)
}

/// Orders something that the seat can order, and gives its action.
fn order(class: &mut Class, page: &mut Page) -> String {
    page.read();
    let actions =
        page.seen.catalogue.actions.iter().filter(|one| one.role == ROLE && one.target == TargetKind::Hospital);
    for action in actions.map(|action| action.id.clone()).collect::<Vec<_>>() {
        let command = Command::Act { action: action.clone(), target: None };
        if class.ask(page, Asked::Order(seat(ROLE), command)).is_none() {
            return action;
        }
    }
    panic!("no order is taken");
}

fn is_order(entry: &Entry, named: &str) -> bool {
    matches!(&entry.act, Act::Order { command: Command::Act { action, .. }, .. } if action == named)
}

#[test]
fn the_others_play_on_and_so_does_the_team() {
    let (mut class, mut facilitator, mut ada, mut ben) = playing();
    let action = order(&mut class, &mut ada);
    // The model fails in the first region a moment after the order, and each time the order is taken again.
    class.session().set_step_hook(Arc::new(move |region, doing| match doing {
        Doing::Take(entry) => assert!(region != 0 || !is_order(entry, &action), "the order breaks the model"),
        Doing::Reach(_) => {}
    }));
    class.session().fail_region(0);
    class.live(10_000, &mut [&mut facilitator, &mut ada, &mut ben]);
    assert!(!team(&mut ada, "t1").rebuilding && !team(&mut ada, "t1").lost, "it is back");
    let before = (team(&mut ada, "t1").minute, team(&mut ben, "t2").minute);
    class.live(120_000, &mut [&mut facilitator, &mut ada, &mut ben]);
    assert!(team(&mut ada, "t1").minute > before.0 && team(&mut ben, "t2").minute > before.1);
    facilitator.read();
    let missing: Vec<&str> = facilitator.seen.overview.missing.iter().map(|row| row.what.id.as_str()).collect();
    assert_eq!(missing, ["act-set-aside"], "the facilitator is told");
    let record = class.record();
    assert_eq!(record.matches("set_aside").count(), 1, "it is on record");
    let replayed = codedark_server::recorded::replay(&record).expect("the record replays without it");
    assert_eq!(replayed.hashes, class.hashes());
}

#[test]
fn a_team_that_cannot_go_on_gets_its_debrief() {
    let (mut class, mut facilitator, mut ada, mut ben) = playing();
    let broken = class.session().minutes()[0] + 5;
    class.session().set_step_hook(Arc::new(move |region, doing| {
        assert!(region != 0 || !matches!(doing, Doing::Reach(minute) if *minute >= broken), "time itself breaks it");
    }));
    class.direct(&mut facilitator, Direction::Speed(10_000));
    class.live(20_000, &mut [&mut facilitator, &mut ada, &mut ben]);
    assert!(team(&mut ada, "t1").lost, "it is given up");
    assert_eq!(ada.seen.debriefs.len(), 1, "with its debrief");
    assert_eq!(ada.seen.debriefs[0].team, "t1");
    assert!(!team(&mut ben, "t2").lost && ben.seen.debriefs.is_empty(), "the other plays on");
    let minute = ben.minute("t2");
    class.live(20_000, &mut [&mut facilitator, &mut ada, &mut ben]);
    ben.read();
    assert!(ben.minute("t2") > minute);
    class.direct(&mut facilitator, Direction::End);
    class.pass(400);
    facilitator.read();
    ben.read();
    let teams: Vec<&str> = facilitator.seen.debriefs.iter().map(|debrief| debrief.team.as_str()).collect();
    assert_eq!(teams, ["t1", "t2"], "in the end each team has its own");
}
