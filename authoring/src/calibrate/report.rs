//! What `codedark calibrate` prints: a table, one object, or a page with curves.

use std::fmt::Write;

use askama::Template;
use codedark_content::words::{say, sentence};
use codedark_protocol::Msg;
use codedark_scenario::{Mark, MeasuredAt};
use codedark_sim::base::numbers::Numbers;
use serde_json::{Value, json};

use super::chart::drawing;
use super::named::{Named, Setting};
use super::verdict::Verdict;
use super::{Calibrated, PointResult};

/// The table's columns, as sentences.
const COLUMNS: [&str; 8] = [
    "calibrate-point",
    "calibrate-day",
    "calibrate-published",
    "calibrate-median",
    "calibrate-p5",
    "calibrate-p95",
    "calibrate-verdict",
    "calibrate-mark",
];

/// How many of the model's listed numbers nobody published, and how many are listed.
fn free_parameters() -> (usize, usize) {
    let all = Numbers::list();
    let numbers = || all.iter().flat_map(|(_, numbers)| numbers.iter());
    (numbers().filter(|number| number.is_free()).count(), numbers().count())
}

/// Points that pass, and all: of those by which numbers may have been chosen, or of the unseen ones.
fn counts(all: &[Calibrated], unseen: bool) -> (usize, usize) {
    let results = || all.iter().flat_map(|one| &one.results).filter(|result| result.point.unseen == unseen);
    (results().filter(|result| result.passes()).count(), results().count())
}

/// A line for each number that was set.
pub(super) fn set_lines(setting: &Setting) -> String {
    let line = |one: &Named| {
        let value = one.value_in(&setting.numbers);
        let msg = Msg::new("calibrate-set").word("name", one.name()).word("value", value.to_string());
        sentence(&msg.word("own", one.number.value.to_string()).word("unit", one.number.unit)) + "\n"
    };
    let lines: String = setting.set.iter().map(line).collect();
    if lines.is_empty() { lines } else { lines + "\n" }
}

/// The same as data.
pub(super) fn set_json(setting: &Setting) -> Vec<Value> {
    let one = |one: &Named| json!({ "name": one.name(), "value": one.value_in(&setting.numbers) });
    setting.set.iter().map(one).collect()
}

/// The table, headed by the numbers that were set.
pub fn text(all: &[Calibrated], setting: &Setting) -> String {
    let mut text = set_lines(setting);
    for one in all {
        let head = Msg::new("calibrate-head").word("scenario", one.scenario.as_str());
        let head = head.number("struck", one.struck as i64).number("seeds", one.seeds as i64);
        let _ = writeln!(text, "{}", sentence(&head.number("encrypted", one.encrypted as i64)));
        if one.stopped > 0 {
            let stopped = Msg::new("calibrate-stopped").number("count", one.stopped as i64);
            let _ = writeln!(text, "{}", sentence(&stopped));
        }
        text.push('\n');
        let columns = COLUMNS.map(say);
        let _ = writeln!(text, "{}", row(&columns));
        for result in &one.results {
            let _ = writeln!(text, "{}", row(&cells(result)));
        }
        for (id, count) in &one.refused {
            let line = Msg::new("calibrate-refused").word("decision", id.as_str()).number("count", *count as i64);
            let _ = writeln!(text, "{}", sentence(&line));
        }
        text.push('\n');
    }
    text + &summary(all)
}

fn summary(all: &[Calibrated]) -> String {
    let ((passed, points), (free, numbers)) = (counts(all, false), free_parameters());
    let summary = Msg::new("calibrate-summary").number("passed", passed as i64).number("points", points as i64);
    let mut lines = vec![sentence(&summary.number("scenarios", all.len() as i64))];
    let (passed, points) = counts(all, true);
    if points > 0 {
        let unseen = Msg::new("calibrate-unseen").number("passed", passed as i64).number("points", points as i64);
        lines.push(sentence(&unseen));
    }
    lines.push(say("calibrate-rule"));
    let free = Msg::new("calibrate-free").number("free", free as i64).number("numbers", numbers as i64);
    lines.push(sentence(&free));
    lines.join("\n")
}

fn row(cells: &[String; 8]) -> String {
    let [point, day, published, median, p5, p95, verdict, mark] = cells;
    format!("{point:<34} {day:>8} {published:>15} {median:>9} {p5:>9} {p95:>9}  {verdict:<6} {mark}")
}

fn cells(result: &PointResult) -> [String; 8] {
    let point = &result.point;
    let number = |pick: fn(&super::Spread) -> f64| result.spread.as_ref().map_or("-".to_owned(), |it| plain(pick(it)));
    [
        point.id.clone(),
        when(point.at),
        format!("{} .. {}", plain(point.low), plain(point.high)),
        number(|spread| spread.middle),
        number(|spread| spread.low),
        number(|spread| spread.high),
        match result.verdict() {
            Verdict::Pass => say("calibrate-pass"),
            Verdict::Unsure => say("calibrate-unsure"),
            Verdict::Wide => say("calibrate-wide"),
            Verdict::Missed => say("calibrate-missed"),
            Verdict::Few => say("calibrate-few"),
        },
        if point.unseen {
            format!("{} {}", mark(point.mark), say("calibrate-is-unseen"))
        } else {
            mark(point.mark).to_owned()
        },
    ]
}

