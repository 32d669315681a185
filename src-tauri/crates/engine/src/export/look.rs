//! What a fragment or Markdown would be, as a page to be looked at before anything is written.
//!
//! It is the very text that an export would write. Where it goes brings its own type and colours, so that the page
//! around it says nothing about them; its policy loads nothing but the pictures inside it.

use contract as wire;
use contract::ApiError;
use export::PicturesAs;

use super::{Form, Reading, options};
use crate::Engine;
use crate::convert::article_id;

/// Pictures from inside the page and styles on elements, nothing else.
const POLICY: &str = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

const STYLE: &str = ":root { color-scheme: light } body { margin: 1.25rem; color: #1c1b1a; background: #fff; \
    font: 1rem/1.55 Georgia, 'Noto Serif', serif; overflow-wrap: break-word } \
    img { max-width: 100%; height: auto } pre { overflow-x: auto; white-space: pre-wrap } \
    table { border-collapse: collapse } td, th { padding: .25em .6em; border: 1px solid #bbb } \
    figure { margin-inline: 0 } blockquote { margin-inline: 1.5em } \
    body > pre:only-child { margin: 0; font: .8125rem/1.5 ui-monospace, 'DejaVu Sans Mono', monospace }";

impl Engine {
    pub(crate) fn look_at_export(&self, request: &wire::ExportLook) -> Result<wire::ExportLooked, ApiError> {
        let library = self.library()?;
        let version = request.version.unwrap_or_default();
        let reading = Reading::of(&library, &article_id(&request.id)?, version)?;
        let asked = Form { profile: request.profile, version, ..Form::from(wire::ExportForm::Fragment) };
        // The problems are those of the pictures as the place has them; they are shown from inside.
        let made = reading.fragment(options(asked));
        let (inner, problems) = if request.form == wire::ExportForm::Markdown {
            (
                format!(
                    "<pre dir=\"auto\">{}</pre>",
                    escape(&crate::files::write_markdown(&library, &reading.snapshot.article))
                ),
                Vec::new(),
            )
        } else {
            let mut shown = options(asked);
            shown.pictures = Some(PicturesAs::Data);
            (reading.fragment(shown).html, reading.problems_to_wire(&made.problems))
        };
        let (language, direction) =
            (&reading.snapshot.derived.language, reading.snapshot.derived.direction.as_str());
        let html = format!(
            "<!DOCTYPE html>\n<html lang=\"{language}\" dir=\"{direction}\">\n<head><meta charset=\"utf-8\">\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\"><title>{}</title>\
             <style>{STYLE}</style></head>\n<body>\n{inner}\n</body>\n</html>\n",
            escape(&reading.snapshot.title())
        );
        Ok(wire::ExportLooked { html, problems })
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
