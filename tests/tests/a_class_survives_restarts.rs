//! A class that is restarted goes on where it was, in whatever stage it is and however often: the same state, the same
//! people, and just the minutes that were left.

use codedark_protocol::{ClassRow, ClientMsg, Direction, Role, Stage};
use codedark_server::content::parallel;
use codedark_server::store::Store;
use codedark_sim::exercise::Skill;
use codedark_tests::{Asked, Class, Page};

const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;

/// A class in a file that can be stopped and started.
struct House {
    folder: tempfile::TempDir,
    tokens: [String; 2],
}

impl House {
    /// A new class with a facilitator and a player.
    fn open() -> (House, Class, [Page; 2]) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut house = House { folder, tokens: Default::default() };
        let mut class = Class::with(house.store(), &parallel(2, 11, Skill::Competent));
        let facilitator = class.facilitator();
        let ada = class.join("Ada", "t1", &[Role::SecurityLead]);
        house.tokens = [facilitator.token.clone(), ada.token.clone()];
        (house, class, [facilitator, ada])
    }

    fn store(&self) -> Store {
        Store::open(&self.folder.path().join("class.sqlite"), None).expect("the file opens").store
    }

    /// Stops the server without a word, and starts it so much later by the wall; the pages come back.
    fn restart(&self, class: Class, pages: [Page; 2], away_ms: i64) -> (Class, [Page; 2]) {
        let at_ms = class.now_ms().saturating_add_signed(away_ms);
        drop((class, pages));
        let mut class = Class::resumed_at(self.store(), at_ms);
        let pages = self.tokens.each_ref().map(|token| class.open(token));
        (class, pages)
    }
}

fn row(page: &mut Page) -> ClassRow {
    page.read();
    page.seen.session.class.first().expect("the class is shown").clone()
}

/// The class goes on in rounds of a second.
fn live(class: &mut Class, pages: &mut [Page; 2], wall_ms: u64) {
    for _ in 0..wall_ms / SECOND {
        class.tick(SECOND);
        pages.iter_mut().for_each(Page::read);
    }
}

#[test]
fn two_restarts_with_an_act_between_take_no_minute() {
    let (house, mut class, mut pages) = House::open();
    class.direct(&mut pages[0], Direction::Start);
    live(&mut class, &mut pages, 2 * MINUTE);
    for (away_ms, why) in [
        (HOUR as i64, "a lunch"),
        (20 * SECOND as i64, "a crash"),
        (2 * HOUR as i64, "the computer's clock two hours ahead"),
        (-(3 * HOUR as i64), "and set back again"),
    ] {
        let told = row(&mut pages[0]);
        let phase = told.phase;
        (class, pages) = house.restart(class, pages, away_ms);
        let back = row(&mut pages[0]);
        assert_eq!(back.play_left_s, told.play_left_s, "{why}: the minutes left are those that were told last");
        assert_eq!((back.stage, back.phase), (Stage::Play, phase), "{why}: and the phase is the same");
        let inject = first_inject(&pages[0]);
        class.direct(&mut pages[0], Direction::Inject { inject, hospital: None });
        live(&mut class, &mut pages, 30 * SECOND);
        let later = row(&mut pages[0]).play_left_s.expect("play has an end");
        let told = told.play_left_s.expect("play has an end");
        assert!((told - later).abs_diff(30) <= 5, "{why}: half a minute later, {told} s became {later} s");
        assert_eq!(row(&mut pages[0]).phase, phase, "{why}: no phase is jumped over");
    }
    let away: Vec<u64> = absences(&class.record());
    assert_eq!(away.len(), 4, "each absence is an entry");
    assert_eq!(away[0] / MINUTE, 60, "that tells how long it was");
    codedark_server::recorded::replay(&class.record()).expect("all parts are one record");
}

fn first_inject(facilitator: &Page) -> String {
    facilitator.seen.overview.injects.iter().find(|inject| inject.received.is_empty()).expect("one is left").id.clone()
}

/// How long each absence was, as the record tells.
fn absences(record: &str) -> Vec<u64> {
    let lines = record.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
    lines.filter_map(|line| line["line"]["entry"]["act"]["resumed"]["away_ms"].as_u64()).collect()
}

