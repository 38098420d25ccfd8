//! An own order says on its row that it can be withdrawn, under the same name on the screen and in the mirror, and a press
//! takes it back.

use codedark_protocol::{
    ActionCard, ClientMsg, Command, Pace, PersonRow, ProposalRow, ProposalState, Role, Seat, TargetKind, TaskRow,
    TeamRow, View,
};
use egui::{Context, RawInput};

use crate::mirror::input::{Act, Deed, Waiting, is_press};
use crate::mirror::tree::{Elements, mirrored};
use crate::state::{Class, Link};
use crate::ui::context::{Screen, ScreenContext};
use crate::ui::parts;
use crate::words::Words;

use Role::{IncidentCommander as Commander, MedicalLead as Medical, SecurityLead as Security};

/// A person at the right side of the play screen.
struct Page {
    context: Context,
    class: Class,
    words: Words,
    elements: Elements,
    /// Names of all that the mirror holds.
    names: Vec<String>,
    waiting: Waiting,
}

fn card(id: &str, target: TargetKind, tabled: bool) -> ActionCard {
    let (id, role, second) = (id.to_owned(), Security, None);
    ActionCard { id, role, second, tabled, target, cost_cents: 0, staff_min: 0, duration_min: 60 }
}

fn seat(role: Role) -> Seat {
    Seat { hospital: "h1".to_owned(), role }
}

fn task(withdrawable_by: Option<Role>) -> View {
    let row = TaskRow { id: 3, action: "hunt".to_owned(), target: None, role: Security, due_min: 60, withdrawable_by };
    View { tasks: vec![row], ..View::default() }
}

fn proposal(action: &str, asked: Role, state: ProposalState) -> View {
    let row = ProposalRow {
        id: 0,
        action: action.to_owned(),
        target: (action == "isolate").then(|| "lab".to_owned()),
        by: Security,
        asked,
        proposed_min: 0,
        deadline_min: 120,
        state,
        refusal: None,
        settled_min: (!state.is_open()).then_some(1),
        settled_by: (!state.is_open()).then_some(Security),
        touches: Vec::new(),
        withdrawable_by: state.is_open().then_some(Security),
    };
    View { proposals: vec![row], ..View::default() }
}

impl Page {
    /// Somebody with these roles, all of whose seats see this.
    fn of(roles: &[Role], view: &View) -> Page {
        let me = PersonRow {
            id: 1,
            name: "Ada".to_owned(),
            team: Some("t1".to_owned()),
            roles: roles.to_vec(),
            former: Vec::new(),
            online: true,
            called_away: false,
            stood_in: false,
            claims: None,
            wants: Vec::new(),
            facilitator: false,
            observer: false,
            waits: false,
            removed: false,
        };
        let team = TeamRow {
            id: "t1".to_owned(),
            hospital: "h1".to_owned(),
            minute: 0,
            waiting: false,
            rebuilding: false,
            lost: false,
            pace: Pace::Run,
            ready: Vec::new(),
        };
        let mut class = Class::default();
        (class.link, class.person, class.view) = (Link::Open, 1, view.clone());
        (class.session.people, class.session.teams) = (vec![me], vec![team]);
        class.catalogue.starts = "2021-05-07T08:00".to_owned();
        class.catalogue.actions = vec![
            card("hunt", TargetKind::Hospital, false),
            card("isolate", TargetKind::Zone, false),
            card("backups", TargetKind::Hospital, true),
        ];
        let mut words = Words::new();
        let texts = [
            ("action.hunt", "Search everywhere"),
            ("action.isolate", "Cut off a zone"),
            ("action.backups", "Keep copies offline"),
            ("zone.lab", "Laboratory"),
        ];
        words.add_texts(texts.map(|(key, text)| (key.to_owned(), text.to_owned())));
        let context = Context::default();
        let mut page = Page {
            context,
            class,
            words,
            elements: Elements::default(),
            names: Vec::new(),
            waiting: Waiting::default(),
        };
        parts::dress(&page.context);
        (0..3).for_each(|_| page.pass());
        page
    }

