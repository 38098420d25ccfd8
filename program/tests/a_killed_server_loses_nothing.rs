//! A server that is killed at any moment has every act that anybody saw acknowledged in its record, exactly once, takes its
//! class up again, and gives and takes no minute beyond a second.
//!
//! Four teams and a facilitator act as fast as they are answered; after a random number of answers the process is killed
//! with SIGKILL, and started again on the same file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};

use codedark_protocol::{ClientMsg, Command, Direction, Seat, ServerMsg};
use codedark_scenario::Role;
use codedark_server::store::Store;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde_json::Value;

use crate::common::program::{Page, Program};

/// Teams, each with one person.
const TEAMS: usize = 4;
/// Most answers between two kills.
const ANSWERS_MAX: u32 = 60;
/// Seed of when the server is killed.
const SEED: u64 = 20_261_129;

/// Something a page saw.
enum Seen {
    /// An act was done.
    Done(u64),
    /// An act was refused.
    Refused(u64),
    /// So many seconds were left.
    Left(u32),
}

#[test]
fn twenty_kills() {
    kill(20);
}

#[test]
#[ignore = "long: two hundred kills"]
fn two_hundred_kills() {
    kill(200);
}

fn kill(times: u32) {
    println!("seed {SEED}");
    let mut dice = ChaCha8Rng::seed_from_u64(SEED);
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("class.sqlite");
    let mut program = Program::start(&data, &["--teams", "4", "--seed", "7"]);
    let tokens = people(&program);
    let (mut done, mut refused) = (BTreeSet::new(), BTreeSet::new());
    for kill in 0..times {
        let (sender, seen) = channel();
        let pages: Vec<_> =
            tokens.iter().enumerate().map(|(place, token)| act(&program, place, token, kill, &sender)).collect();
        drop(sender);
        let told = watch(&seen, dice.next_u32() % ANSWERS_MAX, &mut done, &mut refused);
        program.kill();
        pages.into_iter().for_each(|page| page.join().expect("a page ends with its line"));
        // What was on its way to the pages when the server died counts as seen.
        let told = watch(&seen, u32::MAX, &mut done, &mut refused).or(told);
        let left_ms = check(&data, kill, &done, &refused);
        program = Program::start(&data, &["--teams", "4"]);
        check_time(kill, told, left_ms, &program);
    }
    program.end();
    assert!(done.len() > times as usize, "{} acts were acknowledged over {times} kills", done.len());
}

/// Lets everybody join and take seats, and begins the class.
fn people(program: &Program) -> Vec<String> {
    let facilitator = program.login();
    let mut tokens = vec![facilitator];
    for team in 1..=TEAMS {
        let token = program.join(&format!("Player {team}"));
        let mut page = Page::hello(program, &token);
        let roles = vec![Role::SecurityLead, Role::MedicalLead];
        page.say(&ClientMsg::Take { number: 1, team: format!("t{team}"), roles });
        page.until(|message| matches!(message, ServerMsg::Answer { number: 1, refused: None }));
        tokens.push(token);
    }
    let mut page = Page::hello(program, &tokens[0]);
    page.say(&ClientMsg::Direct { number: 1, direction: Direction::Start });
    page.until(|message| matches!(message, ServerMsg::Answer { number: 1, refused: None }));
    tokens
}

/// A page that acts as fast as it is answered, until its line ends.
fn act(program: &Program, place: usize, token: &str, kill: u32, seen: &Sender<Seen>) -> std::thread::JoinHandle<()> {
    let mut page = Page::hello(program, token);
    let seen = seen.clone();
    std::thread::spawn(move || {
        let mut number = ((place as u64 + 1) << 32) + u64::from(kill) * 10_000;
        loop {
            number += 1;
            if !page.try_say(&deed(place, number)) {
                return;
            }
            loop {
                let Some(message) = page.next() else { return };
                match message {
                    ServerMsg::Answer { number: answered, refused } if answered == number => {
                        let saw = if refused.is_none() { Seen::Done(number) } else { Seen::Refused(number) };
                        let _ = seen.send(saw);
                        break;
                    }
                    ServerMsg::Session(change) => {
                        let left = change.class.set.first().and_then(|class| class.play_left_s);
                        left.into_iter().for_each(|left| drop(seen.send(Seen::Left(left))));
                    }
                    _ => {}
                }
            }
        }
    })
}

