//! What a play-test makes suspicious: the same for the report's first page and for `codedark scenario check --play`.

use codedark_protocol::OPEN_DECISIONS_MAX;
use codedark_scenario::codes::{self, Code, Severity};
use codedark_scenario::{Action, Condition, Cue, Measure, Remark, Scenario};
use codedark_sim::exercise::Skill;

use super::policies::{self, PolicyRow, Rule};
use super::summary::{DutyRow, Share, SkillRow, Summary};

/// Lowest median score of competent play with which an exercise can be called winnable.
const WON_MIN: f64 = 60.0;
/// Highest median score of doing nothing with which an exercise can be called losable.
const LOST_MAX: f64 = 40.0;
/// Exercises that show that something does not happen.
pub const SURE: usize = 200;
/// Longest class time without anything to do, in minutes.
pub const IDLE_MIN_MAX: f64 = 3.0;
/// Share of idle exercises that must be struck, at least.
const STRUCK_MIN: f64 = 0.5;
/// Share of the class that may go into what others ask of a seat, at most: the rest is for its own work and for talk.
const BUSY_MAX: f64 = 0.75;
/// Share of the objective that must lie between the best and the worst skill, at least.
const APART_MIN: f64 = 0.02;
/// Points by which the best policy must be ahead of every simple one.
const AHEAD_MIN: f64 = 3.0;
/// Pairs that show that an action changes nothing.
const PAIRS_MIN: usize = 3;

/// Everything suspicious, errors first.
pub fn findings(scenario: &Scenario, summary: &Summary) -> Vec<Remark> {
    let mut found = Vec::new();
    scores(summary, &mut found);
    happenings(scenario, summary, &mut found);
    objectives(summary, &mut found);
    actions(scenario, summary, &mut found);
    simple(summary, &mut found);
    hours(summary, &mut found);
    found.sort_by_key(|remark| remark.code.severity != Severity::Error);
    found
}

fn remark(code: &'static Code, place: Option<(&'static str, &str)>, message: String) -> Remark {
    Remark { code, place: place.map(|(list, id)| (list, id.to_owned())), message }
}

fn scores(summary: &Summary, found: &mut Vec<Remark>) {
    if let Some(SkillRow { score, .. }) = summary.skill(Skill::Competent).filter(|row| row.score.middle < WON_MIN) {
        let message = format!(
            "Nobody can win this: people who know what to do reach {:.0} of 100 points in the middle of {} exercises, and {WON_MIN:.0} is the least. Ease the objectives, or give the team more time, money or hands.",
            score.middle, score.count
        );
        found.push(remark(&codes::NOT_WINNABLE, None, message));
    }
    let Some(idle) = summary.skill(Skill::Idle) else { return };
    if idle.score.middle > LOST_MAX {
        let message = format!(
            "Nobody can lose this: people who do nothing reach {:.0} of 100 points in the middle of {} exercises, and {LOST_MAX:.0} is the most. Ask more of the objectives, or make the attack graver.",
            idle.score.middle, idle.score.count
        );
        found.push(remark(&codes::NOT_LOSABLE, None, message));
    }
    let struck = idle.shares.iter().find(|(share, _)| *share == Share::Struck).map_or(1.0, |(_, share)| *share);
    if struck < STRUCK_MIN {
        let message = format!(
            "The attack is set off in {:.0} of 100 exercises in which nobody does anything: let it begin earlier, or stay shorter, or make the phases longer.",
            struck * 100.0
        );
        found.push(remark(&codes::NEVER_STRUCK, Some(("", "adversary")), message));
    }
}

/// Injects and legal clocks that never came.
fn happenings(scenario: &Scenario, summary: &Summary, found: &mut Vec<Remark>) {
    let played: usize = summary.skills.iter().map(|row| row.score.count).sum();
    if played < SURE {
        return;
    }
    for inject in summary.injects.iter().filter(|inject| !inject.by_hand && inject.seen.iter().all(|seen| *seen == 0)) {
        let message = format!(
            "Nobody ever saw the inject `{}` in {played} exercises: its condition did not come true. Ease `when`, or leave the inject to the facilitator by taking `when` out.",
            inject.id
        );
        found.push(remark(&codes::NEVER_SEEN, Some(("injects", &inject.id)), message));
    }
    for duty in never_began(scenario, summary) {
        let message = format!(
            "The legal clock `{}` never began in {played} exercises: ease its `starts`, or take it out.",
            duty.id
        );
        found.push(remark(&codes::NEVER_BEGAN, Some(("duties", &duty.id)), message));
    }
}

/// Legal clocks that never began, but for those of a ransom: stand-ins never pay.
fn never_began<'a>(scenario: &'a Scenario, summary: &'a Summary) -> impl Iterator<Item = &'a DutyRow> {
    let of_ransom = |id: &str| scenario.duties.iter().any(|duty| duty.id == id && rests_on_ransom(&duty.starts));
    summary.duties.iter().filter(move |duty| duty.began.iter().all(|began| *began == 0) && !of_ransom(&duty.id))
}

fn rests_on_ransom(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().any(rests_on_ransom),
        Condition::Any(parts) => parts.iter().all(rests_on_ransom),
        Condition::Measure(measure, ..) => *measure == Measure::RansomPaid,
        _ => false,
    }
}

