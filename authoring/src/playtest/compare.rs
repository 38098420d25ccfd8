//! Two play-tests compared: what changed, with intervals.

use askama::Template;
use codedark_sim::exercise::Skill;

use super::report::{figure, grouped, share, skill};
use super::statistics::{Difference, Spread};
use super::summary::{SkillRow, Summary};

/// The page, as its template wants it.
#[derive(Template)]
#[template(path = "comparison.html")]
struct Page<'a> {
    before: &'a Summary,
    after: &'a Summary,
    /// How many figures were compared, and in how many the difference is clear.
    compared: usize,
    clear: usize,
    parts: Vec<Part>,
    gone: Vec<String>,
}

struct Part {
    name: &'static str,
    about: &'static str,
    rows: Vec<Row>,
}

struct Row {
    what: String,
    skill: &'static str,
    before: String,
    after: String,
    difference: String,
    clear: bool,
}

/// The page that tells what changed.
pub fn page(before: &Summary, after: &Summary) -> String {
    let both: Vec<(usize, usize, Skill)> = pairs(before, after);
    let happened = things(before, after, &both, injects);
    let taken = things(before, after, &both, actions);
    let objectives = objective_rows(before, after, &both);
    let skills: Vec<Row> =
        both.iter().flat_map(|(old, new, _)| skill_rows(&before.skills[*old], &after.skills[*new])).collect();
    let all = || skills.iter().chain(&objectives).chain(&happened).chain(&taken);
    let (compared, clear) = (all().count(), all().filter(|row| row.clear).count());
    let only_clear = |rows: Vec<Row>| rows.into_iter().filter(|row| row.clear).collect();
    let parts = vec![
        Part { name: "How it goes", about: "Means of all exercises of a skill, and shares of them.", rows: skills },
        Part {
            name: "What is rated",
            about: "How far objectives are met on average, where the difference is clear.",
            rows: only_clear(objectives),
        },
        Part {
            name: "Who came in",
            about: "In how many exercises injects arrive, where the difference is clear.",
            rows: only_clear(happened),
        },
        Part {
            name: "What was done",
            about: "In how many exercises actions are taken, where the difference is clear.",
            rows: only_clear(taken),
        },
    ];
    let page = Page { before, after, compared, clear, parts, gone: gone(before, after) };
    page.render().expect("the page is written into a text, which takes it")
}

/// Skills that both tried: their positions.
fn pairs(before: &Summary, after: &Summary) -> Vec<(usize, usize, Skill)> {
    let position = |row: &SkillRow| after.skills.iter().position(|other| other.skill == row.skill);
    let rows = before.skills.iter().enumerate();
    rows.filter_map(|(old, row)| Some((old, position(row)?, row.skill))).collect()
}

fn skill_rows(before: &SkillRow, after: &SkillRow) -> Vec<Row> {
    let name = skill(before.skill);
    let scores = [
        ("Score", &before.score, &after.score),
        ("Score for what was done", &before.process, &after.process),
        ("Score for what came of it", &before.outcome, &after.outcome),
    ];
    let mut rows: Vec<Row> = scores.map(|(what, old, new)| of_means(what.to_owned(), name, old, new, 1)).into();
    for ((id, old), (_, new)) in before.shares.iter().zip(&after.shares) {
        let hits = |share: f64, of: &SkillRow| ((share * of.score.count as f64).round() as usize, of.score.count);
        rows.push(of_shares(share(*id).to_owned(), name, hits(*old, before), hits(*new, after)));
    }
    for ((id, old), (_, new)) in before.figures.iter().zip(&after.figures) {
        rows.push(of_means(figure(*id).to_owned(), name, old, new, 0));
    }
    rows
}

fn objective_rows(before: &Summary, after: &Summary, both: &[(usize, usize, Skill)]) -> Vec<Row> {
    let mut rows = Vec::new();
    for old in &before.objectives {
        let Some(new) = after.objectives.iter().find(|row| row.id == old.id) else { continue };
        for (at, then, of) in both {
            let (Some(before), Some(after)) = (&old.met[*at], &new.met[*then]) else { continue };
            rows.push(of_means(format!("{}, %", old.id), skill(*of), &percent(before), &percent(after), 0));
        }
    }
    rows
}

fn percent(share: &Spread) -> Spread {
    Spread { mean: share.mean * 100.0, deviation: share.deviation * 100.0, ..*share }
}

/// Things with the number of exercises in which they happened, by skill.
type Happened<'a> = Vec<(&'a str, &'a [usize])>;

fn injects(of: &Summary) -> Happened<'_> {
    of.injects.iter().map(|row| (row.id.as_str(), row.seen.as_slice())).collect()
}

fn actions(of: &Summary) -> Happened<'_> {
    of.actions.iter().map(|row| (row.id.as_str(), row.taken.as_slice())).collect()
}

fn things(
    before: &Summary,
    after: &Summary,
    both: &[(usize, usize, Skill)],
    of: fn(&Summary) -> Happened<'_>,
) -> Vec<Row> {
    let mut rows = Vec::new();
    for (id, old) in of(before) {
        let Some((_, new)) = of(after).into_iter().find(|(other, _)| *other == id) else { continue };
        for (at, then, name) in both {
            let sample = |hits: usize, row: &SkillRow| (hits, row.score.count);
            let (old, new) = (sample(old[*at], &before.skills[*at]), sample(new[*then], &after.skills[*then]));
            rows.push(of_shares(id.to_owned(), skill(*name), old, new));
        }
    }
    rows
}

/// What only one of the two has.
fn gone(before: &Summary, after: &Summary) -> Vec<String> {
    let ids = |of: &Summary| -> Vec<String> {
        let objectives = of.objectives.iter().map(|row| format!("objective {}", row.id));
        let injects = of.injects.iter().map(|row| format!("inject {}", row.id));
        let actions = of.actions.iter().map(|row| format!("action {}", row.id));
        objectives.chain(injects).chain(actions).collect()
    };
    let (old, new) = (ids(before), ids(after));
    let only = |of: &[String], other: &[String], when: &str| -> Vec<String> {
        of.iter().filter(|id| !other.contains(id)).map(|id| format!("Only {when}: {id}")).collect()
    };
    [only(&old, &new, "before"), only(&new, &old, "after")].concat()
}

fn of_means(what: String, skill: &'static str, before: &Spread, after: &Spread, digits: usize) -> Row {
    let said = |value: f64| if digits == 0 { grouped(value) } else { format!("{value:.digits$}") };
    let found = Difference::between(after, before);
    row(what, skill, (said(before.mean), said(after.mean)), found, &said)
}

fn of_shares(what: String, skill: &'static str, before: (usize, usize), after: (usize, usize)) -> Row {
    let share = |(hits, of): (usize, usize)| format!("{:.0} %", hits as f64 / of.max(1) as f64 * 100.0);
    let found = Difference::of_shares(after, before);
    row(what, skill, (share(before), share(after)), found, &|value| format!("{:.0} %", value * 100.0))
}

fn row(
    what: String,
    skill: &'static str,
    (before, after): (String, String),
    found: Difference,
    said: &dyn Fn(f64) -> String,
) -> Row {
    let signed = |value: f64| format!("{}{}", if value < 0.0 { "" } else { "+" }, said(value)).replace('-', "−");
    let clear = found.is_clear();
    let difference = match clear {
        true => format!("{} ({} to {})", signed(found.mean), signed(found.low), signed(found.high)),
        false => "no clear difference".to_owned(),
    };
    Row { what, skill, before, after, difference, clear }
}
