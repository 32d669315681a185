//! What the texts of site generators and note programs hold beside Markdown: links by name (`[[…]]`), tags of
//! templates (`{{< … >}}`, `{% … %}`, `{{ … }}`). Known ones become Markdown, others stay as text and are told.
//! Code stays as it is.

mod tags;

/// Asked where the names in a text lead.
pub(crate) trait Places {
    /// The address of the note or article that is meant by a name or a path; `None` where there is none.
    fn article(&self, name: &str) -> Option<String>;
    /// Whether `[[…]]` is a link here.
    fn has_notes(&self) -> bool;
}

/// What a text became.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Converted {
    /// The text.
    pub(crate) body: String,
    /// Names of tags that stay as text, each once.
    pub(crate) unknown: Vec<String>,
    /// Notes on how a text is to look, which went, each once.
    pub(crate) dropped: Vec<String>,
    /// Names that lead nowhere, each once.
    pub(crate) nowhere: Vec<String>,
}

/// The endings of what a note shows when it is embedded.
const PICTURES: [&str; 8] = ["jpg", "jpeg", "png", "gif", "webp", "svg", "bmp", "avif"];

/// Makes Markdown of a text.
pub(crate) fn convert(text: &str, places: &dyn Places) -> Converted {
    let mut converted = Converted::default();
    let tagged = ["{{", "{%", "{:"].iter().any(|mark| text.contains(mark));
    let linked = text.contains("[[") && places.has_notes();
    if !tagged && !linked {
        converted.body = text.to_owned();
        return converted;
    }
    let mut scanner = Scanner { text, at: 0, copied: 0, places, converted, endless: Vec::new() };
    scanner.run();
    scanner.converted
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    copied: usize,
    places: &'t dyn Places,
    converted: Converted,
    /// Tags that no longer end anywhere, so that their end is looked for only once.
    endless: Vec<&'static str>,
}

