//! A record that was changed, shortened in the middle or reordered is refused, with the line.

use crate::common::*;
use codedark_sim::exercise::*;

fn record() -> Vec<String> {
    let setup = Setup { seed: SEED, mode: Mode::Parallel, regions: vec![one_hospital()] };
    let text = "(version: 1)";
    let source = SourceText { name: "s.ron".into(), sha256: sha256_hex(&[text.as_bytes()]), text: text.into() };
    let header = RecordLine::Header {
        record_version: RECORD_VERSION,
        model_version: MODEL_VERSION,
        sources: vec![source],
        setup,
    };
    let clock = |minute| RecordLine::Clock { minutes: vec![minute], hour: None };
    let mut chain = Chain::default();
    [header, clock(1), clock(2), clock(3)].iter().map(|line| chain.link(line)).collect()
}

#[test]
fn what_was_written_is_read() {
    assert_eq!(read_record(&record().join("\n")).map(|lines| lines.len()), Ok(4));
}

#[test]
fn tampering_is_refused() {
    let check = |change: fn(&mut Vec<String>), expected: RecordError, why: &str| {
        let mut lines = record();
        change(&mut lines);
        assert_eq!(read_record(&lines.join("\n")).map(|lines| lines.len()), Err(expected), "{why}");
    };
    check(|lines| lines[2] = lines[2].replace("[2]", "[9]"), RecordError::Changed(3), "a number was changed");
    check(|lines| drop(lines.remove(1)), RecordError::Changed(2), "a line was dropped");
    check(|lines| lines.swap(1, 2), RecordError::Changed(2), "two lines were swapped");
    check(|lines| lines[3] = "hello".into(), RecordError::NotALine(4), "not JSON");
    check(|lines| drop(lines.remove(0)), RecordError::Changed(1), "the header is gone");
    check(Vec::clear, RecordError::NoHeader, "nothing at all");
}
