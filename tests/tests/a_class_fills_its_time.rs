//! The cuts at normal pace, with players who need time: everybody has something to do, nobody too much, and the debrief
//! starts on time. One class is played every time, the one that most classes will be.

use codedark_protocol::{Direction, Role, Stage};
use codedark_server::content::Content;
use codedark_tests::{Class, Player};

/// Wall time between two looks of a player, in milliseconds.
const LOOK_MS: u64 = 1_000;
/// Longest time without anything to do, in milliseconds.
const IDLE_MS_MAX: u64 = 180_000;
/// Decisions that each role takes in each phase, at least.
const DECISIONS_MIN: u32 = 2;
/// A minute of class, in milliseconds.
const MINUTE_MS: u64 = 60_000;

/// A played class.
struct Played {
    first_phase: u32,
    players: Vec<Player>,
    debrief_after_ms: u64,
}

/// Plays a class of two teams in a cut, from its beginning to the debrief.
fn play(scenario: &str, cut: &str, people: usize) -> Played {
    let content = Content::named(scenario).expect("the built-in scenario loads");
    let mut class = Class::of_teams(scenario, 2, 7);
    let mut facilitator = class.facilitator();
    let card = facilitator.seen.catalogue.cuts.iter().find(|card| card.id == cut).expect("the cut is offered").clone();
    class.direct(&mut facilitator, Direction::Cut(cut.to_owned()));
    let mut players = Vec::new();
    for number in 0..2 * people {
        let team = if number < people { "t1" } else { "t2" };
        let page = class.join(&format!("Player {number}"), team, &[]);
        players.push(Player::new(page, team, content.scenario.clone()));
    }
    class.direct(&mut facilitator, Direction::Deal);
    class.direct(&mut facilitator, Direction::Brief);
    let begun_ms = class.elapsed_ms();
    while class.elapsed_ms() - begun_ms < u64::from(card.around_min[0]) * MINUTE_MS {
        class.tick(LOOK_MS);
        facilitator.read();
        players.iter_mut().for_each(|player| player.page.read());
    }
    class.direct(&mut facilitator, Direction::Start);
    while facilitator.seen.session.class[0].stage == Stage::Play {
        class.tick(LOOK_MS);
        facilitator.read();
        players.iter_mut().for_each(|player| player.live(class.elapsed_ms()));
        let overdue = u64::from(card.class_min) * MINUTE_MS;
        assert!(class.elapsed_ms() - begun_ms < overdue, "{cut}: the class is over and the debrief has not begun");
    }
    Played { first_phase: card.phases[0].0, players, debrief_after_ms: class.elapsed_ms() - begun_ms }
}

/// What a role had to do in a phase, in the team where it had least.
#[derive(Default)]
struct Cell {
    offered: usize,
    taken: u32,
    idle_ms: u64,
}

fn cell(players: &[Player], role: Role, phase: u32) -> Cell {
    let of_team = |team: &str| {
        let mut cell = Cell::default();
        let holders = players.iter().filter(|player| player.team() == team && player.roles().contains(&role));
        for load in holders.map(|player| &player.load) {
            cell.offered = cell.offered.max(load.offered.get(&(role, phase)).map_or(0, |things| things.len()));
            cell.taken += load.taken.get(&(role, phase)).copied().unwrap_or_default();
            cell.idle_ms = cell.idle_ms.max(load.idle_ms.get(&phase).copied().unwrap_or_default());
        }
        cell
    };
    let (one, two) = (of_team("t1"), of_team("t2"));
    Cell {
        offered: one.offered.min(two.offered),
        taken: one.taken.min(two.taken),
        idle_ms: one.idle_ms.max(two.idle_ms),
    }
}

/// Plays a cut of the Irish case with teams of a size.
fn check(cut: &str, people: usize, play_min: u64) {
    check_in("conti-friday", cut, people, play_min);
}

