//! The report: a page that begins with what is suspicious, and a few lines for the terminal.

use askama::Template;
use codedark_scenario::{Remark, Scenario, Severity};
use codedark_sim::exercise::Skill;

use super::chart;
use super::policies::{self, PolicyRow};
use super::statistics::{Difference, Spread};
use super::summary::{ActionRow, Figure, HourRow, InjectRow, ObjectiveRow, Share, SkillRow, Summary};
use crate::wording::{Words, role};

/// The page, as its template wants it. Its words are in the template.
#[derive(Template)]
#[template(path = "playtest.html")]
struct Page<'a> {
    title: String,
    summary: &'a Summary,
    errors: usize,
    found: Vec<Finding>,
    skills: Vec<&'static str>,
    classes: Vec<&'static str>,
    scores: String,
    figures: Vec<(&'static str, Vec<String>)>,
    injects: Vec<Inject>,
    phases: Vec<String>,
    objectives: Vec<Objective>,
    actions: Vec<Action>,
    policies: Vec<Policy>,
    hours: Vec<Hour>,
    difficulty: Option<Difficulty>,
    days: Option<Spread>,
}

struct Finding {
    error: bool,
    code: String,
    message: String,
}

struct Inject {
    name: String,
    id: String,
    role: String,
    seen: Vec<String>,
    never: bool,
    by_hand: bool,
    when: String,
    /// Left end, length and middle of its bar, in percent of the whole exercise.
    bar: Option<(f64, f64, f64)>,
}

struct Objective {
    name: String,
    phase: String,
    observed: Vec<String>,
    met: Vec<String>,
    /// Where each skill's mean lies, in percent.
    marks: Vec<(&'static str, f64)>,
}

struct Action {
    name: String,
    role: String,
    taken: Vec<String>,
    worth: String,
    novices: String,
    clear: bool,
}

struct Policy {
    name: &'static str,
    simple: bool,
    row: PolicyRow,
}

struct Hour {
    name: String,
    play: String,
    given_min: u32,
    picture: String,
    missed: Vec<String>,
    roles: Vec<RoleOfHour>,
}

struct RoleOfHour {
    name: String,
    decisions: String,
    busy: String,
    open_max: u8,
    idle: String,
    idle_at: String,
    idle_long: bool,
}

/// How hard it is: what of the way from idle to competent play a novice misses.
struct Difficulty {
    word: &'static str,
    missed: f64,
    novice: f64,
}

/// The report's page.
pub fn page(scenario: &Scenario, summary: &Summary, found: &[Remark]) -> String {
    let words = Words(scenario);
    let skills: Vec<&'static str> = summary.skills.iter().map(|row| skill(row.skill)).collect();
    let names: Vec<String> = skills.iter().map(|name| (*name).to_owned()).collect();
    let mut actions: Vec<&ActionRow> = summary.actions.iter().filter(|action| action.offered).collect();
    let worth = |action: &ActionRow| action.worth.map_or(0.0, |worth| worth.mean);
    actions.sort_by(|one, other| worth(other).total_cmp(&worth(one)));
    let page = Page {
        title: words.text("scenario.title", &scenario.id),
        summary,
        errors: found.iter().filter(|remark| remark.code.severity == Severity::Error).count(),
        found: found.iter().map(finding).collect(),
        classes: summary.skills.iter().map(|row| skill_class(row.skill)).collect(),
        scores: chart::scores(&summary.skills, &names),
        figures: figures(&summary.skills),
        injects: summary.injects.iter().map(|row| inject(&words, summary, row)).collect(),
        phases: scenario.phases.iter().map(|phase| words.text(&format!("phase.{}", phase.id), &phase.id)).collect(),
        objectives: summary.objectives.iter().map(|row| objective(&words, summary, row)).collect(),
        actions: actions.into_iter().map(|row| action(&words, summary, row)).collect(),
        policies: summary.policies.iter().filter_map(policy).collect(),
        hours: summary.hours.iter().map(|row| hour(&words, row)).collect(),
        difficulty: difficulty(summary),
        days: summary.skills.last().and_then(|row| row.figures.first()).map(|(_, days)| *days),
        skills,
    };
    page.render().expect("the page is written into a text, which takes it")
}

/// A few lines for the terminal.
pub fn text(summary: &Summary) -> String {
    let row = |row: &SkillRow| {
        let Spread { low, middle, high, count, .. } = row.score;
        let name = format!("{:?}", row.skill).to_lowercase();
        format!("{name:<10} {middle:>5.1}   {low:>5.1} .. {high:<5.1} {count:>6}")
    };
    let head = "skill     median   5 % .. 95 %  played".to_owned();
    let skills = [head].into_iter().chain(summary.skills.iter().map(row));
    skills.chain(policy_lines(&summary.policies)).collect::<Vec<_>>().join("\n")
}

/// The table of simple policies for the terminal; nothing where none was played.
fn policy_lines(rows: &[PolicyRow]) -> Vec<String> {
    let line = |row: &PolicyRow| {
        let PolicyRow { id, score, least, most, care_minutes, unsafe_events, cost_thousand, .. } = row;
        let (care, cost) = (grouped(*care_minutes), grouped(*cost_thousand));
        format!("{id:<26} {score:>5.1}  {least:>5.1} .. {most:<5.1} {care:>12} {unsafe_events:>8.1} {cost:>8}")
    };
    let head = || "policy                    median  least .. most  care minutes   unsafe thousand euro".to_owned();
    rows.iter().take(1).map(|_| head()).chain(rows.iter().map(line)).collect()
}

fn policy(row: &PolicyRow) -> Option<Policy> {
    let rule = policies::by_id(&row.id)?;
    Some(Policy { name: rule.name, simple: rule.is_simple(), row: row.clone() })
}

/// A skill in words.
pub fn skill(skill: Skill) -> &'static str {
    match skill {
        Skill::Idle => "Does nothing",
        Skill::Novice => "Novice",
        Skill::Competent => "Competent",
    }
}

