//! What a group stands on is there, is a server, and does not stand on it in turn.

use crate::common::{expect, place, small_with};

/// The small scenario with virtualisation hosts that need this, and records that stand on that.
fn with_hosts(hosts: &str, records: &str) -> String {
    let row = "(id: \"hosts\", zone: \"servers\", count: 2, platform: Linux, patch_age_days: 90, server: true, \
               rebuild_staff_min: 240, owner: it_operations";
    let text = small_with("groups: [", &format!("groups: [\n            {row}{hosts}),"));
    let text = text.replacen("texts: {", "texts: {\n        \"group.hosts\": { \"en\": \"Hosts\" },", 1);
    text.replacen("needs: [], owner", &format!("stands_on: [\"{records}\"], owner"), 1)
}

#[test]
fn a_guest_on_a_server_is_right() {
    expect(&with_hosts("", "hosts"), &[]);
}

#[test]
fn what_carries_nothing_is_told() {
    for (hosts, records, at, message) in [
        (
            "",
            "desks",
            "\"desks\"], owner",
            "`records` stands on `desks`, and those are no servers, so they carry nothing.",
        ),
        ("", "cellar", "\"cellar\"], owner", "There is no group called `cellar`."),
        (
            ", needs: [\"records\"]",
            "hosts",
            "\"hosts\"], owner",
            "No group can need itself, but hosts needs records needs hosts.",
        ),
    ] {
        let text = with_hosts(hosts, records);
        expect(&text, &[&format!("{}: {message}", place(&text, at))]);
    }
}