/// When a point is read, in a word.
pub(super) fn when(at: MeasuredAt) -> String {
    let (id, number) = match at {
        MeasuredAt::Day(day) => return day.to_string(),
        MeasuredAt::CalendarDay(day) => ("calibrate-calendar-day", day),
        MeasuredAt::Week(week) => ("calibrate-week", week),
        MeasuredAt::Month(month) => ("calibrate-month", month),
        MeasuredAt::Total => return String::new(),
    };
    sentence(&Msg::new(id).number("number", i64::from(number)))
}

/// The mark, as the list of facts writes it.
fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::P => "P",
        Mark::Two => "2",
        Mark::R => "R",
        Mark::Derived => "derived",
    }
}

pub(super) fn plain(value: f64) -> String {
    if value.abs() >= 100.0 { format!("{value:.0}") } else { format!("{value:.3}") }
}

/// The same as one object.
pub fn json(all: &[Calibrated], setting: &Setting) -> Value {
    let point = |result: &PointResult| {
        let spread = result.spread;
        json!({
            "id": result.point.id,
            "day": if let MeasuredAt::Day(day) = result.point.at { Some(day) } else { None },
            "at": result.point.at,
            "low": result.point.low,
            "high": result.point.high,
            "runs": spread.map_or(0, |spread| spread.runs),
            "median": spread.map(|spread| spread.middle),
            "p5": spread.map(|spread| spread.low),
            "p95": spread.map(|spread| spread.high),
            "judged_median": spread.and_then(|spread| spread.sure).map(|sure| sure.middle),
            "judged_ends": spread.and_then(|spread| spread.sure).map(|sure| sure.ends),
            "pass": result.passes(),
            "verdict": result.verdict().id(),
            "unseen": result.point.unseen,
            "source": result.point.source,
            "mark": mark(result.point.mark),
        })
    };
    let scenario = |one: &Calibrated| {
        let points: Vec<Value> = one.results.iter().map(point).collect();
        json!({
            "scenario": one.scenario,
            "seeds": one.seeds,
            "struck": one.struck,
            "encrypted": one.encrypted,
            "stopped": one.stopped,
            "points": points,
            "refused": one.refused,
        })
    };
    let ((passed, points), (free, numbers)) = (counts(all, false), free_parameters());
    let (unseen_passed, unseen_points) = counts(all, true);
    json!({
        "set": set_json(setting),
        "scenarios": all.iter().map(scenario).collect::<Vec<_>>(),
        "points": points,
        "passed": passed,
        "unseen": { "points": unseen_points, "passed": unseen_passed },
        "free_parameters": free,
        "parameters": numbers,
    })
}

/// The page, as its template wants it.
#[derive(Template)]
#[template(path = "calibration.html")]
struct Page<'a> {
    title: String,
    /// The table of the terminal.
    table: String,
    scenarios: Vec<Section<'a>>,
}

/// A scenario's part of the page.
struct Section<'a> {
    id: &'a str,
    figures: Vec<Figure<'a>>,
}

/// One measure's picture, and under it what was published, by whom.
struct Figure<'a> {
    /// The picture, as SVG.
    drawing: String,
    points: Vec<Published<'a>>,
}

/// A published point.
struct Published<'a> {
    id: &'a str,
    /// Its range.
    published: String,
    source: &'a str,
}

/// A page with the table, and the model's curves against the published points.
pub fn html(all: &[Calibrated], setting: &Setting) -> String {
    fn section(one: &Calibrated) -> Section<'_> {
        Section { id: &one.scenario, figures: figures(one) }
    }
    let page =
        Page { title: say("calibrate-title"), table: text(all, setting), scenarios: all.iter().map(section).collect() };
    page.render().expect("a page of plain data can be written")
}

/// The pictures of a scenario, one for each measure that has a curve.
fn figures(one: &Calibrated) -> Vec<Figure<'_>> {
    let mut drawn: Vec<&PointResult> = Vec::new();
    for result in one.results.iter().filter(|result| !result.curve.is_empty()) {
        if !drawn.iter().any(|other| other.point.measure == result.point.measure) {
            drawn.push(result);
        }
    }
    let figure = |result: &PointResult| {
        let same = one.results.iter().filter(|other| other.point.measure == result.point.measure);
        figure(result, &same.collect::<Vec<_>>())
    };
    drawn.into_iter().map(figure).collect()
}

fn figure<'a>(result: &PointResult, points: &[&'a PointResult]) -> Figure<'a> {
    let name = result.point.id.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '-');
    let published = |other: &&'a PointResult| {
        let [_, _, published, ..] = cells(other);
        Published { id: &other.point.id, published, source: &other.point.source }
    };
    Figure { drawing: drawing(name, result, points), points: points.iter().map(published).collect() }
}
