//! A played exercise is its record: it replays to the same state, its decisions can be played again, and a record that
//! was changed is refused with the line's number.

use codedark_authoring::report::Run;
use codedark_content::recorded::replay;
use codedark_content::words::sentence;
use codedark_content::{Content, parallel, read_policy, write_policy};
use codedark_scenario::SourceFile;
use codedark_sim::exercise::{Policy, Skill, play};

const SEED: u64 = 3;

fn run(policy: &Policy) -> (Run, String) {
    let content = Content::named("conti-friday").expect("the built-in scenario loads");
    let setup = parallel(1, SEED, Skill::Idle);
    let played = play(content.scenario.clone(), SEED, &setup.regions[0], policy);
    let mut run = Run { scenario: "conti-friday".to_owned(), seed: SEED, policy: "test".to_owned(), played };
    let record = run.record(&content, &setup);
    (run, record)
}

#[test]
fn a_record_replays_and_its_decisions_play_again() {
    let (mut competent, record) = run(&Policy::StandIns(Skill::Competent));
    let replayed = replay(&record).expect("the record replays");
    assert!(replayed.finished);
    let text = write_policy(&replayed.policy);
    let policy =
        read_policy(&SourceFile { name: "policy.ron".to_owned(), text }).expect("a written policy is read again");
    assert_eq!(policy, replayed.policy);
    let (mut again, _) = run(&Policy::File(policy));
    let (first, second) = (competent.json(), again.json());
    assert_eq!(second["refused"].as_array().map(Vec::len), Some(0), "no decision is refused");
    for key in ["state_hash", "score", "care", "attack", "objectives", "duration_min"] {
        assert_eq!(first[key], second[key], "{key}");
        assert!(!first[key].is_null(), "{key} is printed");
    }
}

#[test]
fn a_changed_record_is_refused_at_its_line() {
    let (_, record) = run(&Policy::StandIns(Skill::Competent));
    let lines: Vec<&str> = record.lines().collect();
    let join = |lines: &[&str]| lines.iter().map(|line| format!("{line}\n")).collect::<String>();
    let later = lines[10].replace("\"minutes\":[", "\"minutes\":[1");
    let changed = [&lines[..10], &[later.as_str()], &lines[11..]].concat();
    let dropped = [&lines[..20], &lines[21..]].concat();
    let mut swapped = lines.clone();
    swapped.swap(30, 31);
    for (record, line, why) in [
        (join(&changed), "Line 11 ", "a minute was changed"),
        (join(&dropped), "Line 21 ", "a line was dropped"),
        (join(&swapped), "Line 31 ", "two lines changed places"),
        ("not a record\n".to_owned(), "Line 1 ", "something else"),
    ] {
        let reason = sentence(&replay(&record).err().expect(why));
        assert!(reason.starts_with(line), "{why}: {reason}");
    }
}
