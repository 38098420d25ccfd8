//! Screens: what a person sees of the class, and what they can press.
//!
//! One file a screen. A screen reads [`Class`], remembers choices that are only its own in [`Screen`], and takes every
//! word from [`Words`]. What is pressed becomes a message in the class's outbox; nothing here decides what happens.
//!
//! # Accessible names
//!
//! Screen readers and browser tests find things by role and name in the mirror. The patterns are settled; text in
//! capitals is filled in.
//!
//! | Where | Role | Name |
//! |---|---|---|
//! | everywhere | heading | `Lobby`, `Before the exercise`, `Facilitator`, `Debrief`, names of panels |
//! | everywhere | alert | `Connection lost, reconnecting`, `Not done: REASON`, `Not sent: WHAT`, `Cannot write: REASON. ...` |
//! | everywhere | button | `Stop: this is real`, then `Yes, this is real` or `No`; `Use this window`, `Reload`, `Close` |
//! | everywhere, alarm | alert, heading | `NAME says that something real ...`; `This is real. The exercise has stopped.` |
//! | everywhere, alarm, facilitator | button | `Stop now`, `False alarm: go on`; when it has stopped `Go on` |
//! | everywhere | alert | `The class goes on another day: ...`, `The class is paused: ...` |
//! | lobby | button | `Join Team 1`, `Take ROLE in Team 1`, `Leave ROLE in Team 1` |
//! | lobby | text | `Team 1: COUNT people` or `Team 1: 1 of 2 here`, `ROLE in Team 1: NAMES` or `... : stand-in` |
//! | lobby | text | names of who is away: `NAME (away)`, `NAME (called away)`, `..., a stand-in plays for them)` |
//! | lobby, newcomer | text, button | `Are you NAME of Team 1 (ROLES), who is away?`: `Yes, that is me`, `No, somebody else` |
//! | everywhere, facilitator | alert, button | `A newcomer, NAME, says: ...`: `Yes, it is NAME`, `No, it is not NAME` |
//! | everywhere, facilitator | button | `All classes`, `People`, then `Back from people` |
//! | everywhere, facilitator | alert, button | `NAME waits outside ...`: `Let NAME in`, `Do not let NAME in` |
//! | everywhere, holder of a role | alert, button | `NAME would like to share ROLE ...`: `Yes, share ROLE with NAME`, `No, keep ROLE from NAME` |
//! | lobby | button, text | `Ask for ROLE in Team 1` where somebody holds it; then `Asked for ROLE in Team 1` |
//! | people | button | `Everybody with the code`, `Whom I let in`, `Nobody new`; `Choose NAME`; `Take NAME back` |
//! | people, chosen | textbox, button | `Name of NAME`, `Rename`; `Put NAME into Team 1`, `Give ROLE to NAME`, `Take ROLE from NAME`; `NAME watches`, `NAME plays again`, `Remove NAME`, `Yes, remove NAME` |
//! | lobby, facilitator | button | the cuts' names, `Deal the roles`, `Begin the class`, `Start the exercise` |
//! | lobby, facilitator | text | `Code to join: CODE`, `In all: 1 h 30 min` |
//! | briefing | heading | `Your role: ROLE`, `Warm-up` |
//! | briefing | text, button | `You know: FACT`, `Your question: QUESTION`, `Ask: ROLE`; `ROLE: ANSWER` |
//! | play, top | text | `Phase: PHASE`, `Time: MOMENT`, `Clock: running`, `paused` or `until another day`, `Until the debrief: 58 min`, `FIGURE: VALUE` |
//! | play, under it | text, button | the stop's words or `Something waits for your decision`; `Ready`, `Not yet ready`; `1 of 2 ready`; `The clock runs` |
//! | play, under it | button | `My role cards`, `My roles`, `Called away`, `Step out`; elsewhere `Back to the exercise`, `Come back` |
//! | called away | heading, button | `You are called away`, `I am back`; then alert `While you were away ...` |
//! | play, map | button | `ZONE zone: STATE, COUNT devices` |
//! | play, actions | tab | `ROLE` |
//! | play, actions | combobox, option | `Target of ACTION`, the targets' names |
//! | play, actions | button | `Do: ACTION` or `Do: ACTION: TARGET`; `Propose: ...` where a second role must agree; `Request: ...` for the budget round; `More actions`, `Fewer actions` |
//! | play, cases | button | `Do: ACTION: Case NUMBER` |
//! | play, proposals | button | `Agree: WHAT`, `Refuse: WHAT`, then `Refuse: WHAT, because it REASON`; combobox `Other target for ACTION`, button `Amend: WHAT` |
//! | play, proposals | button | `Take it to the commander: WHAT`; commander: `Override: WHAT`, `Let it stand: WHAT`, `Fund: WHAT`, `Leave: WHAT` |
//! | play, proposals and tasks | button | `Withdraw: WHAT`, for who ordered it, while nobody has answered and no work has begun |
//! | play, proposals | text | `WHAT: ROLE agreed` and the like |
//! | play, injects | button | `Answer: WORDS OF THE OPTION`; `Read it: message to ROLE`, `Skip it: message to ROLE` for a distressing one |
//! | play, services | progressbar | `SERVICE: MODE, PERCENT percent of a normal day` |
//! | play | textbox, button | `Message to the team`, from facilitators `Message to Team 1`; `Send` |
//! | play, facilitator | heading | `Chat of Team 1` |
//! | facilitator | button | `Pause`, `Stop for another day`, `Resume`, `1x`, `10x`, `100x`, `1000x`, `5 more minutes`, `Next phase`, `End the exercise`, `Hand out: INJECT` |
//! | facilitator, question | alert, button | `End PHASE for everybody?`: `Yes, end PHASE`, `No`; likewise `Yes, end the exercise`, `Yes, 100x` |
//! | facilitator | text | `Team 1, FIGURE: VALUE`, `Team 1: HUDDLE, 1 of 2 ready` |
//! | debrief | text | `Team 1, score: NUMBER of 100`, `Team 1, OBJECTIVE: RATING` |
//! | debrief, facilitator | button | `Show teams each other's results` |

