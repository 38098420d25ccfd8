//! Three hospitals play in one unlinked region: two with teams, one by stand-ins.

use codedark_protocol::{Direction, Role, SPEED_MAX_MILLI, Seat, Stage};
use codedark_sim::exercise::{HospitalSetup, Mode, RegionSetup, Setup, Skill};
use codedark_tests::Class;

#[test]
fn two_teams_and_a_stand_in_play_to_the_end() {
    let hospital = |id: &str, team: Option<&str>| HospitalSetup {
        id: id.to_owned(),
        luck: 1,
        team: team.map(str::to_owned),
        stand_in: Skill::Novice,
    };
    let hospitals = vec![hospital("h1", Some("t1")), hospital("h2", Some("t2")), hospital("h3", None)];
    let setup = Setup { seed: 5, mode: Mode::Joint, regions: vec![RegionSetup { linked: false, hospitals }] };
    let mut class = Class::with(codedark_tests::in_memory(), &setup);
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    let mut ben = class.join("Ben", "t2", &[Role::SecurityLead]);
    class.direct(&mut facilitator, Direction::Start);
    class.direct(&mut facilitator, Direction::Speed(SPEED_MAX_MILLI));
    class.run_out(&mut [&mut facilitator, &mut ada, &mut ben]);
    assert_eq!(facilitator.seen.session.class[0].stage, Stage::Debrief);
    let held = |page: &codedark_tests::Page| page.seen.seats.keys().cloned().collect::<Vec<_>>();
    assert_eq!(held(&ada), [Seat { hospital: "h1".to_owned(), role: Role::SecurityLead }]);
    assert_eq!(held(&ben), [Seat { hospital: "h2".to_owned(), role: Role::SecurityLead }]);
    assert_eq!(ada.minute("t1"), ada.minute("t2"), "one region, one clock");
    let replayed = codedark_server::recorded::replay(&class.record()).expect("the record replays");
    assert_eq!(replayed.hashes, class.hashes());
}
