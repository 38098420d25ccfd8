//! What each number of the model carries: the published points with each end of its range, all other numbers as they are.
//!
//! The same seeds are played with every value, so that a point which turns over does so because of the number and not by
//! other luck. One number is moved at a time: what two of them do together is not told. Percentiles are taken as the seeds give
//! them, however few: values are compared, nothing is judged.

mod left_out;
mod report;

use std::sync::Arc;

use codedark_scenario::{CalibrationPoint, Scenario};
use codedark_sim::base::numbers::Numbers;
use codedark_sim::exercise::relive;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::named::Named;
use super::verdict::meets;
use super::{seeds_of, spread};

pub use left_out::{Choice, Held, LeftOut, Value, choose, left_out};
pub use report::{begun, found, json, left_out_text, text};

/// What the model says about one point with some numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// Its middle over the seeds; none when no run had such a figure.
    pub middle: Option<f64>,
    /// Whether the point holds.
    pub holds: bool,
}

/// The points of all incidents, by incident and in the order of its scenario.
pub type Points = Vec<Vec<Read>>;

/// All points with one end of a number's range.
#[derive(Clone, Debug, PartialEq)]
pub struct End {
    /// The number's value.
    pub value: f64,
    /// What holds with it.
    pub points: Points,
}

/// What a number carries.
#[derive(Clone, Debug, PartialEq)]
pub struct Influence {
    /// The number.
    pub number: Named,
    /// Its value in use.
    pub in_use: f64,
    /// With the least value that can be defended.
    pub low: End,
    /// With the greatest.
    pub high: End,
    /// Points that turn over, at both ends together.
    pub flips: usize,
    /// How far an end moves the middle of a point at most, in widths of the published range.
    pub moved: f64,
}

/// What numbers carry, those that turn over most points first.
pub struct Influences {
    /// The incidents.
    pub incidents: Vec<Arc<Scenario>>,
    /// All points with the numbers in use.
    pub in_use: Points,
    /// The numbers.
    pub numbers: Vec<Influence>,
}

/// A point that turns over: the place of its incident, the point, and whether it holds now.
pub type Flip<'a> = (usize, &'a CalibrationPoint, bool);

impl Influences {
    /// Points that turn over with an end of a number's range.
    pub fn flips<'a>(&'a self, end: &'a End) -> impl Iterator<Item = Flip<'a>> {
        flips(&self.incidents, &self.in_use, &end.points)
    }

    /// Points that hold in each incident with the values of a number.
    pub fn held(&self, of: &Influence) -> Held {
        Held { in_use: held(&self.in_use), low: held(&of.low.points), high: held(&of.high.points) }
    }
}

fn flips<'a>(incidents: &'a [Arc<Scenario>], in_use: &'a Points, points: &'a Points) -> impl Iterator<Item = Flip<'a>> {
    let incidents = incidents.iter().zip(in_use.iter().zip(points)).enumerate();
    incidents.flat_map(|(place, (incident, (before, now)))| {
        let reads = incident.calibration.iter().zip(before.iter().zip(now));
        reads
            .filter(|(_, (before, now))| before.holds != now.holds)
            .map(move |(point, (_, now))| (place, point, now.holds))
    })
}

/// How many points hold in each incident.
pub fn held(points: &Points) -> Vec<usize> {
    points.iter().map(|incident| incident.iter().filter(|read| read.holds).count()).collect()
}

/// Plays that [`influences`] asks for at most.
pub fn plays(incidents: &[Arc<Scenario>], numbers: usize, seeds: u64) -> u64 {
    let once: u64 = incidents.iter().map(|incident| seeds_of(incident, seeds)).sum();
    once * (1 + 2 * numbers as u64)
}

/// Who hears how far it is.
pub struct Hear<'a> {
    /// Of every play that is finished, on any thread.
    pub played: &'a (dyn Fn() + Sync),
    /// Of the points with the values in use, which are played first.
    pub begun: &'a dyn Fn(&Points),
    /// Of every number that is done, with the points as they are.
    pub found: &'a dyn Fn(&Influence, &Points),
}