mod actions;
mod alarm;
mod asking;
mod away;
mod briefing;
mod cases;
pub mod chart;
pub mod context;
mod debrief;
mod directing;
mod facilitator;
mod huddle;
mod inbox;
mod lobby;
pub mod map;
mod notice;
mod notices;
mod opening;
mod ordered;
pub mod parts;
mod people;
mod play;
mod proposals;
mod rolecard;
mod top;
mod zone;

use codedark_protocol::Stage;
use context::{Face, Screen, ScreenContext};
use egui::vec2;

use crate::state::Class;
use crate::words::Words;

/// Colour behind everything, as red, green and blue: the picture begins with it.
pub const GROUND: [u8; 3] = [parts::GROUND.r(), parts::GROUND.g(), parts::GROUND.b()];

/// Draws what this person sees, and takes what is pressed. In the first pass letters and colours are loaded, and the next
/// one is asked for.
pub fn draw(ctx: &egui::Context, class: &mut Class, screen: &mut Screen, words: &Words) {
    if !screen.dressed {
        parts::dress(ctx);
        screen.dressed = true;
        return;
    }
    let mut root = parts::root(ctx, "root");
    let mut context = ScreenContext { class, screen, words };
    let notices = notices::show(&mut root, &mut context);
    route(&mut root, &mut context);
    let face = face(&context, notices);
    if context.screen.face != face {
        context.screen.face = face;
        ctx.request_repaint();
    }
}

fn face(context: &ScreenContext, notices: Vec<String>) -> Face {
    let class = &context.class;
    Face {
        stage: class.class_row().map(|row| row.stage),
        roles_open: context.screen.roles_open,
        cards_open: context.screen.cards_open,
        people_open: context.screen.people_open,
        seated: !class.my_roles().is_empty(),
        stopped: alarm::has_stopped(context),
        called_away: away::is_called_away(context),
        notices,
        debriefs: class.debrief.len(),
    }
}

/// Chooses the screen.
fn route(ui: &mut egui::Ui, context: &mut ScreenContext) {
    if context.class.class_row().is_none() {
        waiting(ui, context);
        return;
    }
    if context.class.me().is_some_and(|me| me.waits) {
        away::outside(ui, context);
        return;
    }
    if alarm::has_stopped(context) {
        alarm::show(ui, context);
        return;
    }
    if context.class.facilitator && context.screen.people_open {
        people::show(ui, context);
        return;
    }
    if away::is_called_away(context) {
        away::show(ui, context);
        return;
    }
    let elsewhere = context.screen.roles_open || context.class.my_roles().is_empty();
    match (context.class.stage(), context.class.facilitator || context.class.is_observer()) {
        (Stage::Debrief, _) => debrief::show(ui, context),
        (Stage::Lobby, _) | (Stage::Briefing, true) => lobby::show(ui, context),
        (Stage::Play, true) => facilitator::show(ui, context),
        (Stage::Play | Stage::Briefing, false) if elsewhere => lobby::show(ui, context),
        (Stage::Briefing, false) => briefing::show(ui, context),
        (Stage::Play, false) if context.screen.cards_open => rolecard::show(ui, context),
        (Stage::Play, false) => play::show(ui, context),
    }
}

fn waiting(ui: &mut egui::Ui, context: &ScreenContext) {
    ui.centered_and_justified(|ui| {
        ui.allocate_ui(vec2(400.0, 60.0), |ui| ui.label(context.words.t("connecting")));
    });
}
