//! Numbers of people, word and shifts, of legal duties, of the EU plan's services and of other hospitals.

use crate::base::number::numbers;
use crate::base::time::{DAY, HOUR, Minute};

numbers! {
    /// Rumours and partners.
    People in "people" {
        /// Share of an audience that must have heard it before the audience acts on it.
        knows_from: i64 = 500, 200..=900, "thousandths", "assumption: half of them tell the rest what to do";
        /// Share of desk and ward computers that informed staff switch off, out of the attack's reach.
        switched_off: f64 = 0.5, 0.1..=0.9, "share", "assumption: Brno called over loudspeakers to switch computers off; that half obey in time is a guess";
        /// From a strike that shows until press, patients and neighbours have it from elsewhere.
        rumour_after: Minute = 4 * HOUR, HOUR..=12 * HOUR, "minutes", "HSE: first report 02:50, media report 07:00 (RTE)";
        /// Trust of patients and press that is lost when they hear it from elsewhere first.
        trust_rumour: i64 = 100, 0..=300, "thousandths", "assumption";
        /// From a strike that shows until partners who were not told close their side of the links.
        partners_wait: Minute = 12 * HOUR, 3 * HOUR..=3 * DAY, "minutes", "assumption: they hear it in the news, and decide within half a day";
        /// From word that reaches them until partners open the links again, where they trust the hospital.
        partners_assured: Minute = 2 * DAY, 12 * HOUR..=7 * DAY, "minutes", "assumption: their own specialists ask questions first";
    }
}

numbers! {
    /// How word travels.
    Word in "people: word" {
        /// Time until an email was read by most.
        mail_min: Minute = HOUR, 15..=6 * HOUR, "minutes", "assumption: ward staff look at it between patients";
        /// Time of a round of telephone calls.
        phones_min: Minute = 45, 15..=3 * HOUR, "minutes", "assumption: a list of thirty numbers, two people";
        /// Time until a text on pagers was read.
        pagers_min: Minute = 10, 2..=30, "minutes", "assumption: they are carried, and short";
        /// Time of runners who go to every ward, or of a car that goes to a partner.
        runners_min: Minute = 2 * HOUR, 30..=6 * HOUR, "minutes", "assumption: several buildings, shift after shift";
        /// Time of an announcement over loudspeakers.
        loudspeakers_min: Minute = 5, 1..=15, "minutes", "Brno 2020 announced it so; the time is assumption";
        /// Time until those looked for it who find it on the website.
        web_min: Minute = 2 * HOUR, 30..=12 * HOUR, "minutes", "assumption";
        /// Time of a round on phones and a chat that do not depend on the network.
        apart_min: Minute = 20, 5..=HOUR, "minutes", "assumption: the groups were made beforehand";
        /// How far telephones, or phones apart from the network, must work for people to be called in by them.
        phones_work_from: f64 = 0.5, 0.2..=0.9, "share", "assumption: half of the calls get through";
        /// Share of an audience that a channel made for it reaches.
        reaches: f64 = 0.9, 0.5..=1.0, "share", "assumption: somebody is always off duty or does not look";
        /// Share that a channel reaches which was made for something else.
        reaches_some: f64 = 0.6, 0.3..=0.8, "share", "assumption: the rest hears it at the next shift";
    }
}

numbers! {
    /// Call-ins, rotas and handovers.
    Shifts in "people: shifts" {
        /// How long a call-in, a rota or an outsider's help lasts.
        shift: Minute = 14 * DAY, 5 * DAY..=28 * DAY, "minutes", "assumption: two weeks, then people need rest";
        /// Time until people who are called in are at work, while telephones work.
        called_in_after: Minute = 2 * HOUR, 30..=4 * HOUR, "minutes", "assumption: calls, and the way to work";
        /// The same without telephones, from numbers on paper and private phones.
        called_from_paper: Minute = 3 * HOUR, HOUR..=8 * HOUR, "minutes", "assumption; Ireland and UVM lost their phones";
        /// The same without either: somebody drives to their homes.
        called_by_car: Minute = 6 * HOUR, 2 * HOUR..=12 * HOUR, "minutes", "assumption";
        /// Work without relief until a lead is tired, and must go home.
        tired_after: Minute = 36 * HOUR, 12 * HOUR..=48 * HOUR, "minutes", "assumption; HICS plans two shifts for each position";
        /// How long a lead sleeps who went home so.
        sleep: Minute = 10 * HOUR, 6 * HOUR..=16 * HOUR, "minutes", "assumption: the way home and eight hours";
        /// Factor on the length of work meanwhile: whoever stands in must find out what the lead knew.
        tired: f64 = 1.25, 1.0..=2.0, "factor", "assumption";
        /// Age up to which a situation report carries a handover.
        fresh: Minute = DAY, 8 * HOUR..=3 * DAY, "minutes", "assumption: older than a day, it describes another situation";
    }
}

