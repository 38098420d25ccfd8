//! What a play-test found, in numbers: the file that `--json` writes, that reports are drawn from and that two play-tests are
//! compared by.

use std::collections::{BTreeMap, BTreeSet};

use codedark_scenario::{Cue, Measure, Role, Scenario};
use codedark_sim::exercise::Skill;
use serde::{Deserialize, Serialize};

use super::journal::Subject;
use super::policies::{self, PolicyRow};
use super::results::Results;
use super::statistics::{Difference, Spread, spread};
use super::trial::{COMPETENT, SKILLS, Tried};

/// Bars of a distribution of scores.
pub const BARS: usize = 20;
/// Index of novice play in [`SKILLS`].
const NOVICE: usize = 1;

/// A play-test.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Summary {
    /// What was played.
    pub subject: Subject,
    /// Exercises played from beginning to end.
    pub exercises: usize,
    /// Seeds for each skill.
    pub seeds: u64,
    /// By skill, from the least.
    pub skills: Vec<SkillRow>,
    /// In the scenario's order.
    pub injects: Vec<InjectRow>,
    /// Legal clocks.
    pub duties: Vec<DutyRow>,
    /// In the scenario's order.
    pub objectives: Vec<ObjectiveRow>,
    /// What stand-ins may take, in the scenario's order.
    pub actions: Vec<ActionRow>,
    /// Simple policies, in the order of their table.
    #[serde(default)]
    pub policies: Vec<PolicyRow>,
    /// Lengths of class.
    pub hours: Vec<HourRow>,
}

/// What came of one skill.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SkillRow {
    /// Which.
    pub skill: Skill,
    /// Scores, 0 to 100.
    pub score: Spread,
    /// The same over what was done.
    pub process: Spread,
    /// The same over what came of it.
    pub outcome: Spread,
    /// How many exercises scored in each twentieth.
    pub bars: [usize; BARS],
    /// What came of it, figure by figure.
    pub figures: Vec<(Figure, Spread)>,
    /// Share of exercises of which something is true.
    pub shares: Vec<(Share, f64)>,
}

/// A figure of a hospital at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// Days from the beginning to the end of the exercise.
    Days,
    /// Devices encrypted.
    Encrypted,
    /// Gigabytes stolen.
    StolenGb,
    /// Hours that patients waited beyond the normal.
    HoursDelayed,
    /// Unsafe events.
    Unsafe,
    /// Planned patients cancelled.
    Cancelled,
    /// Urgent patients sent elsewhere.
    Diverted,
    /// Money spent or lost, in thousands of euro.
    CostThousand,
    /// Decisions of the whole team.
    Decisions,
}

impl Figure {
    /// All of them.
    pub const ALL: [Figure; 9] = [
        Figure::Days,
        Figure::Encrypted,
        Figure::StolenGb,
        Figure::HoursDelayed,
        Figure::Unsafe,
        Figure::Cancelled,
        Figure::Diverted,
        Figure::CostThousand,
        Figure::Decisions,
    ];

    fn of(self, tried: &Tried) -> f64 {
        let measure = |measure| tried.figures.get(&measure).copied().unwrap_or_default() as f64;
        match self {
            Figure::Days => tried.ended_min as f64 / 1440.0,
            Figure::Encrypted => measure(Measure::DevicesEncrypted),
            Figure::StolenGb => measure(Measure::DataStolenGb),
            Figure::HoursDelayed => measure(Measure::CareMinutesDelayed) / 60.0,
            Figure::Unsafe => measure(Measure::UnsafeEventsMilli) / 1000.0,
            Figure::Cancelled => measure(Measure::Cancelled),
            Figure::Diverted => measure(Measure::Diverted),
            Figure::CostThousand => measure(Measure::CostCents) / 100_000.0,
            Figure::Decisions => tried.decisions.values().map(|count| f64::from(*count)).sum(),
        }
    }
}

/// Something that is true of an exercise or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Share {
    /// The attack was set off in the team's own hospital.
    Struck,
    /// It was noticed before that, or without it.
    NoticedFirst,
    /// The attacker held nothing at the end.
    Contained,
    /// All services worked again at the end.
    Recovered,
    /// The ransom was paid.
    Paid,
}

impl Share {
    /// All of them.
    pub const ALL: [Share; 5] = [Share::Struck, Share::NoticedFirst, Share::Contained, Share::Recovered, Share::Paid];

    fn of(self, tried: &Tried) -> bool {
        let is = |measure| tried.figures.get(&measure).is_some_and(|value| *value > 0);
        match self {
            Share::Struck => tried.struck_min.is_some(),
            Share::NoticedFirst => {
                tried.detected_min.is_some_and(|noticed| tried.struck_min.is_none_or(|struck| noticed < struck))
            }
            Share::Contained => is(Measure::Contained),
            Share::Recovered => is(Measure::Recovered),
            Share::Paid => is(Measure::RansomPaid),
        }
    }
}

