//! What `codedark calibrate --fit --without` prints: the values that the others chose, and the points left out with them.

use std::fmt::Write;

use codedark_content::words::sentence;
use codedark_protocol::Msg;
use serde_json::{Value, json};

use super::super::named::Setting;
use super::super::report::{plain, set_json, set_lines};
use super::super::{Calibrated, report};
use super::Fitted;

fn passed(all: &[Calibrated]) -> (usize, usize) {
    let results = || all.iter().flat_map(|one| &one.results);
    (results().filter(|result| result.passes()).count(), results().count())
}

/// The chosen values, and the table of the incidents that had no say.
pub fn text(found: &Fitted, setting: &Setting) -> String {
    let mut text = set_lines(setting);
    for (one, value) in &found.chosen {
        let msg = Msg::new("fit-chosen").word("name", one.name()).word("value", plain(*value));
        let msg = msg.word("in_use", plain(one.value_in(&setting.numbers)));
        let msg = msg.word("low", plain(one.number.low)).word("high", plain(one.number.high));
        let _ = writeln!(text, "{}", sentence(&msg.word("unit", one.number.unit)));
    }
    let [in_use, middle, chosen] = found.met.map(|met| met as i64);
    let msg = Msg::new("fit-others").number("points", found.points as i64);
    let msg = msg.number("in_use", in_use).number("middle", middle).number("chosen", chosen);
    let _ = writeln!(text, "\n{}\n", sentence(&msg));
    text += &report::text(&found.fitted, &Setting::default());
    let ((before, points), (now, _)) = (passed(&found.in_use), passed(&found.fitted));
    let msg = Msg::new("fit-own").number("points", points as i64);
    text + "\n" + &sentence(&msg.number("in_use", before as i64).number("chosen", now as i64))
}

/// The same as one object.
pub fn json(found: &Fitted, setting: &Setting) -> Value {
    let chosen = |(one, value): &(super::Named, f64)| json!({ "name": one.name(), "value": value, "in_use": one.value_in(&setting.numbers) });
    let three = |values: [Value; 3]| {
        let [in_use, middle, chosen] = values;
        json!({ "in_use": in_use, "middle": middle, "chosen": chosen })
    };
    json!({
        "set": set_json(setting),
        "chosen": found.chosen.iter().map(chosen).collect::<Vec<_>>(),
        "others": {
            "points": found.points,
            "met": three(found.met.map(Value::from)),
            "missed_widths": three(found.missed.map(Value::from)),
        },
        "left_out": report::json(&found.fitted, &Setting::default()),
        "left_out_in_use": report::json(&found.in_use, setting),
    })
}
