//! One item as a small tree.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// How deep elements nest.
const DEPTH: usize = 256;

/// How many elements an item has.
const ELEMENTS: usize = 500_000;

/// The prefixes of a file, and the usual ones they stand for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names(HashMap<String, &'static str>);

/// Parts of namespaces and the prefixes they usually go by; versions differ in the rest of the address.
const USUAL: [(&str, &str); 12] = [
    ("wordpress.org/export/", "wp"),
    ("purl.org/rss/1.0/modules/content", "content"),
    ("purl.org/dc/elements", "dc"),
    ("schemas.google.com/blogger", "blogger"),
    ("www.blogger.com/atom/ns", "blogger"),
    ("purl.org/atom/app", "app"),
    ("www.w3.org/2007/app", "app"),
    ("purl.org/syndication/thread", "thr"),
    ("search.yahoo.com/mrss", "media"),
    ("wellformedweb.org", "wfw"),
    ("schemas.google.com/g/2005", "gd"),
    ("www.w3.org/2005/Atom", ""),
];

impl Names {
    /// The namespaces that the head of a file declares.
    pub(crate) fn of(head: &str) -> Self {
        let mut names = HashMap::new();
        for declaration in head.split("xmlns:").skip(1) {
            let Some((prefix, rest)) = declaration.split_once('=') else { continue };
            let rest = rest.trim_start();
            let Some(quote) = rest.chars().next().filter(|quote| matches!(quote, '"' | '\'')) else {
                continue;
            };
            let address = rest[1..].split(quote).next().unwrap_or_default();
            let usual = if address.contains("wordpress.org/export/") && address.contains("/excerpt") {
                Some("excerpt")
            } else {
                USUAL.iter().find(|(part, _)| address.contains(part)).map(|(_, usual)| *usual)
            };
            if let Some(usual) = usual {
                names.insert(prefix.trim().to_owned(), usual);
            }
        }
        Self(names)
    }

    fn usual(&self, name: &str) -> String {
        match name.split_once(':') {
            None => name.to_owned(),
            Some((prefix, local)) => match self.0.get(prefix) {
                Some(&"") => local.to_owned(),
                Some(usual) => format!("{usual}:{local}"),
                None => name.to_owned(),
            },
        }
    }
}

/// An element with everything in it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Element {
    /// Its name, with the usual prefix of its namespace.
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    /// The text directly in it, joined.
    pub(crate) text: String,
    pub(crate) children: Vec<Element>,
}

impl Element {
    /// Reads one element with everything in it.
    pub(crate) fn parse(xml: &str, names: &Names) -> Result<Self, String> {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().allow_dangling_amp = true;
        let mut open: Vec<Self> = Vec::new();
        let mut count = 0;
        loop {
            let event = reader.read_event().map_err(|error| format!("it is not well-formed XML: {error}"))?;
            match event {
                Event::Start(tag) => {
                    count += 1;
                    if open.len() >= DEPTH || count > ELEMENTS {
                        return Err("its elements nest too deep or are too many".to_owned());
                    }
                    open.push(Self::begin(&tag, names));
                }
                Event::Empty(tag) => {
                    count += 1;
                    if count > ELEMENTS {
                        return Err("its elements are too many".to_owned());
                    }
                    let element = Self::begin(&tag, names);
                    match open.last_mut() {
                        Some(parent) => parent.children.push(element),
                        None => return Ok(element),
                    }
                }
                Event::End(_) => {
                    let Some(element) = open.pop() else {
                        return Err("a tag ends that never began".to_owned());
                    };
                    match open.last_mut() {
                        Some(parent) => parent.children.push(element),
                        None => return Ok(element),
                    }
                }
                Event::Text(text) => {
                    if let Some(element) = open.last_mut() {
                        element.text.push_str(&text.into_inner());
                    }
                }
                Event::CData(text) => {
                    if let Some(element) = open.last_mut() {
                        element.text.push_str(&text.into_inner());
                    }
                }
                Event::GeneralRef(reference) => {
                    if let Some(element) = open.last_mut() {
                        let name = reference.into_inner();
                        element.text.push_str(&entity(&name).unwrap_or_else(|| format!("&{name};")));
                    }
                }
                Event::Eof => return Err("it ends too early".to_owned()),
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::DocType(_) => {}
            }
        }
    }

    fn begin(tag: &BytesStart<'_>, names: &Names) -> Self {
        let mut written = tag.html_attributes();
        let attributes = written.with_checks(false).flatten().map(|attribute| {
            let value = quick_xml::escape::unescape_with(&attribute.value, |name| {
                quick_xml::escape::resolve_html5_entity(name)
            });
            let value = value.map_or_else(|_| attribute.value.to_string(), |value| value.into_owned());
            (names.usual(attribute.key.as_ref()), value)
        });
        let attributes = attributes.collect();
        Self { name: names.usual(tag.name().as_ref()), attributes, ..Self::default() }
    }

    /// The first child of a name.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The children of a name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first child of a name without white space around it; empty where there is none.
    pub(crate) fn value(&self, name: &str) -> &str {
        self.child(name).map_or("", |child| child.text.trim())
    }

    /// An attribute; empty where there is none.
    pub(crate) fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

/// What one of the entities of XML or HTML, or a character reference, stands for.
fn entity(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let number = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        let character = char::from_u32(number)?;
        let usual = !character.is_control() || matches!(character, '\n' | '\t' | '\r');
        return Some(if usual { character.to_string() } else { String::new() });
    }
    quick_xml::escape::resolve_html5_entity(name).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_entities_and_cdata_are_read_and_foreign_entities_stay_as_they_are() {
        let xml = "<item><a x='1 &amp; &eacute;'>1 &lt; 2 &#x41;&#66;&nbsp;&lol9;&ext; & x<![CDATA[ <b>&amp;</b>]]></a><wp:b xmlns='q'/></item>";
        let item = Element::parse(xml, &Names::default()).expect("well-formed");
        let a = item.child("a").expect("a");
        assert_eq!(a.text, "1 < 2 AB\u{a0}&lol9;&ext; & x <b>&amp;</b>");
        assert_eq!(a.attribute("x"), "1 & é");
        assert!(item.child("wp:b").is_some());
    }

    #[test]
    fn prefixes_are_told_by_their_namespace() {
        let head = "<rss xmlns:x=\"http://wordpress.org/export/1.1/excerpt/\" xmlns:y='http://wordpress.org/export/1.0/' xmlns:a='http://www.w3.org/2005/Atom'>";
        let names = Names::of(head);
        assert_eq!(
            (names.usual("x:encoded"), names.usual("y:b"), names.usual("a:entry"), names.usual("q:c")),
            ("excerpt:encoded".into(), "wp:b".into(), "entry".into(), "q:c".into())
        );
    }

    #[test]
    fn what_is_no_xml_or_nests_without_end_is_an_error() {
        for wrong in ["<item>", "<item><a></item>", "</item>", "", &"<a>".repeat(1000)] {
            assert!(Element::parse(wrong, &Names::default()).is_err(), "{}", &wrong[..wrong.len().min(20)]);
        }
    }
}
