//! Two classes whose worlds differ only in the truth are sent the same frames in the same rounds, from the lobby on, until
//! the strike. Each role has a page, and somebody who has not chosen a team has one.
//!
//! `hidden_facts_stay_hidden` of the simulation goes seat by seat beyond the first discovery; here the whole server speaks:
//! welcomes, cards, words, the session, and when it says them.

use codedark_protocol::{Row, ServerMsg, Stage, decode_server, encode};
use codedark_scenario::{Adversary, Family, Scenario, SourceFile, edit};
use codedark_server::content::Content;
use codedark_shipped::{built_in, built_in_names};
use codedark_sim::exercise::{SourceText, sha256_hex};
use codedark_tests::Watched;

/// Rounds until the strike has come, at most.
const ROUNDS_MAX: u32 = 3_000;

/// Rounds after which somebody loads their page anew.
const ANEW_EVERY: u32 = 40;

/// What is sent in a round: page, then frames in order.
type Sent = Vec<Vec<Vec<u8>>>;

/// The crew, as no sensor hears it and nothing keeps it out. It comes early: it is there before people cut anything off.
fn silent(scenario: &Scenario) -> Adversary {
    let mut crew = scenario.adversary.clone();
    for step in &mut crew.steps {
        step.noise.iter_mut().for_each(|(_, loud)| *loud = 0.0);
        step.surely.clear();
        step.controls.clear();
        step.odds = 1.0;
    }
    crew.begins_min /= 4;
    crew.patience_min = length_min(scenario);
    crew
}

/// Minutes of all phases.
fn length_min(scenario: &Scenario) -> u64 {
    scenario.phases.iter().map(|phase| phase.length_min).sum()
}

/// What the second world has in place of the silent crew.
#[derive(Clone, Copy, Debug)]
enum Other {
    /// Nobody.
    Nobody,
    /// A crew of another family that comes earlier, in more of a hurry, and wants more.
    AnotherCrew,
}

/// The exercise with this crew, written into its text: a class is made from texts.
fn against(content: &Content, crew: &Adversary) -> Content {
    let mut sources = content.sources.clone();
    let [crew_text, texts] =
        [ron::to_string(crew), ron::to_string(&content.scenario.texts)].map(|text| text.expect("plain data"));
    let mut main = SourceFile { name: sources[0].name.clone(), text: sources[0].text.clone() };
    for (place, value) in [("adversary", crew_text), ("texts", texts)] {
        main.text = edit::set(&main, &built_in, place, &value).unwrap_or_else(|refused| panic!("{refused}"));
    }
    let text = main.text;
    sources[0] = SourceText { sha256: sha256_hex(&[text.as_bytes()]), text, ..sources[0].clone() };
    let world = Content::recorded(&sources).unwrap_or_else(|problems| panic!("{problems:?}"));
    assert_eq!(format!("{:?}", world.scenario.adversary), format!("{crew:?}"), "it is this crew");
    world
}

fn worlds(name: &str, other: Other) -> [Content; 2] {
    let content = Content::named(name).expect("shipped exercises load");
    let one = silent(&content.scenario);
    let mut two = one.clone();
    let crew = &mut two;
    match other {
        // The last minute in which a crew may come.
        Other::Nobody => {
            crew.begins_min = length_min(&content.scenario) - 1;
        }
        Other::AnotherCrew => {
            (crew.id, crew.family) = ("another".to_owned(), Family::Insider);
            (crew.begins_min, crew.ransom_cents) = (crew.begins_min / 2, crew.ransom_cents * 2);
            crew.steps.iter_mut().for_each(|step| step.duration_max_min = step.duration_min);
        }
    }
    [one, two].map(|crew| against(&content, &crew))
}

/// The frames without what a class draws by lot: its code.
fn plain(frames: Sent) -> Sent {
    let frame = |frame: Vec<u8>| match decode_server(&frame).expect("the server keeps the protocol") {
        ServerMsg::Welcome { person, facilitator, catalogue, stream, done, .. } => {
            encode(&ServerMsg::Welcome { person, facilitator, code: String::new(), catalogue, stream, done })
        }
        _ => frame,
    };
    frames.into_iter().map(|page| page.into_iter().map(frame).collect()).collect()
}

/// Where two streams of a round first differ.
fn difference(one: &Sent, two: &Sent) -> Option<String> {
    (one != two).then(|| {
        for (page, (one, two)) in one.iter().zip(two).enumerate() {
            if let Some(at) = (0..one.len().max(two.len())).find(|at| one.get(*at) != two.get(*at)) {
                let read = |frame: Option<&Vec<u8>>| frame.map(|frame| decode_server(frame));
                return format!("page {page}, frame {at}:\n{:?}\n{:?}", read(one.get(at)), read(two.get(at)));
            }
        }
        "a page more".to_owned()
    })
}

