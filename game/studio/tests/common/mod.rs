//! An author at a studio whose page is a list of what was asked of it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use codedark_screens::mirror::input::{Act, Deed, Waiting, is_press};
use codedark_screens::mirror::tree::{Elements, Mirrored, mirrored};
use codedark_screens::words::Words;
use codedark_studio::page::{Page, TakeAnswer};
use codedark_studio::texts::Texts;
use codedark_studio::ui::{self, View};
use codedark_studio::workshop::Workshop;
use egui::{Context, RawInput};

/// Passes within which everything must have shown: a press takes five at most, and a new screen is drawn twice.
const PASSES_MAX: usize = 12;

/// A page. It answers at once, as a server does that knows its session or does not.
#[derive(Default)]
pub struct Paper {
    /// What is kept.
    pub kept: RefCell<BTreeMap<String, String>>,
    /// What was asked of the server: method, path and body.
    pub asked: RefCell<Vec<(String, String, String)>>,
    /// Whether the server knows a facilitator's session.
    pub session: Cell<bool>,
    /// The file that the author chooses next.
    pub file: RefCell<(String, String)>,
    /// The class that was entered.
    pub entered: RefCell<String>,
}

impl Page for Paper {
    fn get(&self, key: &str) -> Option<String> {
        self.kept.borrow().get(key).cloned()
    }

    fn set(&self, key: &str, value: &str) -> bool {
        self.kept.borrow_mut().insert(key.to_owned(), value.to_owned());
        true
    }

    fn remove(&self, key: &str) {
        self.kept.borrow_mut().remove(key);
    }

    fn keys(&self) -> Vec<String> {
        self.kept.borrow().keys().cloned().collect()
    }

    fn choose_file(&self, take: Box<dyn FnOnce(String, String)>) {
        let (name, text) = self.file.borrow().clone();
        take(name, text);
    }

    fn download(&self, _name: &str, _text: &str) {}

    fn ask(&self, method: &str, path: &str, body: &str, take: TakeAnswer) {
        self.asked.borrow_mut().push((method.to_owned(), path.to_owned(), body.to_owned()));
        match path {
            _ if !self.session.get() => take(401, "{\"error\": \"type the key first\"}".to_owned()),
            "/library" => take(200, "{\"scenarios\": [\"our-winter\"]}".to_owned()),
            _ if path.ends_with("/class") => take(200, "{\"token\": \"let-me-in\"}".to_owned()),
            _ => take(200, "{\"saved\": true}".to_owned()),
        }
    }

    fn enter_class(&self, token: &str) {
        token.clone_into(&mut self.entered.borrow_mut());
    }

    fn leave(&self) {}

    fn wake_in(&self, _wait_ms: u32) {}
}

/// The shipped texts, as a server hands them out.
pub fn shipped() -> Texts {
    let names = codedark_shipped::built_in_file_names();
    let files = names.filter_map(|name| Some((name, codedark_shipped::built_in(name)?.text)));
    Texts::read(&serde_json::to_string(&files.collect::<BTreeMap<_, _>>()).expect("texts"))
}

/// Somebody who writes.
pub struct Author {
    shop: Workshop,
    view: View,
    words: Words,
    context: Context,
    elements: Elements,
    seen: Vec<Mirrored>,
    waiting: Waiting,
    deeds: u32,
}

impl Author {
    /// An author who opens the studio.
    pub fn at(page: Rc<Paper>, texts: Texts) -> Author {
        let mut author = Author {
            shop: Workshop::open(page, texts),
            view: View::default(),
            words: Words::new(),
            context: Context::default(),
            elements: Elements::default(),
            seen: Vec::new(),
            waiting: Waiting::default(),
            deeds: 0,
        };
        (0..PASSES_MAX).for_each(|_| author.pass());
        author
    }

    fn pass(&mut self) {
        self.context.enable_accesskit();
        let events = self.waiting.next_pass(&self.elements);
        self.shop.work();
        let whole = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1360.0, 850.0));
        let input = RawInput { events, screen_rect: Some(whole), ..RawInput::default() };
        let Author { shop, view, words, .. } = self;
        let output = self.context.run_ui(input, |ui| ui::draw(ui.ctx(), shop, view, words));
        self.seen = mirrored(output.platform_output.accesskit_update.as_ref().expect("a tree"));
        self.elements.follow(self.seen.clone());
        let clicked = output.platform_output.events.iter().any(is_press);
        let not_done = self.waiting.settle(clicked, &self.elements);
        assert!(not_done.is_none(), "{not_done:?}");
        output.drop_without_applying_deltas();
    }

    /// Whether something on the screen begins so.
    pub fn sees(&self, words: &str) -> bool {
        self.seen.iter().any(|element| element.name.starts_with(words))
    }

    /// What a box holds.
    pub fn holds(&self, name: &str) -> Option<&str> {
        self.seen.iter().find(|element| element.name == name)?.value.as_deref()
    }

    /// Presses a button.
    pub fn press(&mut self, name: &str) {
        let known = || self.seen.iter().map(|element| element.name.as_str()).collect::<Vec<_>>();
        let element = self.elements.meant(0, name).unwrap_or_else(|| panic!("{name} is not among {:?}", known())).id;
        self.deeds += 1;
        self.waiting.add(Deed { number: self.deeds, element, name: name.to_owned(), act: Act::Click });
        (0..PASSES_MAX).for_each(|_| self.pass());
        assert!(self.waiting.is_empty());
    }
}
