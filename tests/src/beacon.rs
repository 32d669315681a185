//! A listener that counts who calls: the oracle for remote loads and for code that ran.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// A local web server that answers everything and keeps what was asked.
pub struct Beacon {
    port: u16,
    hits: Arc<Mutex<Vec<String>>>,
}

impl Beacon {
    /// Listens on a free port of the loopback interface until the process ends.
    #[must_use]
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("a bound listener has an address").port();
        let hits = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&hits);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let record = Arc::clone(&record);
                thread::spawn(move || answer(stream, &record));
            }
        });
        Self { port, hits }
    }

    /// The address to plant.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// First lines of the requests so far.
    #[must_use]
    pub fn hits(&self) -> Vec<String> {
        self.hits.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn answer(mut stream: TcpStream, record: &Mutex<Vec<String>>) {
    let mut request = [0_u8; 2048];
    // A connection alone is a hit, before anything is asked: a prefetch of the connection leaks as well.
    let _ = stream.set_read_timeout(Some(Duration::from_secs(2)));
    let read = stream.read(&mut request).unwrap_or(0);
    let line = String::from_utf8_lossy(&request[..read]).lines().next().unwrap_or("(silent)").to_owned();
    record.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    let _ = stream.write_all(
        b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\
          Connection: close\r\n\r\nok",
    );
}
