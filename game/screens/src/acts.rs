//! What this page asked for and has not been answered yet.
//!
//! An act has a number that no other act of the same person ever has: random for each opening of the page, then counted.
//! It waits here until the server's answer, which means that it is on the disk, or until it is known that it never
//! arrived. What never arrived is kept as words to show: nothing that somebody pressed goes without a trace.

use codedark_protocol::{ASKS_MAX, ClientMsg};

/// Acts in the order in which they were asked for.
pub struct Acts {
    /// The high half of every number.
    page: u32,
    /// Acts numbered so far, the low half of the last number.
    count: u32,
    waiting: Vec<ClientMsg>,
    unsent: Vec<ClientMsg>,
}

impl Default for Acts {
    /// Acts of a page that was just opened.
    fn default() -> Self {
        // Without a source of chance the count alone tells acts apart, until the page is opened again.
        Acts::of_page(getrandom::u32().unwrap_or_default())
    }
}

impl Acts {
    /// Acts whose numbers begin with this half.
    pub fn of_page(page: u32) -> Acts {
        Acts { page, count: 0, waiting: Vec::new(), unsent: Vec::new() }
    }

    /// The next number. Never 0, which stands for what has no number.
    pub fn number(&mut self) -> u64 {
        self.count = self.count.checked_add(1).unwrap_or(1);
        u64::from(self.page) << 32 | u64::from(self.count)
    }

    /// Whether another act may be asked for: a page that comes back can ask about [`ASKS_MAX`] of them.
    pub fn has_room(&self) -> bool {
        self.waiting.len() < ASKS_MAX
    }

    /// Keeps an act until it is answered.
    pub fn wait_for(&mut self, act: ClientMsg) {
        self.waiting.push(act);
    }

    /// Acts that wait for their answer, oldest first.
    pub fn waiting(&self) -> &[ClientMsg] {
        &self.waiting
    }

    /// An act was answered: gives it, when it still waited or was taken for unsent.
    pub fn answered(&mut self, number: u64) -> Option<ClientMsg> {
        take(&mut self.waiting, number).or_else(|| take(&mut self.unsent, number))
    }

    /// An act did not arrive and never will: gives it, and keeps it to be told.
    pub fn lost(&mut self, number: u64) -> Option<ClientMsg> {
        let act = take(&mut self.waiting, number)?;
        self.unsent.push(act.clone());
        Some(act)
    }

    /// An act that could not even be tried.
    pub fn not_tried(&mut self, act: ClientMsg) {
        self.unsent.push(act);
        let over = self.unsent.len().saturating_sub(ASKS_MAX);
        self.unsent.drain(..over);
    }

    /// What was not sent, oldest first, until [`Acts::forget_unsent`].
    pub fn unsent(&self) -> &[ClientMsg] {
        &self.unsent
    }

    /// The person has read what was not sent.
    pub fn forget_unsent(&mut self) {
        self.unsent.clear();
    }
}

fn take(acts: &mut Vec<ClientMsg>, number: u64) -> Option<ClientMsg> {
    let at = acts.iter().position(|act| act.number() == Some(number))?;
    Some(acts.remove(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alarm(acts: &mut Acts) -> u64 {
        let number = acts.number();
        acts.wait_for(ClientMsg::Alarm { number });
        number
    }

    #[test]
    fn numbers_of_a_page_begin_with_its_own_half() {
        let mut acts = Acts::of_page(7);
        assert_eq!([acts.number(), acts.number()], [(7 << 32) + 1, (7 << 32) + 2]);
    }

    #[test]
    fn numbers_never_become_the_one_for_none() {
        let mut acts = Acts { count: u32::MAX, ..Acts::of_page(0) };
        assert_eq!(acts.number(), 1);
    }

    #[test]
    fn an_act_waits_until_its_own_answer() {
        let mut acts = Acts::of_page(1);
        let (first, second) = (alarm(&mut acts), alarm(&mut acts));
        assert_eq!(acts.answered(second), Some(ClientMsg::Alarm { number: second }));
        assert_eq!(acts.answered(second), None, "answered already");
        assert_eq!(acts.waiting(), [ClientMsg::Alarm { number: first }]);
    }

    #[test]
    fn a_lost_act_is_told_until_it_was_read() {
        let mut acts = Acts::of_page(1);
        let number = alarm(&mut acts);
        assert!(acts.lost(number).is_some());
        assert_eq!((acts.waiting().len(), acts.unsent().len()), (0, 1));
        assert_eq!(acts.lost(number), None, "it is told once");
        acts.forget_unsent();
        assert!(acts.unsent().is_empty());
    }

    #[test]
    fn a_refusal_that_comes_late_takes_the_place_of_unsent() {
        let mut acts = Acts::of_page(1);
        let number = alarm(&mut acts);
        acts.lost(number);
        assert!(acts.answered(number).is_some());
        assert!(acts.unsent().is_empty());
    }

    #[test]
    fn no_more_acts_wait_than_a_hello_can_ask_about() {
        let mut acts = Acts::of_page(1);
        while acts.has_room() {
            alarm(&mut acts);
        }
        assert_eq!(acts.waiting().len(), ASKS_MAX);
        for number in 0..=ASKS_MAX as u64 {
            acts.not_tried(ClientMsg::Alarm { number });
        }
        assert_eq!(acts.unsent().first(), Some(&ClientMsg::Alarm { number: 1 }), "the oldest gave way");
    }
}
