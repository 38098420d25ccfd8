//! A record whose minutes fall, or lie beyond its phases, or that holds more hospitals than any region, is refused before
//! anything of it is lived through: its chain has no key, so anybody can compute one.

use crate::common::*;
use codedark_sim::exercise::*;

/// A record of these lines after its header, in a set-up.
fn record(hospitals: usize, lines: &[RecordLine]) -> String {
    let hospital = |number: usize| hospital(&format!("h{number}"), 1, None);
    let region = RegionSetup { linked: false, hospitals: (1..=hospitals).map(hospital).collect() };
    let setup = Setup { seed: SEED, mode: Mode::Parallel, regions: vec![one_hospital(), region] };
    let (record_version, model_version) = (RECORD_VERSION, MODEL_VERSION);
    let header = RecordLine::Header { record_version, model_version, sources: Vec::new(), setup };
    let mut chain = Chain::default();
    let all: Vec<String> = [header].iter().chain(lines).map(|line| chain.link(line)).collect();
    all.join("\n")
}

fn clock(minutes: &[u64]) -> RecordLine {
    RecordLine::Clock { minutes: minutes.to_vec(), hour: None }
}

fn mark(minutes: &[u64]) -> RecordLine {
    RecordLine::Mark { minutes: minutes.to_vec(), hashes: Vec::new() }
}

fn entry(region: Option<u32>, minutes: &[u64]) -> RecordLine {
    let (minutes, act) = (minutes.to_vec(), Act::Pause(true));
    RecordLine::Entry(Entry { sequence: 0, region, minutes, participant: 0, act, wall_ms: 0, number: None })
}

/// What is said of a record by those who would play it.
fn answer(text: &str) -> Result<(), RecordError> {
    fits(&read_record(text)?, &scenario())
}

#[test]
fn minutes_go_forward_to_the_end_of_the_last_phase() {
    let ends: u64 = scenario().phases.iter().map(|phase| phase.length_min).sum();
    let late = ends + 2 * 1440;
    for (lines, expected, why) in [
        (vec![], Ok(()), "no lines"),
        (vec![clock(&[0, 0]), entry(Some(1), &[5]), clock(&[9, 5]), mark(&[ends, ends])], Ok(()), "an exercise"),
        (vec![clock(&[9, 1]), entry(Some(1), &[5]), entry(Some(0), &[9])], Ok(()), "each region has a clock"),
        (vec![entry(None, &[7]), entry(None, &[7, 8]), clock(&[7, 8])], Ok(()), "one number for all, or one for each"),
        (vec![clock(&[9, 9]), clock(&[9, 8])], Err(RecordError::OutsideTime(3)), "a clock that falls"),
        (vec![clock(&[9, 9]), entry(Some(1), &[8])], Err(RecordError::OutsideTime(3)), "an entry before it"),
        (vec![entry(None, &[9]), mark(&[8, 9])], Err(RecordError::OutsideTime(3)), "a mark before it"),
        (vec![clock(&[9, late])], Err(RecordError::OutsideTime(2)), "a clock beyond the phases"),
        (vec![clock(&[9]), entry(Some(0), &[u64::MAX])], Err(RecordError::OutsideTime(3)), "an entry without end"),
        (vec![mark(&[u64::MAX, 0])], Err(RecordError::OutsideTime(2)), "a mark without end"),
        (vec![entry(None, &[0, late])], Err(RecordError::OutsideTime(2)), "an entry for all"),
    ] {
        assert_eq!(answer(&record(1, &lines)), expected, "{why}");
    }
}

#[test]
fn a_region_holds_as_many_hospitals_as_a_file_may_describe() {
    for (hospitals, expected) in [(1, Ok(())), (60, Ok(())), (61, Err(RecordError::TooManyHospitals))] {
        assert_eq!(answer(&record(hospitals, &[])), expected, "{hospitals} hospitals");
    }
}
