//! The clock crawls while a team talks, goes on when it is ready, and never eats the debrief.

use codedark_protocol::{ClientMsg, Direction, Pace, Role, Stage};
use codedark_tests::{Class, Page};

/// A second on the wall, in milliseconds.
const SECOND: u64 = 1_000;
/// A minute on the wall, in milliseconds.
const MINUTE: u64 = 60 * SECOND;
/// Class minutes of the usual cut, from the start of play to the debrief.
const PLAY_MIN: u64 = 50;

/// A class of the usual cut in play: facilitator, and one person with all roles in each of two teams.
fn started() -> (Class, Page, Page, Page) {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let one = class.join("Ada", "t1", &Role::EIGHT);
    let two = class.join("Ben", "t2", &Role::EIGHT);
    class.direct(&mut facilitator, Direction::Start);
    (class, facilitator, one, two)
}

/// Lets time pass while a page goes on reading.
fn pass(class: &mut Class, page: &mut Page, wall_ms: u64) {
    for _ in 0..wall_ms.div_ceil(SECOND) {
        class.tick(SECOND);
        page.read();
    }
}

fn pace(page: &Page, team: &str) -> Pace {
    page.seen.session.teams.iter().find(|row| row.id == team).expect("the team is listed").pace.clone()
}

fn is_huddle(page: &Page, team: &str) -> bool {
    pace(page, team) != Pace::Run
}

#[test]
fn at_most_a_simulated_minute_passes_in_ten_seconds_of_a_huddle() {
    let (mut class, mut facilitator, ..) = started();
    facilitator.read();
    let Pace::Huddle { stop, left_s } = pace(&facilitator, "t1") else { panic!("play opens with a budget round") };
    assert_eq!(stop.as_deref(), Some("round-1"));
    let before = facilitator.minute("t1");
    pass(&mut class, &mut facilitator, 60 * SECOND);
    let passed = facilitator.minute("t1") - before;
    assert!((5..=6).contains(&passed), "a minute of talk is at most six simulated minutes: {passed}");
    pass(&mut class, &mut facilitator, u64::from(left_s) * SECOND);
    assert_ne!(pace(&facilitator, "t1"), Pace::Huddle { stop, left_s }, "the huddle is over");
    assert!(facilitator.minute("t1") > before + 100, "and the clock runs");
}

#[test]
fn a_team_that_is_ready_goes_on_and_the_other_does_not() {
    let (mut class, mut facilitator, one, _two) = started();
    let before = facilitator.minute("t1");
    // Questions that come on the way call huddles of their own.
    for _ in 0..10 {
        one.say(&ClientMsg::Ready(true));
        class.tick(SECOND);
        facilitator.read();
    }
    assert!(facilitator.minute("t1") > before + 100, "everybody in the first team was ready");
    assert!(facilitator.minute("t2") <= before + 1, "the second still talks");
}

#[test]
fn a_question_calls_a_huddle_and_its_answer_ends_it() {
    let (mut class, mut facilitator, mut one, two) = started();
    let open = |page: &Page| -> Vec<_> {
        let waits = |seat: &codedark_protocol::Seat, view: &codedark_protocol::View| {
            let open = view.injects.iter().filter(|row| row.answer.is_none());
            open.map(|row| (seat.clone(), row.id.clone(), row.options[0].clone())).collect::<Vec<_>>()
        };
        page.seen.seats.iter().flat_map(|(seat, view)| waits(seat, view)).collect()
    };
    for _ in 0..10 * 60 {
        one.say(&ClientMsg::Ready(true));
        two.say(&ClientMsg::Ready(true));
        class.tick(SECOND);
        facilitator.read();
        one.read();
        if matches!(pace(&facilitator, "t1"), Pace::Huddle { stop: None, .. }) {
            break;
        }
    }
    assert!(matches!(pace(&facilitator, "t1"), Pace::Huddle { stop: None, .. }), "a question calls a huddle");
    one.say(&ClientMsg::Ready(false));
    class.tick(SECOND);
    one.read();
    assert!(!open(&one).is_empty(), "the question waits");
    assert!(is_huddle(&facilitator, "t1"), "and the clock for its answer");
    for (seat, inject, option) in open(&one) {
        let command = codedark_protocol::Command::Answer { inject, option };
        assert_eq!(class.ask(&mut one, codedark_tests::Asked::Order(seat, command)), None);
    }
    facilitator.read();
    let before = facilitator.minute("t1");
    class.tick(SECOND);
    facilitator.read();
    assert!(facilitator.minute("t1") > before + 1, "nothing waits any more, and the clock runs");
}

