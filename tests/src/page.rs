//! Reads HTML pages just far enough for tests: tags, attributes, text.

/// One start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// In lower case.
    pub name: String,
    /// Names in lower case, values with their entities decoded.
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// The start tags of a page, in order. What `script` and `style` hold is text.
#[must_use]
pub fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    walk(html, |piece| {
        if let Piece::Start(tag) = piece {
            tags.push(tag);
        }
    });
    tags
}

/// What readers read of a page: its text without head, scripts and styles, each run of white space one space.
#[must_use]
pub fn visible_text(html: &str) -> String {
    let body = html.split_once("<body").map_or(html, |(_, body)| body);
    let body =
        if body.len() == html.len() { body } else { body.split_once('>').map_or("", |(_, rest)| rest) };
    let mut text = String::new();
    walk(body, |piece| match piece {
        Piece::Text(run) => text.push_str(&run),
        Piece::Start(tag) if !is_inline(&tag.name) => text.push(' '),
        Piece::End(name) if !is_inline(&name) => text.push(' '),
        _ => {}
    });
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Everything in a page that a browser would load from elsewhere or run: empty for a self-contained page.
#[must_use]
pub fn reaches_out(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in tags(html) {
        let loads = tag.name == "link" && {
            let relations = tag.attribute("rel").unwrap_or_default().to_ascii_lowercase();
            !relations.split_whitespace().all(|relation| {
                ["canonical", "alternate", "author", "license", "me", "prev", "next"].contains(&relation)
            })
        };
        if loads {
            found.push(format!("{tag:?}"));
        }
        for (name, value) in &tag.attributes {
            let address = value.trim().to_ascii_lowercase();
            let loading = ["src", "srcset", "poster", "data", "background", "manifest", "ping", "xlink:href"]
                .contains(&name.as_str())
                || (name == "href" && ["image", "use", "base"].contains(&tag.name.as_str()));
            let code =
                ["javascript:", "vbscript:", "data:text"].iter().any(|scheme| address.starts_with(scheme));
            if (loading && !address.starts_with("data:image/"))
                || name.starts_with("on")
                || code
                || name == "srcdoc"
            {
                found.push(format!("<{} {name}=\"{value}\">", tag.name));
            }
            if name == "style" && style_reaches_out(value) {
                found.push(format!("<{} style=\"{value}\">", tag.name));
            }
        }
        let refreshes = tag.name == "meta"
            && tag.attribute("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh"));
        let executes = tag.name == "script" && tag.attribute("type") != Some("application/ld+json");
        let embeds = ["iframe", "frame", "object", "embed", "applet", "base", "form", "portal"];
        if refreshes || executes || embeds.contains(&tag.name.as_str()) {
            found.push(format!("{tag:?}"));
        }
    }
    for style in html.split("<style").skip(1).filter_map(|rest| rest.split("</style").next()) {
        if style_reaches_out(style) {
            found.push("a style loads something".to_owned());
        }
    }
    found
}

fn style_reaches_out(style: &str) -> bool {
    let style = style.to_ascii_lowercase();
    style.contains("@import")
        || style.contains("expression(")
        || style.split("url(").skip(1).any(|rest| {
            !rest.trim_start_matches(['"', '\'', ' ']).starts_with("data:") && !rest.starts_with('#')
        })
}

fn is_inline(name: &str) -> bool {
    [
        "a", "abbr", "b", "bdi", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "math", "mi", "mn",
        "mo", "mrow", "msup", "msub", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var",
        "wbr",
    ]
    .contains(&name)
}

enum Piece {
    Start(Tag),
    End(String),
    Text(String),
}

