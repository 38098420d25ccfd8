//! Who is away is seen by all, waited for by nobody, dealt nothing, and replaced by a stand-in until they are back; their
//! seat stays theirs.

use codedark_protocol::{ClientMsg, Direction, Pace, PersonRow, Role};
use codedark_server::content::parallel;
use codedark_sim::exercise::Skill;
use codedark_tests::{Class, Page, in_memory, next_number};

fn person(page: &mut Page, name: &str) -> PersonRow {
    page.read();
    page.seen.session.people.iter().find(|person| person.name == name).expect("listed").clone()
}

fn stand_in_orders(class: &mut Class, role: Role) -> usize {
    let role = format!("\"role\":\"{}\"", role.id());
    let record = class.record();
    record.lines().filter(|line| line.contains("\"participant\":0") && line.contains(&role)).count()
}

#[test]
fn a_minute_without_a_line_brings_a_stand_in_who_leaves_word() {
    const ROLE: Role = Role::SecurityLead;
    let mut class = Class::with(in_memory(), &parallel(1, 11, Skill::Competent));
    let mut facilitator = class.facilitator();
    let ada = class.join("Ada", "t1", &[ROLE]);
    let mut ben = class.join("Ben", "t1", &[Role::MedicalLead]);
    class.direct(&mut facilitator, Direction::Start);
    class.live(20_000, &mut [&mut facilitator, &mut ben]);
    assert_eq!(stand_in_orders(&mut class, ROLE), 0, "while she is here, nobody speaks for her");
    let token = ada.token.clone();
    drop(ada);
    class.pass(1_000);
    let row = person(&mut ben, "Ada");
    assert!(!row.online && !row.stood_in, "the others see at once that she is away");
    class.live(62_000, &mut [&mut facilitator, &mut ben]);
    let row = person(&mut ben, "Ada");
    assert_eq!((row.online, row.stood_in, row.roles.as_slice()), (false, true, &[ROLE][..]), "her seat is kept");
    class.direct(&mut facilitator, Direction::NextPhase { ends: 0 });
    class.live(240_000, &mut [&mut facilitator, &mut ben]);
    let orders = stand_in_orders(&mut class, ROLE);
    assert!(orders > 0, "a stand-in plays it");
    let mut back = class.open(&token);
    class.pass(400);
    back.read();
    assert!(!back.seen.meanwhile.is_empty() && back.seen.meanwhile.iter().all(|line| line.seat.role == ROLE));
    assert!(!person(&mut ben, "Ada").stood_in, "she has it back");
    let orders = stand_in_orders(&mut class, ROLE);
    class.live(60_000, &mut [&mut facilitator, &mut ben, &mut back]);
    back.read();
    assert_eq!(stand_in_orders(&mut class, ROLE), orders, "and nobody else speaks for her");
    codedark_server::recorded::replay(&class.record()).expect("the record is sound");
}

#[test]
fn called_away_is_at_once_and_by_word() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    class.direct(&mut facilitator, Direction::Start);
    for away in [true, false] {
        ada.say(&ClientMsg::Away { number: next_number(), away });
        class.pass(600);
        let row = person(&mut ada, "Ada");
        assert_eq!((row.called_away, row.stood_in, row.online), (away, away, true));
        assert_eq!(row.roles, [Role::SecurityLead], "the seat is kept");
    }
}

#[test]
fn huddles_do_not_wait_for_ghosts() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    let mut ben = class.join("Ben", "t1", &[Role::MedicalLead]);
    class.direct(&mut facilitator, Direction::Start);
    let in_huddle = |page: &mut Page| {
        page.read();
        matches!(page.seen.session.teams[0].pace, Pace::Huddle { .. })
    };
    let mut rounds = 0..3_000;
    assert!(rounds.any(|_| {
        class.live(200, &mut [&mut facilitator, &mut ada, &mut ben]);
        in_huddle(&mut ada)
    }));
    ada.say(&ClientMsg::Ready(true));
    class.pass(400);
    assert!(in_huddle(&mut ada), "Ben is here, and not ready");
    drop(ben);
    let mut rounds = 0..10;
    let over = rounds.any(|_| {
        ada.say(&ClientMsg::Ready(true));
        class.live(400, &mut [&mut facilitator]);
        !in_huddle(&mut ada)
    });
    assert!(over, "Ben is gone, and everybody who is here is ready");
}

#[test]
fn roles_are_dealt_to_who_is_here_and_never_taken() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t1", &[Role::BiomedicalEngineer]);
    let ghost = class.join("Ghost", "t1", &[Role::IncidentCommander]);
    let _cleo = class.join("Cleo", "t1", &[]);
    let _dora = class.join("Dora", "t2", &[]);
    drop(ghost);
    class.pass(400);
    class.direct(&mut facilitator, Direction::Deal);
    class.pass(400);
    let roles = |page: &mut Page, name: &str| person(page, name).roles;
    assert!(roles(&mut ada, "Ada").contains(&Role::BiomedicalEngineer), "what she chose stays hers");
    assert!(roles(&mut ada, "Ghost").is_empty(), "who is away gets nothing, and holds nobody up");
    let mut all: Vec<Role> = [roles(&mut ada, "Ada"), roles(&mut ada, "Cleo")].concat();
    all.sort();
    assert_eq!(all, Role::EIGHT, "all eight seats of the team are taken by those who are here, each once");
    assert_eq!(roles(&mut ada, "Dora").len(), 8, "and one person can run a hospital");
}

#[test]
fn a_closed_tab_gets_its_place_back_by_the_facilitators_word() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    let (old, old_token) = (ada.seen.person, ada.token.clone());
    let mut newcomer = class.guest("Ada");
    let claim = |page: &Page, person| page.say(&ClientMsg::Claim { number: next_number(), person });
    claim(&newcomer, old);
    class.pass(400);
    newcomer.read();
    let refused = newcomer.seen.answers.values().last().expect("answered").as_ref();
    assert_eq!(refused.expect("refused").id, "refused-no-claim", "she is here");
    drop(ada);
    class.pass(400);
    claim(&newcomer, old);
    class.pass(400);
    let new = newcomer.seen.person;
    facilitator.read();
    let row = facilitator.seen.session.people.iter().find(|person| person.id == new).expect("listed");
    assert_eq!(row.claims, Some(old), "the facilitator sees the claim");
    class.direct(&mut facilitator, Direction::RefuseClaim { newcomer: new });
    claim(&newcomer, old);
    class.pass(400);
    class.direct(&mut facilitator, Direction::Reunite { newcomer: new, person: old });
    class.pass(400);
    newcomer.read();
    facilitator.read();
    assert_eq!(newcomer.seen.person, old, "the page is welcomed as who she was");
    assert!(newcomer.seen.seats.keys().any(|seat| seat.role == Role::SecurityLead), "with her seat");
    assert_eq!(facilitator.seen.session.people.iter().filter(|person| person.name == "Ada").count(), 1);
    let mut stale = class.open(&old_token);
    stale.read();
    assert_eq!(stale.seen.bye.map(|reason| reason.id).as_deref(), Some("bye-unknown-token"), "the old page's token");
    let again = class.open(&newcomer.token);
    assert_eq!(again.seen.person, old, "hers is the newcomer's");
}
