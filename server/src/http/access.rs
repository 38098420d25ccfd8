//! Who may ask: under which names the server is reached, and which proxies are believed.
//!
//! A page of another site can have a browser ask this server, in its own name or, after it has turned its name to this
//! address, as if it were this server. So each request has to name the host that was connected to, and what changes
//! something has to come from a page of that host.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use axum::http::uri::{Authority, Uri};
use axum::http::{HeaderMap, header};

/// Header in which proxies say for whom they ask, each adding whom it heard from at the end.
const FORWARDED: &str = "x-forwarded-for";

/// Scheme, host and port of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Whether it is read over TLS.
    pub secure: bool,
    host: String,
    port: u16,
}

impl Origin {
    /// The origin of the host that a request names.
    fn of(secure: bool, host: &Host) -> Origin {
        Origin { secure, host: host.name.clone(), port: host.port.unwrap_or(usual_port(secure)) }
    }

    /// Whether a request names this host.
    fn is(&self, host: &Host) -> bool {
        self.host == host.name && self.port == host.port.unwrap_or(usual_port(self.secure))
    }
}

fn usual_port(secure: bool) -> u16 {
    if secure { 443 } else { 80 }
}

impl FromStr for Origin {
    type Err = String;

    /// Reads `https://class.example.org` or the like: a scheme, a host, perhaps a port, and nothing else.
    fn from_str(text: &str) -> Result<Origin, String> {
        let wrong = || "an origin is written like https://class.example.org".to_owned();
        let uri: Uri = text.trim_end_matches('/').parse().map_err(|_| wrong())?;
        let secure = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(wrong()),
        };
        let host = uri.authority().and_then(Host::of).ok_or_else(wrong)?;
        if uri.path_and_query().is_some_and(|rest| rest.as_str() != "/") {
            return Err(wrong());
        }
        Ok(Origin::of(secure, &host))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.secure { "https" } else { "http" };
        if self.port == usual_port(self.secure) {
            write!(out, "{scheme}://{}", self.host)
        } else {
            write!(out, "{scheme}://{}:{}", self.host, self.port)
        }
    }
}

/// What a request calls this server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    name: String,
    port: Option<u16>,
}

impl Host {
    fn of(authority: &Authority) -> Option<Host> {
        let plain = !authority.as_str().contains('@') && !authority.host().is_empty();
        plain.then(|| Host { name: authority.host().to_ascii_lowercase(), port: authority.port_u16() })
    }

    /// The host of a request; none where it names none, or several.
    pub fn named(headers: &HeaderMap) -> Option<Host> {
        let mut named = headers.get_all(header::HOST).iter();
        let first = named.next()?.to_str().ok()?.parse::<Authority>().ok()?;
        if named.next().is_none() { Host::of(&first) } else { None }
    }

    fn address(&self) -> Option<IpAddr> {
        self.name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().ok().map(|ip| ip.to_canonical())
    }

    /// Whether it means the computer at which the page is read, for which browsers make exceptions.
    pub fn is_this_computer(&self) -> bool {
        self.name == "localhost" || self.address().is_some_and(|address| address.is_loopback())
    }
}

/// Under which names a server is reached, and which proxies it believes.
#[derive(Clone, Debug, Default)]
pub struct Access {
    /// Names it is reached by, besides its addresses.
    pub origins: Vec<Origin>,
    /// Addresses of proxies that say for whom they ask.
    pub proxies: Vec<IpAddr>,
}

impl Access {
    /// Whether this address is a proxy's.
    pub fn is_proxy(&self, address: IpAddr) -> bool {
        self.proxies.contains(&address.to_canonical())
    }

    /// Whether a request to this address may call the server so. Which port it names does not matter for an address, which
    /// nobody can turn to another computer: it may be forwarded here.
    pub fn knows(&self, host: &Host, to: IpAddr) -> bool {
        if self.origins.iter().any(|origin| origin.is(host)) {
            return true;
        }
        let own = to.to_canonical();
        host.address().map_or(host.name == "localhost" && own.is_loopback(), |address| address == own)
    }

    /// Whether a page of the origin that a request tells may have it done. Programs other than browsers tell none.
    pub fn may_ask(&self, headers: &HeaderMap, host: &Host, secure: bool) -> bool {
        let mut told = headers.get_all(header::ORIGIN).iter();
        let Some(first) = told.next() else { return true };
        let origin = first.to_str().ok().and_then(|origin| origin.parse::<Origin>().ok());
        let known = |origin: &Origin| self.origins.contains(origin) || *origin == Origin::of(secure, host);
        told.next().is_none() && origin.is_some_and(|origin| known(&origin))
    }

    /// For whom a request is made: the last one in the chain of proxies that is none of ours; none when none is told.
    pub fn forwarded(&self, headers: &HeaderMap) -> Option<IpAddr> {
        let told: Vec<&str> = headers.get_all(FORWARDED).iter().filter_map(|told| told.to_str().ok()).collect();
        let hops = told.iter().flat_map(|told| told.split(','));
        let hops: Vec<Option<IpAddr>> = hops.map(|hop| hop.trim().parse().ok()).collect();
        hops.into_iter().rev().find(|hop| hop.is_none_or(|hop| !self.is_proxy(hop))).flatten()
    }

