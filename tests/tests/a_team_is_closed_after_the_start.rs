//! After the start a team keeps its people: who wants to play elsewhere asks the facilitator, and reads nothing there before.

use codedark_protocol::{ClientMsg, Direction, Role};
use codedark_tests::{Class, Page, next_number, seat};

fn take(class: &mut Class, page: &mut Page, team: &str, roles: &[Role]) -> Option<String> {
    let number = next_number();
    page.say(&ClientMsg::Take { number, team: team.to_owned(), roles: roles.to_vec() });
    class.pass(1_200);
    page.read();
    page.seen.answers[&number].as_ref().map(|reason| reason.id.clone())
}

#[test]
fn a_seat_of_another_team_cannot_be_taken_in_play() {
    for (begins, stage) in [(Direction::Brief, "briefing"), (Direction::Start, "play")] {
        let mut class = Class::new();
        let mut facilitator = class.facilitator();
        let mut ada = class.join("Ada", "t1", &[Role::SecurityLead]);
        assert_eq!(take(&mut class, &mut ada, "t2", &[Role::SecurityLead]), None, "in the lobby all teams are open");
        assert_eq!(take(&mut class, &mut ada, "t1", &[Role::SecurityLead]), None);
        class.direct(&mut facilitator, begins);
        for roles in [vec![Role::IncidentCommander], Vec::new()] {
            let refused = take(&mut class, &mut ada, "t2", &roles);
            assert_eq!(refused.as_deref(), Some("refused-team-fixed"), "{stage}, {roles:?}");
        }
        assert_eq!(take(&mut class, &mut ada, "t1", &[]), None, "{stage}: she may step out");
        let refused = take(&mut class, &mut ada, "t2", &[Role::SecurityLead]);
        assert_eq!(refused.as_deref(), Some("refused-team-fixed"), "{stage}: which is no way round");
        assert_eq!(take(&mut class, &mut ada, "t1", &[Role::SecurityLead]), None, "{stage}: and come back");
        assert!(ada.seen.seats.contains_key(&seat(Role::SecurityLead)), "{stage}");
        let row = ada.seen.session.people.iter().find(|row| row.name == "Ada").expect("listed");
        assert_eq!(row.team.as_deref(), Some("t1"), "{stage}");
    }
}
