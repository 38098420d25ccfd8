//! However much comes in at once, a seat is shown four new things in a minute of class; the rest follows, nothing is lost.

use std::collections::BTreeSet;

use codedark_protocol::{CaseState, Direction, NEW_ITEMS_PER_MINUTE_MAX, OPEN_CASES_MAX, Role};
use codedark_tests::{Class, Page, seat};

/// A second on the wall, in milliseconds.
const SECOND: u64 = 1_000;

/// What asks for the security desk's attention.
fn items(page: &Page) -> BTreeSet<String> {
    let view = &page.seen.seats[&seat(Role::SecurityLead)];
    let cases = view.cases.iter().filter(|case| case.state == CaseState::Open).map(|case| case.id.clone());
    let injects = view.injects.iter().filter(|row| row.answer.is_none()).map(|row| row.id.clone());
    cases.chain(injects).collect()
}

#[test]
fn what_is_too_much_waits_and_then_comes() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let mut desk = class.join("Ada", "t1", &[Role::SecurityLead]);
    class.direct(&mut facilitator, Direction::Start);
    class.next_phase(&mut facilitator);
    desk.read();
    let mut seen = items(&desk);
    let mut lately: Vec<u64> = Vec::new();
    let mut busiest = 0;
    for second in 0..6 * 60 {
        class.tick(SECOND);
        facilitator.read();
        desk.read();
        let open = items(&desk);
        assert!(open.len() <= OPEN_CASES_MAX + codedark_protocol::OPEN_DECISIONS_MAX, "the list stays short");
        let new = open.into_iter().filter(|item| seen.insert(item.clone())).count();
        lately.retain(|at| second - at < 60);
        lately.extend(std::iter::repeat_n(second, new));
        busiest = busiest.max(lately.len());
        assert!(lately.len() <= NEW_ITEMS_PER_MINUTE_MAX, "{} new things within a minute", lately.len());
    }
    assert_eq!(busiest, NEW_ITEMS_PER_MINUTE_MAX, "more comes in than is shown: weeks pass in these minutes");
    let truth = facilitator.seen.overview.figures.iter().find(|figure| figure.id == "t1/devices_total");
    assert!(truth.is_some_and(|figure| figure.value > 0), "the facilitator sees the hospital");
}

#[test]
fn a_page_that_comes_back_sees_again_what_it_saw() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let mut desk = class.join("Ada", "t1", &[Role::SecurityLead]);
    class.direct(&mut facilitator, Direction::Start);
    class.next_phase(&mut facilitator);
    desk.read();
    while items(&desk).is_empty() {
        class.tick(SECOND);
        facilitator.read();
        desk.read();
    }
    class.direct(&mut facilitator, Direction::Pause(true));
    desk.read();
    let before = items(&desk);
    let mut again = class.open(&desk.token.clone());
    class.tick(SECOND);
    again.read();
    assert_eq!(items(&again), before);
}
