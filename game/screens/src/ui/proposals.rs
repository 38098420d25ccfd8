//! Joint actions: what colleagues ask of my roles, the budget round, and what became of what was proposed.
//!
//! Everybody is shown by role, never by name.

use codedark_protocol::{Command, ProposalRow, ProposalState, RefusalReason, Role, TargetKind};
use egui::Ui;

use super::actions::{self, target_name};
use super::context::{ScreenContext, acting};
use super::parts;

/// Settled joint actions that are shown, newest first.
const SETTLED_SHOWN: usize = 8;
/// Reasons for a refusal, with their words.
const REASONS: [(RefusalReason, &str); 4] = [
    (RefusalReason::PatientSafety, "reason-patient-safety"),
    (RefusalReason::NotNow, "reason-not-now"),
    (RefusalReason::Unclear, "reason-unclear"),
    (RefusalReason::TooDear, "reason-too-dear"),
];

/// What waits for an answer of my roles. Gives whether there is anything.
pub(super) fn asked(ui: &mut Ui, context: &mut ScreenContext) -> bool {
    let mine = context.class.my_roles();
    let rows = context.class.view.proposals.iter().filter(|row| mine.contains(&row.asked)).cloned();
    let (tabled, waiting): (Vec<ProposalRow>, Vec<ProposalRow>) =
        rows.filter(|row| row.state.is_open()).partition(|row| row.state == ProposalState::Tabled);
    for row in &waiting {
        parts::keyed(ui, ("proposal", row.id), |ui| {
            parts::tinted_card(ui, parts::AMBER_PALE, parts::AMBER, |ui| question(ui, context, row));
        });
    }
    if !tabled.is_empty() {
        parts::keyed(ui, "budget-round", |ui| {
            parts::tinted_card(ui, parts::TEAL_PALE, parts::TEAL, |ui| round(ui, context, &tabled));
        });
    }
    !waiting.is_empty() || !tabled.is_empty()
}

/// What I proposed, and what was settled lately where one of my roles is concerned.
pub(super) fn followed(ui: &mut Ui, context: &mut ScreenContext) {
    let mine = context.class.my_roles();
    let concerned = |row: &&ProposalRow| concerns(context, row, &mine);
    let rows: Vec<ProposalRow> = context.class.view.proposals.iter().filter(concerned).cloned().collect();
    let (mut open, mut settled): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.state.is_open());
    open.retain(|row| !mine.contains(&row.asked));
    settled.sort_by_key(|row| std::cmp::Reverse((row.settled_min, row.id)));
    settled.truncate(SETTLED_SHOWN);
    if open.is_empty() && settled.is_empty() {
        return;
    }
    parts::heading(ui, &context.words.t("joint-actions"));
    for row in open.iter().chain(&settled) {
        parts::keyed(ui, ("followed", row.id), |ui| parts::card(ui, |ui| followed_one(ui, context, row)));
    }
    ui.add_space(8.0);
}

/// Whether a joint action is a matter of one of these roles.
fn concerns(context: &ScreenContext, row: &ProposalRow, roles: &[Role]) -> bool {
    let second = context.class.catalogue.actions.iter().find(|card| card.id == row.action).and_then(|card| card.second);
    let refuser = row.refusal.map(|(role, _)| role);
    let concerned = [Some(row.by), Some(row.asked), second, row.settled_by, refuser];
    concerned.into_iter().flatten().any(|role| roles.contains(&role))
}

/// Action and target in words, and the kind of target.
fn what(context: &ScreenContext, row: &ProposalRow) -> (String, TargetKind) {
    let words = context.words;
    let card = context.class.catalogue.actions.iter().find(|card| card.id == row.action);
    let kind = card.map_or(TargetKind::Hospital, |card| card.target);
    let action = words.text(&format!("action.{}", row.action));
    let what = match &row.target {
        Some(target) => words.with("action-on", &[("action", &action), ("target", &target_name(words, kind, target))]),
        None => action,
    };
    (what, kind)
}

/// A proposal by its number, in words.
pub(super) fn name(context: &ScreenContext, proposal: u32) -> String {
    let row = context.class.view.proposals.iter().find(|row| row.id == proposal);
    row.map_or_else(|| context.words.t("a-proposal"), |row| what(context, row).0)
}

fn reason_words(context: &ScreenContext, reason: RefusalReason) -> String {
    let (_, id) = REASONS.iter().find(|(known, _)| *known == reason).unwrap_or(&REASONS[0]);
    context.words.t(id)
}

/// A proposal that one of my roles must answer.
fn question(ui: &mut Ui, context: &mut ScreenContext, row: &ProposalRow) {
    let words = context.words;
    let (what, kind) = what(context, row);
    parts::strong(ui, &what);
    let (by, asked) = (words.role(row.by), words.role(row.asked));
    let deadline = words.moment_short(&context.class.catalogue.starts, row.deadline_min);
    let args = [("by", by.as_str()), ("asked", asked.as_str()), ("deadline", deadline.as_str())];
    let id = match (row.state, row.refusal) {
        (ProposalState::Escalated, Some(_)) => "taken-further",
        (ProposalState::Escalated, None) => "escalated",
        _ => "proposed",
    };
    ui.label(words.with(id, &args));
    if let Some((refuser, reason)) = row.refusal {
        let args = [("role", words.role(refuser)), ("reason", reason_words(context, reason))];
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        parts::tinted(ui, &words.with("refused-by", &args), parts::AMBER);
    }
    actions::lost(ui, context, &row.touches);
    acting(ui, context, |ui, context| match row.refusal {
        Some((_, reason)) => overrule(ui, context, row, reason, &what),
        None => answer(ui, context, row, kind, &what),
    });
    withdraw_own(ui, context, row, &what);
}