#[test]
fn every_stage_comes_back() {
    let (house, mut class, mut pages) = House::open();
    for (stage, begin, why) in [
        (Stage::Lobby, None, "the lobby: people and their seats"),
        (Stage::Briefing, Some(Direction::Brief), "the briefing, whose minutes count already"),
        (Stage::Play, Some(Direction::Start), "a huddle in play"),
        (Stage::Debrief, Some(Direction::End), "the debrief"),
    ] {
        if let Some(direction) = begin {
            class.direct(&mut pages[0], direction);
        }
        live(&mut class, &mut pages, 3 * SECOND);
        for time in ["once", "twice"] {
            let (told, debriefs) = (row(&mut pages[0]), pages[1].seen.debriefs.clone());
            (class, pages) = house.restart(class, pages, HOUR as i64);
            let back = row(&mut pages[0]);
            assert_eq!((back.stage, back.play_left_s), (stage, told.play_left_s), "{why}, {time}");
            let me = pages[1].seen.session.people.iter().find(|person| person.name == "Ada").expect("she is listed");
            assert_eq!((me.roles.as_slice(), me.online), (&[Role::SecurityLead][..], true), "{why}, {time}: her seat");
            pages[1].read();
            assert_eq!(pages[1].seen.debriefs, debriefs, "{why}, {time}: the results");
            assert_eq!(pages[1].seen.debriefs.len(), usize::from(stage == Stage::Debrief), "{why}, {time}");
        }
    }
    assert_eq!(house.store().classes().expect("readable").len(), 1, "no class was begun by a restart");
}

#[test]
fn the_warm_up_and_the_standings_come_back() {
    let (house, mut class, mut pages) = House::open();
    class.direct(&mut pages[0], Direction::Brief);
    pages[1].read();
    let warm_up =
        pages[1].seen.session.warm_ups.iter().find(|row| row.role == Role::SecurityLead).expect("hers").clone();
    pages[1].say(&ClientMsg::WarmUp { role: warm_up.role, option: warm_up.options[0].clone() });
    live(&mut class, &mut pages, SECOND);
    (class, pages) = house.restart(class, pages, HOUR as i64);
    let again = pages[1].seen.session.warm_ups.iter().find(|row| row.role == Role::SecurityLead).expect("hers");
    assert_eq!(again.answer.as_ref().map(|(option, _)| option), Some(&warm_up.options[0]), "what was told is kept");
    class.direct(&mut pages[0], Direction::Start);
    class.direct(&mut pages[0], Direction::End);
    class.direct(&mut pages[0], Direction::Standings(true));
    (_, pages) = house.restart(class, pages, HOUR as i64);
    assert!(row(&mut pages[0]).standings);
    pages[1].read();
    assert_eq!(pages[1].seen.debriefs.len(), 2, "and so does what is told in the debrief");
}

#[test]
fn a_pause_takes_minutes_and_another_day_does_not() {
    for (direction, counts, why) in [
        (Direction::Pause(true), true, "a pause: what it takes is missing in play"),
        (Direction::Adjourn, false, "another day: the minutes stand, too"),
    ] {
        let (house, mut class, mut pages) = House::open();
        class.direct(&mut pages[0], Direction::Start);
        live(&mut class, &mut pages, MINUTE);
        class.direct(&mut pages[0], direction);
        let told = row(&mut pages[0]);
        assert!(told.paused && told.adjourned != counts, "{why}: every page is told which it is");
        let minute = pages[0].minute("t1");
        live(&mut class, &mut pages, 5 * MINUTE);
        let left = row(&mut pages[0]).play_left_s.expect("play has an end");
        let took = told.play_left_s.expect("play has an end") - left;
        assert!(took.abs_diff(if counts { 300 } else { 0 }) <= 5, "{why}: {took} s");
        (class, pages) = house.restart(class, pages, 20 * HOUR as i64);
        let back = row(&mut pages[0]);
        assert_eq!(
            (back.paused, back.adjourned, back.play_left_s),
            (true, !counts, Some(left)),
            "{why}: after a night"
        );
        class.direct(&mut pages[0], Direction::Pause(false));
        live(&mut class, &mut pages, MINUTE);
        let on = row(&mut pages[0]);
        assert!((left - on.play_left_s.expect("play has an end")).abs_diff(60) <= 5, "{why}: then it goes on");
        assert!(!on.paused && !on.adjourned && pages[0].minute("t1") >= minute, "{why}");
    }
}

#[test]
fn a_computer_that_sleeps_costs_nothing() {
    let (_house, mut class, mut pages) = House::open();
    class.direct(&mut pages[0], Direction::Start);
    live(&mut class, &mut pages, MINUTE);
    for (jump_ms, why) in [(3 * HOUR, "the lid was closed"), (10 * MINUTE, "the process was stopped")] {
        let (told, minute) = (row(&mut pages[0]), pages[0].minute("t1"));
        class.tick(jump_ms);
        let back = row(&mut pages[0]);
        let took = told.play_left_s.expect("an end") - back.play_left_s.expect("an end");
        assert!(took <= 5, "{why}: a round is worth two seconds at most, told in steps of five, and it took {took} s");
        assert_eq!((back.stage, back.phase), (told.stage, told.phase), "{why}");
        assert!(pages[0].minute("t1") - minute < 60, "{why}: the hospital's clock did not run ahead");
    }
    assert_eq!(class.ask(&mut pages[0], Asked::Direct(Direction::Pause(true))), None, "and it goes on");
}
