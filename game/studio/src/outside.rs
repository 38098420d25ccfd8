//! What the workshop asks of the outside: a file of the author's, a download, the server's library, a class.
//!
//! Each question is answered later: [`Outside::answers`] gives what has come. The server answers who has a facilitator's
//! session; nothing here knows a key.

use std::rc::Rc;
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::page::Page;

/// An answer that came.
#[derive(Debug)]
pub enum Answer {
    /// A file of the author's.
    File {
        /// Its name, without its ending.
        name: String,
        /// What it says.
        text: String,
    },
    /// A sentence about what went wrong.
    Trouble(String),
    /// Names in the server's library.
    Library(Vec<String>),
    /// The library holds the draft now.
    Saved,
    /// A class was opened; the token lets its facilitator in.
    Class(String),
}

/// What is asked of the server.
#[derive(Clone, Copy)]
enum Ask {
    Names,
    Text,
    Save,
    Class,
}

/// Where questions go, and what came back.
pub struct Outside {
    /// Names in the server's library, as far as heard.
    pub library: Vec<String>,
    /// The draft that was saved last.
    pub saved: Option<String>,
    page: Rc<dyn Page>,
    tell: Sender<Answer>,
    told: Receiver<Answer>,
}

impl Outside {
    /// The outside of a page, which asks for the library's names.
    pub fn at(page: Rc<dyn Page>) -> Outside {
        let (tell, told) = channel();
        let outside = Outside { library: Vec::new(), saved: None, page, tell, told };
        outside.ask(Ask::Names, "GET", "/library", "", "");
        outside
    }

    /// What has come since the last call.
    pub fn answers(&self) -> Vec<Answer> {
        self.told.try_iter().collect()
    }

    /// Lets the author choose a file.
    pub fn choose_file(&self) {
        let tell = self.tell.clone();
        self.page.choose_file(Box::new(move |name, text| {
            let name = name.strip_suffix(".ron").unwrap_or(&name).to_owned();
            let _closing = tell.send(Answer::File { name, text });
        }));
    }

    /// Gives the author a text as a file.
    pub fn download(&self, name: &str, text: &str) {
        self.page.download(&format!("{name}.ron"), text);
    }

    /// Reads a scenario of the server's library.
    pub fn fetch(&self, name: &str) {
        self.ask(Ask::Text, "GET", &format!("/library/{name}"), "", name);
    }

    /// Puts a scenario into the server's library.
    pub fn save(&self, name: &str, text: &str) {
        self.ask(Ask::Save, "POST", &format!("/library/{name}"), text, name);
    }

    /// Opens a class with a scenario of the server's library.
    pub fn open_class(&self, name: &str) {
        self.ask(Ask::Class, "POST", &format!("/library/{name}/class"), "", name);
    }

    fn ask(&self, ask: Ask, method: &str, path: &str, body: &str, name: &str) {
        let (tell, name) = (self.tell.clone(), name.to_owned());
        let take = move |status, text| {
            let _closing = tell.send(understood(ask, status, text, name));
        };
        self.page.ask(method, path, body, Box::new(take));
    }
}

/// What an answer of the server means.
fn understood(ask: Ask, status: u16, text: String, name: String) -> Answer {
    if matches!(ask, Ask::Text) && status == 200 {
        return Answer::File { name, text };
    }
    let told: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    let trouble = || Answer::Trouble(told["error"].as_str().unwrap_or(&text).to_owned());
    match ask {
        // Without a server or a session there is no library, and nothing is wrong.
        Ask::Names => {
            let names = told["scenarios"].as_array().into_iter().flatten();
            Answer::Library(names.filter_map(|name| name.as_str().map(str::to_owned)).collect())
        }
        _ if status != 200 => trouble(),
        Ask::Class => told["token"].as_str().map_or_else(trouble, |token| Answer::Class(token.to_owned())),
        Ask::Save | Ask::Text => Answer::Saved,
    }
}