/// Agree, agree with a change, or refuse for a reason.
fn answer(ui: &mut Ui, context: &mut ScreenContext, row: &ProposalRow, kind: TargetKind, what: &str) {
    let words = context.words;
    let key = format!("refuse/{}", row.id);
    let refusing = context.screen.targets.contains_key(&key);
    ui.horizontal_wrapped(|ui| {
        if parts::main_button(ui, &words.t("agree"), Some(&words.with("agree-to", &[("what", what)])), true) {
            context.class.order(row.asked, Command::Agree { proposal: row.id });
        }
        if parts::quiet_button(ui, &words.t("refuse"), Some(&words.with("refuse-what", &[("what", what)]))) {
            if refusing {
                context.screen.targets.remove(&key);
            } else {
                context.screen.targets.insert(key, String::new());
            }
        }
    });
    if refusing {
        parts::note(ui, &words.t("refuse-why"));
        for (reason, id) in REASONS {
            let text = words.t(id);
            let name = words.with("refuse-because", &[("what", what), ("reason", &text)]);
            let pressed = parts::keyed(ui, ("reason", row.id, id), |ui| parts::answer_button(ui, &text, &name, false));
            if pressed {
                context.class.order(row.asked, Command::Refuse { proposal: row.id, reason });
            }
        }
    }
    amend(ui, context, row, kind);
}

/// Lets another target be agreed to, where the action has several.
fn amend(ui: &mut Ui, context: &mut ScreenContext, row: &ProposalRow, kind: TargetKind) {
    let words = context.words;
    let Some(proposed) = &row.target else { return };
    let targets: Vec<String> = match kind {
        TargetKind::Zone => context.class.catalogue.zones.iter().map(|zone| zone.id.clone()).collect(),
        TargetKind::Service => context.class.catalogue.services.iter().map(|(service, _)| service.clone()).collect(),
        _ => return,
    };
    let action = words.text(&format!("action.{}", row.action));
    let key = format!("amend/{}", row.id);
    let chosen = context.screen.targets.get(&key).unwrap_or(proposed).clone();
    let options: Vec<_> = targets.into_iter().map(|id| (id.clone(), target_name(words, kind, &id))).collect();
    parts::note(ui, &words.t("amend-note"));
    let now = parts::choice(ui, &words.with("other-target", &[("action", &action)]), &chosen, &options);
    if now != *proposed {
        let target = target_name(words, kind, &now);
        let what = words.with("action-on", &[("action", &action), ("target", &target)]);
        if parts::quiet_button(ui, &words.t("amend"), Some(&words.with("amend-to", &[("what", &what)]))) {
            context.class.order(row.asked, Command::Amend { proposal: row.id, target: now.clone() });
        }
    }
    context.screen.targets.insert(key, now);
}

/// The commander's word on a refusal, on record.
fn overrule(ui: &mut Ui, context: &mut ScreenContext, row: &ProposalRow, reason: RefusalReason, what: &str) {
    let words = context.words;
    ui.horizontal_wrapped(|ui| {
        if parts::main_button(ui, &words.t("override"), Some(&words.with("override-what", &[("what", what)])), true) {
            context.class.order(Role::IncidentCommander, Command::Override { proposal: row.id });
        }
        if parts::quiet_button(ui, &words.t("let-stand"), Some(&words.with("let-stand-what", &[("what", what)]))) {
            context.class.order(row.asked, Command::Refuse { proposal: row.id, reason });
        }
    });
    parts::note(ui, &words.t("override-note"));
}

/// All tabled proposals as one decision: which of them the money goes to.
fn round(ui: &mut Ui, context: &mut ScreenContext, rows: &[ProposalRow]) {
    let words = context.words;
    parts::heading(ui, &words.t("budget-round"));
    let money = words.money(context.class.figure("budget_cents").unwrap_or_default());
    ui.label(words.with("money-left", &[("money", &money)]));
    parts::note(ui, &words.t("budget-round-note"));
    for row in rows {
        ui.separator();
        parts::keyed(ui, ("tabled", row.id), |ui| tabled(ui, context, row));
    }
}

fn tabled(ui: &mut Ui, context: &mut ScreenContext, row: &ProposalRow) {
    let words = context.words;
    let (what, _) = what(context, row);
    let cost =
        context.class.catalogue.actions.iter().find(|card| card.id == row.action).map_or(0, |card| card.cost_cents);
    parts::strong(ui, &what);
    let args = [("role", words.role(row.by)), ("money", words.money(cost))];
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    parts::note(ui, &words.with("tabled-by", &args));
    actions::lost(ui, context, &row.touches);
    acting(ui, context, |ui, context| decide(ui, context, row, &what));
    withdraw_own(ui, context, row, &what);
}

