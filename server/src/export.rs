//! Taking a record out of the store, as the file that `codedark replay` reads.

use std::path::Path;

use codedark_protocol::Msg;

use crate::session::store_failed;
use crate::store::Store;

/// The record of a class in a store: its lines as they were written.
pub fn record(store: &Store, class: i64) -> Result<String, Msg> {
    let record = store.class(class).map_err(|error| store_failed(&error))?.record;
    let lines = store.lines(record).map_err(|error| store_failed(&error))?;
    Ok(lines.into_iter().map(|line| line + "\n").collect())
}

/// The record of the newest class in a store file.
pub fn newest_record(data: &Path) -> Result<String, Msg> {
    let store = Store::read_only(data).map_err(|problem| problem.msg())?;
    match store.classes().map_err(|error| store_failed(&error))?.last() {
        Some(class) => record(&store, class.id),
        None => Err(Msg::new("no-session").word("file", data.display().to_string())),
    }
}
