//! "Stop: this is real": any player raises it, every page shows it, the class stops at the facilitator's word or by itself,
//! and only the facilitator goes on.

use codedark_protocol::{ALARM_WAIT_S, Alarm, ClassRow, ClientMsg, Command, Direction, Role};
use codedark_tests::{Asked, Class, Page, next_number, seat};

const ROLE: Role = Role::MedicalLead;

fn row(page: &mut Page) -> ClassRow {
    page.read();
    page.seen.session.class.first().expect("the class is shown").clone()
}

fn playing() -> (Class, Page, Page) {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let ada = class.join("Ada", "t1", &[ROLE]);
    class.direct(&mut facilitator, Direction::Start);
    (class, facilitator, ada)
}

fn raise(class: &mut Class, page: &mut Page) {
    page.say(&ClientMsg::Alarm { number: next_number() });
    class.pass(200);
    page.read();
}

#[test]
fn it_stops_by_itself_and_only_the_facilitator_goes_on() {
    let (mut class, mut facilitator, mut ada) = playing();
    raise(&mut class, &mut ada);
    let person = ada.seen.person;
    for page in [&mut facilitator, &mut ada] {
        let alarm = row(page).alarm.expect("every page is told");
        assert_eq!(alarm.person, person, "and by whom");
        assert!((1..=ALARM_WAIT_S).contains(&alarm.stops_in_s));
    }
    class.live(u64::from(ALARM_WAIT_S) * 1_000 + 1_000, &mut [&mut facilitator, &mut ada]);
    assert_eq!(row(&mut ada).alarm, Some(Alarm { person, stops_in_s: 0 }), "it has stopped");
    let (minute, left) = (ada.minute("t1"), row(&mut ada).play_left_s);
    class.live(60_000, &mut [&mut facilitator, &mut ada]);
    assert_eq!((row(&mut ada).play_left_s, ada.minute("t1")), (left, minute), "clocks and minutes stand");
    let command = Command::Act { action: "anything".to_owned(), target: None };
    for (asked, refused) in [
        (Asked::Order(seat(ROLE), command), "refused-halted"),
        (Asked::Direct(Direction::GoOn), "refused-not-facilitator"),
    ] {
        assert_eq!(class.ask(&mut ada, asked).expect("refused").id, refused);
    }
    class.direct(&mut facilitator, Direction::GoOn);
    assert_eq!(row(&mut ada).alarm, None);
    class.live(60_000, &mut [&mut facilitator, &mut ada]);
    assert!(row(&mut ada).play_left_s < left, "it goes on");
    codedark_server::recorded::replay(&class.record()).expect("all of it is in the record");
}

#[test]
fn the_facilitator_stops_at_once_or_says_that_it_is_none() {
    for (direction, stopped, why) in
        [(Direction::Halt, true, "a press instead of twenty seconds"), (Direction::GoOn, false, "a false alarm")]
    {
        let (mut class, mut facilitator, mut ada) = playing();
        raise(&mut class, &mut ada);
        class.direct(&mut facilitator, direction);
        assert_eq!(row(&mut ada).alarm.map(|alarm| alarm.stops_in_s), stopped.then_some(0), "{why}");
        class.live(30_000, &mut [&mut facilitator, &mut ada]);
        assert_eq!(row(&mut ada).paused, stopped, "{why}, and half a minute later");
    }
}

#[test]
fn it_outlives_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = || {
        let file = folder.path().join("class.sqlite");
        codedark_server::store::Store::open(&file, None).expect("the file opens").store
    };
    let setup = codedark_server::content::parallel(2, 7, codedark_sim::exercise::Skill::Novice);
    let mut class = Class::with(open(), &setup);
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t1", &[ROLE]);
    class.direct(&mut facilitator, Direction::Start);
    raise(&mut class, &mut ada);
    class.direct(&mut facilitator, Direction::Halt);
    let token = ada.token.clone();
    drop((class, facilitator, ada));
    let mut class = Class::resumed(open());
    let mut ada = class.open(&token);
    assert_eq!(row(&mut ada).alarm.map(|alarm| alarm.stops_in_s), Some(0));
    let left = row(&mut ada).play_left_s;
    class.live(60_000, &mut [&mut ada]);
    assert_eq!(row(&mut ada).play_left_s, left);
}
