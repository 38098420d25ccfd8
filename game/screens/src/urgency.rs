//! How soon what arrived must be drawn.
//!
//! Hospital computers draw in software, and a server that runs a clock has something new to say many times a second. What a
//! person waits for is drawn at once, what merely moves along (clocks, queues, the truth of other teams) in longer steps,
//! and what no screen shows is not drawn at all: it is taken in with the next picture.

use codedark_protocol::{Alarm, ClassRow, Pace, Row, ServerMsg, SessionChange, TeamRow, ViewChange};

/// Figures of a view that no screen shows.
const UNSEEN_FIGURES: [&str; 1] = ["minute"];
/// Step in which screens count a huddle down, in seconds.
pub const COUNTDOWN_STEP_S: u32 = 5;

/// How soon a message must be drawn. The larger, the sooner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// No screen shows it.
    Never,
    /// It moves along.
    Later,
    /// Somebody waits for it.
    Soon,
}

/// Remembers what was last shown of the rows that change all the time.
#[derive(Default)]
pub struct Glance {
    class: Vec<ClassRow>,
    teams: Vec<TeamRow>,
}

impl Glance {
    /// How soon a message must be drawn.
    pub fn urgency(&mut self, message: &ServerMsg) -> Urgency {
        match message {
            ServerMsg::Session(change) => self.session(change),
            ServerMsg::Seat { whole: true, .. } => Urgency::Soon,
            ServerMsg::Seat { change, .. } => seat(change),
            ServerMsg::Overview(change) if change.missing.is_empty() => Urgency::Later,
            ServerMsg::Beat => Urgency::Never,
            _ => Urgency::Soon,
        }
    }

    fn session(&mut self, change: &SessionChange) -> Urgency {
        let teams = change.teams.set.iter().map(|row| remember(&mut self.teams, shown_team(row), only_clock_differs));
        let class = change.class.set.iter().map(|row| remember(&mut self.class, shown_class(row), |_, _| false));
        let rows = teams.chain(class).max().unwrap_or(Urgency::Never);
        let others = change.people.is_empty() && change.chat.is_empty() && change.warm_ups.is_empty();
        let gone = change.teams.gone.is_empty() && change.class.gone.is_empty();
        if others && gone { rows } else { Urgency::Soon }
    }
}

/// Keeps a row as it is shown, and says how soon the difference must be drawn.
fn remember<R: Row>(rows: &mut Vec<R>, row: R, moves_along: impl Fn(&R, &R) -> bool) -> Urgency {
    let Some(before) = rows.iter_mut().find(|known| known.key() == row.key()) else {
        rows.push(row);
        return Urgency::Soon;
    };
    let urgency = match &row {
        same if *same == *before => Urgency::Never,
        near if moves_along(near, before) => Urgency::Later,
        _ => Urgency::Soon,
    };
    *before = row;
    urgency
}

/// The class's row as screens show it: what is left of play in whole minutes, an alarm counted down in steps.
fn shown_class(row: &ClassRow) -> ClassRow {
    let play_left_s = row.play_left_s.map(|left_s| left_s.div_ceil(60) * 60);
    let alarm = row.alarm.map(|alarm| Alarm { stops_in_s: countdown_s(alarm.stops_in_s), ..alarm });
    ClassRow { play_left_s, alarm, ..row.clone() }
}

/// A team's row as screens show it: a huddle counted down in steps.
fn shown_team(row: &TeamRow) -> TeamRow {
    let mut row = row.clone();
    if let Pace::Huddle { left_s, .. } = &mut row.pace {
        *left_s = countdown_s(*left_s);
    }
    row
}

/// Seconds of a huddle as they are shown.
pub fn countdown_s(left_s: u32) -> u32 {
    left_s.next_multiple_of(COUNTDOWN_STEP_S)
}

/// Whether two rows of a team differ in its clocks only.
fn only_clock_differs(now: &TeamRow, before: &TeamRow) -> bool {
    let stop = |row: &TeamRow| match &row.pace {
        Pace::Run => None,
        Pace::Huddle { stop, .. } => Some(stop.clone()),
    };
    let still = |row: &TeamRow| TeamRow { minute: 0, pace: Pace::Run, ..row.clone() };
    stop(now) == stop(before) && still(now) == still(before)
}