/// Plays a cut with teams of a size, and checks what the players had to do.
fn check_in(scenario: &str, cut: &str, people: usize, play_min: u64) {
    let complaints = complaints(scenario, cut, people, play_min);
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// The same of several scenarios: all are played before the test ends.
fn check_each(scenarios: &[&str], cut: &str, people: usize, play_min: u64) {
    let each = scenarios.iter().flat_map(|scenario| complaints(scenario, cut, people, play_min));
    let complaints: Vec<String> = each.collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// Plays a cut with teams of a size, prints what the players had to do, and tells what is wrong with it.
fn complaints(scenario: &str, cut: &str, people: usize, play_min: u64) -> Vec<String> {
    let played = play(scenario, cut, people);
    let minutes = |ms: u64| ms as f64 / MINUTE_MS as f64;
    println!("{scenario}, {cut}, teams of {people}: debrief after {:.1} min", minutes(played.debrief_after_ms));
    println!("{:<22} offered, taken, longest idle in class minutes; phase by phase, the busier team left out", "role");
    let mut complaints: Vec<String> = played.players.iter().flat_map(|player| player.load.broken.clone()).collect();
    for role in Role::EIGHT {
        let mut row = format!("{:<22}", role.id());
        for phase in played.first_phase..4 {
            let Cell { offered, taken, idle_ms } = cell(&played.players, role, phase);
            row += &format!(" | {offered:>2} {taken:>2} {:>3.1}", minutes(idle_ms));
            if taken < DECISIONS_MIN {
                complaints.push(format!("{} decides {taken} things in phase {phase}", role.id()));
            }
            if idle_ms > IDLE_MS_MAX {
                complaints.push(format!("{} is idle for {} s in phase {phase}", role.id(), idle_ms / 1000));
            }
        }
        println!("{row}");
    }
    let latest_ms = play_min * MINUTE_MS + 2 * LOOK_MS;
    if played.debrief_after_ms > latest_ms {
        complaints.push(format!("the debrief begins {} s late", (played.debrief_after_ms - latest_ms) / 1000));
    }
    complaints.sort();
    complaints.dedup();
    complaints.into_iter().map(|complaint| format!("{scenario}, {cut}, teams of {people}: {complaint}")).collect()
}

#[test]
#[ignore = "long: a class at class pace"]
fn ninety_minutes_with_teams_of_two() {
    check("ninety", 2, 60);
}

#[test]
fn ninety_minutes_with_teams_of_five() {
    check("ninety", 5, 60);
}

#[test]
#[ignore = "long: a class at class pace"]
fn ninety_minutes_with_teams_of_ten() {
    check("ninety", 10, 60);
}

#[test]
#[ignore = "long: a class at class pace"]
fn forty_five_minutes_with_teams_of_two_five_and_ten() {
    for people in [2, 5, 10] {
        check("short", people, 30);
    }
}

#[test]
#[ignore = "long: a class at class pace"]
fn half_a_day_with_teams_of_two_five_and_ten() {
    for people in [2, 5, 10] {
        check("half-day", people, 95);
    }
}

#[test]
#[ignore = "long: a class at class pace"]
fn ninety_minutes_of_the_worms_friday() {
    check_in("worm-friday-2017", "ninety", 5, 60);
}

#[test]
#[ignore = "long: a class at class pace"]
fn ninety_minutes_at_the_university_hospital() {
    check_in("sud-francilien-2022", "ninety", 5, 60);
}

#[test]
#[ignore = "long: a class at class pace"]
fn forty_five_minutes_and_half_a_day_of_other_incidents() {
    for scenario in ["worm-friday-2017", "sud-francilien-2022"] {
        check_in(scenario, "short", 5, 30);
        check_in(scenario, "half-day", 5, 95);
    }
}

/// The exercises that are taken from no single incident.
const OTHERS: [&str; 6] = [
    "lab-supplier",
    "imaging-extortion",
    "small-hospital-vouchers",
    "bedside-alarms",
    "hacktivist-wave",
    "results-altered",
];

#[test]
#[ignore = "long: a class at class pace"]
fn forty_five_minutes_of_every_other_exercise() {
    check_each(&OTHERS, "short", 5, 30);
}

#[test]
#[ignore = "long: a class at class pace"]
fn ninety_minutes_of_every_other_exercise() {
    check_each(&OTHERS, "ninety", 5, 60);
}
