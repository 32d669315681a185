//! Links on their way out of the preview: what they really lead to, and whether they may be opened.

use contract::{ApiError, LinkDescription, LinkRef, Nothing};
use url::Url;

use crate::Engine;

/// The schemes that may leave the program.
const ALLOWED: [&str; 3] = ["http", "https", "mailto"];

impl Engine {
    /// A relative link of an article leads to a page of the publication, as it will once that is online.
    fn absolute_link(&self, address: &str) -> Result<Url, ApiError> {
        match Url::parse(address) {
            Ok(url) => Ok(url),
            Err(url::ParseError::RelativeUrlWithoutBase) => {
                let base = self.library().map(|library| library.publication().base_url).unwrap_or_default();
                Url::parse(&base).and_then(|base| base.join(address)).map_err(|_| {
                    ApiError::invalid(format!(
                        "“{address}” leads to a page of your own publication. Set its address in the publication's settings to follow it."
                    ))
                })
            }
            Err(_) => Err(ApiError::invalid(format!("“{address}” is not an address."))),
        }
    }

    pub(crate) fn describe_link(&self, request: &LinkRef) -> Result<LinkDescription, ApiError> {
        let Ok(url) = self.absolute_link(&request.url) else {
            let shown: String = request.url.chars().filter(|character| !character.is_control()).collect();
            return Ok(LinkDescription { shown, allowed: false });
        };
        // `Url` keeps hosts in ASCII: a name in other letters is shown as punycode and cannot pass for another.
        Ok(LinkDescription { allowed: ALLOWED.contains(&url.scheme()), shown: url.into() })
    }

    pub(crate) fn open_link(&self, request: &LinkRef) -> Result<Nothing, ApiError> {
        let url = self.absolute_link(&request.url)?;
        if !ALLOWED.contains(&url.scheme()) {
            return Err(ApiError::invalid(format!(
                "Links of the kind “{}:” are not opened. Only web and mail addresses are.",
                url.scheme()
            )));
        }
        self.desktop()
            .open_link(url.as_str())
            .map_err(|reason| ApiError::internal(format!("“{url}” could not be opened: {reason}.")))?;
        Ok(Nothing {})
    }
}
