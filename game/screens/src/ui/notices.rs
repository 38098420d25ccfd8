//! What stands across the top of every page: a line that is lost, a server that cannot write, an alarm, a question before
//! a press that cannot be taken back, and what became of what was asked for.

use codedark_protocol::{Direction, Meanwhile, PersonRow, Role, Stage};
use egui::Ui;

use super::context::ScreenContext;
use super::notice::{Notice, Press, Read};
use super::parts::{Pressed, Weight};
use super::{alarm, asking, away, ordered, parts};
use crate::farewell::{AfterBye, after_bye};
use crate::state::Wish;

/// Draws all notices, the gravest first. Gives their words: while these stay, so do the heights.
pub(super) fn show(ui: &mut Ui, context: &mut ScreenContext) -> Vec<String> {
    let notices = all(context);
    for notice in &notices {
        one(ui, context, notice);
    }
    notices.into_iter().flat_map(|notice| notice.lines).collect()
}

fn all(context: &mut ScreenContext) -> Vec<Notice> {
    let mut notices: Vec<Notice> = line(context).into_iter().chain(unwritten(context)).collect();
    notices.extend(alarm::notice(context));
    notices.extend(asking::notice(context));
    if context.class.facilitator {
        notices.extend(outside(context));
        notices.extend(claims(context));
        notices.extend(missing(context));
    }
    notices.extend(requests(context));
    notices.extend(pause(context));
    notices.extend(refusal(context));
    notices.extend(unsent(context));
    notices.extend(meanwhile(context));
    notices
}

fn one(ui: &mut Ui, context: &mut ScreenContext, notice: &Notice) {
    let words = context.words;
    // Also while the server cannot write: whether an alarm is taken then, it says itself.
    let open = context.class.is_open();
    let buttons: Vec<(&str, bool)> =
        notice.presses.iter().map(|(text, press)| (text.as_str(), open || !orders(press))).collect();
    let close = notice.read.map(|_| words.t("dismiss"));
    match parts::notice(ui, &notice.key, notice.weight, &notice.lines, &buttons, close.as_deref()) {
        Some(Pressed::Button(at)) => press(context, notice.presses[at].1.clone()),
        Some(Pressed::Close) => notice.read.into_iter().for_each(|read| press(context, Press::PutAway(read))),
        None => {}
    }
}

/// Whether a press asks the server for something.
fn orders(press: &Press) -> bool {
    matches!(press, Press::Answer(true) | Press::Direct(_) | Press::Share { .. })
}

fn press(context: &mut ScreenContext, press: Press) {
    match press {
        Press::Answer(yes) => asking::answer(context, yes),
        Press::Direct(direction) => context.class.direct(direction),
        Press::Share { person, role, yes } => context.class.share(person, role, yes),
        Press::Wish(wish) => context.class.wish = Some(wish),
        Press::PutAway(Read::Refusal) => context.class.refused = None,
        Press::PutAway(Read::Unsent) => context.class.acts.forget_unsent(),
        Press::PutAway(Read::Missing) => context.screen.missing_read = context.class.overview.missing.len(),
        Press::PutAway(Read::Meanwhile) => context.class.meanwhile.clear(),
    }
}

/// A line that is lost, or that the server has ended.
fn line(context: &ScreenContext) -> Option<Notice> {
    let words = context.words;
    let Some(reason) = &context.class.farewell else {
        return context.class.is_cut_off().then(|| Notice::new("line", Weight::Warn, words.t("connection-lost")));
    };
    let notice = Notice::new("line", Weight::Warn, words.msg(reason));
    Some(match after_bye(&reason.id) {
        AfterBye::Quiet => notice.press(words.t("take-over"), Press::Wish(Wish::TakeOver)),
        AfterBye::Reload if cfg!(target_arch = "wasm32") => notice.press(words.t("reload"), Press::Wish(Wish::Reload)),
        AfterBye::Reload | AfterBye::Door | AfterBye::Again(_) => notice,
    })
}

fn unwritten(context: &ScreenContext) -> Option<Notice> {
    let reason = context.class.class_row()?.unwritten.as_ref()?;
    let text = context.words.with("cannot-write", &[("reason", &context.words.msg(reason))]);
    Some(Notice::new("unwritten", Weight::Grave, text))
}

/// A class that stands still, on pages that do not say so themselves.
fn pause(context: &ScreenContext) -> Option<Notice> {
    let row = context.class.class_row()?;
    let id = match (row.adjourned, row.paused, row.stage) {
        (_, _, Stage::Debrief) => return None,
        (true, ..) => "class-adjourned",
        (false, true, Stage::Briefing) => "class-paused",
        _ => return None,
    };
    Some(Notice::new("pause", Weight::Tell, context.words.t(id)))
}

