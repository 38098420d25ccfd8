//! What a whole report needs rests on what the team can see or do.

use crate::common::{expect, place, small_with};

#[test]
fn content_that_nobody_can_see_is_found() {
    let hidden = "Nobody can report what nobody can see; name something the team sees or does, such as \
                  `Did(preserve-evidence)`.";
    for (content, seen) in [
        ("Measure(devices_encrypted, Ge, 1)", false),
        ("After(5000)", false),
        ("Any([Knows(security_lead, intrusion), Measure(detonated, Ge, 1)])", false),
        ("Knows(security_lead, intrusion)", true),
        ("Did(\"act-communications-legal\")", true),
        ("Reported(\"early-warning\")", true),
    ] {
        let text = small_with("fine_cents: 5,", &format!("fine_cents: 5, content: [{content}],"));
        let found = format!("{}: {hidden}", place(&text, content));
        expect(&text, if seen { vec![] } else { vec![found.as_str()] }.as_slice());
    }
}