    /// Whether browsers read the page over TLS, as a proxy gives it to them.
    pub fn is_secure_outside(&self) -> bool {
        !self.proxies.is_empty() && self.origins.iter().any(|origin| origin.secure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            let name: header::HeaderName = name.parse().expect("a name");
            headers.append(name, value.parse().expect("a value"));
        }
        headers
    }

    fn access() -> Access {
        Access {
            origins: vec!["https://class.example.org".parse().expect("an origin")],
            proxies: vec!["127.0.0.1".parse().expect("an address"), "10.0.0.9".parse().expect("an address")],
        }
    }

    #[test]
    fn only_its_own_names_are_answered() {
        let to: IpAddr = "127.0.0.1".parse().expect("an address");
        for (host, known, why) in [
            ("127.0.0.1:8080", true, "its address"),
            ("localhost:8080", true, "its name on its own computer"),
            ("LocalHost:8080", true, "names have no capitals"),
            ("[::ffff:127.0.0.1]:8080", true, "its address, written as one of IPv6"),
            ("class.example.org", true, "a name it was given"),
            ("class.example.org:443", true, "the same with the port"),
            ("class.example.org:8080", false, "another port of that name"),
            ("127.0.0.1:8081", true, "a port that is forwarded here"),
            ("192.0.2.1:8080", false, "another computer's address"),
            ("evil.example:8080", false, "a name turned to this address"),
            ("localhost.evil.example:8080", false, "a name that only begins like it"),
            ("user@127.0.0.1:8080", false, "not a host"),
        ] {
            let host = Host::named(&headers(&[("host", host)]));
            assert_eq!(host.is_some_and(|host| access().knows(&host, to)), known, "{why}");
        }
        assert_eq!(Host::named(&headers(&[])), None, "a request has to say");
        assert_eq!(Host::named(&headers(&[("host", "a"), ("host", "b")])), None, "and only once");
        let elsewhere: IpAddr = "192.0.2.1".parse().expect("an address");
        let host = Host::named(&headers(&[("host", "localhost:8080")])).expect("a host");
        assert!(!access().knows(&host, elsewhere), "over the network nobody is at localhost");
    }

    #[test]
    fn only_its_own_pages_may_change_something() {
        let host = Host::named(&headers(&[("host", "127.0.0.1:8080")])).expect("a host");
        for (origin, may, why) in [
            (None, true, "the native window tells no origin"),
            (Some("http://127.0.0.1:8080"), true, "the own page"),
            (Some("https://class.example.org"), true, "the own page behind the proxy"),
            (Some("http://class.example.org"), false, "that name without TLS"),
            (Some("http://127.0.0.1:8081"), false, "another port is another page"),
            (Some("https://127.0.0.1:8080"), false, "another scheme, too"),
            (Some("https://evil.example"), false, "another site"),
            (Some("null"), false, "a file or a sandboxed frame"),
        ] {
            let told = origin.map(|origin| ("origin", origin));
            assert_eq!(access().may_ask(&headers(told.as_slice()), &host, false), may, "{why}");
        }
    }

    #[test]
    fn the_last_hop_that_is_no_proxy_of_ours_counts() {
        for (told, from, why) in [
            (&[][..], None, "nothing told"),
            (&["192.0.2.7"], Some("192.0.2.7"), "one proxy"),
            (&["1.2.3.4, 192.0.2.7"], Some("192.0.2.7"), "what the client wrote itself does not count"),
            (&["192.0.2.7, 10.0.0.9"], Some("192.0.2.7"), "two proxies of ours"),
            (&["1.2.3.4", "192.0.2.7"], Some("192.0.2.7"), "in two headers"),
            (&["192.0.2.7, garbage"], None, "no address"),
        ] {
            let told: Vec<(&str, &str)> = told.iter().map(|told| (FORWARDED, *told)).collect();
            let from = from.map(|from: &str| from.parse::<IpAddr>().expect("an address"));
            assert_eq!(access().forwarded(&headers(&told)), from, "{why}");
        }
    }

    #[test]
    fn an_origin_is_a_scheme_and_a_host() {
        for (text, read) in [
            ("https://class.example.org", Some("https://class.example.org")),
            ("https://class.example.org:443/", Some("https://class.example.org")),
            ("http://Class.example.org:8080", Some("http://class.example.org:8080")),
            ("class.example.org", None),
            ("ftp://class.example.org", None),
            ("https://class.example.org/page", None),
            ("https://", None),
            ("", None),
        ] {
            let origin = text.parse::<Origin>().ok();
            assert_eq!(origin.map(|origin| origin.to_string()).as_deref(), read, "{text}");
        }
    }
}
