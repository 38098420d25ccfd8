//! What `codedark calibrate --spread --samples` prints: how wide each figure is, and what moves it most; or one object.

use std::fmt::Write;

use codedark_content::words::{say, sentence};
use codedark_protocol::Msg;
use serde_json::{Value, json};

use super::super::named::Setting;
use super::super::report::{plain, set_json, set_lines, when};
use super::{Mover, Output, Sampled, movers};
use crate::percentile::percentile;

/// The columns, as sentences.
const COLUMNS: [&str; 7] = [
    "sample-figure",
    "influence-in-use",
    "calibrate-p5",
    "calibrate-median",
    "calibrate-p95",
    "calibrate-published",
    "sample-inside",
];

/// One figure over all samples.
struct Width {
    name: String,
    in_use: Option<f64>,
    /// 5th percentile, median and 95th percentile.
    ends: Option<[f64; 3]>,
    /// The published range, and the share of samples inside it.
    published: Option<([f64; 2], f64)>,
    movers: Vec<Mover>,
}

fn width(all: &Sampled, output: usize) -> Width {
    let found = &all.found[output];
    let mut sorted: Vec<f64> = found.iter().copied().flatten().collect();
    sorted.sort_by(f64::total_cmp);
    let (name, published) = match all.outputs[output] {
        Output::Point(place, point) => {
            let point = &all.scenarios[place].calibration[point];
            let inside = sorted.iter().filter(|value| (point.low..=point.high).contains(*value)).count();
            let name = format!("{}/{} {}", all.scenarios[place].id, point.id, when(point.at));
            (name.trim_end().to_owned(), Some(([point.low, point.high], inside as f64 / found.len().max(1) as f64)))
        }
        Output::Score(place) => (format!("{}/{}", all.scenarios[place].id, say("sample-score")), None),
    };
    Width {
        name,
        in_use: all.in_use[output],
        ends: (!sorted.is_empty()).then(|| [0.05, 0.5, 0.95].map(|share| percentile(&sorted, share))),
        published,
        movers: movers(&all.values, found),
    }
}

fn widths(all: &Sampled) -> Vec<Width> {
    (0..all.outputs.len()).map(|output| width(all, output)).collect()
}

fn row(cells: &[String; 7]) -> String {
    let [figure, rest @ ..] = cells;
    let rest: Vec<String> = rest.iter().map(|cell| format!("{cell:>12}")).collect();
    format!("{figure:<46} {}", rest.join(" ")).trim_end().to_owned()
}

fn cells(one: &Width) -> [String; 7] {
    let number = |value: Option<f64>| value.map_or("-".to_owned(), plain);
    let [low, middle, high] = [0, 1, 2].map(|end| number(one.ends.map(|ends| ends[end])));
    let range = |([low, high], _): ([f64; 2], f64)| format!("{}..{}", plain(low), plain(high));
    let inside = |(_, inside): ([f64; 2], f64)| format!("{:.0} %", inside * 100.0);
    [
        one.name.clone(),
        number(one.in_use),
        low,
        middle,
        high,
        one.published.map(range).unwrap_or_default(),
        one.published.map(inside).unwrap_or_default(),
    ]
}

/// A row for each figure, and under it the numbers that move it most.
pub fn text(all: &Sampled, setting: &Setting) -> String {
    let mut text = set_lines(setting);
    let _ = writeln!(text, "{}", row(&COLUMNS.map(say)));
    for one in widths(all) {
        let _ = writeln!(text, "{}", row(&cells(&one)));
        for mover in &one.movers {
            let msg = Msg::new("sample-mover").word("name", all.of[mover.number].name());
            let msg = msg.word("with", format!("{:+.2}", mover.with));
            let _ = writeln!(text, "    {}", sentence(&msg.number("sure", (mover.sure * 100.0).round() as i64)));
        }
    }
    let samples = all.values.first().map_or(0, Vec::len);
    let msg = Msg::new("sample-summary").number("samples", samples as i64).number("numbers", all.of.len() as i64);
    text + "\n" + &sentence(&msg)
}

/// The same as one object.
pub fn json(all: &Sampled, setting: &Setting) -> Value {
    let mover = |mover: &Mover| {
        let Mover { number, with, sure } = *mover;
        json!({ "number": all.of[number].name(), "correlation": with, "sure": sure })
    };
    let figure = |one: &Width| {
        json!({
            "figure": one.name,
            "in_use": one.in_use,
            "p5": one.ends.map(|ends| ends[0]),
            "median": one.ends.map(|ends| ends[1]),
            "p95": one.ends.map(|ends| ends[2]),
            "published": one.published.map(|(range, _)| range),
            "inside": one.published.map(|(_, inside)| inside),
            "movers": one.movers.iter().map(mover).collect::<Vec<_>>(),
        })
    };
    json!({
        "set": set_json(setting),
        "samples": all.values.first().map_or(0, Vec::len),
        "numbers": all.of.iter().map(|one| one.name()).collect::<Vec<_>>(),
        "figures": widths(all).iter().map(figure).collect::<Vec<_>>(),
    })
}
