//! A web server for looking at an exported site as a host would serve it: on this machine only, to those who ask
//! for it by its own name, with a script in the served pages that loads them again when the site changes. The
//! files themselves stay as they are.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use tokio::sync::oneshot;
use tower_http::services::{ServeDir, ServeFile};

/// Where the script in served pages is, and where it asks whether the site has changed.
const SCRIPT_PATH: &str = "/.galley/reload.js";
const VERSION_PATH: &str = "/.galley/version";

/// Asks every second; loads the page again when the answer is another.
const SCRIPT: &str = "(() => {
  let known;
  setInterval(async () => {
    try {
      const answer = await (await fetch(\"/.galley/version\", { cache: \"no-store\" })).text();
      if (known !== undefined && answer !== known) location.reload();
      known = answer;
    } catch {}
  }, 1000);
})();
";

/// The largest page that is given the script.
const LARGEST_PAGE: usize = 64 * 1024 * 1024;

/// A site that is served until this is dropped.
pub(crate) struct SiteServer {
    address: SocketAddr,
    version: Arc<AtomicU64>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Clone)]
struct Served {
    port: u16,
    version: Arc<AtomicU64>,
    manifest: PathBuf,
}

impl SiteServer {
    /// Serves a folder.
    pub(crate) fn start(folder: &Path, port: u16) -> io::Result<Self> {
        if !folder.is_dir() {
            return Err(io::Error::new(
                io::ErrorKind::NotFound,
                "there is no such folder; export the site first",
            ));
        }
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let version = Arc::new(AtomicU64::new(0));
        let served = Served {
            port: address.port(),
            version: version.clone(),
            manifest: folder.join(export::manifest::NAME),
        };
        let files = ServeDir::new(folder).not_found_service(ServeFile::new(folder.join("404.html")));
        let router = Router::new()
            .route(SCRIPT_PATH, get(script))
            .route(VERSION_PATH, get(site_version))
            .fallback_service(files)
            .layer(middleware::from_fn_with_state(served.clone(), guard))
            .with_state(served);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = oneshot::channel::<()>();
        let thread = std::thread::Builder::new().name("site server".into()).spawn(move || {
            runtime.block_on(async move {
                let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
                let serving = axum::serve(listener, router);
                tokio::select! {
                    _ = serving => {}
                    _ = stopped => {}
                }
            });
        })?;
        Ok(Self { address, version, stop: Some(stop), thread: Some(thread) })
    }

    /// Where it is.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Lets what shows the site load it again.
    pub(crate) fn changed(&self) {
        self.version.fetch_add(1, Ordering::Relaxed);
    }
}

impl Drop for SiteServer {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // Where nobody hears it any more, it has stopped already.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

async fn script() -> Response {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], SCRIPT).into_response()
}

/// Changes with every export, also with those of other processes.
async fn site_version(State(served): State<Served>) -> String {
    let changed = std::fs::metadata(&served.manifest).and_then(|found| found.modified()).ok();
    let changed = changed.and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok()).unwrap_or_default();
    format!("{} {}", served.version.load(Ordering::Relaxed), changed.as_nanos())
}

/// Lets only those in who ask for this machine by name: a page elsewhere whose name was made to lead here
/// (DNS rebinding) asks for its own. Hides what is not the site's, and puts the script into pages.
async fn guard(State(served): State<Served>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let known = ["127.0.0.1", "localhost"].map(|name| format!("{name}:{}", served.port));
    if !known.iter().any(|known| host.eq_ignore_ascii_case(known)) {
        return (StatusCode::FORBIDDEN, "This server answers on this machine only.\n").into_response();
    }
    let path = request.uri().path();
    let own = path == SCRIPT_PATH || path == VERSION_PATH;
    if !own && path.split('/').any(|segment| segment.starts_with(".galley")) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page { with_script(response).await } else { response }
}

async fn with_script(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST_PAGE).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    // A HEAD answer has no body to put it into.
    let end = String::from_utf8_lossy(&bytes).rfind("</body>");
    let Some(end) = end.filter(|end| bytes.get(*end..).is_some_and(|rest| rest.starts_with(b"</body>")))
    else {
        return Response::from_parts(parts, Body::from(bytes));
    };
    let mut page = bytes[..end].to_vec();
    page.extend_from_slice(format!("<script src=\"{SCRIPT_PATH}\"></script>").as_bytes());
    page.extend_from_slice(&bytes[end..]);
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    Response::from_parts(parts, Body::from(page))
}
