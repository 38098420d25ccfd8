//! The studio: where an author writes a scenario, sees what is wrong with it, and tries it.
//!
//! The checker and the simulation are part of this program, and no scenario is: the shipped texts are files that the server
//! hands to a facilitator's session ([`texts`]). Everything happens here; a server is asked only to keep a scenario in its
//! library and to open a class with it ([`outside`]). Each change is kept by the browser at once, so that a reload loses
//! nothing ([`keep`]). What lies on the bench is the [`workshop`]; [`ui`] draws it.
//!
//! Of the page it knows [`page::Page`] only, so that everything but the app around it is built and tested without a browser.

#[cfg(target_arch = "wasm32")]
pub mod app;
#[cfg(target_arch = "wasm32")]
mod browser;
pub mod draft;
mod keep;
pub mod outside;
pub mod page;
pub mod texts;
pub mod trial;
pub mod ui;
pub mod workshop;
