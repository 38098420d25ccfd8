//! The studio in the app's window.

use std::rc::Rc;

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};
use codedark_screens::words::Words;
use codedark_shell::waker::Waker;

use crate::browser::{Browser, take_texts};
use crate::texts::Texts;
use crate::ui::{self, View};
use crate::workshop::Workshop;

/// The studio. Stays on the thread of the window, as the page's own things must.
struct Studio {
    shop: Workshop,
    view: View,
    words: Words,
}

/// The app, ready to run.
pub fn app() -> App {
    let mut app = codedark_shell::app();
    app.add_systems(Startup, open).add_systems(PreUpdate, work).add_systems(EguiPrimaryContextPass, draw);
    app
}

fn open(world: &mut World) {
    let page = Rc::new(Browser { waker: world.resource::<Waker>().clone() });
    let shop = Workshop::open(page, Texts::read(&take_texts()));
    world.insert_non_send(Studio { shop, view: View::default(), words: Words::new() });
}

/// What goes on between two pictures.
fn work(mut studio: NonSendMut<Studio>, waker: Res<Waker>) {
    if studio.shop.work() {
        waker.wake();
    }
}

fn draw(mut contexts: EguiContexts, mut studio: NonSendMut<Studio>) -> Result {
    let Studio { shop, view, words } = &mut *studio;
    ui::draw(contexts.ctx_mut()?, shop, view, words);
    Ok(())
}
