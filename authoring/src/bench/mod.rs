//! `codedark bench`: how fast the simulation is on this machine, as one table.
//!
//! Each row plays whole exercises by competent stand-ins, with the world built inside the timing and the scenario loaded
//! before. An event is a step of the model ([`Worked`]): an item of an agenda, an order, a change of a device's state, or
//! an hour of one service. The row's wall time is the median over its seeds. Processor time, which other programs on the
//! machine disturb less, is the mean: the system counts it too coarsely for one run. Peak memory is the process's, counted
//! anew for each row. It and processor time come from Linux and read `-` elsewhere.
//!
//! A second table tells what views, their changes, hashes, copies and a play-test take, a third what checking a scenario takes. No test judges these times, since a slow machine would fail it: who
//! changes something runs this before and after, with [`Times`] kept between.

mod chart;
mod checking;
mod parts;
mod row;
mod times;

use std::sync::Arc;
use std::time::{Duration, Instant};

use codedark_content::words::{say, sentence};
use codedark_protocol::Msg;
use codedark_scenario::{Measure, Scenario};
use codedark_sim::base::time::DAY;
use codedark_sim::exercise::workload::{
    FOUR_WEEKS, NINETEEN_WEEKS, Worked, decisions, hospital, policy, sized, squeezed,
};
use codedark_sim::exercise::{RegionSetup, Skill, play, region_of};

use self::row::{line, milliseconds};
pub use self::times::Times;
use crate::percentile::median;

/// Sizes of one hospital, in devices.
const SIZES: [u32; 5] = [300, 1_000, 3_000, 30_000, 70_000];
/// The large region: as many devices as HSE had, in 54 linked hospitals.
const LARGE: &str = "irish-health-service-2021";
/// Longest bar of the plot, in characters.
const BAR: f64 = 24.0;

/// What is run.
struct Case {
    name: Msg,
    scenario: Arc<Scenario>,
    region: RegionSetup,
    seeds: u64,
}

/// One played exercise, measured.
#[derive(Clone, Copy)]
struct Measured {
    devices: u64,
    worked: Worked,
    decisions: u64,
    struck: bool,
    wall: Duration,
}

/// A row of the table.
struct Row {
    name: String,
    devices: u64,
    runs: Vec<Measured>,
    /// Mean of a run.
    processor: Option<Duration>,
    peak_kib: Option<u64>,
}

/// What was measured.
pub struct Report {
    /// One hospital of four weeks, the same by size, and a region.
    rows: Vec<Row>,
    threads: String,
    parts: Vec<parts::Part>,
    checks: Vec<checking::Check>,
}

impl Report {
    /// The tables, beside what their rows took before.
    pub fn text(&self, before: &Times) -> String {
        let most = self.rows.iter().map(Row::per_event_us).fold(0.0, f64::max);
        let lines = self.rows.iter().map(|row| row.text(most, before));
        let counted = self.rows.first().map(Row::counted);
        let lines = [heading()].into_iter().chain(lines).chain(counted).chain([self.threads.clone()]);
        let tables = parts::table(&self.parts, before).into_iter().chain(checking::table(&self.checks, before));
        lines.chain(tables).collect::<Vec<_>>().join("\n")
    }

    /// What each row took, for the next run: processor time where the machine tells it.
    pub fn times(&self) -> Times {
        let mut times = Times::default();
        self.rows.iter().for_each(|row| times.note(&row.name, row.took()));
        self.parts.iter().for_each(|part| times.note(&part.name, part.wall));
        self.checks.iter().for_each(|check| times.note(&check.name, check.wall));
        times
    }

    /// Cost per event over devices, of the rows by size, as SVG.
    pub fn svg(&self) -> String {
        chart::drawing(&self.costs())
    }

    /// Devices, and microseconds per event, of the rows by size.
    pub fn costs(&self) -> Vec<(u64, f64)> {
        self.rows.iter().skip(1).take(SIZES.len()).map(|row| (row.devices, row.per_event_us())).collect()
    }
}

/// Runs all rows over this many seeds. `progress` hears of each row before it runs.
pub fn bench(scenario: &Scenario, seeds: u64, progress: &dyn Fn(&str)) -> Report {
    let short = squeezed(scenario, FOUR_WEEKS);
    let case = |name: Msg, scenario: Scenario, region: RegionSetup, seeds| {
        let days = scenario.phases.last().map_or(0, |phase| phase.length_min / DAY) as i64;
        let name = name.number("days", days).number("hospitals", region.hospitals.len() as i64);
        Case { name, scenario: Arc::new(scenario), region, seeds }
    };
    let large = codedark_shipped::load_built_in(LARGE).expect("a shipped scenario loads").scenario;
    let region = region_of(&large, &[], Skill::Competent);
    let few = seeds.div_ceil(5);
    let main = case(Msg::new("bench-hospital"), short.clone(), hospital(), seeds);
    let sizes = SIZES.map(|devices| case(Msg::new("bench-size"), sized(&short, devices), hospital(), few));
    let large = case(Msg::new("bench-region"), squeezed(&large, NINETEEN_WEEKS), region, seeds.div_ceil(25));
    let threads = speedup(&main);
    let rows: Vec<Row> = std::iter::once(main)
        .chain(sizes)
        .chain([large])
        .map(|case| {
            progress(&sentence(&case.name));
            row(&case)
        })
        .collect();
    let parts = parts::parts(&short, scenario, seeds.div_ceil(25), progress);
    Report { rows, threads, parts, checks: checking::checks(progress) }
}