fn objectives(summary: &Summary, found: &mut Vec<Remark>) {
    let tried = summary.skills.len();
    for objective in &summary.objectives {
        let place = Some(("objectives", objective.id.as_str()));
        if objective.observed.iter().all(|observed| *observed == 0) {
            let message = format!(
                "The objective `{}` was never observed: the reason it waits for did not come. Ease its `since`, or take it out.",
                objective.id
            );
            found.push(remark(&codes::NEVER_OBSERVED, place, message));
            continue;
        }
        let means: Vec<f64> = objective.met.iter().flatten().map(|met| met.mean).collect();
        let (least, most) =
            means.iter().fold((1.0_f64, 0.0_f64), |(least, most), mean| (least.min(*mean), most.max(*mean)));
        if means.len() == tried && tried > 1 && most - least < APART_MIN {
            let message = format!(
                "The objective `{}` tells nobody apart: whoever plays, idle or competent, meets {:.0} % of it. Move its `worst` and `best`, or rate something else.",
                objective.id,
                most * 100.0
            );
            found.push(remark(&codes::TELLS_NOBODY_APART, place, message));
        }
    }
}

fn actions(scenario: &Scenario, summary: &Summary, found: &mut Vec<Remark>) {
    let all_tried = summary.skills.len() == super::trial::SKILLS.len();
    for row in summary.actions.iter().filter(|action| action.offered) {
        let Some(action) = scenario.actions.iter().find(|action| action.id == row.id) else { continue };
        let place = Some(("actions", row.id.as_str()));
        if row.taken.iter().all(|taken| *taken == 0) && all_tried && !waits_for_a_clock(summary, action) {
            let message = format!(
                "Nobody ever took the action `{}`: its sign was never seen, or something else always came first. Look at its `cue`, `requires` and `phases`, or take it out.",
                row.id
            );
            found.push(remark(&codes::NEVER_TAKEN, place, message));
        }
        let pairs = row.worth.map_or(0, |worth| worth.count);
        // What is tabled changes nothing where the money goes to something else: that is the commander's choice.
        if pairs >= PAIRS_MIN && row.same == pairs && !action.tabled {
            let message = format!(
                "The action `{}` changes nothing: in {pairs} exercises that were played again without it, every figure but money came out the same.",
                row.id
            );
            found.push(remark(&codes::CHANGES_NOTHING, place, message));
        }
    }
}

/// Whether an action is for a legal clock that this scenario left out, or that did not begin: libraries are shared.
fn waits_for_a_clock(summary: &Summary, action: &Action) -> bool {
    let Cue::Duty(id) = &action.cue else { return false };
    !summary.duties.iter().any(|duty| duty.id == *id && duty.began.iter().any(|began| *began > 0))
}

/// Simple policies that come near the best, where following the rule made a difference in half of the exercises.
fn simple(summary: &Summary, found: &mut Vec<Remark>) {
    let Some(best) = summary.policies.iter().max_by(|one, other| one.score.total_cmp(&other.score)) else { return };
    let simple = |row: &&PolicyRow| policies::by_id(&row.id).is_some_and(Rule::is_simple);
    for row in summary.policies.iter().filter(simple) {
        if row.differs * 2 < row.played || row.score < best.score - AHEAD_MIN {
            continue;
        }
        let message = format!(
            "One rule is enough: a team that follows `{}`, whatever happens, reaches {:.0} of 100 points in the middle of {} exercises, and the best policy, `{}`, {:.0}. {AHEAD_MIN:.0} points are the least between them: rate what the rule costs, or look at what it costs too little.",
            row.id, row.score, row.played, best.id, best.score
        );
        found.push(remark(&codes::ONE_RULE_IS_ENOUGH, None, message));
    }
}

fn hours(summary: &Summary, found: &mut Vec<Remark>) {
    for hour in &summary.hours {
        let place = Some(("cuts", hour.id.as_str()));
        for role in &hour.roles {
            let who = role.role.id();
            if role.idle_min > IDLE_MIN_MAX {
                let message = format!(
                    "In the cut `{}`, `{who}` has nothing to do for {:.1} class minutes before minute {:.0}; {IDLE_MIN_MAX:.0} is the most. Give this role a question or an action there, or set a stop.",
                    hour.id, role.idle_min, role.idle_at_min
                );
                found.push(remark(&codes::IDLE_TOO_LONG, place, message));
            }
            if usize::from(role.open_max) > OPEN_DECISIONS_MAX || role.busy > BUSY_MAX {
                let message = format!(
                    "In the cut `{}`, `{who}` is asked too much: {:.0} % of the class goes into answers, with up to {} open at once ({:.0} % and {OPEN_DECISIONS_MAX} are the most). Spread the questions, or give some to others.",
                    hour.id,
                    role.busy * 100.0,
                    role.open_max,
                    BUSY_MAX * 100.0
                );
                found.push(remark(&codes::OVERLOADED, place, message));
            }
        }
        for (stop, classes) in hour.missed.iter().filter(|(_, classes)| **classes * 2 > hour.classes) {
            let message = format!(
                "In the cut `{}`, there was no time for the stop `{stop}` in {classes} of {} classes: give its phase more class minutes, or fewer stops.",
                hour.id, hour.classes
            );
            found.push(remark(&codes::OVER_TIME, place, message));
        }
    }
}
