//! Telling people what the builder does and how far it is.

use std::time::{Duration, Instant};

/// Steps of one task, numbered from 1.
pub struct Steps {
    done: usize,
    total: usize,
}

impl Steps {
    /// A task of `total` steps.
    pub fn of(total: usize) -> Self {
        Steps { done: 0, total }
    }

    /// Announces the next step, runs it, and says how long it took.
    pub fn run<T>(&mut self, title: &str, step: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
        self.done += 1;
        println!("[{}/{}] {title}", self.done, self.total);
        let started = Instant::now();
        let result = step();
        let ending = if result.is_ok() { "done" } else { "failed" };
        println!("[{}/{}] {ending} after {}", self.done, self.total, spell(started.elapsed()));
        result
    }
}

/// A length of time as people say it: `0.4 s`, `12 s`, `3 min 07 s`.
pub fn spell(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds >= 60 {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    } else if seconds >= 10 {
        format!("{seconds} s")
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}
