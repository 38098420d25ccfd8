//! A store that the last build without versions filled opens: its running class goes on where it was, and its ended class has
//! its debrief.

use std::io::Read;
use std::path::Path;

use codedark_protocol::{Role, Stage};
use codedark_server::hub::{Call, ClassState};
use codedark_server::store::Store;
use codedark_tests::{Class, KEY};

/// State hashes of the running class when that build left it.
const HASHES: [&str; 3] = [
    "23e03a02a68361aca66c3d1049a4be89785fed306c2cd0de8c780369c00d2ed4",
    "d13b9084977b8acbcdf128b1191eb4988a5b0462e2c6bc95bcccd33d9aac498a",
    "4c1daaa148ace4cb8e9b118befa468b1fcc1514b029997368780aae241fe321b",
];

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
fn the_running_class_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut class = Class::resumed(opened(folder.path()));
    assert_eq!(class.hashes(), HASHES, "the state is the one it was left in");
    let states: Vec<ClassState> = class.desk.directory.cards().iter().map(|card| card.state).collect();
    assert_eq!(states, [ClassState::Ended, ClassState::Running]);
    let mut facilitator = class.facilitator();
    let names: Vec<&str> = facilitator.seen.session.people.iter().map(|person| person.name.as_str()).collect();
    for name in ["Eimear", "Fergal", "Grainne", "Hugh", "Iarla"] {
        assert!(names.contains(&name), "{name} is still in it");
    }
    assert_eq!(facilitator.seen.session.chat.len(), 4, "and so is what they wrote");
    let row = facilitator.seen.session.class[0].clone();
    assert_eq!((row.stage, row.phase), (Stage::Play, 1));
    let left = row.play_left_s.expect("play has an end");
    assert!(left > 0, "its hour is not over, however long ago it was played");
    if row.paused {
        class.direct(&mut facilitator, codedark_protocol::Direction::Pause(false));
    }
    let before = class.session().minutes();
    class.live(60_000, &mut [&mut facilitator]);
    assert_ne!(class.session().minutes(), before, "it goes on");
    assert_eq!(facilitator.seen.session.class[0].phase, 1, "and jumps over no phase");
    let replayed = codedark_server::recorded::replay(&class.record()).expect("both halves are one record");
    assert_eq!(replayed.hashes, class.hashes());
}

#[test]
fn the_ended_class_has_its_debrief() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut class = Class::resumed(opened(folder.path()));
    let ended = class.desk.directory.cards()[0].stored.id;
    let token =
        class.at_the_door(|reply| Call::Login { name: String::new(), key: KEY.to_owned(), class: Some(ended), reply });
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
    assert!(codedark_server::recorded::replay(&class.record()).expect("its record replays").finished);
}