/// Who waits outside: the first by name, and how many more.
fn outside(context: &ScreenContext) -> Option<Notice> {
    let words = context.words;
    let mut waiting = context.class.session.people.iter().filter(|person| person.waits && !person.removed);
    let first = waiting.next()?;
    let (name, more) = ([("name", first.name.as_str())], waiting.count());
    let text = match more {
        0 => words.with("waits-outside", &name),
        more => words.with("wait-outside", &[("name", &first.name), ("more", &more.to_string())]),
    };
    let (admit, remove) = (Direction::Admit { people: vec![first.id] }, Direction::Remove { person: first.id });
    Some(
        Notice::new("outside", Weight::Tell, text)
            .press(words.with("let-in", &name), Press::Direct(admit))
            .press(words.with("not-let-in", &name), Press::Direct(remove)),
    )
}

/// Colleagues who would like to share a role.
fn requests(context: &ScreenContext) -> Vec<Notice> {
    let words = context.words;
    let one = |person: &PersonRow, role: Role| {
        let (name, role_name) = (person.name.as_str(), words.role(role));
        let args = [("name", name), ("role", role_name.as_str())];
        let answer = |yes| Press::Share { person: person.id, role, yes };
        Notice::new(&format!("request/{}/{}", person.id, role.id()), Weight::Tell, words.with("wants-to-share", &args))
            .press(words.with("share-yes", &args), answer(true))
            .press(words.with("share-no", &args), answer(false))
    };
    context.class.requests().into_iter().map(|(person, role)| one(person, role)).collect()
}

/// Newcomers who say that they are somebody who is away.
fn claims(context: &ScreenContext) -> Vec<Notice> {
    let newcomers = context.class.session.people.iter();
    let claimed = newcomers.filter_map(|newcomer| Some((newcomer, context.class.person_row(newcomer.claims?)?)));
    claimed.map(|(newcomer, person)| claim(context, newcomer, person)).collect()
}

fn claim(context: &ScreenContext, newcomer: &PersonRow, person: &PersonRow) -> Notice {
    let words = context.words;
    let place = away::place(words, person);
    let text = words.with("claim-made", &[("name", &newcomer.name), ("place", &place)]);
    let name = [("name", person.name.as_str())];
    let reunite = Direction::Reunite { newcomer: newcomer.id, person: person.id };
    let refuse = Direction::RefuseClaim { newcomer: newcomer.id };
    Notice::new(&format!("claim/{}", newcomer.id), Weight::Tell, text)
        .press(words.with("claim-yes", &name), Press::Direct(reunite))
        .press(words.with("claim-no", &name), Press::Direct(refuse))
}

/// What a damaged file lost.
fn missing(context: &ScreenContext) -> Option<Notice> {
    let words = context.words;
    let rows = &context.class.overview.missing;
    if rows.len() <= context.screen.missing_read {
        return None;
    }
    let mut notice = Notice::new("missing", Weight::Warn, words.t("missing")).until_read(Read::Missing);
    notice.lines.extend(rows.iter().map(|row| words.msg(&row.what)));
    Some(notice)
}

fn refusal(context: &ScreenContext) -> Option<Notice> {
    let reason = context.class.refused.as_ref()?;
    let text = context.words.with("not-done", &[("reason", &context.words.msg(reason))]);
    Some(Notice::new("refusal", Weight::Warn, text).until_read(Read::Refusal))
}

/// What was asked for on a line that was dead.
fn unsent(context: &ScreenContext) -> Option<Notice> {
    let mut acts = context.class.acts.unsent().iter().map(|act| ordered::act(context, act));
    let told = |what: String| context.words.with("not-sent", &[("what", &what)]);
    let mut notice = Notice::new("unsent", Weight::Warn, told(acts.next()?)).until_read(Read::Unsent);
    notice.lines.extend(acts.map(told));
    Some(notice)
}

/// What stand-ins did at the own seats.
fn meanwhile(context: &ScreenContext) -> Option<Notice> {
    let words = context.words;
    let done = &context.class.meanwhile;
    if done.is_empty() || context.class.stage() == Stage::Debrief {
        return None;
    }
    let mut notice = Notice::new("meanwhile", Weight::Tell, words.t("meanwhile")).until_read(Read::Meanwhile);
    notice.lines.extend(done.iter().map(|one| meanwhile_line(context, one)));
    Some(notice)
}

fn meanwhile_line(context: &ScreenContext, one: &Meanwhile) -> String {
    let words = context.words;
    let time = words.moment_short(&context.class.catalogue.starts, one.at_min);
    let what = ordered::command(context, one.seat.role, &one.command);
    words.with("timeline-line", &[("time", &time), ("who", &words.role(one.seat.role)), ("what", &what)])
}
