//! Who may say what in which stage, over the whole class: every kind of message, every speaker, every stage.
//!
//! A message that has no name below does not compile, and one without a row in the table fails.

use std::collections::BTreeMap;

use codedark_protocol::{ClientMsg, Command, Direction, Door, Role, Stage};
use codedark_tests::{Asked, Class, Page, next_number, seat};

const ROLE: Role = Role::SecurityLead;
/// Nobody in the class.
const NOBODY: u32 = 9_999;
const STAGES: [(Stage, &str); 4] =
    [(Stage::Lobby, "lobby"), (Stage::Briefing, "briefing"), (Stage::Play, "play"), (Stage::Debrief, "debrief")];

/// Kind, who may say it, when, and what others hear who are neither outside nor observers.
const TABLE: &str = "
    take         | newcomer member seated             | lobby briefing play         | refused-no-player
    away         | newcomer member seated             | lobby briefing play         | refused-no-player
    share        | seated                             | lobby briefing play         | refused-not-your-seat
    order        | seated                             | play                        | refused-not-your-seat
    withdraw     | seated                             | play                        | refused-not-your-seat
    ready        | seated                             | play                        | refused-not-your-seat
    warm-up      | seated                             | briefing                    | refused-not-your-seat
    chat         | member seated facilitator second   | lobby briefing play debrief | refused-no-team
    alarm        | newcomer member seated facilitator second | lobby briefing play  | refused-no-player
    claim        | newcomer member                    | lobby briefing play debrief | refused-no-claim
    cut          | facilitator second                 | lobby                       | refused-not-facilitator
    joint        | facilitator second                 | lobby                       | refused-not-facilitator
    brief        | facilitator second                 | lobby                       | refused-not-facilitator
    deal         | facilitator second                 | lobby briefing              | refused-not-facilitator
    start        | facilitator second                 | lobby briefing              | refused-not-facilitator
    extend       | facilitator second                 | briefing play               | refused-not-facilitator
    adjourn      | facilitator second                 | briefing play               | refused-not-facilitator
    go-on-after-pause | facilitator second            | briefing play               | refused-not-facilitator
    pause        | facilitator second                 | play                        | refused-not-facilitator
    next-phase   | facilitator second                 | play                        | refused-not-facilitator
    end          | facilitator second                 | play                        | refused-not-facilitator
    inject       | facilitator second                 | play                        | refused-not-facilitator
    halt         | facilitator second                 | lobby briefing play         | refused-not-facilitator
    go-on        | facilitator second                 | lobby briefing play         | refused-not-facilitator
    speed        | facilitator second                 | lobby briefing play         | refused-not-facilitator
    seat         | facilitator second                 | lobby briefing play         | refused-not-facilitator
    standings    | facilitator second                 | lobby briefing play debrief | refused-not-facilitator
    reunite      | facilitator second                 | lobby briefing play debrief | refused-not-facilitator
    refuse-claim | facilitator second                 | lobby briefing play debrief | refused-not-facilitator
    door         | facilitator second                 | lobby briefing play debrief | refused-not-facilitator
    admit        | facilitator second                 | lobby briefing play debrief | refused-not-facilitator
    rename       | facilitator second                 | lobby briefing play debrief | refused-not-facilitator
    observe      | facilitator second                 | lobby briefing play debrief | refused-not-facilitator
    remove       | facilitator second                 | lobby briefing play debrief | refused-not-facilitator
    restore      | facilitator second                 | lobby briefing play debrief | refused-not-facilitator
";

/// A row of the table.
struct Row {
    kind: &'static str,
    who: Vec<&'static str>,
    when: Vec<&'static str>,
    others: &'static str,
}

impl Row {
    fn all() -> Vec<Row> {
        let row = |line: &'static str| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let words = |at: usize| cells[at].split_whitespace().collect();
            Row { kind: cells[0], who: words(1), when: words(2), others: cells[3] }
        };
        TABLE.trim().lines().map(row).collect()
    }

    /// The refusal that this speaker hears in this stage; none for who may say it.
    fn refusal(&self, speaker: &str, stage: &str) -> Option<&'static str> {
        let place = |name: &str| STAGES.iter().position(|(_, known)| *known == name).expect("a stage");
        match speaker {
            "outside" => Some("refused-outside"),
            "observer" => Some("refused-observer"),
            _ if !self.who.contains(&speaker) => Some(self.others),
            _ if self.when.contains(&stage) => None,
            _ if place(stage) < place(self.when[0]) => Some("refused-not-running"),
            _ if stage == "debrief" => Some("refused-ended"),
            _ => Some("refused-already-started"),
        }
    }
}