/// A figure in words.
pub fn figure(figure: Figure) -> &'static str {
    match figure {
        Figure::Days => "Days simulated",
        Figure::Encrypted => "Devices encrypted",
        Figure::StolenGb => "Data stolen, GB",
        Figure::HoursDelayed => "Hours patients waited beyond the normal",
        Figure::Unsafe => "Unsafe events",
        Figure::Cancelled => "Planned patients cancelled",
        Figure::Diverted => "Urgent patients sent elsewhere",
        Figure::CostThousand => "Money spent or lost, thousand euro",
        Figure::Decisions => "Decisions of the team",
    }
}

/// What is true of an exercise, in words.
pub fn share(share: Share) -> &'static str {
    match share {
        Share::Struck => "The attack is set off in the own hospital",
        Share::NoticedFirst => "It is noticed before that",
        Share::Contained => "The attacker is out at the end",
        Share::Recovered => "All services work at the end",
        Share::Paid => "The ransom is paid",
    }
}

fn finding(remark: &Remark) -> Finding {
    let error = remark.code.severity == Severity::Error;
    Finding { error, code: remark.code.to_string(), message: remark.message.clone() }
}

fn figures(skills: &[SkillRow]) -> Vec<(&'static str, Vec<String>)> {
    let mut rows: Vec<(&'static str, Vec<String>)> = Share::ALL
        .into_iter()
        .map(|it| {
            let of = |row: &SkillRow| row.shares.iter().find(|(id, _)| *id == it).map_or(0.0, |(_, share)| *share);
            (share(it), skills.iter().map(|row| percent(of(row))).collect())
        })
        .collect();
    rows.extend(Figure::ALL.into_iter().map(|it| {
        let of = |row: &SkillRow| {
            let found = row.figures.iter().find(|(id, _)| *id == it);
            found.map_or("–".to_owned(), |(_, spread)| range(spread))
        };
        (figure(it), skills.iter().map(of).collect())
    }));
    rows
}

fn inject(words: &Words, summary: &Summary, row: &InjectRow) -> Inject {
    let phases = words.0.phases.len().max(1) as f64;
    let bar = row.place.map(|place| {
        let at = |value: f64| value / phases * 100.0;
        (at(place.low), (at(place.high) - at(place.low)).max(0.6), at(place.middle))
    });
    let when = match (row.day, row.by_hand) {
        (Some(day), _) if day.high - day.low < 1.0 => format!("day {:.0}", day.middle),
        (Some(day), _) => format!("day {:.0} ({:.0} to {:.0})", day.middle, day.low, day.high),
        (None, true) => "by the facilitator".to_owned(),
        (None, false) => "never".to_owned(),
    };
    Inject {
        name: words.of("inject", &row.id),
        id: row.id.clone(),
        role: role(row.role),
        seen: shares(summary, &row.seen),
        never: row.day.is_none() && !row.by_hand,
        by_hand: row.by_hand,
        when,
        bar,
    }
}

fn objective(words: &Words, summary: &Summary, row: &ObjectiveRow) -> Objective {
    let means = row.met.iter().zip(&summary.skills);
    Objective {
        name: words.of("objective", &row.id),
        phase: words.of("phase", &row.phase),
        observed: shares(summary, &row.observed),
        met: row.met.iter().map(|met| met.map_or("–".to_owned(), |met| percent(met.mean))).collect(),
        marks: means.filter_map(|(met, row)| Some((skill_class(row.skill), met.as_ref()?.mean * 100.0))).collect(),
    }
}

fn action(words: &Words, summary: &Summary, row: &ActionRow) -> Action {
    Action {
        name: words.of("action", &row.id),
        role: role(row.role),
        taken: shares(summary, &row.taken),
        worth: row.worth.map_or("–".to_owned(), |worth| points(&worth)),
        novices: row.novices.map_or("–".to_owned(), |worth| points(&worth)),
        clear: row.worth.is_some_and(|worth| worth.is_clear()),
    }
}

fn hour(words: &Words, row: &HourRow) -> Hour {
    let names: Vec<String> = row.roles.iter().map(|row| role(row.role)).collect();
    let missed = |(stop, classes): (&String, &usize)| {
        format!("{} ({classes} of {} classes)", words.of("stop", stop), row.classes)
    };
    let of_role = |row: &super::summary::RoleRow| RoleOfHour {
        name: role(row.role),
        decisions: format!("{:.0}", row.decisions),
        busy: percent(row.busy),
        open_max: row.open_max,
        idle: format!("{:.1}", row.idle_min),
        idle_at: format!("{:.0}", row.idle_at_min),
        idle_long: row.idle_min > super::findings::IDLE_MIN_MAX,
    };
    Hour {
        name: words.of("cut", &row.id),
        play: format!("{:.0}", row.play_min.middle),
        given_min: row.given_min,
        picture: chart::workload(row, &names),
        missed: row.missed.iter().map(missed).collect(),
        roles: row.roles.iter().map(of_role).collect(),
    }
}

fn difficulty(summary: &Summary) -> Option<Difficulty> {
    let middle = |skill| summary.skill(skill).map(|row| row.score.middle);
    let (idle, novice, competent) = (middle(Skill::Idle)?, middle(Skill::Novice)?, middle(Skill::Competent)?);
    let missed = ((competent - novice) / (competent - idle).max(1.0)).clamp(0.0, 1.0);
    let word = match missed {
        missed if missed < 0.25 => "Gentle",
        missed if missed < 0.5 => "Fair",
        missed if missed < 0.75 => "Hard",
        _ => "Very hard",
    };
    Some(Difficulty { word, missed: missed * 100.0, novice })
}

/// In how many of 100 exercises of each skill something happened.
fn shares(summary: &Summary, counts: &[usize]) -> Vec<String> {
    let share = |(count, row): (&usize, &SkillRow)| percent(*count as f64 / row.score.count.max(1) as f64);
    counts.iter().zip(&summary.skills).map(share).collect()
}

/// A share in percent; what is not quite never or always says so.
fn percent(share: f64) -> String {
    match share * 100.0 {
        percent if percent > 0.0 && percent < 0.5 => "< 1 %".to_owned(),
        percent if percent > 99.5 && percent < 100.0 => "> 99 %".to_owned(),
        percent => format!("{percent:.0} %"),
    }
}

/// The middle, and where nine tenths lie.
fn range(spread: &Spread) -> String {
    match spread.high - spread.low < 0.5 {
        true => grouped(spread.middle),
        false => format!("{} ({} to {})", grouped(spread.middle), grouped(spread.low), grouped(spread.high)),
    }
}

/// A whole number with its thousands set apart.
pub fn grouped(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if value <= -0.5 { format!("−{text}") } else { text }
}

/// Points of score with their interval.
pub fn points(difference: &Difference) -> String {
    if !difference.is_clear() {
        return "no clear difference".to_owned();
    }
    format!("{:+.1} ({:+.1} to {:+.1})", difference.mean, difference.low, difference.high).replace('-', "−")
}

fn skill_class(skill: Skill) -> &'static str {
    match skill {
        Skill::Idle => "idle",
        Skill::Novice => "novice",
        Skill::Competent => "competent",
    }
}
