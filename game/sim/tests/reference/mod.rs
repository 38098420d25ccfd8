//! The reference runs: all ten exercises by stand-ins of each skill, with several seeds, from frozen texts. Tests run them
//! natively, and the example `reference_run` in WebAssembly.

mod texts;

use std::sync::Arc;

use codedark_scenario::{Scenario, load_texts};
use codedark_sim::exercise::{Played, Policy, RegionSetup, Skill, play, region_of};
pub use texts::{exercises, frozen};

/// Seeds of the reference runs; a region of many hospitals is played with the first one alone, since it takes as long as
/// all others together.
const SEEDS: [u64; 2] = [7, 11];
/// Hospitals above which a region is one of many.
const MANY: usize = 10;
/// Teams of the linked run, whose hospitals send each other patients and warnings.
const LINKED: [&str; 3] = ["t1", "t2", "t3"];

/// One reference run.
pub struct Run {
    /// What it is called in the golden files: exercise, seed, skill.
    pub name: String,
    exercise: &'static str,
    seed: u64,
    skill: Skill,
    teams: &'static [&'static str],
}

impl Run {
    /// Plays it to its end.
    pub fn play(&self) -> Played {
        let scenario = load(self.exercise);
        let region = self.region(&scenario);
        play(scenario, self.seed, &region, &Policy::StandIns(self.skill))
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
                Run { name, exercise, seed, skill, teams: &LINKED[..1] }
            }));
        }
    }
    runs.extend(skills().map(|(skill, word)| {
        let name = format!("conti-friday/linked {} {word}", SEEDS[0]);
        Run { name, exercise: "conti-friday", seed: SEEDS[0], skill, teams: &LINKED }
    }));
    runs
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
