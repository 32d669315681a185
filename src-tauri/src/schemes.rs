//! The two schemes of our own: pictures of the library on their way in, links of the preview on their way out.

use std::borrow::Cow;

use tauri::http::{Method, Request, Response, StatusCode, header};
use tauri::{Manager, Runtime, UriSchemeContext, UriSchemeResponder, Url};

use crate::backend::{Backend, guard};

/// The scheme of the library's pictures.
pub const MEDIA: &str = "media";

/// Where the window loads the library's pictures from; WebView2 knows schemes of ours only as hosts.
pub const MEDIA_BASE: &str =
    if cfg!(target_os = "windows") { "http://media.localhost/" } else { "media://localhost/" };

/// The scheme that links of the preview are rewritten to. Nothing serves it: navigations to it are caught.
const LINK: &str = "galley-link";

/// Answers a request for a picture, by its content hash and nothing else.
pub fn serve_medium<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let backend = context.app_handle().state::<Backend>().inner().clone();
    tauri::async_runtime::spawn_blocking(move || {
        let answer = if request.method() == Method::GET {
            read(&backend, request.uri().path()).unwrap_or_else(|| refuse(StatusCode::NOT_FOUND))
        } else {
            refuse(StatusCode::METHOD_NOT_ALLOWED)
        };
        responder.respond(answer);
    });
}

fn read(backend: &Backend, path: &str) -> Option<Response<Cow<'static, [u8]>>> {
    let file_name = medium_file_name(path)?;
    let (media_type, content) = guard(|| backend.engine()?.read_medium(file_name)).ok()?;
    Response::builder()
        .header(header::CONTENT_TYPE, media_type)
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox")
        // The name is the hash of the content: it can never change.
        .header(header::CACHE_CONTROL, "public, max-age=31536000, immutable")
        .body(Cow::Owned(content))
        .ok()
}

fn refuse(status: StatusCode) -> Response<Cow<'static, [u8]>> {
    let mut response = Response::new(Cow::Borrowed(&[][..]));
    *response.status_mut() = status;
    response
}

/// `/<64 hexadecimal digits>.<extension>`, whole; anything else is no picture of ours.
fn medium_file_name(path: &str) -> Option<&str> {
    let file_name = path.strip_prefix('/')?;
    let (hash, extension) = file_name.split_once('.')?;
    let is_hash = hash.len() == 64 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let is_extension =
        (3..=4).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_lowercase());
    (is_hash && is_extension).then_some(file_name)
}

/// What becomes of a navigation.
#[derive(Debug, PartialEq, Eq)]
pub enum Navigation {
    /// It stays inside the program.
    Allowed,
    /// A link of the preview was followed; the author is shown where it leads.
    Link(String),
    /// Nothing in the window leads there.
    Refused,
}

/// Decides about a navigation of the window or of the preview frame in it.
/// `own` is the address of the interface.
pub fn judge(url: &Url, own: &Url) -> Navigation {
    match url.scheme() {
        LINK => followed(url).map_or(Navigation::Refused, Navigation::Link),
        // The preview is written into an empty frame.
        "about" if matches!(url.path(), "blank" | "srcdoc") => Navigation::Allowed,
        scheme
            if scheme == own.scheme()
                && url.host_str() == own.host_str()
                && url.port_or_known_default() == own.port_or_known_default()
                && matches!(url.path(), "" | "/" | "/index.html") =>
        {
            Navigation::Allowed
        }
        _ => Navigation::Refused,
    }
}

/// The address in `galley-link://open?url=…`.
fn followed(url: &Url) -> Option<String> {
    // A plus sign is a plus sign here, not a space of a form.
    let url = Url::parse(&url.as_str().replace('+', "%2B")).ok()?;
    url.query_pairs().find(|(name, _)| name == "url").map(|(_, address)| address.into_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn judged(address: &str) -> Navigation {
        judge(&Url::parse(address).unwrap(), &Url::parse("tauri://localhost").unwrap())
    }

    #[test]
    fn the_window_and_the_preview_frame_stay_inside_the_program() {
        for address in [
            "tauri://localhost",
            "tauri://localhost/",
            "tauri://localhost/index.html#x",
            "about:srcdoc",
            "about:blank",
        ] {
            assert_eq!(judged(address), Navigation::Allowed, "{address}");
        }
    }

    #[test]
    fn nothing_else_is_navigated_to() {
        for address in [
            "https://example.org/",
            "http://localhost/",
            "tauri://localhost/assets/index.js",
            "tauri://evil/",
            "file:///etc/passwd",
            "data:text/html,x",
            "javascript:alert(1)",
            "media://localhost/x",
            "about:config",
            "galley-link://open",
        ] {
            assert_eq!(judged(address), Navigation::Refused, "{address}");
        }
    }

    #[test]
    fn a_followed_link_is_the_address_as_written() {
        assert_eq!(
            judged("galley-link://open?url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1%26c%3D%D9%81+d"),
            Navigation::Link("https://example.org/a?b=1&c=ف+d".into())
        );
    }

    #[test]
    fn a_medium_is_named_by_its_hash_alone() {
        let hash = "0123456789abcdef".repeat(4);
        let path = format!("/{hash}.png");
        assert_eq!(medium_file_name(&path), Some(&path[1..]));
        for wrong in [
            "/",
            "/x.png",
            "/../library.db",
            &format!("/{hash}"),
            &format!("/a/{hash}.png"),
            &format!("/{hash}.png/.."),
        ] {
            assert_eq!(medium_file_name(wrong), None, "{wrong}");
        }
    }
}
