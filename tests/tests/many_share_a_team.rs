//! Several people on one role, one person on several, one page for a whole team.

use codedark_protocol::{ClientMsg, Command, Direction, OfferRow, ProposalState, RefusalReason, Role, View};
use codedark_tests::{Asked, Class, Page, next_number, seat};

fn view(page: &Page, role: Role) -> &View {
    &page.seen.seats[&seat(role)]
}

/// An order of a role that needs somebody else's word: its action and its first target.
fn joint(page: &Page, role: Role) -> Option<Command> {
    let waits = |offer: &&OfferRow| {
        let card = page.seen.catalogue.actions.iter().find(|card| card.id == offer.action && card.role == role);
        offer.refused.is_none() && card.is_some_and(|card| card.second.is_some() || card.tabled)
    };
    let offer = view(page, role).offers.iter().find(waits)?;
    Some(Command::Act { action: offer.action.clone(), target: offer.targets.first().cloned() })
}

#[test]
fn of_two_people_on_a_role_the_first_word_counts_and_both_see_it() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t1", &[Role::IncidentCommander]);
    let mut ben = class.join("Ben", "t1", &[Role::IncidentCommander]);
    let (person, role) = (ben.seen.person, Role::IncidentCommander);
    ada.say(&ClientMsg::Share { number: next_number(), person, role, yes: true });
    let mut cleo = class.join("Cleo", "t1", &[Role::SecurityLead]);
    class.direct(&mut facilitator, Direction::Start);
    cleo.read();
    let order = joint(&cleo, Role::SecurityLead).expect("prevention tables actions");
    assert_eq!(class.ask(&mut cleo, Asked::Order(seat(Role::SecurityLead), order)), None);
    for page in [&mut ada, &mut ben] {
        page.read();
    }
    let row = view(&ada, Role::IncidentCommander).proposals.last().expect("it is on the list").clone();
    assert_eq!(view(&ben, Role::IncidentCommander).proposals.last(), Some(&row), "both have the same list");

    let agree = Command::Agree { proposal: row.id };
    assert_eq!(class.ask(&mut ada, Asked::Order(seat(Role::IncidentCommander), agree)), None);
    let late = Command::Refuse { proposal: row.id, reason: RefusalReason::TooDear };
    let refused = class.ask(&mut ben, Asked::Order(seat(Role::IncidentCommander), late));
    assert_eq!(refused.expect("it is settled").id, "refused-settled");
    for page in [&mut ada, &mut ben, &mut cleo] {
        page.read();
    }
    for (page, role) in [(&ada, Role::IncidentCommander), (&ben, Role::IncidentCommander), (&cleo, Role::SecurityLead)]
    {
        let settled = view(page, role).proposals.iter().find(|known| known.id == row.id).expect("it stays in sight");
        assert_eq!(settled.state, ProposalState::Agreed);
        assert_eq!(settled.settled_by, Some(Role::IncidentCommander), "a role, never a name");
    }
}

#[test]
fn one_page_plays_a_whole_team() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let mut all = class.join("The table", "t1", &Role::EIGHT);
    class.direct(&mut facilitator, Direction::Start);
    all.read();
    assert_eq!(all.seen.seats.len(), Role::EIGHT.len(), "a view for every seat");
    let order = joint(&all, Role::NursingLead).expect("the wards table something");
    assert_eq!(class.ask(&mut all, Asked::Order(seat(Role::NursingLead), order)), None);
    let proposal = view(&all, Role::IncidentCommander).proposals.last().expect("the commander's list has it").id;
    let agree = Command::Agree { proposal };
    assert_eq!(
        class.ask(&mut all, Asked::Order(seat(Role::IncidentCommander), agree)),
        None,
        "they agree at the table"
    );
}

#[test]
fn a_person_steps_out_and_comes_back_to_the_same_roles() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let roles = [Role::MedicalLead, Role::NursingLead];
    let mut ada = class.join("Ada", "t1", &roles);
    let mut ben = class.join("Ben", "t1", &[Role::IncidentCommander]);
    class.direct(&mut facilitator, Direction::Start);
    ada.say(&ClientMsg::Take { number: next_number(), team: "t1".to_owned(), roles: Vec::new() });
    class.pass(400);
    for page in [&mut ada, &mut ben] {
        page.read();
    }
    assert!(ada.seen.seats.is_empty(), "nothing is shown to who stepped out");
    let row = ben.seen.session.people.iter().find(|person| person.name == "Ada").expect("she is still in the class");
    assert!(row.roles.is_empty() && row.online, "the team sees that a stand-in plays");
    ada.say(&ClientMsg::Take { number: next_number(), team: "t1".to_owned(), roles: roles.to_vec() });
    class.pass(400);
    ada.read();
    assert_eq!(ada.seen.seats.keys().map(|seat| seat.role).collect::<Vec<_>>(), roles, "and she is back");
}
