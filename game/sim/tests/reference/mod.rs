//! The reference runs: all ten exercises by stand-ins of each skill, with several seeds, from frozen texts, and two with
//! decisions that no stand-in takes by itself: to pay the ransom, and to call the insurer. Tests run them natively, and the
//! example `reference_run` in WebAssembly.

mod texts;

use std::sync::Arc;

use codedark_scenario::{Role, Scenario, load_texts};
use codedark_sim::exercise::{Decision, Played, Policy, PolicyFile, RegionSetup, Skill, play, region_of};
pub use texts::{exercises, frozen};

/// Seeds of the reference runs; a region of many hospitals is played with the first one alone, since it takes as long as
/// all others together.
const SEEDS: [u64; 2] = [7, 11];
/// Hospitals above which a region is one of many.
const MANY: usize = 10;
/// Teams of the linked run, whose hospitals send each other patients and warnings.
const LINKED: [&str; 3] = ["t1", "t2", "t3"];

/// Nobody does anything but borrow what the crew asks for, and pay.
const RANSOM: [Ordered; 2] =
    [(127_600, Role::IncidentCommander, "borrow-the-ransom", ""), (131_600, Role::IncidentCommander, "pay-ransom", "")];
/// The next hospital's novices go to the police in time, and call the insurer.
const INSURED: [Ordered; 2] =
    [(132_700, Role::CommunicationsLegal, "call-police", ""), (134_900, Role::IncidentCommander, "call-insurer", "")];

/// One reference run.
pub struct Run {
    /// What it is called in the golden files: exercise, seed, skill.
    pub name: String,
    exercise: &'static str,
    seed: u64,
    skill: Skill,
    teams: &'static [&'static str],
    decisions: &'static [Ordered],
}

/// A decision beside those of the stand-ins: minute, role, action, target.
type Ordered = (u64, Role, &'static str, &'static str);

impl Run {
    /// Plays it to its end.
    pub fn play(&self) -> Played {
        let scenario = load(self.exercise);
        let region = self.region(&scenario);
        let policy = match self.decisions {
            [] => Policy::StandIns(self.skill),
            decisions => Policy::File(PolicyFile {
                version: 1,
                others: self.skill,
                decisions: decisions.iter().map(decision).collect(),
            }),
        };
        play(scenario, self.seed, &region, &policy)
    }

    fn region(&self, scenario: &Scenario) -> RegionSetup {
        let teams: Vec<String> = self.teams.iter().map(|team| (*team).to_owned()).collect();
        region_of(scenario, &teams, self.skill)
    }
}

/// All reference runs, in the order of the golden files.
pub fn runs() -> Vec<Run> {
    let mut runs = Vec::new();
    for exercise in exercises() {
        let places =
            load(exercise).region.as_ref().map_or(1, |region| region.hospitals.iter().map(|it| it.count).sum());
        let seeds = if places as usize > MANY { &SEEDS[..1] } else { &SEEDS };
        for &seed in seeds {
            runs.extend(skills().map(|(skill, word)| {
                let name = format!("{exercise} {seed} {word}");
                Run { name, exercise, seed, skill, teams: &LINKED[..1], decisions: &[] }
            }));
        }
    }
    runs.extend(skills().map(|(skill, word)| {
        let name = format!("conti-friday/linked {} {word}", SEEDS[0]);
        Run { name, exercise: "conti-friday", seed: SEEDS[0], skill, teams: &LINKED, decisions: &[] }
    }));
    let decided = [("ransom", Skill::Idle, "idle", &RANSOM[..]), ("insured", Skill::Novice, "novice", &INSURED[..])];
    runs.extend(decided.map(|(what, skill, word, decisions)| {
        let name = format!("conti-friday/{what} {} {word}", SEEDS[0]);
        Run { name, exercise: "conti-friday", seed: SEEDS[0], skill, teams: &LINKED[..1], decisions }
    }));
    runs
}

fn decision((minute, role, action, target): &Ordered) -> Decision {
    let target = (!target.is_empty()).then(|| (*target).to_owned());
    Decision { minute: *minute, hospital: None, role: *role, action: (*action).to_owned(), target }
}

fn skills() -> impl Iterator<Item = (Skill, &'static str)> {
    [(Skill::Idle, "idle"), (Skill::Novice, "novice"), (Skill::Competent, "competent")].into_iter()
}

/// A frozen exercise.
pub fn load(name: &str) -> Arc<Scenario> {
    let main = frozen(name).expect("a frozen exercise");
    match load_texts(main, &frozen) {
        Ok(loaded) => Arc::new(loaded.scenario),
        Err(problems) => panic!("{name} does not load: {problems:?}"),
    }
}
