//! An import tells first what it would change, then changes the scenario's text at those places and nowhere else.

use crate::exchange::{Desk, replaced};

/// The lines that only one of two texts has.
fn other_lines(before: &str, after: &str) -> (Vec<String>, Vec<String>) {
    let only = |of: &str, not: &str| {
        let lines: Vec<&str> = not.lines().collect();
        of.lines().filter(|line| !lines.contains(line)).map(|line| line.trim().to_owned()).collect()
    };
    (only(before, after), only(after, before))
}

#[test]
fn what_was_not_changed_stays_byte_for_byte() {
    let desk = Desk::new();
    for out in ["t.csv", "t.xlsx", "t.json"] {
        let format = if out.ends_with("json") { "cexf" } else { "msel" };
        let said = desk.exchange(&["export", "small.ron", "--as", format, "--out", out]);
        assert!(said.well && said.words.contains("4 injects"), "{}", said.words);
        let before = desk.text("small.ron");
        let said = desk.exchange(&["import", out, "--into", "small.ron"]);
        assert!(said.well && said.words.contains("Nothing changes"), "{out}: {}", said.words);
        assert_eq!(desk.text("small.ron"), before, "{out}");
    }
}

#[test]
fn a_changed_row_changes_its_places() {
    let desk = Desk::new();
    let table = desk.table(|table| {
        let table = replaced(&table, "2024-02-29 10:01,D+1 01:31", "2024-03-01 10:02,D+1 01:31");
        let table = replaced(&table, "hang-up [0]: Hang up.", "hang-up [5]: Hang up at once.");
        let table = replaced(&table, "Incident commander", "medical_lead");
        replaced(&table, "A visit", "A visit, unasked")
            + ",,2024-03-05 07:45,,,\"New, and in order\",Somebody knocks.,,Medical lead,,Open.,\"open [100]: Open.\nshut [0]: Shut.\",,,\r\n"
    });
    // Quoted, as a title with a comma must be.
    desk.write("new.csv", replaced(&table, "A visit, unasked", "\"A visit, unasked\""));
    let before = desk.text("small.ron");
    let dry = desk.exchange(&["import", "new.csv", "--into", "small.ron", "--dry-run"]);
    assert!(dry.well, "{}", dry.words);
    for told in [
        "time: 2024-02-29 10:01 -> 2024-03-01 10:02",
        "to: Incident commander -> Medical lead",
        "hang-up [5]: Hang up at once.",
        "title: A visit -> A visit, unasked",
        "New: new-and-in-order",
        "dry run",
    ] {
        assert!(dry.words.contains(told), "{told}: {}", dry.words);
    }
    assert_eq!(desk.text("small.ron"), before, "a dry run writes nothing");

    let said = desk.exchange(&["import", "new.csv", "--into", "small.ron"]);
    assert!(said.well, "{}", said.words);
    let (gone, come) = other_lines(&before, &desk.text("small.ron"));
    assert_eq!(
        gone,
        [
            "id: \"first-call\", role: incident_commander,",
            "when: After(1_531), // a leap day",
            "(id: \"hang-up\", credit: 0),",
            "\"inject.first-call.hang-up\": { \"en\": \"Hang up.\" },",
            "\"inject.by-hand\": { \"en\": \"A visit\" },",
        ]
    );
    for line in [
        "id: \"first-call\", role: medical_lead,",
        "when: After(2972), // a leap day",
        "(id: \"hang-up\", credit: 5),",
        "\"inject.by-hand\": { \"en\": \"A visit, unasked\" },",
        "id: \"new-and-in-order\", role: medical_lead,",
        "when: After(8595),",
        "deadline_min: 1440,",
        "\"inject.new-and-in-order.shut\": { \"en\": \"Shut.\" },",
    ] {
        assert!(come.iter().any(|come| come == line), "{line} in {come:#?}");
    }
    let again = desk.exchange(&["import", "new.csv", "--into", "small.ron", "--dry-run"]);
    assert!(!again.words.contains("Changes:"), "what was taken over is there: {}", again.words);
    assert!(again.words.contains("the time counts"), "its offset tells another time: {}", again.words);
}

