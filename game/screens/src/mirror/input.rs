//! What goes into egui of what people did on the page.
//!
//! A deed is done or answered. It is held until its element, under the name that the person read, can be used and has been
//! so on the same node in two passes running: a list that just opened is measured in a pass that nobody sees, and a panel
//! that came or went gives everything below it other nodes, so that the press would meet nothing, or another button. Then
//! egui gets it, and the pass tells whether it was taken. After a few passes it is answered.

use std::collections::VecDeque;

use egui::accesskit::{Action, ActionRequest, NodeId, TreeId};
use egui::output::OutputEvent;
use egui::{Event, Key, Modifiers, WidgetType};

use super::tree::Elements;

/// Passes that a deed may wait for its element and to be taken. A list that opens takes three.
const PASSES_MAX: u32 = 5;

/// Something done to a mirrored element.
#[derive(Debug, PartialEq, Eq)]
pub struct Deed {
    /// Its number: the page counts them.
    pub number: u32,
    /// The element's id.
    pub element: u32,
    /// The element's name when it was done.
    pub name: String,
    /// What was done.
    pub act: Act,
}

/// What can be done to an element.
#[derive(Debug, PartialEq, Eq)]
pub enum Act {
    /// Pressed.
    Click,
    /// Given the focus.
    Focus,
    /// Enter in a text box.
    Enter,
    /// A text box now holds this.
    Text(String),
}

/// Why a deed was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotDone {
    /// Nothing of that name is there any more.
    Gone,
    /// It cannot be used now.
    Locked,
    /// The box holds something else than what was typed.
    OtherText,
}

/// Where the first deed stands in this pass.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Turn {
    /// It was not its turn.
    #[default]
    None,
    /// Its element could not take it yet, or had to get the focus first.
    Held,
    /// egui has it, on this node.
    Given(u64),
}

/// Deeds that wait.
#[derive(Default)]
pub struct Waiting {
    deeds: VecDeque<Deed>,
    /// The node that has egui's focus through the mirror.
    focused: Option<u64>,
    turn: Turn,
    /// Passes that the first deed has had.
    passes: u32,
    /// Number of the last deed that was done or answered.
    settled: u32,
    hears_first: bool,
}

impl Waiting {
    /// Adds a deed. A text takes the place of one for the same box that still waits: it holds all of it, and a slow
    /// computer would otherwise draw each letter, and a browser that fills in a long text tells of every line.
    pub fn add(&mut self, deed: Deed) {
        if let (Some(waiting), Act::Text(_)) = (self.deeds.back_mut(), &deed.act)
            && matches!(waiting.act, Act::Text(_))
            && waiting.element == deed.element
        {
            *waiting = deed;
            return;
        }
        self.deeds.push_back(deed);
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.deeds.is_empty()
    }

    /// Whether this frame may bring what the server said. A frame brings that or a deed, never both, and in turn: people
    /// who press faster than a slow computer draws would else never see what came of it.
    pub fn is_quiet(&self) -> bool {
        self.deeds.is_empty() || self.hears_first
    }

    /// Number of the last deed that was done or answered.
    pub fn settled(&self) -> u32 {
        self.settled
    }

    /// The egui events for one pass over the elements of the last one.
    ///
    /// One click or one text a pass, since it may change the screen that the next deed was meant for. A text box reads
    /// its keys before it takes the focus, so the focus must have come a pass earlier.
    pub fn next_pass(&mut self, elements: &Elements) -> Vec<Event> {
        let mut events = Vec::new();
        self.turn = Turn::None;
        if std::mem::take(&mut self.hears_first) {
            return events;
        }
        while let Some(deed) = self.deeds.front() {
            let meant = elements.meant(deed.element, &deed.name);
            if deed.act == Act::Focus {
                self.settled = deed.number;
                self.deeds.pop_front();
                meant.inspect(|element| self.focus(element.node, &mut events));
                continue;
            }
            let Some(node) = meant.filter(|element| element.steady && !element.disabled).map(|element| element.node)
            else {
                self.turn = Turn::Held;
                return events;
            };
            if deed.act != Act::Click && (self.focused != Some(node) || !events.is_empty()) {
                if self.focused != Some(node) {
                    self.focus(node, &mut events);
                }
                self.turn = Turn::Held;
                return events;
            }
            match &deed.act {
                Act::Click => events.push(request(node, Action::Click)),
                Act::Enter => {
                    events.push(press(Key::Enter, Modifiers::NONE));
                    // The box gives its focus back.
                    self.focused = None;
                }
                Act::Text(text) => events.extend(type_over(text)),
                Act::Focus => {}
            }
            self.turn = Turn::Given(node);
            return events;
        }
        events
    }

