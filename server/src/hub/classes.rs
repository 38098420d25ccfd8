//! The classes that are taken up: each on a thread of its own, or run in turn by the hub where a test tells the time.
//!
//! A class that has not ended is taken up when the server starts, one that has ended when somebody asks for it; when nobody
//! has looked at it for a while it is let go again, and stays in the store.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

use codedark_protocol::Msg;
use codedark_sim::exercise::{Forks, Setup};

use super::class::{Ask, Outlet, Runner, refuse};
use super::directory::{Card, ClassState};
use crate::bell::Bell;
use crate::content::Content;
use crate::session::Session;
use crate::store::{StoreError, WriterHandle};

/// Tells what time it is, in milliseconds since 1970; it never goes back.
pub type Clock = Arc<dyn Fn() -> u64 + Send + Sync>;

/// How long an ended class stays taken up without a page that looks at it, in milliseconds.
const IDLE_MS_MAX: u64 = 600_000;
/// Time between two looks for classes that were kept long enough, in milliseconds.
const SWEEP_EVERY_MS: u64 = 3_600_000;

/// A class that is taken up.
struct Running {
    asks: Sender<Ask>,
    bell: Bell,
    runs: Runs,
    /// When a page last looked at it.
    looked_at_ms: u64,
}

/// Who runs a class.
enum Runs {
    Thread(JoinHandle<()>),
    Hub(Box<Runner>),
    /// Nobody: it could not be taken up.
    Refused,
}

/// The classes of a server.
pub struct Classes {
    writer: WriterHandle,
    outlet: Outlet,
    forks: Option<Forks>,
    clock: Option<Clock>,
    keep_days: u32,
    running: BTreeMap<i64, Running>,
    swept_at_ms: u64,
}

impl Classes {
    /// Lists all classes of the store, and takes up those that have not ended.
    pub fn take_up(
        writer: WriterHandle,
        outlet: Outlet,
        (forks, keep_days): (Option<Forks>, u32),
        clock: Option<Clock>,
        wall_ms: u64,
    ) -> Result<Classes, StoreError> {
        let stored = writer.with(|store| {
            let classes = store.classes()?;
            classes
                .into_iter()
                .map(|class| Ok((store.people(class.id)?, class)))
                .collect::<Result<Vec<_>, StoreError>>()
        })?;
        let mut classes =
            Classes { writer, outlet, forks, clock, keep_days, running: BTreeMap::new(), swept_at_ms: wall_ms };
        for (people, class) in stored {
            let (id, ended) = (class.id, class.ended_ms.is_some());
            classes.outlet.directory.note(Card::resting(class, people.len()));
            classes.outlet.directory.add_tokens(id, people.into_iter().map(|person| person.token));
            if !ended {
                classes.wake(id, wall_ms);
            }
        }
        Ok(classes)
    }

    /// Puts another class into the store.
    pub fn create(&mut self, content: &Content, setup: &Setup, wall_ms: u64) -> Result<i64, Msg> {
        let class = Session::create(&self.writer, content, setup, self.keep_days, wall_ms)?;
        let stored = self.writer.with(move |store| store.class(class)).map_err(|error| error.msg())?;
        self.outlet.directory.note(Card::resting(stored, 0));
        Ok(class)
    }

    /// Takes a class up, if it is not.
    pub fn wake(&mut self, class: i64, wall_ms: u64) {
        if self.running.contains_key(&class) {
            return;
        }
        let (asks, asked) = channel();
        let (writer, outlet, forks, bell) = (self.writer.clone(), self.outlet.clone(), self.forks, Bell::default());
        let resume = move |wall_ms| {
            let session = Session::resume(writer, class, wall_ms);
            session.map(|mut session| {
                forks.into_iter().for_each(|forks| session.set_forks(forks));
                session
            })
        };
        let runs = match self.clock.clone() {
            Some(clock) => {
                let own = bell.clone();
                let run = move || match resume(clock()) {
                    Ok(session) => Runner::new(session, asked, outlet).run(&own, &*clock),
                    Err(reason) => {
                        cannot(&outlet, class, &reason);
                        refuse(&reason, &asked, &outlet);
                    }
                };
                Runs::Thread(std::thread::spawn(run))
            }
            None => match resume(wall_ms) {
                Ok(session) => Runs::Hub(Box::new(Runner::new(session, asked, outlet))),
                Err(reason) => {
                    cannot(&outlet, class, &reason);
                    Runs::Refused
                }
            },
        };
        self.running.insert(class, Running { asks, bell, runs, looked_at_ms: wall_ms });
    }

