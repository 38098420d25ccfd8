//! What was refused, counted: one kind has one message id, one sentence and one counter.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use codedark_protocol::Msg;

/// Counters by message id. Clones count together. The ids stand in the code, so there are only so many.
#[derive(Clone, Debug, Default)]
pub struct Tally(Arc<Mutex<BTreeMap<String, u64>>>);

impl Tally {
    /// Counts a refusal.
    pub fn count(&self, reason: &Msg) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match counts.get_mut(&reason.id) {
            Some(count) => *count += 1,
            None => drop(counts.insert(reason.id.clone(), 1)),
        }
    }

    /// How often each was refused since the server began.
    pub fn counts(&self) -> BTreeMap<String, u64> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
