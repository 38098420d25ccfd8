//! `codedark calibrate` tells each incident as it is done, and takes other values of the model's numbers by their names.

use crate::common::{Desk, incident};

/// Two incidents of a moment: in each, whatever is encrypted is met.
fn desk() -> Desk {
    let desk = Desk::new();
    let points = r#"
        (id: "lost", measure: EncryptedShare, low: 0, high: 1, source: "a test", mark: P),
        (id: "sooner", measure: RecognitionMin, low: 0, high: 1, source: "a test", mark: P),"#;
    for id in ["first", "second"] {
        desk.write(&format!("{id}.ron"), &incident(id, "small-50", points));
    }
    desk
}

#[test]
fn each_incident_is_told_when_it_is_done() {
    let said =
        desk().run(&["calibrate", "first.ron", "second.ron", "--seeds", "22", "--set", "understood=20", "--json"]);
    assert_eq!(said.code, 1, "a point is missed: {}", said.err);
    assert_eq!(said.err, "first: 1 of 2 points pass.\nsecond: 1 of 2 points pass.\n", "and nothing else");
    let found: serde_json::Value = serde_json::from_str(&said.out).expect("one object");
    assert_eq!(found["set"], serde_json::json!([{ "name": "strike.understood", "value": 20.0 }]));
}

#[test]
fn both_tables_come_of_the_same_plays() {
    let asked = ["calibrate", "first.ron", "second.ron", "--seeds", "2", "--leave-one-out", "--spread", "understood"];
    let said = desk().run(&asked);
    assert_eq!(said.code, 0, "nothing is judged: {}", said.err);
    let told: Vec<&str> = said.err.lines().collect();
    assert_eq!(told[0], "The ends of 1 numbers' ranges: 12 plays.");
    assert_eq!(told[1], "The values in use: 2 of 4 points hold.");
    assert!(told.len() == 3 && told[2].starts_with("strike.understood: 2 points hold; "), "{}", said.err);
    assert!(said.out.contains("1 numbers turn a point over") && said.out.contains("incident left out"), "{}", said.out);
}

#[test]
fn what_cannot_be_played_is_told_before_anything_is() {
    for (asked, told) in [
        (&["calibrate", "first.ron", "--set", "understod=20"][..], "Did you mean strike.understood?"),
        (&["calibrate", "first.ron", "--set", "understood=200"], "it can be set from 2 to 30 (minutes)"),
        (&["calibrate", "first.ron", "--spread", "understod"], "Did you mean strike.understood?"),
        (&["calibrate", "first.ron", "--leave-one-out"], "please name two scenarios at least"),
    ] {
        let said = desk().run(asked);
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{asked:?}");
        assert!(said.err.contains(told), "{asked:?}: {}", said.err);
    }
}
