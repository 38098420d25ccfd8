//! Defence: orders, the work they take, and money.
//!
//! An order is checked, paid, and takes effect when its work is done. What needs another role's word first is
//! [`joint`]'s.

use std::collections::BTreeMap;

use bevy_ecs::component::Component;
use codedark_protocol::{CaseState, Command, Msg, TimelineKind, TimelineRow};
use codedark_scenario::{Action, Effect, Fact, Role, TargetKind};
use serde::Serialize;

use crate::effects::{self, Aim, aim};
use crate::measure::{holds, value};
use crate::money::{self, Account};
use crate::region::{At, RegionSetup};
use crate::time::{DAY, Domain, Due, Minute};
use crate::{detection, duty, joint, plan, story};

/// Orders and money of a hospital.
#[derive(Component, Clone, Debug, Default, Serialize)]
pub struct Defence {
    /// Money left, in cents.
    pub budget_cents: i64,
    /// Money spent or lost by account, in cents.
    pub ledger: BTreeMap<Account, i64>,
    /// Of it, carried by other accounts of the house, in cents.
    pub carried_cents: i64,
    /// Money received since the start, in cents.
    pub received_cents: i64,
    /// Work used, in staff-minutes.
    pub staff_min: i64,
    /// Orders under way, by number.
    pub tasks: BTreeMap<u32, Task>,
    /// Number of the next order.
    pub next_task: u32,
    /// Proposals, by number.
    pub proposals: Vec<joint::Proposal>,
    /// Numbers of the proposals that are not settled, in order. Derived.
    #[serde(skip)]
    pub(crate) open: Vec<usize>,
    /// Completed actions: when, and on what.
    pub done: BTreeMap<String, Vec<(Minute, Option<String>)>>,
    /// What was done that the model remembers.
    pub facts: Facts,
    /// Figures to read off a day later: row of the history and the measure.
    pub readings: Vec<(usize, codedark_scenario::Measure)>,
}

/// What orders left behind, beside the changes in other domains.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Facts {
    /// Pieces of evidence kept.
    pub evidence_kept: u32,
    /// Evictions made.
    pub evictions: u32,
    /// When stolen accounts were last disabled.
    pub accounts_disabled_min: Option<Minute>,
    /// When all privileged secrets were last changed.
    pub reset_min: Option<Minute>,
    /// Whether the ransom was paid, or refused.
    pub ransom_paid: Option<bool>,
    /// Whether the insurer pays, once it was called.
    pub insurer_pays: Option<bool>,
    /// Whether the early warning service had its chance to see the strike coming.
    pub foreseen: bool,
    /// Whether somebody asked for a decryptor.
    pub decryptor_asked: bool,
    /// Whether indicators were shared.
    pub shared: bool,
    /// Zones connected again unchecked, after an intruder was in them.
    pub unchecked_reconnects: u32,
}

/// An order under way.
#[derive(Clone, Debug, Serialize)]
pub struct Task {
    /// Action index in the scenario.
    pub action: usize,
    /// Target id.
    pub target: Option<String>,
    /// Minute it takes effect.
    pub due_min: Minute,
}

/// Registers defence.
pub fn plugin(region: &mut RegionSetup) {
    region.hashed::<Defence>();
    region.on(Domain::Defence, work);
}

impl Defence {
    /// Money spent or lost, in cents.
    pub fn cost_cents(&self) -> i64 {
        self.ledger.values().sum()
    }

    /// Proposals that are not settled, with their numbers.
    pub fn open_proposals(&self) -> impl Iterator<Item = (usize, &joint::Proposal)> {
        self.open.iter().map(|index| (*index, &self.proposals[*index]))
    }
}

fn work(at: &mut At, due: &Due) {
    match due {
        Due::TaskDone(task) => finish(at, *task),
        Due::TaskResult(reading) => read_off(at, *reading as usize),
        Due::ProposalSilent(index) => joint::silence(at, *index as usize),
        _ => {}
    }
}

