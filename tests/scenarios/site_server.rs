//! The server for looking at a site: as a host would serve it, on this machine only.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use serde_json::json;
use tests::program::temporary_folder;
use tests::{AppTest, site};

/// One answer: status, head, body.
fn get(address: &str, host: &str, path: &str) -> (u16, String, String) {
    let mut stream = TcpStream::connect(address).expect("the server answers");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("asked");
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).expect("answered");
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    (status, head.to_lowercase(), body.to_owned())
}

#[test]
fn a_site_is_served_as_a_host_would_and_to_nobody_else() {
    let app = AppTest::empty();
    let mut publication = app.ok("library_state", json!({}))["open"]["publication"].clone();
    publication["baseUrl"] = json!("https://example.org/");
    let _ = app.ok("publication_save", json!({ "publication": publication }));
    let _ = site::publish(&app, "Text.", json!({ "title": "First" }));
    let folder = temporary_folder();
    let target = folder.path().join("site");
    let _ = site::export(&app, &target);
    std::fs::write(folder.path().join("secret.txt"), "secret").expect("written");
    let served = app.ok("site_serve_start", json!({ "token": app.token(&target) }));
    let url = served["url"].as_str().expect("an address");
    let host = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
    assert!(host.starts_with("127.0.0.1:"), "{host}");
    let (status, head, body) = get(&host, &host, "/");
    assert_eq!(status, 200, "{head}");
    assert!(head.contains("content-type: text/html"), "{head}");
    assert!(body.contains("/.galley/reload.js"), "no live reload");
    assert!(!site::text(&target, "index.html").contains("/.galley/"), "the file itself was changed");
    let (status, head, _) = get(&host, &host, "/atom.xml");
    assert!(status == 200 && head.contains("xml"), "{head}");
    let (status, _, _) = get(&host, &host, "/archive/");
    assert_eq!(status, 200);
    let (status, _, body) = get(&host, &host, "/nothing/here/");
    assert!(status == 404 && body.contains("<h1>"), "{status}: {body}");
    for (asked, path) in [
        (host.as_str(), "/.galley-manifest"),
        (host.as_str(), "/../secret.txt"),
        (host.as_str(), "/%2e%2e/secret.txt"),
    ] {
        let (status, _, body) = get(&host, asked, path);
        assert!(status >= 400 && !body.contains("secret"), "{path}: {status}");
    }
    let (status, _, _) = get(&host, "rebound.example", "/");
    assert_eq!(status, 403, "another name was let in");
    let (_, _, before) = get(&host, &host, "/.galley/version");
    let _ = site::publish(&app, "Text.", json!({ "title": "Just now" }));
    let _ = site::export(&app, &target);
    let (_, _, after) = get(&host, &host, "/.galley/version");
    assert_ne!(before, after, "nothing tells the page to load again");
    let _ = app.ok("site_serve_stop", json!({}));
    assert!(TcpStream::connect(&host).is_err(), "it is still there");
}
