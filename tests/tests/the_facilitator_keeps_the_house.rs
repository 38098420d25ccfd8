//! The facilitator decides who may join and who comes in, renames, moves, seats, removes, and takes back; a restart keeps it.

use codedark_protocol::{ClientMsg, Direction, Door, PersonRow, Role};
use codedark_server::content::parallel;
use codedark_server::store::Store;
use codedark_sim::exercise::Skill;
use codedark_tests::{Asked, Class, Page, next_number};

const ROLE: Role = Role::SecurityLead;

fn row(page: &mut Page, name: &str) -> Option<PersonRow> {
    page.read();
    page.seen.session.people.iter().find(|row| row.name == name).cloned()
}

fn bye(page: &mut Page) -> Option<String> {
    page.read();
    page.seen.bye.as_ref().map(|reason| reason.id.clone())
}

#[test]
fn a_locked_door_lets_nobody_new_in() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let ada = class.join("Ada", "t1", &[ROLE]);
    class.direct(&mut facilitator, Direction::Door(Door::Locked));
    assert_eq!(class.enter("Ben").expect_err("refused").id, "refused-locked");
    let mut back = class.open(&ada.token);
    assert_eq!((back.seen.welcomes, bye(&mut back)), (1, None), "who is in it comes back");
    class.direct(&mut facilitator, Direction::Door(Door::Open));
    class.enter("Ben").expect("let in");
}

#[test]
fn who_waits_outside_is_shown_nothing() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t1", &[ROLE]);
    class.direct(&mut facilitator, Direction::Door(Door::Approval));
    let mut ben = class.guest("Ben");
    let mut cleo = class.guest("Cleo");
    class.pass(400);
    ben.read();
    assert!(ben.seen.catalogue.actions.is_empty() && ben.seen.catalogue.texts.is_empty(), "no word of the exercise");
    assert!(ben.seen.session.teams.is_empty() && ben.seen.session.people.len() == 1, "and nobody else");
    assert!(row(&mut ben, "Ben").expect("they see that they wait").waits);
    assert!(row(&mut ada, "Ben").is_none(), "players are not shown who waits");
    assert!(row(&mut facilitator, "Ben").expect("facilitators are").waits);
    let number = next_number();
    ben.say(&ClientMsg::Take { number, team: "t1".to_owned(), roles: vec![Role::MedicalLead] });
    class.pass(400);
    ben.read();
    assert_eq!(ben.seen.answers[&number].as_ref().expect("refused").id, "refused-outside");
    class.direct(&mut facilitator, Direction::Admit { people: vec![ben.seen.person] });
    class.direct(&mut facilitator, Direction::Remove { person: cleo.seen.person });
    class.pass(400);
    ben.read();
    assert!(!ben.seen.catalogue.zones.is_empty() && ben.seen.session.teams.len() == 2, "now they are in");
    assert!(row(&mut ada, "Ben").is_some());
    assert_eq!(bye(&mut cleo).as_deref(), Some("bye-not-let-in"));
}

#[test]
fn people_are_moved_seated_and_unseated() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t1", &[ROLE]);
    let ben = class.join("Ben", "t2", &[ROLE]);
    class.direct(&mut facilitator, Direction::Start);
    let (one, two) = (ada.seen.person, ben.seen.person);
    let seat =
        |person, team: &str, roles: &[Role]| Direction::Seat { person, team: team.to_owned(), roles: roles.to_vec() };
    for (direction, name, team, roles) in [
        (seat(two, "t1", &[]), "Ben", "t1", vec![]),
        (seat(two, "t1", &[ROLE]), "Ben", "t1", vec![ROLE]),
        (seat(one, "t1", &[]), "Ada", "t1", vec![]),
        (seat(one, "t2", &[Role::MedicalLead]), "Ada", "t2", vec![Role::MedicalLead]),
    ] {
        class.direct(&mut facilitator, direction);
        class.pass(400);
        let row = row(&mut facilitator, name).expect("listed");
        assert_eq!((row.team.as_deref(), row.roles), (Some(team), roles));
    }
    ada.read();
    assert_eq!(ada.seen.seats.keys().map(|seat| seat.role).collect::<Vec<_>>(), [Role::MedicalLead]);
    for (direction, refused) in [
        (seat(two, "t9", &[]), "refused-no-team"),
        (seat(99, "t1", &[]), "refused-no-person"),
        (seat(facilitator.seen.person, "t1", &[ROLE]), "refused-no-person"),
    ] {
        assert_eq!(class.ask(&mut facilitator, Asked::Direct(direction)).expect("refused").id, refused);
    }
    codedark_server::recorded::replay(&class.record()).expect("the record is sound");
}

