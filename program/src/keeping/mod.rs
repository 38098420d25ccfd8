//! Commands on the store: which classes there are, deleting and erasing, backups, records taken out.
//!
//! What only reads works beside a running server. What writes takes the folder first, as a server does.

mod backup;
mod classes;

use std::path::Path;

use codedark_protocol::Msg;
use codedark_server::store::{Store, StoredClass};

pub use backup::{BackUp, Restore};
pub use classes::Classes;

/// The text of a class's record in a store file; without a number, the newest class's.
///
/// # Errors
/// One sentence: no store, no such class, no class at all.
pub fn record(data: &Path, class: Option<i64>) -> Result<String, Msg> {
    let store = Store::read_only(data).map_err(|problem| problem.msg())?;
    let class = chosen(&store, data, class)?;
    store.record_text(class.record).map_err(|error| error.msg())
}

fn chosen(store: &Store, data: &Path, class: Option<i64>) -> Result<StoredClass, Msg> {
    match class {
        Some(class) => store.class(class).map_err(|error| error.msg()),
        None => {
            let newest = store.classes().map_err(|error| error.msg())?.pop();
            newest.ok_or_else(|| Msg::new("no-session").word("file", data.display().to_string()))
        }
    }
}
