//! The compiler's source must be of exactly the compiler's version, from the machine's own Debian site.

use codedark_web::debian::{pick, site};

#[test]
fn the_version_is_the_compilers() {
    let offers = " rust-src | 1.95.01-1 | x\n rust-src | 1.95.0+dfsg1-2~bpo13+1 | x\n rust-src | 1.94.0-1 | x";
    for (compiler, version, why) in [
        ("1.95.0", Some("1.95.0+dfsg1-2~bpo13+1"), "the same version, whatever Debian appends"),
        ("1.94.0", Some("1.94.0-1"), "an older one"),
        ("1.95.1", None, "not offered"),
        ("1.9", None, "a beginning is not a version"),
    ] {
        assert_eq!(pick(offers, compiler).as_deref(), version, "{why}");
    }
}

#[test]
fn the_site_is_the_machines_own_and_not_security() {
    let targets = "http://mirror.example/debian-security bookworm-security\nhttp://mirror.example/debian bookworm";
    assert_eq!(site(targets), Some("http://mirror.example/debian"));
    assert_eq!(site(""), None, "a machine without Debian sources");
}
