//! What the studio does, without a browser.

mod common;

mod drafts_outlive_a_visit;
mod no_session_no_shipped_texts;
mod what_is_saved_is_played;
