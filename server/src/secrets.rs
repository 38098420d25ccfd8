//! Codes that people type, tokens that their pages keep, and what the server remembers of them: digests.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// Letters and digits that are not mistaken for one another on a whiteboard.
const ALPHABET: &[u8; 31] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";
/// Length of the code that a class joins with: 31^8 guesses.
pub const CODE_CHARS: usize = 8;
/// Length of the facilitator's key: 138 random bits.
pub const KEY_CHARS: usize = 28;
/// Characters of a key between two dashes.
const KEY_GROUP: usize = 4;
/// Random bytes of a token.
const TOKEN_BYTES: usize = 16;
/// What a digest begins with, so that it is never taken for the secret itself.
const DIGEST: &str = "sha256:";

/// A code for a class.
pub fn code() -> String {
    word(CODE_CHARS)
}

/// A key for a facilitator, in groups as it is typed.
pub fn key() -> String {
    let word = word(KEY_CHARS);
    let groups: Vec<&str> = (0..KEY_CHARS).step_by(KEY_GROUP).map(|at| &word[at..at + KEY_GROUP]).collect();
    groups.join("-")
}

/// A token: 128 random bits in hexadecimal.
pub fn token() -> String {
    HEXLOWER.encode(&random::<TOKEN_BYTES>())
}

/// Random bytes.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// What is kept of a random secret of 128 bits or more: so much cannot be guessed, so one quick hash is enough.
pub fn digest(secret: &str) -> String {
    format!("{DIGEST}{}", HEXLOWER.encode(&Sha256::digest(secret.as_bytes())))
}

/// Whether a stored text is a digest. Stores of earlier versions hold the secrets themselves.
pub fn is_digest(text: &str) -> bool {
    text.starts_with(DIGEST)
}

/// What opens somebody's place, as it is kept: the digest of their page's token, and of the one it was got with.
///
/// The former one stays good until the next renewal: an answer that is lost on the way shuts nobody out, and the older of
/// two tabs can still be taken up again. A third token back is worth nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tokens {
    newest: String,
    former: Option<String>,
}

impl Tokens {
    /// Of a token that was just made.
    pub fn of(token: &str) -> Tokens {
        Tokens { newest: digest(token), former: None }
    }

    /// Of nobody: no token opens this place.
    pub fn none() -> Tokens {
        Tokens::of(&token())
    }

    /// As the store has them; a token itself where an earlier version wrote one.
    pub fn stored(text: &str) -> Tokens {
        let mut digests = text.split(' ').filter(|part| is_digest(part)).map(str::to_owned);
        match digests.next() {
            Some(newest) => Tokens { newest, former: digests.next() },
            None => Tokens::of(text),
        }
    }

    /// As they are stored.
    pub fn text(&self) -> String {
        self.digests().collect::<Vec<_>>().join(" ")
    }

    /// The digests of the tokens that open this place.
    pub fn digests(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.newest).chain(&self.former).map(String::as_str)
    }

    /// Whether this token opens the place.
    pub fn open(&self, token: &str) -> bool {
        let digest = digest(token);
        self.digests().any(|one| one == digest)
    }

    /// A new token, got with one that opens the place.
    pub fn renew(&mut self, with: &str) -> String {
        let token = token();
        *self = Tokens { newest: digest(&token), former: Some(digest(with)) };
        token
    }
}

/// What somebody typed, as codes are written: capitals, without spaces and dashes.
pub fn normal(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace() && *c != '-').flat_map(char::to_uppercase).collect()
}

fn word(chars: usize) -> String {
    // Bytes past the last whole multiple are thrown away, so that no letter is likelier than another.
    let fair = 256 - 256 % ALPHABET.len();
    let mut word = String::new();
    while word.len() < chars {
        let [byte] = random::<1>();
        if usize::from(byte) < fair {
            word.push(char::from(ALPHABET[usize::from(byte) % ALPHABET.len()]));
        }
    }
    word
}
