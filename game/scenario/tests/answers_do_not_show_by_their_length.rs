//! Whoever guesses by the length of an answer or by its place gains little: the best one is neither mostly the longest, nor the
//! shortest, nor always at the same place.

use codedark_scenario::{Inject, Scenario};
use codedark_shipped::{built_in_names, load_built_in};

/// Share of the questions in which the best answer may stand out in the same way: chance gives a third.
const STANDS_OUT_MAX: f64 = 0.5;

fn words<'a>(scenario: &'a Scenario, inject: &Inject, option: &str) -> &'a str {
    &scenario.texts[&format!("inject.{}.{option}", inject.id)]["en"]
}

/// Share of the questions of which something holds; its second argument is the place of the best answer.
fn share(questions: &[(Vec<usize>, usize)], holds: impl Fn(&[usize], usize) -> bool) -> f64 {
    questions.iter().filter(|(lengths, best)| holds(lengths, *best)).count() as f64 / questions.len() as f64
}

#[test]
fn the_best_answer_does_not_stand_out() {
    for name in built_in_names() {
        let scenario = load_built_in(name).expect("shipped scenarios load").scenario;
        let asked = scenario.injects.iter().filter(|inject| inject.options.len() > 1);
        let question = |inject: &Inject| {
            // Players see them in the order of their ids.
            let mut options: Vec<_> = inject.options.iter().collect();
            options.sort_unstable_by_key(|option| &option.id);
            let lengths: Vec<usize> =
                options.iter().map(|option| words(&scenario, inject, &option.id).chars().count()).collect();
            let best = (0..lengths.len()).max_by_key(|index| options[*index].credit).expect("a question has answers");
            (lengths, best)
        };
        let questions: Vec<_> = asked.map(question).collect();
        assert!(questions.len() > 60, "{name}: two questions for every role and phase, not {}", questions.len());
        for (how, found) in [
            ("the longest", share(&questions, |lengths, best| lengths.iter().all(|it| *it <= lengths[best]))),
            ("the shortest", share(&questions, |lengths, best| lengths.iter().all(|it| *it >= lengths[best]))),
            ("the first", share(&questions, |_, best| best == 0)),
            ("the last", share(&questions, |lengths, best| best + 1 == lengths.len())),
        ] {
            assert!(found < STANDS_OUT_MAX, "{name}: the best answer is {how} in {:.0} %", found * 100.0);
        }
    }
}
