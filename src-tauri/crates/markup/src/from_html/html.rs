//! HTML that has been read and is not converted yet: its links can be led elsewhere, its pictures listed, and
//! what became of it compared with what it was.

use std::borrow::Cow;
use std::collections::HashMap;

use super::dom::{Data, Id, Tree};
use super::{LONGEST, TooLarge, address, convert, kinds, style};

/// HTML that has been read: a whole page, a piece, or the article in a page.
pub struct Html {
    pub(super) tree: Tree,
    pub(super) root: Id,
}

/// The HTML without the bullets that a word processor writes for programs that know no lists.
fn without_bullets(html: &str) -> Cow<'_, str> {
    const BEGIN: &str = "<!--[if !supportLists]-->";
    const END: &str = "<!--[endif]-->";
    if !html.contains(BEGIN) {
        return Cow::Borrowed(html);
    }
    let mut parts = html.split(BEGIN);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(part.split_once(END).map_or(part, |(_, rest)| rest));
    }
    Cow::Owned(text)
}

/// How many differences of one kind are told one by one.
const TOLD: usize = 3;

impl Html {
    /// Reads HTML, a whole page or a piece.
    ///
    /// # Errors
    /// [`TooLarge`] for what would take gigabytes.
    pub fn parse(html: &str) -> Result<Self, TooLarge> {
        if html.len() > LONGEST {
            return Err(TooLarge);
        }
        Ok(Self { tree: Tree::parse(&without_bullets(html))?, root: Tree::ROOT })
    }

    /// Leads links elsewhere: `to` is asked for each address as it stands in the source.
    pub fn map_links(&mut self, mut to: impl FnMut(&str) -> Option<String>) {
        let links: Vec<Id> = self.tree.within(self.root).filter(|id| self.tree.name(*id) == "a").collect();
        for id in links {
            if let Some(new) = self.tree.attribute(id, "href").and_then(|old| to(old.trim())) {
                self.tree.set_attribute(id, "href", new);
            }
        }
    }

    /// Takes pictures from elsewhere: `to` is asked for each address that a reader would be shown.
    pub fn map_pictures(&mut self, mut to: impl FnMut(&str) -> Option<String>) {
        let pictures: Vec<Id> =
            self.tree.within(self.root).filter(|id| self.tree.name(*id) == "img").collect();
        for id in pictures {
            if let Some(new) = address::picture(&self.tree, id).and_then(|old| to(&old)) {
                self.tree.set_attribute(id, "src", new);
                for lazy in address::LAZY {
                    self.tree.set_attribute(id, lazy, String::new());
                }
            }
        }
    }

    /// The addresses of the pictures that readers are shown, in order, each once.
    #[must_use]
    pub fn pictures(&self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for address in self.shown_pictures() {
            if !found.contains(&address) {
                found.push(address);
            }
        }
        found
    }

    /// Where pictures lead that are links themselves, in order.
    #[must_use]
    pub fn linked_pictures(&self) -> Vec<String> {
        let pictures = self.seen().into_iter().filter(|id| self.tree.name(*id) == "img");
        let around = pictures.filter_map(|id| self.tree.parent(id).filter(|up| self.tree.name(*up) == "a"));
        around.filter_map(|link| address::link(&self.tree, link)).collect()
    }

