//! What `codedark calibrate --spread` and `--leave-one-out` print: tables, or one object.

use std::fmt::Write;
use std::sync::Arc;

use codedark_content::words::{say, sentence};
use codedark_protocol::Msg;
use codedark_scenario::Scenario;
use serde_json::{Value as Json, json};

use super::super::named::{Named, Setting};
use super::super::report::{plain, set_json, set_lines};
use super::{Choice, End, Held, Influence, Influences, LeftOut, Points, Value, held, left_out};

/// The columns of the table of numbers, as sentences.
const NUMBERS: [&str; 8] = [
    "influence-number",
    "influence-in-use",
    "influence-low",
    "influence-held",
    "influence-high",
    "influence-held",
    "influence-flips",
    "influence-moved",
];
/// The columns of the table of incidents that were left out.
const INCIDENTS: [&str; 8] = [
    "left-out-incident",
    "left-out-points",
    "left-out-held",
    "left-out-numbers",
    "left-out-fewer",
    "left-out-same",
    "left-out-more",
    "left-out-least",
];

fn row(cells: &[String; 8]) -> String {
    let [first, rest @ ..] = cells;
    let rest: Vec<String> = rest.iter().map(|cell| format!("{cell:>9}")).collect();
    format!("{first:<30} {}", rest.join(" ")).trim_end().to_owned()
}

fn count(points: &Points) -> usize {
    held(points).iter().sum()
}

fn cells(one: &Influence) -> [String; 8] {
    [
        one.number.name(),
        plain(one.in_use),
        plain(one.low.value),
        count(&one.low.points).to_string(),
        plain(one.high.value),
        count(&one.high.points).to_string(),
        one.flips.to_string(),
        plain(one.moved),
    ]
}

/// The points with the values in use, in a line.
pub fn begun(in_use: &Points) -> String {
    let points: usize = in_use.iter().map(Vec::len).sum();
    sentence(&Msg::new("influence-begun").number("held", count(in_use) as i64).number("points", points as i64))
}

/// A number that was just played, in a line.
pub fn found(one: &Influence, in_use: &Points) -> String {
    let [name, _, low, low_held, high, high_held, ..] = cells(one);
    let msg = Msg::new("influence-found").word("name", name).word("low", low).word("high", high);
    let msg = msg.word("low_held", low_held).word("high_held", high_held).number("flips", one.flips as i64);
    sentence(&msg.number("held", count(in_use) as i64))
}

/// The table of numbers, and under each the points that it turns over.
pub fn text(found: &Influences, setting: &Setting) -> String {
    let mut text = set_lines(setting);
    let _ = writeln!(text, "{}", row(&NUMBERS.map(say)));
    for one in &found.numbers {
        let published =
            if one.number.number.is_free() { String::new() } else { format!("  {}", say("influence-published")) };
        let _ = writeln!(text, "{}{published}", row(&cells(one)));
        for end in [&one.low, &one.high] {
            turned(found, end, &mut text);
        }
    }
    let points: usize = found.in_use.iter().map(Vec::len).sum();
    let carries = found.numbers.iter().filter(|one| one.flips > 0).count();
    let msg = Msg::new("influence-summary").number("held", count(&found.in_use) as i64).number("points", points as i64);
    text + "\n" + &sentence(&msg.number("numbers", found.numbers.len() as i64).number("carry", carries as i64))
}

/// The points that turn over with an end, those that are lost before those that are won.
fn turned(found: &Influences, end: &End, text: &mut String) {
    for (now, id) in [(false, "influence-lost"), (true, "influence-won")] {
        let flips = found.flips(end).filter(|(.., holds)| *holds == now);
        let names: Vec<String> =
            flips.map(|(place, point, _)| format!("{}/{}", found.incidents[place].id, point.id)).collect();
        if !names.is_empty() {
            let msg = Msg::new(id).word("value", plain(end.value)).word("points", names.join(", "));
            let _ = writeln!(text, "    {}", sentence(&msg));
        }
    }
}

