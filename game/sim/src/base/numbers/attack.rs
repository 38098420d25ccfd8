//! Numbers of the attacker: when it works, where it can go, what it takes, encrypts, floods and alters.

use crate::base::number::numbers;
use crate::base::time::{DAY, HOUR, Minute};

numbers! {
    /// How the crew answers what it notices.
    Attack in "attack" {
        /// Longest wait of a crew that lost its place, or found no way, before it tries again.
        return_max: Minute = 6 * DAY, DAY..=30 * DAY, "minutes", "assumption";
        /// Chance that a crew whose way in proved closed has another one at hand.
        another_way: f64 = 0.25, 0.05..=0.8, "chance", "assumption: access is bought one way at a time; Marsh: a second factor everywhere makes attacks 1.4 times rarer, so few who meet it come another way";
        /// Chance that a crew that noticed the defenders and could strike does so at once.
        strikes_early: f64 = 0.5, 0.1..=0.9, "chance", "assumption: it strikes, or hides";
        /// Time from noticing the defenders to such a strike.
        strikes_after: Minute = 2 * HOUR, 15..=12 * HOUR, "minutes", "assumption: the program is there, the last keys are not";
        /// Servers of the identity zone that a crew takes when it comes in over a shared sign-in.
        takes_servers: u32 = 2, 1..=10, "devices", "assumption: as by hand";
    }
}

numbers! {
    /// When the crew works and strikes.
    Tempo in "attack: tempo" {
        /// Share of the stay, as steps count it, by which a crew has taken its place.
        settled: f64 = 0.7, 0.4..=0.95, "share", "assumption: how playbooks are written; the time it takes is the adversary's";
        /// Hour before which a strike at night begins.
        night_ends: Minute = 5 * HOUR, 3 * HOUR..=7 * HOUR, "minutes", "assumption: it is over before the day shift; HSE 01:00, Corbeil-Essonnes 01:00, Brno 05:00";
        /// Hours of the day in which a strike by day begins.
        day_begins: Minute = 8 * HOUR, 6 * HOUR..=10 * HOUR, "minutes", "assumption: as office hours begin";
        /// The last of them.
        day_ends: Minute = 15 * HOUR, 12 * HOUR..=18 * HOUR, "minutes", "assumption: well within office hours";
    }
}

numbers! {
    /// What closes a way, and where accounts are found.
    Reach in "attack: reach" {
        /// Chance that a control closes a way for good, as a share of what it takes off the odds of one try.
        closes: f64 = 0.4, 0.1..=0.9, "share", "assumption: where it is in place everywhere; Marsh: many factors help only if everywhere, then attacks are 1.4 times rarer";
        /// Chance that flows into a zone are shut to intruders where the network is divided.
        segmented: f64 = 0.4, 0.1..=0.9, "chance", "assumption: the old flows that are still needed stay open";
        /// The same for clinical devices with a network of their own.
        devices_apart: f64 = 0.6, 0.2..=0.95, "chance", "assumption: makers' access stays open at some";
        /// Chance that a server where administrators work holds a privileged account.
        cached_server: f64 = 0.9, 0.5..=1.0, "chance", "assumption: services run under such accounts";
        /// The same for an ordinary computer.
        cached_desk: f64 = 0.12, 0.02..=0.4, "chance", "assumption: one in eight was mended by an administrator since it was last restarted";
    }
}

numbers! {
    /// How fast data leaves.
    Theft in "attack: theft" {
        /// Share of what a crew would send in an hour where outgoing traffic is filtered.
        filtered: f64 = 0.4, 0.05..=0.9, "share", "assumption: large uploads to unknown places are slowed or refused";
    }
}

numbers! {
    /// Encryption by hand, and when it is understood.
    Strike in "attack: strike" {
        /// Waves in which the computers fetch the program.
        waves: u32 = 8, 2..=24, "waves", "assumption: computers ask for new rules about every two hours";
        /// Time between two waves.
        wave_min: Minute = 15, 5..=60, "minutes", "assumption: fine enough that a zone cut off in time is saved";
        /// Share of Linux servers within reach that are encrypted, by way of their hypervisors.
        linux_share: f64 = 0.4, 0.0..=1.0, "share", "assumption";
        /// Devices the crew holds in each zone of the next hospital before it sets the ransomware off.
        next_holds: u32 = 4, 1..=20, "devices", "assumption: enough that clearing it out is work";
        /// Dead screens, as minutes times the share of all devices, that somebody at work must meet until it is understood.
        understood: f64 = 8.8, 2.0..=30.0, "minutes", "assumption: HSE needed from 01:00 to 04:36 at night; by day it is then about an hour and a half";
        /// How often a nurse at night sits before a screen, against the day.
        night_screens: f64 = 0.25, 0.1..=0.7, "share", "assumption: most work at night is at the bedside";
        /// How much sooner it is understood where somebody of IT has the night.
        on_call: f64 = 2.0, 1.0..=5.0, "factor", "assumption: the first calls reach somebody who can look";
    }
}

numbers! {
    /// Worms and altered values.
    Impact in "impact" {
        /// Minutes between two rounds of a worm.
        worm_min: Minute = 10, 1..=60, "minutes", "assumption: fine enough that a zone cut off in time is saved";
        /// New victims in a round for each device the worm has within reach of them.
        worm_growth: f64 = 0.35, 0.05..=2.0, "share", "assumption: doubles in under half an hour while victims are left";
        /// Rounds after which a worm finds nobody any more.
        worm_rounds: u32 = 432, 72..=2_016, "rounds", "assumption: three days; computers switched on after a weekend are found";
        /// Round in which the staff cannot overlook it.
        worm_seen: u32 = 2, 1..=12, "rounds", "assumption: screens show it at once, half an hour until the help desk understands";
        /// Chance on each day that staff notice altered values.
        altered_noticed: f64 = 0.6, 0.2..=0.8, "chance", "Sci Rep 2021: 12 of 20 intensive care nurses noticed a manipulated monitor; that each day is one such chance, for any altered value, is assumption";
    }
}
