//! Over 20 paired seeds: a hospital that does nothing is struck, one that does what is known to help is hurt less, and
//! whoever overdoes it, sends everybody away or keeps silent does worse.

use std::sync::{Arc, LazyLock};

use crate::common::*;
use codedark_protocol::{Command, Outcome};
use codedark_scenario::{Cue, Effect, Measure, Scenario};
use codedark_sim::exercise::*;

const SEEDS: std::ops::RangeInclusive<u64> = 1..=20;

/// One seed, played by idle and by competent stand-ins.
struct Pair {
    seed: u64,
    idle: Course,
    competent: Course,
}

struct Course {
    entries: Vec<Entry>,
    outcome: Outcome,
}

impl Course {
    fn of(played: Played) -> Course {
        Course { outcome: played.exercise.outcome("h1"), entries: played.entries }
    }

    fn was_struck(&self) -> bool {
        self.outcome.attack.detonated_at_min.is_some()
    }

    fn phase_min(&self, phase: u32) -> u64 {
        self.entries.iter().find(|entry| entry.act == Act::Phase(phase)).expect("all phases are played").minutes[0]
    }
}

static PAIRS: LazyLock<Vec<Pair>> = LazyLock::new(|| {
    let pair = |seed| Pair {
        seed,
        idle: Course::of(played(Skill::Idle, seed)),
        competent: Course::of(played(Skill::Competent, seed)),
    };
    SEEDS.map(pair).collect()
});

fn competent_in(scenario: &Arc<Scenario>, seed: u64) -> Course {
    Course::of(play(scenario.clone(), seed, &one_hospital(), &Policy::StandIns(Skill::Competent)))
}

/// The decisions of a record as a file, with their minutes changed or dropped.
fn edited(course: &Course, seed: u64, edit: impl Fn(&Command, u64) -> Option<u64>) -> Course {
    let decision = |entry: &Entry| match &entry.act {
        Act::Order { seat, command } => Some(Decision::of(edit(command, entry.minutes[0])?, seat, command)),
        _ => None,
    };
    let decisions = course.entries.iter().filter_map(decision).collect();
    let file = PolicyFile { version: 1, others: Skill::Idle, decisions };
    Course::of(play(scenario(), seed, &one_hospital(), &Policy::File(file)))
}

#[test]
fn competent_play_beats_doing_nothing() {
    let struck = |course: fn(&Pair) -> &Course| PAIRS.iter().filter(|pair| course(pair).was_struck()).count();
    let (idle, competent) = (struck(|pair| &pair.idle), struck(|pair| &pair.competent));
    assert!(idle >= 18, "idle detonated on in {idle} of 20");
    assert!((3..=17).contains(&competent), "competent detonated on in {competent} of 20: neither safe nor lost");
    let better = PAIRS.iter().filter(|pair| pair.competent.outcome.score > pair.idle.outcome.score).count();
    assert!(better >= 18, "competent scores higher in {better} of 20");
    let median = |course: fn(&Pair) -> &Course| {
        let mut encrypted: Vec<i64> = PAIRS.iter().map(|pair| course(pair).outcome.attack.devices_encrypted).collect();
        encrypted.sort_unstable();
        encrypted[10]
    };
    let (idle, competent) = (median(|pair| &pair.idle), median(|pair| &pair.competent));
    assert!(competent * 2 <= idle, "median encrypted devices: competent {competent}, idle {idle}");
}

#[test]
fn cutting_everything_off_stops_the_encryption_and_costs_more_than_it_saves() {
    let decisions = cut_everything_off(&scenario());
    assert!(decisions.len() >= 24 * 12, "every zone can be cut off");
    for pair in PAIRS.iter() {
        let file = PolicyFile { version: 1, others: Skill::Competent, decisions: decisions.clone() };
        let cut = Course::of(play(scenario(), pair.seed, &one_hospital(), &Policy::File(file)));
        let strike = pair.idle.outcome.attack.detonated_at_min.expect("an idle hospital is struck");
        let delayed = |course: &Course| {
            let exercise = replayed(&course.entries, pair.seed, strike.min(course.phase_min(2)) - 1);
            exercise.figures("h1").into_iter().find(|(measure, _)| *measure == Measure::CareMinutesDelayed)
        };
        let (lost, idle) = (delayed(&cut).map(|it| it.1), delayed(&pair.idle).map(|it| it.1));
        assert!(!cut.was_struck() && cut.outcome.attack.devices_encrypted == 0, "seed {}: it stops it", pair.seed);
        assert!(lost > idle, "seed {}: minutes delayed before the strike, {lost:?} against {idle:?}", pair.seed);
        let (over, competent) = (cut.outcome.score, pair.competent.outcome.score);
        assert!(over < competent, "seed {}: scores {over}, competent {competent}", pair.seed);
    }
}

