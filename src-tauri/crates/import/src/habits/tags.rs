//! The tags of Hugo (`{{< … >}}`, `{{% … %}}`), of Jekyll (`{% … %}`, `{{ … }}`) and of Zola (`{{ name(…) }}`,
//! `{% name(…) %}…{% end %}`).

use super::Places;

/// A tag.
pub(super) struct Tag<'t> {
    pub(super) name: &'t str,
    arguments: &'t str,
    /// How it opens.
    open: &'static str,
    /// Behind it.
    pub(super) end: usize,
}

/// What a tag becomes.
pub(super) enum Made {
    /// Text that stands in its place, as far as `end`.
    Text { text: String, end: usize },
    /// Nobody knows; it stays as it is.
    Unknown,
    /// A name that leads nowhere.
    Nowhere(String),
}

/// How tags open and close.
const MARKS: [(&str, &str); 4] = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}"), ("{{", "}}")];

/// How far the end of a tag is looked for.
const LONGEST: usize = 4096;

/// The tag at a place.
pub(super) fn parse(text: &str, at: usize) -> Option<Tag<'_>> {
    let rest = &text[at..];
    let (open, close) = MARKS.into_iter().find(|(open, _)| rest.starts_with(open))?;
    let window = &rest[open.len()..rest.floor_char_boundary(LONGEST)];
    let length = window.find(close)?;
    let inner = window[..length].trim_matches(['-', ' ', '\t', '\n']);
    // `{{</* … */>}}` is how Hugo writes about a tag.
    if inner.starts_with("/*") || inner.is_empty() {
        return None;
    }
    let stop = inner.find(|it: char| it.is_whitespace() || it == '(' || it == '|').unwrap_or(inner.len());
    let (name, arguments) = inner.split_at(stop);
    let end = at + open.len() + length + close.len();
    Some(Tag { name, arguments: arguments.trim(), open, end })
}

/// The Markdown a tag stands for.
pub(super) fn markdown(
    tag: &Tag<'_>,
    text: &str,
    places: &dyn Places,
    endless: &mut Vec<&'static str>,
) -> Made {
    let here = |written: String| Made::Text { text: written, end: tag.end };
    let get = |names: &[&str], place: usize| argument(tag.arguments, names, place);
    match tag.name {
        "ref" | "relref" | "post_url" | "link" => {
            let name = get(&["path"], 0).unwrap_or_default();
            let name = name.split('#').next().unwrap_or_default().to_owned();
            places.article(&name).map_or(Made::Nowhere(name), here)
        }
        "figure" | "img" | "image" | "imgc" => figure(tag).map_or(Made::Unknown, here),
        "highlight" => paired(tag, text, "highlight", endless).map_or(Made::Unknown, |(inner, end)| {
            let language = get(&["lang"], 0).unwrap_or_default();
            Made::Text { text: fenced(&language, inner), end }
        }),
        "raw" | "endraw" => here(String::new()),
        "comment" => paired(tag, text, "comment", endless)
            .map_or(Made::Unknown, |(_, end)| Made::Text { text: String::new(), end }),
        name if name.starts_with("site.baseurl") || name.starts_with("site.url") => here(String::new()),
        // `{{ '/path' | relative_url }}`
        name if tag.open == "{{" && name.starts_with(['\'', '"']) && tag.arguments.contains("_url") => {
            here(name.trim_matches(['\'', '"']).to_owned())
        }
        name => match player(name, tag.arguments) {
            Some(address) => here(format!("<{address}>")),
            None => Made::Unknown,
        },
    }
}

/// What stands between a tag and the one that ends it.
fn paired<'t>(
    tag: &Tag<'_>,
    text: &'t str,
    name: &'static str,
    endless: &mut Vec<&'static str>,
) -> Option<(&'t str, usize)> {
    if endless.contains(&name) {
        return None;
    }
    let found = end_of(tag, text, name);
    if found.is_none() {
        endless.push(name);
    }
    found
}

fn end_of<'t>(tag: &Tag<'_>, text: &'t str, name: &str) -> Option<(&'t str, usize)> {
    let (_, close) = MARKS.into_iter().find(|(open, _)| *open == tag.open)?;
    let mut from = tag.end;
    loop {
        let start = from + text[from..].find(tag.open)?;
        let inner = &text[start + tag.open.len()..];
        let length = inner[..inner.floor_char_boundary(200)].find(close);
        if let Some(length) = length {
            let word = inner[..length].trim_matches(['-', ' ', '\t']);
            if word == format!("/{name}")
                || word == format!("/ {name}")
                || word == format!("end{name}")
                || word == "end"
            {
                return Some((&text[tag.end..start], start + tag.open.len() + length + close.len()));
            }
        }
        from = start + tag.open.len();
    }
}