/// Plays all incidents with each end of these numbers' ranges.
pub fn influences(
    incidents: &[Arc<Scenario>],
    numbers: &Arc<Numbers>,
    of: &[Named],
    seeds: u64,
    hear: &Hear,
) -> Influences {
    let in_use = points(incidents, &[numbers], seeds, hear.played).remove(0);
    (hear.begun)(&in_use);
    let carries = |number: &Named| {
        let ends = [number.number.low, number.number.high].map(|value| (value, number.set_in(numbers, value)));
        let others: Vec<&Arc<Numbers>> = ends.iter().map(|(_, end)| end).filter(|end| *end != numbers).collect();
        let mut others = points(incidents, &others, seeds, hear.played).into_iter();
        // An end that is the value in use was played already.
        let [low, high] = ends.map(|(value, end)| {
            let points = if end == *numbers { Some(in_use.clone()) } else { others.next() };
            End { value, points: points.expect("each other end was played") }
        });
        let flips = [&low, &high].map(|end| flips(incidents, &in_use, &end.points).count()).into_iter().sum();
        let moved = [&low, &high].map(|end| moved(incidents, &in_use, &end.points)).into_iter().fold(0.0, f64::max);
        let carries = Influence { number: *number, in_use: number.value_in(numbers), low, high, flips, moved };
        (hear.found)(&carries, &in_use);
        carries
    };
    let mut numbers: Vec<Influence> = of.iter().map(carries).collect();
    numbers.sort_by(|one, other| other.flips.cmp(&one.flips).then(other.moved.total_cmp(&one.moved)));
    Influences { incidents: incidents.to_vec(), in_use, numbers }
}

fn moved(incidents: &[Arc<Scenario>], in_use: &Points, points: &Points) -> f64 {
    let published = incidents.iter().flat_map(|incident| &incident.calibration);
    let reads = in_use.iter().flatten().zip(points.iter().flatten());
    let widths = published.zip(reads).filter_map(|(point, (before, now))| {
        let width = point.high - point.low;
        (width > 0.0).then_some((now.middle? - before.middle?).abs() / width)
    });
    widths.fold(0.0, f64::max)
}

/// All points with each of these settings of the numbers, side by side on all cores.
fn points(
    incidents: &[Arc<Scenario>],
    settings: &[&Arc<Numbers>],
    seeds: u64,
    played: &(dyn Fn() + Sync),
) -> Vec<Points> {
    let of = |incident: &Arc<Scenario>| 1..=seeds_of(incident, seeds);
    let plays: Vec<(&Arc<Numbers>, &Arc<Scenario>, u64)> = settings
        .iter()
        .flat_map(|numbers| {
            incidents.iter().flat_map(move |incident| of(incident).map(move |seed| (*numbers, incident, seed)))
        })
        .collect();
    let play = |(numbers, incident, seed): &(&Arc<Numbers>, &Arc<Scenario>, u64)| {
        let course = relive(incident, *seed, numbers);
        played();
        incident.calibration.iter().map(|point| course.value(incident, point)).collect()
    };
    let figures: Vec<Vec<Option<f64>>> = plays.par_iter().map(play).collect();
    let mut figures = figures.as_slice();
    let mut of_incident = |incident: &Arc<Scenario>| {
        let (own, rest) = figures.split_at(seeds_of(incident, seeds) as usize);
        figures = rest;
        let points = incident.calibration.iter().enumerate();
        points.map(|(index, point)| read(point, own.iter().filter_map(|seed| seed[index]).collect())).collect()
    };
    settings.iter().map(|_| incidents.iter().map(&mut of_incident).collect()).collect()
}

fn read(point: &CalibrationPoint, figures: Vec<f64>) -> Read {
    let found = spread(&figures, point.of);
    Read { middle: found.map(|found| found.middle), holds: meets(point, found.as_ref()) }
}
