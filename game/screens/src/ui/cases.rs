//! The security context's cases, and the work ordered on them.

use codedark_protocol::{ActionCard, CaseRow, CaseState, Command, OfferRow, TargetKind};
use egui::{ScrollArea, Ui};

use super::actions::{offers_of, order_words};
use super::context::ScreenContext;
use super::parts;

/// Draws the cases: open first, newest first.
pub(super) fn show(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    parts::heading(ui, &words.t("cases"));
    let mut cases = context.class.view.cases.clone();
    cases.sort_by_key(|case| (rank(case.state), std::cmp::Reverse(case.opened_min)));
    let orders = case_orders(context);
    ScrollArea::vertical().id_salt("cases").auto_shrink([false, false]).show(ui, |ui| {
        if let Some(more) = context.class.figure("cases_with_staff").filter(|more| *more > 0) {
            parts::note(ui, &words.count("cases-with-staff", more));
        } else if cases.is_empty() {
            parts::note(ui, &words.t("no-cases"));
        }
        for case in &cases {
            parts::keyed(ui, ("case", &case.id), |ui| one(ui, context, case, &orders));
            ui.separator();
        }
    });
}

fn rank(state: CaseState) -> u8 {
    match state {
        CaseState::Confirmed => 0,
        CaseState::Open => 1,
        CaseState::Investigating => 2,
        CaseState::Dismissed => 3,
    }
}

/// Actions on cases that my roles can order.
fn case_orders(context: &ScreenContext) -> Vec<(OfferRow, ActionCard)> {
    let roles = context.class.my_roles();
    roles
        .into_iter()
        .flat_map(|role| offers_of(context, role))
        .filter(|(_, card)| card.target == TargetKind::Case)
        .collect()
}

fn one(ui: &mut Ui, context: &mut ScreenContext, case: &CaseRow, orders: &[(OfferRow, ActionCard)]) {
    let words = context.words;
    let (state, ink, ground) = match case.state {
        CaseState::Open => ("case-open", parts::AMBER, parts::AMBER_PALE),
        CaseState::Investigating => ("case-investigating", parts::BLUE, parts::BLUE_PALE),
        CaseState::Confirmed => ("case-confirmed", parts::RED, parts::RED_PALE),
        CaseState::Dismissed => ("case-dismissed", parts::FAINT, parts::GROUND),
    };
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.horizontal(|ui| {
        parts::strong(ui, &words.case(&case.id));
        parts::note(ui, &words.text(&format!("zone.{}", case.zone)));
        parts::chip(ui, &words.t(state), ink, ground);
    });
    ui.label(words.text(&case.report));
    let sensor = words.text(&format!("sensor.{}", case.sensor));
    let opened = words.moment_short(&context.class.catalogue.starts, case.opened_min);
    let alerts = words.count("alerts-count", i64::from(case.alerts));
    parts::note(ui, &[sensor, opened, alerts].join(" · "));
    if case.state == CaseState::Open {
        for (offer, card) in orders.iter().filter(|(offer, _)| offer.targets.contains(&case.id)) {
            order(ui, context, case, offer, card);
        }
    }
}

fn order(ui: &mut Ui, context: &mut ScreenContext, case: &CaseRow, offer: &OfferRow, card: &ActionCard) {
    let words = context.words;
    let name = words.text(&format!("action.{}", card.id));
    let (_, spoken) = order_words(words, card, &name, Some(&case.id));
    let open = offer.refused.is_none() && context.class.can_act();
    if parts::main_button(ui, &name, Some(&spoken), open) {
        context.class.order(card.role, Command::Act { action: card.id.clone(), target: Some(case.id.clone()) });
    }
    if let Some(reason) = &offer.refused {
        parts::note(ui, &words.msg(reason));
    }
}
