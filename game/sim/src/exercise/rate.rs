//! Rating: the outcomes of a class, measured by what others reach in its place.
//!
//! Luck drives outcomes, and so does what earlier phases left behind. So the fixed numbers of the quick score are
//! replaced, for outcome objectives, by two ends that forks of the exercise reach:
//!
//! - *prevention*: see [`super::posture`];
//! - *each later phase*: idle and competent stand-ins play it from the very state the team brought into it. What the
//!   attacker already did stays; all dice drawn afterwards are drawn anew in [`Forks::variations`] variations, the same for both.
//!
//! Acts and answers keep their quick rating: no luck is in them. A rating is a pure function of scenario, set-up and
//! entries, whatever the number of threads; it takes seconds, so it is no part of [`Exercise::outcome`].

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use codedark_protocol::{ObjectiveResult, Outcome, Ratings, Span};
use codedark_scenario::{ObjectiveKind, PhaseKind, Scenario, Target};
#[cfg(not(target_arch = "wasm32"))]
use rayon::{ThreadPoolBuilder, iter::IntoParallelRefIterator, iter::ParallelIterator};

use crate::base::time::Minute;
use crate::exercise::fork::{Course, level_and_growth, live, stand_ins};
use crate::exercise::posture::Prepared;
use crate::exercise::record::{Act, Entry, Setup, Skill};
use crate::exercise::score::Values;
use crate::exercise::{Exercise, Replay, posture, score};

/// How many forks are run.
#[derive(Clone, Copy, Debug)]
pub struct Forks {
    /// Attacks that each posture meets. They are dealt to the entry routes in turn, so that each gets an equal share.
    pub attacks: u64,
    /// Variations of luck in which a phase is played by idle and by competent stand-ins.
    pub variations: u64,
    /// How many run at once; 1 where no thread can be started. The rating does not depend on it.
    pub threads: usize,
}

impl Forks {
    /// As many as a rating that people read needs.
    pub fn full(threads: usize) -> Forks {
        Forks { attacks: 64, variations: 8, threads }
    }
}

/// Share of the scenario's own range by which competent play must be ahead of idling. Less, and nothing was at stake: a
/// team that did no worse than either has shown nothing, and the objective is not observed. One that did worse is rated
/// on this much.
const SPAN_LEAST: f64 = 0.03;
/// For prevention: the least gain of competent preparation over none, as a share of what the unprepared hospital loses,
/// from which the two can be told apart over 64 attacks. Assumption.
const GAIN_LEAST: f64 = 0.05;

/// Whether an objective is an outcome that forks rate.
fn is_forked(objective: &codedark_scenario::Objective) -> bool {
    let measured = matches!(objective.measure, Target::Level { .. } | Target::Growth { .. });
    objective.kind == ObjectiveKind::Outcome && measured && objective.phase != PhaseKind::Prevention.id()
}

/// One fork to run.
enum Job {
    /// An attack on a hospital prepared by idle or competent stand-ins, for teams whose prevention ended at this minute.
    Stood { skill: Skill, until: Minute, number: u64 },
    /// The same attack on a team's hospital.
    Posture { team: usize, until: Minute, number: u64 },
    /// A phase from a team's state.
    Phase { team: usize, phase: u32, skill: Skill, variation: u64 },
    /// The phase as the team played it.
    Played { team: usize, phase: u32 },
}

/// What a fork found.
enum Found {
    /// Care-minutes lost.
    Loss(i64),
    /// Measures at a phase's start and end.
    Lived(Option<(Values, Values)>),
}

