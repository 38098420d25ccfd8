//! A joint class: each team holds the seats of one hospital in one linked region, with one clock and one shared result.
//! The Irish region is played by eight teams, with stand-ins in its other hospitals. The facilitator chooses in the lobby.

use codedark_protocol::{Direction, Role, SPEED_MAX_MILLI, Seat, Stage};
use codedark_server::content::{Content, class};
use codedark_server::store::Store;
use codedark_sim::exercise::{Mode, Skill, sha256_hex};
use codedark_tests::{Asked, Class};

#[test]
fn two_teams_play_one_region_through_a_restart_to_one_result() {
    let folder = std::env::temp_dir().join(format!("codedark-joint-{}", std::process::id()));
    let file = folder.join("class.sqlite");
    let _ = std::fs::remove_dir_all(&folder);
    let store = || Store::open(&file, None).expect("the file opens").store;
    let content = Content::named("conti-friday").expect("the built-in scenario loads");
    let setup = class(&content.scenario, Mode::Joint, 2, 5, Skill::Novice);
    assert!(setup.regions.len() == 1 && setup.regions[0].linked, "one linked region");

    let mut class = Class::with(store(), &setup);
    let mut facilitator = class.facilitator();
    let ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    let ben = class.join("Ben", "t2", &[Role::SecurityLead]);
    class.direct(&mut facilitator, Direction::Start);
    class.direct(&mut facilitator, Direction::Speed(SPEED_MAX_MILLI));
    class.pass(3_000);
    let hashes = class.hashes();
    let tokens = [&facilitator, &ada, &ben].map(|page| page.token.clone());
    drop((facilitator, ada, ben, class));

    let mut class = Class::resumed(store());
    assert_eq!(class.hashes(), hashes, "the region stands where it stood");
    let [mut facilitator, mut ada, mut ben] = tokens.map(|token| class.open(&token));
    class.run_out(&mut [&mut facilitator, &mut ada, &mut ben]);
    assert_eq!(facilitator.seen.session.class[0].stage, Stage::Debrief);
    let held = |page: &codedark_tests::Page| page.seen.seats.keys().cloned().collect::<Vec<_>>();
    assert_eq!(held(&ada), [Seat { hospital: "h1".to_owned(), role: Role::SecurityLead }]);
    assert_eq!(held(&ben), [Seat { hospital: "h2".to_owned(), role: Role::SecurityLead }]);
    assert_eq!(ada.minute("t1"), ada.minute("t2"), "one region, one clock");
    let results = |page: &codedark_tests::Page| -> Vec<String> {
        page.seen.debriefs.iter().map(|debrief| debrief.team.clone()).collect()
    };
    assert_eq!(results(&ada), ["t1", "t2", "region"], "everybody sees every hospital's result and the shared one");
    let [first, second, region] = &ada.seen.debriefs[..] else { panic!("three results") };
    let cancelled = [first, second, region].map(|one| one.outcome.care.cancelled);
    assert_eq!(cancelled[0] + cancelled[1], cancelled[2], "the shared result is the sum of both hospitals");
    let hospitals = region.timeline.iter().filter(|row| row.what.id == "history-region-hospital").count();
    assert_eq!(hospitals, 2, "and tells what each came to");
    assert_eq!(results(&ada), results(&ben));
    class.direct(&mut facilitator, Direction::Standings(false));
    ada.read();
    assert_eq!(results(&ada), ["t1", "region"], "the shared one stays, whatever else the facilitator hides");
    let replayed = codedark_server::recorded::replay(&class.record()).expect("the record replays");
    assert_eq!(replayed.hashes, class.hashes());
    drop((facilitator, ada, ben, class));
    std::fs::remove_dir_all(&folder).expect("the test cleans up");
}

#[test]
fn eight_teams_share_the_irish_region_with_stand_ins_elsewhere() {
    let content = Content::named("irish-health-service-2021").expect("the built-in scenario loads");
    let mode = codedark_server::content::usual_mode(&content.scenario);
    let setup = class(&content.scenario, mode, 8, 3, Skill::Novice);
    assert_eq!((setup.regions.len(), setup.regions[0].hospitals.len()), (1, 54));
    let mut class = Class::of(&content, &setup);
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t8", &[Role::IncidentCommander]);
    class.direct(&mut facilitator, Direction::Start);
    class.direct(&mut facilitator, Direction::Speed(SPEED_MAX_MILLI));
    class.run_out(&mut [&mut facilitator, &mut ada]);
    assert_eq!(facilitator.seen.session.class[0].stage, Stage::Debrief);
    let results: Vec<&str> = ada.seen.debriefs.iter().map(|debrief| debrief.team.as_str()).collect();
    assert_eq!(results, ["t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8", "region"]);
    let region = ada.seen.debriefs.last().expect("listed");
    let hospitals = region.timeline.iter().filter(|row| row.what.id == "history-region-hospital").count();
    assert_eq!(hospitals, 54, "the shared result tells what each came to, played or not");
}

