//! Many exercises at once: the trials of a play-test, side by side on all threads.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use codedark_scenario::{Cue, Scenario};
use codedark_sim::exercise::Skill;

use super::hour::hour;
use super::journal::{Journal, Result};
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
    let mut changed: BTreeMap<&str, Arc<Scenario>> = BTreeMap::new();
    for trial in &left {
        if let Trial::Without { action, .. } = trial {
            changed.entry(action).or_insert_with(|| Arc::new(without(scenario, action)));
        }
    }
    let (next, (left, changed)) = (AtomicUsize::new(0), (&left, &changed));
    let (tell, told) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            let (tell, next) = (tell.clone(), &next);
            scope.spawn(move || {
                while let Some(trial) = left.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let result = match trial {
                        Trial::Whole { skill, seed } => Some(Result::Tried(whole(scenario, SKILLS[*skill], *seed))),
                        Trial::Without { action, seed } => {
                            Some(Result::Tried(whole(&changed[action.as_str()], Skill::Competent, *seed)))
                        }
                        Trial::Hour { cut, seed } => hour(scenario, cut, *seed).map(Result::Hour),
                    };
                    if tell.send(((*trial).clone(), result)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(tell);
        for (trial, result) in told {
            if let Some(result) = result {
                journal.note(trial, result)?;
            }
            done();
        }
        Ok(())
    })
}