impl Scanner<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        while self.at < bytes.len() {
            let line_start = self.at == 0 || bytes[self.at - 1] == b'\n';
            if line_start && self.skip_fence() {
                continue;
            }
            let rest = &self.text[self.at..];
            let done = match bytes[self.at] {
                b'`' => {
                    self.skip_code();
                    continue;
                }
                b'\\' => {
                    self.at += 1;
                    false
                }
                b'!' if rest.starts_with("![[") && self.places.has_notes() => self.note(3),
                b'[' if rest.starts_with("[[") && self.places.has_notes() => self.note(2),
                b'{' if rest.starts_with("{{") || rest.starts_with("{%") => self.tag(),
                b'{' if line_start && rest.starts_with("{:") => self.attributes(),
                _ => false,
            };
            if !done {
                self.at += self.text[self.at..].chars().next().map_or(1, char::len_utf8);
            }
        }
        self.converted.body.push_str(&self.text[self.copied..]);
    }

    /// Puts something in the place of what stands from here to `end`.
    fn replace(&mut self, end: usize, with: &str) {
        self.converted.body.push_str(&self.text[self.copied..self.at]);
        self.converted.body.push_str(with);
        (self.at, self.copied) = (end, end);
    }

    fn line_end(&self, from: usize) -> usize {
        self.text[from..].find('\n').map_or(self.text.len(), |end| from + end + 1)
    }

    /// Moves behind a fenced block of code that begins in this line.
    fn skip_fence(&mut self) -> bool {
        let end = self.line_end(self.at);
        let line = self.text[self.at..end].trim_start_matches([' ', '>']);
        let Some(mark) = line.chars().next().filter(|mark| matches!(mark, '`' | '~')) else { return false };
        let length = line.chars().take_while(|character| *character == mark).count();
        if length < 3 || mark == '`' && line[length..].contains('`') {
            return false;
        }
        let mut at = end;
        while at < self.text.len() {
            let end = self.line_end(at);
            let line = self.text[at..end].trim().trim_start_matches([' ', '>']);
            at = end;
            if line.len() >= length && line.chars().all(|character| character == mark) {
                break;
            }
        }
        self.at = at;
        true
    }

    /// Moves behind code within a line.
    fn skip_code(&mut self) {
        let run = self.text[self.at..].bytes().take_while(|byte| *byte == b'`').count();
        let inner = self.at + run;
        let window = &self.text[inner..self.text.floor_char_boundary(inner + 4096)];
        let paragraph = inner + window.find("\n\n").unwrap_or(window.len());
        let mut from = inner;
        while let Some(found) = self.text[from..paragraph].find('`') {
            let start = from + found;
            let length = self.text[start..].bytes().take_while(|byte| *byte == b'`').count();
            if length == run {
                self.at = start + length;
                return;
            }
            from = start + length;
            if from >= paragraph {
                break;
            }
        }
        self.at = inner;
    }

    /// `[[Note#Place|label]]` and `![[picture.png|300]]`.
    fn note(&mut self, open: usize) -> bool {
        let rest = &self.text[self.at + open..];
        let window = &rest[..rest.floor_char_boundary(1000)];
        let Some(close) = window.find("]]").filter(|close| !window[..*close].contains(['\n', '['])) else {
            return false;
        };
        let inner = window[..close].replace("\\|", "|");
        let end = self.at + open + close + 2;
        let (target, label) =
            inner.split_once('|').map_or((&*inner, ""), |(target, label)| (target, label.trim()));
        let (name, place) =
            target.split_once('#').map_or((target.trim(), ""), |(name, place)| (name.trim(), place.trim()));
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        let written = if open == 3 && PICTURES.contains(&&*ending) {
            // The size that a note asks for is the page's business here.
            let size = label.bytes().all(|byte| byte.is_ascii_digit() || byte == b'x');
            let alt = if size { "" } else { label };
            format!("![{}](<{}>)", escaped(alt), name.replace(['<', '>', '\n'], ""))
        } else {
            let shown = if !label.is_empty() {
                label
            } else if name.is_empty() {
                place
            } else {
                name.rsplit('/').next().unwrap_or(name)
            };
            match self.places.article(name) {
                Some(address) => format!("[{}]({address})", escaped(shown)),
                None if name.is_empty() => escaped(shown),
                None => {
                    push_new(&mut self.converted.nowhere, name);
                    escaped(shown)
                }
            }
        };
        self.replace(end, &written);
        true
    }

    /// A tag of a template.
    fn tag(&mut self) -> bool {
        let Some(tag) = tags::parse(self.text, self.at) else { return false };
        // An address in a link keeps what follows the tag: `({{< ref "a.md" >}}#place)`.
        match tags::markdown(&tag, self.text, self.places, &mut self.endless) {
            tags::Made::Text { text, end } => self.replace(end, &text),
            tags::Made::Unknown => {
                push_new(&mut self.converted.unknown, tag.name);
                self.at = tag.end;
            }
            tags::Made::Nowhere(name) => {
                push_new(&mut self.converted.nowhere, &name);
                self.replace(tag.end, &name);
            }
        }
        true
    }

    /// `{: .class}` on a line of its own says how Jekyll's Markdown is to look.
    fn attributes(&mut self) -> bool {
        let end = self.line_end(self.at);
        let line = self.text[self.at..end].trim_end();
        if !line.ends_with('}') || line[2..].contains('{') {
            return false;
        }
        push_new(&mut self.converted.dropped, line);
        self.replace(end, "");
        true
    }
}

fn push_new(list: &mut Vec<String>, name: &str) {
    if !list.iter().any(|known| known == name) && list.len() < 50 {
        list.push(name.to_owned());
    }
}

/// Text between the brackets of a link.
fn escaped(text: &str) -> String {
    text.replace('[', "\\[").replace(']', "\\]")
}

#[cfg(test)]
mod tests;