/// Rates every hospital that a team played, region by region. A fork takes a hospital out of its region, which would
/// be another hospital where regions are linked: those keep their quick scores. `progress` hears how many forks of how
/// many are done.
pub fn rate(
    scenario: &Arc<Scenario>,
    setup: &Setup,
    entries: &[Entry],
    forks: Forks,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Vec<Outcome> {
    if setup.regions.iter().any(|region| region.linked) {
        return quick(scenario, setup, entries);
    }
    let hospitals = setup.regions.iter().enumerate().flat_map(|(region, setup)| {
        setup.hospitals.iter().filter(|hospital| hospital.team.is_some()).map(move |hospital| (region as u32, hospital))
    });
    let teams: Vec<Course> =
        hospitals.map(|(region, hospital)| Course::of(scenario, setup.seed, region, hospital, entries)).collect();
    let routes = posture::routes(scenario);
    let jobs = jobs(scenario, &teams, forks.attacks, forks.variations);
    let begun: Vec<Begun> = teams.iter().map(|_| Begun::new(scenario.phases.len())).collect();
    let found = run(&jobs, forks.threads, progress, |job| work(job, &teams, &begun, &routes));
    let mut outcomes = quick(scenario, setup, entries);
    for (team, (course, outcome)) in teams.iter().zip(&mut outcomes).enumerate() {
        let spans = |result: &ObjectiveResult| span(result, team, course, &jobs, &found);
        let own = std::mem::take(&mut outcome.objectives);
        let rated = apply(own, spans);
        (outcome.score, outcome.process, outcome.outcome) = (rated.score, rated.process, rated.outcome);
        outcome.objectives = rated.objectives;
        outcome.next_hospital = outcome.next_hospital.take().map(|next| apply(next.objectives, spans));
    }
    outcomes
}

/// The quick scores of the teams' hospitals.
fn quick(scenario: &Arc<Scenario>, setup: &Setup, entries: &[Entry]) -> Vec<Outcome> {
    let mut replay = Replay::start(scenario, setup);
    for entry in entries {
        // What was accepted in the class is accepted again.
        let _ = replay.apply(&super::record::RecordLine::Entry(entry.clone()));
    }
    let regions = replay.regions.iter_mut().zip(&setup.regions);
    let played = regions.flat_map(|(exercise, setup)| {
        let teams = setup.hospitals.iter().filter(|hospital| hospital.team.is_some());
        teams.map(|hospital| exercise.outcome(&hospital.id)).collect::<Vec<_>>()
    });
    played.collect()
}

fn jobs(scenario: &Scenario, teams: &[Course], attacks: u64, variations: u64) -> Vec<Job> {
    let mut jobs = Vec::new();
    let ends: Vec<Option<Minute>> = teams.iter().map(|team| team.begun_min(1)).collect();
    let mut distinct: Vec<Minute> = ends.iter().copied().flatten().collect();
    distinct.sort_unstable();
    distinct.dedup();
    for until in distinct {
        for skill in [Skill::Idle, Skill::Competent] {
            jobs.extend((0..attacks).map(|number| Job::Stood { skill, until, number }));
        }
    }
    for (team, until) in ends.into_iter().enumerate().filter_map(|(team, until)| Some((team, until?))) {
        jobs.extend((0..attacks).map(|number| Job::Posture { team, until, number }));
    }
    for (team, course) in teams.iter().enumerate() {
        for (phase, facts) in scenario.phases.iter().enumerate() {
            let rated = scenario.objectives.iter().any(|one| one.phase == facts.id && is_forked(one));
            if !rated || course.begun_min(phase as u32).is_none() {
                continue;
            }
            for skill in [Skill::Idle, Skill::Competent] {
                let phase = phase as u32;
                jobs.extend((0..variations).map(|variation| Job::Phase { team, phase, skill, variation }));
            }
            jobs.push(Job::Played { team, phase: phase as u32 });
        }
    }
    jobs
}

fn work(job: &Job, teams: &[Course], begun: &[Begun], routes: &[Arc<Scenario>]) -> Found {
    let route = |number: u64| &routes[number as usize % routes.len()];
    match *job {
        Job::Stood { skill, until, number } => {
            Found::Loss(posture::loss(route(number), number, teams[0].hospital, Prepared::By(skill), until))
        }
        Job::Posture { team, until, number } => {
            let (hospital, prepared) = (teams[team].hospital, Prepared::Team(&teams[team]));
            Found::Loss(posture::loss(route(number), number, hospital, prepared, until))
        }
        Job::Played { team, phase } => Found::Lived(played(&teams[team], phase)),
        Job::Phase { team, phase, skill, variation } => {
            Found::Lived(lived(&begun[team], &teams[team], phase, skill, variation))
        }
    }
}

/// A team's hospital as each phase began, made from the record once and forked from then on.
struct Begun(Vec<OnceLock<Option<Exercise>>>);

impl Begun {
    fn new(phases: usize) -> Begun {
        Begun((0..phases).map(|_| OnceLock::new()).collect())
    }

    fn of(&self, course: &Course, phase: u32) -> Option<&Exercise> {
        self.0[phase as usize].get_or_init(|| course.replay(Some(phase))).as_ref()
    }
}

/// What the team's own phase began and ended with.
fn played(course: &Course, phase: u32) -> Option<(Values, Values)> {
    let end = (phase + 1 < course.scenario.phases.len() as u32).then_some(phase + 1);
    let exercise = course.replay(end).or_else(|| course.replay(None))?;
    exercise.lived(&course.hospital.id, phase)
}

/// What a phase ends with when stand-ins play it from the team's state, with other luck.
fn lived(begun: &Begun, course: &Course, phase: u32, skill: Skill, variation: u64) -> Option<(Values, Values)> {
    let mut exercise = begun.of(course, phase)?.fork(variation + 1);
    let mut players = stand_ins(&exercise, course.seed, course.hospital, skill);
    live(&mut exercise, &mut players, skill, Minute::MAX);
    exercise.submit(exercise.now(), &Act::End).ok()?;
    exercise.lived(&course.hospital.id, phase)
}

/// Runs jobs side by side. Their results come in the order of the jobs, whoever is done first.
fn run<J: Sync, R: Send>(
    jobs: &[J],
    threads: usize,
    progress: &(dyn Fn(usize, usize) + Sync),
    work: impl Fn(&J) -> R + Sync,
) -> Vec<R> {
    let done = AtomicUsize::new(0);
    let one = |job: &J| {
        let result = work(job);
        progress(done.fetch_add(1, Ordering::Relaxed) + 1, jobs.len());
        result
    };
    // A browser has one thread.
    #[cfg(not(target_arch = "wasm32"))]
    if threads > 1 {
        // A pool for this rating alone: its threads are as patient as the one that asks for it.
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started");
        return pool.install(|| jobs.par_iter().map(one).collect());
    }
    let _ = threads;
    jobs.iter().map(one).collect()
}

/// Replaces the attainment of results that have a span, and rates anew.
fn apply(mut results: Vec<ObjectiveResult>, span: impl Fn(&ObjectiveResult) -> Option<Span>) -> Ratings {
    for result in results.iter_mut().filter(|result| result.attainment.is_some()) {
        if let Some(span) = span(result) {
            let share = (span.reached - span.idle) / (span.competent - span.idle);
            // Adding zero turns minus zero into zero, which reads better.
            result.attainment = Some(share.clamp(0.0, 1.0) + 0.0).filter(|_| span.at_stake || share < 0.0);
            result.span = Some(span);
        }
    }
    score::rated(results)
}

/// What an objective's result lies between; none when it is not rated by forks, or they show no difference.
fn span(result: &ObjectiveResult, team: usize, course: &Course, jobs: &[Job], found: &[Found]) -> Option<Span> {
    let objective = course.scenario.objectives.iter().find(|objective| objective.id == result.id)?;
    if let Target::Posture { .. } = objective.measure {
        return posture_span(team, course.begun_min(1)?, jobs, found);
    }
    if !is_forked(objective) {
        return None;
    }
    let phase = course.scenario.phase(&objective.phase)? as u32;
    let (worst, best) = match objective.measure {
        Target::Level { worst, best, .. } | Target::Growth { worst, best, .. } => (worst, best),
        _ => return None,
    };
    let mean = |wanted: Option<Skill>| {
        let values = jobs.iter().zip(found).filter_map(|(job, found)| {
            let here = match *job {
                Job::Phase { team: of, phase: at, skill, .. } => (of, at, Some(skill)) == (team, phase, wanted),
                Job::Played { team: of, phase: at } => (of, at, None) == (team, phase, wanted),
                _ => false,
            };
            match found {
                Found::Lived(Some((begun, ended))) if here => Some(reached(&objective.measure, (begun, ended))),
                _ => None,
            }
        });
        mean_of(values)
    };
    let (idle, competent, reached) = (mean(Some(Skill::Idle))?, mean(Some(Skill::Competent))?, mean(None)?);
    // Better is the way from the scenario's worst to its best.
    let least = (best - worst) as f64 * SPAN_LEAST;
    let at_stake = (competent - idle) * least.signum() >= least.abs();
    let worse = if least > 0.0 { idle.min(competent) } else { idle.max(competent) };
    let idle = if at_stake { idle } else { worse - least };
    Some(Span { idle, competent, reached, at_stake })
}

fn reached(target: &Target, lived: (&Values, &Values)) -> f64 {
    match target {
        Target::Growth { measure, .. } => level_and_growth(lived, *measure).1 as f64,
        Target::Level { measure, .. } => level_and_growth(lived, *measure).0 as f64,
        _ => 0.0,
    }
}

fn posture_span(team: usize, until: Minute, jobs: &[Job], found: &[Found]) -> Option<Span> {
    let mean = |wanted: &dyn Fn(&Job) -> bool| {
        let losses = jobs.iter().zip(found).filter_map(|(job, found)| match found {
            Found::Loss(loss) if wanted(job) => Some(*loss as f64),
            _ => None,
        });
        mean_of(losses)
    };
    let stood = |wanted: Skill| {
        mean(&|job| matches!(job, Job::Stood { skill, until: end, .. } if *skill == wanted && *end == until))
    };
    let (idle, competent) = (stood(Skill::Idle)?, stood(Skill::Competent)?);
    let reached = mean(&|job| matches!(job, Job::Posture { team: of, .. } if *of == team))?;
    (idle - competent > idle * GAIN_LEAST).then_some(Span { idle, competent, reached, at_stake: true })
}

fn mean_of(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    (count > 0.0).then(|| sum / count)
}