#[test]
fn an_inject_of_a_library_is_overridden() {
    let desk = Desk::new();
    desk.write(
        "case.ron",
        "(\n    from: \"conti-friday\",\n    version: 1,\n    id: \"case\",\n    calibration: [],\n    history: (),\n    texts: {},\n)\n",
    );
    let said = desk.exchange(&["export", "case.ron", "--as", "msel", "--out", "case.csv"]);
    assert!(said.well, "{}", said.words);
    let mut reader = csv::Reader::from_path(desk.path("case.csv")).expect("a table");
    let mut writer = csv::Writer::from_path(desk.path("two.csv")).expect("a table");
    writer.write_record(reader.headers().expect("a heading")).expect("written");
    for row in reader.records().map(|row| row.expect("a row")) {
        // Without a time, the time since the start counts.
        let cell = |(index, cell): (usize, &str)| match (&row[1], index) {
            ("board-question", 2) => String::new(),
            ("board-question", 3) => "D+0 02:01".to_owned(),
            _ => cell.to_owned(),
        };
        if ["board-question", "shared-passwords"].contains(&&row[1]) {
            writer.write_record(row.iter().enumerate().map(cell)).expect("written");
        }
    }
    writer.flush().expect("written");
    let said = desk.exchange(&["import", "two.csv", "--into", "case.ron"]);
    assert!(said.well && said.words.contains("2021-02-15 08:01 -> 2021-02-15 10:01"), "{}", said.words);
    assert!(said.words.contains("Not named"), "what a table leaves out is never removed: {}", said.words);
    let text = desk.text("case.ron");
    assert!(text.contains("(id: \"board-question\", when: After(121))"), "{text}");
    assert!(!text.contains("shared-passwords"), "{text}");
}

#[test]
fn a_trigger_that_is_a_condition_stays() {
    let desk = Desk::new();
    for (old, new, why) in [
        ("on condition", "2024-03-01 10:00", "a time in the place of a condition"),
        ("on condition", "facilitator", "nobody's hand instead of a condition"),
        ("minutes since strike at least 60", "minutes since strike at least 90", "words that were changed"),
        ("2024-02-28 10:00,D+0 01:30", "facilitator,", "a time with a condition beside it"),
    ] {
        desk.write("new.csv", desk.table(|table| replaced(&table, old, new)));
        let words = desk.refused("new.csv");
        assert!(
            words.contains("Change “when” in the scenario.") && words.contains("Nothing was written"),
            "{why}: {words}"
        );
    }
    let moved = desk.table(|table| replaced(&table, "2024-02-28 10:00,D+0 01:30", "2024-02-28 11:00,D+0 01:30"));
    desk.write("new.csv", moved);
    let said = desk.exchange(&["import", "new.csv", "--into", "small.ron"]);
    assert!(said.well, "{}", said.words);
    assert!(desk.text("small.ron").contains("All([After(150), Measure(detonated, Lt, 1)])"), "its time moves, alone");
}

#[test]
fn cells_that_only_tell_are_named_when_changed() {
    let desk = Desk::new();
    desk.write("new.csv", desk.table(|table| replaced(&table, "Exercise control,Incident", "A journalist,Incident")));
    let said = desk.exchange(&["import", "new.csv", "--into", "small.ron"]);
    assert!(said.well && said.words.contains("“A journalist” was left out"), "{}", said.words);
}

#[test]
fn what_would_not_load_is_not_written() {
    let desk = Desk::new();
    let long = "x".repeat(700);
    desk.write("new.csv", desk.table(|table| replaced(&table, "The minister stands at the door.", &long)));
    let words = desk.refused("new.csv");
    assert!(words.contains("at most 600") && words.contains("nothing was written"), "{words}");
}