#[test]
fn who_is_removed_is_gone_until_they_are_taken_back() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t1", &[ROLE]);
    let mut ben = class.join("Ben", "t1", &[Role::MedicalLead]);
    class.direct(&mut facilitator, Direction::Start);
    let person = ada.seen.person;
    let own = Direction::Remove { person: facilitator.seen.person };
    assert_eq!(class.ask(&mut facilitator, Asked::Direct(own)).expect("refused").id, "refused-yourself");
    class.direct(&mut facilitator, Direction::Remove { person });
    class.pass(400);
    assert_eq!(bye(&mut ada).as_deref(), Some("bye-removed"));
    assert!(row(&mut ben, "Ada").is_none(), "players see her no more");
    assert!(row(&mut facilitator, "Ada").expect("facilitators do").removed);
    let mut again = class.open(&ada.token);
    assert_eq!(bye(&mut again).as_deref(), Some("bye-removed"), "her token opens nothing");
    class.direct(&mut facilitator, Direction::Restore { person });
    let mut back = class.open(&ada.token);
    class.pass(400);
    back.read();
    assert!(back.seen.seats.keys().any(|seat| seat.role == ROLE), "she is back, with her seat");
    assert!(row(&mut ben, "Ada").is_some());
}

#[test]
fn a_restart_keeps_all_of_it_and_does_nothing_twice() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("codedark.sqlite");
    let open = || Store::open(&file, None).expect("it opens").store;
    let mut class = Class::with(open(), &parallel(2, 7, Skill::Novice));
    let mut facilitator = class.facilitator();
    let [ada, ben, cleo] = ["Ada", "Ben", "Cleo"].map(|name| class.join(name, "t1", &[]));
    class.direct(&mut facilitator, Direction::Door(Door::Approval));
    let dora = class.guest("Dora");
    let rename = |number, name: &str| {
        let direction = Direction::Rename { person: ada.seen.person, name: name.to_owned() };
        ClientMsg::Direct { number, direction }
    };
    let first = next_number();
    facilitator.say(&rename(first, "Adele"));
    class.pass(400);
    class.direct(&mut facilitator, Direction::Observe { person: ben.seen.person, watches: true });
    class.direct(&mut facilitator, Direction::Remove { person: cleo.seen.person });
    facilitator.say(&rename(next_number(), "Ada Lovelace"));
    class.pass(400);
    let before = {
        facilitator.read();
        facilitator.seen.session.clone()
    };
    let token = facilitator.token.clone();
    drop((facilitator, ada.client, ben, cleo, dora, class));
    let mut class = Class::resumed(open());
    let mut facilitator = class.open(&token);
    // The first renaming arrives again: it was done, and is not done again.
    facilitator.say(&ClientMsg::Direct {
        number: first,
        direction: Direction::Rename { person: ada.seen.person, name: "Adele".to_owned() },
    });
    class.pass(400);
    facilitator.read();
    assert_eq!(facilitator.seen.answers.get(&first), Some(&None));
    assert_eq!(facilitator.seen.session.class[0].door, Door::Approval);
    let told = |row: &PersonRow| (row.name.clone(), row.team.clone(), row.observer, row.waits, row.removed);
    let rows = |people: &[PersonRow]| people.iter().map(told).collect::<Vec<_>>();
    assert_eq!(rows(&facilitator.seen.session.people), rows(&before.people));
    assert!(before.people.iter().any(|row| row.name == "Ada Lovelace"));
    assert!(before.people.iter().any(|row| row.removed) && before.people.iter().any(|row| row.waits));
}
