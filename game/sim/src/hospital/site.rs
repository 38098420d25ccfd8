//! A whole hospital at one minute, as rules, orders and projections get it.
//!
//! There is one list of a hospital's parts. Of it are made what is queried, the hospital in the hands of a domain, the
//! hospital to be read, and copies. Which domain may change which part, says [`may_change`](crate::hospital::may_change).

use std::cell::Cell;
use std::collections::VecDeque;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use bevy_ecs::prelude::*;
use bevy_ecs::query::{QueryData, ROQueryItem};
use codedark_protocol::{Msg, TimelineKind, TimelineRow};
use codedark_scenario::{Role, Scenario};

use crate::base::dice::Dice;
use crate::base::time::Minute;
use crate::hospital::agenda::{Agenda, Due};
use crate::hospital::clocks::Duties;
use crate::hospital::crew::Attack;
use crate::hospital::desk::Desk;
use crate::hospital::knowledge::People;
use crate::hospital::link::Link;
use crate::hospital::log::{Log, LogLine, Revision};
use crate::hospital::may_change::{HandsTo, MayChange, Orders, Region};
use crate::hospital::network::Network;
use crate::hospital::news::News;
use crate::hospital::orders::Defence;
use crate::hospital::questions::Story;
use crate::hospital::recovery::Recovery;
use crate::hospital::services::Care;
use crate::hospital::touched::{PartOf, Parts, Touched};
use crate::hospital::{Hospital, Rules};

/// A part of a hospital in the hands of a domain: it reads it, and changes it if it [may](MayChange).
pub struct Part<'a, C, D> {
    part: &'a mut C,
    /// Where it is noted that the part was touched.
    touched: &'a Cell<Touched>,
    domain: PhantomData<D>,
}

impl<'a, C, D> Part<'a, C, D> {
    fn new(part: &'a mut C, touched: &'a Cell<Touched>) -> Self {
        Part { part, touched, domain: PhantomData }
    }

    /// The same part in the hands of another domain.
    fn hand_on<E>(&mut self) -> Part<'_, C, E> {
        Part::new(self.part, self.touched)
    }
}

impl<C, D> Deref for Part<'_, C, D> {
    type Target = C;

    fn deref(&self) -> &C {
        self.part
    }
}

impl<C: PartOf, D: MayChange<C>> DerefMut for Part<'_, C, D> {
    fn deref_mut(&mut self) -> &mut C {
        let touched = self.touched.get();
        self.touched.set(Touched { parts: touched.parts | C::PART, ..touched });
        self.part
    }
}

