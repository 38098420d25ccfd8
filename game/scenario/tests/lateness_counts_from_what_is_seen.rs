//! An objective's clock runs from what the team could see, and shortcuts name what can happen.

use crate::common::{expect, place, small_with};

#[test]
fn a_reason_that_nobody_can_see_is_found() {
    let hidden = "Nobody can see when this begins to hold, so nobody can be late for it; \
                  join it with something the team sees, such as `Knows(security_lead, intrusion)`.";
    for (since, seen) in [
        ("Measure(contained, Ge, 1)", false),
        ("After(5000)", false),
        ("All([After(5000), Measure(devices_encrypted, Ge, 1)])", false),
        ("Any([Knows(security_lead, intrusion), Measure(detonated, Ge, 1)])", false),
        ("All([Knows(security_lead, intrusion), Measure(devices_encrypted, Ge, 1)])", true),
        ("Not(Did(\"act-communications-legal\"))", true),
        ("Measure(cancelled, Ge, 10)", true),
        ("Chose(\"reporter\", \"answer\")", true),
    ] {
        let text = small_with("since: Fired(\"reporter\")", &format!("since: {since}"));
        let found = format!("{}: {hidden}", place(&text, since));
        let problems = crate::common::problems(&text);
        let about_sight: Vec<&String> = problems.iter().filter(|problem| problem.contains("Nobody can see")).collect();
        assert_eq!(about_sight, if seen { vec![] } else { vec![&found] }, "{since}");
    }
}

#[test]
fn a_shortcut_names_an_inject_and_an_option_that_exist() {
    let capped = |condition: &str| {
        let measure = "measure: Answers([\"reporter\"])";
        small_with(measure, &format!("{measure}, capped_by: [{condition}]"))
    };
    let text = capped("Chose(\"repeater\", \"tell\")");
    let message = "There is no inject called `repeater`. Did you mean `reporter`?";
    expect(&text, &[&format!("{}: {message}", place(&text, "\"repeater\""))]);

    let text = capped("Chose(\"reporter\", \"shrug\")");
    let message = "There is no option called `shrug`.";
    expect(&text, &[&format!("{}: {message}", place(&text, "\"shrug\""))]);
}