#[test]
fn the_debrief_begins_on_time_whatever_was_talked() {
    for (briefing_min, pause_min, extended_min, ends_min, why) in [
        (10, 0, 0, 60, "as planned: ten minutes of briefing, fifty of play"),
        (25, 0, 0, 60, "a long briefing shortens play"),
        (10, 12, 0, 60, "a pause shortens what is left"),
        (10, 0, 5, 65, "five minutes more, because the facilitator said so"),
    ] {
        let mut class = Class::new();
        let mut facilitator = class.facilitator();
        let _one = class.join("Ada", "t1", &Role::EIGHT);
        class.direct(&mut facilitator, Direction::Brief);
        let begun = class.elapsed_ms();
        let minutes = |class: &Class| (class.elapsed_ms() - begun) / MINUTE;
        while minutes(&class) < briefing_min {
            pass(&mut class, &mut facilitator, SECOND);
        }
        class.direct(&mut facilitator, Direction::Start);
        if extended_min > 0 {
            class.direct(&mut facilitator, Direction::Extend(extended_min));
        }
        class.direct(&mut facilitator, Direction::Pause(true));
        while minutes(&class) < briefing_min + pause_min {
            pass(&mut class, &mut facilitator, SECOND);
        }
        class.direct(&mut facilitator, Direction::Pause(false));
        let mut phases = Vec::new();
        while facilitator.seen.session.class[0].stage == Stage::Play {
            assert!(minutes(&class) <= ends_min, "{why}: the debrief is late");
            pass(&mut class, &mut facilitator, SECOND);
            phases.push(facilitator.seen.session.class[0].phase);
        }
        phases.dedup();
        assert_eq!(phases, [0, 1, 2, 3], "{why}: no phase was left out");
    }
}

#[test]
fn the_hour_goes_on_after_a_restart() {
    let folder = std::env::temp_dir().join(format!("codedark-hour-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("class.sqlite");
    let open = || codedark_server::store::Store::open(&file, None).expect("the store opens").store;
    let setup = codedark_server::content::parallel(2, 7, codedark_sim::exercise::Skill::Novice);
    let mut class = Class::with(open(), &setup);
    let mut facilitator = class.facilitator();
    class.direct(&mut facilitator, Direction::Cut("half-day".to_owned()));
    class.direct(&mut facilitator, Direction::Standings(true));
    class.direct(&mut facilitator, Direction::Start);
    pass(&mut class, &mut facilitator, 5 * MINUTE);
    class.direct(&mut facilitator, Direction::Extend(10));
    let left_s = facilitator.seen.session.class[0].play_left_s.expect("play has an end");
    drop(class);

    let mut class = Class::resumed(open());
    let mut facilitator = class.facilitator();
    class.pass(SECOND);
    facilitator.read();
    let row = &facilitator.seen.session.class[0];
    assert_eq!((row.cut.as_str(), row.standings), ("half-day", true));
    let again_s = row.play_left_s.expect("play still has an end");
    assert_eq!(again_s, left_s, "as was told last");
    assert!(u64::from(left_s) <= (80 - 5 + 10) * 60 && PLAY_MIN < 80, "of the longer cut");
    std::fs::remove_dir_all(&folder).expect("the folder goes");
}