/// Makes the query and the two ways to hold a hospital of the list of its parts.
macro_rules! hospital {
    ($($(#[$doc:meta])* $part:ident: $kind:ty,)*) => {
        /// All components of a hospital, as they are queried.
        pub type Site = (
            &'static Rules,
            &'static Hospital,
            $(&'static mut $kind,)*
            &'static mut Agenda,
            &'static mut Revision,
            Option<&'static mut Link>,
        );

        /// One hospital at one minute, in the hands of a domain.
        pub struct HospitalMut<'a, D> {
            /// What never changes.
            pub rules: &'a Rules,
            /// Now.
            pub minute: Minute,
            /// Who.
            pub hospital: &'a Hospital,
            $($(#[$doc])* pub $part: Part<'a, $kind, D>,)*
            /// Its side of the exchange with other hospitals; none in an unlinked region.
            pub link: Option<Part<'a, Link, D>>,
            agenda: &'a mut Agenda,
            revision: &'a mut Revision,
            news: &'a mut VecDeque<News>,
            touched: &'a Cell<Touched>,
        }

        impl<'a> HospitalMut<'a, Region> {
            /// A queried site, where its news are kept until they are answered, and where it is noted what was touched.
            pub fn of(
                minute: Minute,
                site: <Site as QueryData>::Item<'a, '_>,
                news: &'a mut VecDeque<News>,
                touched: &'a Cell<Touched>,
            ) -> HospitalMut<'a, Region> {
                let (rules, hospital, $($part,)* agenda, revision, link) = site;
                HospitalMut {
                    rules,
                    minute,
                    hospital,
                    $($part: Part::new($part.into_inner(), touched),)*
                    link: link.map(|link| Part::new(link.into_inner(), touched)),
                    agenda: agenda.into_inner(),
                    revision: revision.into_inner(),
                    news,
                    touched,
                }
            }
        }

        impl<D> HospitalMut<'_, D> {
            /// The same in the hands of another domain.
            pub fn hand_on<E>(&mut self) -> HospitalMut<'_, E>
            where
                D: HandsTo<E>,
            {
                HospitalMut {
                    rules: self.rules,
                    minute: self.minute,
                    hospital: self.hospital,
                    $($part: self.$part.hand_on(),)*
                    link: self.link.as_mut().map(Part::hand_on),
                    agenda: self.agenda,
                    revision: self.revision,
                    news: self.news,
                    touched: self.touched,
                }
            }

            /// The same, to be read.
            pub fn read(&self) -> HospitalRef<'_> {
                HospitalRef {
                    rules: self.rules,
                    minute: self.minute,
                    hospital: self.hospital,
                    $($part: &self.$part,)*
                    link: self.link.as_deref(),
                }
            }
        }

        /// One hospital at one minute, to be read.
        #[derive(Clone, Copy)]
        pub struct HospitalRef<'a> {
            /// What never changes.
            pub rules: &'a Rules,
            /// Now.
            pub minute: Minute,
            /// Who.
            pub hospital: &'a Hospital,
            $($(#[$doc])* pub $part: &'a $kind,)*
            /// Its side of the exchange with other hospitals; none in an unlinked region.
            pub link: Option<&'a Link>,
        }

        impl<'a> HospitalRef<'a> {
            /// A queried site, to be read.
            pub fn of(minute: Minute, site: ROQueryItem<'a, '_, Site>) -> HospitalRef<'a> {
                let (rules, hospital, $($part,)* _, _, link) = site;
                HospitalRef { rules, minute, hospital, $($part,)* link }
            }
        }

        /// Spawns a copy of a hospital in another world, with all its parts at once.
        pub fn copy(from: &World, hospital: Entity, to: &mut World) -> Entity {
            let from = from.entity(hospital);
            let mut copy = to.spawn((
                part::<Rules>(&from),
                part::<Hospital>(&from),
                $(part::<$kind>(&from),)*
                part::<Agenda>(&from),
                part::<Revision>(&from),
            ));
            if let Some(link) = from.get::<Link>() {
                copy.insert(link.clone());
            }
            copy.id()
        }
    };
}

hospital! {
    /// Zones, groups, device counts, controls.
    network: Network,
    /// The attacker's position and knowledge.
    attack: Attack,
    /// Cases.
    desk: Desk,
    /// Orders, proposals, money.
    defence: Defence,
    /// Rebuild and restore jobs.
    recovery: Recovery,
    /// Services and patients.
    care: Care,
    /// Who knows what.
    people: People,
    /// Legal clocks.
    duties: Duties,
    /// Injects.
    story: Story,
    /// What happened.
    log: Log,
}

fn part<C: Component + Clone>(hospital: &EntityRef) -> C {
    hospital.get::<C>().expect("a hospital has all its parts").clone()
}

impl<'a, D> HospitalMut<'a, D> {
    /// The scenario.
    pub fn scenario(&self) -> &'a Scenario {
        &self.rules.scenario
    }

    /// This hospital's dice.
    pub fn dice(&self) -> Dice {
        self.hospital.dice
    }

    /// Books an item, one minute from now at the earliest.
    pub fn book(&mut self, minute: Minute, due: impl Into<Due>) {
        self.agenda.book(minute.max(self.minute + 1), due);
    }

    /// Tells the other domains what happened: they answer once the running item is done.
    pub fn report(&mut self, news: News) {
        self.news.push_back(news);
    }

    /// Tells seats something: these roles, or everybody.
    pub fn tell(&mut self, roles: &[Role], what: Msg) {
        self.log.part.lines.push(Arc::new(LogLine { at_min: self.minute, roles: roles.to_vec(), what }));
        self.renew_views();
    }

    /// Notes the truth for the debrief.
    pub fn note(&mut self, kind: TimelineKind, what: Msg) {
        self.log.part.history.push(TimelineRow { at_min: self.minute, kind, role: None, what, result: None });
    }

    /// Something that seats may see may have changed: whoever looks, looks again.
    pub fn renew_views(&mut self) {
        self.revision.0 += 1;
    }
}

impl HospitalMut<'_, Orders> {
    /// Takes an item off the agenda: what it was booked for is taken back.
    pub fn cancel(&mut self, due: impl Into<Due>) {
        self.agenda.cancel(due);
    }

    /// What was touched since this was last asked.
    pub fn take_touched(&mut self) -> Touched {
        self.touched.replace(Touched { parts: Parts::NONE, since: Some(self.minute) })
    }
}

impl HospitalMut<'_, Region> {
    /// Minute of the next item on its agenda.
    pub fn next_min(&self) -> Option<Minute> {
        self.agenda.next_min()
    }

    /// When those who look at it look again.
    pub fn revision(&self) -> u64 {
        self.revision.0
    }

    /// Whether it has nothing for other hospitals.
    pub fn is_quiet(&self) -> bool {
        self.link.as_deref().is_none_or(Link::is_quiet)
    }

    /// Takes the next piece of news that nobody has answered.
    pub fn next_news(&mut self) -> Option<News> {
        self.news.pop_front()
    }
}

impl<'a> HospitalRef<'a> {
    /// The scenario.
    pub fn scenario(&self) -> &'a Scenario {
        &self.rules.scenario
    }

    /// This hospital's dice.
    pub fn dice(&self) -> Dice {
        self.hospital.dice
    }
}
