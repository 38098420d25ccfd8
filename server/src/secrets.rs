//! Codes that people type and tokens that their pages keep.

/// Letters and digits that are not mistaken for one another on a whiteboard.
const ALPHABET: &[u8; 31] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";
/// Length of the code that a class joins with: 31^8 guesses.
pub const CODE_CHARS: usize = 8;
/// Length of the facilitator's key.
pub const KEY_CHARS: usize = 12;
/// Random bytes of a token.
const TOKEN_BYTES: usize = 16;

/// A code for a class.
pub fn code() -> String {
    word(CODE_CHARS)
}

/// A key for a facilitator.
pub fn key() -> String {
    word(KEY_CHARS)
}

/// A token: 128 random bits in hexadecimal.
pub fn token() -> String {
    hexadecimal(&random::<TOKEN_BYTES>())
}

/// Bytes as people and JSON can carry them.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
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

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}