    fn pass(&mut self) {
        self.context.enable_accesskit();
        let events = self.waiting.next_pass(&self.elements);
        let screen_rect = Some(egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(500.0, 1500.0)));
        let (class, words, mut screen) = (&mut self.class, &self.words, Screen::default());
        let output = self.context.run_ui(RawInput { events, screen_rect, ..RawInput::default() }, |ui| {
            super::show(ui, &mut ScreenContext { class, screen: &mut screen, words });
        });
        let now = mirrored(output.platform_output.accesskit_update.as_ref().expect("a tree"));
        self.names = now.iter().map(|element| element.name.clone()).collect();
        self.elements.follow(now);
        let clicked = output.platform_output.events.iter().any(is_press);
        assert_eq!(self.waiting.settle(clicked, &self.elements), None, "each press is taken");
        output.drop_without_applying_deltas();
    }

    /// Presses a button by its name in the mirror; gives what the page then says. None where there is no such button.
    fn presses(&mut self, name: &str) -> Option<(Seat, Command)> {
        let found = self.elements.meant(0, name).filter(|found| found.role == "button" && !found.disabled)?;
        let element = found.id;
        self.waiting.add(Deed { number: 1, element, name: name.to_owned(), act: Act::Click });
        (0..4).for_each(|_| self.pass());
        match self.class.outbox.pop() {
            Some(ClientMsg::Order { seat, command, .. }) => Some((seat, command)),
            other => panic!("{name} says {other:?}"),
        }
    }
}

#[test]
fn who_ordered_it_withdraws_it_from_its_row() {
    let back = |action: &str, target: Option<&str>| {
        Some((seat(Security), Command::Withdraw { action: action.to_owned(), target: target.map(str::to_owned) }))
    };
    let (hunt, isolate) = ("Withdraw: Search everywhere", "Withdraw: Cut off a zone: Laboratory");
    let backups = "Withdraw: Keep copies offline";
    let waiting = proposal("isolate", Medical, ProposalState::Waiting);
    let tabled = proposal("backups", Commander, ProposalState::Tabled);
    for (roles, view, name, said, why) in [
        (&[Security][..], task(Some(Security)), hunt, back("hunt", None), "an own order"),
        (&[Security], task(None), hunt, None, "its work has begun"),
        (&[Medical], task(Some(Security)), hunt, None, "a colleague's order"),
        (&[Security], waiting.clone(), isolate, back("isolate", Some("lab")), "an own proposal"),
        (&[Medical], waiting.clone(), isolate, None, "who is asked agrees or refuses"),
        (&[Medical, Security], waiting, isolate, back("isolate", Some("lab")), "one person asks and is asked"),
        (&[Security], tabled.clone(), backups, back("backups", None), "an own request"),
        (&[Commander], tabled.clone(), backups, None, "the commander funds it or leaves it"),
        (&[Commander, Security], tabled, backups, back("backups", None), "one person asks and funds"),
        (&[Security], proposal("isolate", Medical, ProposalState::Agreed), isolate, None, "it was agreed"),
        (&[Security], proposal("isolate", Medical, ProposalState::Withdrawn), isolate, None, "it was withdrawn"),
    ] {
        assert_eq!(Page::of(roles, &view).presses(name), said, "{why}");
    }
}

#[test]
fn who_was_asked_reads_that_it_was_withdrawn() {
    let page = Page::of(&[Medical], &proposal("isolate", Medical, ProposalState::Withdrawn));
    let said = "Cut off a zone: Laboratory: withdrawn by Security lead";
    assert!(page.names.iter().any(|name| name == said), "{:?}", page.names);
}

#[test]
fn nothing_is_withdrawn_on_a_line_that_is_lost() {
    let mut page = Page::of(&[Security], &task(Some(Security)));
    page.class.link = Link::Lost;
    (0..2).for_each(|_| page.pass());
    assert_eq!(page.presses("Withdraw: Search everywhere"), None);
}
