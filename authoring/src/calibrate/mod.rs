//! `codedark calibrate`: the model held against what was published about real incidents.
//!
//! Each scenario's history is played over many seeds, on all cores; a seed's figures do not depend on who worked it, so the
//! table is the same on any number of threads. How a point passes is told in `verdict.rs`, and how sure that is in
//! `statistics.rs`.
//!
//! The numbers of the model are values: [`named`] sets other ones by name, [`influence`] tells what each carries by itself,
//! [`sample`] what all of them do together, and [`fit`] what the other incidents would choose.

mod chart;
mod command;
pub mod fit;
pub mod influence;
pub mod named;
mod report;
pub mod sample;
mod statistics;
mod verdict;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;

use codedark_content::Content;
use codedark_scenario::{CalibrationPoint, Population, Problem, Scenario};
use codedark_shipped::{built_in_names, calibration_names};
use codedark_sim::base::numbers::Numbers;
use codedark_sim::exercise::{Course, relive};

pub use command::{Calibrate, run};
pub use report::{html, json, text};
pub use statistics::{RUNS_MIN, Spread, Sure, spread};
pub use verdict::Verdict;

/// Fewest incidents that a statistic over many incidents is taken of: a share of one half is then sure to 4 points.
const INCIDENTS_MIN: u64 = 400;

/// A scenario's points, held against the model.
pub struct Calibrated {
    /// Id of the scenario.
    pub scenario: String,
    /// Seeds played.
    pub seeds: u64,
    /// Seeds in which the attack was set off in the hospital itself.
    pub struck: usize,
    /// Seeds of these in which computers were encrypted.
    pub encrypted: usize,
    /// Seeds in which the hospital stopped its attack, so that the next one was struck. These are not judged.
    pub stopped: usize,
    /// One for each point, in the scenario's order.
    pub results: Vec<PointResult>,
    /// Decisions of the history that were not taken, with the number of seeds.
    pub refused: Vec<(String, usize)>,
}

/// What the model says about a point.
pub struct PointResult {
    /// What was published.
    pub point: CalibrationPoint,
    /// What the model gives; none when no run had such a figure.
    pub spread: Option<Spread>,
    /// The median of the model day by day, where the point has a day.
    pub curve: Vec<Option<f64>>,
}

impl PointResult {
    /// Whether the model reproduces the point.
    pub fn verdict(&self) -> Verdict {
        Verdict::of(&self.point, self.spread.as_ref())
    }

    /// Whether it does.
    pub fn passes(&self) -> bool {
        self.verdict() == Verdict::Pass
    }
}

/// The scenario with this name or in this file, or all shipped ones that have points.
pub fn scenarios(name: Option<&str>) -> Result<Vec<Arc<Scenario>>, Vec<Problem>> {
    if let Some(name) = name {
        return Ok(vec![Content::named(name)?.scenario]);
    }
    let mut found = Vec::new();
    for name in built_in_names().into_iter().chain(calibration_names()) {
        let scenario = Content::named(name)?.scenario;
        if !scenario.calibration.is_empty() {
            found.push(scenario);
        }
    }
    Ok(found)
}

/// All shipped scenarios that have points, or are exercises with a score.
pub fn exercises() -> Result<Vec<Arc<Scenario>>, Vec<Problem>> {
    let names = built_in_names().into_iter().chain(calibration_names());
    names.map(|name| Ok(Content::named(name)?.scenario)).collect()
}

/// How many seeds are played where so many were asked for.
pub fn seeds_of(scenario: &Scenario, asked: u64) -> u64 {
    if statistics_in(scenario) > 0 { asked.max(INCIDENTS_MIN) } else { asked }
}

/// Points of a scenario that are statistics over many incidents.
pub fn statistics_in(scenario: &Scenario) -> usize {
    scenario.calibration.iter().filter(|point| point.of != Population::Incident).count()
}

/// Plays a scenario's history with these numbers of the model and the seeds from 1 on. `done` hears of every seed that is finished.
pub fn calibrate(
    scenario: &Arc<Scenario>,
    numbers: &Arc<Numbers>,
    seeds: u64,
    threads: usize,
    done: &dyn Fn(),
) -> Calibrated {
    let courses = courses(scenario, numbers, seeds, threads.max(1), done);
    let result = |point: &CalibrationPoint| {
        let values: Vec<f64> = courses.iter().filter_map(|course| course.value(scenario, point)).collect();
        PointResult { point: point.clone(), spread: spread(&values, point.of), curve: curve(scenario, point, &courses) }
    };
    let mut refused: Vec<(String, usize)> = Vec::new();
    for id in courses.iter().flat_map(|course| &course.refused) {
        match refused.iter_mut().find(|(known, _)| known == id) {
            Some((_, count)) => *count += 1,
            None => refused.push((id.clone(), 1)),
        }
    }
    Calibrated {
        scenario: scenario.id.clone(),
        seeds,
        struck: courses.iter().filter(|course| course.is_struck()).count(),
        encrypted: courses.iter().filter(|course| course.is_encrypted()).count(),
        stopped: courses.iter().filter(|course| course.is_stopped()).count(),
        results: scenario.calibration.iter().map(result).collect(),
        refused,
    }
}

fn courses(
    scenario: &Arc<Scenario>,
    numbers: &Arc<Numbers>,
    seeds: u64,
    threads: usize,
    done: &dyn Fn(),
) -> Vec<Course> {
    let next = AtomicU64::new(1);
    let (tell, told) = mpsc::channel();
    let mut courses: Vec<Course> = vec![Course::default(); seeds as usize];
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (tell, next) = (tell.clone(), &next);
            scope.spawn(move || {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed > seeds || tell.send((seed, relive(scenario, seed, numbers))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(tell);
        for (seed, course) in told {
            courses[seed as usize - 1] = course;
            done();
        }
    });
    courses
}

/// The model's median on each day.
fn curve(scenario: &Scenario, point: &CalibrationPoint, courses: &[Course]) -> Vec<Option<f64>> {
    if !point.measure.is_daily() {
        return Vec::new();
    }
    let each: Vec<Vec<Option<f64>>> = courses.iter().map(|course| course.curve(scenario, point)).collect();
    let days = each.iter().map(Vec::len).max().unwrap_or_default();
    let on = |day: usize| each.iter().filter_map(|curve| curve.get(day).copied().flatten()).collect::<Vec<f64>>();
    (0..days).map(|day| spread(&on(day), point.of).map(|spread| spread.middle)).collect()
}
