//! "Stop: this is real": any player can stop the class when something real happens; only the facilitator goes on.

use codedark_protocol::{ALARM_WAIT_S, Msg};
use codedark_sim::exercise::Act;

use super::{By, Session};

/// Somebody said that something real has happened.
pub struct Alarm {
    /// Participant id.
    pub person: u32,
    /// Milliseconds until the class stops by itself; 0 once it has stopped.
    pub left_ms: u64,
}

impl Alarm {
    /// An alarm that was raised now.
    pub fn by(person: u32) -> Alarm {
        Alarm { person, left_ms: u64::from(ALARM_WAIT_S) * 1000 }
    }
}

impl Session {
    /// Whether an alarm has stopped the class.
    pub(super) fn is_halted(&self) -> bool {
        self.alarm.as_ref().is_some_and(|alarm| alarm.left_ms == 0)
    }

    /// Somebody raises the alarm. A second one changes nothing.
    pub(super) fn raise_alarm(&mut self, by: By) -> Result<(), Msg> {
        if self.alarm.is_none() {
            self.act(None, by, Act::Alarm)?;
            self.alarm = Some(Alarm::by(by.participant));
        }
        Ok(())
    }

    /// Time passes: without a decision the class stops by itself.
    pub(super) fn pass_alarm(&mut self, elapsed_ms: u64) {
        let Some(alarm) = self.alarm.as_mut().filter(|alarm| alarm.left_ms > 0) else { return };
        // The last millisecond is left to the halt itself, which alone stops the class.
        alarm.left_ms = alarm.left_ms.saturating_sub(elapsed_ms).max(1);
        if alarm.left_ms == 1 {
            // Refused only while every region is being rebuilt: the next round tries again.
            let _ = self.halt(By::PROGRAM);
        }
    }

    /// Stops the class at once.
    pub(super) fn halt(&mut self, by: By) -> Result<(), Msg> {
        if !self.is_halted() {
            self.act(None, by, Act::Halt)?;
            self.halted_by(by.participant);
        }
        Ok(())
    }

    /// The class has been stopped, with or without an alarm before.
    pub(super) fn halted_by(&mut self, person: u32) {
        self.alarm.get_or_insert_with(|| Alarm::by(person)).left_ms = 0;
    }

    /// The alarm is over.
    pub(super) fn go_on(&mut self, by: By) -> Result<(), Msg> {
        if self.alarm.is_some() {
            self.act(None, by, Act::GoOn)?;
            self.alarm = None;
        }
        Ok(())
    }
}
