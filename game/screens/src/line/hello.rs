//! What a page says when a line opens: who it is, how far it has read, and which of its acts are on their way.
//!
//! It stands beside the socket, not beside the screen: a hidden page draws nothing for hours, and must still say hello
//! when its line was opened again.

use codedark_protocol::{ASKS_MAX, ClientMsg, Had, PROTOCOL_VERSION, ServerMsg};

/// How far this page has read, and which of its acts are on their way.
#[derive(Default)]
pub struct Progress {
    had: Option<Had>,
    /// Numbers of acts that were sent and not answered, oldest first.
    open: Vec<u64>,
    /// Those that the last hello asked about.
    asked: Vec<u64>,
}

impl Progress {
    /// The first frame of a line.
    pub fn hello(&mut self, token: &str) -> ClientMsg {
        self.asked = self.open.iter().take(ASKS_MAX).copied().collect();
        let asks = self.asked.clone();
        ClientMsg::Hello { version: PROTOCOL_VERSION, token: token.to_owned(), had: self.had, asks }
    }

    /// An act goes out.
    pub fn said(&mut self, number: u64) {
        self.open.push(number);
    }

    /// A frame could not be read: nobody knows what this page has now, and the next hello begins anew.
    pub fn garbled(&mut self) {
        self.had = None;
    }

    /// Takes note of a message. Gives the acts that now turn out never to have arrived.
    pub fn heard(&mut self, message: &ServerMsg) -> Vec<u64> {
        match message {
            ServerMsg::Beat | ServerMsg::Bye(_) => Vec::new(),
            ServerMsg::Welcome { stream, done, .. } => {
                self.had = Some(Had { stream: *stream, frames: 0 });
                self.settle(done)
            }
            ServerMsg::Resumed { done } => self.settle(done),
            counted => {
                if let Some(had) = &mut self.had {
                    had.frames += 1;
                }
                if let ServerMsg::Answer { number, .. } = counted {
                    self.open.retain(|open| open != number);
                }
                Vec::new()
            }
        }
    }

    /// What was asked about is done, or never will be.
    fn settle(&mut self, done: &[u64]) -> Vec<u64> {
        let asked = std::mem::take(&mut self.asked);
        self.open.retain(|open| !asked.contains(open));
        asked.into_iter().filter(|number| !done.contains(number)).collect()
    }
}

#[cfg(test)]
mod tests {
    use codedark_protocol::{Catalogue, Msg, SessionChange};

    use super::*;

    fn welcome(stream: u64, done: &[u64]) -> ServerMsg {
        let (code, catalogue) = (String::new(), Catalogue::default());
        ServerMsg::Welcome { person: 1, facilitator: false, code, catalogue, stream, done: done.to_vec() }
    }

    fn said_in(hello: ClientMsg) -> (Option<Had>, Vec<u64>) {
        match hello {
            ClientMsg::Hello { had, asks, .. } => (had, asks),
            other => panic!("no hello: {other:?}"),
        }
    }

    #[test]
    fn only_what_the_server_counts_is_counted() {
        let mut progress = Progress::default();
        assert_eq!(said_in(progress.hello("abc")).0, None, "a page that begins has read nothing");
        progress.heard(&welcome(9, &[]));
        for (message, frames, why) in [
            (ServerMsg::Session(SessionChange::default()), 1, "a change"),
            (ServerMsg::Beat, 1, "a beat is no frame"),
            (ServerMsg::Answer { number: 0, refused: None }, 2, "an answer"),
            (ServerMsg::Resumed { done: Vec::new() }, 2, "the answer to a hello"),
            (ServerMsg::MeanwhileDone(Vec::new()), 3, "news"),
            (ServerMsg::Bye(Msg::new("bye-silent")), 3, "a goodbye"),
        ] {
            progress.heard(&message);
            assert_eq!(said_in(progress.hello("abc")).0, Some(Had { stream: 9, frames }), "{why}");
        }
        progress.heard(&welcome(10, &[]));
        assert_eq!(said_in(progress.hello("abc")).0, Some(Had { stream: 10, frames: 0 }), "another stream");
    }

    #[test]
    fn what_was_asked_about_and_not_done_is_given_back_once() {
        let mut progress = Progress::default();
        progress.heard(&welcome(1, &[]));
        [11, 12, 13, 14].into_iter().for_each(|number| progress.said(number));
        progress.heard(&ServerMsg::Answer { number: 12, refused: None });
        assert_eq!(said_in(progress.hello("abc")).1, [11, 13, 14], "12 was answered");
        progress.said(15);
        assert_eq!(progress.heard(&ServerMsg::Resumed { done: vec![13] }), [11, 14]);
        assert_eq!(said_in(progress.hello("abc")).1, [15], "sent after the hello: its answer may still come");
        assert_eq!(progress.heard(&welcome(2, &[])), [15]);
    }

    #[test]
    fn after_a_frame_that_cannot_be_read_a_page_begins_anew() {
        let mut progress = Progress::default();
        progress.heard(&welcome(1, &[]));
        progress.garbled();
        progress.heard(&ServerMsg::MeanwhileDone(Vec::new()));
        assert_eq!(said_in(progress.hello("abc")).0, None);
    }

    #[test]
    fn a_line_that_breaks_before_its_welcome_asks_again() {
        let mut progress = Progress::default();
        progress.heard(&welcome(1, &[]));
        progress.said(11);
        progress.hello("abc");
        assert_eq!(said_in(progress.hello("abc")).1, [11]);
    }
}
