//! The first minutes: a length is chosen, roles are dealt, each seat reads its own fact, asks a colleague, and decides.

use codedark_protocol::{ClientMsg, Direction, Role, Stage};
use codedark_tests::{Asked, Class};

#[test]
fn roles_are_dealt_to_everybody_and_none_is_left() {
    for people in 1..=10 {
        let mut class = Class::new();
        let mut facilitator = class.facilitator();
        let pages: Vec<_> = (0..2 * people)
            .map(|number| {
                // Only the first two choose a team; the others join the smaller one.
                let team = if number % 2 == 0 { "t1" } else { "t2" };
                if number < 2 {
                    class.join(&format!("P{number}"), team, &[])
                } else {
                    class.guest(&format!("P{number}"))
                }
            })
            .collect();
        class.direct(&mut facilitator, Direction::Deal);
        facilitator.read();
        for team in ["t1", "t2"] {
            let members: Vec<_> =
                facilitator.seen.session.people.iter().filter(|row| row.team.as_deref() == Some(team)).collect();
            assert_eq!(members.len(), people, "teams are of equal size");
            assert!(members.iter().all(|row| !row.roles.is_empty()), "everybody has a role");
            for role in Role::EIGHT {
                assert!(members.iter().any(|row| row.roles.contains(&role)), "{} of {people} is free", role.id());
            }
        }
        drop(pages);
    }
}

#[test]
fn a_seat_reads_its_own_fact_asks_and_decides() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let roles = [Role::MedicalLead, Role::IncidentCommander, Role::ItOperations, Role::CommunicationsLegal];
    let mut one = class.join("Ada", "t1", &roles);
    let others: Vec<Role> = Role::EIGHT.into_iter().filter(|role| !roles.contains(role)).collect();
    let mut two = class.join("Ben", "t1", &others);
    let mut far = class.join("Cleo", "t2", &roles);
    class.direct(&mut facilitator, Direction::Brief);
    for page in [&mut one, &mut two, &mut far] {
        page.read();
    }
    assert_eq!(one.seen.session.class[0].stage, Stage::Briefing);
    assert_eq!(one.seen.session.warm_ups.len(), 8, "a warm-up for every seat of the team");
    let fact = |role: Role| format!("warm-up.{}.fact", role.id());
    for role in Role::EIGHT {
        let mine = roles.contains(&role);
        assert_eq!(one.seen.texts.contains_key(&fact(role)), mine, "{}: one's own facts only", role.id());
        assert_eq!(two.seen.texts.contains_key(&fact(role)), !mine, "{}: one's own facts only", role.id());
        assert!(!one.seen.catalogue.texts.contains_key(&fact(role)), "{}: and not in the catalogue", role.id());
    }

    let rows = one.seen.session.warm_ups.clone();
    for row in rows.iter().filter(|row| roles.contains(&row.role)) {
        assert!(row.answer.is_none() && row.asks != row.role, "open, and a colleague is asked");
        one.say(&ClientMsg::WarmUp { role: row.role, option: row.options[0].clone() });
    }
    one.say(&ClientMsg::WarmUp { role: others[0], option: rows[0].options[0].clone() });
    class.pass(400);
    for page in [&mut one, &mut two, &mut far] {
        page.read();
    }
    let settled =
        |page: &codedark_tests::Page| page.seen.session.warm_ups.iter().filter(|row| row.answer.is_some()).count();
    assert_eq!((settled(&one), settled(&two), settled(&far)), (4, 4, 0), "the team sees it, nobody else");
    assert_eq!(one.seen.answers[&0].as_ref().expect("refused").id, "refused-not-your-seat");

    class.direct(&mut facilitator, Direction::Start);
    one.read();
    assert!(one.seen.session.warm_ups.is_empty(), "it is over, and nobody is shown it any more");
    let record = class.record();
    assert_eq!(
        record.matches("\"warm_up\":{").count(),
        4,
        "what was told is kept, so that a restart does not ask again"
    );
}

#[test]
fn a_prepared_start_is_played_by_stand_ins() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let mut one = class.join("Ada", "t1", &[Role::ItOperations]);
    assert_eq!(
        class.ask(&mut facilitator, Asked::Direct(Direction::Cut("none".to_owned()))).expect("refused").id,
        "refused-no-cut"
    );
    class.direct(&mut facilitator, Direction::Cut("short".to_owned()));
    class.direct(&mut facilitator, Direction::Start);
    one.read();
    assert_eq!(one.seen.session.class[0].phase, 2, "response opens");
    let minute = one.minute("t1");
    assert!(minute > 28 * 24 * 60, "prevention was lived through: {minute}");
    assert!(!facilitator.seen.overview.events.is_empty(), "with the stand-ins' decisions");
    assert_eq!(
        class.ask(&mut facilitator, Asked::Direct(Direction::Brief)).expect("too late").id,
        "refused-already-started"
    );
    let replayed = codedark_server::recorded::replay(&class.record()).expect("the record replays");
    assert_eq!(replayed.hashes, class.hashes());
}