/// Whether everybody can see the attack in one of the worlds: it struck, or takes away what the wards work with.
fn shows(one: &Watched, two: &Watched) -> bool {
    let struck = [one, two].into_iter().any(|world| world.truth("detonated") > 0 || world.stage() == Stage::Debrief);
    struck || one.truth("capacity_milli") != two.truth("capacity_milli")
}

/// Plays both worlds until the strike; `planted` may change what is sent in the second.
fn first_difference(name: &str, other: Other, planted: impl Fn(&Watched, &mut Sent)) -> Option<String> {
    let contents = worlds(name, other);
    // A flood comes from outside, and a worm shows as soon as it is in.
    let seen_at_once = matches!(contents[0].scenario.adversary.family, Family::DenialOfService | Family::Worm);
    let [mut one, mut two] = contents.map(Watched::of);
    let (mut frames, mut held) = (0, 0);
    for round in 0..ROUNDS_MAX {
        let [sent, mut told] = [&mut one, &mut two].map(|world| plain(world.round()));
        if shows(&one, &two) {
            println!("{name}: {frames} frames alike, {} orders, {round} rounds, {held} devices held", one.orders);
            // Another crew may strike before the first one holds anything.
            assert!(held > 0 || seen_at_once || matches!(other, Other::AnotherCrew), "{name}: the intruder was there");
            // Nobody has long before a worm or a flood shows.
            let least = if seen_at_once { 15 } else { 40 };
            assert!(one.orders > least, "{name}: people did something");
            return None;
        }
        one.read(&sent);
        two.read(&told);
        planted(&two, &mut told);
        if let Some(difference) = difference(&sent, &told) {
            return Some(format!("round {round}, {difference}"));
        }
        frames += sent.iter().map(Vec::len).sum::<usize>();
        held = held.max(one.truth("devices_compromised"));
        for world in [&mut one, &mut two] {
            match round {
                2 => world.begin(),
                10 => world.start(),
                _ if round % ANEW_EVERY == 5 => world.begin_anew((round / ANEW_EVERY) as usize % 10),
                _ => world.act(false),
            }
        }
    }
    panic!("{name}: no strike came in {ROUNDS_MAX} rounds");
}

fn check(name: &str, other: Other) {
    let told = first_difference(name, other, |_, _| {});
    assert_eq!(told, None, "{name}");
}

#[test]
fn whether_somebody_is_in_the_network() {
    check("conti-friday", Other::Nobody);
}

#[test]
fn which_crew_it_is() {
    check("small-hospital-vouchers", Other::AnotherCrew);
}

#[test]
#[ignore = "long: all shipped exercises"]
fn in_every_shipped_exercise() {
    for name in built_in_names() {
        check(name, Other::Nobody);
        check(name, Other::AnotherCrew);
    }
}

/// Changes the seat frames that are sent while the intruder is there.
fn in_seats(world: &Watched, sent: &mut Sent, change: impl Fn(&mut codedark_protocol::ViewChange)) {
    if world.truth("devices_compromised") == 0 {
        return;
    }
    for frame in sent.iter_mut().flatten() {
        if let Ok(ServerMsg::Seat { seat, whole, change: mut rows }) = decode_server(frame) {
            change(&mut rows);
            *frame = encode(&ServerMsg::Seat { seat, whole, change: rows });
        }
    }
}

#[test]
fn planted_leaks_are_caught() {
    let world = |planted: fn(&Watched, &mut Sent)| {
        // The second world is the one with the intruder: what is planted there follows the truth.
        let told = first_difference("conti-friday", Other::AnotherCrew, planted);
        told.is_some()
    };
    let figure: fn(&Watched, &mut Sent) = |world, sent| {
        in_seats(world, sent, |rows| rows.figures.set.iter_mut().for_each(|figure| figure.value += 1));
    };
    let order: fn(&Watched, &mut Sent) = |world, sent| {
        in_seats(world, sent, |rows| {
            rows.offers.set.iter_mut().for_each(|offer| offer.targets.reverse());
            rows.figures.set.sort_by(|row, other| other.key().cmp(row.key()));
        });
    };
    let count: fn(&Watched, &mut Sent) = |world, sent| {
        if world.truth("devices_compromised") > 0 {
            sent[0].pop();
        }
    };
    let moment: fn(&Watched, &mut Sent) = |world, sent| {
        if world.truth("devices_compromised") > 0 {
            sent[0].push(encode(&ServerMsg::Beat));
        }
    };
    for (planted, why) in [(figure, "a figure"), (order, "an order"), (count, "a frame less"), (moment, "a frame more")]
    {
        assert!(world(planted), "{why}");
    }
}
