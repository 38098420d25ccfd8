//! The crowd before the door: every connection to the page's port, from the moment it is accepted.
//!
//! A class sits behind one address, so an address alone says little about a person. What counts is whether a connection has
//! said whose it is. Those that have are never put out. Of the others there may be only so many, in all and from one
//! network; who comes when that is reached is let in, and the one that has waited longest goes, first among those of which
//! nothing is being asked. Silent sockets so push out one another, never a page that speaks.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// How many connections there may be.
#[derive(Clone, Copy, Debug)]
struct Room {
    /// All connections.
    all: usize,
    /// Those that have not said whose they are.
    strangers: usize,
    /// Those of them that come from one network.
    network: usize,
}

/// All connections, where the computer allows as many: of one network 512 may say nothing, since 70 browsers open up to six
/// each while they load the page.
const ALL_MAX: usize = 3072;
/// Open files that are not connections.
const OTHER_FILES: usize = 256;

/// Where somebody is: an address, or the 64 bits of one that name a network, since a computer with IPv6 chooses the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Network(IpAddr);

impl Network {
    /// The network of an address.
    pub fn of(address: IpAddr) -> Network {
        Network(match address.to_canonical() {
            IpAddr::V6(six) => {
                let [a, b, c, d, ..] = six.segments();
                Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
            }
            four => four,
        })
    }
}

/// What a connection is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    /// Nothing is being asked.
    Waiting,
    /// A question is being answered.
    Asking,
    /// It has said whose it is.
    Known,
}

struct Guest {
    /// Where it comes from; none behind a proxy that has not said.
    network: Option<Network>,
    doing: Doing,
    leave: Arc<Notify>,
}

/// All connections. Clones are the same crowd.
#[derive(Clone)]
pub struct Crowd(Arc<Mutex<Guests>>);

struct Guests {
    room: Room,
    last: u64,
    /// By number, so the first has been here longest.
    here: BTreeMap<u64, Guest>,
    put_out: u64,
}

/// A connection's place in the crowd, until it is dropped.
pub struct Place {
    crowd: Crowd,
    number: u64,
    leave: Arc<Notify>,
}

impl Crowd {
    /// An empty one, where the program may have this many files open.
    pub fn new(files: usize) -> Crowd {
        let all = files.saturating_sub(OTHER_FILES).clamp(OTHER_FILES, ALL_MAX);
        let room = Room { all, strangers: all / 3, network: all / 6 };
        Crowd(Arc::new(Mutex::new(Guests { room, last: 0, here: BTreeMap::new(), put_out: 0 })))
    }

    /// Lets a connection in; none when everybody who is here is known and no more fit.
    pub fn enter(&self, network: Option<Network>) -> Option<Place> {
        let mut guests = self.guests();
        guests.make_room(network);
        if guests.here.len() >= guests.room.all {
            return None;
        }
        guests.last += 1;
        let (number, leave) = (guests.last, Arc::new(Notify::new()));
        guests.here.insert(number, Guest { network, doing: Doing::Waiting, leave: leave.clone() });
        Some(Place { crowd: self.clone(), number, leave })
    }

    /// How many are here, and how many were put out so far.
    pub fn counts(&self) -> (usize, u64) {
        let guests = self.guests();
        (guests.here.len(), guests.put_out)
    }

    fn guests(&self) -> MutexGuard<'_, Guests> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Guests {
    /// Puts out who has waited longest, where one more from this network would be too many.
    fn make_room(&mut self, network: Option<Network>) {
        let strangers = || self.here.values().filter(|guest| guest.doing != Doing::Known);
        let near = strangers().filter(|guest| network.is_some() && guest.network == network).count();
        if near >= self.room.network {
            self.put_out(|guest| guest.network == network);
        } else if strangers().count() >= self.room.strangers || self.here.len() >= self.room.all {
            self.put_out(|_| true);
        }
    }

    fn put_out(&mut self, among: impl Fn(&Guest) -> bool) {
        let oldest = |doing| {
            let found = self.here.iter().find(|(_, guest)| guest.doing == doing && among(guest));
            found.map(|(number, _)| *number)
        };
        // It is not here any more from now on, even when its task takes a moment to hear that.
        if let Some(guest) =
            oldest(Doing::Waiting).or_else(|| oldest(Doing::Asking)).and_then(|it| self.here.remove(&it))
        {
            guest.leave.notify_one();
            self.put_out += 1;
        }
    }
}

impl Place {
    /// Returns when this connection has to leave. One task waits for that at a time.
    pub async fn put_out(&self) {
        self.leave.notified().await;
    }

