//! Regions: how many hospitals, names that lead somewhere, and each place's own hospital held to what the scenario asks.

use std::collections::BTreeSet;

use super::{Check, readable};
use crate::codes;
use crate::limits::{DEVICES_MAX, PLACES_MAX};
use crate::tree::Node;
use crate::{Place, Region, Strikes};

impl Check<'_> {
    pub(super) fn region(&mut self) {
        let Some(region) = &self.scenario.region else { return self.devices() };
        let node = self.root.at("region");
        let places = node.at("hospitals");
        self.list_ids("hospital of the region", region.hospitals.iter().map(|it| &it.id), places);
        self.list_ids("supplier", region.suppliers.iter().map(|it| &it.id), node.at("suppliers"));
        self.places(region, places);
        let devices = |place: &Place| {
            let hospital = place.hospital.as_ref().unwrap_or(&self.scenario.hospital);
            hospital.devices(place.size_percent) * u64::from(place.count)
        };
        let devices: u64 = region.hospitals.iter().map(devices).sum();
        if devices > DEVICES_MAX && self.sound(places) {
            let message = format!("These hospitals have {devices} devices; at most {DEVICES_MAX} can be played.");
            self.add(places, &codes::DEVICES, message);
        }
        let known = self.known("hospital of the region", region.hospitals.iter().map(|it| &it.id));
        for (index, supplier) in region.suppliers.iter().enumerate() {
            let place = node.at("suppliers").nth(index);
            self.refer_all(&known, &supplier.serves, place.at("serves"));
            supplier.lost_with.iter().for_each(|id| self.refer(&known, id, place.at("lost_with")));
        }
        if let Strikes::From(id) = &region.strikes {
            self.refer(&known, id, node.at("strikes").nth(0));
        }
        self.own_hospitals(region, places);
    }

    /// A hospital that is played alone.
    fn devices(&mut self) {
        let (devices, groups) = (self.scenario.hospital.devices(100), self.hospital_node().at("groups"));
        if devices > DEVICES_MAX && self.sound(groups) {
            let message = format!("This hospital has {devices} devices; at most {DEVICES_MAX} can be played.");
            self.add(groups, &codes::DEVICES, message);
        }
    }

    fn places(&mut self, region: &Region, list: &Node) {
        let total: u32 = region.hospitals.iter().map(|place| place.count).sum();
        if !(1..=PLACES_MAX).contains(&total) && self.sound(list) {
            let message = format!("A region has 1 to {PLACES_MAX} hospitals; these are {total}.");
            return self.add(list, &codes::REGION_SIZE, message);
        } else if !region.hospitals.iter().any(|place| place.playable) && self.sound(list) {
            self.add(list, &codes::REGION_SIZE, "No hospital is `playable: true`, so no team has a place.");
        }
        for (index, place) in region.hospitals.iter().enumerate() {
            let others = region.hospitals[..index].iter();
            let taken = others.flat_map(|other| other.ids()).find(|id| *id != place.id && place.holds(id));
            if let Some(id) = taken {
                let message = format!("One of these hospitals is called `{id}`, as another one above is; rename one.");
                self.add(list.nth(index).at("id"), &codes::DUPLICATE_ID, message);
            }
            if readable(&place.id) {
                self.need_text(&format!("place.{}", place.id), list.nth(index).at("id"));
            }
        }
    }

    /// Once the rest is right: everything that the scenario names must be there in each place's own hospital too.
    fn own_hospitals(&mut self, region: &Region, list: &Node) {
        if self.findings.any_error() {
            return;
        }
        for (index, place) in region.hospitals.iter().enumerate().filter(|(_, place)| place.hospital.is_some()) {
            let scenario = self.scenario.at_place(place);
            let hospital = list.nth(index).at("hospital");
            let mut check = Check {
                scenario: &scenario,
                root: self.root,
                hospital,
                clean: true,
                needed: BTreeSet::new(),
                findings: self.findings,
            };
            check.ids();
            check.references();
            check.cycles();
            check.numbers();
            check.texts();
            let needed = std::mem::take(&mut check.needed);
            self.needed.extend(needed);
            if self.findings.any_error() {
                return;
            }
        }
    }
}
