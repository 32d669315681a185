//! Fetching pictures, because the author asked for it: over http and https only, bounded in size and time, and
//! never from this computer or the network around it, whose devices trust whoever asks from inside.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

/// The largest picture that is fetched, in bytes.
const LARGEST: u64 = 32 * 1024 * 1024;

/// How many are fetched at once.
const AT_ONCE: usize = 6;

/// How long one may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a server may take to answer at all.
const CONNECTING: Duration = Duration::from_secs(10);

/// Gets what came from an address.
type Take<'t> = dyn FnMut(&str, Result<Vec<u8>, String>) + 't;

/// Fetches pictures.
pub(super) struct Fetcher {
    agent: ureq::Agent,
}

impl Fetcher {
    /// A fetcher; with `private_hosts` it also reaches this computer and the network around it.
    pub(super) fn new(private_hosts: bool) -> Self {
        let tls = TlsConfig::builder()
            .provider(TlsProvider::Rustls)
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        // Without a proxy: it would look names up by itself, and reach what must not be reached.
        let config = ureq::Agent::config_builder()
            .tls_config(tls)
            .proxy(None)
            .max_redirects(5)
            .timeout_global(Some(PATIENCE))
            .timeout_connect(Some(CONNECTING))
            .user_agent(concat!("Galley/", env!("CARGO_PKG_VERSION")))
            .build();
        let resolver = Guard { private_hosts, names: DefaultResolver::default() };
        Self { agent: ureq::Agent::with_parts(config, DefaultConnector::default(), resolver) }
    }

    /// Fetches one.
    fn fetch(&self, address: &str) -> Result<Vec<u8>, String> {
        let address = if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
        let url = url::Url::parse(&address).map_err(|_| "its address cannot be read".to_owned())?;
        if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() {
            return Err("its address is of a kind that is not fetched".into());
        }
        let mut response = self
            .agent
            .get(url.as_str())
            .header("accept", "image/avif;q=0, image/webp, image/png, image/jpeg, image/gif, */*;q=0.1")
            .call()
            .map_err(|error| said(&error))?;
        response.body_mut().with_config().limit(LARGEST).read_to_vec().map_err(|error| said(&error))
    }

    /// Fetches many, several at once; `take` gets each as it comes. `on` is asked before each whether it goes on.
    pub(super) fn fetch_all(
        &self,
        addresses: &[String],
        on: &(dyn Fn() -> bool + Sync),
        take: &mut Take<'_>,
    ) {
        let next = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            let (sender, receiver) = mpsc::sync_channel(1);
            for _ in 0..AT_ONCE.min(addresses.len()) {
                let (sender, next) = (sender.clone(), &next);
                scope.spawn(move || {
                    while let Some(address) = addresses.get(next.fetch_add(1, Ordering::Relaxed)) {
                        if !on() || sender.send((address, self.fetch(address))).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(sender);
            for (address, content) in receiver {
                take(address, content);
            }
        });
    }
}

/// What went wrong, for the author.
fn said(error: &ureq::Error) -> String {
    match error {
        ureq::Error::StatusCode(404 | 410) => "it is no longer there".into(),
        ureq::Error::StatusCode(status) => format!("the server answered with {status}"),
        ureq::Error::Timeout(_) => "the server took too long".into(),
        ureq::Error::HostNotFound => "the server cannot be found, or is not one of the open web".into(),
        ureq::Error::BodyExceedsLimit(_) => format!("it is larger than {} MB", LARGEST / (1024 * 1024)),
        other => format!("it could not be fetched: {other}"),
    }
}

/// Looks names up, and passes over addresses that are not those of the open web. It is asked for every
/// redirect again, and what it answers is what is connected to: a name cannot change in between.
#[derive(Debug)]
struct Guard {
    private_hosts: bool,
    names: DefaultResolver,
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &ureq::http::Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.names.resolve(uri, config, timeout)?;
        let mut allowed = self.empty();
        for address in found.iter().filter(|address| self.private_hosts || is_public(address.ip())) {
            allowed.push(*address);
        }
        if allowed.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(allowed) }
    }
}

/// Whether an address belongs to the open web (the registries of special addresses: RFC 6890, RFC 8190).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [one, two, three, _] = address.octets();
    let special = matches!(
        (one, two, three),
        (0 | 10 | 127, ..)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 168, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
            | (224.., ..)
    );
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    if let Some(inner) = address.to_ipv4_mapped() {
        return is_public_v4(inner);
    }
    let inner = |high: u16, low: u16| {
        let ([one, two], [three, four]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(one, two, three, four))
    };
    match parts {
        // Addresses of version 4 in another form: NAT64 (RFC 6052), 6to4 (RFC 3056).
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => inner(high, low),
        // Teredo, and what is kept for documentation and benchmarks.
        [0x2001, 0 | 2 | 0xdb8 | 0x10..=0x2f, ..] => false,
        // Only this part of the addresses is given out (RFC 4291, section 2.4).
        [first, ..] => (0x2000..=0x3fff).contains(&first) && first != 0x3fff,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_open_web_are_public() {
        for (address, public) in [
            ("93.184.215.14", true),
            ("8.8.8.8", true),
            ("172.32.0.1", true),
            ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", true),
            ("127.0.0.1", false),
            ("0.0.0.0", false),
            ("10.1.2.3", false),
            ("172.16.0.1", false),
            ("192.168.1.1", false),
            ("169.254.169.254", false),
            ("100.64.0.1", false),
            ("198.18.0.1", false),
            ("224.0.0.1", false),
            ("255.255.255.255", false),
            ("::1", false),
            ("::", false),
            ("fe80::1", false),
            ("fc00::1", false),
            ("::ffff:127.0.0.1", false),
            ("::127.0.0.1", false),
            ("64:ff9b::7f00:1", false),
            ("2002:7f00:1::", false),
            ("2001:db8::1", false),
            ("ff02::1", false),
        ] {
            assert_eq!(is_public(address.parse().expect(address)), public, "{address}");
        }
    }

    #[test]
    fn this_computer_is_not_reached_unless_the_author_says_so() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}/a.png", listener.local_addr().expect("an address"));
        let closed = Fetcher::new(false);
        for address in
            [&address, &address.replace("127.0.0.1", "localhost"), "file:///etc/passwd", "http://a@b/", "x"]
        {
            assert!(closed.fetch(address).is_err(), "{address}");
        }
        listener.set_nonblocking(true).expect("a setting");
        assert!(listener.accept().is_err(), "nobody came");
        listener.set_nonblocking(false).expect("a setting");
        let server = std::thread::spawn(move || {
            use std::io::{Read as _, Write as _};
            let (mut stream, _) = listener.accept().expect("a reader");
            let _ = stream.read(&mut [0; 4096]);
            stream
                .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\nconnection: close\r\n\r\nabc")
                .expect("written");
        });
        assert_eq!(Fetcher::new(true).fetch(&address), Ok(b"abc".to_vec()));
        server.join().expect("a server");
    }
}