#[test]
fn the_facilitator_chooses_in_the_lobby() {
    let folder = std::env::temp_dir().join(format!("codedark-chosen-{}", std::process::id()));
    let file = folder.join("class.sqlite");
    let _ = std::fs::remove_dir_all(&folder);
    let store = || Store::open(&file, None).expect("the file opens").store;
    let content = Content::named("conti-friday").expect("the built-in scenario loads");
    let setup = |mode| class(&content.scenario, mode, 2, 5, Skill::Novice);
    let mut class = Class::with(store(), &setup(Mode::Parallel));
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    let mut ben = class.join("Ben", "t2", &[Role::NursingLead]);
    ben.read();
    assert!(ben.seen.catalogue.joint, "these hospitals can be neighbours");
    let place = |page: &codedark_tests::Page| {
        let row = &page.seen.session.class[0];
        let held = page.seen.seats.keys().map(|seat| (seat.hospital.clone(), seat.role)).collect::<Vec<_>>();
        (row.joint, row.standings, held)
    };
    assert_eq!(place(&ben), (false, false, vec![("h1".to_owned(), Role::NursingLead)]));
    assert_eq!(class.ask(&mut ada, Asked::Direct(Direction::Joint(true))).expect("no").id, "refused-not-facilitator");

    class.direct(&mut facilitator, Direction::Cut("short".to_owned()));
    class.direct(&mut facilitator, Direction::Joint(true));
    ben.read();
    assert_eq!(place(&ben), (true, true, vec![("h2".to_owned(), Role::NursingLead)]), "the seat moved with the team");
    class.direct(&mut facilitator, Direction::Joint(false));
    ben.read();
    assert_eq!(place(&ben), (false, false, vec![("h1".to_owned(), Role::NursingLead)]), "and there and back");
    class.direct(&mut facilitator, Direction::Joint(true));
    let tokens = [&facilitator, &ben].map(|page| page.token.clone());
    drop((facilitator, ada, ben, class));

    let mut class = Class::resumed(store());
    let [mut facilitator, ben] = tokens.map(|token| class.open(&token));
    assert_eq!(place(&ben), (true, true, vec![("h2".to_owned(), Role::NursingLead)]), "a restart keeps the choice");
    assert_eq!(ben.seen.session.class[0].cut, "short", "and what was chosen before it");
    let same = Class::of(&content, &setup(Mode::Joint)).hashes();
    assert_eq!(class.hashes(), same, "as if the class had been opened so");
    class.direct(&mut facilitator, Direction::Brief);
    let late = class.ask(&mut facilitator, Asked::Direct(Direction::Joint(false))).expect("too late");
    assert_eq!(late.id, "refused-already-started");
    class.direct(&mut facilitator, Direction::Start);
    let replayed = codedark_server::recorded::replay(&class.record()).expect("the record replays");
    assert_eq!(replayed.hashes, class.hashes());
    drop((facilitator, ben, class));
    std::fs::remove_dir_all(&folder).expect("the test cleans up");
}

/// The region with its first two hospitals alone, linked or not.
fn two_places(linked: bool) -> Content {
    let mut sources = Content::named("irish-health-service-2021").expect("the built-in scenario loads").sources;
    let third = sources[0].text.find("            (id: \"south-first\"").expect("the third hospital");
    let end = third + sources[0].text[third..].find("        ],").expect("the list's end");
    sources[0].text.replace_range(third..end, "");
    sources[0].text = sources[0].text.replacen("linked: true", &format!("linked: {linked}"), 1);
    sources[0].sha256 = sha256_hex(&[sources[0].text.as_bytes()]);
    Content::recorded(&sources).expect("it can be played")
}

#[test]
fn who_cannot_share_a_region_is_told_why() {
    let (small, unlinked) = (two_places(true), two_places(false));
    for (content, teams, offered, refused, why) in [
        (&small, 2, true, None, "two places for two teams"),
        (&small, 3, true, Some("refused-too-many-teams"), "two places for three teams"),
        (&unlinked, 2, false, Some("refused-never-joint"), "hospitals that are no neighbours"),
    ] {
        let setup = class(&content.scenario, Mode::Parallel, teams, 3, Skill::Novice);
        assert_eq!(setup.regions.len() as u32, teams, "each team has a region of its own");
        let mut class = Class::of(content, &setup);
        let mut facilitator = class.facilitator();
        assert_eq!(facilitator.seen.catalogue.joint, offered, "{why}");
        let answer = class.ask(&mut facilitator, Asked::Direct(Direction::Joint(true)));
        assert_eq!(answer.map(|msg| msg.id).as_deref(), refused, "{why}");
        assert_eq!(facilitator.seen.session.class[0].joint, refused.is_none(), "{why}");
    }
}
