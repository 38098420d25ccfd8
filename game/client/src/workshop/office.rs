//! What the workshop asks of the outside: a file of the author's, a download, the server's library, a class.
//!
//! Each question is answered later: [`Office::answers`] gives what has come. The facilitator's key goes with a question and
//! is kept nowhere.

use std::sync::mpsc::{Receiver, Sender, channel};

use crate::net::Waker;

/// Header that carries the facilitator's key.
const KEY_HEADER: &str = "x-facilitator-key";

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
pub struct Office {
    /// Names in the server's library, as far as heard.
    pub library: Vec<String>,
    /// The draft that was saved last.
    pub saved: Option<String>,
    tell: Sender<Answer>,
    told: Receiver<Answer>,
    waker: Option<Waker>,
}

impl Default for Office {
    fn default() -> Self {
        let (tell, told) = channel();
        Office { library: Vec::new(), saved: None, tell, told, waker: None }
    }
}

impl Office {
    pub(super) fn set_waker(&mut self, waker: &Waker) {
        if self.waker.is_none() {
            self.waker = Some(waker.clone());
            self.ask(Ask::Names, "GET", "/library".to_owned(), "", String::new(), "");
        }
    }

    /// What has come since the last call.
    pub(super) fn answers(&self) -> Vec<Answer> {
        self.told.try_iter().collect()
    }

    /// Lets the author choose a file.
    pub fn choose_file(&self) {
        let teller = self.teller();
        outside::choose_file(move |name, text| {
            teller(Answer::File { name: name.strip_suffix(".ron").unwrap_or(&name).to_owned(), text });
        });
    }

    /// Gives the author a text as a file. Tells where, when there is more to say than the browser does.
    pub fn download(&self, name: &str, text: &str) {
        if let Err(reason) = outside::download(&format!("{name}.ron"), text) {
            self.teller()(Answer::Trouble(reason));
        }
    }

    /// Reads a scenario of the server's library.
    pub fn fetch(&self, name: &str, key: &str) {
        self.ask(Ask::Text, "GET", format!("/library/{name}"), key, String::new(), name);
    }

    /// Puts a scenario into the server's library.
    pub fn save(&self, name: &str, key: &str, text: &str) {
        self.ask(Ask::Save, "POST", format!("/library/{name}"), key, text.to_owned(), name);
    }

    /// Opens a class with a scenario of the server's library.
    pub fn open_class(&self, name: &str, key: &str) {
        self.ask(Ask::Class, "POST", format!("/library/{name}/class"), key, String::new(), name);
    }

    fn ask(&self, ask: Ask, method: &'static str, path: String, key: &str, body: String, name: &str) {
        let (teller, name) = (self.teller(), name.to_owned());
        outside::ask(method, path, key.to_owned(), body, move |status, text| {
            teller(understood(ask, status, text, name))
        });
    }

    /// Takes an answer to the queue, and wakes the screen.
    fn teller(&self) -> impl FnOnce(Answer) + Send + use<> {
        let (tell, waker) = (self.tell.clone(), self.waker.clone());
        move |answer| {
            // The window may be closing.
            let _closing = tell.send(answer);
            waker.iter().for_each(Waker::wake);
        }
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
        // Without a server there is no library, and nothing is wrong.
        Ask::Names => {
            let names = told["scenarios"].as_array().into_iter().flatten();
            Answer::Library(names.filter_map(|name| name.as_str().map(str::to_owned)).collect())
        }
        _ if status != 200 => trouble(),
        Ask::Class => told["token"].as_str().map_or_else(trouble, |token| Answer::Class(token.to_owned())),
        Ask::Save | Ask::Text => Answer::Saved,
    }
}

/// The page does it: see `web/page/workshop.js`.
#[cfg(target_arch = "wasm32")]
mod outside {
    use js_sys::{Array, Function, Reflect};
    use wasm_bindgen::JsCast;
    use wasm_bindgen::prelude::*;

    use super::KEY_HEADER;

    /// Calls a function of the page's script.
    fn call(function: &str, with: &[JsValue]) {
        let page = js_sys::global();
        if let Ok(found) = Reflect::get(&page, &function.into())
            && let Some(found) = found.dyn_ref::<Function>()
        {
            let _script_failed = found.apply(&page, &with.iter().collect::<Array>());
        }
    }

    pub fn choose_file(take: impl FnOnce(String, String) + 'static) {
        call("codedarkChooseFile", &[Closure::once_into_js(take)]);
    }

    pub fn download(name: &str, text: &str) -> Result<(), String> {
        call("codedarkDownload", &[name.into(), text.into()]);
        Ok(())
    }

    pub fn ask(
        method: &'static str,
        path: String,
        key: String,
        body: String,
        take: impl FnOnce(u16, String) + Send + 'static,
    ) {
        let with = [method.into(), path.into(), KEY_HEADER.into(), key.into(), body.into()];
        let take = Closure::once_into_js(take);
        call("codedarkAsk", &[with.as_slice(), &[take]].concat());
    }
}

/// A native window: the file is named on the command line, and a download lands beside it.
#[cfg(not(target_arch = "wasm32"))]
mod outside {
    use super::KEY_HEADER;

    /// `codedark-client workshop FILE HOST:PORT`: the words after `workshop`.
    fn word(number: usize) -> Option<String> {
        std::env::args().nth(number + 1)
    }

    pub fn choose_file(take: impl FnOnce(String, String)) {
        let Some(file) = word(1).map(std::path::PathBuf::from) else { return };
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if let Ok(text) = std::fs::read_to_string(&file) {
            take(name, text);
        }
    }

    pub fn download(name: &str, text: &str) -> Result<(), String> {
        let beside = word(1).and_then(|file| std::path::PathBuf::from(file).parent().map(std::path::Path::to_path_buf));
        std::fs::write(beside.unwrap_or_default().join(name), text).map_err(|error| error.to_string())
    }

    pub fn ask(
        method: &'static str,
        path: String,
        key: String,
        body: String,
        take: impl FnOnce(u16, String) + Send + 'static,
    ) {
        let Some(host) = word(2) else { return };
        std::thread::spawn(move || {
            let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
            let address = format!("http://{host}{path}");
            let answer = match method {
                "GET" => agent.get(address).header(KEY_HEADER, key).call(),
                _ => agent.post(address).header(KEY_HEADER, key).header("content-type", "text/plain").send(body),
            };
            match answer {
                Ok(mut answer) => {
                    let text = answer.body_mut().read_to_string().unwrap_or_default();
                    take(answer.status().as_u16(), text);
                }
                Err(failure) => take(0, failure.to_string()),
            }
        });
    }
}