    /// Its plain text: paragraphs are parted by blank lines, and where a link leads stands behind it.
    #[must_use]
    pub fn to_plain(&self) -> String {
        let mut text = String::new();
        let mut open: Vec<(Id, String)> = Vec::new();
        let end = |open: &mut Vec<(Id, String)>, text: &mut String| {
            if let Some((_, address)) = open.pop().filter(|(_, address)| !text.ends_with(&**address)) {
                text.push_str(&format!(" ({address})"));
            }
        };
        for id in self.seen() {
            while open.last().is_some_and(|(link, _)| !self.is_within(id, *link)) {
                end(&mut open, &mut text);
            }
            match self.tree.data(id) {
                Data::Text(more) => {
                    let blank = |text: &str| text.is_empty() || text.ends_with(char::is_whitespace);
                    for (index, word) in more.split(char::is_whitespace).enumerate() {
                        if index > 0 && !blank(&text) {
                            text.push(' ');
                        }
                        text.push_str(word);
                    }
                }
                Data::Element(_) => match self.tree.name(id) {
                    "br" => text.push('\n'),
                    name if kinds::is_block(name) => text.push_str("\n\n"),
                    "a" => open.extend(address::link(&self.tree, id).map(|address| (id, address))),
                    _ => {}
                },
                Data::Other => {}
            }
        }
        while !open.is_empty() {
            end(&mut open, &mut text);
        }
        tidy_lines(&text)
    }

