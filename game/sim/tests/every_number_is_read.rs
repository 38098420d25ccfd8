//! Every number of the model is read: another value within its range changes the state of some short play of a shipped
//! exercise. So it would be noticed if a rule stopped reading one, or two were mixed up.
//!
//! Plays stand in an order in which most numbers are done with early, and a play is left at the first state that differs.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::common::*;
use codedark_protocol::{Role, Seat};
use codedark_scenario::{HandsOn, Platform, Scenario};
use codedark_shipped::load_built_in;
use codedark_sim::base::number::Number;
use codedark_sim::base::numbers::Numbers;
use codedark_sim::exercise::workload::squeezed;
use codedark_sim::exercise::*;

const HOUR: u64 = 60;
const DAY: u64 = 24 * HOUR;
/// How often the states of two plays are held against each other.
const STEP: u64 = DAY;
/// How long preparing takes where it is to be finished.
const PREPARING: u64 = 35 * DAY;

/// Who plays.
#[derive(Clone, Copy)]
enum Hands {
    /// Stand-ins.
    StandIns(Skill),
    /// Somebody who orders these actions every day on all that they can be done to, and from this phase on everything that is
    /// offered, once and on the first thing that it can be done to.
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

/// A shipped exercise with its whole story told in so many days: the crew waits for no date.
fn in_days(name: &str, days: u64) -> Scenario {
    let mut scenario = squeezed(&load_built_in(name).expect("it is shipped").scenario, days * DAY);
    scenario.adversary.strikes_min = 0;
    scenario
}

impl Short {
    /// In one hospital, of a tenth of its devices.
    fn small(name: &str, days: u64, hands: Hands) -> Short {
        Short { scenario: Arc::new(a_tenth(in_days(name, days))), region: one_hospital(), hands, seed: SEED }
    }

    /// Bedside devices altered by a crew that fails at nothing, in a house that does nothing.
    fn devices_altered(days: u64) -> Short {
        let mut scenario = in_days("bedside-alarms", days);
        let crew = &mut scenario.adversary;
        crew.begins_min = DAY;
        crew.tempos.iter_mut().for_each(|tempo| (tempo.dwell_min, tempo.dwell_max_min) = (3 * DAY, 4 * DAY));
        for step in &mut crew.steps {
            (step.odds, step.tries) = (1.0, 100);
            step.controls.clear();
        }
        // The play stays in this house: no other one is struck when responding begins.
        scenario.strike_state = None;
        let hands = Hands::StandIns(Skill::Idle);
        Short { scenario: Arc::new(scenario), region: one_hospital(), hands, seed: SEED }
    }

    /// Conti-friday, with five weeks in which preparations are finished.
    fn prepared(days: u64, hands: Hands) -> Short {
        let mut scenario = a_tenth(in_days("conti-friday", days));
        (scenario.phases[0].length_min, scenario.adversary.begins_min) = (PREPARING, PREPARING);
        Short { scenario: Arc::new(scenario), region: one_hospital(), hands, seed: SEED }
    }