fn decide(ui: &mut Ui, context: &mut ScreenContext, row: &ProposalRow, what: &str) {
    let words = context.words;
    ui.horizontal_wrapped(|ui| {
        if parts::main_button(ui, &words.t("fund"), Some(&words.with("fund-what", &[("what", what)])), true) {
            context.class.order(row.asked, Command::Agree { proposal: row.id });
        }
        let name = words.with("leave-what", &[("what", what)]);
        if parts::quiet_button(ui, &words.t("leave-unfunded"), Some(&name)) {
            let reason = RefusalReason::TooDear;
            context.class.order(row.asked, Command::Refuse { proposal: row.id, reason });
        }
    });
}

/// Where a joint action stands, and what can still be done about a refusal.
fn followed_one(ui: &mut Ui, context: &mut ScreenContext, row: &ProposalRow) {
    let words = context.words;
    let (what, _) = what(context, row);
    let (id, ink) = standing(context, row);
    ui.spacing_mut().item_spacing.y = 3.0;
    parts::strong(ui, &what);
    let settled_by = row.settled_by.map(|role| words.role(role)).unwrap_or_default();
    let reason = match row.state {
        ProposalState::Refused(reason) => reason_words(context, reason),
        _ => String::new(),
    };
    let deadline = words.moment_short(&context.class.catalogue.starts, row.deadline_min);
    let args = [
        ("what", what.clone()),
        ("by", words.role(row.by)),
        ("asked", words.role(row.asked)),
        ("role", settled_by),
        ("reason", reason),
        ("deadline", deadline),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let told = words.with(id, &args);
    let said = parts::tinted(ui, &told, ink);
    parts::speaks(&said, None, &words.with("joint-spoken", &[("what", &what), ("told", &told)]));
    if let ProposalState::Refused(_) = row.state {
        acting(ui, context, |ui, context| further(ui, context, row, &what));
    }
    withdraw_own(ui, context, row, &what);
}

fn withdraw_own(ui: &mut Ui, context: &mut ScreenContext, row: &ProposalRow, what: &str) {
    withdraw(ui, context, row.withdrawable_by, (&row.action, row.target.as_deref()), what);
}

/// Lets an order of one of my roles be taken back, while it can be: an action and its target, and both in words.
pub(super) fn withdraw(
    ui: &mut Ui,
    context: &mut ScreenContext,
    by: Option<Role>,
    (action, target): (&str, Option<&str>),
    what: &str,
) {
    let Some(role) = by.filter(|role| context.class.my_roles().contains(role)) else { return };
    let name = context.words.with("withdraw-what", &[("what", what)]);
    if acting(ui, context, |ui, _| parts::quiet_button(ui, &name, None)) {
        let (action, target) = (action.to_owned(), target.map(str::to_owned));
        context.class.order(role, Command::Withdraw { action, target });
    }
}

/// The words of a standing, and their colour.
fn standing(context: &ScreenContext, row: &ProposalRow) -> (&'static str, egui::Color32) {
    let card = context.class.catalogue.actions.iter().find(|card| card.id == row.action);
    let round = card.is_some_and(|card| card.tabled && row.by != Role::IncidentCommander);
    match row.state {
        ProposalState::Tabled => ("joint-tabled", parts::FAINT),
        ProposalState::Waiting => ("joint-waiting", parts::FAINT),
        ProposalState::Escalated => ("joint-escalated", parts::FAINT),
        ProposalState::Agreed if round => ("joint-funded", parts::TEAL),
        ProposalState::Agreed if row.refusal.is_some() => ("joint-overridden", parts::AMBER),
        ProposalState::Agreed => ("joint-agreed", parts::TEAL),
        ProposalState::Refused(_) | ProposalState::Lapsed if round => ("joint-not-funded", parts::AMBER),
        ProposalState::Refused(_) => ("joint-refused", parts::AMBER),
        ProposalState::Lapsed => ("joint-lapsed", parts::AMBER),
        ProposalState::Withdrawn => ("joint-withdrawn", parts::FAINT),
    }
}

/// A refusal can be taken to the commander by the proposer; the commander may also act unasked.
fn further(ui: &mut Ui, context: &mut ScreenContext, row: &ProposalRow, what: &str) {
    let words = context.words;
    if row.settled_by == Some(Role::IncidentCommander) {
        return;
    }
    let mine = context.class.my_roles();
    if mine.contains(&row.by) {
        let name = words.with("escalate-what", &[("what", what)]);
        if parts::quiet_button(ui, &words.t("escalate"), Some(&name)) {
            context.class.order(row.by, Command::Escalate { proposal: row.id });
        }
    }
    if mine.contains(&Role::IncidentCommander) {
        let name = words.with("override-what", &[("what", what)]);
        if parts::quiet_button(ui, &words.t("override"), Some(&name)) {
            context.class.order(Role::IncidentCommander, Command::Override { proposal: row.id });
        }
    }
}
