//! What goes out to one person: frames in order, counted, and the last ones kept, so that a page whose connection broke
//! gets what it missed.

use std::collections::VecDeque;

use codedark_protocol::{Had, Msg, ServerMsg, encode};

use crate::gateway::ConnectionId;

/// Most frames that are kept for a page that may come back: a minute of a busy class.
const KEPT_FRAMES_MAX: usize = 300;
/// Most bytes of them.
const KEPT_BYTES_MAX: usize = 512 * 1024;

/// Something that leaves for a connection.
pub enum Out {
    /// A frame.
    Frame(ConnectionId, Vec<u8>),
    /// A goodbye, after which the connection ends.
    Bye(ConnectionId, Msg),
}

/// The frames of one person.
#[derive(Default)]
pub struct Outline {
    /// Number of the last welcome.
    stream: u64,
    /// Frames since it.
    frames: u64,
    kept: VecDeque<Vec<u8>>,
    kept_bytes: usize,
}

impl Outline {
    /// Begins anew with a welcome of this number.
    pub fn begin(&mut self, stream: u64) {
        *self = Outline { stream, ..Outline::default() };
    }

    /// Counts a frame, keeps it, and gives its bytes.
    pub fn push(&mut self, message: &ServerMsg) -> Vec<u8> {
        let bytes = encode(message);
        self.frames += 1;
        self.kept_bytes += bytes.len();
        self.kept.push_back(bytes.clone());
        while self.kept.len() > KEPT_FRAMES_MAX || self.kept_bytes > KEPT_BYTES_MAX {
            let Some(oldest) = self.kept.pop_front() else { break };
            self.kept_bytes -= oldest.len();
        }
        bytes
    }

    /// The frames that a page missed; none when it has to begin anew.
    pub fn missed(&self, had: Had) -> Option<Vec<Vec<u8>>> {
        if had.stream != self.stream || self.stream == 0 {
            return None;
        }
        let missed = usize::try_from(self.frames.checked_sub(had.frames)?).ok()?;
        let from = self.kept.len().checked_sub(missed)?;
        Some(self.kept.range(from..).cloned().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gets_just_what_it_missed() {
        let mut outline = Outline::default();
        outline.begin(7);
        let sent: Vec<Vec<u8>> =
            (0..3).map(|number| outline.push(&ServerMsg::Answer { number, refused: None })).collect();
        for (stream, frames, missed, why) in [
            (7, 3, Some(0), "it had all"),
            (7, 1, Some(2), "it had the first"),
            (7, 0, Some(3), "it had the welcome only"),
            (7, 4, None, "it says that it had more than was sent"),
            (6, 1, None, "it followed another welcome"),
        ] {
            let found = outline.missed(Had { stream, frames });
            assert_eq!(found.as_ref().map(Vec::len), missed, "{why}");
            assert!(found.iter().flatten().eq(sent[3 - missed.unwrap_or(0)..].iter().filter(|_| missed.is_some())));
        }
    }

    #[test]
    fn what_is_kept_has_limits() {
        let mut outline = Outline::default();
        outline.begin(1);
        for number in 0..1_000 {
            outline.push(&ServerMsg::Answer { number, refused: None });
        }
        assert!(outline.missed(Had { stream: 1, frames: 1_000 - KEPT_FRAMES_MAX as u64 }).is_some());
        assert!(outline.missed(Had { stream: 1, frames: 999 - KEPT_FRAMES_MAX as u64 }).is_none(), "too long ago");
        outline.push(&ServerMsg::Texts(vec![(String::new(), "x".repeat(KEPT_BYTES_MAX + 1))]));
        assert!(outline.missed(Had { stream: 1, frames: 1_000 }).is_none(), "too much");
    }
}
