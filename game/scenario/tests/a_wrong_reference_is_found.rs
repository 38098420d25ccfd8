//! Every id that is named exists.

use crate::common::{expect, place, small_with};

#[test]
fn a_reference_to_nothing_is_found_wherever_it_stands() {
    for (from, to, at, message) in [
        ("from: \"office\"", "from: \"ofice\"", "\"ofice\"", "There is no zone called `ofice`. Did you mean `office`?"),
        ("zone: \"servers\"", "zone: \"cellar\"", "\"cellar\"", "There is no zone called `cellar`."),
        ("zones: [\"office\"]", "zones: [\"office\", \"roof\"]", "\"roof\"", "There is no zone called `roof`."),
        ("needs: []", "needs: [\"nas\"]", "\"nas\"", "There is no group called `nas`."),
        (
            "Asset(\"desks\")])",
            "Asset(\"desk\")])",
            "\"desk\"",
            "There is no group called `desk`. Did you mean `desks`?",
        ),
        ("Service(\"laboratory\")", "Service(\"lab\")", "\"lab\"", "There is no service called `lab`."),
        ("Step(\"mail\")", "Step(\"letter\")", "\"letter\"", "There is no step called `letter`."),
        (
            "\"response\", \"recovery\"]",
            "\"response\", \"relief\"]",
            "\"relief\"",
            "There is no phase called `relief`.",
        ),
        (
            "phase: \"response\"",
            "phase: \"respond\"",
            "\"respond\"",
            "There is no phase called `respond`. Did you mean `response`?",
        ),
        ("any: [\"act-communications-legal\"]", "any: [\"phone\"]", "\"phone\"", "There is no action called `phone`."),
        (
            "Fired(\"reporter\")",
            "Fired(\"repeater\")",
            "\"repeater\"",
            "There is no inject called `repeater`. Did you mean `reporter`?",
        ),
        ("Answers([\"reporter\"])", "Answers([\"minister\"])", "\"minister\"", "There is no inject called `minister`."),
        ("service: \"emergency\"", "service: \"dialysis\"", "\"dialysis\"", "There is no service called `dialysis`."),
        ("when: After(100)", "when: Any([Not(Did(\"act-x\"))])", "\"act-x\"", "There is no action called `act-x`."),
        (
            "starts: Measure(detected, Ge, 1)",
            "starts: NotDidBy(\"walk\", 5)",
            "\"walk\"",
            "There is no action called `walk`.",
        ),
        (
            "starts: Measure(detected, Ge, 1)",
            "starts: Overdue(\"first-word\")",
            "\"first-word\"",
            "There is no duty called `first-word`.",
        ),
        (
            "effects: [Inform(press)]",
            "effects: [BlockZone(\"attic\")]",
            "\"attic\"",
            "There is no zone called `attic`.",
        ),
        ("effects: [Inform(press)]", "effects: [Patch, Notify(\"nis\")]", "\"nis\"", "There is no duty called `nis`."),
        ("cue: Prepare", "cue: Duty(\"gdpr\")", "\"gdpr\"", "There is no duty called `gdpr`."),
        (
            "duration_min: 30,",
            "duration_min: 30, target: Zone, targets: [\"yard\"],",
            "\"yard\"",
            "There is no zone called `yard`.",
        ),
        (
            "duration_min: 30,",
            "duration_min: 30, targets: [\"office\"],",
            "[\"office\"], effects",
            "Only an action on a zone, service or group can list its targets; set `target` or remove them.",
        ),
    ] {
        let text = small_with(from, to);
        // A reaction of another check would be a second sentence about the same mistake.
        let idle = "The role `incident_commander` has no action in recovery; give it one.";
        let mut expected = vec![format!("{}: {message}", place(&text, at))];
        if to.contains("relief") {
            expected.insert(0, format!("{}: {idle}", place(&text, "[\n        (id: \"act-incident")));
        }
        expect(&text, &expected.iter().map(String::as_str).collect::<Vec<_>>());
    }
}