    /// Takes note of what the pass made of its deed. Gives a deed that will not be done, and why.
    ///
    /// `clicked` says whether something was clicked in the pass, `elements` are those after it.
    pub fn settle(&mut self, clicked: bool, elements: &Elements) -> Option<(Deed, NotDone)> {
        let deed = self.deeds.front()?;
        let now = elements.meant(deed.element, &deed.name);
        let done = match (self.turn, &deed.act) {
            (Turn::None, _) => return None,
            (Turn::Held, _) => false,
            // What stands there as before has seen its press, whether it tells or not.
            (Turn::Given(node), Act::Click) => {
                clicked || now.is_some_and(|element| element.node == node && !element.disabled)
            }
            (Turn::Given(_), Act::Text(text)) => now.is_some_and(|element| element.holds(text)),
            (Turn::Given(_), Act::Enter | Act::Focus) => true,
        };
        self.passes += 1;
        if !done && self.passes < PASSES_MAX {
            return None;
        }
        let why = match now {
            None => NotDone::Gone,
            Some(element) if element.disabled => NotDone::Locked,
            Some(_) => NotDone::OtherText,
        };
        self.passes = 0;
        self.settled = deed.number;
        let deed = self.deeds.pop_front()?;
        self.hears_first = !self.deeds.is_empty();
        (!done).then_some((deed, why))
    }

    fn focus(&mut self, node: u64, events: &mut Vec<Event>) {
        self.focused = Some(node);
        events.extend([request(node, Action::Focus), request(node, Action::ScrollIntoView)]);
    }
}

/// A text box ignores AccessKit's SetValue: its text is selected and typed over.
fn type_over(text: &str) -> [Event; 2] {
    let typed = if text.is_empty() { press(Key::Backspace, Modifiers::NONE) } else { Event::Text(text.to_owned()) };
    [press(Key::A, Modifiers::COMMAND), typed]
}

/// Whether egui tells by this that something was pressed. A label takes a click too, to be selected.
pub fn is_press(event: &OutputEvent) -> bool {
    matches!(event, OutputEvent::Clicked(what) if what.typ != WidgetType::Label)
}

fn request(node: u64, action: Action) -> Event {
    Event::AccessKitActionRequest(ActionRequest {
        action,
        target_tree: TreeId::ROOT,
        target_node: NodeId(node),
        data: None,
    })
}

fn press(key: Key, modifiers: Modifiers) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
}

#[cfg(test)]
mod tests {
    use super::super::tree::Mirrored;
    use super::*;

    /// The elements after a pass over nodes with these names; a name with a bracket is locked.
    fn pass(elements: &mut Elements, shown: &[(u64, &str)]) {
        let element = |(node, name): &(u64, &str)| Mirrored {
            id: 0,
            node: *node,
            steady: false,
            role: if *name == "Message" { "textbox" } else { "button" },
            name: name.trim_start_matches('(').to_owned(),
            value: Some(String::new()),
            on: None,
            disabled: name.starts_with('('),
            at: [0; 4],
        };
        elements.follow(shown.iter().map(element).collect());
    }

    fn elements(shown: &[(u64, &str)]) -> Elements {
        let mut elements = Elements::default();
        pass(&mut elements, shown);
        pass(&mut elements, shown);
        elements
    }

    fn deed(number: u32, name: &str, act: Act) -> Deed {
        Deed { number, element: 1, name: name.to_owned(), act }
    }

    fn text(number: u32, text: &str) -> Deed {
        deed(number, "Message", Act::Text(text.to_owned()))
    }

    #[test]
    fn text_waits_for_the_pass_after_its_focus() {
        let box_alone = elements(&[(17, "Message")]);
        let mut waiting = Waiting::default();
        waiting.add(deed(1, "Message", Act::Focus));
        waiting.add(text(2, "ward 3"));
        assert_eq!(waiting.next_pass(&box_alone), [request(17, Action::Focus), request(17, Action::ScrollIntoView)]);
        assert_eq!(waiting.settle(false, &box_alone), None);
        assert_eq!(waiting.next_pass(&box_alone), type_over("ward 3"));
    }

    #[test]
    fn text_is_typed_until_the_box_holds_it() {
        let mut shown = elements(&[(17, "Message")]);
        let mut waiting = Waiting { focused: Some(17), ..Waiting::default() };
        waiting.add(text(1, "ward 3"));
        assert_eq!(waiting.next_pass(&shown), type_over("ward 3"));
        assert_eq!(waiting.settle(false, &shown), None);
        assert_eq!((waiting.settled(), waiting.is_empty()), (0, false), "the box is still empty");
        assert_eq!(waiting.next_pass(&shown), type_over("ward 3"));
        let holds =
            Mirrored { value: Some("ward 3".to_owned()), ..shown.meant(1, "Message").expect("it is there").clone() };
        shown.follow(vec![holds]);
        assert_eq!(waiting.settle(false, &shown), None);
        assert_eq!((waiting.settled(), waiting.is_empty()), (1, true));
    }