#[test]
fn sending_everybody_away_gains_nothing_over_sending_those_who_must() {
    let cue = |scenario: &mut Scenario, id: &str, cue: Cue| {
        let action = scenario.actions.iter_mut().find(|action| action.id == id).expect("the action is there");
        (action.cue, action.weight) = (cue, 100);
    };
    let everybody_away = changed(|scenario| {
        cue(scenario, "divert-all", Cue::Struck);
        cue(scenario, "divert-urgent", Cue::Never);
        cue(scenario, "stop-divert", Cue::Never);
    });
    let (mut away_sums, mut own_sums) = ((0.0, 0.0), (0.0, 0.0));
    let mut minutes = (0, 0);
    for pair in PAIRS.iter() {
        let (away, own) = (competent_in(&everybody_away, pair.seed).outcome, &pair.competent.outcome);
        let (away_scores, own_scores) = (struck_hospital(&away), struck_hospital(own));
        away_sums = (away_sums.0 + away_scores.0, away_sums.1 + away_scores.1);
        own_sums = (own_sums.0 + own_scores.0, own_sums.1 + own_scores.1);
        // What the next hospital's patients went through is not told apart from the own hospital's quiet.
        if pair.competent.was_struck() {
            let sent = (away.care.diverted, own.care.diverted);
            assert!(sent.0 > sent.1, "seed {}: it sends them away, {sent:?}", pair.seed);
            minutes = (minutes.0 + away.care.minutes_delayed, minutes.1 + own.care.minutes_delayed);
        }
    }
    // A single house may be lucky; nobody knows beforehand which.
    assert!(minutes.0 * 100 > minutes.1 * 95, "they wait elsewhere: {minutes:?}");
    let pairs = PAIRS.len() as f64;
    let (score, share) = ((away_sums.0 - own_sums.0) / pairs, (away_sums.1 - own_sums.1) / pairs);
    println!("points more than those who send whom they must: {score:.2}, share in time: {share:.3}");
    assert!(score < 0.5, "scores and shares in time: {away_sums:?}, own {own_sums:?}");
    assert!(share < 0.01, "scores and shares in time: {away_sums:?}, own {own_sums:?}");
}

/// The score of the hospital that was struck, the own or the next, and how far its patients were treated in time.
fn struck_hospital(outcome: &Outcome) -> (f64, f64) {
    let (score, objectives) = match &outcome.next_hospital {
        Some(next) => (next.score, &next.objectives),
        None => (outcome.score, &outcome.objectives),
    };
    let in_time = objectives.iter().find(|one| one.id == "care-in-time").expect("the scenario asks for it");
    (score, in_time.attainment.expect("recovery was played"))
}

#[test]
fn silence_and_late_reports_never_pay() {
    let scenario = scenario();
    let reports = |command: &Command| match command {
        Command::Act { action, .. } => {
            let action = scenario.actions.iter().find(|known| known.id == *action).expect("it was taken");
            let tells = |effect: &Effect| {
                matches!(effect, Effect::Notify(_) | Effect::Inform(_) | Effect::InformBy(..) | Effect::ShareIndicators)
            };
            action.effects.iter().any(tells)
        }
        _ => false,
    };
    for pair in PAIRS.iter() {
        let told = edited(&pair.competent, pair.seed, |_, minute| Some(minute)).outcome.score;
        let silent = edited(&pair.competent, pair.seed, |command, minute| (!reports(command)).then_some(minute));
        let late = |command: &Command, minute| Some(if reports(command) { minute + 20 * 1440 } else { minute });
        let late = edited(&pair.competent, pair.seed, late);
        for (how, course) in [("silent", silent), ("20 days late", late)] {
            let score = course.outcome.score;
            // A house that no crew came into has nothing to report.
            let less = if pair.competent.was_struck() { score < told } else { score <= told };
            assert!(less, "seed {}, {how}: {score} against {told}", pair.seed);
        }
    }
}