/// The kind of a message, as the table names it.
fn kind(message: &ClientMsg) -> &'static str {
    match message {
        ClientMsg::Hello { .. } => "hello",
        ClientMsg::Take { .. } => "take",
        ClientMsg::Order { command: Command::Withdraw { .. }, .. } => "withdraw",
        ClientMsg::Order { .. } => "order",
        ClientMsg::Ready(_) => "ready",
        ClientMsg::WarmUp { .. } => "warm-up",
        ClientMsg::Chat { .. } => "chat",
        ClientMsg::Alarm { .. } => "alarm",
        ClientMsg::Away { .. } => "away",
        ClientMsg::Claim { .. } => "claim",
        ClientMsg::Share { .. } => "share",
        ClientMsg::Direct { direction, .. } => match direction {
            Direction::Cut(_) => "cut",
            Direction::Joint(_) => "joint",
            Direction::Deal => "deal",
            Direction::Brief => "brief",
            Direction::Start => "start",
            Direction::Extend(_) => "extend",
            Direction::Standings(_) => "standings",
            Direction::Pause(true) => "pause",
            Direction::Pause(false) => "go-on-after-pause",
            Direction::Adjourn => "adjourn",
            Direction::Halt => "halt",
            Direction::GoOn => "go-on",
            Direction::Speed(_) => "speed",
            Direction::NextPhase { .. } => "next-phase",
            Direction::Reunite { .. } => "reunite",
            Direction::RefuseClaim { .. } => "refuse-claim",
            Direction::End => "end",
            Direction::Inject { .. } => "inject",
            Direction::Door(_) => "door",
            Direction::Admit { .. } => "admit",
            Direction::Rename { .. } => "rename",
            Direction::Seat { .. } => "seat",
            Direction::Observe { .. } => "observe",
            Direction::Remove { .. } => "remove",
            Direction::Restore { .. } => "restore",
        },
    }
}

/// A message of each kind. Those that are let through change nothing, but for the ones that open another stage.
fn messages() -> Vec<ClientMsg> {
    let number = next_number();
    let (team, none) = ("t9".to_owned(), "none".to_owned());
    let act = Command::Act { action: none.clone(), target: None };
    let withdraw = Command::Withdraw { action: none.clone(), target: None };
    let directions = [
        Direction::Cut(none.clone()),
        Direction::Joint(false),
        Direction::Deal,
        Direction::Brief,
        Direction::Start,
        Direction::Extend(0),
        Direction::Standings(false),
        Direction::Pause(true),
        Direction::Adjourn,
        Direction::Pause(false),
        Direction::Halt,
        Direction::GoOn,
        Direction::Speed(0),
        Direction::NextPhase { ends: 99 },
        Direction::Reunite { newcomer: NOBODY, person: NOBODY },
        Direction::RefuseClaim { newcomer: NOBODY },
        Direction::End,
        Direction::Inject { inject: none.clone(), hospital: None },
        Direction::Door(Door::Open),
        Direction::Admit { people: vec![NOBODY] },
        Direction::Rename { person: NOBODY, name: none.clone() },
        Direction::Seat { person: NOBODY, team: team.clone(), roles: Vec::new() },
        Direction::Observe { person: NOBODY, watches: true },
        Direction::Remove { person: NOBODY },
        Direction::Restore { person: NOBODY },
    ];
    let mut messages = vec![
        ClientMsg::Take { number, team: team.clone(), roles: Vec::new() },
        ClientMsg::Order { number: number + 1, seat: seat(ROLE), command: act },
        ClientMsg::Ready(true),
        ClientMsg::WarmUp { role: ROLE, option: none },
        ClientMsg::Chat { number: number + 2, team, text: String::new() },
        ClientMsg::Away { number: number + 3, away: false },
        ClientMsg::Claim { number: number + 4, person: NOBODY },
        ClientMsg::Share { number: number + 5, person: NOBODY, role: ROLE, yes: true },
        ClientMsg::Alarm { number: number + 6 },
        ClientMsg::Order { number: number + 7, seat: seat(ROLE), command: withdraw },
    ];
    (0..9).for_each(|_| _ = next_number());
    messages.extend(directions.map(|direction| ClientMsg::Direct { number: next_number(), direction }));
    messages
}

