//! The facilitator's key, as the server keeps it: a hash that tells whether a key is the right one, and nothing else.
//!
//! A key that the program made has 138 random bits, and one SHA-256 is enough. A key that somebody chose can be guessed,
//! so each guess has to cost: it is kept by argon2id, and looked at away from the threads that answer.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Argon2, Params};

use crate::secrets::{digest, is_digest, normal, random};

/// Least length of a key that somebody chooses, in characters without spaces and dashes.
pub const CHOSEN_CHARS_MIN: usize = 10;
/// Longest key that is looked at, in bytes.
pub const KEY_BYTES_MAX: usize = 256;

/// A key's hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyHash(String);

impl KeyHash {
    /// Of a key that the program made.
    pub fn of_made(key: &str) -> KeyHash {
        KeyHash(digest(&normal(key)))
    }

    /// Of a key that somebody chose. Takes some ten milliseconds and 19 MiB, and so does each guess.
    pub fn of_chosen(key: &str) -> KeyHash {
        let salt = SaltString::encode_b64(&random::<16>()).expect("sixteen bytes are a salt");
        let hash = Argon2::default().hash_password(normal(key).as_bytes(), &salt);
        KeyHash(hash.expect("any bytes can be hashed").to_string())
    }

    /// As the store has it. A key itself, where an earlier version wrote one, counts as chosen: most were short.
    pub fn stored(text: String) -> KeyHash {
        if is_digest(&text) || PasswordHash::new(&text).is_ok() { KeyHash(text) } else { KeyHash::of_chosen(&text) }
    }

    /// As it is stored.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Whether looking at a guess costs next to nothing.
    pub fn is_quick(&self) -> bool {
        is_digest(&self.0)
    }

    /// Whether this is the key.
    pub fn opens(&self, key: &str) -> bool {
        if key.len() > KEY_BYTES_MAX {
            return false;
        }
        if self.is_quick() {
            return digest(&normal(key)) == self.0;
        }
        // The stored text says with what costs it was made; only those that this program uses are taken, so that a
        // meddled store cannot ask for all memory.
        let cheap = |hash: &PasswordHash| {
            let most = (Params::DEFAULT_M_COST, Params::DEFAULT_T_COST, Params::DEFAULT_P_COST);
            Params::try_from(hash).is_ok_and(|costs| (costs.m_cost(), costs.t_cost(), costs.p_cost()) == most)
        };
        let hash = PasswordHash::new(&self.0).ok().filter(cheap);
        hash.is_some_and(|hash| Argon2::default().verify_password(normal(key).as_bytes(), &hash).is_ok())
    }
}
