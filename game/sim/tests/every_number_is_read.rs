//! Every number of the model is read: another value within its range changes the state of some short play of a shipped
//! exercise. So it would be noticed if a rule stopped reading one, or two were mixed up.
//!
//! Plays stand in an order in which most numbers are done with early, and a play is left at the first state that differs.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::common::*;
use codedark_protocol::{Role, Seat};
use codedark_scenario::Scenario;
use codedark_shipped::load_built_in;
use codedark_sim::base::number::Number;
use codedark_sim::base::numbers::Numbers;
use codedark_sim::exercise::workload::squeezed;
use codedark_sim::exercise::*;

const HOUR: u64 = 60;
const DAY: u64 = 24 * HOUR;
/// How often the states of two plays are held against each other.
const STEP: u64 = 12 * HOUR;

/// Who plays.
#[derive(Clone, Copy)]
enum Hands {
    /// Stand-ins.
    StandIns(Skill),
    /// Somebody who orders these actions whenever they are offered, and from this phase on everything that is; each once,
    /// on the first thing that it can be done to.
    Orders(&'static [&'static str], u32),
}

/// After the last phase: nothing else is ordered.
const NEVER: u32 = u32::MAX;

/// A short play of a shipped exercise.
struct Short {
    scenario: Arc<Scenario>,
    region: RegionSetup,
    hands: Hands,
    seed: u64,
}

/// A shipped exercise with its whole story told in so many days.
fn in_days(name: &str, days: u64, change: impl FnOnce(&mut Scenario)) -> Arc<Scenario> {
    let mut scenario = squeezed(&load_built_in(name).expect("it is shipped").scenario, days * DAY);
    change(&mut scenario);
    Arc::new(a_tenth(scenario))
}

impl Short {
    fn alone(name: &str, hands: Hands, days: u64) -> Short {
        Short { scenario: in_days(name, days, |_| ()), region: one_hospital(), hands, seed: SEED }
    }

    fn whole(name: &str, hands: Hands, days: u64, seed: u64) -> Short {
        let scenario = squeezed(&load_built_in(name).expect("it is shipped").scenario, days * DAY);
        Short { scenario: Arc::new(scenario), region: one_hospital(), hands, seed }
    }

    fn attack(name: &str, hands: Hands, days: u64, seed: u64) -> Short {
        let scenario = squeezed(&load_built_in(name).expect("it is shipped").scenario, days * DAY);
        Short { scenario: Arc::new(attack_only(scenario)), region: one_hospital(), hands, seed }
    }

    fn prepared(name: &str, hands: Hands, days: u64) -> Short {
        let scenario = in_days(name, days, |scenario| {
            scenario.phases[0].length_min = 35 * DAY;
            scenario.adversary.begins_min = 35 * DAY;
        });
        Short { scenario, region: one_hospital(), hands, seed: SEED }
    }

    /// Plays with these numbers, and shows the state at every step until it has been seen enough of.
    fn play(&self, numbers: &Arc<Numbers>, mut shown: impl FnMut(String) -> bool) {
        let mut exercise = Exercise::build_with(self.scenario.clone(), self.seed, &self.region, numbers);
        let skill = |_: &str| match self.hands {
            Hands::StandIns(skill) => skill,
            Hands::Orders(..) => Skill::Idle,
        };
        let mut players = StandIns::new(&self.scenario, self.seed, &self.region, skill);
        let mut ordered = BTreeSet::new();
        for phase in 0..self.scenario.phases.len() as u32 {
            exercise.submit(exercise.now(), &Act::Phase(phase)).expect("phases follow each other");
            while !exercise.phase_done() {
                let until = exercise.now() + STEP;
                match self.hands {
                    Hands::StandIns(_) => drop(players.play_to(&mut exercise, |_| true, until)),
                    Hands::Orders(first, from) => {
                        orders(&mut exercise, &mut ordered, |action| phase >= from || first.contains(&action));
                        exercise.advance_in_phase(until);
                    }
                }
                if !shown(state(&exercise)) {
                    return;
                }
            }
        }
    }

