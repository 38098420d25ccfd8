//! What the host is told when the server begins: where the page is, and what opens the classes.

use std::net::{IpAddr, SocketAddr};

use codedark_protocol::Msg;

use crate::http::Origin;
use crate::store::WriterHandle;
use crate::words::{say, sentence};

/// Addresses of this computer that others can reach, and the one that only it can.
pub fn own_addresses() -> Vec<IpAddr> {
    let found = if_addrs::get_if_addrs().unwrap_or_default().into_iter();
    let mut addresses: Vec<IpAddr> = found.filter(|one| !one.is_link_local()).map(|one| one.ip()).collect();
    addresses.sort_by_key(|address| (address.is_loopback(), address.is_ipv6(), *address));
    addresses.dedup();
    addresses
}

/// The addresses of a page that people can type: those of this computer where it listens to all.
pub fn to_type(listen: SocketAddr, own: &[IpAddr]) -> Vec<SocketAddr> {
    if !listen.ip().is_unspecified() {
        return vec![listen];
    }
    let reached = |address: &&IpAddr| listen.is_ipv6() || address.is_ipv4();
    let (near, far): (Vec<&IpAddr>, Vec<&IpAddr>) = own.iter().filter(reached).partition(|one| one.is_loopback());
    let typed = if far.is_empty() { near } else { far };
    typed.into_iter().map(|address| SocketAddr::new(*address, listen.port())).collect()
}

/// Where the page of a server is: under the names it was given, or at its addresses.
pub fn pages(listen: SocketAddr, secure: bool, origins: &[Origin]) -> Vec<String> {
    let scheme = if secure { "https" } else { "http" };
    let typed = to_type(listen, &own_addresses()).into_iter().map(|address| format!("{scheme}://{address}"));
    origins.iter().map(Origin::to_string).chain(typed).collect()
}

/// Tells where the page is, and what opens the classes.
///
/// # Errors
/// The store cannot be read.
pub fn announce(pages: &[String], listen: SocketAddr, key: &Msg, writer: &WriterHandle) -> Result<(), String> {
    let classes = writer.with(|store| store.classes()).map_err(|error| sentence(&error.msg()))?;
    let ids = std::iter::once("serve-page").chain(std::iter::repeat("serve-page-too"));
    pages.iter().zip(ids).for_each(|(page, id)| println!("{}", sentence(&Msg::new(id).word("page", page.as_str()))));
    println!("{}", sentence(key));
    for class in classes.iter().filter(|class| class.ended_ms.is_none()) {
        let msg = Msg::new("serve-code").word("code", class.code.as_str()).number("class", class.id);
        println!("{}", sentence(&msg.word("title", class.title.as_str())));
    }
    if listen.ip().is_loopback() {
        println!("{}", sentence(&Msg::new("serve-open").word("port", listen.port().to_string())));
    }
    Ok(())
}

/// Tells that there is no page.
pub fn tell_no_page(page: bool) {
    if !page {
        println!("{}", say("no-page"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_board_shows_addresses_that_can_be_typed() {
        let own = ["192.0.2.5", "2001:db8::5", "127.0.0.1", "::1"].map(|text| text.parse().expect("an address"));
        for (listen, own, typed, why) in [
            ("127.0.0.1:8080", &own[..], &["127.0.0.1:8080"][..], "what was asked for"),
            ("0.0.0.0:8080", &own, &["192.0.2.5:8080"], "all of IPv4"),
            ("[::]:8080", &own, &["192.0.2.5:8080", "[2001:db8::5]:8080"], "all"),
            ("0.0.0.0:8080", &own[2..], &["127.0.0.1:8080"], "without a network"),
        ] {
            let found: Vec<String> =
                to_type(listen.parse().expect("an address"), own).iter().map(SocketAddr::to_string).collect();
            assert_eq!(found, typed, "{why}");
        }
    }
}
