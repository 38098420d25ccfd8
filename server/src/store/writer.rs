//! The writer: the one thread that writes, for all classes of a server.
//!
//! It takes every commit that waits, writes them in one transaction, and answers when they are on the disk: a class waits
//! for one disk, however many classes write. Everything else that is asked of the store is done between two commits.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use super::Store;
use super::change::Change;
use super::problem::StoreError;

/// Most commits in one transaction. Those behind it come in the next.
const TOGETHER_MAX: usize = 256;

/// Starts writers.
pub struct Writer;

/// What a class writes through. The thread ends, and closes the file, when the last handle is gone.
#[derive(Clone)]
pub struct WriterHandle {
    asked: Sender<Asked>,
    thread: Arc<Mutex<Option<JoinHandle<()>>>>,
}

/// A commit that is on its way.
pub struct Pending {
    answer: Receiver<Result<(), StoreError>>,
}

enum Asked {
    Commit(Vec<Change>, Sender<Result<(), StoreError>>),
    Call(Box<dyn FnOnce(&mut Store) + Send>),
}

impl Writer {
    /// Starts the thread, which owns the store from now on.
    pub fn start(mut store: Store) -> WriterHandle {
        let (asked, asks) = channel();
        let thread = std::thread::spawn(move || {
            while let Ok(next) = asks.recv() {
                work(&mut store, next, &asks);
            }
        });
        WriterHandle { asked, thread: Arc::new(Mutex::new(Some(thread))) }
    }
}

/// Does one round: a commit with all that wait behind it, and the call that came after them.
fn work(store: &mut Store, first: Asked, asks: &Receiver<Asked>) {
    let (mut commits, mut answers, mut then) = (Vec::new(), Vec::new(), None);
    for asked in std::iter::once(first).chain(asks.try_iter()) {
        match asked {
            Asked::Commit(changes, answer) => {
                commits.push(changes);
                answers.push(answer);
            }
            Asked::Call(call) => then = Some(call),
        }
        if then.is_some() || commits.len() == TOGETHER_MAX {
            break;
        }
    }
    if !commits.is_empty() {
        for (answer, written) in answers.into_iter().zip(store.commit_all(&commits)) {
            // Who no longer listens is a class that panicked meanwhile: it reads the store when it is rebuilt.
            let _ = answer.send(written);
        }
    }
    if let Some(call) = then {
        // A call that panics harms its caller only, who gets no answer.
        let _ = catch_unwind(AssertUnwindSafe(|| call(store)));
    }
}

impl WriterHandle {
    /// Writes these changes, all or none. They are on the disk when this returns.
    ///
    /// # Errors
    /// None of them was written.
    pub fn commit(&self, changes: Vec<Change>) -> Result<(), StoreError> {
        self.submit(changes).wait()
    }

    /// Hands these changes to the writer, and does not wait.
    pub fn submit(&self, changes: Vec<Change>) -> Pending {
        let (sender, answer) = channel();
        // A thread that is gone drops the sender, which the answer tells.
        let _ = self.asked.send(Asked::Commit(changes, sender));
        Pending { answer }
    }

    /// Does something else with the store, between two commits and after all that were handed in before.
    ///
    /// # Errors
    /// Those of the call; and [`StoreError::Closed`] when it panicked or the thread is gone.
    pub fn with<T: Send + 'static>(
        &self,
        call: impl FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (sender, answer) = channel();
        let call = move |store: &mut Store| {
            // The caller waits below.
            let _ = sender.send(call(store));
        };
        let _ = self.asked.send(Asked::Call(Box::new(call)));
        answer.recv().unwrap_or(Err(StoreError::Closed))
    }
}

impl WriterHandle {
    /// Waits until all other handles are gone, everything handed in is written, and the file is closed.
    pub fn close(self) {
        let WriterHandle { asked, thread } = self;
        drop(asked);
        let thread = thread.lock().ok().and_then(|mut thread| thread.take());
        if let Some(thread) = thread {
            // Its panic would be told by the commits that got no answer.
            let _ = thread.join();
        }
    }
}

impl Pending {
    /// Waits until the changes are on the disk.
    ///
    /// # Errors
    /// None of them was written.
    pub fn wait(self) -> Result<(), StoreError> {
        self.answer.recv().unwrap_or(Err(StoreError::Closed))
    }
}