    /// In a linked region of two teams.
    fn in_region(scenario: Scenario, hands: Hands) -> Short {
        let region = region_of(&scenario, &["t1".to_owned(), "t2".to_owned()], Skill::Competent);
        Short { scenario: Arc::new(scenario), region, hands, seed: SEED }
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
                        orders(&mut exercise, first, phase >= from, &mut ordered);
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
    let read =
        |id: String| format!("{:?} {:?} {:?}", exercise.figures(&id), exercise.outcome(&id), exercise.books(&id));
    exercise.hash() + &exercise.hospitals().into_iter().map(read).collect::<String>()
}

/// Orders in every seat what is offered of the named actions, and, where everything is wanted, what was not ordered before.
fn orders(exercise: &mut Exercise, named: &[&str], everything: bool, ordered: &mut BTreeSet<(String, String)>) {
    for hospital in exercise.hospitals() {
        for role in Role::EIGHT {
            let seat = Seat { hospital: hospital.clone(), role };
            let offers = exercise.view(&seat).offers;
            for offer in offers.into_iter().filter(|offer| offer.refused.is_none()) {
                if named.contains(&offer.action.as_str()) && !offer.targets.is_empty() {
                    offer.targets.iter().for_each(|target| tries(exercise, &seat, &offer.action, Some(target)));
                } else if named.contains(&offer.action.as_str())
                    || everything && ordered.insert((hospital.clone(), offer.action.clone()))
                {
                    tries(exercise, &seat, &offer.action, offer.targets.first().map(String::as_str));
                }
            }
        }
    }
}

/// Orders that prepare what other numbers are about.
const PREPARES: &[&str] = &[
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
/// Orders by which a crew notices that somebody is after it, and others hear of it.
const HUNTS: &[&str] =
    &["hunt-core", "hunt-zone", "investigate-case", "evict-zone", "disable-accounts", "share-indicators"];
/// Orders that fill the neighbours.
const SENDS_AWAY: &[&str] = &["divert-all", "divert-urgent", "cancel-planned", "transfer-inpatients"];
/// Orders by which a region's responders come.
const ASKS_FOR_HELP: &[&str] = &["notify-nis2-early-warning", "request-responders"];

/// Everything from a phase on.
fn everything_from(phase: u32) -> Hands {
    Hands::Orders(&[], phase)
}

/// These orders alone.
fn only(orders: &'static [&'static str]) -> Hands {
    Hands::Orders(orders, NEVER)
}

/// Conti-friday in four weeks, with something changed.
fn changed_by(hands: Hands, change: impl FnOnce(&mut Scenario)) -> Short {
    let mut scenario = a_tenth(in_days("conti-friday", 28));
    change(&mut scenario);
    Short { scenario: Arc::new(scenario), region: one_hospital(), hands, seed: SEED }
}

/// Its attack alone, without patients.
fn attack(hands: Hands, change: impl FnOnce(&mut Scenario)) -> Short {
    let mut scenario = attack_only(in_days("conti-friday", 12));
    change(&mut scenario);
    Short { scenario: Arc::new(scenario), region: one_hospital(), hands, seed: SEED }
}

fn of_seed(seed: u64, play: Short) -> Short {
    Short { seed, ..play }
}

/// Plays of many rules, those that read most first.
fn broad() -> Vec<Short> {
    use Hands::{Orders, StandIns};
    let two_teams = |hands| Short::in_region(a_tenth(in_days("conti-friday", 3)), hands);
    let four_hospitals = |hands| {
        let mut scenario = a_tenth(in_days("irish-health-service-2021", 14));
        scenario.region.as_mut().expect("a region").hospitals.truncate(4);
        Short::in_region(scenario, hands)
    };
    vec![
        Short::small("conti-friday", 28, StandIns(Skill::Competent)),
        Short::small("conti-friday", 28, everything_from(2)),
        Short::small("conti-friday", 28, everything_from(0)),
        Short::small("worm-friday-2017", 28, StandIns(Skill::Novice)),
        Short::small("results-altered", 28, StandIns(Skill::Competent)),
        Short::small("results-altered", 28, everything_from(0)),
        Short::devices_altered(28),
        two_teams(StandIns(Skill::Idle)),
        two_teams(only(HUNTS)),
        two_teams(only(ASKS_FOR_HELP)),
        four_hospitals(everything_from(2)),
        of_seed(1, four_hospitals(StandIns(Skill::Idle))),
        Short::small("sud-francilien-2022", 28, StandIns(Skill::Novice)),
        Short::small("sud-francilien-2022", 28, everything_from(0)),
        Short::small("sud-francilien-2022", 28, everything_from(2)),
        Short::prepared(28, Orders(PREPARES, 2)),
        of_seed(1, Short::prepared(28, Orders(PREPARES, 2))),
    ]
}

/// Plays for one rule each, which needs something rare.
fn narrow() -> Vec<Short> {
    use Hands::{Orders, StandIns};
    let mut worm = in_days("worm-friday-2017", 8);
    worm.adversary.kill_switch_min = 0;
    vec![
        Short::small("conti-friday", 8, only(&["loudspeakers"])),
        Short::small("conti-friday", 28, everything_from(3)),
        Short::small("conti-friday", 28, Orders(&["restore-group"], 2)),
        // On the day of the strike some telephones still work, and who was called then is there.
        Short::prepared(49, Orders(&["print-contact-lists"], 3)),
        Short::prepared(14, only(&["exploited-list", "patch-zone", "patch-core-first"])),
        attack(StandIns(Skill::Idle), |scenario| {
            scenario.hospital.groups.iter_mut().for_each(|group| group.platform = Platform::Linux);
        }),
        all_closed(),
        changed_by(only(SENDS_AWAY), |scenario| scenario.hospital.neighbours.visits_per_day /= 10.0),
        Short { scenario: Arc::new(worm), region: one_hospital(), hands: StandIns(Skill::Idle), seed: SEED },
        of_seed(35, by_day()),
        Short::small("conti-friday", 56, everything_from(2)),
        Short::small("conti-friday", 130, StandIns(Skill::Competent)),
    ]
}

/// A crew that finds the ways in closed, one after the other.
fn all_closed() -> Short {
    attack(Hands::StandIns(Skill::Idle), |scenario| {
        for step in scenario.adversary.steps.iter_mut().filter(|step| !step.way.is_empty()) {
            (step.odds, step.tries) = (0.0, 1);
        }
    })
}

/// A crew at work around the clock that strikes by day.
fn by_day() -> Short {
    attack(Hands::StandIns(Skill::Idle), |scenario| {
        (scenario.adversary.off_hours, scenario.adversary.hands_on) = (0.0, HandsOn(0, 1440));
    })
}

/// What happens in some seeds only.
fn by_luck() -> Vec<Short> {
    let foreseen = || Short::prepared(8, only(&["subscribe-early-warning"]));
    // Where the strike waits for a Friday or Saturday, there is time to foresee it.
    let long_foreseen = || {
        let mut waits = Scenario::clone(&foreseen().scenario);
        waits.adversary.weekend = 1.0;
        Short { scenario: Arc::new(waits), ..foreseen() }
    };
    // The team stops its attack, and plays on in the next hospital, whose backups are spared.
    let restored = || {
        let hands = Hands::Orders(&["restore-group"], 0);
        changed_by(hands, |scenario| scenario.adversary.strikes_min = 100 * DAY)
    };
    let few_people = || {
        changed_by(only(&["investigate-case"]), |scenario| {
            scenario.hospital.crews.iter_mut().for_each(|crew| (crew.by_day, crew.by_night) = (1, 1));
        })
    };
    let hunted = || Short { scenario: Arc::new(in_days("conti-friday", 8)), ..changed_by(only(HUNTS), |_| ()) };
    // Hands are free for a key once the scope is found and a clean base stands: in a smaller house that is soon.
    let paid = || changed_by(only(&["borrow-the-ransom", "pay-ransom"]), |_| ());
    // First the seeds in which it is known to happen, then others, for when a change of the model moves luck.
    let known = [
        of_seed(1, foreseen()),
        of_seed(4, foreseen()),
        of_seed(3, long_foreseen()),
        of_seed(1, hunted()),
        of_seed(8, paid()),
        of_seed(1, restored()),
        of_seed(3, restored()),
        of_seed(1, few_people()),
    ];
    let others = (1..=12).flat_map(|seed| {
        let all = [foreseen(), long_foreseen(), hunted(), paid(), restored(), few_people(), by_day(), all_closed()];
        all.map(|play| of_seed(seed, play))
    });
    known.into_iter().chain(others).collect()
}

/// A number, with its domain.
type Listed = (&'static str, &'static Number);

/// The numbers, in the order of the list.
fn all() -> Vec<Listed> {
    let each = |(domain, numbers): (&'static str, &'static [Number])| numbers.iter().map(move |one| (domain, one));
    Numbers::list().into_iter().flat_map(each).collect()
}

fn name((domain, number): &Listed) -> String {
    format!("{domain}/{}", number.name)
}

/// An end of a number's range.
type End = fn(&Number) -> f64;

/// Which of these numbers change a play at an end of their range. They are moved all together first: where that changes
/// nothing, none of them is read, and otherwise each half is asked.
fn read_in(play: &Short, states: &[String], numbers: &[Listed], end: End) -> Vec<Listed> {
    let mut moved = Numbers::default();
    for (domain, one) in numbers {
        moved.set(domain, one.name, end(one)).expect("the ends of the range can be defended");
    }
    // Nobody is left, or the ends are the values in use.
    if moved == Numbers::default() || !play.is_changed_by(&Arc::new(moved), states) {
        return Vec::new();
    }
    match numbers {
        [one] => vec![*one],
        _ => {
            let (some, others) = numbers.split_at(numbers.len() / 2);
            [read_in(play, states, some, end), read_in(play, states, others, end)].concat()
        }
    }
}

/// The end of its range that lies farther from a number's value, and the other one.
const ENDS: [End; 2] = [
    |one| if one.high - one.value < one.value - one.low { one.low } else { one.high },
    |one| if one.high - one.value < one.value - one.low { one.high } else { one.low },
];

#[test]
fn another_value_of_each_number_changes_some_play() {
    let mut left = all();
    let mut strike_out = |play: &Short, states: &[String], end: End| {
        let read = read_in(play, states, &left, end);
        left.retain(|one| !read.contains(one));
        left.len()
    };
    let plays = broad().into_iter().chain(narrow()).map(|play| (play.states(), play));
    let plays: Vec<(Vec<String>, Short)> = plays.collect();
    for end in ENDS {
        for (states, play) in &plays {
            strike_out(play, states, end);
        }
    }
    for play in by_luck() {
        let states = play.states();
        if ENDS.into_iter().any(|end| strike_out(&play, &states, end) == 0) {
            return;
        }
    }
    let left: Vec<String> = left.iter().map(name).collect();
    assert!(left.is_empty(), "no play reads {left:#?}: find one that does, or take the number away");
}

#[test]
fn the_model_s_own_numbers_change_no_play() {
    let play = Short::small("conti-friday", 28, Hands::StandIns(Skill::Competent));
    let states = play.states();
    assert!(states.len() > 20, "{} states were compared", states.len());
    assert!(!play.is_changed_by(&Arc::default(), &states), "a play is repeated to the last bit");
}
