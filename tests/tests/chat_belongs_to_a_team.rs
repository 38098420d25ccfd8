//! A line of chat belongs to a team: who joins reads what is said from then on, and facilitators see each team's.

use codedark_protocol::{ClientMsg, Role};
use codedark_server::content::parallel;
use codedark_server::store::Store;
use codedark_sim::exercise::Skill;
use codedark_tests::{Class, Page, next_number};

fn say(class: &mut Class, page: &Page, team: &str, text: &str) {
    page.say(&ClientMsg::Chat { number: next_number(), team: team.to_owned(), text: text.to_owned() });
    class.pass(1_200);
}

fn texts(page: &mut Page) -> Vec<String> {
    page.read();
    page.seen.session.chat.iter().map(|line| line.text.clone()).collect()
}

#[test]
fn it_is_read_from_the_moment_of_joining() {
    let mut class = Class::new();
    let mut ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    let mut ben = class.join("Ben", "t2", &[Role::SecurityLead]);
    say(&mut class, &ada, "t1", "Before.");
    let take = ClientMsg::Take { number: next_number(), team: "t1".to_owned(), roles: vec![Role::MedicalLead] };
    ben.say(&take);
    class.pass(1_200);
    assert_eq!(texts(&mut ben), [""; 0], "what was said before is not his to read");
    say(&mut class, &ada, "t1", "After.");
    assert_eq!(texts(&mut ben), ["After."]);
    assert_eq!(texts(&mut ada), ["Before.", "After."]);
}

#[test]
fn a_restart_gives_nobody_what_was_said_before_they_came() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("codedark.sqlite");
    let open = || Store::open(&file, None).expect("it opens").store;
    let mut class = Class::with(open(), &parallel(2, 7, Skill::Novice));
    let ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    say(&mut class, &ada, "t1", "Before.");
    let ben = class.join("Ben", "t1", &[Role::MedicalLead]);
    say(&mut class, &ben, "t1", "After.");
    let token = ben.token.clone();
    drop((ada, ben, class));
    let mut class = Class::resumed(open());
    let mut ben = class.open(&token);
    assert_eq!(texts(&mut ben), ["After."]);
}

#[test]
fn facilitators_see_each_teams() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    let mut ben = class.join("Ben", "t2", &[Role::SecurityLead]);
    say(&mut class, &ada, "t1", "One.");
    say(&mut class, &ben, "t2", "Two.");
    say(&mut class, &facilitator, "t2", "Three.");
    facilitator.read();
    let lines = &facilitator.seen.session.chat;
    let told: Vec<(&str, &str)> = lines.iter().map(|line| (line.team.as_str(), line.text.as_str())).collect();
    assert_eq!(told, [("t1", "One."), ("t2", "Two."), ("t2", "Three.")]);
    assert_eq!(
        (texts(&mut ada), texts(&mut ben)),
        (vec!["One.".to_owned()], vec!["Two.".to_owned(), "Three.".to_owned()])
    );
}

#[test]
fn who_writes_without_end_pushes_out_their_own_lines() {
    let mut class = Class::new();
    let mut ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    let mut ben = class.join("Ben", "t1", &[Role::MedicalLead]);
    say(&mut class, &ada, "t1", "Mine.");
    for number in 0..120 {
        say(&mut class, &ben, "t1", &format!("Line {number}"));
        ada.read();
        ben.read();
    }
    let read = texts(&mut ada);
    assert_eq!(read.first().map(String::as_str), Some("Mine."), "what others said stays");
    assert_eq!(read.last().map(String::as_str), Some("Line 119"));
}