/// Takes a seat's command, or says why not. A refusal changes nothing.
pub fn command(at: &mut At, role: Role, command: &Command, phase: &str) -> Result<(), Msg> {
    match command {
        Command::Act { action, target } => act(at, role, action, target.as_deref(), phase),
        Command::Agree { proposal } => joint::agree(at, role, *proposal),
        Command::Amend { proposal, target } => joint::amend(at, role, *proposal, target),
        Command::Refuse { proposal, reason } => joint::refuse(at, role, *proposal, *reason),
        Command::Escalate { proposal } => joint::escalate(at, role, *proposal, phase),
        Command::Override { proposal } => joint::overrule(at, role, *proposal, phase),
        Command::Answer { inject, option } => story::reply(at, role, inject, option),
        Command::Skip { inject } => story::skip(at, role, inject),
    }
}

fn act(at: &mut At, role: Role, id: &str, target: Option<&str>, phase: &str) -> Result<(), Msg> {
    let scenario = at.scenario();
    let index = scenario.actions.iter().position(|action| action.id == id);
    let index = index.ok_or_else(|| Msg::new("refused-unknown-action").word("action", id))?;
    let action = &scenario.actions[index];
    check(at, role, action, phase)?;
    check_target(at, role, index, target)?;
    match joint::asks(at, role, action)? {
        Some((asked, state)) => joint::propose(at, role, index, target, asked, state),
        None => start(at, index, target),
    }
    Ok(())
}

/// Whether a role may order an action now, whatever the target.
pub fn check(at: &At, role: Role, action: &Action, phase: &str) -> Result<(), Msg> {
    if !is_there_for(at, action) {
        return Err(Msg::new("refused-larger-hospital"));
    }
    let analyst = role == Role::SocAnalyst && action.role == Role::SecurityLead;
    if action.role != role && !analyst {
        return Err(Msg::new("refused-other-role").text("role", format!("role.{}", action.role.id())));
    }
    if !action.phases.iter().any(|offered| offered == phase) {
        return Err(Msg::new("refused-other-phase"));
    }
    // A budget round looks at the money when it funds, and what it funds brings its own hands.
    let tabled = joint::is_tabled(role, action);
    if !tabled && action.cost_cents > 0 && at.defence.budget_cents < action.cost_cents {
        return Err(Msg::new("refused-no-money"));
    }
    if !action.requires.as_ref().is_none_or(|condition| holds(at, condition)) {
        return Err(Msg::new("refused-not-yet"));
    }
    let crew = at.rules.scenario.hospital.crews.iter().find(|crew| crew.role == action.role);
    let busy = at.defence.tasks.values().filter(|task| at.rules.scenario.actions[task.action].role == action.role);
    if !tabled && crew.is_some_and(|crew| busy.count() >= crew.tasks_max as usize) {
        return Err(Msg::new("refused-no-hands"));
    }
    if action.target == TargetKind::Hospital && !free(at, action, None) {
        return Err(Msg::new("refused-done"));
    }
    joint::asks(at, role, action).map(drop)
}

/// Whether a hospital of this size can have it at all.
pub fn is_there_for(at: &At, action: &Action) -> bool {
    action.beds_max.is_none_or(|most| at.rules.scenario.hospital.beds <= most)
}

/// Whether an action is neither done (unless it may be repeated) nor under way nor proposed on a target.
pub fn free(at: &At, action: &Action, target: Option<&str>) -> bool {
    !taken(at, action).any(|on| on.as_deref() == target)
}

/// What an action was done to (unless it may be repeated, or sends the rest of a report), is being done to, or is proposed on.
fn taken<'t>(at: &'t At, action: &'t Action) -> impl Iterator<Item = &'t Option<String>> {
    let same = |index: usize| std::ptr::eq(&at.rules.scenario.actions[index], action);
    let once = !action.repeat && !duty::sends_the_rest(at, action);
    let done = at.defence.done.get(&action.id).filter(|_| once);
    let under_way = at.defence.tasks.values().filter(move |task| same(task.action)).map(|task| &task.target);
    let proposed = at.defence.open_proposals().filter(move |(_, open)| same(open.action)).map(|(_, open)| &open.target);
    done.into_iter().flatten().map(|(_, on)| on).chain(under_way).chain(proposed)
}

