//! The debrief opens at once with quick scores; ratings by forks replace them while the class already talks.

use codedark_protocol::{Direction, Role, SPEED_MAX_MILLI, Stage};
use codedark_sim::exercise::Forks;
use codedark_tests::{Class, Page};

/// A round of the hub, in milliseconds.
const ROUND_MS: u64 = 200;
/// Few, so that the test is quick: what is tested is their way to the debrief.
const FORKS: Forks = Forks { attacks: 4, variations: 1, threads: 2 };

fn spans(page: &Page) -> usize {
    let objectives = page.seen.debriefs.iter().flat_map(|debrief| &debrief.outcome.objectives);
    objectives.filter(|result| result.span.is_some()).count()
}

#[test]
fn quick_scores_come_first_and_ratings_follow() {
    let mut class = Class::new();
    class.session().set_forks(FORKS);
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t1", &Role::EIGHT);
    class.direct(&mut facilitator, Direction::Start);
    class.direct(&mut facilitator, Direction::Speed(SPEED_MAX_MILLI));
    while facilitator.seen.session.class[0].stage != Stage::Debrief {
        class.tick(ROUND_MS);
        facilitator.read();
        ada.read();
    }
    assert_eq!(ada.seen.debriefs.len(), 1, "the debrief is there, before any rating");
    assert_eq!(spans(&ada), 0, "with quick scores");
    assert!(facilitator.seen.session.class[0].rating_percent.is_some(), "and the class sees that more is to come");

    // The forks run on threads of their own, so the number of rounds is theirs to say.
    while class.session().rating_percent().is_some() {
        class.tick(ROUND_MS);
        std::thread::yield_now();
        facilitator.read();
        ada.read();
    }
    class.tick(ROUND_MS);
    facilitator.read();
    ada.read();
    assert!(facilitator.seen.session.class[0].rating_percent.is_none());
    assert!(spans(&ada) > 0, "outcomes stand between what idle and competent play reach");
    assert!(spans(&facilitator) > spans(&ada), "the facilitator has both teams'");
    let own = &ada.seen.debriefs[0];
    let same = facilitator.seen.debriefs.iter().find(|debrief| debrief.team == own.team).expect("hers is among them");
    assert_eq!(same.outcome, own.outcome);
    let replayed = codedark_server::recorded::replay(&class.record()).expect("the record replays");
    assert!(replayed.finished, "the record holds the quick results and needs no forks");
}
