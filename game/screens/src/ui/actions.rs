//! What my roles can order now: one card an action.

use codedark_protocol::{ActionCard, Command, OfferRow, Role, TargetKind};
use egui::{ScrollArea, Ui};

use super::context::ScreenContext;
use super::parts;
use crate::words::{Words, tenths};

/// Cards a role shows before "More actions".
const CARDS_FIRST: usize = 7;

/// Draws the tabs of roles and the cards of the chosen one.
pub(super) fn show(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    parts::heading(ui, &words.t("my-actions"));
    let roles = context.class.my_roles();
    let chosen = context.screen.role.filter(|role| roles.contains(role)).or(roles.first().copied());
    let Some(chosen) = chosen else { return };
    context.screen.role = Some(chosen);
    ui.horizontal_wrapped(|ui| {
        for role in roles {
            if parts::tab(ui, &words.role(role), role == chosen) {
                context.screen.role = Some(role);
            }
        }
    });
    ui.add_space(4.0);
    ScrollArea::vertical()
        .id_salt(("actions", chosen.id()))
        .auto_shrink([false, false])
        .show(ui, |ui| cards(ui, context, chosen));
}

fn cards(ui: &mut Ui, context: &mut ScreenContext, role: Role) {
    let words = context.words;
    let mut offers: Vec<(OfferRow, ActionCard)> =
        offers_of(context, role).into_iter().filter(|(_, card)| card.target != TargetKind::Case).collect();
    // By name: any other order would tell which are good.
    offers.sort_by_cached_key(|(offer, card)| (offer.refused.is_some(), words.text(&format!("action.{}", card.id))));
    if offers.is_empty() {
        parts::note(ui, &words.t("no-actions"));
        return;
    }
    let long = context.screen.more.contains(&role);
    let hidden = offers.len().saturating_sub(CARDS_FIRST);
    let shown = if long { offers.len() } else { CARDS_FIRST };
    for (offer, card) in offers.iter().take(shown) {
        parts::keyed(ui, ("action", &offer.action), |ui| parts::card(ui, |ui| action(ui, context, offer, card)));
        ui.add_space(4.0);
    }
    if hidden > 0 {
        let name = words.t(if long { "fewer-actions" } else { "more-actions" });
        if parts::quiet_button(ui, &name, None) {
            if long {
                context.screen.more.remove(&role)
            } else {
                context.screen.more.insert(role)
            };
        }
    }
}

/// A role's offers with their cards.
pub(super) fn offers_of(context: &ScreenContext, role: Role) -> Vec<(OfferRow, ActionCard)> {
    let card = |id: &str| context.class.catalogue.actions.iter().find(|card| card.id == id && card.role == role);
    context.class.view.offers.iter().filter_map(|offer| Some((offer.clone(), card(&offer.action)?.clone()))).collect()
}

fn action(ui: &mut Ui, context: &mut ScreenContext, offer: &OfferRow, card: &ActionCard) {
    let words = context.words;
    let name = words.text(&format!("action.{}", card.id));
    parts::strong(ui, &name);
    if let Some(why) = words.try_text(&format!("action.{}.why", card.id)) {
        parts::note(ui, why);
    }
    parts::note(ui, &price(words, card));
    if is_tabled(card) {
        parts::tinted(ui, &words.t("goes-to-round"), parts::BLUE);
    } else if let Some(second) = card.second {
        parts::tinted(ui, &words.with("must-agree", &[("role", &words.role(second))]), parts::BLUE);
    }
    let target = target(ui, context, offer, card, &name);
    touches(ui, context, offer, target.as_deref());
    if let Some(reason) = &offer.refused {
        parts::tinted(ui, &words.msg(reason), parts::AMBER);
    }
    let (word, spoken) = order_words(words, card, &name, target.as_deref());
    let open = offer.refused.is_none() && context.class.can_act();
    if parts::main_button(ui, &word, Some(&spoken), open) {
        context.class.order(card.role, Command::Act { action: card.id.clone(), target });
    }
}

/// The visible and the spoken words of an action's button.
pub(super) fn order_words(words: &Words, card: &ActionCard, name: &str, target: Option<&str>) -> (String, String) {
    let word = words.t(match card.second {
        _ if is_tabled(card) => "table",
        Some(_) => "propose",
        None => "do",
    });
    let spoken = match target {
        Some(target) => {
            let target = target_name(words, card.target, target);
            words.with("order-target", &[("verb", &word), ("action", name), ("target", &target)])
        }
        None => words.with("order", &[("verb", &word), ("action", name)]),
    };
    (word, spoken)
}

/// Whether an order goes into the commander's budget round. The commander's own start at once.
fn is_tabled(card: &ActionCard) -> bool {
    card.tabled && card.role != Role::IncidentCommander
}

/// Cost, hands and time in one line.
fn price(words: &Words, card: &ActionCard) -> String {
    let mut parts = Vec::new();
    if card.cost_cents > 0 {
        parts.push(words.with("costs", &[("money", &words.money(card.cost_cents))]));
    }
    if card.staff_min > 0 {
        let hours = tenths(i64::from(card.staff_min) * 1_000 / 60);
        parts.push(words.with("hands", &[("hours", hours.trim_end_matches(".0"))]));
    }
    parts.push(words.with("takes", &[("span", &words.span(card.duration_min))]));
    parts.join(" · ")
}

/// Lets a target be chosen, and returns the chosen one. The zone chosen on the map comes first.
fn target(ui: &mut Ui, context: &mut ScreenContext, offer: &OfferRow, card: &ActionCard, name: &str) -> Option<String> {
    let words = context.words;
    let on_map =
        context.screen.zone.clone().filter(|zone| card.target == TargetKind::Zone && offer.targets.contains(zone));
    let kept = context.screen.targets.get(&card.id).filter(|target| offer.targets.contains(target)).cloned();
    let chosen = kept.or(on_map).or(offer.targets.first().cloned())?;
    let options: Vec<(String, String)> =
        offer.targets.iter().map(|id| (id.clone(), target_name(words, card.target, id))).collect();
    let now = parts::choice(ui, &words.with("target-of", &[("action", name)]), &chosen, &options);
    if now != chosen {
        context.screen.targets.insert(card.id.clone(), now.clone());
    }
    Some(now)
}

/// What the order would take away from services.
fn touches(ui: &mut Ui, context: &ScreenContext, offer: &OfferRow, target: Option<&str>) {
    let touch = offer.touches.iter().find(|touch| target.is_none_or(|target| touch.target == target));
    if let Some(touch) = touch {
        lost(ui, context, &touch.services);
    }
}

/// The clinical price: services that lose something, by id and thousandths.
pub(super) fn lost(ui: &mut Ui, context: &ScreenContext, services: &[(String, i64)]) {
    if services.is_empty() {
        return;
    }
    let lost: Vec<String> = services
        .iter()
        .map(|(service, milli)| {
            let name = context.words.text(&format!("service.{service}"));
            context.words.with("touch", &[("service", &name), ("percent", &(milli / 10).to_string())])
        })
        .collect();
    parts::tinted(ui, &context.words.with("touches", &[("services", &lost.join(", "))]), parts::RED);
}

/// The name of a target.
pub(super) fn target_name(words: &Words, kind: TargetKind, id: &str) -> String {
    match kind {
        TargetKind::Zone => words.text(&format!("zone.{id}")),
        TargetKind::Service => words.text(&format!("service.{id}")),
        TargetKind::Group => words.text(&format!("group.{id}")),
        TargetKind::Case => words.case(id),
        TargetKind::Hospital => id.to_owned(),
    }
}