/// Whether a role can order an action on a target, or on the hospital as a whole. What it cannot know of is refused like what
/// is not there: nobody finds out by trying.
pub fn check_target(at: &At, role: Role, action: usize, target: Option<&str>) -> Result<(), Msg> {
    match (at.rules.scenario.actions[action].target, target) {
        (TargetKind::Hospital, None) => Ok(()),
        (TargetKind::Hospital, Some(_)) | (_, None) => Err(Msg::new("refused-target")),
        (kind, Some(id)) => {
            let named = aim(at, kind, id);
            let wanted = |aim| Some(aim) == named && is_known(at, role, &at.rules.scenario.actions[action]);
            let possible = targets(at, action, wanted).iter().any(|possible| possible == id);
            if possible { Ok(()) } else { Err(Msg::new("refused-target")) }
        }
    }
}

/// Whether a role can know what an action could be done to: which devices lie encrypted is seen once somebody has said
/// what the dead screens are.
pub fn is_known(at: &At, role: Role, action: &Action) -> bool {
    let brings_back = |effect: &Effect| matches!(effect, Effect::Rebuild | Effect::Restore);
    at.people.facts.contains_key(&(role, Fact::Ransomware)) || !action.effects.iter().any(brings_back)
}

/// Ids an action can be done to now, in order, of those wanted. The truth: what a role knows of, [`is_known`] says.
pub fn targets(at: &At, action: usize, wanted: impl Fn(Aim) -> bool) -> Vec<String> {
    let scenario = &at.rules.scenario;
    let facts = &scenario.actions[action];
    // Looked up for the first that fits: mostly there is none.
    let mut known: Option<Vec<&str>> = None;
    let fit = |aim: Aim| {
        if !wanted(aim) || !useful(at, facts, aim) {
            return None;
        }
        let taken = known.get_or_insert_with(|| taken(at, facts).flatten().map(String::as_str).collect());
        let id = aim.id(&scenario.hospital);
        (!taken.contains(&&*id)).then(|| id.into_owned())
    };
    if facts.target == TargetKind::Case {
        let open = |index: &usize| at.desk.cases[*index].state == CaseState::Open;
        let mut cases: Vec<String> = (0..at.desk.cases.len()).filter(open).map(Aim::Case).filter_map(fit).collect();
        cases.sort_unstable();
        return cases;
    }
    at.rules.by_id.aims[action].iter().copied().filter_map(fit).collect()
}

/// Whether an order could change its target at all: nobody connects what is connected.
fn useful(at: &At, action: &Action, aim: Aim) -> bool {
    action.effects.iter().any(|effect| match (effect, aim) {
        (Effect::Isolate, Aim::Zone(zone)) => !at.network.zones[zone].isolated,
        (Effect::Reconnect, Aim::Zone(zone)) => at.network.zones[zone].isolated,
        (Effect::Rebuild | Effect::Restore, Aim::Group(group)) => at.network.groups[group].encrypted > 0,
        (Effect::Divert(_), Aim::Service(s)) => {
            at.rules.scenario.hospital.services[s].can_divert && at.care.services[s].divert_percent == 0
        }
        (Effect::StopDivert, Aim::Service(s)) => at.care.services[s].divert_percent > 0,
        (Effect::CancelPlanned(_), Aim::Service(s)) => {
            at.rules.scenario.hospital.services[s].planned_per_day > 0.0 && at.care.services[s].cancel_percent == 0
        }
        (Effect::ResumePlanned, Aim::Service(s)) => at.care.services[s].cancel_percent > 0,
        (Effect::SwitchToPaper, Aim::Service(s)) => at.care.services[s].paper_since.is_none(),
        (Effect::BackToDigital, Aim::Service(s)) => at.care.services[s].paper_since.is_some(),
        (Effect::BackLoad, Aim::Service(s)) => at.care.services[s].unwritten_milli > 0,
        (Effect::ShortList(percent), Aim::Service(s)) => at.care.services[s].turned_down_percent != *percent,
        (Effect::Outside(_), Aim::Service(s)) => !at.care.services[s].helped(at.minute),
        (Effect::Transfer(_), Aim::Service(s)) => at.care.services[s].moved_percent(at.minute) == 0,
        (Effect::MoveToCloud, Aim::Group(group)) => !at.network.groups[group].cloud,
        (Effect::LocalMode, Aim::Group(group)) => !at.network.groups[group].local,
        (Effect::NetworkMode, Aim::Group(group)) => at.network.groups[group].local,
        _ => true,
    })
}

