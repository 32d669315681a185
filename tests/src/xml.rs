//! Reads an XML document into elements, for tests of what a format's rules say.

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

/// An element: its name as `{namespace}local`, its attributes, what is in it.
#[derive(Debug, Default)]
pub struct Element {
    /// `{namespace}local`; without a namespace only the local name.
    pub name: String,
    /// By their names as they are written.
    pub attributes: Vec<(String, String)>,
    /// The elements in it, in order.
    pub children: Vec<Element>,
    /// The text in it, that of its children left out.
    pub text: String,
}

impl Element {
    /// The value of an attribute.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// The children of this name.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Element> {
        let name = name.to_owned();
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the only child of this name; `None` where there is none, or more than one.
    #[must_use]
    pub fn only(&self, name: &str) -> Option<&str> {
        let mut found = self.all(name);
        let first = found.next()?;
        found.next().is_none().then_some(first.text.as_str())
    }
}

/// Reads a document.
///
/// # Errors
/// What is not well-formed.
pub fn read(text: &str) -> Result<Element, String> {
    let mut reader = NsReader::from_str(text);
    let mut open = vec![Element::default()];
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        let top = open.last_mut().ok_or("an end without a start")?;
        match event {
            Event::Start(tag) => open.push(element(&reader, &tag)?),
            Event::Empty(tag) => top.children.push(element(&reader, &tag)?),
            Event::End(_) => {
                let done = open.pop().ok_or("an end without a start")?;
                open.last_mut().ok_or("two roots")?.children.push(done);
            }
            Event::Text(text) => top.text.push_str(&text),
            Event::CData(text) => top.text.push_str(&text),
            Event::GeneralRef(reference) => {
                let whole = format!("&{};", &*reference);
                top.text.push_str(&quick_xml::escape::unescape(&whole).map_err(|error| error.to_string())?);
            }
            Event::DocType(_) => return Err("a document type".to_owned()),
            Event::Eof => break,
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
        }
    }
    let mut root = open.pop().ok_or("nothing")?;
    if !open.is_empty() || root.children.len() != 1 {
        return Err("not one root".to_owned());
    }
    root.children.pop().ok_or_else(|| "no root".to_owned())
}

fn element(reader: &NsReader<&[u8]>, tag: &BytesStart<'_>) -> Result<Element, String> {
    let (space, local) = reader.resolver().resolve_element(tag.name());
    let local = local.as_ref().to_owned();
    let name = match space {
        ResolveResult::Bound(space) => format!("{{{}}}{local}", space.as_ref()),
        ResolveResult::Unbound => local,
        ResolveResult::Unknown(prefix) => return Err(format!("the prefix {prefix:?} stands for nothing")),
    };
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value =
            quick_xml::escape::unescape(&attribute.value).map_err(|error| error.to_string())?.into_owned();
        attributes.push((attribute.key.as_ref().to_owned(), value));
    }
    Ok(Element { name, attributes, ..Element::default() })
}