    /// The Markdown it becomes; ends in a line feed, or is empty.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        convert(&self.tree, self.root)
    }

    /// What readers of this saw and readers of `rendered` (HTML again) do not: words, links, pictures, and
    /// headings, items, quotations, tables and code that are no longer what they were. Sentences for the
    /// author; empty where nothing is missing.
    ///
    /// # Errors
    /// [`TooLarge`] for what would take gigabytes.
    pub fn differences(&self, rendered: &str) -> Result<Vec<String>, TooLarge> {
        let (before, after) = (self.shape(), Self::parse(rendered)?.shape());
        let mut told = Vec::new();
        let mut words = missing(&before.words, &after.words);
        // A card for an address alone on its line shows the address without its beginning.
        words.retain(|(word, _)| !matches!(word.as_str(), "http" | "https" | "www"));
        if !words.is_empty() {
            let count: usize = words.iter().map(|(_, count)| count).sum();
            told.push(format!("{count} words of the text are missing, among them {}", quoted(&words)));
        }
        for (what, before, after) in
            [("link", &before.links, &after.links), ("picture", &before.pictures, &after.pictures)]
        {
            let gone = missing(before, after);
            if !gone.is_empty() {
                let count: usize = gone.iter().map(|(_, count)| count).sum();
                let one = count == 1;
                let (many, are) = (if one { "" } else { "s" }, if one { "is" } else { "are" });
                told.push(format!("{count} {what}{many} {are} missing: {}", quoted(&gone)));
            }
        }
        for (what, before, after) in
            NAMES.iter().zip(before.counts).zip(after.counts).map(|((n, b), a)| (n, b, a))
        {
            if after < before {
                told.push(format!("of {before} {what} {after} are left as such"));
            }
        }
        Ok(told)
    }

    fn shown_pictures(&self) -> Vec<String> {
        self.seen()
            .into_iter()
            .filter(|id| self.tree.name(*id) == "img" && !address::is_counter(&self.tree, *id))
            .filter_map(|id| address::picture(&self.tree, id))
            .collect()
    }

    /// The nodes a reader sees, in order.
    fn seen(&self) -> Vec<Id> {
        let mut seen = Vec::new();
        let mut hidden: Option<Id> = None;
        for id in self.tree.within(self.root) {
            if let Some(outer) = hidden {
                if self.is_within(id, outer) {
                    continue;
                }
                hidden = None;
            }
            if kinds::is_unseen(self.tree.name(id)) || style::hidden(&self.tree, id) {
                hidden = Some(id);
            } else {
                seen.push(id);
            }
        }
        seen
    }

    fn is_within(&self, id: Id, outer: Id) -> bool {
        std::iter::successors(self.tree.parent(id), |up| self.tree.parent(*up)).any(|up| up == outer)
    }

    fn shape(&self) -> Shape {
        let mut shape = Shape::default();
        let mut text = String::new();
        let mut around = Tree::ROOT;
        for id in self.seen() {
            match self.tree.data(id) {
                Data::Text(more) => {
                    // Words of two blocks are two words.
                    let ups = std::iter::successors(self.tree.parent(id), |up| self.tree.parent(*up));
                    let block = ups.into_iter().find(|up| kinds::is_block(self.tree.name(*up)));
                    if std::mem::replace(&mut around, block.unwrap_or(Tree::ROOT)) != around {
                        text.push(' ');
                    }
                    text.push_str(more);
                }
                Data::Element(_) => self.note(id, &mut text, &mut shape),
                Data::Other => {}
            }
        }
        for word in text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty())
        {
            *shape.words.entry(word.to_lowercase()).or_default() += 1;
        }
        shape
    }

    fn note(&self, id: Id, text: &mut String, shape: &mut Shape) {
        let name = self.tree.name(id);
        if kinds::is_block(name) || name == "br" {
            text.push(' ');
        }
        let holds_words = || self.tree.text(id).contains(char::is_alphanumeric);
        let mut link = |address: Option<String>| {
            if let Some(address) = address.filter(|address| !is_own(address)) {
                *shape.links.entry(comparable(&address)).or_default() += 1;
            }
        };
        match name {
            "a" if holds_words() || self.tree.within(id).any(|inner| self.tree.name(inner) == "img") => {
                link(address::link(&self.tree, id));
            }
            "iframe" | "video" | "audio" | "embed" | "object" => link(address::embed(&self.tree, id)),
            "img" if !address::is_counter(&self.tree, id) => {
                if let Some(address) = address::picture(&self.tree, id).filter(|address| !is_own(address)) {
                    *shape.pictures.entry(comparable(&address)).or_default() += 1;
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if holds_words() => shape.counts[0] += 1,
            "li" if holds_words() => shape.counts[1] += 1,
            "blockquote" if holds_words() => shape.counts[2] += 1,
            "pre" if holds_words() => shape.counts[3] += 1,
            // A table of one column lays out, and so do those that Blogger puts around a picture.
            "table" if self.tree.within(id).any(|inner| self.is_second_cell(inner)) => shape.counts[4] += 1,
            _ => {}
        }
    }

    fn is_second_cell(&self, id: Id) -> bool {
        let cell = |id: Id| matches!(self.tree.name(id), "td" | "th");
        cell(id)
            && self
                .tree
                .parent(id)
                .is_some_and(|row| self.tree.children(row).filter(|it| cell(*it)).nth(1) == Some(id))
    }
}

/// Lines without white space around them, and never more than one blank line.
fn tidy_lines(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for line in text.lines().map(str::trim) {
        if !line.is_empty() {
            tidy.push_str(line);
            tidy.push('\n');
        } else if !tidy.is_empty() && !tidy.ends_with("\n\n") {
            tidy.push('\n');
        }
    }
    tidy.trim_end().to_owned()
}

/// What is counted apart from words, links and pictures.
const NAMES: [&str; 5] = ["headings", "items of lists", "quotations", "pieces of code", "tables"];

#[derive(Default)]
struct Shape {
    words: HashMap<String, usize>,
    links: HashMap<String, usize>,
    pictures: HashMap<String, usize>,
    counts: [usize; 5],
}

/// Addresses that no other page has: places of this one, articles of the library, pictures written out.
fn is_own(address: &str) -> bool {
    address.starts_with('#') || address.starts_with("article:") || address.starts_with("data:")
}

/// An address in the one form in which two are compared.
fn comparable(address: &str) -> String {
    let plain = address::percent_decoded(address).unwrap_or_else(|| address.to_owned());
    plain.trim().chars().filter(|character| !character.is_whitespace()).collect()
}

/// What occurs more often before than after, in order.
fn missing(before: &HashMap<String, usize>, after: &HashMap<String, usize>) -> Vec<(String, usize)> {
    let mut gone: Vec<(String, usize)> = before
        .iter()
        .filter_map(|(what, count)| {
            let left = after.get(what).copied().unwrap_or(0);
            (left < *count).then(|| (what.clone(), count - left))
        })
        .collect();
    gone.sort();
    gone
}

fn quoted(what: &[(String, usize)]) -> String {
    let shown =
        what.iter().take(TOLD).map(|(name, _)| format!("“{}”", name.chars().take(80).collect::<String>()));
    let list = shown.collect::<Vec<_>>().join(", ");
    if what.len() > TOLD { format!("{list} …") } else { list }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{LinkTarget, PictureSource, RenderOptions, Resolver, render};

    struct Everything;

    impl Resolver for Everything {
        fn picture(&self, address: &str) -> PictureSource {
            PictureSource::Shown { src: address.to_owned(), width: None, height: None }
        }
        fn link(&self, address: &str) -> LinkTarget {
            LinkTarget::To(address.to_owned())
        }
    }

    fn differences(html: &str) -> Vec<String> {
        let source = Html::parse(html).expect("small");
        let rendered = render(&source.to_markdown(), &RenderOptions::default(), &Everything).html();
        source.differences(&rendered).expect("small")
    }

    #[test]
    fn what_comes_through_whole_has_no_differences() {
        for html in [
            "<h2>One</h2><p>Text <a href='https://e.example/é?a=1&amp;b=2'>link</a>, <b>bold</b>.</p><ul><li>a<ul><li>b</ul></ul>",
            "<p>Note<sup><a href='#fn1' id='fnref1'>1</a></sup>.</p><ol><li id='fn1'>The note <a href='#fnref1'>↩</a></li></ol>",
            "<table><tr><th>a<th>b<tr><td>1<td>2</table><pre>code\n  more</pre><blockquote>q</blockquote>",
            "<figure><img src='a b.jpg' alt='A'><figcaption>Line</figcaption></figure><iframe src='https://www.youtube.com/embed/abc'></iframe>",
            "<table><tr><td colspan=2>a</td></tr><tr><td>b</td><td>c <img src=x.png></td></tr></table>",
            "<table><tr><td>In May</td></tr></table><font>Red</font><a href='article:x'>own</a>",
            "<p style='display:none'>unseen</p><script>x()</script><img src=dot.gif width=1 height=1>",
        ] {
            assert_eq!(differences(html), Vec::<String>::new(), "{html}");
        }
    }

    #[test]
    fn what_is_missing_from_the_result_is_told() {
        let source = Html::parse(
            "<h2>One</h2><p>two words <a href='https://e.example/'>x</a><img src=a.png><ul><li>i</ul>",
        )
        .expect("small");
        assert_eq!(
            source.differences("<p>One x i</p>").expect("small"),
            [
                "2 words of the text are missing, among them “two”, “words”",
                "1 link is missing: “https://e.example/”",
                "1 picture is missing: “a.png”",
                "of 1 headings 0 are left as such",
                "of 1 items of lists 0 are left as such",
            ]
        );
    }

    #[test]
    fn plain_text_keeps_paragraphs_and_where_links_lead() {
        let html = Html::parse("<p>One  two<br>three <a href='https://e.example/'>link</a>.</p><div>Four <a href=https://e.example/>https://e.example/</a></div>").expect("small");
        assert_eq!(html.to_plain(), "One two\nthree link (https://e.example/).\n\nFour https://e.example/");
    }

    #[test]
    fn links_and_pictures_are_led_elsewhere_before_the_text_is_written() {
        let mut html = Html::parse(
            "<a href=' /old '>x</a> <a href=/other>y</a> <img src='data:image/gif;base64,R0' data-src=a.jpg>",
        )
        .expect("small");
        html.map_links(|old| (old == "/old").then(|| "article:1".to_owned()));
        html.map_pictures(|old| (old == "a.jpg").then(|| "b.jpg".to_owned()));
        assert_eq!(html.pictures(), ["b.jpg"]);
        assert_eq!(html.to_markdown(), "[x](article:1) [y](/other) ![](b.jpg)\n");
    }
}