numbers! {
    /// Fines and trust.
    Duty in "duty" {
        /// Time until somebody has found out which deadline runs, where no list of duties was made beforehand.
        looked_up: Minute = 6 * HOUR, HOUR..=2 * DAY, "minutes", "assumption: a lawyer is called and reads; the EU plan's regulatory mapping tool does away with it";
        /// From a deadline that was not kept to the authority's decision.
        decided_after: Minute = 21 * DAY, 7 * DAY..=365 * DAY, "minutes", "assumption: shortened, so that the exercise's end still sees it; Vastaamo's fine came years later";
        /// Share of the fine for a report that came late.
        late_share: f64 = 0.4, 0.1..=0.9, "share", "assumption: authorities count it in favour that somebody came by themselves";
        /// Factor on the fine where silence was decided on.
        concealed_factor: f64 = 2.0, 1.0..=5.0, "factor", "assumption after Vastaamo, fined EUR 608,000 among other things for telling late";
        /// Share of the fine when a report in part was never followed by the rest.
        rest_share: f64 = 0.1, 0.0..=0.4, "share", "assumption: less than lateness, since a report in part was allowed";
        /// Trust of the recipient that a late report costs.
        trust_late: i64 = 150, 50..=400, "thousandths", "assumption";
        /// Trust of the recipient that no report costs.
        trust_missed: i64 = 300, 100..=600, "thousandths", "assumption";
        /// Trust that concealment costs when it comes out: the recipient's, and that of patients, staff, press and partners.
        trust_concealed: i64 = 500, 200..=1_000, "thousandths", "assumption";
    }
}

numbers! {
    /// What the services of the EU plan change.
    Plan in "plan" {
        /// Factor on the length of preparing work once the guidance was read.
        guided: f64 = 0.9, 0.6..=1.0, "factor", "assumption: nobody works out again what others wrote down";
        /// Factor on the length of updates with the list of gaps that are exploited in hospitals.
        listed_first: f64 = 0.7, 0.4..=1.0, "factor", "assumption: what matters is done first, the rest can wait";
        /// Factor on the length of the first acts of a response with a playbook at hand.
        by_playbook: f64 = 0.75, 0.4..=1.0, "factor", "assumption: less is discussed";
        /// Chance that the early warning service sees a strike coming.
        warned: f64 = 0.3, 0.05..=0.8, "chance", "assumption; CISA sent 1,200 such notices in 2023, of which 150 to health care, and nobody published what share of strikes that was";
        /// Shortest time from its warning to the strike.
        warned_least: Minute = HOUR, 15..=6 * HOUR, "minutes", "SANS on CISA: some less than an hour after the intelligence came in";
        /// Longest time from its warning to the strike.
        warned_most: Minute = DAY, 6 * HOUR..=3 * DAY, "minutes", "SANS on CISA: most on the same day";
        /// Alerts of a warning: it is louder than a sensor.
        warned_loud: u32 = 3, 1..=10, "alerts", "assumption: they telephone too";
        /// People whom a recovery subscription sends once the hospital was struck.
        subscribed_hands: f64 = 3.0, 1.0..=10.0, "people", "assumption";
        /// Weak spots that a risk assessment, or steps that the guidance, names at once.
        named: u32 = 3, 1..=10, "things", "assumption: more is not read";
    }
}

numbers! {
    /// What passes between hospitals.
    Exchange in "exchange" {
        /// Minutes until patients who were sent on reach the next hospital.
        arrive_after: Minute = 30, 10..=120, "minutes", "assumption: a drive within the area; the wait behind the door is counted apart";
        /// Minutes until shared signs of an attack are in the other hospitals' sensors.
        warned_after: Minute = 12 * HOUR, HOUR..=5 * DAY, "minutes", "assumption: passed on through the national CSIRT and loaded within a shift";
        /// Factor on the sensitivity of sensors that know the signs.
        warned: f64 = 1.5, 1.0..=3.0, "factor", "assumption: as for a zone that hunters watch";
        /// How long a team of responders stays.
        deployed: Minute = 28 * DAY, 7 * DAY..=60 * DAY, "minutes", "assumption: contracts of a month";
        /// Teams of responders where a scenario describes no region.
        responder_teams: u32 = 2, 0..=10, "teams", "assumption";
        /// Chance that one crew comes to a further hospital with a sign-in of its own before it strikes.
        taken: f64 = 0.75, 0.3..=1.0, "chance", "assumption: six hospitals beside HSE itself were struck (RTE 2021); how many had a sign-in of their own was not published, eight have one here";
        /// Longest time until it has, in minutes.
        taken_within: Minute = 7 * DAY, DAY..=14 * DAY, "minutes", "derived: tools were found on 7 May, the strike came on 14 May (Irish Examiner)";
        /// Longest time between the first strike and the others that follow it.
        follows_within: Minute = 3 * HOUR, 30..=12 * HOUR, "minutes", "derived: set off about 01:00, recognised in the data centre at 04:36 (RTE 2021)";
    }
}
