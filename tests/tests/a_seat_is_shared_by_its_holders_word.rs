//! A seat that somebody holds who is here is shared by that person's word, or given by the facilitator; all others are free.

use codedark_protocol::{ClientMsg, Direction, Role};
use codedark_tests::{Class, Page, next_number};

const ROLE: Role = Role::MedicalLead;

fn take(class: &mut Class, page: &Page, roles: &[Role]) {
    page.say(&ClientMsg::Take { number: next_number(), team: "t1".to_owned(), roles: roles.to_vec() });
    class.pass(1_200);
}

/// The answer to a colleague; gives the reason of a refusal.
fn share(class: &mut Class, holder: &mut Page, asks: u32, yes: bool) -> Option<String> {
    let number = next_number();
    holder.say(&ClientMsg::Share { number, person: asks, role: ROLE, yes });
    class.pass(1_200);
    holder.read();
    holder.seen.answers[&number].as_ref().map(|reason| reason.id.clone())
}

/// What somebody holds and wants, as the others see it.
fn stands(page: &mut Page, name: &str) -> (Vec<Role>, Vec<Role>) {
    page.read();
    let row = page.seen.session.people.iter().find(|row| row.name == name).expect("listed");
    (row.roles.clone(), row.wants.clone())
}

#[test]
fn asked_for_and_given() {
    for begins in [None, Some(Direction::Brief), Some(Direction::Start)] {
        let mut class = Class::new();
        let mut facilitator = class.facilitator();
        let mut ada = class.join("Ada", "t1", &[ROLE]);
        let mut ben = class.join("Ben", "t1", &[]);
        begins.iter().for_each(|begins| class.direct(&mut facilitator, begins.clone()));
        take(&mut class, &ben, &[ROLE, Role::NursingLead]);
        let asked = (vec![Role::NursingLead], vec![ROLE]);
        assert_eq!(stands(&mut ada, "Ben"), asked, "{begins:?}: the free seat at once, the other is asked for");
        assert_eq!(share(&mut class, &mut ada, ben.seen.person, true), None);
        assert_eq!(stands(&mut ada, "Ben"), (vec![ROLE, Role::NursingLead], vec![]), "{begins:?}: both hold it");
        assert_eq!(stands(&mut ben, "Ada").0, [ROLE]);
    }
}

#[test]
fn asked_for_and_kept() {
    let mut class = Class::new();
    let mut ada = class.join("Ada", "t1", &[ROLE]);
    let mut ben = class.join("Ben", "t1", &[]);
    take(&mut class, &ben, &[ROLE]);
    assert_eq!(share(&mut class, &mut ada, ben.seen.person, false), None);
    assert_eq!(stands(&mut ada, "Ben"), (vec![], vec![]));
    ben.read();
    let told = ben.seen.answers.get(&0).and_then(Option::as_ref);
    assert_eq!(told.map(|reason| reason.id.as_str()), Some("refused-by-holder"));
    let again = share(&mut class, &mut ada, ben.seen.person, true);
    assert_eq!(again.as_deref(), Some("refused-no-request"), "nobody asks any more");
}

#[test]
fn only_by_who_holds_it() {
    let mut class = Class::new();
    let mut ada = class.join("Ada", "t1", &[ROLE]);
    let ben = class.join("Ben", "t1", &[]);
    let mut cleo = class.join("Cleo", "t1", &[Role::SecurityLead]);
    let mut far = class.join("Dora", "t2", &[ROLE]);
    take(&mut class, &ben, &[ROLE]);
    for (page, refused, why) in [
        (&mut cleo, "refused-not-your-seat", "another role of the team"),
        (&mut far, "refused-no-request", "the same role of another team"),
    ] {
        assert_eq!(share(&mut class, page, ben.seen.person, true).as_deref(), Some(refused), "{why}");
    }
    assert_eq!(stands(&mut ada, "Ben"), (vec![], vec![ROLE]));
}

#[test]
fn a_seat_whose_holder_leaves_goes_to_who_asked() {
    let mut class = Class::new();
    let ada = class.join("Ada", "t1", &[ROLE]);
    let mut ben = class.join("Ben", "t1", &[]);
    take(&mut class, &ben, &[ROLE]);
    take(&mut class, &ada, &[]);
    assert_eq!(stands(&mut ben, "Ben"), (vec![ROLE], vec![]));
}

#[test]
fn the_seat_of_somebody_away_is_free() {
    let mut class = Class::new();
    let ada = class.join("Ada", "t1", &[ROLE]);
    let mut ben = class.join("Ben", "t1", &[]);
    drop(ada);
    class.pass(400);
    take(&mut class, &ben, &[ROLE]);
    assert_eq!(stands(&mut ben, "Ben"), (vec![ROLE], vec![]));
    assert_eq!(stands(&mut ben, "Ada").0, [ROLE], "and stays hers too");
}
