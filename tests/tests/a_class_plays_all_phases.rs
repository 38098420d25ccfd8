//! A facilitator and two teams play the Irish case from the lobby to the debrief.

use codedark_protocol::{ClientMsg, Command, Direction, Role, SPEED_MAX_MILLI, Stage};
use codedark_tests::{Asked, Class, next_number, seat};

/// Wall time after which an exercise at the highest speed must be over, in milliseconds.
const LONGEST_MS: u64 = 60_000;

#[test]
fn from_the_lobby_through_all_phases_to_the_debrief() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let mut one = class.join("Ada", "t1", &[Role::SecurityLead, Role::ItOperations]);
    let mut two = class.join("Ben", "t2", &[Role::MedicalLead]);
    one.read();
    assert_eq!(one.seen.session.class[0].stage, Stage::Lobby);
    assert_eq!(one.seen.session.people.len(), 3, "everybody sees who is there");

    class.direct(&mut facilitator, Direction::Start);
    class.pass(20_000);
    one.read();
    assert!(one.minute("t1") > 0, "the clock runs");
    let view = &one.seen.seats[&seat(Role::SecurityLead)];
    let offer = view.offers.iter().find(|offer| offer.refused.is_none() && offer.targets.is_empty());
    let action = offer.expect("prevention offers something").action.clone();
    let order = Command::Act { action: action.clone(), target: None };
    assert_eq!(class.ask(&mut one, Asked::Order(seat(Role::SecurityLead), order)), None);
    let view = &one.seen.seats[&seat(Role::SecurityLead)];
    let known =
        view.tasks.iter().any(|task| task.action == action) || view.proposals.iter().any(|row| row.action == action);
    assert!(known, "it is under way, or waits for the budget round");

    one.say(&ClientMsg::Chat { number: next_number(), team: "t1".to_owned(), text: "Blocked it.".to_owned() });
    class.direct(&mut facilitator, Direction::Speed(SPEED_MAX_MILLI));
    let mut phases = Vec::new();
    for _ in 0..LONGEST_MS / 200 {
        class.pass(200);
        for page in [&mut facilitator, &mut one, &mut two] {
            page.read();
        }
        let state = &facilitator.seen.session.class[0];
        phases.push(state.phase);
        if state.stage == Stage::Debrief {
            break;
        }
    }
    phases.dedup();
    assert_eq!(phases, [0, 1, 2, 3], "one phase after the other");
    assert_eq!(facilitator.seen.session.chat.len(), 1, "the facilitator reads all teams");
    assert_eq!(two.seen.session.chat.len(), 0, "the other team does not");
    assert!(!facilitator.seen.overview.figures.is_empty() && !facilitator.seen.overview.events.is_empty());
    for (page, expected) in [(&facilitator, &["t1", "t2"][..]), (&one, &["t1"]), (&two, &["t2"])] {
        assert_eq!(page.seen.bye, None);
        let teams: Vec<&str> = page.seen.debriefs.iter().map(|debrief| debrief.team.as_str()).collect();
        assert_eq!(teams, expected, "a team reads its own debrief, the facilitator reads all");
        assert!(page.seen.texts.keys().any(|key| key.starts_with("step.")), "the attack has words now");
    }
    let over = class.ask(&mut one, Asked::Order(seat(Role::SecurityLead), Command::Agree { proposal: 0 }));
    assert_eq!(over.expect("it is over").id, "refused-ended");

    let replayed = codedark_server::recorded::replay(&class.record()).expect("the record replays");
    assert!(replayed.finished, "the record ends with its results");
    assert_eq!(replayed.hashes, class.hashes(), "and leads to the same state");
}

#[test]
fn the_facilitator_pauses_speeds_up_skips_and_ends() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    class.direct(&mut facilitator, Direction::Start);
    class.direct(&mut facilitator, Direction::Pause(true));
    let paused_at = facilitator.minute("t1");
    class.pass(5_000);
    facilitator.read();
    assert_eq!(facilitator.minute("t1"), paused_at, "a paused clock stands");

    class.next_phase(&mut facilitator);
    assert_eq!(facilitator.seen.session.class[0].phase, 1);
    let prevention_min = 28 * 24 * 60;
    assert_eq!(facilitator.minute("t1"), prevention_min, "what was due in prevention has happened");
    class.direct(&mut facilitator, Direction::Pause(false));
    class.pass(2_000);
    facilitator.read();
    assert!(facilitator.minute("t1") > paused_at, "and runs again");

    let inject = facilitator.seen.overview.injects[0].id.clone();
    class.direct(&mut facilitator, Direction::Inject { inject: inject.clone(), hospital: Some("t2".to_owned()) });
    class.pass(10_000);
    facilitator.read();
    let row = facilitator.seen.overview.injects.iter().find(|row| row.id == inject).expect("it is listed");
    assert!(row.received.contains(&"t2".to_owned()), "handed to the team that was named");

    class.direct(&mut facilitator, Direction::End);
    assert_eq!(facilitator.seen.session.class[0].stage, Stage::Debrief);
    assert_eq!(facilitator.seen.debriefs.len(), 2);
}
