//! When a line counts as dead: nothing was heard for longer than three of the server's beats.

use codedark_protocol::SILENCE_MAX_MS;

/// Since when a line is silent, in milliseconds of a clock that never goes back.
#[derive(Clone, Copy)]
pub struct Silence {
    since_ms: u64,
}

impl Silence {
    /// A line that was just begun, or heard.
    pub fn from(now_ms: u64) -> Silence {
        Silence { since_ms: now_ms }
    }

    /// How long the line may go on being silent, in milliseconds; none when it is dead.
    pub fn left_ms(self, now_ms: u64) -> Option<u64> {
        let silent_ms = now_ms.saturating_sub(self.since_ms);
        SILENCE_MAX_MS.checked_sub(silent_ms).filter(|left_ms| *left_ms > 0)
    }
}

#[cfg(test)]
mod tests {
    use codedark_protocol::BEAT_EVERY_MS;

    use super::*;

    #[test]
    fn three_beats_may_be_missed_and_no_more() {
        let line = Silence::from(1_000);
        for (now_ms, left_ms, why) in [
            (1_000, Some(SILENCE_MAX_MS), "just heard"),
            (1_000 + 3 * BEAT_EVERY_MS, Some(SILENCE_MAX_MS - 3 * BEAT_EVERY_MS), "the third beat may be late"),
            (1_000 + SILENCE_MAX_MS, None, "dead"),
            (1_000 + 100 * SILENCE_MAX_MS, None, "the computer slept"),
            (0, Some(SILENCE_MAX_MS), "no clock goes back; if one did, the line would live"),
        ] {
            assert_eq!(line.left_ms(now_ms), left_ms, "{why}");
        }
    }
}
