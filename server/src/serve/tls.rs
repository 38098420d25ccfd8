//! TLS, spoken by the program itself: with a certificate that the host has, or with one that it makes.

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use codedark_protocol::Msg;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rcgen::{CertificateParams, DnType, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

use super::board::own_addresses;
use crate::private;
use crate::words::sentence;

/// The file beside the store with the certificate that the program made, and its key.
const SELF_MADE: &str = "certificate.pem";
/// How long such a certificate is good, in months.
const GOOD_MONTHS: i64 = 12;
/// How long it has to be good still to be used again, in months.
const LEFT_MONTHS: i64 = 1;

/// With what TLS is spoken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tls {
    /// Certificate and key of the host's, as PEM files.
    Files {
        /// The certificate and those it hangs on.
        cert: PathBuf,
        /// Its key.
        key: PathBuf,
    },
    /// A certificate that the program makes for this computer's addresses, and that nobody vouches for.
    SelfMade,
}

impl Tls {
    /// What connections are encrypted with.
    ///
    /// # Errors
    /// One sentence: a file cannot be read or written, or holds something else.
    pub fn acceptor(&self, data: &Path) -> Result<TlsAcceptor, String> {
        let (cert, key) = match self {
            Tls::Files { cert, key } => (cert.clone(), key.clone()),
            Tls::SelfMade => {
                let file = data.with_file_name(SELF_MADE);
                keep_self_made(&file).map_err(|reason| unusable(&file, &reason))?;
                (file.clone(), file)
            }
        };
        let chain: Result<Vec<_>, _> = CertificateDer::pem_file_iter(&cert).and_then(Iterator::collect);
        let chain = chain.map_err(|error| unusable(&cert, &error.to_string()))?;
        let private = PrivateKeyDer::from_pem_file(&key).map_err(|error| unusable(&key, &error.to_string()))?;
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let config = config.with_safe_default_protocol_versions().map_err(|error| error.to_string())?;
        let config = config.with_no_client_auth().with_single_cert(chain, private);
        let mut config = config.map_err(|error| unusable(&cert, &error.to_string()))?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}

fn unusable(file: &Path, reason: &str) -> String {
    sentence(&Msg::new("tls-unusable").word("file", file.display().to_string()).word("reason", reason))
}

/// Makes the certificate, unless there is one for the addresses that the computer has today.
fn keep_self_made(file: &Path) -> Result<(), String> {
    let today = Timestamp::now().strftime("%Y-%m-%d").to_string();
    let today: Date = today.parse().map_err(|error: jiff::Error| error.to_string())?;
    let names = names(&own_addresses());
    let head = format!("Made by Code Dark for: {}", names.join(", "));
    let kept = std::fs::read_to_string(file).unwrap_or_default();
    let mut lines = kept.lines();
    let until = |months: i64| today.checked_add(months.months()).map(|day| day.to_string());
    let least = until(LEFT_MONTHS).map_err(|error| error.to_string())?;
    if lines.next() == Some(&head) && lines.next().and_then(|line| line.strip_prefix("Until: ")) > Some(&least) {
        return Ok(());
    }
    let until = until(GOOD_MONTHS).map_err(|error| error.to_string())?;
    let made = make(&names, today).map_err(|error| error.to_string())?;
    private::write(file, format!("{head}\nUntil: {until}\n{made}")).map_err(|error| error.to_string())
}

/// What the certificate is for: the computer's addresses, and its name on itself.
fn names(addresses: &[IpAddr]) -> Vec<String> {
    let mut names: Vec<String> = addresses.iter().map(IpAddr::to_string).collect();
    names.sort();
    names.push("localhost".to_owned());
    names
}

/// A certificate and its key, as PEM.
fn make(names: &[String], today: Date) -> Result<String, rcgen::Error> {
    let day = |months: i64| {
        let day = today.checked_add(months.months()).unwrap_or(today);
        date_time_ymd(day.year().into(), day.month().unsigned_abs(), day.day().unsigned_abs())
    };
    let mut params = CertificateParams::new(names)?;
    // Clocks of other computers may be slow.
    (params.not_before, params.not_after) = (day(-1), day(GOOD_MONTHS));
    params.distinguished_name.push(DnType::CommonName, "Code Dark");
    let key = KeyPair::generate()?;
    let cert = params.self_signed(&key)?;
    Ok(cert.pem() + &key.serialize_pem())
}
