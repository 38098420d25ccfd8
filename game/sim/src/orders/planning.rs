//! Planning: when the orders under way will be done with the hands that are there.

use codedark_scenario::Role;

use crate::base::time::Minute;
use crate::hospital::agenda::OrderItem;
use crate::orders::OrderSite;
use crate::reading::hands::forecast;

/// Books an order for when it will be done.
pub fn plan(at: &mut OrderSite, number: u32) {
    let role = at.defence.tasks[&number].role;
    let due = forecast(&at.read(), role, Some(number)).pop();
    book(at, number, due.expect("it is under way").1);
}

/// Others of a role are there from now on: what is under way is done sooner or later.
pub fn plan_anew(at: &mut OrderSite, role: Role) {
    for (number, due_min) in forecast(&at.read(), role, None) {
        if at.defence.tasks[&number].due_min != due_min {
            at.cancel(OrderItem::WorkDone(number));
            book(at, number, due_min);
        }
    }
}

fn book(at: &mut OrderSite, number: u32, due_min: Minute) {
    at.defence.tasks.get_mut(&number).expect("it is under way").due_min = due_min;
    at.book(due_min, OrderItem::WorkDone(number));
}
