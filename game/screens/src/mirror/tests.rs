//! Presses on real egui screens that change in that very moment: each is done, once, on what the person meant, or answered.

use egui::{Context, RawInput, Ui};

use super::input::{Act, Deed, Waiting, is_press};
use super::tree::{Elements, mirrored};

/// A page before a screen: what was pressed on it, and what it was told.
#[derive(Default)]
struct Page {
    context: Context,
    elements: Elements,
    waiting: Waiting,
    answers: usize,
    number: u32,
}

impl Page {
    /// One frame over a screen.
    fn frame(&mut self, screen: &mut impl FnMut(&mut Ui)) {
        self.context.enable_accesskit();
        let events = self.waiting.next_pass(&self.elements);
        let screen_rect = Some(egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(800.0, 600.0)));
        let output = self.context.run_ui(RawInput { events, screen_rect, ..RawInput::default() }, screen);
        self.elements.follow(mirrored(output.platform_output.accesskit_update.as_ref().expect("a tree")));
        let clicked = output.platform_output.events.iter().any(is_press);
        self.answers += usize::from(self.waiting.settle(clicked, &self.elements).is_some());
        output.drop_without_applying_deltas();
    }

    /// Presses what is called so on the screen of the last frame.
    fn press(&mut self, name: &str) {
        self.does(name, Act::Click);
    }

    fn does(&mut self, name: &str, act: Act) {
        let element = self.elements.meant(0, name).expect("it is there").id;
        self.number += 1;
        self.waiting.add(Deed { number: self.number, element, name: name.to_owned(), act });
    }
}

#[test]
fn a_choice_from_a_list_that_has_just_opened_is_taken() {
    let mut page = Page::default();
    let mut chosen = "Imaging";
    let mut screen = |ui: &mut Ui| {
        let list = egui::ComboBox::from_id_salt("target").selected_text(chosen).show_ui(ui, |ui| {
            ui.selectable_value(&mut chosen, "Imaging", "Imaging");
            ui.selectable_value(&mut chosen, "Dialysis", "Dialysis");
        });
        list.response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::ComboBox, true, "Target"));
    };
    page.frame(&mut screen);
    page.frame(&mut screen);
    page.press("Target");
    page.frame(&mut screen);
    page.press("Dialysis");
    for _ in 0..4 {
        page.frame(&mut screen);
    }
    assert_eq!((chosen, page.answers), ("Dialysis", 0));
}

#[test]
fn a_press_while_a_banner_goes_is_taken() {
    let mut page = Page::default();
    let (mut banner, mut ready, mut end) = (true, 0, 0);
    let mut screen = |ui: &mut Ui| {
        // The banner's button goes: Ready stands on its node then, and End on that of Ready.
        banner = banner && !ui.button("Close").clicked();
        ready += usize::from(ui.button("Ready").clicked());
        end += usize::from(ui.button("End").clicked());
    };
    page.frame(&mut screen);
    page.press("Close");
    page.press("Ready");
    for _ in 0..6 {
        page.frame(&mut screen);
    }
    assert_eq!((ready, end, page.answers), (1, 0, 0));
}

#[test]
fn a_press_on_what_goes_in_this_moment_is_answered() {
    let mut page = Page::default();
    let mut presses = 0;
    page.frame(&mut |ui: &mut Ui| presses += usize::from(ui.button("Answer").clicked()));
    page.press("Answer");
    for _ in 0..6 {
        page.frame(&mut |ui: &mut Ui| _ = ui.label("Answered"));
    }
    assert_eq!((presses, page.answers), (0, 1));
}

#[test]
fn what_is_typed_arrives_whole_while_the_box_moves() {
    let mut page = Page::default();
    let (mut frames, mut text, mut sent) = (0, String::new(), Vec::new());
    let mut screen = |ui: &mut Ui| {
        frames += 1;
        // A banner comes after some frames: the box gets another node, and loses egui's focus.
        if frames > 3 {
            _ = ui.button("Close");
        }
        let typed = ui.add(egui::TextEdit::singleline(&mut text));
        ui.ctx().accesskit_node_builder(typed.id, |node| node.set_label("Message"));
        if typed.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
            sent.push(std::mem::take(&mut text));
        }
    };
    page.frame(&mut screen);
    page.frame(&mut screen);
    page.does("Message", Act::Focus);
    for letters in ["w", "wa", "war", "ward", "ward 3"] {
        page.does("Message", Act::Text(letters.to_owned()));
        page.frame(&mut screen);
    }
    page.does("Message", Act::Enter);
    for _ in 0..8 {
        page.frame(&mut screen);
    }
    assert_eq!((sent.as_slice(), page.answers, page.waiting.settled()), (&["ward 3".to_owned()][..], 0, page.number));
}

#[test]
fn a_secret_is_typed_and_nothing_of_it_comes_back() {
    let mut page = Page::default();
    let mut secret = String::new();
    let mut screen = |ui: &mut Ui| {
        let typed = ui.add(egui::TextEdit::singleline(&mut secret).password(true));
        ui.ctx().accesskit_node_builder(typed.id, |node| node.set_label("Key"));
    };
    page.frame(&mut screen);
    page.frame(&mut screen);
    page.does("Key", Act::Focus);
    page.does("Key", Act::Text("hidden word".to_owned()));
    for _ in 0..6 {
        page.frame(&mut screen);
    }
    let shown = page.elements.meant(0, "Key").expect("it is there");
    assert_eq!((shown.role, shown.value.as_deref()), ("password", None));
    assert_eq!((secret.as_str(), page.answers, page.waiting.settled()), ("hidden word", 0, page.number));
}