/// What is new to answer, to do or to read is awaited; queues, capacities and the log move along.
fn seat(change: &ViewChange) -> Urgency {
    let awaited = change.offers.is_empty()
        && change.proposals.is_empty()
        && change.injects.is_empty()
        && change.tasks.is_empty()
        && change.duties.is_empty();
    let unseen = ViewChange { figures: Default::default(), ..change.clone() }.is_empty()
        && change.figures.gone.is_empty()
        && change.figures.set.iter().all(|figure| UNSEEN_FIGURES.contains(&figure.id.as_str()));
    match (unseen, awaited) {
        (true, _) => Urgency::Never,
        (false, true) => Urgency::Later,
        (false, false) => Urgency::Soon,
    }
}

#[cfg(test)]
mod tests {
    use codedark_protocol::{Alarm, Figure, ListChange, Seat, Stage};

    use super::*;

    fn class(play_left_s: u32, paused: bool) -> ServerMsg {
        class_with(play_left_s, paused, None)
    }

    fn alarmed(stops_in_s: u32) -> ServerMsg {
        class_with(240, true, Some(Alarm { person: 1, stops_in_s }))
    }

    fn class_with(play_left_s: u32, paused: bool, alarm: Option<Alarm>) -> ServerMsg {
        let row = ClassRow {
            id: 0,
            stage: Stage::Play,
            phase: 0,
            paused,
            adjourned: false,
            alarm,
            unwritten: None,
            speed_milli: 1_000,
            cut: String::new(),
            play_left_s: Some(play_left_s),
            standings: false,
            joint: false,
            door: codedark_protocol::Door::Open,
            rating_percent: None,
        };
        let class = ListChange { set: vec![row], gone: Vec::new() };
        ServerMsg::Session(SessionChange { class, ..SessionChange::default() })
    }

    fn team(minute: u64, pace: Pace, ready: Vec<u32>) -> ServerMsg {
        let (id, hospital) = ("t1".to_owned(), "h1".to_owned());
        let row = TeamRow { id, hospital, minute, waiting: false, rebuilding: false, lost: false, pace, ready };
        let teams = ListChange { set: vec![row], gone: Vec::new() };
        ServerMsg::Session(SessionChange { teams, ..SessionChange::default() })
    }

    fn figure(id: &str) -> ServerMsg {
        let figures = ListChange { set: vec![Figure { id: id.to_owned(), value: 1 }], gone: Vec::new() };
        let seat = Seat { hospital: "h1".to_owned(), role: codedark_protocol::Role::MedicalLead };
        ServerMsg::Seat { seat, whole: false, change: ViewChange { figures, ..ViewChange::default() } }
    }

    #[test]
    fn only_what_somebody_waits_for_is_drawn_at_once() {
        let huddle = |left_s| Pace::Huddle { stop: None, left_s };
        let mut glance = Glance::default();
        for (message, urgency, why) in [
            (class(300, false), Urgency::Soon, "the first row"),
            (class(295, false), Urgency::Never, "five minutes are left, as before"),
            (class(240, false), Urgency::Soon, "a minute less"),
            (class(240, true), Urgency::Soon, "the clock stands"),
            (alarmed(20), Urgency::Soon, "somebody says that this is real"),
            (alarmed(19), Urgency::Never, "shown as 20 seconds"),
            (alarmed(15), Urgency::Soon, "counted down"),
            (alarmed(0), Urgency::Soon, "it has stopped"),
            (ServerMsg::Beat, Urgency::Never, "a sign of life"),
            (team(10, Pace::Run, vec![]), Urgency::Soon, "the first row"),
            (team(11, Pace::Run, vec![]), Urgency::Later, "the clock moves along"),
            (team(11, huddle(60), vec![]), Urgency::Soon, "a huddle begins"),
            (team(11, huddle(59), vec![]), Urgency::Never, "shown as 60 seconds"),
            (team(11, huddle(55), vec![]), Urgency::Later, "counted down"),
            (team(11, huddle(55), vec![3]), Urgency::Soon, "somebody is ready"),
            (figure("minute"), Urgency::Never, "no screen shows it"),
            (figure("diverted"), Urgency::Later, "a figure moves along"),
        ] {
            assert_eq!(glance.urgency(&message), urgency, "{why}");
        }
    }
}