/// When an inject arrived.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct InjectRow {
    /// Its id.
    pub id: String,
    /// Who receives it.
    pub role: Role,
    /// Whether only the facilitator hands it out.
    pub by_hand: bool,
    /// In how many exercises it arrived, by skill.
    pub seen: Vec<usize>,
    /// On which day of the exercise.
    pub day: Option<Spread>,
    /// Where in the exercise: the number of the phase from 0, and the part of it that had passed.
    pub place: Option<Spread>,
}

/// A legal clock.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DutyRow {
    /// Its id.
    pub id: String,
    /// In how many exercises it began, by skill.
    pub began: Vec<usize>,
}

/// An objective.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ObjectiveRow {
    /// Its id.
    pub id: String,
    /// Phase it belongs to.
    pub phase: String,
    /// In how many exercises it was observed, by skill.
    pub observed: Vec<usize>,
    /// How far it was met, 0 to 1, by skill.
    pub met: Vec<Option<Spread>>,
}

/// An action.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ActionRow {
    /// Its id.
    pub id: String,
    /// Who orders it.
    pub role: Role,
    /// Whether this hospital is small enough for it.
    pub offered: bool,
    /// In how many exercises it was ordered, by skill.
    pub taken: Vec<usize>,
    /// Points that it is worth: competent play with it, less the same play without it, same seeds.
    pub worth: Option<Difference>,
    /// Pairs in which every figure of the hospital stayed the same without it.
    pub same: usize,
    /// Points by which novices who thought of it scored above those who did not.
    pub novices: Option<Difference>,
}

/// A length of class.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HourRow {
    /// Its id.
    pub id: String,
    /// Classes played.
    pub classes: usize,
    /// Class minutes that the cut gives to play.
    pub given_min: u32,
    /// Class minutes of play.
    pub play_min: Spread,
    /// Stops for which there was no time, with the number of classes.
    pub missed: BTreeMap<String, usize>,
    /// By role, in the order of seats.
    pub roles: Vec<RoleRow>,
}

/// A role in a length of class.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RoleRow {
    /// Which.
    pub role: Role,
    /// Decisions that waited for it in each class minute, as a mean over classes.
    pub open: Vec<f64>,
    /// Most at any time.
    pub open_max: u8,
    /// Decisions taken, as a median.
    pub decisions: f64,
    /// Longest class minutes without anything to do, as a median.
    pub idle_min: f64,
    /// Class minute at which that stretch ended, in the class where it was longest.
    pub idle_at_min: f64,
    /// Share of the class time that goes into what others ask.
    pub busy: f64,
}

impl Summary {
    /// The row of a skill; none where it was not tried.
    pub fn skill(&self, skill: Skill) -> Option<&SkillRow> {
        self.skills.iter().find(|row| row.skill == skill)
    }
}

/// Sums up what was played.
pub fn summary(scenario: &Scenario, subject: Subject, results: &Results) -> Summary {
    let whole = results.whole.values().map(BTreeMap::len).sum::<usize>();
    let without = results.without.values().map(BTreeMap::len).sum::<usize>();
    Summary {
        subject,
        exercises: whole + without,
        seeds: results.whole.values().map(|tried| tried.len() as u64).max().unwrap_or_default(),
        skills: results.whole.iter().filter_map(|(skill, tried)| skill_row(*skill, tried)).collect(),
        injects: scenario.injects.iter().map(|inject| inject_row(inject, results)).collect(),
        duties: scenario.duties.iter().map(|duty| duty_row(&duty.id, results)).collect(),
        objectives: scenario.objectives.iter().map(|objective| objective_row(objective, results)).collect(),
        actions: scenario
            .actions
            .iter()
            .filter(|action| action.cue != Cue::Never)
            .map(|action| action_row(scenario, action, results))
            .collect(),
        policies: policies::rows(results),
        hours: scenario.cuts.iter().filter_map(|cut| hour_row(cut, results)).collect(),
    }
}

/// How many exercises of each skill something is true of.
fn counted(results: &Results, is: impl Fn(&Tried) -> bool) -> Vec<usize> {
    results.whole.values().map(|tried| tried.values().filter(|tried| is(tried)).count()).collect()
}

fn skill_row(skill: usize, tried: &BTreeMap<u64, Tried>) -> Option<SkillRow> {
    let of = |value: &dyn Fn(&Tried) -> f64| spread(tried.values().map(value));
    let mut bars = [0; BARS];
    for one in tried.values() {
        bars[((one.score / 100.0 * BARS as f64) as usize).min(BARS - 1)] += 1;
    }
    let share = |share: Share| tried.values().filter(|one| share.of(one)).count() as f64 / tried.len() as f64;
    Some(SkillRow {
        skill: SKILLS[skill],
        score: of(&|one| one.score)?,
        process: of(&|one| one.process)?,
        outcome: of(&|one| one.outcome)?,
        bars,
        figures: Figure::ALL.into_iter().filter_map(|it| Some((it, of(&|one| it.of(one))?))).collect(),
        shares: Share::ALL.into_iter().map(|it| (it, share(it))).collect(),
    })
}