    /// Says where it comes from, once a proxy has told.
    pub fn come_from(&self, network: Network) {
        let mut guests = self.crowd.guests();
        if guests.here.get(&self.number).is_some_and(|guest| guest.network.is_none()) {
            guests.make_room(Some(network));
            if let Some(guest) = guests.here.get_mut(&self.number) {
                guest.network = Some(network);
            }
        }
    }

    /// Something is being asked, until what this gives is dropped.
    pub fn ask(self: &Arc<Place>) -> Asking {
        self.turn(Doing::Waiting, Doing::Asking);
        Asking(self.clone())
    }

    /// It has said whose it is.
    pub fn is_known(&self) {
        self.turn(Doing::Waiting, Doing::Known);
        self.turn(Doing::Asking, Doing::Known);
    }

    /// It was said goodbye to.
    pub fn is_dismissed(&self) {
        self.turn(Doing::Known, Doing::Waiting);
    }

    fn turn(&self, from: Doing, to: Doing) {
        if let Some(guest) = self.crowd.guests().here.get_mut(&self.number).filter(|guest| guest.doing == from) {
            guest.doing = to;
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.crowd.guests().here.remove(&self.number);
    }
}

/// A question that is being answered.
pub struct Asking(Arc<Place>);

impl Drop for Asking {
    fn drop(&mut self) {
        self.0.turn(Doing::Asking, Doing::Waiting);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NETWORK_MAX: usize = 512;
    const STRANGERS_MAX: usize = 1024;

    fn network(text: &str) -> Option<Network> {
        Some(Network::of(text.parse().expect("an address")))
    }

    #[test]
    fn a_network_is_an_address_or_64_bits() {
        for (one, other, same, why) in [
            ("192.0.2.1", "192.0.2.1", true, "the same address"),
            ("192.0.2.1", "192.0.2.2", false, "two addresses"),
            ("::ffff:192.0.2.1", "192.0.2.1", true, "written as one of IPv6"),
            ("2001:db8:1:2::3", "2001:db8:1:2:ffff::", true, "the same 64 bits"),
            ("2001:db8:1:2::3", "2001:db8:1:3::3", false, "other 64 bits"),
        ] {
            assert_eq!(network(one) == network(other), same, "{why}");
        }
    }

    #[test]
    fn who_has_waited_longest_goes_and_who_is_known_stays() {
        let crowd = Crowd::new(usize::MAX);
        let here = network("192.0.2.1");
        let known = Arc::new(crowd.enter(here).expect("room"));
        known.is_known();
        let busy = Arc::new(crowd.enter(here).expect("room"));
        let asking = busy.ask();
        let mut silent: Vec<Place> = (2..NETWORK_MAX + 1).map(|_| crowd.enter(here).expect("room")).collect();
        assert_eq!(crowd.counts(), (NETWORK_MAX + 1, 0), "so many fit beside the known one");
        silent.push(crowd.enter(here).expect("room"));
        assert_eq!(crowd.counts(), (NETWORK_MAX + 1, 1), "one more came, one had to go");
        let is_here = |place: &Place| crowd.guests().here.contains_key(&place.number);
        assert!(is_here(&known) && is_here(&busy), "neither who is known nor who is asking");
        assert!(!is_here(&silent[0]) && is_here(&silent[1]), "but who waited longest");
        let elsewhere = crowd.enter(network("192.0.2.2")).expect("room");
        assert_eq!(crowd.counts(), (NETWORK_MAX + 2, 1), "another network is not full");
        drop((asking, elsewhere));
        let more: Vec<Place> = (0..NETWORK_MAX).map(|_| crowd.enter(here).expect("room")).collect();
        assert!(!is_here(&busy) && is_here(&known), "who has been answered waits like the others");
        drop(more);
    }

    #[test]
    fn many_networks_do_not_fill_the_room_either() {
        let crowd = Crowd::new(usize::MAX);
        let from = |number: usize| network(&format!("192.0.{}.{}", number / 250, number % 250));
        let places: Vec<Place> = (0..STRANGERS_MAX + 500).map(|at| crowd.enter(from(at)).expect("room")).collect();
        assert_eq!(crowd.counts(), (STRANGERS_MAX, 500));
        places.iter().for_each(Place::is_known);
        let known = |at| {
            let place = crowd.enter(from(at)).expect("room");
            place.is_known();
            place
        };
        let known: Vec<Place> = (0..ALL_MAX - STRANGERS_MAX).map(known).collect();
        assert_eq!(crowd.counts(), (ALL_MAX, 500), "who is known is never put out");
        assert!(crowd.enter(from(0)).is_none(), "and then no more fit");
        drop(known);
    }
}