    /// Asks a class for something, and takes it up for that.
    pub fn ask(&mut self, class: i64, ask: Ask, wall_ms: u64) {
        self.wake(class, wall_ms);
        self.tell(class, ask);
    }

    /// Tells a class something, if it is taken up.
    pub fn tell(&mut self, class: i64, ask: Ask) {
        let Some(running) = self.running.get(&class) else { return };
        if let Err(lost) = running.asks.send(ask) {
            // Its thread has ended: who asked hears that, and the next asks anew.
            if let Ask::Join { reply, .. } | Ask::Login { reply, .. } = lost.0 {
                reply(Err(Msg::new("refused-busy")));
            }
            self.running.remove(&class);
            return;
        }
        running.bell.ring();
    }

    /// One round of the classes that the hub runs itself. Ended classes that nobody looks at are let go.
    pub fn round(&mut self, wall_ms: u64) {
        for running in self.running.values_mut() {
            if let Runs::Hub(runner) = &mut running.runs {
                runner.round(wall_ms);
            }
        }
        let mut idle = Vec::new();
        for (id, running) in &mut self.running {
            let Some(card) = self.outlet.directory.card(*id) else { continue };
            if card.here > 0 || card.state != ClassState::Ended {
                running.looked_at_ms = wall_ms;
            } else if wall_ms.saturating_sub(running.looked_at_ms) >= IDLE_MS_MAX {
                idle.push(*id);
            }
        }
        idle.into_iter().for_each(|id| self.let_go(id));
        if wall_ms.saturating_sub(self.swept_at_ms) >= SWEEP_EVERY_MS {
            self.swept_at_ms = wall_ms;
            self.sweep(wall_ms);
        }
    }

    /// Deletes ended classes that were kept long enough and that nobody looks at.
    fn sweep(&mut self, wall_ms: u64) {
        for card in self.outlet.directory.cards() {
            let over = card.keep_until_ms().is_some_and(|until| until <= wall_ms);
            if over && !self.running.contains_key(&card.stored.id) {
                // What cannot be deleted now, is an hour later.
                let _ = self.delete(card.stored.id);
            }
        }
    }

    /// Deletes a class with all that belongs to it.
    pub fn delete(&mut self, class: i64) -> Result<(), Msg> {
        self.let_go(class);
        self.writer.with(move |store| store.delete_class(class)).map_err(|error| error.msg())?;
        self.outlet.directory.remove(class);
        Ok(())
    }

    /// A class that the hub runs itself.
    pub fn session(&mut self, class: i64) -> Option<&mut Session> {
        match &mut self.running.get_mut(&class)?.runs {
            Runs::Hub(runner) => Some(&mut runner.session),
            Runs::Thread(_) | Runs::Refused => None,
        }
    }

    /// Lets all classes go, each after its last round.
    pub fn end(&mut self) {
        let all: Vec<i64> = self.running.keys().copied().collect();
        all.into_iter().for_each(|id| self.let_go(id));
    }

    /// Lets a class go after its last round.
    fn let_go(&mut self, class: i64) {
        let Some(Running { asks, bell, runs, .. }) = self.running.remove(&class) else { return };
        drop(asks);
        bell.ring();
        if let Runs::Thread(thread) = runs {
            // A thread that panicked has nothing more to write.
            let _ = thread.join();
        }
    }
}

/// Notes on the list that a class cannot be taken up.
fn cannot(outlet: &Outlet, class: i64, reason: &Msg) {
    eprintln!("class {class}: {}", crate::words::sentence(reason));
    if let Some(mut card) = outlet.directory.card(class) {
        card.playable = false;
        card.missing.push(reason.clone());
        outlet.directory.note(card);
    }
}
