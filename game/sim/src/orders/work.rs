//! The work of an order: it is paid, takes its time and its hands, takes effect, and is read off a day later.

use codedark_protocol::{TimelineKind, TimelineRow};
use codedark_scenario::{Action, Effect, TargetKind};

use crate::base::rounding::whole;
use crate::base::time::{DAY, Minute};
use crate::hospital::agenda::OrderItem;
use crate::hospital::aim::Aim;
use crate::hospital::hands::Work;
use crate::hospital::ledger::Account;
use crate::hospital::orders::{Done, Task};
use crate::hospital::site::HospitalRef;
use crate::orders::{OrderSite, effects, planning};
use crate::reading::aims::aim;
use crate::reading::measure::value;
use crate::reading::pace_of_work;
use crate::rules::detection;
use crate::rules::recovery::staffing::settle;

/// Pays and books an order.
pub fn start(at: &mut OrderSite, index: usize, target: Option<&str>) {
    let scenario = at.scenario();
    let action = &scenario.actions[index];
    settle(at, action.role);
    at.defence.spend(account(action), action.cost_cents);
    let number = at.defence.next_task;
    at.defence.next_task += 1;
    let task = Task {
        action: index,
        role: action.role,
        target: target.map(str::to_owned),
        work: work(&at.read(), action),
        due_min: at.minute,
        ordered: None,
    };
    at.defence.tasks.insert(number, task);
    if let Some(Aim::Case(case)) = target.and_then(|id| aim(&at.read(), action.target, id)) {
        detection::take_up(&mut at.hand_on(), case);
    }
    planning::plan(at, number);
    at.renew_views();
}

/// What an order takes now. A tired lead's work takes longer; what a budget round funds brings its own hands.
fn work(at: &HospitalRef, action: &Action) -> Work {
    let factor = at.people.tired(action.role, at.minute, &at.rules.numbers.shifts) * pace_of_work::pace(at, action);
    let staff_min = if action.tabled { 0.0 } else { f64::from(action.staff_min) };
    Work {
        from_min: at.minute,
        length_min: ((action.duration_min as f64 * factor) as Minute).max(1),
        takes_milli: whole(staff_min * factor * 1000.0),
        done_milli: 0,
    }
}

/// Takes back what [`start`] did, in the same minute: money, hands and a case are free again.
pub fn take_back(at: &mut OrderSite, number: u32) {
    let Some(task) = at.defence.tasks.remove(&number) else {
        return;
    };
    let action = &at.scenario().actions[task.action];
    at.defence.refund(account(action), action.cost_cents);
    if let Some(Aim::Case(case)) = task.target.and_then(|id| aim(&at.read(), action.target, &id)) {
        detection::put_back(&mut at.hand_on(), case);
    }
    at.cancel(OrderItem::WorkDone(number));
    at.renew_views();
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

/// An order takes effect, if it is done: hands may have been missing.
pub fn finish(at: &mut OrderSite, number: u32) {
    let scenario = at.scenario();
    let Some(role) = at.defence.tasks.get(&number).map(|task| task.role) else {
        return;
    };
    settle(at, role);
    if at.defence.tasks[&number].work.left_milli() > 0 {
        return planning::plan(at, number);
    }
    let task = at.defence.tasks.remove(&number).expect("it is under way");
    let action = &scenario.actions[task.action];
    let aim = task.target.as_deref().and_then(|id| aim(&at.read(), action.target, id));
    let measure = action.effects.first().map_or(codedark_scenario::Measure::CapacityMilli, effects::shows_in);
    let before = value(&at.read(), measure);
    for effect in &action.effects {
        effects::apply(at, effect, aim);
    }
    let minute = at.minute;
    at.defence.note_done(task.action, &action.id, Done { minute, target: task.target.clone(), number });
    let target = task.target.as_deref().map(|id| (target_word(action.target), id));
    let what = effects::done_message(&action.id, target);
    at.tell(&[], what.clone());
    let result = Some((measure_id(measure), before, value(&at.read(), measure)));
    at.log.history.push(TimelineRow {
        at_min: minute,
        kind: TimelineKind::Decision,
        role: Some(action.role),
        what,
        result,
    });
    at.defence.readings.push((at.log.history.len() - 1, measure));
    let reading = at.defence.readings.len() as u32 - 1;
    at.book(minute + DAY, OrderItem::ReadOff(reading));
}

/// The id of a measure, as files and results write it.
pub fn measure_id(measure: codedark_scenario::Measure) -> String {
    serde_json::to_value(measure).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A day later: what the figure became.
pub fn read_off(at: &mut OrderSite, reading: usize) {
    let (row, measure) = at.defence.readings[reading];
    let now = value(&at.read(), measure);
    if let Some(result) = &mut at.log.history[row].result {
        result.2 = now;
    }
}

/// The account that an order's price belongs to.
pub fn account(action: &Action) -> Account {
    let has = |kind: fn(&Effect) -> bool| action.effects.iter().any(kind);
    match () {
        () if has(|effect| {
            matches!(
                effect,
                Effect::Outside(_)
                    | Effect::Partner(_)
                    | Effect::Transfer(_)
                    | Effect::RequestResponders
                    | Effect::ClaimInsurance
            )
        }) =>
        {
            Account::OutsideHelp
        }
        () if has(|effect| matches!(effect, Effect::CallIn(_) | Effect::Rest(_))) => Account::Overtime,
        () if has(|effect| matches!(effect, Effect::DeployControl(_) | Effect::Drill | Effect::TestRestore)) => {
            Account::Purchases
        }
        () => Account::Rebuild,
    }
}