/// Pays and books an order.
pub fn start(at: &mut At, index: usize, target: Option<&str>) {
    let scenario = at.scenario();
    let action = &scenario.actions[index];
    money::spend(at, money::account(action), action.cost_cents);
    at.defence.staff_min += i64::from(action.staff_min);
    let thin = !at.rules.calendar.office_hours(at.minute)
        && action.duration_min < DAY
        && !at.people.covers_nights(action.role, at.minute);
    let factor = if thin { at.rules.numbers.defence.night_factor } else { 1.0 }
        * at.people.tired(action.role, at.minute, &at.rules.numbers.shifts)
        * plan::pace(at, action);
    let due_min = at.minute + ((action.duration_min as f64 * factor) as Minute).max(1);
    let number = at.defence.next_task;
    at.defence.next_task += 1;
    at.defence.tasks.insert(number, Task { action: index, target: target.map(str::to_owned), due_min });
    if let Some(Aim::Case(case)) = target.and_then(|id| aim(at, action.target, id)) {
        detection::take_up(at, case);
    }
    at.book(due_min, Due::TaskDone(number));
    at.revision.0 += 1;
}

/// The word for a target kind in text keys.
pub fn target_word(kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::Hospital => "hospital",
        TargetKind::Zone => "zone",
        TargetKind::Case => "case",
        TargetKind::Service => "service",
        TargetKind::Group => "group",
    }
}

/// An order takes effect.
fn finish(at: &mut At, number: u32) {
    let scenario = at.scenario();
    let Some(task) = at.defence.tasks.remove(&number) else {
        return;
    };
    let action = &scenario.actions[task.action];
    let aim = task.target.as_deref().and_then(|id| aim(at, action.target, id));
    let measure = action.effects.first().map_or(codedark_scenario::Measure::CapacityMilli, effects::shows_in);
    let before = value(at, measure);
    for effect in &action.effects {
        effects::apply(at, effect, aim);
    }
    let minute = at.minute;
    at.defence.done.entry(action.id.clone()).or_default().push((minute, task.target.clone()));
    let target = task.target.as_deref().map(|id| (target_word(action.target), id));
    let what = effects::done_message(&action.id, target);
    at.tell(&[], what.clone());
    let result = Some((measure_id(measure), before, value(at, measure)));
    at.log.history.push(TimelineRow {
        at_min: minute,
        kind: TimelineKind::Decision,
        role: Some(action.role),
        what,
        result,
    });
    at.defence.readings.push((at.log.history.len() - 1, measure));
    let reading = at.defence.readings.len() as u32 - 1;
    at.book(minute + DAY, Due::TaskResult(reading));
}

/// The id of a measure, as files and results write it.
pub fn measure_id(measure: codedark_scenario::Measure) -> String {
    serde_json::to_value(measure).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A day later: what the figure became.
fn read_off(at: &mut At, reading: usize) {
    let (row, measure) = at.defence.readings[reading];
    let now = value(at, measure);
    if let Some(result) = &mut at.log.history[row].result {
        result.2 = now;
    }
}