/// What a message above hears that the table let through; none for what is done.
fn beyond(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "take" => "refused-no-team",
        "order" | "withdraw" => "refused-unknown-action",
        "warm-up" => "refused-no-option",
        "chat" => "refused-chat",
        "claim" | "reunite" | "refuse-claim" => "refused-no-claim",
        "share" => "refused-no-request",
        "cut" => "refused-no-cut",
        "extend" => "refused-extend",
        "speed" => "refused-speed",
        "next-phase" => "refused-phase-over",
        "inject" => "refused-no-inject",
        "admit" | "rename" | "seat" | "observe" | "remove" | "restore" => "refused-no-person",
        _ => return None,
    })
}

/// Somebody of each kind, at a page.
fn speakers(class: &mut Class) -> BTreeMap<&'static str, Page> {
    let (mut facilitator, second) = (class.facilitator(), class.facilitator());
    let observer = class.guest("Olga");
    class.direct(&mut facilitator, Direction::Observe { person: observer.seen.person, watches: true });
    let (newcomer, member) = (class.guest("Nina"), class.join("Maria", "t1", &[]));
    let seated = class.join("Sami", "t1", &[ROLE]);
    class.direct(&mut facilitator, Direction::Door(Door::Approval));
    let outside = class.guest("Otto");
    class.direct(&mut facilitator, Direction::Door(Door::Open));
    let all = [outside, newcomer, member, seated, observer, facilitator, second];
    ["outside", "newcomer", "member", "seated", "observer", "facilitator", "second"].into_iter().zip(all).collect()
}

/// Lets a page say something; gives the refusal, if it was refused.
fn say(
    class: &mut Class,
    pages: &mut BTreeMap<&'static str, Page>,
    speaker: &str,
    message: &ClientMsg,
) -> Option<String> {
    let number = message.number().unwrap_or(0);
    pages[speaker].say(message);
    class.pass(200);
    pages.values_mut().for_each(Page::read);
    let answer = pages.get_mut(speaker).expect("a speaker").seen.answers.remove(&number);
    assert!(answer.is_some() || number == 0, "{speaker}, {message:?}: what has a number is answered");
    answer.flatten().map(|reason| reason.id)
}

#[test]
fn every_kind_every_speaker_every_stage() {
    let rows = Row::all();
    let opens = ["deal", "brief", "start", "end"];
    let mut class = Class::new();
    let mut pages = speakers(&mut class);
    let mut cells = 0;
    for ((stage, stage_name), next) in
        STAGES.into_iter().zip([Some(Direction::Brief), Some(Direction::Start), Some(Direction::End), None])
    {
        for message in messages() {
            let kind = kind(&message);
            let row = rows.iter().find(|row| row.kind == kind).unwrap_or_else(|| panic!("{kind} has no row"));
            for speaker in ["outside", "newcomer", "member", "seated", "observer", "facilitator", "second"] {
                cells += 1;
                let expected = row.refusal(speaker, stage_name);
                if expected.is_none() && opens.contains(&kind) {
                    continue;
                }
                class.pass(200);
                let mut message = message.clone();
                if let ClientMsg::Direct { number, .. } | ClientMsg::Alarm { number } = &mut message {
                    *number = next_number();
                }
                let refused = say(&mut class, &mut pages, speaker, &message);
                let why = format!("{speaker} says {kind} in {stage_name}");
                match expected {
                    Some(id) => assert_eq!(refused.as_deref(), Some(id), "{why}"),
                    None => assert_eq!(refused.as_deref(), beyond(kind), "{why}"),
                }
                let undo = match kind {
                    "alarm" | "halt" if expected.is_none() => Some(Direction::GoOn),
                    "pause" | "adjourn" if expected.is_none() => Some(Direction::Pause(false)),
                    _ => None,
                };
                if let Some(direction) = undo {
                    let undo = ClientMsg::Direct { number: next_number(), direction };
                    assert_eq!(say(&mut class, &mut pages, "facilitator", &undo), None, "{why}, and it is undone");
                }
                assert_eq!(class.session().stage(), stage, "{why}");
            }
        }
        if let Some(next) = next {
            let mut second = pages.remove("second").expect("a speaker");
            class.direct(&mut second, next);
            pages.insert("second", second);
        }
    }
    assert_eq!(cells, rows.len() * 7 * STAGES.len(), "every cell was looked at");
}

#[test]
fn roles_are_dealt_and_the_exercise_starts_by_any_facilitators_word() {
    for (brief, stage) in [(false, "lobby"), (true, "briefing")] {
        for direction in [Direction::Deal, Direction::Start] {
            let mut class = Class::new();
            let mut pages = speakers(&mut class);
            let mut second = pages.remove("second").expect("a speaker");
            if brief {
                class.direct(&mut second, Direction::Brief);
            }
            assert_eq!(class.ask(&mut second, Asked::Direct(direction.clone())), None, "{direction:?} in the {stage}");
        }
    }
}