fn row(case: &Case) -> Row {
    forget_peak();
    let before = processor_time();
    let runs: Vec<Measured> = (0..case.seeds).map(|seed| measure(case, seed)).collect();
    let used = processor_time().zip(before).map(|(after, before)| after.saturating_sub(before));
    let processor = used.map(|used| used / case.seeds as u32);
    let devices = runs.first().map_or(0, |run| run.devices);
    Row { name: sentence(&case.name), devices, runs, processor, peak_kib: peak_kib() }
}

fn measure(case: &Case, seed: u64) -> Measured {
    let begun = Instant::now();
    let played = play(case.scenario.clone(), seed, &case.region, &policy());
    let wall = begun.elapsed();
    let hospitals = played.exercise.hospitals().into_iter();
    let figures: Vec<_> = hospitals.flat_map(|id| played.exercise.figures(&id)).collect();
    let devices =
        figures.iter().filter(|(measure, _)| *measure == Measure::DevicesTotal).map(|(_, count)| *count as u64);
    let (devices, struck) = (devices.sum(), figures.contains(&(Measure::Detonated, 1)));
    Measured { devices, worked: played.exercise.worked(), decisions: decisions(&played), struck, wall }
}

/// How much faster two threads play many seeds than one does.
fn speedup(case: &Case) -> String {
    let all = |threads: u64| {
        let begun = Instant::now();
        std::thread::scope(|scope| {
            for thread in 0..threads {
                let mine = (0..case.seeds * 2).filter(move |seed| seed % threads == thread);
                scope.spawn(move || {
                    mine.for_each(|seed| {
                        measure(case, seed);
                    })
                });
            }
        });
        begun.elapsed().as_secs_f64()
    };
    let (one, two) = (all(1), all(2));
    let msg = Msg::new("bench-threads").word("one", format!("{one:.2}")).word("two", format!("{two:.2}"));
    sentence(&msg.word("factor", format!("{:.2}", one / two)))
}

impl Row {
    fn median(&self, of: impl Fn(&Measured) -> f64) -> f64 {
        median(self.runs.iter().map(of))
    }

    fn took(&self) -> Duration {
        self.processor.unwrap_or_else(|| self.wall())
    }

    fn wall(&self) -> Duration {
        Duration::from_secs_f64(self.median(|run| run.wall.as_secs_f64()))
    }

    fn seconds(&self) -> f64 {
        self.took().as_secs_f64()
    }

    fn per_event_us(&self) -> f64 {
        self.seconds() * 1e6 / self.events().max(1.0)
    }

    fn events(&self) -> f64 {
        self.median(|run| run.worked.events() as f64)
    }

    /// What its events are.
    fn counted(&self) -> String {
        let of = |part: fn(&Worked) -> u64| self.median(|run| part(&run.worked) as f64) as i64;
        let msg = Msg::new("bench-counted").word("row", self.name.as_str());
        let msg = msg.number("items", of(|worked| worked.items)).number("orders", of(|worked| worked.orders));
        let msg = msg.number("changes", of(|worked| worked.device_changes));
        sentence(&msg.number("hours", of(|worked| worked.service_hours)))
    }

    /// The row as text; the bar shows cost per event against `most`.
    fn text(&self, most: f64, before: &Times) -> String {
        let struck = self.runs.iter().filter(|run| run.struck).count();
        let events = self.events();
        let cells = [
            self.devices.to_string(),
            self.runs.len().to_string(),
            format!("{events:.0}"),
            format!("{:.0}", self.median(|run| run.decisions as f64)),
            struck.to_string(),
            milliseconds(self.wall()),
            self.processor.map_or("-".to_owned(), milliseconds),
            before.cell(&self.name),
            format!("{:.0}", events / self.seconds()),
            self.peak_kib.map_or("-".to_owned(), |kib| format!("{:.0}", kib as f64 / 1024.0)),
            format!("{:.2}", self.per_event_us()),
        ];
        let bar = "#".repeat((BAR * self.per_event_us() / most).round() as usize);
        format!("{} {bar}", line(&self.name, &cells))
    }
}

fn heading() -> String {
    let ids = [
        say("bench-devices"),
        say("bench-seeds"),
        say("bench-events"),
        say("bench-decisions"),
        say("bench-struck"),
        say("bench-wall"),
        say("bench-processor"),
        say("bench-before"),
        say("bench-rate"),
        say("bench-peak"),
        say("bench-event"),
    ];
    line(&say("bench-row"), &ids)
}

/// Processor time that this thread has used, from Linux.
fn processor_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

/// Most memory that the process held since [`forget_peak`], from Linux.
fn peak_kib() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Counts peak memory anew, where Linux lets us; elsewhere the peak is that of all rows so far.
fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}
