//! How long whole exercises and their parts take: the four weeks that `codedark bench` plays, building, viewing, hashing.
//!
//! `cargo bench -p codedark-sim` compares with its last run.
#![allow(missing_docs, reason = "criterion's macros write undocumented functions")]

use std::hint::black_box;
use std::sync::Arc;

use codedark_protocol::{Role, Seat};
use codedark_scenario::Scenario;
use codedark_shipped::load_built_in;
use codedark_sim::base::dice::Dice;
use codedark_sim::base::time::HOUR;
use codedark_sim::exercise::workload::{FOUR_WEEKS, hospital, policy, recovering, sized, squeezed};
use codedark_sim::exercise::{Exercise, play};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn four_weeks() -> Scenario {
    let loaded = load_built_in("conti-friday").expect("the shipped scenario loads");
    squeezed(&loaded.scenario, FOUR_WEEKS)
}

/// A hospital of each size lives through its four weeks.
fn whole_runs(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("four-weeks");
    group.sample_size(20);
    for devices in [300, 3_000, 70_000] {
        let scenario = Arc::new(sized(&four_weeks(), devices));
        let run = || play(scenario.clone(), 7, &hospital(), &policy()).exercise.worked().events();
        group.throughput(Throughput::Elements(run()));
        group.bench_function(BenchmarkId::from_parameter(devices), |bencher| bencher.iter(run));
    }
    group.finish();
}

/// What a server does with a hospital in the middle of its recovery.
fn parts(criterion: &mut Criterion) {
    let scenario = Arc::new(four_weeks());
    criterion.bench_function("build", |bencher| bencher.iter(|| Exercise::build(scenario.clone(), 7, &hospital())));
    let mut exercise = recovering(&scenario, 7);
    let seat = Seat { hospital: "h1".to_owned(), role: Role::IncidentCommander };
    let before = exercise.view(&seat);
    exercise.advance(exercise.now() + HOUR);
    let after = exercise.view(&seat);
    criterion.bench_function("view", |bencher| bencher.iter(|| exercise.view(black_box(&seat))));
    criterion.bench_function("change", |bencher| bencher.iter(|| black_box(&after).change_since(&before)));
    criterion.bench_function("copy", |bencher| bencher.iter(|| exercise.copy()));
    criterion.bench_function("hash", |bencher| bencher.iter(|| exercise.hash()));
    let dice = Dice::new(7, 1);
    criterion.bench_function("draw", |bencher| bencher.iter(|| dice.share("step", black_box("open-attachment"), 3)));
}

criterion_group!(benches, whole_runs, parts);
criterion_main!(benches);
