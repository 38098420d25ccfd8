//! Ratings after class: prevention by what the posture is worth under many attacks, later phases by what others reach.

use std::sync::{Arc, LazyLock};

use crate::common::*;
use Team::*;
use codedark_protocol::{Command, ObjectiveResult, Outcome, Rating, Role};
use codedark_scenario::Scenario;
use codedark_sim::exercise::*;

/// Fewer forks than a class gets, so that the tests stay quick. The laws they hold do not depend on the number.
const FEW: Forks = Forks { attacks: 6, variations: 1, threads: 2 };

/// Teams of one class, by what they do and the luck of their attacker.
#[derive(Clone, Copy, Debug)]
enum Team {
    Idle,
    /// Nothing but awareness training.
    Trained,
    /// Competent preparation, and nothing after it.
    Prepared,
    /// The same decisions, met by another attacker.
    PreparedOtherLuck,
}
const TEAMS: [Team; 4] = [Idle, Trained, Prepared, PreparedOtherLuck];

/// The shipped scenario with a crew that sensors hardly hear, so that few attacks tell postures apart.
fn quiet() -> Arc<Scenario> {
    changed(|scenario| {
        let noise = scenario.adversary.steps.iter_mut().flat_map(|step| &mut step.noise);
        noise.for_each(|(_, odds)| *odds *= 0.2);
    })
}

struct Class {
    setup: Setup,
    entries: Vec<Entry>,
}

/// A class in which each team has a region of its own.
fn class(teams: &[Team]) -> Class {
    let regions = teams.iter().map(|team| {
        let luck = if matches!(team, PreparedOtherLuck) { 99 } else { 1 };
        RegionSetup { linked: false, hospitals: vec![hospital("h1", luck, Some("t1"))] }
    });
    let setup = Setup { seed: SEED, mode: Mode::Parallel, regions: regions.collect() };
    let entries = teams.iter().zip(&setup.regions).enumerate().flat_map(|(region, (team, setup))| {
        let decisions = match team {
            Idle => Vec::new(),
            Trained => vec![
                Decision::of(1, &seat(Role::CommunicationsLegal), &training()),
                Decision::of(2, &seat(Role::IncidentCommander), &Command::Agree { proposal: 0 }),
            ],
            Prepared | PreparedOtherLuck => preparation(),
        };
        let file = PolicyFile { version: 1, others: Skill::Idle, decisions };
        let played = play(quiet(), SEED, setup, &Policy::File(file));
        assert!(matches!(team, PreparedOtherLuck) || played.refused.is_empty(), "{team:?}: {:?}", played.refused);
        played.entries.into_iter().map(move |entry| Entry { region: Some(region as u32), ..entry }).collect::<Vec<_>>()
    });
    Class { entries: entries.collect(), setup }
}

fn training() -> Command {
    Command::Act { action: "phishing-training".into(), target: None }
}

/// What competent stand-ins decide in prevention.
fn preparation() -> Vec<Decision> {
    let policy = Policy::StandIns(Skill::Competent);
    let entries = play(quiet(), SEED, &one_hospital(), &policy).entries;
    let before = entries.iter().take_while(|entry| entry.act != Act::Phase(1));
    before
        .filter_map(|entry| match &entry.act {
            Act::Order { seat, command } => Some(Decision::of(entry.minutes[0], seat, command)),
            _ => None,
        })
        .collect()
}

fn rated(teams: &[Team], forks: Forks) -> Vec<Outcome> {
    let class = class(teams);
    rate(&quiet(), &class.setup, &class.entries, forks, &|_, _| {})
}

static RATED: LazyLock<Vec<Outcome>> = LazyLock::new(|| rated(&TEAMS, FEW));

fn objective<'a>(outcome: &'a Outcome, id: &str) -> &'a ObjectiveResult {
    outcome.objectives.iter().find(|one| one.id == id).expect("all objectives are listed")
}

fn posture(team: usize) -> &'static ObjectiveResult {
    objective(&RATED[team], "harder-to-attack")
}

#[test]
fn preparation_is_worth_what_it_saves() {
    for (team, least, most, why) in [
        (0, 0.0, 0.0, "the hospital as it stood is what idle preparation is"),
        (1, 0.0, 0.1, "training by itself earns nothing"),
        (2, 0.5, 1.0, "competent preparation is near what competent preparation saves"),
    ] {
        let result = posture(team);
        let attainment = result.attainment.expect("prevention took place");
        assert!(result.span.is_some(), "{:?}: forks tell competent preparation from none", TEAMS[team]);
        println!("{:?} {attainment} {:?}", TEAMS[team], result.span);
        assert!((least..=most).contains(&attainment), "{:?}: {attainment}, but {why}", TEAMS[team]);
        assert_eq!(result.rating, Some(Rating::of(attainment)));
    }
}

#[test]
fn another_attackers_luck_changes_prevention_by_nothing() {
    assert_ne!(RATED[2].attack, RATED[3].attack, "the attackers went different ways");
    assert_eq!(posture(2), posture(3), "the rating of prevention is the same to the last bit");
}

#[test]
fn later_phases_lie_between_idle_and_competent_from_the_teams_own_state() {
    let struck = &RATED[0];
    assert!(struck.attack.detonated_at_min.is_some(), "an idle hospital is struck");
    for id in ["systems-back", "care-in-time"] {
        let result = objective(struck, id);
        let span = result.span.expect("forks were run");
        assert!(span.at_stake, "{id}: competent play reaches more than idling, {span:?}");
        assert_eq!(result.attainment, Some(0.0), "{id}: a team that idles reaches what idling reaches, {span:?}");
    }
    let acts = RATED[0].objectives.iter().filter(|one| one.id == "wards-rehearsed" || one.id == "response-answers");
    assert!(acts.filter(|one| one.span.is_none()).count() == 2, "acts and answers keep their own rating");
}

#[test]
fn threads_and_neighbours_change_no_rating() {
    let few = |threads| Forks { attacks: 2, variations: 1, threads };
    let (alone, together) = (rated(&[Trained], few(1)), rated(&[Idle, Trained], few(2)));
    assert_eq!(alone[0], together[1]);
}