    #[test]
    fn a_click_shares_the_pass_of_its_focus_and_ends_it() {
        let shown = elements(&[(17, "Ready")]);
        let mut waiting = Waiting::default();
        for (number, act) in [(1, Act::Focus), (2, Act::Click), (3, Act::Click)] {
            waiting.add(deed(number, "Ready", act));
        }
        assert_eq!(waiting.next_pass(&shown).last(), Some(&request(17, Action::Click)));
        assert_eq!(waiting.settle(true, &shown), None);
        assert_eq!(waiting.settled(), 2, "the second click comes later");
    }

    #[test]
    fn between_two_deeds_the_server_is_heard() {
        let shown = elements(&[(17, "Ready")]);
        let mut waiting = Waiting::default();
        waiting.add(deed(1, "Ready", Act::Click));
        waiting.add(deed(2, "Ready", Act::Click));
        assert!(!waiting.is_quiet());
        waiting.next_pass(&shown);
        waiting.settle(true, &shown);
        assert!(waiting.is_quiet());
        assert_eq!(waiting.next_pass(&shown), [], "this frame brings what the server said");
        assert_eq!(waiting.settle(false, &shown), None);
        assert!(!waiting.is_quiet());
        assert_eq!(waiting.next_pass(&shown), [request(17, Action::Click)]);
    }

    #[test]
    fn of_texts_that_wait_for_a_box_the_last_one_counts() {
        let shown = elements(&[(17, "Message")]);
        let mut waiting = Waiting { focused: Some(17), ..Waiting::default() };
        for (number, letters) in [(1, "w"), (2, "wa"), (3, "ward")] {
            waiting.add(text(number, letters));
        }
        assert_eq!(waiting.next_pass(&shown), type_over("ward"));
        assert_eq!(waiting.deeds.len(), 1);
    }

    #[test]
    fn a_press_is_done_on_what_the_person_read_or_answered() {
        const MOVED: &[(u64, &str)] = &[(7, "Close"), (8, "Do")];
        let unlike = |after: &'static [(u64, &'static str)]| vec![(after, false); PASSES_MAX as usize];
        let table: [(&str, Vec<(&[(u64, &str)], bool)>, Option<NotDone>); 6] = [
            ("it is there", vec![(&[(7, "Do"), (8, "Deal")], true)], None),
            ("it goes with its own press", vec![(&[(8, "Deal")], true)], None),
            (
                "its list was measured in a pass that nobody saw",
                vec![(&[(7, "(Do")], false), (&[(7, "Do")], false), (&[(7, "Do")], false), (&[(7, "Do")], true)],
                None,
            ),
            ("a panel above it gave it another node", vec![(MOVED, false), (MOVED, false), (MOVED, true)], None),
            ("it has gone", unlike(&[(8, "Deal")]), Some(NotDone::Gone)),
            ("it is locked", unlike(&[(7, "(Do")]), Some(NotDone::Locked)),
        ];
        for (why, passes, expected) in table {
            let mut shown = elements(&[(7, "Do"), (8, "Deal")]);
            let mut waiting = Waiting::default();
            waiting.add(deed(1, "Do", Act::Click));
            let mut answer = None;
            let mut presses = 0;
            for (after, clicked) in passes {
                assert!(!waiting.is_empty(), "{why}");
                presses += waiting.next_pass(&shown).len();
                pass(&mut shown, after);
                answer = waiting.settle(clicked, &shown).map(|(_, why)| why);
            }
            assert_eq!(answer, expected, "{why}");
            assert!(waiting.is_empty(), "{why}");
            assert!(expected.is_some() || presses > 0, "{why}");
        }
    }

    #[test]
    fn a_press_on_what_now_says_something_else_is_not_done() {
        let mut shown = elements(&[(7, "Agree")]);
        let mut waiting = Waiting::default();
        pass(&mut shown, &[(7, "Refuse")]);
        waiting.add(deed(1, "Agree", Act::Click));
        for _ in 0..PASSES_MAX - 1 {
            assert_eq!(waiting.next_pass(&shown), []);
            assert_eq!(waiting.settle(false, &shown), None);
        }
        assert_eq!(waiting.next_pass(&shown), []);
        assert_eq!(waiting.settle(false, &shown).map(|(_, why)| why), Some(NotDone::Gone));
    }

    #[test]
    fn a_deed_on_what_is_gone_does_not_hold_up_the_next() {
        let shown = elements(&[(17, "Ready")]);
        let mut waiting = Waiting::default();
        waiting.add(deed(1, "Do", Act::Click));
        waiting.add(deed(2, "Ready", Act::Click));
        let passes = (0..10).find(|_| {
            let given = waiting.next_pass(&shown);
            waiting.settle(!given.is_empty(), &shown);
            given == [request(17, Action::Click)]
        });
        assert_eq!(passes, Some(PASSES_MAX + 1), "after its passes, and one for the server");
    }
}
