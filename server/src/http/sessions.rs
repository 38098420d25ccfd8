//! Sessions of facilitators: who gave the key, by the digest of their cookie, for half a day, in memory alone.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::{HeaderMap, header};

use crate::secrets;

/// Name of the cookie.
pub const COOKIE: &str = "codedark_session";
/// How long a session lasts, in seconds: half a day.
pub const AGE_S_MAX: u64 = 12 * 3600;
/// Sessions at once. The oldest ends when there is one more.
const SESSIONS_MAX: usize = 64;

/// Sessions that were begun, by the digest of their cookie.
#[derive(Default)]
pub struct Sessions(Mutex<HashMap<String, Instant>>);

impl Sessions {
    /// Begins one. Gives what its cookie holds.
    pub fn begin(&self) -> String {
        let cookie = secrets::token();
        let mut sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.retain(|_, begun| is_young(*begun));
        while sessions.len() >= SESSIONS_MAX {
            let oldest = sessions.iter().min_by_key(|(_, begun)| **begun).map(|(digest, _)| digest.clone());
            sessions.remove(&oldest.unwrap_or_default());
        }
        sessions.insert(secrets::digest(&cookie), Instant::now());
        cookie
    }

    /// Whether a request brings the cookie of one.
    pub fn is_open(&self, headers: &HeaderMap) -> bool {
        let sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        cookies(headers).any(|cookie| sessions.get(&secrets::digest(cookie)).is_some_and(|begun| is_young(*begun)))
    }

    /// Ends what a request brings.
    pub fn end(&self, headers: &HeaderMap) {
        let mut sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for cookie in cookies(headers) {
            sessions.remove(&secrets::digest(cookie));
        }
    }
}

fn is_young(begun: Instant) -> bool {
    begun.elapsed() < Duration::from_secs(AGE_S_MAX)
}

/// What a request brings as cookies of a session.
fn cookies(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let told = headers.get_all(header::COOKIE).iter().filter_map(|told| told.to_str().ok());
    let pairs = told.flat_map(|told| told.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(name, _)| *name == COOKIE).map(|(_, value)| value)
}
