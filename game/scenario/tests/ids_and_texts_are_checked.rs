//! Ids are kebab-case and given once, texts exist, phases and roles are complete.

use crate::common::{expect, place, problems, small_with};

#[test]
fn an_id_is_kebab_case_short_and_given_once() {
    let long = "a".repeat(65);
    for (to, at, message) in [
        ("Mr_Byrne", "\"Mr_Byrne\"", "`Mr_Byrne` is no id: only small letters and digits, joined by single hyphens."),
        (long.as_str(), "\"aaa", "This id has 65 characters; at most 64 are allowed."),
    ] {
        let text = small_with("id: \"mr-byrne\"", &format!("id: \"{to}\""));
        let text = text.replace("patient.mr-byrne", &format!("patient.{to}"));
        expect(&text, &[&format!("{}: {message}", place(&text, at))]);
    }
    let text = small_with("id: \"records\", zone: \"servers\"", "id: \"desks\", zone: \"servers\"");
    assert!(problems(&text).contains(&format!(
        "{}: There is another group called `desks` above; rename one.",
        place(&text, "\"desks\", zone: \"servers\"")
    )));
}

#[test]
fn a_missing_empty_or_endless_text_is_found() {
    let line = "        \"zone.office\": { \"en\": \"Office\" },\n";
    let text = small_with(line, "");
    let message = "The text `zone.office` is missing; add `\"zone.office\": { \"en\": \"..\" }` to the texts.";
    expect(&text, &[&format!("{}: {message}", place(&text, "\"office\""))]);

    let text = small_with(line, "\"zone.office\": { \"de\": \"Verwaltung\" },");
    let message = "The text `zone.office` has no English words; add `\"en\": \"..\"`.";
    expect(&text, &[&format!("{}: {message}", place(&text, "{ \"de\""))]);

    let text = small_with("\"en\": \"Office\"", "\"en\": \" \"");
    expect(&text, &[&format!("{}: The text `zone.office` is empty.", place(&text, "\" \" }"))]);

    let text = small_with("\"en\": \"Office\"", &format!("\"en\": \"{}\"", "é".repeat(601)));
    let message = "The text `zone.office` has 601 characters; at most 600 fit a screen.";
    expect(&text, &[&format!("{}: {message}", place(&text, "\"éé"))]);
}

#[test]
fn every_role_has_something_to_do_in_each_of_the_four_phases() {
    let text =
        small_with("role: nursing_lead, phases: [\"prevention\", \"detection\", ", "role: nursing_lead, phases: [");
    let message = "The role `nursing_lead` has no action in prevention, detection; give it one.";
    expect(&text, &[&format!("{}: {message}", place(&text, "[\n        (id: \"act-incident"))]);

    let text = small_with("        (id: \"prevention\", length_min: 1000, pace_milli: 1000),\n", "");
    let problems = problems(&text);
    let message = "An exercise has exactly these phases, in this order: prevention, detection, response, recovery.";
    let phases = place(&text, "[\n        (id: \"detection\", length");
    assert!(problems.contains(&format!("{phases}: {message}")), "{problems:#?}");
}