/// What the page at this place does with this number: speaks, orders, or directs.
fn deed(place: usize, number: u64) -> ClientMsg {
    let team = format!("t{}", place.max(1));
    if place == 0 {
        return match number % 2 {
            0 => ClientMsg::Direct { number, direction: Direction::Standings(number.is_multiple_of(4)) },
            _ => ClientMsg::Direct { number, direction: Direction::Speed(1_000) },
        };
    }
    let seat = Seat { hospital: "h1".to_owned(), role: Role::SecurityLead };
    match number % 3 {
        0 => ClientMsg::Chat { number, team, text: format!("Number {number}.") },
        1 => ClientMsg::Order {
            number,
            seat,
            command: Command::Act { action: "no-such-action".to_owned(), target: None },
        },
        _ => ClientMsg::Take { number, team, roles: vec![Role::SecurityLead, Role::MedicalLead] },
    }
}

/// Notes what pages see until so many answers have come, or nobody sees anything any more. Gives the last seconds left.
fn watch(seen: &Receiver<Seen>, answers: u32, done: &mut BTreeSet<u64>, refused: &mut BTreeSet<u64>) -> Option<u32> {
    let (mut left, mut heard) = (None, 0);
    for saw in seen {
        match saw {
            Seen::Done(number) => drop(done.insert(number)),
            Seen::Refused(number) => drop(refused.insert(number)),
            Seen::Left(seconds) => left = Some(seconds),
        }
        heard += 1;
        if heard > answers {
            break;
        }
    }
    left
}

/// Every act that was acknowledged is in the file exactly once, and no act that was refused. Gives the milliseconds left at
/// the last clock line.
fn check(data: &Path, kill: u32, done: &BTreeSet<u64>, refused: &BTreeSet<u64>) -> u64 {
    let store = Store::read_only(data).unwrap_or_else(|problem| panic!("kill {kill}: {:?}", problem.msg()));
    let class = &store.classes().expect("readable")[0];
    let mut times: BTreeMap<u64, u32> = BTreeMap::new();
    let mut left_ms = None;
    for line in store.lines(class.record).expect("readable") {
        let line: Value = serde_json::from_str(&line).expect("a line");
        if let Some(number) = line["line"]["entry"]["number"].as_u64() {
            *times.entry(number).or_default() += 1;
        }
        left_ms = line["line"]["clock"]["hour"]["left_ms"].as_u64().or(left_ms);
    }
    for number in store.chat(class.id).expect("readable").iter().filter_map(|line| line.act) {
        *times.entry(number).or_default() += 1;
    }
    for (_, number) in store.done(class.id).expect("readable") {
        *times.entry(number).or_default() += 1;
    }
    for number in done {
        assert_eq!(times.get(number), Some(&1), "kill {kill}: act {number} was acknowledged");
    }
    assert!(refused.iter().all(|number| !times.contains_key(number)), "kill {kill}: a refused act was done");
    left_ms.expect("the clock was written")
}

/// What a page is told after the restart is what was left, and what was told before was that, too.
fn check_time(kill: u32, told_s: Option<u32>, left_ms: u64, program: &Program) {
    let step = codedark_protocol::PLAY_LEFT_STEP_S;
    let shown = |left_ms: u64| ((left_ms / 1000) as u32).next_multiple_of(step);
    if let Some(told_s) = told_s {
        let kept = shown(left_ms)..=shown(left_ms + 1_000);
        assert!(kept.contains(&told_s), "kill {kill}: {told_s} s were told, and {left_ms} ms kept");
    }
    let mut page = Page::hello(program, &program.login());
    let mut back = None;
    page.until(|message| {
        if let ServerMsg::Session(change) = message {
            back = change.class.set.first().and_then(|class| class.play_left_s);
        }
        back.is_some()
    });
    let back = back.expect("play has an end");
    // Until the page hears it, the class goes on again.
    let lived_ms = program.since_start_ms();
    let least = shown(left_ms.saturating_sub(lived_ms + 1_000));
    assert!((least..=shown(left_ms)).contains(&back), "kill {kill}: {left_ms} ms were kept, and {back} s are told");
}