fn walk(html: &str, mut visit: impl FnMut(Piece)) {
    let mut rest = html;
    while !rest.is_empty() {
        let Some(open) = rest.find('<') else {
            visit(Piece::Text(decoded(rest)));
            return;
        };
        if open > 0 {
            visit(Piece::Text(decoded(&rest[..open])));
        }
        rest = &rest[open..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            rest = rest.split_once('>').map_or("", |(_, after)| after);
        } else if let Some(end) = rest.strip_prefix("</") {
            let (name, after) = end.split_once('>').unwrap_or((end, ""));
            visit(Piece::End(name.trim().to_ascii_lowercase()));
            rest = after;
        } else if rest[1..].starts_with(|first: char| first.is_ascii_alphabetic()) {
            let (tag, after) = start_tag(&rest[1..]);
            let raw = ["script", "style", "template"]
                .contains(&tag.name.as_str())
                .then(|| format!("</{}", tag.name));
            visit(Piece::Start(tag));
            rest = raw.and_then(|end| after.find(&end).map(|at| &after[at..])).unwrap_or(after);
        } else {
            visit(Piece::Text("<".to_owned()));
            rest = &rest[1..];
        }
    }
}

/// Reads a start tag from behind its `<`.
fn start_tag(text: &str) -> (Tag, &str) {
    let end = text.find(|character: char| character.is_whitespace() || ['>', '/'].contains(&character));
    let (name, mut rest) = text.split_at(end.unwrap_or(text.len()));
    let mut tag = Tag { name: name.to_ascii_lowercase(), attributes: Vec::new() };
    loop {
        rest = rest.trim_start_matches(|character: char| character.is_whitespace() || character == '/');
        if rest.is_empty() || rest.starts_with('>') {
            return (tag, rest.strip_prefix('>').unwrap_or(rest));
        }
        let stop = rest[1..]
            .find(|character: char| character.is_whitespace() || ['>', '/', '='].contains(&character));
        let (name, after) = rest.split_at(stop.map_or(rest.len(), |at| at + 1));
        let after_space = after.trim_start();
        let (value, after) = match after_space.strip_prefix('=') {
            Some(value) => attribute_value(value.trim_start()),
            None => ("", after),
        };
        tag.attributes.push((name.to_ascii_lowercase(), decoded(value)));
        rest = after;
    }
}

fn attribute_value(text: &str) -> (&str, &str) {
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => text[1..].split_once(quote).unwrap_or((&text[1..], "")),
        _ => text.split_at(
            text.find(|character: char| character.is_whitespace() || character == '>').unwrap_or(text.len()),
        ),
    }
}

/// Decodes the entities that our own pages use, and numbers.
fn decoded(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(end) = rest.find(';').filter(|&end| end < 12) else {
            out.push('&');
            rest = &rest[1..];
            continue;
        };
        let name = &rest[1..end];
        let character = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some('\u{a0}'),
            _ => name.strip_prefix('#').and_then(|number| {
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                    None => number.parse(),
                };
                char::from_u32(code.ok()?)
            }),
        };
        match character {
            Some(character) => out.push(character),
            None => out.push_str(&rest[..=end]),
        }
        rest = &rest[end + 1..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reaches_out_is_found_and_what_does_not_is_left() {
        for hostile in [
            "<img src=//evil>",
            "<p style='background:url(x)'>",
            "<style>@import 'x'</style>",
            "<a href=\" javascript:x\">",
            "<script>1</script>",
            "<svg/onload=x>",
            "<link rel=stylesheet href=x>",
            "<meta http-equiv=Refresh content=0>",
        ] {
            assert_eq!(reaches_out(hostile).len(), 1, "{hostile}: {:?}", reaches_out(hostile));
        }
        let calm = "<link rel=canonical href='https://a.example/'><img src='data:image/png;base64,x'>\
                    <a href='https://a.example/'>a</a><script type=\"application/ld+json\">{}</script>";
        assert!(reaches_out(calm).is_empty(), "{:?}", reaches_out(calm));
    }

    #[test]
    fn text_is_what_readers_read() {
        let html = "<html><head><title>no</title></head><body class=x><h1>A &amp; <em>b</em>c</h1>\n<p>d&#233;</p><style>p{}</style>";
        assert_eq!(visible_text(html), "A & bc dé");
    }
}
