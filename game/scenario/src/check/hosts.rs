//! Hosts: only servers carry other groups, and closed devices stand on nothing.

use super::Check;
use crate::Platform;
use crate::codes;

impl Check<'_> {
    /// What a group stands on can carry it.
    pub(super) fn hosts(&mut self) {
        let (hospital, node) = (&self.scenario.hospital, self.hospital_node());
        for (index, guest) in hospital.groups.iter().enumerate() {
            let list = node.at("groups").nth(index).at("stands_on");
            for (index, id) in guest.stands_on.iter().enumerate() {
                let Some(host) = hospital.group(id).map(|host| &hospital.groups[host]) else { continue };
                let message = if guest.platform == Platform::Embedded {
                    format!("`{}` are closed devices, which stand on no other group.", guest.id)
                } else if host.platform == Platform::Embedded || !host.server {
                    format!("`{}` stands on `{id}`, and those are no servers, so they carry nothing.", guest.id)
                } else {
                    continue;
                };
                self.add(list.nth(index), &codes::NO_HOST, message);
            }
        }
    }
}
