//! A store that the last build without versions filled opens. The model has changed since, so neither of its classes is played
//! on: both open to be read, the ended one with its results.

use std::io::Read;
use std::path::Path;

use codedark_protocol::{Role, Stage};
use codedark_server::hub::{Call, ClassState};
use codedark_server::store::Store;
use codedark_tests::Class;

fn opened(folder: &Path) -> Store {
    let packed = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/store-1/codedark.sqlite.gz");
    let packed = std::fs::File::open(packed).expect("the fixture is there");
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(packed).read_to_end(&mut bytes).expect("it is whole");
    let file = folder.join("codedark.sqlite");
    std::fs::write(&file, bytes).expect("a file");
    Store::open(&file, None).expect("it opens").store
}

#[test]
fn the_running_class_opens_to_be_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut class = Class::resumed(opened(folder.path()));
    assert_eq!(class.hashes(), [""; 0], "nothing of it is played");
    let states: Vec<ClassState> = class.handle.directory.cards().iter().map(|card| card.state).collect();
    assert_eq!(states[0], ClassState::Ended);
    let facilitator = class.facilitator();
    let names: Vec<&str> = facilitator.seen.session.people.iter().map(|person| person.name.as_str()).collect();
    for name in ["Eimear", "Fergal", "Grainne", "Hugh", "Iarla"] {
        assert!(names.contains(&name), "{name} is still in it");
    }
    assert_eq!(facilitator.seen.session.chat.len(), 4, "and so is what they wrote");
    assert_eq!(facilitator.seen.session.class[0].stage, Stage::Debrief);
    let record = class.record();
    assert_eq!(record.lines().count(), 764, "its record is whole");
    assert!(codedark_server::recorded::replay(&record).is_err(), "and is not re-run by another model");
}

#[test]
fn the_ended_class_has_its_results() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut class = Class::resumed(opened(folder.path()));
    let ended = class.handle.directory.cards()[0].stored.id;
    let token = class.at_the_door(|reply| Call::Login { name: String::new(), class: Some(ended), reply });
    let mut facilitator = class.open(&token.expect("it is let in"));
    class.pass(1_000);
    facilitator.read();
    assert_eq!(facilitator.seen.session.class[0].stage, Stage::Debrief);
    let teams: Vec<&str> = facilitator.seen.debriefs.iter().map(|debrief| debrief.team.as_str()).collect();
    assert_eq!(teams, ["t1", "t2"]);
    assert_eq!(facilitator.seen.session.chat.len(), 4);
    let aoife = facilitator.seen.session.people.iter().find(|person| person.name == "Aoife").expect("she is listed");
    assert!(aoife.roles.iter().any(|role| Role::EIGHT.contains(role)), "with her seat");
    class.id = ended;
    let last = class.record().lines().last().expect("it has lines").to_owned();
    for debrief in &facilitator.seen.debriefs {
        let kept = serde_json::to_string(&debrief.outcome.score).expect("a number");
        assert!(last.contains(&format!("\"score\":{kept}")), "{} is as the record's last line has it", debrief.team);
    }
}
