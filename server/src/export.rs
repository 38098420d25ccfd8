//! Taking a record out of the store, as the file that `codedark replay` reads.

use codedark_protocol::Msg;

use crate::store::WriterHandle;

/// A record: its lines as they were written.
///
/// # Errors
/// The store cannot be read.
pub fn record(store: &WriterHandle, record: i64) -> Result<String, Msg> {
    let lines = store.with(move |store| store.lines(record)).map_err(|error| error.msg())?;
    Ok(lines.into_iter().map(|line| line + "\n").collect())
}
