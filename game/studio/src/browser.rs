//! The page in a browser: its storage, and the functions of its script, `web/page/studio/page.js`.

use codedark_shell::page::{after, call};
use codedark_shell::waker::Waker;
use wasm_bindgen::prelude::*;
use web_sys::Storage;

use crate::page::{Page, TakeAnswer};

/// Where the page's script leaves the shipped texts, as the server answered.
const TEXTS: &str = "codedarkTexts";

/// Takes the shipped texts that the page got, once.
pub fn take_texts() -> String {
    let texts = js_sys::Reflect::get(&js_sys::global(), &TEXTS.into()).ok();
    let _never_frozen = js_sys::Reflect::delete_property(&js_sys::global(), &TEXTS.into());
    texts.and_then(|texts| texts.as_string()).unwrap_or_default()
}

/// The page.
pub struct Browser {
    /// Wakes the studio for answers.
    pub waker: Waker,
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

impl Page for Browser {
    fn get(&self, key: &str) -> Option<String> {
        storage()?.get_item(key).ok()?
    }

    fn set(&self, key: &str, value: &str) -> bool {
        storage().is_some_and(|storage| storage.set_item(key, value).is_ok())
    }

    fn remove(&self, key: &str) {
        if let Some(storage) = storage() {
            let _absent = storage.remove_item(key);
        }
    }

    fn keys(&self) -> Vec<String> {
        let Some(storage) = storage() else { return Vec::new() };
        let count = storage.length().unwrap_or(0);
        (0..count).filter_map(|index| storage.key(index).ok().flatten()).collect()
    }

    fn choose_file(&self, take: Box<dyn FnOnce(String, String)>) {
        let waker = self.waker.clone();
        let take = Closure::once_into_js(move |name: String, text: String| {
            take(name, text);
            waker.wake();
        });
        call("codedarkChooseFile", &[take]);
    }

    fn download(&self, name: &str, text: &str) {
        call("codedarkDownload", &[name.into(), text.into()]);
    }

    fn ask(&self, method: &str, path: &str, body: &str, take: TakeAnswer) {
        let waker = self.waker.clone();
        let take = Closure::once_into_js(move |status: u16, text: String| {
            take(status, text);
            waker.wake();
        });
        call("codedarkAsk", &[method.into(), path.into(), body.into(), take]);
    }

    fn enter_class(&self, token: &str) {
        call("codedarkEnterClass", &[token.into()]);
    }

    fn leave(&self) {
        call("codedarkLeave", &[]);
    }

    fn wake_in(&self, wait_ms: u32) {
        let waker = self.waker.clone();
        after(wait_ms, move || waker.wake());
    }
}
