//! The work of an order: it is paid, takes its time, takes effect, and is read off a day later.

use codedark_protocol::{TimelineKind, TimelineRow};
use codedark_scenario::{Action, Effect, TargetKind};

use crate::base::time::{DAY, Minute};
use crate::hospital::agenda::OrderItem;
use crate::hospital::aim::Aim;
use crate::hospital::ledger::Account;
use crate::hospital::orders::Task;
use crate::orders::{OrderSite, effects};
use crate::reading::aims::aim;
use crate::reading::measure::value;
use crate::reading::pace_of_work;
use crate::rules::detection;

/// Pays and books an order.
pub fn start(at: &mut OrderSite, index: usize, target: Option<&str>) {
    let scenario = at.scenario();
    let action = &scenario.actions[index];
    at.defence.spend(account(action), action.cost_cents);
    at.defence.staff_min += i64::from(action.staff_min);
    let thin = !at.rules.calendar.office_hours(at.minute)
        && action.duration_min < DAY
        && !at.people.covers_nights(action.role, at.minute);
    let factor = if thin { at.rules.numbers.defence.night_factor } else { 1.0 }
        * at.people.tired(action.role, at.minute, &at.rules.numbers.shifts)
        * pace_of_work::pace(&at.read(), action);
    let due_min = at.minute + ((action.duration_min as f64 * factor) as Minute).max(1);
    let number = at.defence.next_task;
    at.defence.next_task += 1;
    at.defence.tasks.insert(number, Task { action: index, target: target.map(str::to_owned), due_min, ordered: None });
    if let Some(Aim::Case(case)) = target.and_then(|id| aim(&at.read(), action.target, id)) {
        detection::take_up(&mut at.hand_on(), case);
    }
    at.book(due_min, OrderItem::WorkDone(number));
    at.renew_views();
}

/// Takes back what [`start`] did, in the same minute: money, hands and a case are free again.
pub fn take_back(at: &mut OrderSite, number: u32) {
    let Some(task) = at.defence.tasks.remove(&number) else {
        return;
    };
    let action = &at.scenario().actions[task.action];
    at.defence.refund(account(action), action.cost_cents);
    at.defence.staff_min -= i64::from(action.staff_min);
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

/// An order takes effect.
pub fn finish(at: &mut OrderSite, number: u32) {
    let scenario = at.scenario();
    let Some(task) = at.defence.tasks.remove(&number) else {
        return;
    };
    let action = &scenario.actions[task.action];
    let aim = task.target.as_deref().and_then(|id| aim(&at.read(), action.target, id));
    let measure = action.effects.first().map_or(codedark_scenario::Measure::CapacityMilli, effects::shows_in);
    let before = value(&at.read(), measure);
    for effect in &action.effects {
        effects::apply(at, effect, aim);
    }
    let minute = at.minute;
    at.defence.note_done(task.action, &action.id, minute, task.target.clone());
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
