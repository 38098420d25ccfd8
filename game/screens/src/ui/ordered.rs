//! What was asked for, in words: acts that were not sent, orders that stand-ins gave.

use codedark_protocol::{ClientMsg, Command, Direction, Role};

use super::actions::{order_words, target_name};
use super::context::ScreenContext;
use super::{people, proposals, top};

/// An act as the button that asked for it says it.
pub(super) fn act(context: &ScreenContext, act: &ClientMsg) -> String {
    let words = context.words;
    match act {
        ClientMsg::Order { seat, command, .. } => self::command(context, seat.role, command),
        ClientMsg::Direct { direction, .. } => self::direction(context, direction),
        ClientMsg::Take { team, roles, .. } => take(context, team, roles),
        ClientMsg::Chat { team, text, .. } => words.with("unsent-chat", &[("team", &words.team(team)), ("text", text)]),
        ClientMsg::Alarm { .. } => words.t("real"),
        ClientMsg::Away { away: true, .. } => words.t("call-away"),
        ClientMsg::Away { away: false, .. } => words.t("i-am-back"),
        ClientMsg::Claim { .. } => words.t("claim"),
        ClientMsg::Share { person, role, yes, .. } => {
            let args = [("name", context.class.name_of(*person)), ("role", words.role(*role))];
            let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
            words.with(if *yes { "share-yes" } else { "share-no" }, &args)
        }
        // These have no number and are never kept.
        ClientMsg::Ready(_) | ClientMsg::WarmUp { .. } | ClientMsg::Hello { .. } => String::new(),
    }
}

fn take(context: &ScreenContext, team: &str, roles: &[Role]) -> String {
    let words = context.words;
    let name = words.team(team);
    let mine = context.class.me().is_some_and(|me| me.team.as_deref() == Some(team));
    let names: Vec<String> = roles.iter().map(|role| words.role(*role)).collect();
    match (roles, mine) {
        ([], true) => words.t("step-out"),
        ([], false) => words.with("join-team", &[("team", &name)]),
        _ => words.with("take-role", &[("role", &names.join(", ")), ("team", &name)]),
    }
}

/// An order of a seat.
pub(super) fn command(context: &ScreenContext, role: Role, command: &Command) -> String {
    let words = context.words;
    let about = |id: &str, proposal: u32| words.with(id, &[("what", &proposals::name(context, proposal))]);
    match command {
        Command::Act { action, target } => ordered(context, role, action, target.as_deref()),
        Command::Agree { proposal } => about("agree-to", *proposal),
        Command::Refuse { proposal, .. } => about("refuse-what", *proposal),
        Command::Escalate { proposal } => about("escalate-what", *proposal),
        Command::Override { proposal } => about("override-what", *proposal),
        Command::Amend { proposal, target } => {
            let row = context.class.view.proposals.iter().find(|row| row.id == *proposal);
            match row {
                Some(row) => words.with("amend-to", &[("what", &action_on(context, &row.action, target))]),
                None => about("amend-to", *proposal),
            }
        }
        Command::Answer { inject, option } => {
            words.with("answer-with", &[("answer", &words.text(&format!("inject.{inject}.{option}")))])
        }
        Command::Skip { .. } => words.with("skip-message", &[("role", &words.role(role))]),
        Command::Withdraw { action, target } => {
            let what = match target {
                Some(target) => action_on(context, action, target),
                None => words.text(&format!("action.{action}")),
            };
            words.with("withdraw-what", &[("what", &what)])
        }
    }
}

fn ordered(context: &ScreenContext, role: Role, action: &str, target: Option<&str>) -> String {
    let words = context.words;
    let name = words.text(&format!("action.{action}"));
    match context.class.catalogue.actions.iter().find(|card| card.id == action && card.role == role) {
        Some(card) => order_words(words, card, &name, target).1,
        None => name,
    }
}

fn action_on(context: &ScreenContext, action: &str, target: &str) -> String {
    let words = context.words;
    let name = words.text(&format!("action.{action}"));
    let card = context.class.catalogue.actions.iter().find(|card| card.id == action);
    let target = card.map_or_else(|| target.to_owned(), |card| target_name(words, card.target, target));
    words.with("action-on", &[("action", &name), ("target", &target)])
}

/// An act of the facilitator.
fn direction(context: &ScreenContext, direction: &Direction) -> String {
    let words = context.words;
    let about = |id: &str, person: u32| words.with(id, &[("name", &context.class.name_of(person))]);
    match direction {
        Direction::Cut(cut) => words.text(&format!("cut.{cut}")),
        Direction::Joint(joint) => words.t(if *joint { "region-shared" } else { "region-each" }),
        Direction::Deal => words.t("deal-roles"),
        Direction::Brief => words.t("begin-class"),
        Direction::Start => words.t("start-exercise"),
        Direction::Extend(minutes) => words.count("more-time", i64::from(*minutes)),
        Direction::Standings(_) => words.t("standings-show"),
        Direction::Pause(true) => words.t("pause"),
        Direction::Pause(false) => words.t("resume"),
        Direction::Adjourn => words.t("adjourn"),
        Direction::Halt => words.t("real"),
        Direction::GoOn => words.t("go-on"),
        Direction::Speed(speed_milli) => top::speed_name(words, *speed_milli),
        Direction::NextPhase { .. } => words.t("next-phase"),
        Direction::Reunite { person, .. } => words.with("claim-yes", &[("name", &context.class.name_of(*person))]),
        Direction::RefuseClaim { .. } => words.t("claim-refused"),
        Direction::End => words.t("end-exercise"),
        Direction::Door(door) => words.t(people::door_word(*door)),
        Direction::Admit { people } => about("let-in", people.first().copied().unwrap_or_default()),
        Direction::Rename { person, .. } => about("rename-person", *person),
        Direction::Seat { person, .. } => about("move-person", *person),
        Direction::Observe { person, .. } => about("observe-person", *person),
        Direction::Remove { person } => about("remove-person", *person),
        Direction::Restore { person } => about("restore-person", *person),
        Direction::Inject { inject, .. } => {
            words.with("hand-out-inject", &[("inject", &words.text(&format!("inject.{inject}")))])
        }
    }
}