fn fenced(language: &str, code: &str) -> String {
    let mut fence = "```".to_owned();
    while code.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}{language}\n{}\n{fence}", code.trim_matches('\n'))
}

/// A picture with the line under it, and the link around it.
fn figure(tag: &Tag<'_>) -> Option<String> {
    let get = |names: &[&str]| argument(tag.arguments, names, usize::MAX);
    let src = argument(tag.arguments, &["src", "path", "url"], 0)?;
    let plain = |text: String| text.replace('\n', " ").replace('[', "\\[").replace(']', "\\]");
    let caption = [get(&["title"]), get(&["caption"]), get(&["attr"])];
    let caption = caption.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let title = if caption.is_empty() {
        String::new()
    } else {
        format!(" \"{}\"", caption.replace('"', "\\\"").replace('\n', " "))
    };
    let alt = plain(get(&["alt"]).unwrap_or_default());
    let address =
        |address: String| if address.contains([' ', '(', ')']) { format!("<{address}>") } else { address };
    let picture = format!("![{alt}]({}{title})", address(src));
    Some(match get(&["link"]).filter(|link| !link.is_empty()) {
        Some(link) => format!("[{picture}]({})", address(link)),
        None => picture,
    })
}

/// The page of what a tag embeds.
fn player(name: &str, arguments: &str) -> Option<String> {
    let id = |names: &[&str], place| {
        argument(arguments, names, place).filter(|id| {
            !id.is_empty()
                && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./:?=&%@".contains(&byte))
        })
    };
    match name {
        "youtube" | "youtube_enhanced" => {
            Some(format!("https://www.youtube.com/watch?v={}", id(&["id"], 0)?))
        }
        "vimeo" | "vimeo_simple" => Some(format!("https://vimeo.com/{}", id(&["id"], 0)?)),
        "x" | "tweet" | "twitter" | "x_simple" => match (id(&["user"], usize::MAX), id(&["id"], 0)?) {
            (Some(user), id) => Some(format!("https://x.com/{user}/status/{id}")),
            (None, id) => Some(format!("https://x.com/i/status/{id}")),
        },
        "instagram" => Some(format!("https://www.instagram.com/p/{}/", id(&["id"], 0)?)),
        "gist" => match (id(&["url"], 0)?, id(&[], 1)) {
            (url, _) if url.starts_with("https://") => Some(url),
            (user, Some(gist)) => Some(format!("https://gist.github.com/{user}/{gist}")),
            (path, None) => Some(format!("https://gist.github.com/{path}")),
        },
        _ => None,
    }
}

/// An argument by one of its names, or, where none of those is given, by its place among those without a name.
fn argument(arguments: &str, names: &[&str], place: usize) -> Option<String> {
    let text = arguments.trim();
    let text = text.strip_prefix('(').map_or(text, |inner| inner.trim_end().trim_end_matches(')'));
    let mut rest = text;
    let mut unnamed = Vec::new();
    loop {
        rest = rest.trim_start_matches([',', ' ', '\t', '\n']);
        if rest.is_empty() {
            break;
        }
        let (name, value, after) = one_argument(rest);
        if name.is_some_and(|name| names.contains(&name)) {
            return Some(value);
        }
        if name.is_none() {
            unnamed.push(value);
        }
        rest = after;
    }
    (place < unnamed.len()).then(|| unnamed.swap_remove(place))
}

/// The first argument: its name if it has one, its value, and what follows.
fn one_argument(text: &str) -> (Option<&str>, String, &str) {
    let word = text
        .find(|it: char| it.is_whitespace() || matches!(it, '=' | ',' | '"' | '\'' | '`'))
        .unwrap_or(text.len());
    let after = text[word..].trim_start();
    let (name, value) = match after.strip_prefix('=') {
        Some(value) if word > 0 => (Some(&text[..word]), value.trim_start()),
        _ => (None, text),
    };
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'));
    match quote {
        Some(quote) => {
            let inner = &value[1..];
            let mut end = 0;
            let mut escaped = false;
            for character in inner.chars() {
                if character == quote && !escaped {
                    break;
                }
                escaped = character == '\\' && !escaped;
                end += character.len_utf8();
            }
            let read = inner[..end].replace(&format!("\\{quote}"), &quote.to_string());
            (name, read, inner[end..].strip_prefix(quote).unwrap_or_default())
        }
        None => {
            let end = value.find(|it: char| it.is_whitespace() || it == ',').unwrap_or(value.len());
            // A lone sign that begins no value would be met again and again.
            let end = if end == 0 { value.chars().next().map_or(0, char::len_utf8) } else { end };
            (name, value[..end].to_owned(), &value[end..])
        }
    }
}