fn each_left_out(found: &Influences) -> Vec<LeftOut> {
    let held: Vec<Held> = found.numbers.iter().map(|one| found.held(one)).collect();
    left_out(&held)
}

fn value(one: &Influence, value: Value) -> f64 {
    match value {
        Value::InUse => one.in_use,
        Value::Low => one.low.value,
        Value::High => one.high.value,
    }
}

/// The table of incidents, each left out in turn, and under each what the others choose.
pub fn left_out_text(found: &Influences, setting: &Setting) -> String {
    let mut text = set_lines(setting);
    let _ = writeln!(text, "{}", row(&INCIDENTS.map(say)));
    let all = each_left_out(found);
    for (incident, one) in found.incidents.iter().zip(&all) {
        let [fewer, same, more] = one.fewer_same_more;
        let numbers = [incident.calibration.len(), one.held, one.choices.len(), fewer, same, more, one.least];
        let [points, held, choices, fewer, same, more, least] = numbers.map(|number| number.to_string());
        let _ = writeln!(text, "{}", row(&[incident.id.clone(), points, held, choices, fewer, same, more, least]));
        for choice in &one.choices {
            let _ = writeln!(text, "    {}", sentence(&chosen(found, choice)));
        }
    }
    let owed = all.iter().filter(|one| one.fewer_same_more[0] > 0).count();
    let msg = Msg::new("left-out-summary").number("incidents", all.len() as i64).number("owed", owed as i64);
    text + "\n" + &sentence(&msg.number("numbers", found.numbers.len() as i64))
}

fn chosen(found: &Influences, choice: &Choice) -> Msg {
    let number = &found.numbers[choice.number];
    let msg = Msg::new("left-out-choice").word("name", number.number.name());
    let msg = msg.word("value", plain(value(number, choice.value))).word("in_use", plain(number.in_use));
    let msg = msg.number("others_before", choice.others.0 as i64).number("others", choice.others.1 as i64);
    msg.number("own_before", choice.own.0 as i64).number("own", choice.own.1 as i64)
}

/// Both tables as one object.
pub fn json(found: &Influences, setting: &Setting) -> Json {
    let end = |end: &End| {
        let flips = found.flips(end).map(
            |(place, point, holds)| json!({ "scenario": found.incidents[place].id, "point": point.id, "holds": holds }),
        );
        json!({ "value": end.value, "held": count(&end.points), "flips": flips.collect::<Vec<_>>() })
    };
    let number = |one: &Influence| {
        let Named { number, .. } = one.number;
        json!({
            "name": one.number.name(),
            "unit": number.unit,
            "assumption": number.is_free(),
            "in_use": one.in_use,
            "low": end(&one.low),
            "high": end(&one.high),
            "flips": one.flips,
            "moved": one.moved,
        })
    };
    let choice = |choice: &Choice| {
        let one = &found.numbers[choice.number];
        json!({
            "number": one.number.name(),
            "value": value(one, choice.value),
            "others_held_in_use": choice.others.0,
            "others_held": choice.others.1,
            "held_in_use": choice.own.0,
            "held": choice.own.1,
        })
    };
    let all = each_left_out(found);
    let incident = |(incident, one): (&Arc<Scenario>, &LeftOut)| {
        let [fewer, same, more] = one.fewer_same_more;
        json!({
            "scenario": incident.id,
            "points": incident.calibration.len(),
            "held": one.held,
            "fewer": fewer,
            "same": same,
            "more": more,
            "least": one.least,
            "choices": one.choices.iter().map(choice).collect::<Vec<_>>(),
        })
    };
    json!({
        "set": set_json(setting),
        "points": found.in_use.iter().map(Vec::len).sum::<usize>(),
        "held": count(&found.in_use),
        "numbers": found.numbers.iter().map(number).collect::<Vec<_>>(),
        "left_out": found.incidents.iter().zip(&all).map(incident).collect::<Vec<_>>(),
    })
}
