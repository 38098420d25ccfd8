//! Many exercises at once: the trials of a play-test, side by side on all threads.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use codedark_scenario::{Cue, Scenario};
use codedark_sim::exercise::{Policy, Skill};

use super::hour::hour;
use super::journal::{Journal, Result};
use super::policies::{self, RULES, Rule};
use super::results::{Results, Size};
use super::trial::{COMPETENT, SKILLS, Trial, whole, without};

/// Plays all that the journal does not hold yet. `planned` hears how many trials follow, `done` of each that is finished.
///
/// # Errors
/// What the file system says when a result cannot be noted.
pub fn play_all(
    scenario: &Arc<Scenario>,
    size: &Size,
    journal: &mut Journal,
    planned: &dyn Fn(usize),
    done: &dyn Fn(),
) -> std::io::Result<Results> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let first = first_trials(scenario, size);
    run(scenario, &first, threads, journal, planned, done)?;
    // Only an action that somebody ordered can be left out.
    let second = pairs(scenario, size, journal);
    run(scenario, &second, threads, journal, planned, done)?;
    let mut results = Results::default();
    // In the order of the trials, whatever the threads did, and without what an earlier, larger run left.
    for trial in first.into_iter().chain(second) {
        match (trial.clone(), journal.results.get(&trial)) {
            (Trial::Whole { skill, seed }, Some(Result::Tried(tried))) => {
                results.whole.entry(skill).or_default().insert(seed, tried.clone());
            }
            (Trial::Without { action, seed }, Some(Result::Tried(tried))) => {
                results.without.entry(action).or_default().insert(seed, tried.clone());
            }
            (Trial::Simple { policy, seed }, Some(Result::Tried(tried))) => {
                results.simple.entry(policy).or_default().insert(seed, tried.clone());
            }
            (Trial::Hour { cut, .. }, Some(Result::Hour(hour))) => {
                results.hours.entry(cut).or_default().push(hour.clone());
            }
            _ => {}
        }
    }
    Ok(results)
}

fn first_trials(scenario: &Scenario, size: &Size) -> Vec<Trial> {
    let skills = (0..SKILLS.len()).filter(|skill| size.skills.contains(&SKILLS[*skill]));
    let mut trials: Vec<Trial> =
        skills.flat_map(|skill| (1..=size.seeds).map(move |seed| Trial::Whole { skill, seed })).collect();
    if size.skills.contains(&Skill::Competent) {
        let rules = RULES.iter().filter(|rule| rule.policy(scenario).is_some());
        let simple = |rule: &Rule, seed| Trial::Simple { policy: rule.id.to_owned(), seed };
        trials.extend(rules.flat_map(|rule| (1..=size.simple.min(size.seeds)).map(move |seed| simple(rule, seed))));
    }
    for cut in &scenario.cuts {
        trials.extend((1..=size.hours).map(|seed| Trial::Hour { cut: cut.id.clone(), seed }));
    }
    trials
}

/// Competent play without each action that it ordered, with the same seeds.
fn pairs(scenario: &Scenario, size: &Size, journal: &Journal) -> Vec<Trial> {
    let mut trials = Vec::new();
    for action in scenario.actions.iter().filter(|action| action.cue != Cue::Never) {
        for seed in 1..=size.pairs.min(size.seeds) {
            let played = journal.results.get(&Trial::Whole { skill: COMPETENT, seed });
            if matches!(played, Some(Result::Tried(tried)) if tried.actions.contains_key(&action.id)) {
                trials.push(Trial::Without { action: action.id.clone(), seed });
            }
        }
    }
    trials
}

/// What a thread plays at a stretch.
enum Job<'a> {
    Whole(usize, u64),
    Simple(&'a str, u64),
    Hour(&'a str, u64),
    /// Competent play of one seed without each of these actions: what they have in common is played once.
    Without(u64, Vec<&'a str>),
}

fn jobs<'a>(left: &[&'a Trial]) -> Vec<Job<'a>> {
    let mut jobs = Vec::new();
    let mut without: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    for trial in left {
        match trial {
            Trial::Whole { skill, seed } => jobs.push(Job::Whole(*skill, *seed)),
            Trial::Simple { policy, seed } => jobs.push(Job::Simple(policy, *seed)),
            Trial::Hour { cut, seed } => jobs.push(Job::Hour(cut, *seed)),
            Trial::Without { action, seed } => without.entry(*seed).or_default().push(action),
        }
    }
    jobs.extend(without.into_iter().map(|(seed, actions)| Job::Without(seed, actions)));
    jobs
}

fn work(scenario: &Arc<Scenario>, job: &Job, tell: &mut dyn FnMut(Trial, Option<Result>)) {
    match *job {
        Job::Whole(skill, seed) => {
            let tried = whole(scenario, &Policy::StandIns(SKILLS[skill]), seed);
            tell(Trial::Whole { skill, seed }, Some(Result::Tried(tried)));
        }
        Job::Simple(policy, seed) => {
            let rule = policies::by_id(policy).and_then(|rule| rule.policy(scenario));
            let tried = rule.map(|rule| Result::Tried(whole(scenario, &Policy::Simple(rule), seed)));
            tell(Trial::Simple { policy: policy.to_owned(), seed }, tried);
        }
        Job::Hour(cut, seed) => {
            tell(Trial::Hour { cut: cut.to_owned(), seed }, hour(scenario, cut, seed).map(Result::Hour));
        }
        Job::Without(seed, ref actions) => {
            let actions = actions.iter().map(|action| (*action).to_owned()).collect();
            without(scenario, seed, actions, &mut |action, tried| {
                tell(Trial::Without { action, seed }, Some(Result::Tried(tried)));
            });
        }
    }
}

fn run(
    scenario: &Arc<Scenario>,
    trials: &[Trial],
    threads: usize,
    journal: &mut Journal,
    planned: &dyn Fn(usize),
    done: &dyn Fn(),
) -> std::io::Result<()> {
    let left: Vec<&Trial> = trials.iter().filter(|trial| !journal.results.contains_key(*trial)).collect();
    planned(left.len());
    let (jobs, next) = (&jobs(&left), &AtomicUsize::new(0));
    let (tell, told) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            let tell = tell.clone();
            scope.spawn(move || {
                while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    // Nobody hears it where noting a result has failed: then no other job is begun.
                    work(scenario, job, &mut |trial, result| drop(tell.send((trial, result))));
                }
            });
        }
        drop(tell);
        for (trial, result) in told {
            let noted = result.map_or(Ok(()), |result| journal.note(trial, result));
            if noted.is_err() {
                next.store(jobs.len(), Ordering::Relaxed);
                return noted;
            }
            done();
        }
        Ok(())
    })
}
