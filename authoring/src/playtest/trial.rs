//! One exercise of a play-test, and what is kept of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use codedark_content::class;
use codedark_protocol::{Arg, Command, Seat, TimelineKind};
use codedark_scenario::{Measure, Role, Scenario};
use codedark_sim::exercise::{Act, Mode, Played, Policy, RegionSetup, Skill, play, play_without};
use serde::{Deserialize, Serialize};

/// One exercise to play.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trial {
    /// A whole exercise by stand-ins of this skill.
    Whole {
        /// Index in [`SKILLS`].
        skill: usize,
        /// Seed of its dice.
        seed: u64,
    },
    /// The same by competent stand-ins who never think of one action.
    Without {
        /// The action.
        action: String,
        /// Seed of its dice.
        seed: u64,
    },
    /// A whole exercise by people who follow one rule.
    Simple {
        /// Id of the policy.
        policy: String,
        /// Seed of its dice.
        seed: u64,
    },
    /// A class of eight people in the room.
    Hour {
        /// The cut they play.
        cut: String,
        /// Seed of its dice.
        seed: u64,
    },
}

/// The skills that are tried, from the least.
pub const SKILLS: [Skill; 3] = [Skill::Idle, Skill::Novice, Skill::Competent];

/// Index of competent play in [`SKILLS`].
pub const COMPETENT: usize = 2;

/// What is kept of a whole exercise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tried {
    /// 0 to 100.
    pub score: f64,
    /// The same over process objectives.
    pub process: f64,
    /// The same over outcome objectives.
    pub outcome: f64,
    /// The score in the next hospital; none where the team's own was struck or stood until the end.
    pub next_score: Option<f64>,
    /// When the attack was set off in the team's own hospital.
    pub struck_min: Option<u64>,
    /// When it was noticed there.
    pub detected_min: Option<u64>,
    /// The last minute.
    pub ended_min: u64,
    /// When each phase began.
    pub phases_min: Vec<u64>,
    /// All measures at the end.
    pub figures: BTreeMap<Measure, i64>,
    /// Minutes at which injects arrived, by id.
    pub injects: BTreeMap<String, u64>,
    /// Legal clocks that began.
    pub duties: Vec<String>,
    /// How often actions were ordered, by id.
    pub actions: BTreeMap<String, u32>,
    /// Decisions of any kind, by role.
    pub decisions: BTreeMap<Role, u32>,
    /// How far objectives were met, 0 to 1, in either hospital; those that were not observed are left out.
    pub objectives: BTreeMap<String, f64>,
}

impl Tried {
    /// Where a minute lies in the exercise: the number of its phase from 0, and the part of that phase that had passed.
    pub fn place(&self, minute: u64) -> f64 {
        let phase = self.phases_min.iter().rposition(|begun| *begun <= minute).unwrap_or_default();
        let begun = self.phases_min.get(phase).copied().unwrap_or_default();
        let ended = self.phases_min.get(phase + 1).copied().unwrap_or(self.ended_min).max(begun + 1);
        phase as f64 + ((minute - begun) as f64 / (ended - begun) as f64).min(1.0)
    }
}

/// The region that a team plays when it is alone: the first of a class of one.
pub fn region(scenario: &Scenario, seed: u64) -> RegionSetup {
    class(scenario, Mode::Parallel, 1, seed, Skill::Competent).regions.swap_remove(0)
}

/// The hospital of a region that the team plays.
pub fn hospital(region: &RegionSetup) -> String {
    let own = region.hospitals.iter().find(|hospital| hospital.team.is_some());
    own.or(region.hospitals.first()).map(|hospital| hospital.id.clone()).unwrap_or_default()
}

/// Plays a whole exercise.
pub fn whole(scenario: &Arc<Scenario>, policy: &Policy, seed: u64) -> Tried {
    let region = region(scenario, seed);
    tried(&hospital(&region), &play(scenario.clone(), seed, &region, policy))
}

/// Plays an exercise by competent stand-ins again for each of these actions, of which they never think. The hospital, its
/// luck and all dice stay the same.
pub fn without(scenario: &Arc<Scenario>, seed: u64, actions: Vec<String>, hear: &mut dyn FnMut(String, Tried)) {
    let region = region(scenario, seed);
    let own = hospital(&region);
    play_without(scenario, seed, &region, Skill::Competent, actions, |action, played| {
        hear(action, tried(&own, &played))
    });
}

/// What is kept of an exercise that was played, of the team's hospital.
fn tried(own: &str, played: &Played) -> Tried {
    let outcome = played.exercise.outcome(own);
    let mut tried = Tried {
        score: outcome.score,
        process: outcome.process,
        outcome: outcome.outcome,
        next_score: outcome.next_hospital.as_ref().map(|next| next.score),
        struck_min: outcome.attack.detonated_at_min,
        detected_min: outcome.attack.detected_at_min,
        ended_min: played.exercise.now(),
        figures: played.exercise.figures(own).into_iter().collect(),
        ..Tried::default()
    };
    let next = outcome.next_hospital.iter().flat_map(|next| &next.objectives);
    let met = outcome.objectives.iter().chain(next).filter_map(|one| Some((one.id.clone(), one.attainment?)));
    tried.objectives.extend(met);
    tried.injects.extend(played.exercise.events(own).iter().filter_map(|row| {
        let id = row.what.args.iter().find_map(|(_, arg)| match arg {
            Arg::Text(key) => key.strip_prefix("inject."),
            _ => None,
        });
        Some((id.filter(|_| row.kind == TimelineKind::Inject)?.to_owned(), row.at_min))
    }));
    for entry in &played.entries {
        if let Act::Phase(_) = entry.act {
            tried.phases_min.extend(entry.minutes.first());
        }
        let Act::Order { seat, command } = &entry.act else { continue };
        if seat.hospital != own {
            continue;
        }
        *tried.decisions.entry(seat.role).or_default() += 1;
        if let Command::Act { action, .. } = command {
            *tried.actions.entry(action.clone()).or_default() += 1;
        }
    }
    let reader = Seat { hospital: own.to_owned(), role: Role::CommunicationsLegal };
    tried.duties = played.exercise.view(&reader).duties.into_iter().map(|duty| duty.id).collect();
    tried
}