    /// The states of a play with the model's own numbers.
    fn states(&self) -> Vec<String> {
        let mut states = Vec::new();
        self.play(&Arc::default(), |state| {
            states.push(state);
            true
        });
        states
    }

    /// Whether a play with these numbers comes to a state that this one does not.
    fn is_changed_by(&self, numbers: &Arc<Numbers>, states: &[String]) -> bool {
        let mut steps = states.iter();
        let mut same = true;
        self.play(numbers, |state| {
            same = steps.next() == Some(&state);
            same
        });
        !same || steps.next().is_some()
    }
}

/// What an exercise has come to: its state, and what is computed from it for the debrief.
fn state(exercise: &Exercise) -> String {
    let read = |id: String| format!("{:?} {:?}", exercise.figures(&id), exercise.outcome(&id));
    exercise.hash() + &exercise.hospitals().into_iter().map(read).collect::<String>()
}

/// Orders what is wanted of what is offered and was not ordered before, in every seat.
fn orders(exercise: &mut Exercise, ordered: &mut BTreeSet<(String, String)>, wanted: impl Fn(&str) -> bool) {
    for hospital in exercise.hospitals() {
        for role in Role::EIGHT {
            let seat = Seat { hospital: hospital.clone(), role };
            let offers = exercise.view(&seat).offers;
            for offer in offers.into_iter().filter(|offer| offer.refused.is_none() && wanted(&offer.action)) {
                if ordered.insert((hospital.clone(), offer.action.clone())) {
                    tries(exercise, &seat, &offer.action, offer.targets.first().map(String::as_str));
                }
            }
        }
    }
}

/// The plays, those that read most first.
fn plays() -> Vec<Short> {
    use Hands::{Orders, StandIns};
    let few_hospitals = in_days("irish-health-service-2021", 28, |scenario| {
        let region = scenario.region.as_mut().expect("a region");
        region.hospitals.truncate(4);
    });
    let region = region_of(&few_hospitals, &["t1".into(), "t2".into()], Skill::Competent);
    let two = in_days("conti-friday", 3, |_| ());
    let two_teams = region_of(&two, &["t1".into(), "t2".into()], Skill::Idle);
    let everything_from = |phase| Orders(&[], phase);
    let mut all = vec![
        Short::alone("conti-friday", StandIns(Skill::Competent), 28),
        Short::alone("conti-friday", everything_from(2), 56),
        Short::alone("conti-friday", everything_from(0), 28),
        Short::alone("worm-friday-2017", StandIns(Skill::Novice), 28),
        Short::alone("results-altered", StandIns(Skill::Competent), 28),
        Short::alone("results-altered", everything_from(0), 28),
        Short { scenario: few_hospitals.clone(), region: region.clone(), hands: everything_from(2), seed: SEED },
        Short { scenario: two.clone(), region: two_teams.clone(), hands: StandIns(Skill::Idle), seed: SEED },
        Short::alone("small-hospital-vouchers", everything_from(0), 28),
        Short::alone("small-hospital-vouchers", everything_from(2), 28),
        Short::alone("sud-francilien-2022", everything_from(0), 28),
        Short::alone("sud-francilien-2022", everything_from(2), 28),
        Short::alone("conti-friday", everything_from(3), 28),
        Short::alone("conti-friday", Orders(&["loudspeakers"], NEVER), 8),
        Short::alone("conti-friday", Orders(&["request-responders"], NEVER), 8),
        Short::whole("conti-friday", everything_from(2), 56, SEED),
        Short::whole("worm-friday-2017", StandIns(Skill::Idle), 8, SEED),
    ];
    const BEFORE: &[&str] = &[
        "write-playbooks",
        "exploited-list",
        "subscribe-early-warning",
        "recovery-subscription",
        "print-contact-lists",
        "patch-everything",
        "own-network-for-devices",
        "segment-network",
        "filter-outgoing-traffic",
    ];
    const HUNT: &[&str] = &[
        "hunt-core",
        "investigate-case",
        "hunt-zone",
        "evict-zone",
        "disable-accounts",
        "collect-sign-in-logs",
        "share-indicators",
        "join-peer-network",
    ];
    for seed in 1..=6 {
        all.push(Short { seed, ..Short::prepared("conti-friday", Orders(BEFORE, 2), 28) });
        all.push(Short::whole("conti-friday", Orders(HUNT, NEVER), 8, seed));
        all.push(Short { seed, scenario: two.clone(), region: two_teams.clone(), hands: Orders(HUNT, NEVER) });
        all.push(Short { seed, scenario: few_hospitals.clone(), region: region.clone(), hands: StandIns(Skill::Idle) });
    }
    for seed in 1..=40 {
        all.push(Short::attack("conti-friday", StandIns(Skill::Idle), 8, seed));
        all.push(Short::attack("conti-friday", Orders(&["pay-ransom"], NEVER), 12, seed));
    }
    for seed in 1..=3 {
        all.push(Short {
            seed,
            scenario: Arc::new(load_built_in("conti-friday").unwrap().scenario),
            region: one_hospital(),
            hands: StandIns(Skill::Competent),
        });
    }
    all
}