fn inject_row(inject: &codedark_scenario::Inject, results: &Results) -> InjectRow {
    let arrived = |at: fn(&Tried, u64) -> f64| {
        spread(results.all().filter_map(|tried| Some(at(tried, *tried.injects.get(&inject.id)?))))
    };
    InjectRow {
        id: inject.id.clone(),
        role: inject.role,
        by_hand: inject.when.is_none(),
        seen: counted(results, |tried| tried.injects.contains_key(&inject.id)),
        day: arrived(|_, minute| minute as f64 / 1440.0),
        place: arrived(Tried::place),
    }
}

fn duty_row(id: &str, results: &Results) -> DutyRow {
    DutyRow { id: id.to_owned(), began: counted(results, |tried| tried.duties.iter().any(|duty| duty == id)) }
}

fn objective_row(objective: &codedark_scenario::Objective, results: &Results) -> ObjectiveRow {
    let id = &objective.id;
    let met = |tried: &BTreeMap<u64, Tried>| spread(tried.values().filter_map(|one| one.objectives.get(id).copied()));
    ObjectiveRow {
        id: id.clone(),
        phase: objective.phase.clone(),
        observed: counted(results, |tried| tried.objectives.contains_key(id)),
        met: results.whole.values().map(met).collect(),
    }
}

fn action_row(scenario: &Scenario, action: &codedark_scenario::Action, results: &Results) -> ActionRow {
    let id = &action.id;
    let with = results.whole.get(&COMPETENT);
    let without = results.without.get(id);
    let pairs: Vec<(&Tried, &Tried)> =
        without.into_iter().flatten().filter_map(|(seed, without)| Some((with?.get(seed)?, without))).collect();
    let novices = results.whole.get(&NOVICE).and_then(|tried| {
        let (did, did_not): (Vec<&Tried>, Vec<&Tried>) = tried.values().partition(|one| one.actions.contains_key(id));
        let score = |of: Vec<&Tried>| spread(of.into_iter().map(|one| one.score)).filter(|spread| spread.count > 1);
        Some(Difference::between(&score(did)?, &score(did_not)?))
    });
    ActionRow {
        id: id.clone(),
        role: action.role,
        offered: action.beds_max.is_none_or(|most| scenario.hospital.beds <= most),
        taken: counted(results, |tried| tried.actions.contains_key(id)),
        worth: Difference::of_pairs(pairs.iter().map(|(with, without)| with.score - without.score)),
        same: pairs.iter().filter(|(with, without)| is_same(with, without)).count(),
        novices,
    }
}

/// Whether nothing but money came out differently.
fn is_same(with: &Tried, without: &Tried) -> bool {
    let money: BTreeSet<Measure> = [Measure::BudgetCents, Measure::CostCents].into();
    let rest = |tried: &Tried| -> Vec<(Measure, i64)> {
        tried.figures.iter().filter(|(measure, _)| !money.contains(measure)).map(|(id, value)| (*id, *value)).collect()
    };
    with.score == without.score && rest(with) == rest(without)
}

fn hour_row(cut: &codedark_scenario::Cut, results: &Results) -> Option<HourRow> {
    let hours = results.hours.get(&cut.id)?;
    let mut missed = BTreeMap::new();
    for stop in hours.iter().flat_map(|hour| &hour.stops_missed) {
        *missed.entry(stop.clone()).or_default() += 1;
    }
    let role = |role: Role| {
        let loads: Vec<_> = hours.iter().filter_map(|hour| hour.roles.get(&role)).collect();
        let median = |value: &dyn Fn(&super::hour::Load) -> f64| {
            spread(loads.iter().map(|load| value(load))).map_or(0.0, |spread| spread.middle)
        };
        let minutes = loads.iter().map(|load| load.open.len()).max().unwrap_or_default();
        let at = |minute: usize| {
            let there = loads.iter().filter_map(|load| load.open.get(minute));
            spread(there.map(|open| f64::from(*open))).map_or(0.0, |spread| spread.mean)
        };
        RoleRow {
            role,
            open: (0..minutes).map(at).collect(),
            open_max: loads.iter().flat_map(|load| &load.open).copied().max().unwrap_or_default(),
            decisions: median(&|load| f64::from(load.decisions)),
            idle_min: median(&|load| load.idle_ms as f64 / 60_000.0),
            idle_at_min: loads
                .iter()
                .max_by_key(|load| load.idle_ms)
                .map_or(0.0, |load| load.idle_at_ms as f64 / 60_000.0),
            busy: median(&|load| load.busy),
        }
    };
    Some(HourRow {
        id: cut.id.clone(),
        classes: hours.len(),
        given_min: cut.phases.iter().map(|part| part.class_min).sum(),
        play_min: spread(hours.iter().map(|hour| hour.play_min))?,
        missed,
        roles: Role::EIGHT.into_iter().map(role).collect(),
    })
}
