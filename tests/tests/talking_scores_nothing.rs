//! Communication is rated by what was done with it: a talkative and a silent team that act alike score alike.

use codedark_protocol::{ClientMsg, Command, Debrief, Direction, Role, Stage};
use codedark_tests::{Asked, Class, Page, next_number, seat};

/// Lines that the talkative team writes at each step.
const LINES: usize = 10;

struct Lived {
    debriefs: Vec<Debrief>,
    record: String,
    chat_lines: usize,
}

/// A class whose first team prepares, in words or in silence.
fn lived(talkative: bool) -> Lived {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let mut one = class.join("Ada", "t1", &[Role::SecurityLead, Role::ItOperations, Role::NursingLead]);
    class.direct(&mut facilitator, Direction::Start);
    talk(&one, talkative);
    for role in [Role::SecurityLead, Role::ItOperations, Role::NursingLead] {
        class.pass(1_000);
        one.read();
        let offers = &one.seen.seats[&seat(role)].offers;
        let offer = offers.iter().find(|offer| offer.refused.is_none() && offer.targets.is_empty());
        let action = offer.expect("prevention offers something").action.clone();
        let order = Command::Act { action, target: None };
        assert_eq!(class.ask(&mut one, Asked::Order(seat(role), order)), None);
        talk(&one, talkative);
    }
    class.pass(2_000);
    class.next_phase(&mut facilitator);
    class.direct(&mut facilitator, Direction::End);
    one.read();
    assert_eq!(facilitator.seen.session.class[0].stage, Stage::Debrief);
    let chat_lines = facilitator.seen.session.chat.len();
    Lived { debriefs: one.seen.debriefs.clone(), record: class.record(), chat_lines }
}

fn talk(page: &Page, talkative: bool) {
    let lines = if talkative { LINES } else { 0 };
    for line in 0..lines {
        page.say(&ClientMsg::Chat {
            number: next_number(),
            team: "t1".to_owned(),
            text: format!("What do you see? ({line})"),
        });
    }
}

/// The acts of a record, without the numbers that pages gave them.
fn acts(record: &str) -> Vec<serde_json::Value> {
    let lines = record.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
    lines
        .map(|mut line| {
            line["line"]["entry"].as_object_mut().into_iter().for_each(|entry| drop(entry.remove("number")));
            line["line"].take()
        })
        .collect()
}

#[test]
fn a_talkative_and_a_silent_team_score_the_same() {
    let (talkative, silent) = (lived(true), lived(false));
    assert!(talkative.chat_lines > 0 && silent.chat_lines == 0, "one talks, the other does not");
    assert!(talkative.debriefs.iter().any(|debrief| debrief.outcome.process > 0.0), "something was scored");
    assert_eq!(talkative.debriefs, silent.debriefs);
    let acts = [&talkative, &silent].map(|lived| acts(&lived.record));
    assert_eq!(acts[0], acts[1], "no word of it is in the record that scores are made from");
}