/// The numbers, each with its domain.
fn all() -> Vec<(&'static str, &'static Number)> {
    let each = |(domain, numbers): (&'static str, &'static [Number])| numbers.iter().map(move |one| (domain, one));
    Numbers::list().into_iter().flat_map(each).collect()
}

type Listed = (&'static str, &'static Number);

/// Which of these numbers change a play. They are moved all together first: where that changes nothing, none of them is
/// read, and otherwise each half is asked.
fn read_in(play: &Short, states: &[String], numbers: &[Listed]) -> Vec<Listed> {
    let ends: [fn(&Number) -> f64; 2] = [|one| one.high, |one| one.low];
    let changes = ends.into_iter().any(|end| {
        let mut moved = Numbers::default();
        for (domain, one) in numbers {
            moved.set(domain, one.name, end(one)).expect("the ends of the range can be defended");
        }
        moved != Numbers::default() && play.is_changed_by(&Arc::new(moved), states)
    });
    match numbers {
        [] => Vec::new(),
        _ if !changes => Vec::new(),
        [one] => vec![*one],
        _ => {
            let (some, others) = numbers.split_at(numbers.len() / 2);
            [read_in(play, states, some), read_in(play, states, others)].concat()
        }
    }
}

#[test]
fn another_value_of_each_number_changes_some_play() {
    let mut left = all();
    for play in plays() {
        if left.is_empty() {
            break;
        }
        let begun = std::time::Instant::now();
        let states = play.states();
        let base = begun.elapsed();
        let read = read_in(&play, &states, &left);
        left.retain(|one| !read.contains(one));
        let names: Vec<String> = read.iter().map(|(domain, number)| format!("{domain}/{}", number.name)).collect();
        let hands = match play.hands {
            Hands::StandIns(skill) => format!("{skill:?}"),
            Hands::Orders(o, n) => format!("{} from {n}", o.len()),
        };
        eprintln!(
            "{} {hands} seed {} states {} base {base:?} total {:?} left {} read {}",
            play.scenario.id,
            play.seed,
            states.len(),
            begun.elapsed(),
            left.len(),
            if names.len() < 40 { names.join(", ") } else { names.len().to_string() }
        );
        if left.len() < 60 {
            let names: Vec<String> = left.iter().map(|(domain, number)| format!("{domain}/{}", number.name)).collect();
            eprintln!("   left: {}", names.join(", "));
        }
    }
    let left: Vec<String> = left.into_iter().map(|(domain, number)| format!("{domain}/{}", number.name)).collect();
    assert!(left.is_empty(), "no play reads {left:#?}");
}

#[test]
fn the_model_s_own_numbers_change_no_play() {
    let play = Short::alone("conti-friday", Hands::StandIns(Skill::Competent), 28);
    let states = play.states();
    assert!(states.len() > 40, "{} states were compared", states.len());
    assert!(!play.is_changed_by(&Arc::default(), &states), "a play is repeated to the last bit");
}
