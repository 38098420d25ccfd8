//! `--set NAME=VALUE`: what is meant is set, and what is wrong is told in a sentence.

use codedark_authoring::calibrate::named::{Setting, all};

fn setting(asked: &[&str]) -> Result<Setting, String> {
    Setting::of(&asked.iter().map(|text| text.to_string()).collect::<Vec<_>>())
}

#[test]
fn what_is_wrong_is_told_in_a_sentence() {
    for (asked, told, why) in [
        ("by_hnd=0.5", "The model has no number called by_hnd. Did you mean flow.by_hand?", "a letter is missing"),
        ("flow.by_hnd=0.5", "The model has no number called flow.by_hnd. Did you mean flow.by_hand?", "the same"),
        ("elephants=3", "The model has no number called elephants. MODEL.md lists them.", "nothing is near"),
        (
            "tired_after=9000",
            "Several numbers are called tired_after: capacity.tired_after, shifts.tired_after. Please give the whole name.",
            "services tire, and leads do",
        ),
        (
            "by_hand=0.1",
            "flow.by_hand cannot be 0.1: it can be set from 0.4 to 1 (share), the widest range that can be defended.",
            "below its range",
        ),
        (
            "shifts.tired_after=3000",
            "shifts.tired_after cannot be 3000: it can be set from 720 to 2880 (minutes), the widest range that can be defended.",
            "above its range",
        ),
        (
            "by_hand=NaN",
            "flow.by_hand cannot be NaN: it can be set from 0.4 to 1 (share), the widest range that can be defended.",
            "a number by its type only",
        ),
        (
            "by_hand=half",
            "flow.by_hand cannot be half, which is no number: it can be set from 0.4 to 1 (share).",
            "a word",
        ),
        ("by_hand", "Please give a name and a value, as in --set by_hand=0.5, instead of by_hand.", "no value"),
        ("=0.5", "Please give a name and a value, as in --set by_hand=0.5, instead of =0.5.", "no name"),
    ] {
        assert_eq!(setting(&[asked]).expect_err(why), told, "{asked}: {why}");
    }
}

#[test]
fn the_last_value_of_a_number_counts_and_the_others_stay() {
    let set = setting(&["by_hand=0.5", "waves=3.6", "flow.by_hand = 0.7"]).expect("all can be defended");
    let named: Vec<String> = set.set.iter().map(|one| one.name()).collect();
    assert_eq!(named, ["flow.by_hand", "strike.waves"]);
    for one in all() {
        let wanted = match one.name().as_str() {
            "flow.by_hand" => 0.7,
            "strike.waves" => 4.0,
            _ => one.number.value,
        };
        assert_eq!(one.value_in(&set.numbers), wanted, "{}: what counts is rounded", one.name());
    }
}

#[test]
fn each_number_has_a_name_of_its_own() {
    let mut names: Vec<String> = all().iter().map(|one| one.name()).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count, "two domains end with the same word, and have a number called alike");
}
